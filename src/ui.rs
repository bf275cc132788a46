//! The program's own texts, one file per language; a missing text fails a test, not a nurse.

mod cases;
mod conjunction;
mod decision;
pub mod document;
mod interview;
mod language;
pub mod summary;

use indexmap::IndexMap;
use serde::Deserialize;

use crate::text::visible;

pub use cases::Cases;
pub(crate) use conjunction::Conjunction;
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
    pub(crate) yes: String,
    /// "no".
    pub(crate) no: String,
    /// "met".
    pub(crate) met: String,
    /// "not met".
    pub(crate) not_met: String,
    /// "not known": a standing, a score or an answer `unknown`.
    pub(crate) not_known: String,
    /// "does not apply".
    pub(crate) not_applicable: String,
    /// "not asked": an answer `unanswered`.
    pub(crate) not_asked: String,
    /// "declined".
    pub(crate) declined: String,
    /// "unreadable".
    pub(crate) unreadable: String,
    /// "reported as not applicable".
    pub(crate) reported_not_applicable: String,
    /// "undated": in place of the year of a source.
    pub(crate) undated: String,
    /// "patient".
    pub(crate) patient: String,
    /// "caregiver".
    pub(crate) caregiver: String,
    /// "chart".
    pub(crate) chart: String,
    /// "examiner".
    pub(crate) examiner: String,
    /// "No", "Question", "Answer", "From": heads of a table of answers.
    pub(crate) answer_columns: [String; 4],
    /// Who read a translation against the original is not named.
    pub(crate) not_reviewed: String,
    /// `{name}` of who did.
    pub(crate) reviewed: String,
}

impl Words {
    /// The year of a source, or the word for one that shows none.
    #[must_use]
    pub fn year(&self, year: Option<u16>) -> String {
        year.map_or_else(|| self.undated.clone(), |year| year.to_string())
    }

    /// Who has reviewed a translation, or that nobody is named.
    #[must_use]
    pub fn reviewed(&self, by: Option<&str>) -> String {
        by.map_or_else(|| self.not_reviewed.clone(), |name| fill(&self.reviewed, &[("name", &visible(name))]))
    }
}

/// How conditions are put into words.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Phrase {
    /// "{title} ({option})": a question asked for each of several options.
    pub(crate) child: String,
    /// "and".
    pub(crate) and: Conjunction,
    /// "or".
    pub(crate) or: Conjunction,
    /// "not".
    pub(crate) not: String,
    /// "{subject} {test}": a number and its limits.
    pub(crate) number: String,
    /// "{subject} is {test}": the answer to a question asked for each of several options.
    pub(crate) is: String,
    /// "{subject}: {test}".
    pub(crate) colon: String,
    /// "answered".
    pub(crate) answered: String,
    /// "no answer".
    pub(crate) unanswered: String,
    /// A condition that always holds.
    pub(crate) always: String,
    /// A condition that never holds.
    pub(crate) never: String,
    /// None of {list}, where that is an answer like "none of these".
    pub(crate) other_than: String,
    /// Not {list}, one option.
    pub(crate) does_not_name: String,
    /// None of {list}, several options.
    pub(crate) none_of: String,
    /// Nothing but {list}.
    pub(crate) nothing_but: String,
    /// "at least {n}".
    pub(crate) at_least: String,
    /// "more than {n}".
    pub(crate) above: String,
    /// "at most {n}".
    pub(crate) at_most: String,
    /// "less than {n}".
    pub(crate) below: String,
    /// "exactly {n}".
    pub(crate) equals: String,
    /// From {low} to {high}, both included.
    pub(crate) from_to: String,
    /// Some value between {low} and {high}, not known which.
    pub(crate) between: String,
    /// A number without limits.
    pub(crate) any_number: String,
    /// "{n} of {of}".
    pub(crate) so_many_of: String,
    /// The formula that counts conditions.
    pub(crate) how_many: String,
    /// The formula that adds {list}.
    pub(crate) sum: String,
    /// The mean of {list}.
    pub(crate) mean: String,
    /// The least of {list}.
    pub(crate) least: String,
    /// The greatest of {list}.
    pub(crate) greatest: String,
    /// The points of the answers to {list}, added.
    pub(crate) points: String,
    /// "x", between factors.
    pub(crate) times: String,
    /// How far {to} lies below {from}, in percent.
    pub(crate) percent_drop: String,
    /// Units beside a 1: "month" for "months".
    pub(crate) one: IndexMap<String, String>,
}

impl Ui {
    /// The texts of a language, which are compiled in.
    ///
    /// # Errors
    /// Where the file lacks a text or has one too many; a test rules this out.
    pub fn of(language: Language) -> Result<Ui, serde_json::Error> {
        Ui::shared(language).cloned()
    }

    /// The same, read once and for all.
    ///
    /// # Errors
    /// As [`Ui::of`].
    pub fn shared(language: Language) -> Result<&'static Ui, serde_json::Error> {
        language.read().as_ref().map_err(serde::de::Error::custom) // which cannot be cloned
    }

    /// English.
    ///
    /// # Errors
    /// As [`Ui::of`].
    pub fn english() -> Result<Ui, serde_json::Error> {
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
