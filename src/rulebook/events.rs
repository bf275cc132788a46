//! The events of a YAML text: scanned from it, or, of the texts that are compiled in, stored when the program was built.
//!
//! Both ways yield the same events, and whatever is made of them is made once, in `locate`. `build.rs` reads this file
//! too, to store them.

use std::borrow::Cow;

use saphyr_parser::{Event as Token, Parser, ScalarStyle, Span as Marks, StrInput};

use crate::text::Span;

/// What begins, ends or stands at a place of a text.
#[derive(Debug, PartialEq)]
pub(crate) struct Event<'t> {
    /// Which.
    pub(crate) what: What<'t>,
    /// Where.
    pub(crate) span: Span,
    /// It has an anchor.
    pub(crate) anchor: bool,
    /// It has a tag.
    pub(crate) tag: bool,
}

/// What an event tells.
#[derive(Debug, PartialEq)]
pub(crate) enum What<'t> {
    /// A document begins.
    Document,
    /// A map begins.
    Map,
    /// A list begins.
    List,
    /// The map or list that began last ends.
    End,
    /// The name of an anchor stands for what is there.
    Alias,
    /// A text, a number, true, false or nothing; a key is one too.
    Scalar(Cow<'t, str>, Style),
}

/// How a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    /// Bare.
    Plain,
    /// In quotation marks.
    Quoted,
    /// Indented, below `|` or `>`.
    Block,
}

/// The text is no YAML.
#[derive(Debug)]
pub(crate) struct NoYaml {
    /// Why, in the words of the scanner.
    pub(crate) info: String,
    /// The byte from which it is none.
    pub(crate) at: usize,
}

/// The events of a text, as they are found in it.
pub(crate) struct Scanned<'t> {
    parser: Parser<'t, StrInput<'t>>,
    place: Cursor<'t>,
}

impl<'t> Scanned<'t> {
    pub(crate) fn of(text: &'t str) -> Scanned<'t> {
        Scanned { parser: Parser::new_from_str(text), place: Cursor { text, character: 0, byte: 0 } }
    }

    fn span(&mut self, marks: Marks) -> Span {
        let start = self.place.byte(marks.start.index());
        let end = self.place.byte(marks.end.index());
        Span { start, end: end.max(start) }
    }
}

impl<'t> Iterator for Scanned<'t> {
    type Item = Result<Event<'t>, NoYaml>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (token, marks) = match self.parser.next_event()? {
                Ok(token) => token,
                Err(error) => {
                    let at = self.place.byte(error.marker().index());
                    return Some(Err(NoYaml { info: error.info().to_owned(), at }));
                }
            };
            let (what, anchor, tag) = match token {
                Token::Nothing | Token::StreamStart | Token::StreamEnd | Token::DocumentEnd => continue,
                Token::DocumentStart(_) => (What::Document, 0, false),
                Token::Alias(_) => (What::Alias, 0, false),
                Token::MappingStart(anchor, tag) => (What::Map, anchor, tag.is_some()),
                Token::SequenceStart(anchor, tag) => (What::List, anchor, tag.is_some()),
                Token::MappingEnd | Token::SequenceEnd => (What::End, 0, false),
                Token::Scalar(text, style, anchor, tag) => (What::Scalar(text, style.into()), anchor, tag.is_some()),
            };
            return Some(Ok(Event { what, span: self.span(marks), anchor: anchor > 0, tag }));
        }
    }
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

/// A place in a text, counted both ways: the scanner counts characters. From one event to the next it is not far.
struct Cursor<'t> {
    text: &'t str,
    character: usize,
    byte: usize,
}

impl Cursor<'_> {
    /// The byte at which a character begins; the length of the text, where there are not so many.
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

/// What is stored of an event, by its first byte.
mod kind {
    pub(super) const DOCUMENT: u8 = 0;
    pub(super) const MAP: u8 = 1;
    pub(super) const LIST: u8 = 2;
    pub(super) const END: u8 = 3;
    /// A scalar that reads as it is written there, by its style.
    pub(super) const AS_WRITTEN: [u8; 3] = [4, 5, 6];
    /// A scalar whose text follows, by its style.
    pub(super) const SPELT_OUT: [u8; 3] = [7, 8, 9];
}

const STYLES: [Style; 3] = [Style::Plain, Style::Quoted, Style::Block];

/// Where a scalar reads as it is written, if it does so anywhere: without its quotation marks.
fn written(span: Span, style: Style) -> (usize, usize) {
    let marks = usize::from(style == Style::Quoted);
    (span.start + marks, span.end.saturating_sub(marks))
}

/// The events of a text as bytes, which [`Stored`] reads: of each its kind, how far it begins after the one before, its
/// length and, where it does not read as written, its text.
///
/// # Errors
/// Where the text is no plain YAML.
#[cfg_attr(not(test), allow(dead_code, reason = "`build.rs` stores them"))]
pub(crate) fn stored(text: &str) -> Result<Vec<u8>, String> {
    let (mut bytes, mut last) = (Vec::new(), 0);
    for event in Scanned::of(text) {
        let Event { what, span, anchor, tag } = event.map_err(|no| format!("{} at byte {}", no.info, no.at))?;
        let refused = || format!("what stands at byte {} is not stored", span.start);
        let ahead = span.start.checked_sub(last).filter(|_| !anchor && !tag).ok_or_else(refused)?;
        last = span.start;
        let (kind, spelt_out) = match &what {
            What::Document => (kind::DOCUMENT, None),
            What::Map => (kind::MAP, None),
            What::List => (kind::LIST, None),
            What::End => (kind::END, None),
            What::Alias => return Err(refused()),
            What::Scalar(said, style) => {
                let (start, end) = written(span, *style);
                if text.get(start..end) == Some(said) {
                    (kind::AS_WRITTEN[*style as usize], None)
                } else {
                    (kind::SPELT_OUT[*style as usize], Some(said))
                }
            }
        };
        bytes.push(kind);
        put(ahead, &mut bytes);
        put(span.end - span.start, &mut bytes);
        if let Some(said) = spelt_out {
            put(said.len(), &mut bytes);
            bytes.extend(said.as_bytes());
        }
    }
    Ok(bytes)
}

/// A number in groups of seven bits, the least first; all but the last have the eighth bit set.
#[cfg_attr(not(test), allow(dead_code, reason = "as `stored`"))]
fn put(mut number: usize, bytes: &mut Vec<u8>) {
    while number > 0x7F {
        bytes.push(0x80 | number.to_le_bytes()[0]);
        number >>= 7;
    }
    bytes.push(number.to_le_bytes()[0]);
}

/// The events of a text, as [`stored`] wrote them down.
#[allow(dead_code, reason = "`build.rs` reads none")]
pub(crate) struct Stored<'t> {
    text: &'t str,
    bytes: &'t [u8],
    last: usize,
}

#[allow(dead_code, reason = "as above")]
impl<'t> Stored<'t> {
    /// Of a text and what was stored of it.
    pub(crate) fn of(text: &'t str, bytes: &'t [u8]) -> Stored<'t> {
        Stored { text, bytes, last: 0 }
    }

    /// The next event; nothing where these are not the bytes that were stored of this text.
    fn event(&mut self) -> Option<Event<'t>> {
        let kind = self.take(1)?[0];
        let start = self.last + self.number()?;
        let span = Span { start, end: start + self.number()? };
        self.last = start;
        let style = |kinds: [u8; 3]| STYLES.into_iter().zip(kinds).find(|(_, of)| *of == kind).map(|(style, _)| style);
        let what = match kind {
            kind::DOCUMENT => What::Document,
            kind::MAP => What::Map,
            kind::LIST => What::List,
            kind::END => What::End,
            _ => {
                let (said, style) = if let Some(style) = style(kind::AS_WRITTEN) {
                    let (start, end) = written(span, style);
                    (self.text.get(start..end)?, style)
                } else {
                    let length = self.number()?;
                    (std::str::from_utf8(self.take(length)?).ok()?, style(kind::SPELT_OUT)?)
                };
                What::Scalar(Cow::Borrowed(said), style)
            }
        };
        Some(Event { what, span, anchor: false, tag: false })
    }

    fn take(&mut self, length: usize) -> Option<&'t [u8]> {
        let (taken, rest) = self.bytes.split_at_checked(length)?;
        self.bytes = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0;
        for group in 0..5 {
            let byte = self.take(1)?[0];
            number |= usize::from(byte & 0x7F) << (7 * group);
            if byte < 0x80 {
                break;
            }
        }
        Some(number)
    }
}

impl<'t> Iterator for Stored<'t> {
    type Item = Result<Event<'t>, NoYaml>;

    fn next(&mut self) -> Option<Self::Item> {
        let not_of_it = || NoYaml { info: "what is stored of this text is not of it".to_owned(), at: self.text.len() };
        (!self.bytes.is_empty()).then(|| self.event().ok_or_else(not_of_it))
    }
}
