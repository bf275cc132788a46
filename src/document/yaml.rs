//! Reads plain YAML: at most 4 MiB, 64 deep and 200,000 values; no anchors, aliases, tags, merge keys, second document
//! or duplicate keys.

use std::borrow::Cow;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks};

use super::builder::{Builder, Capacity, MOST_NODES, Style, Unreadable, too_deep};
use super::finding::{Finding, codes};
use super::tree::{Raw, Tree};
use crate::text::Span;

codes! {
    FILE_TOO_LARGE "file-too-large" "nothing of it was read" "split it, or move what is not a rulebook out of it";
    YAML_SYNTAX "yaml-syntax" "the text cannot be read from here on"
        "look at the indentation, the quotes and the brackets here and on the line above";
    ANCHOR "anchor" "an anchor" "write it out where it is needed, or make a fact of it";
    ALIAS "alias" "an alias" "write it out where it is needed, or make a fact of it";
    TAG "tag" "a tag" "leave the tag out; text that begins with `!` stands in quotes";
    SECOND_DOCUMENT "second-document" "nothing from here on was read" "put the second document into a file of its own";
}

/// The greatest size of a file, in bytes.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// The greatest number of lists and maps inside one another.
const MOST_DEPTH: usize = 64;
/// The message on more than one document.
const SECOND: &str = "a second document begins here; a rulebook is one document";
/// The distance in bytes before a value within which its anchor or tag is looked for.
const NEAR: usize = 200;

/// Reads a YAML text; adds everything that is not plain YAML to the findings. Returns `None` if nothing of it can be
/// read.
pub fn read<'t>(text: &'t str, findings: &mut Vec<Finding>) -> Option<Tree<'t>> {
    if text.len() > MOST_BYTES {
        findings.push(FILE_TOO_LARGE.at(Span::default(), "the file is longer than 4 MiB"));
        return None;
    }
    let capacity = Capacity { depth: MOST_DEPTH, nodes: MOST_NODES, once: true };
    let mut builder = Builder::new(text, capacity, findings);
    let mut cursor = Cursor { text, character: 0, byte: 0 };
    let mut documents = 0;
    for token in Parser::new_from_str(text) {
        let read = match token {
            Err(error) => {
                let at = cursor.byte(error.marker().index());
                builder.findings.push(syntax(text, error.info(), at));
                return None;
            }
            Ok((Event::DocumentStart(_), marks)) => {
                documents += 1;
                if documents > 1 {
                    builder.findings.push(SECOND_DOCUMENT.at(cursor.span(marks), SECOND));
                    break;
                }
                Ok(())
            }
            Ok((event, marks)) => take_in(&mut builder, event, cursor.span(marks), text),
        };
        read.ok()?;
    }
    Some(builder.finish())
}

fn take_in<'t>(builder: &mut Builder<'t, '_>, event: Event<'t>, span: Span, text: &'t str) -> Result<(), Unreadable> {
    if let Event::MappingStart(anchor, tag) | Event::SequenceStart(anchor, tag) | Event::Scalar(_, _, anchor, tag) =
        &event
    {
        if *anchor > 0 {
            builder.findings.push(ANCHOR.at(mark(text, '&', span), "anchors (`&name`) are not used in rulebooks"));
        }
        if tag.is_some() {
            builder.findings.push(TAG.at(mark(text, '!', span), "tags (`!name`) are not used in rulebooks"));
        }
    }
    match event {
        Event::MappingStart(..) => builder.start(Raw::Map, span),
        Event::SequenceStart(..) => builder.start(Raw::List, span),
        Event::Scalar(said, style, ..) => {
            let written = text.get(span.start..span.end).filter(|written| *written == said);
            builder.scalar(written.map_or(said, Cow::Borrowed), style.into(), span)
        }
        Event::Alias(_) => {
            builder.findings.push(alias(span));
            builder.refused(span)
        }
        Event::MappingEnd | Event::SequenceEnd => {
            builder.end(span);
            Ok(())
        }
        Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentStart(_) | Event::DocumentEnd => Ok(()),
    }
}

/// Returns the finding for an error of the scanner at a byte offset, in the scanner's words. Its depth limit and an
/// undefined alias are recognized by the text at that offset, not by the scanner's message.
fn syntax(text: &str, info: &str, start: usize) -> Finding {
    let end = text[start..].chars().next().map_or(start, |character| start + character.len_utf8());
    let at = Span { start, end };
    let count = |marks: [char; 2]| text[..end].matches(marks).count();
    if count(['[', '{']) > count([']', '}']) + MOST_DEPTH {
        return too_deep(MOST_DEPTH, at);
    }
    if text[start..].starts_with('*') {
        return alias(word(text, start));
    }
    YAML_SYNTAX.at(at, format!("this is not YAML: {info}"))
}

fn alias(at: Span) -> Finding {
    ALIAS.at(at, "aliases (`*name`) are not used in rulebooks")
}

/// Returns the span of a value's anchor or tag, at the beginning of the value or before it; that of the value if none
/// is found.
fn mark(text: &str, sign: char, span: Span) -> Span {
    let near = (span.start.saturating_sub(NEAR)..=span.start).find(|&at| text.is_char_boundary(at));
    let before = near.and_then(|near| text[near..span.start].rfind(sign).map(|found| near + found));
    let within = || text[span.start..].find(sign).map(|found| span.start + found);
    let start = if text[span.start..].starts_with(['&', '!']) { within() } else { before };
    start.map_or(span, |start| word(text, start))
}

/// Returns the span from a byte offset to the next white space, comma or closing bracket.
fn word(text: &str, start: usize) -> Span {
    let rest = &text[start..];
    let length = rest.find(|c: char| c.is_whitespace() || ",]}".contains(c)).unwrap_or(rest.len());
    Span { start, end: start + length }
}

impl From<ScalarStyle> for Style {
    fn from(style: ScalarStyle) -> Style {
        match style {
            ScalarStyle::Plain => Style::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Style::Quoted,
            ScalarStyle::Literal | ScalarStyle::Folded => Style::Block,
        }
    }
}

/// Converts the scanner's character offsets to byte offsets, walking from the previous one: offsets are nearly
/// monotonic.
struct Cursor<'t> {
    text: &'t str,
    character: usize,
    byte: usize,
}

impl Cursor<'_> {
    fn span(&mut self, marks: Marks) -> Span {
        let start = self.byte(marks.start.index());
        let end = self.byte(marks.end.index());
        Span { start, end: end.max(start) }
    }

    /// Returns the byte offset of a character; the length of the text if it has fewer characters.
    fn byte(&mut self, character: usize) -> usize {
        let (before, after) = self.text.split_at(self.byte);
        let byte = if let Some(far) = self.character.checked_sub(character) {
            before.char_indices().rev().take(far).last().map_or(self.byte, |(byte, _)| byte)
        } else {
            let mut ahead = after.chars();
            if ahead.nth(character - self.character - 1).is_none() {
                return self.text.len();
            }
            self.text.len() - ahead.as_str().len()
        };
        (self.character, self.byte) = (character, byte);
        byte
    }
}
