//! Searches for a form that reaches a goal: begins with the answers that the rules of the goal ask for, then tries answers
//! at random, the same ones on every run. A form is returned only if reading the rulebook confirms it.

use super::assume::{Assume, inputs};
use super::relevant::Relevant;
use super::rng::Rng;
use crate::answer::{Answers, OptionId, Options, QuestionId, Value};
use crate::decimal::Decimal;
use crate::form::Form;
use crate::meaning::one::One;
use crate::meaning::{self, Meaning};
use crate::rule_tests::goal::{self, Goal, Side};
use crate::rulebook::{Kind, Node, Number, Question, Rulebook, ScoreId};
use crate::screening::Standing;
use crate::truth::Truth;

/// The most forms that are tried for one goal.
const TRIES: usize = 4_000;
/// The search returns to its first answers after so many tries.
const ROUND: usize = 40;

/// Searches for forms of one rulebook.
pub(super) struct Search<'r> {
    rulebook: &'r Rulebook,
}

impl<'r> Search<'r> {
    pub(super) fn new(rulebook: &'r Rulebook) -> Search<'r> {
        Search { rulebook }
    }

    /// Returns a form that reaches the goal, without answers that it does not need; `None` if the search finds none.
    pub(super) fn form(&self, goal: Goal) -> Option<Form> {
        let target = SearchTarget { rulebook: self.rulebook, goal };
        let relevant = target.relevant();
        let mut rng = Rng(0x9E37_79B9_7F4A_7C15);
        let first = target.fulfilled(Answers::none(self.rulebook.questions.len()));
        let mut answers = first.clone();
        for round in 0..TRIES {
            if target.reached(&answers) {
                return Some(self.lean(&target, answers));
            }
            if round % ROUND == 0 {
                answers.clone_from(&first);
            }
            let question = *relevant.get(rng.below(relevant.len().max(1)))?;
            if target.meet_by(question, &mut answers) {
                continue;
            }
            match self.any_answer(question, &mut rng) {
                Some(value) => drop(answers.set(question, value.into())),
                None => drop(answers.clear(question)),
            }
        }
        None
    }

    /// Drops every answer without which the form still reaches the goal.
    fn lean(&self, target: &SearchTarget<'_>, mut answers: Answers) -> Form {
        let given: Vec<QuestionId> = answers.iter().map(|(question, _)| question).collect();
        for question in given.into_iter().rev() {
            let Some(taken) = answers.clear(question) else { continue };
            if !target.reached(&answers) {
                answers.set(question, taken);
            }
        }
        Form { answers, ..Form::empty(self.rulebook, super::NO_DAY) }
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
                let near = limits.iter().flat_map(|&limit| Side::ALL.map(|side| goal::beside(number, side, limit)));
                let near: Vec<Decimal> = near.flatten().collect();
                match rng.below(3) {
                    0 => None,
                    1 if !near.is_empty() => near.get(rng.below(near.len())).copied().map(Value::Number),
                    _ => Some(Value::Number(between(number, rng))),
                }
            }
            Kind::Text { .. } => Some(Value::Text("text".to_owned())),
        }
    }
}

/// Returns a random number within the question's range; the low ones are more likely.
fn between(number: &Number, rng: &mut Rng) -> Decimal {
    let (low, high) = (number.range.0.millionths(), number.range.1.millionths());
    let step = Decimal::step(number.decimals).millionths();
    let steps = usize::try_from((high - low) / step).unwrap_or(0).saturating_add(1);
    let most = [11, 101, steps][rng.below(3)].min(steps);
    let at = i64::try_from(rng.below(most)).unwrap_or(0);
    Decimal::from_millionths(low + at * step)
}

/// A goal that forms are tried against.
struct SearchTarget<'r> {
    rulebook: &'r Rulebook,
    goal: Goal,
}

impl SearchTarget<'_> {
    fn reached(&self, answers: &Answers) -> bool {
        let read = meaning::read(self.rulebook, &mut One::new(self.rulebook, answers));
        match self.goal {
            Goal::Criterion(id, wanted) => {
                let criterion = &read.criteria[id];
                criterion.standing() == wanted && (wanted != Standing::Unknown || criterion.applies == Truth::True)
            }
            Goal::Alert(id, truth) => read.alerts[id] == truth,
            Goal::Question(id, asked) => read.asked[id] == Truth::from(asked),
            Goal::Option(id, option) => {
                read.asked[id] == Truth::True
                    && match answers.value(id) {
                        Some(Value::Option(chosen)) => *chosen == option,
                        Some(Value::Options(chosen)) => chosen.contains(option),
                        _ => false,
                    }
            }
            Goal::Number(id, side, limit) => {
                let Kind::Number(number) = &self.rulebook.questions[id].kind else { return false };
                let wanted = goal::beside(number, side, limit).map(Value::Number);
                read.asked[id] == Truth::True && answers.value(id) == wanted.as_ref() && wanted.is_some()
            }
            Goal::Score(id, side, limit) => lies(&read, id, side, limit.to_f64()),
        }
    }

    /// Answers a number question so that the score of the goal lies at its limit, if it follows that answer in a straight
    /// line and such an answer is possible.
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

    /// These answers with what the rules of the goal ask for, as far as that can be read off them.
    fn fulfilled(&self, mut answers: Answers) -> Answers {
        let assume = &mut Assume { rulebook: self.rulebook, answers: &mut answers };
        match self.goal {
            Goal::Criterion(id, wanted) => {
                let criterion = &self.rulebook.criteria[id];
                if let Some(applies) = &criterion.applies_when {
                    assume.so(applies, wanted != Standing::NotApplicable);
                }
                match wanted {
                    Standing::Met => assume.so(&criterion.when, true),
                    Standing::NotMet => assume.so(&criterion.when, false),
                    Standing::Unknown | Standing::NotApplicable => {}
                }
            }
            Goal::Alert(id, truth) if truth != Truth::Unknown => {
                assume.so(&self.rulebook.alerts[id].when, truth == Truth::True);
            }
            Goal::Alert(..) => {}
            Goal::Question(id, true) | Goal::Option(id, _) | Goal::Number(id, ..) => assume.asked(id),
            Goal::Question(id, false) => assume.not_asked(id),
            Goal::Score(id, ..) => {
                for question in inputs(self.rulebook, id) {
                    assume.asked(question);
                }
            }
        }
        match self.goal {
            Goal::Option(id, option) => drop(answers.set(id, chosen(&self.rulebook.questions[id], option).into())),
            Goal::Number(id, side, limit) => {
                if let Kind::Number(number) = &self.rulebook.questions[id].kind
                    && let Some(value) = goal::beside(number, side, limit)
                {
                    answers.set(id, Value::Number(value).into());
                }
            }
            _ => {}
        }
        answers
    }

    /// The questions that can matter to the goal, also through facts, scores, and what decides whether they apply.
    fn relevant(&self) -> Vec<QuestionId> {
        let mut found = Relevant { rulebook: self.rulebook, questions: Vec::new() };
        match self.goal {
            Goal::Criterion(id, _) => {
                let criterion = &self.rulebook.criteria[id];
                criterion.applies_when.iter().for_each(|when| found.condition(when));
                found.condition(&criterion.when);
            }
            Goal::Alert(id, _) => found.condition(&self.rulebook.alerts[id].when),
            Goal::Question(id, _) | Goal::Option(id, _) | Goal::Number(id, ..) => found.question(id),
            Goal::Score(id, ..) => found.node(Node::Score(id)),
        }
        found.questions
    }
}

fn lies(read: &Meaning<One<'_>>, id: ScoreId, side: Side, limit: f64) -> bool {
    let score = &read.scores[id];
    let Some((low, high)) = score.value.ends().filter(|_| score.applies == Truth::True) else { return false };
    match side {
        Side::Below => high < limit,
        Side::At => low >= limit && high <= limit,
        Side::Above => low > limit,
    }
}

fn chosen(question: &Question, option: OptionId) -> Value {
    match question.kind {
        Kind::Choices(_) => Value::Options(Options::one(option)),
        _ => Value::Option(option),
    }
}
