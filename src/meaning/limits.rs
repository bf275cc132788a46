//! The limits that conditions and bands set on numbers.

use std::collections::BTreeSet;

use crate::decimal::Decimal;
use crate::interval::Limits;
use crate::rulebook::{Bounds, Condition, Node, Rulebook, ScoreId};

impl Rulebook {
    /// Returns every limit that a condition or a band sets on a number question or a score; ascending, each once.
    #[must_use]
    pub fn limits_on(&self, subject: Node) -> Vec<Decimal> {
        let mut limits = self.bounds_on(subject);
        if let Node::Score(score) = subject {
            limits.extend(self.scores[score].bands.iter().map(|band| band.from));
        }
        limits.into_iter().collect()
    }

    /// Returns the limits on a score and the edges between its bands, ascending;
    /// the start of the first band is no edge.
    #[must_use]
    pub fn edges_of(&self, score: ScoreId) -> Vec<Decimal> {
        let mut limits = self.bounds_on(Node::Score(score));
        limits.extend(self.scores[score].bands.iter().skip(1).map(|band| band.from));
        limits.into_iter().collect()
    }

    /// Returns the limits that conditions set on a subject.
    fn bounds_on(&self, subject: Node) -> BTreeSet<Decimal> {
        let mut bounds_on = BTreeSet::new();
        for condition in self.conditions() {
            condition.visit(&mut |part| match part {
                Condition::Number(_, bounds) | Condition::Score(_, bounds) if part.subject() == Some(subject) => {
                    bounds_on.extend(bounds.iter());
                }
                _ => {}
            });
        }
        bounds_on
    }
}

impl Bounds {
    /// Returns the limits that are set.
    pub fn iter(&self) -> impl Iterator<Item = Decimal> + use<> {
        [self.at_least, self.above, self.at_most, self.below, self.equals].into_iter().flatten()
    }

    /// Returns the limits as limits of a computed number.
    #[must_use]
    pub fn limits(&self) -> Limits {
        let number = |limit: Option<Decimal>| limit.map(Decimal::to_f64);
        Limits {
            at_least: number(self.at_least),
            above: number(self.above),
            at_most: number(self.at_most),
            below: number(self.below),
            equals: number(self.equals),
        }
    }

    /// Returns whether an answer keeps the limits; compared as the decimals they are.
    #[must_use]
    pub fn hold_for(&self, value: Decimal) -> bool {
        self.at_least.is_none_or(|limit| value >= limit)
            && self.above.is_none_or(|limit| value > limit)
            && self.at_most.is_none_or(|limit| value <= limit)
            && self.below.is_none_or(|limit| value < limit)
            && self.equals.is_none_or(|limit| value == limit)
    }
}
