//! JSON as far as it is ordinary: texts without escapes, numbers without exponents.

use crate::fast::field::Field;

/// A JSON value, read from its first byte to its last. A method that returns `None` leaves the line to the full JSON
/// reader: it may be unusual, or not JSON.
pub(super) struct JsonCursor<'m, 'b> {
    line: &'b [u8],
    /// The same line, with a margin after the last byte.
    bytes: &'b [u8],
    /// The places of its quotation marks not read yet.
    marks: &'m [u32],
    at: usize,
}

impl<'m, 'b> JsonCursor<'m, 'b> {
    /// Reads the first `length` of these bytes; [`crate::intake::blocks::MARGIN`] others follow. They contain no
    /// backslash and no control character, and `marks` lists all their quotation marks.
    pub(super) fn new(bytes: &'b [u8], length: usize, marks: &'m [u32]) -> JsonCursor<'m, 'b> {
        JsonCursor { bytes, line: &bytes[..length], marks, at: 0 }
    }

    /// Returns the next byte other than a space; 0 at the end.
    #[inline]
    pub(super) fn next(&mut self) -> u8 {
        match self.line.get(self.at) {
            Some(b' ') => self.after_spaces(),
            Some(&byte) => byte,
            None => 0,
        }
    }

    #[cold]
    #[inline(never)]
    fn after_spaces(&mut self) -> u8 {
        let spaces = self.line.iter().skip(self.at).take_while(|byte| **byte == b' ').count();
        self.at += spaces;
        self.line.get(self.at).copied().unwrap_or_default()
    }

    /// Takes this byte if it is the next one.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> Option<()> {
        (self.next() == byte).then(|| self.at += 1)
    }

    /// Returns whether another entry of a list or map follows, up to this bracket.
    #[inline]
    pub(super) fn another(&mut self, end: u8, first: &mut bool) -> Option<bool> {
        let first = std::mem::replace(first, false);
        match self.next() {
            byte if byte == end => self.at += 1,
            b',' if !first => {
                self.at += 1;
                return Some(true);
            }
            _ if first => return Some(true),
            _ => return None,
        }
        Some(false)
    }

    /// Reads the key of an entry, with its colon.
    #[inline]
    pub(super) fn key(&mut self) -> Option<Field<'b>> {
        let key = self.string()?;
        self.take(b':')?;
        Some(key)
    }

    /// Reads a text.
    #[inline]
    pub(super) fn string(&mut self) -> Option<Field<'b>> {
        self.take(b'"')?;
        // The mark taken is the first one: earlier values contained none, or both marks of a text.
        let ([_, close], behind) = self.marks.split_first_chunk()?;
        let (start, end) = (self.at, *close as usize);
        self.marks = behind;
        self.at = end + 1;
        Some(Field::new(self.bytes, start, end - start))
    }

    /// Reads a number that is not negative and has no exponent, and returns it without zeros at the end of its
    /// decimals. The next read checks that a value can end here.
    #[inline]
    pub(super) fn number(&mut self) -> Option<&'b [u8]> {
        let written = self.line.get(self.at..)?;
        let digits_from = |from: usize| written[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        let whole = digits_from(0);
        if whole == 0 || (whole > 1 && written[0] == b'0') {
            return None;
        }
        let (mut kept, mut end) = (whole, whole);
        if written.get(whole) == Some(&b'.') {
            end += 1 + digits_from(whole + 1);
            let last = written[whole + 1..end].iter().rposition(|&digit| digit != b'0');
            kept = last.map_or(whole, |last| whole + 1 + last + 1);
            if end == whole + 1 {
                return None;
            }
        }
        self.at += end;
        written.get(..kept)
    }

    /// Takes this word if it is next. The next read checks that a value can end here.
    pub(super) fn word(&mut self, word: &[u8]) -> Option<()> {
        self.line.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    /// Returns whether all was read.
    pub(super) fn is_read(&mut self) -> bool {
        self.next();
        self.at == self.line.len()
    }
}
