//! Reads JSON into the same tree as YAML: `serde_json` validates the text, then its tokens are walked with their
//! places. Duplicate keys stay in the tree, so that its reader can refuse the second one.

use std::borrow::Cow;

use serde::de::IgnoredAny;

use super::builder::{Builder, Capacity, Style, Unreadable};
use super::tree::{Raw, Tree};
use crate::text::Span;

/// The error for a text that is not JSON, with its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotJson {
    /// The line, from 1.
    pub line: usize,
    /// The column in bytes, from 1.
    pub column: usize,
}

/// The greatest number of lists and maps inside one another: the limit of `serde_json`.
const MOST_DEPTH: usize = 127;

/// Reads a JSON text.
///
/// # Errors
/// Returns the place of the error if the text is not JSON, or is nested more than 127 deep.
pub fn read(text: &str) -> Result<Tree<'_>, NotJson> {
    serde_json::from_str::<IgnoredAny>(text).map_err(|_| refused(text))?;
    let mut findings = Vec::new();
    let capacity = Capacity { depth: MOST_DEPTH, nodes: usize::MAX, once: false };
    let mut builder = Builder::new(text, capacity, &mut findings);
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        let end = end_of(text, at);
        let span = Span { start: at, end };
        let read = match byte {
            b'{' => builder.start(Raw::Map, span),
            b'[' => builder.start(Raw::List, span),
            b'}' | b']' => {
                builder.end(span);
                Ok(())
            }
            b'"' => {
                let said = unescaped(&text[at..end]).ok_or_else(|| refused(text))?;
                builder.scalar(said, Style::Quoted, span)
            }
            b',' | b':' | b' ' | b'\t' | b'\n' | b'\r' => Ok(()),
            _ => builder.scalar(Cow::Borrowed(&text[at..end]), Style::Plain, span),
        };
        read.map_err(|Unreadable| refused(text))?;
        at = end;
    }
    Ok(builder.finish())
}

/// Returns the place at which `serde_json` refuses a text; line 1, column 1 if it accepts the text.
fn refused(text: &str) -> NotJson {
    let error = serde_json::from_str::<serde_json::Value>(text).err();
    error.map_or(NotJson { line: 1, column: 1 }, |error| NotJson { line: error.line(), column: error.column() })
}

/// Returns the end of the token at a byte offset. A mark or white space is one byte, a string ends with its quotation
/// mark, and any other token ends before the next of these.
fn end_of(text: &str, at: usize) -> usize {
    let rest = &text.as_bytes()[at..];
    let length = match rest.first() {
        Some(b'"') => {
            let mut end = 1;
            while let Some(next) = rest.get(end).filter(|next| **next != b'"') {
                end += if *next == b'\\' { 2 } else { 1 };
            }
            end + 1
        }
        Some(byte) if b"{}[],: \t\n\r".contains(byte) => 1,
        _ => rest.iter().position(|byte| b"}], \t\n\r".contains(byte)).unwrap_or(rest.len()),
    };
    (at + length).min(text.len())
}

/// Returns the content of a quoted string; `None` if it has none, as with half of a surrogate pair.
fn unescaped(written: &str) -> Option<Cow<'_, str>> {
    if written.contains('\\') {
        serde_json::from_str(written).map(Cow::Owned).ok()
    } else {
        written.get(1..written.len() - 1).map(Cow::Borrowed)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::document::Place;

    /// Returns the value made from the tree, with numbers as written.
    fn value(place: Place<'_>) -> Value {
        match place.raw() {
            Raw::Null | Raw::Refused => Value::Null,
            Raw::Bool(truth) => Value::Bool(*truth),
            Raw::Number(digits) => serde_json::from_str(digits).unwrap_or_default(),
            Raw::Text(text) => Value::String(text.clone().into_owned()),
            Raw::List => Value::Array(place.items().map(value).collect()),
            Raw::Map => Value::Object(place.entries().map(|(key, place)| (key.to_owned(), value(place))).collect()),
        }
    }

    #[track_caller]
    fn check(text: &str) {
        let read = read(text).map(|tree| tree.root().map(value).unwrap_or_default());
        let expected = serde_json::from_str::<Value>(text);
        let expected = expected.map_err(|error| NotJson { line: error.line(), column: error.column() });
        assert_eq!(read, expected, "{text:.80}");
    }

    #[test]
    fn a_tree_says_what_serde_json_says_and_refuses_where_it_refuses() {
        check(r#"{"a": [1, -2.50, true, null, "x"], "b": {}, "c": [], "d": {"e": "f"}}"#);
        check(r#" [ "\"\\\/\n\u00e9\ud83d\ude00", "{}[],:", "" , "\\" ] "#);
        check("17");
        check("\"alone\"");
        for wrong in ["", "{", "[1,]", "{\"a\" 1}", "[1] 2", "nul", "\"a", "{\"a\": 01}", "\"\u{1}\"", "[\n1,\n  x]"] {
            check(wrong);
        }
        check(r#"["\ud800"]"#);
        check("[\n  1, \"a\\udc00\"]");
        check(&format!("{}1{}", "[".repeat(127), "]".repeat(127)));
        check(&format!("{}1{}", "[".repeat(128), "]".repeat(128)));
        check(&"[".repeat(1000));
    }

    #[test]
    fn numbers_and_places_are_those_of_the_text() {
        let text = r#"{"a": 12345678901234567890, "b": [1.50, 1e400], "a": "again"}"#;
        let tree = read(text);
        let root = tree.as_ref().ok().and_then(Tree::root);
        let (a, b) = (root.and_then(|root| root.get("a")), root.and_then(|root| root.get("b")));
        assert_eq!(a.and_then(Place::digits), Some("12345678901234567890"));
        assert_eq!(b.map(Place::written), Some("[1.50, 1e400]"));
        let digits: Vec<_> = b.into_iter().flat_map(Place::items).filter_map(Place::digits).collect();
        assert_eq!(digits, ["1.50", "1e400"]);
        let keys: Vec<_> =
            root.into_iter().flat_map(Place::entries).map(|(key, place)| (key, place.key_span().start)).collect();
        assert_eq!(keys, [("a", 1), ("b", 28), ("a", 48)]);
    }
}
