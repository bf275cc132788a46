//! Searches for a form that reaches a goal: begins with the answers required by the rules of the goal, then tries
//! answers at random, the same ones on every run. A form is returned only if reading the rulebook confirms it.

use jiff::civil::Date;

use super::assume::{Assume, inputs};
use crate::answer::{Answers, OptionId, Options, QuestionId, Value};
use crate::decimal::Decimal;
use crate::form::Form;
use crate::meaning;
use crate::meaning::mentions::Mentions;
use crate::meaning::one::One;
use crate::rule_tests::goal::{Goal, Side, nearest};
use crate::rulebook::{Kind, Node, Number, Rulebook};
use crate::screening::Standing;
use crate::truth::Truth;

/// Maximum number of forms tried for one goal.
const TRIES: usize = 4_000;
/// Number of tries after which the search returns to its first answers.
const ROUND: usize = 40;

/// Searches for a form that reaches a goal.
pub(super) struct Search<'r> {
    pub(super) rulebook: &'r Rulebook,
    pub(super) goal: Goal,
}

impl Search<'_> {
    /// Returns a form that reaches the goal, without answers that it does not need; `None` if the search finds none.
    pub(super) fn form(&self) -> Option<Form> {
        let relevant = self.relevant();
        let mut rng = Rng(0x9E37_79B9_7F4A_7C15);
        let first = self.fulfilled();
        let mut answers = first.clone();
        for round in 0..TRIES {
            if self.reached(&answers) {
                return Some(self.lean(answers));
            }
            if round % ROUND == 0 {
                answers.clone_from(&first);
            }
            let question = *relevant.get(rng.below(relevant.len().max(1)))?;
            if self.meet_by(question, &mut answers) {
                continue;
            }
            match self.any_answer(question, &mut rng) {
                Some(value) => drop(answers.set(question, value.into())),
                None => drop(answers.clear(question)),
            }
        }
        None
    }

    /// Returns the form without the answers that are not needed to reach the goal.
    fn lean(&self, mut answers: Answers) -> Form {
        let given: Vec<QuestionId> = answers.iter().map(|(question, _)| question).collect();
        for question in given.into_iter().rev() {
            let Some(taken) = answers.clear(question) else { continue };
            if !self.reached(&answers) {
                answers.set(question, taken);
            }
        }
        // the day of a suggested form has no effect
        Form { answers, ..Form::empty(self.rulebook, Date::ZERO) }
    }

    fn any_answer(&self, question: QuestionId, rng: &mut Rng) -> Option<Value> {
        let asked = &self.rulebook.questions[question];
        let some = |count: usize, rng: &mut Rng| OptionId(u8::try_from(rng.below(count)).unwrap_or(0));
        match &asked.kind {
            Kind::YesNo(options) | Kind::Choice(options) => match rng.below(options.len() + 1) {
                0 => None,
                _ => Some(Value::Option(some(options.len(), rng))),
            },
            Kind::Choices(options) => {
                let mut named = Options::one(some(options.len(), rng));
                let alone = |option: OptionId| options.get(option).is_some_and(|one| one.exclusive);
                for _ in 0..rng.below(3) {
                    let more = some(options.len(), rng);
                    if !alone(more) && !named.iter().any(alone) {
                        named = named.with(more);
                    }
                }
                (rng.below(6) > 0).then_some(Value::Options(named))
            }
            Kind::Number(number) => {
                let limits = self.rulebook.limits_on(Node::Question(question));
                let near = |&limit: &Decimal| Side::ALL.map(|side| nearest(self.rulebook, question, side, limit));
                let near: Vec<Decimal> = limits.iter().flat_map(near).flatten().collect();
                match rng.below(3) {
                    0 => None,
                    1 if !near.is_empty() => near.get(rng.below(near.len())).copied().map(Value::Number),
                    _ => Some(Value::Number(between(number, rng))),
                }
            }
            Kind::Text { .. } => Some(Value::Text("text".to_owned())),
        }
    }

    /// Answers a number question so that the score of the goal lies at its limit, by linear interpolation between the
    /// ends of the question's range. Returns whether the goal is reached; `answers` are unchanged if no answer in the
    /// range fits.
    fn meet_by(&self, question: QuestionId, answers: &mut Answers) -> bool {
        let Goal::Score(id, Side::At, limit) = self.goal else { return false };
        let Kind::Number(number) = &self.rulebook.questions[question].kind else { return false };
        let mut tried = answers.clone();
        let mut score = |value: Decimal| {
            tried.set(question, Value::Number(value).into());
            let (low, high) =
                meaning::read(self.rulebook, &mut One::new(self.rulebook, &tried)).scores[id].value.ends()?;
            (low >= high).then_some(low)
        };
        let (first, last) = number.range;
        let (Some(at_first), Some(at_last)) = (score(first), score(last)) else { return false };
        let share = (limit.to_f64() - at_first) / (at_last - at_first);
        let Some(way) = Decimal::from_f64(share * last.minus(first).to_f64()).filter(|_| share.is_finite()) else {
            return false;
        };
        let value = first.plus(way).rounded(number.decimals);
        let fits = first <= value && value <= last;
        if fits {
            answers.set(question, Value::Number(value).into());
        }
        fits && self.reached(answers)
    }

    /// Returns the answers required by the rules of the goal, as far as the rules show them.
    fn fulfilled(&self) -> Answers {
        let rulebook = self.rulebook;
        let mut assume = Assume { rulebook, answers: Answers::none(rulebook.questions.len()) };
        match self.goal {
            Goal::Criterion(id, wanted) => {
                let criterion = &rulebook.criteria[id];
                if let Some(applies) = &criterion.applies_when {
                    assume.so(applies, wanted != Standing::NotApplicable);
                }
                match wanted {
                    Standing::Met => assume.so(&criterion.when, true),
                    Standing::NotMet => assume.so(&criterion.when, false),
                    Standing::Unknown | Standing::NotApplicable => {}
                }
            }
            Goal::Alert(_, Truth::Unknown) => {}
            Goal::Alert(id, truth) => assume.so(&rulebook.alerts[id].when, truth == Truth::True),
            Goal::Question(id, true) => assume.asked(id),
            Goal::Question(id, false) => assume.not_asked(id),
            Goal::Option(id, option) => {
                let several = matches!(rulebook.questions[id].kind, Kind::Choices(_));
                let alone = Value::Option(option);
                assume.answer(id, if several { Value::Options(Options::one(option)) } else { alone });
            }
            Goal::Number(id, side, limit) => {
                if let Some(value) = nearest(rulebook, id, side, limit) {
                    assume.answer(id, Value::Number(value));
                }
            }
            Goal::Score(id, ..) => inputs(rulebook, id).into_iter().for_each(|question| assume.asked(question)),
        }
        assume.answers
    }

    /// Returns the questions that can matter to the goal, also through facts, scores and the conditions under which
    /// questions are asked.
    fn relevant(&self) -> Vec<QuestionId> {
        let rulebook = self.rulebook;
        let mut found = Mentions::default();
        match self.goal {
            Goal::Criterion(id, _) => {
                let criterion = &rulebook.criteria[id];
                criterion.applies_when.iter().chain([&criterion.when]).for_each(|when| found.add(rulebook, when));
            }
            Goal::Alert(id, _) => found.add(rulebook, &rulebook.alerts[id].when),
            Goal::Question(id, _) | Goal::Option(id, _) | Goal::Number(id, ..) => {
                found.node(rulebook, Node::Question(id));
            }
            Goal::Score(id, ..) => found.node(rulebook, Node::Score(id)),
        }
        found.with_what_asks(rulebook).questions.into_iter().collect()
    }

    fn reached(&self, answers: &Answers) -> bool {
        let read = meaning::read(self.rulebook, &mut One::new(self.rulebook, answers));
        self.goal.is_reached(self.rulebook, answers, &read)
    }
}

/// Returns a random number within the question's range; low numbers are more likely.
fn between(number: &Number, rng: &mut Rng) -> Decimal {
    let (low, high) = (number.range.0.millionths(), number.range.1.millionths());
    let step = Decimal::step(number.decimals).millionths();
    let steps = usize::try_from((high - low) / step).unwrap_or(0).saturating_add(1);
    let most = [11, 101, steps][rng.below(3)].min(steps);
    let at = i64::try_from(rng.below(most)).unwrap_or(0);
    Decimal::from_millionths(low + at * step)
}

/// A xorshift generator (Marsaglia 2003, shifts 13, 7 and 17); its seed is not 0.
struct Rng(u64);

impl Rng {
    /// Returns a number below `many`; 0 if `many` is 0.
    fn below(&mut self, many: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let many = u64::try_from(many).unwrap_or(u64::MAX).max(1);
        usize::try_from((self.0 >> 16) % many).unwrap_or(0)
    }
}
