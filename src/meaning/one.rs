//! The reading of one form for its truths and numbers: the interview, the summary and the batch.

use super::reading::{AnswerTest, Item, Operation, Prorate, Reading};
use crate::answer::{Answers, OptionId, QuestionId, Value};
use crate::decimal::Decimal;
use crate::interval::{AND_MORE, Interval, Limits};
use crate::rulebook::{Kind, Names, Rulebook, ScoreId};
use crate::truth::Truth;

/// The reading of one form: a truth is a [`Truth`], a number an [`Interval`].
#[derive(Clone, Copy, Debug)]
pub struct One<'a> {
    rulebook: &'a Rulebook,
    answers: &'a Answers,
    /// A number question whose answer represents all others in the interval.
    all_of: Option<(QuestionId, Interval)>,
}

impl<'a> One<'a> {
    /// Returns the reading of these answers to the questions of this rulebook.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook, answers: &'a Answers) -> Self {
        One { rulebook, answers, all_of: None }
    }

    /// Reads every answer to a number question in an interval that holds the given answer: a truth settled then is
    /// settled so for each of them. No limit on the question may lie between two of them.
    #[must_use]
    pub fn for_all_of(self, question: QuestionId, interval: Interval) -> Self {
        One { all_of: Some((question, interval)), ..self }
    }

    /// Returns whether the question has a value.
    pub(super) fn has_value(self, question: QuestionId) -> bool {
        self.answers.value(question).is_some()
    }
}

impl Reading for One<'_> {
    type Truth = Truth;
    type Number = Interval;

    fn constant(&mut self, truth: bool) -> Truth {
        truth.into()
    }

    fn answer(&mut self, question: QuestionId, test: AnswerTest<'_>) -> Truth {
        match (self.answers.value(question), test) {
            (Some(Value::Option(chosen)), AnswerTest::OneOf(options)) => options.contains(*chosen).into(),
            (Some(Value::Options(named)), AnswerTest::Names(test)) => match test {
                Names::AnyOf(options) => named.intersects(options),
                Names::AllOf(options) => options.is_subset_of(*named),
                Names::NoneOf(options) => !named.intersects(options),
                Names::Only(options) => named.is_subset_of(options),
            }
            .into(),
            (Some(Value::Number(value)), AnswerTest::Number(bounds)) => bounds.hold_for(*value).into(),
            _ => Truth::Unknown, // missing is never "no"
        }
    }

    fn answered(&mut self, question: QuestionId) -> Truth {
        self.has_value(question).into()
    }

    fn not(&mut self, of: Truth) -> Truth {
        of.negate()
    }

    fn all(&mut self, of: Vec<Truth>) -> Truth {
        Truth::all(of)
    }

    fn any(&mut self, of: Vec<Truth>) -> Truth {
        Truth::any(of)
    }

    fn at_least(&mut self, n: usize, of: Vec<Truth>) -> Truth {
        Truth::at_least(n, of)
    }

    fn where_applies(&mut self, applies: &Truth, test: Truth) -> Truth {
        applies.and(test)
    }

    fn number(&mut self, question: QuestionId) -> Interval {
        if let Some((_, interval)) = self.all_of.filter(|(of, _)| *of == question) {
            return interval;
        }
        let of = &self.rulebook.questions[question];
        let points = |option: OptionId| of.options().get(option).and_then(|option| option.points);
        let value = |value: Option<Decimal>| value.map_or(Interval::NotKnown, |value| Interval::point(value.to_f64()));
        match (self.answers.value(question), &of.kind) {
            (Some(Value::Number(number)), Kind::Number(_)) => value(Some(*number)),
            (Some(Value::Option(chosen)), Kind::YesNo(_) | Kind::Choice(_)) => value(points(*chosen)),
            (None, Kind::Number(number)) => Interval::between(number.range.0.to_f64(), number.range.1.to_f64()),
            (None, Kind::YesNo(options) | Kind::Choice(options)) => {
                options.iter().map(|option| value(option.points)).reduce(Interval::hull).unwrap_or(Interval::NotKnown)
            }
            _ => Interval::NotKnown, // other kinds have no value to compute with
        }
    }

    fn literal(&mut self, value: f64) -> Interval {
        Interval::point(value)
    }

    fn scale(&mut self, factor: f64, of: Interval) -> Interval {
        Interval::point(factor).multiply(of)
    }

    fn apply(&mut self, operation: Operation, left: Interval, right: &Interval) -> Interval {
        operation.applied(left, *right)
    }

    fn counts_if(&mut self, applies: &Truth, of: Interval) -> Interval {
        match applies {
            Truth::True => of,
            Truth::False => Interval::point(0.0),
            Truth::Unknown => Interval::point(0.0).hull(of),
        }
    }

    fn known_if(&mut self, complete: &Truth, of: Interval) -> Interval {
        match complete {
            Truth::True => of,
            Truth::False | Truth::Unknown => Interval::NotKnown,
        }
    }

    fn and_more_unless(&mut self, more: &Truth, of: Interval) -> Interval {
        match (more, of.ends()) {
            (Truth::False, _) | (_, None) => of,
            (Truth::True | Truth::Unknown, Some((low, _))) => Interval::between(low, AND_MORE),
        }
    }

    fn prorated(&mut self, items: Vec<Item<Self>>, at_most: usize, how: Prorate) -> Interval {
        let (mut sum, mut answered, mut missing) = (Interval::point(0.0), 0_usize, 0_usize);
        for item in items {
            match (item.applies, item.complete) {
                (Truth::Unknown, _) => return Interval::NotKnown, // how many may be missing is not known yet
                (Truth::False, _) => {}
                (Truth::True, Truth::True) => {
                    sum = sum.add(item.value);
                    answered += 1;
                }
                (Truth::True, Truth::False | Truth::Unknown) => missing += 1,
            }
        }
        if missing > at_most || (missing > 0 && answered == 0) {
            return Interval::NotKnown;
        }
        let mean = |sum: Interval| sum.divide(count(answered));
        match how {
            Prorate::Sum if missing == 0 => sum,
            Prorate::Sum => sum.add(mean(sum).multiply(count(missing))),
            Prorate::Mean => mean(sum),
        }
    }

    fn rounded(&mut self, of: Interval) -> Interval {
        of.rounded()
    }

    fn within(&mut self, of: &Interval, limits: &Limits) -> Truth {
        of.within(limits)
    }

    fn band(&mut self, score: ScoreId, of: &Interval, bands: &[usize]) -> Truth {
        let Some((low, high)) = of.ends() else { return Truth::Unknown };
        let all = &self.rulebook.scores[score].bands;
        let start = |place: usize| all.get(place).map_or(f64::INFINITY, |band| band.from.to_f64());
        let touched: Vec<usize> = (0..all.len()).filter(|&band| start(band) <= high && start(band + 1) > low).collect();
        let listed = touched.iter().filter(|band| bands.contains(band)).count();
        match listed {
            0 => Truth::False,
            _ if listed == touched.len() && low >= start(0) => Truth::True,
            _ => Truth::Unknown,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a score has far fewer items than 2^53")]
fn count(items: usize) -> Interval {
    Interval::point(items as f64)
}
