//! A computed number as far as the answers can tell: between two ends, or not known.
//!
//! Both ends are computed with the operations, and in the order, of the point value: `+ - * /` and rounding are monotone
//! in `f64`, so no completion of the missing answers leaves the interval. No fused multiply-add, ever.

use crate::truth::Truth;

/// The upper end of a score to which something that counts could not be added (`more_when`).
pub const AND_MORE: f64 = 999_999.0;

/// All the values a number may still take.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Interval {
    /// No value can be given; every formula over it is not known either, every test on it `Unknown`.
    NotKnown,
    /// Every value from `low` to `high`, both included; `low <= high`, both finite.
    Between {
        /// The least value.
        low: f64,
        /// The greatest value.
        high: f64,
    },
}

/// Limits of a number; those present hold together. `above` and `below` exclude their own value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// Not less than this.
    pub at_least: Option<f64>,
    /// More than this.
    pub above: Option<f64>,
    /// Not more than this.
    pub at_most: Option<f64>,
    /// Less than this.
    pub below: Option<f64>,
    /// Exactly this.
    pub equals: Option<f64>,
}

impl Limits {
    /// Whether one value keeps all limits.
    #[must_use]
    #[expect(clippy::float_cmp, reason = "both sides are rounded decimals; `equals` means the same decimal")]
    pub fn hold_for(&self, value: f64) -> bool {
        self.at_least.is_none_or(|limit| value >= limit)
            && self.above.is_none_or(|limit| value > limit)
            && self.at_most.is_none_or(|limit| value <= limit)
            && self.below.is_none_or(|limit| value < limit)
            && self.equals.is_none_or(|limit| value == limit)
    }
}

impl Interval {
    /// A single value.
    #[must_use]
    pub fn point(value: f64) -> Interval {
        Interval::Between { low: value, high: value }
    }

    /// From `low` to `high`; not known where the ends are not finite or out of order.
    #[must_use]
    pub fn between(low: f64, high: f64) -> Interval {
        if low.is_finite() && high.is_finite() && low <= high {
            Interval::Between { low, high }
        } else {
            Interval::NotKnown
        }
    }

    /// The ends, if there is a value at all.
    #[must_use]
    pub fn ends(self) -> Option<(f64, f64)> {
        match self {
            Interval::NotKnown => None,
            Interval::Between { low, high } => Some((low, high)),
        }
    }

    /// Sum of the two.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "a method like its neighbours; operators would hide `NotKnown`")]
    pub fn add(self, other: Interval) -> Interval {
        self.with(other, |(a, b), (c, d)| (a + c, b + d))
    }

    /// This less the other.
    #[must_use]
    pub fn subtract(self, other: Interval) -> Interval {
        self.with(other, |(a, b), (c, d)| (a - d, b - c))
    }

    /// Product of the two.
    #[must_use]
    pub fn multiply(self, other: Interval) -> Interval {
        self.with(other, |(a, b), (c, d)| hull([a * c, a * d, b * c, b * d]))
    }

    /// This by the other; not known where the divisor may be 0.
    #[must_use]
    pub fn divide(self, other: Interval) -> Interval {
        match other.ends() {
            Some((low, high)) if low > 0.0 || high < 0.0 => {
                self.with(other, |(a, b), (c, d)| hull([a / c, a / d, b / c, b / d]))
            }
            _ => Interval::NotKnown,
        }
    }

    /// The lesser of the two, end by end.
    #[must_use]
    pub fn min(self, other: Interval) -> Interval {
        self.with(other, |(a, b), (c, d)| (a.min(c), b.min(d)))
    }

    /// The greater of the two, end by end.
    #[must_use]
    pub fn max(self, other: Interval) -> Interval {
        self.with(other, |(a, b), (c, d)| (a.max(c), b.max(d)))
    }

    /// The smallest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Interval) -> Interval {
        self.with(other, |(a, b), (c, d)| (a.min(c), b.max(d)))
    }

    /// To 9 decimals, half to even, never -0. Exact for sums of six-place decimals below 1,000,000.
    #[must_use]
    pub fn rounded(self) -> Interval {
        self.with(self, |(a, b), _| (round9(a), round9(b)))
    }

    /// `True` if all of the interval keeps the limits, `False` if none of it does.
    #[must_use]
    pub fn within(self, limits: &Limits) -> Truth {
        let Some((low, high)) = self.ends() else { return Truth::Unknown };
        if limits.hold_for(low) && limits.hold_for(high) {
            return Truth::True; // limits cut out one stretch: with both ends inside, all is inside
        }
        if limits.reach(low, high) { Truth::Unknown } else { Truth::False }
    }

    fn with(self, other: Interval, ends: impl Fn((f64, f64), (f64, f64)) -> (f64, f64)) -> Interval {
        match (self.ends(), other.ends()) {
            (Some(left), Some(right)) => {
                let (low, high) = ends(left, right);
                Interval::between(low, high)
            }
            _ => Interval::NotKnown, // not known is absorbing: never through min, max or 0 times it
        }
    }
}

impl Limits {
    /// Whether some value from `low` to `high` keeps all limits.
    fn reach(&self, low: f64, high: f64) -> bool {
        let open_below = |limit: f64| high > limit;
        let open_above = |limit: f64| low < limit;
        let floor = [self.at_least, self.equals].into_iter().flatten().fold(low, f64::max);
        let ceiling = [self.at_most, self.equals].into_iter().flatten().fold(high, f64::min);
        floor <= ceiling
            && self.above.is_none_or(|limit| open_below(limit) && ceiling > limit)
            && self.below.is_none_or(|limit| open_above(limit) && floor < limit)
            && match (self.above, self.below) {
                (Some(above), Some(below)) => above < below,
                _ => true,
            }
    }
}

fn hull(products: [f64; 4]) -> (f64, f64) {
    let low = products.iter().copied().fold(f64::INFINITY, f64::min);
    let high = products.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (low, high)
}

fn round9(value: f64) -> f64 {
    (value * 1e9).round_ties_even() / 1e9 + 0.0 // + 0.0 turns -0 into 0
}
