//! Sums of written numbers times units, before any rounding.

use super::{Decimal, FINER, NotADecimal, round_half_even, split};

/// Number of 1e-18 in a millionth.
const FINEST: i128 = FINER * FINER;

/// An exact sum of written numbers times factors; it is rounded only on request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Exact {
    /// The size of the sum in 1e-18, without written digits beyond 1e-12.
    size: i128,
    /// Whether there are digits beyond 1e-12 other than 0.
    more: bool,
    negative: bool,
}

impl Exact {
    /// Returns an empty sum; `negative` makes the sum negative.
    #[must_use]
    pub fn new(negative: bool) -> Exact {
        Exact { negative, ..Exact::default() }
    }

    /// Adds `digits` (without a sign) times `factor` (above 0).
    ///
    /// # Errors
    /// Returns [`NotADecimal::Form`] or [`NotADecimal::TooLarge`].
    pub fn plus(mut self, digits: &str, factor: Decimal) -> Result<Exact, NotADecimal> {
        let (fine, more) = split(digits)?;
        self.size = self.size.saturating_add(fine.saturating_mul(factor.millionths.into()));
        self.more |= more;
        Ok(self)
    }

    /// Returns the sum rounded to `decimals` (0 to 6), half to even.
    #[must_use]
    pub fn rounded(&self, decimals: u8) -> Decimal {
        let step = i128::from(Decimal::step(decimals).millionths);
        let millionths = round_half_even(self.size, step * FINEST, self.more).saturating_mul(step);
        let millionths = i64::try_from(millionths).unwrap_or(i64::MAX);
        Decimal { millionths: if self.negative { -millionths } else { millionths } }
    }

    /// Returns whether the sum equals this number to the last digit.
    #[must_use]
    pub fn is(&self, value: Decimal) -> bool {
        !self.more && self.signed() == in_finest(value)
    }

    /// Returns whether the sum lies between two numbers, both included.
    #[must_use]
    pub fn within(&self, (low, high): (Decimal, Decimal)) -> bool {
        let beyond = |end: Decimal, towards: bool| self.more && towards && self.signed() == in_finest(end);
        let inside = in_finest(low) <= self.signed() && self.signed() <= in_finest(high);
        inside && !beyond(low, self.negative) && !beyond(high, !self.negative)
    }

    fn signed(&self) -> i128 {
        if self.negative { -self.size } else { self.size }
    }
}

fn in_finest(value: Decimal) -> i128 {
    i128::from(value.millionths) * FINEST
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it expects")]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[track_caller]
    fn check(text: &str, factor: &str, inside: bool) {
        let (negative, digits) = text.strip_prefix('-').map_or((false, text), |digits| (true, digits));
        let exact = Exact::new(negative).plus(digits, decimal(factor)).unwrap();
        assert_eq!(exact.within((decimal("-50"), decimal("230"))), inside, "{text} times {factor}");
    }

    #[test]
    fn what_is_a_hair_outside_is_outside() {
        check("230", "1", true);
        check("230.0000001", "1", false);
        check("230.00000000000000000001", "1", false);
        check("229.99999999999999999999", "1", true);
        check("-50", "1", true);
        check("-50.0000001", "1", false);
        check("-50.00000000000000000001", "1", false);
        check("-49.99999999999999999999", "1", true);
        check("7.5459317585", "30.48", true);
        check("7.54593175854", "30.48", false);
        check("999999999", "999999999", false);
    }

    #[test]
    fn it_is_rounded_once() {
        let sum = Exact::new(false).plus("1", decimal("2.5")).unwrap();
        assert!(sum.is(decimal("2.5")));
        assert_eq!(sum.rounded(0), decimal("2"));
        let sum = sum.plus("0.0000000001", decimal("0.4")).unwrap();
        assert_eq!((sum.rounded(0), sum.rounded(6), sum.is(decimal("2.5"))), (decimal("3"), decimal("2.5"), false));
        let cut = Exact::new(true).plus("2.50000000000000000001", Decimal::ONE).unwrap();
        assert_eq!((cut.rounded(0), cut.is(decimal("-2.5"))), (decimal("-3"), false));
    }
}
