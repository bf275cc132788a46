//! Rows put straight into a batch of forms, column by column.
//!
//! What is not known here for certain to be an ordinary answer is left to [`super::Columns`], which knows everything: a cell
//! alone, where only that is unusual, or the whole row. A row says the same whichever way it was read.

use std::borrow::Cow;

use jiff::civil::Date;

use super::cells::{BatchWriter, Cell};
use super::fields::{Fields, ROWS};
use super::numbers::Numbers;
use crate::answer::QuestionId;
use crate::form::entry::FormField;
use crate::form::refusal::Refusal;
use crate::intake::DecodedForm;
use crate::intake::blocks::{Block, RecordSpan};
use crate::intake::columns::{Columns, Role};
use crate::meaning::many::FormBatch;
use crate::rulebook::Rulebook;

/// A table's columns, ready for rows.
#[derive(Debug)]
pub struct FastRows<'r> {
    rulebook: &'r Rulebook,
    columns: &'r Columns,
    as_of: Date,
    cells: Vec<Cell>,
    /// The column of the case.
    case: Option<usize>,
    fields: Fields,
    /// By column, the rows in which something unusual stands, as bits; and of all columns.
    odd: Vec<u64>,
    any_odd: u64,
    numbers: Numbers<'r>,
}

/// A row that was read.
#[derive(Debug)]
pub struct RowOutcome<'b> {
    /// The case of the form that was put into the batch, or all that cannot be in it.
    pub case: Result<Cow<'b, [u8]>, Vec<Refusal>>,
    /// Questions whose columns by option are all 0, which is read as unanswered.
    pub all_zero: Vec<QuestionId>,
}

impl<'r> FastRows<'r> {
    /// So many rows are put at once, at most.
    pub const ROWS: usize = ROWS;

    /// For rows of these columns with this between them; `as_of` is the day of rows that have none.
    #[must_use]
    pub fn of(rulebook: &'r Rulebook, columns: &'r Columns, delimiter: u8, as_of: Date) -> FastRows<'r> {
        let cells: Vec<Cell> = columns.roles.iter().map(|role| cell(rulebook, columns, *role)).collect();
        let case = columns.roles.iter().position(|role| *role == Some(Role::Alone(FormField::Case)));
        let (fields, odd) = (Fields::new(cells.len(), delimiter), vec![0; cells.len()]);
        FastRows { rulebook, columns, as_of, cells, case, fields, odd, any_odd: 0, numbers: Numbers::of(rulebook) }
    }

    /// Puts what is ordinary in the next rows into a batch, each row as a form; what became of each, [`FastRows::row`] says.
    /// The forms in the batch are a multiple of [`FastRows::ROWS`].
    pub fn put(&mut self, block: &Block, rows: &[RecordSpan], batch: &mut FormBatch) {
        self.fields.split(block, rows);
        let mut filling = BatchWriter { numbers: &mut self.numbers, batch };
        for (column, (cell, odd)) in self.cells.iter().zip(&mut self.odd).enumerate() {
            *odd = filling.put(cell, |rows| self.fields.column(column, rows));
        }
        self.any_odd = self.odd.iter().fold(0, |any, odd| any | odd);
    }

    /// What became of one of these rows, whose form is the next of the batch and gets what was unusual in the row; `None`
    /// where all of it is to be read elsewhere: then the form has nothing yet.
    pub fn row(&mut self, row: usize, batch: &mut FormBatch) -> Option<RowOutcome<'_>> {
        if !self.fields.has(row) {
            return None;
        }
        let has = |odd: u64| odd >> row & 1 == 1;
        let case = self.case.filter(|&column| !has(self.odd[column]));
        let case = case.map_or(b"".as_slice(), |column| self.fields.text(row, column));
        if !has(self.any_odd) {
            return Some(RowOutcome { case: Ok(Cow::Borrowed(case)), all_zero: Vec::new() });
        }
        let odd: Vec<usize> = (0..self.odd.len()).filter(|&column| has(self.odd[column])).collect();
        if odd.iter().any(|&column| matches!(self.cells[column], Cell::Reject)) {
            batch.forget();
            return None;
        }
        let text = |column| std::str::from_utf8(self.fields.text(row, column)).unwrap_or_default();
        let DecodedForm { form, all_zero } = self.columns.read_some(self.rulebook, &text, &odd, self.as_of);
        let case = form.map(|form| {
            batch.put(&form.answers);
            form.case.map_or(Cow::Borrowed(case), |case| Cow::Owned(case.into_bytes()))
        });
        Some(RowOutcome { case, all_zero })
    }
}

fn cell(rulebook: &Rulebook, columns: &Columns, role: Option<Role>) -> Cell {
    let Some(role) = role else { return Cell::Any };
    match role {
        Role::Alone(FormField::Case) => Cell::Case,
        Role::Alone(FormField::AsOf) => Cell::Day,
        Role::Alone(FormField::Language) => Cell::Language,
        Role::From(_) => Cell::Informant,
        Role::Note(_) => Cell::Note,
        Role::Alone(FormField::StoredTotal(_)) => Cell::Total,
        Role::Answer(id) if !columns.has_option_columns(id) => Cell::answer(rulebook, id),
        Role::Reject(_) => Cell::Reject,
        _ => Cell::Joined,
    }
}
