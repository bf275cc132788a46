//! What can be wrong with a rulebook file, each with a code, a place and advice.

use miette::Diagnostic;
use thiserror::Error;

/// All that is wrong with one file.
#[derive(Debug, Error, Diagnostic)]
#[error("the rulebook `{name}` has errors")]
pub struct RulebookErrors {
    /// The name of the file.
    pub name: String,
}
