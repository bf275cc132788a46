//! The texts of a rulebook in another language: a file beside it, by id (`docs/rulebook-format.md`, "In another
//! language").
//!
//! The file is read in one pass like a rulebook, within the same limits. `texts` walks every text of a rulebook with
//! its path in the file. Texts of the file at other paths are reported, and missing texts are listed. Conditions, ids
//! and options stay those of the rulebook, so that answers mean the same in every language.

mod path;
mod placeholders;
mod texts;
mod unknown;

use indexmap::{IndexMap, IndexSet};
use serde::Serialize;

use self::path::{Path, gather, is_quote, left_as_it_was, near, shown};
use self::placeholders::Subjects;
use self::texts::{Text, each};
use self::unknown::unknown;
use super::read::keys::TranslationRecord;
use super::read::{format, root, sha256, words};
use super::shipped::{self, is_shipped};
use super::{Kind, Rulebook, codes};
use crate::document::record::unknown_word;
use crate::document::{DocumentKind, Finding, Findings, Place};
use crate::text::{SourceText, Span};
use crate::ui::{Language, Ui};
use crate::unit::is_same_unit;

/// The origin of the texts of a translated rulebook.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Translation {
    /// Their language.
    pub language: Language,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The reviewer who compared it with the original, if one is named.
    pub reviewed_by: Option<String>,
}

/// A rulebook with the texts of another language, and the list of texts without a translation.
#[derive(Clone, Debug)]
pub struct Translated {
    /// The rulebook with all texts of the file; otherwise unchanged.
    pub rulebook: Rulebook,
    /// The texts missing from the file, in the order of the rulebook.
    pub missing: Vec<MissingText>,
}

/// A text that has no translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingText {
    /// Its path in the file: `questions.age_years.help`.
    pub path: String,
    /// The nearest place of the file.
    pub at: Span,
}

/// The keys with metadata of the file; the other keys hold texts.
const HEADER: [&str; 5] = ["format", "language", "rulebook", "version", "reviewed_by"];

/// Returns the rulebook with the texts of a file, which must be in the language of `ui`.
///
/// # Errors
/// Returns all errors of the file at once. A missing text is not an error.
pub fn translated(rulebook: &Rulebook, source: &SourceText, ui: &Ui) -> Result<Translated, Findings> {
    let mut errors = Vec::new();
    let tree = shipped::read(&source.text, &mut errors);
    let root = tree.as_ref().and_then(|tree| root(tree, "the texts of a rulebook, which are a map", &mut errors));
    let read = root.map(|root| File { root, text: &source.text, rulebook, ui, errors: &mut errors }.read());
    if let Some(tree) = tree.as_ref().filter(|_| !is_shipped(&source.text)) {
        words::controls(tree, &mut errors);
    }
    match read {
        Some(translated) if errors.is_empty() => Ok(translated),
        _ => Err(Findings::new(DocumentKind::Translation, source, errors)),
    }
}

/// A file being read against a rulebook.
struct File<'t, 'e> {
    root: Place<'t>,
    text: &'t str,
    rulebook: &'e Rulebook,
    ui: &'e Ui,
    errors: &'e mut Vec<Finding>,
}

impl<'t> File<'t, '_> {
    fn read(mut self) -> Translated {
        let translation = self.header();
        let said = self.said();
        let mut translated = self.rulebook.clone();
        let (known, missing) = self.put(&mut translated, &said);
        // "yes" and "no" are the program's own words
        for question in &mut translated.questions {
            let Kind::YesNo(options) = &mut question.kind else { continue };
            for (option, label) in options.iter_mut().zip([&self.ui.words.yes, &self.ui.words.no]) {
                (*label).clone_into(&mut option.label);
            }
        }
        let strays = said.iter().filter(|(path, _)| !known.contains(*path));
        self.errors.extend(strays.map(|(path, _)| unknown(self.rulebook, &known, self.root, path)));
        translated.translation = Some(translation);
        Translated { rulebook: translated, missing }
    }

    /// Reads the metadata of the file; reports a language other than the one asked for, and another rulebook.
    fn header(&mut self) -> Translation {
        let record = TranslationRecord::read(self.root, self.errors);
        format(record.format, self.errors);
        let asked = self.ui.language.code();
        if !record.language.is_empty() && record.language != asked {
            let help = format!("the texts of this file are to be in `{asked}`");
            self.errors.push(unknown_word(&record.language, "language", self.root.span_of("language"), help));
        }
        let (id, version) = (&self.rulebook.id, &self.rulebook.version);
        for (key, written, now) in [("rulebook", record.rulebook, id), ("version", record.version, version)] {
            if !written.is_empty() && written != *now {
                let message = format!("these texts belong to the {key} `{written}`; this one is `{now}`");
                self.errors.push(codes::OTHER_RULEBOOK.at(self.root.span_of(key), message));
            }
        }
        let reviewed_by = record.reviewed_by.filter(|name| !name.trim().is_empty());
        Translation { language: self.ui.language, sha256: sha256(self.text), reviewed_by }
    }

    /// Returns all texts of the file by path.
    fn said(&mut self) -> IndexMap<Path, Place<'t>> {
        let mut said = IndexMap::new();
        let is_part = |key: &str| TranslationRecord::KEYS.contains(&key) && !HEADER.contains(&key);
        for (key, place) in self.root.entries().filter(|(key, _)| is_part(key)) {
            gather(place, &mut vec![key.to_owned()], &mut said, self.errors);
        }
        if is_shipped(self.text) {
            return said;
        }
        for (path, place) in &said {
            if !is_quote(path) {
                words::decides(self.ui.language, *place, self.errors);
            }
        }
        said
    }

    /// Replaces the texts of the rulebook by those of the file; returns the paths of all texts, and the missing texts.
    /// A unit that the file does not name stays as it is.
    fn put(&mut self, into: &mut Rulebook, said: &IndexMap<Path, Place<'t>>) -> (IndexSet<Path>, Vec<MissingText>) {
        let subjects = Subjects::of(self.rulebook);
        let root = self.root;
        let errors = &mut *self.errors;
        let (mut known, mut missing) = (IndexSet::new(), Vec::new());
        each(into, &mut |path: &[String], text: Text<'_>| {
            let new = known.insert(path.to_vec());
            let as_it_was = left_as_it_was(path, said);
            let Some(&place) = said.get(path) else {
                if new && as_it_was.is_none() && matches!(text, Text::Plain(_) | Text::Template(_)) {
                    missing.push(MissingText { path: shown(path), at: near(root, path).head() });
                }
                return;
            };
            if let Some(because) = as_it_was {
                let message = format!("this question is said to stay untranslated: {because}");
                errors.push(codes::LEFT_AND_TRANSLATED.at(place.key_span(), message));
            }
            let words = place.text().unwrap_or_default();
            match text {
                Text::Plain(text) => words.clone_into(text),
                Text::Because(because) => *because = Some(words.to_owned()),
                Text::Template(template) => *template = subjects.read(template, place, errors),
                Text::Unit(unit, typed) => {
                    // a form keeps what was typed, and every language reads it
                    if typed && !is_same_unit(unit, words) {
                        let message = format!("`{words}` is not read as the unit `{unit}` where people type it");
                        errors.push(codes::UNIT_NAME.at(place.span(), message));
                    }
                    words.clone_into(unit);
                }
            }
        });
        (known, missing)
    }
}
