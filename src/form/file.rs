//! A form file: one patient's answers in YAML or JSON, by the names used in files (`docs/forms.md`).

mod error;
pub mod read;
pub mod reject;
mod write;

use indexmap::IndexMap;
use jiff::civil::Date;
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::bind::Binder;
use super::entry::{Entry, FormField, RawValue};
use super::refusal::{Reason, Refusal};
use super::{FORMAT, Form};
use crate::rulebook::Rulebook;

pub use error::FormErrors;

/// The byte order mark that some programs write before a text.
const BOM: char = '\u{FEFF}';

/// One patient's answers, as written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FormFile {
    /// A random code; never a name.
    pub case: Entry<'static>,
    /// The rulebook that was used to ask.
    pub rulebook: Option<RulebookName>,
    /// The day the answers speak of.
    pub as_of: Entry<'static>,
    /// Language of the interview, as `en`.
    pub language: Entry<'static>,
    /// Answers by question id.
    pub answers: IndexMap<String, Entry<'static>>,
    /// Times of acknowledgment by alert id, as `2026-11-20T09:41`.
    pub acknowledged: IndexMap<String, Entry<'static>>,
    /// Totals that came with the form, by score id; compared, never evaluated.
    pub stored: IndexMap<String, Entry<'static>>,
}

/// The rulebook with which a form was made.
#[derive(Clone, Debug, Default, PartialEq, Eq, serde::Serialize)]
pub struct RulebookName {
    /// Its `id`.
    pub id: String,
    /// Its `version`.
    pub version: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl FormFile {
    /// Reads the file against a rulebook; `as_of` is the day if the file has none.
    ///
    /// # Errors
    /// Returns every refusal: unknown names, impossible values. An answer that does not apply is not refused.
    pub fn bind(&self, rulebook: &Rulebook, as_of: Date) -> Result<Form, Vec<Refusal>> {
        let mut binder = Binder::new(rulebook, as_of);
        binder.entry(FormField::Case, &self.case);
        binder.entry(FormField::AsOf, &self.as_of);
        binder.entry(FormField::Language, &self.language);
        let questions = rulebook.questions_by_name();
        for (name, entry) in &self.answers {
            if let Some(&question) = questions.get(name.as_str()) {
                binder.entry(FormField::Answer(question), entry);
            } else {
                let names = rulebook.questions.iter().map(|question| question.id.as_str());
                binder.unknown(name, name, entry, names, Reason::UnknownQuestion);
            }
        }
        for (name, entry) in &self.acknowledged {
            if let Some(alert) = rulebook.alert_named(name) {
                binder.entry(FormField::Acknowledged(alert), entry);
            } else {
                let names = rulebook.alerts.iter().map(|alert| alert.id.as_str());
                binder.unknown(&format!("acknowledged.{name}"), name, entry, names, Reason::UnknownAlert);
            }
        }
        for (name, entry) in &self.stored {
            if let Some(score) = rulebook.score_named(name) {
                binder.entry(FormField::StoredTotal(score), entry);
            } else {
                let names = rulebook.scores.iter().map(|score| score.id.as_str());
                binder.unknown(&format!("score.{name}"), name, entry, names, Reason::UnknownScore);
            }
        }
        binder.finish()
    }

    /// Returns the case code, as written.
    #[must_use]
    pub fn case_code(&self) -> Option<&str> {
        self.case.value.as_text()
    }

    /// Counts the questions that have an answer; a missing reason is none.
    #[must_use]
    pub fn answered(&self) -> usize {
        self.answers.values().filter(|entry| entry.value != RawValue::Nothing).count()
    }

    /// Writes the file as YAML, answers in the order of the rulebook.
    ///
    /// # Errors
    /// Returns an error if the writer fails; it does not for a file that this program makes of a form.
    pub fn to_yaml(&self) -> Result<String, serde_yaml::Error> {
        serde_yaml::to_string(self)
    }

    /// Writes the file as JSON over several lines, with a line end.
    ///
    /// # Errors
    /// Returns an error if the writer fails; it does not for a file that this program makes of a form.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }
}

impl Serialize for FormFile {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("form", &FORMAT)?;
        let head = |map: &mut S::SerializeMap, key, entry: &Entry<'_>| match &entry.value {
            RawValue::Nothing => Ok(()),
            value => map.serialize_entry(key, value),
        };
        head(&mut map, "case", &self.case)?;
        self.rulebook.iter().try_for_each(|name| map.serialize_entry("rulebook", name))?;
        head(&mut map, "as_of", &self.as_of)?;
        head(&mut map, "language", &self.language)?;
        map.serialize_entry("answers", &self.answers)?;
        for (key, entries) in [("acknowledged", &self.acknowledged), ("stored", &self.stored)] {
            if !entries.is_empty() {
                let values: IndexMap<_, _> = entries.iter().map(|(name, entry)| (name, &entry.value)).collect();
                map.serialize_entry(key, &values)?;
            }
        }
        map.end()
    }
}
