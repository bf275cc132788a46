//! A field somewhere in bytes, and short texts as numbers.

/// A field of bytes that go on behind it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'b> {
    bytes: &'b [u8],
    start: usize,
    pub(super) length: usize,
}

impl<'b> Field<'b> {
    /// So many bytes from there. Behind them others can be read: so many that there are 16 in all, and
    /// [`crate::intake::blocks::MARGIN`] where it may be a list of codes.
    #[inline]
    pub(super) const fn new(bytes: &'b [u8], start: usize, length: usize) -> Field<'b> {
        Field { bytes, start, length }
    }

    /// What stands in it.
    #[inline]
    pub(super) fn text(self) -> &'b [u8] {
        &self.bytes[self.start..self.start + self.length]
    }

    /// The first of its bytes and of those behind it.
    #[inline]
    pub(super) fn first<const N: usize>(self) -> Option<&'b [u8; N]> {
        self.bytes.get(self.start..self.start + N)?.first_chunk()
    }

    /// A part of it.
    #[inline]
    pub(super) fn part(self, from: usize, to: usize) -> Field<'b> {
        Field { start: self.start + from, length: to - from, ..self }
    }
}

/// A text of at most 15 bytes as a number: its bytes, the first one lowest, and its length in the highest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Short(u128);

/// So many bytes are read as a number.
const BYTES: usize = 16;

/// By length, the bytes of a text in its number, and the length there.
const PARTS: [(u128, u128); BYTES] = {
    let (mut parts, mut length) = ([(0, 0); BYTES], 1);
    while length < parts.len() {
        parts[length] = (parts[length - 1].0 << 8 | 0xFF, (length as u128) << 120);
        length += 1;
    }
    parts
};

impl Short {
    /// What stands in a field; `None` where that is longer.
    #[inline]
    pub(super) fn of(field: Field<'_>) -> Option<Short> {
        let (text, length) = PARTS.get(field.length)?;
        Some(Short(u128::from_le_bytes(*field.first()?) & text | length))
    }
}

/// A longer text: its first and its last bytes, and its length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Long {
    first: u128,
    last: u128,
    length: usize,
}

impl Long {
    /// Texts of so many bytes are the same where these are.
    pub(super) const WHOLE: usize = 2 * BYTES;

    /// What stands in a field; `None` where that is shorter.
    #[inline]
    pub(super) fn of(field: Field<'_>) -> Option<Long> {
        let last = field.part(field.length.checked_sub(BYTES)?, field.length);
        let number = |field: Field<'_>| Some(u128::from_le_bytes(*field.first()?));
        Some(Long { first: number(field)?, last: number(last)?, length: field.length })
    }
}

/// An odd number whose products spread over all 64 bits: 2^64 divided by the golden ratio.
pub(super) const MIXED: u64 = 0x9E37_79B9_7F4A_7C15;

/// Something that has a place in a table.
pub(super) trait Key: Copy + PartialEq {
    /// No text's.
    const NONE: Self;

    /// Some bits that differ for most: all but `shift` (1 to 63).
    fn hash(self, by: u64, shift: u32) -> usize;
}

impl Key for Short {
    const NONE: Short = Short(u128::MAX);

    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "each half of the bits")]
    fn hash(self, by: u64, shift: u32) -> usize {
        let mixed = self.0 as u64 ^ ((self.0 >> 64) as u64).rotate_left(21);
        (mixed.wrapping_mul(by) >> shift) as usize
    }
}

impl Key for Long {
    const NONE: Long = Long { first: 0, last: 0, length: 0 };

    #[inline]
    fn hash(self, by: u64, shift: u32) -> usize {
        Short(self.first ^ self.last.rotate_left(11) ^ self.length as u128).hash(by, shift)
    }
}
