//! Plain YAML for files that are no rulebooks, forms for one: read under the same guard, and told without what stands there.

use serde_yaml::Value;

use super::draft::wrong_type;
use super::error::{RulebookError, RulebookErrors};
use super::flat::value;
use super::resolve::words;
use crate::document::suggest::{did_you_mean, one_of};
use crate::document::{Finding, Place, Tree, yaml};
use crate::text::{Lines, SourceText, Span};

/// So many things that are not plain are told of one text; the last of them says how many more there are.
const TOLD: usize = 20;

/// Something that a plain YAML text does not hold. It names a place and a code, and of what was written at most a key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotPlain {
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What it is, as `duplicate-key`.
    pub code: String,
    /// The key that stands twice.
    pub key: Option<String>,
    /// How many more follow that are not told.
    pub more: usize,
}

/// Reads a plain YAML text: at most 4 MiB, 64 deep and 200,000 values; no anchors, aliases, tags, merge keys, second
/// document or key that stands twice. A number that would lose digits is the text that stands there.
///
/// # Errors
/// What is not plain, in the order of the text: the first 20, the last of which counts those that follow.
pub fn plain(source: &SourceText) -> Result<Value, Vec<NotPlain>> {
    let mut errors = Vec::new();
    let tree = yaml::read(&source.text, &mut errors);
    let value = tree.as_ref().and_then(Tree::root).map_or(Value::Null, value);
    if errors.is_empty() {
        return Ok(value);
    }
    let lines = Lines::of(&source.text);
    let more = errors.len().saturating_sub(TOLD);
    let told = |(number, error): (usize, &Finding)| {
        let (line, column) = lines.line_and_column(error.at.start);
        let key = (error.code == "duplicate-key").then(|| source.text.get(error.at.start..error.at.end)).flatten();
        let key = key.map(|key| key.trim_matches(['"', '\'']).to_owned());
        let more = if number + 1 == TOLD { more } else { 0 };
        NotPlain { line, column, code: error.code.to_owned(), key, more }
    };
    Err(errors.iter().take(TOLD).enumerate().map(told).collect())
}

/// A key of a flat file, and what can stand there.
#[derive(Clone, Copy, Debug)]
pub struct Word<'w> {
    /// The key.
    pub key: &'w str,
    /// The words that can stand there; none where it is a text.
    pub words: &'w [&'w str],
}

/// Reads a file of keys and texts, under the same guard: each key that stands there with its text and its place. A file
/// in which nothing stands has none.
///
/// # Errors
/// All that is wrong with it, at once: a key that is not known, something that is no text, another word.
pub fn flat(source: &SourceText, known: &[Word<'_>]) -> Result<Vec<(String, String, Span)>, RulebookErrors> {
    let mut findings = Vec::new();
    let tree = yaml::read(&source.text, &mut findings);
    let mut errors: Vec<RulebookError> = findings.into_iter().map(RulebookError::from).collect();
    let root = tree.as_ref().and_then(Tree::root).filter(|root| !root.is_null());
    if let Some(tree) = &tree {
        words::controls(tree, &source.text, &mut errors);
    }
    if let Some(root) = root.filter(|root| !root.is_map() && !root.is_refused()) {
        errors.push(wrong_type(root, "a map"));
    }
    let mut said = Vec::new();
    for (key, place) in root.into_iter().flat_map(Place::entries) {
        let Some(word) = known.iter().find(|word| word.key == key) else {
            let keys = || known.iter().map(|word| word.key);
            let advice = did_you_mean(key, keys()).or_else(|| Some(format!("the keys are {}", one_of(keys()))));
            errors.push(RulebookError::UnknownKey { key: key.to_owned(), at: place.key_span().into(), advice });
            continue;
        };
        match place.text() {
            Some(text) if word.words.is_empty() || word.words.contains(&text) => {
                said.push((key.to_owned(), text.to_owned(), place.span()));
            }
            Some(text) => {
                let advice = Some(format!("the words are {}", one_of(word.words.iter().copied())));
                let (word, key) = (text.to_owned(), key.to_owned());
                errors.push(RulebookError::UnknownWord { word, key, at: place.span().into(), advice });
            }
            None if place.is_refused() => {}
            None => errors.push(wrong_type(place, "text")),
        }
    }
    if errors.is_empty() { Ok(said) } else { Err(RulebookErrors::new(source, errors).of_settings()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The code and place of each thing that is refused, as `alias 2:4`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let source = SourceText::new("form.yaml", text);
        let found = plain(&source).err().unwrap_or_default();
        let told = found.iter().map(|not| format!("{} {}:{}", not.code, not.line, not.column));
        assert_eq!(told.collect::<Vec<_>>(), expected, "{text:.80}");
    }

    #[test]
    fn plain_yaml_is_read_and_anything_else_told_by_its_place() {
        check("", &[]);
        check("form: 1\nanswers: { pump: yes, drugs: [a, b] }\n", &[]);
        check("a: 1\nb: 2\na: 3\n", &["duplicate-key 3:1"]);
        check("a: &x 1\nb: *x\n", &["anchor 1:4", "alias 2:4"]);
        check("a: !!str 1\n---\nb: 2\n", &["tag 1:4", "second-document 2:1"]);
        check("a: [1, 2\nb: 2\n", &["yaml-syntax 2:2"]);
    }

    #[test]
    fn a_hostile_text_is_refused_without_being_read_to_its_end() {
        check(&"- ".repeat(200_000), &["nesting-too-deep 1:129"]);
        check(&"[".repeat(200_000), &["nesting-too-deep 1:256"]); // the scanner's own limit
        check(&format!("a: [{}]", "1,".repeat(200_001)), &["too-many-nodes 1:399999"]);
        check(&format!("a: {}", "x".repeat(4 << 20)), &["file-too-large 1:1"]);
    }

    #[test]
    fn of_many_things_the_first_are_told_and_the_others_counted() {
        let source = SourceText::new(String::new(), "a: 1\n".repeat(60_000));
        let found = plain(&source).err().unwrap_or_default();
        assert_eq!(found.len(), TOLD);
        assert_eq!(found.iter().map(|not| not.more).sum::<usize>() + TOLD, 59_999);
        assert_eq!(found.last().map(|not| (not.line, not.more)), Some((21, 59_979)));
        let source = SourceText::new(String::new(), "a: 1\n".repeat(TOLD + 1));
        assert_eq!(plain(&source).err().and_then(|found| found.last().map(|not| not.more)), Some(0));
    }

    #[test]
    fn only_a_key_that_stands_twice_is_named() {
        let source = SourceText::new(String::new(), "a: secret\na: 2\n");
        let found = plain(&source).err().unwrap_or_default();
        assert_eq!(found.first().and_then(|not| not.key.as_deref()), Some("a"));
        assert!(!format!("{found:?}").contains("secret"));
    }
}
