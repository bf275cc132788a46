//! A rulebook file as a tree of values, each with its place in the text.

mod flat;

use std::borrow::Cow;
use std::iter;

use serde_yaml::{Mapping, Number, Value};

use crate::text::Span;

/// All nodes of a file; the first is the whole document.
#[derive(Debug)]
pub(crate) struct Tree<'t> {
    /// In file order: a map or list stands right before the first node in it.
    pub(crate) nodes: Vec<Node<'t>>,
}

/// A value with its place.
#[derive(Debug)]
pub(crate) struct Node<'t> {
    /// Where the value stands.
    pub(crate) span: Span,
    /// Its key, if it is the value of one.
    pub(crate) key: Option<Key<'t>>,
    /// What it is.
    pub(crate) content: Content<'t>,
    /// The place in [`Tree::nodes`] behind it and all that is in it.
    pub(crate) behind: usize,
}

/// A key with its place; no other of its map has the same name.
#[derive(Clone, Debug)]
pub(crate) struct Key<'t> {
    /// As the file says it.
    pub(crate) name: Cow<'t, str>,
    /// Where it stands.
    pub(crate) at: Span,
}

/// What a node is.
#[derive(Debug)]
pub(crate) enum Content<'t> {
    /// A plain value.
    Scalar(Scalar<'t>),
    /// Keys and their values, which are the nodes in it.
    Map,
    /// Items, which are the nodes in it.
    List,
    /// Something that plain YAML forbids; already reported.
    Refused,
}

/// A plain value.
#[derive(Clone, Debug)]
pub(crate) enum Scalar<'t> {
    /// Nothing stands there.
    Nothing,
    /// `true` or `false`.
    Truth(bool),
    /// A number.
    Number(Number),
    /// Text: that of the file, where it reads as it is written.
    Text(Cow<'t, str>),
}

impl Scalar<'_> {
    /// As a value of its own.
    pub(crate) fn value(&self) -> Value {
        match self {
            Scalar::Nothing => Value::Null,
            Scalar::Truth(truth) => Value::Bool(*truth),
            Scalar::Number(number) => Value::Number(number.clone()),
            Scalar::Text(text) => Value::String(text.as_ref().to_owned()),
        }
    }
}

/// A node, and a way from there to the nodes below.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Place<'t> {
    tree: &'t Tree<'t>,
    node: usize,
}

impl Tree<'_> {
    /// The whole document, if there is one.
    pub(crate) fn root(&self) -> Option<Place<'_>> {
        (!self.nodes.is_empty()).then_some(Place { tree: self, node: 0 })
    }

    /// Each place of the document, in file order.
    pub(super) fn places(&self) -> impl Iterator<Item = Place<'_>> {
        (0..self.nodes.len()).map(|node| Place { tree: self, node })
    }
}

impl<'t> Place<'t> {
    fn node(self) -> &'t Node<'t> {
        &self.tree.nodes[self.node]
    }

    fn to(self, node: usize) -> Place<'t> {
        Place { tree: self.tree, node }
    }

    /// A number that no other place of the file has.
    pub(crate) fn number(self) -> usize {
        self.node
    }

    /// Where the value stands; where it is empty, its key.
    pub(crate) fn span(self) -> Span {
        let node = self.node();
        if node.span.start == node.span.end { self.key_span() } else { node.span }
    }

    /// Where its key stands; where it has none, the value.
    pub(crate) fn key_span(self) -> Span {
        self.node().key.as_ref().map_or(self.node().span, |key| key.at)
    }

    /// Where an item is named: its key, else its first line, else all of it.
    pub(crate) fn head(self) -> Span {
        if let Some(key) = &self.node().key {
            return key.at;
        }
        match self.entries().next() {
            Some((_, first)) if matches!(first.node().content, Content::Scalar(_)) => {
                Span { start: first.key_span().start, end: first.span().end }
            }
            Some((_, first)) => first.key_span(),
            None => self.span(),
        }
    }

    /// The value of a key.
    pub(crate) fn get(self, key: &str) -> Option<Place<'t>> {
        self.entries().find(|(name, _)| *name == key).map(|(_, value)| value)
    }

    /// Keys and values of a map, in file order; nothing of anything else.
    pub(crate) fn entries(self) -> impl Iterator<Item = (&'t str, Place<'t>)> {
        let values = self.is_map().then(|| self.within());
        values.into_iter().flatten().filter_map(|value| Some((value.node().key.as_ref()?.name.as_ref(), value)))
    }

    /// Items of a list; nothing of anything else.
    pub(crate) fn items(self) -> impl Iterator<Item = Place<'t>> {
        self.is_list().then(|| self.within()).into_iter().flatten()
    }

    /// The values of a map or list.
    fn within(self) -> impl Iterator<Item = Place<'t>> {
        let end = self.node().behind;
        let place = move |node| (node < end).then(|| self.to(node));
        iter::successors(place(self.node + 1), move |value| place(value.node().behind))
    }

    /// Whether it is a map.
    pub(crate) fn is_map(self) -> bool {
        matches!(self.node().content, Content::Map)
    }

    /// Whether it is a list.
    pub(crate) fn is_list(self) -> bool {
        matches!(self.node().content, Content::List)
    }

    /// Whether nothing stands there.
    pub(crate) fn is_nothing(self) -> bool {
        matches!(self.node().content, Content::Scalar(Scalar::Nothing))
    }

    /// Whether what stands there was refused, and reported.
    pub(crate) fn is_refused(self) -> bool {
        matches!(self.node().content, Content::Refused)
    }

    /// A text that stands there.
    pub(crate) fn text(self) -> Option<&'t str> {
        match &self.node().content {
            Content::Scalar(Scalar::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// A text, number, true, false or nothing that stands there.
    pub(crate) fn scalar(self) -> Option<&'t Scalar<'t>> {
        match &self.node().content {
            Content::Scalar(value) => Some(value),
            _ => None,
        }
    }

    /// What stands there, in words.
    pub(crate) fn described(self) -> &'static str {
        match &self.node().content {
            Content::Scalar(Scalar::Nothing) => "nothing",
            Content::Scalar(Scalar::Truth(_)) => "`true` or `false`",
            Content::Scalar(Scalar::Number(_)) => "a number",
            Content::Scalar(_) => "text",
            Content::Map => "a map",
            Content::List => "a list",
            Content::Refused => "something that plain YAML forbids",
        }
    }

    /// Its own keys and the plain values at them, without places, for serde; lists and maps within are empty.
    pub(crate) fn flat(self) -> Value {
        let plain = |place: Place<'_>| match &place.node().content {
            Content::Scalar(value) => value.value(),
            Content::Refused => Value::Null,
            Content::List => Value::Sequence(Vec::new()),
            Content::Map => Value::Mapping(Mapping::new()),
        };
        Value::Mapping(self.entries().map(|(key, place)| (Value::String(key.to_owned()), plain(place))).collect())
    }

    /// The value without places, for serde; what was refused is left out. The depth is bounded by `locate`.
    pub(crate) fn value(self) -> Value {
        match &self.node().content {
            Content::Scalar(value) => value.value(),
            Content::Refused => Value::Null,
            Content::List => Value::Sequence(self.items().map(Place::value).collect()),
            Content::Map => Value::Mapping(
                self.entries().map(|(key, place)| (Value::String(key.to_owned()), place.value())).collect(),
            ),
        }
    }
}
