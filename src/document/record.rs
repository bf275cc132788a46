//! Reads maps with known keys: one table of keys for each kind of map. The reader, its findings and the test of the
//! documentation all take the keys from these tables.
//!
//! `records!` makes of each table a struct with a field for each key. The type of a key's value is one of these:
//!
//! | in the table | field | value |
//! |---|---|---|
//! | `text` | `String` | text that is not blank; reported if missing |
//! | `maybe` | `Option<String>` | text |
//! | `flag` | `bool` | `true` or `false` |
//! | `count` | `Option<usize>` | a whole number |
//! | `any` | `Option<Place>` | a value of any type, for a reader of its own |
//! | `need` | `Option<Place>` | the same; reported if missing |

use super::finding::{Finding, codes};
use super::suggest::{meant_or_listed, one_of};
use super::tree::{Place, Raw};
use crate::text::Span;

codes! {
    UNKNOWN_KEY "unknown-key" "nothing of this name stands here";
    MISSING_KEY "missing-key" "needed here";
    WRONG_TYPE "wrong-type" "not what is expected";
    EMPTY "empty" "nothing stands here";
    KEY_DOES_NOT_FIT "key-does-not-fit" "not here";
    UNKNOWN_WORD "unknown-word" "not one of them";
}

/// A map with known keys.
#[derive(Clone, Copy, Debug)]
pub struct Record<'t> {
    place: Place<'t>,
    whose: &'static str,
}

impl<'t> Record<'t> {
    /// Reads a map; reports a value that is not a map, and each unknown key. `whose` is the subject of messages on
    /// missing keys, as in "a question needs `id`".
    pub fn of(place: Place<'t>, whose: &'static str, keys: &[&'static str], findings: &mut Vec<Finding>) -> Record<'t> {
        if !place.is_map() && !place.is_refused() {
            findings.push(wrong_type(place, "a map"));
        }
        for (key, value) in place.entries() {
            if !keys.contains(&key) {
                findings.push(unknown_key(key, value.key_span(), keys.iter().copied()));
            }
        }
        Record { place, whose }
    }

    /// Returns a required text that is not blank; otherwise an empty text, which is reported.
    pub fn text(self, key: &str, findings: &mut Vec<Finding>) -> String {
        let said = self.maybe(key, findings).filter(|text| !text.trim().is_empty());
        said.unwrap_or_else(|| {
            if self.place.get(key).is_none_or(|place| place.is_null() || place.text().is_some()) {
                self.miss(key, findings);
            }
            String::new()
        })
    }

    /// Returns an optional text.
    pub fn maybe(self, key: &str, findings: &mut Vec<Finding>) -> Option<String> {
        self.typed(key, "text", Place::text, findings).map(str::to_owned)
    }

    /// Returns an optional flag; `false` if it is missing.
    pub fn flag(self, key: &str, findings: &mut Vec<Finding>) -> bool {
        let truth = |place: Place<'t>| if let Raw::Bool(truth) = place.raw() { Some(*truth) } else { None };
        self.typed(key, "`true` or `false`", truth, findings).unwrap_or_default()
    }

    /// Returns an optional whole number.
    pub fn count(self, key: &str, findings: &mut Vec<Finding>) -> Option<usize> {
        self.typed(key, "a whole number", |place| place.digits()?.parse().ok(), findings)
    }

    /// Returns the place of an optional value of any type.
    #[must_use]
    pub fn any(self, key: &str, _: &mut Vec<Finding>) -> Option<Place<'t>> {
        self.place.present(key)
    }

    /// Returns the place of a required value of any type; reports a missing one.
    pub fn need(self, key: &str, findings: &mut Vec<Finding>) -> Option<Place<'t>> {
        let present = self.place.present(key);
        if present.is_none() {
            self.miss(key, findings);
        }
        present.filter(|place| !place.is_refused())
    }

    /// Reports a key that is missing or has no value.
    fn miss(self, key: &str, findings: &mut Vec<Finding>) {
        if self.place.is_map() {
            findings.push(missing_key(self.place, key, self.whose));
        }
    }

    fn typed<T>(
        self,
        key: &str,
        expected: &str,
        read: impl Fn(Place<'t>) -> Option<T>,
        findings: &mut Vec<Finding>,
    ) -> Option<T> {
        let place = self.place.present(key).filter(|place| !place.is_refused())?;
        let value = read(place);
        if value.is_none() {
            findings.push(wrong_type(place, expected));
        }
        value
    }
}

/// Declares records: for each its name, the subject of its messages, and the keys with their types.
macro_rules! records {
    ($($(#[$doc:meta])* $name:ident $whose:literal { $($key:ident : $kind:ident),* $(,)? })*) => { $(
        $(#[$doc])*
        #[allow(dead_code, reason = "some keys are read at their own place, or only known")]
        #[derive(Clone, Debug)]
        pub(crate) struct $name<'t> {
            /// The map.
            pub(crate) place: $crate::document::Place<'t>,
            $(pub(crate) $key: $crate::document::record::records!(@ $kind),)*
        }

        #[allow(dead_code, reason = "some maps always have another name")]
        impl<'t> $name<'t> {
            /// The known keys.
            pub(crate) const KEYS: &'static [&'static str] = &[$($crate::document::record::key(stringify!($key))),*];

            /// Reads a map.
            pub(crate) fn read(
                place: $crate::document::Place<'t>,
                findings: &mut Vec<$crate::document::Finding>,
            ) -> Self {
                Self::read_as($whose, place, findings)
            }

            /// Reads a map with another subject in messages.
            pub(crate) fn read_as(
                whose: &'static str,
                place: $crate::document::Place<'t>,
                findings: &mut Vec<$crate::document::Finding>,
            ) -> Self {
                let record = $crate::document::record::Record::of(place, whose, Self::KEYS, findings);
                $(let $key = record.$kind($crate::document::record::key(stringify!($key)), findings);)*
                Self { place, $($key),* }
            }
        }
    )* };
    (@ text) => { String };
    (@ maybe) => { Option<String> };
    (@ flag) => { bool };
    (@ count) => { Option<usize> };
    (@ any) => { Option<$crate::document::Place<'t>> };
    (@ need) => { Option<$crate::document::Place<'t>> };
}
pub(crate) use records;

/// Returns a key as written in documents: `type` for the field `r#type`.
#[must_use]
pub const fn key(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

/// Returns the finding "missing key `id`", with the subject that needs it.
#[must_use]
pub fn missing_key(place: Place<'_>, key: &str, whose: &str) -> Finding {
    let at = place.get(key).map_or_else(|| place.head(), Place::key_span);
    MISSING_KEY
        .at(at, format!("missing key `{key}`"))
        .label(format!("{whose} needs `{key}`"))
        .help(place.get(key).map(|_| "it stands there without a value".to_owned()))
}

/// Returns the finding "expected text, found a number", with advice if a plain scalar is not of the type that it looks
/// like.
#[must_use]
pub fn wrong_type(place: Place<'_>, expected: &str) -> Finding {
    let quotes = expected == "text" && matches!(place.raw(), Raw::Number(_) | Raw::Bool(_));
    WRONG_TYPE
        .at(place.span(), format!("expected {expected}, found {}", place.described()))
        .help(quotes.then(|| "put it in quotes".to_owned()))
}

/// Returns the finding "unknown key `ragne`", with the key that was meant, or all known keys.
pub fn unknown_key<'k>(key: &str, at: Span, known: impl IntoIterator<Item = &'k str> + Clone) -> Finding {
    let help = meant_or_listed(key, "the keys that stand here are", known);
    UNKNOWN_KEY.at(at, format!("unknown key `{key}`")).help(help)
}

/// Returns the finding "`sources` is empty".
#[must_use]
pub fn empty(key: &str, at: Span, item: &str) -> Finding {
    EMPTY.at(at, format!("`{key}` is empty")).label(format!("at least one {item} stands here"))
}

/// Returns the finding for a key that is not allowed on a kind of item, as `range` on a `text` question.
pub fn key_does_not_fit(key: &str, on: &str, at: Span, help: impl Into<String>) -> Finding {
    KEY_DOES_NOT_FIT.at(at, format!("`{key}` does not stand on {on}")).help(help.into())
}

/// Returns the finding for a word that a key does not know, as `red` for `read`.
pub fn unknown_word(word: &str, key: &str, at: Span, help: impl Into<String>) -> Finding {
    UNKNOWN_WORD.at(at, format!("`{word}` is none of the words that `{key}` knows")).help(help.into())
}

/// Returns the meaning of a word among those that a key knows; reports another word.
pub fn word<T: Copy>(text: &str, key: &str, at: Span, known: &[(&str, T)], findings: &mut Vec<Finding>) -> Option<T> {
    let found = known.iter().find(|(word, _)| *word == text).map(|(_, meaning)| *meaning);
    if found.is_none() && !text.is_empty() {
        let words = known.iter().map(|(word, _)| *word);
        findings.push(unknown_word(text, key, at, meant_or_listed(text, "the words are", words)));
    }
    found
}

/// Returns "the words are `a`, `b` or `c`".
pub fn words_are<'w>(words: impl IntoIterator<Item = &'w str>) -> String {
    format!("the words are {}", one_of(words))
}

/// Returns the place of a map with names as keys; reports anything else.
pub fn map<'t>(place: impl Into<Option<Place<'t>>>, expected: &str, findings: &mut Vec<Finding>) -> Option<Place<'t>> {
    let place = place.into().filter(|place| !place.is_refused())?;
    if !place.is_map() {
        findings.push(wrong_type(place, expected));
    }
    Some(place).filter(|place| place.is_map())
}

/// Returns the items of a list, if there is a value; reports a value that is not a list, and an empty list.
pub fn list<'t>(
    place: impl Into<Option<Place<'t>>>,
    key: &str,
    item: &str,
    findings: &mut Vec<Finding>,
) -> Vec<Place<'t>> {
    let Some(place) = place.into().filter(|place| !place.is_refused() && !place.is_null()) else { return Vec::new() };
    if !place.is_list() {
        findings.push(wrong_type(place, "a list"));
        return Vec::new();
    }
    let items: Vec<Place<'t>> = place.items().collect();
    if items.is_empty() {
        findings.push(empty(key, place.span(), item));
    }
    items
}

/// Returns one text, or the texts of a list that is not empty, each with its place.
pub fn words<'t>(place: Place<'t>, key: &str, findings: &mut Vec<Finding>) -> Vec<(&'t str, Place<'t>)> {
    let places = if place.is_list() { list(place, key, "word", findings) } else { vec![place] };
    let mut words = Vec::with_capacity(places.len());
    for place in places {
        match place.text() {
            Some(word) => words.push((word, place)),
            None if place.is_refused() => {}
            None => findings.push(wrong_type(place, "text")),
        }
    }
    words
}

/// Returns the keys that a page of the documentation does not name in code, in a sentence or in an example.
#[cfg(test)]
pub(crate) fn unnamed(page: &str, keys: &[&'static str]) -> Vec<&'static str> {
    let code = page.split('`').skip(1).step_by(2);
    let words = code.flat_map(|code| code.split(|c: char| !c.is_alphanumeric() && c != '_'));
    let words: std::collections::HashSet<&str> = words.collect();
    keys.iter().copied().filter(|key| !words.contains(key)).collect()
}
