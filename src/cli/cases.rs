//! `candor cases`: the interviews that are kept.

mod list;
mod remove;

use std::io::{self, Write};

use super::forms::store;
use super::settings::Setting;
use super::{Context, Status};
use crate::ui::Ui;
use list::ListArgs;
use remove::RemoveArgs;

/// List the interviews that are kept, and remove the finished ones
#[derive(Debug, clap::Args)]
pub(super) struct CasesArgs {
    #[command(subcommand)]
    command: CasesCommand,
}

#[derive(Debug, clap::Subcommand)]
enum CasesCommand {
    List(ListArgs),
    Remove(RemoveArgs),
}

impl CasesArgs {
    /// Runs the command.
    ///
    /// # Errors
    /// Returns an error if the store or an output cannot be read or written, if a case is not there, or if nobody can be
    /// asked.
    pub(super) fn run(self, context: &Context) -> miette::Result<Status> {
        let ui = Ui::of(context.settings.language(Setting::Language));
        let store = store()?;
        match self.command {
            CasesCommand::List(arguments) => arguments.run(&store, ui, context),
            CasesCommand::Remove(arguments) => arguments.run(&store, ui, context),
        }
    }
}

/// Says something about the run, unless nothing but results is wanted. Without a standard error nobody is left to tell.
fn tell(context: &Context, text: &str) {
    if !context.quiet {
        let _ = writeln!(io::stderr(), "{text}");
    }
}
