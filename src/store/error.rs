//! The errors of the store.

use std::io;

use miette::Diagnostic;
use thiserror::Error;

/// The reason why a case cannot be read or kept. None of these texts holds an answer.
#[derive(Debug, Error, Diagnostic)]
pub enum StoreError {
    /// No case has this code.
    #[error("there is no case `{case}`")]
    #[diagnostic(help("`candor cases list` lists drafts and finished cases"))]
    NoSuch {
        /// The code, as written.
        case: String,
    },
    /// The case is not finished, so it is not removed as a case.
    #[error("the case `{case}` is a draft, not a finished case")]
    #[diagnostic(help("`candor ask --resume {case}` goes on with it; to do away with it, remove the file `{file}`"))]
    NotFinished {
        /// Its code.
        case: String,
        /// The path of the draft.
        file: String,
    },
    /// Another process has the case open.
    #[error("the case `{case}` is open in another window")]
    #[diagnostic(help("leave the interview there with .s, then try again"))]
    InUse {
        /// Its code.
        case: String,
    },
    /// The file is not a valid form.
    #[error("the form `{file}` cannot be read ({why})")]
    #[diagnostic(help("it was left as it is; it is a YAML file that an editor can mend"))]
    Unreadable {
        /// The path of the form.
        file: String,
        /// The fault and its place; without answers.
        why: String,
    },
    /// The system refuses an operation on a file.
    #[error("cannot {doing} `{file}`")]
    Io {
        /// The operation: "write", "read", "make the folder".
        doing: &'static str,
        /// The path of the file.
        file: String,
        /// The error of the system.
        #[source]
        source: io::Error,
    },
    /// The draft cannot be written as YAML.
    #[error("the draft cannot be written as YAML")]
    NotWritten,
    /// The system has no randomness for a code.
    #[error("the system gives no random numbers to make a case code of")]
    NoRandomness,
}
