//! The worked patients of `examples/patients`: each with its summary, as a physician would read it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails here has found a fault")]

use std::fs;
use std::path::{Path, PathBuf};

use candor::intake::paper;
use candor::report::text::{self, Look};
use candor::rulebook::{BUILTIN, Question, Rulebook};
use candor::screening::Screening;
use candor::screening::summary::Summary;
use candor::text::SourceText;
use candor::ui::{Language, Ui, words_of_decision};

fn builtin() -> Rulebook {
    let (name, text) = BUILTIN;
    let source = SourceText { name: name.to_owned(), text: text.to_owned() };
    Rulebook::read(&source).unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors)))
}

fn patients() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/patients");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn summary_of(rulebook: &Rulebook, path: &Path) -> String {
    let source = SourceText { name: path.display().to_string(), text: fs::read_to_string(path).unwrap() };
    let form = paper::file(rulebook, &source, "2026-11-20".parse().unwrap())
        .unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors)))
        .form;
    let ui = Ui::english().unwrap();
    let mut out = Vec::new();
    text::write(&Summary::of(&Screening::of(rulebook, &form), &ui), &ui, Look::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn each_patient_has_the_summary_that_was_read_and_kept() {
    let rulebook = builtin();
    assert!(patients().len() >= 12);
    for path in patients() {
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        // the program's version and the rulebook's hash change without the patient changing
        let drawn = summary_of(&rulebook, &path).replace(&rulebook.sha256, "SHA-256");
        insta::assert_snapshot!(name, drawn);
    }
}

/// What nobody could read aloud: ids, placeholders, empty sentences, slips of the plural, the same line twice in a row.
fn slips(summary: &str, ids: &[String]) -> Vec<String> {
    let mut found = Vec::new();
    let flat = summary.split_whitespace().collect::<Vec<_>>().join(" ");
    let wrong = [
        "null",
        "None)",
        "()",
        "{",
        "}",
        "..",
        ": .",
        ": ;",
        ", .",
        " ,",
        " ;",
        "NaN",
        "inf ",
        "1 items",
        "1 answers",
        "1 questions",
        "1 criteria",
        "1 months",
        "1 weeks",
        "1 years",
        "1 hours",
        "1 points",
        "; ;",
    ];
    for slip in wrong {
        let reads = |place: usize| !flat[..place].ends_with(|c: char| c.is_ascii_digit() || c == '.');
        if flat.match_indices(slip).any(|(place, _)| !slip.starts_with('1') || reads(place)) {
            found.push(format!("`{slip}`"));
        }
    }
    let words = flat.split(|c: char| !(c.is_alphanumeric() || c == '_'));
    found.extend(words.filter(|word| word.contains('_') && ids.iter().any(|id| id == word)).map(str::to_owned));
    found.extend(words_of_decision(Language::English, summary).into_iter().map(str::to_owned));
    let lines: Vec<&str> = summary.lines().filter(|line| line.trim().len() > 3 && !line.starts_with("---")).collect();
    found.extend(lines.windows(2).filter(|pair| pair[0] == pair[1]).map(|pair| format!("twice: {}", pair[0])));
    found
}

#[test]
fn each_summary_can_be_read_aloud() {
    let rulebook = builtin();
    let questions = rulebook.questions.iter().map(|question| question.id.clone());
    let codes = rulebook.questions.iter().flat_map(Question::options).map(|option| option.code.clone());
    let criteria = rulebook.criteria.iter().map(|criterion| criterion.id.clone());
    let ids: Vec<String> = questions.chain(codes).chain(criteria).filter(|id| id.contains('_')).collect();
    for path in patients() {
        let found = slips(&summary_of(&rulebook, &path), &ids);
        assert!(found.is_empty(), "{}: {found:?}", path.display());
    }
    let spoilt = "Met. Trial: trial_status null, 1 items: .\nThis patient is eligible.\n";
    assert_eq!(slips(spoilt, &ids).len(), 5, "the slips are found where they are: {:?}", slips(spoilt, &ids));
}
