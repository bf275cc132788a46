//! A number as people write it: at most six decimals, kept exactly.
#![deny(clippy::indexing_slicing)]

mod exact;

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

pub use exact::Exact;

/// Number of decimals that a [`Decimal`] can hold.
pub const PLACES: u8 = 6;
const ONE: i64 = 1_000_000;
/// Number of 1e-12 in a millionth; rounding starts from those.
const FINER: i128 = 1_000_000;

/// A decimal number with at most [`PLACES`] decimals, below 1,000,000,000 in size; compares as the decimal it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    millionths: i64,
}

/// The reason why a text is no [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotADecimal {
    /// The text is not a number written with digits, at most one point and at most one leading sign.
    Form,
    /// The number has more than six decimals that are not zero.
    TooFine,
    /// The number is 1,000,000,000 or more in size.
    TooLarge,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal { millionths: 0 };
    /// One.
    pub const ONE: Decimal = Decimal { millionths: ONE };

    /// Returns the decimal of a count of millionths.
    #[must_use]
    pub const fn from_millionths(millionths: i64) -> Decimal {
        Decimal { millionths }
    }

    /// Returns the count of millionths.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.millionths
    }

    /// Returns the decimal of a whole number.
    #[must_use]
    pub const fn whole(value: i32) -> Decimal {
        Decimal { millionths: value as i64 * ONE }
    }

    /// Reads digits with at most one point (`12`, `-0.5`, `.5`); exactly, without rounding.
    ///
    /// # Errors
    /// Returns an error if the text is no decimal; see [`NotADecimal`].
    pub fn parse(text: &str) -> Result<Decimal, NotADecimal> {
        let (fine, more) = split(text)?;
        if more || fine % FINER != 0 { Err(NotADecimal::TooFine) } else { Ok(Decimal::from_fine(fine, PLACES, false)) }
    }

    /// Reads digits with at most one point and rounds to `decimals` (0 to 6), half to even.
    ///
    /// # Errors
    /// Returns [`NotADecimal::Form`] or [`NotADecimal::TooLarge`].
    pub fn parse_rounded(text: &str, decimals: u8) -> Result<Decimal, NotADecimal> {
        let (fine, more) = split(text)?;
        Ok(Decimal::from_fine(fine, decimals, more))
    }

    /// Returns the number rounded to `decimals` (0 to 6), half to even.
    #[must_use]
    pub fn rounded(self, decimals: u8) -> Decimal {
        Decimal::from_fine(i128::from(self.millionths) * FINER, decimals, false)
    }

    /// Returns the product, rounded to `decimals` (0 to 6), half to even.
    #[must_use]
    pub fn times(self, factor: Decimal, decimals: u8) -> Decimal {
        Decimal::sum_of_products([(self, factor)], decimals)
    }

    /// Returns the sum of all products, rounded once to `decimals` (0 to 6), half to even.
    #[must_use]
    pub fn sum_of_products(pairs: impl IntoIterator<Item = (Decimal, Decimal)>, decimals: u8) -> Decimal {
        let product = |(a, b): (Decimal, Decimal)| i128::from(a.millionths) * i128::from(b.millionths); // in 1e-12
        let sum = pairs.into_iter().map(product).fold(0, i128::saturating_add);
        Decimal::from_fine(sum, decimals, false)
    }

    /// Returns the smallest difference of two numbers with `decimals` decimals.
    #[must_use]
    pub fn step(decimals: u8) -> Decimal {
        Decimal { millionths: 10_i64.pow(u32::from(PLACES - decimals.min(PLACES))) }
    }

    /// Returns the sum; saturates far outside any range a rulebook may state.
    #[must_use]
    pub const fn plus(self, other: Decimal) -> Decimal {
        Decimal { millionths: self.millionths.saturating_add(other.millionths) }
    }

    /// Returns the difference; saturates far outside any range a rulebook may state.
    #[must_use]
    pub const fn minus(self, other: Decimal) -> Decimal {
        Decimal { millionths: self.millionths.saturating_sub(other.millionths) }
    }

    /// Returns the nearest `f64`, the same as from parsing the written number.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "below 2^53 millionths the cast is exact and the division correctly rounded"
    )]
    pub fn to_f64(self) -> f64 {
        self.millionths as f64 / 1e6
    }

    /// Returns the decimal nearest to a computed number, to six places, half to even;
    /// `None` if it is not finite or too large.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "checked to be below 1e15 first")]
    pub fn from_f64(value: f64) -> Option<Decimal> {
        let millionths = (value * 1e6).round_ties_even();
        (millionths.abs() < 1e15).then_some(Decimal { millionths: millionths as i64 })
    }

    /// Returns the number of decimals written (0 to 6), without trailing zeros.
    #[must_use]
    pub fn decimals(self) -> u8 {
        (0..PLACES).find(|&places| self.rounded(places) == self).unwrap_or(PLACES)
    }

    /// Returns the decimal of a count of 1e-12, rounded to `decimals` (0 to 6), half to even;
    /// `more` if digits beyond were cut off.
    fn from_fine(fine: i128, decimals: u8, more: bool) -> Decimal {
        let step = i128::from(Decimal::step(decimals).millionths);
        let millionths = round_half_even(fine, step * FINER, more) * step;
        Decimal { millionths: i64::try_from(millionths).unwrap_or(if fine < 0 { i64::MIN } else { i64::MAX }) }
    }
}

/// Returns `value / step` to the nearest whole, half to even; `more` if digits beyond `value` were cut off.
fn round_half_even(value: i128, step: i128, more: bool) -> i128 {
    let (whole, rest) = (value / step, (value % step).abs());
    let away = if value < 0 { -1 } else { 1 };
    match (2 * rest).cmp(&step) {
        std::cmp::Ordering::Greater => whole + away,
        std::cmp::Ordering::Equal if more || whole % 2 != 0 => whole + away,
        _ => whole,
    }
}

/// Returns the number in 1e-12, cut there, and whether digits other than 0 were cut off.
fn split(text: &str) -> Result<(i128, bool), NotADecimal> {
    let (negative, digits) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let written = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if (whole.is_empty() && fraction.is_empty()) || !written(whole) || !written(fraction) {
        return Err(NotADecimal::Form);
    }
    let whole = whole.trim_start_matches('0');
    if whole.len() > 9 {
        return Err(NotADecimal::TooLarge);
    }
    let places = 2 * usize::from(PLACES);
    let (fraction, cut) = fraction.split_at(fraction.len().min(places));
    let digits = whole.bytes().chain(fraction.bytes()).chain(std::iter::repeat_n(b'0', places - fraction.len()));
    let fine = digits.fold(0_i128, |sum, digit| sum * 10 + i128::from(digit - b'0'));
    let more = cut.bytes().any(|digit| digit != b'0');
    Ok((if negative { -fine } else { fine }, more))
}

impl fmt::Display for Decimal {
    /// Writes the number without trailing zeros: `7.2`, `48`, `-0.5`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let size = self.millionths.unsigned_abs();
        let (whole, fraction) = (size / ONE.unsigned_abs(), size % ONE.unsigned_abs());
        let sign = if self.millionths < 0 { "-" } else { "" };
        let fraction = format!("{fraction:06}");
        let fraction = fraction.trim_end_matches('0');
        let point = if fraction.is_empty() { "" } else { "." };
        f.pad(&format!("{sign}{whole}{point}{fraction}"))
    }
}

impl Serialize for Decimal {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.millionths % ONE == 0 {
            serializer.serialize_i64(self.millionths / ONE)
        } else {
            serializer.serialize_f64(self.to_f64())
        }
    }
}

impl<'de> Deserialize<'de> for Decimal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
        struct Visitor;
        impl serde::de::Visitor<'_> for Visitor {
            type Value = Decimal;
            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a number with at most 6 decimals, below 1,000,000,000")
            }
            fn visit_i64<E: serde::de::Error>(self, value: i64) -> Result<Decimal, E> {
                written(&value.to_string())
            }
            fn visit_u64<E: serde::de::Error>(self, value: u64) -> Result<Decimal, E> {
                written(&value.to_string())
            }
            fn visit_f64<E: serde::de::Error>(self, value: f64) -> Result<Decimal, E> {
                written(&value.to_string()) // the shortest text that reads as this f64: what was written
            }
        }
        fn written<E: serde::de::Error>(text: &str) -> Result<Decimal, E> {
            Decimal::parse(text).map_err(|_| E::custom("a number with at most 6 decimals, below 1,000,000,000"))
        }
        deserializer.deserialize_any(Visitor)
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it expects")]
mod tests {
    use super::*;

    fn decimal(text: &str) -> Decimal {
        Decimal::parse(text).unwrap()
    }

    #[test]
    fn what_is_written_is_kept_exactly() {
        for (text, printed) in [
            ("0", "0"),
            ("48", "48"),
            ("007", "7"),
            ("7.20", "7.2"),
            (".5", "0.5"),
            ("5.", "5"),
            ("-0.5", "-0.5"),
            ("-0", "0"),
            ("+3", "3"),
            ("0.000001", "0.000001"),
            ("0.1234560000", "0.123456"),
            ("999999999.999999", "999999999.999999"),
        ] {
            assert_eq!(decimal(text).to_string(), printed, "{text}");
        }
    }

    #[test]
    fn what_is_no_decimal_says_why() {
        for text in ["", "-", ".", "1.2.3", "1e5", "1,2", " 1", "--1", "٣", "0x10", "NaN"] {
            assert_eq!(Decimal::parse(text), Err(NotADecimal::Form), "{text}");
            assert_eq!(Decimal::parse_rounded(text, 2), Err(NotADecimal::Form), "{text}");
        }
        assert_eq!(Decimal::parse("0.1234567"), Err(NotADecimal::TooFine));
        assert_eq!(Decimal::parse("1000000000"), Err(NotADecimal::TooLarge));
        assert_eq!(Decimal::parse(&"9".repeat(400)), Err(NotADecimal::TooLarge));
    }

    #[test]
    fn rounding_is_half_to_even() {
        for (text, decimals, rounded) in [
            ("2.5", 0, "2"),
            ("3.5", 0, "4"),
            ("-2.5", 0, "-2"),
            ("-3.5", 0, "-4"),
            ("2.4999999999", 0, "2"),
            ("2.50000000001", 0, "3"), // what is cut off still counts
            ("-2.50000000001", 0, "-3"),
            ("0.125", 2, "0.12"),
            ("0.135", 2, "0.14"),
            ("0.0000005", 6, "0"),
            ("0.0000015", 6, "0.000002"),
            ("0.0000025", 6, "0.000002"),
            ("0.00000250000000001", 6, "0.000003"),
            ("0.0000019", 6, "0.000002"),
            ("-0.4", 0, "0"),
        ] {
            let read = Decimal::parse_rounded(text, decimals).unwrap();
            assert_eq!(read.to_string(), rounded, "{text} to {decimals}");
        }
        assert_eq!(decimal("0.05").rounded(1), Decimal::ZERO);
        assert_eq!(decimal("0.15").rounded(1), decimal("0.2"));
    }

    #[test]
    fn a_product_is_rounded_once() {
        let times = |left, right, decimals| decimal(left).times(decimal(right), decimals).to_string();
        assert_eq!(times("4", "12", 0), "48");
        assert_eq!(times("5.5", "2.54", 0), "14");
        assert_eq!(times("5.5", "2.54", 2), "13.97");
        assert_eq!(times("0.000001", "0.5", 6), "0");
        assert_eq!(times("0.000003", "0.5", 6), "0.000002");
        assert_eq!(times("-1.5", "1", 0), "-2");
        assert_eq!(times("999999999", "999999999", 0), Decimal::from_millionths(i64::MAX).to_string());
        assert_eq!(times("-999999999", "999999999", 0), Decimal::from_millionths(i64::MIN).to_string());
    }

    #[test]
    fn sums_and_steps() {
        assert_eq!(decimal("0.1").plus(decimal("0.2")), decimal("0.3"));
        assert_eq!(decimal("0.1").minus(decimal("0.2")), decimal("-0.1"));
        assert_eq!([0, 1, 6, 9].map(|places| Decimal::step(places).to_string()), ["1", "0.1", "0.000001", "0.000001"]);
        assert_eq!(["48", "7.25", "0.000001"].map(|text| decimal(text).decimals()), [0, 2, 6]);
        assert_eq!(Decimal::whole(-3), decimal("-3"));
        assert_eq!(Decimal::ONE.millionths(), 1_000_000);
    }

    #[test]
    #[expect(clippy::float_cmp, reason = "to the bit is what is asked")]
    fn as_f64_it_is_what_the_written_number_reads_as() {
        for text in ["0.1", "7.2", "-0.3", "999999.999999", "0.000001"] {
            assert_eq!(decimal(text).to_f64(), text.parse::<f64>().unwrap(), "{text}");
            assert_eq!(Decimal::from_f64(decimal(text).to_f64()), Some(decimal(text)), "{text}");
        }
        assert_eq!(Decimal::from_f64(1e10), None);
        assert_eq!(Decimal::from_f64(f64::NAN), None);
        assert_eq!(Decimal::from_f64(f64::INFINITY), None);
    }

    #[test]
    fn in_files_it_is_a_number() {
        let json = |text: &str| serde_json::to_string(&decimal(text)).unwrap();
        assert_eq!(["48", "-7.25", "0.000001"].map(json), ["48", "-7.25", "1e-6"]);
        for (text, value) in [("48", "48"), ("-7.25", "-7.25"), ("1e-6", "0.000001"), ("-3", "-3")] {
            assert_eq!(serde_json::from_str::<Decimal>(text).unwrap(), decimal(value), "{text}");
        }
        for text in ["\"48\"", "1e300", "0.1234567", "true", "18446744073709551615"] {
            let error = serde_json::from_str::<Decimal>(text).unwrap_err().to_string();
            assert!(error.contains("a number with at most 6 decimals"), "{error}");
        }
    }

    #[test]
    fn it_is_padded_like_any_number() {
        assert_eq!(format!("{:>5}|{:<5}|", decimal("7.2"), decimal("-1")), "  7.2|-1   |");
    }
}
