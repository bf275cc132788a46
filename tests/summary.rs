//! What the summary says, on a small made-up rulebook.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use candor::intake::paper;
use candor::report::text::Look;
use candor::report::{json, markdown, text};
use candor::rulebook::Rulebook;
use candor::rulebook::bind::Form;
use candor::screening::Screening;
use candor::screening::summary::Summary;
use candor::text::SourceText;
use candor::ui::Ui;

const CLINIC: &str = include_str!("summary/clinic.yaml");
const COMPLETE: &str = include_str!("summary/complete.yaml");
const SPARSE: &str = include_str!("summary/sparse.yaml");

fn rulebook(text: &str) -> Rulebook {
    let source = SourceText { name: "clinic.yaml".to_owned(), text: text.to_owned() };
    Rulebook::read(&source).unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors)))
}

fn form(rulebook: &Rulebook, text: &str) -> Form {
    let source = SourceText { name: "form.yaml".to_owned(), text: text.to_owned() };
    let as_of = "2026-11-20".parse().unwrap();
    paper::file(rulebook, &source, as_of).unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors)))
}

fn summary(rules: &str, answers: &str) -> Summary {
    let rulebook = rulebook(rules);
    let form = form(&rulebook, answers);
    Summary::of(&Screening::of(&rulebook, &form), &Ui::english().unwrap())
}

fn as_text(summary: &Summary) -> String {
    let mut out = Vec::new();
    text::write(summary, &Ui::english().unwrap(), Look::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn as_markdown(summary: &Summary) -> String {
    let mut out = Vec::new();
    markdown::write(summary, &Ui::english().unwrap(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn as_json(summary: &Summary) -> String {
    let mut out = Vec::new();
    json::write(summary, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_complete_form_as_text() {
    insta::assert_snapshot!(as_text(&summary(CLINIC, COMPLETE)));
}

#[test]
fn a_sparse_form_as_text() {
    insta::assert_snapshot!(as_text(&summary(CLINIC, SPARSE)));
}

#[test]
fn an_empty_form_as_text() {
    insta::assert_snapshot!(as_text(&summary(CLINIC, "form: 1\nanswers: {}\n")));
}

#[test]
fn a_complete_form_as_markdown() {
    insta::assert_snapshot!(as_markdown(&summary(CLINIC, COMPLETE)));
}

#[test]
fn a_sparse_form_as_json() {
    let line = as_json(&summary(CLINIC, SPARSE));
    assert_eq!(line.matches('\n').count(), 1, "one line");
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).unwrap());
}
