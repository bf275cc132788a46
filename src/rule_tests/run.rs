//! Runs tests against a rulebook, and explains every difference.

mod why;

use std::cell::OnceCell;

use serde::Serialize;
use typed_index_collections::TiVec;

use super::goal::{self, Goal, Side};
use super::tests::{self, Claim, ExpectedBands, ExpectedScore, Statement, TestCase};
use crate::answer::{Answers, QuestionId, Value};
use crate::decimal::Decimal;
use crate::form::Form;
use crate::interval::{AND_MORE, Interval};
use crate::meaning::one::One;
use crate::meaning::{self, Meaning, Scored};
use crate::rulebook::{Condition, Kind, Node, Rulebook, ScoreId};
use crate::screening::{Screening, Standing};
use crate::text::Span;
use crate::truth::Truth;
use crate::ui::Ui;

/// Draws the summary of a form as text, for the tests that look into it.
pub type DrawSummary<'r> = dyn Fn(&Rulebook, &Form) -> String + 'r;

/// Runs the tests of one rulebook.
pub struct Runner<'r> {
    rulebook: &'r Rulebook,
    ui: &'r Ui,
    draw: &'r DrawSummary<'r>,
    /// The interval of each score without any answer.
    blank: TiVec<ScoreId, Interval>,
    /// The limits on each number question.
    limits: TiVec<QuestionId, Vec<Decimal>>,
    /// The limits and edges of each score.
    edges: TiVec<ScoreId, Vec<Decimal>>,
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
    /// The goals that the test reaches; only those of statements that are as expected.
    pub reached: Vec<Goal>,
}

/// A statement that is not as expected.
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

/// A form as the rulebook reads it.
type FormReading<'a> = Meaning<One<'a>>;

impl<'r> Runner<'r> {
    /// Returns a runner for a rulebook; explanations are in the language of `ui`.
    #[must_use]
    pub fn new(rulebook: &'r Rulebook, ui: &'r Ui, draw: &'r DrawSummary<'r>) -> Runner<'r> {
        let nothing = Answers::none(rulebook.questions.len());
        let blank = meaning::read(rulebook, &mut One::new(rulebook, &nothing));
        let limits = |id: QuestionId| match rulebook.questions[id].kind {
            Kind::Number(_) => rulebook.limits_on(Node::Question(id)),
            _ => Vec::new(),
        };
        Runner {
            rulebook,
            ui,
            draw,
            blank: blank.scores.into_iter().map(|score| score.value).collect(),
            limits: rulebook.questions.keys().map(limits).collect(),
            edges: rulebook.scores.iter_enumerated().map(|(id, _)| rulebook.edges_of(id)).collect(),
        }
    }

    /// Runs a test and returns its outcome.
    #[must_use]
    pub fn run(&self, case: &TestCase) -> TestOutcome {
        let read = self.read(&case.form);
        let mut outcome =
            TestOutcome { name: case.name.clone(), at: case.at, differences: Vec::new(), reached: Vec::new() };
        let text = OnceCell::new();
        for claim in &case.claims {
            match self.differs(case, &read, claim, &text) {
                Some(found) => outcome.differences.push(self.difference(case, claim, found)),
                None => outcome.reached.extend(shown(&claim.statement)),
            }
        }
        outcome.differences.extend(self.unexplained(case));
        if !case.claims.is_empty() {
            outcome.reached.extend(self.reached(&case.form, &read));
        }
        outcome
    }

    /// Returns whether a test holds; stops at the first difference.
    #[must_use]
    pub fn holds(&self, case: &TestCase) -> bool {
        let read = self.read(&case.form);
        let (texts, rest): (Vec<&Claim>, Vec<&Claim>) =
            case.claims.iter().partition(|claim| matches!(claim.statement, Statement::Says(..)));
        let text = OnceCell::new();
        rest.into_iter().chain(texts).all(|claim| self.differs(case, &read, claim, &text).is_none())
            && self.unexplained(case).is_empty()
    }

    fn read<'f>(&self, form: &'f Form) -> FormReading<'f>
    where
        'r: 'f,
    {
        meaning::read(self.rulebook, &mut One::new(self.rulebook, &form.answers))
    }

    /// Returns the state found; `None` if it is as expected. The summary is drawn once.
    fn differs<'f>(
        &self,
        case: &'f TestCase,
        read: &FormReading<'f>,
        claim: &Claim,
        drawn: &OnceCell<String>,
    ) -> Option<String>
    where
        'r: 'f,
    {
        let found = match &claim.statement {
            Statement::Criterion(id, expected) => {
                let found = read.criteria[*id].standing();
                (found != *expected).then(|| found.word())?
            }
            Statement::Alert(id, expected) => {
                let found = read.alerts[*id];
                (found != *expected).then(|| goal::given(found))?
            }
            Statement::Fact(id, expected) => {
                let found = read.facts[*id];
                (found != *expected).then(|| tests::yes_no(found))?
            }
            Statement::Asked(id, expected) => {
                let found = read.asked[*id];
                (found != *expected).then(|| tests::asked(found))?
            }
            Statement::Score(id, expected) => return self.score_differs(*id, &read.scores[*id], *expected),
            Statement::Band(id, expected) => return self.band_differs(&case.form, read, *id, expected),
            Statement::Says(text, expected) => {
                let drawn = drawn.get_or_init(|| on_one_line(&(self.draw)(self.rulebook, &case.form)));
                let says = drawn.contains(&on_one_line(text));
                (says != *expected).then_some(if says { "says it" } else { "does not say it" })?
            }
        };
        Some(found.to_owned())
    }

    fn score_differs(&self, id: ScoreId, score: &Scored<One<'_>>, expected: ExpectedScore) -> Option<String> {
        let ends = score.value.ends().map(|(low, high)| (Decimal::from_f64(low), Decimal::from_f64(high), high));
        let as_expected = match (expected, ends) {
            (ExpectedScore::NotApplicable, _) => score.applies == Truth::False,
            _ if score.applies == Truth::False => false,
            (ExpectedScore::Unknown, None) => true,
            (ExpectedScore::Unknown, Some((low, high, _))) => self.blank[id] == score.value && low != high,
            (_, None) => false,
            (ExpectedScore::AtLeast(least), Some((low, _, high))) => low == Some(least) && high >= AND_MORE,
            (ExpectedScore::Between(least, most), Some((low, high, _))) => (low, high) == (Some(least), Some(most)),
        };
        (!as_expected).then(|| match (score.applies, score.value.ends()) {
            (Truth::False, _) => Standing::NotApplicable.word().to_owned(),
            (_, None) => Standing::Unknown.word().to_owned(),
            (_, Some((low, high))) if high >= AND_MORE => format!("{low}.."),
            #[expect(clippy::float_cmp, reason = "both ends are rounded decimals: a point has the same one twice")]
            (_, Some((low, high))) if low == high => low.to_string(),
            (_, Some((low, high))) => format!("{low}..{high}"),
        })
    }

    fn band_differs<'f>(
        &self,
        form: &'f Form,
        read: &FormReading<'f>,
        id: ScoreId,
        expected: &ExpectedBands,
    ) -> Option<String>
    where
        'r: 'f,
    {
        let mut one = One::new(self.rulebook, &form.answers);
        let mut lies = |bands| meaning::condition(self.rulebook, &mut one, read, &Condition::Band(id, bands));
        let bands = self.rulebook.scores[id].bands.len();
        let possible: Vec<usize> = (0..bands).filter(|&band| lies(vec![band]) != Truth::False).collect();
        let settled = lies(possible.clone()) == Truth::True;
        let found = match (read.scores[id].applies, possible.as_slice()) {
            (Truth::False, _) => ExpectedBands::NotApplicable,
            (_, []) => ExpectedBands::Unknown,
            (_, _) if settled => ExpectedBands::In(possible),
            (_, _) => ExpectedBands::Unknown,
        };
        let as_expected = match (&found, expected) {
            (ExpectedBands::In(possible), ExpectedBands::Unknown) => possible.len() > 1,
            _ => found == *expected,
        };
        (!as_expected).then(|| Statement::Band(id, found).expected(self.rulebook))
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
        let reasoned = case.claims.iter().any(|claim| !claim.because.is_empty()) || !case.because.is_empty();
        if !reasoned {
            return Vec::new();
        }
        let screening = Screening::new(self.rulebook, &case.form);
        let names = |claim: &Claim, question: QuestionId| {
            why::questions(&screening, &claim.statement).is_some_and(|named| named.contains(question))
        };
        let difference = |what: &str, question: QuestionId, claims: Vec<&Claim>| {
            let answers: Vec<String> = claims
                .into_iter()
                .filter_map(|claim| why::questions(&screening, &claim.statement))
                .flat_map(|questions| {
                    questions.iter().map(|id| self.rulebook.questions[id].id.clone()).collect::<Vec<_>>()
                })
                .collect();
            let found = if answers.is_empty() { "no answer".to_owned() } else { answers.join(", ") };
            let expected = format!("names {}", self.rulebook.questions[question].id);
            Difference { what: format!("because of {what}"), expected, found, why: Vec::new() }
        };
        let of_one = case.claims.iter().flat_map(|claim| {
            let absent = claim.because.iter().filter(|&&question| !names(claim, question));
            absent.map(|&question| difference(&claim.statement.name(self.rulebook), question, vec![claim]))
        });
        let together = case
            .because
            .iter()
            .filter(|&&question| !case.claims.iter().any(|claim| names(claim, question)))
            .map(|&question| difference("what is expected", question, case.claims.iter().collect()));
        of_one.chain(together).collect()
    }

    /// Returns the goals that a form reaches by itself: options, numbers beside limits, scores beside theirs.
    pub(super) fn reached(&self, form: &Form, read: &FormReading<'_>) -> Vec<Goal> {
        let mut reached = Vec::new();
        for id in self.rulebook.questions.keys().filter(|&id| read.asked[id] == Truth::True) {
            match (form.answers.value(id), &self.rulebook.questions[id].kind) {
                (Some(Value::Option(option)), _) => reached.push(Goal::Option(id, *option)),
                (Some(Value::Options(options)), _) => {
                    reached.extend(options.iter().map(|option| Goal::Option(id, option)));
                }
                (Some(Value::Number(value)), Kind::Number(number)) => {
                    for &limit in &self.limits[id] {
                        let here = |side: &Side| goal::beside(number, *side, limit) == Some(*value);
                        reached.extend(
                            Side::ALL.iter().filter(|side| here(side)).map(|&side| Goal::Number(id, side, limit)),
                        );
                    }
                }
                _ => {}
            }
        }
        for (id, score) in read.scores.iter_enumerated().filter(|(_, score)| score.applies == Truth::True) {
            let Some((low, high)) = score.value.ends() else { continue };
            for &limit in &self.edges[id] {
                let edge = limit.to_f64();
                let below = (high < edge).then_some(Side::Below);
                let above = (low > edge).then_some(Side::Above);
                let at = (low >= edge && high <= edge).then_some(Side::At);
                reached.extend(below.or(above).or(at).map(|side| Goal::Score(id, side, limit)));
            }
        }
        reached
    }
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
