//! Random conditions over the earlier items of a rulebook.

use candor::answer::{OptionId, Options, QuestionId};
use candor::decimal::Decimal;
use candor::rulebook::{Bounds, Condition, Count, Kind, Names, Node, Pattern};

use super::super::MayTurn;
use super::Author;

impl Author {
    /// Returns a condition for `ask_when`, with this chance in percent; more answers cannot turn its settled result.
    pub(super) fn ask_when(&mut self, chance: usize) -> Option<Condition> {
        if self.dice.percent(chance) { self.condition(1, false) } else { None }
    }

    /// Returns a condition over the items so far; `None` if there is none to look at.
    pub(super) fn condition(&mut self, depth: usize, may_turn: bool) -> Option<Condition> {
        if depth == 0 || self.dice.percent(40) {
            return self.test(may_turn);
        }
        let operands = 1 + self.dice.below(3);
        let mut of = Vec::new();
        for _ in 0..operands {
            of.extend(self.condition(depth - 1, may_turn));
        }
        Some(match self.dice.below(10) {
            0..3 => Condition::All(of),
            3..6 => Condition::Any(of),
            6..8 => Condition::Not(Box::new(of.pop()?)),
            _ => self.count(of),
        })
    }

    fn count(&mut self, of: Vec<Condition>) -> Condition {
        let (of, pattern) = self.pattern().map_or((of, None), |(of, pattern)| (of, Some(pattern)));
        let (low, high) = (self.dice.below(of.len() + 1), self.dice.below(of.len() + 1));
        let (at_least, at_most) = match self.dice.below(3) {
            0 => (Some(low), None),
            1 => (None, Some(high)),
            _ => (Some(low.min(high)), Some(low.max(high))),
        };
        Condition::Count(Count { of, at_least, at_most, pattern })
    }

    /// Returns one test on each child of a `for_each`, if there is one.
    fn pattern(&mut self) -> Option<(Vec<Condition>, Pattern)> {
        let questions = &self.rulebook.questions;
        let children: Vec<(QuestionId, QuestionId)> = self
            .rulebook
            .questions
            .keys()
            .filter_map(|child| Some((questions[child].parent?.question, child)))
            .collect();
        let (parent, child) = *self.dice.pick(&children)?;
        let first = self.on_question(child, false)?;
        let of = children.into_iter().filter(|(of, _)| *of == parent);
        let of = of.filter_map(|(_, child)| on_another(&first, child)).collect();
        Some((of, Pattern { parent, child }))
    }

    fn test(&mut self, may_turn: bool) -> Option<Condition> {
        let turning = MayTurn::of(&self.rulebook);
        let firm: Vec<Node> = self
            .rulebook
            .order
            .iter()
            .copied()
            .filter(|node| {
                may_turn
                    || match node {
                        Node::Question(_) => true,
                        Node::Fact(fact) => !turning.facts[*fact],
                        Node::Score(score) => !turning.scores[*score],
                    }
            })
            .collect();
        let scores: Vec<Node> = firm.iter().copied().filter(|node| matches!(node, Node::Score(_))).collect();
        let subject = if self.dice.percent(25) { self.dice.pick(&scores) } else { None };
        match subject.or_else(|| self.dice.pick(&firm)).copied()? {
            Node::Question(question) => self.on_question(question, may_turn),
            Node::Fact(fact) => Some(Condition::Fact(fact, self.dice.percent(60))),
            Node::Score(score) => {
                let bands = self.rulebook.scores[score].bands.len();
                if bands > 0 && self.dice.percent(50) {
                    let listed = (0..bands).filter(|_| self.dice.percent(50)).collect::<Vec<_>>();
                    return Some(Condition::Band(score, if listed.is_empty() { vec![0] } else { listed }));
                }
                let near = self.dice.between(-2, 14) * 5;
                Some(Condition::Score(score, self.bounds(i64::from(near) * 100_000, 500_000)))
            }
        }
    }

    fn on_question(&mut self, question: QuestionId, may_turn: bool) -> Option<Condition> {
        let kind = self.rulebook.questions[question].kind.clone();
        if may_turn && self.switches.answered && self.dice.percent(20) {
            return Some(if self.dice.percent(50) {
                Condition::Answered(question)
            } else {
                Condition::Missing(question)
            });
        }
        match kind {
            Kind::YesNo(options) | Kind::Choice(options) => Some(Condition::OneOf(question, self.some(options.len()))),
            Kind::Choices(options) => {
                let named = self.some(options.len());
                let tests = [Names::AnyOf, Names::AllOf, Names::NoneOf, Names::Only];
                Some(Condition::Names(question, tests[self.dice.below(4)](named)))
            }
            Kind::Number(number) => {
                let step = Decimal::step(number.decimals).millionths();
                let near = number.range.0.millionths() + i64::from(self.dice.between(0, 3)) * step;
                Some(Condition::Number(question, self.bounds(near, step)))
            }
            Kind::Text { .. } => None,
        }
    }

    /// Returns at least one option.
    fn some(&mut self, options: usize) -> Options {
        let some: Options = (0..).map(OptionId).take(options).filter(|_| self.dice.percent(45)).collect();
        let one = OptionId(u8::try_from(self.dice.below(options)).unwrap_or_default());
        if some.is_empty() { Options::one(one) } else { some }
    }

    pub(super) fn bounds(&mut self, near: i64, step: i64) -> Bounds {
        let at = Some(Decimal::from_millionths(near));
        let later = Some(Decimal::from_millionths(near + step));
        match self.dice.below(7) {
            0 => Bounds { at_least: at, ..Bounds::default() },
            1 => Bounds { above: at, ..Bounds::default() },
            2 => Bounds { at_most: at, ..Bounds::default() },
            3 => Bounds { below: at, ..Bounds::default() },
            4 => Bounds { equals: at, ..Bounds::default() },
            5 => Bounds { at_least: at, below: later, ..Bounds::default() },
            _ => Bounds { above: at, at_most: later, ..Bounds::default() },
        }
    }
}

/// Returns the same test on another question of the same kind.
fn on_another(test: &Condition, question: QuestionId) -> Option<Condition> {
    match test {
        Condition::OneOf(_, options) => Some(Condition::OneOf(question, *options)),
        Condition::Number(_, bounds) => Some(Condition::Number(question, *bounds)),
        _ => None,
    }
}
