//! A rulebook in which every name is resolved and every type agreed: what cannot be evaluated cannot be written here.
//!
//! `locate` finds the places, `draft` mirrors the file, `resolve` makes the [`Rulebook`]; `phrase` puts it into words.

pub mod bind;
pub mod draft;
pub mod error;
mod limits;
pub mod locate;
pub mod phrase;
pub mod resolve;

use jiff::civil::Date;

use crate::answer::{Informant, OptionId, Options, QuestionId};
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
    /// Who published it.
    pub publisher: String,
    /// When.
    pub year: u16,
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

/// A part of the interview.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// Said before its first question.
    pub intro: Option<String>,
    /// When its questions apply.
    pub ask_when: Option<Condition>,
    /// Where it stands in the file.
    pub at: Span,
}

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// `pain_months`, or `tx_tried.physiotherapy.outcome` for a child.
    pub id: String,
    /// The name used in tables and in words.
    pub title: String,
    /// What is asked.
    pub ask: String,
    /// How to answer.
    pub help: Option<String>,
    /// Why it is asked.
    pub why: Option<String>,
    /// What an answer can be.
    pub kind: Kind,
    /// Who is asked: patient (the call), chart or examiner (the chart part).
    pub asked_of: Informant,
    /// Only a value goes on.
    pub required: bool,
    /// When it applies, besides its section and its parent.
    pub ask_when: Option<Condition>,
    /// The section it stands in.
    pub section: SectionId,
    /// For a child of `for_each`: the question and the option it belongs to.
    pub parent: Option<Parent>,
    /// Where it stands in the file.
    pub at: Span,
}

/// What a `for_each` child belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parent {
    /// The `choices` question.
    pub question: QuestionId,
    /// The option for which the child is asked.
    pub option: OptionId,
}

/// What an answer can be.
#[derive(Clone, Debug)]
pub enum Kind {
    /// `yes` or `no`; its options are [`OptionId::YES`] and [`OptionId::NO`].
    YesNo(Vec<Choice>),
    /// One of the options.
    Choice(Vec<Choice>),
    /// At least one of the options.
    Choices(Vec<Choice>),
    /// A number.
    Number(Number),
    /// Free text of at most so many characters.
    Text {
        /// The limit in characters.
        limit: usize,
    },
}

/// An option.
#[derive(Clone, Debug)]
pub struct Choice {
    /// What files say.
    pub code: String,
    /// What people read.
    pub label: String,
    /// A shorter label for lists.
    pub short: Option<String>,
    /// What it adds to a score.
    pub points: Option<Decimal>,
    /// Chosen alone ("none of these").
    pub exclusive: bool,
    /// A breath is taken before this option of a long list.
    pub pause: bool,
}

/// What a number can be.
#[derive(Clone, Debug)]
pub struct Number {
    /// The unit it is stored in.
    pub unit: Option<String>,
    /// Impossible outside; both ends included.
    pub range: (Decimal, Decimal),
    /// Unusual outside; both ends included.
    pub usual: Option<(Decimal, Decimal)>,
    /// How many decimals an answer keeps (0 to 6).
    pub decimals: u8,
    /// Other units, and what one of each is in the stored unit.
    pub accepts: Vec<(String, Decimal)>,
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

/// A computation.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// The answer to a number question, or the points of a choice.
    Question(QuestionId),
    /// Another score.
    Score(ScoreId),
    /// A number; never makes a score apply.
    Literal(Decimal),
    /// Each input that applies added; one that does not adds 0. Applies if any input does.
    Sum(Vec<Formula>),
    /// Each input times its factor, added like [`Formula::Sum`].
    Weighted(Vec<(Formula, Decimal)>),
    /// The points of the chosen options, added like [`Formula::Sum`].
    Points(Vec<QuestionId>),
    /// How many of the conditions hold. An Unknown one adds 0 to 1.
    Count(Vec<Condition>),
    /// The mean of all; applies if all inputs do, like every formula below.
    Mean(Vec<Formula>),
    /// The least of all.
    Min(Vec<Formula>),
    /// The greatest of all.
    Max(Vec<Formula>),
    /// All added.
    Add(Vec<Formula>),
    /// All multiplied.
    Multiply(Vec<Formula>),
    /// The first less the second.
    Subtract(Box<Formula>, Box<Formula>),
    /// The first by the second.
    Divide(Box<Formula>, Box<Formula>),
    /// `100 - 100 * (to / from)`.
    PercentDrop {
        /// Before.
        from: Box<Formula>,
        /// After.
        to: Box<Formula>,
    },
}

/// A statement about answers. Questions, facts and scores are subjects; nothing else is.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// Does not hold.
    Not(Box<Condition>),
    /// So many hold.
    Count(Count),
    /// Of a `choice` or `yes_no`: is one of these.
    OneOf(QuestionId, Options),
    /// Of a `choices`: a test of what it names.
    Names(QuestionId, Names),
    /// Of a `number`: keeps these limits.
    Number(QuestionId, Bounds),
    /// Has a value.
    Answered(QuestionId),
    /// Has none.
    Missing(QuestionId),
    /// The fact (`true`), or its `not`.
    Fact(FactId, bool),
    /// Of a score: keeps these limits.
    Score(ScoreId, Bounds),
    /// Of a score: lies in one of these bands, by their places in [`Score::bands`], ascending.
    Band(ScoreId, Vec<usize>),
}

/// `count`, with at least one bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// What is counted; a pattern is unfolded.
    pub of: Vec<Condition>,
    /// At least so many.
    pub at_least: Option<usize>,
    /// At most so many: the `not` of one more.
    pub at_most: Option<usize>,
    /// The pattern it was written as, for the words.
    pub pattern: Option<Pattern>,
}

/// `tx_tried.*.outcome` and what is asked of each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The `choices` question.
    pub parent: QuestionId,
    /// The first child that matches; the others are alike in title and options.
    pub child: QuestionId,
}

/// A test of what a `choices` answer names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Names {
    /// At least one of these.
    AnyOf(Options),
    /// All of these.
    AllOf(Options),
    /// None of these.
    NoneOf(Options),
    /// Nothing but these.
    Only(Options),
}

/// Limits as written; those present hold together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Bounds {
    /// Not less than this.
    pub at_least: Option<Decimal>,
    /// More than this.
    pub above: Option<Decimal>,
    /// Not more than this.
    pub at_most: Option<Decimal>,
    /// Less than this.
    pub below: Option<Decimal>,
    /// Exactly this.
    pub equals: Option<Decimal>,
}

/// An alert.
#[derive(Clone, Debug)]
pub struct Alert {
    /// Its id, in a name space of its own.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// When it is given.
    pub when: Condition,
    /// First lines of the summary.
    pub say: Template,
    /// To the nurse, at once.
    pub screen: String,
    /// What it rests on.
    pub sources: Vec<Citation>,
    /// Where it stands in the file.
    pub at: Span,
}

/// What a criterion's `when` speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CriterionKind {
    /// A reason for the device; met = present.
    Indication,
    /// What a source asks for beforehand; met = in place.
    Prerequisite,
    /// What a source lists as a contraindication; met = present.
    Contraindication,
    /// What a source warns of; met = present.
    Risk,
}

/// A statement reported to the physician.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Its id, in a name space of its own.
    pub id: String,
    /// Its kind.
    pub kind: CriterionKind,
    /// What it states.
    pub title: String,
    /// What the first lines print.
    pub short: Option<String>,
    /// Whether it concerns this patient.
    pub applies_when: Option<Condition>,
    /// Whether it is met.
    pub when: Condition,
    /// What the summary says, by standing.
    pub says: Says,
    /// Said beside it.
    pub notes: Vec<Note>,
    /// What it rests on; at least one.
    pub sources: Vec<Citation>,
    /// Where it stands in the file.
    pub at: Span,
}

/// A criterion's texts, where the default would not do.
#[derive(Clone, Debug, Default)]
pub struct Says {
    /// While it is met.
    pub met: Option<Template>,
    /// While it is not met.
    pub not_met: Option<Template>,
    /// While it is not known.
    pub unknown: Option<Template>,
    /// While it does not apply.
    pub not_applicable: Option<Template>,
}

/// A remark printed when its condition holds.
#[derive(Clone, Debug)]
pub struct Note {
    /// When; always, if there is none.
    pub when: Option<Condition>,
    /// What.
    pub say: Template,
}

/// A text with places for answers: `{age_years} y`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its pieces, in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it is.
    Text(String),
    /// The value and unit, labels, or why there is none.
    Show(Subject),
}

/// A part of the story line.
#[derive(Clone, Debug)]
pub struct StoryPart {
    /// When it is printed; always, if there is none.
    pub when: Option<Condition>,
    /// What.
    pub say: Template,
}

/// A pertinent line of the first page.
#[derive(Clone, Debug)]
pub struct Glance {
    /// Its heading.
    pub label: String,
    /// What follows it.
    pub shows: GlanceShows,
}

/// What a pertinent line shows.
#[derive(Clone, Debug)]
pub enum GlanceShows {
    /// These, one after the other.
    Subjects(Vec<Subject>),
    /// A text.
    Say(Template),
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

    /// The number in brackets that people read (`[4]`), on the screen and in the summary alike: the place in the order
    /// of the interview, from 1; of a `for_each` child the place among the children of its parent behind that (`[19.4]`).
    /// It does not depend on answers.
    #[must_use]
    pub fn number_of(&self, id: QuestionId) -> String {
        let parent_of = |id: QuestionId| self.question(id).parent.map(|parent| parent.question);
        let up_to = |last: QuestionId, among: Option<QuestionId>| {
            let alike = self.interview_order().filter(|&other| parent_of(other) == among);
            alike.take_while(|&other| other != last).count() + 1
        };
        match parent_of(id) {
            None => up_to(id, None).to_string(),
            Some(parent) => format!("{}.{}", up_to(parent, None), up_to(id, Some(parent))),
        }
    }

    /// The question with this number, as `19` or `19.4`.
    #[must_use]
    pub fn question_numbered(&self, number: &str) -> Option<QuestionId> {
        self.question_ids().find(|&id| self.number_of(id) == number)
    }

    /// Every question, in file order.
    pub fn question_ids(&self) -> impl Iterator<Item = QuestionId> + use<> {
        (0..u32::try_from(self.questions.len()).unwrap_or(u32::MAX)).map(QuestionId)
    }
}

impl Question {
    /// The options of a `yes_no`, `choice` or `choices`; none of the others.
    #[must_use]
    pub fn options(&self) -> &[Choice] {
        match &self.kind {
            Kind::YesNo(options) | Kind::Choice(options) | Kind::Choices(options) => options,
            Kind::Number(_) | Kind::Text { .. } => &[],
        }
    }

    /// The option with this code.
    #[must_use]
    pub fn option_coded(&self, code: &str) -> Option<OptionId> {
        (0..).map(OptionId).zip(self.options()).find(|(_, option)| option.code == code).map(|(id, _)| id)
    }

    /// Whether it belongs to the call (patient), not to the chart part.
    #[must_use]
    pub fn is_of_the_call(&self) -> bool {
        matches!(self.asked_of, Informant::Patient | Informant::Caregiver)
    }
}

/// The text of the rulebook that is compiled in, and the name it goes by.
pub const BUILTIN: (&str, &str) = ("builtin", include_str!("../rules/intrathecal_pump.yaml"));
