//! Writes the outcome of a rulebook's tests as one JSON document.

use std::io::{self, Write};

use serde::Serialize;

use super::Tested;
use crate::rule_tests::coverage::GoalName;
use crate::rule_tests::run::Difference;

#[derive(Serialize)]
struct TestReport<'a> {
    rulebook: TestedRulebook<'a>,
    tests: &'a str,
    as_expected: bool,
    count: usize,
    differing: usize,
    results: Vec<TestResult<'a>>,
    coverage: Option<Vec<MeasuredGoals>>,
    cannot_but_reached: Vec<GoalName>,
    min_coverage: Option<u8>,
}

#[derive(Serialize)]
struct TestedRulebook<'a> {
    id: &'a str,
    version: &'a str,
    sha256: &'a str,
}

#[derive(Serialize)]
struct TestResult<'a> {
    test: &'a str,
    line: usize,
    as_expected: bool,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    differences: &'a [Difference],
}

#[derive(Serialize)]
struct MeasuredGoals {
    #[serde(rename = "measure")]
    name: &'static str,
    reached: usize,
    of: usize,
    percent: usize,
    cannot: usize,
    not_shown: Vec<GoalName>,
}

/// Writes the document, indented.
///
/// # Errors
/// Returns the error of `out`.
pub fn write(tested: &Tested<'_>, out: &mut impl Write) -> io::Result<()> {
    let rulebook = tested.rulebook;
    let named = |goal: &crate::rule_tests::goal::Goal| goal.named(rulebook);
    let wrong = tested.coverage.map_or(&[][..], |coverage| &coverage.reached_all_the_same);
    let document = TestReport {
        rulebook: TestedRulebook { id: &rulebook.id, version: &rulebook.version, sha256: &rulebook.sha256 },
        tests: &tested.source.name,
        as_expected: tested.is_as_expected(),
        count: tested.outcomes.len(),
        differing: tested.differing(),
        results: tested
            .outcomes
            .iter()
            .map(|outcome| TestResult {
                test: &outcome.name,
                line: tested.line(outcome.at),
                as_expected: outcome.differences.is_empty(),
                differences: &outcome.differences,
            })
            .collect(),
        coverage: tested.coverage.map(|coverage| {
            let measure = |measured: &crate::rule_tests::coverage::Measured| MeasuredGoals {
                name: measured.measure.name(),
                reached: measured.reached,
                of: measured.goals,
                percent: measured.percent(),
                cannot: measured.cannot,
                not_shown: measured.open.iter().map(named).collect(),
            };
            coverage.measured.iter().map(measure).collect()
        }),
        cannot_but_reached: wrong.iter().map(|cannot| named(&cannot.goal)).collect(),
        min_coverage: tested.least,
    };
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}
