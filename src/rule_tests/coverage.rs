//! How much of a rulebook its tests show, measure by measure.

use std::collections::HashSet;

use serde::Serialize;

use super::goal::{Goal, Measure};
use super::run::Outcome;
use super::tests::{Cannot, Tests};
use crate::rulebook::Rulebook;

/// How much of a rulebook its tests show.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Each measure, in the order of [`Measure::ALL`].
    pub measured: Vec<Measured>,
    /// Entries of `cannot` that some test reaches: they say something that is not so.
    pub reached_all_the_same: Vec<Cannot>,
}

/// One measure.
#[derive(Clone, Debug)]
pub struct Measured {
    /// Which.
    pub measure: Measure,
    /// Goals that some test reaches.
    pub reached: usize,
    /// Goals that can be reached: all but those under `cannot`.
    pub goals: usize,
    /// Goals under `cannot`.
    pub cannot: usize,
    /// Goals that no test reaches, in file order.
    pub open: Vec<Goal>,
}

/// A goal in the words of a tests file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Named {
    /// What it is about: `trial_relief`, `question.pathway`.
    pub of: String,
    /// What is to be seen of it: `not_met`, `option none`.
    pub what: String,
}

impl Coverage {
    /// What these outcomes of these tests show.
    #[must_use]
    pub fn of(rulebook: &Rulebook, tests: &Tests, outcomes: &[Outcome]) -> Coverage {
        let reached: HashSet<Goal> = outcomes.iter().flat_map(|outcome| outcome.reached.iter().copied()).collect();
        let cannot: HashSet<Goal> = tests.cannot.iter().map(|cannot| cannot.goal).collect();
        let all = Goal::all(rulebook);
        let measured = Measure::ALL.map(|measure| {
            let goals: Vec<Goal> = all.iter().copied().filter(|goal| goal.measure() == measure).collect();
            let can: Vec<Goal> = goals.iter().copied().filter(|goal| !cannot.contains(goal)).collect();
            let open: Vec<Goal> = can.iter().copied().filter(|goal| !reached.contains(goal)).collect();
            Measured {
                measure,
                reached: can.len() - open.len(),
                goals: can.len(),
                cannot: goals.len() - can.len(),
                open,
            }
        });
        let wrong = tests.cannot.iter().filter(|cannot| reached.contains(&cannot.goal));
        Coverage { measured: measured.into(), reached_all_the_same: wrong.cloned().collect() }
    }

    /// Whether each measure is at least so many percent (0 to 100).
    #[must_use]
    pub fn is_at_least(&self, percent: u8) -> bool {
        self.measured.iter().all(|measured| measured.is_at_least(percent))
    }
}

impl Measured {
    /// Whether it is at least so many percent (0 to 100); nothing to reach is all of it.
    #[must_use]
    pub fn is_at_least(&self, percent: u8) -> bool {
        self.reached * 100 >= self.goals * usize::from(percent)
    }

    /// In percent, rounded down: 100 is all.
    #[must_use]
    pub fn percent(&self) -> usize {
        (self.reached * 100).checked_div(self.goals).unwrap_or(100)
    }
}

impl Goal {
    /// In the words of a tests file.
    #[must_use]
    pub fn named(self, rulebook: &Rulebook) -> Named {
        Named { of: self.of(rulebook), what: self.what(rulebook) }
    }
}
