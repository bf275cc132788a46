//! Texts of a translation that the rulebook does not have, and the finding for each.

use indexmap::IndexSet;

use super::path::{Path, near, shown};
use crate::document::record::unknown_key;
use crate::document::suggest::did_you_mean;
use crate::document::{Finding, Place};
use crate::rulebook::Rulebook;
use crate::rulebook::codes;
use crate::text::Span;

/// The parts of the file that are keyed by id: the part, the noun for its ids, and the keys below an id.
const PARTS: [(&str, &str, &[&str]); 7] = [
    ("sections", "section", &["title", "intro"]),
    ("questions", "question", &["title", "ask", "help", "why", "options", "untranslated"]),
    ("facts", "fact", &[]),
    ("scores", "score", &["title", "bands", "notes", "sources"]),
    ("alerts", "alert", &["title", "say", "screen", "sources"]),
    ("criteria", "criterion", &["title", "short", "says", "notes", "sources"]),
    ("units", "unit", &[]),
];

/// Returns the finding for a text at a path that the rulebook does not have; `known` holds the paths of its texts.
pub(super) fn unknown(rulebook: &Rulebook, known: &IndexSet<Path>, root: Place<'_>, path: &Path) -> Finding {
    let stray = Stray { rulebook, known, root, path };
    let error = stray.id().or_else(|| stray.key()).or_else(|| stray.inner());
    error.unwrap_or_else(|| {
        let at = near(root, path).key_span();
        codes::NOTHING_TO_TRANSLATE.at(at, format!("the rulebook says nothing at `{}`", shown(path)))
    })
}

/// A text without a counterpart in the rulebook.
struct Stray<'a, 't> {
    rulebook: &'a Rulebook,
    known: &'a IndexSet<Path>,
    root: Place<'t>,
    path: &'a [String],
}

impl<'a> Stray<'a, '_> {
    /// Returns the noun for the ids of the part, and the keys below an id; `None` if the part has no ids.
    fn part(&self) -> Option<(&'static str, &'static [&'static str])> {
        PARTS.iter().find(|(part, ..)| *part == self.path[0]).map(|(_, what, keys)| (*what, *keys))
    }

    /// Returns the place of the key at this depth.
    fn at(&self, depth: usize) -> Span {
        near(self.root, &self.path[..=depth]).key_span()
    }

    /// Iterates over the keys of the rulebook's texts at this depth, below the same keys.
    fn beside(&self, depth: usize) -> impl Iterator<Item = &'a str> + Clone {
        let (known, before) = (self.known, &self.path[..depth]);
        known
            .iter()
            .filter(move |path| path.starts_with(before))
            .filter_map(move |path| path.get(depth))
            .map(String::as_str)
    }

    /// Returns the finding if the second key is not an id of its part.
    fn id(&self) -> Option<Finding> {
        let (id, (what, _)) = (self.path.get(1)?, self.part()?);
        let advice = known(id, self.beside(1)).err()?;
        Some(codes::UNKNOWN_ID.at(self.at(1), format!("the rulebook has no {what} `{id}`")).help(advice))
    }

    /// Returns the finding if the third key is not allowed below an id.
    fn key(&self) -> Option<Finding> {
        let (key, (_, keys)) = (self.path.get(2)?, self.part()?);
        let stray = !keys.is_empty() && !keys.contains(&key.as_str());
        stray.then(|| unknown_key(key, self.at(2), keys.iter().copied()))
    }

    /// Returns the finding if the fourth key is not an option, band or source.
    fn inner(&self) -> Option<Finding> {
        let [part, id, key, inner, ..] = self.path else { return None };
        let sources = || self.rulebook.sources.iter().map(|source| source.id.as_str());
        let (code, message, advice) = match key.as_str() {
            "options" if part == "questions" => {
                let message = format!("unknown option `{inner}` of `{id}`");
                (codes::UNKNOWN_OPTION, message, known(inner, self.beside(3)).err()?)
            }
            "bands" => {
                let message = format!("unknown band `{inner}` of the score `{id}`");
                (codes::UNKNOWN_BAND, message, known(inner, self.beside(3)).err()?)
            }
            "sources" => (codes::UNKNOWN_SOURCE, format!("unknown source `{inner}`"), known(inner, sources()).err()?),
            _ => return None,
        };
        Some(code.at(self.at(3), message).help(advice))
    }
}

/// Whether a name is one of these; if not, what to say of it.
fn known<'n>(name: &str, names: impl Iterator<Item = &'n str> + Clone) -> Result<(), Option<String>> {
    if names.clone().any(|other| other == name) { Ok(()) } else { Err(did_you_mean(name, names)) }
}
