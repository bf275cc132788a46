//! `--summaries`: one summary a record, each in a file of its own.

use std::fs;

use super::Desk;

const TABLE: &[u8] = b"case,as_of,pump\nA2,2026-11-20,yes\nB3,2026-11-20,maybe\nA2,2026-11-20,no\n";

fn sheets(desk: &Desk) -> Vec<String> {
    let entries = fs::read_dir(desk.path("sheets")).unwrap();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn every_scored_record_has_a_file_named_by_its_number() {
    for (arguments, names) in [
        ("forms.csv", vec!["1.txt", "3.txt"]),
        ("forms.csv --unique-case", vec!["1.txt"]),
        ("forms.csv --format ndjson", vec!["1.txt", "3.txt"]),
        ("forms.csv --format ndjson --unique-case", vec!["1.txt"]),
        ("more.csv forms.csv", vec!["1-1.txt", "2-1.txt", "2-3.txt"]),
    ] {
        let desk = Desk::with(&[("forms.csv", TABLE), ("more.csv", b"case,as_of,pump\nC4,2026-11-20,yes\n")]);
        let plain = desk.batch(arguments);
        let ran = desk.batch(&format!("{arguments} --summaries sheets"));
        assert_eq!(sheets(&desk), names, "{arguments}");
        assert_eq!((ran.out, ran.said, ran.status), (plain.out, plain.said, plain.status), "{arguments}");
    }
}

#[test]
fn it_is_the_summary_of_that_form_and_its_owners_alone() {
    let form = "form: 1\ncase: A2\nas_of: 2026-11-20\nanswers: { pump: \"yes\" }\n";
    let desk = Desk::with(&[("forms.csv", TABLE), ("form.yaml", form.as_bytes())]);
    desk.batch("forms.csv --summaries sheets");
    let alone = desk.candor(&["summary", "form.yaml"]);
    assert_eq!(desk.read("sheets/1.txt"), alone.out, "{}", alone.said);
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        let mode = |name: &str| fs::metadata(desk.path(name)).unwrap().permissions().mode() & 0o777;
        assert_eq!((mode("sheets"), mode("sheets/1.txt")), (0o700, 0o600));
    }
}

#[test]
fn what_is_there_already_stays() {
    let desk = Desk::with(&[("forms.csv", TABLE)]);
    fs::create_dir(desk.path("sheets")).unwrap();
    assert_eq!(desk.batch("forms.csv --summaries sheets").status, 4, "an empty folder is filled");
    let ran = desk.batch("forms.csv --summaries sheets");
    assert!(ran.status == 2 && ran.said.contains("`sheets` is there, and no empty folder"), "{}", ran.said);
    assert_eq!(desk.batch("forms.csv --summaries forms.csv").status, 2);
    assert_eq!((sheets(&desk).len(), desk.files()), (2, vec!["forms.csv".to_owned(), "sheets".to_owned()]));
}
