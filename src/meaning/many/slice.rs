//! The answers of up to [`FORMS`] forms, question by question: what the batch fills and [`super::Many`] reads.

use super::plane::{FORMS, Plane};
use crate::answer::{Answer, Answers, OptionId, QuestionId, Value};
use crate::decimal::Decimal;
use crate::rulebook::{Kind, Rulebook};

/// Answers of many forms. A question that nothing is put to is missing in that form, for whatever reason.
#[derive(Clone, Debug)]
pub struct Slice {
    forms: usize,
    questions: Vec<Asked>,
}

/// The answers to one question.
#[derive(Clone, Debug)]
struct Asked {
    /// Where there is a value.
    answered: Plane,
    /// Where the value was kept although it is unusual.
    checked: Plane,
    /// By option, where it was named.
    options: Vec<Plane>,
    /// The numbers, NaN where there is none; empty for a question of another kind.
    numbers: Vec<f64>,
}

impl Slice {
    /// No forms yet, for the questions of a rulebook.
    #[must_use]
    pub fn of(rulebook: &Rulebook) -> Slice {
        let questions = rulebook.questions.iter().map(|question| Asked {
            answered: Plane::NONE,
            checked: Plane::NONE,
            options: vec![Plane::NONE; question.options().len()],
            numbers: if matches!(question.kind, Kind::Number(_)) { vec![f64::NAN; FORMS] } else { Vec::new() },
        });
        Slice { forms: 0, questions: questions.collect() }
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
        for asked in &mut self.questions {
            asked.answered = Plane::NONE;
            asked.checked = Plane::NONE;
            asked.options.fill(Plane::NONE);
            asked.numbers.fill(f64::NAN);
        }
        self.forms = 0;
    }

    /// Keeps the form that values were put to; the next ones are of another form.
    pub fn keep(&mut self) {
        self.forms += 1;
    }

    /// Takes back what was put to the form that is not kept yet.
    pub fn forget(&mut self) {
        let form = self.forms;
        for asked in &mut self.questions {
            let planes = [&mut asked.answered, &mut asked.checked].into_iter().chain(&mut asked.options);
            planes.for_each(|plane| plane.unset(form));
            if let Some(number) = asked.numbers.get_mut(form) {
                *number = f64::NAN;
            }
        }
    }

    /// Names an option.
    pub fn option(&mut self, question: QuestionId, option: OptionId) {
        let asked = &mut self.questions[question.0 as usize];
        asked.answered.set(self.forms);
        if let Some(named) = asked.options.get_mut(usize::from(option.0)) {
            named.set(self.forms);
        }
    }

    /// Says a number, in the unit and with the decimals of its question.
    pub fn number(&mut self, question: QuestionId, value: Decimal) {
        let asked = &mut self.questions[question.0 as usize];
        asked.answered.set(self.forms);
        if let Some(number) = asked.numbers.get_mut(self.forms) {
            *number = value.to_f64();
        }
    }

    /// Says a text; which one makes no difference.
    pub fn text(&mut self, question: QuestionId) {
        self.questions[question.0 as usize].answered.set(self.forms);
    }

    /// Marks the answer as kept although unusual.
    pub fn checked(&mut self, question: QuestionId) {
        self.questions[question.0 as usize].checked.set(self.forms);
    }

    /// Puts all answers of a form, and keeps it.
    pub fn push(&mut self, answers: &Answers) {
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
        self.keep();
    }

    /// Where a question has a value.
    #[must_use]
    pub fn answered(&self, question: QuestionId) -> Plane {
        self.questions[question.0 as usize].answered
    }

    /// Where the value was kept although it is unusual.
    #[must_use]
    pub fn is_checked(&self, question: QuestionId) -> Plane {
        self.questions[question.0 as usize].checked
    }

    /// By option, where it was named.
    pub(super) fn options(&self, question: QuestionId) -> &[Plane] {
        &self.questions[question.0 as usize].options
    }

    /// The numbers, NaN where there is none; empty for a question of another kind.
    #[must_use]
    pub fn numbers(&self, question: QuestionId) -> &[f64] {
        &self.questions[question.0 as usize].numbers
    }
}
