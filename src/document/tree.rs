//! A document as a tree of values, each with its place in the text and each scalar as it is written there.

use std::borrow::Cow;
use std::iter;

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// All values of a document; the first is its root.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Tree<'t> {
    #[serde(skip)]
    text: &'t str,
    /// The values in file order: a map or list comes right before the first value in it.
    #[serde(borrow)]
    nodes: Vec<TreeNode<'t>>,
}

/// A value with its place.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct TreeNode<'t> {
    /// The place of the value.
    pub(super) span: Span,
    /// Its key, if it is the value of one.
    #[serde(borrow)]
    pub(super) key: Option<NamedKey<'t>>,
    /// The value.
    #[serde(borrow)]
    pub(super) raw: Raw<'t>,
    /// The index after the value and all values in it.
    pub(super) behind: usize,
}

/// A key with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct NamedKey<'t> {
    /// The key as the document names it.
    #[serde(borrow)]
    pub(super) name: Cow<'t, str>,
    /// The place of the key.
    pub(super) at: Span,
}

/// A value before its expected type is known. The values in a map or list are reached through its [`Place`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Raw<'t> {
    /// No value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number with all its digits, as written.
    Number(&'t str),
    /// Text; borrowed from the document if it reads as it is written.
    #[serde(borrow)]
    Text(Cow<'t, str>),
    /// A map.
    Map,
    /// A list.
    List,
    /// A value that plain YAML forbids; it was reported.
    Refused,
}

/// A value of a tree, with access to the values below it.
#[derive(Clone, Copy, Debug)]
pub struct Place<'t> {
    tree: &'t Tree<'t>,
    node: usize,
}

impl<'t> Tree<'t> {
    pub(super) fn new(text: &'t str, nodes: Vec<TreeNode<'t>>) -> Tree<'t> {
        Tree { text, nodes }
    }

    /// Returns the tree with its text: the stored trees of compiled-in texts come without one.
    #[must_use]
    pub fn with_text(self, text: &'t str) -> Tree<'t> {
        Tree { text, ..self }
    }

    /// Returns the root value; `None` if the document is empty.
    #[must_use]
    pub fn root(&'t self) -> Option<Place<'t>> {
        self.places().next()
    }

    /// Iterates over all places of the document, in file order.
    pub fn places(&'t self) -> impl Iterator<Item = Place<'t>> {
        (0..self.nodes.len()).map(|node| Place { tree: self, node })
    }
}

impl<'t> Place<'t> {
    fn node(self) -> &'t TreeNode<'t> {
        &self.tree.nodes[self.node]
    }

    fn to(self, node: usize) -> Place<'t> {
        Place { tree: self.tree, node }
    }

    /// Returns a number unique to this place within the document.
    #[must_use]
    pub fn number(self) -> usize {
        self.node
    }

    /// Returns the value.
    #[must_use]
    pub fn raw(self) -> &'t Raw<'t> {
        &self.node().raw
    }

    /// Returns the text of the document.
    #[must_use]
    pub fn document(self) -> &'t str {
        self.tree.text
    }

    /// Returns the value as written in the document, with its quotation marks.
    #[must_use]
    pub fn written(self) -> &'t str {
        let span = self.span();
        self.tree.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Returns the span of the value; that of its key if the value is empty.
    #[must_use]
    pub fn span(self) -> Span {
        let node = self.node();
        if node.span.start == node.span.end { self.key_span() } else { node.span }
    }

    /// Returns the span of the key; that of the value if it has no key.
    #[must_use]
    pub fn key_span(self) -> Span {
        self.node().key.as_ref().map_or(self.node().span, |key| key.at)
    }

    /// Returns the span that names an item: its key, else its first line, else all of it.
    #[must_use]
    pub fn head(self) -> Span {
        if let Some(key) = &self.node().key {
            return key.at;
        }
        match self.entries().next() {
            Some((_, first)) if matches!(first.raw(), Raw::Map | Raw::List | Raw::Refused) => first.key_span(),
            Some((_, first)) => Span { start: first.key_span().start, end: first.span().end },
            None => self.span(),
        }
    }

    /// Returns the span of the value of a key; if there is none, that of [`Place::head`].
    #[must_use]
    pub fn span_of(self, key: &str) -> Span {
        self.get(key).map_or(self.head(), Place::span)
    }

    /// Returns the value of a key; the first one if JSON has the key twice, `None` if there is none.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Place<'t>> {
        self.entries().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// Returns the value of a key; `None` if it is missing or null.
    #[must_use]
    pub fn present(self, key: &str) -> Option<Place<'t>> {
        self.get(key).filter(|value| !value.is_null())
    }

    /// Iterates over the keys and values of a map, in file order; empty for other values.
    pub fn entries(self) -> impl Iterator<Item = (&'t str, Place<'t>)> {
        let values = self.is_map().then(|| self.within());
        values.into_iter().flatten().filter_map(|value| Some((value.node().key.as_ref()?.name.as_ref(), value)))
    }

    /// Iterates over the items of a list; empty for other values.
    pub fn items(self) -> impl Iterator<Item = Place<'t>> {
        self.is_list().then(|| self.within()).into_iter().flatten()
    }

    /// Iterates over the direct values of a map or list.
    fn within(self) -> impl Iterator<Item = Place<'t>> {
        let end = self.node().behind;
        let place = move |node| (node < end).then(|| self.to(node));
        iter::successors(place(self.node + 1), move |value| place(value.node().behind))
    }

    /// Returns whether the value is a map.
    #[must_use]
    pub fn is_map(self) -> bool {
        *self.raw() == Raw::Map
    }

    /// Returns whether the value is a list.
    #[must_use]
    pub fn is_list(self) -> bool {
        *self.raw() == Raw::List
    }

    /// Returns whether the value is null.
    #[must_use]
    pub fn is_null(self) -> bool {
        *self.raw() == Raw::Null
    }

    /// Returns whether the value was refused, and reported.
    #[must_use]
    pub fn is_refused(self) -> bool {
        *self.raw() == Raw::Refused
    }

    /// Returns the text; `None` for other values.
    #[must_use]
    pub fn text(self) -> Option<&'t str> {
        if let Raw::Text(text) = self.raw() { Some(text) } else { None }
    }

    /// Returns the number as written; `None` for other values.
    #[must_use]
    pub fn digits(self) -> Option<&'t str> {
        if let Raw::Number(digits) = self.raw() { Some(digits) } else { None }
    }

    /// Returns the type of the value in words.
    #[must_use]
    pub fn described(self) -> &'static str {
        match self.raw() {
            Raw::Null => "nothing",
            Raw::Bool(_) => "`true` or `false`",
            Raw::Number(_) => "a number",
            Raw::Text(_) => "text",
            Raw::Map => "a map",
            Raw::List => "a list",
            Raw::Refused => "something that plain YAML forbids",
        }
    }
}
