#![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it expects")]

use super::*;
use crate::answer::Options;
use crate::decimal::Decimal;
use crate::interval::{AND_MORE, Interval};
use crate::rulebook::{Condition, Count, CriterionId, ScoreId};
use crate::text::SourceText;

const SMALL: &str = r#"
format: 1
id: small
version: 1.0.0
title: A small rulebook
intended_use: For tests alone.
sources:
  src: { title: A source, publisher: A publisher, year: 2024, read: primary, checked: 2026-01-01, review_by: 2027-01-01 }
sections:
  - id: part
    title: Part
    questions:
      - { id: existing_pump, title: Existing pump, ask: Pump?, type: yes_no }
      - id: trial_status
        title: Trial status
        ask: Trial?
        type: choice
        options: { not_done: not done, finished: done, early: { label: Stopped before its end, short: stopped early }, odd: "left out, by the physician" }
      - id: tx_tried
        title: Treatments tried
        ask: Tried?
        type: choices
        options: { physio: { label: Physiotherapy or rehabilitation, short: physiotherapy }, nerve: { label: Injections or nerve blocks, short: injections }, surgery: Surgery, none: { label: None of these, exclusive: true } }
        for_each:
          - { id: outcome, title: Outcome, ask: How?, type: choice, options: { enough: Enough relief, not_enough: "Some, not enough", no_help: No help } }
          - { id: lasted, title: Lasted, ask: How long?, type: number, unit: weeks, range: [0, 99], except: [surgery] }
      - { id: pain_months, title: Pain duration, ask: Long?, type: number, unit: months, range: [0, 1200] }
      - { id: worst, title: Pain at worst, ask: Worst?, type: number, range: [0, 10] }
      - { id: best, title: Pain at best, ask: Best?, type: number, range: [0, 10] }
      - { id: nausea, title: Nausea and vomiting, ask: Nausea?, type: number, range: [0, 10] }
      - { id: remark, title: Remark, ask: Remark?, type: text }
      - { id: interest, title: Interest, ask: Interest?, type: choice, options: { d0: { label: Never, points: 0 }, d1: { label: Some, points: 1 } } }
      - { id: mood, title: Mood, ask: Mood?, type: choice, options: { d0: { label: Never, points: 0 }, d1: { label: Some, points: 1 } } }
facts:
  two_failed: { title: two or more treatments without enough relief, when: { count: { of: tx_tried.*.outcome, is: [not_enough, no_help], at_least: 2 } } }
scores:
  - { id: phq2, title: PHQ-2, value: { points: [interest, mood] }, bands: [{ from: 0, is: below, label: below the threshold }, { from: 1, is: at, label: at or above the threshold }], sources: [src] }
  - { id: relief, title: Relief in the trial, unit: "%", decimals: 0, value: { percent_drop: { from: worst, to: best } }, sources: [src] }
  - { id: load, title: Load, unit: points, value: FORMULA, sources: [src] }
criteria:
  - { id: it, kind: risk, title: It, when: CONDITION, sources: [src] }
  - { id: half, kind: risk, title: Half, when: { relief: { above: 50 } }, sources: [src] }
"#;

fn rulebook(condition: &str, formula: &str) -> Rulebook {
    let text = SMALL.replace("CONDITION", condition).replace("FORMULA", formula);
    let read = Rulebook::read(&SourceText::new("small.yaml", text));
    read.map_err(|errors| format!("{condition} {formula}: {:?}", miette::Report::new(errors))).unwrap()
}

#[track_caller]
fn check(condition: &str, words: &str) {
    let (rulebook, ui) = (rulebook(condition, "{ sum: [worst] }"), Ui::english());
    assert_eq!(Phrase::new(&rulebook, ui).condition(&rulebook.criteria[CriterionId(0)].when), words, "{condition}");
}

#[track_caller]
fn check_formula(formula: &str, words: &str) {
    let (rulebook, ui) = (rulebook("{ existing_pump: yes }", formula), Ui::english());
    assert_eq!(Phrase::new(&rulebook, ui).formula(&rulebook.scores[ScoreId(2)].value), words, "{formula}");
}

#[test]
fn tests_on_answers() {
    check("{ existing_pump: no }", "Existing pump: no");
    check("{ existing_pump: [yes, no] }", "Existing pump: yes or no");
    check("{ trial_status: finished }", "Trial status: done");
    check("{ trial_status: [finished, early] }", "Trial status: done or stopped early");
    check("{ trial_status: [finished, odd] }", "Trial status: done or \"left out, by the physician\"");
    check("{ trial_status: odd }", "Trial status: left out, by the physician");
    check("{ remark: answered }", "Remark: answered");
    check("{ remark: missing }", "Remark: no answer");
}

#[test]
fn tests_on_what_is_named() {
    check("{ tx_tried: physio }", "Treatments tried: physiotherapy");
    check("{ tx_tried: [physio, surgery] }", "Treatments tried: physiotherapy or Surgery");
    check(
        "{ tx_tried: { all_of: [physio, nerve, surgery] } }",
        "Treatments tried: physiotherapy, injections and Surgery",
    );
    check("{ tx_tried: { none_of: [surgery] } }", "Treatments tried: not Surgery");
    check("{ tx_tried: { none_of: [physio, surgery] } }", "Treatments tried: none of physiotherapy or Surgery");
    check("{ tx_tried: { none_of: [none] } }", "Treatments tried: something other than \"None of these\"");
    check("{ tx_tried: none }", "Treatments tried: None of these");
    check("{ tx_tried: { only: [physio] } }", "Treatments tried: nothing but physiotherapy");
}

#[test]
fn tests_on_numbers() {
    check("{ pain_months: { at_least: 6 } }", "Pain duration at least 6 months");
    check("{ pain_months: { at_least: 1 } }", "Pain duration at least 1 month");
    check("{ pain_months: { above: 6, at_most: 12 } }", "Pain duration more than 6 and at most 12 months");
    check("{ pain_months: { at_least: 6, at_most: 12 } }", "Pain duration from 6 to 12 months");
    check("{ pain_months: { below: 12 } }", "Pain duration less than 12 months");
    check("{ worst: { equals: 7 } }", "Pain at worst exactly 7");
    check("{ relief: { above: 50 } }", "Relief in the trial more than 50 %");
    check("{ phq2: at }", "PHQ-2: at or above the threshold");
    check("{ phq2: [below, at] }", "PHQ-2: below the threshold or \"at or above the threshold\"");
}

#[test]
fn tests_on_a_child_name_its_option() {
    check("{ tx_tried.nerve.outcome: enough }", "Outcome (injections): Enough relief");
    check("{ tx_tried.physio.lasted: { at_least: 6 } }", "Lasted (physiotherapy) at least 6 weeks");
}

#[test]
fn facts_and_their_not() {
    check("{ two_failed: yes }", "two or more treatments without enough relief");
    check("{ two_failed: no }", "not: two or more treatments without enough relief");
    check("{ not: { existing_pump: yes } }", "not (Existing pump: yes)");
    check(
        "{ not: { any: [{ existing_pump: yes }, { worst: { at_least: 7 } }] } }",
        "not (Existing pump: yes, or Pain at worst at least 7)",
    );
}

#[test]
fn and_and_or_never_run_into_each_other() {
    check(
        "{ all: [{ existing_pump: no }, { worst: { above: 3 } }] }",
        "Existing pump: no, and Pain at worst more than 3",
    );
    check(
        "{ all: [{ existing_pump: no }, { worst: { above: 3 } }, { best: { above: 2 } }] }",
        "Existing pump: no, and Pain at worst more than 3, and Pain at best more than 2",
    );
    check(
        "{ all: [{ pain_months: { at_least: 6 } }, { two_failed: yes }] }",
        "Pain duration at least 6 months, and two or more treatments without enough relief",
    );
    check(
        "{ all: [{ pain_months: { at_least: 6 } }, { any: [{ existing_pump: yes }, { trial_status: [finished, early] }] }] }",
        "Pain duration at least 6 months and (Existing pump: yes, or Trial status: done or stopped early)",
    );
    check(
        "{ any: [{ any: [{ existing_pump: yes }, { worst: { above: 3 } }] }, { best: { above: 2 } }] }",
        "Existing pump: yes, or Pain at worst more than 3, or Pain at best more than 2",
    );
    check(
        "{ all: [{ all: [{ existing_pump: yes }, { worst: { above: 3 } }] }, { not: { best: { above: 2 } } }] }",
        "Existing pump: yes, and Pain at worst more than 3, and (not: Pain at best more than 2)",
    );
    check(
        "{ all: [{ worst: { above: 3 } }, { best: { above: 2 } }, { pain_months: { at_least: 6 } }] }",
        "Pain at worst more than 3, Pain at best more than 2 and Pain duration at least 6 months",
    );
    check("{ all: [{ existing_pump: no }] }", "Existing pump: no");
}

#[test]
fn counts() {
    check(
        "{ count: { of: tx_tried.*.outcome, is: [not_enough, no_help], at_least: 2 } }",
        "at least 2 of Treatments tried: Outcome is \"Some, not enough\" or No help",
    );
    check(
        "{ count: { of: [{ existing_pump: yes }, { worst: { above: 3 } }, { best: { above: 2 } }], at_most: 1 } }",
        "at most 1 of (Existing pump: yes; Pain at worst more than 3; Pain at best more than 2)",
    );
    let of = "of: [{ tx_tried: physio }, { tx_tried: nerve }, { tx_tried: surgery }]";
    check(
        &format!("{{ count: {{ {of}, at_least: 1, at_most: 2 }} }}"),
        "from 1 to 2 of Treatments tried: physiotherapy, injections, Surgery",
    );
    check(
        &format!("{{ count: {{ {of}, at_least: 2, at_most: 2 }} }}"),
        "exactly 2 of Treatments tried: physiotherapy, injections, Surgery",
    );
    check(
        &format!("{{ any: [{{ count: {{ {of}, at_least: 2 }} }}, {{ existing_pump: yes }}] }}"),
        "(at least 2 of Treatments tried: physiotherapy, injections, Surgery), or Existing pump: yes",
    );
    check(
        "{ count: { of: [{ tx_tried.physio.outcome: enough }, { tx_tried.nerve.outcome: enough }], at_least: 1 } }",
        "at least 1 of (Outcome (physiotherapy): Enough relief; Outcome (injections): Enough relief)",
    );
}

#[test]
fn formulas() {
    check_formula("{ sum: [worst, best] }", "sum of Pain at worst and Pain at best");
    check_formula("{ sum: [worst, nausea, best] }", "sum of Pain at worst, \"Nausea and vomiting\" and Pain at best");
    check_formula("{ add: [worst, 2.5] }", "sum of Pain at worst and 2.5");
    check_formula("{ mean: [worst, best, pain_months] }", "mean of Pain at worst, Pain at best and Pain duration");
    check_formula("{ min: [worst, best] }", "least of Pain at worst and Pain at best");
    check_formula("{ max: [worst, phq2] }", "greatest of Pain at worst and PHQ-2");
    check_formula("{ points: [interest, mood] }", "points of Interest and Mood added");
    check_formula(
        "{ weighted: { worst: 1.5, tx_tried.nerve.lasted: 2 } }",
        "Pain at worst x 1.5 + Lasted (injections) x 2",
    );
    check_formula("{ subtract: [worst, best] }", "Pain at worst - Pain at best");
    check_formula(
        "{ divide: [worst, { multiply: [{ add: [best, 1] }, 3] }] }",
        "Pain at worst / ((sum of Pain at best and 1) x 3)",
    );
    check_formula(
        "{ percent_drop: { from: worst, to: best } }",
        "drop from Pain at worst to Pain at best in percent of Pain at worst",
    );
    check_formula(
        "{ count: { of: tx_tried.*.outcome, is: enough } }",
        "how many of Treatments tried: Outcome is Enough relief",
    );
    check_formula(
        "{ count: { of: [{ tx_tried: physio }, { tx_tried: nerve }] } }",
        "how many of Treatments tried: physiotherapy, injections",
    );
    check_formula(
        "{ count: { of: [{ tx_tried: physio }, { existing_pump: yes }] } }",
        "how many of (Treatments tried: physiotherapy; Existing pump: yes)",
    );
}

#[test]
fn values_and_what_is_missing() {
    let (rulebook, ui) = (rulebook("{ existing_pump: yes }", "{ sum: [worst] }"), Ui::english());
    let phrase = Phrase::new(&rulebook, ui);
    let named = |id: &str| rulebook.question_named(id).unwrap();
    let tried: Options = [OptionId(0), OptionId(2)].into_iter().collect();
    for (question, value, words, short) in [
        ("existing_pump", Value::Option(OptionId::NO), "no", "no"),
        ("trial_status", Value::Option(OptionId(2)), "Stopped before its end", "stopped early"),
        ("tx_tried", Value::Options(tried), "Physiotherapy or rehabilitation, Surgery", "physiotherapy, Surgery"),
        ("pain_months", Value::Number(Decimal::whole(48)), "48 months", "48 months"),
        ("worst", Value::Number(Decimal::whole(7)), "7", "7"),
        ("remark", Value::Text("as told".to_owned()), "as told", "as told"),
    ] {
        assert_eq!(phrase.value(named(question), &value), words);
        assert_eq!(phrase.short_value(named(question), &value), short);
    }
    let missing = Missing::ALL.map(|missing| phrase.missing(missing));
    assert_eq!(missing, ["not asked", "not known", "declined", "reported as not applicable", "unreadable"]);
    let subjects = [Node::Question(named("worst")), Node::Score(ScoreId(0)), Node::Fact(crate::rulebook::FactId(0))];
    let titles = subjects.map(|subject| phrase.subject(subject));
    assert_eq!(titles, ["Pain at worst", "PHQ-2", "two or more treatments without enough relief"]);
}

#[test]
fn how_far_a_score_is_known() {
    let (rulebook, ui) = (rulebook("{ existing_pump: yes }", "{ sum: [worst] }"), Ui::english());
    let phrase = Phrase::new(&rulebook, ui);
    let relief = |interval: Interval| phrase.interval(rulebook.score_named("relief").unwrap(), interval);
    assert_eq!(relief(Interval::point(43.75)), "44 %");
    assert_eq!(relief(Interval::point(50.0)), "50 %");
    assert_eq!(relief(Interval::point(50.4)), "50.4 %", "50 would lie on the other side of the limit");
    assert_eq!(relief(Interval::point(49.999_999_9)), "49.999999900 %");
    assert_eq!(relief(Interval::between(20.0, 30.0)), "between 20 and 30 %");
    assert_eq!(relief(Interval::between(20.1, 20.2)), "20 %");
    assert_eq!(relief(Interval::NotKnown), "not known");
    let load = |interval: Interval| phrase.interval(rulebook.score_named("load").unwrap(), interval);
    assert_eq!(load(Interval::between(40.0, AND_MORE)), "at least 40 points");
    assert_eq!(load(Interval::point(1.0)), "1 point");
    assert_eq!(load(Interval::between(0.0, 1.0)), "between 0 and 1 points", "the end of a stretch is not one alone");
    let months = rulebook.question_named("pain_months").unwrap();
    assert_eq!(phrase.stretch(months, Decimal::whole(0), Decimal::whole(1)), "0 to 1 months");
    assert_eq!(load(Interval::point(0.333_333_333)), "0.333333 points");
}

#[test]
fn what_an_author_may_leave_empty_has_words_too() {
    let (rulebook, ui) = (rulebook("{ existing_pump: yes }", "{ sum: [worst] }"), Ui::english());
    let phrase = Phrase::new(&rulebook, ui);
    assert_eq!(phrase.condition(&Condition::All(vec![])), "always");
    assert_eq!(phrase.condition(&Condition::Any(vec![])), "never");
    assert_eq!(phrase.bounds(&crate::rulebook::Bounds::default(), None), "any number");
    let count = Count { of: vec![], at_least: None, at_most: None, pattern: None };
    assert_eq!(phrase.condition(&Condition::Count(count)), "always");
}

#[test]
fn no_id_of_the_built_in_rulebook_is_ever_read_by_people() {
    let rulebook = Rulebook::builtin().unwrap();
    let ui = Ui::english();
    let phrase = Phrase::new(&rulebook, ui);
    let conditions = rulebook.conditions().into_iter().map(|condition| phrase.condition(condition));
    let formulas = rulebook.scores.iter().map(|score| phrase.formula(&score.value));
    let texts: Vec<String> = conditions.chain(formulas).collect();
    assert!(texts.len() > 40, "the built-in rulebook has conditions to read");
    for text in texts {
        assert!(!text.is_empty() && !text.contains(['_', '{', '}']), "{text}");
    }
}
