//! What a condition, a score and a criterion mean: each line of the design's section 4 as a named test.
//!
//! The laws that hold for every rulebook are in `readings.rs`.
#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it expects")]

use candor::answer::Answers;
use candor::decimal::Decimal;
use candor::form::file::FormFile;
use candor::interval::Interval;
use candor::meaning::one::One;
use candor::meaning::why::Why;
use candor::meaning::{Meaning, read};
use candor::rulebook::Rulebook;
use candor::screening::Standing;
use candor::text::SourceText;
use candor::truth::Truth::{self, False, True, Unknown};

/// What all rulebooks below begin with.
const QUESTIONS: &str = r"
format: 1
id: small
version: 1.0.0
title: A small rulebook
intended_use: For tests alone.
sources:
  src: { title: A source, publisher: A publisher, year: 2024, read: primary, checked: 2026-01-01, review_by: 2027-01-01 }
sections:
  - id: first
    title: First
    questions:
      - { id: a, title: A, ask: A?, type: yes_no }
      - { id: b, title: B, ask: B?, type: yes_no }
      - { id: c, title: C, ask: C?, type: yes_no }
      - { id: trial, title: Trial, ask: Trial?, type: choice, options: { done: Done, early: Stopped early, no_trial: None } }
      - id: tried
        title: Tried
        ask: Tried?
        type: choices
        options: { pills: Pills, injections: Injections, surgery: Surgery, none: { label: None, exclusive: true } }
        for_each:
          - { id: outcome, title: Outcome, ask: How?, type: choice, options: { enough: Enough, some: Some, no_help: No help } }
          - { id: weeks, title: Weeks, ask: How long?, type: number, range: [0, 99], ask_when: { b: yes } }
      - { id: months, title: Months, ask: Months?, type: number, range: [0, 120] }
      - { id: dose, title: Dose, ask: Dose?, type: number, range: [0, 10], decimals: 1 }
      - { id: signed, title: Signed, ask: Signed?, type: number, range: [-2, 2] }
      - { id: notes, title: Notes, ask: Notes?, type: text }
      - { id: interest, title: Interest, ask: Interest?, type: choice, options: { d0: { label: Never, points: 0 }, d1: { label: Some, points: 1 }, d2: { label: Half, points: 2 }, d3: { label: Daily, points: 3 } } }
      - { id: mood, title: Mood, ask: Mood?, type: choice, options: { d0: { label: Never, points: 0 }, d1: { label: Some, points: 1 }, d2: { label: Half, points: 2 }, d3: { label: Daily, points: 3 } } }
      - { id: sleep, title: Sleep, ask: Sleep?, type: choice, options: { d0: { label: Never, points: 0 }, d1: { label: Some, points: 1 }, d2: { label: Half, points: 2 }, d3: { label: Daily, points: 3 } } }
      - { id: drops, title: Drops, ask: Drops?, type: number, range: [0, 10], ask_when: { a: yes } }
      - { id: patch, title: Patch, ask: Patch?, type: number, range: [2, 5], ask_when: { b: yes } }
      - { id: device, title: Device, ask: Device?, type: choices, options: { pump: Pump, wire: Wire, none: { label: None, exclusive: true } }, ask_when: { a: yes } }
  - id: second
    title: Second
    ask_when: { a: yes }
    questions:
      - { id: inner, title: Inner, ask: Inner?, type: yes_no, ask_when: { b: yes } }
";

fn rulebook(rest: &str) -> Rulebook {
    let criteria = if rest.contains("criteria:") {
        ""
    } else {
        "criteria: [{ id: some, kind: risk, title: Some, when: { a: yes }, sources: [src] }]"
    };
    let text = format!("{QUESTIONS}\n{rest}\n{criteria}\n");
    let read = Rulebook::read(&SourceText::new("small.yaml", text));
    read.map_err(|errors| format!("{:?}", miette::Report::new(errors))).unwrap()
}

fn answers(rulebook: &Rulebook, written: &str) -> Answers {
    let text = format!("form: 1\nanswers: {{ {written} }}");
    let file = FormFile::read(&SourceText::new(String::new(), text)).unwrap();
    file.bind(rulebook, jiff::civil::date(2026, 11, 20)).unwrap().answers
}

fn meaning<'a>(rulebook: &'a Rulebook, answers: &'a Answers) -> Meaning<One<'a>> {
    read(rulebook, &mut One::new(rulebook, answers))
}

/// Whether a condition holds for these answers.
#[track_caller]
fn check(when: &str, written: &str, expected: Truth) {
    let rulebook = rulebook(&format!("facts: {{ it: {{ title: it, when: {when} }} }}"));
    let answers = answers(&rulebook, written);
    assert_eq!(meaning(&rulebook, &answers).facts.raw, [expected], "{when} with {written}");
}

/// What a score is: `3`, `0..3` or `not known`, with `, does not apply` or `, may apply` where that is so.
#[track_caller]
fn check_score(score: &str, written: &str, expected: &str) {
    let rulebook = rulebook(&format!("scores: [{{ id: it, title: It, sources: [src], {score} }}]"));
    let answers = answers(&rulebook, written);
    let scored = meaning(&rulebook, &answers).scores.raw.remove(0);
    let value = match scored.value {
        Interval::NotKnown => "not known".to_owned(),
        Interval::Between { low, high } if low.total_cmp(&high).is_eq() => low.to_string(),
        Interval::Between { low, high } => format!("{low}..{high}"),
    };
    let applies = match scored.applies {
        True => "",
        False => ", does not apply",
        Unknown => ", may apply",
    };
    assert_eq!(value + applies, expected, "{score} with {written}");
}

/// Whether a test on a score, or on its bands, holds.
#[track_caller]
fn check_on_score(score: &str, test: &str, written: &str, expected: Truth) {
    let rulebook = rulebook(&format!(
        "scores: [{{ id: score, title: It, sources: [src], {score} }}]\nfacts: {{ it: {{ title: it, when: {{ score: {test} }} }} }}"
    ));
    let answers = answers(&rulebook, written);
    assert_eq!(meaning(&rulebook, &answers).facts.raw, [expected], "{test} on {score} with {written}");
}

// Truth is True, False, Unknown; all, any, not, count are Kleene.

#[test]
fn what_the_operands_settle_is_settled_whatever_else_is_missing_in_any_order() {
    for order in ["[{ a: yes }, { b: yes }, { c: yes }]", "[{ c: yes }, { a: yes }, { b: yes }]"] {
        check(&format!("{{ all: {order} }}"), "a: no", False);
        check(&format!("{{ all: {order} }}"), "a: yes, b: yes", Unknown);
        check(&format!("{{ all: {order} }}"), "a: yes, b: yes, c: yes", True);
        check(&format!("{{ any: {order} }}"), "b: yes", True);
        check(&format!("{{ any: {order} }}"), "a: no, b: no", Unknown);
        check(&format!("{{ any: {order} }}"), "a: no, b: no, c: no", False);
        check(&format!("{{ count: {{ of: {order}, at_least: 2 }} }}"), "a: yes, c: yes", True);
        check(&format!("{{ count: {{ of: {order}, at_least: 2 }} }}"), "a: yes, c: no", Unknown);
        check(&format!("{{ count: {{ of: {order}, at_least: 2 }} }}"), "a: no, c: no", False);
    }
    check("{ not: { a: yes } }", "a: yes", False);
    check("{ not: { a: yes } }", "a: no", True);
    check("{ not: { a: yes } }", "", Unknown);
}

#[test]
fn at_most_is_the_not_of_at_least_one_more() {
    let of = "of: [{ a: yes }, { b: yes }, { c: yes }]";
    check(&format!("{{ count: {{ {of}, at_most: 1 }} }}"), "a: yes, b: no, c: no", True);
    check(&format!("{{ count: {{ {of}, at_most: 1 }} }}"), "a: no, b: no", True);
    check(&format!("{{ count: {{ {of}, at_most: 1 }} }}"), "a: yes, b: no", Unknown);
    check(&format!("{{ count: {{ {of}, at_most: 1 }} }}"), "a: yes, b: yes", False);
    check(&format!("{{ count: {{ {of}, at_least: 1, at_most: 2 }} }}"), "a: yes, b: no", True);
    check(&format!("{{ count: {{ {of}, at_least: 1, at_most: 2 }} }}"), "a: yes, b: yes, c: yes", False);
}

#[test]
fn operands_are_read_one_by_one() {
    let either_way = "{ any: [{ a: yes }, { not: { a: yes } }] }";
    check(either_way, "", Unknown); // not settled by these answers; never "both are possible"
    check(either_way, "a: yes", True);
    check(either_way, "a: no", True);
}

#[test]
fn a_pattern_counts_the_test_on_each_child() {
    let failed = "{ count: { of: tried.*.outcome, is: [some, no_help], at_least: 2 } }";
    let both = "tried: [pills, injections], tried.pills.outcome: some";
    check(failed, &format!("{both}, tried.injections.outcome: no_help"), True);
    check(failed, &format!("{both}, tried.injections.outcome: enough"), False);
    check(failed, both, Unknown);
    check(failed, "tried: pills, tried.pills.outcome: some", False);
    check(failed, "tried: none", False);
    check(failed, "", Unknown);
}

// A question applies when its section's `ask_when`, its own, and its parent's answer say so.

#[track_caller]
fn check_applies(question: &str, written: &str, expected: Truth) {
    let rulebook = rulebook("");
    let answers = answers(&rulebook, written);
    let question = rulebook.question_named(question).unwrap();
    assert_eq!(meaning(&rulebook, &answers).asked[question], expected, "{written}");
}

#[test]
fn a_question_applies_when_its_section_and_itself_and_its_parent_say_so() {
    check_applies("a", "", True);
    check_applies("inner", "a: yes, b: yes", True);
    check_applies("inner", "a: no", False);
    check_applies("inner", "b: no", False);
    check_applies("inner", "a: yes", Unknown);
    check_applies("tried.pills.outcome", "tried: [pills, surgery]", True);
    check_applies("tried.pills.outcome", "tried: surgery", False);
    check_applies("tried.pills.outcome", "tried: none", False);
    check_applies("tried.pills.outcome", "tried: declined", Unknown);
    check_applies("tried.pills.weeks", "tried: pills", Unknown);
    check_applies("tried.pills.weeks", "tried: pills, b: yes", True);
    check_applies("tried.pills.weeks", "b: no", False);
}

#[test]
fn a_test_on_a_question_is_applies_and_the_answer_satisfies_it() {
    check("{ inner: yes }", "a: yes, b: yes, inner: yes", True);
    check("{ inner: yes }", "a: yes, b: yes, inner: no", False);
    check("{ inner: yes }", "a: yes, b: yes", Unknown);
}

#[test]
fn a_question_that_does_not_apply_makes_every_test_false() {
    for test in [
        "{ device: pump }",
        "{ device: { none_of: [pump] } }",
        "{ device: { only: [pump, wire] } }",
        "{ device: missing }",
        "{ device: answered }",
    ] {
        check(test, "a: no", False);
        check(&format!("{{ not: {test} }}"), "a: no", True);
    }
    check("{ drops: { at_least: 0 } }", "a: no", False);
}

// Tests on answers.

#[test]
fn a_choice_is_one_of_these() {
    check("{ trial: done }", "trial: done", True);
    check("{ trial: [done, early] }", "trial: early", True);
    check("{ trial: [done, early] }", "trial: no_trial", False);
}

#[test]
fn choices_are_tested_by_what_they_name() {
    check("{ tried: [pills, surgery] }", "tried: [surgery, injections]", True);
    check("{ tried: [pills, surgery] }", "tried: injections", False);
    check("{ tried: { all_of: [pills, surgery] } }", "tried: [pills, surgery, injections]", True);
    check("{ tried: { all_of: [pills, surgery] } }", "tried: pills", False);
    check("{ tried: { none_of: [pills] } }", "tried: surgery", True);
    check("{ tried: { none_of: [pills] } }", "tried: [surgery, pills]", False);
    check("{ tried: { only: [pills, surgery] } }", "tried: pills", True);
    check("{ tried: { only: [pills, surgery] } }", "tried: [pills, injections]", False);
}

#[test]
fn a_limit_includes_its_own_value_as_it_says() {
    check("{ months: { at_least: 6 } }", "months: 5", False);
    check("{ months: { at_least: 6 } }", "months: 6", True);
    check("{ months: { above: 6 } }", "months: 6", False);
    check("{ months: { above: 6 } }", "months: 7", True);
    check("{ months: { at_most: 6 } }", "months: 6", True);
    check("{ months: { at_most: 6 } }", "months: 7", False);
    check("{ months: { below: 6 } }", "months: 5", True);
    check("{ months: { below: 6 } }", "months: 6", False);
    check("{ months: { equals: 6 } }", "months: 6", True);
    check("{ months: { equals: 6 } }", "months: 7", False);
    check("{ months: { at_least: 6, below: 12 } }", "months: 6", True);
    check("{ months: { at_least: 6, below: 12 } }", "months: 12", False);
}

#[test]
fn answers_compare_as_the_decimals_they_are() {
    check("{ dose: { at_least: 7.2 } }", "dose: 7.2", True);
    check("{ dose: { above: 7.2 } }", "dose: 7.2", False);
    check("{ dose: { equals: 0.3 } }", "dose: 0.3", True);
}

// Missing answers.

#[test]
fn a_missing_answer_makes_every_other_test_unknown_even_one_that_all_answers_satisfy() {
    for reason in ["", "unanswered", "unknown", "declined", "not_applicable", "unreadable"] {
        let given = |question: &str| if reason.is_empty() { String::new() } else { format!("{question}: {reason}") };
        check("{ a: [yes, no] }", &given("a"), Unknown);
        check("{ months: { at_least: 0 } }", &given("months"), Unknown);
        check("{ tried: { none_of: [pills] } }", &given("tried"), Unknown);
        check("{ tried: { only: [pills, injections, surgery, none] } }", &given("tried"), Unknown);
    }
}

#[test]
fn answered_and_missing_are_settled_as_soon_as_it_is_known_whether_the_question_applies() {
    for reason in ["unanswered", "unknown", "declined", "not_applicable", "unreadable"] {
        check("{ notes: missing }", &format!("notes: {reason}"), True);
        check("{ notes: answered }", &format!("notes: {reason}"), False);
    }
    check("{ notes: missing }", "notes: told", False);
    check("{ notes: answered }", "notes: told", True);
    check("{ drops: missing }", "a: yes", True);
    check("{ drops: missing }", "", Unknown);
    check("{ drops: answered }", "a: yes, drops: 3", True);
    check("{ drops: answered }", "drops: 3", Unknown);
    check("{ drops: answered }", "a: no, drops: 3", False);
}

#[test]
fn only_a_test_that_looks_at_gaps_turns_when_one_is_filled() {
    check("{ all: [{ notes: missing }, { a: yes }] }", "a: yes", True);
    check("{ all: [{ notes: missing }, { a: yes }] }", "a: yes, notes: told", False);
}

// Facts.

#[test]
fn a_fact_always_applies_and_no_is_its_not() {
    let rulebook = rulebook(
        "facts: { f: { title: f, when: { drops: { above: 3 } } }, no_f: { title: no, when: { f: no } }, same: { title: same, when: { f: yes } } }",
    );
    for (written, [f, no_f, same]) in [
        ("a: yes, drops: 4", [True, False, True]),
        ("a: yes, drops: 3", [False, True, False]),
        ("a: yes", [Unknown, Unknown, Unknown]),
        ("a: no, drops: 4", [False, True, False]),
    ] {
        assert_eq!(meaning(&rulebook, &answers(&rulebook, written)).facts.raw, [f, no_f, same], "{written}");
    }
}

// Answers set aside.

#[test]
fn an_answer_on_a_question_that_does_not_apply_is_not_evaluated() {
    check("{ drops: { at_least: 3 } }", "a: no, drops: 9", False);
    check("{ not: { drops: { at_least: 3 } } }", "a: no, drops: 9", True);
    check_score("value: { sum: [drops, months] }", "a: no, drops: 9, months: 1", "1");
}

#[test]
fn while_it_may_apply_an_answer_can_give_false_or_unknown_but_not_true() {
    check("{ drops: { at_least: 3 } }", "drops: 9", Unknown);
    check("{ drops: { at_least: 3 } }", "drops: 2", False);
    check("{ drops: { at_least: 3 } }", "", Unknown);
}

// Scores.

#[test]
fn an_answered_input_is_a_point_and_a_missing_one_all_that_it_could_be() {
    check_score("value: { sum: [months] }", "months: 7", "7");
    check_score("value: { sum: [months] }", "", "0..120");
    check_score("value: { sum: [signed, dose] }", "dose: 0.5", "-1.5..2.5");
    check_score("value: { points: [interest, mood] }", "interest: d1", "1..4");
    check_score("value: { points: [interest, mood] }", "interest: d1, mood: d3", "4");
}

#[test]
fn in_sums_an_input_that_does_not_apply_adds_0_and_one_that_may_apply_anything_up_to_its_value() {
    check_score("value: { sum: [patch, months] }", "b: no, patch: 4, months: 1", "1");
    check_score("value: { sum: [patch, months] }", "patch: 4, months: 1", "1..5");
    check_score("value: { sum: [patch, months] }", "months: 1", "1..6");
    check_score("value: { sum: [patch, months] }", "b: yes, months: 1", "3..6");
    check_score("value: { weighted: { patch: 2, drops: -1.5 } }", "patch: 3, drops: 2", "-3..6, may apply");
    check_score("value: { weighted: { patch: 2, drops: -1.5 } }", "b: yes, patch: 3, a: no", "6");
}

#[test]
fn a_sum_applies_if_any_input_does_and_every_other_formula_if_all_do() {
    check_score("value: { sum: [drops, patch] }", "a: no, b: no", "0, does not apply");
    check_score("value: { sum: [drops, patch] }", "a: yes, drops: 1, b: no", "1");
    check_score("value: { sum: [drops, patch] }", "a: no", "0..5, may apply");
    for formula in ["mean", "min", "max", "add", "multiply", "subtract", "divide"] {
        let score = format!("value: {{ {formula}: [drops, patch] }}");
        check_applies_score(&score, "a: yes, drops: 2, b: yes, patch: 2", True);
        check_applies_score(&score, "a: yes, drops: 2, b: no", False);
        check_applies_score(&score, "a: yes, drops: 2", Unknown);
    }
    check_applies_score("value: { percent_drop: { from: patch, to: drops } }", "a: no, b: yes", False);
}

#[track_caller]
fn check_applies_score(score: &str, written: &str, expected: Truth) {
    let rulebook = rulebook(&format!("scores: [{{ id: it, title: It, sources: [src], {score} }}]"));
    let answers = answers(&rulebook, written);
    assert_eq!(meaning(&rulebook, &answers).scores.raw[0].applies, expected, "{score} with {written}");
}

#[test]
fn a_number_alone_never_makes_a_score_apply() {
    check_score("value: { sum: [drops, 3] }", "a: no", "3, does not apply");
    check_score("value: { sum: [drops, 3] }", "a: yes, drops: 1", "4");
    check_score("value: { sum: [drops, { multiply: [2, 3] }] }", "a: no", "6, does not apply");
    check_score("value: { add: [drops, 3] }", "a: yes, drops: 1", "4");
}

#[test]
fn formulas_compute_what_they_say() {
    let given = "a: yes, drops: 8, b: yes, patch: 2, months: 5";
    for (formula, value) in [
        ("sum: [drops, patch]", "10"),
        ("mean: [drops, patch, months]", "5"),
        ("min: [drops, patch]", "2"),
        ("max: [drops, patch]", "8"),
        ("add: [drops, { multiply: [patch, 3] }]", "14"),
        ("multiply: [drops, patch]", "16"),
        ("subtract: [patch, drops]", "-6"),
        ("divide: [drops, patch]", "4"),
        ("percent_drop: { from: drops, to: patch }", "75"),
        ("weighted: { drops: 1.5, patch: -2 }", "8"),
    ] {
        check_score(&format!("value: {{ {formula} }}"), given, value);
    }
}

#[test]
fn formulas_over_intervals_hold_all_that_may_be() {
    for (formula, interval) in [
        ("mean: [signed, months]", "-1..1"),
        ("min: [signed, months]", "-2..0"),
        ("max: [signed, months]", "0..2"),
        ("subtract: [months, signed]", "-2..2"),
        ("multiply: [signed, 3]", "-6..6"),
    ] {
        check_score(&format!("value: {{ {formula} }}"), "months: 0", interval);
    }
    check_score("value: { percent_drop: { from: dose, to: months } }", "dose: 8, months: 2", "75");
    check_score("value: { percent_drop: { from: dose, to: signed } }", "dose: 4", "50..150");
}

#[test]
fn a_test_on_a_score_is_applies_and_the_interval_satisfies_it() {
    let sum = "value: { sum: [months, dose] }";
    check_on_score(sum, "{ at_least: 5 }", "months: 5", True);
    check_on_score(sum, "{ at_least: 6 }", "months: 5", Unknown);
    check_on_score(sum, "{ above: 15 }", "months: 5", False);
    check_on_score(sum, "{ at_most: 15 }", "months: 5", True);
    check_on_score("value: { sum: [drops] }", "{ at_least: 0 }", "a: no", False);
    check_on_score("value: { sum: [drops] }", "{ at_least: 0 }", "", Unknown);
    check_on_score("value: { sum: [drops] }", "{ above: 10 }", "", False);
}

#[test]
fn a_list_of_bands_is_true_if_every_band_touched_is_listed_and_false_if_none_is() {
    let score = "value: { points: [interest, mood] }, bands: [{ from: 0, is: low, label: low }, { from: 3, is: mid, label: mid }, { from: 5, is: high, label: high }]";
    check_on_score(score, "high", "interest: d3, mood: d3", True);
    check_on_score(score, "mid", "interest: d3, mood: d0", True); // a band begins with its own value
    check_on_score(score, "low", "interest: d3, mood: d0", False);
    check_on_score(score, "low", "interest: d0", Unknown);
    check_on_score(score, "[low, mid]", "interest: d0", True);
    check_on_score(score, "high", "interest: d0", False);
    check_on_score(score, "[mid, high]", "interest: d3", True);
    check_on_score(score, "[low, high]", "interest: d1", Unknown);
}

#[test]
fn a_screen_with_blank_items_can_still_be_certainly_positive() {
    let phq2 = "value: { points: [interest, mood] }";
    check_score(phq2, "interest: d3", "3..6");
    check_on_score(phq2, "{ at_least: 3 }", "interest: d3", True);
    check_score(phq2, "mood: d0", "0..3");
    check_on_score(phq2, "{ at_least: 3 }", "mood: d0", Unknown);
    check_on_score("value: { points: [interest, mood, sleep] }", "{ at_least: 3 }", "sleep: d3, mood: declined", True);
}

#[test]
fn a_count_adds_1_for_each_that_holds_and_up_to_1_for_each_not_settled() {
    let count = "value: { count: { of: [{ a: yes }, { b: yes }, { c: yes }] } }";
    check_score(count, "a: yes, b: no, c: yes", "2");
    check_score(count, "a: yes, b: no", "1..2");
    check_score(count, "", "0..3");
    check_score("value: { count: { of: tried.*.outcome, is: enough } }", "tried: none", "0");
    check_score("value: { count: { of: tried.*.outcome, is: enough } }", "tried: [pills, surgery]", "0..2");
}

#[test]
fn a_score_can_look_at_another() {
    let rulebook = rulebook(
        "scores: [{ id: low, title: Low, sources: [src], value: { sum: [drops, patch] } }, { id: high, title: High, sources: [src], value: { weighted: { low: 2, months: 1 } } }]",
    );
    let high = |written: &str| meaning(&rulebook, &answers(&rulebook, written)).scores.raw[1].value;
    assert_eq!(high("a: yes, drops: 2, b: no, months: 1"), Interval::point(5.0));
    assert_eq!(high("a: no, b: no, months: 1"), Interval::point(1.0), "one that does not apply adds 0");
    assert_eq!(high("a: no, patch: 5, months: 1"), Interval::between(1.0, 11.0));
}

/// Reads two scores, and tells what the second is.
#[track_caller]
fn check_over(first: &str, second: &str, written: &str, expected: &str) {
    let rulebook = rulebook(&format!(
        "scores: [{{ id: first, title: First, sources: [src], value: {first} }}, {{ id: second, title: Second, sources: [src], value: {second} }}]"
    ));
    let answers = answers(&rulebook, written);
    let found = match meaning(&rulebook, &answers).scores.raw[1].value.ends() {
        None => "not known".to_owned(),
        #[expect(clippy::float_cmp, reason = "a point has the same number at both ends, to the bit")]
        Some((low, high)) if low == high => low.to_string(),
        Some((low, high)) => format!("{low}..{high}"),
    };
    assert_eq!(found, expected, "{second} over {first} with {written}");
}

#[test]
fn a_score_over_a_score_is_computed_in_full_precision() {
    let third = "{ divide: [{ add: [months, 1] }, 3] }";
    check_over(third, "{ multiply: [first, 3] }", "months: 0", "1");
    check_over(third, "{ sum: [first, first, first] }", "months: 1", "2");
    check_over(third, "{ divide: [1, first] }", "months: 0", "3");
    check_over(third, "{ divide: [first, first] }", "months: 6", "1");
    check_over(third, "{ weighted: { first: 3000 } }", "months: 0", "1000");
    check_over(third, "{ percent_drop: { from: first, to: 1 } }", "months: 9", "70");
    check_over("{ mean: [months, months, 1] }", "{ subtract: [{ multiply: [first, 3] }, 1] }", "months: 2", "4");
}

#[test]
fn a_test_on_a_score_over_a_score_looks_at_nine_places() {
    let rulebook = rulebook(
        "scores: [{ id: first, title: First, sources: [src], value: { divide: [months, 3] } }, { id: second, title: Second, sources: [src], value: { multiply: [first, 3] } }]\ncriteria: [{ id: k, kind: risk, title: K, when: { second: { at_least: 1 } }, sources: [src] }]",
    );
    let answers = answers(&rulebook, "months: 1");
    assert_eq!(meaning(&rulebook, &answers).criteria.raw[0].when, True);
}

#[test]
fn a_divisor_is_0_where_its_nine_places_are() {
    check_over(
        "{ subtract: [{ sum: [0.1, 0.2, drops] }, 0.3] }",
        "{ divide: [months, first] }",
        "a: yes, drops: 0, months: 1",
        "not known",
    );
    check_score(
        "value: { divide: [months, { subtract: [{ add: [0.1, 0.2, dose] }, 0.3] }] }",
        "dose: 0, months: 1",
        "not known",
    );
    check_score(
        "value: { percent_drop: { from: { subtract: [{ add: [0.1, 0.2, dose] }, 0.3] }, to: months } }",
        "dose: 0, months: 1",
        "not known",
    );
}

// Not known.

#[test]
fn division_by_an_interval_that_contains_0_is_not_known() {
    check_score("value: { divide: [months, dose] }", "months: 3", "not known");
    check_score("value: { divide: [months, signed] }", "months: 3", "not known");
    check_score("value: { divide: [months, dose] }", "months: 3, dose: 0", "not known");
    check_score("value: { divide: [months, dose] }", "months: 3, dose: 0.5", "6");
    check_score("value: { divide: [dose, patch] }", "dose: 10, b: yes", "2..5");
    check_score("value: { percent_drop: { from: dose, to: months } }", "dose: 0, months: 0", "not known");
}

#[test]
fn any_formula_over_not_known_is_not_known() {
    let nested = "{ divide: [months, dose] }";
    for formula in [
        format!("sum: [{nested}, 1]"),
        format!("mean: [{nested}, 1]"),
        format!("min: [{nested}, 1]"),
        format!("max: [{nested}, 1]"),
        format!("multiply: [{nested}, 0]"),
        format!("subtract: [1, {nested}]"),
        format!("divide: [{nested}, 2]"),
    ] {
        check_score(&format!("value: {{ {formula} }}"), "months: 3, dose: 0", "not known");
    }
}

#[test]
fn an_input_that_is_not_known_and_does_not_apply_still_adds_0() {
    check_score("value: { sum: [{ divide: [months, drops] }, dose] }", "a: no, months: 3, dose: 1", "1");
    check_score("value: { sum: [{ divide: [months, drops] }, dose] }", "a: yes, months: 3, dose: 1", "not known");
    check_score("value: { sum: [{ divide: [months, drops] }, dose] }", "months: 3, dose: 1", "not known");
}

#[test]
fn every_test_on_not_known_is_unknown() {
    let score = "value: { divide: [months, dose] }, bands: [{ from: 0, is: low, label: low }]";
    check_on_score(score, "{ at_least: 0 }", "months: 3, dose: 0", Unknown);
    check_on_score(score, "low", "months: 3, dose: 0", Unknown);
}

// Rounding.

#[test]
fn scores_are_rounded_to_nine_places_and_never_minus_0() {
    check_score("value: { sum: [0.1, 0.2, dose] }", "dose: 0", "0.3");
    check_on_score("value: { sum: [0.1, 0.2, dose] }", "{ equals: 0.3 }", "dose: 0", True);
    check_score("value: { divide: [months, 3] }", "months: 2", "0.666666667");
    check_score("value: { multiply: [months, -1] }", "months: 0", "0");
    check_on_score(
        "value: { percent_drop: { from: dose, to: drops } }",
        "{ at_least: 50 }",
        "a: yes, dose: 2, drops: 1",
        True,
    );
    check_on_score(
        "value: { percent_drop: { from: dose, to: drops } }",
        "{ above: 50 }",
        "a: yes, dose: 2, drops: 1",
        False,
    );
}

// `missing: strict` and `prorate`.

#[test]
fn strict_any_input_that_applies_or_may_apply_and_is_missing_makes_the_score_not_known() {
    let strict = "value: { sum: [drops, months] }, missing: strict";
    check_score(strict, "a: yes, drops: 1, months: 2", "3");
    check_score(strict, "a: yes, months: 2", "not known");
    check_score(strict, "months: 2", "not known");
    check_score(strict, "drops: 1, months: 2", "2..3");
    check_score(strict, "a: no, months: 2", "2");
    check_score(strict, "a: no", "not known");
    check_score("value: { count: { of: [{ a: yes }, { b: yes }] } }, missing: strict", "a: yes", "not known");
    check_score("value: { count: { of: [{ a: yes }, { b: yes }] } }, missing: strict", "a: yes, b: no", "1");
    check_score("value: { sum: [{ mean: [drops, months] }, dose] }, missing: strict", "a: no, dose: 1", "1");
}

#[test]
fn prorate_counts_each_missing_item_as_the_mean_of_the_answered_ones() {
    let source = "source: src";
    let sum =
        format!("value: {{ points: [interest, mood, sleep] }}, missing: {{ prorate: {{ at_most: 1 }}, {source} }}");
    check_score(&sum, "interest: d1, mood: d2, sleep: d3", "6");
    check_score(&sum, "interest: d1, mood: d2", "4.5");
    check_score(&sum, "interest: d1", "not known");
    check_score(&sum, "", "not known");
    let mean = format!("value: {{ mean: [months, dose, signed] }}, missing: {{ prorate: {{ at_most: 2 }}, {source} }}");
    check_score(&mean, "months: 4, dose: 3, signed: 2", "3");
    check_score(&mean, "months: 4, dose: 1", "2.5");
    check_score(&mean, "months: 4", "4");
    check_score(&mean, "", "not known");
}

#[test]
fn prorate_needs_to_know_of_each_item_whether_it_applies() {
    let sum = "value: { sum: [drops, months, dose] }, missing: { prorate: { at_most: 1 }, source: src }";
    check_score(sum, "drops: 2, months: 2, dose: 2", "not known");
    check_score(sum, "a: no, drops: 9, months: 2, dose: 2", "4");
    check_score(sum, "a: no, months: 2", "4");
    check_score(sum, "a: yes, months: 2, dose: 4", "9");
    let both = "value: { sum: [drops, patch] }, missing: { prorate: { at_most: 1 }, source: src }";
    check_score(both, "a: no, b: no", "0, does not apply");
    check_score(both, "a: no, b: yes", "not known");
}

// `more_when`.

#[test]
fn while_something_counts_that_cannot_be_summed_a_score_has_no_upper_end() {
    let mme = "value: { weighted: { drops: 10 } }, more_when: { b: yes }";
    check_score(mme, "a: yes, drops: 4, b: no", "40");
    check_score(mme, "a: yes, drops: 4, b: yes", "40..999999");
    check_score(mme, "a: yes, drops: 4", "40..999999");
    check_score(mme, "a: no, b: yes", "0..999999");
    check_on_score(mme, "{ below: 50 }", "a: yes, drops: 4, b: yes", Unknown);
    check_on_score(mme, "{ below: 50 }", "a: yes, drops: 4, b: no", True);
    check_on_score(mme, "{ at_least: 40 }", "a: yes, drops: 4, b: yes", True);
}

#[test]
fn what_cannot_be_summed_makes_a_score_apply() {
    let sum = "value: { sum: [drops] }, more_when: { b: yes }";
    check_score(sum, "a: no, b: no", "0, does not apply");
    check_score(sum, "a: no, b: yes", "0..999999");
    check_score(sum, "a: no", "0..999999, may apply");
    let mean = "value: { mean: [drops, months] }, more_when: { b: yes }";
    check_score(mean, "a: yes, drops: 3, months: 5, b: yes", "4..999999");
    check_score(mean, "a: no, drops: 3, months: 5, b: yes", "not known"); // its inputs are set aside
    check_score("value: { divide: [months, dose] }, more_when: { b: yes }", "months: 1, dose: 0, b: yes", "not known");
}

// Standings and alerts.

#[test]
fn a_standing_is_not_applicable_unknown_or_the_truth_of_when() {
    let rulebook = rulebook(
        "criteria: [{ id: it, kind: risk, title: It, applies_when: { a: yes }, when: { b: yes }, sources: [src] }, { id: plain, kind: risk, title: Plain, when: { b: yes }, sources: [src] }]",
    );
    for (written, expected, plain) in [
        ("a: no, b: yes", Standing::NotApplicable, Standing::Met),
        ("b: yes", Standing::Unknown, Standing::Met),
        ("b: no", Standing::Unknown, Standing::NotMet),
        ("a: yes, b: yes", Standing::Met, Standing::Met),
        ("a: yes, b: no", Standing::NotMet, Standing::NotMet),
        ("a: yes", Standing::Unknown, Standing::Unknown),
    ] {
        let answers = answers(&rulebook, written);
        let meaning = meaning(&rulebook, &answers);
        let stands = |id: &str| meaning.criteria[rulebook.criterion_named(id).unwrap()].standing();
        assert_eq!((stands("it"), stands("plain")), (expected, plain), "{written}");
    }
}

#[test]
fn an_alert_is_a_condition() {
    let rulebook = rulebook(
        "alerts: [{ id: it, title: It, when: { all: [{ a: yes }, { b: yes }] }, say: Reported., screen: Follow the procedure., sources: [src] }]",
    );
    let alert = rulebook.alert_named("it").unwrap();
    let given = |written: &str| meaning(&rulebook, &answers(&rulebook, written)).alerts[alert];
    assert_eq!((given("a: yes, b: yes"), given("b: no"), given("a: yes")), (True, False, Unknown));
}

// Reasons.

/// The truth of a condition, the answers that settle it and the gaps that could.
#[track_caller]
fn check_why(when: &str, written: &str, truth: Truth, on: &[&str], open: &[&str]) {
    let rulebook = rulebook(&format!(
        "scores: [{{ id: phq2, title: PHQ-2, sources: [src], value: {{ points: [interest, mood] }} }}]\nfacts: {{ it: {{ title: it, when: {when} }} }}"
    ));
    let answers = answers(&rulebook, written);
    let because = read(&rulebook, &mut Why::new(&rulebook, &answers)).facts.raw.remove(0);
    let names = |questions: &candor::meaning::questions::Questions| {
        questions.iter().map(|question| rulebook.questions[question].id.clone()).collect::<Vec<_>>()
    };
    assert_eq!(because.truth, truth, "{when} with {written}");
    assert_eq!((names(&because.used), names(&because.missing)), (owned(on), owned(open)), "{when} with {written}");
}

fn owned(names: &[&str]) -> Vec<String> {
    names.iter().map(|&name| name.to_owned()).collect()
}

#[test]
fn reasons_are_the_answers_that_settle_it() {
    let all = "{ all: [{ a: yes }, { b: yes }, { c: yes }] }";
    check_why(all, "a: yes, b: no", False, &["b"], &[]);
    check_why(all, "a: yes, b: yes, c: yes", True, &["a", "b", "c"], &[]);
    check_why("{ any: [{ a: yes }, { b: yes }, { c: yes }] }", "a: yes, b: no", True, &["a"], &[]);
    check_why("{ not: { a: yes } }", "a: yes", False, &["a"], &[]);
}

#[test]
fn what_is_open_are_the_gaps_that_could_settle_it() {
    check_why("{ all: [{ a: yes }, { b: yes }, { c: yes }] }", "a: yes", Unknown, &["a"], &["b", "c"]);
    check_why("{ any: [{ a: yes }, { all: [{ b: no }, { c: yes }] }] }", "b: yes", Unknown, &["b"], &["a"]);
    check_why("{ drops: { at_least: 3 } }", "", Unknown, &[], &["a", "drops"]);
    check_why("{ drops: { at_least: 3 } }", "drops: 4", Unknown, &["drops"], &["a"]);
}

#[test]
fn an_answer_set_aside_is_no_reason() {
    check_why("{ drops: { at_least: 3 } }", "a: no, drops: 1", False, &["a"], &[]);
    check_why("{ drops: answered }", "a: no, drops: 1", False, &["a"], &[]);
}

#[test]
fn a_score_that_settles_a_test_leaves_nothing_open() {
    check_why("{ phq2: { at_least: 3 } }", "interest: d3", True, &["interest"], &[]);
    check_why("{ phq2: { at_least: 3 } }", "interest: d0", Unknown, &["interest"], &["mood"]);
}

#[test]
fn a_gap_that_settles_something_stays_open() {
    check_why("{ notes: missing }", "", True, &[], &["notes"]);
    check_why("{ any: [{ notes: missing }, { a: yes }] }", "a: yes", True, &["a"], &[]); // a settles it for good
}

#[test]
fn a_set_of_questions() {
    use candor::answer::QuestionId;
    use candor::meaning::questions::Questions;

    let set = Questions::one(QuestionId(70)).union(&Questions::one(QuestionId(3)));
    assert_eq!(set.iter().collect::<Vec<_>>(), [QuestionId(3), QuestionId(70)]);
    assert_eq!((set.is_empty(), Questions::none().is_empty()), (false, true));
    assert!(set.contains(QuestionId(70)) && !set.contains(QuestionId(71)) && !set.contains(QuestionId(700)));
    assert_eq!(Questions::one(QuestionId(3)).union(&Questions::one(QuestionId(70))), set);
    assert_eq!(set.clone().union(&Questions::one(QuestionId(3))), set);
}

#[test]
fn limits_are_found_wherever_they_stand() {
    use candor::rulebook::Node;

    let rulebook = rulebook(
        r"
scores:
  - { id: s, title: S, sources: [src], value: { sum: [months] }, bands: [{ from: 0, is: low, label: low }, { from: 9, is: high, label: high }], notes: [{ when: { s: { equals: 50 } }, say: Half. }] }
  - { id: n, title: N, value: { count: { of: [{ months: { above: 4 } }, { a: yes }] } } }
  - { id: t, title: T, value: { percent_drop: { from: { add: [dose, 1] }, to: { mean: [dose, { divide: [s, 2] }] } } }, more_when: { months: { below: 3 } } }
facts: { f: { title: f, when: { not: { any: [{ months: { at_least: 6 } }, { count: { of: [{ a: yes }, { s: { above: 20 } }], at_least: 1 } }] } } } }
criteria: [{ id: k, kind: risk, title: K, applies_when: { months: { at_most: 60 } }, when: { months: { at_least: 6, below: 12 } }, sources: [src] }]
",
    );
    let limits = |subject: Node| rulebook.limits_on(subject).iter().map(Decimal::to_string).collect::<Vec<_>>();
    let months = Node::Question(rulebook.question_named("months").unwrap());
    assert_eq!(limits(months), ["3", "4", "6", "12", "60"]);
    assert_eq!(limits(Node::Score(rulebook.score_named("s").unwrap())), ["0", "9", "20", "50"]);
    assert_eq!(limits(Node::Question(rulebook.question_named("dose").unwrap())), [""; 0]);
}
