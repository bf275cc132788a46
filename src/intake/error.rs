//! Reasons why an input cannot be read at all; a fault of one record is a refusal.

use std::io;

use miette::Diagnostic;
use thiserror::Error;

use crate::form::redact::capped;
use crate::unit::clean;

/// The reason why an input cannot be read at all.
#[derive(Debug, Error, Diagnostic)]
pub enum IntakeError {
    /// An error of the operating system.
    #[error("cannot read `{name}`")]
    Io {
        /// The input.
        name: String,
        /// The error of the operating system.
        #[source]
        error: io::Error,
    },
    /// An empty input.
    #[error("`{name}` is empty")]
    Empty {
        /// The input.
        name: String,
    },
    /// UTF-16, or no text at all.
    #[error("`{name}` is UTF-16 or no text at all")]
    #[diagnostic(help("save it as UTF-8; spreadsheets call it \"CSV UTF-8\""))]
    NotText {
        /// The input.
        name: String,
    },
    /// Headings in another encoding.
    #[error("the headings of `{name}` are not UTF-8 text")]
    #[diagnostic(help("save it as UTF-8; spreadsheets call it \"CSV UTF-8\""))]
    Headings {
        /// The input.
        name: String,
    },
    /// A quotation mark in the headings that takes in the rest of the file.
    #[error("a quotation mark in the headings of `{name}` is not closed")]
    #[diagnostic(help("close or remove it: all that stands behind it would be one heading"))]
    Unclosed {
        /// The input.
        name: String,
    },
    /// No heading that names a question.
    #[error("no heading of `{name}` is a question of the rulebook")]
    #[diagnostic(help("the first row holds question ids, as `{example}`; see docs/forms.md"))]
    NoKnownHeading {
        /// The input.
        name: String,
        /// The first question of the rulebook.
        example: String,
    },
    /// Headings that occur twice, or mean the same column.
    #[error("headings of `{name}` stand twice: {}", capped(headings).join(", "))]
    #[diagnostic(help("rename or remove one column of each"))]
    Twice {
        /// The input.
        name: String,
        /// The headings, as messages call them.
        headings: Vec<String>,
    },
    /// Headings that differ from those at the first opening.
    #[error("`{name}` has other headings than when the run began")]
    Changed {
        /// The input.
        name: String,
    },
    /// Headings without a meaning, if they are an error.
    #[error("unknown headings in `{name}`: {}", capped(headings).join(", "))]
    #[diagnostic(help("without `--strict` these columns are left out"))]
    Unknown {
        /// The input.
        name: String,
        /// The headings, as messages call them.
        headings: Vec<String>,
    },
    /// A record longer than the limit.
    #[error("record {record} of `{name}` (line {line}) is longer than 4 MiB")]
    #[diagnostic(help("a quotation mark in it may not be closed"))]
    TooLong {
        /// The input.
        name: String,
        /// The number of the record, from 1.
        record: u64,
        /// The line it begins on, from 1.
        line: u64,
    },
}

impl IntakeError {
    /// Returns the error for an input that the system cannot read.
    #[must_use]
    pub fn io(name: &str, error: io::Error) -> IntakeError {
        IntakeError::Io { name: name.to_owned(), error }
    }
}

/// Returns typed names in backticks, cleaned and joined by commas: "`a`, `b`".
#[must_use]
pub fn ticked(names: &[String]) -> String {
    names.iter().map(|name| format!("`{}`", clean(name))).collect::<Vec<_>>().join(", ")
}
