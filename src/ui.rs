//! The program's own texts, one file per language; a missing text fails a test, not a nurse.

use serde::Deserialize;

/// All texts of one language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ui {
    /// Words that several pages use: standings, missing reasons, informants, kinds.
    pub words: Words,
    /// How conditions are put into words.
    pub phrase: Phrase,
    /// What the nurse sees.
    pub interview: Interview,
    /// What the summary says.
    pub summary: Summary,
}

/// Words that several pages use.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// "yes".
    pub yes: String,
    /// "no".
    pub no: String,
    /// "met".
    pub met: String,
    /// "not met".
    pub not_met: String,
    /// "not known": a standing, a score or an answer `unknown`.
    pub not_known: String,
    /// "does not apply".
    pub not_applicable: String,
    /// "not asked": an answer `unanswered`.
    pub not_asked: String,
    /// "declined".
    pub declined: String,
    /// "unreadable".
    pub unreadable: String,
    /// "reported as not applicable".
    pub reported_not_applicable: String,
    /// "patient".
    pub patient: String,
    /// "caregiver".
    pub caregiver: String,
    /// "chart".
    pub chart: String,
    /// "examiner".
    pub examiner: String,
}

/// How conditions are put into words.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {}

/// What the nurse sees.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interview {}

/// What the summary says.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Summary {}

/// The texts of a language, compiled in.
const ENGLISH: &str = include_str!("ui.en.yaml");

impl Ui {
    /// English.
    ///
    /// # Errors
    /// Where the compiled-in file lacks a text or has one too many; a test rules this out.
    pub fn english() -> Result<Ui, serde_yaml::Error> {
        serde_yaml::from_str(ENGLISH)
    }
}

/// Puts values into a text: `fill("{done} answered", &[("done", "3")])`. A name that the text lacks is ignored.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut rest = text;
    let mut filled = String::with_capacity(text.len());
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, beyond) = after.split_once('}').unwrap_or((after, ""));
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&["{", name, "}"].concat()),
        }
        rest = beyond;
    }
    filled + rest
}
