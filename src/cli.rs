//! The command line: the only floor that reads the clock, the environment and the files a user names.

pub mod ask;
pub mod batch;
pub mod completions;
pub mod man;
pub mod rules;
pub mod summary;
pub mod why;

use std::path::PathBuf;
use std::process::{ExitCode, Termination};

use miette::{IntoDiagnostic, WrapErr};

use crate::rulebook::{BUILTIN, Rulebook};
use crate::text::SourceText;

/// How a run ended; the numbers are a promise (README, "Exit status").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Done.
    Done,
    /// Something could not be read or written.
    Io,
    /// Wrong usage (also clap's own).
    Usage,
    /// The rulebook has errors, or findings that were to be refused.
    Rulebook,
    /// Forms were rejected, the input ended early, or a piped answer was refused.
    Rejected,
    /// A rulebook's test or its coverage failed.
    TestFailed,
    /// `cases verify` found a break.
    Broken,
    /// Stopped; the draft is kept.
    Stopped,
}

impl Status {
    /// The exit code.
    #[must_use]
    pub const fn code(self) -> u8 {
        match self {
            Status::Done => 0,
            Status::Io => 1,
            Status::Usage => 2,
            Status::Rulebook => 3,
            Status::Rejected => 4,
            Status::TestFailed => 5,
            Status::Broken => 6,
            Status::Stopped => 130,
        }
    }
}

impl Termination for Status {
    fn report(self) -> ExitCode {
        ExitCode::from(self.code())
    }
}

/// What every command knows of its surroundings, decided once at the start.
#[derive(Clone, Debug)]
pub struct Context {
    /// Say nothing but results and errors.
    pub quiet: bool,
    /// Colour on standard output.
    pub color_out: bool,
    /// Colour on standard error.
    pub color_err: bool,
    /// Columns of standard output; 80 if it is no terminal.
    pub width: usize,
    /// The rulebook to use.
    pub rules: RulesArg,
}

/// Which rulebook to use.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct RulesArg {
    /// Rulebook to use instead of the built-in one
    #[arg(long = "rules", value_name = "FILE", global = true)]
    pub rules: Option<PathBuf>,
}

impl RulesArg {
    /// The text of the rulebook, and its name.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn source(&self) -> miette::Result<SourceText> {
        match &self.rules {
            None => Ok(SourceText { name: BUILTIN.0.to_owned(), text: BUILTIN.1.to_owned() }),
            Some(path) => {
                let name = path.display().to_string();
                let text = std::fs::read_to_string(path)
                    .into_diagnostic()
                    .wrap_err_with(|| format!("cannot read the rulebook `{name}`"))?;
                Ok(SourceText { name, text })
            }
        }
    }

    /// The rulebook, read and resolved.
    ///
    /// # Errors
    /// Where the file cannot be read, or holds errors (all of them are reported).
    pub fn load(&self) -> miette::Result<Rulebook> {
        let source = self.source()?;
        Rulebook::read(&source).map_err(miette::Report::new)
    }
}

/// Runs the command line.
#[must_use]
pub fn run() -> Status {
    Status::Done
}
