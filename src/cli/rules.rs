//! `candor rules`: for authors of rulebooks.

mod check;
mod show;
mod test;

use super::{Context, Status};

/// Check, test and read rulebooks
#[derive(Debug, clap::Args)]
pub(super) struct RulesArgs {
    #[command(subcommand)]
    command: RulesCommand,
}

#[derive(Debug, clap::Subcommand)]
enum RulesCommand {
    Check(check::CheckArgs),
    Test(test::TestArgs),
    Show(show::ShowArgs),
}

impl RulesArgs {
    /// Runs the command.
    ///
    /// # Errors
    /// Returns an error if a rulebook cannot be read, or if the report cannot be written.
    pub(super) fn run(self, context: &Context) -> miette::Result<Status> {
        match self.command {
            RulesCommand::Check(arguments) => arguments.run(context),
            RulesCommand::Test(arguments) => arguments.run(context),
            RulesCommand::Show(arguments) => arguments.run(context),
        }
    }
}
