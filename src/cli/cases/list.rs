//! `candor cases list`.

use std::cmp::Reverse;

use super::tell;
use crate::cli::forms::draft_state;
use crate::cli::listing::ListFormat;
use crate::cli::{Context, Status, clock};
use crate::report::cases::{self, CaseRow, CaseRowForm, CaseRowState};
use crate::rulebook::Rulebook;
use crate::store::{CaseState, Cases, KeptCase, KeptForm};
use crate::terminal::nurse::OfferState;
use crate::ui::Ui;

/// List drafts and finished cases, the newest first: code, when it was saved, how many answers, whose turn it is, which
/// rulebook
#[derive(Debug, clap::Args)]
pub(super) struct ListArgs {
    /// How to print them: text, or json for other programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ListFormat,
}

impl ListArgs {
    pub(super) fn run(self, store: &dyn Cases, ui: &Ui, context: &Context) -> miette::Result<Status> {
        let rulebook = context.rules.load().ok(); // without it, nobody can say whose turn it is
        let (drafts, finished) = (store.list(CaseState::Draft)?, store.list(CaseState::Finished)?);
        let drafts = drafts.into_iter().map(|draft| (turn(&draft, rulebook.as_ref()), draft));
        let finished = finished.into_iter().map(|case| (CaseRowState::Finished, case));
        let mut kept: Vec<(CaseRowState, KeptCase)> = drafts.chain(finished).collect();
        kept.sort_by_key(|(_, case)| Reverse(case.saved));
        if kept.is_empty() {
            tell(context, ui.cases.none);
        }
        let rows: Vec<CaseRow> = kept.into_iter().map(|(state, case)| row(state, case)).collect();
        let items = || rows.iter().map(cases::json).collect();
        self.format.print("the list", |out| cases::text(&rows, ui, out), items)?;
        Ok(Status::Done)
    }
}

/// Returns whose turn it is in a draft, if the rulebook can tell.
fn turn(draft: &KeptCase, rulebook: Option<&Rulebook>) -> CaseRowState {
    let (KeptForm::File(file), Some(rulebook)) = (&draft.form, rulebook) else { return CaseRowState::Draft };
    match draft_state(rulebook, &draft.code, file, clock::now().date()) {
        OfferState::Open(_, turn) => CaseRowState::Turn(turn),
        OfferState::OtherRules(_) | OfferState::Unreadable(_) => CaseRowState::Draft,
    }
}

/// Returns the row of a case in the list.
pub(super) fn row(state: CaseRowState, KeptCase { code, saved: at, form }: KeptCase) -> CaseRow {
    let form = match form {
        KeptForm::File(file) => CaseRowForm::Read { answered: file.answered(), rulebook: file.rulebook },
        KeptForm::Unreadable(place) => CaseRowForm::Unreadable(place),
    };
    CaseRow { code, saved: clock::told(at), state, form }
}
