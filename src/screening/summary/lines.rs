//! The lines shared by several parts of the summary: answers, gaps, cited sources, computed scores.

use serde::{Serialize, Serializer};

use crate::answer::{Informant, Missing};
use crate::decimal::Decimal;
use crate::truth::Truth;
use crate::ui::Ui;

/// An entry of the form, for people and for programs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerLine {
    /// The question's id.
    pub question: String,
    /// Its number for people: `19`, or `19.4` for a question asked for an option.
    pub number: String,
    /// Its title, with the option's if it is asked for an option.
    pub title: String,
    /// The value with its unit, the labels, or the reason for its absence.
    pub text: String,
    /// The value as files write it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Coded>,
    /// The reason for a missing value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub missing: Option<Missing>,
    /// Its informant, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<Informant>,
    /// The typed line, if it says something other than the value.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub typed: Option<String>,
    /// Whether it was kept although unusual.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub checked: bool,
    /// Whether it is unusual and unconfirmed.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub unusual: bool,
    /// A note beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Whether the question applies.
    #[serde(serialize_with = "yes_or_no")]
    pub applies: Truth,
    /// The missing answers that decide whether the question applies.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub waits_for: Vec<Open>,
    /// The informant in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub informant: String,
    /// Further remarks about it, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
}

/// A value as files write it.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(untagged)]
pub enum Coded {
    /// The code of an option.
    Code(String),
    /// The codes of several options, in the order of the question.
    Codes(Vec<String>),
    /// A number in the question's unit.
    Number(Decimal),
    /// Free text.
    Text(String),
}

/// Writes whether something applies: `yes`, `no` or `unknown`.
#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks for it")]
pub(super) fn yes_or_no<S: Serializer>(truth: &Truth, out: S) -> Result<S::Ok, S::Error> {
    out.serialize_str(match truth {
        Truth::True => "yes",
        Truth::False => "no",
        Truth::Unknown => "unknown",
    })
}

/// A missing answer by name.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
pub struct Open {
    /// The question's id.
    pub question: String,
    /// Its number for people.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The reason it is missing.
    pub missing: Missing,
    /// The same in words.
    pub text: String,
}

/// Names missing answers in one line: "Trial \[5\] (not asked), Age \[2\] (declined)".
pub(crate) fn open_list(ui: &Ui, open: &[Open]) -> String {
    let one = |open: &Open| ui.summary.answer.open(&open.number, &open.title, &open.text);
    open.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A source beside a statement citing it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Cited {
    /// The source's id.
    pub source: String,
    /// Its number in the list of sources: `S12`.
    pub number: String,
    /// Its short name, or publisher, title and year if it has none.
    pub short: String,
    /// Publisher, title and year, with its marks and its own words.
    pub text: String,
    /// `part`, `secondary copy`, `due for review`, in words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub marks: Vec<String>,
    /// Its own words, quoted if sources differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub says: Option<String>,
}

/// A score beside a criterion using it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Computed {
    /// The score's id.
    pub score: String,
    /// Its title.
    pub title: String,
    /// Its value and unit, in words.
    pub text: String,
}
