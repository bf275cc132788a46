//! Writes the outcome of a rulebook's tests as `JUnit` XML.

use std::io::{self, Write};

use quick_junit::{NonSuccessKind, Report, TestCase, TestCaseStatus, TestSuite};

use super::Tested;
use crate::rule_tests::coverage::{Coverage, Measured};
use crate::rule_tests::goal::Goal;
use crate::rule_tests::run::{Difference, TestOutcome};

/// Writes a suite of the tests and a suite of their coverage.
///
/// # Errors
/// Returns an error if `out` fails.
pub fn write(tested: &Tested<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut report = Report::new("candor rules test");
    report.add_test_suite(tests(tested));
    report.add_test_suites(tested.coverage.map(|coverage| measures(tested, coverage)));
    report.serialize(out).map_err(io::Error::other)
}

/// Returns a suite with a case for each test.
fn tests(tested: &Tested<'_>) -> TestSuite {
    let mut suite = TestSuite::new(format!("{} {}", tested.rulebook.id, tested.rulebook.version));
    suite.add_test_cases(tested.outcomes.iter().map(|outcome| test(tested, outcome)));
    suite
}

fn test(tested: &Tested<'_>, outcome: &TestOutcome) -> TestCase {
    let said = |one: &Difference| format!("{}: expected {}, found {}", one.what, one.expected, one.found);
    let differences: Vec<String> = outcome.differences.iter().map(said).collect();
    let explained = outcome.differences.iter().flat_map(|one| [said(one)].into_iter().chain(one.why.iter().cloned()));
    let message = (!differences.is_empty()).then(|| differences.join("; "));
    let mut case = case(&outcome.name, &tested.rulebook.id, message, &explained.collect::<Vec<_>>().join("\n"));
    case.extra.insert("file".into(), tested.source.name.as_str().into());
    case.extra.insert("line".into(), tested.line(outcome.at).to_string().into());
    case
}

/// Returns a suite with a case for each measure and a case for `cannot`.
fn measures(tested: &Tested<'_>, coverage: &Coverage) -> TestSuite {
    let line = |goal: &Goal| {
        let named = goal.named(tested.rulebook);
        format!("{}: {}", named.of, named.what)
    };
    let mut suite = TestSuite::new("coverage");
    for measured in &coverage.measured {
        let Measured { reached, goals, .. } = measured;
        let low = tested.least.is_some_and(|least| !measured.is_at_least(least));
        let message = low.then(|| format!("{reached} of {goals}, {} percent", measured.percent()));
        let open: Vec<String> = measured.open.iter().map(line).collect();
        suite.add_test_case(case(measured.measure.name(), "coverage", message, &open.join("\n")));
    }
    let wrong: Vec<String> = coverage.reached_all_the_same.iter().map(|cannot| line(&cannot.goal)).collect();
    let message = (!wrong.is_empty()).then(|| "a test shows what `cannot` says is never seen".to_owned());
    suite.add_test_case(case("cannot", "coverage", message, &wrong.join("\n")));
    suite
}

/// Returns a test case: a failure if there is a message, else a success.
fn case(name: &str, class: &str, message: Option<String>, text: &str) -> TestCase {
    let mut status = TestCaseStatus::success();
    if let Some(message) = message {
        status = TestCaseStatus::non_success(NonSuccessKind::Failure);
        status.set_message(message).set_type("not as expected").set_description(text);
    }
    let mut case = TestCase::new(name, status);
    case.set_classname(class);
    case
}
