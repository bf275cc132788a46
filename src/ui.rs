//! The program's own texts, one file per language; a missing text fails a test, not a nurse.

mod cases;
mod decision;
pub mod document;
mod interview;
mod language;
pub mod summary;

use indexmap::IndexMap;
use serde::Deserialize;

pub use cases::Cases;
pub use decision::{Decision, words_of_decision};
pub use document::Document;
pub use interview::{
    Asking, Commands, Echo, End, GoTo, Grid, Help, Informants, Interruption, Interview, NoNumber, Review, Start,
    Trouble,
};
pub use language::Language;
pub use summary::{Counted, Summary};

/// All texts of one language.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ui {
    /// Which language they are in.
    pub language: Language,
    /// Words that no text may contain.
    pub decision: Decision,
    /// Words that several pages use: standings, missing reasons, informants, kinds.
    pub words: Words,
    /// How conditions are put into words.
    pub phrase: Phrase,
    /// What the nurse sees.
    pub interview: Interview,
    /// What the summary says.
    pub summary: Summary,
    /// What is said about forms that are kept.
    pub cases: Cases,
    /// What a rulebook as a document says.
    pub document: Document,
}

/// Words that several pages use.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Words {
    /// "yes".
    pub yes: String,
    /// "no".
    pub no: String,
    /// "met".
    pub met: String,
    /// "not met".
    pub not_met: String,
    /// "not known": a standing, a score or an answer `unknown`.
    pub not_known: String,
    /// "does not apply".
    pub not_applicable: String,
    /// "not asked": an answer `unanswered`.
    pub not_asked: String,
    /// "declined".
    pub declined: String,
    /// "unreadable".
    pub unreadable: String,
    /// "reported as not applicable".
    pub reported_not_applicable: String,
    /// "undated": in place of the year of a source.
    pub undated: String,
    /// "patient".
    pub patient: String,
    /// "caregiver".
    pub caregiver: String,
    /// "chart".
    pub chart: String,
    /// "examiner".
    pub examiner: String,
}

impl Words {
    /// The year of a source, or the word for one that shows none.
    #[must_use]
    pub fn year(&self, year: Option<u16>) -> String {
        year.map_or_else(|| self.undated.clone(), |year| year.to_string())
    }
}

/// How conditions are put into words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// "{title} ({option})": a question asked for each of several options.
    pub child: String,
    /// "and".
    pub and: String,
    /// "or".
    pub or: String,
    /// "not".
    pub not: String,
    /// "{subject} {test}": a number and its limits.
    pub number: String,
    /// "{subject} is {test}": the answer to a question asked for each of several options.
    pub is: String,
    /// "{subject}: {test}".
    pub colon: String,
    /// "answered".
    pub answered: String,
    /// "no answer".
    pub unanswered: String,
    /// A condition that always holds.
    pub always: String,
    /// A condition that never holds.
    pub never: String,
    /// None of {list}, where that is an answer like "none of these".
    pub other_than: String,
    /// Not {list}, one option.
    pub does_not_name: String,
    /// None of {list}, several options.
    pub none_of: String,
    /// Nothing but {list}.
    pub nothing_but: String,
    /// "at least {n}".
    pub at_least: String,
    /// "more than {n}".
    pub above: String,
    /// "at most {n}".
    pub at_most: String,
    /// "less than {n}".
    pub below: String,
    /// "exactly {n}".
    pub equals: String,
    /// From {low} to {high}, both included.
    pub from_to: String,
    /// Some value between {low} and {high}, not known which.
    pub between: String,
    /// A number without limits.
    pub any_number: String,
    /// "{n} of {of}".
    pub so_many_of: String,
    /// The formula that counts conditions.
    pub how_many: String,
    /// The formula that adds {list}.
    pub sum: String,
    /// The mean of {list}.
    pub mean: String,
    /// The least of {list}.
    pub least: String,
    /// The greatest of {list}.
    pub greatest: String,
    /// The points of the answers to {list}, added.
    pub points: String,
    /// "x", between factors.
    pub times: String,
    /// How far {to} lies below {from}, in percent.
    pub percent_drop: String,
    /// Units beside a 1: "month" for "months".
    pub one: IndexMap<String, String>,
}

impl Ui {
    /// The texts of a language, which are compiled in.
    ///
    /// # Errors
    /// Where the file lacks a text or has one too many; a test rules this out.
    pub fn of(language: Language) -> Result<Ui, serde_yaml::Error> {
        match language.read() {
            Ok(ui) => Ok(ui.clone()),
            Err(_) => serde_yaml::from_str(language.texts()), // its error, which cannot be cloned
        }
    }

    /// English.
    ///
    /// # Errors
    /// As [`Ui::of`].
    pub fn english() -> Result<Ui, serde_yaml::Error> {
        Ui::of(Language::English)
    }
}

/// Puts values into a text: `fill("{done} answered", &[("done", "3")])`. A name that the text lacks is ignored.
#[must_use]
pub fn fill(text: &str, values: &[(&str, &str)]) -> String {
    let mut rest = text;
    let mut filled = String::with_capacity(text.len());
    while let Some((before, after)) = rest.split_once('{') {
        filled.push_str(before);
        let (name, beyond) = after.split_once('}').unwrap_or((after, ""));
        match values.iter().find(|(key, _)| *key == name) {
            Some((_, value)) => filled.push_str(value),
            None => filled.push_str(&["{", name, "}"].concat()),
        }
        rest = beyond;
    }
    filled + rest
}

#[cfg(test)]
mod tests;
