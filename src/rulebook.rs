//! A rulebook in which every name is resolved and every type agreed: what cannot be evaluated cannot be written here.
//!
//! `locate` finds the places, `draft` mirrors the file, `resolve` makes the [`Rulebook`]; `phrase` puts it into words,
//! `document` all of it for reading.

mod condition;
pub mod document;
mod draft;
pub mod error;
mod events;
mod fold;
pub(crate) mod locate;
pub mod overlay;
pub mod phrase;
pub mod plain;
mod question;
mod resolve;
mod shipped;
mod statement;
mod template;
pub(crate) mod tree;

pub use condition::{Bounds, Condition, Count, Formula, Names, Pattern};
pub use overlay::Translation;
pub use question::{Choice, Kind, Number, Parent, Question, Section};
pub(crate) use resolve::{Resolved, TOO_LARGE, resolve};
pub use statement::{Alert, Criterion, CriterionKind, Glance, GlanceShows, Note, Piece, Says, StoryPart, Template};

use std::collections::HashMap;

use jiff::civil::Date;

use crate::answer::QuestionId;
use crate::decimal::Decimal;
use crate::text::Span;

/// Declares an index into one list of a [`Rulebook`].
macro_rules! index {
    ($($(#[$doc:meta])* $name:ident),* $(,)?) => { $(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub u32);
    )* };
}
index! {
    /// A fact, by its place in the file.
    FactId,
    /// A score, by its place in the file.
    ScoreId,
    /// A criterion, by its place in the file.
    CriterionId,
    /// An alert, by its place in the file.
    AlertId,
    /// A source, by its place in the file.
    SourceId,
    /// A section, by its place in the file.
    SectionId,
}

/// A rulebook ready to be evaluated. Lists are in file order and are indexed by the ids above.
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
    pub sources: Vec<Source>,
    /// Parts of the interview.
    pub sections: Vec<Section>,
    /// All questions, those of a `for_each` right after their parent, option by option.
    pub questions: Vec<Question>,
    /// Named conditions.
    pub facts: Vec<Fact>,
    /// Numbers computed from answers.
    pub scores: Vec<Score>,
    /// Conditions that interrupt the interview.
    pub alerts: Vec<Alert>,
    /// What is reported to the physician.
    pub criteria: Vec<Criterion>,
    /// The parts of the summary's story line.
    pub story: Vec<StoryPart>,
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
    /// The question of an id that resolution handed out.
    #[must_use]
    pub fn question(&self, id: QuestionId) -> &Question {
        &self.questions[id.0 as usize]
    }

    /// The fact of an id that resolution handed out.
    #[must_use]
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[id.0 as usize]
    }

    /// The score of an id that resolution handed out.
    #[must_use]
    pub fn score(&self, id: ScoreId) -> &Score {
        &self.scores[id.0 as usize]
    }

    /// The criterion of an id that resolution handed out.
    #[must_use]
    pub fn criterion(&self, id: CriterionId) -> &Criterion {
        &self.criteria[id.0 as usize]
    }

    /// The alert of an id that resolution handed out.
    #[must_use]
    pub fn alert(&self, id: AlertId) -> &Alert {
        &self.alerts[id.0 as usize]
    }

    /// The source of an id that resolution handed out.
    #[must_use]
    pub fn source(&self, id: SourceId) -> &Source {
        &self.sources[id.0 as usize]
    }

    /// The section of an id that resolution handed out.
    #[must_use]
    pub fn section(&self, id: SectionId) -> &Section {
        &self.sections[id.0 as usize]
    }

    /// The question with this name, as `pain_months` or `tx_tried.physiotherapy.outcome`.
    #[must_use]
    pub fn question_named(&self, name: &str) -> Option<QuestionId> {
        self.question_ids().find(|&id| self.question(id).id == name)
    }

    /// Every question by its name, for who looks up many.
    #[must_use]
    pub fn questions_by_name(&self) -> HashMap<&str, QuestionId> {
        self.question_ids().map(|id| (self.question(id).id.as_str(), id)).collect()
    }

    /// The score with this name.
    #[must_use]
    pub fn score_named(&self, name: &str) -> Option<ScoreId> {
        (0..).map(ScoreId).zip(&self.scores).find(|(_, score)| score.id == name).map(|(id, _)| id)
    }

    /// The alert with this name.
    #[must_use]
    pub fn alert_named(&self, name: &str) -> Option<AlertId> {
        (0..).map(AlertId).zip(&self.alerts).find(|(_, alert)| alert.id == name).map(|(id, _)| id)
    }

    /// The criterion with this name.
    #[must_use]
    pub fn criterion_named(&self, name: &str) -> Option<CriterionId> {
        (0..).map(CriterionId).zip(&self.criteria).find(|(_, criterion)| criterion.id == name).map(|(id, _)| id)
    }

    /// Every question in the order of the interview: the call, then the chart part, each in file order.
    pub fn interview_order(&self) -> impl Iterator<Item = QuestionId> + '_ {
        let of_the_call =
            |call: bool| self.question_ids().filter(move |&id| self.question(id).is_of_the_call() == call);
        of_the_call(true).chain(of_the_call(false))
    }

    /// By question, the number in brackets that people read (`[4]`), on the screen and in the summary alike: the place in
    /// the order of the interview, from 1. The children of a `for_each` share one number and are its parts: `[20.4]`. It
    /// does not depend on answers.
    #[must_use]
    pub fn numbers(&self) -> Vec<String> {
        let mut numbers = vec![String::new(); self.questions.len()];
        let mut begun = HashMap::new(); // the number, and how many parts of it there are so far
        let mut last = 0;
        for id in self.interview_order() {
            let (number, part): &mut (u32, u32) = begun.entry(self.whole(id)).or_insert_with(|| {
                last += 1;
                (last, 0)
            });
            *part += 1;
            let child = self.question(id).parent.is_some();
            numbers[id.0 as usize] = if child { format!("{number}.{part}") } else { number.to_string() };
        }
        numbers
    }

    /// The questions that share a number with this one, in the order of asking: the children of its `for_each` that are
    /// asked in the same part of the interview; of any other question itself.
    #[must_use]
    pub fn parts_of(&self, id: QuestionId) -> Vec<QuestionId> {
        match self.question(id).parent {
            None => vec![id],
            Some(_) => self.question_ids().filter(|&other| self.are_parts_of_one(id, other)).collect(),
        }
    }

    /// Whether two questions share a number; they follow each other in the order of asking.
    #[must_use]
    pub fn are_parts_of_one(&self, one: QuestionId, other: QuestionId) -> bool {
        self.whole(one) == self.whole(other)
    }

    /// One of the [numbers](Rulebook::numbers).
    #[must_use]
    pub fn number_of(&self, id: QuestionId) -> String {
        self.numbers().swap_remove(id.0 as usize)
    }

    /// The question with this number, as `19` or `20.4`; where `20` has parts, all of them.
    #[must_use]
    pub fn numbered(&self, number: &str) -> Vec<QuestionId> {
        let numbers = self.numbers();
        let is = |id: &QuestionId| {
            let rest = numbers[id.0 as usize].strip_prefix(number);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') && !number.contains('.'))
        };
        self.question_ids().filter(is).collect()
    }

    /// What a question is a part of: the children of one `for_each` in the call, those in the chart part, or itself alone.
    fn whole(&self, id: QuestionId) -> (QuestionId, Option<bool>) {
        let question = self.question(id);
        question.parent.map_or((id, None), |parent| (parent.question, Some(question.is_of_the_call())))
    }

    /// Every question, in file order.
    pub fn question_ids(&self) -> impl Iterator<Item = QuestionId> + use<> {
        (0..u32::try_from(self.questions.len()).unwrap_or(u32::MAX)).map(QuestionId)
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
    use crate::text::SourceText;

    #[test]
    fn the_version_of_the_builtin_rulebook_is_what_the_rulebook_says() {
        let source = SourceText { name: BUILTIN.0.to_owned(), text: BUILTIN.1.to_owned() };
        let read = Rulebook::read(&source).ok();
        let read = read.as_ref().map(|rulebook| (rulebook.id.as_str(), rulebook.version.as_str()));
        assert_eq!(read, Some(builtin_version()));
    }
}
