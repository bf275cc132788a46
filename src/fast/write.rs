//! Writes the cells of many rows: masks and columns of a batch are transposed into lines, so that no step is done for
//! each form if one step can serve all.

use std::ops::Range;

mod buffer;
mod standings;

use crate::meaning::many::{BitCounts, FormBatch, FormMask, Many, TruthMask, transposed};
use crate::meaning::{Meaning, Scored};
use crate::report::csv::{Column, ResultTable, field, neutral};
use crate::rulebook::{Kind, Number, Rulebook};
use crate::truth::Truth;
use buffer::PaddedText;
pub use buffer::RowBuffer;
use standings::{NOT_APPLICABLE, Standings, UNKNOWN};

/// The forms of a batch that get a row, and their keys.
#[derive(Debug, Default)]
pub struct RowKeys {
    keys: Vec<RowKey>,
    /// Cases as cells, each with its comma.
    cases: Vec<u8>,
}

/// The key of a form.
#[derive(Debug)]
struct RowKey {
    /// Its place in the batch.
    form: usize,
    /// The number of its record.
    record: u64,
    /// The end of its case in the cells of cases.
    end: usize,
}

impl RowKeys {
    /// Keeps the keys of the next form: its place in the batch, its case, the number of its record.
    pub fn push(&mut self, form: usize, case: &[u8], record: u64) {
        field(neutral(case).as_ref(), &mut self.cases);
        self.cases.push(b',');
        self.keys.push(RowKey { form, record, end: self.cases.len() });
    }

    /// Returns the number of forms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Returns whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Removes all of them.
    pub fn clear(&mut self) {
        self.keys.clear();
        self.cases.clear();
    }
}

/// A batch of forms, evaluated.
struct BatchReading<'a, 'm> {
    meaning: &'a Meaning<Many<'m>>,
    batch: &'a FormBatch,
    keys: &'a RowKeys,
}

/// The cells of one column, or of several side by side.
#[repr(u8)] // a tag of its own: told apart in fewer steps, for every row
enum CellGroup<'a, 'm> {
    Case,
    Record,
    /// At most 32 columns.
    Standings(Vec<Standings>),
    Score(ScoreCell<'a, 'm>),
    Band(ScoreCell<'a, 'm>, Vec<(f64, Vec<u8>)>),
    /// Columns whose counts of a form fit into 64 bits.
    Counts(Vec<BitCounts>),
}

/// Writes the forms of a batch as rows, and returns the place of each in the buffer.
pub fn rows(
    table: &ResultTable<'_>,
    meaning: &Meaning<Many<'_>>,
    batch: &FormBatch,
    keys: &RowKeys,
    page: &mut RowBuffer,
) -> Vec<Range<usize>> {
    let of = BatchReading { meaning, batch, keys };
    let mut cells: Vec<CellGroup<'_, '_>> = Vec::new();
    for (_, column) in &table.columns {
        let next = of.cells(table.rulebook, *column);
        let next = match cells.last_mut() {
            Some(last) => last.joined(next),
            None => Some(next),
        };
        cells.extend(next);
    }
    let mut rows = Vec::with_capacity(of.keys.len());
    let mut case = 0;
    for keys in of.keys.keys.chunk_by(|one, next| one.form / 64 == next.form / 64) {
        let word = keys.first().map_or(0, |key| key.form / 64);
        let transposed: Vec<_> = cells.iter().map(|cells| cells.transposed(word)).collect();
        for key in keys {
            let start = page.written().len();
            for (cells, transposed) in cells.iter().zip(&transposed) {
                match cells {
                    CellGroup::Case => page.push(&of.keys.cases[case..key.end]),
                    CellGroup::Record => page.count(key.record),
                    CellGroup::Standings(columns) => standings::write(transposed[key.form % 64], columns.len(), page),
                    CellGroup::Score(score) => score.write(key.form, page),
                    CellGroup::Band(score, bands) => score.write_band(bands, key.form, page),
                    CellGroup::Counts(counts) => write_counts(transposed[key.form % 64], counts, page),
                }
            }
            case = key.end;
            page.end_row();
            rows.push(start..page.written().len());
        }
    }
    rows
}

/// Writes the counts of a form, given by their bits.
fn write_counts(mut bits: u64, counts: &[BitCounts], page: &mut RowBuffer) {
    for count in counts {
        let digits = count.digits().len();
        page.count(bits & !(u64::MAX << digits));
        bits >>= digits;
    }
}

impl<'a, 'm> CellGroup<'a, 'm> {
    /// Joins the next cells to these, or returns them.
    fn joined(&mut self, next: CellGroup<'a, 'm>) -> Option<CellGroup<'a, 'm>> {
        match (self, next) {
            (CellGroup::Standings(many), CellGroup::Standings(next)) if many.len() + next.len() <= 32 => {
                many.extend(next);
            }
            (CellGroup::Counts(many), CellGroup::Counts(next)) if width(many) + width(&next) < u64::BITS as usize => {
                many.extend(next);
            }
            (_, next) => return Some(next),
        }
        None
    }

    /// Returns the bits of the cells for each of 64 forms, as far as these cells are given by bits.
    fn transposed(&self, word: usize) -> [u64; 64] {
        match self {
            CellGroup::Standings(columns) => Standings::transposed(columns, word),
            CellGroup::Counts(counts) => transposed(counts.iter().flat_map(BitCounts::digits), word),
            CellGroup::Case | CellGroup::Record | CellGroup::Score(_) | CellGroup::Band(..) => [0; 64],
        }
    }
}

/// Returns the number of bits of these counts of a form.
fn width(counts: &[BitCounts]) -> usize {
    counts.iter().map(|count| count.digits().len()).sum()
}

impl<'a, 'm> BatchReading<'a, 'm> {
    fn cells(&self, rulebook: &Rulebook, column: Column) -> CellGroup<'a, 'm> {
        match column {
            Column::Case => CellGroup::Case,
            Column::Record => CellGroup::Record,
            Column::Alert(alert) => {
                let rings = &self.meaning.alerts[alert];
                CellGroup::Standings(vec![Standings::of(&TruthMask::constant(true), rings)])
            }
            Column::Criterion(criterion) => {
                let held = &self.meaning.criteria[criterion];
                CellGroup::Standings(vec![Standings::of(&held.applies, &held.when)])
            }
            Column::Score(score) => CellGroup::Score(ScoreCell(&self.meaning.scores[score])),
            Column::Band(score) => {
                let bands = rulebook.scores[score].bands.iter();
                let bands = bands.map(|band| {
                    let mut code = Vec::new();
                    field(neutral(band.code.as_bytes()).as_ref(), &mut code);
                    (band.from.to_f64(), code)
                });
                CellGroup::Band(ScoreCell(&self.meaning.scores[score]), bands.collect())
            }
            Column::Missing | Column::SetAside | Column::Checked | Column::Unusual => {
                CellGroup::Counts(vec![self.count(rulebook, column)])
            }
        }
    }

    /// Counts the questions of a form that belong to a column.
    fn count(&self, rulebook: &Rulebook, column: Column) -> BitCounts {
        let mut count = BitCounts::default();
        for question in rulebook.questions.keys() {
            let (asked, answered) = (&self.meaning.asked[question], self.batch.answered(question));
            let checked = || self.batch.is_checked(question);
            count.add(match (column, &rulebook.questions[question].kind) {
                (Column::Missing, _) => asked.holds.without(answered),
                (Column::SetAside, _) => asked.fails.and(answered),
                (Column::Checked, _) => answered.and(checked()).without(asked.fails),
                (Column::Unusual, Kind::Number(Number { usual: Some((low, high)), .. })) => {
                    let numbers = self.batch.numbers(question);
                    let unusual = FormMask::below(numbers, low.to_f64()).or(FormMask::above(numbers, high.to_f64()));
                    answered.and(unusual).without(checked()).without(asked.fails)
                }
                _ => FormMask::NONE,
            });
        }
        count
    }
}

/// A score of many forms.
struct ScoreCell<'a, 'm>(&'a Scored<Many<'m>>);

impl ScoreCell<'_, '_> {
    /// Writes its value, its two ends, or the reason why it has none.
    fn write(&self, form: usize, page: &mut RowBuffer) {
        match self.ends(form) {
            Ok((low, high)) => {
                page.number(low);
                if low < high {
                    page.push(b"..");
                    page.number(high);
                }
                page.comma();
            }
            Err(word) => page.word(word),
        }
    }

    /// Writes its band, or the first and the last possible one.
    fn write_band(&self, bands: &[(f64, Vec<u8>)], form: usize, page: &mut RowBuffer) {
        let holding = |value: f64| {
            let begun = bands.iter().take_while(|(from, _)| *from <= value).last();
            begun.or(bands.first()).map_or(b"".as_slice(), |(_, code)| code)
        };
        match self.ends(form) {
            Ok((low, high)) => {
                let first = holding(low);
                page.push(first);
                if let Some(last) = (low < high).then(|| holding(high)).filter(|last| *last != first) {
                    page.push(b"..");
                    page.push(last);
                }
                page.comma();
            }
            Err(word) => page.word(word),
        }
    }

    /// Returns the ends of the value of a form, or the word for the reason why there is none.
    fn ends(&self, form: usize) -> Result<(f64, f64), &'static PaddedText<16>> {
        match self.0.applies.at(form) {
            Truth::True => self.0.value.at(form).ok_or(UNKNOWN),
            Truth::False => Err(NOT_APPLICABLE),
            Truth::Unknown => Err(UNKNOWN),
        }
    }
}
