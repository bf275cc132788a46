//! Numbers in words: amounts with their unit, limits, and the intervals of scores.

use super::Phrase;
use super::list::joined;
use crate::answer::QuestionId;
use crate::decimal::{Decimal, PLACES};
use crate::interval::{AND_MORE, Interval};
use crate::rulebook::{Bounds, Node, ScoreId};

/// A function that puts words around a limit.
type Around<'w> = &'w dyn Fn(String) -> String;

impl Phrase<'_> {
    /// Words a number with its unit: "48 months", "1 month", "0.5 mg/day".
    #[must_use]
    pub fn amount(&self, number: Decimal, unit: Option<&str>) -> String {
        self.with_unit(&number.to_string(), unit)
    }

    /// Words a stretch of numbers: "-4 to 1 points".
    #[must_use]
    pub fn stretch(&self, question: QuestionId, low: Decimal, high: Decimal) -> String {
        let high = several(&high.to_string(), self.unit(question));
        self.ui.summary.settle.stretch(low, &high)
    }

    /// Words limits: "at least 6 months", "more than 50 %", "from 18 to 25".
    #[must_use]
    pub fn bounds(&self, bounds: &Bounds, unit: Option<&str>) -> String {
        let words = &self.ui.phrase;
        if let Bounds { at_least: Some(low), at_most: Some(high), above: None, below: None, equals: None } = bounds {
            return words.from_to(low, several(&high.to_string(), unit));
        }
        let limits: [(Around<'_>, Option<Decimal>); 5] = [
            (&|limit| words.at_least(limit), bounds.at_least),
            (&|limit| words.above(limit), bounds.above),
            (&|limit| words.at_most(limit), bounds.at_most),
            (&|limit| words.below(limit), bounds.below),
            (&|limit| words.equals(limit), bounds.equals),
        ];
        let mut limits: Vec<_> = limits.into_iter().filter_map(|(word, limit)| Some((word, limit?))).collect();
        let Some((word, last)) = limits.pop() else { return words.any_number.to_owned() };
        let last = word(self.amount(last, unit));
        let before = limits.into_iter().map(|(word, limit)| word(limit.to_string()));
        joined(before.chain([last]), self.and())
    }

    /// Words the interval of a score: "43.8 %", "between 2 and 4", "at least 40 MME/day", "not known".
    ///
    /// An interval as wide as without any answer says nothing: pass [`Interval::NotKnown`] instead.
    #[must_use]
    pub fn interval(&self, score: ScoreId, interval: Interval) -> String {
        let words = &self.ui.phrase;
        let unit = self.rulebook.scores[score].unit.as_deref();
        let Some((low, high)) = interval.ends() else { return self.ui.words.not_known.to_owned() };
        let (least, most) = (self.digits(score, low), self.digits(score, high));
        if high >= AND_MORE {
            words.at_least(self.with_unit(&least, unit))
        } else if least == most {
            self.with_unit(&least, unit)
        } else {
            words.between(&least, several(&most, unit))
        }
    }

    /// Returns a value of a score with its `decimals`, and as many more as keep it on its side of every limit.
    #[must_use]
    pub fn digits(&self, score: ScoreId, value: f64) -> String {
        let limits: Vec<f64> = self.rulebook.limits_on(Node::Score(score)).into_iter().map(Decimal::to_f64).collect();
        let same_side = |printed: f64| limits.iter().all(|limit| printed.total_cmp(limit) == value.total_cmp(limit));
        let exact = Decimal::from_f64(value);
        let decimals = self.rulebook.scores[score].decimals.unwrap_or(PLACES).min(PLACES);
        let short = (decimals..=PLACES).filter_map(|places| Some(exact?.rounded(places)));
        short.into_iter().find(|printed| same_side(printed.to_f64())).map_or_else(
            || format!("{value:.9}"), // nearer to a limit than six decimals can tell
            |printed| printed.to_string(),
        )
    }

    fn with_unit(&self, number: &str, unit: Option<&str>) -> String {
        match unit {
            None => number.to_owned(),
            Some(unit) => {
                let unit = if number == "1" { self.ui.phrase.one_of(unit) } else { unit };
                format!("{number} {unit}")
            }
        }
    }
}

/// Words the end of a stretch with its unit, which is never singular: "between 0 and 1 points".
fn several(number: &str, unit: Option<&str>) -> String {
    unit.map_or_else(|| number.to_owned(), |unit| [number, unit].join(" "))
}
