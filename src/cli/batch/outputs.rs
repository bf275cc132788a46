//! The outputs of a batch: rows of a table with chosen columns or whole summaries, and their files.

use std::io::{self, Write};
use std::path::Path;

use miette::{IntoDiagnostic, WrapErr};

use super::arguments::{BatchArgs, ResultFormat};
use crate::batch::Output;
use crate::batch::rejects::Rejects;
use crate::cli::paths::shown;
use crate::cli::{Ended, Status};
use crate::document::suggest::did_you_mean;
use crate::files::{Pending, SummaryFolder, Target};
use crate::intake::FormSource;
use crate::intake::error::ticked;
use crate::report::csv::ResultTable;
use crate::rulebook::Rulebook;
use crate::ui::Ui;

impl BatchArgs {
    /// Returns the kind of the results; refuses columns that no table has.
    pub(super) fn output<'r>(&self, rulebook: &'r Rulebook, ui: &'r Ui) -> Result<Output<'r>, Ended> {
        if self.format == ResultFormat::Ndjson {
            return Ok(Output::Ndjson(ui));
        }
        let all = ResultTable::of(rulebook);
        if self.columns.is_empty() {
            return Ok(Output::Csv(all));
        }
        let table = ResultTable::with(rulebook, &self.columns).map_err(|unknown| {
            let near = unknown.first().and_then(|name| did_you_mean(name, all.names()));
            let advice = near.unwrap_or_else(|| "without `--columns` every column is written".to_owned());
            Ended::usage(format!("no such column: {}", ticked(&unknown)), advice)
        })?;
        Ok(Output::Csv(table))
    }
}

/// Begins the file of rejects, in the format of the records.
pub(super) fn rejects_of<'w>(sources: &[FormSource], file: &'w mut Target) -> miette::Result<Rejects<'w>> {
    let rejects = Rejects::begin(sources, file).into_diagnostic().wrap_err("cannot write the rejects")?;
    rejects.ok_or_else(|| {
        let what = "`--rejects` holds records of one kind: tables with the same headings, or none of them a table";
        Ended::usage(what, "give the files in several runs").into()
    })
}

/// Returns the unfinished files of this run, which are removed if it is stopped.
pub(super) fn watched() -> Pending {
    let pending = Pending::default();
    let watched = pending.clone();
    let stop = move || {
        watched.stop(|| {
            let _ = writeln!(io::stderr(), "stopped: no file was written");
            std::process::exit(i32::from(Status::Stopped.code()));
        });
    };
    let _ = ctrlc::set_handler(stop); // without it a stopped run leaves its unfinished files
    pending
}

/// Makes the folder of summaries, unless it would replace something.
pub(super) fn summaries(path: &Path, several: bool, pending: &Pending) -> miette::Result<SummaryFolder> {
    if !SummaryFolder::is_free(path) {
        let what = format!("`{}` is there, and no empty folder", shown(path));
        return Err(Ended::usage(what, "name a folder of its own for the summaries").into());
    }
    Ok(SummaryFolder::open(path, several, pending)?)
}
