//! What the nurse sees: whole interviews in a pseudo-terminal of 80x24, and lists of answers through a pipe.
#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

mod guards;
mod languages;
mod pty;
mod recorded;
mod session;

use std::path::{Path, PathBuf};
use std::process::Stdio;

use pty::Pty;

use crate::program::{Running, candor, output};

const RULES: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/it/terminal/rulebook.yaml");

/// The drafts below a state folder.
fn drafts(state: &Path) -> Vec<PathBuf> {
    forms(&state.join("candor/drafts"))
}

/// The finished cases below a state folder.
fn cases(state: &Path) -> Vec<PathBuf> {
    forms(&state.join("candor/cases"))
}

fn forms(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "yaml")).collect()
}

/// From the first question to the last of a short form: a patient with spasticity.
const SHORT: [(&str, &str); 5] = [("[1]", "1"), ("[2]", "2"), ("[3]", "170"), ("[4]", "70"), ("[10]", "2")];

#[test]
fn a_whole_interview() {
    let state = tempfile::tempdir().unwrap();
    let form = state.path().join("form.yaml");
    let mut pty = Pty::start(state.path(), &[], &["--as-of", "2026-11-20", "-o", form.to_str().unwrap()]);
    pty.answer("[1] Who is answering?", "1");
    pty.answer("[2] Why is a pump", "?");
    pty.answer("You can pick more than one.", "??");
    pty.answer("It decides which questions follow.", "9");
    pty.answer("ERROR: \"9\" is none of the options", "1");
    pty.answer("[3] What is your height?", "5.7");
    pty.answer("ERROR: 5.7 is not possible (50 to 230 cm)", "215");
    pty.answer("CHECK: 215 cm is unusual (120 to 210).", "!");
    pty.answer("= 215 cm, checked", "<");
    pty.answer("now: 215 cm, checked   (Enter keeps it)", "5ft7");
    pty.answer("= 170 cm (5ft7)", "");
    pty.answer("Enter alone does", "212lb");
    pty.answer("Body-mass index: 33.3", "1 2");
    pty.answer("[6] For each one: How did it go?", "1 9");
    pty.answer("ERROR: nothing of this line is stored. injections: \"9\" is none", ".o");
    pty.answer("[6.1] Tablets: How did it go?", ".u");
    pty.answer("[6.2] Injections or nerve blocks", ".g 5");
    pty.answer("now: Tablets, Injections or nerve blocks   (Enter keeps it)", "3");
    pty.answer("CHECK: this change sets 1 answer aside: [6.1] Outcome (Tablets).", "!");
    pty.answer("1 answer no longer applies and is kept aside: [6.1]", "<");
    pty.answer("now: Spinal cord stimulation   (Enter keeps it)", "inj, tab");
    pty.answer("1 answer applies again: [6.1]", "1");
    pty.answer("[7] How often", "3");
    pty.answer("[8] Have you had", "3");
    pty.answer("Type  ok  when you have read this.", "yes");
    pty.answer("ERROR: type  ok  when you have read this", "ok");
    pty.answer("[9] How would you describe", "\\.stabbing");
    pty.answer("[11] What is the latest HbA1c?", ".l");
    pty.answer("Still to ask (1)  [11]", "4");
    pty.answer("now: 96.2 kg (212lb)   (Enter keeps it)", "80");
    pty.answer("Still to ask (1)  [11]", ".f");
    pty.answer("1 question is still open: [11]. Finish all the same?", "1");
    pty.until("Date: ____");
    assert_eq!(pty.status(), 0);
    let form = std::fs::read_to_string(form).unwrap();
    for line in ["weight_kg: 80", "words: .stabbing", "missing: unknown", "typed: 5ft7", "self_harm_recent: 2"] {
        assert!(form.contains(line), "{line} in\n{form}");
    }
    assert!(drafts(state.path()).is_empty(), "a finished draft is removed");
    assert!(cases(state.path()).is_empty(), "the form is in the file that was asked for");
}

#[test]
fn ctrl_c_keeps_the_draft_and_puts_the_terminal_back() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    for (question, line) in &SHORT[..3] {
        pty.answer(question, line);
    }
    pty.ready("[4] What is your weight?");
    pty.send("7\x03");
    pty.until("Stopped. Every finished answer is saved");
    assert_eq!(pty.status(), 130);
    assert!(pty.cursor_is_shown());
    assert!(pty.echoes(), "echo and line mode are back");
    assert_eq!(drafts(state.path()).len(), 1);

    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.answer("3 answered, about", "1");
    pty.answer("[4] What is your weight?", "70");
    pty.answer("[10] Have there been falls?", "2");
    pty.answer("[11] What is", ".d");
    pty.answer("Declined (1)  [11]", ".f");
    pty.until("To remove it: candor cases remove");
    assert_eq!(pty.status(), 0);
    assert!(drafts(state.path()).is_empty());
    assert_eq!(cases(state.path()).len(), 1);
}

#[test]
fn sigterm_keeps_the_draft_and_puts_the_terminal_back() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.answer("[1]", "1");
    pty.ready("[2]");
    pty.terminate();
    assert_eq!(pty.status(), 130);
    assert!(pty.cursor_is_shown() && pty.echoes());
    assert_eq!(drafts(state.path()).len(), 1);
}

#[test]
fn a_terminal_that_goes_away_leaves_the_draft() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.answer("[1]", "1");
    pty.ready("[2]");
    assert_eq!(pty.hang_up(), 130);
    assert_eq!(drafts(state.path()).len(), 1);
}

#[test]
fn plain_lines_on_a_terminal_are_left_with_ctrl_c_and_with_the_end_of_input() {
    for (variables, arguments, keys) in
        [(&[][..], &["--plain"][..], "\x03"), (&[("ACCESSIBLE", "1")], &[], "\x03"), (&[], &["--plain"], "\x04")]
    {
        let state = tempfile::tempdir().unwrap();
        let mut pty = Pty::start(state.path(), variables, arguments);
        pty.answer("Question 1.", "9");
        pty.answer("ERROR: \"9\" is none of the options", "1");
        pty.ready("Question 2.");
        pty.send(keys);
        pty.until("Stopped. Every finished answer is saved");
        assert_eq!(pty.status(), 130);
        assert!(pty.echoes());
        assert_eq!(drafts(state.path()).len(), 1);
    }
}

#[test]
fn saving_and_leaving_says_how_to_go_on() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.answer("[1]", "1");
    pty.answer("[2]", ".s");
    pty.until("To go on: candor ask --resume");
    assert_eq!(pty.status(), 130);
    let case = drafts(state.path())[0].file_stem().unwrap().to_str().unwrap().to_owned();
    let mut pty = Pty::start(state.path(), &[], &["--resume", &case]);
    pty.answer("[2] Why is", ".s");
    assert_eq!(pty.status(), 130);
}

#[test]
fn an_interview_that_is_open_elsewhere_is_not_opened_twice() {
    let state = tempfile::tempdir().unwrap();
    let mut first = Pty::start(state.path(), &[], &[]);
    first.answer("[1]", "1");
    first.ready("[2]");
    let case = drafts(state.path())[0].file_stem().unwrap().to_str().unwrap().to_owned();
    let mut second = Pty::start(state.path(), &[], &["--resume", &case]);
    second.until("is open in another window");
    assert_eq!(second.status(), 1);
    first.send(".s\r");
    assert_eq!(first.status(), 130);
}

#[test]
fn a_pasted_second_line_does_not_acknowledge_an_alert() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    for (question, line) in [("[1]", "1"), ("[2]", "1"), ("[3]", "170"), ("[4]", "70"), ("[5]", "0"), ("[7]", "0")] {
        pty.answer(question, line);
    }
    pty.ready("[8]");
    pty.send("3\rok\r");
    pty.ready("Type  ok  when you have read this.");
    assert!(!pty.contents().contains("> ok"));
    pty.send("ok\r");
    pty.ready("[9]");
}

#[test]
fn a_note_longer_than_the_line_stands_there_once() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.ready("[1]");
    let note = format!(".m {}END", "caller speaks of the chart ".repeat(6));
    pty.send(&format!("{note}\r"));
    pty.ready("The note is kept beside this answer (");
    let contents = pty.contents().replace('\n', "");
    assert_eq!(contents.matches("END").count(), 1, "{}", pty.contents());
    assert_eq!(contents.matches("> .m caller").count(), 1, "{}", pty.contents());
}

#[test]
fn a_dumb_terminal_gets_no_escape() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[("TERM", "dumb")], &[]);
    for (question, line) in SHORT {
        pty.answer(question.trim_matches(['[', ']']), line);
    }
    pty.answer("Question 11.", ".u");
    pty.answer("Still to ask (0)", ".f");
    pty.until("Date: ____");
    assert_eq!(pty.status(), 0);
    assert!(!pty.bytes().contains(&0x1b), "{}", String::from_utf8_lossy(&pty.bytes()));
}

#[test]
fn without_utf8_every_byte_is_ascii() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[("LANG", "C")], &[]);
    for (question, line) in SHORT {
        pty.answer(&format!("Question {}.", question.trim_matches(['[', ']'])), line);
    }
    pty.answer("Question 11.", ".u");
    pty.answer("Still to ask (0)", ".f");
    pty.until("Date: ____");
    assert_eq!(pty.status(), 0);
    assert!(pty.bytes().is_ascii());
}

#[test]
fn no_color_means_none() {
    for (name, value, coloured) in [("NO_COLOR", "1", false), ("NO_COLOR", "", true)] {
        let state = tempfile::tempdir().unwrap();
        let mut pty = Pty::start(state.path(), &[(name, value)], &[]);
        pty.answer("[1]", "zebra");
        pty.answer("ERROR: \"zebra\" is none of the options", ".s");
        assert_eq!(pty.status(), 130);
        let shown = String::from_utf8_lossy(&pty.bytes()).into_owned();
        assert_eq!(shown.contains("\x1b[33m"), coloured, "{shown:?}");
    }
}

#[test]
fn keys_that_are_no_text_are_no_answer() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.ready("[1]");
    pty.send("\x1b[A\x1b[5~\x1b[3~\t\x01\x071\r");
    pty.ready("[2]");
    assert!(pty.contents().contains("= The patient"), "{}", pty.contents());
}

#[test]
fn the_size_is_asked_again_at_each_question() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.ready("[1]");
    pty.resize(60, 24);
    pty.answer("[1]", "1");
    pty.answer("[2]", "1");
    pty.ready("[3]");
    let widest = pty.contents().lines().filter(|line| line.starts_with("-- 2 of")).map(str::len).max();
    assert_eq!(widest, Some(60), "{}", pty.contents());
}

// ---------------------------------------------------------------------------------------------------------------------
// Through a pipe

struct Piped {
    status: Option<i32>,
    out: String,
    err: String,
}

fn pipe(state: &Path, arguments: &[&str], input: &[u8]) -> Piped {
    run(state, &[&["ask", "--rules", RULES, "--as-of", "2026-11-20"], arguments].concat(), input)
}

fn run(state: &Path, arguments: &[&str], input: &[u8]) -> Piped {
    let output = output(candor().env("XDG_STATE_HOME", state).current_dir(state).args(arguments), input);
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    Piped { status: output.status.code(), out: text(&output.stdout), err: text(&output.stderr) }
}

/// How a list of answers ends: the status, what standard error says, and how many drafts stay.
#[track_caller]
fn check(lines: &str, status: i32, said: &str, kept: usize) {
    let state = tempfile::tempdir().unwrap();
    let piped = pipe(state.path(), &[], lines.as_bytes());
    assert_eq!(piped.status, Some(status), "{}", piped.err);
    assert!(piped.err.contains(said), "{said} in\n{}", piped.err);
    assert_eq!(drafts(state.path()).len(), kept, "drafts");
    assert_eq!(cases(state.path()).len(), usize::from(status == 0), "finished cases");
    assert_eq!(piped.out.contains("INTAKE SUMMARY"), status == 0);
}

#[test]
fn a_list_of_answers_is_just_the_answers() {
    check("1\n2\n170\n70\n2\n7.2\n", 0, "Recorded: 7.2 %.", 0);
    check("1\n2\n170\n70\n2\n7.2\n.f\n", 0, "The summary follows.", 0);
    check("1\r\n2\r\n170\r\n70\r\n2\r\n7.2\r\n", 0, "The summary follows.", 0);
}

#[test]
fn a_form_is_not_read_from_where_the_answers_come_from() {
    let state = tempfile::tempdir().unwrap();
    let piped = pipe(state.path(), &["--resume", "-"], b"form: 1\n");
    assert_eq!(piped.status, Some(2), "{}", piped.err);
    assert!(piped.err.contains("answers are read from standard input"), "{}", piped.err);
}

#[test]
fn a_list_that_ends_early_says_where() {
    check("1\n2\n170\n", 4, "the input ended before question 4 was answered", 1);
    check("1\n2\n170\n70\n2\n.l\n", 4, "the input ended before the interview was finished", 1);
    check("", 4, "there is no terminal to ask at and nothing was piped in", 0);
    check("", 4, "pipe a file with one answer a line: candor ask < answers.txt", 0);
}

#[test]
fn a_line_that_is_refused_does_not_shift_the_others() {
    check("1\n2\n170cm2\n70\n", 4, "the answer to question 3 was refused", 1);
    check("1\n2\n\n70\n", 4, "the answer to question 3 was refused", 1);
    check("7\n", 4, "the answer to question 1 was refused", 0);
    check("1\n2\n170\n70\n2\n7.2\nhello\n", 4, "a line of the review was refused", 1);
}

#[test]
fn an_unusual_value_needs_its_own_line_to_be_kept() {
    check("1\n2\n215\n!\n70\n2\n7.2\n", 0, "Recorded: 215 cm, checked.", 0);
    check("1\n2\n215\n170\n70\n2\n7.2\n", 4, "the answer to question 3 was refused", 1);
}

#[test]
fn an_alert_needs_its_own_line_to_be_acknowledged() {
    check("1\n1\n170\n70\n0\n0\n3\nok\n.u\n7.2\n", 0, "TELL THE PHYSICIAN NOW.", 0);
    check("1\n1\n170\n70\n0\n0\n3\n.u\n7.2\n", 4, "ERROR: type  ok  when you have read this", 1);
}

#[test]
fn hostile_text_reaches_neither_screen_nor_form() {
    let state = tempfile::tempdir().unwrap();
    let form = state.path().join("form.yaml");
    let text = "1\n1\n170\n70\n0\n0\n1\n\x1b[2J\x07pain\u{202E}\u{200B} of\ta kind\n7.2\n";
    let piped = pipe(state.path(), &["-o", form.to_str().unwrap()], text.as_bytes());
    assert_eq!(piped.status, Some(0), "{}", piped.err);
    let form = std::fs::read_to_string(form).unwrap();
    assert!(form.contains("'?[2J?pain? of a kind'") || form.contains("?[2J?pain? of a kind"), "{form}");
    for text in [&piped.out, &piped.err, &form] {
        assert!(!text.chars().any(|c| (c.is_control() && c != '\n') || c == '\u{202E}'), "{text:?}");
    }
}

#[test]
fn a_line_that_is_no_utf8_is_refused() {
    let state = tempfile::tempdir().unwrap();
    let piped = pipe(state.path(), &[], b"1\n1\n170\n70\n0\n0\n1\ncaf\xE9\n7.2\n");
    assert_eq!(piped.status, Some(4));
    assert!(piped.err.contains("not readable as UTF-8"), "{}", piped.err);
}

#[test]
fn a_form_from_a_file_goes_on_where_it_stopped_and_gives_the_same_summary() {
    let state = tempfile::tempdir().unwrap();
    let (first, second) = (state.path().join("first.yaml"), state.path().join("second.json"));
    let whole = pipe(
        state.path(),
        &["--format", "json", "-o", first.to_str().unwrap()],
        b"1\n2\n5ft7\n.m weighed today\n70\n2\n.c examiner\n7,2\n",
    );
    assert_eq!(whole.status, Some(0), "{}", whole.err);
    let arguments = ["--format", "json", "--resume", first.to_str().unwrap(), "-o", second.to_str().unwrap()];
    let again = pipe(state.path(), &arguments, b".f\n");
    assert_eq!(again.status, Some(0), "{}", again.err);
    assert_eq!(again.out, whole.out);
    let drawn = output(candor().args(["summary", second.to_str().unwrap(), "--rules", RULES, "--format", "json"]), b"");
    assert_eq!(String::from_utf8(drawn.stdout).unwrap(), whole.out);
}

#[test]
fn a_form_made_with_other_rules_goes_on_only_if_that_is_wanted() {
    let state = tempfile::tempdir().unwrap();
    let form = state.path().join("form.yaml");
    let made =
        "form: 1\nrulebook: { id: small_check, version: 0.9.0, sha256: abc }\nanswers: { respondent: patient }\n";
    std::fs::write(&form, made).unwrap();
    let no = pipe(state.path(), &["--resume", form.to_str().unwrap()], b"2\n");
    assert_eq!(no.status, Some(130), "{}", no.err);
    assert!(no.err.contains("small_check 0.9.0 (abc)"), "{}", no.err);
    let yes = pipe(state.path(), &["--resume", form.to_str().unwrap()], b"1\n2\n170\n70\n2\n7.2\n");
    assert_eq!(yes.status, Some(0), "{}", yes.err);
    assert_eq!(std::fs::read_to_string(&form).unwrap(), made, "the file itself stays");
}

#[test]
fn a_draft_that_cannot_be_read_is_named_and_stays() {
    let state = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(state.path().join("candor/drafts")).unwrap();
    let draft = state.path().join("candor/drafts/K7QX4.yaml");
    std::fs::write(&draft, "form: 1\nanswers: { words: Grace").unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.answer("cannot be read and stays as it is", ".s");
    assert_eq!(pty.status(), 130);
    let piped = pipe(state.path(), &["--resume", "K7QX4"], b"1\n");
    assert_eq!(piped.status, Some(1), "{}", piped.err);
    assert!(piped.err.contains("cannot be read") && !piped.err.contains("Grace"), "{}", piped.err);
    assert!(draft.exists());
}

/// How `--resume K7QX4` ends where this lies among the drafts, which stays as it is.
#[track_caller]
fn check_draft(text: &str, said: &str) {
    let state = tempfile::tempdir().unwrap();
    std::fs::create_dir_all(state.path().join("candor/drafts")).unwrap();
    let draft = state.path().join("candor/drafts/K7QX4.yaml");
    std::fs::write(&draft, text).unwrap();
    let piped = pipe(state.path(), &["--resume", "K7QX4"], b"2\n.s\n");
    assert_eq!(piped.status, Some(1), "{}", piped.err);
    let err = piped.err.split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ");
    assert!(err.contains(said), "no `{said}` in\n{err}");
    assert_eq!(std::fs::read_to_string(draft).unwrap(), text);
}

#[test]
fn a_draft_is_read_as_strictly_as_any_form() {
    check_draft("form: 1\nanswers: { respondent: patient, self_harm: now, self_harm: no }\n", "duplicate-key");
    check_draft("form: 1\nanswers: { respondent: &one patient, height_cm: *one }\n", "alias");
    check_draft("form: 1\nanswer: { respondent: patient }\n", "`answer` is no key that stands here");
}

#[test]
fn a_form_in_a_file_that_cannot_be_is_named_by_its_file() {
    let state = tempfile::tempdir().unwrap();
    let form = state.path().join("last\x1bweek.yaml");
    std::fs::write(&form, "form: 1\nanswers: { respondent: nobody }\n").unwrap();
    let piped = pipe(state.path(), &["--resume", form.to_str().unwrap()], b"1\n");
    assert_eq!(piped.status, Some(4), "{}", piped.err);
    assert!(piped.err.contains("last?week.yaml") && !piped.err.contains('\x1b'), "{}", piped.err);
    let endless = pipe(state.path(), &["--resume", "/dev/zero"], b"1\n");
    assert!(endless.err.contains("longer than 4 MiB"), "{}", endless.err);
}

#[test]
fn a_draft_named_by_its_file_is_as_locked_as_by_its_code() {
    let state = tempfile::tempdir().unwrap();
    let mut first = Pty::start(state.path(), &[], &[]);
    first.answer("[1]", "1");
    first.ready("[2]");
    let draft = drafts(state.path())[0].clone();
    let second = pipe(state.path(), &["--resume", draft.to_str().unwrap()], b"2\n");
    assert_eq!(second.status, Some(1), "{}", second.err);
    assert!(second.err.contains("is open in another window"), "{}", second.err);
    first.send(".s\r");
    assert_eq!(first.status(), 130);
    let again = pipe(state.path(), &["--resume", draft.to_str().unwrap()], b"2\n.s\n");
    assert_eq!((again.status, drafts(state.path())), (Some(130), vec![draft]), "{}", again.err);
}

#[test]
fn leaving_a_form_from_a_file_unchanged_claims_no_draft() {
    let state = tempfile::tempdir().unwrap();
    let form = state.path().join("form.yaml");
    std::fs::write(&form, "form: 1\nanswers: { respondent: patient }\n").unwrap();
    let left = pipe(state.path(), &["--resume", form.to_str().unwrap()], b".s\n");
    assert_eq!((left.status, drafts(state.path()).len()), (Some(130), 0), "{}", left.err);
    assert!(left.err.contains("Nothing was changed") && !left.err.contains("Saved:"), "{}", left.err);
}

#[test]
fn what_cannot_be_saved_is_not_said_to_be() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.answer("[1]", "1");
    pty.ready("[2]");
    let draft = drafts(state.path())[0].clone();
    let beside = draft.with_file_name(format!(".{}.tmp", draft.file_stem().unwrap().to_str().unwrap()));
    std::fs::create_dir(&beside).unwrap(); // the place beside is taken
    pty.send("1\r");
    pty.answer("ERROR: this could not be saved: cannot write", ".s");
    pty.answer("ERROR: not everything could be saved: cannot write", "\x03");
    pty.until("The last answer could NOT be saved");
    assert_eq!(pty.status(), 130);
    assert!(!pty.contents().contains("Saved: case"), "{}", pty.contents());
    assert!(!pty.contents().contains("Every finished answer is saved"), "{}", pty.contents());
    std::fs::remove_dir(&beside).unwrap();

    let mut pty = Pty::start(state.path(), &[], &["--resume", draft.file_stem().unwrap().to_str().unwrap()]);
    pty.ready("[2]");
    std::fs::create_dir(&beside).unwrap();
    pty.send("1\r");
    pty.ready("not saved: ");
    std::fs::remove_dir(&beside).unwrap();
    pty.send(".s\r");
    pty.until("Saved: case");
    assert_eq!(pty.status(), 130);
    assert_eq!(std::fs::read_to_string(&draft).unwrap().matches("pathway").count(), 1);
}

#[test]
fn a_place_that_cannot_be_written_is_refused_before_the_first_question() {
    let state = tempfile::tempdir().unwrap();
    let piped = pipe(state.path(), &["-o", "/no/such/folder/form.yaml"], b"1\n");
    assert_eq!(piped.status, Some(2), "{}", piped.err);
    assert!(!piped.err.contains("Question 1"), "{}", piped.err);
}

// ---------------------------------------------------------------------------------------------------------------------
// Finished cases

const FINISHED: &[u8] = b"1\n2\n5ft7\n70\n2\n.u\n";

/// A state folder with one finished case in it, its code, and the summary that was printed.
fn finished() -> (tempfile::TempDir, String, String) {
    let state = tempfile::tempdir().unwrap();
    let piped = pipe(state.path(), &["--format", "json"], FINISHED);
    assert_eq!(piped.status, Some(0), "{}", piped.err);
    let case = cases(state.path())[0].file_stem().unwrap().to_str().unwrap().to_owned();
    for line in ["Saved: case {}.", "candor summary {} --rules {rules}\n", "candor cases remove {}"] {
        let line = line.replace("{}", &case).replace("{rules}", RULES);
        assert!(piped.err.contains(&line), "{line} in\n{}", piped.err);
    }
    (state, case, piped.out)
}

/// How a command that names a case ends: the status, and what it says.
#[track_caller]
fn check_run(state: &Path, arguments: &[&str], status: i32, said: &str) -> Piped {
    let piped = run(state, arguments, b"");
    let all = [piped.out.as_str(), &piped.err].concat();
    assert_eq!(piped.status, Some(status), "{arguments:?}: {all}");
    assert!(all.contains(said), "{arguments:?}: no `{said}` in\n{all}");
    piped
}

#[test]
fn a_finished_case_is_listed_drawn_explained_and_removed_by_its_code() {
    let (state, case, summary) = finished();
    let state = state.path();
    let list = check_run(state, &["cases", "list"], 0, "small_check 1.0.0");
    let line = list.out.lines().nth(1).unwrap();
    assert!(line.starts_with(&case) && line.contains("       5  "), "{}", list.out);
    let json = check_run(state, &["cases", "list", "--format", "json"], 0, "").out;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert_eq!((json[0]["case"].as_str(), json[0]["answered"].as_u64()), (Some(case.as_str()), Some(5)));
    assert_eq!(json[0]["rulebook"]["id"], "small_check");

    let drawn = check_run(state, &["summary", &case.to_lowercase(), "--rules", RULES, "--format", "json"], 0, "");
    assert_eq!((drawn.out, drawn.err.as_str()), (summary, ""));
    let file = cases(state)[0].to_str().unwrap().to_owned();
    for format in ["text", "markdown", "json"] {
        let of = |form: &str| check_run(state, &["summary", form, "--rules", RULES, "--format", format], 0, "").out;
        assert_eq!(of(&case), of(&file));
    }
    check_run(state, &["why", &case, "heavy", "--rules", RULES], 0, "Rule");

    check_run(state, &["cases", "remove", &case], 2, "no terminal to ask at");
    let draft = "the case `A2AAA` is a draft, not a finished case";
    std::fs::create_dir_all(state.join("candor/drafts")).unwrap();
    std::fs::write(state.join("candor/drafts/A2AAA.yaml"), "form: 1\n").unwrap();
    check_run(state, &["cases", "remove", &case, "a2aaa", "--yes"], 1, draft);
    std::fs::remove_file(state.join("candor/drafts/A2AAA.yaml")).unwrap();
    check_run(state, &["cases", "remove", &case, "A2AAA", "--yes"], 1, "there is no case `A2AAA`");
    assert_eq!(cases(state).len(), 1, "all of them or none");
    check_run(state, &["cases", "remove", &case, &case, "--yes"], 0, "Removed: case");
    check_run(state, &["cases", "list"], 0, "No finished cases");
    check_run(state, &["summary", &case, "--rules", RULES], 1, "there is no case");
}

#[test]
fn a_resumed_case_is_a_draft_until_it_is_finished_again() {
    let (state, case, before) = finished();
    let left = pipe(state.path(), &["--resume", &case], b"4\n80\n.s\n");
    assert_eq!(left.status, Some(130), "{}", left.err);
    assert_eq!((drafts(state.path()).len(), cases(state.path()).len()), (1, 0));
    let half = check_run(state.path(), &["summary", &case, "--rules", RULES, "--format", "json"], 0, "").out;
    let again = pipe(state.path(), &["--resume", &case, "--format", "json"], b".f\n");
    assert_eq!(again.status, Some(0), "{}", again.err);
    assert_eq!((drafts(state.path()).len(), cases(state.path()).len()), (0, 1));
    assert_ne!(again.out, before);
    assert_eq!(again.out, half);

    let file = state.path().join("form.yaml");
    let out = pipe(state.path(), &["--resume", &case, "-o", file.to_str().unwrap(), "--format", "json"], b".f\n");
    assert_eq!(out.out, again.out);
    assert_eq!((drafts(state.path()).len(), cases(state.path()).len()), (0, 0), "the form is in the file");
}

#[test]
fn a_file_that_is_called_like_a_code_is_read_where_no_case_has_it() {
    let (state, case, summary) = finished();
    let other = if case == "K7QX4" { "A2AAA" } else { "K7QX4" };
    let form = std::fs::read_to_string(&cases(state.path())[0]).unwrap();
    let drawn =
        |name: &str| check_run(state.path(), &["summary", name, "--rules", RULES, "--format", "json"], 0, "").out;
    std::fs::write(state.path().join(other), &form).unwrap();
    assert_eq!(drawn(other), summary);
    std::fs::write(state.path().join(&case), "form: 1").unwrap();
    assert_eq!(drawn(&case), summary, "the case wins");
    assert_ne!(drawn(&format!("./{case}")), summary);
}

#[test]
fn a_form_of_a_kept_case_gets_a_code_of_its_own() {
    let (state, case, _) = finished();
    let file = state.path().join("form.yaml");
    std::fs::copy(&cases(state.path())[0], &file).unwrap();
    let piped = pipe(state.path(), &["--resume", file.to_str().unwrap()], b".f\n");
    assert_eq!(piped.status, Some(0), "{}", piped.err);
    assert_eq!(cases(state.path()).len(), 2);
    assert!(!piped.err.contains(&format!("Saved: case {case}")), "{}", piped.err);
}

#[test]
fn a_summary_that_cannot_be_written_leaves_the_draft() {
    let state = tempfile::tempdir().unwrap();
    let mut command = candor();
    command.env("XDG_STATE_HOME", state.path()).args(["ask", "--rules", RULES]).stdin(Stdio::piped());
    let mut running = Running::start(command.stdout(std::fs::File::create("/dev/full").unwrap()));
    running.feed(FINISHED);
    running.close();
    assert_eq!(running.ended().status.code(), Some(1));
    assert_eq!((drafts(state.path()).len(), cases(state.path()).len()), (1, 0));
}

#[test]
fn removing_asks_first() {
    let (state, case, _) = finished();
    for (typed, status, left) in [("y", 130, 1), ("", 130, 1), ("yes", 0, 0)] {
        let mut pty = Pty::run(state.path(), &["cases", "remove", &case]);
        pty.answer("Remove this case for good?", typed);
        assert_eq!(pty.status(), status);
        assert_eq!(cases(state.path()).len(), left, "{typed}");
    }
}

#[test]
fn a_form_made_with_other_rules_is_drawn_with_a_note() {
    let (state, case, _) = finished();
    let rules = state.path().join("rules.yaml");
    let changed = std::fs::read_to_string(RULES).unwrap() + "# a word more\n";
    std::fs::write(&rules, changed).unwrap();
    let rules = rules.to_str().unwrap();
    for command in [&["summary", &case][..], &["why", &case, "heavy"]] {
        let noted =
            check_run(state.path(), &[command, &["--rules", rules]].concat(), 0, "note: this form was made with");
        assert_eq!(noted.err.lines().count(), 1, "{}", noted.err);
        assert_eq!(noted.err.matches("small_check 1.0.0 (").count(), 2, "{}", noted.err);
        let quiet = check_run(state.path(), &[command, &["--rules", rules, "--quiet"]].concat(), 0, "");
        assert_eq!((quiet.out, quiet.err.as_str()), (noted.out, ""));
    }
}
