//! The standing of a criterion: one table, read for one form or for many.

use serde::Serialize;

use crate::truth::Truth::{self, False, True, Unknown};

/// The standing of one criterion for one form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Standing {
    /// The criterion applies, and its condition holds.
    Met,
    /// The criterion applies, and its condition does not hold.
    NotMet,
    /// The standing is not settled by these answers.
    Unknown,
    /// The criterion does not concern this patient.
    NotApplicable,
}

impl Standing {
    /// Returns the word in files and results: `met`, `not_met`, `unknown`, `not_applicable`.
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

/// Returns the standing of a criterion: `applies` is its `applies_when` (`True` if it has none), `when` its condition.
#[must_use]
#[expect(clippy::match_same_arms, reason = "a table: each row says why")]
pub const fn standing(applies: Truth, when: Truth) -> Standing {
    match (applies, when) {
        (False, True | False | Unknown) => Standing::NotApplicable,
        (Unknown, True | False | Unknown) => Standing::Unknown, // it may yet turn out not to concern this patient
        (True, True) => Standing::Met,
        (True, False) => Standing::NotMet,
        (True, Unknown) => Standing::Unknown, // a gap is a gap, never a "no"
    }
}

/// A truth, of one form or of many, from which [`standing`] derives a standing.
pub trait Stands {
    /// The standing of a criterion.
    type Standing;
    /// Returns the standing of a criterion from the truths of its `applies_when` and its condition.
    fn stand(applies: &Self, when: &Self) -> Self::Standing;
}

impl Stands for Truth {
    type Standing = Standing;

    fn stand(applies: &Truth, when: &Truth) -> Standing {
        standing(*applies, *when)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_standing_rests_on_whether_it_applies_then_on_its_condition() {
        let table = [
            (False, False, Standing::NotApplicable),
            (False, True, Standing::NotApplicable),
            (False, Unknown, Standing::NotApplicable),
            (Unknown, False, Standing::Unknown),
            (Unknown, True, Standing::Unknown),
            (Unknown, Unknown, Standing::Unknown),
            (True, False, Standing::NotMet),
            (True, True, Standing::Met),
            (True, Unknown, Standing::Unknown),
        ];
        for (applies, when, expected) in table {
            assert_eq!(standing(applies, when), expected, "{applies:?} {when:?}");
        }
    }
}
