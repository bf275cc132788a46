//! Conditions and formulas: what is said about answers, and what is computed from them.

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
    /// Of a score: lies in one of these bands, by their places in [`Score::bands`](super::Score::bands), ascending.
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
