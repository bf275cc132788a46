//! Reads rows of a table into forms of a batch, column by column.

use std::borrow::Cow;

use jiff::civil::Date;

use super::RowOutcome;
use super::cells::Cell;
use super::fields::Fields;
use super::numbers::Numbers;
use crate::answer::QuestionId;
use crate::form::entry::FormField;
use crate::intake::DecodedForm;
use crate::intake::blocks::{RecordBlock, RecordSpan};
use crate::intake::columns::{AnswerPart, Columns, Role};
use crate::meaning::many::{FormBatch, RowBits};
use crate::rulebook::Rulebook;

/// The columns of a table, prepared for rows.
#[derive(Debug)]
pub struct FastRows<'r> {
    rulebook: &'r Rulebook,
    columns: &'r Columns,
    as_of: Date,
    cells: Vec<Cell>,
    /// The column of the case.
    case: Option<usize>,
    fields: Fields,
    /// The rows with an unusual field, as bits: by column, and of all columns.
    odd: Vec<u64>,
    any_odd: u64,
    numbers: Numbers<'r>,
}

impl<'r> FastRows<'r> {
    /// Prepares for rows of these columns; `as_of` is the day of rows without one.
    pub(super) fn new(rulebook: &'r Rulebook, columns: &'r Columns, delimiter: u8, as_of: Date) -> FastRows<'r> {
        let cells: Vec<Cell> = columns.roles.iter().map(|role| cell(rulebook, columns, *role)).collect();
        let case = columns.roles.iter().position(|role| *role == Some(Role::Alone(FormField::Case)));
        let (fields, odd) = (Fields::new(cells.len(), delimiter), vec![0; cells.len()]);
        FastRows { rulebook, columns, as_of, cells, case, fields, odd, any_odd: 0, numbers: Numbers::new(rulebook) }
    }

    /// Puts the ordinary fields of up to 64 rows into the forms from `first` on, a multiple of 64.
    pub(super) fn begin(&mut self, block: &RecordBlock, rows: &[RecordSpan], batch: &mut FormBatch, first: usize) {
        self.fields.split(block, rows);
        for (column, (cell, odd)) in self.cells.iter().zip(&mut self.odd).enumerate() {
            let question = self.columns.roles[column].and_then(question);
            let answers = question.map_or_else(RowBits::default, |question| batch.rows(first, question));
            *odd = cell.put(&mut self.numbers, answers, |rows| self.fields.column(column, rows));
        }
        self.any_odd = self.odd.iter().fold(0, |any, odd| any | odd);
    }

    /// Puts the unusual fields of one of these rows into its form; `None` if the whole row must be read elsewhere: then
    /// the form has no answers.
    pub(super) fn try_row(&mut self, row: usize, batch: &mut FormBatch, form: usize) -> Option<RowOutcome<'_>> {
        if !self.fields.has(row) {
            return None;
        }
        let has = |odd: u64| odd >> row & 1 == 1;
        let case = self.case.filter(|&column| !has(self.odd[column]));
        let case = case.map_or(b"".as_slice(), |column| self.fields.text(row, column));
        if !has(self.any_odd) {
            return Some(RowOutcome { case: Ok(Cow::Borrowed(case)), all_zero: Vec::new() });
        }
        let mut answers = batch.row(form);
        let odd: Vec<usize> = (0..self.odd.len()).filter(|&column| has(self.odd[column])).collect();
        if odd.iter().any(|&column| matches!(self.cells[column], Cell::Reject)) {
            return None;
        }
        let text = |column| std::str::from_utf8(self.fields.text(row, column)).unwrap_or_default();
        let DecodedForm { form, all_zero } = self.columns.read_some(self.rulebook, &text, &odd, self.as_of);
        let case = form.map(|form| {
            answers.put(&form.answers);
            form.case.map_or(Cow::Borrowed(case), |case| Cow::Owned(case.into_bytes()))
        });
        answers.commit();
        Some(RowOutcome { case, all_zero })
    }
}

/// Returns the question that a column answers alone.
fn question(role: Role) -> Option<QuestionId> {
    if let Role::Of(question, AnswerPart::Value) = role { Some(question) } else { None }
}

fn cell(rulebook: &Rulebook, columns: &Columns, role: Option<Role>) -> Cell {
    match role {
        None => Cell::Any,
        Some(Role::Alone(FormField::Case)) => Cell::Case,
        Some(Role::Alone(FormField::AsOf)) => Cell::Day,
        Some(Role::Alone(FormField::Language)) => Cell::Language,
        Some(Role::Of(_, AnswerPart::From)) => Cell::Informant,
        Some(Role::Of(_, AnswerPart::Note)) => Cell::Note,
        Some(Role::Alone(FormField::StoredTotal(_))) => Cell::Total,
        Some(Role::Of(id, AnswerPart::Value)) if !columns.has_option_columns(id) => Cell::answer(rulebook, id),
        Some(Role::Reject(_)) => Cell::Reject,
        _ => Cell::Joined,
    }
}
