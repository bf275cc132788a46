//! The answers of up to [`FORMS`] forms, question by question: what the batch fills and [`super::Many`] reads.

use typed_index_collections::TiVec;

use super::form_mask::{FORMS, FormMask};
use crate::answer::{Answer, Answers, OptionId, QuestionId, Value};
use crate::decimal::Decimal;
use crate::rulebook::{Kind, Rulebook};

/// Answers of many forms. A question that nothing is put to is missing in that form, for whatever reason.
#[derive(Clone, Debug)]
pub struct FormBatch {
    forms: usize,
    /// Where the words begin that hold the form that values are put to.
    words: usize,
    questions: TiVec<QuestionId, QuestionBits>,
    /// A word of every mask for the first 64 forms, then for the next: what is put to one form lies close together.
    bits: Vec<u64>,
    /// How many masks there are.
    masks: usize,
    /// Column after column of [`FORMS`] numbers; NaN where there is none.
    numbers: Vec<f64>,
}

/// Where the answers to one question stand.
#[derive(Clone, Copy, Debug)]
struct QuestionBits {
    /// The mask that says where there is a value; behind it the one of values kept although unusual, then one for each option.
    first: usize,
    options: usize,
    /// Of a number, where its column begins.
    column: Option<usize>,
}

/// Planes of every question before those of its options.
const BEFORE_OPTIONS: usize = 2;

impl FormBatch {
    /// No forms yet, for the questions of a rulebook.
    #[must_use]
    pub fn of(rulebook: &Rulebook) -> FormBatch {
        let (mut masks, mut numbers) = (0, 0);
        let questions = rulebook.questions.iter().map(|question| {
            let (first, options) = (masks, question.options().len());
            masks += BEFORE_OPTIONS + options;
            let column = matches!(question.kind, Kind::Number(_)).then_some(numbers);
            numbers += column.map_or(0, |_| FORMS);
            QuestionBits { first, options, column }
        });
        let questions = questions.collect();
        let (bits, numbers) = (vec![0; masks * FORMS / 64], vec![f64::NAN; numbers]);
        FormBatch { forms: 0, words: 0, questions, bits, masks, numbers }
    }

    /// How many forms there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.forms
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.forms == 0
    }

    /// Whether no other form finds room.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.forms >= FORMS
    }

    /// Takes all forms away.
    pub fn clear(&mut self) {
        self.bits.fill(0);
        self.numbers.fill(f64::NAN);
        (self.forms, self.words) = (0, 0);
    }

    /// Keeps the form that values were put to; the next ones are of another form.
    pub fn keep(&mut self) {
        self.turn_to(self.forms + 1);
    }

    /// Puts the next values to the form at this place, from 0, also where forms before it have none.
    pub fn turn_to(&mut self, form: usize) {
        self.forms = form;
        self.words = form / 64 * self.masks;
    }

    /// Takes back what was put to the form that is not kept yet.
    pub fn forget(&mut self) {
        let bit = self.bit();
        let of_form = self.bits.iter_mut().skip(self.words).take(self.masks);
        of_form.for_each(|bits| *bits &= !bit);
        self.numbers.iter_mut().skip(self.forms).step_by(FORMS).for_each(|number| *number = f64::NAN);
    }

    fn mask(&self, place: usize) -> FormMask {
        FormMask::gathered(self.bits.chunks_exact(self.masks).filter_map(|words| words.get(place).copied()))
    }

    fn asked(&self, question: QuestionId) -> QuestionBits {
        self.questions[question]
    }

    /// The answers to a question of the form that is next and of the others that share words with it: 64 in all.
    pub fn answers(&mut self, question: QuestionId) -> RowBits<'_> {
        let asked = self.asked(question);
        let first = self.words + asked.first;
        let bits = self.bits.get_mut(first..first + BEFORE_OPTIONS + asked.options).unwrap_or_default();
        let numbers =
            asked.column.and_then(|column| self.numbers.get_mut(column + self.forms / 64 * 64..column + FORMS));
        RowBits { bits, numbers: numbers.unwrap_or_default() }
    }

    /// Names an option; `false` where it was named before.
    pub fn option(&mut self, question: QuestionId, option: OptionId) -> bool {
        let bit = self.bit();
        let mut answers = self.answers(question);
        answers.answered(bit);
        answers.option(bit, option)
    }

    /// Says a number, in the unit and with the decimals of its question.
    pub fn number(&mut self, question: QuestionId, value: Decimal) {
        let (bit, row) = (self.bit(), self.forms % 64);
        let mut answers = self.answers(question);
        answers.answered(bit);
        answers.number(row, value);
    }

    /// Says a text; which one makes no difference.
    pub fn text(&mut self, question: QuestionId) {
        let bit = self.bit();
        self.answers(question).answered(bit);
    }

    /// Marks the answer as kept although unusual.
    pub fn checked(&mut self, question: QuestionId) {
        let bit = self.bit();
        self.answers(question).checked(bit);
    }

    /// The bit of the form that values are put to.
    fn bit(&self) -> u64 {
        1 << (self.forms % 64)
    }

    /// Puts all answers of a form to the one that is not kept yet.
    pub fn put(&mut self, answers: &Answers) {
        for (question, given) in answers.iter() {
            match &given.answer {
                Answer::Value(Value::Option(option)) => {
                    self.option(question, *option);
                }
                Answer::Value(Value::Options(options)) => options.iter().for_each(|named| {
                    self.option(question, named);
                }),
                Answer::Value(Value::Number(number)) => self.number(question, *number),
                Answer::Value(Value::Text(_)) => self.text(question),
                Answer::Missing(_) => {}
            }
            if given.checked {
                self.checked(question);
            }
        }
    }

    /// Puts all answers of a form, and keeps it.
    pub fn push(&mut self, answers: &Answers) {
        self.put(answers);
        self.keep();
    }

    /// Where a question has a value.
    #[must_use]
    pub fn answered(&self, question: QuestionId) -> FormMask {
        self.mask(self.asked(question).first)
    }

    /// Where the value was kept although it is unusual.
    #[must_use]
    pub fn is_checked(&self, question: QuestionId) -> FormMask {
        self.mask(self.asked(question).first + 1)
    }

    /// Where an option was named; nowhere, if it is none of the question's.
    pub(super) fn named(&self, question: QuestionId, option: OptionId) -> FormMask {
        let (asked, option) = (self.asked(question), usize::from(option.0));
        if option < asked.options { self.mask(asked.first + BEFORE_OPTIONS + option) } else { FormMask::NONE }
    }

    /// By option, where it was named.
    pub(super) fn options(&self, question: QuestionId) -> impl Iterator<Item = FormMask> {
        (0..=u8::MAX).map(OptionId).take(self.asked(question).options).map(move |option| self.named(question, option))
    }

    /// The numbers, NaN where there is none; empty for a question of another kind.
    #[must_use]
    pub fn numbers(&self, question: QuestionId) -> &[f64] {
        let column = self.asked(question).column;
        column.and_then(|column| self.numbers.get(column..column + FORMS)).unwrap_or_default()
    }
}

/// The answers of 64 forms to one question, each by its row from 0.
#[derive(Debug)]
pub struct RowBits<'s> {
    bits: &'s mut [u64],
    numbers: &'s mut [f64],
}

impl RowBits<'_> {
    /// Sets bits of a mask, and says whether any of them was not set before.
    #[inline]
    fn set(&mut self, mask: usize, bits: u64) -> bool {
        let Some(word) = self.bits.get_mut(mask) else { return false };
        let before = *word;
        *word |= bits;
        before != *word
    }

    /// Names an option, of the row whose bit this is; `false` where it was named before. [`RowBits::answered`] is yet to say
    /// that there is an answer.
    #[inline]
    pub fn option(&mut self, bit: u64, option: OptionId) -> bool {
        self.set(BEFORE_OPTIONS + usize::from(option.0), bit)
    }

    /// Says a number, in the unit and with the decimals of its question. [`RowBits::answered`] is yet to say that there is one.
    #[inline]
    pub fn number(&mut self, row: usize, value: Decimal) {
        if let Some(number) = self.numbers.get_mut(row) {
            *number = value.to_f64();
        }
    }

    /// Says that there is an answer in the rows of these bits; of a text, which one makes no difference.
    #[inline]
    pub fn answered(&mut self, bits: u64) {
        self.set(0, bits);
    }

    /// Marks the answers in the rows of these bits as kept although unusual.
    fn checked(&mut self, bits: u64) {
        self.set(1, bits);
    }
}
