//! Results as CSV: one row a form, and cells that no spreadsheet runs.

use std::borrow::Cow;

use crate::answer::{QuestionId, Value};
use crate::decimal::Decimal;
use crate::interval::Interval;
use crate::meaning::Meaning;
use crate::meaning::one::One;
use crate::rulebook::bind::{Form, is_usual};
use crate::rulebook::{AlertId, CriterionId, Rulebook, ScoreId};
use crate::screening::{Standing, standing};
use crate::truth::Truth;

/// What a column of the results holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The case code of the form.
    Case,
    /// The number of the record in its file.
    Record,
    /// `met`, `not_met` or `unknown`.
    Alert(AlertId),
    /// A standing.
    Criterion(CriterionId),
    /// A value, `low..high`, `unknown` or `not_applicable`.
    Score(ScoreId),
    /// A band, `first..last`, `unknown` or `not_applicable`.
    Band(ScoreId),
    /// How many questions apply and have no value.
    Missing,
    /// How many values stand on questions that do not apply.
    SetAside,
    /// How many values were kept although unusual.
    Checked,
    /// How many values are unusual and nobody confirmed them.
    Unusual,
}

/// The table of results of a rulebook.
#[derive(Clone, Debug)]
pub struct Table<'r> {
    rulebook: &'r Rulebook,
    columns: Vec<(String, Column)>,
}

impl<'r> Table<'r> {
    /// Every column: case, alerts, criteria, scores with their bands, counts.
    #[must_use]
    pub fn of(rulebook: &'r Rulebook) -> Table<'r> {
        let columns = every(rulebook).into_iter().filter(|(_, column)| *column != Column::Record).collect();
        Table { rulebook, columns }
    }

    /// The columns of these names, in this order; `alert.*` and `score.*` stand for all of a kind.
    ///
    /// # Errors
    /// The names that are no column.
    pub fn with(rulebook: &'r Rulebook, names: &[String]) -> Result<Table<'r>, Vec<String>> {
        let every = every(rulebook);
        let mut columns = Vec::new();
        let mut unknown = Vec::new();
        for name in names.iter().map(|name| name.trim()) {
            let kind = name.strip_suffix('*').filter(|kind| kind.ends_with('.'));
            let meant = |(heading, _): &&(String, Column)| match kind {
                Some(kind) => heading.starts_with(kind),
                None => heading.as_str() == name,
            };
            let before = columns.len();
            columns.extend(every.iter().filter(meant).cloned());
            if columns.len() == before {
                unknown.push(name.to_owned());
            }
        }
        if unknown.is_empty() { Ok(Table { rulebook, columns }) } else { Err(unknown) }
    }

    /// The names of the columns, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// The headings, as a row.
    #[must_use]
    pub fn headings(&self) -> Vec<u8> {
        row(self.names().map(Cow::Borrowed))
    }

    /// A form, as a row; `record` is its number in its file.
    #[must_use]
    pub fn row(&self, form: &Form, record: u64, meaning: &Meaning<One<'_>>) -> Vec<u8> {
        row(self.columns.iter().map(|(_, column)| self.cell(*column, form, record, meaning)))
    }

    fn cell<'a>(&self, column: Column, form: &'a Form, record: u64, meaning: &Meaning<One<'_>>) -> Cow<'a, str> {
        let rulebook = self.rulebook;
        let count = |keeps: &dyn Fn(QuestionId, Truth) -> bool| {
            let kept = rulebook.question_ids().filter(|&question| keeps(question, *meaning.asked(question)));
            Cow::Owned(kept.count().to_string())
        };
        let value = |question| form.answers.value(question);
        let checked = |question| form.answers.get(question).is_some_and(|given| given.checked);
        match column {
            Column::Case => form.case.as_deref().unwrap_or_default().into(),
            Column::Record => record.to_string().into(),
            Column::Alert(alert) => standing(Truth::True, *meaning.alert(alert)).word().into(),
            Column::Criterion(criterion) => {
                let held = meaning.criterion(criterion);
                standing(held.applies, held.when).word().into()
            }
            Column::Score(score) => match scored(score, meaning) {
                Ok((low, high)) if low < high => format!("{low}..{high}").into(),
                Ok((low, _)) => low.to_string().into(),
                Err(standing) => standing.word().into(),
            },
            Column::Band(score) => match scored(score, meaning) {
                Ok(ends) => self.band(score, ends),
                Err(standing) => standing.word().into(),
            },
            Column::Missing => count(&|question, asked| asked == Truth::True && value(question).is_none()),
            Column::SetAside => count(&|question, asked| asked == Truth::False && value(question).is_some()),
            Column::Checked => {
                count(&|question, asked| asked != Truth::False && value(question).is_some() && checked(question))
            }
            Column::Unusual => count(&|question, asked| {
                let unusual = |value: &Value| matches!(value, Value::Number(number) if !is_usual(rulebook.question(question), *number));
                asked != Truth::False && !checked(question) && value(question).is_some_and(unusual)
            }),
        }
    }

    /// The band that an interval lies in, or the first and the last that it touches.
    fn band<'a>(&self, score: ScoreId, (low, high): (f64, f64)) -> Cow<'a, str> {
        let bands = &self.rulebook.score(score).bands;
        let holding = |value: f64| {
            let begun = bands.iter().take_while(|band| band.from.to_f64() <= value).last();
            begun.or(bands.first()).map_or("", |band| band.code.as_str())
        };
        match (holding(low), holding(high)) {
            (one, other) if one == other => one.to_owned().into(),
            (first, last) => format!("{first}..{last}").into(),
        }
    }
}

/// The ends of a score, or why it has none.
fn scored(score: ScoreId, meaning: &Meaning<One<'_>>) -> Result<(f64, f64), Standing> {
    let read = meaning.score(score);
    match (read.applies, read.value) {
        (Truth::False, _) => Err(Standing::NotApplicable),
        (Truth::Unknown, _) | (Truth::True, Interval::NotKnown) => Err(Standing::Unknown),
        (Truth::True, Interval::Between { low, high }) => Ok((low, high)),
    }
}

/// Every column, with its heading.
fn every(rulebook: &Rulebook) -> Vec<(String, Column)> {
    let mut columns = vec![("case".to_owned(), Column::Case), ("record".to_owned(), Column::Record)];
    let alerts = (0..).map(AlertId).zip(&rulebook.alerts);
    columns.extend(alerts.map(|(id, alert)| (format!("alert.{}", alert.id), Column::Alert(id))));
    let criteria = (0..).map(CriterionId).zip(&rulebook.criteria);
    columns.extend(criteria.map(|(id, criterion)| (criterion.id.clone(), Column::Criterion(id))));
    for (id, score) in (0..).map(ScoreId).zip(&rulebook.scores) {
        columns.push((format!("score.{}", score.id), Column::Score(id)));
        if !score.bands.is_empty() {
            columns.push((format!("score.{}.band", score.id), Column::Band(id)));
        }
    }
    let counts = [Column::Missing, Column::SetAside, Column::Checked, Column::Unusual];
    columns.extend(["missing", "set_aside", "checked", "unusual"].map(str::to_owned).into_iter().zip(counts));
    columns
}

/// Cells as a row of CSV, each made harmless.
#[must_use]
pub fn row<'a>(cells: impl Iterator<Item = Cow<'a, str>>) -> Vec<u8> {
    let mut row = Vec::with_capacity(256);
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            row.push(b',');
        }
        field(neutral(cell.as_bytes()).as_ref(), &mut row);
    }
    row.push(b'\n');
    row
}

/// One field, in quotation marks where it needs them; bytes stay as they are.
pub fn field(bytes: &[u8], out: &mut Vec<u8>) {
    let quoted = bytes.iter().any(|byte| matches!(byte, b',' | b'"' | b'\r' | b'\n' | b';' | b'\t' | b'|'));
    if !quoted {
        return out.extend_from_slice(bytes);
    }
    out.push(b'"');
    for &byte in bytes {
        if byte == b'"' {
            out.push(b'"');
        }
        out.push(byte);
    }
    out.push(b'"');
}

/// A cell that says this text: one that a spreadsheet would run gets an apostrophe in front, and so does one that already
/// begins like that, for reading takes one off again. A number stays as it is.
#[must_use]
pub fn neutral(cell: &[u8]) -> Cow<'_, [u8]> {
    let quoted = cell.iter().position(|&byte| byte != b'\'').is_some_and(|bare| bare > 0 && runs(&cell[bare..]));
    if quoted { Cow::Owned([b"'", cell].concat()) } else { harmless(cell) }
}

/// A cell that stood in a file, as it can stand in another: in front of one that a spreadsheet would run an apostrophe. It is
/// read as before.
#[must_use]
pub fn harmless(cell: &[u8]) -> Cow<'_, [u8]> {
    let number = || std::str::from_utf8(cell).is_ok_and(|text| Decimal::parse(text).is_ok());
    if runs(cell) && !number() { Cow::Owned([b"'", cell].concat()) } else { Cow::Borrowed(cell) }
}

fn runs(cell: &[u8]) -> bool {
    matches!(cell.first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n'))
}
