//! Going back, going elsewhere and changing one's mind, from every prompt there is.

use super::*;

/// Answers up to the alert, which stands there then.
const TO_ALERT: [&str; 7] = ["1", "1", ".u", ".d", "0", "0", "3"];
/// Answers up to the review, with one question put off.
const TO_REVIEW: [&str; 6] = ["1", "2", "170", "70", "2", ".l"];

/// Whether these lines, after those, lead to a text behind the last of them, on every surface.
#[track_caller]
fn leads(before: &[&str], lines: &[&str], to: &str) {
    for surface in [RICH, PLAIN] {
        let held = hold(surface, &[before, lines].concat());
        let last = lines.last().unwrap();
        let shown = held.shown.strip_suffix("> \n").unwrap_or(&held.shown); // the prompt that nothing was typed at
        let (_, behind) = shown.rsplit_once(&format!("> {last}\n")).unwrap();
        assert!(behind.contains(to), "no `{to}` after `{last}` in\n{}", held.shown);
    }
}

#[test]
fn back_leads_from_every_prompt() {
    leads(&["1"], &["<"], "Who is answering?"); // from a question that takes a value only
    leads(&["1"], &["99", "<"], "Who is answering?"); // after an ERROR
    leads(&["1", "2"], &["215", "<"], "Why is a pump"); // from a CHECK
    leads(&["1", "2", "170", "70", "2"], &["<", "<", "<", "1", "<"], "Why is a pump"); // a change that sets aside
    leads(&TO_ALERT, &["<"], "Have you had thoughts");
    leads(&TO_REVIEW, &["<"], "HbA1c");
    leads(&TO_REVIEW, &[".f", "<"], "HbA1c"); // from the question whether to finish
    leads(&["1", "2"], &[".g", "<"], "Why is a pump"); // from the list
    leads(&["1", "2"], &["."], "ERROR"); // a dot alone is none
}

#[test]
fn any_question_can_be_gone_to_from_every_prompt() {
    leads(&["1"], &[".g 1"], "Who is answering?");
    leads(&["1", "2"], &["215", ".g 1"], "Who is answering?");
    leads(&TO_ALERT, &[".g 1"], "Who is answering?");
    leads(&TO_REVIEW, &[".g 1"], "Who is answering?");
    leads(&TO_REVIEW, &[".f", ".g 1"], "Who is answering?");
    leads(&["1", "2"], &[".g", ".g 1"], "Who is answering?");
}

#[test]
fn the_review_and_leaving_stand_open_at_every_prompt() {
    for before in [&["1"][..], &["1", "2", "215"], &TO_ALERT, &["1", "2", ".g"], &[&TO_REVIEW[..], &[".f"]].concat()] {
        leads(before, &[".r"], "Still to ask");
        assert_eq!(hold(RICH, &[before, &[".s"]].concat()).ending, Ending::Left, "{before:?}");
    }
}

#[test]
fn an_alert_stands_there_again_until_it_is_acknowledged_or_corrected() {
    let again = hold(RICH, &[&TO_ALERT[..], &["<", ""]].concat()).shown;
    assert_eq!(again.matches("TELL THE PHYSICIAN NOW").count(), 2, "Enter keeps the answer: {again}");
    let corrected = hold(RICH, &[&TO_ALERT[..], &["<", "1", ".s"]].concat());
    assert_eq!(corrected.shown.matches("TELL THE PHYSICIAN NOW").count(), 1, "{}", corrected.shown);
    assert_eq!(corrected.ending, Ending::Left);
    let elsewhere = hold(RICH, &[&TO_ALERT[..], &[".g 3", "170"]].concat()).shown;
    assert_eq!(elsewhere.matches("TELL THE PHYSICIAN NOW").count(), 2, "{elsewhere}");
    let finishing = hold(RICH, &[&TO_ALERT[..], &[".r", ".f"]].concat()).shown;
    assert_eq!(finishing.matches("TELL THE PHYSICIAN NOW").count(), 2, "nobody finishes past it: {finishing}");
    let edited = [&TO_ALERT[..], &["ok", ".d", "7", ".g 8", "1", ".g 8", "3", "<"]].concat();
    let edited = hold(RICH, &edited).shown;
    assert!(edited.contains("No longer urgent, and no longer acknowledged"), "{edited}");
    assert_eq!(edited.matches("TELL THE PHYSICIAN NOW").count(), 2, "acknowledged anew: {edited}");
    assert!(edited.contains("now: In the past few weeks"), "back to what gave it: {edited}");
}

#[test]
fn an_alert_that_was_acknowledged_twice_keeps_the_later_time() {
    let lines = [&TO_ALERT[..], &["ok", "<", "1", "<", "3", "ok", ".s"]].concat();
    let held = hold(RICH, &lines);
    assert_eq!(held.left, 0, "{}", held.shown);
    assert_eq!(held.form.acknowledged, [(crate::rulebook::AlertId(0), "2026-11-20T09:41".to_owned())]);
}

#[test]
fn what_is_asked_beside_a_check_leaves_it_open() {
    for aside in ["?", "??", ".k", ".m read twice", ".c chart", ".x"] {
        let held = hold(RICH, &["1", "2", "215", aside, "!", ".s"]);
        assert!(held.shown.contains("= 215 cm, checked"), "{aside}: {}", held.shown);
    }
    for gone in ["<", ".g 1", "hello", ""] {
        let held = hold(RICH, &["1", "2", "215", gone, "!", ".s"]);
        assert!(held.shown.contains("ERROR: there is no unusual value to keep"), "{gone}: {}", held.shown);
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Changes that set answers aside

/// Pain, with two treatments and their outcomes answered.
const PAIN: [&str; 9] = ["1", "1 2", "170", "70", "1 2", "1", "2", "0", ".g 5"];

#[test]
fn a_change_that_hides_answers_is_shown_before_it_happens() {
    let said = "CHECK: this change sets 1 answer aside: [6.2] Outcome (injections).";
    let held = hold(RICH, &[&PAIN[..], &["1", ".s"]].concat());
    assert!(held.shown.contains(said), "{}", held.shown);
    let tried = held.form.answers.get(held_question("tried")).unwrap();
    assert_eq!(tried, &crate::answer::Value::Options([0, 1].map(crate::answer::OptionId).into_iter().collect()).into());

    let kept = hold(RICH, &[&PAIN[..], &["1", "", ".s"]].concat());
    assert!(kept.shown.contains("Kept as it was."), "{}", kept.shown);
    let gone_on = hold(RICH, &[&PAIN[..], &["1", "!", ".g 5", "1 2", ".s"]].concat()).shown;
    assert!(gone_on.contains("1 answer no longer applies and is kept aside: [6.2] Outcome (injections)"), "{gone_on}");
    assert!(gone_on.contains("1 answer applies again: [6.2] Outcome (injections)"), "{gone_on}");
    assert_eq!(gone_on.matches("CHECK:").count(), 1, "what hides nothing is taken at once: {gone_on}");
}

#[test]
fn a_pipe_says_in_its_own_line_that_answers_are_to_be_set_aside() {
    let all = hold(PIPED, &[&PAIN[..], &["1", "!"]].concat());
    assert!(
        all.shown.contains("1 answer no longer applies and is kept aside: 6.2 Outcome (injections)"),
        "{}",
        all.shown
    );
    let refused = hold(PIPED, &[&PAIN[..], &["1", "2"]].concat());
    assert_eq!(refused.ending, Ending::Refused(Some(held_question("tried"))));
}

#[test]
fn a_first_answer_is_never_held_up() {
    let rulebook = rulebook();
    let mut form = Form::empty(&rulebook, "2026-11-20".parse().unwrap());
    form.answers.set(held_question("falls"), crate::answer::Value::Option(crate::answer::OptionId::YES).into());
    let held = hold_on(&rulebook, form, RICH, &["1", "1", ".s"], |_| Ok(()));
    assert!(!held.shown.contains("CHECK"), "{}", held.shown);
    assert!(held.shown.contains("1 answer no longer applies and is kept aside: [10] Falls"), "{}", held.shown);
}

#[test]
fn an_answer_that_becomes_doubtful_is_named() {
    let held = hold(RICH, &[&PAIN[..], &[".u", ".s"]].concat());
    let said = "2 answers may no longer apply and stay marked: [6.1] Outcome (Tablets)";
    assert!(held.shown.contains(said), "{}", held.shown);
}

// ---------------------------------------------------------------------------------------------------------------------
// The list of questions

#[test]
fn a_word_searches_the_list() {
    leads(&["1", "2", ".u"], &[".g", "heig"], "What is your height?");
    leads(&["1", "2", ".u"], &[".g", "WHO is"], "Who is answering?"); // in the text of the question too
    leads(&["1", "2", ".u"], &[".g", "what"], "A number to go there"); // several: listed, to choose from
    leads(&["1", "2", ".u"], &[".g", "what", "4"], "What is your weight?");
    leads(&["1", "2", ".u"], &[".g", "zebra"], "ERROR: no question here holds `zebra`");
    leads(&["1", "2", ".u"], &[".g", "99"], "ERROR: there is no question 99");
    leads(&["1", "2", ".u"], &[".g", ""], "What is your weight?");
}

// ---------------------------------------------------------------------------------------------------------------------
// Notes

#[test]
fn a_note_before_the_answer_is_kept_with_the_answer_that_follows() {
    let held = hold(RICH, &["1", "2", ".m read from the wristband", "170", ".r", ".s"]);
    let height = held.form.answers.get(held_question("height_cm")).unwrap();
    assert_eq!(height.note.as_deref(), Some("read from the wristband"));
    assert!(matches!(height.answer, crate::answer::Answer::Value(_)));
    assert!(held.shown.contains("(23 of 500 characters)"), "{}", held.shown);
    let open = hold(RICH, &["1", "2", ".m read from the wristband", ".s"]);
    let height = open.form.answers.get(held_question("height_cm")).unwrap();
    assert_eq!(height.answer, crate::answer::Answer::Missing(Missing::Unanswered), "the note answers nothing");
}

#[test]
fn a_note_that_is_too_long_is_refused_whole() {
    let long = format!(".m {}", "n".repeat(501));
    let held = hold(RICH, &[&long, ".s"]);
    assert!(held.shown.contains("ERROR: 501 of 500 characters"), "{}", held.shown);
    assert!(held.form.answers.get(held_question("respondent")).is_none());
}
