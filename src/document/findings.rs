//! All findings of one document, drawn with the lines concerned.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, SourceSpan};
use thiserror::Error;

use super::finding::Finding;
use super::listing::Listing;
use crate::text::{SourceText, Span, visible};

/// The default width of a listing in characters: longer lines of a document are cut.
const WIDTH: usize = 90;

/// The greatest number of findings drawn when they are printed as one error.
const DRAWN: usize = 100;

/// The kind of a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DocumentKind {
    /// A rulebook.
    Rulebook,
    /// The texts of a rulebook in another language.
    Translation,
    /// The tests of a rulebook.
    Tests,
    /// A configuration of the program.
    Configuration,
}

/// All findings of one document, in the order of its text.
#[derive(Clone, Debug, Error, Diagnostic)]
#[error("the {kind} {}", count(all.len()))]
pub struct Findings {
    /// The kind and name of the document, for the message.
    kind: String,
    /// The kind of the document.
    pub of: DocumentKind,
    /// The text, for those who draw it.
    #[source_code]
    text: Arc<Listing>,
    /// The findings, sorted by place; at least one.
    all: Vec<Finding>,
    /// The first findings, which are drawn.
    #[related]
    drawn: Vec<Finding>,
    /// A note on the findings that are not drawn.
    #[help]
    others: Option<String>,
}

fn count(findings: usize) -> String {
    if findings == 1 { "an error".to_owned() } else { format!("{findings} errors") }
}

impl Findings {
    /// Sorts the findings by place, then by code and message, and keeps one of those with the same place and message.
    #[must_use]
    pub fn new(of: DocumentKind, source: &SourceText, mut findings: Vec<Finding>) -> Findings {
        findings.sort_by(|one, other| (one.at, one.code, &one.message).cmp(&(other.at, other.code, &other.message)));
        findings.dedup_by(|one, other| (one.at, &one.message) == (other.at, &other.message));
        let labels = findings.iter().flat_map(Finding::underlined);
        let underlined = labels.map(|(at, said)| (at.into(), said.chars().count())).collect();
        let text = Arc::new(Listing::new(&source.name, &source.text, WIDTH, underlined));
        let drawn = findings.iter().take(DRAWN).map(Finding::shown).collect();
        let others = format!("the first {DRAWN} are shown; `candor rules check --format json` lists all");
        let others = (findings.len() > DRAWN).then_some(others);
        let name = visible(&source.name);
        let kind = match of {
            DocumentKind::Rulebook => format!("rulebook `{name}` has"),
            DocumentKind::Translation => format!("translation `{name}` has"),
            DocumentKind::Tests => format!("tests `{name}` have"),
            DocumentKind::Configuration => format!("configuration `{name}` has"),
        };
        Findings { kind, of, text, all: findings, drawn, others }
    }

    /// Returns the findings, sorted by place.
    #[must_use]
    pub fn all(&self) -> &[Finding] {
        &self.all
    }

    /// Returns the text that the places point into, for drawing.
    #[must_use]
    pub fn listing(&self) -> &Listing {
        &self.text
    }
}

impl Finding {
    /// Returns the finding in printable form: each text on one line, with control characters replaced.
    #[must_use]
    pub fn shown(&self) -> Finding {
        let line = |text: &str| visible(text).replace(['\r', '\n'], " ");
        Finding {
            message: line(&self.message),
            label: Cow::Owned(line(&self.label)),
            help: self.help.as_deref().map(|help| Cow::Owned(line(help))),
            ..self.clone()
        }
    }

    /// Iterates over the places with their labels, the main place first.
    pub fn underlined(&self) -> impl Iterator<Item = (Span, &str)> {
        let others = self.others.iter().map(|(at, label)| (*at, *label));
        [(self.at, self.label.as_ref())].into_iter().chain(others)
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Finding {}

impl Diagnostic for Finding {
    fn code<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        Some(Box::new(self.code))
    }

    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let said = |(at, label): (Span, &str)| LabeledSpan::new_with_span(Some(label.to_owned()), at);
        let first = LabeledSpan::new_primary_with_span(Some(self.label.to_string()), self.at);
        Some(Box::new([first].into_iter().chain(self.underlined().skip(1).map(said))))
    }
}

impl From<Span> for SourceSpan {
    fn from(span: Span) -> SourceSpan {
        SourceSpan::from(span.start..span.end.max(span.start))
    }
}
