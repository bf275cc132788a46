//! Writes the outcome of a rulebook's tests as one JSON document.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::Tested;
use crate::rule_tests::coverage::Measured;
use crate::rule_tests::goal::Goal;
use crate::rule_tests::run::TestOutcome;

/// Writes the document, indented.
///
/// # Errors
/// Returns an error if `out` fails.
pub fn write(tested: &Tested<'_>, out: &mut impl Write) -> io::Result<()> {
    let rulebook = tested.rulebook;
    let name = |goal: &Goal| json!(goal.named(rulebook));
    let measure = |measured: &Measured| {
        json!({
            "measure": measured.measure.name(),
            "reached": measured.reached,
            "of": measured.goals,
            "percent": measured.percent(),
            "cannot": measured.cannot,
            "not_shown": measured.open.iter().map(name).collect::<Value>(),
        })
    };
    let coverage = tested.coverage.map(|coverage| coverage.measured.iter().map(measure).collect::<Value>());
    let wrong = tested.coverage.iter().flat_map(|coverage| &coverage.reached_all_the_same);
    let document = json!({
        "rulebook": { "id": rulebook.id, "version": rulebook.version, "sha256": rulebook.sha256 },
        "tests": tested.source.name,
        "as_expected": tested.is_as_expected(),
        "count": tested.outcomes.len(),
        "differing": tested.differing(),
        "results": tested.outcomes.iter().map(|outcome| result(tested, outcome)).collect::<Value>(),
        "coverage": coverage,
        "cannot_but_reached": wrong.map(|cannot| name(&cannot.goal)).collect::<Value>(),
        "min_coverage": tested.least,
    });
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// Returns the result of a test; `differences` is left out if the test holds.
fn result(tested: &Tested<'_>, outcome: &TestOutcome) -> Value {
    let TestOutcome { name, at, differences, .. } = outcome;
    let (line, as_expected) = (tested.line(*at), differences.is_empty());
    let mut result = json!({ "test": name, "line": line, "as_expected": as_expected });
    if !as_expected {
        result["differences"] = json!(differences);
    }
    result
}
