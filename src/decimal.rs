//! A number as people write it: at most six decimals, kept exactly.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// How many decimals a [`Decimal`] can hold.
pub const PLACES: u8 = 6;
const ONE: i64 = 1_000_000;

/// A decimal number with at most [`PLACES`] decimals, below 1,000,000,000 in size; compares as the decimal it is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Decimal {
    millionths: i64,
}

/// Why a text is no [`Decimal`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotADecimal {
    /// Not a number written with digits, at most one point and at most one leading sign.
    Form,
    /// More than six decimals that are not zero.
    TooFine,
    /// 1,000,000,000 or more in size.
    TooLarge,
}

impl Decimal {
    /// Zero.
    pub const ZERO: Decimal = Decimal { millionths: 0 };
    /// One.
    pub const ONE: Decimal = Decimal { millionths: ONE };

    /// From a count of millionths.
    #[must_use]
    pub const fn from_millionths(millionths: i64) -> Decimal {
        Decimal { millionths }
    }

    /// The count of millionths.
    #[must_use]
    pub const fn millionths(self) -> i64 {
        self.millionths
    }

    /// A whole number.
    #[must_use]
    pub const fn whole(value: i32) -> Decimal {
        Decimal { millionths: value as i64 * ONE }
    }

    /// Reads digits with at most one point (`12`, `-0.5`, `.5`); exactly, without rounding.
    ///
    /// # Errors
    /// See [`NotADecimal`].
    pub fn parse(text: &str) -> Result<Decimal, NotADecimal> {
        let (exact, rest) = split(text)?;
        if rest { Err(NotADecimal::TooFine) } else { Ok(exact) }
    }

    /// Reads digits with at most one point and rounds to `decimals` (0 to 6), half to even.
    ///
    /// # Errors
    /// [`NotADecimal::Form`] or [`NotADecimal::TooLarge`].
    pub fn parse_rounded(text: &str, decimals: u8) -> Result<Decimal, NotADecimal> {
        let (cut, rest) = split(text)?;
        Ok(cut.rounded_with(decimals, rest))
    }

    /// Rounded to `decimals` (0 to 6), half to even.
    #[must_use]
    pub fn rounded(self, decimals: u8) -> Decimal {
        self.rounded_with(decimals, false)
    }

    /// The product, rounded to `decimals` (0 to 6), half to even.
    #[must_use]
    pub fn times(self, factor: Decimal, decimals: u8) -> Decimal {
        Decimal::sum_of_products([(self, factor)], decimals)
    }

    /// The sum of all products, rounded once to `decimals` (0 to 6), half to even.
    #[must_use]
    pub fn sum_of_products(pairs: impl IntoIterator<Item = (Decimal, Decimal)>, decimals: u8) -> Decimal {
        let product = |(a, b): (Decimal, Decimal)| i128::from(a.millionths) * i128::from(b.millionths); // in 1e-12
        let sum = pairs.into_iter().map(product).fold(0, i128::saturating_add);
        let step = 10_i128.pow(u32::from(2 * PLACES - decimals.min(PLACES)));
        let millionths = round_half_even(sum, step, false) * 10_i128.pow(u32::from(PLACES - decimals.min(PLACES)));
        Decimal { millionths: i64::try_from(millionths).unwrap_or(if millionths < 0 { i64::MIN } else { i64::MAX }) }
    }

    /// The smallest difference of two numbers with `decimals` decimals.
    #[must_use]
    pub fn step(decimals: u8) -> Decimal {
        Decimal { millionths: 10_i64.pow(u32::from(PLACES - decimals.min(PLACES))) }
    }

    /// Sum; saturates far outside any range a rulebook may state.
    #[must_use]
    pub const fn plus(self, other: Decimal) -> Decimal {
        Decimal { millionths: self.millionths.saturating_add(other.millionths) }
    }

    /// Difference; saturates far outside any range a rulebook may state.
    #[must_use]
    pub const fn minus(self, other: Decimal) -> Decimal {
        Decimal { millionths: self.millionths.saturating_sub(other.millionths) }
    }

    /// The nearest `f64`, the same that parsing the written number gives.
    #[must_use]
    #[expect(
        clippy::cast_precision_loss,
        reason = "below 2^53 millionths the cast is exact and the division correctly rounded"
    )]
    pub fn to_f64(self) -> f64 {
        self.millionths as f64 / 1e6
    }

    /// The decimal nearest to a computed number, to six places, half to even; `None` if it is not finite or too large.
    #[must_use]
    #[expect(clippy::cast_possible_truncation, reason = "checked to be below 1e15 first")]
    pub fn from_f64(value: f64) -> Option<Decimal> {
        let millionths = (value * 1e6).round_ties_even();
        (millionths.abs() < 1e15).then_some(Decimal { millionths: millionths as i64 })
    }

    /// How many decimals are written (0 to 6), without trailing zeros.
    #[must_use]
    pub fn decimals(self) -> u8 {
        (0..PLACES).find(|&places| self.rounded(places) == self).unwrap_or(PLACES)
    }

    fn rounded_with(self, decimals: u8, more: bool) -> Decimal {
        let step = i128::from(Decimal::step(decimals).millionths);
        let millionths = round_half_even(i128::from(self.millionths), step, more) * step;
        Decimal { millionths: i64::try_from(millionths).unwrap_or(self.millionths) }
    }
}

/// `value / step` to the nearest whole, half to even; `more` says that digits beyond `value` were cut off.
fn round_half_even(value: i128, step: i128, more: bool) -> i128 {
    let (whole, rest) = (value / step, (value % step).abs());
    let away = if value < 0 { -1 } else { 1 };
    match (2 * rest).cmp(&step) {
        std::cmp::Ordering::Greater => whole + away,
        std::cmp::Ordering::Equal if more || whole % 2 != 0 => whole + away,
        _ => whole,
    }
}

/// The number cut to six decimals, and whether digits other than 0 were cut off.
fn split(text: &str) -> Result<(Decimal, bool), NotADecimal> {
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
    let kept = fraction.len().min(usize::from(PLACES));
    let (fraction, cut) = fraction.split_at(kept);
    let digits = whole.bytes().chain(fraction.bytes()).chain(std::iter::repeat_n(b'0', usize::from(PLACES) - kept));
    let millionths = digits.fold(0_i64, |sum, digit| sum * 10 + i64::from(digit - b'0'));
    let more = cut.bytes().any(|digit| digit != b'0');
    Ok((Decimal { millionths: if negative { -millionths } else { millionths } }, more))
}

impl fmt::Display for Decimal {
    /// Without trailing zeros: `7.2`, `48`, `-0.5`.
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
