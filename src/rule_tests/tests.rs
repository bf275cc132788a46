//! A rulebook's own tests: forms and the statements expected of them, read against the rulebook.
//!
//! Every value is a valid test of this rulebook: every name is resolved, every answer bound, every base found. The file
//! is described in `docs/rulebook-tests.md`.

mod codes;
mod expect;
mod read;
mod reader;

use super::goal::Goal;
use crate::answer::QuestionId;
use crate::decimal::Decimal;
use crate::form::Form;
use crate::rulebook::{AlertId, CriterionId, FactId, Rulebook, ScoreId};
use crate::screening::Standing;
use crate::text::Span;
use crate::truth::Truth;

/// The tests of one rulebook.
#[derive(Clone, Debug, Default)]
pub struct Tests {
    /// The cases, in file order; a test with `each` becomes one case for each of its values.
    pub cases: Vec<TestCase>,
    /// The goals that no form of this rulebook reaches.
    pub cannot: Vec<Cannot>,
}

/// A form, and the statements expected of it.
#[derive(Clone, Debug)]
pub struct TestCase {
    /// The name of the test; with `each`, the question and its value behind it.
    pub name: String,
    /// The answers.
    pub form: Form,
    /// The statements expected, in file order. None if the test only serves as a base for others.
    pub claims: Vec<Claim>,
    /// Answers that appear in the explanation of at least one claim.
    pub because: Vec<QuestionId>,
    /// The place where the test begins.
    pub at: Span,
}

/// A statement that a test expects.
#[derive(Clone, Debug, PartialEq)]
pub struct Claim {
    /// The statement.
    pub statement: Statement,
    /// Answers that appear in its explanation.
    pub because: Vec<QuestionId>,
}

/// A statement about a form.
#[derive(Clone, Debug, PartialEq)]
pub enum Statement {
    /// `trial_relief: unknown`.
    Criterion(CriterionId, Standing),
    /// `alert.self_harm_recent: not_met`; `met` means given.
    Alert(AlertId, Truth),
    /// `fact.two_treatments_failed: yes`.
    Fact(FactId, Truth),
    /// `score.phq2: 3..6`.
    Score(ScoreId, ExpectedScore),
    /// `score.phq2.band: at_threshold`.
    Band(ScoreId, ExpectedBands),
    /// `asked` (True), `not_asked` (False), `waits` (Unknown).
    Asked(QuestionId, Truth),
    /// A text that appears in the summary (`true`), or does not.
    Says(String, bool),
}

/// The value expected of a score.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExpectedScore {
    /// `3`, or `3..6`.
    Between(Decimal, Decimal),
    /// `40..`: "at least".
    AtLeast(Decimal),
    /// `unknown`: not known, or no better known than without any answer.
    Unknown,
    /// `not_applicable`.
    NotApplicable,
}

/// The bands in which a score is expected to lie.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ExpectedBands {
    /// The possible bands, by their places, ascending; no other band is possible.
    In(Vec<usize>),
    /// `unknown`: no single band is certain.
    Unknown,
    /// `not_applicable`.
    NotApplicable,
}

/// A goal that no form reaches.
#[derive(Clone, Debug)]
pub struct Cannot {
    /// The goal.
    pub goal: Goal,
    /// The reason why no form reaches it.
    pub because: String,
    /// The place of the entry.
    pub at: Span,
}

impl Statement {
    /// Returns the name in a tests file: `trial_relief`, `alert.self_harm_recent`, `score.phq2.band`, `question
    /// tbi_months`.
    #[must_use]
    pub fn name(&self, rulebook: &Rulebook) -> String {
        match self {
            Statement::Criterion(id, _) => rulebook.criteria[*id].id.clone(),
            Statement::Alert(id, _) => format!("alert.{}", rulebook.alerts[*id].id),
            Statement::Fact(id, _) => format!("fact.{}", rulebook.facts[*id].id),
            Statement::Score(id, _) => format!("score.{}", rulebook.scores[*id].id),
            Statement::Band(id, _) => format!("score.{}.band", rulebook.scores[*id].id),
            Statement::Asked(id, _) => format!("question {}", rulebook.questions[*id].id),
            Statement::Says(..) => "summary".to_owned(),
        }
    }

    /// Returns the expected state in the words of a tests file.
    #[must_use]
    pub fn expected(&self, rulebook: &Rulebook) -> String {
        match self {
            Statement::Criterion(_, standing) => standing.word().to_owned(),
            Statement::Alert(_, truth) => super::goal::given(*truth).to_owned(),
            Statement::Fact(_, truth) => yes_no(*truth).to_owned(),
            Statement::Score(_, worth) => worth.to_string(),
            Statement::Band(id, stretch) => match stretch {
                ExpectedBands::In(bands) => {
                    let all = &rulebook.scores[*id].bands;
                    let codes = bands.iter().filter_map(|&band| Some(all.get(band)?.code.as_str()));
                    codes.collect::<Vec<_>>().join(", ")
                }
                ExpectedBands::Unknown => Standing::Unknown.word().to_owned(),
                ExpectedBands::NotApplicable => Standing::NotApplicable.word().to_owned(),
            },
            Statement::Asked(_, truth) => asked(*truth).to_owned(),
            Statement::Says(text, true) => format!("says \"{text}\""),
            Statement::Says(text, false) => format!("does not say \"{text}\""),
        }
    }
}

/// Returns the word in files for a fact.
pub(super) const fn yes_no(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "yes",
        Truth::False => "no",
        Truth::Unknown => "unknown",
    }
}

/// Returns the key in files for a question that applies, does not apply, or may apply.
pub(super) const fn asked(truth: Truth) -> &'static str {
    match truth {
        Truth::True => "asked",
        Truth::False => "not_asked",
        Truth::Unknown => "waits",
    }
}

impl std::fmt::Display for ExpectedScore {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            ExpectedScore::Between(low, high) if low == high => write!(f, "{low}"),
            ExpectedScore::Between(low, high) => write!(f, "{low}..{high}"),
            ExpectedScore::AtLeast(low) => write!(f, "{low}.."),
            ExpectedScore::Unknown => f.write_str(Standing::Unknown.word()),
            ExpectedScore::NotApplicable => f.write_str(Standing::NotApplicable.word()),
        }
    }
}
