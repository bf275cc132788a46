//! The share of a rulebook's goals that its tests reach, by measure.

use std::collections::HashSet;

use serde::Serialize;

use super::goal::{Goal, Measure};
use super::run::TestOutcome;
use super::tests::{Cannot, Tests};
use crate::rulebook::Rulebook;

/// The share of a rulebook's goals that its tests reach.
#[derive(Clone, Debug)]
pub struct Coverage {
    /// Each measure, in the order of [`Measure::ALL`].
    pub measured: Vec<Measured>,
    /// The entries of `cannot` that a test reaches, and are therefore wrong.
    pub reached_all_the_same: Vec<Cannot>,
}

/// The share of one measure's goals that the tests reach.
#[derive(Clone, Debug)]
pub struct Measured {
    /// The measure.
    pub measure: Measure,
    /// The number of goals that a test reaches.
    pub reached: usize,
    /// The number of goals that a form can reach: all but those under `cannot`.
    pub goals: usize,
    /// The number of goals under `cannot`.
    pub cannot: usize,
    /// The goals that no test reaches, in file order.
    pub open: Vec<Goal>,
}

/// A goal in the words of a tests file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GoalName {
    /// The name of the criterion, alert, question or score: `trial_relief`, `question.pathway`.
    pub of: String,
    /// The state to be reached: `not_met`, `option none`.
    pub what: String,
}

impl Coverage {
    /// Returns the coverage reached by these outcomes of the tests.
    #[must_use]
    pub fn of(rulebook: &Rulebook, tests: &Tests, outcomes: &[TestOutcome]) -> Coverage {
        let reached: HashSet<Goal> = outcomes.iter().flat_map(|outcome| outcome.reached.iter().copied()).collect();
        let cannot: HashSet<Goal> = tests.cannot.iter().map(|cannot| cannot.goal).collect();
        let measured = Measure::ALL.map(|measure| {
            let goals = measure.goals(rulebook);
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

    /// Returns whether each measure reaches a percentage (0 to 100).
    #[must_use]
    pub fn is_at_least(&self, percent: u8) -> bool {
        self.measured.iter().all(|measured| measured.is_at_least(percent))
    }
}

impl Measured {
    /// Returns whether the share reaches a percentage (0 to 100); a measure without goals reaches every one.
    #[must_use]
    pub fn is_at_least(&self, percent: u8) -> bool {
        self.reached * 100 >= self.goals * usize::from(percent)
    }

    /// Returns the share in percent, rounded down; a measure without goals has 100.
    #[must_use]
    pub fn percent(&self) -> usize {
        (self.reached * 100).checked_div(self.goals).unwrap_or(100)
    }
}

impl Goal {
    /// Returns the goal in the words of a tests file.
    #[must_use]
    pub fn named(self, rulebook: &Rulebook) -> GoalName {
        GoalName { of: self.of(rulebook), what: self.what(rulebook) }
    }
}
