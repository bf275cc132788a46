//! What became of a rulebook's tests, drawn: text, JSON, `JUnit`; one format a file.

pub mod json;
pub mod junit;
pub mod text;

use std::borrow::Cow;

use crate::rule_tests::coverage::Coverage;
use crate::rule_tests::run::Outcome;
use crate::rulebook::Rulebook;
use crate::text::{SourceText, Span};

/// What became of the tests of a rulebook.
#[derive(Clone, Copy, Debug)]
pub struct Tested<'a> {
    /// Which rulebook.
    pub rulebook: &'a Rulebook,
    /// The text of the tests.
    pub source: &'a SourceText,
    /// In file order.
    pub outcomes: &'a [Outcome],
    /// How much they show; not where only some tests were run.
    pub coverage: Option<&'a Coverage>,
    /// How many percent each measure has to reach, if that was asked for.
    pub least: Option<u8>,
}

impl Tested<'_> {
    /// Tests that do not hold.
    #[must_use]
    pub fn differing(&self) -> usize {
        self.outcomes.iter().filter(|outcome| !outcome.differences.is_empty()).count()
    }

    /// Whether everything is as it ought to be: each test, each entry of `cannot`, each measure that was asked for.
    #[must_use]
    pub fn is_as_expected(&self) -> bool {
        let covered = self.coverage.is_none_or(|coverage| {
            coverage.reached_all_the_same.is_empty() && self.least.is_none_or(|least| coverage.is_at_least(least))
        });
        self.differing() == 0 && covered
    }

    /// The line of a place in the tests, from 1.
    fn line(&self, at: Span) -> usize {
        self.source.line_and_column(at.start).0
    }
}

/// "1 test", "3 tests".
fn tests(count: usize) -> Cow<'static, str> {
    if count == 1 { "1 test".into() } else { format!("{count} tests").into() }
}
