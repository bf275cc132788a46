//! Prints the output of a command: lists as text for people or as JSON for other programs, and everything else.

use std::io::{self, Write};

use miette::{IntoDiagnostic, WrapErr};
use serde_json::Value;

/// How a list is printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ListFormat {
    /// As lines of text.
    Text,
    /// As one JSON array.
    Json,
}

impl ListFormat {
    /// Prints a list to standard output: the text that `text` writes, or one JSON array of these items.
    ///
    /// # Errors
    /// Returns an error that names `what` if standard output cannot be written.
    pub(super) fn print(
        self,
        what: &str,
        text: impl FnOnce(&mut io::StdoutLock<'_>) -> io::Result<()>,
        items: impl FnOnce() -> Vec<Value>,
    ) -> miette::Result<()> {
        print(what, |out| match self {
            ListFormat::Text => text(out),
            ListFormat::Json => {
                serde_json::to_writer_pretty(&mut *out, &items()).map_err(io::Error::other).and_then(|()| writeln!(out))
            }
        })
    }
}

/// Prints the output of `write` to standard output.
///
/// # Errors
/// Returns an error that names `what` if standard output cannot be written.
pub(super) fn print(what: &str, write: impl FnOnce(&mut io::StdoutLock<'_>) -> io::Result<()>) -> miette::Result<()> {
    let mut out = io::stdout().lock();
    write(&mut out).and_then(|()| out.flush()).into_diagnostic().wrap_err_with(|| format!("cannot write {what}"))
}
