//! `candor completions`: the completions of the command line for a shell.

use std::io::Write;

use clap_complete::Shell;

use super::Status;
use super::listing::print;

/// Print the completions for a shell
///
/// For example, for bash: candor completions bash > ~/.local/share/bash-completion/completions/candor
#[derive(Debug, clap::Args)]
pub(super) struct CompletionsArgs {
    /// Which shell
    #[arg(value_name = "SHELL")]
    shell: Shell,
}

impl CompletionsArgs {
    /// Prints the completions on standard output.
    ///
    /// # Errors
    /// Returns an error if standard output cannot be written.
    pub(super) fn run(self, program: &mut clap::Command) -> miette::Result<Status> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, program, "candor", &mut script);
        print("the completions", |out| out.write_all(&script))?;
        Ok(Status::Done)
    }
}
