//! Rows being written: bytes with room behind them, so that a short word is put down whole and then cut to its length.

use std::io::Write;

/// A short text with a comma behind it, put down as `N` bytes and then cut to its length.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word<const N: usize> {
    bytes: [u8; N],
    length: usize,
}

impl<const N: usize> Word<N> {
    /// Texts, each with its comma; all of them find room, or the program is not built.
    pub(super) const fn new(texts: &[&str]) -> Word<N> {
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
        Word { bytes, length }
    }
}

/// Rows of a table.
#[derive(Debug, Default)]
pub struct Page {
    bytes: Vec<u8>,
    end: usize,
}

impl Page {
    /// What was written.
    #[must_use]
    pub fn written(&self) -> &[u8] {
        &self.bytes[..self.end]
    }

    /// Takes all of it away, and keeps the room.
    pub fn clear(&mut self) {
        self.end = 0;
    }

    /// Makes room for so many bytes more.
    fn room(&mut self, bytes: usize) {
        if self.bytes.len() < self.end + bytes {
            self.bytes.resize((self.end + bytes).next_multiple_of(1 << 16), 0);
        }
    }

    /// Writes a word and its comma.
    pub(super) fn word<const N: usize>(&mut self, word: &Word<N>) {
        self.room(N);
        if let Some(place) = self.bytes.get_mut(self.end..).and_then(|rest| rest.first_chunk_mut()) {
            *place = word.bytes;
            self.end += word.length;
        }
    }

    /// Writes words and their commas.
    pub(super) fn words<'w, const N: usize>(&mut self, words: impl ExactSizeIterator<Item = &'w Word<N>>) {
        self.room(N * words.len());
        let mut end = self.end;
        for word in words {
            if let Some(place) = self.bytes.get_mut(end..).and_then(|rest| rest.first_chunk_mut()) {
                *place = word.bytes;
                end += word.length;
            }
        }
        self.end = end;
    }

    /// Writes bytes.
    pub fn push(&mut self, bytes: &[u8]) {
        self.room(bytes.len());
        self.bytes[self.end..self.end + bytes.len()].copy_from_slice(bytes);
        self.end += bytes.len();
    }

    /// Writes a cell and its comma.
    pub(super) fn cell(&mut self, bytes: &[u8]) {
        self.push(bytes);
        self.push(b",");
    }

    /// Writes a count and its comma.
    pub(super) fn count(&mut self, number: u64) {
        self.whole(number);
        self.push(b",");
    }

    /// Ends a row: a line end takes the place of the last comma.
    pub(super) fn end_row(&mut self) {
        if let Some(last) = self.end.checked_sub(1) {
            self.bytes[last] = b'\n';
        }
    }

    /// Writes a whole number.
    fn whole(&mut self, number: u64) {
        if let (0..10, Ok(digit)) = (number, u8::try_from(number)) {
            return self.push(&[b'0' + digit]);
        }
        let mut digits = [0; 20];
        let (mut first, mut rest) = (digits.len(), number);
        loop {
            first -= 1;
            digits[first] = b'0' + u8::try_from(rest % 10).unwrap_or_default();
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        self.push(&digits[first..]);
    }

    /// Writes a number with at most nine decimals, as `Display` does.
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the size is below 1e15")]
    pub(super) fn number(&mut self, value: f64) {
        if value.abs() >= 1e6 || value.is_nan() {
            let _ = write!(self, "{value}"); // a page takes everything
            return;
        }
        if value.is_sign_negative() {
            self.push(b"-");
        }
        // Below 1e6, a number with nine decimals has at most 15 digits: the shortest that reads as it is its own.
        let billionths = (value.abs() * 1e9 + 0.5) as u64;
        self.whole(billionths / 1_000_000_000);
        let mut rest = billionths % 1_000_000_000;
        if rest == 0 {
            return;
        }
        let mut decimals = [b'.'; 10];
        for digit in decimals[1..].iter_mut().rev() {
            *digit = b'0' + (rest % 10) as u8;
            rest /= 10;
        }
        let length = decimals.iter().rposition(|&digit| digit != b'0').map_or(0, |last| last + 1);
        self.push(&decimals[..length]);
    }
}

impl Write for Page {
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
        let mut page = Page::default();
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
    fn a_row_is_words_numbers_and_bytes() {
        let mut page = Page::default();
        page.word(&Word::<16>::new(&["not_applicable"]));
        page.word(&Word::<4>::new(&[""]));
        page.word(&Word::<8>::new(&["met", "a"]));
        page.count(0);
        page.cell(b"1024");
        page.end_row();
        assert_eq!(page.written(), b"not_applicable,,met,a,0,1024\n");
    }
}
