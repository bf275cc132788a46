//! What a table says, and what becomes of it.

use super::{Desk, column, rows};

/// One record under these headings; a column of the results.
#[track_caller]
fn check(headings: &str, record: &str, result: &str, expected: &str) {
    let table = format!("{headings}\n{record}\n");
    let ran = Desk::with(&[("forms.csv", table.as_bytes())]).batch("forms.csv");
    assert_eq!(ran.status, 0, "{}", ran.said);
    assert_eq!(column(&ran.out, result), [expected], "{table}");
}

#[test]
fn a_form_becomes_a_row_of_standings_scores_and_counts() {
    let table = "case,as_of,pump,drugs,drugs.oxycodone.per_day,drugs.morphine.per_day,height_cm,words\n\
                 A2,2026-11-20,no,oxycodone;morphine,20,20,99,set aside\n\
                 B3,2026-11-20,yes,morphine,,unknown,170,asked\n\
                 C4,2026-11-20,,none,,,,\n";
    let ran = Desk::with(&[("forms.csv", table.as_bytes())]).batch("forms.csv");
    assert_eq!(
        ran.out,
        "case,alert.pump_alert,has_pump,much,score.dose,score.dose.band,missing,set_aside,checked,unusual\n\
         A2,not_met,not_met,met,50,high,3,1,0,1\n\
         B3,met,met,not_applicable,0.1..5000,low..high,4,0,0,0\n\
         C4,unknown,unknown,unknown,not_applicable,not_applicable,5,0,0,0\n"
    );
    assert_eq!((ran.status, ran.said.as_str()), (0, "3 read = 3 scored + 0 rejected\n"));
}

#[test]
fn delimiters_line_ends_and_marks_are_found_out() {
    let plain = "case,pump,drugs\nA2,yes,none\nB3,no,\"oxycodone;morphine\"\n";
    let expected = Desk::with(&[("forms.csv", plain.as_bytes())]).batch("forms.csv").out;
    for (what, table) in [
        ("semicolons", plain.replace(',', ";")),
        ("tabs", plain.replace(',', "\t")),
        ("bars", plain.replace(',', "|")),
        ("a byte order mark", format!("\u{FEFF}{plain}")),
        ("line ends of Windows", plain.replace('\n', "\r\n")),
        ("old line ends", plain.replace('\n', "\r")),
        ("blank lines", plain.replace('\n', "\n\n\r\n")),
        ("no last line end", plain.trim_end().to_owned()),
        (
            "everything in quotation marks",
            "\"case\",\"pump\",\"drugs\"\n\"A2\",\"yes\",\"none\"\n\"B3\",\"no\",\"oxycodone;morphine\"\n".to_owned(),
        ),
        (
            "headings in quotation marks over lines",
            plain.replace("pump,", "pump,\"more\nthings\",").replace("yes,", "yes,,").replace("no,", "no,,"),
        ),
    ] {
        let ran = Desk::with(&[("forms.csv", table.as_bytes())]).batch("forms.csv");
        assert_eq!(ran.out, expected, "{what}: {}", ran.said);
    }
}

#[test]
fn an_answer_is_the_same_in_every_way_of_writing_it() {
    check("drugs", "morphine;oxycodone", "score.dose", "0.25..12500");
    check("drugs", "oxycodone; morphine", "score.dose", "0.25..12500");
    check("drugs___oxycodone,drugs___morphine,drugs___none", "1,1,0", "score.dose", "0.25..12500");
    check("drugs,drugs___morphine", "morphine,1", "score.dose", "0.1..5000");
    check("drugs,drugs___morphine", "oxycodone;morphine,1", "score.dose", "0.25..12500");
    check("drugs,drugs___morphine", "none,0", "score.dose", "not_applicable");
    check("drugs,drugs___morphine", "declined,0", "score.dose", "unknown");
    check("drugs___none,drugs___morphine", "1,0", "score.dose", "not_applicable");
    check("drugs,drugs.morphine.per_day", "morphine,60", "score.dose", "60");
    check("drugs,drugs__morphine__per_day", "morphine,60 mg/day", "score.dose", "60");
    check("drugs,drugs__morphine__per_day", "morphine,\"60,5\"", "score.dose", "60.5");
    check("height_cm", "5ft7", "unusual", "0");
    check("height_cm", "\"5'7\"\"\"", "unusual", "0");
    check("change", "-3", "missing", "5");
    check(" pump ", " yes ", "has_pump", "met");
    check("pump,words", "yes,a stray \0 in a text", "has_pump", "met");
}

#[test]
fn what_is_missing_stays_missing() {
    for word in ["", "unanswered", "unknown", "declined", "not_applicable", "unreadable"] {
        check("case,pump", &format!("A2,{word}"), "has_pump", "unknown");
        check("case,drugs", &format!("A2,{word}"), "score.dose", "unknown");
    }
    for cell in ["unknown", "declined"] {
        let record = format!("{cell},{cell},{cell}");
        check("drugs___oxycodone,drugs___morphine,drugs___none", &record, "score.dose", "unknown");
    }
    check("case,drugs___oxycodone,drugs___morphine", "A2,,", "score.dose", "unknown");
}

#[test]
fn all_zero_is_unanswered_and_said_once() {
    let table = format!("case,drugs___oxycodone,drugs___none\n{}", "A2,0,0\n".repeat(3000));
    let desk = Desk::with(&[("forms.csv", table.as_bytes())]);
    let ran = desk.batch("forms.csv -o r.csv");
    assert_eq!((ran.status, ran.said.matches("`drugs`").count()), (0, 1), "{}", ran.said);
    assert!(rows(&desk.read("r.csv")).iter().all(|row| row["score.dose"] == "unknown"));
    assert!(desk.batch("forms.csv -o r.csv --quiet").said.is_empty());
}

#[test]
fn what_stands_beside_an_answer_is_read() {
    check("height_cm,height_cm.checked", "99,true", "checked", "1");
    check("height_cm,height_cm.checked", "99,1", "unusual", "0");
    check("height_cm,height_cm.checked", "99,no", "unusual", "1");
    check("height_cm,height_cm.from,height_cm.note,height_cm.typed", "170,chart,last May,5ft7", "unusual", "0");
    check("pump,acknowledged.pump_alert,score.dose,language", "yes,2026-11-20T09:41,12,es", "has_pump", "met");
}

#[test]
fn results_keep_the_order_of_the_records_whatever_the_threads() {
    let records: Vec<String> = (0..5000).map(|n| format!("{n},{}\n", if n % 3 == 0 { "yes" } else { "no" })).collect();
    let records = records.concat();
    let desk = Desk::with(&[("forms.csv", format!("case,pump\n{records}").as_bytes())]);
    let one = desk.batch("forms.csv --threads 1").out;
    assert_eq!(column(&one, "case"), (0..5000).map(|n| n.to_string()).collect::<Vec<_>>());
    for threads in [2, 7] {
        assert_eq!(desk.batch(&format!("forms.csv --threads {threads}")).out, one);
    }
}

#[test]
fn several_files_are_scored_in_their_order() {
    let desk = Desk::with(&[
        ("a.csv", b"case,pump\nA2,yes\n"),
        (
            "b.ndjson",
            b"{\"form\":1,\"case\":\"B3\",\"answers\":{\"pump\":\"no\"}}\n\n{\"case\":\"C4\",\"answers\":{}}\n",
        ),
        ("c.yaml", b"form: 1\ncase: D5\nanswers: { pump: yes }\n"),
        ("d.json", b"{\n  \"form\": 1,\n  \"case\": \"E6\",\n  \"answers\": { \"pump\": true }\n}\n"),
    ]);
    let ran = desk.batch("a.csv b.ndjson c.yaml d.json");
    assert_eq!(column(&ran.out, "case"), ["A2", "B3", "C4", "D5", "E6"], "{}", ran.said);
    assert_eq!(column(&ran.out, "has_pump"), ["met", "not_met", "unknown", "met", "met"]);
}

#[test]
fn standard_input_is_read_as_what_it_looks_like() {
    let desk = Desk::with(&[]);
    for input in [
        "case,pump\nA2,yes\n",
        "pump;case\nyes;A2\n",
        "{\"case\":\"A2\",\"answers\":{\"pump\":\"yes\"}}",
        "{\"case\":\"A2\",\"answers\":{\"pump\":\"yes\"}}\n",
        "{\n\"case\":\"A2\",\"answers\":{\"pump\":\"yes\"}}\n",
        "form: 1\ncase: A2\nanswers: { pump: yes }\n",
        "# a note\nform: 1\ncase: A2\nanswers: { pump: yes }\n",
        "---\ncase: A2\nanswers: { pump: yes }\n",
    ] {
        let ran = desk.batch_of("-", input.as_bytes());
        assert_eq!(column(&ran.out, "has_pump"), ["met"], "{input}: {}", ran.said);
    }
    assert_eq!(desk.batch_of("- --input-format ndjson", b"case,pump\nA2,yes\n").status, 4);
    assert_eq!(desk.batch_of("- -", b"").status, 2);
}

#[test]
fn the_day_is_the_records_own_or_the_one_given() {
    let desk = Desk::with(&[("forms.csv", b"case,as_of,pump\nA2,2026-01-01,yes\nB3,,yes\n")]);
    let ran = desk.batch("forms.csv --format ndjson --as-of 2026-05-05");
    assert!(ran.out.lines().next().unwrap().contains("2026-01-01"), "{}", ran.out);
    assert!(ran.out.lines().nth(1).unwrap().contains("2026-05-05"), "{}", ran.out);
}
