//! Numbers in cells: plain ones are read at once; others are read by the full reader, and the result is remembered.

use super::codes::TextKey;
use super::field::Field;
use super::plain::ordinary;
use crate::answer::{Missing, QuestionId};
use crate::decimal::Decimal;
use crate::form::CODE_LIMIT;
use crate::form::value::number;
use crate::rulebook::{Number, Rulebook};

/// The numbers read here: in the stored unit, within the range, with no more decimals than are kept.
#[derive(Clone, Copy, Debug)]
pub(super) struct NumberLimits {
    low: i64,
    high: i64,
    decimals: usize,
}

/// Totals that came with a form.
pub(super) const TOTAL: NumberLimits = NumberLimits { low: 0, high: 999_999_000_000, decimals: 6 };

impl NumberLimits {
    pub(super) fn of(number: &Number) -> NumberLimits {
        let (low, high) = (number.range.0.millionths(), number.range.1.millionths());
        NumberLimits { low, high, decimals: number.decimals.into() }
    }
}

/// The content of a number cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ParsedNumber {
    Number(Decimal),
    Missing,
}

/// Reads numbers, including those in other units, and remembers the results for these.
#[derive(Debug)]
pub(super) struct Numbers<'r> {
    rulebook: &'r Rulebook,
    /// Results of the full reader: the question, the text, and the number unless it is unusual.
    seen: Vec<Option<(QuestionId, TextKey, Option<ParsedNumber>)>>,
}

/// Number of remembered results, as a power of 2.
const MOST_SEEN: u32 = 12;

/// Number of slots probed for a remembered result.
const LOOKS: usize = 8;

impl<'r> Numbers<'r> {
    /// Returns a reader without remembered results, for the questions of a rulebook.
    pub(super) fn new(rulebook: &'r Rulebook) -> Numbers<'r> {
        Numbers { rulebook, seen: vec![None; 1 << MOST_SEEN] }
    }

    /// Reads the number in a field; `None` if it is unusual.
    #[inline]
    pub(super) fn read(
        &mut self,
        question: QuestionId,
        written: NumberLimits,
        field: Field<'_>,
    ) -> Option<ParsedNumber> {
        match plain(field.text(), written) {
            Some(value) => Some(ParsedNumber::Number(value)),
            None => self.remembered(question, field),
        }
    }

    /// Returns a number in another form (`5ft7`); it is read by the full reader the first time.
    fn remembered(&mut self, question: QuestionId, field: Field<'_>) -> Option<ParsedNumber> {
        let key = TextKey::of_short(field)?;
        let first = key.hash(question.0.into(), 64 - MOST_SEEN);
        let mut places = first..self.seen.len().min(first + LOOKS);
        let known = |place: usize| match self.seen[place] {
            Some((of, text, said)) => (of == question && text == key).then_some(Some(said)),
            None => Some(None),
        };
        match places.find_map(|place| Some((place, known(place)?))) {
            Some((_, Some(said))) => said,
            free => {
                let said = self.said(question, field);
                self.seen[free.map_or(first, |(place, _)| place)] = Some((question, key, said));
                said
            }
        }
    }

    /// Reads the field with the full reader.
    fn said(&self, question: QuestionId, field: Field<'_>) -> Option<ParsedNumber> {
        let text = ordinary(field.text(), CODE_LIMIT)?;
        match Missing::from_word(text) {
            Some(_) => Some(ParsedNumber::Missing),
            None => Some(ParsedNumber::Number(number(&self.rulebook.questions[question], text).ok()?.value)),
        }
    }
}

/// Reads a number of at most eight digits and nothing else, as [`plain`] does.
#[inline]
pub(super) fn whole(field: Field<'_>, written: NumberLimits) -> Option<Decimal> {
    let length = field.length;
    if !(1..=8).contains(&length) {
        return None;
    }
    // A digit in each byte, the last one highest; shorter numbers begin with zeros.
    let each = |byte: u8| u64::from_le_bytes([byte; 8]);
    let digits = (u64::from_le_bytes(*field.first()?) ^ each(b'0')) << (8 * (8 - length));
    if (digits | digits.wrapping_add(each(0x7F - 9))) & each(0x80) != 0 {
        return None;
    }
    let twos = (10 * digits).wrapping_add(digits >> 8) & 0x00FF_00FF_00FF_00FF;
    let fours = (100 * twos).wrapping_add(twos >> 16) & 0x0000_FFFF_0000_FFFF;
    let eight = (10_000 * fours).wrapping_add(fours >> 32) & 0xFFFF_FFFF;
    let millionths = i64::try_from(eight).ok()? * SCALE[0];
    (written.low <= millionths && millionths <= written.high).then_some(Decimal::from_millionths(millionths))
}

/// Reads a number of digits, perhaps with a point and decimals, all of which are kept.
///
/// Exactly three decimals could be thousands; such a number is left to the full reader.
pub(super) fn plain(cell: &[u8], written: NumberLimits) -> Option<Decimal> {
    let (mut value, mut point) = (0_i64, None);
    if cell.is_empty() || cell.len() > 12 {
        return None;
    }
    for (place, &byte) in cell.iter().enumerate() {
        match byte {
            b'0'..=b'9' => value = 10 * value + i64::from(byte - b'0'),
            b'.' if point.is_none() && place > 0 => point = Some(place),
            _ => return None,
        }
    }
    let decimals = point.map_or(0, |point| cell.len() - point - 1);
    if decimals > written.decimals.min(6) || decimals == 3 || (point.is_some() && decimals == 0) {
        return None;
    }
    let millionths = value.checked_mul(SCALE[decimals])?;
    (written.low <= millionths && millionths <= written.high).then_some(Decimal::from_millionths(millionths))
}

/// The value of one unit of the last decimal in millionths, by number of decimals.
const SCALE: [i64; 7] = [1_000_000, 100_000, 10_000, 1_000, 100, 10, 1];

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::intake::blocks::MARGIN;
    use crate::unit::{Amount, Scale, amount};

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_plain_number_is_what_every_other_reader_takes_it_for(
            text in "-?[0-9]{0,4}[.,]?[0-9]{0,7}|[0-9]{1,9}|[!-~]{1,3}", low in -2000..2000_i64, width in 0..6000_i64, decimals in 0..7_u8,
        ) {
            let range = (Decimal::from_millionths(low * 500_000), Decimal::from_millionths((low + width) * 500_000));
            let scale = Scale { unit: Some("mg"), accepts: &[], decimals, range };
            let written = NumberLimits { low: range.0.millionths(), high: range.1.millionths(), decimals: decimals.into() };
            let plain = plain(text.as_bytes(), written);
            if let Some(value) = plain {
                prop_assert_eq!(amount(&text, &scale), Ok(Amount { value, exact: true }));
            }
            let rest = [text.as_bytes(), &[b'1'; MARGIN]].concat();
            let whole = whole(Field::new(&rest, 0, text.len()), written);
            let digits_alone = (1..=8).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit());
            prop_assert_eq!(whole, plain.filter(|_| digits_alone));
        }
    }
}
