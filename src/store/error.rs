//! Why the store refuses.

use std::io;

use miette::Diagnostic;
use thiserror::Error;

/// Why a case cannot be had or kept. None of these texts holds an answer.
#[derive(Debug, Error, Diagnostic)]
pub enum StoreError {
    /// Nothing goes by this code.
    #[error("there is no case `{case}`")]
    #[diagnostic(help("`candor cases list` lists drafts and finished cases"))]
    NoSuch {
        /// As written.
        case: String,
    },
    /// It is not finished, so that it is not removed as a case.
    #[error("the case `{case}` is a draft, not a finished case")]
    #[diagnostic(help("`candor ask --resume {case}` goes on with it; to do away with it, remove the file `{file}`"))]
    NotFinished {
        /// Its code.
        case: String,
        /// Where it lies.
        file: String,
    },
    /// Another process has it open.
    #[error("the case `{case}` is open in another window")]
    #[diagnostic(help("leave the interview there with .s, then try again"))]
    InUse {
        /// Its code.
        case: String,
    },
    /// It is no form.
    #[error("the form `{file}` cannot be read ({why})")]
    #[diagnostic(help("it was left as it is; it is a YAML file that an editor can mend"))]
    Unreadable {
        /// Where it lies.
        file: String,
        /// What is wrong with it, and where; without answers.
        why: String,
    },
    /// The system refuses.
    #[error("cannot {doing} `{file}`")]
    Io {
        /// "write", "read", "make the folder".
        doing: &'static str,
        /// Where.
        file: String,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// It cannot be written as YAML.
    #[error("the draft cannot be written as YAML")]
    NotWritten,
    /// The system has no randomness to make a code of.
    #[error("the system gives no random numbers to make a case code of")]
    NoRandomness,
}
