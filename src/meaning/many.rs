//! Many forms at once, read for what they say: the batch.
//!
//! A truth is a bit for each form, known to hold or known to fail; a number is a column of ends. Up to [`FORMS`] forms are
//! read in one walk, and come out as [`super::one::One`] reads each of them alone, numbers to the bit (`tests/it/readings.rs`).

mod columns;
mod plane;
mod slice;
mod standings;

use std::rc::Rc;

use super::{AnswerTest, Item, Operation, Prorate, Reading};
use crate::answer::{OptionId, Options, QuestionId};
use crate::decimal::Decimal;
use crate::interval::Limits;
use crate::rulebook::{Kind, Names, Rulebook, ScoreId};

use columns::kept;
pub use columns::{Column, Store};
pub use plane::{Count, FORMS, Plane, Truths, turned};
pub use slice::{Rows, Slice};
pub use standings::FormsByStanding;

/// The reading of a slice of forms: a truth is [`Truths`], a number a [`Column`].
#[derive(Clone, Debug)]
pub struct Many<'a> {
    rulebook: &'a Rulebook,
    slice: &'a Slice,
    store: Rc<Store>,
}

impl<'a> Many<'a> {
    /// For these forms, answering the questions of this rulebook; columns are taken out of the store and go back to it.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook, slice: &'a Slice, store: &Rc<Store>) -> Self {
        Many { rulebook, slice, store: Rc::clone(store) }
    }

    /// Where each option of a set was named.
    fn named(&self, question: QuestionId, options: Options) -> impl Iterator<Item = Plane> {
        options.iter().map(move |option| self.slice.named(question, option))
    }

    /// Where at least one option of a set was named.
    fn any_of(&self, question: QuestionId, options: Options) -> Plane {
        self.named(question, options).fold(Plane::NONE, Plane::or)
    }

    /// Where all options of a set were named.
    fn all_of(&self, question: QuestionId, options: Options) -> Plane {
        self.named(question, options).fold(Plane::ALL, Plane::and)
    }

    /// Where an option beside those of a set was named.
    fn others(&self, question: QuestionId, options: Options) -> Plane {
        let named = (0..=u8::MAX).map(OptionId).zip(self.slice.options(question));
        named.filter(|(option, _)| !options.contains(*option)).fold(Plane::NONE, |any, (_, named)| any.or(named))
    }

    /// The points of the chosen option; where none is chosen, all between the least and the greatest.
    fn points(&self, question: QuestionId, points: &[Option<f64>]) -> Column {
        let ends = |(low, high): (f64, f64), points: f64| (low.min(points), high.max(points));
        let all: Option<Vec<f64>> = points.iter().copied().collect();
        let all = all.filter(|all| !all.is_empty());
        let hull = all.map(|all| all.into_iter().fold((f64::INFINITY, f64::NEG_INFINITY), ends));
        let mut column = match hull {
            Some((low, high)) => Column::between(&self.store, low, high),
            None => Column::not_known(&self.store),
        };
        for (named, &points) in self.slice.options(question).zip(points) {
            column.put(named, points);
        }
        column
    }
}

impl Reading for Many<'_> {
    type Truth = Truths;
    type Number = Column;

    fn constant(&mut self, truth: bool) -> Truths {
        Truths::constant(truth)
    }

    fn answer(&mut self, question: QuestionId, test: AnswerTest<'_>) -> Truths {
        let holds = match (test, &self.rulebook.questions[question].kind) {
            (AnswerTest::OneOf(options), Kind::YesNo(_) | Kind::Choice(_)) => self.any_of(question, options),
            (AnswerTest::Names(names), Kind::Choices(_)) => match names {
                Names::AnyOf(options) => self.any_of(question, options),
                Names::AllOf(options) => self.all_of(question, options),
                Names::NoneOf(options) => self.any_of(question, options).opposite(),
                Names::Only(options) => self.others(question, options).opposite(),
            },
            (AnswerTest::Number(bounds), Kind::Number(_)) => {
                let numbers = self.slice.numbers(question);
                kept(&bounds.limits(), numbers, numbers) // decimals of six places, so far below 2^53 millionths, stay in order
            }
            _ => return Truths::UNKNOWN,
        };
        Truths::where_known(self.slice.answered(question), holds) // missing is never "no"
    }

    fn answered(&mut self, question: QuestionId) -> Truths {
        Truths::settled(self.slice.answered(question))
    }

    fn not(&mut self, of: Truths) -> Truths {
        of.negate()
    }

    fn all(&mut self, of: Vec<Truths>) -> Truths {
        of.into_iter().fold(Truths::constant(true), Truths::and)
    }

    fn any(&mut self, of: Vec<Truths>) -> Truths {
        of.into_iter().fold(Truths::constant(false), Truths::or)
    }

    fn at_least(&mut self, n: usize, of: Vec<Truths>) -> Truths {
        Truths::at_least(n, &of)
    }

    fn where_applies(&mut self, applies: &Truths, test: Truths) -> Truths {
        applies.and(test)
    }

    fn number(&mut self, question: QuestionId) -> Column {
        match &self.rulebook.questions[question].kind {
            Kind::Number(number) => {
                let range = (number.range.0.to_f64(), number.range.1.to_f64());
                Column::answers(&self.store, self.slice.numbers(question), range)
            }
            Kind::YesNo(options) | Kind::Choice(options) => {
                let points: Vec<_> = options.iter().map(|option| option.points.map(Decimal::to_f64)).collect();
                self.points(question, &points)
            }
            Kind::Choices(_) | Kind::Text { .. } => Column::not_known(&self.store), // no value to compute with
        }
    }

    fn literal(&mut self, value: f64) -> Column {
        Column::between(&self.store, value, value)
    }

    fn scale(&mut self, factor: f64, of: Column) -> Column {
        of.scale(factor)
    }

    fn apply(&mut self, operation: Operation, left: Column, right: &Column) -> Column {
        left.apply(operation, right)
    }

    fn counts_if(&mut self, applies: &Truths, of: Column) -> Column {
        of.counts_if(applies)
    }

    fn known_if(&mut self, complete: &Truths, of: Column) -> Column {
        of.known_where(complete.holds)
    }

    fn and_more_unless(&mut self, more: &Truths, of: Column) -> Column {
        of.and_more(more.fails.opposite())
    }

    fn prorated(&mut self, items: Vec<Item<Self>>, at_most: usize, how: Prorate) -> Column {
        let mut sum = self.literal(0.0);
        let (mut answered, mut missing) = (Count::default(), Count::default());
        let mut known = Plane::ALL;
        for Item { applies, complete, value } in items {
            known = known.without(applies.unknown()); // how many may be missing is not known yet
            let counted = applies.holds.and(complete.holds);
            answered.add(counted);
            missing.add(applies.holds.without(complete.holds));
            sum = sum.apply(Operation::Add, &value.counts_if(&Truths::settled(counted)));
        }
        let gaps = missing.at_least(1);
        known = known.without(missing.at_least(at_most.saturating_add(1)));
        let number = |count: &Count| Column::counts(&self.store, count);
        // Of no answered item there is no mean: a division by 0.
        let mean = |sum: Column| sum.apply(Operation::Divide, &number(&answered));
        let value = match how {
            Prorate::Sum => {
                let filled = mean(sum.clone()).apply(Operation::Multiply, &number(&missing));
                let added = filled.counts_if(&Truths::settled(gaps));
                sum.apply(Operation::Add, &added)
            }
            Prorate::Mean => mean(sum),
        };
        value.known_where(known)
    }

    fn rounded(&mut self, of: Column) -> Column {
        of.rounded()
    }

    fn within(&mut self, of: &Column, limits: &Limits) -> Truths {
        of.within(limits)
    }

    fn band(&mut self, score: ScoreId, of: &Column, bands: &[usize]) -> Truths {
        let starts: Vec<f64> = self.rulebook.scores[score].bands.iter().map(|band| band.from.to_f64()).collect();
        of.band(&starts, bands)
    }
}
