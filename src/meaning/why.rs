//! The reading of one form for its reasons: the answers that settle a truth, and the missing ones that could.

use super::one::One;
use super::questions::Questions;
use super::reading::{AnswerTest, Item, Operation, Prorate, Reading};
use super::standing::{Standing, Stands, standing};
use crate::answer::{Answers, QuestionId};
use crate::interval::{Interval, Limits};
use crate::rulebook::{Rulebook, ScoreId};
use crate::truth::Truth;

/// The reading of one form with its reasons. Its truths and numbers are those of [`One`].
#[derive(Clone, Copy, Debug)]
pub struct Why<'a> {
    one: One<'a>,
}

impl<'a> Why<'a> {
    /// Returns the reading of these answers to the questions of this rulebook.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook, answers: &'a Answers) -> Self {
        Why { one: One::new(rulebook, answers) }
    }

    /// Returns a truth that rests on one question alone: on its answer, or open to it.
    fn explained(self, truth: Truth, question: QuestionId) -> Explained {
        let (one, none) = (Questions::one(question), Questions::none());
        let (used, missing) = if self.one.has_value(question) { (one, none) } else { (none, one) };
        Explained { truth, used, missing }
    }
}

/// A truth and its reasons.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The truth that [`One`] reads.
    pub truth: Truth,
    /// The answers that settle the truth: alone they give the same truth.
    /// For an `Unknown`, the answers that were looked at.
    pub used: Questions,
    /// The missing answers that could settle an `Unknown`: while they stay missing, it stays. For a settled truth, the
    /// missing answers that could still turn it, which happens after `answered`, `missing` and `prorate` only.
    pub missing: Questions,
}

/// A number and its reasons.
#[derive(Clone, Debug, PartialEq)]
pub struct ExplainedInterval {
    /// The interval that [`One`] reads.
    pub interval: Interval,
    /// The answers that the interval was computed from.
    pub used: Questions,
    /// The missing answers that could narrow the interval, or make it known.
    pub missing: Questions,
    /// The missing answers that could make the number leave the interval (after `answered`,
    /// `missing` and `prorate` only).
    pub turning: Questions,
}

impl ExplainedInterval {
    /// Returns a number that rests on no answer.
    fn given(interval: Interval) -> ExplainedInterval {
        let none = Questions::none;
        ExplainedInterval { interval, used: none(), missing: none(), turning: none() }
    }

    /// Returns this number after a step that also looked at a truth.
    fn seen(self, interval: Interval, truth: &Explained) -> ExplainedInterval {
        let turning = if truth.truth.is_settled() { self.turning.union(&truth.missing) } else { self.turning };
        ExplainedInterval {
            interval,
            used: self.used.union(&truth.used),
            missing: self.missing.union(&truth.missing),
            turning,
        }
    }

    /// Returns this number after a step that also looked at another.
    fn with(self, interval: Interval, other: &ExplainedInterval) -> ExplainedInterval {
        ExplainedInterval {
            interval,
            used: self.used.union(&other.used),
            missing: self.missing.union(&other.missing),
            turning: self.turning.union(&other.turning),
        }
    }

    /// Returns the truth of a test on this number. A settled truth is open only
    /// to answers that can make the number leave its interval.
    fn test(&self, truth: Truth) -> Explained {
        let missing = if truth.is_settled() { &self.turning } else { &self.missing };
        Explained { truth, used: self.used.clone(), missing: missing.clone() }
    }
}

impl Stands for Explained {
    type Standing = Standing;

    fn stand(applies: &Explained, when: &Explained) -> Standing {
        standing(applies.truth, when.truth)
    }
}

impl Reading for Why<'_> {
    type Truth = Explained;
    type Number = ExplainedInterval;

    fn constant(&mut self, truth: bool) -> Explained {
        Explained { truth: truth.into(), used: Questions::none(), missing: Questions::none() }
    }

    fn answer(&mut self, question: QuestionId, test: AnswerTest<'_>) -> Explained {
        let truth = self.one.answer(question, test);
        self.explained(truth, question)
    }

    fn answered(&mut self, question: QuestionId) -> Explained {
        let truth = self.one.answered(question);
        self.explained(truth, question)
    }

    fn not(&mut self, of: Explained) -> Explained {
        Explained { truth: of.truth.negate(), ..of }
    }

    fn all(&mut self, of: Vec<Explained>) -> Explained {
        self.at_least(of.len(), of)
    }

    fn any(&mut self, of: Vec<Explained>) -> Explained {
        self.at_least(1, of)
    }

    fn at_least(&mut self, n: usize, of: Vec<Explained>) -> Explained {
        let truth = Truth::at_least(n, of.iter().map(|operand| operand.truth));
        // This many operands with the truth of the whole settle it.
        let enough = match truth {
            Truth::True => n,
            Truth::False => (of.len() + 1).saturating_sub(n),
            Truth::Unknown => usize::MAX,
        };
        let decides = |operand: &&Explained| truth == Truth::Unknown || operand.truth == truth;
        let firm = of.iter().filter(decides).filter(|operand| operand.missing.is_empty()).count();
        let (mut used, mut missing) = (Questions::none(), Questions::none());
        for operand in of.iter().filter(decides) {
            used = used.union(&operand.used);
            if firm < enough {
                missing = missing.union(&operand.missing);
            }
        }
        Explained { truth, used, missing }
    }

    fn where_applies(&mut self, applies: &Explained, test: Explained) -> Explained {
        if applies.truth == Truth::False {
            return applies.clone(); // the answer is set aside
        }
        self.all(vec![applies.clone(), test])
    }

    fn number(&mut self, question: QuestionId) -> ExplainedInterval {
        let interval = self.one.number(question);
        let Explained { used, missing, .. } = self.explained(Truth::Unknown, question);
        ExplainedInterval { interval, used, missing, turning: Questions::none() }
    }

    fn literal(&mut self, value: f64) -> ExplainedInterval {
        ExplainedInterval::given(self.one.literal(value))
    }

    fn scale(&mut self, factor: f64, of: ExplainedInterval) -> ExplainedInterval {
        ExplainedInterval { interval: self.one.scale(factor, of.interval), ..of }
    }

    fn apply(&mut self, operation: Operation, left: ExplainedInterval, right: &ExplainedInterval) -> ExplainedInterval {
        let interval = self.one.apply(operation, left.interval, &right.interval);
        left.with(interval, right)
    }

    fn counts_if(&mut self, applies: &Explained, of: ExplainedInterval) -> ExplainedInterval {
        let interval = self.one.counts_if(&applies.truth, of.interval);
        match applies.truth {
            Truth::False => ExplainedInterval::given(interval).seen(interval, applies), // the answer is set aside
            Truth::True | Truth::Unknown => of.seen(interval, applies),
        }
    }

    fn known_if(&mut self, complete: &Explained, of: ExplainedInterval) -> ExplainedInterval {
        let interval = self.one.known_if(&complete.truth, of.interval);
        of.seen(interval, complete)
    }

    fn and_more_unless(&mut self, more: &Explained, of: ExplainedInterval) -> ExplainedInterval {
        let interval = self.one.and_more_unless(&more.truth, of.interval);
        of.seen(interval, more)
    }

    fn prorated(&mut self, items: Vec<Item<Self>>, at_most: usize, how: Prorate) -> ExplainedInterval {
        let plain = |item: &Item<Self>| Item {
            applies: item.applies.truth,
            complete: item.complete.truth,
            value: item.value.interval,
        };
        let interval = self.one.prorated(items.iter().map(plain).collect(), at_most, how);
        let gap = items.iter().any(|item| item.complete.truth != Truth::True);
        let all = items.into_iter().fold(ExplainedInterval::given(interval), |all, item| {
            let counted = self.counts_if(&item.applies, item.value);
            all.with(interval, &counted)
        });
        let turning = if gap { all.missing.clone() } else { all.turning };
        ExplainedInterval { turning, ..all }
    }

    fn rounded(&mut self, of: ExplainedInterval) -> ExplainedInterval {
        ExplainedInterval { interval: self.one.rounded(of.interval), ..of }
    }

    fn within(&mut self, of: &ExplainedInterval, limits: &Limits) -> Explained {
        let truth = self.one.within(&of.interval, limits);
        of.test(truth)
    }

    fn band(&mut self, score: ScoreId, of: &ExplainedInterval, bands: &[usize]) -> Explained {
        let truth = self.one.band(score, &of.interval, bands);
        of.test(truth)
    }
}
