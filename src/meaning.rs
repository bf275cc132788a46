//! The meaning of a rulebook for a form: one walk, written once, for every reading.
//!
//! A [`Reading`] defines truth and number; the walk reads questions, facts and scores once each, in order of
//! dependence, into one [`Meaning`]. `meaning/score.rs` walks the formulas.

pub mod extent;
mod limits;
pub mod many;
pub mod mentions;
pub mod one;
pub mod questions;
mod reach;
pub mod reading;
pub mod score;
pub mod standing;
pub mod why;

use typed_index_collections::{TiVec, ti_vec};

use self::reading::{AnswerTest, Reading};
use self::standing::Stands;
use crate::answer::{Options, QuestionId};
use crate::rulebook::{AlertId, Condition, CriterionId, FactId, Names, Node, Rulebook, ScoreId};

/// A score as read.
#[derive(Clone, Debug)]
pub struct Scored<R: Reading + ?Sized> {
    /// Whether the score applies.
    pub applies: R::Truth,
    /// Whether every input that applies, or may apply, is answered.
    pub complete: R::Truth,
    /// The value in full precision, the input of other scores.
    pub exact: R::Number,
    /// The value rounded to 9 decimals, which tests look at and pages print.
    pub value: R::Number,
}

/// A criterion as read; [`standing`] combines the two truths into a standing.
#[derive(Clone, Debug)]
pub struct CriterionTruth<R: Reading + ?Sized> {
    /// Whether the criterion concerns this form.
    pub applies: R::Truth,
    /// Whether the condition of the criterion holds.
    pub when: R::Truth,
}

impl<R: Reading> CriterionTruth<R> {
    /// Returns the standing of the criterion.
    pub fn standing(&self) -> <R::Truth as Stands>::Standing {
        R::Truth::stand(&self.applies, &self.when)
    }
}

/// The result of a reading: one slot for each part of a rulebook, filled once.
#[derive(Clone, Debug)]
pub struct Meaning<R: Reading> {
    /// Whether each question applies.
    pub asked: TiVec<QuestionId, R::Truth>,
    /// Whether each fact holds.
    pub facts: TiVec<FactId, R::Truth>,
    /// The scores.
    pub scores: TiVec<ScoreId, Scored<R>>,
    /// Whether each alert is given.
    pub alerts: TiVec<AlertId, R::Truth>,
    /// The criteria.
    pub criteria: TiVec<CriterionId, CriterionTruth<R>>,
}

/// Reads a whole rulebook.
#[must_use]
pub fn read<R: Reading>(rulebook: &Rulebook, reading: &mut R) -> Meaning<R> {
    let mut meaning = subjects(rulebook, reading);
    for alert in &rulebook.alerts {
        let given = condition(rulebook, reading, &meaning, &alert.when);
        meaning.alerts.push(given);
    }
    for criterion in &rulebook.criteria {
        let applies = optional(rulebook, reading, &meaning, criterion.applies_when.as_ref());
        let when = condition(rulebook, reading, &meaning, &criterion.when);
        meaning.criteria.push(CriterionTruth { applies, when });
    }
    meaning
}

/// Reads questions, facts and scores, but neither alerts nor criteria.
#[must_use]
pub fn subjects<R: Reading>(rulebook: &Rulebook, reading: &mut R) -> Meaning<R> {
    let mut meaning = blank(rulebook, reading);
    for node in &rulebook.order {
        match *node {
            Node::Question(id) => meaning.asked[id] = applies(rulebook, reading, &meaning, id),
            Node::Fact(id) => {
                meaning.facts[id] = condition(rulebook, reading, &meaning, &rulebook.facts[id].when);
            }
            Node::Score(id) => meaning.scores[id] = score::read(rulebook, reading, &meaning, id),
        }
    }
    meaning
}

/// Reads a condition over the parts read so far.
#[must_use]
pub fn condition<R: Reading>(rulebook: &Rulebook, reading: &mut R, so_far: &Meaning<R>, of: &Condition) -> R::Truth {
    match of {
        Condition::All(of) => {
            let of = each(rulebook, reading, so_far, of);
            reading.all(of)
        }
        Condition::Any(of) => {
            let of = each(rulebook, reading, so_far, of);
            reading.any(of)
        }
        Condition::Count(count) => {
            let of = each(rulebook, reading, so_far, &count.of);
            between(reading, of, count.at_least, count.at_most)
        }
        Condition::Not(of) => {
            let of = condition(rulebook, reading, so_far, of);
            reading.not(of)
        }
        Condition::OneOf(question, options) => {
            let answer = reading.answer(*question, AnswerTest::OneOf(*options));
            reading.where_applies(&so_far.asked[*question], answer)
        }
        Condition::Names(question, names) => {
            let answer = reading.answer(*question, AnswerTest::Names(*names));
            reading.where_applies(&so_far.asked[*question], answer)
        }
        Condition::Number(question, bounds) => {
            let answer = reading.answer(*question, AnswerTest::Number(bounds));
            reading.where_applies(&so_far.asked[*question], answer)
        }
        Condition::Answered(question) => {
            let answered = reading.answered(*question);
            reading.where_applies(&so_far.asked[*question], answered)
        }
        Condition::Missing(question) => {
            let answered = reading.answered(*question);
            let missing = reading.not(answered);
            reading.where_applies(&so_far.asked[*question], missing)
        }
        Condition::Fact(fact, true) => so_far.facts[*fact].clone(),
        Condition::Fact(fact, false) => reading.not(so_far.facts[*fact].clone()),
        Condition::Score(score, bounds) => {
            let score = &so_far.scores[*score];
            let within = reading.within(&score.value, &bounds.limits());
            reading.where_applies(&score.applies, within)
        }
        Condition::Band(id, bands) => {
            let score = &so_far.scores[*id];
            let band = reading.band(*id, &score.value, bands);
            reading.where_applies(&score.applies, band)
        }
    }
}

fn each<R: Reading>(rulebook: &Rulebook, reading: &mut R, so_far: &Meaning<R>, of: &[Condition]) -> Vec<R::Truth> {
    of.iter().map(|of| condition(rulebook, reading, so_far, of)).collect()
}

/// Returns the truth of "at least and at most this many hold"; `at_most: n` is the `not` of `at_least: n + 1`.
fn between<R: Reading>(
    reading: &mut R,
    of: Vec<R::Truth>,
    at_least: Option<usize>,
    at_most: Option<usize>,
) -> R::Truth {
    let too_many = at_most.map(|most| reading.at_least(most.saturating_add(1), of.clone()));
    let few_enough = too_many.map(|too_many| reading.not(too_many));
    let enough = at_least.map(|least| reading.at_least(least, of));
    let bounds = enough.into_iter().chain(few_enough).collect();
    reading.all(bounds)
}

/// Returns whether a question concerns this form: the condition of its section and its own hold, and for a child the
/// parent's answer names its option.
fn applies<R: Reading>(rulebook: &Rulebook, reading: &mut R, so_far: &Meaning<R>, id: QuestionId) -> R::Truth {
    let mut all = Vec::with_capacity(3);
    for of in rulebook.ask_when(id) {
        all.push(condition(rulebook, reading, so_far, of));
    }
    if let Some(parent) = rulebook.questions[id].parent {
        let names = Condition::Names(parent.question, Names::AnyOf(Options::one(parent.option)));
        all.push(condition(rulebook, reading, so_far, &names));
    }
    reading.all(all)
}

/// Reads an optional condition; always holds if there is none.
fn optional<R: Reading>(rulebook: &Rulebook, reading: &mut R, so_far: &Meaning<R>, of: Option<&Condition>) -> R::Truth {
    match of {
        Some(of) => condition(rulebook, reading, so_far, of),
        None => reading.constant(true),
    }
}

/// Returns a [`Meaning`] with a blank slot for every question, fact and score, to be filled in [`Rulebook::order`],
/// which names each of them once.
fn blank<R: Reading>(rulebook: &Rulebook, reading: &mut R) -> Meaning<R> {
    let unread = reading.constant(false);
    let nought = reading.literal(0.0);
    let score =
        || Scored { applies: unread.clone(), complete: unread.clone(), exact: nought.clone(), value: nought.clone() };
    Meaning {
        asked: ti_vec![unread.clone(); rulebook.questions.len()],
        facts: ti_vec![unread.clone(); rulebook.facts.len()],
        scores: rulebook.scores.iter().map(|_| score()).collect(),
        alerts: TiVec::with_capacity(rulebook.alerts.len()),
        criteria: TiVec::with_capacity(rulebook.criteria.len()),
    }
}
