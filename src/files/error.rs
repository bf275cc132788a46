//! The error of a failed write.

use std::io;
use std::path::Path;

use miette::Diagnostic;
use thiserror::Error;

use crate::unit::clean;

/// A failed write.
#[derive(Debug, Diagnostic, Error)]
#[error("cannot write {what}")]
pub struct FileError {
    /// The thing to write and its target: "the results to `results.csv`".
    what: String,
    source: io::Error,
}

impl FileError {
    pub(super) fn to(what: &str, path: &Path, source: io::Error) -> FileError {
        FileError { what: format!("{what} to `{}`", clean(&path.display().to_string())), source }
    }

    pub(super) fn of(what: &str, source: io::Error) -> FileError {
        FileError { what: what.to_owned(), source }
    }
}
