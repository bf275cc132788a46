//! How far a draft is, for the list of cases, and for the start of an interview.

use jiff::civil::Date;

use super::forms::other_rules;
use crate::form::file::FormFile;
use crate::interview::Interview;
use crate::rulebook::Rulebook;

/// The state of a draft.
pub(super) enum DraftState<'r> {
    /// It was made with other rules, named here.
    OtherRules(String),
    /// It does not fit the rulebook.
    Unfit,
    /// It can go on.
    Open(Box<Interview<'r>>),
}

/// Reads a draft against a rulebook; `today` is the day where it has none.
pub(super) fn draft_state<'r>(rulebook: &'r Rulebook, file: &FormFile, today: Date) -> DraftState<'r> {
    match (other_rules(rulebook, file.rulebook.as_ref()), file.bind(rulebook, today)) {
        (Some(rules), _) => DraftState::OtherRules(rules),
        (None, Err(_)) => DraftState::Unfit,
        (None, Ok(form)) => DraftState::Open(Box::new(Interview::new(rulebook, form))),
    }
}
