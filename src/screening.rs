//! A rulebook evaluated on a form: the standing of every criterion, with its reasons.

pub mod summary;

use serde::Serialize;

use crate::truth::Truth::{self, False, True, Unknown};

/// How one criterion stands for one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// It applies, and its condition holds.
    Met,
    /// It applies, and its condition does not hold.
    NotMet,
    /// Not settled by these answers.
    Unknown,
    /// It does not concern this patient.
    NotApplicable,
}

impl Standing {
    /// The word of files and results: `met`, `not_met`, `unknown`, `not_applicable`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Standing::Met => "met",
            Standing::NotMet => "not_met",
            Standing::Unknown => "unknown",
            Standing::NotApplicable => "not_applicable",
        }
    }
}

/// How a criterion stands: `applies` is its `applies_when` (`True` where it has none), `when` its condition.
#[must_use]
pub const fn standing(applies: Truth, when: Truth) -> Standing {
    match (applies, when) {
        (False, True | False | Unknown) => Standing::NotApplicable,
        (Unknown, True | False | Unknown) => Standing::Unknown, // it may yet turn out not to concern this patient
        (True, True) => Standing::Met,
        (True, False) => Standing::NotMet,
        (True, Unknown) => Standing::Unknown, // a gap is a gap, never a "no"
    }
}
