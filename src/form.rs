//! A form on paper: one patient's answers as they stand in a file, by the names that files use.
//!
//! YAML and JSON alike (`docs/forms.md`). `rulebook/bind.rs` reads a paper against a rulebook and makes a form of it.

use indexmap::IndexMap;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::answer::{Informant, Missing};
use crate::decimal::Decimal;

/// One patient's answers, as written.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Paper {
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

/// One answer as written: the bare value, or a map that says more.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Written {
    /// `pain_months: 48`.
    Bare(Scalar),
    /// `pathway: [cancer_pain, spasticity]`.
    List(Vec<Scalar>),
    /// `height_cm: { value: 170, typed: 5ft7, from: chart }` or `hba1c_percent: { missing: unknown }`.
    Full(Full),
}

/// A value as written.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Scalar {
    /// `true` of JSON.
    Truth(bool),
    /// A number.
    Whole(i64),
    /// A number with decimals.
    Real(f64),
    /// A code, a number with its unit, a missing reason or text.
    Text(String),
}

/// An answer with all that was said about it.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Full {
    /// The value; left out where `missing` stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub value: Option<OneOrMany>,
    /// Why there is no value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
    /// What was typed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
    /// Who gave it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<Informant>,
    /// Kept although unusual.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub checked: bool,
    /// A note beside the answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// One value, or several of a `choices` question.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum OneOrMany {
    /// One.
    One(Scalar),
    /// Several.
    Many(Vec<Scalar>),
}

impl Paper {
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
}
