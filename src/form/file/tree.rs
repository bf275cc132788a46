//! A YAML or JSON text as it stands: keys that stand twice are still there to be refused.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

use crate::decimal::survives;
use crate::form::entry::RawValue;
use crate::form::refusal::{Reason, Refusal};
use crate::rulebook::plain::{NotPlain, plain};
use crate::text::SourceText;

/// A value of YAML or JSON.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// `null`, or nothing.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(String),
    /// A text.
    Text(String),
    /// A list.
    List(Vec<Tree>),
    /// Keys and values in order; a key may stand twice.
    Map(Vec<(String, Tree)>),
}

/// What a text is that stands in a reject file in place of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenAs {
    /// A line or file that was to be JSON.
    Json,
    /// A form file in YAML.
    Yaml,
    /// Bytes that are no UTF-8, in hexadecimal: there to be looked at, never read.
    Hex,
}

impl WrittenAs {
    /// All of them.
    pub const ALL: [WrittenAs; 3] = [WrittenAs::Json, WrittenAs::Yaml, WrittenAs::Hex];

    /// How a reject file calls it.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            WrittenAs::Json => "json",
            WrittenAs::Yaml => "yaml",
            WrittenAs::Hex => "hex",
        }
    }
}

impl Tree {
    /// Reads JSON; a number that would lose digits is the text that stands there.
    ///
    /// # Errors
    /// Where it is none, or lists and maps stand more than 128 deep.
    pub fn of_json(text: &str) -> Result<Tree, Vec<Refusal>> {
        let read = |text: &str| {
            serde_json::from_str(text).map_err(|error| {
                let reason = Reason::NotJson { line: error.line(), column: error.column() };
                vec![Refusal::whole(reason)]
            })
        };
        let tree = read(text)?;
        long_numbers_quoted(text).map_or(Ok(tree), |quoted| read(&quoted))
    }

    /// Reads plain YAML.
    ///
    /// # Errors
    /// All that is not plain; what stands there is not told.
    pub fn of_yaml(text: &str) -> Result<Tree, Vec<Refusal>> {
        let refused = |not: NotPlain| {
            let what = if not.more > 0 { format!("{}, and {} more", not.code, not.more) } else { not.code };
            let reason = Reason::NotYaml { line: not.line, column: not.column, what };
            Refusal { field: not.key.unwrap_or_default(), ..Refusal::whole(reason) }
        };
        let value = plain(&SourceText::new(String::new(), text));
        let value = value.map_err(|all| all.into_iter().map(refused).collect::<Vec<_>>())?;
        // any plain value is a tree
        Ok(Tree::deserialize(value).unwrap_or(Tree::Null))
    }

    /// A value that stands alone.
    #[must_use]
    pub fn scalar(&self) -> Option<RawValue<'static>> {
        match self {
            Tree::Bool(truth) => Some(RawValue::Bool(*truth)),
            Tree::Number(digits) => Some(RawValue::Number(digits.clone().into())),
            Tree::Text(text) => Some(RawValue::Text(text.clone().into())),
            Tree::Null | Tree::List(_) | Tree::Map(_) => None,
        }
    }

    /// The form within a line of a reject file, `{"reject": {...}, "input": ...}`, and how it is read where it is a text.
    #[must_use]
    pub fn rejected_input(&self) -> Option<(&Tree, Option<WrittenAs>)> {
        let Tree::Map(entries) = self else { return None };
        let (reject, input) = (self.get("reject")?, self.get("input").filter(|_| entries.len() == 2)?);
        let written = match reject.get("input_as") {
            Some(Tree::Text(word)) => WrittenAs::ALL.into_iter().find(|written| written.word() == word),
            _ => None,
        };
        Some((input, written))
    }

    fn get(&self, wanted: &str) -> Option<&Tree> {
        let Tree::Map(entries) = self else { return None };
        entries.iter().find(|(key, _)| key == wanted).map(|(_, value)| value)
    }

    /// As a reject file shows it.
    #[must_use]
    pub fn shown(&self) -> String {
        match self {
            Tree::Null => String::new(),
            Tree::Bool(truth) => truth.to_string(),
            Tree::Number(text) | Tree::Text(text) => text.clone(),
            Tree::List(items) => items.iter().map(Tree::shown).collect::<Vec<_>>().join(";"),
            Tree::Map(_) => "{}".to_owned(),
        }
    }
}

/// A JSON text with its numbers that would lose digits in quotation marks; `None` where there are none.
fn long_numbers_quoted(text: &str) -> Option<String> {
    let mut quoted = String::new();
    let (mut copied, mut at) = (0, 0);
    let mut in_string = false;
    while let Some(&byte) = text.as_bytes().get(at) {
        match byte {
            b'\\' if in_string => at += 1, // and what it escapes
            b'"' => in_string = !in_string,
            b'-' | b'0'..=b'9' if !in_string => {
                let rest = &text[at..];
                let of_number = |c: char| c.is_ascii_digit() || "+-.eE".contains(c);
                let end = at + rest.find(|c| !of_number(c)).unwrap_or(rest.len());
                if !survives(&text[at..end]) {
                    quoted += &[&text[copied..at], "\"", &text[at..end], "\""].concat();
                    copied = end;
                }
                at = end - 1;
            }
            _ => {}
        }
        at += 1;
    }
    (copied > 0).then(|| quoted + &text[copied..])
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Tree, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E: Error>(self) -> Result<Tree, E> {
        Ok(Tree::Null)
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Tree, E> {
        Ok(Tree::Bool(truth))
    }

    fn visit_i64<E: Error>(self, whole: i64) -> Result<Tree, E> {
        Ok(Tree::Number(whole.to_string()))
    }

    fn visit_u64<E: Error>(self, whole: u64) -> Result<Tree, E> {
        Ok(Tree::Number(whole.to_string()))
    }

    fn visit_f64<E: Error>(self, real: f64) -> Result<Tree, E> {
        Ok(Tree::Number(format!("{real:?}")))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Tree, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Tree::List(list))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Tree, A::Error> {
        let mut map = Vec::new();
        while let Some((key, value)) = entries.next_entry()? {
            map.push((key, value));
        }
        Ok(Tree::Map(map))
    }
}
