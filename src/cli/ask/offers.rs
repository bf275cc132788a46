//! The open drafts, as the start offers them.

use std::time::SystemTime;

use super::context::InterviewContext;
use crate::cli::clock;
use crate::cli::forms::draft_state;
use crate::store::{CaseState, KeptCase, KeptForm};
use crate::terminal::nurse::{Offer, OfferState};

/// Returns the open drafts, the newest first.
pub(super) fn offers(on: &InterviewContext<'_>) -> miette::Result<Vec<Offer>> {
    Ok(on.cases.list(CaseState::Draft)?.into_iter().map(|draft| offer(on, draft)).collect())
}

fn offer(on: &InterviewContext<'_>, draft: KeptCase) -> Offer {
    let state = match draft.form {
        KeptForm::Unreadable(place) => OfferState::Unreadable(place),
        KeptForm::File(file) => draft_state(on.rulebook, &draft.code, &file, on.today),
    };
    Offer { case: draft.code, when: when(on, draft.saved), state }
}

/// Returns a time as `2026-11-20 09:12`; on the same day only the hour and minute, with the word for today.
fn when(on: &InterviewContext<'_>, at: SystemTime) -> String {
    let Some(at) = clock::told(at) else { return String::from("?") };
    let today = at.date() == clock::now().date();
    let time = at.strftime(if today { "%H:%M" } else { "%Y-%m-%d %H:%M" }).to_string();
    if today { on.ui.interview.start.today(&time) } else { time }
}
