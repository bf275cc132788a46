//! The answers of up to [`FORMS`] forms, question by question: the batch fills it and [`super::Many`] reads it.

use typed_index_collections::TiVec;

use super::form_mask::{FORMS, FormMask};
use crate::answer::{Answer, Answers, OptionId, QuestionId, Value};
use crate::decimal::Decimal;
use crate::rulebook::{Kind, Rulebook};

/// Answers of many forms. A question without an answer is missing in that form, for whatever reason.
#[derive(Clone, Debug)]
pub struct FormBatch {
    forms: usize,
    questions: TiVec<QuestionId, QuestionBits>,
    /// One word of every mask for the first 64 forms, then for the next 64: the answers of one form lie close together.
    bits: Vec<u64>,
    /// Number of masks.
    masks: usize,
    /// One column of [`FORMS`] numbers after another; NaN where there is no number.
    numbers: Vec<f64>,
}

/// The place of the answers to one question.
#[derive(Clone, Copy, Debug)]
struct QuestionBits {
    /// Place of the mask of the forms with a value; behind it the mask of values kept although unusual,
    /// then one for each option.
    first: usize,
    options: usize,
    /// Start of the column of a number question.
    column: Option<usize>,
}

/// Number of masks of a question before those of its options.
const BEFORE_OPTIONS: usize = 2;

impl FormBatch {
    /// Returns a batch without forms, for the questions of a rulebook.
    #[must_use]
    pub fn new(rulebook: &Rulebook) -> FormBatch {
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
        FormBatch { forms: 0, questions, bits, masks, numbers }
    }

    /// Returns the number of forms.
    #[must_use]
    pub fn len(&self) -> usize {
        self.forms
    }

    /// Returns whether there are no forms.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.forms == 0
    }

    /// Returns whether there is no room for another form.
    #[must_use]
    pub fn is_full(&self) -> bool {
        self.forms >= FORMS
    }

    /// Removes all forms.
    pub fn clear(&mut self) {
        self.bits.fill(0);
        self.numbers.fill(f64::NAN);
        self.forms = 0;
    }

    /// Adds forms without answers, and returns the place of the first.
    pub fn add(&mut self, forms: usize) -> usize {
        self.forms += forms;
        self.forms - forms
    }

    /// Adds a form with these answers.
    pub fn push(&mut self, answers: &Answers) {
        let form = self.add(1);
        let mut row = self.row(form);
        row.put(answers);
        row.commit();
    }

    /// Returns the row of a form, to be filled with answers.
    pub fn row(&mut self, form: usize) -> FormRow<'_> {
        FormRow { batch: self, form, committed: false }
    }

    /// Returns the answers to a question of 64 forms: the form at a place and the others that share words with it.
    pub fn rows(&mut self, form: usize, question: QuestionId) -> RowBits<'_> {
        let QuestionBits { first, options, column } = self.questions[question];
        let first = form / 64 * self.masks + first;
        let bits = self.bits.get_mut(first..first + BEFORE_OPTIONS + options).unwrap_or_default();
        let numbers = column.and_then(|column| self.numbers.get_mut(column + form / 64 * 64..column + FORMS));
        RowBits { bits, numbers: numbers.unwrap_or_default() }
    }

    /// Removes the answers of a form.
    fn erase(&mut self, form: usize) {
        let of_form = self.bits.iter_mut().skip(form / 64 * self.masks).take(self.masks);
        of_form.for_each(|bits| *bits &= !(1 << (form % 64)));
        self.numbers.iter_mut().skip(form).step_by(FORMS).for_each(|number| *number = f64::NAN);
    }

    fn mask(&self, place: usize) -> FormMask {
        FormMask::gathered(self.bits.chunks_exact(self.masks).filter_map(|words| words.get(place).copied()))
    }

    /// Returns the forms with a value for a question.
    #[must_use]
    pub fn answered(&self, question: QuestionId) -> FormMask {
        self.mask(self.questions[question].first)
    }

    /// Returns the forms whose value was kept although it is unusual.
    #[must_use]
    pub fn is_checked(&self, question: QuestionId) -> FormMask {
        self.mask(self.questions[question].first + 1)
    }

    /// Returns the forms that name an option; none if the question has no such option.
    pub(super) fn named(&self, question: QuestionId, option: OptionId) -> FormMask {
        let (asked, option) = (self.questions[question], usize::from(option.0));
        if option < asked.options { self.mask(asked.first + BEFORE_OPTIONS + option) } else { FormMask::NONE }
    }

    /// Returns for each option the forms that name it.
    pub(super) fn options(&self, question: QuestionId) -> impl Iterator<Item = FormMask> {
        let QuestionBits { first, options, .. } = self.questions[question];
        (first + BEFORE_OPTIONS..).take(options).map(move |place| self.mask(place))
    }

    /// Returns the numbers of a question, NaN where there is none; empty for a question of another kind.
    #[must_use]
    pub fn numbers(&self, question: QuestionId) -> &[f64] {
        let column = self.questions[question].column;
        column.and_then(|column| self.numbers.get(column..column + FORMS)).unwrap_or_default()
    }
}

/// The answers of one form of a batch. Dropped without [`FormRow::commit`], it removes them all again,
/// including the answers set through [`FormBatch::rows`].
#[derive(Debug)]
pub struct FormRow<'b> {
    batch: &'b mut FormBatch,
    form: usize,
    committed: bool,
}

impl Drop for FormRow<'_> {
    fn drop(&mut self) {
        if !self.committed {
            self.batch.erase(self.form);
        }
    }
}

impl FormRow<'_> {
    /// Keeps the answers.
    pub fn commit(mut self) {
        self.committed = true;
    }

    /// Returns the row of the form among its 64.
    #[must_use]
    pub fn bit(&self) -> RowBit {
        let row = self.form % 64;
        RowBit { row, bit: 1 << row }
    }

    /// Returns the answers to a question of the form and of the others that share words with it.
    pub fn rows(&mut self, question: QuestionId) -> RowBits<'_> {
        self.batch.rows(self.form, question)
    }

    /// Names an option; `false` if it was named before.
    pub fn option(&mut self, question: QuestionId, option: OptionId) -> bool {
        let RowBit { bit, .. } = self.bit();
        let mut answers = self.rows(question);
        answers.answered(bit);
        answers.option(bit, option)
    }

    /// Answers with a number, in the unit and with the decimals of its question.
    pub fn number(&mut self, question: QuestionId, value: Decimal) {
        let RowBit { row, bit } = self.bit();
        let mut answers = self.rows(question);
        answers.answered(bit);
        answers.number(row, value);
    }

    /// Marks the answer as kept although unusual.
    pub fn checked(&mut self, question: QuestionId) {
        let RowBit { bit, .. } = self.bit();
        self.rows(question).set(1, bit);
    }

    /// Sets all answers of a form.
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
                Answer::Value(Value::Text(_)) => {
                    let RowBit { bit, .. } = self.bit();
                    self.rows(question).answered(bit);
                }
                Answer::Missing(_) => {}
            }
            if given.checked {
                self.checked(question);
            }
        }
    }
}

/// One row of 64.
#[derive(Clone, Copy, Debug)]
pub struct RowBit {
    /// The place of the row, from 0 to 63.
    pub row: usize,
    /// The bit of the row among those of all 64.
    pub bit: u64,
}

/// The answers of 64 forms to one question, each by its row from 0.
#[derive(Debug, Default)]
pub struct RowBits<'s> {
    bits: &'s mut [u64],
    numbers: &'s mut [f64],
}

impl RowBits<'_> {
    /// Sets bits of a mask; returns whether any of them was not set before.
    #[inline]
    fn set(&mut self, mask: usize, bits: u64) -> bool {
        let Some(word) = self.bits.get_mut(mask) else { return false };
        let before = *word;
        *word |= bits;
        before != *word
    }

    /// Names an option in the row of this bit; `false` if it was named before.
    /// The caller must also call [`RowBits::answered`].
    #[inline]
    pub fn option(&mut self, bit: u64, option: OptionId) -> bool {
        self.set(BEFORE_OPTIONS + usize::from(option.0), bit)
    }

    /// Answers with a number, in the unit and with the decimals of its question.
    /// The caller must also call [`RowBits::answered`].
    #[inline]
    pub fn number(&mut self, row: usize, value: Decimal) {
        if let Some(number) = self.numbers.get_mut(row) {
            *number = value.to_f64();
        }
    }

    /// Marks the rows of these bits as answered; the content of a text makes no difference.
    #[inline]
    pub fn answered(&mut self, bits: u64) {
        self.set(0, bits);
    }
}
