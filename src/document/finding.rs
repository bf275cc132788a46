//! What is wrong with a document: a code that never changes, a place, a message and advice.

use std::borrow::Cow;

use crate::text::Span;

/// One thing that is wrong with a document.
///
/// The message is lower case, without a full stop, with the author's own words in backticks; what to do about it goes
/// into the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its stable code, as `unknown-source`.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The place to look at first.
    pub at: Span,
    /// What is said beside that place.
    pub label: Cow<'static, str>,
    /// Other places that belong to it, and what is said beside them.
    pub others: Vec<(Span, &'static str)>,
    /// What to do about it.
    pub help: Option<String>,
}

impl Finding {
    /// A finding at a place; `label` is said beside it.
    pub fn new(
        code: &'static str,
        at: Span,
        label: impl Into<Cow<'static, str>>,
        message: impl Into<String>,
    ) -> Finding {
        Finding { code, message: message.into(), at, label: label.into(), others: Vec::new(), help: None }
    }

    /// With advice.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Finding {
        Finding { help: Some(help.into()), ..self }
    }

    /// With another place.
    #[must_use]
    pub fn and(mut self, at: Span, label: &'static str) -> Finding {
        self.others.push((at, label));
        self
    }
}
