//! One pass over the events of a YAML text: its structure, the place of every node, what plain YAML forbids.
//!
//! The pass keeps its own stack and never recurses, so no text can overflow it; depth, size and number of nodes are
//! bounded before anything else reads the text. A rulebook is read once, here: serde sees the values, not the text.

use std::borrow::Cow;
use std::collections::HashMap;
use std::iter;

use serde_yaml::Number;

use super::error::RulebookError;
use super::events::{Event, NoYaml, Scanned, Stored, Style, What};
use super::shipped;
use super::tree::{Content, Key, Node, Scalar, Tree};
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
pub(crate) fn locate<'t>(text: &'t str, errors: &mut Vec<RulebookError>) -> Result<Tree<'t>, Unreadable> {
    if text.len() > MOST_BYTES {
        errors.push(RulebookError::FileTooLarge { at: Span::default().into() });
        return Err(Unreadable);
    }
    let pass = Pass::new(text, errors);
    match shipped::events(text) {
        Some(stored) => pass.over(Stored::of(text, stored)),
        None => pass.over(Scanned::of(text)),
    }
}

/// What is open while the events go by.
enum Frame<'t> {
    Map { node: usize, names: Names<'t>, next: Option<Next<'t>> },
    List { node: usize },
}

/// A key that waits for its value.
enum Next<'t> {
    Kept(Key<'t>),
    /// It may not be kept: a second one of the name, or one that plain YAML forbids.
    Dropped,
}

/// The names in a map that is open. Those of a small map are compared one after the other, which is faster than to look
/// them up.
#[derive(Default)]
struct Names<'t> {
    count: usize,
    many: Option<HashMap<Cow<'t, str>, usize>>,
}

impl<'t> Names<'t> {
    /// Up to so many are compared.
    const FEW: usize = 16;

    /// The value of a name in the map that stands at `map`, whose values so far are whole.
    fn find(&mut self, name: &str, nodes: &[Node<'t>], map: usize) -> Option<usize> {
        let mut values = iter::successors(Some(map + 1), |&value| nodes.get(value).map(|node| node.behind))
            .map_while(|value| Some((&nodes.get(value)?.key.as_ref()?.name, value)));
        if self.count > Names::FEW {
            self.many
                .get_or_insert_with(|| values.map(|(name, value)| (name.clone(), value)).collect())
                .get(name)
                .copied()
        } else {
            values.find(|(other, _)| *other == name).map(|(_, value)| value)
        }
    }

    fn add(&mut self, key: &Key<'t>, value: usize) {
        self.count += 1;
        if let Some(many) = &mut self.many {
            many.insert(key.name.clone(), value);
        }
    }
}

struct Pass<'t, 'e> {
    text: &'t str,
    nodes: Vec<Node<'t>>,
    /// Nodes seen, kept or not.
    seen: usize,
    open: Vec<Frame<'t>>,
    /// How many lists and maps are open inside something dropped.
    dropped: usize,
    documents: usize,
    errors: &'e mut Vec<RulebookError>,
}

impl<'t, 'e> Pass<'t, 'e> {
    fn new(text: &'t str, errors: &'e mut Vec<RulebookError>) -> Pass<'t, 'e> {
        Pass { text, nodes: Vec::new(), seen: 0, open: Vec::new(), dropped: 0, documents: 0, errors }
    }

    /// Takes in all events, up to a second document.
    fn over(mut self, events: impl Iterator<Item = Result<Event<'t>, NoYaml>>) -> Result<Tree<'t>, Unreadable> {
        for event in events {
            match event {
                Ok(event) => {
                    if !self.event(event)? {
                        break;
                    }
                }
                Err(error) => {
                    let error = self.syntax(error);
                    self.errors.push(error);
                    return Err(Unreadable);
                }
            }
        }
        Ok(Tree { nodes: self.nodes })
    }

    /// Takes in one event; `false` when the rest need not be read.
    fn event(&mut self, Event { what, span, anchor, tag }: Event<'t>) -> Result<bool, Unreadable> {
        self.forbid(anchor, tag, span);
        match what {
            What::Document => {
                self.documents += 1;
                if self.documents > 1 {
                    self.errors.push(RulebookError::SecondDocument { at: span.into() });
                    return Ok(false);
                }
            }
            What::Alias => {
                self.errors.push(RulebookError::Alias { at: span.into() });
                self.value(span, Content::Refused)?;
            }
            What::Scalar(text, style) => self.scalar(text, style, span)?,
            What::Map => self.start(span, Content::Map)?,
            What::List => self.start(span, Content::List)?,
            What::End => self.end(span),
        }
        Ok(true)
    }

    /// An anchor or a tag on a node, which begins with it or stands after it.
    fn forbid(&mut self, anchor: bool, tag: bool, span: Span) {
        if anchor {
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

    fn scalar(&mut self, text: Cow<'t, str>, style: Style, span: Span) -> Result<(), Unreadable> {
        let plain = style == Style::Plain;
        if self.dropped == 0
            && let Some(Frame::Map { node, names, next: next @ None }) = self.open.last_mut()
        {
            self.seen += 1;
            let forbidden = match plain {
                true if text == "<<" => Some(RulebookError::MergeKey { at: span.into() }),
                true if plain_value(&text).is_some() => Some(RulebookError::KeyNotText { at: span.into() }),
                _ => None,
            };
            let twice = names.find(&text, &self.nodes, *node).and_then(|first| self.nodes[first].key.as_ref());
            let again = twice.map(|first| RulebookError::DuplicateKey {
                key: text.clone().into_owned(),
                at: span.into(),
                first: first.at.into(),
            });
            let wrong = forbidden.or(again);
            *next = Some(if wrong.is_some() { Next::Dropped } else { Next::Kept(Key { name: text, at: span }) });
            self.errors.extend(wrong);
            return Ok(());
        }
        let value = if plain { plain_value(&text) } else { None };
        let value = value.unwrap_or(Scalar::Text(text));
        let span = if style == Style::Block { self.trimmed(span) } else { span };
        self.value(span, Content::Scalar(value)).map(|_| ())
    }

    fn start(&mut self, span: Span, content: Content<'t>) -> Result<(), Unreadable> {
        if self.open.len() + self.dropped >= MOST_DEPTH {
            self.errors.push(RulebookError::TooDeep { most: MOST_DEPTH, at: span.into() });
            return Err(Unreadable);
        }
        if self.dropped == 0 && matches!(self.open.last(), Some(Frame::Map { next: None, .. })) {
            self.errors.push(RulebookError::KeyNotText { at: span.into() });
            self.open_key_dropped();
            self.dropped = 1;
            return self.counted(span);
        }
        let is_map = matches!(content, Content::Map);
        match self.value(span, content)? {
            Some(node) if is_map => self.open.push(Frame::Map { node, names: Names::default(), next: None }),
            Some(node) => self.open.push(Frame::List { node }),
            None => self.dropped += 1,
        }
        Ok(())
    }

    /// A list or a map stands where a key ought to: the pair of it and its value is left out.
    fn open_key_dropped(&mut self) {
        if let Some(Frame::Map { next, .. }) = self.open.last_mut() {
            *next = Some(Next::Dropped);
        }
    }

    fn end(&mut self, span: Span) {
        if self.dropped > 0 {
            self.dropped -= 1;
            return;
        }
        let Some(Frame::Map { node, .. } | Frame::List { node }) = self.open.pop() else { return };
        let start = self.nodes[node].span.start;
        self.nodes[node].behind = self.nodes.len();
        self.nodes[node].span = self.trimmed(Span { start, end: span.end.max(start) });
    }

    /// Puts a value in its place; `None` if it belongs to something dropped.
    fn value(&mut self, span: Span, content: Content<'t>) -> Result<Option<usize>, Unreadable> {
        self.counted(span)?;
        if self.dropped > 0 {
            return Ok(None);
        }
        let number = self.nodes.len();
        let key = match self.open.last_mut() {
            None | Some(Frame::List { .. }) => None,
            Some(Frame::Map { names, next, .. }) => match next.take() {
                Some(Next::Kept(key)) => {
                    names.add(&key, number);
                    Some(key)
                }
                Some(Next::Dropped) => return Ok(None),
                None => {
                    self.open_key_dropped(); // an alias, which was reported
                    return Ok(None);
                }
            },
        };
        self.nodes.push(Node { span, key, content, behind: number + 1 });
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
    fn syntax(&self, NoYaml { info, at: start }: NoYaml) -> RulebookError {
        let end = self.text[start..].chars().next().map_or(start, |character| start + character.len_utf8());
        let at = Span { start, end };
        match info {
            info if info.contains("recursion limit") => RulebookError::TooDeep { most: MOST_DEPTH, at: at.into() },
            info if info.contains("unknown anchor") => RulebookError::Alias { at: self.word(start).into() },
            info => RulebookError::Syntax { info, at: at.into() },
        }
    }

    /// From a place to the next white space or punctuation.
    fn word(&self, start: usize) -> Span {
        let rest = &self.text[start..];
        let length = rest.find(|c: char| c.is_whitespace() || ",]}".contains(c)).unwrap_or(rest.len());
        Span { start, end: start + length }
    }

    /// Without the white space at its end: block values run on to the next token.
    fn trimmed(&self, span: Span) -> Span {
        let written = self.text.get(span.start..span.end).unwrap_or_default().trim_end();
        Span { start: span.start, end: span.start + written.len() }
    }
}

/// What a plain scalar is in YAML 1.2's core schema, if it is no text; `yes` and `no` are text there, and so is `012` here.
fn plain_value(text: &str) -> Option<Scalar<'static>> {
    match text.as_bytes().first() {
        None => return Some(Scalar::Nothing),
        Some(b'~' | b'n' | b'N' | b't' | b'T' | b'f' | b'F' | b'-' | b'+' | b'.' | b'0'..=b'9') => {}
        Some(_) => return None,
    }
    match text {
        "~" | "null" | "Null" | "NULL" => Some(Scalar::Nothing),
        "true" | "True" | "TRUE" => Some(Scalar::Truth(true)),
        "false" | "False" | "FALSE" => Some(Scalar::Truth(false)),
        _ => number(text).map(Scalar::Number),
    }
}

/// The number that a plain scalar is: decimal digits without needless zeros in front, or with a point or an exponent.
fn number(text: &str) -> Option<Number> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    if !digits.starts_with(|c: char| c.is_ascii_digit() || c == '.') {
        return None;
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let plain = digits.len() == 1 || !digits.starts_with('0');
        return plain.then(|| text.parse::<i64>().ok()).flatten().map(Number::from);
    }
    let written = digits.bytes().all(|byte| byte.is_ascii_digit() || b".eE+-".contains(&byte));
    let value = written.then(|| text.parse::<f64>().ok()).flatten()?;
    value.is_finite().then(|| Number::from(value))
}
