//! What a person is told about a form file that cannot be read: the fields and the rules, never the answers.

use miette::Diagnostic;
use thiserror::Error;

use crate::form::redact::capped;
use crate::form::refusal::Refusal;

/// All that is wrong with one form file. It says fields and rules, never what was written.
#[derive(Debug, Error)]
#[error("the form `{name}` cannot be read")]
pub struct FormErrors {
    /// The file.
    pub name: String,
    /// Each thing that cannot be.
    pub refusals: Vec<Refusal>,
    related: Vec<FieldError>,
}

/// One field that cannot be.
#[derive(Debug, Error, Diagnostic)]
#[error("{0}")]
struct FieldError(String);

impl FormErrors {
    /// Of a file, all that was refused.
    #[must_use]
    pub fn new(name: &str, refusals: Vec<Refusal>) -> FormErrors {
        let related = capped(&refusals).into_iter().map(FieldError).collect();
        FormErrors { name: name.to_owned(), refusals, related }
    }
}

impl Diagnostic for FormErrors {
    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.related.iter().map(|error| error as &dyn Diagnostic)))
    }
}
