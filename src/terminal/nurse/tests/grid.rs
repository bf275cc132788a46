//! Several questions asked as one: their line, one by one, back and there again; the form is the same either way.

use super::*;
use crate::answer::{Answer, Value};

const RULES: &str = "
format: 1
id: grids
version: 1.0.0
title: Grids
intended_use: For tests.
sources:
  made_up: { title: Made up, publisher: candor, year: 2026, read: project, checked: 2026-11-20, review_by: 2030-11-20 }
sections:
  - id: only
    title: Only
    questions:
      - id: tried
        title: Treatments tried
        ask: What was tried?
        type: choices
        options: { tablets: Tablets, physio: { label: Physiotherapy or rehabilitation, short: physiotherapy }, surgery: Surgery }
        for_each:
          - id: outcome
            title: Outcome
            ask: How did it go?
            type: choice
            options: { enough: Enough relief, some: \"Some, not enough\", none: No help, effects: Stopped for side effects, ongoing: Still trying it }
      - id: opioids
        title: Opioids now
        ask: Which of these?
        type: choices
        options: { oxycodone: Oxycodone, patch: Fentanyl patch, buprenorphine: Buprenorphine, morphine: Morphine }
        for_each:
          - id: per_day
            title: Amount
            ask: How much a day?
            help: All pills together.
            type: number
            unit: mg/day
            range: [0.1, 5000]
            usual: [1, 400]
            decimals: 1
            accepts: { g/day: 1000 }
            except: [buprenorphine]
            per_option: { patch: { unit: mcg/h, range: [12, 400], usual: [12, 100], accepts: { mg/h: 1000 } } }
      - id: implants
        title: Implants
        ask: Which implants?
        type: choices
        options: { stimulator: Stimulator, shunt: Shunt }
        for_each:
          - { id: works, title: Works, ask: Does it work?, type: yes_no }
          - { id: maker, title: Maker, ask: Who made it?, type: text }
      - { id: last, title: Last, ask: Is that all?, type: yes_no }
criteria:
  - { id: complete, kind: risk, title: Complete, when: { last: yes }, sources: [made_up] }
";

fn grids() -> Rulebook {
    Rulebook::read(&SourceText::new("grids", RULES)).unwrap()
}

fn on(surface: Capabilities, lines: &[&str]) -> Held {
    let rulebook = grids();
    let form = Form::empty(&rulebook, "2026-11-20".parse().unwrap());
    hold_on(&rulebook, form, surface, lines, |_| Ok(()))
}

/// Checks that a text is shown after these lines.
#[track_caller]
fn check(lines: &[&str], shown: &str) {
    let held = on(RICH, &[lines, &[".s"]].concat());
    let text = held.shown.replace("\n    ", " ").replace("\n      ", " "); // as if no line had to be broken
    assert!(held.shown.contains(shown) || text.contains(shown), "no `{shown}` in\n{}", held.shown);
}

/// Checks the number of answers after these lines.
#[track_caller]
fn check_answers(lines: &[&str], count: usize) {
    let held = on(RICH, &[lines, &[".s"]].concat());
    assert_eq!(held.form.answers.iter().count(), count, "{}", held.shown);
}

#[test]
fn a_session_with_grids() {
    let lines = [
        "1 2 3",
        "?",
        "2 4",
        "2 9 1",
        "2 .u 1",
        "<",
        "", // the outcomes, and back to them
        "1 2 3 4",
        "9000 25 60",
        "800 150 60",
        "!", // amounts; two are unusual
        "1 2",
        "1",
        "one maker",
        "2",
        "another maker", // several children: one by one
        "1",
        ".f",
    ];
    let held = on(RICH, &lines);
    assert_eq!((&held.ending, held.left), (&Ending::Finished, 0), "{}", held.shown);
    assert_snapshot!(held.shown);
}

#[test]
fn one_by_one_on_the_plain_surface() {
    let lines = ["1 3", "2", ".u", "1 2", "60", "25", "2", "no", "one maker", "1"];
    let held = on(PIPED, &lines);
    assert_eq!((&held.ending, held.left), (&Ending::Finished, 0), "{}", held.shown);
    assert_snapshot!(held.shown);
}

#[test]
fn a_line_gives_the_same_form_as_its_answers_one_by_one() {
    let rest = ["1", "no", "one maker", "1"];
    let together = on(RICH, &[&["1 2 3", "2 .u 5", "1 2 4", "60 25 mcg/h .d"], &rest[..], &[".f"]].concat());
    let alone = on(
        RICH,
        &[&["1 2 3", ".o", "2", ".u", "5", "1 2 4", ".o", "60", "25 mcg/h", ".d"], &rest[..], &[".f"]].concat(),
    );
    let piped = on(PIPED, &[&["1 2 3", "2", ".u", "5", "1 2 4", "60", "25 mcg/h", ".d"], &rest[..]].concat());
    for held in [&together, &alone, &piped] {
        assert_eq!((&held.ending, held.left), (&Ending::Finished, 0), "{}", held.shown);
    }
    assert_eq!(together.form, alone.form);
    assert_eq!(together.form, piped.form);
}

#[test]
fn the_same_lines_give_the_same_form_on_every_surface() {
    let rest = ["1", "no", "one maker", "1"];
    for (outcomes, amounts) in [
        (&["2 .u 5"][..], &["60 25 mcg/h .d"][..]),
        (&["2", ".u", "5"], &["60", "25 mcg/h", ".d"]),
        (&[".u", ".l", "5"], &[".d", "25 12"]),
        (&["2", "4 5"], &["9000", "60", "25 12"]), // a line for those that are left; an amount that cannot be
        (&["2", "4 5"], &["800", "!", "25 12"]),
    ] {
        let lines = [&["1 2 3"][..], outcomes, &["1 2 4"], amounts, &rest].concat();
        let rich = on(RICH, &[&lines[..], &[".f", "1"]].concat());
        let plain = on(PLAIN, &[&lines[..], &[".f", "1"]].concat());
        assert!(matches!(rich.ending, Ending::Finished), "{lines:?}\n{}", rich.shown);
        assert_eq!(rich.form, plain.form, "{lines:?}\n{}\n{}", rich.shown, plain.shown);
        if !lines.contains(&"9000") {
            assert_eq!(on(PIPED, &lines).form, rich.form, "{lines:?}");
        }
    }
}

#[test]
fn nothing_of_a_line_is_stored_unless_all_of_it_can_be() {
    for line in ["9", "2 4 1 1", "2 9 1", "2 zebra 1", "2, , 1", "2 .r 1", "some, not, some, not"] {
        check_answers(&["1 2 3", line], 1);
    }
    check_answers(&["1 2 3", "2 4 1"], 4);
    check(&["1 2 3", "2 4"], "ERROR: nothing of this line is stored. 2 given for 3: there is none for Surgery");
    check(&["1 2 3", "2 4 1 1"], "ERROR: nothing of this line is stored. 4 given for 3: the last one is Surgery");
    check(&["1 2 3", "2 9 1"], "ERROR: nothing of this line is stored. physiotherapy: \"9\" is none of the options");
    check(&["1 2 3", "2, , 1"], "physiotherapy: nothing stands there");
    check(&["1 2 3", "some, not, some, not"], "in more than one way");
}

#[test]
fn an_unusual_amount_in_a_row_is_kept_by_one_mark_for_all() {
    let until = ["1", "1", "1 2 4"];
    let amounts = |lines: &[&str]| on(RICH, &[&until[..], lines, &[".s"]].concat());
    let held = amounts(&["800 150 60"]);
    assert!(held.shown.contains("CHECK: Oxycodone: 800 mg/day is unusual (1 to 400)."), "{}", held.shown);
    assert!(held.shown.contains("CHECK: Fentanyl patch: 150 mcg/h is unusual (12 to 100)."), "{}", held.shown);
    assert_eq!(held.form.answers.iter().count(), 3, "nothing is kept yet");
    let held = amounts(&["800 150 60", "!"]);
    let checked: Vec<bool> = held.form.answers.iter().skip(3).map(|(_, given)| given.checked).collect();
    assert_eq!(checked, [true, true, false]);
    let held = amounts(&["800 150 60", "80 25 60"]);
    assert!(held.form.answers.iter().all(|(_, given)| !given.checked), "{}", held.shown);
}

#[test]
fn amounts_keep_their_units() {
    let held = on(RICH, &["1", "1", "1 2 4", "0.06 g/day 25 mcg/h 7,5", ".s"]);
    let values: Vec<String> = held
        .form
        .answers
        .iter()
        .skip(3)
        .map(|(_, given)| match &given.answer {
            Answer::Value(Value::Number(value)) => value.to_string(),
            other => format!("{other:?}"),
        })
        .collect();
    assert_eq!(values, ["60", "25", "7.5"], "{}", held.shown);
}

#[test]
fn back_and_there_again() {
    let after = |lines: &[&'static str]| [&["1 2 3", "2 4 1"], lines].concat();
    check(&after(&["<"]), "[2] For each one: How did it go?");
    check(
        &after(&["<"]),
        "now: Tablets: Some, not enough; physiotherapy: Stopped for side effects; Surgery: Enough relief   (Enter keeps it)",
    );
    check(&after(&["<", ""]), "Kept as it was.\n[3] Which of these?");
    check(&after(&["<", "<"]), "now: Tablets, Physiotherapy or rehabilitation, Surgery   (Enter keeps it)");
    check(&after(&[".g 2", "1 1 1"]), "= Tablets        Enough relief\n      physiotherapy  Enough relief\n");
    check(&after(&[".g 2.3", "5"]), "[2.3] Surgery: How did it go?   now: Enough relief   (Enter keeps it)");
    check(&after(&[".g 2.3", "5"]), "    = Still trying it\n[3] Which of these?");
    check(&after(&[".g 2", ".o", "", "<", "", "", ""]), "[2.3] Surgery: How did it go?");
    check(&after(&[".g 2", ".o", "", "", ""]), "Kept as it was.\n[3] Which of these?");
}

#[test]
fn what_is_left_of_a_grid_is_asked_alone() {
    check(&["1 2", "2 4", "<", "<", "1 2 3"], "[2.3] Surgery: How did it go?");
    check(&["1 2 3", ".o", "2", "<", "<", "", "9"], "[2] For each one: How did it go?\n");
    check(
        &["1 2 3", ".o", "2", "<", "<", ""],
        "Physiotherapy or rehabilitation / Surgery\n"
            .replace("Physiotherapy or rehabilitation", "physiotherapy")
            .as_str(),
    );
    check(&["2", "4"], "[2.2] Physiotherapy or rehabilitation: How did it go?");
}

#[test]
fn commands_at_a_grid() {
    check(&["1 2 3", ".u"], "    = UNKNOWN (will be listed as missing)\n[2.2] Physiotherapy");
    check(&["1 2 3", ".l"], "    = ASK LATER (stays open)\n[2.2] Physiotherapy");
    check(&["1 2 3", ".m told by phone"], "ERROR: a note stands beside one answer; type .o to be asked one by one");
    check(&["1 2 3", ""], "Three numbers in this order, or .o to be asked one by one\n> .s");
    check(&["1 2 3", ".x"], "(cleared)\n[2] For each one");
    let held = on(RICH, &["1 2 3", ".c chart", "1 1 1", ".s"]);
    let chart = |given: &crate::answer::Response| given.from == Some(crate::answer::Informant::Chart);
    assert_eq!(held.form.answers.iter().filter(|(_, given)| chart(given)).count(), 3);
}

#[test]
fn a_grid_that_could_not_be_kept_stays() {
    let rulebook = grids();
    let form = Form::empty(&rulebook, "2026-11-20".parse().unwrap());
    let full = |kept| if kept == 2 { Err(io::Error::other("the disk is full")) } else { Ok(()) };
    let held = hold_on(&rulebook, form, RICH, &["1 2", "2 4", "", ".s"], full);
    assert!(held.shown.contains("not saved: Tablets: Some, not enough; physiotherapy"), "{}", held.shown);
    assert!(held.shown.contains("Kept as it was.\n[3]"), "{}", held.shown);
}
