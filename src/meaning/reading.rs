//! The interface of a reading of a rulebook: its truths, its numbers, and the ways to combine them.

use super::standing::Stands;
use crate::answer::{Options, QuestionId};
use crate::interval::{Interval, Limits};
use crate::rulebook::{Bounds, Names, ScoreId};

/// A way to read the conditions and scores of a rulebook.
///
/// Laws (`tests/it/readings.rs`): with nothing missing, `Truth` is two-valued (apart from division by zero and scores
/// with `more_when`); a settled truth stays when answers are added (apart from `answered`, `missing` and `prorate`).
pub trait Reading {
    /// The truth of a condition.
    type Truth: Clone + std::fmt::Debug + Stands;
    /// The value of a formula.
    type Number: Clone + std::fmt::Debug;

    /// Returns a truth that always holds, or never.
    fn constant(&mut self, truth: bool) -> Self::Truth;
    /// Returns the truth of a test on the answer alone; a missing answer is Unknown.
    /// The walk checks whether the question applies.
    fn answer(&mut self, question: QuestionId, test: AnswerTest<'_>) -> Self::Truth;
    /// Returns whether the question has a value. For given forms it is always True or False;
    /// over all forms it is Unknown.
    fn answered(&mut self, question: QuestionId) -> Self::Truth;

    /// Returns the opposite.
    fn not(&mut self, of: Self::Truth) -> Self::Truth;
    /// Returns the truth of "all hold".
    fn all(&mut self, of: Vec<Self::Truth>) -> Self::Truth;
    /// Returns the truth of "at least one holds".
    fn any(&mut self, of: Vec<Self::Truth>) -> Self::Truth;
    /// Returns the truth of "at least `n` hold".
    fn at_least(&mut self, n: usize, of: Vec<Self::Truth>) -> Self::Truth;
    /// Returns the truth of a test on a subject that may not apply: both hold. If the subject does not apply, its
    /// answer is set aside and is no part of the result.
    fn where_applies(&mut self, applies: &Self::Truth, test: Self::Truth) -> Self::Truth;

    /// Returns the answer's value or points; for a missing answer, the interval of all it could be.
    fn number(&mut self, question: QuestionId) -> Self::Number;
    /// Returns a number written in the rulebook.
    fn literal(&mut self, value: f64) -> Self::Number;
    /// Returns `of` times a constant.
    fn scale(&mut self, factor: f64, of: Self::Number) -> Self::Number;
    /// Returns the result of one step of arithmetic.
    fn apply(&mut self, operation: Operation, left: Self::Number, right: &Self::Number) -> Self::Number;
    /// Returns `of` where `applies` is True, 0 where False, the hull of both where Unknown.
    fn counts_if(&mut self, applies: &Self::Truth, of: Self::Number) -> Self::Number;
    /// Returns `of` where `complete` is True, not known otherwise. The reading of all forms always returns `of`.
    fn known_if(&mut self, complete: &Self::Truth, of: Self::Number) -> Self::Number;
    /// Returns `of` where `more` is False; otherwise its upper end is [`crate::interval::AND_MORE`].
    fn and_more_unless(&mut self, more: &Self::Truth, of: Self::Number) -> Self::Number;
    /// Returns a prorated value: each missing item counts as the mean of the answered ones, if 1 to `at_most` of the
    /// items that apply are missing.
    fn prorated(&mut self, items: Vec<Item<Self>>, at_most: usize, how: Prorate) -> Self::Number;
    /// Returns the number rounded to 9 decimals, half to even; never -0.
    fn rounded(&mut self, of: Self::Number) -> Self::Number;
    /// Returns whether the number keeps the limits.
    fn within(&mut self, of: &Self::Number, limits: &Limits) -> Self::Truth;
    /// Returns whether the number lies in one of these bands of the score, given by their places.
    fn band(&mut self, score: ScoreId, of: &Self::Number, bands: &[usize]) -> Self::Truth;
}

/// A test on the answer to one question.
#[derive(Clone, Copy, Debug)]
pub enum AnswerTest<'r> {
    /// A test on a `choice` or `yes_no`.
    OneOf(Options),
    /// A test on a `choices`.
    Names(Names),
    /// A test on a `number`.
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

/// The aggregate of the answered items of a prorated score.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the names of arithmetic say what they are")]
pub enum Prorate {
    Sum,
    Mean,
}

/// An input of a prorated score.
#[derive(Clone, Debug)]
pub struct Item<R: Reading + ?Sized> {
    /// Whether the input applies.
    pub applies: R::Truth,
    /// Whether the input is answered.
    pub complete: R::Truth,
    /// The value of the input.
    pub value: R::Number,
}
