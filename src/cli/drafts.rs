//! How far a draft is, for the list of cases, and for the start of an interview.

use jiff::civil::Date;

use super::forms::other_rules;
use crate::form::file::FormFile;
use crate::interview::Interview;
use crate::rulebook::Rulebook;
use crate::terminal::nurse::OfferState;

/// Returns the state of a draft, read against a rulebook; `today` is the day where it has none. A draft that does not fit the
/// rulebook cannot be read, and is named by its code.
pub(super) fn draft_state(rulebook: &Rulebook, code: &str, file: &FormFile, today: Date) -> OfferState {
    match (other_rules(rulebook, file.rulebook.as_ref()), file.bind(rulebook, today)) {
        (Some(rules), _) => OfferState::OtherRules(rules),
        (None, Err(_)) => OfferState::Unreadable(code.to_owned()),
        (None, Ok(form)) => {
            let interview = Interview::new(rulebook, form);
            OfferState::Open(interview.progress(), interview.turn())
        }
    }
}
