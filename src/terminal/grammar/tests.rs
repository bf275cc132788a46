#![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
use super::*;
use crate::answer::{Informant, OptionId, Options};
use crate::form::refusal::Reason;
use crate::rulebook::Rulebook;
use crate::text::SourceText;
use crate::ui::Ui;

const RULES: &str = "
format: 1
id: lines
version: 1.0.0
title: Lines
intended_use: For tests.
sources:
  made_up: { title: Made up, publisher: candor, year: 2026, read: project, checked: 2026-11-20, review_by: 2030-11-20 }
sections:
  - id: only
    title: Only
    questions:
      - { id: fever, title: Fever, ask: Fever?, type: yes_no }
      - id: thinner
        title: Thinner
        ask: Which one?
        type: choice
        options: { apixaban: Apixaban, aspirin_low: \"Aspirin, low dose\", aspirin_high: \"Aspirin, high dose\", cafe: { label: \"Caf\\u00E9 au lait\", short: coffee } }
      - id: mood
        title: Mood
        ask: How often?
        type: choice
        options: { never: { label: Not at all, points: 0 }, some: { label: Several days, points: 1 }, most: { label: Nearly every day, points: 3 } }
      - id: shared
        title: Shared
        ask: How often?
        type: choice
        options: { never: { label: Not at all, points: 0 }, some: { label: Several days, points: 1 }, most: { label: Nearly every day, points: 1 } }
      - id: tried
        title: Tried
        ask: What was tried?
        type: choices
        options: { none: { label: None of these, exclusive: true }, tablets: Tablets, physio: Physiotherapy or rehabilitation, blocks: \"Injections, nerve blocks\" }
      - { id: height, title: Height, ask: How tall?, type: number, unit: cm, range: [50, 230], usual: [120, 210], accepts: { ft: 30.48, in: 2.54 } }
      - { id: dose, title: Dose, ask: How much?, type: number, unit: mg, range: [0, 5000], decimals: 1 }
      - { id: words, title: Words, ask: In words?, type: text, limit: 20 }
criteria:
  - { id: hot, kind: risk, title: Hot, when: { fever: yes }, sources: [made_up] }
";

/// Returns the meaning of a line typed at a question.
fn meant(id: &str, line: &str) -> Reply {
    let rulebook = Rulebook::read(&SourceText::new("lines", RULES)).unwrap();
    let ui = Ui::english();
    read(&ui.interview.commands, &rulebook.questions[rulebook.question_named(id).unwrap()], line)
}

#[track_caller]
fn check(id: &str, line: &str, expected: &Reply) {
    assert_eq!(meant(id, line), *expected, "{line:?} for {id}");
}

fn option(place: u8) -> Reply {
    Reply::Answer(Value::Option(OptionId(place)).into())
}

fn options(places: &[u8]) -> Reply {
    let options: Options = places.iter().copied().map(OptionId).collect();
    Reply::Answer(Value::Options(options).into())
}

fn text(text: &str) -> Reply {
    Reply::Answer(Value::Text(text.to_owned()).into())
}

fn none(typed: &str) -> Reply {
    Reply::Wrong(Wrong::NoOption(typed.to_owned()))
}

/// Checks each row of the table in section 3 of the terminal page; the tests below cover the corner cases.
#[test]
fn the_table_of_the_page() {
    let number = |text: &str, typed: Option<&str>| {
        let value = Value::Number(crate::decimal::Decimal::parse(text).unwrap());
        Reply::Answer(Response { typed: typed.map(str::to_owned), ..Response::from(value) })
    };
    let command = Reply::Command;
    let go_to = |number: Option<&str>| command(Command::GoTo(number.map(str::to_owned)));
    for (id, line, expected) in [
        ("thinner", "3", option(2)),
        ("tried", "1 3", options(&[1, 3])),
        ("tried", "1,3", options(&[1, 3])),
        ("tried", "0", options(&[0])),
        ("thinner", "apix", option(0)),
        ("thinner", "Cafe", option(3)),
        ("thinner", "asp", Reply::Wrong(Wrong::SeveralFit(vec![OptionId(1), OptionId(2)]))),
        ("height", "170", number("170", None)),
        ("height", "5ft7", number("170", Some("5ft7"))),
        ("height", "67in", number("170", Some("67in"))),
        ("height", "67 in", number("170", Some("67 in"))),
        ("dose", "7,2", number("7.2", None)),
        ("dose", "7.2", number("7.2", None)),
        ("dose", ".5", number("0.5", None)),
        ("fever", "?", command(Command::Help)),
        ("fever", "??", command(Command::Why)),
        ("fever", "<", command(Command::Back)),
        ("fever", ".back", command(Command::Back)),
        ("fever", ".u", Reply::Answer(Missing::Unknown.into())),
        ("fever", ".d", Reply::Answer(Missing::Declined.into())),
        ("fever", ".n", Reply::Answer(Missing::NotApplicable.into())),
        ("fever", ".l", command(Command::Later)),
        ("fever", ".g 12", go_to(Some("12"))),
        ("fever", ".g", go_to(None)),
        ("fever", ".go 12", go_to(Some("12"))),
        ("fever", ".c patient", command(Command::Informant(Informant::Patient))),
        ("fever", ".c caregiver", command(Command::Informant(Informant::Caregiver))),
        ("fever", ".c chart", command(Command::Informant(Informant::Chart))),
        ("fever", ".c examiner", command(Command::Informant(Informant::Examiner))),
        ("fever", ".r", command(Command::Review)),
        ("fever", ".f", command(Command::Finish)),
        ("fever", ".s", command(Command::Leave)),
        ("fever", ".x", command(Command::Clear)),
        ("fever", ".o", command(Command::OneByOne)),
        ("fever", ".k", command(Command::Commands)),
        ("fever", "!", command(Command::Keep)), // the nurse, not the grammar, knows the value to keep
        ("fever", ".m by phone", command(Command::Note("by phone".to_owned()))),
        ("fever", "", Reply::Nothing),
        ("words", "\\.u", text(".u")),
        ("fever", ".zebra", Reply::Wrong(Wrong::NoCommand)),
    ] {
        check(id, line, &expected);
    }
}

#[test]
fn a_number_chooses_the_option_with_that_number() {
    check("fever", "1", &option(0));
    check("fever", " 2 ", &option(1));
    check("thinner", "4", &option(3));
    check("thinner", "04", &option(3));
    for line in ["0", "3", "-1", "1.0", "1 2", "99999999999"] {
        assert!(
            matches!(meant("fever", line), Reply::Wrong(Wrong::NoOption(_) | Wrong::OneOnly | Wrong::TooFewLetters(_))),
            "{line}"
        );
    }
}

#[test]
fn distinct_whole_points_are_the_numbers() {
    check("mood", "0", &option(0));
    check("mood", "1", &option(1));
    check("mood", "3", &option(2));
    check("mood", "2", &none("2"));
    check("shared", "1", &option(0)); // shared points select nothing
    check("shared", "3", &option(2));
}

#[test]
fn letters_choose_by_exact_label_or_by_one_word_prefix() {
    check("fever", "YES", &option(0));
    check("fever", "no", &option(1));
    check("thinner", "apix", &option(0));
    check("thinner", "aspirin, low dose", &option(1));
    check("thinner", "low", &option(1));
    check("thinner", "cafe au lait", &option(3));
    check("thinner", "CAF\u{C9} ", &option(3));
    check("thinner", "coffee", &option(3));
    check("thinner", "xaban", &none("xaban")); // not where a word begins
    check("thinner", "ap", &Reply::Wrong(Wrong::TooFewLetters("ap".to_owned())));
    check("fever", "y", &Reply::Wrong(Wrong::TooFewLetters("y".to_owned())));
    check("thinner", "asp", &Reply::Wrong(Wrong::SeveralFit(vec![OptionId(1), OptionId(2)])));
    check("thinner", "apixaban, cafe", &none("apixaban, cafe"));
}

#[test]
fn several_options_stand_apart_by_spaces_or_commas() {
    check("tried", "1 3", &options(&[1, 3]));
    check("tried", "1,3", &options(&[1, 3]));
    check("tried", "3, 1,", &options(&[1, 3]));
    check("tried", "0", &options(&[0]));
    check("tried", "phys, tablets", &options(&[1, 2]));
    check("tried", "2, tablets", &options(&[1, 2]));
    check("tried", "Injections, nerve blocks", &options(&[3]));
    check("tried", "none of these", &options(&[0]));
    check("tried", "1 1", &Reply::Wrong(Wrong::Twice(OptionId(1))));
    check("tried", "0 1", &Reply::Wrong(Wrong::NotWithOthers(OptionId(0))));
    check("tried", "1 4", &none("4"));
    check("fever", "1 2", &Reply::Wrong(Wrong::OneOnly));
    check("tried", "1-3", &options(&[1, 2, 3]));
    check("tried", "1-2, 3", &options(&[1, 2, 3]));
    check("tried", "1-2 2", &Reply::Wrong(Wrong::Twice(OptionId(2))));
    check("tried", "0-2", &Reply::Wrong(Wrong::NotWithOthers(OptionId(0))));
    check("tried", "1-4", &none("4"));
    check("tried", "3-1", &Reply::Wrong(Wrong::TooFewLetters("3-1".to_owned())));
    check("tried", ",", &none(","));
}

#[test]
fn a_number_is_read_with_its_unit() {
    let height = |value: i32, typed: Option<&str>, usual: bool| {
        let value = Value::Number(crate::decimal::Decimal::whole(value));
        Reply::Answer(Response { typed: typed.map(str::to_owned), checked: !usual, ..Response::from(value) })
    };
    check("height", "170", &height(170, None, true));
    check("height", "5ft7", &height(170, Some("5ft7"), true));
    check("height", "67in", &height(170, Some("67in"), true));
    check("height", "215", &height(215, None, false));
    for line in ["5.7", "240", "tall", "5 7", "170kg", ""] {
        assert!(!matches!(meant("height", line), Reply::Answer(_)), "{line}");
    }
    assert!(matches!(meant("dose", "1,200"), Reply::Wrong(Wrong::Number(Reason::Ambiguous { .. }))));
    assert!(matches!(meant("dose", ".5"), Reply::Answer(_)), "a dot before a digit begins a number");
}

#[test]
fn a_missing_reason_is_a_command_or_its_word() {
    for id in ["fever", "tried", "height", "words"] {
        check(id, ".u", &Reply::Answer(Missing::Unknown.into()));
        check(id, ".D", &Reply::Answer(Missing::Declined.into()));
        check(id, ".na", &Reply::Answer(Missing::NotApplicable.into()));
        check(id, "unknown", &Reply::Answer(Missing::Unknown.into()));
        check(id, "not_applicable", &Reply::Answer(Missing::NotApplicable.into()));
        check(id, "Desconocido", &Reply::Answer(Missing::Unknown.into()));
        check(id, ".no_aplica", &Reply::Answer(Missing::NotApplicable.into()));
    }
    check("words", "\\unknown", &text("unknown"));
    check("words", "unreadable", &text("unreadable")); // a word of files alone
    check("fever", "unanswered", &none("unanswered"));
}

#[test]
fn commands_have_letters_and_full_words() {
    let commands = [
        (&["?", ".h", ".help"][..], Command::Help),
        (&["??", ".why"], Command::Why),
        (&["<", ".b", ".back", ".BACK"], Command::Back),
        (&["!", ".keep"], Command::Keep),
        (&[".l", ".later"], Command::Later),
        (&[".g", ".go", ".g []"], Command::GoTo(None)),
        (&[".g 12", ".go  12", ".g [12]"], Command::GoTo(Some("12".to_owned()))),
        (&[".c chart", ".from CHART", ".c expediente", ".de Expediente"], Command::Informant(Informant::Chart)),
        (&[".m  told by phone ", ".note told by phone"], Command::Note("told by phone".to_owned())),
        (&[".r"], Command::Review),
        (&[".f"], Command::Finish),
        (&[".s", ".save"], Command::Leave),
        (&[".x"], Command::Clear),
        (&[".o"], Command::OneByOne),
        (&[".k"], Command::Commands),
    ];
    for (lines, command) in commands {
        for line in lines {
            check("words", line, &Reply::Command(command.clone()));
        }
    }
    check("words", "  ", &Reply::Nothing);
}

#[test]
fn a_dot_and_letters_that_are_no_command_are_an_error_and_never_an_answer() {
    for (line, wrong) in [
        (".zebra", Wrong::NoCommand),
        (".\u{E9}", Wrong::NoCommand),
        (".c", Wrong::NoInformant),
        (".c nurse", Wrong::NoInformant),
        (".m", Wrong::NoNote),
        (".m \u{200B}", Wrong::NoNote),
        (".u really", Wrong::NotAlone),
        (".b 3", Wrong::NotAlone),
    ] {
        check("words", line, &Reply::Wrong(wrong));
    }
    let long = Wrong::TooLong { characters: 501, limit: 500 };
    check("words", &format!(".m {}", "x".repeat(501)), &Reply::Wrong(long));
}

#[test]
fn a_text_is_taken_as_it_stands_cleaned_and_within_its_limit() {
    check("words", " stabbing  pain ", &text("stabbing  pain"));
    check("words", "...", &text("..."));
    check("words", "\u{200B}", &Reply::Nothing);
    check("words", "\\.u", &text(".u"));
    check("words", "\\?", &text("?"));
    check("words", "a\tb\u{7}c", &text("a b?c"));
    check("words", &"\u{E9}".repeat(20), &text(&"\u{E9}".repeat(20)));
    check("words", &"x".repeat(21), &Reply::Wrong(Wrong::TooLong { characters: 21, limit: 20 }));
}

#[test]
fn no_name_stands_for_two_commands() {
    let words = &Ui::english().interview.commands;
    let all = [
        words.unknown,
        words.declined,
        words.not_applicable,
        words.later,
        words.back,
        words.help,
        words.why,
        words.keep,
        words.go_to,
        words.informant,
        words.note,
        words.review,
        words.finish,
        words.leave,
        words.clear,
        words.one_by_one,
        words.keys,
    ];
    let mut names: Vec<&str> = all.into_iter().flatten().copied().collect();
    names.sort_unstable();
    assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
}
