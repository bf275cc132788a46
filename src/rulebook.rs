//! A rulebook in which every name is resolved and every type agreed: what cannot be evaluated cannot be written here.
//!
//! `read` makes a [`Rulebook`] of a file; `translate` gives it the texts of another language.

pub(crate) mod codes;
mod condition;
mod fold;
mod group;
mod question;
mod read;
pub(crate) mod shipped;
mod statement;
mod template;
pub mod translate;

pub use condition::{Bounds, Condition, Count, Formula, Names, Pattern};
pub use group::Group;
pub use question::{Choice, Kind, Number, Parent, Question, Section};
pub(crate) use read::words::controls;
pub(crate) use read::{Resolved, TOO_LARGE, resolve};
pub use statement::{Alert, Criterion, CriterionKind, Glance, GlanceShows, Note, Piece, Says, Template};
pub use translate::Translation;

use std::collections::HashMap;

use jiff::civil::Date;
use typed_index_collections::TiVec;

use crate::decimal::Decimal;
pub use crate::ids::{AlertId, CriterionId, FactId, GroupId, OptionId, QuestionId, ScoreId, SectionId, SourceId};
use crate::text::Span;

/// A rulebook ready to be evaluated. Lists are in file order and are indexed by their ids.
#[derive(Clone, Debug)]
pub struct Rulebook {
    /// `intrathecal_pump`.
    pub id: String,
    /// `1.0.0`.
    pub version: String,
    /// The name shown to people.
    pub title: String,
    /// Printed on every summary.
    pub intended_use: String,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// The sources cited by criteria, alerts and scores.
    pub sources: TiVec<SourceId, Source>,
    /// Parts of the interview.
    pub sections: TiVec<SectionId, Section>,
    /// All questions, those of a `for_each` right after their parent, option by option.
    pub questions: TiVec<QuestionId, Question>,
    /// The questions asked for each option of another.
    pub groups: TiVec<GroupId, Group>,
    /// Named conditions.
    pub facts: TiVec<FactId, Fact>,
    /// Numbers computed from answers.
    pub scores: TiVec<ScoreId, Score>,
    /// Conditions that interrupt the interview.
    pub alerts: TiVec<AlertId, Alert>,
    /// The statements reported to the physician.
    pub criteria: TiVec<CriterionId, Criterion>,
    /// The parts of the summary's story line.
    pub story: Vec<Note>,
    /// The pertinent lines at the top of the summary.
    pub glance: Vec<Glance>,
    /// Findings that the author has quieted, with the reason.
    pub allow: Vec<Allow>,
    /// Questions, facts and scores, each after all that it depends on.
    pub order: Vec<Node>,
    /// The question `respondent`, if there is one; its answer is the default informant.
    pub respondent: Option<QuestionId>,
    /// The origin of its texts if they are translated.
    pub translation: Option<Translation>,
}

/// A question, fact or score: an element of [`Rulebook::order`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// A question.
    Question(QuestionId),
    /// A fact.
    Fact(FactId),
    /// A score.
    Score(ScoreId),
}

/// The subject of a placeholder or a glance line.
pub type Subject = Node;

/// The extent to which the project read a source.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Read {
    /// The text itself, in full.
    Primary,
    /// Only part of the text.
    Part,
    /// A copy or a summary by somebody else.
    Secondary,
    /// A prompt of the project itself.
    Project,
}

/// A source cited by criteria, alerts and scores.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// Its title, as published.
    pub title: String,
    /// A short name, printed where it is cited.
    pub short: Option<String>,
    /// Its publisher.
    pub publisher: String,
    /// The year of publication; `None` if the source shows no date.
    pub year: Option<u16>,
    /// Its address, if it has one.
    pub url: Option<String>,
    /// The extent to which it was read.
    pub read: Read,
    /// The date of the last reading.
    pub checked: Date,
    /// The date from which it is due for review.
    pub review_by: Date,
    /// A line that has to be printed with it.
    pub notice: Option<String>,
    /// Its place in the file.
    pub at: Span,
}

/// A citation of a source, with its own wording where sources differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// The source.
    pub source: SourceId,
    /// The statement of this source, in its own words.
    pub says: Option<String>,
}

/// A named condition.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its id.
    pub id: String,
    /// The name shown to people.
    pub title: String,
    /// The condition under which it holds.
    pub when: Condition,
    /// Its place in the file.
    pub at: Span,
}

/// A number computed from answers.
#[derive(Clone, Debug)]
pub struct Score {
    /// Its id.
    pub id: String,
    /// The name shown to people.
    pub title: String,
    /// The unit printed after the value.
    pub unit: Option<String>,
    /// The formula.
    pub value: Formula,
    /// The treatment of missing inputs.
    pub missing: MissingInputs,
    /// While this condition is not False, the sum leaves out something that counts: the value is printed as "at least".
    pub more_when: Option<Condition>,
    /// Named ranges, ascending; the first starts at or below the least value.
    pub bands: Vec<Band>,
    /// Number of decimals printed.
    pub decimals: Option<u8>,
    /// Remarks printed beside it.
    pub notes: Vec<Note>,
    /// The sources cited.
    pub sources: Vec<Citation>,
    /// Its place in the file.
    pub at: Span,
}

/// The treatment of missing inputs of a score.
#[derive(Clone, Debug, PartialEq)]
pub enum MissingInputs {
    /// The score is the interval of its possible values.
    Bounds,
    /// The score is not known.
    Strict,
    /// Up to `at_most` missing inputs count as the mean of the answered ones.
    Prorate {
        /// The greatest number of missing inputs, at least 1.
        at_most: usize,
        /// The source that allows it.
        source: SourceId,
    },
}

/// A named range of a score, from a value up to the next band.
#[derive(Clone, Debug)]
pub struct Band {
    /// Its least value.
    pub from: Decimal,
    /// Its code in conditions and files.
    pub code: String,
    /// The label shown to people.
    pub label: String,
}

/// A finding quieted by the author.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The finding's code.
    pub code: String,
    /// The id of the part of the rulebook that the finding concerns.
    pub at: String,
    /// The author's reason.
    pub because: String,
}

impl Rulebook {
    /// Returns the question with this name, as `pain_months` or `tx_tried.physiotherapy.outcome`; `None` if there is
    /// none.
    #[must_use]
    pub fn question_named(&self, name: &str) -> Option<QuestionId> {
        self.questions.position(|question| question.id == name)
    }

    /// Returns a map from names to questions, for many lookups.
    #[must_use]
    pub fn questions_by_name(&self) -> HashMap<&str, QuestionId> {
        self.questions.iter_enumerated().map(|(id, question)| (question.id.as_str(), id)).collect()
    }

    /// Returns the score with this name; `None` if there is none.
    #[must_use]
    pub fn score_named(&self, name: &str) -> Option<ScoreId> {
        self.scores.position(|score| score.id == name)
    }

    /// Returns the alert with this name; `None` if there is none.
    #[must_use]
    pub fn alert_named(&self, name: &str) -> Option<AlertId> {
        self.alerts.position(|alert| alert.id == name)
    }

    /// Returns the criterion with this name; `None` if there is none.
    #[must_use]
    pub fn criterion_named(&self, name: &str) -> Option<CriterionId> {
        self.criteria.position(|criterion| criterion.id == name)
    }

    /// Iterates over all questions in the order of the interview: the call, then the chart part, each in file order.
    pub fn interview_order(&self) -> impl Iterator<Item = QuestionId> + '_ {
        let of_the_call =
            |call: bool| self.questions.keys().filter(move |&id| self.questions[id].is_of_the_call() == call);
        of_the_call(true).chain(of_the_call(false))
    }
}

/// The name and text of the compiled-in rulebook.
pub const BUILTIN: (&str, &str) = ("builtin", include_str!("../rules/intrathecal_pump.yaml"));

/// SHA-256 of the compiled-in rulebook, in lower-case hexadecimal.
pub const BUILTIN_SHA256: &str = include_str!(concat!(env!("OUT_DIR"), "/intrathecal_pump.sha256"));

/// The name and text of the Spanish translation of the compiled-in rulebook.
pub const BUILTIN_SPANISH: (&str, &str) = ("builtin es", include_str!("../rules/intrathecal_pump.es.yaml"));

/// The name and text of the tests of the compiled-in rulebook.
pub const BUILTIN_TESTS: (&str, &str) = ("builtin tests", include_str!("../rules/intrathecal_pump.tests.yaml"));

/// Returns the id and version of the compiled-in rulebook, taken from their lines without parsing the file (for
/// `--version`).
#[must_use]
pub fn builtin_version() -> (&'static str, &'static str) {
    let said = |key: &str| BUILTIN.1.lines().find_map(|line| line.strip_prefix(key)).map_or("", str::trim);
    (said("id:"), said("version:"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_of_the_builtin_rulebook_is_what_the_rulebook_says() {
        let read = Rulebook::builtin().ok();
        let read = read.as_ref().map(|rulebook| (rulebook.id.as_str(), rulebook.version.as_str()));
        assert_eq!(read, Some(builtin_version()));
    }
}
