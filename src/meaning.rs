//! What a rulebook means for a form: one walk, written once, for every reading.
//!
//! A [`Reading`] says what truth and number are; the walk reads questions, facts and scores once each, in order of
//! dependence, into one [`Meaning`]. `meaning/score.rs` walks the formulas.

pub mod one;
pub mod score;
pub mod why;

use crate::answer::{Options, QuestionId};
use crate::interval::Limits;
use crate::rulebook::{Condition, Names, Rulebook, ScoreId};

/// How a rulebook's conditions and scores are read.
///
/// Laws (`tests/readings.rs`): with nothing missing, `Truth` is two-valued (division by zero apart); a settled truth
/// stays settled when answers are added.
pub trait Reading {
    /// What a condition is.
    type Truth: Clone + std::fmt::Debug;
    /// What a formula is.
    type Number: Clone + std::fmt::Debug;

    /// A condition that holds always, or never.
    fn constant(&mut self, truth: bool) -> Self::Truth;
    /// What the answer alone says; missing is Unknown. Whether the question applies is the walk's business.
    fn answer(&mut self, question: QuestionId, test: AnswerTest<'_>) -> Self::Truth;
    /// Whether there is a value; always True or False.
    fn answered(&mut self, question: QuestionId) -> Self::Truth;

    /// The opposite.
    fn not(&mut self, of: Self::Truth) -> Self::Truth;
    /// All hold.
    fn all(&mut self, of: Vec<Self::Truth>) -> Self::Truth;
    /// At least one holds.
    fn any(&mut self, of: Vec<Self::Truth>) -> Self::Truth;
    /// At least `n` hold.
    fn at_least(&mut self, n: usize, of: Vec<Self::Truth>) -> Self::Truth;

    /// The answer's value or points; missing is the interval of all it could be.
    fn number(&mut self, question: QuestionId) -> Self::Number;
    /// A number written in the rulebook.
    fn literal(&mut self, value: f64) -> Self::Number;
    /// `of` times a constant.
    fn scale(&mut self, factor: f64, of: Self::Number) -> Self::Number;
    /// One step of arithmetic.
    fn apply(&mut self, operation: Operation, left: Self::Number, right: &Self::Number) -> Self::Number;
    /// `of` where `applies` is True, 0 where False, all between where Unknown.
    fn counts_if(&mut self, applies: &Self::Truth, of: Self::Number) -> Self::Number;
    /// `of` where True, not known otherwise.
    fn known_if(&mut self, complete: &Self::Truth, of: Self::Number) -> Self::Number;
    /// `of` where `more` is False; otherwise its upper end is [`crate::interval::AND_MORE`].
    fn and_more_unless(&mut self, more: &Self::Truth, of: Self::Number) -> Self::Number;
    /// Each missing item counts as the mean of the answered ones, if 1 to `at_most` of those that apply are missing.
    fn prorated(&mut self, items: Vec<Scored<Self>>, at_most: usize, how: Prorate) -> Self::Number;
    /// To 9 decimals, half to even; never -0.
    fn rounded(&mut self, of: Self::Number) -> Self::Number;
    /// Whether the number keeps the limits.
    fn within(&mut self, of: &Self::Number, limits: &Limits) -> Self::Truth;
    /// Whether the number lies in one of these bands of the score, by their places.
    fn band(&mut self, score: ScoreId, of: &Self::Number, bands: &[usize]) -> Self::Truth;
}

/// A test on the answer to one question.
#[derive(Clone, Copy, Debug)]
pub enum AnswerTest<'r> {
    /// Of a `choice` or `yes_no`.
    OneOf(Options),
    /// Of a `choices`.
    Names(Names),
    /// Of a `number`.
    Number(&'r crate::rulebook::Bounds),
}

/// Arithmetic on two numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names of arithmetic say what they are")]
pub enum Operation {
    Add,
    Subtract,
    Multiply,
    Divide,
    Min,
    Max,
}

/// What the answered items of a prorated score make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names of arithmetic say what they are")]
pub enum Prorate {
    Sum,
    Mean,
}

/// A score, or an input of one.
#[derive(Clone, Debug)]
pub struct Scored<R: Reading + ?Sized> {
    /// Whether it applies.
    pub applies: R::Truth,
    /// Whether every input that applies, or may apply, is answered.
    pub complete: R::Truth,
    /// Its value.
    pub value: R::Number,
}

/// A criterion as read; `screening` makes a standing of the two.
#[derive(Clone, Debug)]
pub struct Held<R: Reading + ?Sized> {
    /// Whether it concerns this form.
    pub applies: R::Truth,
    /// Whether its condition holds.
    pub when: R::Truth,
}

/// Everything read, one slot each, filled once.
#[derive(Clone, Debug)]
pub struct Meaning<R: Reading> {
    /// By [`QuestionId`]: does it apply?
    pub asked: Vec<R::Truth>,
    /// By [`crate::rulebook::FactId`].
    pub facts: Vec<R::Truth>,
    /// By [`ScoreId`].
    pub scores: Vec<Scored<R>>,
    /// By [`crate::rulebook::AlertId`].
    pub alerts: Vec<R::Truth>,
    /// By [`crate::rulebook::CriterionId`].
    pub criteria: Vec<Held<R>>,
}

/// Reads a whole rulebook.
#[must_use]
pub fn read<R: Reading>(_rulebook: &Rulebook, _reading: &mut R) -> Meaning<R> {
    unimplemented!()
}

/// Reads any condition over what was already read.
#[must_use]
pub fn condition<R: Reading>(
    _rulebook: &Rulebook,
    _reading: &mut R,
    _so_far: &Meaning<R>,
    _of: &Condition,
) -> R::Truth {
    todo!()
}
