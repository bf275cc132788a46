//! A form within a line of a reject file, `{"reject": {...}, "input": ...}`, which can be fed back as it is.

use crate::document::{Place, json};

/// The kind of a text that a reject file holds in place of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenAs {
    /// A line or file expected to be JSON.
    Json,
    /// A form file in YAML.
    Yaml,
    /// Bytes that are not UTF-8, in hexadecimal: for inspection, never read.
    Hex,
}

impl WrittenAs {
    /// All kinds.
    pub const ALL: [WrittenAs; 3] = [WrittenAs::Json, WrittenAs::Yaml, WrittenAs::Hex];

    /// Returns the word used in a reject file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            WrittenAs::Json => "json",
            WrittenAs::Yaml => "yaml",
            WrittenAs::Hex => "hex",
        }
    }
}

/// Returns the input within a line of a reject file, and its kind if it is a text; `None` for any other document. For
/// nested lines the innermost counts.
pub(super) fn rejected_input(root: Place<'_>) -> Option<(Place<'_>, Option<WrittenAs>)> {
    let mut found = None;
    let mut place = root;
    while let (Some(reject), Some(input), 2) = (place.get("reject"), place.get("input"), place.entries().count()) {
        let word = reject.get("input_as").and_then(Place::text);
        found = Some((input, WrittenAs::ALL.into_iter().find(|written| Some(written.word()) == word)));
        place = input;
    }
    found
}

/// Returns the input within a line of a reject file as written, and its kind if it is a text; `None` for any other
/// text.
#[must_use]
pub fn raw_input(line: &str) -> Option<(&str, Option<WrittenAs>)> {
    let tree = json::read(line).ok()?;
    let (input, written) = tree.root().and_then(rejected_input)?;
    let span = input.span();
    Some((line.get(span.start..span.end)?, written))
}
