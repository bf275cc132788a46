//! The reading of many forms at once for their truths and numbers: the batch.
//!
//! A truth is a bit for each form, known to hold or known to fail; a number is a column of ends. Up to [`FORMS`] forms
//! are read in one walk, with the results of [`super::one::One`] for each of them alone,
//! numbers to the bit (`tests/it/readings.rs`).

mod form_batch;
mod form_mask;
mod number_column;
mod standings;

use std::rc::Rc;

use super::reading::{AnswerTest, Item, Operation, Prorate, Reading};
use crate::answer::{OptionId, Options, QuestionId};
use crate::decimal::Decimal;
use crate::interval::{Interval, Limits};
use crate::rulebook::{Kind, Names, Rulebook, ScoreId};

pub use form_batch::{FormBatch, FormRow, RowBit, RowBits};
pub use form_mask::{BitCounts, FORMS, FormMask, TruthMask, transposed};
use number_column::kept;
pub use number_column::{ColumnPool, NumberColumn};
pub use standings::FormsByStanding;

/// The reading of a batch of forms: a truth is [`TruthMask`], a number a [`NumberColumn`].
#[derive(Clone, Debug)]
pub struct Many<'a> {
    rulebook: &'a Rulebook,
    batch: &'a FormBatch,
    store: Rc<ColumnPool>,
}

impl<'a> Many<'a> {
    /// Returns the reading of these forms, answers to the questions of this rulebook; columns are taken out of the
    /// store and go back to it.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook, batch: &'a FormBatch, store: &Rc<ColumnPool>) -> Self {
        Many { rulebook, batch, store: Rc::clone(store) }
    }

    /// Returns for each option of a set the forms that name it.
    fn named(&self, question: QuestionId, options: Options) -> impl Iterator<Item = FormMask> {
        options.iter().map(move |option| self.batch.named(question, option))
    }

    /// Returns the forms that name at least one option of a set.
    fn any_of(&self, question: QuestionId, options: Options) -> FormMask {
        self.named(question, options).fold(FormMask::NONE, FormMask::or)
    }

    /// Returns the forms that name all options of a set.
    fn all_of(&self, question: QuestionId, options: Options) -> FormMask {
        self.named(question, options).fold(FormMask::ALL, FormMask::and)
    }

    /// Returns the forms that name an option outside a set.
    fn others(&self, question: QuestionId, options: Options) -> FormMask {
        let named = (0..=u8::MAX).map(OptionId).zip(self.batch.options(question));
        named.filter(|(option, _)| !options.contains(*option)).fold(FormMask::NONE, |any, (_, named)| any.or(named))
    }

    /// Returns the points of the chosen option; if none is chosen, the interval from the least to the greatest.
    fn points(&self, question: QuestionId) -> NumberColumn {
        let options = self.rulebook.questions[question].options().iter();
        let points = options.map(|option| option.points.map(Decimal::to_f64));
        let hull =
            points.clone().map(|points| points.map_or(Interval::NotKnown, Interval::point)).reduce(Interval::hull);
        let mut column = match hull.and_then(Interval::ends) {
            Some((low, high)) => NumberColumn::between(&self.store, low, high),
            None => NumberColumn::not_known(&self.store),
        };
        for (named, points) in self.batch.options(question).zip(points) {
            column.put(named, points);
        }
        column
    }
}

impl Reading for Many<'_> {
    type Truth = TruthMask;
    type Number = NumberColumn;

    fn constant(&mut self, truth: bool) -> TruthMask {
        TruthMask::constant(truth)
    }

    fn answer(&mut self, question: QuestionId, test: AnswerTest<'_>) -> TruthMask {
        let holds = match (test, &self.rulebook.questions[question].kind) {
            (AnswerTest::OneOf(options), Kind::YesNo(_) | Kind::Choice(_)) => self.any_of(question, options),
            (AnswerTest::Names(names), Kind::Choices(_)) => match names {
                Names::AnyOf(options) => self.any_of(question, options),
                Names::AllOf(options) => self.all_of(question, options),
                Names::NoneOf(options) => self.any_of(question, options).complement(),
                Names::Only(options) => self.others(question, options).complement(),
            },
            (AnswerTest::Number(bounds), Kind::Number(_)) => {
                let numbers = self.batch.numbers(question);
                kept(&bounds.limits(), numbers, numbers) // decimals of six places, so far below 2^53 millionths, stay in order
            }
            _ => return TruthMask::UNKNOWN,
        };
        TruthMask::where_known(self.batch.answered(question), holds) // missing is never "no"
    }

    fn answered(&mut self, question: QuestionId) -> TruthMask {
        TruthMask::settled(self.batch.answered(question))
    }

    fn not(&mut self, of: TruthMask) -> TruthMask {
        of.negate()
    }

    fn all(&mut self, of: Vec<TruthMask>) -> TruthMask {
        of.into_iter().fold(TruthMask::constant(true), TruthMask::and)
    }

    fn any(&mut self, of: Vec<TruthMask>) -> TruthMask {
        of.into_iter().fold(TruthMask::constant(false), TruthMask::or)
    }

    fn at_least(&mut self, n: usize, of: Vec<TruthMask>) -> TruthMask {
        TruthMask::at_least(n, &of)
    }

    fn where_applies(&mut self, applies: &TruthMask, test: TruthMask) -> TruthMask {
        applies.and(test)
    }

    fn number(&mut self, question: QuestionId) -> NumberColumn {
        match &self.rulebook.questions[question].kind {
            Kind::Number(number) => {
                let range = (number.range.0.to_f64(), number.range.1.to_f64());
                NumberColumn::answers(&self.store, self.batch.numbers(question), range)
            }
            Kind::YesNo(_) | Kind::Choice(_) => self.points(question),
            Kind::Choices(_) | Kind::Text { .. } => NumberColumn::not_known(&self.store), // no value to compute with
        }
    }

    fn literal(&mut self, value: f64) -> NumberColumn {
        NumberColumn::between(&self.store, value, value)
    }

    fn scale(&mut self, factor: f64, of: NumberColumn) -> NumberColumn {
        of.scale(factor)
    }

    fn apply(&mut self, operation: Operation, left: NumberColumn, right: &NumberColumn) -> NumberColumn {
        left.apply(operation, right)
    }

    fn counts_if(&mut self, applies: &TruthMask, of: NumberColumn) -> NumberColumn {
        of.counts_if(applies)
    }

    fn known_if(&mut self, complete: &TruthMask, of: NumberColumn) -> NumberColumn {
        of.known_where(complete.holds)
    }

    fn and_more_unless(&mut self, more: &TruthMask, of: NumberColumn) -> NumberColumn {
        of.and_more(more.fails.complement())
    }

    fn prorated(&mut self, items: Vec<Item<Self>>, at_most: usize, how: Prorate) -> NumberColumn {
        let mut sum = self.literal(0.0);
        let (mut answered, mut missing) = (BitCounts::default(), BitCounts::default());
        let mut known = FormMask::ALL;
        for Item { applies, complete, value } in items {
            known = known.without(applies.unknown()); // how many may be missing is not known yet
            let counted = applies.holds.and(complete.holds);
            answered.add(counted);
            missing.add(applies.holds.without(complete.holds));
            sum = sum.apply(Operation::Add, &value.counts_if(&TruthMask::settled(counted)));
        }
        let gaps = missing.at_least(1);
        known = known.without(missing.at_least(at_most.saturating_add(1)));
        let number = |count: &BitCounts| NumberColumn::counts(&self.store, count);
        // Without an answered item there is no mean: a division by 0.
        let mean = |sum: NumberColumn| sum.apply(Operation::Divide, &number(&answered));
        let value = match how {
            Prorate::Sum => {
                let filled = mean(sum.clone()).apply(Operation::Multiply, &number(&missing));
                let added = filled.counts_if(&TruthMask::settled(gaps));
                sum.apply(Operation::Add, &added)
            }
            Prorate::Mean => mean(sum),
        };
        value.known_where(known)
    }

    fn rounded(&mut self, of: NumberColumn) -> NumberColumn {
        of.rounded()
    }

    fn within(&mut self, of: &NumberColumn, limits: &Limits) -> TruthMask {
        of.within(limits)
    }

    fn band(&mut self, score: ScoreId, of: &NumberColumn, bands: &[usize]) -> TruthMask {
        let starts: Vec<f64> = self.rulebook.scores[score].bands.iter().map(|band| band.from.to_f64()).collect();
        of.band(&starts, bands)
    }
}
