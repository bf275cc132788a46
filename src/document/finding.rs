//! Errors of a document: a stable code, a place, a message and advice.

use std::borrow::Cow;

use crate::text::Span;

/// A kind of finding: its stable code, the label beside its place, and advice that always helps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable code, as `unknown-source`.
    pub name: &'static str,
    /// The label beside the place.
    pub label: &'static str,
    /// Advice on how to mend it.
    pub help: Option<&'static str>,
}

/// An error of a document.
///
/// The message is lower case, without a period, with the author's own words in backticks; advice goes into the help.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Its stable code, as `unknown-source`.
    pub code: &'static str,
    /// The message.
    pub message: String,
    /// The place to look at first.
    pub at: Span,
    /// The label beside that place.
    pub label: Cow<'static, str>,
    /// Other places that belong to it, with their labels.
    pub others: Vec<(Span, &'static str)>,
    /// Advice on how to mend it.
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
    /// Replaces the label beside the place.
    #[must_use]
    pub fn label(self, label: impl Into<Cow<'static, str>>) -> Finding {
        Finding { label: label.into(), ..self }
    }

    /// Replaces the advice; `None` removes it.
    #[must_use]
    pub fn help(self, help: impl Into<Option<String>>) -> Finding {
        Finding { help: help.into().map(Cow::Owned), ..self }
    }

    /// Adds another place with its label.
    #[must_use]
    pub fn and(mut self, at: Span, label: &'static str) -> Finding {
        self.others.push((at, label));
        self
    }
}

/// Declares codes, a line each: the constant, the code, the label beside the place, advice.
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

/// Returns the first piece of advice; `None` if there is none.
#[must_use]
pub const fn advice(all: &[&'static str]) -> Option<&'static str> {
    if let [first, ..] = all { Some(first) } else { None }
}
