//! A record says the same whichever way it was read: put quickly into a slice of many, or as a form of its own.

use std::io::{Cursor, Read};

use candor::intake::Format;
use candor::rulebook::BUILTIN;
use proptest::prelude::*;

use super::oracle::{HEADINGS, Oracle, SMALL};
use crate::support::{Dice, effort};

/// What can stand in a cell, ordinary and not.
const CELLS: [&str; 44] = [
    "",
    "",
    "",
    "yes",
    "no",
    "unknown",
    "declined",
    "not_applicable",
    "unreadable",
    "unanswered",
    "patient",
    "chart",
    "oxycodone",
    "morphine",
    "oxycodone;morphine",
    "morphine;oxycodone",
    "morphine;morphine",
    "none",
    "none;morphine",
    "oxycodone;",
    "oxycodone;unknown",
    "170",
    "170.5",
    "170.25",
    "1.200",
    "5ft7",
    "67 in",
    "4 years",
    "48",
    "0",
    "-3",
    "'-3",
    "+2",
    "7,2",
    "\"7,2\"",
    "\"say \"\"ah\"\"\"",
    "\"over\nlines\"",
    "plain words",
    " yes",
    "yes ",
    "caf\u{e9}",
    "2026-02-29",
    "99999999999999",
    "'unknown",
];

/// A table of the small rulebook with all kinds of columns, and cells that fit them or do not.
fn table(dice: &mut Dice) -> String {
    let likely: [&[&str]; 15] = [
        &["A2", "B3", "", "=x", "a b"],
        &["2026-11-20", "", "2024-02-29"],
        &["en", "es-MX", ""],
        &["patient", "caregiver", ""],
        &["yes", "no", "unknown", ""],
        &["oxycodone", "morphine;oxycodone", "none", ""],
        &["60", "0.1", "12.5", "60.25", "5000", ""],
        &["170", "5ft7", "49", "230", ""],
        &["chart", ""],
        &["measured", "\"a, b\"", ""],
        &["48", "4 years", "1,200", "1.200", "5001", ""],
        &["-3", "4", "3.9", "0", "-4.1", ""],
        &["some words", "unknown", "'=1", "\"x\"", ""],
        &["1.5", "60", "-2", "x", ""],
        &["anything", "caf\u{e9}", ""],
    ];
    let mut text = HEADINGS.to_owned();
    for _ in 0..dice.below(12) {
        let cells = likely.map(
            |likely| {
                if dice.percent(8) { *dice.pick(&CELLS).unwrap() } else { *dice.pick(likely).unwrap() }
            },
        );
        let short = usize::from(dice.percent(4));
        text += &cells[short..].join(",");
        text += *dice.pick(&["\n", "\n", "\r\n", "\n\n"]).unwrap();
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: effort(200), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_record_says_the_same_both_ways(seed in any::<u64>()) {
        SMALL.agrees(Some(Format::Csv), table(&mut Dice::new(seed)).as_bytes());
    }
}

#[test]
fn so_does_a_record_as_long_as_sixteen_bits_can_say() {
    for (mark, length) in
        ["", "\""].into_iter().flat_map(|mark| (65_465..65_540).step_by(5).map(move |length| (mark, length)))
    {
        let long = "x".repeat(length - "A2,,yes,170".len() - 2 * mark.len());
        let table = format!("case,other,pump,height_cm\nA2,{mark}{long}{mark},yes,170\nB3,,no,\n");
        assert!(SMALL.agrees(Some(Format::Csv), table.as_bytes()));
    }
}

/// What can stand behind a question in a line, ordinary and not.
const VALUES: [&str; 80] = [
    "null",
    "true",
    "false",
    "\"\"",
    "\" \"",
    "\"yes\"",
    "\" yes\"",
    "\"y\\u0065s\"",
    "\"unknown\"",
    "\"none\"",
    "\"patient\"",
    "\"oxycodone;morphine\"",
    "\"oxycodone;unknown\"",
    "[]",
    "[ ]",
    "[null]",
    "[\"\"]",
    "[\"yes\"]",
    "[\"yes\", \"no\"]",
    "[\"unknown\"]",
    "[\"oxycodone\"]",
    "[\"oxycodone\", \"morphine\"]",
    "[\"oxycodone\",\"oxycodone\"]",
    "[\"oxycodone;morphine\"]",
    "[\"none\"]",
    "[\"none\",\"morphine\"]",
    "[\"morphine\",\"unknown\"]",
    "[\"unknown\",\"declined\"]",
    "[\"morphine\",]",
    "[,\"morphine\"]",
    "[170]",
    "[[\"morphine\"]]",
    "0",
    "-0",
    "-0.0",
    "0.0",
    "00",
    "1",
    "1.0",
    "3.",
    ".5",
    "+3",
    "-3",
    "-3.9",
    "48",
    "170",
    "170.0",
    "170.50",
    "1.200",
    "1.125",
    "1.1250",
    "1e2",
    "17E1",
    "12.345",
    "170.00000000000000001",
    "99999999999999999999",
    "1234567890123456",
    "\"170\"",
    "\"1.200\"",
    "\"1.1250\"",
    "\"5ft7\"",
    "\"'5\"",
    "\"7,2\"",
    "\"some words\"",
    "\"caf\u{e9} \\n\"",
    "{}",
    "{\"missing\":\"unknown\"}",
    "{\"missing\":\"yes\"}",
    "{\"missing\":null}",
    "{\"missing\":\"unknown\",\"value\":\"yes\"}",
    "{\"value\":170,\"typed\":\"5ft7\"}",
    "{\"value\":170,\"typed\":\"170\",\"checked\":true}",
    "{\"typed\":\"unknown\",\"value\":\"unknown\"}",
    "{\"typed\":\"48\"}",
    "{\"value\":49,\"checked\":false,\"from\":\"chart\",\"note\":\"so\"}",
    "{\"value\":[\"morphine\"],\"note\":\"a \\\"b\\\"\"}",
    "{\"value\":\"yes\",\"value\":\"yes\"}",
    "{\"value\":{\"value\":\"yes\"}}",
    "{\"checked\":true,\"from\":\"nobody\"}",
    "{\"value\":\"yes\",\"vaule\":1,\"checked\":true}",
];

/// What can stand beside the answers.
const ENTRIES: [&str; 28] = [
    "\"form\":1",
    "\"form\": 1",
    "\"form\":1.0",
    "\"form\":2",
    "\"form\":null",
    "\"case\":\"B3\"",
    "\"case\":7",
    "\"case\":\"=x\"",
    "\"case\":\"\"",
    "\"case\":null",
    "\"as_of\":\"2026-11-20\"",
    "\"as_of\":\"2026-02-29\"",
    "\"as_of\":20261120",
    "\"language\":\"es\"",
    "\"language\":\"es-MX\"",
    "\"language\":\"Spanish\"",
    "\"stored\":{}",
    "\"stored\":{\"dose\":60}",
    "\"stored\":{\"dose\":1.1250}",
    "\"stored\":{\"dose\":1,\"dose\":1}",
    "\"stored\":{\"does\":1}",
    "\"stored\":null",
    "\"acknowledged\":{\"pump_alert\":\"2026-11-20T09:41\"}",
    "\"rulebook\":{\"id\":\"small\",\"version\":\"1\",\"sha256\":\"0\"}",
    "\"rulebook\":{\"id\":\"small\",\"name\":\"1\"}",
    "\"answers\":{}",
    "\"other\":1",
    "\"reject\":{}",
];

/// Lines of NDJSON with answers that fit their questions or do not.
fn lines(dice: &mut Dice) -> Vec<u8> {
    let likely: [(&str, &[&str]); 9] = [
        ("respondent", &["\"patient\"", "\"chart\"", "[\"caregiver\"]"]),
        ("pump", &["\"yes\"", "\"no\"", "true", "false", "\"unknown\"", "{\"missing\":\"declined\"}"]),
        ("drugs", &["[\"oxycodone\"]", "[\"morphine\", \"oxycodone\"]", "[\"none\"]", "\"none\"", "[]"]),
        ("drugs.oxycodone.per_day", &["60", "0.1", "12.5", "60.25", "5000", "\"60 mg/day\""]),
        ("height_cm", &["170", "\"5ft7\"", "170.0", "{\"value\":170,\"typed\":\"5ft7\"}", "230", "231"]),
        ("months", &["48", "\"4 years\"", "{\"value\":48,\"typed\":\"4 years\",\"from\":\"chart\"}"]),
        ("change", &["-3", "4", "3.9", "0", "-4.1", "{\"value\":2,\"checked\":true}"]),
        ("words", &["\"some words\"", "\"unknown\"", "{\"value\":\"unknown\"}", "\"'=1\""]),
        ("wrods", &["1"]),
    ];
    let mut text = Vec::new();
    for _ in 0..dice.below(12) {
        let space = *dice.pick(&["", "", " ", "\t"]).unwrap();
        let mut answers = Vec::new();
        for (place, (question, likely)) in likely.iter().enumerate() {
            if dice.percent(if place == 8 { 98 } else { 20 }) {
                continue;
            }
            for _ in 0..if dice.percent(2) { 2 } else { 1 } {
                let value = if dice.percent(6) { dice.pick(&VALUES) } else { dice.pick(likely) };
                answers.push(format!("\"{question}\"{space}:{space}{}", value.unwrap()));
            }
        }
        let mut entries = vec!["\"case\":\"A2\"".to_owned()];
        if dice.percent(30) {
            entries.push((*dice.pick(&ENTRIES).unwrap()).to_owned());
        }
        entries.push(format!("\"answers\":{{{space}{}}}", answers.join(&format!(",{space}"))));
        let mut line = format!("{{{}}}{space}", entries.join(",")).into_bytes();
        if dice.percent(5) {
            let place = dice.below(line.len());
            line[place] = *dice.pick(b"\"\\,:{}[]0\x00\xff ").unwrap();
        }
        if dice.percent(3) {
            line.truncate(dice.below(line.len()));
        }
        text.extend(line);
        text.extend(*dice.pick(&[b"\n".as_slice(), b"\n", b"\r\n", b"\n\n"]).unwrap());
    }
    text
}

proptest! {
    #![proptest_config(ProptestConfig { cases: effort(500), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_line_says_the_same_both_ways(seed in any::<u64>()) {
        SMALL.agrees(Some(Format::Ndjson), &lines(&mut Dice::new(seed)));
    }
}

/// Every odd value behind every question, and every odd entry, in a line of its own.
#[test]
fn so_does_every_odd_line() {
    let answers = SMALL.rulebook.questions.iter().flat_map(|question| {
        VALUES.map(|value| format!("{{\"case\":\"A2\",\"answers\":{{\"{}\":{value}}}}}\n", question.id))
    });
    let entries = ENTRIES.map(|entry| format!("{{{entry},\"answers\":{{\"pump\":\"yes\"}}}}\n"));
    let text: String = answers.chain(entries).collect();
    SMALL.agrees(Some(Format::Ndjson), text.as_bytes());
}

#[test]
fn so_do_the_made_up_forms_of_the_built_in_rulebook() {
    let builtin = Oracle::of(BUILTIN.0, BUILTIN.1);
    builtin.agrees(None, include_bytes!("../../../examples/forms.csv"));
    builtin.agrees(None, include_bytes!("../../../examples/case.csv"));
    builtin.agrees(Some(Format::Ndjson), include_bytes!("../../../examples/case.ndjson"));
}

#[test]
fn wherever_a_file_ends_its_records_say_the_same() {
    let table =
        b"case,pump,drugs,height_cm,words\nA2,yes,none,170,\"x, y\"\r\nB3,no,oxycodone;morphine,5ft7,\nC4,,,,\n";
    for end in 0..=table.len() {
        SMALL.agrees(Some(Format::Csv), &table[..end]);
    }
    let lines = b"{\"case\":\"A2\",\"answers\":{\"pump\":\"yes\"}}\n\n{\"answers\":{\"height_cm\":170}}\n";
    for end in 0..=lines.len() {
        SMALL.agrees(Some(Format::Ndjson), &lines[..end]);
    }
}

/// Gives nothing but errors.
struct FailingRead;

impl Read for FailingRead {
    fn read(&mut self, _: &mut [u8]) -> std::io::Result<usize> {
        Err(std::io::Error::other("a bad sector"))
    }
}

#[test]
fn what_was_read_before_an_error_is_written_before_it_is_told() {
    let records = |count: usize| (0..count).map(|number| format!("A{number},yes\n")).collect::<Vec<_>>().concat();
    for (count, end, says) in [
        (3, "B".to_owned(), "cannot read `a test`"),
        (90_000, "B".to_owned(), "cannot read `a test`"), // several blocks
        (3, format!("B,\"{}", "x".repeat(5 << 20)), "record 4 of `a test` (line 5) is longer than 4 MiB"),
        (90_000, format!("B,\"{}", "x".repeat(5 << 20)), "record 90001 of `a test` (line 90002) is longer than 4 MiB"),
    ] {
        let bytes = format!("case,pump\n{}{end}", records(count));
        for threads in [1, 2] {
            let input = Box::new(Cursor::new(bytes.clone()).chain(FailingRead));
            let (found, ended) = SMALL.rows(Some(Format::Csv), input, threads);
            assert_eq!(found.lines().count(), count);
            let last = format!("{count},A{},", count - 1);
            assert!(found.lines().last().is_some_and(|row| row.starts_with(&last)), "{last}");
            assert_eq!(ended.unwrap_err().to_string(), says);
        }
    }
}
