//! What a reading of a rulebook says: what a truth is, what a number is, and how they are combined.

use super::standing::Stands;
use crate::answer::{Options, QuestionId};
use crate::interval::{Interval, Limits};
use crate::rulebook::{Bounds, Names, ScoreId};

/// How a rulebook's conditions and scores are read.
///
/// Laws (`tests/it/readings.rs`): with nothing missing, `Truth` is two-valued (apart from division by zero and scores with
/// `more_when`); a settled truth stays when answers are added (apart from `answered`, `missing` and `prorate`).
pub trait Reading {
    /// What a condition is.
    type Truth: Clone + std::fmt::Debug + Stands;
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
    /// A test on something that applies or does not: both hold. Where it does not apply, the answer is set aside: it is
    /// no part of the result.
    fn where_applies(&mut self, applies: &Self::Truth, test: Self::Truth) -> Self::Truth;

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
    fn prorated(&mut self, items: Vec<Item<Self>>, at_most: usize, how: Prorate) -> Self::Number;
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
    Number(&'r Bounds),
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

impl Operation {
    /// Returns the result for two intervals.
    #[must_use]
    pub fn applied(self, left: Interval, right: Interval) -> Interval {
        match self {
            Operation::Add => left.add(right),
            Operation::Subtract => left.subtract(right),
            Operation::Multiply => left.multiply(right),
            Operation::Divide => left.divide(right),
            Operation::Min => left.min(right),
            Operation::Max => left.max(right),
        }
    }
}

/// What the answered items of a prorated score make.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names of arithmetic say what they are")]
pub enum Prorate {
    Sum,
    Mean,
}

/// An input of a prorated score.
#[derive(Clone, Debug)]
pub struct Item<R: Reading + ?Sized> {
    /// Whether it applies.
    pub applies: R::Truth,
    /// Whether it is answered.
    pub complete: R::Truth,
    /// Its value.
    pub value: R::Number,
}
