//! Rows being written: words put down as so many bytes each, and then cut to their length.

use std::fmt::Display;
use std::io::Write;

/// A short text, put down as `N` bytes and then cut to its length.
#[derive(Clone, Copy, Debug)]
pub(super) struct PaddedText<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> PaddedText<N> {
    /// Texts, each with its comma; all of them find room, or the program is not built.
    pub(super) const fn new(texts: &[&str]) -> PaddedText<N> {
        let (mut bytes, mut length, mut place) = ([0; N], 0, 0);
        while place < texts.len() {
            let (text, mut from) = (texts[place].as_bytes(), 0);
            while from < text.len() {
                bytes[length] = text[from];
                (length, from) = (length + 1, from + 1);
            }
            bytes[length] = b',';
            (length, place) = (length + 1, place + 1);
        }
        PaddedText { bytes, length }
    }
}

impl PaddedText<8> {
    /// A number of at most eight digits, without zeros in front.
    const fn whole(number: u32) -> PaddedText<8> {
        let digits = digits(number);
        let zeros = (digits | 1 << 56).trailing_zeros() / 8; // the last digit stays
        PaddedText { bytes: (written(digits) >> (8 * zeros)).to_le_bytes(), length: 8 - zeros as usize }
    }

    /// Eight decimals, without zeros behind.
    const fn decimals(number: u32) -> PaddedText<8> {
        let digits = digits(number);
        PaddedText { bytes: written(digits).to_le_bytes(), length: 8 - digits.leading_zeros() as usize / 8 }
    }
}

/// The numbers of one digit and of two, which are most.
static SMALL: [PaddedText<8>; 100] = {
    let (mut words, mut number) = ([PaddedText::new(&[]); 100], 0);
    while number < 100 {
        words[number as usize] = PaddedText::whole(number);
        number += 1;
    }
    words
};

/// The first number that has more than eight digits.
const EIGHT_DIGITS: u32 = 100_000_000;

/// The digits of a number of at most eight, a byte each, the first one lowest. Two fours are parted at once into hundreds and
/// what is over, and then four pairs into tens and ones; so small a number is divided by a product and a shift.
const fn digits(number: u32) -> u64 {
    let (number, four) = (number as u64, 10_000);
    let fours = (number / four) | ((number % four) << 32);
    let hundreds = ((fours * 5243) >> 19) & 0x0000_007F_0000_007F;
    let pairs = hundreds | ((fours - 100 * hundreds) << 16);
    let tens = ((pairs * 103) >> 10) & 0x000F_000F_000F_000F;
    tens | ((pairs - 10 * tens) << 8)
}

/// Digits as characters.
const fn written(digits: u64) -> u64 {
    digits | u64::from_le_bytes([b'0'; 8])
}

/// Rows of a table.
#[derive(Debug, Default)]
pub struct RowBuffer {
    bytes: Vec<u8>,
}

impl RowBuffer {
    /// What was written.
    #[must_use]
    pub fn written(&self) -> &[u8] {
        &self.bytes
    }

    /// Takes all of it away, and keeps the room.
    pub fn clear(&mut self) {
        self.bytes.clear();
    }

    /// Writes bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Writes a word: all its bytes, which takes no call, and then the page is cut to its length.
    pub(super) fn word<const N: usize>(&mut self, word: &PaddedText<N>) {
        let end = self.bytes.len() + word.length;
        self.bytes.extend_from_slice(&word.bytes);
        self.bytes.truncate(end);
    }

    /// Writes a comma.
    pub(super) fn comma(&mut self) {
        self.bytes.push(b',');
    }

    /// Ends a row: a line end takes the place of the last comma.
    pub(super) fn end_row(&mut self) {
        if let Some(last) = self.bytes.last_mut() {
            *last = b'\n';
        }
    }

    /// Writes a count and its comma.
    pub(super) fn count(&mut self, number: u64) {
        self.whole(number);
        self.comma();
    }

    /// Writes a number with at most nine decimals, as `Display` does.
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is not the same then stands not ready"
    )]
    pub(super) fn number(&mut self, value: f64) {
        let whole = value as u32;
        match SMALL.get(whole as usize) {
            Some(word) if f64::from(whole).to_bits() == value.to_bits() => self.word(word),
            _ => self.written_out(value),
        }
    }

    /// Writes a whole number.
    #[inline]
    fn whole(&mut self, number: u64) {
        match usize::try_from(number).ok().and_then(|number| SMALL.get(number)) {
            Some(word) => self.word(word),
            None => self.long(number),
        }
    }

    /// Writes a whole number that does not stand ready: apart, so that one that does takes few steps.
    #[inline(never)]
    fn long(&mut self, number: u64) {
        match u32::try_from(number) {
            Ok(number @ ..EIGHT_DIGITS) => self.word(&PaddedText::whole(number)),
            _ => self.display(number),
        }
    }

    /// Writes a number that does not stand ready. Below 1e6 one with nine decimals has at most 15 digits: the shortest that
    /// reads as it is its own.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is cast lies between 0 and 1e9")]
    #[inline(never)]
    fn written_out(&mut self, value: f64) {
        let size = value.abs();
        if size.is_nan() || size >= 1e6 {
            return self.display(value);
        }
        if value.is_sign_negative() {
            self.push(b"-");
        }
        let whole = size as u32;
        self.whole(whole.into());
        let billionths = ((size - f64::from(whole)) * 1e9 + 0.5) as u32;
        if billionths > 0 {
            let (first, others) = (billionths / EIGHT_DIGITS, billionths % EIGHT_DIGITS);
            self.word(&PaddedText { bytes: [b'.', b'0' + first as u8], length: 2 });
            self.word(&PaddedText::decimals(others));
        }
    }

    #[cold]
    fn display(&mut self, number: impl Display) {
        let _ = write!(self, "{number}"); // a page takes everything
    }
}

impl Write for RowBuffer {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.push(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::round9;
    use proptest::prelude::*;

    #[track_caller]
    fn check(value: f64) {
        let mut page = RowBuffer::default();
        page.number(value);
        assert_eq!(String::from_utf8_lossy(page.written()), value.to_string());
    }

    #[test]
    fn numbers_are_written_as_display_writes_them() {
        for value in
            [0.0, 1.0, 0.5, 39.908_207_537, 999_999.0, 999_999.999_999_999, 1e-9, 1e6, 1e20, -0.25, -7.0, -1e-9]
        {
            check(value);
        }
    }

    proptest! {
        #[test]
        fn so_is_every_number_of_nine_decimals(billionths in -999_999_999_999_999_i64..999_999_999_999_999) {
            #[expect(clippy::cast_precision_loss, reason = "below 2^53")]
            check(round9(billionths as f64 / 1e9));
        }

        #[test]
        fn and_every_other_rounded_to_them(value in -2e6..2e6_f64) {
            check(round9(value));
        }
    }

    #[test]
    fn counts_are_written_in_full() {
        let powers = (0..20).map(|zeros| 10_u64.pow(zeros));
        for number in powers.flat_map(|power| [power - 1, power, power + 1]).chain([12_345_678, 90_807_060, u64::MAX]) {
            let mut page = RowBuffer::default();
            page.count(number);
            assert_eq!(String::from_utf8_lossy(page.written()), format!("{number},"));
        }
    }

    #[test]
    fn a_row_is_words_numbers_and_bytes() {
        let mut page = RowBuffer::default();
        page.word(&PaddedText::<16>::new(&["not_applicable"]));
        page.word(&PaddedText::<4>::new(&[""]));
        page.word(&PaddedText::<8>::new(&["met", "a"]));
        page.count(0);
        page.push(b"1024");
        page.comma();
        page.end_row();
        assert_eq!(page.written(), b"not_applicable,,met,a,0,1024\n");
    }
}
