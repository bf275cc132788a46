//! One pass over the events of a YAML text: its structure, the place of every node, what plain YAML forbids.
//!
//! The pass keeps its own stack and never recurses, so no text can overflow it; depth, size and number of nodes are
//! bounded before anything else reads the text. A rulebook is read once, here: serde sees the values, not the text.

use indexmap::IndexMap;
use indexmap::map::Entry;
use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks};
use serde_yaml::Value;

use super::error::RulebookError;
use super::tree::{Content, Node, Tree};
use crate::text::Span;

/// The greatest size of a file, in bytes.
pub(super) const MOST_BYTES: usize = 4 * 1024 * 1024;
/// The greatest number of lists and maps inside one another.
pub(super) const MOST_DEPTH: usize = 64;
/// The greatest number of values in a file.
pub(super) const MOST_NODES: usize = 200_000;

/// Something stands in a text after which nothing can be read; it was reported.
pub(crate) struct Unreadable;

/// How far before a node its anchor or tag is looked for, in bytes.
const NEAR: usize = 200;

/// Reads the structure of a text; what is wrong with it is added to `errors`.
///
/// # Errors
/// Where nothing can be read.
pub(crate) fn locate(text: &str, errors: &mut Vec<RulebookError>) -> Result<Tree, Unreadable> {
    if text.len() > MOST_BYTES {
        errors.push(RulebookError::FileTooLarge { at: Span::default().into() });
        return Err(Unreadable);
    }
    let mut pass = Pass::new(text, errors);
    for event in Parser::new_from_str(text) {
        match event {
            Ok((event, marks)) => {
                if !pass.event(&event, marks)? {
                    break;
                }
            }
            Err(error) => {
                let error = pass.syntax(&error);
                pass.errors.push(error);
                return Err(Unreadable);
            }
        }
    }
    Ok(Tree { nodes: pass.nodes })
}

/// What is open while the events go by.
enum Frame {
    Map { node: usize, key: Option<Key> },
    List { node: usize },
}

/// A key that waits for its value.
struct Key {
    name: String,
    at: Span,
    /// It may not be kept: a second one of the name, or one that plain YAML forbids.
    dropped: bool,
}

struct Pass<'t> {
    text: &'t str,
    /// The byte offset of each character, if they differ.
    bytes: Option<Vec<usize>>,
    nodes: Vec<Node>,
    /// Nodes seen, kept or not.
    seen: usize,
    open: Vec<Frame>,
    /// How many lists and maps are open inside something dropped.
    dropped: usize,
    documents: usize,
    errors: &'t mut Vec<RulebookError>,
}

impl<'t> Pass<'t> {
    fn new(text: &'t str, errors: &'t mut Vec<RulebookError>) -> Pass<'t> {
        let bytes = (!text.is_ascii()).then(|| text.char_indices().map(|(byte, _)| byte).collect());
        Pass { text, bytes, nodes: Vec::new(), seen: 0, open: Vec::new(), dropped: 0, documents: 0, errors }
    }

    /// Takes in one event; `false` when the rest need not be read.
    fn event(&mut self, event: &Event<'_>, marks: Marks) -> Result<bool, Unreadable> {
        let span = self.span(marks);
        match event {
            Event::DocumentStart(_) => {
                self.documents += 1;
                if self.documents > 1 {
                    self.errors.push(RulebookError::SecondDocument { at: span.into() });
                    return Ok(false);
                }
            }
            Event::Alias(_) => {
                self.errors.push(RulebookError::Alias { at: span.into() });
                self.value(span, Content::Refused)?;
            }
            Event::Scalar(text, style, anchor, tag) => {
                self.forbid(*anchor, tag.is_some(), span);
                self.scalar(text, *style, span)?;
            }
            Event::MappingStart(anchor, tag) => {
                self.forbid(*anchor, tag.is_some(), span);
                self.start(span, Content::Map(IndexMap::new()))?;
            }
            Event::SequenceStart(anchor, tag) => {
                self.forbid(*anchor, tag.is_some(), span);
                self.start(span, Content::List(Vec::new()))?;
            }
            Event::MappingEnd | Event::SequenceEnd => self.end(span),
            Event::Nothing | Event::StreamStart | Event::StreamEnd | Event::DocumentEnd => {}
        }
        Ok(true)
    }

    /// An anchor (0 is none) or a tag on a node, which begins with it or stands after it.
    fn forbid(&mut self, anchor: usize, tag: bool, span: Span) {
        if anchor > 0 {
            self.errors.push(RulebookError::Anchor { at: self.mark('&', span).into() });
        }
        if tag {
            self.errors.push(RulebookError::Tag { at: self.mark('!', span).into() });
        }
    }

    /// Where the mark of a node stands; the node, where it is not found near it.
    fn mark(&self, sign: char, span: Span) -> Span {
        let near = (span.start.saturating_sub(NEAR)..=span.start).find(|&at| self.text.is_char_boundary(at));
        let before = near.and_then(|near| self.text[near..span.start].rfind(sign).map(|found| near + found));
        let within = || self.text[span.start..].find(sign).map(|found| span.start + found);
        let start = if self.text[span.start..].starts_with(['&', '!']) { within() } else { before };
        start.map_or(span, |start| self.word(start))
    }

    fn scalar(&mut self, text: &str, style: ScalarStyle, span: Span) -> Result<(), Unreadable> {
        let plain = style == ScalarStyle::Plain;
        if self.dropped == 0
            && let Some(Frame::Map { node, key: key @ None }) = self.open.last_mut()
        {
            self.seen += 1;
            let forbidden = match plain {
                true if text == "<<" => Some(RulebookError::MergeKey { at: span.into() }),
                true if !matches!(plain_value(text), Value::String(_)) => {
                    Some(RulebookError::KeyNotText { at: span.into() })
                }
                _ => None,
            };
            let twice = match &self.nodes[*node].content {
                Content::Map(entries) => entries.get(text).and_then(|&first| self.nodes[first].key),
                _ => None,
            };
            let again = twice.map(|first| RulebookError::DuplicateKey {
                key: text.to_owned(),
                at: span.into(),
                first: first.into(),
            });
            let dropped = forbidden.is_some() || again.is_some();
            self.errors.extend(forbidden.or(again));
            *key = Some(Key { name: text.to_owned(), at: span, dropped });
            return Ok(());
        }
        let value = if plain { plain_value(text) } else { Value::String(text.to_owned()) };
        let span = if matches!(style, ScalarStyle::Literal | ScalarStyle::Folded) { self.trimmed(span) } else { span };
        self.value(span, Content::Scalar(value)).map(|_| ())
    }

    fn start(&mut self, span: Span, content: Content) -> Result<(), Unreadable> {
        if self.open.len() + self.dropped >= MOST_DEPTH {
            self.errors.push(RulebookError::TooDeep { most: MOST_DEPTH, at: span.into() });
            return Err(Unreadable);
        }
        if self.dropped == 0 && matches!(self.open.last(), Some(Frame::Map { key: None, .. })) {
            self.errors.push(RulebookError::KeyNotText { at: span.into() });
            self.open_key_dropped(span);
            self.dropped = 1;
            return self.counted(span);
        }
        let is_map = matches!(content, Content::Map(_));
        match self.value(span, content)? {
            Some(node) if is_map => self.open.push(Frame::Map { node, key: None }),
            Some(node) => self.open.push(Frame::List { node }),
            None => self.dropped += 1,
        }
        Ok(())
    }

    /// A list or a map stands where a key ought to: the pair of it and its value is left out.
    fn open_key_dropped(&mut self, span: Span) {
        if let Some(Frame::Map { key, .. }) = self.open.last_mut() {
            *key = Some(Key { name: String::new(), at: span, dropped: true });
        }
    }

    fn end(&mut self, span: Span) {
        if self.dropped > 0 {
            self.dropped -= 1;
            return;
        }
        let Some(Frame::Map { node, .. } | Frame::List { node }) = self.open.pop() else { return };
        let start = self.nodes[node].span.start;
        self.nodes[node].span = self.trimmed(Span { start, end: span.end.max(start) });
    }

    /// Puts a value in its place; `None` if it belongs to something dropped.
    fn value(&mut self, span: Span, content: Content) -> Result<Option<usize>, Unreadable> {
        self.counted(span)?;
        if self.dropped > 0 {
            return Ok(None);
        }
        let number = self.nodes.len();
        let mut key_span = None;
        match self.open.last_mut() {
            None => {}
            Some(Frame::List { node }) => {
                if let Content::List(items) = &mut self.nodes[*node].content {
                    items.push(number);
                }
            }
            Some(Frame::Map { node, key }) => {
                let Some(key) = key.take() else {
                    self.open_key_dropped(span); // an alias, which was reported
                    return Ok(None);
                };
                if key.dropped {
                    return Ok(None);
                }
                key_span = Some(key.at);
                if let Content::Map(entries) = &mut self.nodes[*node].content
                    && let Entry::Vacant(entry) = entries.entry(key.name)
                {
                    entry.insert(number);
                }
            }
        }
        self.nodes.push(Node { span, key: key_span, content });
        Ok(Some(number))
    }

    fn counted(&mut self, span: Span) -> Result<(), Unreadable> {
        self.seen += 1;
        if self.seen > MOST_NODES {
            self.errors.push(RulebookError::TooManyNodes { most: MOST_NODES, at: span.into() });
            return Err(Unreadable);
        }
        Ok(())
    }

    /// What the parser refused, by the words it uses for it.
    fn syntax(&self, error: &saphyr_parser::ScanError) -> RulebookError {
        let start = self.byte(error.marker().index());
        let end = self.text[start..].chars().next().map_or(start, |character| start + character.len_utf8());
        let at = Span { start, end };
        match error.info() {
            info if info.contains("recursion limit") => RulebookError::TooDeep { most: MOST_DEPTH, at: at.into() },
            info if info.contains("unknown anchor") => RulebookError::Alias { at: self.word(start).into() },
            info => RulebookError::Syntax { info: info.to_owned(), at: at.into() },
        }
    }

    /// From a place to the next white space or punctuation.
    fn word(&self, start: usize) -> Span {
        let rest = &self.text[start..];
        let length = rest.find(|c: char| c.is_whitespace() || ",]}".contains(c)).unwrap_or(rest.len());
        Span { start, end: start + length }
    }

    /// From characters to bytes.
    fn span(&self, marks: Marks) -> Span {
        let (start, end) = (self.byte(marks.start.index()), self.byte(marks.end.index()));
        Span { start, end: end.max(start) }
    }

    fn byte(&self, character: usize) -> usize {
        match &self.bytes {
            None => character.min(self.text.len()),
            Some(bytes) => bytes.get(character).copied().unwrap_or(self.text.len()),
        }
    }

    /// Without the white space at its end: block values run on to the next token.
    fn trimmed(&self, span: Span) -> Span {
        let written = self.text.get(span.start..span.end).unwrap_or_default().trim_end();
        Span { start: span.start, end: span.start + written.len() }
    }
}

/// What a plain scalar is in YAML 1.2's core schema; `yes` and `no` are text there, and so is `012` here.
fn plain_value(text: &str) -> Value {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let begins_as_number = digits.starts_with(|c: char| c.is_ascii_digit() || c == '.');
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Value::Null,
        "true" | "True" | "TRUE" => Value::Bool(true),
        "false" | "False" | "FALSE" => Value::Bool(false),
        _ if begins_as_number => number(text).unwrap_or_else(|| Value::String(text.to_owned())),
        _ => Value::String(text.to_owned()),
    }
}

/// The number that a plain scalar is: decimal digits without needless zeros in front, or with a point or an exponent.
fn number(text: &str) -> Option<Value> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let plain = digits.len() == 1 || !digits.starts_with('0');
        return plain.then(|| text.parse::<i64>().ok()).flatten().map(Value::from);
    }
    let written = digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    let value = written.then(|| text.parse::<f64>().ok()).flatten()?;
    value.is_finite().then(|| Value::from(value))
}
