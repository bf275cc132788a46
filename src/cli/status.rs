//! The exit statuses, and the status of each error.

use std::io;
use std::process::{ExitCode, Termination};

use miette::{Diagnostic, Report};
use thiserror::Error;

use crate::document::{DocumentKind, Findings};
use crate::form::file::FormErrors;

/// The exit status of a run; the numbers are a promise (README, "Exit status").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Status {
    /// Done.
    Done = 0,
    /// Something could not be read or written.
    Io = 1,
    /// Wrong usage (also clap's own).
    Usage = 2,
    /// The rulebook has errors, or findings that were to be refused.
    Rulebook = 3,
    /// Forms were rejected, the input ended early, or a piped answer was refused.
    Rejected = 4,
    /// A rulebook's test or its coverage failed.
    TestFailed = 5,
    /// Stopped; the draft is kept.
    Stopped = 130,
}

impl Status {
    /// Returns the exit code.
    pub(super) const fn code(self) -> u8 {
        self as u8
    }

    /// Returns the status of an error: its own if it carries one ([`Ended`]), that of a form that does not fit or of a
    /// rulebook with errors, otherwise `Io`.
    pub(super) fn of(error: &Report) -> Status {
        if let Some(ended) = error.downcast_ref::<Ended>() {
            return ended.status;
        }
        if error.downcast_ref::<FormErrors>().is_some() {
            return Status::Rejected;
        }
        match error.downcast_ref::<Findings>().map(|findings| findings.of) {
            Some(DocumentKind::Configuration) => Status::Usage,
            Some(DocumentKind::Tests) => Status::TestFailed,
            Some(DocumentKind::Rulebook | DocumentKind::Translation) => Status::Rulebook,
            None => Status::Io,
        }
    }
}

impl Termination for Status {
    fn report(self) -> ExitCode {
        ExitCode::from(self.code())
    }
}

/// An error that carries the status of the run. For all others, [`Status::of`] decides.
#[derive(Debug, Error, Diagnostic)]
#[error("{what}")]
pub(super) struct Ended {
    /// The status of the run.
    pub(super) status: Status,
    /// The fault: lower case, no full stop, the user's words in backticks.
    pub(super) what: String,
    /// The advice.
    #[help]
    pub(super) advice: Option<String>,
}

impl Ended {
    /// Returns an error for wrong usage that clap cannot see.
    pub(super) fn usage(what: impl Into<String>, advice: impl Into<String>) -> Ended {
        Ended { status: Status::Usage, what: what.into(), advice: Some(advice.into()) }
    }

    /// Returns an error for refused forms or answers.
    pub(super) fn rejected(what: impl Into<String>) -> Ended {
        Ended { status: Status::Rejected, what: what.into(), advice: None }
    }
}

/// Returns whether the reader of standard output left (`candor summary … | head`): then nothing more is printed.
///
/// Compares the words of the error, because `into_diagnostic` keeps nothing else of an I/O error.
pub(super) fn reader_left(error: &Report) -> bool {
    let words = io::Error::from(io::ErrorKind::BrokenPipe).to_string();
    error.chain().any(|cause| cause.to_string().to_lowercase().starts_with(&words))
}

#[cfg(test)]
mod tests {
    use miette::{IntoDiagnostic, WrapErr};

    use super::*;

    #[track_caller]
    fn check(error: &Report, expected: Status) {
        assert_eq!(Status::of(error), expected, "{error:?}");
    }

    fn io_error(kind: io::ErrorKind) -> Report {
        let failed: Result<(), io::Error> = Err(kind.into());
        failed
            .into_diagnostic()
            .wrap_err("cannot write the results")
            .map_or_else(|report| report, |()| miette::miette!(""))
    }

    #[test]
    fn an_error_ends_with_the_status_that_it_stands_for() {
        check(&io_error(io::ErrorKind::NotFound), Status::Io);
        check(&miette::miette!("something else"), Status::Io);
        check(&Ended::usage("`--case` needs a code", "give one").into(), Status::Usage);
        check(&Ended::rejected("the input ended early").into(), Status::Rejected);
        check(&Report::from(Ended::usage("no such thing", "look")).wrap_err("in that place"), Status::Usage);
    }

    #[test]
    fn every_status_has_a_code_of_its_own() {
        use Status::{Done, Io, Rejected, Rulebook, Stopped, TestFailed, Usage};
        let codes = [Done, Io, Usage, Rulebook, Rejected, TestFailed, Stopped].map(Status::code);
        assert_eq!(codes, [0, 1, 2, 3, 4, 5, 130]);
    }

    #[test]
    fn a_reader_who_leaves_is_seen_through_the_context() {
        assert!(reader_left(&io_error(io::ErrorKind::BrokenPipe)));
        let pipe: Report = miette::miette!("Broken pipe (os error 32)").wrap_err("cannot write the summary");
        assert!(reader_left(&pipe));
        assert!(!reader_left(&io_error(io::ErrorKind::PermissionDenied)));
    }
}
