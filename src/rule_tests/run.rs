//! Runs tests against a rulebook, and explains every difference.

mod why;

use std::cell::OnceCell;

use serde::Serialize;
use typed_index_collections::TiVec;

use super::goal::{Goal, Measure};
use super::tests::{Claim, ExpectedBands, ExpectedScore, Statement, TestCase};
use crate::answer::{Answers, QuestionId};
use crate::decimal::Decimal;
use crate::form::Form;
use crate::interval::{AND_MORE, Interval};
use crate::meaning::one::One;
use crate::meaning::questions::Questions;
use crate::meaning::{self, Meaning, Scored};
use crate::rulebook::{Condition, Rulebook, ScoreId};
use crate::screening::Screening;
use crate::text::Span;
use crate::truth::Truth;
use crate::ui::Ui;

/// A function that draws the summary of a form as text, for tests of its text.
pub type DrawSummary<'r> = dyn Fn(&Rulebook, &Form) -> String + 'r;

/// Runs the tests of one rulebook.
pub struct Runner<'r> {
    rulebook: &'r Rulebook,
    ui: &'r Ui,
    draw: &'r DrawSummary<'r>,
    /// The interval of each score in a form without answers.
    blank: TiVec<ScoreId, Interval>,
    /// The goals that a form reaches by its answers alone, whatever the test expects.
    goals: Vec<Goal>,
}

/// The outcome of one test.
#[derive(Clone, Debug)]
pub struct TestOutcome {
    /// The name of the test.
    pub name: String,
    /// The place where the test begins.
    pub at: Span,
    /// The differences; none if the test holds.
    pub differences: Vec<Difference>,
    /// The goals that the test reaches; statements that differ reach none.
    pub reached: Vec<Goal>,
}

/// A statement that differs from the expectation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// The statement, by its name in the tests file.
    pub what: String,
    /// The state that the test expects.
    pub expected: String,
    /// The state that the rulebook gives.
    pub found: String,
    /// The explanation, a line each: the rule in words, the answers used, the missing answers.
    pub why: Vec<String>,
}

/// The reading of a form under the rulebook, and its summary on one line, once drawn.
struct FormReading<'f> {
    form: &'f Form,
    one: One<'f>,
    read: Meaning<One<'f>>,
    summary: OnceCell<String>,
}

impl<'r> Runner<'r> {
    /// Returns a runner for a rulebook; explanations are in the language of `ui`.
    #[must_use]
    pub fn new(rulebook: &'r Rulebook, ui: &'r Ui, draw: &'r DrawSummary<'r>) -> Runner<'r> {
        let nothing = Answers::none(rulebook.questions.len());
        let blank = meaning::read(rulebook, &mut One::new(rulebook, &nothing));
        let blank = blank.scores.into_iter().map(|score| score.value).collect();
        let measures = [Measure::Options, Measure::Numbers, Measure::Scores];
        Runner { rulebook, ui, draw, blank, goals: measures.map(|measure| measure.goals(rulebook)).concat() }
    }

    /// Runs a test and returns its outcome.
    #[must_use]
    pub fn run(&self, case: &TestCase) -> TestOutcome {
        let reading = self.read(&case.form);
        let mut outcome =
            TestOutcome { name: case.name.clone(), at: case.at, differences: Vec::new(), reached: Vec::new() };
        for claim in &case.claims {
            match self.differs(&reading, claim) {
                Some(found) => outcome.differences.push(self.difference(case, claim, found)),
                None => outcome.reached.extend(shown(&claim.statement)),
            }
        }
        outcome.differences.extend(self.unexplained(case));
        if !case.claims.is_empty() {
            let reached = |goal: &Goal| goal.is_reached(self.rulebook, &case.form.answers, &reading.read);
            outcome.reached.extend(self.goals.iter().copied().filter(reached));
        }
        outcome
    }

    /// Returns whether a test holds; stops at the first difference.
    #[must_use]
    pub fn holds(&self, case: &TestCase) -> bool {
        let reading = self.read(&case.form);
        let (texts, rest): (Vec<&Claim>, Vec<&Claim>) =
            case.claims.iter().partition(|claim| matches!(claim.statement, Statement::Says(..)));
        rest.into_iter().chain(texts).all(|claim| self.differs(&reading, claim).is_none())
            && self.unexplained(case).is_empty()
    }

    fn read<'f>(&'f self, form: &'f Form) -> FormReading<'f> {
        let mut one = One::new(self.rulebook, &form.answers);
        let read = meaning::read(self.rulebook, &mut one);
        FormReading { form, one, read, summary: OnceCell::new() }
    }

    /// Returns the state found; `None` if it is as expected. The summary is drawn once.
    fn differs(&self, reading: &FormReading<'_>, claim: &Claim) -> Option<String> {
        let read = &reading.read;
        let found = match &claim.statement {
            Statement::Criterion(id, _) => Statement::Criterion(*id, read.criteria[*id].standing()),
            Statement::Alert(id, _) => Statement::Alert(*id, read.alerts[*id]),
            Statement::Fact(id, _) => Statement::Fact(*id, read.facts[*id]),
            Statement::Asked(id, _) => Statement::Asked(*id, read.asked[*id]),
            Statement::Score(id, _) => Statement::Score(*id, score_of(&read.scores[*id])),
            Statement::Band(id, _) => Statement::Band(*id, self.bands(reading, *id)),
            Statement::Says(text, expected) => {
                let drawn = || on_one_line(&(self.draw)(self.rulebook, reading.form));
                let says = reading.summary.get_or_init(drawn).contains(&on_one_line(text));
                let found = if says { "says it" } else { "does not say it" };
                return (says != *expected).then(|| found.to_owned());
            }
        };
        let as_expected = match (&found, &claim.statement) {
            (found, expected) if found == expected => true,
            (Statement::Score(_, ExpectedScore::NotApplicable), _) => false,
            (Statement::Score(_, ExpectedScore::Between(low, high)), _) if low == high => false,
            (Statement::Score(..), Statement::Score(id, ExpectedScore::Unknown)) => {
                read.scores[*id].value == self.blank[*id]
            }
            (Statement::Band(_, ExpectedBands::In(possible)), Statement::Band(_, ExpectedBands::Unknown)) => {
                possible.len() > 1
            }
            _ => false,
        };
        (!as_expected).then(|| found.expected(self.rulebook))
    }

    /// Returns the bands in which a score lies, if they are settled.
    fn bands(&self, reading: &FormReading<'_>, id: ScoreId) -> ExpectedBands {
        let FormReading { mut one, ref read, .. } = *reading;
        let mut lies = |bands| meaning::condition(self.rulebook, &mut one, read, &Condition::Band(id, bands));
        let bands = self.rulebook.scores[id].bands.len();
        let possible: Vec<usize> = (0..bands).filter(|&band| lies(vec![band]) != Truth::False).collect();
        if read.scores[id].applies == Truth::False {
            ExpectedBands::NotApplicable
        } else if !possible.is_empty() && lies(possible.clone()) == Truth::True {
            ExpectedBands::In(possible)
        } else {
            ExpectedBands::Unknown
        }
    }

    fn difference(&self, case: &TestCase, claim: &Claim, found: String) -> Difference {
        let screening = Screening::new(self.rulebook, &case.form);
        Difference {
            what: claim.statement.name(self.rulebook),
            expected: claim.statement.expected(self.rulebook),
            found,
            why: why::lines(&screening, self.ui, &claim.statement),
        }
    }

    /// Returns the explanations that lack an answer under `because`.
    fn unexplained(&self, case: &TestCase) -> Vec<Difference> {
        if case.because.is_empty() && case.claims.iter().all(|claim| claim.because.is_empty()) {
            return Vec::new();
        }
        let screening = Screening::new(self.rulebook, &case.form);
        let id = |question: QuestionId| self.rulebook.questions[question].id.as_str();
        let lacking = |what: &str, because: &[QuestionId], claims: &[Claim]| {
            let named = claims.iter().map(|claim| why::questions(&screening, &claim.statement));
            let named = named.fold(Questions::none(), |all, more| all.union(&more));
            let answers = named.iter().map(id).collect::<Vec<_>>().join(", ");
            let difference = |&question: &QuestionId| Difference {
                what: format!("because of {what}"),
                expected: format!("names {}", id(question)),
                found: if answers.is_empty() { "no answer".to_owned() } else { answers.clone() },
                why: Vec::new(),
            };
            let absent = because.iter().filter(|&&question| !named.contains(question));
            absent.map(difference).collect::<Vec<_>>()
        };
        let of_one = case.claims.iter().flat_map(|claim| {
            lacking(&claim.statement.name(self.rulebook), &claim.because, std::slice::from_ref(claim))
        });
        of_one.chain(lacking("what is expected", &case.because, &case.claims)).collect()
    }
}

/// Returns the value of a score in the notation of a tests file: to six decimals.
fn score_of(score: &Scored<One<'_>>) -> ExpectedScore {
    if score.applies == Truth::False {
        return ExpectedScore::NotApplicable;
    }
    let known = || {
        let (low, high) = score.value.ends()?;
        let least = Decimal::from_f64(low)?;
        Some(if high >= AND_MORE {
            ExpectedScore::AtLeast(least)
        } else {
            ExpectedScore::Between(least, Decimal::from_f64(high)?)
        })
    };
    known().unwrap_or(ExpectedScore::Unknown)
}

/// Returns the goal that a statement reaches if it is as expected.
fn shown(statement: &Statement) -> Option<Goal> {
    match statement {
        Statement::Criterion(id, standing) => Some(Goal::Criterion(*id, *standing)),
        Statement::Alert(id, truth) => Some(Goal::Alert(*id, *truth)),
        Statement::Asked(id, Truth::True) => Some(Goal::Question(*id, true)),
        Statement::Asked(id, Truth::False) => Some(Goal::Question(*id, false)),
        Statement::Asked(_, Truth::Unknown)
        | Statement::Fact(..)
        | Statement::Score(..)
        | Statement::Band(..)
        | Statement::Says(..) => None,
    }
}

/// Returns a text without its line breaks and its indentation.
fn on_one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
