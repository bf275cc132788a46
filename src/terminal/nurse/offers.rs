//! The open drafts, as they are offered at the start.

use super::wording::Wording;
use crate::interview::progress::{Progress, Turn};

/// A draft that could be continued.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// Its case code.
    pub case: String,
    /// When it was saved, in words.
    pub when: String,
    /// Its state.
    pub state: OfferState,
}

/// The state of a draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfferState {
    /// It fits the rulebook: how far it is, and whose turn it is (`None`: nothing is left to ask).
    Open(Progress, Option<Turn>),
    /// It was made with other rules, named here.
    OtherRules(String),
    /// It cannot be read; where it lies. It is shown and not offered.
    Unreadable(String),
}

/// Returns an offer in words.
pub(super) fn described(wording: Wording<'_>, offer: &Offer) -> String {
    let texts = &wording.ui.interview.start;
    let (when, case) = (&offer.when, &offer.case);
    match &offer.state {
        OfferState::Open(progress, turn) => {
            let turn = match turn {
                Some(Turn::Call) => texts.turn_call,
                Some(Turn::Chart) => texts.turn_chart,
                None => texts.turn_review,
            };
            texts.draft(when, case, turn, progress.answered, wording.still_to_go(*progress))
        }
        OfferState::OtherRules(rules) => texts.draft_of_other_rules(when, case, rules),
        OfferState::Unreadable(file) => texts.draft_unreadable(when, file),
    }
}
