//! Results as CSV: one row a form, and cells that no spreadsheet runs.

use std::borrow::Cow;

use memchr::memchr_iter;

use crate::decimal::Decimal;
use crate::rulebook::{AlertId, CriterionId, Rulebook, ScoreId};

/// The content of a column of the results.
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
    /// The number of questions that apply and have no value.
    Missing,
    /// The number of values on questions that do not apply.
    SetAside,
    /// The number of values kept although unusual.
    Checked,
    /// The number of unusual values that nobody confirmed.
    Unusual,
}

/// The table of results of a rulebook.
#[derive(Clone, Debug)]
pub struct ResultTable<'r> {
    /// The rulebook whose results the columns hold.
    pub rulebook: &'r Rulebook,
    /// The name and the content of each column, in order.
    pub columns: Vec<(String, Column)>,
}

impl<'r> ResultTable<'r> {
    /// Returns the table of every column: case, alerts, criteria, scores with their bands, counts.
    #[must_use]
    pub fn of(rulebook: &'r Rulebook) -> ResultTable<'r> {
        let columns = every(rulebook).into_iter().filter(|(_, column)| *column != Column::Record).collect();
        ResultTable { rulebook, columns }
    }

    /// Returns the table of the named columns, in this order; `alert.*` and `score.*` select all of a kind.
    ///
    /// # Errors
    /// Returns the unknown names if any name is not a column.
    pub fn with(rulebook: &'r Rulebook, names: &[String]) -> Result<ResultTable<'r>, Vec<String>> {
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
        if unknown.is_empty() { Ok(ResultTable { rulebook, columns }) } else { Err(unknown) }
    }

    /// Returns the names of the columns, in order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.columns.iter().map(|(name, _)| name.as_str())
    }

    /// Returns the headings as a row.
    #[must_use]
    pub fn headings(&self) -> Vec<u8> {
        row(self.names().map(Cow::Borrowed))
    }
}

/// Returns every column with its heading.
fn every(rulebook: &Rulebook) -> Vec<(String, Column)> {
    let mut columns = vec![("case".to_owned(), Column::Case), ("record".to_owned(), Column::Record)];
    let alerts = rulebook.alerts.iter_enumerated();
    columns.extend(alerts.map(|(id, alert)| (format!("alert.{}", alert.id), Column::Alert(id))));
    let criteria = rulebook.criteria.iter_enumerated();
    columns.extend(criteria.map(|(id, criterion)| (criterion.id.clone(), Column::Criterion(id))));
    for (id, score) in rulebook.scores.iter_enumerated() {
        columns.push((format!("score.{}", score.id), Column::Score(id)));
        if !score.bands.is_empty() {
            columns.push((format!("score.{}.band", score.id), Column::Band(id)));
        }
    }
    let counts = [Column::Missing, Column::SetAside, Column::Checked, Column::Unusual];
    columns.extend(["missing", "set_aside", "checked", "unusual"].map(str::to_owned).into_iter().zip(counts));
    columns
}

/// Writes cells as a row of CSV, each made harmless.
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

/// By byte, whether a field that holds it needs quotation marks.
const QUOTED: [bool; 256] = {
    let mut quoted = [false; 256];
    let mut bytes: &[u8] = b",\"\r\n;\t|";
    while let [byte, rest @ ..] = bytes {
        (quoted[*byte as usize], bytes) = (true, rest);
    }
    quoted
};

/// Writes a field, in quotation marks if it needs them; bytes stay as they are.
#[inline]
pub fn field(bytes: &[u8], out: &mut Vec<u8>) {
    if bytes.iter().any(|&byte| QUOTED[usize::from(byte)]) {
        quoted(bytes, out);
    } else {
        out.extend_from_slice(bytes);
    }
}

/// Writes a field in quotation marks; quotation marks inside it are doubled.
fn quoted(bytes: &[u8], out: &mut Vec<u8>) {
    let mut written = 0;
    out.push(b'"');
    for mark in memchr_iter(b'"', bytes) {
        out.extend_from_slice(&bytes[written..=mark]);
        written = mark; // and once more
    }
    out.extend_from_slice(&bytes[written..]);
    out.push(b'"');
}

/// Returns the cell for a text. A text that a spreadsheet would run gets an apostrophe in front. So does a text already
/// escaped in this way, because reading removes one apostrophe. A number is unchanged.
#[must_use]
pub fn neutral(cell: &[u8]) -> Cow<'_, [u8]> {
    let quoted = cell.iter().position(|&byte| byte != b'\'').is_some_and(|bare| bare > 0 && runs(&cell[bare..]));
    if quoted { Cow::Owned([b"'", cell].concat()) } else { harmless(cell) }
}

/// Returns a cell of a file as another file can hold it: a cell that a spreadsheet would run gets an apostrophe in
/// front. Its meaning on reading stays the same.
#[must_use]
pub fn harmless(cell: &[u8]) -> Cow<'_, [u8]> {
    let number = || std::str::from_utf8(cell).is_ok_and(|text| Decimal::parse(text).is_ok());
    if runs(cell) && !number() { Cow::Owned([b"'", cell].concat()) } else { Cow::Borrowed(cell) }
}

fn runs(cell: &[u8]) -> bool {
    matches!(cell.first(), Some(b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\n'))
}
