//! Numbers of many forms: a column of least values, one of greatest values, and the forms with a value at all.
//!
//! Each form's ends are computed with the operations, and in the order, of [`crate::interval::Interval`], so that they
//! are the same to the bit. An end that overflows stays infinite under addition and scaling. It becomes *not known*
//! before any operation that could make it finite again (min, max, multiply, divide), and when the score is finished.

use std::cell::RefCell;
use std::rc::Rc;

use super::form_mask::{BitCounts, FORMS, FormMask, TruthMask};
use crate::interval::{AND_MORE, Limits, NOUGHT, round9};
use crate::meaning::reading::Operation;

/// A pool of columns that are not in use.
#[derive(Debug, Default)]
pub struct ColumnPool(RefCell<Vec<Vec<f64>>>);

impl ColumnPool {
    /// Returns a column of [`FORMS`] numbers with arbitrary content.
    fn take(&self) -> Vec<f64> {
        self.0.borrow_mut().pop().unwrap_or_else(|| vec![0.0; FORMS])
    }
}

/// A bound on the size of every decimal: 64 bits of millionths.
const DECIMALS: f64 = 1e13;

/// One number for each form.
#[derive(Debug)]
pub struct NumberColumn {
    /// The least values; arbitrary where the number is not known.
    low: Vec<f64>,
    /// The greatest values.
    high: Vec<f64>,
    /// The forms whose number is known.
    known: FormMask,
    /// A bound on the size of all ends; if it is finite, no end has to be checked.
    reach: f64,
    store: Rc<ColumnPool>,
}

impl Drop for NumberColumn {
    fn drop(&mut self) {
        let columns = [std::mem::take(&mut self.low), std::mem::take(&mut self.high)];
        self.store.0.borrow_mut().extend(columns);
    }
}

impl Clone for NumberColumn {
    fn clone(&self) -> NumberColumn {
        let (mut low, mut high, store) = (self.store.take(), self.store.take(), Rc::clone(&self.store));
        low.copy_from_slice(&self.low);
        high.copy_from_slice(&self.high);
        NumberColumn { low, high, known: self.known, reach: self.reach, store }
    }
}

impl NumberColumn {
    fn of(store: &Rc<ColumnPool>, known: FormMask, reach: f64, ends: impl Iterator<Item = (f64, f64)>) -> NumberColumn {
        let mut column = NumberColumn { low: store.take(), high: store.take(), known, reach, store: Rc::clone(store) };
        for ((low, high), ends) in column.low.iter_mut().zip(&mut column.high).zip(ends) {
            (*low, *high) = ends;
        }
        column
    }

    /// Returns the same interval for every form.
    pub(super) fn between(store: &Rc<ColumnPool>, low: f64, high: f64) -> NumberColumn {
        NumberColumn::of(store, FormMask::ALL, low.abs().max(high.abs()), std::iter::repeat((low, high)))
    }

    /// Returns a number that is not known for any form.
    pub(super) fn not_known(store: &Rc<ColumnPool>) -> NumberColumn {
        NumberColumn::between(store, 0.0, 0.0).known_where(FormMask::NONE)
    }

    /// Returns a column of answers; a missing one (NaN) becomes the interval between the ends of `missing`.
    pub(super) fn answers(store: &Rc<ColumnPool>, values: &[f64], missing: (f64, f64)) -> NumberColumn {
        let ends = values.iter().map(|&value| if value.is_nan() { missing } else { (value, value) });
        NumberColumn::of(store, FormMask::ALL, DECIMALS, ends)
    }

    /// Returns the counts of all forms as numbers.
    #[expect(clippy::cast_precision_loss, reason = "a score has far fewer items than 2^53")]
    pub(super) fn counts(store: &Rc<ColumnPool>, count: &BitCounts) -> NumberColumn {
        let ends = count.all().map(|count| (count as f64, count as f64));
        NumberColumn::of(store, FormMask::ALL, u32::MAX.into(), ends)
    }

    /// Sets the number of some forms to a value; not known if there is none.
    pub(super) fn put(&mut self, forms: FormMask, value: Option<f64>) {
        let Some(value) = value else {
            self.known = self.known.without(forms);
            return;
        };
        self.at_each(forms, |low, high| (*low, *high) = (value, value));
        self.reaches(self.reach.max(value.abs()));
        self.known = self.known.or(forms);
    }

    /// Applies a step to the ends of some forms alone.
    fn at_each(&mut self, forms: FormMask, step: impl Fn(&mut f64, &mut f64)) {
        let ends = self.low.as_chunks_mut().0.iter_mut().zip(self.high.as_chunks_mut().0);
        for ((low, high), bits) in ends.zip(forms.words()) {
            let (low, high): (&mut [f64; 64], &mut [f64; 64]) = (low, high);
            bits.for_each(|bit| step(&mut low[bit], &mut high[bit]));
        }
    }

    /// Returns the ends of one form's number, if it is known.
    #[must_use]
    pub fn at(&self, form: usize) -> Option<(f64, f64)> {
        self.known.has(form).then(|| (self.low[form], self.high[form]))
    }

    /// Sets the bound on the size of the ends.
    fn reaches(&mut self, reach: f64) {
        self.reach = if reach.is_finite() { reach } else { f64::INFINITY };
    }

    /// Makes a number not known if one of its ends is not finite.
    fn finite(&mut self) {
        self.known = self.known.and(self.finite_ends());
    }

    /// Returns the forms with two finite ends.
    fn finite_ends(&self) -> FormMask {
        if self.reach.is_finite() {
            return FormMask::ALL;
        }
        FormMask::finite(&self.low).and(FormMask::finite(&self.high))
    }

    pub(super) fn known_where(mut self, forms: FormMask) -> NumberColumn {
        self.known = self.known.and(forms);
        self
    }

    pub(super) fn scale(mut self, factor: f64) -> NumberColumn {
        self.each_end(|end| factor * end);
        self.reaches(self.reach * factor.abs());
        if factor < 0.0 {
            std::mem::swap(&mut self.low, &mut self.high);
        }
        self
    }

    pub(super) fn rounded(mut self) -> NumberColumn {
        self.each_end(round9);
        self.reaches(self.reach * 1e9); // on its way, an end is counted in billionths
        self.finite();
        self
    }

    fn each_end(&mut self, step: impl Fn(f64) -> f64) {
        self.low.iter_mut().for_each(|end| *end = step(*end));
        self.high.iter_mut().for_each(|end| *end = step(*end));
    }

    pub(super) fn apply(mut self, operation: Operation, right: &NumberColumn) -> NumberColumn {
        let reach = match operation {
            Operation::Add | Operation::Subtract => self.reach + right.reach,
            Operation::Multiply => self.reach * right.reach,
            Operation::Divide => f64::INFINITY, // by next to nothing
            Operation::Min | Operation::Max => self.reach.max(right.reach),
        };
        // Addition and subtraction keep an end that is not finite so; other operations need finite ends.
        if !matches!(operation, Operation::Add | Operation::Subtract) {
            self.finite();
            self.known = self.known.and(right.finite_ends());
        }
        self.known = self.known.and(right.known);
        match operation {
            Operation::Add => self.ends_with(&right.low, &right.high, |left, right| left + right),
            Operation::Subtract => self.ends_with(&right.high, &right.low, |left, right| left - right),
            Operation::Min => self.ends_with(&right.low, &right.high, lesser),
            Operation::Max => self.ends_with(&right.low, &right.high, greater),
            Operation::Multiply => self.hull_with(right, |left, right| left * right),
            Operation::Divide => {
                let apart = FormMask::above(&right.low, NOUGHT).or(FormMask::below(&right.high, -NOUGHT));
                self.known = self.known.and(apart);
                self.hull_with(right, |left, right| left / right);
            }
        }
        self.reaches(reach);
        self
    }

    /// Combines each end with the matching end of another column.
    fn ends_with(&mut self, of_low: &[f64], of_high: &[f64], step: impl Fn(f64, f64) -> f64) {
        self.low.iter_mut().zip(of_low).for_each(|(end, other)| *end = step(*end, *other));
        self.high.iter_mut().zip(of_high).for_each(|(end, other)| *end = step(*end, *other));
    }

    /// Combines the ends of two columns, if the least and greatest results may come from any two ends.
    fn hull_with(&mut self, right: &NumberColumn, step: impl Fn(f64, f64) -> f64) {
        let left = self.low.iter_mut().zip(&mut self.high);
        for ((low, high), (&least, &most)) in left.zip(right.low.iter().zip(&right.high)) {
            let (a, b, c, d) = (step(*low, least), step(*low, most), step(*high, least), step(*high, most));
            *low = lesser(lesser(a, b), lesser(c, d));
            *high = greater(greater(a, b), greater(c, d));
        }
    }

    /// Returns the number itself where `applies` holds, 0 where it fails, the hull of both where it is not settled.
    pub(super) fn counts_if(mut self, applies: &TruthMask) -> NumberColumn {
        if applies.fails == FormMask::NONE && applies.unknown().is_empty() {
            return self;
        }
        self.finite();
        self.at_each(applies.fails, |low, high| (*low, *high) = (0.0, 0.0));
        self.at_each(applies.unknown(), |low, high| (*low, *high) = (lesser(*low, 0.0), greater(*high, 0.0)));
        self.known = self.known.or(applies.fails);
        self
    }

    /// Returns the number with an upper end of "or more" for these forms.
    pub(super) fn and_more(mut self, forms: FormMask) -> NumberColumn {
        self.finite();
        self.at_each(forms, |_, high| *high = AND_MORE);
        self.reaches(self.reach.max(AND_MORE));
        self.known = self.known.without(forms).or(self.known.and(FormMask::at_most(&self.low, AND_MORE)));
        self
    }

    /// Returns whether each number keeps the limits.
    pub(super) fn within(&self, limits: &Limits) -> TruthMask {
        let some = if limits.leave_room() { kept(limits, &self.high, &self.low) } else { FormMask::NONE };
        TruthMask { holds: self.known.and(kept(limits, &self.low, &self.high)), fails: self.known.without(some) }
    }

    /// Returns whether each number lies in the listed bands; `starts` are the starts of all bands, ascending.
    pub(super) fn band(&self, starts: &[f64], listed: &[usize]) -> TruthMask {
        let (mut in_listed, mut in_others) = (FormMask::NONE, FormMask::NONE);
        for (band, &start) in starts.iter().enumerate() {
            let end = starts.get(band + 1).copied().unwrap_or(f64::INFINITY);
            let touched = FormMask::at_least(&self.high, start).and(FormMask::below(&self.low, end));
            let place = if listed.contains(&band) { &mut in_listed } else { &mut in_others };
            *place = place.or(touched);
        }
        let first = starts.first().copied().unwrap_or(f64::INFINITY);
        let inside = FormMask::at_least(&self.low, first);
        TruthMask {
            holds: self.known.and(in_listed).and(inside).without(in_others),
            fails: self.known.without(in_listed),
        }
    }
}

/// Returns the forms for which one column keeps the lower limits and the other keeps the upper ones. With the least
/// values first, all of an interval keeps them; with the greatest first, each limit is kept by some of it.
pub(super) fn kept(limits: &Limits, from_below: &[f64], from_above: &[f64]) -> FormMask {
    let floors = [limits.at_least, limits.equals].into_iter().flatten();
    let ceilings = [limits.at_most, limits.equals].into_iter().flatten();
    let floors = floors.map(|floor| FormMask::at_least(from_below, floor));
    let ceilings = ceilings.map(|ceiling| FormMask::at_most(from_above, ceiling));
    let above = limits.above.map(|above| FormMask::above(from_below, above));
    let below = limits.below.map(|below| FormMask::below(from_above, below));
    floors.chain(ceilings).chain(above).chain(below).fold(FormMask::ALL, FormMask::and)
}

/// Returns the lesser of two numbers, neither NaN: one step, without the NaN check of `f64::min`.
fn lesser(one: f64, other: f64) -> f64 {
    if one < other { one } else { other }
}

/// Returns the greater of two numbers, neither NaN.
fn greater(one: f64, other: f64) -> f64 {
    if one > other { one } else { other }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::interval::Interval;

    const OPERATIONS: [Operation; 6] =
        [Operation::Add, Operation::Subtract, Operation::Multiply, Operation::Divide, Operation::Min, Operation::Max];

    /// Small and large intervals, one at the limit of `f64`, and one not known.
    fn intervals() -> Vec<Interval> {
        let ends = [
            (-2.0, -1.0),
            (-1.0, 3.0),
            (0.0, 0.0),
            (0.0, 5.0),
            (0.1, 0.7),
            (1e-300, 2.0),
            (-1e308, 1e308),
            (1e308, 1.5e308),
            (1e290, 1e300), // rounding counts in billionths on its way
        ];
        let known = ends.into_iter().map(|(low, high)| Interval::between(low, high));
        known.chain([Interval::NotKnown]).collect()
    }

    fn column(store: &Rc<ColumnPool>, values: &[Interval]) -> NumberColumn {
        let ends = |value: &Interval| value.ends().unwrap_or((-7.0, 7.0));
        let reach = values.iter().map(ends).fold(0.0, |reach: f64, (low, high)| reach.max(low.abs()).max(high.abs()));
        let filled = values.iter().map(ends).chain(std::iter::repeat((0.0, 0.0)));
        let mut known = FormMask::NONE;
        values.iter().enumerate().filter(|(_, value)| value.ends().is_some()).for_each(|(form, _)| known.set(form));
        NumberColumn::of(store, known, reach, filled)
    }

    #[track_caller]
    fn check(found: &NumberColumn, expected: &[Interval], what: &str) {
        for (form, value) in expected.iter().enumerate() {
            let bits = |ends: Option<(f64, f64)>| ends.map(|(low, high)| (low.to_bits(), high.to_bits()));
            assert_eq!(bits(found.at(form)), bits(value.ends()), "{what}: {:?} and {value:?}", found.at(form));
        }
    }

    #[test]
    fn two_steps_of_arithmetic_are_those_of_an_interval_also_beyond_what_a_number_holds() {
        let store = Rc::new(ColumnPool::default());
        let all = intervals();
        for (first, second) in OPERATIONS.iter().flat_map(|first| OPERATIONS.map(|second| (*first, second))) {
            for (a, b) in all.iter().flat_map(|a| all.iter().map(move |b| (*a, *b))) {
                let rights = column(&store, &all);
                let lefts = column(&store, &vec![a; all.len()]).apply(first, &column(&store, &vec![b; all.len()]));
                let expected: Vec<Interval> =
                    all.iter().map(|&c| second.applied(first.applied(a, b), c).rounded()).collect();
                let what = format!("{a:?} {first:?} {b:?} {second:?}");
                check(&lefts.apply(second, &rights).rounded(), &expected, &what);
            }
        }
    }

    #[test]
    fn what_counts_only_where_it_applies_is_nothing_or_itself_or_between() {
        let store = Rc::new(ColumnPool::default());
        let all = intervals();
        let settled = |truth: bool| TruthMask::constant(truth);
        let zero = Interval::point(0.0);
        let hulls: Vec<Interval> = all.iter().map(|&value| zero.hull(value).rounded()).collect();
        check(&column(&store, &all).counts_if(&settled(false)).rounded(), &vec![zero; all.len()], "fails");
        let same: Vec<Interval> = all.iter().map(|value| value.rounded()).collect();
        check(&column(&store, &all).counts_if(&settled(true)).rounded(), &same, "holds");
        check(&column(&store, &all).counts_if(&TruthMask::UNKNOWN).rounded(), &hulls, "not settled");
    }

    #[test]
    fn limits_are_kept_as_an_interval_keeps_them() {
        let store = Rc::new(ColumnPool::default());
        let limit = [None, Some(1.0), Some(2.0), Some(3.0)];
        let ends = (0..5).flat_map(|low| (low..5).map(move |high| Interval::between(f64::from(low), f64::from(high))));
        let all: Vec<Interval> = ends.chain([Interval::NotKnown]).collect();
        let numbers = column(&store, &all);
        for number in 0..4_usize.pow(5) {
            let pick = |place: u32| limit[number / 4_usize.pow(place) % 4];
            let limits =
                Limits { at_least: pick(0), above: pick(1), at_most: pick(2), below: pick(3), equals: pick(4) };
            let within = numbers.within(&limits);
            for (form, value) in all.iter().enumerate() {
                assert_eq!(within.at(form), value.within(&limits), "{value:?} within {limits:?}");
            }
        }
    }
}
