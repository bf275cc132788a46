//! Texts of a rulebook in another language: the shipped ones, and each error with its place.

use candor::report::text::{self, Look};
use candor::rulebook::translate::{Translated, translated};
use candor::rulebook::{BUILTIN, BUILTIN_SPANISH, Rulebook};
use candor::screening::Screening;
use candor::screening::layout::summary_blocks;
use candor::screening::summary::Summary;
use candor::text::SourceText;
use candor::ui::{Language, Ui, words_of_decision};

use crate::program;

fn source((name, text): (&str, &str)) -> SourceText {
    SourceText::new(name, text)
}

fn spanish() -> (Rulebook, Translated) {
    let rulebook = Rulebook::read(&source(BUILTIN)).unwrap();
    let ui = Ui::of(Language::Spanish);
    let read = translated(&rulebook, &source(BUILTIN_SPANISH), ui);
    let read = read.unwrap_or_else(|errors| {
        panic!("{:#?}", super::told(BUILTIN_SPANISH.1, &errors));
    });
    (rulebook, read)
}

#[test]
fn every_text_of_the_built_in_rulebook_is_there_in_spanish() {
    let (_, Translated { missing, .. }) = spanish();
    let missing: Vec<String> = missing.into_iter().map(|text| text.path).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn a_translation_changes_words_and_nothing_else() {
    let (english, Translated { rulebook: spanish, .. }) = spanish();
    let ids = |rulebook: &Rulebook| -> Vec<String> {
        let options = |question: &candor::rulebook::Question| {
            question.options().iter().map(|option| option.code.clone()).collect::<Vec<_>>().join(" ")
        };
        rulebook.questions.iter().map(|question| format!("{} {}", question.id, options(question))).collect()
    };
    assert_eq!(ids(&spanish), ids(&english));
    assert_eq!((&spanish.sha256, &spanish.version), (&english.sha256, &english.version));
    let weight = &spanish.questions[spanish.question_named("weight_kg").unwrap()];
    assert_eq!(
        (weight.ask.as_str(), weight.at),
        ("¿Cuánto pesa?", english.questions[english.question_named("weight_kg").unwrap()].at)
    );
    let mood = &spanish.questions[spanish.question_named("phq2_mood").unwrap()];
    assert!(mood.ask.starts_with("Over the last 2 weeks") && mood.options().raw[0].label == "Not at all");
    assert!(mood.untranslated.as_ref().is_some_and(|because| because.contains("inglés")));
}

/// The worked patients, evaluated by the rulebook and by the one with Spanish texts.
#[test]
fn a_summary_in_spanish_stands_where_the_english_one_does_and_decides_nothing() {
    let (english, Translated { rulebook: spanish, .. }) = spanish();
    let ui = Ui::of(Language::Spanish);
    for entry in std::fs::read_dir("examples/patients").unwrap() {
        let path = entry.unwrap().path();
        let (name, text) = (path.display().to_string(), std::fs::read_to_string(&path).unwrap());
        let paper = source((&name, &text));
        let form = |rulebook| {
            candor::form::file::read::Bound::read(rulebook, &paper, jiff::civil::date(2026, 11, 20)).unwrap().form
        };
        let (ours, theirs) = (form(&english), form(&spanish));
        assert_eq!(ours, theirs, "{name}");
        let (ours, theirs) = (Screening::new(&english, &ours), Screening::new(&spanish, &theirs));
        for criterion in &english.criteria {
            let id = english.criterion_named(&criterion.id).unwrap();
            assert_eq!(ours.standing(id), theirs.standing(id), "{name}: {}", criterion.id);
        }
        let mut drawn = Vec::new();
        text::write(&summary_blocks(&Summary::of(&theirs, ui), ui), Look::default(), &mut drawn).unwrap();
        let drawn = String::from_utf8(drawn).unwrap();
        assert_eq!(words_of_decision(Language::Spanish, &drawn), [""; 0], "{name}");
        assert!(!drawn.contains(['{', '}']), "{name}");
    }
}

/// Writes the small rulebook and one of its translations side by side, and checks them.
#[track_caller]
fn check(fixture: &str) {
    let path = format!("tests/it/rulebook/translations/{fixture}.es.yaml");
    let text = std::fs::read_to_string(&path).unwrap();
    let expected: Vec<&str> = text.lines().map_while(|line| line.strip_prefix("# ")).skip(1).collect();
    let rulebook = super::read("small", SMALL).unwrap();
    let ui = Ui::of(Language::Spanish);
    match translated(&rulebook, &source((&path, &text)), ui) {
        Err(errors) => assert_eq!(super::told(&text, &errors), expected, "{path}"),
        Ok(Translated { missing, .. }) => {
            let file = source((&path, &text));
            let told = missing.iter().map(|missing| {
                let (line, column) = file.line_and_column(missing.at.start);
                format!("{line}:{column} missing-translation `{}`", missing.path)
            });
            assert_eq!(told.collect::<Vec<_>>(), expected, "{path}");
        }
    }
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("small.yaml"), SMALL).unwrap();
    std::fs::write(folder.path().join("small.es.yaml"), &text).unwrap();
    let mut command = program::candor();
    command.env("LANG", "C.UTF-8").args(["rules", "check", "small.yaml"]).current_dir(folder.path());
    let output = program::output(&mut command, b"");
    let is_error = expected.iter().any(|line| !line.contains("missing-translation"));
    assert_eq!(output.status.code(), Some(if is_error { 3 } else { 0 }), "{path}");
    let printed = String::from_utf8(output.stdout).unwrap();
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(format!("translation-{fixture}"), printed);
    });
}

const SMALL: &str = include_str!("translations/small.yaml");

macro_rules! translations {
    ($($name:ident $fixture:literal),* $(,)?) => {
        $(#[test] fn $name() { check($fixture); })*
    };
}
translations! {
    whole "whole",
    other_rulebook "other-rulebook",
    unknown_id "unknown-id",
    unknown_option "unknown-option-in-texts",
    unknown_key "unknown-key-in-texts",
    nothing_to_translate "nothing-to-translate",
    placeholder_missing "placeholder-missing",
    placeholder_added "placeholder-added",
    placeholders "placeholder-of-texts",
    word_of_decision "word-of-decision-es",
    left_and_translated "left-and-translated",
    unit_name "unit-name",
    plain_yaml "plain-yaml",
    language "language",
    missing_translation "missing-translation",
}
