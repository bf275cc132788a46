//! What a person is told of refusals: where, and the rule. Never what was written, and of what a file brings a name only
//! where it is written like an id: anything else may be a patient's.

use std::fmt;

use super::Refusal;
use crate::form::{Full, OneOrMany, Scalar, Written};

/// The most refusals, or names, that are told at once.
pub const MOST_TOLD: usize = 20;
/// The most characters of an id.
const ID_LIMIT: usize = 64;
/// How a column is called whose heading is no id: by its place, from 1.
const COLUMN: &str = "column ";

/// What stands for a heading in messages: itself where it is written like an id, else its place from 0 as `column 3`.
#[must_use]
pub fn heading(written: &str, place: usize) -> String {
    if is_id(written) { written.to_owned() } else { format!("{COLUMN}{}", place + 1) }
}

/// A field in a sentence: in backticks, or by its place, or only that it is no id.
#[must_use]
pub fn named(field: &str) -> String {
    let is_place = |place: &str| !place.is_empty() && place.bytes().all(|byte| byte.is_ascii_digit());
    match field.strip_prefix(COLUMN) {
        Some(place) if is_place(place) => field.to_owned(),
        _ if is_id(field) => format!("`{field}`"),
        _ => "a key that is no id:".to_owned(),
    }
}

/// All of them, or the first [`MOST_TOLD`] and how many more there are.
#[must_use]
pub fn told<T: ToString>(all: &[T]) -> Vec<String> {
    let more = all.len().saturating_sub(MOST_TOLD);
    let first = all.iter().take(MOST_TOLD).map(ToString::to_string);
    first.chain((more > 0).then(|| format!("and {more} more"))).collect()
}

fn is_id(text: &str) -> bool {
    let of_id = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || matches!(byte, b'_' | b'.');
    (1..=ID_LIMIT).contains(&text.len()) && text.bytes().all(of_id)
}

impl fmt::Display for Refusal {
    /// The field and the rule, never what was written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field.as_str() {
            "" => write!(f, "{}", self.reason),
            field => write!(f, "{} {}", named(field), self.reason),
        }
    }
}

/// What stands in a file, for the reject file.
pub(super) fn shown(written: &Written) -> String {
    let scalar = |scalar: &Scalar| match scalar {
        Scalar::Truth(truth) => truth.to_string(),
        Scalar::Whole(whole) => whole.to_string(),
        Scalar::Real(real) => real.to_string(),
        Scalar::Text(text) => text.clone(),
    };
    let list = |list: &[Scalar]| list.iter().map(scalar).collect::<Vec<_>>().join(";");
    match written {
        Written::Bare(one) | Written::Full(Full { value: Some(OneOrMany::One(one)), .. }) => scalar(one),
        Written::List(many) | Written::Full(Full { value: Some(OneOrMany::Many(many)), .. }) => list(many),
        Written::Full(Full { value: None, .. }) => String::new(),
    }
}
