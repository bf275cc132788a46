//! Looking for a form that reaches a goal: what the rules ask for is written down first, then answers are tried at
//! random, always the same ones. What is found is confirmed by reading the rulebook.

use crate::answer::{Answers, OptionId, Options, QuestionId, Value};
use crate::decimal::Decimal;
use crate::form::Form;
use crate::meaning::one::One;
use crate::meaning::{self, Meaning};
use crate::rule_tests::goal::{self, Goal, Side};
use crate::rulebook::{Bounds, Condition, Kind, Names, Node, Number, Question, Rulebook, ScoreId};
use crate::screening::Standing;
use crate::truth::Truth;

/// How many forms are tried for one goal.
const TRIES: usize = 4_000;
/// After how many the search begins anew.
const ROUND: usize = 40;

/// Looks for forms of one rulebook.
pub(super) struct Search<'r> {
    rulebook: &'r Rulebook,
}

impl<'r> Search<'r> {
    pub(super) fn new(rulebook: &'r Rulebook) -> Search<'r> {
        Search { rulebook }
    }

    /// A form that reaches the goal, with as few answers as the search can make it.
    pub(super) fn form(&self, goal: Goal) -> Option<Form> {
        let wish = Wish { rulebook: self.rulebook, goal };
        let relevant = wish.relevant();
        let mut dice = Dice(0x9E37_79B9_7F4A_7C15);
        let first = wish.fulfilled(Answers::none(self.rulebook.questions.len()));
        let mut answers = first.clone();
        for round in 0..TRIES {
            if wish.reached(&answers) {
                return Some(self.lean(&wish, answers));
            }
            if round % ROUND == 0 {
                answers.clone_from(&first);
            }
            let question = *relevant.get(dice.below(relevant.len().max(1)))?;
            if wish.met_by(question, &mut answers) {
                continue;
            }
            match self.any_answer(question, &mut dice) {
                Some(value) => drop(answers.set(question, value.into())),
                None => drop(answers.clear(question)),
            }
        }
        None
    }

    /// The form without the answers that the goal does not need.
    fn lean(&self, wish: &Wish<'_>, mut answers: Answers) -> Form {
        let given: Vec<QuestionId> = answers.iter().map(|(question, _)| question).collect();
        for question in given.into_iter().rev() {
            let Some(taken) = answers.clear(question) else { continue };
            if !wish.reached(&answers) {
                answers.set(question, taken);
            }
        }
        Form { answers, ..Form::empty(self.rulebook, super::NO_DAY) }
    }

    fn any_answer(&self, question: QuestionId, dice: &mut Dice) -> Option<Value> {
        let asked = &self.rulebook.questions[question];
        let some = |count: usize, dice: &mut Dice| OptionId(u8::try_from(dice.below(count)).unwrap_or(0));
        match &asked.kind {
            Kind::YesNo(options) | Kind::Choice(options) => match dice.below(options.len() + 1) {
                0 => None,
                _ => Some(Value::Option(some(options.len(), dice))),
            },
            Kind::Choices(options) => {
                let mut named = Options::one(some(options.len(), dice));
                let alone = |option: OptionId| options.get(option).is_some_and(|one| one.exclusive);
                for _ in 0..dice.below(3) {
                    let more = some(options.len(), dice);
                    if !alone(more) && !named.iter().any(alone) {
                        named = named.with(more);
                    }
                }
                (dice.below(6) > 0).then_some(Value::Options(named))
            }
            Kind::Number(number) => {
                let limits = self.rulebook.limits_on(Node::Question(question));
                let near = limits.iter().flat_map(|&limit| Side::ALL.map(|side| goal::beside(number, side, limit)));
                let near: Vec<Decimal> = near.flatten().collect();
                match dice.below(3) {
                    0 => None,
                    1 if !near.is_empty() => near.get(dice.below(near.len())).copied().map(Value::Number),
                    _ => Some(Value::Number(between(number, dice))),
                }
            }
            Kind::Text { .. } => Some(Value::Text("text".to_owned())),
        }
    }
}

/// A number of the question's range, more often a small one.
fn between(number: &Number, dice: &mut Dice) -> Decimal {
    let (low, high) = (number.range.0.millionths(), number.range.1.millionths());
    let step = Decimal::step(number.decimals).millionths();
    let steps = usize::try_from((high - low) / step).unwrap_or(0).saturating_add(1);
    let most = [11, 101, steps][dice.below(3)].min(steps);
    let at = i64::try_from(dice.below(most)).unwrap_or(0);
    Decimal::from_millionths(low + at * step)
}

/// A goal, and whether a form reaches it.
struct Wish<'r> {
    rulebook: &'r Rulebook,
    goal: Goal,
}

impl Wish<'_> {
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
    fn met_by(&self, question: QuestionId, answers: &mut Answers) -> bool {
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
        let make = &mut Make { rulebook: self.rulebook, answers: &mut answers };
        match self.goal {
            Goal::Criterion(id, wanted) => {
                let criterion = &self.rulebook.criteria[id];
                if let Some(applies) = &criterion.applies_when {
                    make.so(applies, wanted != Standing::NotApplicable);
                }
                match wanted {
                    Standing::Met => make.so(&criterion.when, true),
                    Standing::NotMet => make.so(&criterion.when, false),
                    Standing::Unknown | Standing::NotApplicable => {}
                }
            }
            Goal::Alert(id, truth) if truth != Truth::Unknown => {
                make.so(&self.rulebook.alerts[id].when, truth == Truth::True);
            }
            Goal::Alert(..) => {}
            Goal::Question(id, true) | Goal::Option(id, _) | Goal::Number(id, ..) => make.asked(id),
            Goal::Question(id, false) => make.not_asked(id),
            Goal::Score(id, ..) => {
                for question in of_formula(self.rulebook, id) {
                    make.asked(question);
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

/// Writes down answers that make conditions hold, or not; one after the other, the last one stands.
struct Make<'m> {
    rulebook: &'m Rulebook,
    answers: &'m mut Answers,
}

impl Make<'_> {
    fn so(&mut self, condition: &Condition, truth: bool) {
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
                let all = self.rulebook.questions[*question].options().len();
                let fits = |option: &OptionId| options.contains(*option) == truth;
                if let Some(option) = (0..all).filter_map(|at| u8::try_from(at).ok().map(OptionId)).find(fits) {
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
                for question in of_formula(self.rulebook, *score) {
                    self.asked(question);
                }
            }
        }
    }

    fn answer(&mut self, question: QuestionId, value: Value) {
        self.asked(question);
        self.answers.set(question, value.into());
    }

    fn names(&mut self, question: QuestionId, names: Names, truth: bool) {
        let options = self.rulebook.questions[question].options();
        let (meant, inside) = match names {
            Names::AnyOf(of) | Names::Only(of) => (of, truth),
            Names::NoneOf(of) => (of, !truth),
            Names::AllOf(of) if truth => {
                self.answer(question, Value::Options(of));
                return;
            }
            Names::AllOf(of) => (of, false),
        };
        let fits = |option: &OptionId| meant.contains(*option) == inside;
        if let Some(option) = (0..options.len()).filter_map(|at| u8::try_from(at).ok().map(OptionId)).find(fits) {
            self.answer(question, Value::Options(Options::one(option)));
        }
    }

    fn number(&mut self, question: QuestionId, bounds: &Bounds, truth: bool) {
        let Kind::Number(number) = &self.rulebook.questions[question].kind else { return };
        let near = bounds.iter().flat_map(|limit| Side::ALL.map(|side| goal::beside(number, side, limit)));
        let ends = [Some(number.range.0), Some(number.range.1)];
        if let Some(value) = near.chain(ends).flatten().find(|value| bounds.hold_for(*value) == truth) {
            self.answer(question, Value::Number(value));
        }
    }

    /// Makes a question apply.
    fn asked(&mut self, id: QuestionId) {
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

    fn not_asked(&mut self, id: QuestionId) {
        if let Some(when) = self.rulebook.ask_when(id).last() {
            self.so(when, false);
        } else if let Some(parent) = self.rulebook.questions[id].parent {
            self.names(parent.question, Names::AnyOf(Options::one(parent.option)), false);
        }
    }
}

/// The questions that a score is computed from.
fn of_formula(rulebook: &Rulebook, id: ScoreId) -> Vec<QuestionId> {
    let question = |input| if let Node::Question(question) = input { Some(question) } else { None };
    let mut questions: Vec<QuestionId> = rulebook.scores[id].value.inputs().into_iter().filter_map(question).collect();
    questions.truncate(1 + questions.len() / 8); // of a long sum some inputs are enough to begin with
    questions
}

/// Gathers questions, each once.
struct Relevant<'r> {
    rulebook: &'r Rulebook,
    questions: Vec<QuestionId>,
}

impl Relevant<'_> {
    fn question(&mut self, id: QuestionId) {
        if self.questions.contains(&id) {
            return;
        }
        self.questions.push(id);
        self.rulebook.ask_when(id).for_each(|when| self.condition(when));
        if let Some(parent) = self.rulebook.questions[id].parent {
            self.question(parent.question);
        }
    }

    fn condition(&mut self, condition: &Condition) {
        condition.subjects().into_iter().for_each(|subject| self.node(subject));
    }

    fn node(&mut self, node: Node) {
        match node {
            Node::Question(id) => self.question(id),
            Node::Fact(id) => self.condition(&self.rulebook.facts[id].when),
            Node::Score(id) => {
                let score = &self.rulebook.scores[id];
                score.more_when.iter().for_each(|more| self.condition(more));
                score.value.inputs().into_iter().for_each(|input| self.node(input));
                score.value.counted().into_iter().for_each(|of| self.condition(of));
            }
        }
    }
}

/// Numbers that look random and are the same on every run.
struct Dice(u64);

impl Dice {
    /// From 0 up to, and without, this one; 0 for none.
    fn below(&mut self, many: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        let many = u64::try_from(many).unwrap_or(u64::MAX).max(1);
        usize::try_from((self.0 >> 16) % many).unwrap_or(0)
    }
}
