#![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
use insta::assert_snapshot;

use super::*;
use crate::answer::Missing;
use crate::form::Form;
use crate::interview::progress::{Progress, Turn};
use crate::rulebook::Rulebook;
use crate::terminal::Capabilities;
use crate::terminal::surfaces::script::ScriptedSurface;
use crate::text::SourceText;

mod grid;
mod ways;

const RULES: &str = include_str!("../../../tests/it/terminal/rulebook.yaml");
const RICH: Capabilities = Capabilities { rich: true, piped: false };
const PLAIN: Capabilities = Capabilities { rich: false, piped: false };
const PIPED: Capabilities = Capabilities { rich: false, piped: true };

fn rulebook() -> Rulebook {
    Rulebook::read(&SourceText::new("small_check", RULES)).unwrap()
}

struct Held {
    shown: String,
    ending: Ending,
    form: Form,
    /// The number of attempts to save events.
    kept: usize,
    left: usize,
}

/// Folds the events of an interview into a form, as a store does.
struct Recorder<S> {
    form: Form,
    /// The number of attempts to save events, successful or not.
    kept: usize,
    /// Whether the last attempt succeeded.
    whole: bool,
    save: S,
}

impl<S: FnMut(usize) -> io::Result<()>> Recorder<S> {
    fn new(form: &Form, save: S) -> Recorder<S> {
        Recorder { form: form.clone(), kept: 0, whole: true, save }
    }
}

impl<S: FnMut(usize) -> io::Result<()>> Journal for Recorder<S> {
    fn append(&mut self, events: &[Event]) -> io::Result<()> {
        self.kept += 1;
        let saved = (self.save)(self.kept);
        self.whole = saved.is_ok();
        if self.whole {
            crate::case::fold(&mut self.form, events);
        }
        saved
    }
}

/// Holds an interview with these lines typed.
fn hold(surface: Capabilities, lines: &[&str]) -> Held {
    let rulebook = rulebook();
    hold_on(&rulebook, Form::empty(&rulebook, "2026-11-20".parse().unwrap()), surface, lines, |_| Ok(()))
}

fn hold_on(
    rulebook: &Rulebook,
    form: Form,
    surface: Capabilities,
    lines: &[&str],
    save: impl FnMut(usize) -> io::Result<()>,
) -> Held {
    let ui = Ui::english();
    let mut script = ScriptedSurface::new(surface, lines);
    let mut journal = Recorder::new(&form, save);
    let now = || String::from("2026-11-20T09:41");
    let nurse = Nurse::new(&mut script, ui, Interview::new(rulebook, form), &mut journal, now);
    let (ending, interview) = nurse.conduct().unwrap();
    let form = interview.into_form();
    assert!(!journal.whole || journal.form == form, "the events fold into another form\n{}", script.shown);
    Held { left: script.left(), shown: script.shown, ending, form, kept: journal.kept }
}

/// Checks that a text is shown after these lines.
#[track_caller]
fn check(lines: &[&str], shown: &str) {
    let held = hold(RICH, lines);
    assert!(held.shown.contains(shown), "no `{shown}` in\n{}", held.shown);
}

#[test]
fn a_whole_interview_on_the_rich_surface() {
    let lines = ["1", "1 2", "5ft7", "212lb", "1 2", "2 1", "0", "3", "ok", ".u", "no", "7,2", ".f"];
    let held = hold(RICH, &lines);
    assert_eq!((&held.ending, held.left), (&Ending::Finished, 0), "{}", held.shown);
    assert_eq!(held.kept, 12, "each line of answers, and the acknowledgement");
    assert_snapshot!(held.shown);
}

#[test]
fn a_whole_interview_on_the_plain_surface() {
    let lines = ["1", "1 2", "5ft7", "212lb", "1 2", "2", "enough rel", "0", "3", "ok", ".u", "no", "7,2"];
    let held = hold(PIPED, &lines);
    assert_eq!((&held.ending, held.left), (&Ending::Finished, 0), "{}", held.shown);
    assert_snapshot!(held.shown);
}

#[test]
fn help_why_and_the_commands() {
    assert_snapshot!(hold(RICH, &["1", "2", "?", "??", ".k", ".o", "170", "??", ".s"]).shown);
}

#[test]
fn help_on_the_plain_surface() {
    assert_snapshot!(hold(PLAIN, &["?", "??", ".k", ".s"]).shown);
}

#[test]
fn errors_say_what_can_be_typed() {
    assert_snapshot!(
        hold(
            RICH,
            &[
                "9",
                "pa",
                "p",
                ".zebra",
                ".u",
                "",
                "!",
                ".c nobody",
                ".m",
                ".g 3",
                ".g 99",
                ".f x",
                "1",
                "1 1",
                "1",
                "1,5",
                "tall",
                "5.7",
                "215",
                "999",
                "215",
                "!",
                ".s"
            ]
        )
        .shown
    );
}

#[test]
fn a_list_to_go_to_and_a_note_and_an_informant() {
    let lines =
        ["1", "2", "170", ".m weighed at home", ".c caregiver", "70", ".g", "3", "", ".g", "", ".g", "10", ".l", ".s"];
    let held = hold(RICH, &lines);
    assert_eq!(held.ending, Ending::Left);
    assert_snapshot!(held.shown);
}

#[test]
fn the_review_changes_an_answer_and_confirms_what_is_open() {
    let lines = [
        "1", "2", "170", "70", "2", ".l", // to the review
        "hello", "5", "99", "4", "71", // what does not apply, what is none, then a change
        ".g 10", "1", ".r", "?", "", ".f", "maybe", "2", ".f", "1",
    ];
    let held = hold(RICH, &lines);
    assert_eq!((&held.ending, held.left), (&Ending::Finished, 0), "{}", held.shown);
    assert_snapshot!(held.shown);
}

#[test]
fn a_branch_opened_in_the_review_is_asked_at_once() {
    let held = hold(RICH, &["1", "2", "170", "70", "2", "7", "2", "1 2", ".s"]);
    assert!(held.shown.ends_with("> .s\n") && held.shown.contains("[5] Which of these"), "{}", held.shown);
}

#[test]
fn what_takes_a_value_only_stands_against_the_end() {
    check(&[".f", ".s"], "ERROR: these take a value before the interview can end: [1] [2]");
    check(&["1", ".r", "", ".s"], "Enter to go on asking");
}

#[test]
fn an_alert_that_was_corrected_away_says_so() {
    let lines = ["1", "1", ".u", ".d", "0", "0", "3", "ok", "<", "1", ".s"];
    check(&lines, "No longer urgent, and no longer acknowledged: Recent thoughts of self-harm");
    let held = hold(RICH, &lines);
    assert_eq!(held.form.acknowledged, []);
}

#[test]
fn an_alert_lets_nobody_past_without_being_read() {
    let held = hold(RICH, &["1", "1", ".u", ".d", "0", "0", "3", "1", "", ".f", ".u"]);
    assert_eq!(held.ending, Ending::Ended(Some(held_question("words"))));
    assert_eq!(held.shown.matches("ERROR: type  ok  when you have read this").count(), 4, "{}", held.shown);
}

fn held_question(id: &str) -> QuestionId {
    rulebook().question_named(id).unwrap()
}

#[test]
fn an_answer_that_could_not_be_kept_stays_with_its_question() {
    let rulebook = rulebook();
    let form = Form::empty(&rulebook, "2026-11-20".parse().unwrap());
    let full = |kept| if kept == 2 { Err(io::Error::other("the disk is full")) } else { Ok(()) };
    let held = hold_on(&rulebook, form.clone(), RICH, &["1", "2", "", ".s"], full);
    assert!(held.shown.contains("ERROR: this could not be saved: the disk is full"), "{}", held.shown);
    assert!(held.shown.contains("not saved: Spasticity   (Enter saves it)"), "{}", held.shown);
    assert!(!held.shown.contains("= Spasticity"), "{}", held.shown);
    assert!(held.shown.ends_with("ft, in.\n> .s\n"), "{}", held.shown);
    let ui = Ui::english();
    let mut script = ScriptedSurface::new(PIPED, &["1"]);
    let mut journal = Recorder::new(&form, |_| Err(io::Error::other("the disk is full")));
    let interview = Interview::new(&rulebook, form);
    let piped = Nurse::new(&mut script, ui, interview, &mut journal, String::new).conduct();
    assert_eq!(piped.unwrap_err().to_string(), "the disk is full", "a pipe cannot try again");
}

/// Checks the ending of piped lines, with nobody there to correct them.
#[track_caller]
fn check_piped(lines: &[&str], at: Option<&str>, refused: bool) {
    let at = at.map(held_question);
    let expected = if refused { Ending::Refused(at) } else { Ending::Ended(at) };
    let held = hold(PIPED, lines);
    assert_eq!(held.ending, expected, "{}", held.shown);
}

/// Checks that all lines are read, the ending, and a text shown, if saving fails from the second attempt up to this
/// one.
#[track_caller]
fn check_unsaved(lines: &[&str], until: usize, ending: Ending, shown: &str) {
    let rulebook = rulebook();
    let form = Form::empty(&rulebook, "2026-11-20".parse().unwrap());
    let full = |kept| if (2..=until).contains(&kept) { Err(io::Error::other("the disk is full")) } else { Ok(()) };
    let held = hold_on(&rulebook, form, RICH, lines, full);
    assert_eq!((held.ending, held.left), (ending, 0), "{}", held.shown);
    assert!(held.shown.contains(shown), "no `{shown}` in\n{}", held.shown);
}

#[test]
fn leaving_saves_what_could_not_be_saved_or_says_so_and_stays() {
    let said = "ERROR: not everything could be saved: the disk is full.";
    check_unsaved(&["1", "2", ".s"], 2, Ending::Left, "not saved: Spasticity");
    check_unsaved(&["1", "2", ".s", ".s"], 3, Ending::Left, said);
    check_unsaved(&["1", "2", ".s", ".s", "^C"], 9, Ending::Interrupted, said);
    check_unsaved(&["1", "2", "<", "", ".s"], 2, Ending::Left, "now: The patient   (Enter keeps it)");
    check_unsaved(&["1", ".m a note", ".s", "^C"], 9, Ending::Interrupted, said);
    check_unsaved(&["1", ".c chart", ".s", ".s"], 3, Ending::Left, said);
    check_unsaved(&["1", "2", "2", ".u", ".u", ".u", ".u", ".f"], 2, Ending::Finished, "Spasticity");
}

#[test]
fn a_review_in_the_middle_shows_what_was_answered_and_counts_the_rest() {
    let held = hold(RICH, &["1", "2", ".l", ".r", ".s"]);
    assert!(held.shown.contains("Still to ask (4)  [3] [4] [10] [11]"), "{}", held.shown);
    assert!(held.shown.contains("STILL TO ASK"), "put off: {}", held.shown);
    assert!(!held.shown.contains("Falls"), "not asked yet: {}", held.shown);
    let children = hold(RICH, &["1", "1", ".r", ".s"]);
    assert!(!children.shown.contains("[6.1]"), "{}", children.shown);
}

#[test]
fn small_things_are_said_as_they_are() {
    check(&["1", "2", "170", "70", "2", "7", "3", ".s"], "6 done, none to go");
    check(&["1 2", ".s"], "ERROR: this question takes one number only");
}

#[test]
fn what_is_listed_hangs_below_its_dash() {
    let (rulebook, ui) = (rulebook(), Ui::english());
    let wording = Wording { rulebook: &rulebook, ui, width: 30, rich: true };
    assert_eq!(wording.block("Sources:\n- One that is too long"), "    Sources:\n    - One that is too long");
    assert_eq!(wording.block("- One that is very much too long"), "    - One that is very much\n      too long");
}

#[test]
fn one_word_says_unknown_in_the_echo_beside_the_question_and_in_the_review() {
    check(&["1", "2", ".u", "<", ".s"], "    = UNKNOWN (will be listed as missing)");
    check(&["1", "2", ".u", "<", ".s"], "now: UNKNOWN   (Enter keeps it)");
    check(&["1", "2", ".d", "<", ".s"], "now: DECLINED   (Enter keeps it)");
    assert!(!hold(RICH, &["1", "2", ".u", ".r", ".s"]).shown.contains("NOT KNOWN"));
}

#[test]
fn in_a_pipe_what_is_refused_ends_the_interview_at_its_question() {
    check_piped(&["1", "2"], Some("height_cm"), false);
    check_piped(&["1", "2", ""], Some("height_cm"), true);
    check_piped(&["1", "2", "215", "70"], Some("height_cm"), true);
    check_piped(&["1", "2", ".g 5"], Some("height_cm"), true);
    check_piped(&["1", "1", ".u", ".d", "0", "0", "3", ".u"], Some("words"), true);
    check_piped(&["1", "2", ".u", ".u", ".u", ".u", "hello"], None, true);
    check_piped(&["1", "2", ".u", ".u", ".u", ".l"], None, false);
    check_piped(&["1", "2", ".u", ".u", ".u", ".l", ".f", "maybe"], None, true);
}

#[test]
fn ctrl_c_leads_out_from_everywhere() {
    for lines in [
        &["^C"][..],
        &["1", "2", ".g", "^C"],
        &["1", "1", ".u", ".d", "0", "0", "3", "^C"],
        &["1", "2", ".u", ".u", ".u", ".u", "^C"],
        &["1", "2", ".u", ".u", ".u", ".l", ".f", "^C"],
    ] {
        assert_eq!(hold(RICH, lines).ending, Ending::Interrupted, "{lines:?}");
    }
}

#[test]
fn the_screen_is_cleared_and_the_question_stands_there_again() {
    check(&["1", ".x", ".s"], "(cleared)\n[2] Why is a pump being looked at?");
    check(&["1", "2", ".u", ".u", ".u", ".u", ".x", ".s"], "(cleared)\n-- Review");
}

#[test]
fn an_answer_on_a_question_that_may_not_apply_is_marked_in_the_review() {
    let rulebook = rulebook();
    let mut form = Form::empty(&rulebook, "2026-11-20".parse().unwrap());
    form.answers.set(held_question("falls"), crate::answer::Value::Option(crate::answer::OptionId::YES).into());
    form.answers.set(held_question("weight_kg"), Missing::Unreadable.into());
    let held = hold_on(&rulebook, form, RICH, &[".r", ".s"], |_| Ok(()));
    assert!(held.shown.contains("yes (it is not known whether this applies)"), "{}", held.shown);
    assert!(held.shown.contains("Unreadable (1)  [4]"), "{}", held.shown);
}

fn offers() -> [Offer; 3] {
    let offer = |case: &str, state| Offer { case: case.to_owned(), when: "today 09:12".to_owned(), state };
    [
        offer("K7QX4", OfferState::Open(Progress { answered: 18, to_go: 28 }, Some(Turn::Chart))),
        offer("B3KLM", OfferState::OtherRules("small_check 0.9.0 (abcdef01)".to_owned())),
        offer("C4NPQ", OfferState::Unreadable("/drafts/C4NPQ.yaml".to_owned())),
    ]
}

/// Returns the choice made with these lines, and the output.
fn choose(surface: Capabilities, offers: &[Offer], lines: &[&str]) -> (Result<Option<usize>, Ending>, String) {
    let (rulebook, ui) = (rulebook(), Ui::english());
    let mut script = ScriptedSurface::new(surface, lines);
    let mut opening = InterviewStart::new(&mut script, ui, &rulebook);
    opening.greet().unwrap();
    let choice = opening.offer(offers).unwrap();
    match choice {
        Ok(Some(place)) => {
            opening.continued(&offers[place].case, Progress { answered: 18, to_go: 28 }).unwrap();
        }
        _ => opening.begun("K7QX4").unwrap(),
    }
    (choice, script.shown)
}

#[test]
fn open_drafts_are_offered() {
    let (choice, shown) = choose(RICH, &offers(), &["4", "continue", "continue case k7qx4"]);
    assert_eq!(choice, Ok(Some(0)), "{shown}");
    assert_snapshot!(shown);
    assert_eq!(choose(RICH, &offers(), &["2"]).0, Ok(Some(1)));
    assert_eq!(choose(RICH, &offers(), &["3"]).0, Ok(None));
    assert_eq!(choose(PLAIN, &offers()[..1], &["2"]).0, Ok(None));
    assert_eq!(choose(PLAIN, &offers()[2..], &[]).0, Ok(None), "what cannot be read is not offered");
    assert_eq!(choose(PIPED, &offers(), &["1"]).0, Ok(None), "a pipe is not asked");
    assert_eq!(choose(RICH, &offers(), &[]).0, Err(Ending::Ended(None)));
    assert_eq!(choose(RICH, &offers(), &["^C"]).0, Err(Ending::Interrupted));
}

#[test]
fn other_rules_are_taken_only_if_that_is_wanted() {
    let (rulebook, ui) = (rulebook(), Ui::english());
    for (line, choice) in [("1", true), ("yes", true), ("2", false)] {
        let mut script = ScriptedSurface::new(PLAIN, &[line]);
        assert_eq!(
            InterviewStart::new(&mut script, ui, &rulebook).confirm_rules("small_check 0.9.0 (abc)").unwrap(),
            Ok(choice)
        );
        assert!(script.shown.contains("small_check 0.9.0 (abc)"), "{}", script.shown);
    }
}
