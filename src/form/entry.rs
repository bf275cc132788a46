//! One answer as a source writes it, before it is read against its question.

use serde::{Deserialize, Serialize};

use crate::answer::{Informant, Missing};

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

impl Written {
    /// What stands in the file, for the reject file.
    pub(super) fn raw_text(&self) -> String {
        let scalar = |scalar: &Scalar| match scalar {
            Scalar::Truth(truth) => truth.to_string(),
            Scalar::Whole(whole) => whole.to_string(),
            Scalar::Real(real) => real.to_string(),
            Scalar::Text(text) => text.clone(),
        };
        let list = |list: &[Scalar]| list.iter().map(scalar).collect::<Vec<_>>().join(";");
        match self {
            Written::Bare(one) | Written::Full(Full { value: Some(OneOrMany::One(one)), .. }) => scalar(one),
            Written::List(many) | Written::Full(Full { value: Some(OneOrMany::Many(many)), .. }) => list(many),
            Written::Full(Full { value: None, .. }) => String::new(),
        }
    }
}
