#![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
use std::fs;
use std::sync::Arc;

use super::*;
use crate::answer::{QuestionId, Response, Value};
use crate::case::Event;
use crate::decimal::Decimal;
use crate::form::Form;
use crate::rulebook::Rulebook;
use crate::store::{KeptForm, Session};

const RULES: &str = "
format: 1
id: small
version: 1.0.0
title: Small
intended_use: For tests.
sources:
  made_up: { title: Made up, publisher: candor, year: 2026, read: project, checked: 2026-11-20, review_by: 2030-11-20 }
sections:
  - id: pain
    title: Pain
    questions:
      - { id: months, title: Months, ask: For how long?, type: number, range: [0, 1200] }
criteria:
  - { id: long, kind: risk, title: Long, when: { months: { at_least: 6 } }, sources: [made_up] }
";

fn rulebook() -> Arc<Rulebook> {
    Arc::new(Rulebook::read(&SourceText::new("small", RULES)).unwrap())
}

fn empty() -> Form {
    Form::empty(&rulebook(), "2026-11-20".parse().unwrap())
}

fn months(months: i64) -> Event {
    let number = Decimal::from_millionths(months * 1_000_000);
    Event::Answered { question: QuestionId(0), old: None, new: Some(Response::from(Value::Number(number))) }
}

/// Returns the form after this event.
fn with(event: &Event) -> Form {
    let mut form = empty();
    event.apply(&mut form);
    form
}

fn store() -> (tempfile::TempDir, YamlFiles) {
    let folder = tempfile::tempdir().unwrap();
    let files = YamlFiles::new(&folder.path().join("candor"));
    (folder, files)
}

/// Begins an interview; returns it and its code.
fn begun(files: &YamlFiles) -> (Box<dyn Session>, String) {
    let session = files.begin(None).unwrap().resume(rulebook(), empty()).unwrap();
    let code = session.code().to_owned();
    (session, code)
}

/// Claims a case and reads its form.
fn opened(files: &YamlFiles, code: &str) -> (Box<dyn OpenCase>, Form) {
    let (claim, file) = files.open(code).unwrap();
    (claim, file.bind(&rulebook(), "2026-11-20".parse().unwrap()).unwrap())
}

fn resumed(files: &YamlFiles, code: &str) -> Box<dyn Session> {
    let (claim, form) = opened(files, code);
    claim.resume(rulebook(), form).unwrap()
}

/// Returns the number of drafts and of finished cases.
fn listed(files: &YamlFiles) -> (usize, usize) {
    let count = |state| files.list(state).unwrap().len();
    (count(CaseState::Draft), count(CaseState::Finished))
}

fn files_in(folder: &CaseFolder) -> usize {
    fs::read_dir(&folder.path).unwrap().count()
}

#[test]
fn a_draft_is_the_form_that_its_events_fold_into() {
    let (_folder, files) = store();
    let (mut session, code) = begun(&files);
    session.append(&[months(47)]).unwrap();
    session.append(&[months(48), Event::Noted { question: QuestionId(0), note: "since the fall".to_owned() }]).unwrap();
    drop(session);
    let (claim, form) = opened(&files, &code.to_lowercase());
    let given = form.answers.get(QuestionId(0)).unwrap();
    assert_eq!(form.answers.value(QuestionId(0)), with(&months(48)).answers.value(QuestionId(0)));
    assert_eq!(given.note.as_deref(), Some("since the fall"));
    assert_eq!(listed(&files), (1, 0));
    claim.resume(rulebook(), form).unwrap().discard().unwrap();
    assert_eq!((listed(&files), files_in(&files.drafts)), ((0, 0), 0), "nothing is left lying about");
}

#[test]
fn a_finished_draft_is_a_case_until_it_is_resumed_or_removed() {
    let (_folder, files) = store();
    let (mut session, code) = begun(&files);
    session.append(&[months(47)]).unwrap();
    session.finish().unwrap();
    assert_eq!((listed(&files), files_in(&files.drafts)), ((0, 1), 0), "nothing is left lying about");

    let (claim, form) = opened(&files, &code);
    assert_eq!(form.answers, with(&months(47)).answers);
    assert_eq!(listed(&files), (0, 1), "to be read is not to be resumed");
    let mut session = claim.resume(rulebook(), form).unwrap();
    assert_eq!(listed(&files), (1, 0));
    session.append(&[months(48)]).unwrap();
    session.finish().unwrap();
    assert_eq!(listed(&files), (0, 1));
    assert!(files.read(&code).unwrap().text.contains("48"));

    assert_eq!(files.finished(&code.to_lowercase()).unwrap().code, code);
    files.remove(&code).unwrap();
    assert!(matches!(files.remove(&code), Err(StoreError::NoSuch { .. })));
    assert!(matches!(files.finished(&code), Err(StoreError::NoSuch { .. })));
    assert!(!files.has(&code));
}

#[test]
fn a_draft_is_no_finished_case() {
    let (_folder, files) = store();
    let (mut session, code) = begun(&files);
    session.save().unwrap();
    assert!(matches!(files.finished(&code), Err(StoreError::NotFinished { .. })));
    assert!(matches!(files.remove(&code), Err(StoreError::NoSuch { .. })));
}

#[test]
fn a_case_that_is_open_is_not_removed() {
    let (_folder, files) = store();
    let (mut session, code) = begun(&files);
    session.save().unwrap();
    session.finish().unwrap();
    let open = files.open(&code).unwrap();
    assert!(matches!(files.remove(&code), Err(StoreError::InUse { .. })));
    drop(open);
    files.remove(&code).unwrap();
}

#[test]
fn a_draft_that_cannot_be_moved_stays_one() {
    let (_folder, files) = store();
    let (mut session, code) = begun(&files);
    session.append(&[months(1)]).unwrap();
    fs::write(&files.finished.path, "").unwrap(); // the place of the folder is taken
    assert!(session.finish().is_err());
    assert_eq!(opened(&files, &code).1.answers, with(&months(1)).answers);
}

#[test]
fn what_was_never_kept_can_be_discarded() {
    let (_folder, files) = store();
    begun(&files).0.discard().unwrap();
}

#[test]
fn a_code_that_is_taken_is_not_given_twice() {
    let (_folder, files) = store();
    let (mut session, code) = begun(&files);
    session.save().unwrap();
    assert_ne!(files.begin(Some(code)).unwrap().code(), session.code());
    assert_eq!(files.begin(Some("A2AAA".to_owned())).unwrap().code(), "A2AAA");
}

#[test]
fn a_second_process_is_kept_out() {
    let (_folder, files) = store();
    let (mut first, code) = begun(&files);
    first.append(&[months(1)]).unwrap();
    assert!(matches!(files.open(&code), Err(StoreError::InUse { .. })));
    let mut second = files.begin(Some("A2AAA".to_owned())).unwrap().resume(rulebook(), empty()).unwrap();
    let mut third = files.begin(Some("A2AAA".to_owned())).unwrap().resume(rulebook(), empty()).unwrap();
    second.save().unwrap();
    assert!(matches!(third.save(), Err(StoreError::InUse { .. })));
    assert!(third.append(&[months(2)]).is_err());
    drop(first);
    assert_eq!(opened(&files, &code).1.answers, with(&months(1)).answers);
}

#[test]
fn a_draft_that_cannot_be_read_is_reported_and_stays() {
    let (_folder, files) = store();
    files.drafts.make().unwrap();
    fs::write(files.drafts.of("K7QX4"), "form: 1\nanswers: { name: Grace").unwrap();
    let error = files.open("K7QX4").err().unwrap();
    assert!(matches!(error, StoreError::Unreadable { .. }));
    assert!(!error.to_string().contains("Grace"));
    assert!(matches!(files.list(CaseState::Draft).unwrap()[0].form, KeptForm::Unreadable(_)));
    assert!(files.drafts.of("K7QX4").exists());
}

#[test]
#[cfg(unix)]
fn a_case_is_known_by_any_path_that_leads_to_its_file() {
    let (folder, files) = store();
    let (mut session, code) = begun(&files);
    session.save().unwrap();
    let [copy, link] = ["K7QX4.yaml", "form.yaml"].map(|name| folder.path().join(name));
    fs::copy(files.drafts.of(&code), &copy).unwrap();
    std::os::unix::fs::symlink(files.drafts.of(&code), &link).unwrap();
    let check = |path: &Path, expected: Option<&str>| {
        assert_eq!(files.find(path).as_deref(), expected, "{}", path.display());
    };
    check(Path::new(&code.to_lowercase()), Some(&code));
    check(&files.drafts.of(&code), Some(&code));
    check(&files.drafts.path.join("..").join("drafts").join(format!("{code}.yaml")), Some(&code));
    check(&link, Some(&code));
    check(&copy, None);
    check(Path::new("no_such.yaml"), None);
    session.finish().unwrap();
    check(&files.finished.of(&code), Some(&code));
    check(&files.drafts.of(&code), None);
}

#[test]
#[cfg(unix)]
fn a_form_without_end_is_not_read_to_its_end() {
    let (_folder, files) = store();
    files.drafts.make().unwrap();
    std::os::unix::fs::symlink("/dev/zero", files.drafts.of("K7QX4")).unwrap();
    assert!(files.read("K7QX4").unwrap_err().to_string().contains("longer than 4 MiB"));
}

#[test]
fn what_is_no_code_opens_no_file() {
    let (_folder, files) = store();
    for code in ["../../etc/passwd", "", "K7QX4"] {
        assert!(matches!(files.open(code), Err(StoreError::NoSuch { .. })), "{code}");
    }
}

#[test]
#[cfg(unix)]
fn nobody_else_can_read_a_draft() {
    use std::os::unix::fs::PermissionsExt;
    let (_folder, files) = store();
    let (mut session, code) = begun(&files);
    session.save().unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    assert_eq!(mode(&files.drafts.of(&code)), 0o600);
    assert_eq!(mode(&files.drafts.path), 0o700);
    session.finish().unwrap();
    assert_eq!(mode(&files.finished.of(&code)), 0o600);
    assert_eq!(mode(&files.finished.path), 0o700);
}

#[test]
fn events_that_cannot_be_kept_leave_the_draft_before_and_can_be_kept_again() {
    let (_folder, files) = store();
    let (mut session, code) = begun(&files);
    session.append(&[months(1)]).unwrap();
    fs::create_dir(files.drafts.beside(&code)).unwrap(); // the place beside is taken
    assert!(session.append(&[months(2)]).is_err());
    assert!(files.read(&code).unwrap().text.contains("months: 1"));
    fs::remove_dir(files.drafts.beside(&code)).unwrap();
    session.append(&[months(2)]).unwrap();
    drop(session);
    assert_eq!(resumed(&files, &code).code(), code);
    assert_eq!(opened(&files, &code).1.answers, with(&months(2)).answers);
}
