//! `candor rules test` and `candor rules show` on a small rulebook, and what the built-in rulebook is held to.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by failing")]

mod builtin;

use std::path::{Path, PathBuf};
use std::process::Output;

use candor::form::Form;
use candor::report::markdown;
use candor::report::tested::{Tested, json, junit, text};
use candor::report::text as summary_text;
use candor::rule_tests::coverage::Coverage;
use candor::rule_tests::goal::Goal;
use candor::rule_tests::run::{Runner, TestOutcome};
use candor::rule_tests::suggest::suggest;
use candor::rule_tests::tests::Tests;
use candor::rulebook::Rulebook;
use candor::screening::Screening;
use candor::screening::layout::summary_blocks;
use candor::screening::summary::Summary;
use candor::text::SourceText;
use candor::ui::Ui;
use candor::words::rulebook_document::rulebook_blocks;

use crate::program::{self, output};
use crate::support;

const FOLDER: &str = "tests/it/rules_test";

fn path(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join(name)
}

/// A file of the folder, under the name that stands in snapshots.
fn source(name: &str) -> SourceText {
    let text = std::fs::read_to_string(path(name)).unwrap_or_else(|failure| panic!("{name}: {failure}"));
    SourceText::new(name, text)
}

fn drawn(rulebook: &Rulebook, form: &Form) -> String {
    let ui = Ui::english();
    let summary = Summary::of(&Screening::new(rulebook, form), ui);
    let mut out = Vec::new();
    summary_text::write(&summary_blocks(&summary, ui), summary_text::Look { width: 120, bold: false }, &mut out)
        .unwrap();
    String::from_utf8(out).unwrap()
}

fn run(rulebook: &Rulebook, tests: &Tests) -> (Vec<TestOutcome>, Coverage) {
    let ui = Ui::english();
    let runner = Runner::new(rulebook, ui, &drawn);
    let outcomes: Vec<TestOutcome> = tests.cases.iter().map(|case| runner.run(case)).collect();
    let coverage = Coverage::of(rulebook, tests, &outcomes);
    (outcomes, coverage)
}

/// What is printed of tests of the small rulebook, in every format.
fn printed(tests: &str, least: Option<u8>) -> [String; 3] {
    let (rulebook, source) = (support::read(&source("small.yaml")), source(tests));
    let tests = Tests::read(&rulebook, &source).unwrap();
    let (outcomes, coverage) = run(&rulebook, &tests);
    let tested = Tested { rulebook: &rulebook, source: &source, outcomes: &outcomes, coverage: Some(&coverage), least };
    let [mut first, mut second, mut third] = [Vec::new(), Vec::new(), Vec::new()];
    text::write(&tested, 100, &mut first).unwrap();
    json::write(&tested, &mut second).unwrap();
    junit::write(&tested, &mut third).unwrap();
    [first, second, third].map(|out| String::from_utf8(out).unwrap())
}

#[test]
fn tests_that_hold_and_show_everything() {
    let [text, _, _] = printed("small.tests.yaml", Some(100));
    insta::assert_snapshot!("small_text", text);
}

#[test]
fn what_differs_is_shown_with_its_explanation() {
    let [text, json, junit] = printed("wrong.tests.yaml", Some(50));
    insta::assert_snapshot!("wrong_text", text);
    insta::assert_snapshot!("wrong_json", json);
    insta::assert_snapshot!("wrong_junit", junit);
}

#[test]
fn everything_that_is_wrong_with_a_tests_file_is_said_at_once() {
    let rulebook = support::read(&source("small.yaml"));
    let errors = Tests::read(&rulebook, &source("broken.tests.yaml")).unwrap_err();
    let listed: Vec<String> = errors.all().iter().map(ToString::to_string).collect();
    insta::assert_snapshot!("broken", listed.join("\n"));
}

/// The one error of a small tests file.
#[track_caller]
fn check_refused(tests: &str, expected: &str) {
    let rulebook = support::read(&source("small.yaml"));
    let source = SourceText::new("tests", tests);
    let errors = Tests::read(&rulebook, &source).unwrap_err();
    let listed: Vec<String> = errors.all().iter().map(ToString::to_string).collect();
    assert_eq!(listed.join("; "), expected, "{tests}");
}

#[test]
fn what_nobody_has_filled_in_is_refused_however_it_is_written() {
    check_refused(
        "tests: [{ test: a, expect: { mood_low: \"?\" } }]",
        "not filled in: what is expected of `mood_low`?",
    );
    check_refused(
        "tests:\n  - test: a\n    expect: { mood_low: ? }",
        "not filled in: what is expected of `this form`?",
    );
    check_refused("tests:\n  - test: a\n    expect: ?\n", "not filled in: what is expected of `this form`?");
    check_refused("tests: [{ test: a, asked: [\"?\"] }]", "not filled in: what is expected of `this form`?");
}

#[test]
fn what_is_no_tests_file_is_refused() {
    check_refused("", "missing key `tests`");
    check_refused("test: []", "missing key `tests`; unknown key `test`");
    check_refused("[]", "expected a map, found a list");
    check_refused("tests: {}", "expected a list of tests, found a map");
    check_refused("tests: []\ntests: []", "the key `tests` stands twice in the same map");
    check_refused("tests: [{ test: a, expect: {} }]", "the test `a` expects nothing");
}

#[test]
fn what_no_test_shows_is_suggested_and_left_to_a_person() {
    let rulebook = support::read(&source("small.yaml"));
    let suggested = suggest(&rulebook, &Goal::all(&rulebook));
    insta::assert_snapshot!("suggested", suggested);
    let refused = Tests::read(&rulebook, &SourceText::new("suggested", suggested)).unwrap_err();
    assert!(refused.all().iter().all(|error| error.to_string().starts_with("not filled in")), "{refused:?}");
}

/// Fills in each `?` with what the name of its test says is reached.
fn filled_in(suggested: &str) -> String {
    let mut name = ("", "");
    let mut filled = String::new();
    for line in suggested.lines() {
        if let Some(test) = line.trim().strip_prefix("- test: \"") {
            name = test.trim_end_matches('"').split_once(": ").unwrap();
        }
        let line = match (line.contains("\"?\""), name) {
            (false, _) => line.to_owned(),
            (true, (of, what @ ("asked" | "not_asked"))) => {
                format!("    {what}: [{}]", of.strip_prefix("question.").unwrap())
            }
            (true, (of, _)) if of.starts_with("question.") || of.starts_with("score.") => {
                "    expect: { mood_low: unknown }".to_owned() // what it expects does not matter for what it reaches
            }
            (true, (of, what)) => format!("    expect: {{ {of}: {what} }}"),
        };
        filled += &(line + "\n");
    }
    filled
}

#[test]
fn suggestions_reach_what_they_were_made_for() {
    let rulebook = support::read(&source("small.yaml"));
    let filled = filled_in(&suggest(&rulebook, &Goal::all(&rulebook)));
    let tests = Tests::read(&rulebook, &SourceText::new("filled in", filled)).unwrap();
    let (_, coverage) = run(&rulebook, &tests);
    let open: Vec<_> = coverage.measured.iter().flat_map(|measured| &measured.open).collect();
    let open: Vec<String> = open.into_iter().map(|goal| goal.what(&rulebook)).collect();
    assert_eq!(open, ["above 2"], "the one item has 2 points at most");
}

#[test]
fn a_rulebook_reads_as_a_document() {
    let source = source("small.yaml");
    let rulebook = support::read(&source);
    let document = rulebook_blocks(&rulebook, &source, Ui::english());
    let [mut first, mut second] = [Vec::new(), Vec::new()];
    summary_text::write(&document, summary_text::Look::default(), &mut first).unwrap();
    markdown::write(&document, &mut second).unwrap();
    insta::assert_snapshot!("shown_text", String::from_utf8(first).unwrap());
    insta::assert_snapshot!("shown_markdown", String::from_utf8(second).unwrap());
}

// ---------------------------------------------------------------------------------------------------------------------
// The command

fn candor(arguments: &[&str]) -> Output {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER);
    output(program::candor().env("LANG", "C.UTF-8").args(arguments).current_dir(folder), b"")
}

#[track_caller]
fn check_status(arguments: &[&str], expected: i32, says: &str) {
    let Output { status, stdout, stderr } = candor(arguments);
    let said = [stdout, stderr].map(|out| String::from_utf8(out).unwrap()).concat();
    assert_eq!(status.code(), Some(expected), "{arguments:?}\n{said}");
    assert!(said.contains(says), "{arguments:?} does not say {says:?}:\n{said}");
}

#[test]
fn the_status_says_how_the_tests_went() {
    check_status(&["rules", "test", "small.yaml"], 0, "all as expected");
    check_status(&["rules", "test", "--rules", "small.yaml"], 0, "all as expected");
    check_status(&["rules", "test", "small.yaml", "--min-coverage", "100"], 0, "100 %");
    check_status(
        &["rules", "test", "small.yaml", "--tests", "wrong.tests.yaml"],
        5,
        "Not as expected: a wrong standing",
    );
    check_status(&["rules", "test", "small.yaml", "--tests", "broken.tests.yaml"], 5, "unknown question `pain_bst`");
    check_status(&["rules", "test", "small.yaml", "--filter", "half"], 0, "was not measured");
    check_status(&["rules", "test", "small.yaml", "--filter", "half", "--min-coverage", "5"], 2, "cannot be used with");
    check_status(&["rules", "test", "small.yaml", "--min-coverage", "101"], 2, "101 is not in 0..=100");
    check_status(&["rules", "test", "small.tests.yaml"], 3, "unknown key");
    check_status(&["rules", "test", "nothing.yaml"], 1, "cannot read the rulebook");
    check_status(&["rules", "test", "small.yaml", "--tests", "nothing.yaml"], 1, "cannot read the tests");
    #[cfg(unix)] // nothing is read that has no end
    check_status(&["rules", "test", "small.yaml", "--tests", "/dev/zero"], 5, "longer than 4 MiB");
    check_status(&["rules", "show", "small.yaml"], 0, "A small rulebook");
}

#[test]
fn a_rulebook_without_tests_beside_it_is_told_where_they_lie() {
    let folder = tempfile::tempdir().unwrap();
    let alone = folder.path().join("alone.yaml");
    std::fs::copy(path("small.yaml"), &alone).unwrap();
    check_status(&["rules", "test", alone.to_str().unwrap()], 1, "tests lie beside their rulebook");
}

#[test]
fn coverage_below_what_was_asked_for_ends_with_status_5() {
    let folder = tempfile::tempdir().unwrap();
    let few = folder.path().join("few.yaml");
    std::fs::write(&few, "tests: [{ test: one, expect: { mood_low: unknown } }]\n").unwrap();
    let few = few.to_str().unwrap();
    check_status(&["rules", "test", "small.yaml", "--tests", few], 0, "1 test, all as expected");
    check_status(&["rules", "test", "small.yaml", "--tests", few, "--min-coverage", "0"], 0, "all as expected");
    check_status(&["rules", "test", "small.yaml", "--tests", few, "--min-coverage", "10"], 5, "Below 10 percent");
}

#[test]
fn suggestions_stand_alone_on_standard_output() {
    let folder = tempfile::tempdir().unwrap();
    let few = folder.path().join("few.yaml");
    std::fs::write(&few, "tests: [{ test: one, expect: { mood_low: unknown } }]\n").unwrap();
    let Output { stdout, stderr, .. } =
        candor(&["rules", "test", "small.yaml", "--tests", few.to_str().unwrap(), "--suggest"]);
    assert!(String::from_utf8(stdout).unwrap().starts_with("tests:\n"));
    assert!(String::from_utf8(stderr).unwrap().contains("1 test, all as expected"));
}
