//! The files that a batch writes beside its results.

use std::io::{self, Write};
use std::path::Path;

use miette::{IntoDiagnostic, WrapErr};

use crate::batch::rejects::Rejects;
use crate::cli::paths::shown;
use crate::cli::{Ended, Status};
use crate::files::{Pending, SummaryFolder, Target};
use crate::intake::FormSource;

/// Begins the file of rejects, in the form of the records.
pub(super) fn rejects_of<'w>(sources: &[FormSource], file: &'w mut Target) -> miette::Result<Rejects<'w>> {
    let rejects = Rejects::begin(sources, file).into_diagnostic().wrap_err("cannot write the rejects")?;
    rejects.ok_or_else(|| {
        let what = "`--rejects` holds records of one kind: tables with the same headings, or none of them a table";
        Ended::usage(what, "give the files in several runs").into()
    })
}

/// Returns the files of this run, which go when it is stopped.
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

/// Makes the folder of summaries, unless something is there that it would replace.
pub(super) fn summaries(path: &Path, several: bool, pending: &Pending) -> miette::Result<SummaryFolder> {
    if !SummaryFolder::is_free(path) {
        let what = format!("`{}` is there, and no empty folder", shown(path));
        return Err(Ended::usage(what, "name a folder of its own for the summaries").into());
    }
    Ok(SummaryFolder::open(path, several, pending)?)
}
