//! A computed number as far as the answers determine it: between two ends, or not known.
//!
//! Both ends are computed with the operations, and in the order, of the point value: `+ - * /` and rounding are
//! monotone in `f64`, so no completion of the missing answers leaves the interval. No fused multiply-add, ever.
#![deny(clippy::indexing_slicing)]

use crate::truth::Truth;

/// The upper end of a score that lacks a part which counts but could not be added (`more_when`).
pub const AND_MORE: f64 = 999_999.0;

/// The greatest number that rounds to 0 at 9 decimals.
pub const NOUGHT: f64 = 0.5e-9;

/// The values that a number may still take.
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

/// Limits of a number; all that are present hold together. `above` and `below` exclude their own value.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Limits {
    /// The least value allowed.
    pub at_least: Option<f64>,
    /// The value that the number must be above.
    pub above: Option<f64>,
    /// The greatest value allowed.
    pub at_most: Option<f64>,
    /// The value that the number must be below.
    pub below: Option<f64>,
    /// The only value allowed.
    pub equals: Option<f64>,
}

impl Limits {
    /// Returns whether one value keeps all limits.
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
    /// Returns the interval of a single value.
    #[must_use]
    pub fn point(value: f64) -> Interval {
        Interval::Between { low: value, high: value }
    }

    /// Returns the interval from `low` to `high`; not known if the ends are not finite or out of order.
    #[must_use]
    pub fn between(low: f64, high: f64) -> Interval {
        if low.is_finite() && high.is_finite() && low <= high {
            Interval::Between { low, high }
        } else {
            Interval::NotKnown
        }
    }

    /// Returns the ends, if there is a value at all.
    #[must_use]
    pub fn ends(self) -> Option<(f64, f64)> {
        match self {
            Interval::NotKnown => None,
            Interval::Between { low, high } => Some((low, high)),
        }
    }

    /// Returns the sum of the two.
    #[must_use]
    #[expect(clippy::should_implement_trait, reason = "a method like its neighbors; operators would hide `NotKnown`")]
    pub fn add(self, other: Interval) -> Interval {
        self.with(other, |(a, b), (c, d)| (a + c, b + d))
    }

    /// Returns this interval less the other.
    #[must_use]
    pub fn subtract(self, other: Interval) -> Interval {
        self.with(other, |(a, b), (c, d)| (a - d, b - c))
    }

    /// Returns the product of the two.
    #[must_use]
    pub fn multiply(self, other: Interval) -> Interval {
        self.with(other, |(a, b), (c, d)| hull([a * c, a * d, b * c, b * d]))
    }

    /// Returns the quotient of this by the other; not known if the divisor, to 9 decimals, may be 0.
    #[must_use]
    pub fn divide(self, other: Interval) -> Interval {
        match other.ends() {
            Some((low, high)) if low > NOUGHT || high < -NOUGHT => {
                self.with(other, |(a, b), (c, d)| hull([a / c, a / d, b / c, b / d]))
            }
            _ => Interval::NotKnown,
        }
    }

    /// Returns the lesser of the two, end by end.
    #[must_use]
    pub fn min(self, other: Interval) -> Interval {
        self.with(other, |(a, b), (c, d)| (a.min(c), b.min(d)))
    }

    /// Returns the greater of the two, end by end.
    #[must_use]
    pub fn max(self, other: Interval) -> Interval {
        self.with(other, |(a, b), (c, d)| (a.max(c), b.max(d)))
    }

    /// Returns the smallest interval that holds both.
    #[must_use]
    pub fn hull(self, other: Interval) -> Interval {
        self.with(other, |(a, b), (c, d)| (a.min(c), b.max(d)))
    }

    /// Returns the interval rounded to 9 decimals, half to even, never -0.
    /// Exact for sums of six-place decimals below 1,000,000.
    #[must_use]
    pub fn rounded(self) -> Interval {
        self.with(self, |(a, b), _| (round9(a), round9(b)))
    }

    /// Returns `True` if all of the interval keeps the limits, `False` if none of it does, else `Unknown`.
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
    /// Returns whether some value from `low` to `high` keeps all limits:
    /// the interval reaches each limit, and some value keeps them all.
    fn reach(&self, low: f64, high: f64) -> bool {
        self.leave_room()
            && self.at_least.is_none_or(|limit| high >= limit)
            && self.above.is_none_or(|limit| high > limit)
            && self.at_most.is_none_or(|limit| low <= limit)
            && self.below.is_none_or(|limit| low < limit)
            && self.equals.is_none_or(|limit| low <= limit && limit <= high)
    }

    /// Returns whether any value at all keeps all limits: each lower limit leaves room for each upper one.
    #[must_use]
    pub fn leave_room(&self) -> bool {
        let floors = || [self.at_least, self.equals].into_iter().flatten();
        let ceilings = || [self.at_most, self.equals].into_iter().flatten();
        floors().all(|floor| ceilings().all(|ceiling| floor <= ceiling))
            && self.above.is_none_or(|above| ceilings().chain(self.below).all(|ceiling| above < ceiling))
            && self.below.is_none_or(|below| floors().all(|floor| floor < below))
    }
}

fn hull(products: [f64; 4]) -> (f64, f64) {
    let low = products.iter().copied().fold(f64::INFINITY, f64::min);
    let high = products.iter().copied().fold(f64::NEG_INFINITY, f64::max);
    (low, high)
}

/// Returns the value rounded to 9 decimals, half to even, never -0.
#[must_use]
pub fn round9(value: f64) -> f64 {
    /// From this size on, an `f64` has no decimals left: adding and subtracting it rounds, half to even.
    const WHOLE: f64 = 4_503_599_627_370_496.0; // 2^52
    let billionths = value * 1e9;
    let size = billionths.abs();
    let rounded = if size < WHOLE { size + WHOLE - WHOLE } else { size };
    rounded.copysign(billionths) / 1e9 + 0.0 // + 0.0 turns -0 into 0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::truth::Truth::{False, True, Unknown};
    use proptest::prelude::*;

    const ANY: Limits = Limits { at_least: None, above: None, at_most: None, below: None, equals: None };

    fn at_least(limit: f64) -> Limits {
        Limits { at_least: Some(limit), ..ANY }
    }
    fn above(limit: f64) -> Limits {
        Limits { above: Some(limit), ..ANY }
    }
    fn at_most(limit: f64) -> Limits {
        Limits { at_most: Some(limit), ..ANY }
    }
    fn below(limit: f64) -> Limits {
        Limits { below: Some(limit), ..ANY }
    }
    fn equals(limit: f64) -> Limits {
        Limits { equals: Some(limit), ..ANY }
    }

    #[track_caller]
    fn check(low: f64, high: f64, limits: Limits, expected: Truth) {
        assert_eq!(Interval::between(low, high).within(&limits), expected, "{low}..{high} within {limits:?}");
    }

    #[test]
    fn a_point_keeps_a_limit_or_does_not() {
        check(6.0, 6.0, at_least(6.0), True);
        check(6.0, 6.0, above(6.0), False);
        check(6.0, 6.0, at_most(6.0), True);
        check(6.0, 6.0, below(6.0), False);
        check(6.0, 6.0, equals(6.0), True);
        check(6.0, 6.0, equals(5.0), False);
    }

    #[test]
    fn a_limit_at_an_end_counts_as_the_limit_says() {
        check(3.0, 6.0, at_least(3.0), True);
        check(3.0, 6.0, above(3.0), Unknown);
        check(3.0, 6.0, at_least(6.0), Unknown);
        check(3.0, 6.0, above(6.0), False);
        check(3.0, 6.0, at_most(6.0), True);
        check(3.0, 6.0, below(6.0), Unknown);
        check(3.0, 6.0, at_most(3.0), Unknown);
        check(3.0, 6.0, below(3.0), False);
        check(3.0, 6.0, equals(3.0), Unknown);
        check(3.0, 6.0, equals(2.0), False);
    }

    #[test]
    fn limits_that_leave_nothing_between_them_are_never_kept() {
        check(0.0, 9.0, Limits { above: Some(4.0), below: Some(4.0), ..ANY }, False);
        check(0.0, 9.0, Limits { above: Some(4.0), at_most: Some(4.0), ..ANY }, False);
        check(0.0, 9.0, Limits { at_least: Some(4.0), below: Some(4.0), ..ANY }, False);
        check(0.0, 9.0, Limits { at_least: Some(5.0), at_most: Some(4.0), ..ANY }, False);
        check(0.0, 9.0, Limits { equals: Some(4.0), above: Some(4.0), ..ANY }, False);
        check(0.0, 9.0, Limits { at_least: Some(4.0), at_most: Some(4.0), ..ANY }, Unknown);
        check(0.0, 9.0, Limits { equals: Some(4.0), at_least: Some(4.0), at_most: Some(4.0), ..ANY }, Unknown);
    }

    /// Every combination of limits on whole numbers against every interval of quarters:
    /// the test agrees with its values.
    #[test]
    fn a_test_on_an_interval_says_what_its_values_agree_on() {
        let limit = |from: i32| std::iter::once(None).chain((from..from + 3).map(|limit| Some(f64::from(limit))));
        for (a, b) in limit(0).flat_map(|a| limit(1).map(move |b| (a, b))) {
            for (c, d) in limit(1).flat_map(|c| limit(2).map(move |d| (c, d))) {
                for equals in [None, Some(2.0)] {
                    let limits = Limits { at_least: a, above: b, at_most: c, below: d, equals };
                    for (low, high) in (0..=16).flat_map(|low| (low..=16).map(move |high| (low, high))) {
                        let kept = |quarter: i32| limits.hold_for(f64::from(quarter) / 4.0);
                        let truth = Interval::between(f64::from(low) / 4.0, f64::from(high) / 4.0).within(&limits);
                        match ((low..=high).all(kept), (low..=high).any(kept)) {
                            (true, _) => assert_eq!(truth, True, "{low}..{high} {limits:?}"),
                            (false, true) => assert_eq!(truth, Unknown, "{low}..{high} {limits:?}"),
                            (false, false) => assert_eq!(truth, False, "{low}..{high} {limits:?}"),
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn no_limits_are_always_kept() {
        check(-3.0, 900.0, ANY, True);
    }

    #[test]
    fn nothing_is_known_of_not_known() {
        let (some, none) = (Interval::between(-1.0, 1.0), Interval::NotKnown);
        let two: [fn(Interval, Interval) -> Interval; 7] = [
            Interval::add,
            Interval::subtract,
            Interval::multiply,
            Interval::divide,
            Interval::min,
            Interval::max,
            Interval::hull,
        ];
        for operation in two {
            assert_eq!(operation(some, none), none);
            assert_eq!(operation(none, some), none);
        }
        assert_eq!(none.rounded(), none);
        assert_eq!(none.within(&ANY), Unknown);
        assert_eq!(none.ends(), None);
        assert_eq!(Interval::point(0.0).multiply(none), none, "not even by 0");
    }

    #[test]
    fn what_is_no_interval_is_not_known() {
        assert_eq!(Interval::between(2.0, 1.0), Interval::NotKnown);
        assert_eq!(Interval::between(f64::NAN, 1.0), Interval::NotKnown);
        assert_eq!(Interval::between(0.0, f64::INFINITY), Interval::NotKnown);
    }

    #[test]
    fn a_divisor_is_0_where_nine_places_make_0_of_it() {
        for steps in -3..=3_i64 {
            let value = f64::from_bits(NOUGHT.to_bits().checked_add_signed(steps).unwrap_or_default());
            let quotient = |divisor: f64| Interval::point(1.0).divide(Interval::point(divisor));
            for divisor in [value, -value] {
                assert_eq!(quotient(divisor) == Interval::NotKnown, round9(divisor).abs() < NOUGHT, "{divisor:e}");
            }
        }
        assert_eq!(Interval::point(1.0).divide(Interval::between(1e-12, 1.0)), Interval::NotKnown);
    }

    #[test]
    fn division_by_what_may_be_0_is_not_known() {
        let ten = Interval::point(10.0);
        assert_eq!(ten.divide(Interval::between(0.0, 5.0)), Interval::NotKnown);
        assert_eq!(ten.divide(Interval::between(-5.0, 0.0)), Interval::NotKnown);
        assert_eq!(ten.divide(Interval::between(-5.0, 5.0)), Interval::NotKnown);
        assert_eq!(ten.divide(Interval::point(0.0)), Interval::NotKnown);
        assert_eq!(ten.divide(Interval::between(2.0, 5.0)), Interval::between(2.0, 5.0));
        assert_eq!(ten.divide(Interval::between(-5.0, -2.0)), Interval::between(-5.0, -2.0));
    }

    #[test]
    fn rounding_is_to_nine_places_half_to_even_and_never_minus_0() {
        let rounded = |value: f64| Interval::point(value).rounded();
        assert_eq!(rounded(0.1 + 0.2), Interval::point(0.3));
        assert_eq!(rounded(1.0 / 3.0), Interval::point(0.333_333_333));
        assert_eq!(rounded(2.0 / 3.0), Interval::point(0.666_666_667));
        assert_eq!(rounded(0.5e-9), Interval::point(0.0));
        assert_eq!(rounded(1.5e-9), Interval::point(2e-9));
        assert_eq!(rounded(999_998.999_999_999), Interval::point(999_998.999_999_999));
        let (low, _) = rounded(-0.0).ends().unwrap_or_default();
        assert!(low.is_sign_positive(), "-0 prints a sign that says nothing");
        let (low, _) = rounded(-1e-12).ends().unwrap_or_default();
        assert!(low.is_sign_positive());
    }

    proptest::proptest! {
        #[test]
        fn no_value_leaves_the_interval(a in -9..9_i32, b in 0..9_i32, c in -9..9_i32, d in 0..9_i32) {
            let ((a, b), (c, d)) = ((a, a + b), (c, c + d));
            let tenth = |value: i32| f64::from(value) / 10.0;
            let (left, right) = (Interval::between(tenth(a), tenth(b)), Interval::between(tenth(c), tenth(d)));
            let operations: [fn(Interval, Interval) -> Interval; 7] = [
                Interval::add, Interval::subtract, Interval::multiply, Interval::divide,
                Interval::min, Interval::max, Interval::hull,
            ];
            for operation in operations {
                let whole = operation(left, right).rounded();
                for (x, y) in (a..=b).flat_map(|x| (c..=d).map(move |y| (x, y))) {
                    let value = operation(Interval::point(tenth(x)), Interval::point(tenth(y))).rounded();
                    if let (Some((low, high)), Some((least, most))) = (whole.ends(), value.ends()) {
                        proptest::prop_assert!(low <= least && most <= high, "{x}, {y}: {value:?} in {whole:?}");
                    }
                }
            }
        }
    }

    proptest! {
        #[test]
        fn rounding_is_that_of_the_standard_library(bits in any::<u64>(), halves in -4_000_000_000_i64..4_000_000_000) {
            #[expect(clippy::cast_precision_loss, reason = "far below 2^53")]
            for value in [f64::from_bits(bits), halves as f64 * 0.5e-9, halves as f64 * 1e-3] {
                let (rounded, expected) = (round9(value), (value * 1e9).round_ties_even() / 1e9 + 0.0);
                let same = rounded.to_bits() == expected.to_bits() || rounded.is_nan() && expected.is_nan();
                prop_assert!(same, "{value}: {rounded}, not {expected}");
            }
        }
    }
}
