//! `candor cases`: lists and removes saved interviews.

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
    /// Returns an error if the store or an output cannot be read or written, if a case does not exist, or if nobody can
    /// be asked.
    pub(super) fn run(self, context: &Context) -> miette::Result<Status> {
        let ui = Ui::of(context.settings.language(Setting::Language));
        let store = store()?;
        match self.command {
            CasesCommand::List(arguments) => arguments.run(&store, ui, context),
            CasesCommand::Remove(arguments) => arguments.run(&store, ui, context),
        }
    }
}

/// Writes a remark about the run to standard error, unless `--quiet` is set; a failure to write is ignored.
fn tell(context: &Context, text: &str) {
    if !context.quiet {
        let _ = writeln!(io::stderr(), "{text}");
    }
}
