//! A form file: one patient's answers as YAML or JSON holds them, by the names that files use (`docs/forms.md`).

mod error;
pub mod read;
mod tree;
mod write;

use indexmap::IndexMap;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::bind::Binder;
use super::entry::{Scalar, Written};
use super::refusal::{Reason, Refusal};
use super::{FORMAT, Form};
use crate::answer::Missing;
use crate::decimal::Decimal;
use crate::rulebook::Rulebook;

pub use error::FormErrors;
pub use tree::{Tree, WrittenAs};

/// One patient's answers, as written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormFile {
    /// The format of this file; 1.
    pub form: u32,
    /// A random code; never a name.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// The rulebook that was used to ask.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rulebook: Option<RulebookName>,
    /// The day the answers speak of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub as_of: Option<Date>,
    /// Language of the interview, as `en`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// By question id.
    #[serde(default)]
    pub answers: IndexMap<String, Written>,
    /// By alert id: when the nurse acknowledged it, as `2026-11-20T09:41`.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub acknowledged: IndexMap<String, String>,
    /// By score id: a total that came with the form; compared, never evaluated.
    #[serde(default, skip_serializing_if = "IndexMap::is_empty")]
    pub stored: IndexMap<String, Decimal>,
}

/// Which rulebook a form was made with.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RulebookName {
    /// Its `id`.
    pub id: String,
    /// Its `version`.
    pub version: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
}

impl FormFile {
    /// How many questions have an answer; a missing one with its reason is none.
    #[must_use]
    pub fn answered(&self) -> usize {
        let is_missing = |written: &Written| match written {
            Written::Bare(Scalar::Text(word)) => Missing::from_word(word).is_some(),
            Written::Bare(_) | Written::List(_) => false,
            Written::Full(full) => full.value.is_none(),
        };
        self.answers.values().filter(|written| !is_missing(written)).count()
    }

    /// As YAML; answers in file order.
    ///
    /// # Errors
    /// Where it cannot be written; no paper made by this program is such.
    pub fn to_yaml(&self) -> Result<String, serde_yaml::Error> {
        serde_yaml::to_string(self)
    }

    /// As JSON over several lines, with a line end.
    ///
    /// # Errors
    /// Where it cannot be written; no paper made by this program is such.
    pub fn to_json(&self) -> Result<String, serde_json::Error> {
        serde_json::to_string_pretty(self).map(|text| text + "\n")
    }

    /// Reads the file against a rulebook; `as_of` is the day if the file has none.
    ///
    /// # Errors
    /// Returns all that cannot be: unknown names, values outside what is possible. An answer that does not apply is none
    /// of them.
    pub fn bind(&self, rulebook: &Rulebook, as_of: Date) -> Result<Form, Vec<Refusal>> {
        let mut binder = Binder::new(rulebook, self.as_of.unwrap_or(as_of));
        if self.form != FORMAT {
            binder.refuse("form", &self.form.to_string(), Reason::Format);
        }
        binder.case(self.case.as_deref().unwrap_or_default());
        binder.language(self.language.as_deref().unwrap_or_default());
        let questions = rulebook.questions_by_name();
        for (name, written) in &self.answers {
            if let Some(&question) = questions.get(name.as_str()) {
                binder.answer(question, written);
            } else {
                let names = rulebook.questions.iter().map(|question| question.id.as_str());
                let reason = Reason::UnknownQuestion(binder.near(name, names));
                binder.refuse(name, &written.raw_text(), reason);
            }
        }
        for (name, when) in &self.acknowledged {
            if let Some(alert) = rulebook.alert_named(name) {
                binder.acknowledged(alert, when);
            } else {
                let names = rulebook.alerts.iter().map(|alert| alert.id.as_str());
                let reason = Reason::UnknownAlert(binder.near(name, names));
                binder.refuse(&format!("acknowledged.{name}"), when, reason);
            }
        }
        for (name, total) in &self.stored {
            if let Some(score) = rulebook.score_named(name) {
                binder.stored(score, &total.to_string());
            } else {
                let names = rulebook.scores.iter().map(|score| score.id.as_str());
                let reason = Reason::UnknownScore(binder.near(name, names));
                binder.refuse(&format!("score.{name}"), &total.to_string(), reason);
            }
        }
        binder.finish()
    }
}
