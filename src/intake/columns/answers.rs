//! Cells of a row: the answer to one question, and the apostrophe that keeps a spreadsheet from running a cell.

use super::Group;
use crate::answer::{Informant, Missing, QuestionId};
use crate::form::bind::Binder;
use crate::form::entry::{Full, OneOrMany, Scalar, Written};
use crate::form::refusal::Reason;

/// What makes a spreadsheet run a cell, at its start.
const RUNS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// A cell as it was before it was made harmless (`report/csv.rs`): an apostrophe is taken off where it stands before what
/// a spreadsheet would run, before another such apostrophe, or before a missing word (which is then a text).
#[must_use]
pub fn original(cell: &str) -> &str {
    let Some(rest) = cell.strip_prefix('\'') else { return cell };
    let bare = rest.trim_start_matches('\'');
    if bare.starts_with(RUNS) || Missing::from_word(bare).is_some() { rest } else { cell }
}

/// Reads the answer to a question from its cells.
pub(super) fn answer<'c>(
    group: &Group,
    headings: &[String],
    cells: &impl Fn(usize) -> &'c str,
    binder: &mut Binder<'_>,
    all_zero: &mut Vec<QuestionId>,
) {
    let cell = |place: Option<usize>| place.map_or("", cells);
    let said = |place| Some(original(cell(place))).filter(|text| !text.trim().is_empty());
    let heading = |place: Option<usize>| place.and_then(|place| headings.get(place)).map_or("", String::as_str);
    let mut full = Full::default();
    if let Some(word) = said(group.from) {
        full.from = Informant::from_word(word.trim());
        if full.from.is_none() {
            binder.refuse(heading(group.from), word, Reason::NotAnInformant);
        }
    }
    if let Some(word) = said(group.checked) {
        match word.trim() {
            "true" | "yes" | "1" => full.checked = true,
            "false" | "no" | "0" => {}
            _ => binder.refuse(heading(group.checked), word, Reason::NotTrueOrFalse),
        }
    }
    full.typed = said(group.typed).map(str::to_owned);
    full.note = said(group.note).map(str::to_owned);
    let value = said(group.answer);
    let named = named(group, headings, cells, binder);
    let text = |text: &str| Some(OneOrMany::One(Scalar::Text(text.to_owned())));
    let plain = full == Full::default();
    match (value, named) {
        (None, None) => {}
        (Some(value), Some(named)) if !agree(value, &named, group, headings) => {
            binder.refuse(heading(group.answer), value, Reason::ColumnsDiffer);
        }
        (Some(value), _) => match Missing::from_word(value.trim()) {
            // after an apostrophe, the word is a text
            Some(missing) if value.len() == cell(group.answer).len() => full.missing = Some(missing),
            None if plain => return binder.answer(group.question, &Written::Bare(Scalar::Text(value.to_owned()))),
            _ => full.value = text(value),
        },
        (None, Some(named)) if named.is_empty() => all_zero.push(group.question),
        (None, Some(named)) => match Missing::from_word(&named) {
            Some(missing) => full.missing = Some(missing),
            None => full.value = text(&named),
        },
    }
    if full != Full::default() {
        binder.answer(group.question, &Written::Full(full));
    }
}

/// What the columns by option say: codes between semicolons (none where all are 0), or a missing word; `None` where they
/// say nothing, or something that cannot be.
fn named<'c>(
    group: &Group,
    headings: &[String],
    cells: &impl Fn(usize) -> &'c str,
    binder: &mut Binder<'_>,
) -> Option<String> {
    let cells = || group.named.iter().map(|&(place, _)| (place, cells(place).trim()));
    if cells().all(|(_, cell)| cell.is_empty()) {
        return None;
    }
    let (_, first) = cells().next()?;
    if cells().all(|(_, cell)| cell == first) && Missing::from_word(first).is_some() {
        return Some(first.to_owned());
    }
    let mut codes: Vec<&str> = Vec::new();
    let mut refused = false;
    for (place, cell) in cells() {
        let heading = headings.get(place).map_or("", String::as_str);
        match cell {
            "1" => codes.extend(code_of(heading)),
            "0" => {}
            _ => {
                let reason = if cell.is_empty() { Reason::PartlyEmpty } else { Reason::NotZeroOrOne };
                binder.refuse(heading, cell, reason);
                refused = true;
            }
        }
    }
    (!refused).then(|| codes.join(";"))
}

/// Whether the column of the question and the columns by option say the same, as far as there are such columns.
fn agree(value: &str, named: &str, group: &Group, headings: &[String]) -> bool {
    let sorted = |text: &'_ str, keeps: &dyn Fn(&str) -> bool| {
        let codes = text.split(';').map(str::trim).filter(|code| !code.is_empty() && keeps(code));
        let mut codes: Vec<String> = codes.map(str::to_owned).collect();
        codes.sort_unstable();
        codes
    };
    let columns: Vec<&str> = group.named.iter().filter_map(|&(place, _)| code_of(headings.get(place)?)).collect();
    let named = sorted(named, &|_| true);
    sorted(value, &|code| columns.contains(&code)) == named || sorted(value, &|_| true) == named
}

/// The option that a column stands for.
fn code_of(heading: &str) -> Option<&str> {
    heading.split_once("___").map(|(_, code)| code)
}
