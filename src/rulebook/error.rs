//! What can be wrong with a rulebook file, each with a code, a place and advice.
//!
//! The messages are lower case, without a full stop, with the author's own words in backticks; what to do about it goes
//! into the help.

mod fault;
mod listing;
mod shown;

use std::sync::Arc;

pub use fault::RulebookError;
pub use listing::Listing;
use miette::{Diagnostic, LabeledSpan, SourceSpan};
pub use shown::Shown;
use thiserror::Error;

use crate::text::{SourceText, Span, visible};

/// The widest line of a rulebook that is shown whole, in characters, unless somebody asks for another width.
const WIDTH: usize = 90;

/// What a file of settings is called.
const SETTINGS: &str = "configuration";

/// So many errors are drawn where they are printed as one.
const DRAWN: usize = 100;

/// The longest name for which others are looked for that it could mean, in bytes.
const LONGEST_NAME: usize = 200;

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

/// "did you mean `pain_best`?", where one of the names is close to the one written.
pub(crate) fn did_you_mean<'n>(written: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    if written.len() > LONGEST_NAME {
        return None; // comparing takes the square of the length
    }
    let limit = (written.chars().count() / 3).clamp(1, 3);
    let distance = |name: &str| strsim::damerau_levenshtein(written, name);
    let near = |name: &&str| written.chars().count().abs_diff(name.chars().count()) <= limit;
    let closest = names.into_iter().filter(near).map(|name| (distance(name), name)).min()?;
    (closest.0 <= limit).then(|| format!("did you mean `{}`?", closest.1))
}

/// "`a`, `b` or `c`".
pub(crate) fn one_of<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}
