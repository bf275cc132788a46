//! `candor cases remove`.

use std::io::{self, BufRead, IsTerminal, Write};

use miette::{IntoDiagnostic, WrapErr};

use super::list::row;
use super::tell;
use crate::cli::status::Ended;
use crate::cli::{Context, Status};
use crate::report::cases::{self, CaseRow, CaseRowState};
use crate::store::Cases;
use crate::terminal::grammar::options::folded;
use crate::ui::Ui;

/// Remove cases for good
#[derive(Debug, clap::Args)]
pub(super) struct RemoveArgs {
    /// Their codes
    #[arg(value_name = "CASE", required = true)]
    cases: Vec<String>,

    /// Do not ask first
    #[arg(long)]
    yes: bool,
}

impl RemoveArgs {
    /// Removes all of these cases; none if one of them does not exist.
    pub(super) fn run(self, store: &dyn Cases, ui: &Ui, context: &Context) -> miette::Result<Status> {
        let mut rows: Vec<CaseRow> = Vec::new();
        for written in &self.cases {
            let case = store.finished(written)?;
            if rows.iter().all(|other| other.code != case.code) {
                rows.push(row(CaseRowState::Finished, case));
            }
        }
        if !self.yes && !confirmed(&rows, ui)? {
            tell(context, ui.cases.kept);
            return Ok(Status::Stopped);
        }
        for CaseRow { code, .. } in rows {
            store.remove(&code)?;
            tell(context, &ui.cases.removed(&code));
        }
        Ok(Status::Done)
    }
}

/// Shows the cases and asks; only the word for yes confirms.
fn confirmed(rows: &[CaseRow], ui: &Ui) -> miette::Result<bool> {
    let texts = &ui.cases;
    if !(io::stdin().is_terminal() && io::stderr().is_terminal()) {
        return Err(
            Ended::usage("there is no terminal to ask at before removing", "`--yes` removes without asking").into()
        );
    }
    let question = texts.confirm(rows.len());
    let mut err = io::stderr().lock();
    let mut line = String::new();
    cases::text(rows, ui, &mut err)
        .and_then(|()| write!(err, "{question}\n> "))
        .and_then(|()| err.flush())
        .and_then(|()| io::stdin().lock().read_line(&mut line))
        .into_diagnostic()
        .wrap_err("cannot use the terminal")?;
    Ok(folded(&line) == folded(texts.word))
}
