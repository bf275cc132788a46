//! What is ordinary in a cell, and what it says: for 64 rows of a column at once, or for one value alone.
//!
//! What is not known here for certain to be ordinary is left to who knows everything.

use super::codes::{CodeMeaning, Codes};
use super::field::Field;
use super::numbers::{NumberLimits, Numbers, ParsedNumber, TOTAL, plain, whole};
use super::plain::{is_code, is_day, is_informant, is_language, is_note, ordinary};
use crate::answer::{Missing, QuestionId};
use crate::intake::byte_mask::mask_of;
use crate::meaning::many::{FormBatch, RowBits};
use crate::rulebook::{Kind, Rulebook};

/// What stands in a cell of a column, as far as it can be ordinary.
#[derive(Debug)]
pub(super) enum Cell {
    /// Anything.
    Any,
    /// Something that is read together with other cells.
    Joined,
    /// Something of an earlier reject file.
    Reject,
    Case,
    Day,
    Language,
    Informant,
    Note,
    Total,
    Option(QuestionId, Codes),
    Options(QuestionId, Codes),
    Number(QuestionId, NumberLimits),
    Text(QuestionId, usize),
}

impl Cell {
    /// The answer to a question.
    pub(super) fn answer(rulebook: &Rulebook, id: QuestionId) -> Cell {
        let question = &rulebook.questions[id];
        match &question.kind {
            Kind::YesNo(_) | Kind::Choice(_) => Cell::Option(id, Codes::of(question)),
            Kind::Choices(_) => Cell::Options(id, Codes::of(question)),
            Kind::Number(number) => Cell::Number(id, NumberLimits::of(number)),
            Kind::Text { limit } => Cell::Text(id, *limit),
        }
    }
}

/// Forms of a batch being filled.
pub(super) struct BatchWriter<'r, 'a> {
    pub(super) numbers: &'a mut Numbers<'r>,
    pub(super) batch: &'a mut FormBatch,
}

impl BatchWriter<'_, '_> {
    /// Puts what stands in cells of a column: of `fields`, those in the rows of these bits that are not empty, each with the row
    /// of its form among the 64 that are filled with the next. Gives the rows whose cells are unusual, as bits; a part of an
    /// unusual cell may have been put.
    pub(super) fn put<'b, F: Iterator<Item = (RowBit, Field<'b>)>>(
        &mut self,
        cell: &Cell,
        fields: impl Fn(u64) -> F,
    ) -> u64 {
        match cell {
            Cell::Option(question, codes) | Cell::Options(question, codes) => {
                let (mut answers, mut answered) = (self.batch.answers(*question), 0);
                let mut odd = unusual(fields(ALL), |at, field| {
                    if let CodeMeaning::Option(option) | CodeMeaning::Alone(option) = codes.short(field)? {
                        answers.option(at.bit, option);
                        answered |= at.bit;
                    }
                    Some(())
                });
                if odd != 0 {
                    let lists = matches!(cell, Cell::Options(..));
                    odd = unusual(fields(odd), |at, field| match codes.find(field) {
                        Some(CodeMeaning::Missing) => Some(()),
                        Some(CodeMeaning::Option(option) | CodeMeaning::Alone(option)) => {
                            answers.option(at.bit, option);
                            answered |= at.bit;
                            Some(())
                        }
                        None => {
                            lists.then(|| options(codes, field, at.bit, &mut answers))??;
                            answered |= at.bit;
                            Some(())
                        }
                    });
                }
                answers.answered(answered);
                odd
            }
            Cell::Number(question, written) => {
                let (mut answers, mut answered) = (self.batch.answers(*question), 0);
                let mut odd = unusual(fields(ALL), |at, field| {
                    answers.number(at.row, whole(field, *written)?);
                    answered |= at.bit;
                    Some(())
                });
                if odd != 0 {
                    odd = unusual(fields(odd), |at, field| {
                        if let ParsedNumber::Number(value) = self.numbers.read(*question, *written, field)? {
                            answers.number(at.row, value);
                            answered |= at.bit;
                        }
                        Some(())
                    });
                }
                answers.answered(answered);
                odd
            }
            Cell::Text(question, limit) => {
                let mut answered = 0;
                let odd = unusual(fields(ALL), |at, field| {
                    if Missing::from_word(ordinary(field.text(), *limit)?).is_none() {
                        answered |= at.bit;
                    }
                    Some(())
                });
                self.batch.answers(*question).answered(answered);
                odd
            }
            Cell::Case => unless(fields(ALL), is_code),
            Cell::Day => unless(fields(ALL), is_day),
            Cell::Language => unless(fields(ALL), is_language),
            Cell::Informant => unless(fields(ALL), is_informant),
            Cell::Note => unless(fields(ALL), is_note),
            Cell::Total => unless(fields(ALL), |cell| plain(cell, TOTAL).is_some()),
            Cell::Any => 0,
            Cell::Joined | Cell::Reject => unless(fields(ALL), |_| false),
        }
    }

    /// Puts one value to the next form; `None` where it is unusual, and perhaps a part of it was put.
    pub(super) fn put_next(&mut self, cell: &Cell, field: Field<'_>) -> Option<()> {
        let at = RowBit::row(self.batch.len() % 64);
        (self.put(cell, |_| std::iter::once((at, field))) == 0).then_some(())
    }
}

/// The bits of all rows.
const ALL: u64 = u64::MAX;

/// One row of 64.
#[derive(Clone, Copy)]
pub(super) struct RowBit {
    /// From 0.
    pub(super) row: usize,
    /// Its bit among those of all.
    pub(super) bit: u64,
}

impl RowBit {
    fn row(row: usize) -> RowBit {
        RowBit { row, bit: 1 << row }
    }
}

/// The rows, as bits, of which `put` says nothing.
fn unusual<'b>(
    fields: impl Iterator<Item = (RowBit, Field<'b>)>,
    mut put: impl FnMut(RowBit, Field<'b>) -> Option<()>,
) -> u64 {
    fields.fold(0, |odd, (at, field)| if put(at, field).is_some() { odd } else { odd | at.bit })
}

/// The rows, as bits, whose cells are not ordinary.
fn unless<'b>(fields: impl Iterator<Item = (RowBit, Field<'b>)>, is_ordinary: impl Fn(&[u8]) -> bool) -> u64 {
    unusual(fields, |_, field| is_ordinary(field.text()).then_some(()))
}

/// Codes with semicolons between them, none twice and none that stands alone.
fn options(codes: &Codes, field: Field<'_>, bit: u64, answers: &mut RowBits<'_>) -> Option<()> {
    let semicolons = |from: usize| Some(mask_of(field.part(from, field.length).first()?, b';'));
    let (mut start, mut base, mut found) = (0, 0, semicolons(0)?);
    loop {
        while found == 0 && base + 64 < field.length {
            base += 64;
            found = semicolons(base)?;
        }
        let end = (base + found.trailing_zeros() as usize).min(field.length);
        let CodeMeaning::Option(option) = codes.find(field.part(start, end))? else { return None };
        answers.option(bit, option).then_some(())?;
        if end == field.length {
            return Some(());
        }
        start = end + 1;
        found &= found - 1;
    }
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test says what is wrong by failing")]
mod tests {
    use super::*;
    use crate::intake::blocks::MARGIN;
    use crate::rulebook::Question;

    #[test]
    fn every_code_of_every_question_is_found_and_nothing_else() {
        let rulebook = Rulebook::builtin().unwrap_or_else(|errors| panic!("{errors:?}"));
        let words = Missing::ALL.map(Missing::word);
        let find = |codes: &Codes, text: &str| {
            codes.find(Field::new(&[text.as_bytes(), &[b'x'; MARGIN]].concat(), 0, text.len()))
        };
        let all: Vec<&str> =
            rulebook.questions.iter().flat_map(Question::options).map(|option| option.code.as_str()).collect();
        for question in &rulebook.questions {
            let codes = Codes::of(question);
            for text in all.iter().copied().chain(words).chain(["", "y", "yess", "Yes", "not_at_all "]) {
                let option = question.option_coded(text);
                let expected = match (option, Missing::from_word(text)) {
                    (Some(id), _) => {
                        let alone = question.options()[id].exclusive;
                        Some(if alone { CodeMeaning::Alone(id) } else { CodeMeaning::Option(id) })
                    }
                    (None, Some(_)) => Some(CodeMeaning::Missing),
                    (None, None) => None,
                };
                assert_eq!(find(&codes, text), expected, "{text} of {}", question.id);
            }
        }
    }
}
