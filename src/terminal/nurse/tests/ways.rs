//! Going back, going elsewhere and changing one's mind, from every prompt there is.

use super::*;

/// Answers up to the alert.
const TO_ALERT: [&str; 7] = ["1", "1", ".u", ".d", "0", "0", "3"];
/// Answers up to the review, with one question put off.
const TO_REVIEW: [&str; 6] = ["1", "2", "170", "70", "2", ".l"];

/// Checks that these lines, after those, lead to a text behind the last of them, on every surface.
#[track_caller]
fn leads(before: &[&str], lines: &[&str], to: &str) {
    for surface in [RICH, PLAIN] {
        let held = hold(surface, &[before, lines].concat());
        let last = lines.last().unwrap();
        let shown = held.shown.strip_suffix("> \n").unwrap_or(&held.shown); // the last prompt, with nothing typed
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

/// Answers for pain, with two treatments and their outcomes, then back to question 5.
const PAIN: [&str; 8] = ["1", "1 2", "170", "70", "1 2", "1 2", "0", ".g 5"];
/// The same where outcomes are asked one by one.
const PIPED_PAIN: [&str; 9] = ["1", "1 2", "170", "70", "1 2", "1", "2", "0", ".g 5"];

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
    let all = hold(PIPED, &[&PIPED_PAIN[..], &["1", "!"]].concat());
    assert!(
        all.shown.contains("1 answer no longer applies and is kept aside: 6.2 Outcome (injections)"),
        "{}",
        all.shown
    );
    let refused = hold(PIPED, &[&PIPED_PAIN[..], &["1", "2"]].concat());
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
    leads(&["1", "2", ".u"], &[".g", "zebra"], "ERROR: no question here holds \"zebra\"");
    leads(&["1", "2", ".u"], &[".g", "99"], "ERROR: there is no question 99");
    leads(&["1", "2", ".u"], &[".g", ""], "What is your weight?");
}

// ---------------------------------------------------------------------------------------------------------------------
// The call and the chart

#[test]
fn whose_turn_it_is_stands_on_the_screen() {
    let call = &["1", "2", "170", "70", "2"];
    let done = "The call is done; what follows comes from the chart. .s leaves it to a\ncolleague.";
    leads(&call[..4], &[call[4]], done);
    leads(&call[..4], &[call[4]], "The body, from the chart");
    let rulebook = rulebook();
    let handed_over = hold(RICH, &[&call[..], &[".s"]].concat());
    let resumed = hold_on(&rulebook, handed_over.form.clone(), RICH, &["7", ".f"], |_| Ok(()));
    assert!(resumed.shown.starts_with(done), "{}", resumed.shown);
    assert_eq!(resumed.ending, Ending::Finished);
    // looking up a chart question in the middle of the call does not announce the chart part
    let looked_up = hold(RICH, &["1", "2", ".g 11", "7", "170"]).shown;
    assert!(looked_up.contains("The body, from the chart") && !looked_up.contains("The call is done"), "{looked_up}");
    let turn = |form: Form| Interview::new(&rulebook, form).turn();
    assert_eq!(turn(hold(RICH, &call[..4]).form), Some(Turn::Call));
    assert_eq!(turn(handed_over.form), Some(Turn::Chart));
    assert_eq!(turn(resumed.form), None);
}

// ---------------------------------------------------------------------------------------------------------------------
// The review

#[test]
fn the_review_names_what_is_urgent_by_its_answer_and_shows_whole_notes() {
    let lines = ["1", "1", ".u", ".d", "0", "0", "3", "ok", ".g 8", ".m said it twice", "", ".r", ".s"];
    let shown = hold(RICH, &lines).shown;
    assert!(shown.contains("Urgent (1)  [8] Recent thoughts of self-harm"), "{shown}");
    assert!(shown.contains("IN THE PAST FEW WEEKS (note: said"), "{shown}");
    assert!(shown.contains("now: In the past few weeks"), "{shown}");
}

#[test]
fn progress_never_runs_backwards_without_a_reason() {
    // the reasons: what an answer opens, sets aside, brings back or makes doubtful; and an answer put off or unknown
    let reasons =
        ["more question", "more to go", "no longer appl", "apply again", "applies again", "ASK LATER", "UNKNOWN"];
    let (rulebook, ui) = (builtin(), Ui::english());
    for seed in 0..30_usize {
        let mut script = Anybody { seed: seed * 7919 + 17, left: 160, shown: String::new() };
        let form = Form::empty(&rulebook, "2026-11-20".parse().unwrap());
        let mut journal = Recorder::new(&form, |_| Ok(()));
        let now = || String::from("2026-11-20T09:41");
        let nurse = Nurse::new(&mut script, ui, Interview::new(&rulebook, form), &mut journal, now);
        let (_, interview) = nurse.conduct().unwrap();
        assert_eq!(journal.form, interview.into_form(), "the events fold into another form");
        let mut before: Option<(usize, usize)> = None;
        let mut since = String::new();
        for line in script.shown.lines() {
            let progress = line.strip_prefix("-- ").and_then(|_| line.rsplit_once("- ")?.1.split_once(" done, "));
            let Some((done, to_go)) = progress else {
                since.extend([line, "\n"]);
                continue;
            };
            let count = |text: &str| text.split(' ').find_map(|word| word.parse().ok()).unwrap_or(0);
            let now: (usize, usize) = (count(done), count(to_go));
            let backwards = before.is_some_and(|before| now.0 < before.0 || now.1 > before.1);
            let said = reasons.iter().any(|reason| since.contains(reason));
            assert!(!backwards || said, "{before:?} to {now:?} without a word, seed {seed}:\n{since}");
            before = Some(now);
            since.clear();
        }
        assert!(before.is_some(), "{}", script.shown);
    }
}

fn builtin() -> Rulebook {
    Rulebook::builtin().unwrap()
}

/// A random user who answers, changes answers, puts them off and does not know.
struct Anybody {
    seed: usize,
    left: usize,
    shown: String,
}

impl Prompter for Anybody {
    fn say(&mut self, text: &str) -> io::Result<()> {
        self.shown.extend([text, "\n"]);
        Ok(())
    }

    fn line(&mut self, _: &str, _: Option<&str>) -> io::Result<crate::terminal::Typed> {
        let lines = [
            "1", "2", "1 2", "3", "40", "ok", "!", ".u", "<", ".l", "1", "2", "0", "2 3", "\\text", ".g 3", ".d", "yes",
        ];
        let Some(left) = self.left.checked_sub(1) else { return Ok(crate::terminal::Typed::Ended) };
        self.left = left;
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        let line = lines[(self.seed >> 33) % lines.len()];
        self.shown.extend(["> ", line, "\n"]);
        Ok(crate::terminal::Typed::Line(line.to_owned()))
    }

    fn width(&self) -> usize {
        80
    }

    fn surface(&self) -> Capabilities {
        RICH
    }
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
