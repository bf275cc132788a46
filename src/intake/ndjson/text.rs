//! JSON as far as it is ordinary: texts without escapes, numbers without exponents.

use crate::intake::columns::quick::Field;

/// One value of JSON, read from its first byte to its last. Whatever gives `None` is left to a reader that knows all of
/// JSON: it may be unusual, or no JSON.
pub(super) struct Text<'b> {
    /// With a margin behind the last byte.
    bytes: &'b [u8],
    length: usize,
    at: usize,
}

/// The most signs of a number that is read here: what it says is the same whether its signs are kept or it is made an
/// `i64` or `f64` and written again.
const MOST_SIGNS: usize = 16;

impl<'b> Text<'b> {
    /// Of the first bytes of these; at least 8 others stand behind.
    pub(super) fn new(bytes: &'b [u8], length: usize) -> Text<'b> {
        Text { bytes, length, at: 0 }
    }

    /// The next byte that is no space; 0 at the end.
    #[inline]
    pub(super) fn next(&mut self) -> u8 {
        while self.at < self.length {
            match self.bytes[self.at] {
                b' ' | b'\t' | b'\r' | b'\n' => self.at += 1,
                byte => return byte,
            }
        }
        0
    }

    /// Takes this byte, if it is the next.
    #[inline]
    pub(super) fn take(&mut self, byte: u8) -> Option<()> {
        if self.next() != byte || self.at == self.length {
            return None;
        }
        self.at += 1;
        Some(())
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
        let start = self.at;
        while self.at < self.length {
            let eight = u64::from_le_bytes(*self.bytes.get(self.at..)?.first_chunk()?);
            let special = special(eight);
            if special != 0 {
                let end = self.at + special.trailing_zeros() as usize / 8;
                self.at = end + 1;
                let closed = end < self.length && self.bytes[end] == b'"';
                return closed.then(|| Field { rest: &self.bytes[start..], length: end - start });
            }
            self.at += 8;
        }
        None
    }

    /// A number.
    #[inline]
    pub(super) fn number(&mut self) -> Option<Field<'b>> {
        let rest = self.bytes.get(self.at..self.length)?;
        let of_number = |byte: &u8| byte.is_ascii_digit() || matches!(byte, b'-' | b'+' | b'.' | b'e' | b'E');
        let length = rest.iter().position(|byte| !of_number(byte)).unwrap_or(rest.len());
        let written = &rest[..length];
        let digits = written.strip_prefix(b"-").unwrap_or(written);
        let (whole, decimals) = match digits.iter().position(|&byte| byte == b'.') {
            Some(point) => (&digits[..point], Some(&digits[point + 1..])),
            None => (digits, None),
        };
        let some = |digits: &[u8]| !digits.is_empty() && digits.iter().all(u8::is_ascii_digit);
        let ordinary = some(whole) && (whole[0] != b'0' || whole.len() == 1) && decimals.is_none_or(some);
        if !ordinary || length > MOST_SIGNS {
            return None;
        }
        let field = Field { rest: &self.bytes[self.at..], length };
        self.at += length;
        Some(field)
    }

    /// Takes this word, if it is the next.
    pub(super) fn word(&mut self, word: &[u8]) -> Option<()> {
        self.bytes.get(self.at..self.length)?.starts_with(word).then(|| self.at += word.len())
    }

    /// Whether all was read.
    pub(super) fn is_read(&mut self) -> bool {
        self.next();
        self.at == self.length
    }
}

/// A number as it is written again once it was read: without zeros at the end of its decimals.
pub(super) fn shortest(number: Field<'_>) -> Field<'_> {
    let written = number.text();
    if !written.contains(&b'.') {
        return number;
    }
    let kept = written.iter().rposition(|&byte| byte != b'0').map_or(0, |last| last + 1);
    let kept = if written[..kept].ends_with(b".") { kept - 1 } else { kept };
    Field { rest: number.rest, length: kept }
}

/// The high bits of the bytes that end a text or are not ordinary in one: quotation marks, backslashes and control
/// signs. The lowest that is set is right; those above it may be too many.
#[inline]
fn special(eight: u64) -> u64 {
    const ONES: u64 = u64::MAX / 255;
    const HIGH: u64 = ONES << 7;
    let zero = |bytes: u64| bytes.wrapping_sub(ONES) & !bytes;
    let control = eight.wrapping_sub(ONES * 0x20) & !eight;
    (zero(eight ^ (ONES * 0x22)) | zero(eight ^ (ONES * 0x5C)) | control) & HIGH
}
