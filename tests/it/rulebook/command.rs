//! `candor rules check`.

use super::{WHOLE, candor};

#[test]
fn a_rulebook_without_errors_is_a_line_and_status_0() {
    let (status, out) = candor(&["rules", "check", WHOLE]);
    let counts = "21 questions, 3 facts, 9 scores, 1 alert, 4 criteria, 4 sources";
    assert_eq!((status, out), (0, format!("{WHOLE}: no errors: {counts}\n")));
    let (status, out) = candor(&["rules", "check"]);
    assert!(status == 0 && out.starts_with("builtin: no errors: "), "{out}");
}

#[test]
fn several_rulebooks_are_checked_in_one_run() {
    let (status, out) = candor(&["rules", "check", WHOLE, "tests/it/rulebook/errors/wrong-kind.yaml"]);
    assert_eq!(status, 3);
    assert!(out.contains(&format!("{WHOLE}: no errors")) && out.contains("wrong-kind.yaml:21:11: wrong-kind"), "{out}");
}

#[test]
fn errors_are_told_to_other_programs_as_json() {
    let (status, out) =
        candor(&["rules", "check", "--format", "json", "tests/it/rulebook/errors/usual-outside-range.yaml"]);
    assert_eq!(status, 3);
    let errors: serde_json::Value = serde_json::from_str(&out).unwrap();
    let error = &errors[0];
    assert_eq!(
        (&error["line"], &error["column"], &error["code"]),
        (&19.into(), &73.into(), &"usual-outside-range".into())
    );
    assert_eq!(error["help"], "`usual` is a part of `range`");
    assert_eq!((&error["labels"][1]["column"], &error["labels"][1]["text"]), (&57.into(), &"the range".into()));
    let (status, out) = candor(&["rules", "check", "--format", "json", WHOLE]);
    assert_eq!((status, out.as_str()), (0, "[]\n"));
}

#[test]
fn a_picture_fits_80_columns() {
    let files = std::fs::read_dir("tests/it/rulebook/errors").unwrap();
    let files: Vec<String> = files.map(|file| file.unwrap().path().display().to_string()).collect();
    let mut arguments = vec!["rules", "check"];
    arguments.extend(files.iter().map(String::as_str));
    let (_, out) = candor(&arguments);
    let ours = |line: &&str| line.contains('│') || line.contains('·');
    let widest = out.lines().filter(ours).max_by_key(|line| line.chars().count()).unwrap();
    assert!(widest.chars().count() <= 80, "{widest}");
    assert!(!out.contains('\u{1b}'), "no colour where nobody sees it");
}
