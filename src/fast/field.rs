//! A field somewhere in bytes.

/// A field of bytes that go on behind it.
///
/// Invariant: at least 16 bytes can be read from `start` on; [`crate::intake::blocks::MARGIN`] bytes if the field may be a
/// list of codes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'b> {
    bytes: &'b [u8],
    start: usize,
    pub(super) length: usize,
}

impl<'b> Field<'b> {
    /// A field of `length` bytes from `start` on.
    #[inline]
    pub(super) const fn new(bytes: &'b [u8], start: usize, length: usize) -> Field<'b> {
        Field { bytes, start, length }
    }

    /// The bytes of the field.
    #[inline]
    pub(super) fn text(self) -> &'b [u8] {
        &self.bytes[self.start..self.start + self.length]
    }

    /// The first `N` of its bytes and of those behind it; `None` if there are fewer.
    #[inline]
    pub(super) fn first<const N: usize>(self) -> Option<&'b [u8; N]> {
        self.bytes.get(self.start..self.start + N)?.first_chunk()
    }

    /// The bytes `from..to` of the field.
    #[inline]
    pub(super) fn part(self, from: usize, to: usize) -> Field<'b> {
        Field { start: self.start + from, length: to - from, ..self }
    }
}
