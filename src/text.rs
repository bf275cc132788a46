//! Source text and places in it.

/// A text with the name it is known by in messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// A file name, or `builtin`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A stretch of a text: byte offsets, `start <= end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Span {
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl SourceText {
    /// Line and column of a byte offset, both from 1; columns count characters.
    #[must_use]
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        let line = before.split(|&byte| byte == b'\n').count();
        let starts_character = |byte: &&u8| (**byte & 0xC0) != 0x80;
        (line, before[line_start..].iter().filter(starts_character).count() + 1)
    }
}
