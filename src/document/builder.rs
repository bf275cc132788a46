//! Builds a tree from parser events in one pass, with places; reports values that are not allowed.
//!
//! The builder keeps its own stack and never recurses, so no text can overflow it. Depth and number of values are
//! bounded before anything else reads the document.

use std::borrow::Cow;
use std::collections::HashMap;

use super::finding::{Finding, codes};
use super::scalar::bare;
use super::tree::{NamedKey, Raw, Tree, TreeNode};
use crate::text::Span;

codes! {
    DUPLICATE_KEY "duplicate-key" "again here" "keep one of the two: only one could count";
    KEY_NOT_TEXT "key-not-text" "not text" "put it in quotes if it is meant as text";
    MERGE_KEY "merge-key" "a merge key" "write the keys out";
    NESTING_TOO_DEEP "nesting-too-deep" "one too deep" "give parts of a long condition names as facts";
    TOO_MANY_NODES "too-many-nodes" "one too many" "a rulebook of hundreds of questions stays far below that";
}

/// The greatest number of values in a YAML document.
pub const MOST_NODES: usize = 200_000;

/// The error after which nothing more of a text can be read; it was reported.
pub(super) struct Unreadable;

/// The limits of a document.
#[derive(Clone, Copy)]
pub(super) struct Capacity {
    /// The greatest number of lists and maps inside one another.
    pub(super) depth: usize,
    /// The greatest number of values.
    pub(super) nodes: usize,
    /// Whether a duplicate key of a map is reported and left out.
    pub(super) once: bool,
}

/// The style in which a scalar is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Style {
    /// Bare.
    Plain,
    /// In quotation marks.
    Quoted,
    /// Indented, below `|` or `>`.
    Block,
}

/// A list or map that is still open; for a map, the keys so far with their places, and the key that waits for its
/// value.
enum Frame<'t> {
    Map { node: usize, keys: HashMap<Cow<'t, str>, Span>, next: Option<NextKey<'t>> },
    List { node: usize },
}

/// A key that waits for its value.
enum NextKey<'t> {
    Kept(NamedKey<'t>),
    /// A key that is not kept: a duplicate, or one that is not allowed.
    Dropped,
}

/// A tree under construction.
pub(super) struct Builder<'t, 'f> {
    text: &'t str,
    capacity: Capacity,
    nodes: Vec<TreeNode<'t>>,
    /// Values and keys seen, kept or not.
    seen: usize,
    open: Vec<Frame<'t>>,
    /// Number of lists and maps open inside a dropped value.
    dropped: usize,
    pub(super) findings: &'f mut Vec<Finding>,
}

impl<'t, 'f> Builder<'t, 'f> {
    pub(super) fn new(text: &'t str, capacity: Capacity, findings: &'f mut Vec<Finding>) -> Builder<'t, 'f> {
        Builder { text, capacity, nodes: Vec::new(), seen: 0, open: Vec::new(), dropped: 0, findings }
    }

    pub(super) fn finish(self) -> Tree<'t> {
        Tree::new(self.text, self.nodes)
    }

    /// Takes in a scalar: a key where a map waits for one, else a value.
    pub(super) fn scalar(&mut self, text: Cow<'t, str>, style: Style, span: Span) -> Result<(), Unreadable> {
        if self.dropped == 0
            && let Some(Frame::Map { keys, next: next @ None, .. }) = self.open.last_mut()
        {
            self.seen += 1;
            let bare_key = || style == Style::Plain && !matches!(bare(text.clone()), Raw::Text(_));
            let wrong = if style == Style::Plain && text == "<<" {
                Some(MERGE_KEY.at(span, "merge keys (`<<`) are not used in rulebooks"))
            } else if bare_key() {
                Some(key_not_text(span))
            } else {
                keys.get(&text).map(|first| duplicate_key(&text, span, *first))
            };
            if wrong.is_none() && self.capacity.once {
                keys.insert(text.clone(), span);
            }
            *next = Some(match wrong {
                None => NextKey::Kept(NamedKey { name: text, at: span }),
                Some(_) => NextKey::Dropped,
            });
            self.findings.extend(wrong);
            return Ok(());
        }
        let raw = if style == Style::Plain { bare(text) } else { Raw::Text(text) };
        let span = if style == Style::Block { self.trimmed(span) } else { span };
        self.value(span, raw).map(|_| ())
    }

    /// Takes in the beginning of a map or list.
    pub(super) fn start(&mut self, raw: Raw<'t>, span: Span) -> Result<(), Unreadable> {
        if self.open.len() + self.dropped >= self.capacity.depth {
            self.findings.push(too_deep(self.capacity.depth, span));
            return Err(Unreadable);
        }
        if self.dropped == 0
            && let Some(Frame::Map { next: next @ None, .. }) = self.open.last_mut()
        {
            *next = Some(NextKey::Dropped); // it stands where a key ought to: the pair of it and its value is left out
            self.findings.push(key_not_text(span));
            self.dropped = 1;
            return self.counted(span);
        }
        let is_map = raw == Raw::Map;
        match self.value(span, raw)? {
            Some(node) if is_map => self.open.push(Frame::Map { node, keys: HashMap::new(), next: None }),
            Some(node) => self.open.push(Frame::List { node }),
            None => self.dropped += 1,
        }
        Ok(())
    }

    /// Takes in the end of the map or list that began last.
    pub(super) fn end(&mut self, span: Span) {
        if self.dropped > 0 {
            self.dropped -= 1;
            return;
        }
        let Some(Frame::Map { node, .. } | Frame::List { node }) = self.open.pop() else { return };
        let start = self.nodes[node].span.start;
        self.nodes[node].behind = self.nodes.len();
        self.nodes[node].span = self.trimmed(Span { start, end: span.end.max(start) });
    }

    /// Takes in a value that is not allowed and was reported.
    pub(super) fn refused(&mut self, span: Span) -> Result<(), Unreadable> {
        self.value(span, Raw::Refused).map(|_| ())
    }

    /// Adds a value to the tree and returns its index; `None` if the value is dropped.
    fn value(&mut self, span: Span, raw: Raw<'t>) -> Result<Option<usize>, Unreadable> {
        self.counted(span)?;
        if self.dropped > 0 {
            return Ok(None);
        }
        let number = self.nodes.len();
        let key = match self.open.last_mut() {
            None | Some(Frame::List { .. }) => None,
            Some(Frame::Map { next, .. }) => match next.take() {
                Some(NextKey::Kept(key)) => Some(key),
                Some(NextKey::Dropped) => return Ok(None),
                None => {
                    *next = Some(NextKey::Dropped); // an alias, which was reported
                    return Ok(None);
                }
            },
        };
        self.nodes.push(TreeNode { span, key, raw, behind: number + 1 });
        Ok(Some(number))
    }

    fn counted(&mut self, span: Span) -> Result<(), Unreadable> {
        self.seen += 1;
        if self.seen > self.capacity.nodes {
            self.findings.push(too_many_nodes(span));
            return Err(Unreadable);
        }
        Ok(())
    }

    /// Returns the span without trailing white space: block values run on to the next token.
    fn trimmed(&self, span: Span) -> Span {
        let written = self.text.get(span.start..span.end).unwrap_or_default().trim_end();
        Span { start: span.start, end: span.start + written.len() }
    }
}

fn duplicate_key(key: &str, at: Span, first: Span) -> Finding {
    DUPLICATE_KEY.at(at, format!("the key `{key}` stands twice in the same map")).and(first, "first here")
}

fn key_not_text(at: Span) -> Finding {
    KEY_NOT_TEXT.at(at, "a key is text; this one is not")
}

pub(super) fn too_deep(most: usize, at: Span) -> Finding {
    NESTING_TOO_DEEP.at(at, format!("lists and maps stand more than {most} deep in one another"))
}

/// Returns the finding for too many values, in a file or after unfolding.
#[must_use]
pub fn too_many_nodes(at: Span) -> Finding {
    TOO_MANY_NODES.at(at, format!("the file unfolds to more than {MOST_NODES} values"))
}
