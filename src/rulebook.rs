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
    /// What people call it.
    pub title: String,
    /// Printed on every summary.
    pub intended_use: String,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// What the criteria rest on.
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
    /// What is reported to the physician.
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
    /// Where its texts come from, if they are not its own.
    pub translation: Option<Translation>,
}

/// A thing that is read before the criteria, in [`Rulebook::order`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Node {
    /// Does it apply?
    Question(QuestionId),
    /// Does it hold?
    Fact(FactId),
    /// What is it?
    Score(ScoreId),
}

/// What a text or a glance line can show.
pub type Subject = Node;

/// How a source was read.
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

/// What a criterion rests on.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its id.
    pub id: String,
    /// As published.
    pub title: String,
    /// Its name beside what rests on it.
    pub short: Option<String>,
    /// Who published it.
    pub publisher: String,
    /// When; nothing where it shows no date.
    pub year: Option<u16>,
    /// Where, if it can be reached by address.
    pub url: Option<String>,
    /// How it was read.
    pub read: Read,
    /// The day it was last read.
    pub checked: Date,
    /// The day from which it is due for review.
    pub review_by: Date,
    /// A line that has to be printed with it.
    pub notice: Option<String>,
    /// Where it stands in the file.
    pub at: Span,
}

/// A source, and what this one says where sources differ.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Citation {
    /// Which.
    pub source: SourceId,
    /// In its own words.
    pub says: Option<String>,
}

/// A named condition.
#[derive(Clone, Debug)]
pub struct Fact {
    /// Its id.
    pub id: String,
    /// In words.
    pub title: String,
    /// When it holds.
    pub when: Condition,
    /// Where it stands in the file.
    pub at: Span,
}

/// A number computed from answers.
#[derive(Clone, Debug)]
pub struct Score {
    /// Its id.
    pub id: String,
    /// What people call it.
    pub title: String,
    /// Printed after it.
    pub unit: Option<String>,
    /// How it is computed.
    pub value: Formula,
    /// What missing inputs do.
    pub missing: MissingInputs,
    /// While it is not False, something that counts cannot be summed: "at least".
    pub more_when: Option<Condition>,
    /// Named stretches, ascending; the first starts at or below the least value.
    pub bands: Vec<Band>,
    /// Decimals when printed.
    pub decimals: Option<u8>,
    /// Said beside it.
    pub notes: Vec<Note>,
    /// What it rests on.
    pub sources: Vec<Citation>,
    /// Where it stands in the file.
    pub at: Span,
}

/// What missing inputs do to a score.
#[derive(Clone, Debug, PartialEq)]
pub enum MissingInputs {
    /// The score is the interval of all that it may be.
    Bounds,
    /// The score is not known.
    Strict,
    /// Up to so many missing inputs count as the mean of the answered ones.
    Prorate {
        /// How many may be missing, at least 1.
        at_most: usize,
        /// What allows it.
        source: SourceId,
    },
}

/// A stretch of a score, from a value up to the next band.
#[derive(Clone, Debug)]
pub struct Band {
    /// Its least value.
    pub from: Decimal,
    /// What conditions and files call it.
    pub code: String,
    /// What people read.
    pub label: String,
}

/// A finding quieted by the author.
#[derive(Clone, Debug)]
pub struct Allow {
    /// The finding's code.
    pub code: String,
    /// What it is about, by id.
    pub at: String,
    /// Why it is as it ought to be.
    pub because: String,
}

impl Rulebook {
    /// The question with this name, as `pain_months` or `tx_tried.physiotherapy.outcome`.
    #[must_use]
    pub fn question_named(&self, name: &str) -> Option<QuestionId> {
        self.questions.position(|question| question.id == name)
    }

    /// Every question by its name, for who looks up many.
    #[must_use]
    pub fn questions_by_name(&self) -> HashMap<&str, QuestionId> {
        self.questions.iter_enumerated().map(|(id, question)| (question.id.as_str(), id)).collect()
    }

    /// The score with this name.
    #[must_use]
    pub fn score_named(&self, name: &str) -> Option<ScoreId> {
        self.scores.position(|score| score.id == name)
    }

    /// The alert with this name.
    #[must_use]
    pub fn alert_named(&self, name: &str) -> Option<AlertId> {
        self.alerts.position(|alert| alert.id == name)
    }

    /// The criterion with this name.
    #[must_use]
    pub fn criterion_named(&self, name: &str) -> Option<CriterionId> {
        self.criteria.position(|criterion| criterion.id == name)
    }

    /// Every question in the order of the interview: the call, then the chart part, each in file order.
    pub fn interview_order(&self) -> impl Iterator<Item = QuestionId> + '_ {
        let of_the_call =
            |call: bool| self.questions.keys().filter(move |&id| self.questions[id].is_of_the_call() == call);
        of_the_call(true).chain(of_the_call(false))
    }
}

/// The text of the rulebook that is compiled in, and the name it goes by.
pub const BUILTIN: (&str, &str) = ("builtin", include_str!("../rules/intrathecal_pump.yaml"));

/// SHA-256 of the rulebook that is compiled in, in lower-case hexadecimal.
pub const BUILTIN_SHA256: &str = include_str!(concat!(env!("OUT_DIR"), "/intrathecal_pump.sha256"));

/// The Spanish texts of the rulebook that is compiled in, and the name they go by.
pub const BUILTIN_SPANISH: (&str, &str) = ("builtin es", include_str!("../rules/intrathecal_pump.es.yaml"));

/// The tests of the rulebook that is compiled in, and the name they go by.
pub const BUILTIN_TESTS: (&str, &str) = ("builtin tests", include_str!("../rules/intrathecal_pump.tests.yaml"));

/// The id and version of the rulebook that is compiled in, from the lines that say so: `--version` need not read it.
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
