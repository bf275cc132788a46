//! Rows being written: words are copied at a fixed size, and then cut to their length.

use std::io::Write;

/// A short text, copied as `N` bytes and then cut to its length.
#[derive(Clone, Copy, Debug)]
pub(super) struct PaddedText<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> PaddedText<N> {
    /// Returns the texts, each with its comma; the build fails if they do not fit.
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

/// The numbers of one or two digits, which are the most common.
static SMALL: [PaddedText<4>; 100] = {
    let (mut words, mut number) = ([PaddedText::new(&[]); 100], 0);
    while number < 100 {
        let (tens, ones) = (b'0' + number / 10, b'0' + number % 10);
        words[number as usize] = match number {
            0..10 => PaddedText { bytes: [ones, 0, 0, 0], length: 1 },
            _ => PaddedText { bytes: [tens, ones, 0, 0], length: 2 },
        };
        number += 1;
    }
    words
};

/// Rows of a table.
#[derive(Debug, Default)]
pub struct RowBuffer {
    bytes: Vec<u8>,
}

impl RowBuffer {
    /// Returns the bytes written.
    #[must_use]
    pub fn written(&self) -> &[u8] {
        &self.bytes
    }

    /// Removes all bytes, and keeps the memory.
    pub fn clear(&mut self) {
        self.bytes.clear();
    }

    /// Writes bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.bytes.extend_from_slice(bytes);
    }

    /// Writes a word: copies all its bytes, which takes no call, and then cuts the buffer to its length.
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
            None => self.push(itoa::Buffer::new().format(number).as_bytes()),
        }
    }

    /// Writes a number that is not prepared. Below 1e6 a number with nine decimals has at most 15 digits, so it is the
    /// shortest text that reads back as the value.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "what is cast lies between 0 and 1e9")]
    #[inline(never)]
    fn written_out(&mut self, value: f64) {
        let size = value.abs();
        if size.is_nan() || size >= 1e6 {
            let _ = write!(self, "{value}"); // a buffer takes everything
            return;
        }
        if value.is_sign_negative() {
            self.push(b"-");
        }
        let whole = size as u32;
        self.whole(whole.into());
        let billionths = ((size - f64::from(whole)) * 1e9 + 0.5) as u32;
        if billionths > 0 {
            let point = self.bytes.len();
            self.push(itoa::Buffer::new().format(1_000_000_000 + billionths).as_bytes());
            self.bytes[point] = b'.'; // in place of the one, which keeps the zeros in front
            let zeros = self.bytes.iter().rev().take_while(|&&digit| digit == b'0').count();
            self.bytes.truncate(self.bytes.len() - zeros);
        }
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
