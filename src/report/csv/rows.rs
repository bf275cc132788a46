//! The cells of many rows: planes and columns of a slice turned into lines, without a step for each form that one for all
//! could take.

use std::ops::Range;

use super::page::Word;
use super::standings::{Standings, Turned};
use super::{Column, Page, field, neutral};
use crate::meaning::Meaning;
use crate::meaning::many::{Count, Many, Plane, Slice, Truths};
use crate::rulebook::{Kind, Number, Rulebook, ScoreId};

/// The forms of a slice that get a row, and what identifies them.
#[derive(Debug, Default)]
pub struct Keys {
    keys: Vec<Key>,
    /// Cases as cells, one behind the other.
    cases: Vec<u8>,
}

/// What identifies a form.
#[derive(Debug)]
struct Key {
    /// Its place in the slice.
    form: usize,
    /// The number of its record.
    record: u64,
    /// Where its case ends.
    end: usize,
}

impl Keys {
    /// Keeps the keys of the next form: its place in the slice, its case, the number of its record.
    pub fn push(&mut self, form: usize, case: &[u8], record: u64) {
        field(neutral(case).as_ref(), &mut self.cases);
        self.keys.push(Key { form, record, end: self.cases.len() });
    }

    /// How many forms there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.keys.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.keys.is_empty()
    }

    /// Takes all of them away.
    pub fn clear(&mut self) {
        self.keys.clear();
        self.cases.clear();
    }
}

/// A slice of forms, read.
pub(super) struct Read<'a, 'm> {
    pub(super) meaning: &'a Meaning<Many<'m>>,
    pub(super) slice: &'a Slice,
    pub(super) keys: &'a Keys,
}

/// The cells of one column, or of several side by side.
enum Cells {
    Case,
    Record,
    /// At most 64 columns.
    Standings(Vec<Standings>),
    Score(ScoreId, Standings),
    Band(ScoreId, Standings, Vec<(f64, Vec<u8>)>),
    Count(Count),
}

/// Writes the rows of a slice, and says where each stands.
pub(super) fn write(
    rulebook: &Rulebook,
    columns: &[(String, Column)],
    of: &Read<'_, '_>,
    page: &mut Page,
) -> Vec<Range<usize>> {
    let mut cells: Vec<Cells> = Vec::with_capacity(columns.len());
    for (_, column) in columns {
        match (of.cells(rulebook, *column), cells.last_mut()) {
            (Cells::Standings(next), Some(Cells::Standings(many))) if many.len() < 64 => many.extend(next),
            (next, _) => cells.push(next),
        }
    }
    let mut rows = Vec::with_capacity(of.keys.len());
    let mut case = 0;
    for keys in of.keys.keys.chunk_by(|one, next| one.form / 64 == next.form / 64) {
        let word = keys.first().map_or(0, |key| key.form / 64);
        let turned: Vec<Turned> = cells.iter().filter_map(|cells| cells.turned(word)).collect();
        for key in keys {
            let (start, mut turned) = (page.written().len(), turned.iter());
            for cells in &cells {
                match cells {
                    Cells::Standings(_) => {
                        if let Some(turned) = turned.next() {
                            turned.write(key.form % 64, page);
                        }
                    }
                    Cells::Case => page.cell(&of.keys.cases[case..key.end]),
                    Cells::Record => page.count(key.record),
                    Cells::Count(count) => page.count(count.of(key.form) as u64),
                    Cells::Score(score, standing) => of.score(*score, *standing, key.form, page),
                    Cells::Band(score, standing, bands) => of.band(*score, *standing, bands, key.form, page),
                }
            }
            case = key.end;
            page.end_row();
            rows.push(start..page.written().len());
        }
    }
    rows
}

impl Cells {
    /// The standings of 64 forms.
    fn turned(&self, word: usize) -> Option<Turned> {
        if let Cells::Standings(columns) = self { Some(Turned::of(columns, word)) } else { None }
    }
}

impl Read<'_, '_> {
    fn cells(&self, rulebook: &Rulebook, column: Column) -> Cells {
        let applies = |score: ScoreId| {
            let score = self.meaning.score(score);
            Standings::of(&score.applies, &Truths::settled(score.value.known()))
        };
        match column {
            Column::Case => Cells::Case,
            Column::Record => Cells::Record,
            Column::Alert(alert) => {
                let rings = self.meaning.alert(alert);
                Cells::Standings(vec![Standings::of(&Truths::constant(true), rings)])
            }
            Column::Criterion(criterion) => {
                let held = self.meaning.criterion(criterion);
                Cells::Standings(vec![Standings::of(&held.applies, &held.when)])
            }
            Column::Score(score) => Cells::Score(score, applies(score)),
            Column::Band(score) => {
                let bands = rulebook.score(score).bands.iter();
                let bands = bands.map(|band| {
                    let mut code = Vec::new();
                    field(neutral(band.code.as_bytes()).as_ref(), &mut code);
                    (band.from.to_f64(), code)
                });
                Cells::Band(score, applies(score), bands.collect())
            }
            Column::Missing | Column::SetAside | Column::Checked | Column::Unusual => {
                Cells::Count(self.count(rulebook, column))
            }
        }
    }

    /// How many questions of a form are such.
    fn count(&self, rulebook: &Rulebook, column: Column) -> Count {
        let mut count = Count::default();
        for question in rulebook.question_ids() {
            let (asked, answered) = (self.meaning.asked(question), self.slice.answered(question));
            let checked = self.slice.is_checked(question);
            count.add(match column {
                Column::Missing => asked.holds.without(answered),
                Column::SetAside => asked.fails.and(answered),
                Column::Checked => answered.and(checked).without(asked.fails),
                Column::Unusual => match &rulebook.question(question).kind {
                    Kind::Number(Number { usual: Some((low, high)), .. }) => {
                        let (low, high) = (low.to_f64(), high.to_f64());
                        let unusual = Plane::of(self.slice.numbers(question), |value| value < low || value > high);
                        answered.and(unusual).without(checked).without(asked.fails)
                    }
                    _ => Plane::NONE,
                },
                _ => Plane::NONE,
            });
        }
        count
    }

    /// Writes a score: its value, its ends, or why it has none.
    fn score(&self, score: ScoreId, standing: Standings, form: usize, page: &mut Page) {
        match self.ends(score, standing, form) {
            Ok((low, high)) => {
                page.number(low);
                if low < high {
                    page.push(b"..");
                    page.number(high);
                }
                page.push(b",");
            }
            Err(word) => page.word(word),
        }
    }

    /// Writes the band of a score, or the first and the last that it can be in.
    fn band(&self, score: ScoreId, standing: Standings, bands: &[(f64, Vec<u8>)], form: usize, page: &mut Page) {
        let holding = |value: f64| {
            let begun = bands.iter().take_while(|(from, _)| *from <= value).last();
            begun.or(bands.first()).map_or(b"".as_slice(), |(_, code)| code)
        };
        match self.ends(score, standing, form).map(|(low, high)| (holding(low), holding(high))) {
            Ok((first, last)) => {
                page.push(first);
                if first != last {
                    page.push(b"..");
                    page.push(last);
                }
                page.push(b",");
            }
            Err(word) => page.word(word),
        }
    }

    /// The ends of a score, or the word that says why it has none.
    fn ends(&self, score: ScoreId, standing: Standings, form: usize) -> Result<(f64, f64), &'static Word<16>> {
        let ends = self.meaning.score(score).value.at(form).filter(|_| standing.is_met(form));
        ends.ok_or_else(|| standing.why_not(form))
    }
}
