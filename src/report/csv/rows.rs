//! The cells of many rows: planes and columns of a slice turned into lines, without a step for each form that one for all
//! could take.

use std::ops::Range;

use super::{Column, Page, field, neutral};
use crate::meaning::Meaning;
use crate::meaning::many::{Count, Many, Plane, Slice, Truths};
use crate::rulebook::{Kind, Number, Rulebook, ScoreId};
use crate::screening::Standing;

use super::page::Word;

/// What identifies the forms of a slice: their cases as cells, and their numbers.
#[derive(Debug, Default)]
pub struct Keys {
    cases: Vec<u8>,
    ends: Vec<usize>,
    records: Vec<u64>,
}

impl Keys {
    /// Keeps the keys of the next form.
    pub fn push(&mut self, case: &[u8], record: u64) {
        field(neutral(case).as_ref(), &mut self.cases);
        self.ends.push(self.cases.len());
        self.records.push(record);
    }

    /// Takes all of them away.
    pub fn clear(&mut self) {
        self.cases.clear();
        self.ends.clear();
        self.records.clear();
    }

    fn case(&self, form: usize) -> &[u8] {
        let start = form.checked_sub(1).map_or(0, |before| self.ends[before]);
        &self.cases[start..self.ends[form]]
    }
}

/// A slice of forms, read.
pub(super) struct Read<'a, 'm> {
    pub(super) meaning: &'a Meaning<Many<'m>>,
    pub(super) slice: &'a Slice,
    pub(super) keys: &'a Keys,
}

/// The words of standings, by two bits.
const WORDS: [Word; 4] = [
    Word::new(Standing::Unknown.word()),
    Word::new(Standing::Met.word()),
    Word::new(Standing::NotMet.word()),
    Word::new(Standing::NotApplicable.word()),
];

/// A standing of many forms, by the bits of its word: `Met` is the first alone, `NotMet` the second, `NotApplicable` both.
#[derive(Clone, Copy)]
struct Standings(Plane, Plane);

impl Standings {
    /// As [`crate::screening::standing`] says it of each form.
    fn of(applies: &Truths, when: &Truths) -> Standings {
        let aside = applies.fails;
        let met = applies.holds.and(when.holds);
        let not_met = applies.holds.and(when.fails);
        Standings(met.or(aside), not_met.or(aside))
    }
}

/// The cells of one column.
enum Cells {
    Case,
    Record,
    /// So many standings in a row begin at this place.
    Standings(usize, usize),
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
    let (mut cells, mut standings): (Vec<Cells>, Vec<Standings>) = (Vec::with_capacity(columns.len()), Vec::new());
    for (_, column) in columns {
        let standing = match column {
            Column::Alert(alert) => Standings::of(&Truths::constant(true), of.meaning.alert(*alert)),
            Column::Criterion(criterion) => {
                let held = of.meaning.criterion(*criterion);
                Standings::of(&held.applies, &held.when)
            }
            other => {
                cells.push(of.cells(rulebook, *other));
                continue;
            }
        };
        match cells.last_mut() {
            Some(Cells::Standings(_, many)) => *many += 1,
            _ => cells.push(Cells::Standings(standings.len(), 1)),
        }
        standings.push(standing);
    }
    let mut rows = Vec::with_capacity(of.slice.len());
    for word in 0..of.slice.len().div_ceil(64) {
        let words: Vec<(u64, u64)> = standings.iter().map(|of| (of.0.word(word), of.1.word(word))).collect();
        for form in 64 * word..of.slice.len().min(64 * word + 64) {
            let start = page.written().len();
            for cells in &cells {
                of.cell(cells, &words, form, page);
            }
            page.end_row();
            rows.push(start..page.written().len());
        }
    }
    rows
}

impl Read<'_, '_> {
    fn cells(&self, rulebook: &Rulebook, column: Column) -> Cells {
        let applies = |score: ScoreId| {
            let score = self.meaning.score(score);
            Standings::of(&score.applies, &Truths::settled(score.value.known()))
        };
        match column {
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
            Column::Case => Cells::Case,
            Column::Record => Cells::Record,
            _ => Cells::Count(self.count(rulebook, column)),
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

    fn cell(&self, cells: &Cells, standings: &[(u64, u64)], form: usize, page: &mut Page) {
        match cells {
            Cells::Standings(first, many) => {
                let bit = form % 64;
                let words = standings[*first..first + many].iter().map(|(met, not_met)| {
                    let word = (met >> bit & 1) | (not_met >> bit & 1) << 1;
                    &WORDS[usize::try_from(word).unwrap_or_default() & 3]
                });
                return page.words(words);
            }
            Cells::Case => page.push(self.keys.case(form)),
            Cells::Record => page.whole(self.keys.records[form]),
            Cells::Count(count) => page.whole(count.of(form) as u64),
            Cells::Score(score, standing) => match self.ends(*score, *standing, form) {
                Ok((low, high)) => {
                    page.number(low);
                    if low < high {
                        page.push(b"..");
                        page.number(high);
                    }
                }
                Err(word) => return page.word(word),
            },
            Cells::Band(score, standing, bands) => match self.ends(*score, *standing, form) {
                Ok((low, high)) => {
                    let holding = |value: f64| {
                        let begun = bands.iter().take_while(|(from, _)| *from <= value).last();
                        begun.or(bands.first()).map_or(b"".as_slice(), |(_, code)| code)
                    };
                    let (first, last) = (holding(low), holding(high));
                    page.push(first);
                    if first != last {
                        page.push(b"..");
                        page.push(last);
                    }
                }
                Err(word) => return page.word(word),
            },
        }
        page.push(b",");
    }

    /// The ends of a score, or the word that says why it has none.
    fn ends(&self, score: ScoreId, standing: Standings, form: usize) -> Result<(f64, f64), &'static Word> {
        match (standing.0.has(form), standing.1.has(form)) {
            (true, true) => Err(&WORDS[3]),
            (true, false) => self.meaning.score(score).value.at(form).ok_or(&WORDS[0]),
            _ => Err(&WORDS[0]),
        }
    }
}
