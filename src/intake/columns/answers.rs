//! The cells of a row that belong to the answer to one question.

use std::borrow::Cow;

use super::apostrophe::original;
use super::role::{AnswerPart, ColumnGroup};
use crate::answer::{Informant, Missing, OptionId, QuestionId};
use crate::form::bind::Binder;
use crate::form::entry::{Entry, FormField, RawValue};
use crate::form::refusal::Reason;
use crate::rulebook::Question;

/// Reads the answer to a question from its cells.
pub(super) fn answer<'c>(
    question: QuestionId,
    group: &ColumnGroup,
    headings: &[String],
    cells: &impl Fn(usize) -> &'c str,
    binder: &mut Binder<'_>,
    all_zero: &mut Vec<QuestionId>,
) {
    let cell = |part| group.place(part).map_or("", cells);
    let said = |part| Some(original(cell(part))).filter(|text| !text.trim().is_empty());
    let heading = |part| group.place(part).and_then(|place| headings.get(place)).map_or("", String::as_str);
    let mut entry = Entry::default();
    if let Some(word) = said(AnswerPart::From) {
        entry.from = Informant::from_word(word.trim());
        if entry.from.is_none() {
            binder.refuse(heading(AnswerPart::From), word, Reason::NotAnInformant);
        }
    }
    if let Some(word) = said(AnswerPart::Checked) {
        match word.trim() {
            "true" | "yes" | "1" => entry.checked = true,
            "false" | "no" | "0" => {}
            _ => binder.refuse(heading(AnswerPart::Checked), word, Reason::NotTrueOrFalse),
        }
    }
    entry.typed = said(AnswerPart::Typed).map(Cow::Borrowed);
    entry.note = said(AnswerPart::Note).map(Cow::Borrowed);
    match (said(AnswerPart::Value), by_option(group, headings, cells, binder)) {
        (None, None) => {}
        (Some(value), Some(options)) if !agree(value, &options, group, binder.question(question)) => {
            binder.refuse(heading(AnswerPart::Value), value, Reason::ColumnsDiffer);
        }
        // after an apostrophe, a word for a missing reason is a text
        (Some(value), _) => match Missing::from_word(value.trim()) {
            Some(missing) if value.len() == cell(AnswerPart::Value).len() => entry.missing = Some(missing),
            _ => entry.value = RawValue::Text(Cow::Borrowed(value)),
        },
        (None, Some(ByOption::Missing(missing))) => entry.missing = Some(missing),
        (None, Some(ByOption::Named(named))) if named.is_empty() => all_zero.push(question),
        (None, Some(ByOption::Named(named))) => entry.value = RawValue::Options(named),
    }
    if !entry.is_empty() {
        binder.entry(FormField::Answer(question), &entry);
    }
}

/// The content of the columns by option.
enum ByOption {
    /// The same missing reason in each of them.
    Missing(Missing),
    /// The options whose columns hold 1, in the order of the columns.
    Named(Vec<OptionId>),
}

/// Reads the columns by option; `None` if they are empty or not valid.
fn by_option<'c>(
    group: &ColumnGroup,
    headings: &[String],
    cells: &impl Fn(usize) -> &'c str,
    binder: &mut Binder<'_>,
) -> Option<ByOption> {
    let cells = || group.options().map(|(place, option)| (place, option, cells(place).trim()));
    if cells().all(|(.., cell)| cell.is_empty()) {
        return None;
    }
    let (.., first) = cells().next()?;
    if let Some(missing) = Missing::from_word(first).filter(|_| cells().all(|(.., cell)| cell == first)) {
        return Some(ByOption::Missing(missing));
    }
    let mut named = Vec::new();
    let mut refused = false;
    for (place, option, cell) in cells() {
        match cell {
            "1" => named.push(option),
            "0" => {}
            _ => {
                let reason = if cell.is_empty() { Reason::PartlyEmpty } else { Reason::NotZeroOrOne };
                binder.refuse(headings.get(place).map_or("", String::as_str), cell, reason);
                refused = true;
            }
        }
    }
    (!refused).then_some(ByOption::Named(named))
}

/// Returns whether the column of the question agrees with the columns by option, as far as there are such columns.
fn agree(value: &str, options: &ByOption, group: &ColumnGroup, question: &Question) -> bool {
    let codes = || value.split(';').map(str::trim).filter(|code| !code.is_empty());
    let named = match options {
        ByOption::Missing(missing) => return codes().eq([missing.word()]),
        ByOption::Named(named) => sorted(named.iter().copied().map(Some)),
    };
    let has_column = |code: &Option<OptionId>| group.options().any(|(_, option)| Some(option) == *code);
    let all = || codes().map(|code| question.option_coded(code));
    sorted(all().filter(has_column)) == named || sorted(all()) == named
}

fn sorted(codes: impl Iterator<Item = Option<OptionId>>) -> Vec<Option<OptionId>> {
    let mut codes: Vec<_> = codes.collect();
    codes.sort_unstable();
    codes
}
