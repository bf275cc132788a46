//! Headings that mean nothing, too much, or the same twice.

use super::{Desk, column};

/// What is said of a table with these headings, and how it ends.
#[track_caller]
fn check(table: &[u8], arguments: &str, status: i32, says: &[&str]) {
    let desk = Desk::with(&[("forms.csv", table)]);
    let ran = desk.batch(&format!("forms.csv {arguments}"));
    let shown = String::from_utf8_lossy(table).into_owned();
    assert_eq!(ran.status, status, "{shown}: {}", ran.said);
    for word in says {
        assert!(ran.said.contains(word), "{shown}: no {word} in {}", ran.said);
    }
}

#[test]
fn unknown_headings_are_named_or_refused() {
    check(b"case,pump,shoe_size\nA2,yes,43\n", "", 0, &["unknown headings", "`shoe_size`", "1 scored"]);
    check(b"case,pump,shoe_size\nA2,yes,43\n", "--strict", 1, &["unknown headings", "`shoe_size`"]);
    check(b"case,pump,\nA2,yes,\n", "", 0, &["unknown headings", "column 3"]);
    check(
        b"pump,drugs___heroin,pump___yes,drugs.note.from\nyes,1,1,\n",
        "",
        0,
        &["`drugs___heroin`, `pump___yes`, `drugs.note.from`"],
    );
    check(b"pump,acknowledged.other,score.other\nyes,,\n", "", 0, &["`acknowledged.other`, `score.other`"]);
}

#[test]
fn a_quotation_mark_within_a_heading_takes_in_no_row() {
    check(b"case,pump,5\"\nA2,yes,\nB3,no,\n", "", 0, &["column 3", "2 read = 2 scored"]);
    check(b"\n\ncase;pump;a,\"b\nA2;yes;\n", "", 0, &["column 3", "1 read = 1 scored"]);
    check(b"case,pump,\"a\nb\"\nA2,yes,\n", "", 0, &["column 3", "1 read = 1 scored"]);
    let says = ["a quotation mark in the headings of `forms.csv` is not closed"];
    check(b"case,pump,\"a\nA2,yes,\nB3,no,\n", "", 1, &says);
    let long = [b"case,pump,\"".as_slice(), &vec![b'x'; 5 << 20], b"\"\nA2,yes,\n"].concat();
    check(&long, "", 1, &["record 1 of `forms.csv` (line 1) is longer than 4 MiB"]);
}

#[test]
fn a_heading_that_is_no_id_is_told_by_its_place() {
    for heading in ["Grace Hopper", "x\u{1b}[31m", "\u{1b}]0;t\u{7}", "Jean", "DOB=1906", &"a".repeat(65)] {
        let table = format!("case,pump,{heading}\nA2,yes,\n");
        let ran = Desk::with(&[("forms.csv", table.as_bytes())]).batch("forms.csv");
        assert_eq!(ran.said, "unknown headings in `forms.csv`, left out: column 3\n1 read = 1 scored + 0 rejected\n");
        let table = format!("case,pump,{heading},{heading}\nA2,yes,\n");
        check(table.as_bytes(), "", 1, &["stand twice: column 4"]);
        let table = [format!("case,pump,{heading}\nA2,yes,").as_bytes(), b"\xFF\n"].concat();
        let ran = Desk::with(&[("forms.csv", &table)]).batch("forms.csv");
        assert!(ran.said.contains("record 1, line 2: column 3 is not UTF-8 text"), "{}", ran.said);
    }
    let many: Vec<String> = (0..1000).map(|n| format!("h{n}")).collect();
    check(format!("pump,{}\n", many.join(",")).as_bytes(), "", 0, &["`h19`, and 980 more\n"]);
}

#[test]
fn what_nobody_sees_in_a_heading_does_not_count() {
    let ran = Desk::with(&[("forms.csv", "ca\u{200B}se,\u{FEFF}pump\u{200B}\nA2,yes\n".as_bytes())]).batch("forms.csv");
    assert_eq!(column(&ran.out, "has_pump"), ["met"], "{}", ran.said);
    assert_eq!(ran.said, "1 read = 1 scored + 0 rejected\n");
    check("pump,pu\u{200B}mp\n,\n".as_bytes(), "", 1, &["stand twice: `pump`"]);
}

#[cfg(unix)]
#[test]
fn a_file_name_does_nothing_to_the_terminal() {
    let desk = Desk::with(&[("f\u{1b}[31m.csv", b"pump,x\nmaybe,\n"), ("f\u{1b}[31m.yaml", b"case: [1]\n")]);
    let ran = desk.batch("f\u{1b}[31m.csv");
    assert!(ran.said.contains("`f?[31m.csv`, record 1") && !ran.said.contains('\u{1b}'), "{:?}", ran.said);
    for arguments in ["no\u{1b}.csv", "f\u{1b}[31m.csv -o no/\u{1b}", "f\u{1b}[31m.csv --columns \u{1b}"] {
        let ran = desk.batch(arguments);
        assert!(ran.status != 0 && !ran.said.contains('\u{1b}'), "{:?}", ran.said);
    }
    for arguments in [
        &["summary", "f\u{1b}[31m.yaml"][..],
        &["summary", "no\u{1b}.yaml"],
        &["why", "f\u{1b}[31m.yaml", "\u{1b}]0;t\u{7}"],
    ] {
        let ran = desk.candor(arguments);
        assert!(ran.status != 0 && !ran.said.contains('\u{1b}'), "{:?}", ran.said);
    }
}

#[test]
fn a_table_without_a_question_is_refused() {
    check(b"name,age\nA,5\n", "", 1, &["no heading", "`respondent`"]);
    check(b"case,as_of\nA,\n", "", 1, &["no heading"]);
    check(b"Lorem ipsum dolor.\n", "", 1, &["no heading"]);
    check(b"", "", 1, &["is empty"]);
    check(b" \n\n", "", 1, &["is empty"]);
    check(b"\xEF\xBB\xBF", "", 1, &["is empty"]);
}

#[test]
fn headings_that_stand_twice_are_refused() {
    check(b"pump,case,pump\nyes,A2,yes\n", "", 1, &["stand twice", "`pump`"]);
    check(b"drugs.morphine.per_day,drugs__morphine__per_day\n1,1\n", "", 1, &["stand twice"]);
    check(b"pump,other,other\nyes,1,2\n", "", 1, &["stand twice", "`other`"]);
    check(b"pump,,\nyes,,\n", "", 0, &["unknown headings"]);
}

#[test]
fn other_encodings_are_refused_by_name() {
    let wide = |mark: &[u8], order: fn(u16) -> [u8; 2]| {
        let text = "case,pump\nA2,yes\n".encode_utf16().flat_map(order);
        mark.iter().copied().chain(text).collect::<Vec<u8>>()
    };
    check(&wide(b"\xFF\xFE", u16::to_le_bytes), "", 1, &["UTF-16", "UTF-8"]);
    check(&wide(b"\xFE\xFF", u16::to_be_bytes), "", 1, &["UTF-16", "UTF-8"]);
    check(&wide(b"", u16::to_le_bytes), "", 1, &["UTF-16"]);
    check(b"case,pump,\xE9\nA2,yes,\n", "", 1, &["headings", "UTF-8"]);
}

#[test]
fn a_table_without_records_has_results_without_rows() {
    let ran = Desk::with(&[("forms.csv", b"case,pump\n")]).batch("forms.csv");
    assert_eq!(ran.said, "0 read = 0 scored + 0 rejected\n");
    assert!(column(&ran.out, "case").is_empty());
}
