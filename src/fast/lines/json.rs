//! JSON as far as it is ordinary: texts without escapes, numbers without exponents.

use crate::fast::field::Field;

/// One value of JSON, read from its first byte to its last. Whatever gives `None` is left to a reader that knows all of
/// JSON: it may be unusual, or no JSON.
pub(super) struct JsonCursor<'m, 'b> {
    line: &'b [u8],
    /// The same, with a margin behind the last byte.
    bytes: &'b [u8],
    /// Where its quotation marks stand that were not read yet.
    marks: &'m [u32],
    at: usize,
}

impl<'m, 'b> JsonCursor<'m, 'b> {
    /// Of the first bytes of these; [`crate::intake::blocks::MARGIN`] others stand behind. No backslash and no control sign is among them, and
    /// all their quotation marks are given.
    pub(super) fn new(bytes: &'b [u8], length: usize, marks: &'m [u32]) -> JsonCursor<'m, 'b> {
        JsonCursor { bytes, line: &bytes[..length], marks, at: 0 }
    }

    /// The next byte that is no space; 0 at the end.
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

    /// Takes this byte, if it is the next.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> Option<()> {
        (self.next() == byte).then(|| self.at += 1)
    }

    /// Whether another entry of a list or map follows, up to this bracket.
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

    /// The key of an entry, with its colon.
    #[inline]
    pub(super) fn key(&mut self) -> Option<Field<'b>> {
        let key = self.string()?;
        self.take(b':')?;
        Some(key)
    }

    /// A text.
    #[inline]
    pub(super) fn string(&mut self) -> Option<Field<'b>> {
        self.take(b'"')?;
        // The one that was taken is the first: what was read before held none, or both of a text.
        let ([_, close], behind) = self.marks.split_first_chunk()?;
        let (start, end) = (self.at, *close as usize);
        self.marks = behind;
        self.at = end + 1;
        Some(Field::new(self.bytes, start, end - start))
    }

    /// A number that is not negative and has no exponent, without zeros at the end of its decimals. That it ends where a value
    /// can end is left to what is read next.
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

    /// Takes this word, if it is the next. That it ends where a value can end is left to what is read next.
    pub(super) fn word(&mut self, word: &[u8]) -> Option<()> {
        self.line.get(self.at..)?.starts_with(word).then(|| self.at += word.len())
    }

    /// Whether all was read.
    pub(super) fn is_read(&mut self) -> bool {
        self.next();
        self.at == self.line.len()
    }
}
