//! A page as blocks, from top to bottom. Floors that arrange content for reading make them; renderers draw them and
//! decide nothing. A new format is one more renderer.

/// A piece of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Block {
    /// The first line of the whole page.
    Title(String),
    /// The heading of a part (level 2), of a part of it (3), or of one thing (4), and a short remark beside it.
    Heading(u8, String, Option<String>),
    /// Running text.
    Paragraph(String),
    /// A list; an item may lie inside the one above it.
    List(Vec<ListItem>),
    /// Short labels, each with its text, packed into lines where space is short.
    Packed(Vec<(String, String)>),
    /// One thing of a part: its standing, its title, and its text.
    Entry {
        /// The standing: "met", "not known".
        stands: String,
        /// The title.
        title: String,
        /// The text, a paragraph each.
        lines: Vec<String>,
    },
    /// A table: rows of the same number of cells.
    Grid(Grid),
    /// A label with room to write behind it.
    Blank(String),
    /// Some room between two blocks.
    Break,
}

/// An item of a [`Block::List`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListItem {
    /// The depth of the item; 0 for the list itself.
    pub depth: usize,
    /// The sign before the item: `!`, `?`; empty for none.
    pub sign: &'static str,
    /// The text of the item.
    pub text: String,
}

impl ListItem {
    /// Returns an item without a sign.
    #[must_use]
    pub fn at(depth: usize, text: impl Into<String>) -> ListItem {
        ListItem { depth, sign: "", text: text.into() }
    }
}

/// A table. The first column never breaks.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grid {
    /// The headings of the columns; empty if the cells speak for themselves.
    pub columns: Vec<String>,
    /// The rows, from top to bottom.
    pub rows: Vec<Vec<String>>,
}
