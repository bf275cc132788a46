//! `--lines`: one line out for each line in, whatever it holds.

use std::process::Stdio;

use super::{Desk, column};
use crate::program::{Running, candor};

/// What is answered to these lines, and that it went well.
#[track_caller]
fn answered(arguments: &str, lines: &str) -> Vec<String> {
    let ran = Desk::with(&[]).batch_of(&format!("--lines {arguments}"), lines.as_bytes());
    assert_eq!((ran.status, ran.said.as_str()), (0, ""), "{lines:?}");
    assert!(ran.out.is_empty() || ran.out.ends_with('\n'), "{:?}", ran.out);
    ran.out.lines().map(str::to_owned).collect()
}

#[track_caller]
fn check(arguments: &str, lines: &str, expected: &[&str]) {
    assert_eq!(answered(arguments, lines), expected, "{lines:?}");
}

#[test]
fn a_table_answers_its_headings_with_headings_and_each_form_with_a_row() {
    let columns = "--columns case,has_pump";
    check(columns, "case,pump\nA2,yes\nB3,no\n", &["case,has_pump,reject", "A2,met,", "B3,not_met,"]);
    check(columns, "case;pump\r\nA2;yes", &["case,has_pump,reject", "A2,met,"]);
    check(columns, "case,pump\n", &["case,has_pump,reject"]);
    check(&format!("{columns} --no-header"), "case,pump\nA2,yes\n", &["A2,met,"]);
    check(columns, "", &[]);
}

#[test]
fn a_part_of_a_table_is_told_its_headings() {
    let named = |delimiter: &str| format!("--columns record,case,has_pump --input-columns case{delimiter}pump");
    check(&named(","), "A2,yes\nB3,no\n", &["1,A2,met,", "2,B3,not_met,"]);
    check(&named(";"), "A2;yes\n", &["1,A2,met,"]);
    check(&named(","), "", &[]);
}

#[test]
fn a_form_in_json_is_answered_without_headings() {
    let lines = "{\"case\":\"A2\",\"answers\":{\"pump\":\"yes\"}}\n{\"answers\":{\"pump\":\"no\"}}\n";
    check("--columns case,has_pump", lines, &["A2,met,", ",not_met,"]);
    let summaries = answered("--format ndjson", lines);
    assert_eq!(summaries.len(), 2);
    assert!(summaries.iter().all(|summary| summary.starts_with('{') && !summary.contains("\"reject\"")));
}

#[test]
fn what_cannot_be_is_answered_in_its_place() {
    let reject = "`pump` is none of the options `yes`, `no`";
    check(
        "--columns case,record,has_pump",
        "case,pump\nA2,maybe\nB3,yes\n",
        &["case,record,has_pump,reject", &format!("A2,1,,\"{reject}\""), "B3,2,met,"],
    );
    let ndjson = answered("--format ndjson", "{\"case\":\"A2\",\"answers\":{\"pump\":\"maybe\"}}\n{\"case\n[1]\n");
    assert_eq!(ndjson.len(), 3);
    assert!(ndjson.iter().all(|line| line.starts_with("{\"reject\":{\"record\":")), "{ndjson:?}");
    assert!(ndjson[0].ends_with("\"input\":{\"case\":\"A2\",\"answers\":{\"pump\":\"maybe\"}}}"), "{}", ndjson[0]);
    let of_table = answered("--format ndjson --input-columns case,pump", "A2,maybe\n");
    assert!(of_table[0].starts_with("{\"reject\":{\"record\":1,\"line\":1,\"columns\":[\"pump\"]"), "{of_table:?}");
    assert!(of_table[0].ends_with("\"case\":\"A2\"}}"), "{of_table:?}");
}

#[test]
fn a_line_that_is_no_record_is_a_line_all_the_same() {
    let long = format!("A2,{}", "x".repeat(5 << 20));
    let lines = ["A2,yes", "", "  ", "A2", "A2,yes,no", "\"A2,yes", "A2\ryes,no", &long, "B3,no"].join("\n");
    let ran = Desk::with(&[])
        .batch_of("--lines --columns case,has_pump --input-columns case,pump", format!("{lines}\n").as_bytes());
    assert_eq!(ran.status, 0, "{}", ran.said);
    let answers: Vec<&str> = ran.out.lines().collect();
    assert_eq!((answers.len(), answers[0], answers[8]), (9, "A2,met,", "B3,not_met,"), "{answers:?}");
    for (line, reason) in [
        (1, "a form in every line"),
        (2, "a form in every line"),
        (3, "the line has 1 columns, the headings are 2\""),
        (4, "the line has 3 columns, the headings are 2\""),
        (5, "opened and not closed in this line"),
        (6, "no line end within it"),
        (7, "at most 4 MiB in a line"),
    ] {
        let blank = answers[line].contains(",,"); // nothing but the case beside the reason
        assert!(blank && answers[line].contains(reason), "{line}: {}", answers[line]);
    }
    let json = answered("--columns has_pump --input-format ndjson", "\n{\"answers\":{\"pump\":\"yes\"}}\n");
    assert_eq!(json, [",expected a form in every line", "met,"]);
}

#[test]
fn a_reject_says_nothing_of_what_was_written() {
    let out = answered("--input-columns case,height_cm,words", "A2,\"1,700\",\"secret\"\nB3,secret,\n").concat();
    assert!(out.contains("height_cm") && !out.contains("1,700") && !out.contains("secret"), "{out}");
}

#[test]
fn lines_say_what_the_whole_file_says() {
    let table = "case,pump,drugs,height_cm\nA2,yes,none,5ft7\nB3,maybe,,\nC4,,oxycodone,\n\"D\"\"5\",no,none,\"170\"\n";
    let desk = Desk::with(&[("forms.csv", table.as_bytes())]);
    let whole = desk.batch("forms.csv -o results.csv --rejects rejects.csv");
    assert_eq!(whole.status, 4);
    let lines = desk.batch_of("--lines", table.as_bytes()).out;
    let results = desk.read("results.csv");
    let scored: Vec<&str> = lines.lines().skip(1).filter_map(|line| line.strip_suffix(',')).collect();
    assert_eq!(scored, results.lines().skip(1).collect::<Vec<_>>());
    assert_eq!(column(&lines, "case"), ["A2", "B3", "C4", "D\"5"]);
    assert_eq!(column(&lines, "reject").iter().filter(|reason| !reason.is_empty()).count(), 1);
    // and again, in parts, in either order
    let (headings, forms) = table.split_once('\n').unwrap();
    let part = |part: &str| desk.batch_of(&format!("--lines --input-columns {headings}"), part.as_bytes()).out;
    let (first, second) = forms.split_at(forms.find("C4").unwrap());
    let (later, earlier) = (part(second), part(first));
    assert_eq!([earlier, later].concat(), lines.split_once('\n').unwrap().1);
}

#[test]
fn an_answer_is_there_before_the_next_line_is() {
    let desk = Desk::with(&[]);
    let mut command = candor();
    command.args(["--rules", "rules.yaml", "batch", "--lines", "--columns", "case,has_pump"]);
    command.current_dir(desk.folder.path()).stdin(Stdio::piped()).stdout(Stdio::piped());
    let mut running = Running::start(&mut command);
    for (line, expected) in
        [("case,pump\n", "case,has_pump,reject\n"), ("A2,yes\n", "A2,met,\n"), ("B3,no\n", "B3,not_met,\n")]
    {
        running.feed(line.as_bytes());
        assert_eq!(running.out.line(), expected);
    }
    running.close();
    assert_eq!(running.ended().status.code(), Some(0));
}

#[test]
fn what_does_not_fit_lines_is_wrong_usage() {
    let desk = Desk::with(&[("forms.csv", b"case,pump\nA2,yes\n")]);
    for arguments in [
        "--lines forms.csv",
        "--lines -o r.csv",
        "--lines --rejects x.csv",
        "--lines --unique-case",
        "--lines --input-format yaml",
        "--lines --input-format ndjson --input-columns case,pump",
        "forms.csv --input-columns case,pump",
    ] {
        assert_eq!(desk.batch(arguments).status, 2, "{arguments}");
    }
}

#[test]
fn lines_below_headings_that_mean_nothing_are_not_read() {
    for lines in ["nothing,known\nA2,yes\n", "\ncase,pump\nA2,yes\n"] {
        let ran = Desk::with(&[]).batch_of("--lines", lines.as_bytes());
        assert_eq!((ran.status, ran.out.as_str()), (1, ""), "{lines:?}");
        assert!(ran.said.contains("no heading of `standard input` is a question of the rulebook"), "{}", ran.said);
    }
}
