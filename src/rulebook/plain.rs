//! Flat files of keys and words, as settings are, read under the same guard as rulebooks.

use super::draft::wrong_type;
use super::error::{RulebookError, RulebookErrors};
use super::resolve::words;
use crate::document::suggest::{did_you_mean, one_of};
use crate::document::{Place, Tree, yaml};
use crate::text::{SourceText, Span};

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
