//! What dialoguer, console and comfy-table need to be guarded against; `docs/terminal.md` names the test of each guard.

use std::path::Path;

use super::pty::Pty;
use super::{RULES, SHORT, drafts, pipe};

/// An interview at the alert, whose heading stands there; what comes behind it is being thrown away just then.
fn at_the_alert(state: &Path, arguments: &[&str]) -> Pty {
    let mut pty = Pty::start(state, &[], arguments);
    let plain = arguments.contains(&"--plain");
    for (number, line) in [("1", "1"), ("2", "1"), ("3", "170"), ("4", "70"), ("5", "0"), ("7", "0"), ("8", "3")] {
        let heading = if plain { format!("Question {number}.") } else { format!("[{number}]") };
        pty.answer(&heading, line);
    }
    pty.until("TELL THE PHYSICIAN NOW");
    pty
}

// ---------------------------------------------------------------------------------------------------------------------
// Typing: fast, pasted, ahead of the question, in other encodings

#[test]
fn pasted_lines_answer_one_question_each_and_stand_there_once() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.ready("[1]");
    pty.send("1\r2\r170\r70\r");
    pty.ready("[10]");
    for line in ["> 1\n", "> 2\n", "> 170\n", "> 70\n"] {
        assert_eq!(pty.contents().matches(line).count(), 1, "{line}: {}", pty.contents());
    }
}

#[test]
fn keys_between_two_questions_are_not_echoed_and_never_acknowledge() {
    for arguments in [&[][..], &["--plain"]] {
        let state = tempfile::tempdir().unwrap();
        let mut pty = at_the_alert(state.path(), arguments);
        for _ in 0..40 {
            pty.send("ok\r"); // somebody leans on the keys while the alert is drawn
        }
        pty.ready("What was typed before this was thrown away.");
        let shown = pty.contents();
        let echoed = shown.contains("\nok") || shown.contains("okok");
        assert!(!echoed || arguments.contains(&"--plain"), "on plain lines the system echoes: {shown}");
        assert!(!shown.contains("[9]") && !shown.contains("Question 9"), "{shown}");
        pty.answer("when you have read this.", "ok");
        pty.until("How would you describe");
    }
}

#[test]
fn ctrl_c_typed_while_an_alert_is_drawn_is_not_thrown_away() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = at_the_alert(state.path(), &[]);
    pty.send("x\x03");
    pty.until("Stopped. Every finished answer is saved");
    assert_eq!(pty.status(), 130);
    assert!(pty.cursor_is_shown() && pty.echoes());
}

#[test]
fn what_was_typed_stays_there_without_marks_of_direction() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.answer("[1]", "some\u{202E}body");
    pty.ready("ERROR: \"some?body\" is none of the options");
    pty.until("> some?body");
}

#[test]
fn ctrl_c_behind_a_line_stops_behind_the_answer() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.ready("[1]");
    pty.send("2\r\x03");
    pty.until("Stopped. Every finished answer is saved");
    assert_eq!(pty.status(), 130);
    assert!(std::fs::read_to_string(&drafts(state.path())[0]).unwrap().contains("caregiver"));
}

#[test]
fn a_key_that_types_letters_is_refused_and_not_taken_for_an_answer() {
    for (keys, typed) in [("\x1bOP", "P"), ("\x1b[15~", ""), ("\x1b[1;5D", "5D")] {
        let state = tempfile::tempdir().unwrap();
        let mut pty = Pty::start(state.path(), &[], &[]);
        pty.ready("[1]");
        pty.send(&format!("{keys}\r"));
        pty.ready("\n    ");
        assert!(!pty.contents().contains("= The patient"), "{typed}: {}", pty.contents());
        assert!(drafts(state.path()).is_empty(), "{typed}");
    }
}

#[test]
fn an_escape_that_arrives_apart_leads_nowhere() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.ready("[1]");
    pty.send("\x1b");
    pty.ready("[1]");
    pty.send("[A\r1\r"); // refused as letters, or an arrow that moves nothing: either way no answer, and the next one is
    pty.ready("[2]");
    assert_eq!(pty.contents().matches("= The patient").count(), 1, "{}", pty.contents());
}

#[test]
fn a_line_that_is_no_utf8_is_asked_again() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[("LANG", "en_US.ISO-8859-1")], &[]);
    pty.ready("Question 1.");
    pty.send_bytes(b"caf\xE9\r");
    pty.answer("ERROR: that line is not readable as UTF-8 text; type it again", "1");
    pty.ready("Question 2.");
}

#[test]
fn bytes_that_are_no_utf8_end_no_interview() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.ready("[1]");
    pty.send_bytes(b"\xE9zz\xFF\x80");
    pty.send("\r");
    pty.answer("ERROR:", "1");
    pty.ready("[2]");
}

#[test]
fn a_long_line_says_how_much_too_long_it_is() {
    for (arguments, characters) in [(&[][..], 700), (&["--plain"], 4_000)] {
        let state = tempfile::tempdir().unwrap();
        let mut pty = Pty::start(state.path(), &[], arguments);
        pty.ready("Who is answering?");
        pty.send(&format!(".m {}\r", "n".repeat(characters)));
        pty.ready(&format!("ERROR: {characters} of 500 characters"));
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Which surface, which glyphs, which colours

#[test]
fn a_window_that_is_too_small_gets_plain_lines() {
    for (size, plain) in [((40, 10), false), ((39, 24), true), ((80, 9), true)] {
        let state = tempfile::tempdir().unwrap();
        let mut pty = Pty::sized(size, state.path(), &[], &[]);
        pty.ready("Who is answering?");
        assert_eq!(pty.contents().contains("Question 1."), plain, "{size:?}: {}", pty.contents());
        pty.send(".s\r");
        assert_eq!(pty.status(), 130);
    }
}

#[test]
fn a_window_that_becomes_too_small_gets_plain_lines_until_it_grows() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.ready("[1]");
    pty.resize(30, 24);
    pty.answer("[1]", "1");
    pty.ready("Question 2.");
    assert!(pty.echoes(), "the system reads the line");
    pty.send("pain\x7f\x7f\x7f\x7f1\r");
    pty.ready("Question 3.");
    pty.resize(80, 24);
    pty.answer("Question 3.", "170");
    pty.ready("[4]");
    pty.resize(30, 24);
    pty.answer("[4]", "70");
    pty.ready("Question 5.");
    pty.send("\x03");
    pty.until("Stopped. Every finished");
    assert_eq!(pty.status(), 130);
    assert!(pty.echoes() && pty.cursor_is_shown());
}

#[test]
fn a_resize_is_no_ctrl_c() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.ready("[1]");
    for columns in [100, 60, 41, 80] {
        pty.resize(columns, 24);
    }
    pty.answer("[1]", "1");
    pty.ready("[2]");
}

#[test]
fn no_line_is_longer_than_the_terminal_at_any_width() {
    for columns in [40, 60, 80, 100, 200] {
        let state = tempfile::tempdir().unwrap();
        let mut pty = Pty::sized((columns, 200), state.path(), &[], &[]);
        for (question, line) in SHORT {
            pty.answer(question, line);
        }
        pty.answer("[11]", ".l");
        pty.ready("A number to change it");
        // the screen gives a line that the terminal had to break as one
        let widest = pty.contents().lines().map(|line| line.chars().count()).max();
        assert_eq!(widest, Some(usize::from(columns).min(100)), "the rules fill it: {}", pty.contents());
        let row = if columns < 64 { "[11] HbA1c: STILL TO ASK." } else { "11   HbA1c" };
        assert!(pty.contents().contains(row), "no column tears words apart: {}", pty.contents());
    }
}

#[test]
fn the_locale_is_the_first_variable_that_says_anything() {
    for (variables, rich) in [
        (&[("LC_ALL", "C")][..], false),
        (&[("LC_ALL", ""), ("LC_CTYPE", "")], true),
        (&[("LC_CTYPE", "POSIX")], false),
        (&[("LC_ALL", "de_DE.utf8"), ("LC_CTYPE", "C"), ("LANG", "C")], true),
        (&[("LANG", "")], false),
    ] {
        let state = tempfile::tempdir().unwrap();
        let mut pty = Pty::start(state.path(), variables, &[]);
        pty.ready("Who is answering?");
        assert_eq!(pty.contents().contains("[1]"), rich, "{variables:?}: {}", pty.contents());
        pty.send(".s\r");
        assert_eq!(pty.status(), 130);
    }
}

#[test]
fn colour_is_decided_once_whatever_else_the_environment_says() {
    for (variables, arguments, coloured) in [
        (&[][..], &[][..], true),
        (&[("NO_COLOR", "1")], &[], false),
        (&[("NO_COLOR", "")], &[], true),
        (&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")], &[], false),
        (&[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "")], &[], false),
        (&[("NO_COLOR", "1")], &["--color", "always"], true),
        (&[("CLICOLOR_FORCE", "1")], &["--color", "never"], false),
    ] {
        let state = tempfile::tempdir().unwrap();
        let mut pty = Pty::start(state.path(), variables, arguments);
        pty.answer("[1]", "zebra");
        pty.answer("ERROR: \"zebra\" is none of the options", ".r");
        pty.answer("A number to change it", ".s");
        assert_eq!(pty.status(), 130);
        let shown = String::from_utf8_lossy(&pty.bytes()).into_owned();
        let styled = shown.contains("\x1b[3") || shown.contains("\x1b[m") || shown.contains("\x1b[0m");
        assert_eq!(styled, coloured, "{variables:?} {arguments:?}: {shown:?}");
    }
}

#[test]
fn the_screen_draws_with_ascii_alone() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    for (question, line) in SHORT {
        pty.answer(question, line);
    }
    pty.answer("[11]", "9");
    pty.answer("A number to change it", ".g");
    pty.until("Search, then Enter");
    pty.send("\r");
    pty.answer("A number to change it", ".s");
    assert_eq!(pty.status(), 130);
    assert!(pty.bytes().is_ascii(), "{}", String::from_utf8_lossy(&pty.bytes()));
}

#[test]
fn answers_that_are_piped_in_are_read_although_a_terminal_is_there() {
    let state = tempfile::tempdir().unwrap();
    let line = format!("printf '1\\n2\\n170\\n70\\n2\\n7.2\\n' | \"$candor\" ask --rules '{RULES}' > /dev/null");
    let mut pty = Pty::shell(state.path(), &line);
    pty.until("Finished: case");
    assert_eq!(pty.status(), 0);
}

// ---------------------------------------------------------------------------------------------------------------------
// The search

#[test]
fn the_search_finds_a_question_and_goes_there() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    for (question, line) in &SHORT[..4] {
        pty.answer(question, line);
    }
    pty.answer("[10]", ".g");
    pty.until("Search, then Enter");
    pty.send("heig");
    pty.until("> [3] Height: 170 cm");
    pty.send("\r");
    pty.answer("now: 170 cm   (Enter keeps it)", "");
    pty.answer("[10]", ".g");
    pty.until("Search, then Enter");
    pty.send("\r");
    pty.answer("[10]", ".s");
    assert_eq!(pty.status(), 130);
}

#[test]
fn ctrl_c_and_signals_in_the_search_put_cursor_and_modes_back() {
    for terminate in [false, true] {
        let state = tempfile::tempdir().unwrap();
        let mut pty = Pty::start(state.path(), &[], &[]);
        pty.answer("[1]", "1");
        pty.answer("[2]", ".g");
        pty.until("Search, then Enter");
        if terminate {
            pty.terminate();
        } else {
            pty.send("he\x03");
        }
        pty.until("Stopped. Every finished");
        assert_eq!(pty.status(), 130);
        assert!(pty.cursor_is_shown() && pty.echoes());
    }
}

#[test]
fn the_list_off_a_terminal_is_lines() {
    let state = tempfile::tempdir().unwrap();
    let piped = pipe(state.path(), &[], b"1\n2\n.g\nheig\n170\n70\n2\n7.2\n");
    assert_eq!(piped.status, Some(0), "{}", piped.err);
    assert_eq!(piped.err.matches("A number to go there, a word to search").count(), 1, "{}", piped.err);
    for arguments in [&["--plain"][..], &[]] {
        let mut pty = Pty::sized(if arguments.is_empty() { (39, 24) } else { (80, 24) }, state.path(), &[], arguments);
        pty.answer("Question 1.", "1");
        pty.answer("Question 2.", ".g");
        pty.answer("A number to go there", "1");
        pty.answer("Now: The patient.", ".s");
        assert_eq!(pty.status(), 130);
        std::fs::remove_dir_all(state.path().join("candor")).unwrap();
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Hostile text, and the end

#[test]
fn hostile_text_of_a_form_does_not_reach_the_screen() {
    let state = tempfile::tempdir().unwrap();
    let form = state.path().join("form.yaml");
    let note = r#""a\e]0;title\a\e[2J\rb\bc\td\u202ee\u200bf\x85g""#;
    let text = format!("form: 1\nanswers: {{ respondent: {{ value: patient, note: {note} }} }}\n");
    std::fs::write(&form, text).unwrap();
    let mut pty = Pty::start(state.path(), &[], &["--resume", form.to_str().unwrap()]);
    pty.answer("[2]", ".r");
    pty.answer("a?]0;title??[2J b?c d?ef?g", ".g 1");
    pty.answer("(note: a?]0;title??[2J b?c d?ef?g)", ".s");
    assert_eq!(pty.status(), 130);
    let bytes = pty.bytes();
    let hostile = [&b"\x1b]0;"[..], b"\x07", b"\x08", b"\xE2\x80\xAE", b"\xC2\x85"];
    assert!(!hostile.iter().any(|text| bytes.windows(text.len()).any(|window| window == *text)));
}

#[test]
fn a_mistake_in_a_library_puts_the_terminal_back_and_keeps_the_draft() {
    let state = tempfile::tempdir().unwrap();
    let mut pty = Pty::start(state.path(), &[], &[]);
    pty.answer("[1]", "1");
    pty.ready("[2]");
    pty.send("x");
    pty.until("> x");
    pty.resize(1, 24); // in the middle of a line, where nobody asks for the size
    pty.send("\x7f");
    assert_eq!(pty.status(), 101);
    assert!(pty.cursor_is_shown() && pty.echoes());
    assert_eq!(drafts(state.path()).len(), 1);
}

#[test]
fn dialoguer_asks_for_a_line_and_a_search_alone_and_in_one_room() {
    let mut used = Vec::new();
    let mut folders = vec![Path::new(env!("CARGO_MANIFEST_DIR")).join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            if entry.is_dir() {
                folders.push(entry);
            } else {
                let text = std::fs::read_to_string(&entry).unwrap();
                let lines =
                    text.lines().filter(|line| line.contains("dialoguer::") && !line.contains("dialoguer::Error"));
                used.extend(lines.map(|line| (entry.file_name().unwrap().to_owned(), line.trim().to_owned())));
            }
        }
    }
    used.sort();
    let rich = |line: &str| ("rich.rs".into(), line.to_owned());
    assert_eq!(used, [rich("use dialoguer::theme::Theme;"), rich("use dialoguer::{FuzzySelect, Input};")]);
}

#[test]
fn every_test_of_the_page_exists() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("docs/terminal.md")).unwrap();
    let tests = ["guards", "languages", "session"].map(|room| format!("tests/it/terminal/{room}.rs"));
    let sources = ["tests/it/terminal.rs", "src/terminal/surfaces/plain.rs", "src/unit.rs"]
        .map(String::from)
        .into_iter()
        .chain(tests);
    let sources: String = sources.map(|path| std::fs::read_to_string(root.join(path)).unwrap()).collect();
    let rows: Vec<&str> = page.lines().filter(|line| line.starts_with("| ") && line.ends_with("` |")).collect();
    assert!(rows.len() > 25, "{}", rows.len());
    for name in rows.iter().flat_map(|row| row.rsplit(" | ").next().unwrap().split('`').skip(1).step_by(2)) {
        assert!(sources.contains(&format!("\nfn {name}()")) || sources.contains(&format!("    fn {name}()")), "{name}");
    }
}
