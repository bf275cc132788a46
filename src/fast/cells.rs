//! Fields of one column to answers: for 64 rows at once, or for one value alone.
//!
//! A field that this lane cannot decode with certainty is left to the full readers (`intake/columns.rs`,
//! `form/file.rs`).

use super::codes::{CodeMeaning, CodeTable};
use super::field::Field;
use super::numbers::{NumberLimits, Numbers, ParsedNumber, TOTAL, plain, whole};
use super::plain::{is_code, is_day, is_informant, is_language, is_note, ordinary};
use crate::answer::{Missing, QuestionId};
use crate::intake::byte_mask::mask_of;
use crate::meaning::many::{RowBit, RowBits};
use crate::rulebook::{Kind, Rulebook};

/// The content of the fields of a column, as far as they can be ordinary.
#[derive(Debug)]
pub(super) enum Cell {
    /// Anything.
    Any,
    /// A field read together with others.
    Joined,
    /// A field of an earlier reject file.
    Reject,
    Case,
    Day,
    Language,
    Informant,
    Note,
    Total,
    Option(CodeTable<CodeMeaning>),
    Options(CodeTable<CodeMeaning>),
    Number(QuestionId, NumberLimits),
    Text(usize),
}

/// The bits of all rows.
const ALL: u64 = u64::MAX;

impl Cell {
    /// Returns the cell for answers to a question.
    pub(super) fn answer(rulebook: &Rulebook, id: QuestionId) -> Cell {
        let question = &rulebook.questions[id];
        match &question.kind {
            Kind::YesNo(_) | Kind::Choice(_) => Cell::Option(CodeTable::of_options(question)),
            Kind::Choices(_) => Cell::Options(CodeTable::of_options(question)),
            Kind::Number(number) => Cell::Number(id, NumberLimits::of(number)),
            Kind::Text { limit } => Cell::Text(*limit),
        }
    }

    /// Puts fields of the column to `answers`, and returns the rows, as bits, whose fields are unusual; a part of an
    /// unusual field may have been put. `fields` returns the nonempty fields in the rows of the given bits.
    #[inline]
    pub(super) fn put<'b, F: Iterator<Item = (RowBit, Field<'b>)>>(
        &self,
        numbers: &mut Numbers<'_>,
        mut answers: RowBits<'_>,
        fields: impl Fn(u64) -> F,
    ) -> u64 {
        let mut answered = 0;
        let mut odd = match self {
            Cell::Option(codes) | Cell::Options(codes) => unusual(fields(ALL), |at, field| {
                if let Some(option) = codes.find_first(field)?.option() {
                    answers.option(at.bit, option);
                    answered |= at.bit;
                }
                Some(())
            }),
            Cell::Number(_, limits) => unusual(fields(ALL), |at, field| {
                answers.number(at.row, whole(field, *limits)?);
                answered |= at.bit;
                Some(())
            }),
            Cell::Text(limit) => unusual(fields(ALL), |at, field| {
                if Missing::from_word(ordinary(field.text(), *limit)?).is_none() {
                    answered |= at.bit;
                }
                Some(())
            }),
            Cell::Case => unless(fields(ALL), is_code),
            Cell::Day => unless(fields(ALL), is_day),
            Cell::Language => unless(fields(ALL), is_language),
            Cell::Informant => unless(fields(ALL), is_informant),
            Cell::Note => unless(fields(ALL), is_note),
            Cell::Total => unless(fields(ALL), |field| plain(field, TOTAL).is_some()),
            Cell::Any => 0,
            Cell::Joined | Cell::Reject => unless(fields(ALL), |_| false),
        };
        if odd != 0 {
            odd = match self {
                Cell::Option(codes) | Cell::Options(codes) => unusual(fields(odd), |at, field| {
                    match (codes.find(field).map(CodeMeaning::option), self) {
                        (Some(None), _) => return Some(()),
                        (Some(Some(option)), _) => {
                            answers.option(at.bit, option);
                        }
                        (None, Cell::Options(_)) => options(codes, field, at.bit, &mut answers)?,
                        (None, _) => return None,
                    }
                    answered |= at.bit;
                    Some(())
                }),
                Cell::Number(question, limits) => unusual(fields(odd), |at, field| {
                    if let ParsedNumber::Number(value) = numbers.read(*question, *limits, field)? {
                        answers.number(at.row, value);
                        answered |= at.bit;
                    }
                    Some(())
                }),
                _ => odd,
            };
        }
        answers.answered(answered);
        odd
    }
}

/// Returns the rows, as bits, for which `put` returns `None`.
#[inline(always)]
#[expect(
    clippy::inline_always,
    reason = "the loop over a column is where the time goes, and `put` keeps its state in registers"
)]
fn unusual<'b>(
    fields: impl Iterator<Item = (RowBit, Field<'b>)>,
    mut put: impl FnMut(RowBit, Field<'b>) -> Option<()>,
) -> u64 {
    fields.fold(0, |odd, (at, field)| if put(at, field).is_some() { odd } else { odd | at.bit })
}

/// Returns the rows, as bits, whose fields are not ordinary.
fn unless<'b>(fields: impl Iterator<Item = (RowBit, Field<'b>)>, is_ordinary: impl Fn(&[u8]) -> bool) -> u64 {
    unusual(fields, |_, field| is_ordinary(field.text()).then_some(()))
}

/// Names the options of codes separated by semicolons; `None` if one is not a code, occurs twice, or must be alone.
fn options(codes: &CodeTable<CodeMeaning>, field: Field<'_>, bit: u64, answers: &mut RowBits<'_>) -> Option<()> {
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
