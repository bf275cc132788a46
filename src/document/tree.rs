//! A document as a tree of values, each with its place in the text and each scalar as it is written there.

use std::borrow::Cow;
use std::iter;

use serde::{Deserialize, Serialize};

use crate::text::Span;

/// All values of a document; the first is the whole of it.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub struct Tree<'t> {
    #[serde(skip)]
    text: &'t str,
    /// In file order: a map or list stands right before the first value in it.
    #[serde(borrow)]
    nodes: Vec<TreeNode<'t>>,
}

/// A value with its place.
#[derive(Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct TreeNode<'t> {
    /// Where the value stands.
    pub(super) span: Span,
    /// Its key, if it is the value of one.
    #[serde(borrow)]
    pub(super) key: Option<NamedKey<'t>>,
    /// What it is.
    #[serde(borrow)]
    pub(super) raw: Raw<'t>,
    /// The index behind it and all that is in it.
    pub(super) behind: usize,
}

/// A key with its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct NamedKey<'t> {
    /// As the document says it.
    #[serde(borrow)]
    pub(super) name: Cow<'t, str>,
    /// Where it stands.
    pub(super) at: Span,
}

/// A value before anything is known of its type. What is in a map or list is found by its [`Place`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Raw<'t> {
    /// Nothing stands there.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number with all its digits, as written.
    Number(&'t str),
    /// Text: that of the document, where it reads as it is written.
    #[serde(borrow)]
    Text(Cow<'t, str>),
    /// Keys and values.
    Map,
    /// Items.
    List,
    /// Something that plain YAML forbids; it was reported.
    Refused,
}

/// A value, and a way from there to the values below.
#[derive(Clone, Copy, Debug)]
pub struct Place<'t> {
    tree: &'t Tree<'t>,
    node: usize,
}

impl<'t> Tree<'t> {
    pub(super) fn new(text: &'t str, nodes: Vec<TreeNode<'t>>) -> Tree<'t> {
        Tree { text, nodes }
    }

    /// The tree that was stored of a text when the program was built.
    #[must_use]
    pub fn with_text(self, text: &'t str) -> Tree<'t> {
        Tree { text, ..self }
    }

    /// The whole document, if there is one.
    #[must_use]
    pub fn root(&'t self) -> Option<Place<'t>> {
        self.places().next()
    }

    /// Each place of the document, in file order.
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

    /// A number that no other place of the document has.
    #[must_use]
    pub fn number(self) -> usize {
        self.node
    }

    /// What stands there.
    #[must_use]
    pub fn raw(self) -> &'t Raw<'t> {
        &self.node().raw
    }

    /// The text of the document.
    #[must_use]
    pub fn document(self) -> &'t str {
        self.tree.text
    }

    /// The stretch of the document that it stands in, with its quotation marks.
    #[must_use]
    pub fn written(self) -> &'t str {
        let span = self.span();
        self.tree.text.get(span.start..span.end).unwrap_or_default()
    }

    /// Where the value stands; where it is empty, its key.
    #[must_use]
    pub fn span(self) -> Span {
        let node = self.node();
        if node.span.start == node.span.end { self.key_span() } else { node.span }
    }

    /// Where its key stands; where it has none, the value.
    #[must_use]
    pub fn key_span(self) -> Span {
        self.node().key.as_ref().map_or(self.node().span, |key| key.at)
    }

    /// Where an item is named: its key, else its first line, else all of it.
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

    /// Where the value of a key stands; where there is none, the item is named.
    #[must_use]
    pub fn span_of(self, key: &str) -> Span {
        self.get(key).map_or(self.head(), Place::span)
    }

    /// The value of a key; of one that stands twice in JSON, the first.
    #[must_use]
    pub fn get(self, key: &str) -> Option<Place<'t>> {
        self.entries().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// The value of a key, unless nothing stands there.
    #[must_use]
    pub fn present(self, key: &str) -> Option<Place<'t>> {
        self.get(key).filter(|value| !value.is_null())
    }

    /// Keys and values of a map, in file order; nothing of anything else.
    pub fn entries(self) -> impl Iterator<Item = (&'t str, Place<'t>)> {
        let values = self.is_map().then(|| self.within());
        values.into_iter().flatten().filter_map(|value| Some((value.node().key.as_ref()?.name.as_ref(), value)))
    }

    /// Items of a list; nothing of anything else.
    pub fn items(self) -> impl Iterator<Item = Place<'t>> {
        self.is_list().then(|| self.within()).into_iter().flatten()
    }

    /// The values of a map or list.
    fn within(self) -> impl Iterator<Item = Place<'t>> {
        let end = self.node().behind;
        let place = move |node| (node < end).then(|| self.to(node));
        iter::successors(place(self.node + 1), move |value| place(value.node().behind))
    }

    /// Whether it is a map.
    #[must_use]
    pub fn is_map(self) -> bool {
        *self.raw() == Raw::Map
    }

    /// Whether it is a list.
    #[must_use]
    pub fn is_list(self) -> bool {
        *self.raw() == Raw::List
    }

    /// Whether nothing stands there.
    #[must_use]
    pub fn is_null(self) -> bool {
        *self.raw() == Raw::Null
    }

    /// Whether what stands there was refused, and reported.
    #[must_use]
    pub fn is_refused(self) -> bool {
        *self.raw() == Raw::Refused
    }

    /// The text that stands there.
    #[must_use]
    pub fn text(self) -> Option<&'t str> {
        if let Raw::Text(text) = self.raw() { Some(text) } else { None }
    }

    /// The number that stands there, as written.
    #[must_use]
    pub fn digits(self) -> Option<&'t str> {
        if let Raw::Number(digits) = self.raw() { Some(digits) } else { None }
    }

    /// What stands there, in words.
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
