//! What is ordinary in a cell, and what it says: for 64 rows of a column at once, or for one value alone.
//!
//! What is not known here for certain to be ordinary is left to who knows everything.

use super::codes::{Codes, Meant};
use super::field::Field;
use super::numbers::{Numbers, Said, TOTAL, Written, plain, whole};
use crate::answer::{Informant, Missing, QuestionId};
use crate::form::value::day;
use crate::form::{CODE_LIMIT, NOTE_LIMIT};
use crate::intake::sixty_four::marks;
use crate::meaning::many::{Rows, Slice};
use crate::rulebook::{Kind, Rulebook};

/// What stands in a cell of a column, as far as it can be ordinary.
#[derive(Debug)]
pub(in crate::intake) enum Cell {
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
    Number(QuestionId, Written),
    Text(QuestionId, usize),
}

impl Cell {
    /// The answer to a question.
    pub(in crate::intake) fn answer(rulebook: &Rulebook, id: QuestionId) -> Cell {
        let question = &rulebook.questions[id];
        match &question.kind {
            Kind::YesNo(_) | Kind::Choice(_) => Cell::Option(id, Codes::of(question)),
            Kind::Choices(_) => Cell::Options(id, Codes::of(question)),
            Kind::Number(number) => Cell::Number(id, Written::of(number)),
            Kind::Text { limit } => Cell::Text(id, *limit),
        }
    }
}

/// Forms of a slice being filled.
pub(in crate::intake) struct Filling<'r, 'a> {
    pub(in crate::intake) numbers: &'a mut Numbers<'r>,
    pub(in crate::intake) slice: &'a mut Slice,
}

impl Filling<'_, '_> {
    /// Puts what stands in cells of a column: of `fields`, those in the rows of these bits that are not empty, each with the row
    /// of its form among the 64 that are filled with the next. Gives the rows whose cells are unusual, as bits; a part of an
    /// unusual cell may have been put.
    pub(in crate::intake) fn put<'b, F: Iterator<Item = (At, Field<'b>)>>(
        &mut self,
        cell: &Cell,
        fields: impl Fn(u64) -> F,
    ) -> u64 {
        match cell {
            Cell::Option(question, codes) | Cell::Options(question, codes) => {
                let (mut answers, mut answered) = (self.slice.answers(*question), 0);
                let mut odd = unusual(fields(ALL), |at, field| {
                    if let Meant::Option(option) | Meant::Alone(option) = codes.short(field)? {
                        answers.option(at.bit, option);
                        answered |= at.bit;
                    }
                    Some(())
                });
                if odd != 0 {
                    let lists = matches!(cell, Cell::Options(..));
                    odd = unusual(fields(odd), |at, field| match codes.find(field) {
                        Some(Meant::Missing) => Some(()),
                        Some(Meant::Option(option) | Meant::Alone(option)) => {
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
                let (mut answers, mut answered) = (self.slice.answers(*question), 0);
                let mut odd = unusual(fields(ALL), |at, field| {
                    answers.number(at.row, whole(field, *written)?);
                    answered |= at.bit;
                    Some(())
                });
                if odd != 0 {
                    odd = unusual(fields(odd), |at, field| {
                        if let Said::Number(value) = self.numbers.read(*question, *written, field)? {
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
                self.slice.answers(*question).answered(answered);
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
    pub(in crate::intake) fn put_next(&mut self, cell: &Cell, field: Field<'_>) -> Option<()> {
        let at = At::row(self.slice.len() % 64);
        (self.put(cell, |_| std::iter::once((at, field))) == 0).then_some(())
    }
}

/// The bits of all rows.
const ALL: u64 = u64::MAX;

/// One row of 64.
#[derive(Clone, Copy)]
pub(in crate::intake) struct At {
    /// From 0.
    pub(super) row: usize,
    /// Its bit among those of all.
    pub(super) bit: u64,
}

impl At {
    fn row(row: usize) -> At {
        At { row, bit: 1 << row }
    }
}

/// The rows, as bits, of which `put` says nothing.
fn unusual<'b>(fields: impl Iterator<Item = (At, Field<'b>)>, mut put: impl FnMut(At, Field<'b>) -> Option<()>) -> u64 {
    fields.fold(0, |odd, (at, field)| if put(at, field).is_some() { odd } else { odd | at.bit })
}

/// The rows, as bits, whose cells are not ordinary.
fn unless<'b>(fields: impl Iterator<Item = (At, Field<'b>)>, is_ordinary: impl Fn(&[u8]) -> bool) -> u64 {
    unusual(fields, |_, field| is_ordinary(field.text()).then_some(()))
}

/// Codes with semicolons between them, none twice and none that stands alone.
fn options(codes: &Codes, field: Field<'_>, bit: u64, answers: &mut Rows<'_>) -> Option<()> {
    let semicolons = |from: usize| Some(marks(field.part(from, field.length).first()?, b';'));
    let (mut start, mut base, mut found) = (0, 0, semicolons(0)?);
    loop {
        while found == 0 && base + 64 < field.length {
            base += 64;
            found = semicolons(base)?;
        }
        let end = (base + found.trailing_zeros() as usize).min(field.length);
        let Meant::Option(option) = codes.find(field.part(start, end))? else { return None };
        answers.option(bit, option).then_some(())?;
        if end == field.length {
            return Some(());
        }
        start = end + 1;
        found &= found - 1;
    }
}

/// Signs that are seen, without space or apostrophe at the ends, and not too many of them.
pub(super) fn ordinary(cell: &[u8], limit: usize) -> Option<&str> {
    let plain = cell.iter().all(|byte| (b' '..=b'~').contains(byte));
    let edges = !matches!(cell.first(), None | Some(b' ' | b'\'')) && cell.last() != Some(&b' ');
    if plain && edges && cell.len() <= limit { std::str::from_utf8(cell).ok() } else { None }
}

/// A case code that is written as it is read.
pub(in crate::intake) fn is_code(cell: &[u8]) -> bool {
    let sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    cell.len() <= CODE_LIMIT && cell.first().is_some_and(u8::is_ascii_alphanumeric) && cell.iter().all(sign)
}

/// Who can have given an answer.
fn is_informant(cell: &[u8]) -> bool {
    std::str::from_utf8(cell).is_ok_and(|word| Informant::from_word(word).is_some())
}

/// A language like `en`.
pub(in crate::intake) fn is_language(cell: &[u8]) -> bool {
    (2..=3).contains(&cell.len()) && cell.iter().all(u8::is_ascii_lowercase)
}

/// A note that is kept as it is.
pub(in crate::intake) fn is_note(cell: &[u8]) -> bool {
    ordinary(cell, NOTE_LIMIT).is_some()
}

/// A day like `2026-11-20`.
pub(in crate::intake) fn is_day(cell: &[u8]) -> bool {
    let digits = |from: usize, to: usize| cell[from..to].iter().all(u8::is_ascii_digit);
    let number = |from: usize| 10 * (cell[from] - b'0') + (cell[from + 1] - b'0');
    if cell.len() != 10 || cell[4] != b'-' || cell[7] != b'-' || !digits(0, 4) || !digits(5, 7) || !digits(8, 10) {
        return false;
    }
    let every_month_has_it = (1..=12).contains(&number(5)) && (1..=28).contains(&number(8));
    every_month_has_it || std::str::from_utf8(cell).is_ok_and(|text| day(text).is_some())
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test says what is wrong by failing")]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::intake::blocks::MARGIN;
    use crate::rulebook::{BUILTIN, Question};
    use crate::text::SourceText;

    #[test]
    fn every_code_of_every_question_is_found_and_nothing_else() {
        let source = SourceText { name: BUILTIN.0.to_owned(), text: BUILTIN.1.to_owned() };
        let rulebook = Rulebook::read(&source).unwrap_or_else(|errors| panic!("{errors:?}"));
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
                        Some(if alone { Meant::Alone(id) } else { Meant::Option(id) })
                    }
                    (None, Some(_)) => Some(Meant::Missing),
                    (None, None) => None,
                };
                assert_eq!(find(&codes, text), expected, "{text} of {}", question.id);
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_day_is_a_day_to_every_reader(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9-]{8,11}") {
            prop_assert_eq!(is_day(text.as_bytes()), day(&text).is_some());
        }
    }
}
