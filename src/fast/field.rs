//! A field within a buffer.

/// A field of bytes; others follow it.
///
/// Invariant: at least 16 bytes can be read from `start` on; [`crate::intake::blocks::MARGIN`] bytes if the field may
/// be a list of codes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Field<'b> {
    bytes: &'b [u8],
    start: usize,
    pub(super) length: usize,
}

impl<'b> Field<'b> {
    /// Returns a field of `length` bytes from `start` on.
    #[inline]
    pub(super) const fn new(bytes: &'b [u8], start: usize, length: usize) -> Field<'b> {
        Field { bytes, start, length }
    }

    /// Returns the bytes of the field.
    #[inline]
    pub(super) fn text(self) -> &'b [u8] {
        &self.bytes[self.start..self.start + self.length]
    }

    /// Returns the first `N` bytes of the field and of those after it; `None` if there are fewer.
    #[inline]
    pub(super) fn first<const N: usize>(self) -> Option<&'b [u8; N]> {
        self.bytes.get(self.start..self.start + N)?.first_chunk()
    }

    /// Returns the bytes `from..to` of the field.
    #[inline]
    pub(super) fn part(self, from: usize, to: usize) -> Field<'b> {
        Field { start: self.start + from, length: to - from, ..self }
    }
}
