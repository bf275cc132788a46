//! Errors and notes on rulebooks and their texts in other languages, drawn as text and as JSON.

pub mod json;
pub mod text;

use super::count;
use crate::document::Findings;
use crate::rule_tests::sentences::{LongSentence, long_sentences};
use crate::rulebook::Rulebook;
use crate::rulebook::translate::{MissingText, Translated};
use crate::text::{SourceText, Span, visible};
use crate::ui::Language;

/// The code of a text that a translation lacks.
const MISSING: &str = "missing-translation";

/// A file with its notes, or with all its errors.
#[derive(Debug)]
pub struct CheckedFile {
    source: SourceText,
    read: Result<SoundFile, Findings>,
}

/// A file without errors.
#[derive(Debug)]
struct SoundFile {
    /// The contents of the file, counted in words.
    sum: String,
    notes: Vec<AuthorNote>,
}

/// A remark for an author, not an error.
#[derive(Debug)]
struct AuthorNote {
    at: Span,
    /// The code of a warning; `None` for a note, left out of the JSON.
    code: Option<&'static str>,
    what: String,
}

impl CheckedFile {
    /// Returns a checked rulebook: its errors, or a note for each long sentence.
    #[must_use]
    pub fn of_rulebook(source: SourceText, read: Result<&Rulebook, Findings>) -> CheckedFile {
        let note = |LongSentence { of, key, words, at }| AuthorNote {
            at,
            code: None,
            what: format!("a sentence of `{of}`, `{key}`, has {words} words"),
        };
        let sound = |rulebook: &Rulebook| SoundFile {
            sum: counts(rulebook),
            notes: long_sentences(rulebook).into_iter().map(note).collect(),
        };
        CheckedFile { source, read: read.map(sound) }
    }

    /// Returns a checked translation: its errors, or a warning for each text it lacks.
    #[must_use]
    pub fn of_texts(source: SourceText, read: Result<Translated, Findings>, language: Language) -> CheckedFile {
        CheckedFile { source, read: read.map(|translated| translation(&translated, language.code())) }
    }

    /// Returns whether the file has errors.
    #[must_use]
    pub fn is_wrong(&self) -> bool {
        self.read.is_err()
    }
}

/// Words the contents of a sound rulebook: "no errors: 25 questions, 18 criteria, ...".
fn counts(rulebook: &Rulebook) -> String {
    let counts = [
        count(rulebook.questions.len(), "question", "questions"),
        count(rulebook.facts.len(), "fact", "facts"),
        count(rulebook.scores.len(), "score", "scores"),
        count(rulebook.alerts.len(), "alert", "alerts"),
        count(rulebook.criteria.len(), "criterion", "criteria"),
        count(rulebook.sources.len(), "source", "sources"),
    ];
    format!("no errors: {}", counts.join(", "))
}

fn translation(Translated { rulebook, missing }: &Translated, language: &str) -> SoundFile {
    let note = |MissingText { path, at }: &MissingText| AuthorNote {
        at: *at,
        code: Some(MISSING),
        what: format!("`{path}` is not said in `{language}`"),
    };
    let lacking = match missing.len() {
        0 => "no text is missing".to_owned(),
        number => format!("{} missing, so that `{language}` is not offered", count(number, "text is", "texts are")),
    };
    let reviewer = rulebook.translation.as_ref().and_then(|translation| translation.reviewed_by.as_deref());
    let reviewer = reviewer.map_or("no reviewer is named".to_owned(), |name| format!("reviewed by {}", visible(name)));
    SoundFile { sum: format!("no errors: {lacking}; {reviewer}"), notes: missing.iter().map(note).collect() }
}
