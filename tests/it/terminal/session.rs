//! Whole ways through an interview: back over a branch, from the call to the chart, the same on every surface.

use std::path::Path;

use super::pty::Pty;
use super::{SHORT, drafts, pipe, run};

/// The form in a file without what differs from one session to the next.
fn form(path: &Path) -> String {
    let text = std::fs::read_to_string(path).unwrap();
    let stays = |line: &&str| !line.starts_with("case:") && !line.contains("self_harm_recent:");
    text.lines().filter(stays).collect::<Vec<_>>().join("\n")
}

/// Replies with a change that sets an answer aside, a note, reasons, a check and an alert; one by one, as a pipe asks.
const REPLIES: [&str; 20] = [
    "1",
    "1 2",
    "5ft7",
    ".m read twice",
    "212lb",
    "1",
    "2",
    "<",
    ".g 5",
    "2",
    "!",
    "1",
    "0",
    "3",
    "ok",
    "\\.burning",
    "no",
    ".c examiner",
    "7,2",
    ".f",
];

#[test]
fn the_same_replies_give_the_same_form_on_every_surface() {
    let state = tempfile::tempdir().unwrap();
    let path = |name: &str| state.path().join(name).to_str().unwrap().to_owned();
    let piped = pipe(state.path(), &["-o", &path("piped.yaml")], (REPLIES.join("\n") + "\n").as_bytes());
    assert_eq!(piped.status, Some(0), "{}", piped.err);
    for (name, arguments) in [("rich.yaml", &[][..]), ("plain.yaml", &["--plain"])] {
        let output = path(name);
        let arguments = [&["--as-of", "2026-11-20", "-o", &output], arguments].concat();
        let mut pty = Pty::start(state.path(), &[], &arguments);
        let alert = REPLIES.iter().position(|reply| *reply == "ok").unwrap();
        pty.ready("Who is answering?");
        pty.send(&(REPLIES[..alert].join("\r") + "\r"));
        pty.ready("when you have read this.");
        pty.send(&(REPLIES[alert..].join("\r") + "\r"));
        pty.until("Date: ____");
        assert_eq!(pty.status(), 0);
        assert_eq!(form(Path::new(&path(name))), form(Path::new(&path("piped.yaml"))), "{name}");
    }
}

#[test]
fn back_over_a_branch_sets_its_answers_aside_and_brings_them_back() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    for (question, line) in SHORT {
        pty.answer(question, line);
    }
    pty.answer("[11]", ".g 2");
    pty.answer("now: Spasticity   (Enter keeps it)", "1");
    pty.answer("CHECK: this change sets 1 answer aside: [10] Falls.", "");
    pty.answer("Kept as it was.", ".g 2");
    pty.answer("now: Spasticity   (Enter keeps it)", "1");
    pty.answer("Type ! to go on, or another value.", "!");
    pty.answer("1 answer no longer applies and is kept aside: [10] Falls", ".g 2");
    pty.answer("now: Pain   (Enter keeps it)", "1 2");
    pty.answer("1 answer applies again: [10] Falls", ".s");
    assert_eq!(pty.status(), 130);
    assert!(std::fs::read_to_string(&drafts(state.path())[0]).unwrap().contains("falls: no"));
}

#[test]
fn the_call_is_left_and_a_colleague_goes_on_with_the_chart() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    for (question, line) in &SHORT[..4] {
        pty.answer(question, line);
    }
    pty.answer("[10]", "2");
    pty.until("The call is done; what follows comes from the chart. .s leaves it to a");
    pty.answer("The body, from the chart", ".s");
    assert_eq!(pty.status(), 130);

    let list = run(state.path(), &["cases", "list", "--rules", super::RULES], b"");
    assert!(list.out.contains("draft, next is the chart part"), "{}", list.out);
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.until("the chart part.");
    pty.answer("Start a new patient", "1");
    pty.until("The call is done");
    pty.answer("[11] What is the latest HbA1c?", "7.2");
    pty.answer("A number to change it", ".f");
    pty.until("Date: ____");
    assert_eq!(pty.status(), 0);
    let list = run(state.path(), &["cases", "list", "--rules", super::RULES], b"");
    assert!(list.out.contains("finished") && !list.out.contains("draft"), "{}", list.out);
}

#[test]
fn an_alert_that_was_left_open_stands_there_when_the_draft_goes_on() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    for (number, line) in [("1", "1"), ("2", "1"), ("3", "170"), ("4", "70"), ("5", "0"), ("7", "0"), ("8", "3")] {
        pty.answer(&format!("[{number}]"), line);
    }
    pty.answer("when you have read this.", ".s");
    assert_eq!(pty.status(), 130);
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.answer("Start a new patient", "1");
    pty.answer("TELL THE PHYSICIAN NOW", "<");
    pty.answer("now: In the past few weeks", "1");
    pty.answer("No longer urgent, and no longer acknowledged", ".s");
    assert_eq!(pty.status(), 130);
}

#[test]
fn a_session_in_spanish() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::run(state.path(), &["ask", "--lang", "es"]);
    pty.answer("[1]", "zebra");
    pty.answer("ERROR: \"zebra\"", "1");
    pty.answer("[2]", ".atras");
    pty.answer("[1]", "");
    pty.answer("[2]", ".guardar");
    assert_eq!(pty.status(), 130);
    assert!(std::fs::read_to_string(&drafts(state.path())[0]).unwrap().contains("language: es"));
}
