//! Conditions and formulas: statements about answers, and computations from them.

use super::{FactId, ScoreId};
use crate::answer::{Options, QuestionId};
use crate::decimal::Decimal;

/// A computation.
#[derive(Clone, Debug, PartialEq)]
pub enum Formula {
    /// The answer to a number question, or the points of a choice.
    Question(QuestionId),
    /// Another score.
    Score(ScoreId),
    /// A number; never makes a score apply.
    Literal(Decimal),
    /// The sum of the inputs that apply; applies if any input does.
    Sum(Vec<Formula>),
    /// The sum of the inputs times their factors, like [`Formula::Sum`].
    Weighted(Vec<(Formula, Decimal)>),
    /// The sum of the points of the chosen options, like [`Formula::Sum`].
    Points(Vec<QuestionId>),
    /// The number of conditions that hold. An Unknown one adds 0 to 1.
    Count(Vec<Condition>),
    /// The mean; applies if all inputs do, like every formula below.
    Mean(Vec<Formula>),
    /// The minimum.
    Min(Vec<Formula>),
    /// The maximum.
    Max(Vec<Formula>),
    /// The sum.
    Add(Vec<Formula>),
    /// The product.
    Multiply(Vec<Formula>),
    /// The first minus the second.
    Subtract(Box<Formula>, Box<Formula>),
    /// The first divided by the second.
    Divide(Box<Formula>, Box<Formula>),
    /// `100 - 100 * (to / from)`.
    PercentDrop {
        /// The value before.
        from: Box<Formula>,
        /// The value after.
        to: Box<Formula>,
    },
}

/// A statement about answers. Its subjects are questions, facts and scores only.
#[derive(Clone, Debug, PartialEq)]
pub enum Condition {
    /// All hold.
    All(Vec<Condition>),
    /// At least one holds.
    Any(Vec<Condition>),
    /// The condition does not hold.
    Not(Box<Condition>),
    /// The number of conditions that hold is within bounds.
    Count(Count),
    /// Of a `choice` or `yes_no`: the answer is one of these options.
    OneOf(QuestionId, Options),
    /// Of a `choices`: a test of the options named.
    Names(QuestionId, Names),
    /// Of a `number`: the answer is within these limits.
    Number(QuestionId, Bounds),
    /// The question has a value.
    Answered(QuestionId),
    /// The question has no value.
    Missing(QuestionId),
    /// The fact holds (`true`) or does not hold (`false`).
    Fact(FactId, bool),
    /// Of a score: the value is within these limits.
    Score(ScoreId, Bounds),
    /// Of a score: the value lies in one of these bands, as ascending indices into
    /// [`Score::bands`](super::Score::bands).
    Band(ScoreId, Vec<usize>),
}

/// `count`, with at least one bound.
#[derive(Clone, Debug, PartialEq)]
pub struct Count {
    /// The conditions counted; a pattern is unfolded.
    pub of: Vec<Condition>,
    /// The least number that must hold.
    pub at_least: Option<usize>,
    /// The greatest number that may hold.
    pub at_most: Option<usize>,
    /// The pattern it was written as, for its description in words.
    pub pattern: Option<Pattern>,
}

/// A pattern over the children of a question, as `tx_tried.*.outcome`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pattern {
    /// The `choices` question.
    pub parent: QuestionId,
    /// The first child that matches; the others are alike in title and options.
    pub child: QuestionId,
}

/// A test of the options that a `choices` answer names.
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

/// Limits as written; all that are present must hold.
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
