//! The list of cases: one a line below its headings, or one JSON object each.

use std::io::{self, Write};

use jiff::Zoned;
use serde_json::{Value, json};

use super::columns;
use crate::form::file::RulebookName;
use crate::interview::progress::Turn;
use crate::ui::Ui;
use crate::unit::clean;

/// A row of the list of cases.
#[derive(Clone, Debug)]
pub struct CaseRow {
    /// Its code.
    pub code: String,
    /// The time of its last save; `None` if this machine's clock cannot tell.
    pub saved: Option<Zoned>,
    /// Its next step.
    pub state: CaseRowState,
    /// Its form.
    pub form: CaseRowForm,
}

/// The next step of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseRowState {
    /// None: the case is finished.
    Finished,
    /// A draft that cannot be read, or was made with other rules.
    Draft,
    /// The turn of a draft; `None` if no question is left to ask.
    Turn(Option<Turn>),
}

/// The form of a case in the list.
#[derive(Clone, Debug)]
pub enum CaseRowForm {
    /// A readable form.
    Read {
        /// The number of answers that it holds.
        answered: usize,
        /// The rulebook of the form.
        rulebook: Option<RulebookName>,
    },
    /// The place of an unreadable form.
    Unreadable(String),
}

/// Writes the cases as a table; nothing if there are none.
///
/// # Errors
/// Returns an error if `out` fails.
pub fn text(rows: &[CaseRow], ui: &Ui, out: &mut impl Write) -> io::Result<()> {
    const ANSWERED: usize = 2;
    if rows.is_empty() {
        return Ok(());
    }
    let heads = &ui.cases.columns;
    let heads = [heads.case, heads.saved, heads.answered, heads.state, heads.rulebook];
    columns::write(heads, rows.iter().map(|row| cells(row, ui)), &[ANSWERED], out)
}

fn cells(row: &CaseRow, ui: &Ui) -> [String; 5] {
    let saved = row.saved.as_ref().map_or_else(|| String::from("?"), |at| at.strftime("%Y-%m-%d %H:%M").to_string());
    let (answered, rulebook) = match &row.form {
        CaseRowForm::Read { answered, rulebook } => {
            let named = |name: &RulebookName| clean(&format!("{} {}", name.id, name.version));
            (answered.to_string(), rulebook.as_ref().map_or_else(|| String::from("-"), named))
        }
        CaseRowForm::Unreadable(place) => (String::from("-"), ui.cases.unreadable(place)),
    };
    [row.code.clone(), saved, answered, state(row.state, ui), rulebook]
}

fn state(state: CaseRowState, ui: &Ui) -> String {
    let turns = &ui.interview.start;
    let turn = match state {
        CaseRowState::Finished => return ui.cases.finished.to_owned(),
        CaseRowState::Draft => return ui.cases.draft.to_owned(),
        CaseRowState::Turn(Some(Turn::Call)) => &turns.turn_call,
        CaseRowState::Turn(Some(Turn::Chart)) => &turns.turn_chart,
        CaseRowState::Turn(None) => &turns.turn_review,
    };
    format!("{}, {turn}", ui.cases.draft)
}

/// Returns a case as an item of the JSON list.
#[must_use]
pub fn json(row: &CaseRow) -> Value {
    let saved = row.saved.as_ref().map(|at| at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string());
    let state = match row.state {
        CaseRowState::Finished => "finished",
        CaseRowState::Draft => "draft",
        CaseRowState::Turn(Some(Turn::Call)) => "call",
        CaseRowState::Turn(Some(Turn::Chart)) => "chart",
        CaseRowState::Turn(None) => "review",
    };
    match &row.form {
        CaseRowForm::Read { answered, rulebook } => json!({
            "case": row.code, "saved": saved, "state": state, "answered": answered, "rulebook": rulebook,
        }),
        CaseRowForm::Unreadable(place) => {
            json!({ "case": row.code, "saved": saved, "state": state, "unreadable": place })
        }
    }
}
