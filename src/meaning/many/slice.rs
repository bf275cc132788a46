//! The answers of up to [`FORMS`] forms, question by question: what the batch fills and [`super::Many`] reads.

use super::plane::{FORMS, Plane};
use crate::answer::{Answer, Answers, OptionId, QuestionId, Value};
use crate::decimal::Decimal;
use crate::rulebook::{Kind, Rulebook};

/// Answers of many forms. A question that nothing is put to is missing in that form, for whatever reason.
#[derive(Clone, Debug)]
pub struct Slice {
    forms: usize,
    /// The bit of the form that values are put to, and where the words begin that hold it.
    bit: u64,
    words: usize,
    questions: Vec<Asked>,
    /// A word of every plane for the first 64 forms, then for the next: what is put to one form lies close together.
    bits: Vec<u64>,
    /// How many planes there are.
    planes: usize,
    /// Column after column of [`FORMS`] numbers; NaN where there is none.
    numbers: Vec<f64>,
}

/// Where the answers to one question stand.
#[derive(Clone, Copy, Debug)]
struct Asked {
    /// The plane that says where there is a value; behind it the one of values kept although unusual, then one for each option.
    first: usize,
    options: usize,
    /// Of a number, where its column begins.
    column: Option<usize>,
}

/// Planes of every question before those of its options.
const BEFORE_OPTIONS: usize = 2;

impl Slice {
    /// No forms yet, for the questions of a rulebook.
    #[must_use]
    pub fn of(rulebook: &Rulebook) -> Slice {
        let (mut planes, mut numbers) = (0, 0);
        let questions = rulebook.questions.iter().map(|question| {
            let (first, options) = (planes, question.options().len());
            planes += BEFORE_OPTIONS + options;
            let column = matches!(question.kind, Kind::Number(_)).then_some(numbers);
            numbers += column.map_or(0, |_| FORMS);
            Asked { first, options, column }
        });
        let questions = questions.collect();
        let (bits, numbers) = (vec![0; planes * FORMS / 64], vec![f64::NAN; numbers]);
        Slice { forms: 0, bit: 1, words: 0, questions, bits, planes, numbers }
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
        (self.forms, self.bit, self.words) = (0, 1, 0);
    }

    /// Keeps the form that values were put to; the next ones are of another form.
    pub fn keep(&mut self) {
        self.forms += 1;
        (self.bit, self.words) = (1 << (self.forms % 64), self.forms / 64 * self.planes);
    }

    /// Takes back what was put to the form that is not kept yet.
    pub fn forget(&mut self) {
        let of_form = self.bits.iter_mut().skip(self.words).take(self.planes);
        of_form.for_each(|bits| *bits &= !self.bit);
        self.numbers.iter_mut().skip(self.forms).step_by(FORMS).for_each(|number| *number = f64::NAN);
    }

    fn set(&mut self, plane: usize) {
        if let Some(word) = self.bits.get_mut(self.words + plane) {
            *word |= self.bit;
        }
    }

    fn plane(&self, place: usize) -> Plane {
        Plane::gathered(|word| self.bits.get(word * self.planes + place).copied().unwrap_or_default())
    }

    fn asked(&self, question: QuestionId) -> Asked {
        self.questions[question.0 as usize]
    }

    /// Names an option.
    pub fn option(&mut self, question: QuestionId, option: OptionId) {
        let asked = self.asked(question);
        self.set(asked.first);
        if usize::from(option.0) < asked.options {
            self.set(asked.first + BEFORE_OPTIONS + usize::from(option.0));
        }
    }

    /// Says a number, in the unit and with the decimals of its question.
    pub fn number(&mut self, question: QuestionId, value: Decimal) {
        let asked = self.asked(question);
        self.set(asked.first);
        if let Some(number) = asked.column.and_then(|column| self.numbers.get_mut(column + self.forms)) {
            *number = value.to_f64();
        }
    }

    /// Says a text; which one makes no difference.
    pub fn text(&mut self, question: QuestionId) {
        self.set(self.asked(question).first);
    }

    /// Marks the answer as kept although unusual.
    pub fn checked(&mut self, question: QuestionId) {
        self.set(self.asked(question).first + 1);
    }

    /// Puts all answers of a form to the one that is not kept yet.
    pub fn put(&mut self, answers: &Answers) {
        for (question, given) in answers.iter() {
            match &given.answer {
                Answer::Value(Value::Option(option)) => self.option(question, *option),
                Answer::Value(Value::Options(options)) => options.iter().for_each(|named| self.option(question, named)),
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
    pub fn answered(&self, question: QuestionId) -> Plane {
        self.plane(self.asked(question).first)
    }

    /// Where the value was kept although it is unusual.
    #[must_use]
    pub fn is_checked(&self, question: QuestionId) -> Plane {
        self.plane(self.asked(question).first + 1)
    }

    /// By option, where it was named.
    pub(super) fn options(&self, question: QuestionId) -> impl Iterator<Item = Plane> {
        let asked = self.asked(question);
        (0..asked.options).map(move |option| self.plane(asked.first + BEFORE_OPTIONS + option))
    }

    /// The numbers, NaN where there is none; empty for a question of another kind.
    #[must_use]
    pub fn numbers(&self, question: QuestionId) -> &[f64] {
        let column = self.asked(question).column;
        column.and_then(|column| self.numbers.get(column..column + FORMS)).unwrap_or_default()
    }
}
