//! Source text and places in it.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// A text and its name in messages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SourceText {
    /// A file name, or `builtin`.
    pub name: String,
    /// The whole text.
    pub text: String,
}

/// A stretch of a text: byte offsets, `start <= end`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last one.
    pub end: usize,
}

impl SourceText {
    /// Returns a text with this name.
    pub fn new(name: impl Into<String>, text: impl Into<String>) -> SourceText {
        SourceText { name: name.into(), text: text.into() }
    }

    /// Returns the line and column of a byte offset, both from 1; columns count characters.
    #[must_use]
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let before = &self.text.as_bytes()[..offset.min(self.text.len())];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        let line = before.split(|&byte| byte == b'\n').count();
        let starts_character = |byte: &&u8| (**byte & 0xC0) != 0x80;
        (line, before[line_start..].iter().filter(starts_character).count() + 1)
    }
}

/// Lines and columns of a text for many places: each lookup takes the same short time.
#[derive(Debug)]
pub struct Lines<'t> {
    text: &'t str,
    /// The line and column at the start of each stretch of [`Lines::STRETCH`] bytes.
    marks: Vec<(usize, usize)>,
}

impl<'t> Lines<'t> {
    const STRETCH: usize = 1024;

    /// Returns the lines of a text, after one pass through it.
    #[must_use]
    pub fn of(text: &'t str) -> Lines<'t> {
        let mut mark = (1, 1);
        let stretches = text.as_bytes().chunks(Lines::STRETCH);
        let marks = stretches.map(|stretch| {
            let begins = mark;
            mark = after(mark, stretch);
            begins
        });
        let marks = marks.collect();
        Lines { text, marks }
    }

    /// Returns the line and column of a byte offset, as [`SourceText::line_and_column`] does.
    #[must_use]
    pub fn line_and_column(&self, offset: usize) -> (usize, usize) {
        let offset = offset.min(self.text.len());
        let stretch = (offset / Lines::STRETCH).min(self.marks.len().saturating_sub(1));
        let mark = self.marks.get(stretch).copied().unwrap_or((1, 1));
        after(mark, &self.text.as_bytes()[stretch * Lines::STRETCH..offset])
    }
}

/// Returns the line and column after some bytes.
fn after(start: (usize, usize), bytes: &[u8]) -> (usize, usize) {
    bytes.iter().fold(start, |(line, column), byte| match byte {
        b'\n' => (line + 1, 1),
        byte if (byte & 0xC0) == 0x80 => (line, column), // goes on with a character
        _ => (line, column + 1),
    })
}

/// Returns whether a terminal acts on a character instead of showing it: controls other than tab and line feed, and
/// characters that change the direction of the text around them.
#[must_use]
pub fn is_control(character: char) -> bool {
    let turns = matches!(
        character,
        '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
    );
    turns || character.is_control() && !matches!(character, '\t' | '\n')
}

/// Returns whether a text holds a character for which [`is_control`] is true.
#[must_use]
pub fn has_control(text: &str) -> bool {
    let plain = |byte: u8| matches!(byte, b' '..=b'~' | b'\t' | b'\n');
    let all_plain = text.bytes().fold(true, |all, byte| all & plain(byte)); // to the end: many bytes at once
    !all_plain && text.contains(is_control)
}

/// Returns a text with a stand-in for each character for which [`is_control`] is true; the return of a line end stays.
/// Each byte keeps its place.
#[must_use]
pub fn visible(text: &str) -> Cow<'_, str> {
    if !has_control(text) {
        return Cow::Borrowed(text);
    }
    let mut characters = text.chars().peekable();
    let mut shown = String::with_capacity(text.len());
    while let Some(character) = characters.next() {
        shown.push(match character {
            '\r' if characters.peek() == Some(&'\n') => character,
            control if is_control(control) => match control.len_utf8() {
                1 => '?',
                2 => '\u{BF}',
                _ => char::REPLACEMENT_CHARACTER,
            },
            other => other,
        });
    }
    Cow::Owned(shown)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_act_on_is_shown_and_keeps_its_place() {
        #[track_caller]
        fn check(text: &str, expected: &str) {
            let shown = visible(text);
            assert_eq!((shown.as_ref(), shown.len()), (expected, text.len()));
        }
        check("plain, süß\t\r\n", "plain, süß\t\r\n");
        check("a\u{1b}[2J\0\u{7f}b", "a?[2J??b");
        check("\u{1b}]0;title\u{7}", "?]0;title?");
        check("a\rb\r", "a?b?");
        check("\u{85}\u{61c}x\u{202e}y\u{2069}", "\u{bf}\u{bf}x\u{fffd}y\u{fffd}");
    }

    #[test]
    fn lines_and_columns_are_the_same_found_either_way() {
        let text = format!("a\nbäc\n\n{}\nü{}", "x".repeat(3000), "\n€".repeat(1500));
        let source = SourceText::new("", text);
        let lines = Lines::of(&source.text);
        for offset in 0..source.text.len() + 2 {
            let expected = source.line_and_column(offset);
            assert_eq!(lines.line_and_column(offset), expected, "at {offset}");
        }
        assert_eq!(lines.line_and_column(5), (2, 3), "columns count characters");
        assert_eq!(Lines::of("").line_and_column(0), (1, 1));
    }
}
