//! What can be wrong with a rulebook file, each with a code, a place and advice.
//!
//! The messages are lower case, without a full stop, with the author's own words in backticks; what to do about it goes
//! into the help.

mod fault;
mod listing;
mod shown;

use std::fmt;
use std::sync::Arc;

pub use fault::RulebookError;
pub use listing::Listing;
use miette::{Diagnostic, LabeledSpan, SourceSpan};
pub use shown::Shown;
use thiserror::Error;

use crate::document::Finding;
use crate::text::{SourceText, Span, visible};

/// The widest line of a rulebook that is shown whole, in characters, unless somebody asks for another width.
const WIDTH: usize = 90;

/// What a file of settings is called.
const SETTINGS: &str = "configuration";

/// So many errors are drawn where they are printed as one.
const DRAWN: usize = 100;

/// All that is wrong with one file, in the order of the file.
#[derive(Clone, Debug, Error, Diagnostic)]
#[error("the {what} `{name}` has {}", count(errors.len()))]
pub struct RulebookErrors {
    /// What it is: a rulebook, or the texts of one in another language.
    what: &'static str,
    /// The name of the file.
    pub name: String,
    /// The text, for those who draw it.
    #[source_code]
    text: Arc<Listing>,
    /// Each error, sorted by place; at least one.
    errors: Vec<RulebookError>,
    /// The first of them, which are drawn.
    #[related]
    drawn: Vec<Shown>,
    /// Where the others are.
    #[help]
    others: Option<String>,
}

fn count(errors: usize) -> String {
    if errors == 1 { "an error".to_owned() } else { format!("{errors} errors") }
}

impl RulebookErrors {
    /// Sorts by place, and keeps one of those that say the same of the same place.
    pub(crate) fn new(source: &SourceText, mut errors: Vec<RulebookError>) -> RulebookErrors {
        errors.sort_by_cached_key(|error| (error.at(), error.code_name(), error.to_string()));
        errors.dedup_by_key(|error| (error.at(), error.to_string()));
        let labels = errors.iter().filter_map(Diagnostic::labels).flatten();
        let said = |label: &LabeledSpan| label.label().map_or(0, |said| said.chars().count());
        let underlined = labels.map(|label| (*label.inner(), said(&label))).collect();
        let text = Arc::new(Listing::new(&source.name, &source.text, WIDTH, underlined));
        let drawn = errors.iter().take(DRAWN).cloned().map(Shown).collect();
        let others = format!("the first {DRAWN} are shown; `candor rules check --format json` lists all");
        let others = (errors.len() > DRAWN).then_some(others);
        RulebookErrors { what: "rulebook", name: visible(&source.name).into_owned(), text, errors, drawn, others }
    }

    /// The same of a file of settings.
    pub(super) fn of_settings(self) -> RulebookErrors {
        RulebookErrors { what: SETTINGS, ..self }
    }

    /// Whether the file says how the program is used, and nothing of a rulebook.
    #[must_use]
    pub fn is_of_settings(&self) -> bool {
        self.what == SETTINGS
    }

    /// The same of the texts of a rulebook in another language.
    pub(super) fn of_a_translation(self) -> RulebookErrors {
        RulebookErrors { what: "translation", ..self }
    }

    /// Each error, sorted by place.
    #[must_use]
    pub fn errors(&self) -> &[RulebookError] {
        &self.errors
    }

    /// The text that the places point into, for drawing them.
    #[must_use]
    pub fn listing(&self) -> &Listing {
        &self.text
    }
}

impl RulebookError {
    /// Its stable code, as `unknown-source`.
    #[must_use]
    pub fn code_name(&self) -> String {
        self.code().map(|code| code.to_string()).unwrap_or_default()
    }

    /// The place to look at first, in bytes.
    #[must_use]
    pub fn at(&self) -> Span {
        let label = self.labels().and_then(|mut labels| labels.next());
        label.map_or(Span::default(), |label| Span { start: label.offset(), end: label.offset() + label.len() })
    }
}

impl From<Span> for SourceSpan {
    fn from(span: Span) -> SourceSpan {
        SourceSpan::from(span.start..span.end.max(span.start))
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
        let first = LabeledSpan::new_primary_with_span(Some(self.label.clone().into_owned()), self.at);
        let others = self.others.iter().map(|(at, label)| LabeledSpan::new_with_span(Some((*label).to_owned()), *at));
        Some(Box::new(std::iter::once(first).chain(others)))
    }
}
