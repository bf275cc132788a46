//! Finds answers that make conditions hold, as far as the conditions show them.

use crate::answer::{Answers, OptionId, Options, QuestionId, Value};
use crate::rule_tests::goal::{Side, nearest};
use crate::rulebook::{Bounds, Condition, Kind, Names, Node, Rulebook, ScoreId};

/// Answers questions so that conditions hold, or do not; a later answer to a question replaces an earlier one.
pub(super) struct Assume<'r> {
    pub(super) rulebook: &'r Rulebook,
    pub(super) answers: Answers,
}

impl Assume<'_> {
    /// Answers questions so that the condition has this truth value, as far as it can be read off the condition.
    pub(super) fn so(&mut self, condition: &Condition, truth: bool) {
        match (condition, truth) {
            (Condition::All(of), true) | (Condition::Any(of), false) => of.iter().for_each(|of| self.so(of, truth)),
            (Condition::All(of), false) | (Condition::Any(of), true) => {
                of.first().into_iter().for_each(|of| self.so(of, truth));
            }
            (Condition::Not(of), truth) => self.so(of, !truth),
            (Condition::Fact(fact, holds), truth) => self.so(&self.rulebook.facts[*fact].when, *holds == truth),
            (Condition::Count(count), truth) => {
                let enough = count.at_least.unwrap_or(0);
                let most = if truth { enough } else { enough.saturating_sub(1) };
                for (place, of) in count.of.iter().enumerate() {
                    self.so(of, place < most);
                }
            }
            (Condition::OneOf(question, options), truth) => {
                let mut all = self.rulebook.questions[*question].options().keys();
                if let Some(option) = all.find(|option| options.contains(*option) == truth) {
                    self.answer(*question, Value::Option(option));
                }
            }
            (Condition::Names(question, names), truth) => self.names(*question, *names, truth),
            (Condition::Number(question, bounds), truth) => self.number(*question, bounds, truth),
            (Condition::Answered(question), true) | (Condition::Missing(question), false) => self.asked(*question),
            (Condition::Answered(question), false) | (Condition::Missing(question), true) => {
                self.asked(*question);
                self.answers.clear(*question);
            }
            (Condition::Score(score, _) | Condition::Band(score, _), _) => {
                for question in inputs(self.rulebook, *score) {
                    self.asked(question);
                }
            }
        }
    }

    /// Makes a question apply and answers it.
    pub(super) fn answer(&mut self, question: QuestionId, value: Value) {
        self.asked(question);
        self.answers.set(question, value.into());
    }

    fn names(&mut self, question: QuestionId, names: Names, truth: bool) {
        let (meant, inside) = match names {
            Names::AnyOf(of) | Names::Only(of) => (of, truth),
            Names::NoneOf(of) => (of, !truth),
            Names::AllOf(of) if truth => {
                self.answer(question, Value::Options(of));
                return;
            }
            Names::AllOf(of) => (of, false),
        };
        let mut options = self.rulebook.questions[question].options().keys();
        if let Some(option) = options.find(|option| meant.contains(*option) == inside) {
            self.answer(question, Value::Options(Options::one(option)));
        }
    }

    fn number(&mut self, question: QuestionId, bounds: &Bounds, truth: bool) {
        let Kind::Number(number) = &self.rulebook.questions[question].kind else { return };
        let near = bounds.iter().flat_map(|limit| Side::ALL.map(|side| nearest(self.rulebook, question, side, limit)));
        let ends = [Some(number.range.0), Some(number.range.1)];
        if let Some(value) = near.chain(ends).flatten().find(|value| bounds.hold_for(*value) == truth) {
            self.answer(question, Value::Number(value));
        }
    }

    /// Answers questions so that this one applies.
    pub(super) fn asked(&mut self, id: QuestionId) {
        for when in self.rulebook.ask_when(id) {
            self.so(when, true);
        }
        if let Some(parent) = self.rulebook.questions[id].parent {
            self.asked(parent.question);
            let named = match self.answers.value(parent.question) {
                Some(Value::Options(named)) => named.with(parent.option),
                _ => Options::one(parent.option),
            };
            let alone = |option: OptionId| {
                self.rulebook.questions[parent.question].options().get(option).is_some_and(|one| one.exclusive)
            };
            let named = named.iter().filter(|&option| !alone(option)).collect();
            self.answers.set(parent.question, Value::Options(named).into());
        }
    }

    /// Answers questions so that this one does not apply.
    pub(super) fn not_asked(&mut self, id: QuestionId) {
        if let Some(when) = self.rulebook.ask_when(id).last() {
            self.so(when, false);
        } else if let Some(parent) = self.rulebook.questions[id].parent {
            self.names(parent.question, Names::AnyOf(Options::one(parent.option)), false);
        }
    }
}

/// Returns questions that a score is computed from; only some of them for a long sum.
pub(super) fn inputs(rulebook: &Rulebook, id: ScoreId) -> Vec<QuestionId> {
    let question = |input| if let Node::Question(question) = input { Some(question) } else { None };
    let mut questions: Vec<QuestionId> = rulebook.scores[id].value.inputs().into_iter().filter_map(question).collect();
    questions.truncate(1 + questions.len() / 8);
    questions
}
