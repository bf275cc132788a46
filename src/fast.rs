//! The speed lane: ordinary records straight into a batch of forms, and an evaluated batch into rows of results.
//!
//! [`FastLane::try_row`] is its door. A record that the lane cannot decode with certainty is left to [`Decoder`], which
//! implements the whole format; a record says the same whichever way it was read (`tests/it/batch/oracle.rs`).

mod cells;
mod codes;
mod field;
mod fields;
mod lines;
mod numbers;
mod plain;
mod rows;
pub mod write;

use std::borrow::Cow;

use jiff::civil::Date;

use crate::answer::QuestionId;
use crate::form::refusal::Refusal;
use crate::intake::Decoder;
use crate::intake::blocks::{Boundary, RecordBlock, RecordSpan};
use crate::meaning::many::FormBatch;
use crate::rulebook::Rulebook;
use lines::FastLines;
use rows::FastRows;

/// The speed lane for the records of one input.
#[derive(Debug)]
pub enum FastLane<'r> {
    /// Rows of a table.
    Rows(Box<FastRows<'r>>),
    /// Lines of NDJSON.
    Lines(FastLines<'r>),
}

/// A record read in the speed lane.
#[derive(Debug)]
pub struct RowOutcome<'b> {
    /// The case of the form, its answers being in the batch; or every refusal.
    pub case: Result<Cow<'b, [u8]>, Vec<Refusal>>,
    /// Questions whose columns by option are all 0, which is read as unanswered.
    pub all_zero: Vec<QuestionId>,
}

impl<'r> FastLane<'r> {
    /// The limit of records read together: one for each bit of a word.
    pub const ROWS: usize = 64;

    /// Returns the lane for records of this decoder; `None` if there is no lane for them. `as_of` is the day of records
    /// without one.
    #[must_use]
    pub fn new(rulebook: &'r Rulebook, decoder: &'r Decoder, boundary: Boundary, as_of: Date) -> Option<FastLane<'r>> {
        match (decoder, boundary) {
            (Decoder::Table(columns), Boundary::Rows(delimiter)) => {
                Some(FastLane::Rows(Box::new(FastRows::new(rulebook, columns, delimiter, as_of))))
            }
            (Decoder::Json, Boundary::Lines) => Some(FastLane::Lines(FastLines::new(rulebook))),
            _ => None,
        }
    }

    /// Begins up to [`FastLane::ROWS`] records of a block. Their forms are in the batch from `first` on, a multiple of
    /// 64. The ordinary fields of rows are put at once, column by column.
    pub fn begin(&mut self, block: &RecordBlock, records: &[RecordSpan], batch: &mut FormBatch, first: usize) {
        if let FastLane::Rows(rows) = self {
            rows.begin(block, records, batch, first);
        }
    }

    /// Reads the `row`th of the begun records into its form of the batch. `None` if its [`Decoder`] must read it; then
    /// the form has no answers.
    pub fn try_row<'b>(
        &'b mut self,
        block: &'b RecordBlock,
        record: RecordSpan,
        row: usize,
        batch: &mut FormBatch,
        form: usize,
    ) -> Option<RowOutcome<'b>> {
        match self {
            FastLane::Rows(rows) => rows.try_row(row, batch, form),
            FastLane::Lines(lines) => {
                let case = lines.try_line(block, record, batch.row(form))?;
                Some(RowOutcome { case: Ok(Cow::Borrowed(case)), all_zero: Vec::new() })
            }
        }
    }
}
