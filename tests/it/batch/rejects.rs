//! Records that cannot be: why, where, and back again.

use super::{Desk, Ran, column, rows};

/// The columns and reasons of the only record, rejected.
#[track_caller]
fn check(headings: &str, record: &[u8], columns: &str, reasons: &[&str]) {
    let table = [headings.as_bytes(), b"\n", record, b"\n"].concat();
    let desk = Desk::with(&[("forms.csv", &table)]);
    let ran = desk.batch("forms.csv -o r.csv --rejects x.csv");
    let shown = String::from_utf8_lossy(&table).into_owned();
    assert_eq!((ran.status, ran.said.as_str()), (4, "1 read = 0 scored + 1 rejected\n"), "{shown}");
    let row = rows(&desk.read("x.csv")).remove(0);
    assert_eq!(row["reject_columns"], columns, "{shown}");
    for reason in reasons {
        assert!(row["reject_reasons"].contains(reason), "{shown}: no {reason} in {}", row["reject_reasons"]);
    }
}

#[test]
fn a_value_that_cannot_be_is_rejected_with_all_its_reasons() {
    check("pump", b"maybe", "pump", &["none of the options `yes`, `no`"]);
    check("pump", b"Yes", "pump", &["did you mean `yes`?"]);
    check("pump", b"1", "pump", &["none of the options"]);
    check("drugs", b"oxycodone;heroin", "drugs", &["none of the options"]);
    check("drugs", b"none;morphine", "drugs", &["stands alone"]);
    check("drugs", b"morphine;morphine", "drugs", &["named twice"]);
    check("drugs", b"morphine;unknown", "drugs", &["a missing reason stands alone"]);
    check("height_cm", b"tall", "height_cm", &["is not a number"]);
    check("height_cm", b"49", "height_cm", &["the range is 50 to 230 cm"]);
    check("height_cm", b"5 stone", "height_cm", &["`cm`, `ft`, `in`"]);
    check("months", b"\"1,200\"", "months", &["can be read as 1.2 or as 1200"]);
    check("months", b"1.200", "months", &["can be read as 1.2 or as 1200"]);
    check("pump,words", &[b"yes,".as_slice(), &[b'x'; 41]].concat(), "words", &["longer than 40 characters"]);
    check("pump,pump.from", b"yes,nurse", "pump.from", &["`patient`, `caregiver`, `chart`, `examiner`"]);
    check("pump,pump.checked", b"yes,perhaps", "pump.checked", &["neither `true` nor `false`"]);
    check("height_cm,height_cm.typed", b"180,5ft7", "height_cm.typed", &["does not agree"]);
    check("pump,pump.typed", b",now", "pump.typed", &["neither a value nor a missing reason"]);
    check("height_cm,height_cm.typed", b"tall,5ft7", "height_cm", &["is not a number"]);
    check("height_cm", b"49.9999999", "height_cm", &["the range is 50 to 230 cm"]);
    check("pump,as_of", b"yes,20.11.2026", "as_of", &["not a day"]);
    check("pump,as_of", b"yes,2026-11-20T23:30", "as_of", &["not a day"]);
    check("pump,as_of", b"yes,20261120", "as_of", &["not a day"]);
    check("pump,language", b"yes,English", "language", &["not a language"]);
    check("pump,score.dose", b"yes,much", "score.dose", &["not a number"]);
    check("pump,acknowledged.pump_alert", b"yes,now", "acknowledged.pump_alert", &["not a time"]);
    check("pump,height_cm,months", b"maybe,7,x", "pump;height_cm;months", &["none of the options", "range", "number"]);
}

#[test]
fn columns_by_option_hold_one_or_zero_and_agree() {
    check("drugs___oxycodone,drugs___none", b"1,1", "drugs", &["stands alone"]);
    check("drugs___oxycodone,drugs___none", b"x,0", "drugs___oxycodone", &["expected 1 for named or 0 for not named"]);
    let all = "case,drugs,drugs___oxycodone,drugs___morphine,drugs___none";
    check(all, b"A2,morphine,0,0,0", "drugs", &["say something other"]);
    check(all, b"A2,morphine;oxycodone,0,1,0", "drugs", &["say something other"]);
    check(all, b"A2,morphine,1,1,0", "drugs", &["say something other"]);
    check(all, b"A2,unknown,declined,declined,declined", "drugs", &["say something other"]);
    check("drugs___oxycodone,drugs___none", b"1,", "drugs___none", &["some columns by option are empty"]);
    check("drugs,drugs___oxycodone", b"morphine,1", "drugs", &["say something other"]);
    check("drugs,drugs___oxycodone", b"oxycodone,0", "drugs", &["say something other"]);
    check("drugs,drugs___oxycodone", b"declined,1", "drugs", &["say something other"]);
    check("drugs,drugs___oxycodone,drugs___none", b"oxycodone,0,1", "drugs", &["say something other"]);
}

#[test]
fn a_record_that_is_none_is_rejected() {
    check("case,pump", b"A2", "", &["the record has 1 columns, the headings are 2"]);
    check("case,pump", b"A2,yes,no", "", &["the record has 3 columns, the headings are 2"]);
    check("case,pump", b"A2,\"yes", "", &["not closed"]);
    check("case,pump,words", b"A2,yes,caf\xE9", "words", &["not UTF-8"]);
    check("case,words,pump", b"\xFF,a,yes", "case", &["not UTF-8"]);
}

#[test]
fn a_record_that_cannot_be_read_takes_no_other_with_it() {
    let table = b"case,pump,words\nA2,yes,fine\nB3,yes\nC4,yes,caf\xE9\nD5,no,\"over\nlines\"\nE6,maybe,\nF7,no,\"open\nG8,no,\n";
    let desk = Desk::with(&[("forms.csv", table)]);
    let ran = desk.batch("forms.csv -o r.csv --rejects x.csv");
    assert_eq!(ran.said, "6 read = 2 scored + 4 rejected\n");
    assert_eq!(column(&desk.read("r.csv"), "case"), ["A2", "D5"]);
    let rejects = desk.read("x.csv");
    assert_eq!(column(&rejects, "case"), ["B3", "C4", "E6", "F7"]);
    assert_eq!(column(&rejects, "reject_record"), ["2", "3", "5", "6"]);
    assert_eq!(column(&rejects, "reject_line"), ["3", "4", "7", "8"]);
    assert!(rejects.contains("open\nG8,no,"), "what a quotation mark swallowed is still there: {rejects}");
}

#[test]
fn lines_are_counted_whatever_their_end() {
    let plain = "case,pump\nA2,maybe\nB3,yes\nC4,\"x\ny\"\nD5,maybe\n";
    for end in ["\n", "\r\n", "\r"] {
        let desk = Desk::with(&[("f.csv", plain.replace('\n', end).as_bytes())]);
        desk.batch("f.csv -o r.csv --rejects x.csv");
        assert_eq!(column(&desk.read("x.csv"), "reject_line"), ["2", "4", "6"], "{end:?}");
    }
}

#[test]
fn without_a_reject_file_reasons_are_said_and_values_are_not() {
    let desk = Desk::with(&[("forms.csv", b"case,pump,drugs\nSECRET1,mybe,morphinesecret\nB3,yes,none\n")]);
    for arguments in ["forms.csv -o r.csv", "forms.csv -o r.csv --quiet"] {
        let ran = desk.batch(arguments);
        assert_eq!(ran.status, 4);
        assert!(ran.said.starts_with("`forms.csv`, record 1, line 2: `pump` is none of the options"), "{}", ran.said);
        for secret in ["SECRET1", "mybe", "secret", "did you mean"] {
            assert!(!ran.said.contains(secret), "{secret} is told: {}", ran.said);
        }
    }
}

#[test]
fn rejects_fed_back_are_rejected_again_until_they_are_corrected() {
    let table = "case,pump,height_cm,words,\"a;b\"\n\
                 =A2,maybe,170,=1+1,x\n\
                 -5,yes,7,'=kept,\n\
                 +C4,yes,2 m,\"@x, \"\"y\"\"\nand more\",\n\
                 D5,no,170,,\n";
    let desk = Desk::with(&[("forms.csv", table.as_bytes())]);
    assert_eq!(desk.batch("forms.csv -o r.csv --rejects x.csv").status, 4);
    let first = desk.read("x.csv");
    assert!(first.starts_with("case,pump,height_cm,words,\"a;b\",reject_record,"), "{first}");
    assert_eq!(column(&first, "words"), ["'=1+1", "'=kept", "'@x, \"y\"\nand more"], "no cell runs");
    assert_eq!(column(&first, "case"), ["'=A2", "-5", "'+C4"], "a number stays as it is");

    let ran = desk.batch("x.csv -o r2.csv --rejects y.csv");
    assert_eq!(ran.status, 4);
    assert!(!ran.said.contains("reject_"), "its own columns are no unknown headings: {}", ran.said);
    let again = desk.read("y.csv");
    for heading in ["case", "pump", "height_cm", "words", "reject_columns", "reject_values", "reject_reasons"] {
        assert_eq!(column(&again, heading), column(&first, heading));
    }

    let corrected = first.replace("maybe", "yes").replace(",7,", ",170,").replace(",2 m,", ",200 cm,");
    std::fs::write(desk.path("x.csv"), corrected).unwrap();
    let ran = desk.batch("x.csv -o r3.csv --rejects z.csv --format ndjson");
    assert!(ran.said.ends_with("3 read = 3 scored + 0 rejected\n"), "{}", ran.said);
    let summaries = desk.read("r3.csv");
    for words in ["\"=1+1\"", "\"=kept\"", "@x, \\\"y\\\" and more", "\"=A2\"", "\"+C4\""] {
        assert!(summaries.contains(words), "{words} in {summaries}");
    }
}

#[test]
fn lines_and_form_files_are_rejected_as_lines() {
    let lines = b"{\"case\":\"A2\",\"answers\":{\"pump\":\"maybe\"}}\n\
                  {\"case\":\"B3\",\"answers\":{\"pump\":\"yes\"}}\n\
                  not json\n\
                  {\"case\":\"C4\",\"answers\":{\"pump\":\"yes\",\"pump\":\"no\"}}\n\
                  \xFF\n\
                  [1]\n";
    let desk = Desk::with(&[("forms.ndjson", lines)]);
    let ran = desk.batch("forms.ndjson -o r.csv --rejects x.ndjson");
    assert_eq!((ran.status, ran.said.as_str()), (4, "6 read = 1 scored + 5 rejected\n"));
    let rejects = desk.read("x.ndjson");
    let parsed: Vec<serde_json::Value> = rejects.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let records: Vec<u64> = parsed.iter().map(|line| line["reject"]["record"].as_u64().unwrap()).collect();
    assert_eq!(records, [1, 3, 4, 5, 6]);
    assert_eq!(parsed[0]["input"]["case"], "A2");
    assert_eq!(parsed[0]["reject"]["values"][0], "maybe");
    assert_eq!(parsed[1]["input"], "not json");
    assert!(rejects.contains(r#"{"pump":"yes","pump":"no"}"#), "both keys are still there: {rejects}");

    let again = desk.batch("x.ndjson -o r.csv --rejects y.ndjson");
    assert_eq!(again.said, "5 read = 0 scored + 5 rejected\n");
    let first_line = rejects.lines().next().unwrap().replace("\"pump\":\"maybe\"", "\"pump\":\"no\"");
    let ran = desk.batch_of("- --columns case,has_pump --no-header", first_line.as_bytes());
    assert_eq!(ran.out, "A2,not_met\n", "{}", ran.said);
}

/// A file with one record that is rejected: fed back as it is, it is rejected again, with the same words.
#[track_caller]
fn stays(desk: &Desk, name: &str, kept: &[&str]) -> String {
    let ran = desk.batch(&format!("{name} -o r.csv --rejects x.csv"));
    let before = desk.read("x.csv");
    assert_eq!(ran.status, 4, "{}", ran.said);
    for _ in 0..2 {
        std::fs::rename(desk.path("x.csv"), desk.path("fed.csv")).unwrap();
        let ran = desk.batch("fed.csv -o r.csv --rejects x.csv");
        assert_eq!(ran.said, "1 read = 0 scored + 1 rejected\n", "{before}");
        let after = desk.read("x.csv");
        for heading in ["case", "pump", "words", "reject_columns", "reject_values", "reject_reasons"] {
            assert_eq!(column(&after, heading), column(&before, heading), "{heading}");
        }
        for word in kept {
            assert!(after.contains(word), "no {word} in {after}");
        }
    }
    desk.read("x.csv")
}

#[test]
fn a_broken_record_stays_rejected_until_someone_says_that_it_is_mended() {
    let headings = "case,pump,height_cm,words\n";
    let table = |records: &str| format!("{headings}{records}").into_bytes();
    let swallowed = table("A,yes,170,ok\nB,yes,170,\"looks fine\nC,no,170,x\nD,no,170,y\n");
    let desk = Desk::with(&[("f.csv", &swallowed)]);
    let rejects = stays(&desk, "f.csv", &["looks fine\nC,no,170,x\nD,no,170,y", "empty `reject_reasons`"]);
    let reasons = column(&rejects, "reject_reasons").remove(0);
    let mended = rejects
        .replace(&reasons, "")
        .replace(",\"\"\n", ",\n")
        .replace("\"looks fine\nC,no,170,x\nD,no,170,y\n\"", "looks fine");
    std::fs::write(desk.path("mended.csv"), &mended).unwrap();
    assert_eq!(desk.batch("mended.csv -o r.csv").said, "1 read = 1 scored + 0 rejected\n", "{mended}");

    stays(&Desk::with(&[("f.csv", &table("A,yes\n"))]), "f.csv", &["the record has 2 columns, the headings are 4"]);
    stays(&Desk::with(&[("f.csv", &table("A,yes,170,x,=1,more\n"))]), "f.csv", &["=1;more", "6 columns"]);
    stays(&Desk::with(&[("f.csv", &table("C,\"50"))]), "f.csv", &["50", "not closed"]);
    stays(&Desk::with(&[("f.csv", &table("C,yes,170,x,y,\"50"))]), "f.csv", &["y;50", "not closed"]);
}

#[test]
fn of_a_broken_record_in_a_reject_file_nothing_is_lost() {
    let fed = b"case,pump,reject_columns,reject_reasons\nA2,yes,x,y,z\n";
    let desk = Desk::with(&[("fed.csv", fed)]);
    assert_eq!(desk.batch("fed.csv -o r.csv --rejects x.csv").status, 4);
    assert_eq!(column(&desk.read("x.csv"), "reject_values"), ["x;y;z"]);
}

#[test]
fn a_line_that_is_no_json_stays_rejected_as_the_bytes_that_it_is() {
    let lines = b"{\"case\":\"caf\xE9\",\"answers\":{\"pump\":\"yes\"}}\n\
                  {\"case\":\"A2\",\"answers\":{\"pump\":\"yes\",}}\n\
                  {'case': A2}\n\
                  case: A2\n";
    let desk = Desk::with(&[("f.ndjson", lines)]);
    desk.batch("f.ndjson -o r.csv --rejects x.ndjson");
    let first = desk.read("x.ndjson");
    assert!(first.contains("\"input_as\":\"hex\"},\"input\":\"7b2263617365223a22636166e922"), "{first}");
    std::fs::rename(desk.path("x.ndjson"), desk.path("fed.ndjson")).unwrap();
    let ran = desk.batch("fed.ndjson -o r.csv --rejects x.ndjson");
    assert_eq!(ran.said, "4 read = 0 scored + 4 rejected\n", "{first}");
    let whole = "{\"reject\":{\"input_as\":\"hex\"},\"input\":{\"case\":\"café\",\"answers\":{\"pump\":\"no\"}}}\n";
    let ran = desk.batch_of("- --columns case,has_pump --no-header", whole.as_bytes());
    assert_eq!(ran.out, "café,not_met\n", "{}", ran.said);

    let desk = Desk::with(&[("f.yaml", b"{case: A2, answers: {pump: maybe}}\n")]);
    desk.batch("f.yaml -o r.csv --rejects x.ndjson");
    let mended = desk.read("x.ndjson").replace("{pump: maybe}", "{pump: yes}");
    assert_eq!(desk.batch_of("-", mended.as_bytes()).said, "1 read = 1 scored + 0 rejected\n", "{mended}");
}

/// The reject of a file with one record, and of that reject fed back twice: each is the same but for the line it was read in.
#[track_caller]
fn fed_back(name: &str, input: &[u8], expected: &str) {
    let desk = Desk::with(&[(name, input)]);
    desk.batch(&format!("{name} -o r.csv --rejects x.ndjson"));
    let first = desk.read("x.ndjson");
    assert!(first.ends_with(&format!("\"input\":{expected}}}\n")), "{first}");
    for _ in 0..2 {
        std::fs::rename(desk.path("x.ndjson"), desk.path("fed.ndjson")).unwrap();
        assert_eq!(desk.batch("fed.ndjson -o r.csv --rejects x.ndjson").said, "1 read = 0 scored + 1 rejected\n");
        assert_eq!(desk.read("x.ndjson"), first);
    }
}

#[test]
fn a_reject_fed_back_untouched_comes_out_as_it_went_in() {
    let wrong = r#"{"case": "A2",  "answers": {"pump": "maybe"}}"#;
    fed_back("f.ndjson", wrong.as_bytes(), wrong);
    fed_back("f.json", wrong.replace(",  ", ",\n ").as_bytes(), wrong);
    fed_back("f.ndjson", br#"[1, "a\"b"]"#, r#"[1, "a\"b"]"#);
    fed_back("f.ndjson", br#""a text""#, r#""a text""#);
    fed_back("f.ndjson", b"not json", r#""not json""#);
    fed_back("f.ndjson", b"{\"a\xFF", r#""7b2261ff""#);
    fed_back("f.yaml", b"answers: { pump: maybe }\n", r#""answers: { pump: maybe }\n""#);
    fed_back("f.yaml", b"answers: { pump: yes\n", r#""answers: { pump: yes\n""#);
    let nested = format!(r#"{{"reject":{{}},"input":{{"reject":{{"values":["x"]}},"input":{wrong}}}}}"#);
    fed_back("f.ndjson", nested.as_bytes(), wrong);
    let no_reject = r#"{"reject":{},"input":{},"case":"A2"}"#;
    fed_back("f.ndjson", no_reject.as_bytes(), no_reject);
}

/// The reasons for which a form file is rejected, as `field reason`.
#[track_caller]
fn file(name: &str, text: &str, expected: &[&str]) {
    let ran = Desk::with(&[(name, text.as_bytes())]).batch(name);
    let said = ran.said.lines().next().unwrap_or_default().to_owned();
    let reasons = said.strip_prefix(&format!("`{name}`, record 1, line 1: ")).unwrap_or(&said);
    assert_eq!(reasons.split("; ").collect::<Vec<_>>(), expected, "{text:.200}");
    assert_eq!(ran.status, 4);
}

#[test]
fn what_a_form_file_cannot_say_is_told_by_its_field() {
    file(
        "f.yaml",
        "answers: { pump: maybe, height_cm: 5 }",
        &["`pump` is none of the options `yes`, `no`", "`height_cm` is not possible: the range is 50 to 230 cm"],
    );
    file(
        "f.yaml",
        "form: 2\nanswer: {}",
        &[
            "`form` is not 1, the format of the forms that this program reads",
            "`answer` is no key that stands here, did you mean `answers`?",
        ],
    );
    file(
        "f.yaml",
        "answers: { height_cm: { value: 170, form: chart, from: nurse, missing: no, checked: 1 } }",
        &[
            "`height_cm.form` is no key that stands here, did you mean `from`?",
            "`height_cm.from` is none of `patient`, `caregiver`, `chart`, `examiner`",
            "`height_cm.missing` is none of `unanswered`, `unknown`, `declined`, `not_applicable`, `unreadable`",
            "`height_cm.checked` is neither `true` nor `false`",
        ],
    );
    file(
        "f.yaml",
        "answers: { drugs: [{ a: b }], pump: { value: { a: b } } }",
        &["`drugs` expected a list of option codes", "`pump` expected a value"],
    );
    file(
        "f.yaml",
        "as_of: soon\ncase: [1]\nlanguage: 1.5\nstored: { dose: x }\nacknowledged: 5\nrulebook: { name: x }",
        &[
            "`as_of` is not a day, written like 2026-11-20",
            "`case` is not a text: put it in quotes",
            "`language` is not a text: put it in quotes",
            "`score.dose` is not a number",
            "`acknowledged` expected a map of keys and values",
            "`rulebook.name` is no key that stands here",
        ],
    );
    let not_text = |key: &str| format!("`rulebook.{key}` is not a text: put it in quotes");
    let three = ["id", "version", "sha256"].map(not_text);
    file("f.yaml", "rulebook: { id: [1], version: {}, sha256: null }", &three.each_ref().map(String::as_str));
    file("f.yaml", "rulebook: { version: 1.0 }", &[&not_text("version")]);
    file("f.yaml", "answers: { hight_cm: 170 }", &["`hight_cm` is the id of no question, did you mean `height_cm`?"]);
    file("f.yaml", "just a text", &["expected a map of keys and values"]);
    file("f.json", "{\"answers\": {\"pump\": \"yes\",}}", &["is not JSON (line 1, column 28)"]);
    file("f.json", "[]", &["expected a map of keys and values"]);
}

#[test]
fn the_format_is_shown_as_it_was_written() {
    for (written, shown) in [("\"1\"", "1"), ("1.5", "1.5"), ("2", "2"), ("-1", "-1"), ("true", "true")] {
        let line = format!("{{\"form\":{written},\"answers\":{{}}}}\n");
        let desk = Desk::with(&[("f.ndjson", line.as_bytes())]);
        assert_eq!(desk.batch("f.ndjson -o r.csv --rejects x.ndjson").status, 4);
        let reject: serde_json::Value = serde_json::from_str(&desk.read("x.ndjson")).unwrap();
        assert_eq!(reject["reject"]["values"], serde_json::json!([shown]));
    }
}

#[test]
fn a_key_that_is_no_id_is_not_told() {
    for (text, reason) in [
        ("{\"answers\":{\"Grace Hopper DOB 1906\":\"x\"}}", "is the id of no question"),
        ("{\"Grace Hopper\":1}", "is no key that stands here"),
        ("{\"stored\":{\"\u{1b}[31m\":1}}", "no score has this id"),
        ("{\"acknowledged\":{\"Grace\":\"2026-11-20T09:41\"}}", "no alert has this id"),
        ("{\"answers\":{\"pump\":{\"Grace\":1}}}", "is no key that stands here"),
    ] {
        let text = text.replace('\u{1b}', "\\u001b");
        file("f.json", &text, &[&format!("a key that is no id: {reason}")]);
        let desk = Desk::with(&[("f.json", text.as_bytes())]);
        let said = desk.candor(&["summary", "f.json"]).said;
        assert!(said.contains("a key that is no id") && !said.contains("Grace") && !said.contains('\u{1b}'), "{said}");
    }
    file(
        "f.yaml",
        "Grace Hopper: 1\nGrace Hopper: 2\n",
        &["a key that is no id: is not plain YAML (line 2, column 1: duplicate-key)"],
    );
}

#[test]
fn of_many_errors_the_first_are_told() {
    let keys = (0..3000).map(|n| format!("\"key{n}\":1,")).collect::<Vec<_>>().concat();
    let desk = Desk::with(&[("f.json", format!("{{\"answers\":{{{keys}\"pump\":\"maybe\"}}}}").as_bytes())]);
    let ran = desk.batch("f.json");
    assert!(ran.said.contains("`key19` is the id of no question; and 2981 more\n"), "{:.3000}", ran.said);
    let ran = desk.candor(&["summary", "f.json"]);
    assert!(ran.said.contains("`key19`") && !ran.said.contains("`key20`"), "{:.3000}", ran.said);
    assert!(ran.said.contains("and 2981 more") && ran.said.len() < 5000, "{:.3000}", ran.said);
}

#[cfg(unix)]
#[test]
fn what_has_no_end_is_not_read_to_its_end() {
    let ran = Desk::with(&[]).candor(&["summary", "/dev/zero"]);
    assert_eq!(ran.status, 4, "{}", ran.said);
    assert!(ran.said.contains("the form `/dev/zero` is longer than 4 MiB"), "{}", ran.said);
}

#[test]
fn a_hostile_form_file_is_refused_with_its_place() {
    file(
        "f.yaml",
        "answers: &a { pump: yes }\nmore: *a\n",
        &["is not plain YAML (line 1, column 10: anchor)", "is not plain YAML (line 2, column 7: alias)"],
    );
    file(
        "f.yaml",
        "answers:\n  pump: yes\n  pump: no\n",
        &["`pump` is not plain YAML (line 3, column 3: duplicate-key)"],
    );
    file("f.yaml", &"- ".repeat(200_000), &["is not plain YAML (line 1, column 129: nesting-too-deep)"]);
    file(
        "f.yaml",
        &format!("answers: [{}]", "1,".repeat(200_001)),
        &["is not plain YAML (line 1, column 400005: too-many-nodes)"],
    );
    file("f.json", &"[".repeat(200_000), &["is not JSON (line 1, column 128)"]);
    let desk = Desk::with(&[("f.yaml", "x".repeat(5 << 20).as_bytes())]);
    let ran = desk.batch("f.yaml -o r.csv");
    assert_eq!(ran.status, 1);
    assert!(ran.said.contains("longer than 4 MiB"), "{}", ran.said);
    assert_eq!(desk.files(), ["f.yaml"]);
}

#[test]
fn repeated_cases_are_rejected_where_that_is_asked_for() {
    let desk = Desk::with(&[("forms.csv", b"case,pump\nA2,yes\nB3,no\nA2,no\n,yes\n,no\n")]);
    assert_eq!(desk.batch("forms.csv").status, 0);
    let ran = desk.batch("forms.csv -o r.csv --rejects x.csv --unique-case");
    assert_eq!(ran.said, "5 read = 4 scored + 1 rejected\n");
    assert_eq!(column(&desk.read("x.csv"), "reject_reasons"), ["an earlier record has the same case"]);
    assert_eq!(column(&desk.read("x.csv"), "reject_record"), ["3"]);
}

#[test]
fn one_reject_file_holds_records_of_one_kind() {
    let desk = Desk::with(&[
        ("a.csv", b"case,pump\nA2,maybe\n"),
        ("b.csv", b"case,pump\nB3,maybe\n"),
        ("c.csv", b"pump,case\nmaybe,C4\n"),
        ("d.yaml", b"case: D5\n"),
    ]);
    assert_eq!(desk.batch("a.csv b.csv -o r.csv --rejects x.csv").status, 4);
    assert_eq!(column(&desk.read("x.csv"), "reject_file"), ["a.csv", "b.csv"]);
    for mixed in ["a.csv c.csv", "a.csv d.yaml", "d.yaml a.csv"] {
        let ran = desk.batch(&format!("{mixed} -o r2.csv --rejects y.csv"));
        assert_eq!(ran.status, 2, "{mixed}: {}", ran.said);
    }
    assert_eq!(desk.files(), ["a.csv", "b.csv", "c.csv", "d.yaml", "r.csv", "x.csv"]);
}

#[test]
fn the_rejects_of_the_example_are_corrected_and_scored() {
    let forms = include_bytes!("../../../examples/forms.csv");
    let desk = Desk::with(&[("forms.csv", forms)]);
    let builtin = |arguments: &str| desk.batch_with(&[], arguments, b"");
    let ran = builtin("forms.csv -o r.csv --rejects x.csv");
    assert_eq!((ran.status, ran.said.as_str()), (4, "200 read = 194 scored + 6 rejected\n"));
    let mut rejects = desk.read("x.csv");
    for (wrong, right) in [
        (",cancr_pain,", ",cancer_pain,"),
        (",fifty,", ",50,"),
        (",11,", ",10,"),
        (",\"1,200\",", ",1200,"),
        (",\"none;fever\",", ",fever,"),
        (",12 stone,", ",76.2,"),
    ] {
        assert!(rejects.contains(wrong), "{wrong} in {rejects}");
        rejects = rejects.replace(wrong, right);
    }
    std::fs::write(desk.path("x.csv"), rejects).unwrap();
    let ran = builtin("x.csv -o r2.csv --rejects y.csv");
    assert_eq!((ran.status, ran.said.as_str()), (0, "6 read = 6 scored + 0 rejected\n"));
    assert_eq!(desk.read("r2.csv").lines().next(), desk.read("r.csv").lines().next());
}

#[test]
fn a_form_file_that_cannot_be_read_names_its_fields_to_every_command() {
    let desk = Desk::with(&[("f.yaml", b"case: SECRET1\nanswers: { pump: mybe, hight_cm: 171.3 }\n")]);
    let Ran { status, said, .. } = desk.candor(&["summary", "f.yaml"]);
    assert_eq!(status, 4, "{said}");
    for word in ["`f.yaml`", "`pump`", "`hight_cm`", "did you mean `height_cm`?"] {
        assert!(said.contains(word), "no {word} in {said}");
    }
    for secret in ["SECRET1", "mybe", "171"] {
        assert!(!said.contains(secret), "{secret} is told: {said}");
    }
}
