//! What is wrong with a document: a code that never changes, a place, a message and advice.

use std::borrow::Cow;

use crate::text::Span;

/// A thing that can be wrong, whatever the document says: its stable code, what is said beside its place, and advice that
/// always helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// As `unknown-source`.
    pub name: &'static str,
    /// What is said beside the place.
    pub label: &'static str,
    /// What to do about it.
    pub help: Option<&'static str>,
}

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
    pub help: Option<Cow<'static, str>>,
}

impl Code {
    /// Returns the finding of this code at a place.
    pub fn at(self, at: Span, message: impl Into<String>) -> Finding {
        let Code { name, label, help } = self;
        let (label, help) = (Cow::Borrowed(label), help.map(Cow::Borrowed));
        Finding { code: name, message: message.into(), at, label, others: Vec::new(), help }
    }
}

impl Finding {
    /// Says something else beside the place.
    #[must_use]
    pub fn label(self, label: impl Into<Cow<'static, str>>) -> Finding {
        Finding { label: label.into(), ..self }
    }

    /// Gives advice, if there is any.
    #[must_use]
    pub fn help(self, help: impl Into<Option<String>>) -> Finding {
        Finding { help: help.into().map(Cow::Owned), ..self }
    }

    /// Points at another place too.
    #[must_use]
    pub fn and(mut self, at: Span, label: &'static str) -> Finding {
        self.others.push((at, label));
        self
    }
}

/// Declares codes, a line each: the constant, the code, what is said beside the place, advice.
macro_rules! codes {
    ($($name:ident $code:literal $label:literal $($help:literal)?;)*) => { $(
        pub(crate) const $name: $crate::document::finding::Code = $crate::document::finding::Code {
            name: $code,
            label: $label,
            help: $crate::document::finding::advice(&[$($help)?]),
        };
    )* };
}
pub(crate) use codes;

/// The first of at most one piece of advice.
#[must_use]
pub const fn advice(all: &[&'static str]) -> Option<&'static str> {
    if let [first, ..] = all { Some(first) } else { None }
}
