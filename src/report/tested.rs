//! The outcome of a rulebook's tests, written as text, JSON or `JUnit`; one format a file.

pub mod json;
pub mod junit;
pub mod text;

use crate::rule_tests::coverage::Coverage;
use crate::rule_tests::run::TestOutcome;
use crate::rulebook::Rulebook;
use crate::text::{SourceText, Span};

/// The outcome of a rulebook's tests.
#[derive(Clone, Copy, Debug)]
pub struct Tested<'a> {
    /// The rulebook.
    pub rulebook: &'a Rulebook,
    /// The text of the tests.
    pub source: &'a SourceText,
    /// The outcomes, in file order.
    pub outcomes: &'a [TestOutcome],
    /// The coverage; `None` if only some tests were run.
    pub coverage: Option<&'a Coverage>,
    /// The percentage required of each measure; `None` if none is required.
    pub least: Option<u8>,
}

impl Tested<'_> {
    /// Returns the number of failing tests.
    #[must_use]
    pub fn differing(&self) -> usize {
        self.outcomes.iter().filter(|outcome| !outcome.differences.is_empty()).count()
    }

    /// Returns whether every test, every entry of `cannot` and every measure is as expected.
    #[must_use]
    pub fn is_as_expected(&self) -> bool {
        let covered = self.coverage.is_none_or(|coverage| {
            coverage.reached_all_the_same.is_empty() && self.least.is_none_or(|least| coverage.is_at_least(least))
        });
        self.differing() == 0 && covered
    }

    /// Returns the line number of a place in the tests, counted from 1.
    fn line(&self, at: Span) -> usize {
        self.source.line_and_column(at.start).0
    }
}
