//! The reading of all forms at once: the reach of each score under any answers.
//!
//! The reading is generous: a truth that the rulebook alone does not settle counts either way, and a divisor comes as
//! near to 0 as its decimals let it. No form has a value outside the reach (`tests/it/readings.rs`).

use super::reading::{AnswerTest, Item, Operation, Prorate, Reading};
use crate::answer::QuestionId;
use crate::decimal::Decimal;
use crate::interval::{AND_MORE, Interval, Limits, NOUGHT};
use crate::rulebook::{Kind, Rulebook, ScoreId};
use crate::truth::Truth;

/// The reading of all forms. A truth is True or False if it is so for every form; a number is a [`Reach`].
#[derive(Clone, Copy, Debug)]
pub struct Extent<'r> {
    rulebook: &'r Rulebook,
}

impl<'r> Extent<'r> {
    /// Returns the reading of all forms of this rulebook.
    #[must_use]
    pub fn new(rulebook: &'r Rulebook) -> Self {
        Extent { rulebook }
    }
}

/// The values that a number can have over all forms.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Reach {
    /// The interval of every known value; not known if the values have no bounds.
    pub interval: Interval,
    /// The power of ten that all values are multiples of, if there is one.
    grain: Option<f64>,
}

impl Reach {
    /// Returns the values between two ends, all multiples of the last of `decimals` decimals.
    fn between(low: Decimal, high: Decimal, decimals: u8) -> Reach {
        let grain = Some(Decimal::step(decimals).to_f64());
        Reach { interval: Interval::between(low.to_f64(), high.to_f64()), grain }
    }
}

impl Reading for Extent<'_> {
    type Truth = Truth;
    type Number = Reach;

    fn constant(&mut self, truth: bool) -> Truth {
        truth.into()
    }

    fn answer(&mut self, _: QuestionId, _: AnswerTest<'_>) -> Truth {
        Truth::Unknown
    }

    fn answered(&mut self, _: QuestionId) -> Truth {
        Truth::Unknown
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

    fn number(&mut self, question: QuestionId) -> Reach {
        match &self.rulebook.questions[question].kind {
            Kind::Number(number) => Reach::between(number.range.0, number.range.1, number.decimals),
            Kind::YesNo(options) | Kind::Choice(options) => {
                let points = || options.iter().filter_map(|option| option.points);
                let (low, high) = (points().min().unwrap_or_default(), points().max().unwrap_or_default());
                Reach::between(low, high, points().map(Decimal::decimals).max().unwrap_or_default())
            }
            Kind::Choices(_) | Kind::Text { .. } => self.literal(0.0), // never known
        }
    }

    fn literal(&mut self, value: f64) -> Reach {
        let decimals = Decimal::from_f64(value).map(Decimal::decimals);
        Reach { interval: Interval::point(value), grain: decimals.map(|decimals| Decimal::step(decimals).to_f64()) }
    }

    fn scale(&mut self, factor: f64, of: Reach) -> Reach {
        let factor = self.literal(factor);
        self.apply(Operation::Multiply, factor, &of)
    }

    fn apply(&mut self, operation: Operation, left: Reach, right: &Reach) -> Reach {
        let interval = match operation {
            Operation::Divide => divide(left.interval, right),
            _ => operation.applied(left.interval, right.interval),
        };
        let grains = left.grain.zip(right.grain);
        let grain = match operation {
            Operation::Divide => None,
            Operation::Multiply => grains.map(|(one, other)| one * other),
            Operation::Add | Operation::Subtract | Operation::Min | Operation::Max => {
                grains.map(|(one, other)| one.min(other))
            }
        };
        Reach { interval, grain }
    }

    fn counts_if(&mut self, applies: &Truth, of: Reach) -> Reach {
        match applies {
            Truth::True => of,
            Truth::False => self.literal(0.0),
            Truth::Unknown => Reach { interval: of.interval.hull(Interval::point(0.0)), ..of }, // 0: of every grain
        }
    }

    fn known_if(&mut self, _: &Truth, of: Reach) -> Reach {
        of
    }

    fn and_more_unless(&mut self, more: &Truth, of: Reach) -> Reach {
        match more {
            Truth::False => of,
            Truth::True | Truth::Unknown => Reach { interval: of.interval.hull(Interval::point(AND_MORE)), ..of },
        }
    }

    /// The mean of some items replaces the others: all of them but one, if need be.
    fn prorated(&mut self, items: Vec<Item<Self>>, _: usize, how: Prorate) -> Reach {
        let count = f64::from(u32::try_from(items.len()).unwrap_or(u32::MAX));
        let any = items.into_iter().map(|item| item.value.interval).reduce(Interval::hull);
        let any = any.unwrap_or(Interval::point(0.0));
        let interval = match how {
            Prorate::Sum => any.hull(Interval::point(0.0)).multiply(Interval::point(count)),
            Prorate::Mean => any,
        };
        Reach { interval, grain: None }
    }

    fn rounded(&mut self, of: Reach) -> Reach {
        Reach { interval: of.interval.rounded(), ..of }
    }

    fn within(&mut self, _: &Reach, _: &Limits) -> Truth {
        Truth::Unknown // a score without a value settles no test on it
    }

    fn band(&mut self, _: ScoreId, _: &Reach, _: &[usize]) -> Truth {
        Truth::Unknown
    }
}

/// Divides by a divisor that is never 0 where the quotient is known, and never nearer to 0 than its grain.
fn divide(left: Interval, right: &Reach) -> Interval {
    let Some((low, high)) = right.interval.ends() else { return Interval::NotKnown };
    if low > NOUGHT || high < -NOUGHT {
        return left.divide(right.interval);
    }
    let Some(grain) = right.grain else { return Interval::NotKnown };
    // Sums of decimals miss a multiple by some last bits; sums of whole numbers are exact.
    let missed = if grain < 1.0 { low.abs().max(high.abs()) * 1e-15 } else { 0.0 };
    let nearest = grain - missed;
    let parts = [(low, -nearest), (nearest, high)].into_iter().filter(|(from, to)| from <= to);
    let quotients = parts.map(|(from, to)| left.divide(Interval::between(from, to)));
    quotients.reduce(Interval::hull).unwrap_or(Interval::point(0.0)) // by 0 alone: never known
}
