#![expect(clippy::unwrap_used, clippy::panic, reason = "texts that cannot be read fail the test")]

#[path = "../../build/texts.rs"]
mod generator;

use std::collections::BTreeMap;

use serde_yaml::Value;

use super::*;
use generator::{Texts, generated};

const FILES: [(Language, &str); 2] =
    [(Language::English, include_str!("../ui.en.yaml")), (Language::Spanish, include_str!("../ui.es.yaml"))];

/// Returns each text of a file by its keys; the texts of a list one below the other.
fn texts(file: &str) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    gather("", &serde_yaml::from_str(file).unwrap(), &mut texts);
    texts
}

fn gather(at: &str, value: &Value, texts: &mut BTreeMap<String, String>) {
    match value {
        Value::Mapping(map) => map.iter().for_each(|(key, value)| {
            gather(&[at, ".", key.as_str().unwrap()].concat(), value, texts);
        }),
        Value::Sequence(list) => {
            let lines: Vec<&str> = list.iter().map(|line| line.as_str().unwrap()).collect();
            texts.insert(at.to_owned(), lines.join("\n"));
        }
        other => {
            texts.insert(at.to_owned(), other.as_str().unwrap_or_else(|| panic!("{at} is no text")).to_owned());
        }
    }
}

/// Generates code from an English and a Spanish file.
fn build(english: &str, spanish: &str) -> Result<String, Vec<String>> {
    let of = |file: &str, language, text: &str| {
        let root = serde_yaml::from_str(text).unwrap();
        Texts { file: file.to_owned(), language, root }
    };
    generated(&[of("en.yaml", "English", english), of("es.yaml", "Spanish", spanish)])
}

/// Checks the beginning of each error against the expected one.
#[track_caller]
fn refused(english: &str, spanish: &str, expected: &[&str]) {
    let errors = build(english, spanish).unwrap_err();
    let as_expected = errors.iter().zip(expected).all(|(error, expected)| error.starts_with(expected));
    assert!(errors.len() == expected.len() && as_expected, "{errors:#?}");
}

#[test]
fn a_text_with_placeholders_becomes_a_function_that_takes_their_values() {
    let code = build(
        "trouble: { waits: 'question {number} waits for {questions}' }",
        "trouble: { waits: '{questions}: {number}' }",
    );
    let code = code.unwrap();
    assert!(
        code.contains("pub(crate) fn waits(&self, number: impl Display, questions: impl Display) -> String"),
        "{code}"
    );
    assert!(code.contains("Language::Spanish => format!(\"{questions}: {number}\")"), "{code}");
}

#[test]
fn a_placeholder_that_is_misspelt_fails_the_build() {
    let unknown = |file| format!("{file}: `a`: no placeholder is called `{{questons}}`");
    refused("a: '{questons}'", "a: '{questons}'", &[&unknown("en.yaml"), &unknown("es.yaml")]);
    let differs = "es.yaml: `a`: holds {question}, expected {questions}";
    refused("a: 'waits for {questions}'", "a: 'espera {question}'", &[differs]);
    refused("a: 'waits for {questions}'", "a: espera", &["es.yaml: `a`: holds no placeholder, expected {questions}"]);
    refused("a: waits", "a: 'espera {questions}'", &["es.yaml: `a`: holds {questions}, expected no placeholder"]);
    refused("a: '{row}'", "a: '{row} {row'", &["es.yaml: `a`: no placeholder is called `{}`"]);
}

#[test]
fn the_texts_for_one_and_for_many_take_the_same() {
    let many = "es.yaml: `a`: holds {n}, expected {n} {row}";
    refused("a: { one: '{row}', many: '{n} {row}' }", "a: { one: '{row}', many: '{n}' }", &[many]);
}

#[test]
fn a_key_that_one_language_lacks_fails_the_build() {
    refused("a: { b: 'yes', c: 'no' }", "a: { b: sí }", &["es.yaml: `a.c` is missing"]);
    refused("a: { b: 'yes' }", "a: { b: sí, c: 'no' }", &["en.yaml: `a.c` is missing"]);
}

#[test]
fn what_is_no_text_or_has_another_shape_fails_the_build() {
    for english in ["a: 1", "a: [one]", "a: { b: one }", "a: [{ b: one }]"] {
        refused(english, "a: uno", &["en.yaml or es.yaml: `a`: expected text"]);
    }
}

#[test]
fn a_number_of_one_takes_the_text_for_one() {
    let texts = &Ui::english().document.count;
    assert_eq!(texts.scores(1), "1 score");
    assert_eq!(texts.scores(2), "2 scores");
    assert_eq!(texts.scores(0), "0 scores");
}

#[test]
fn commands_are_called_the_same_in_every_language() {
    let [english, spanish] = FILES.map(|(_, file)| texts(file));
    for (at, names) in english.iter().filter(|(at, _)| at.starts_with(".interview.commands.")) {
        assert_eq!(spanish.get(at), Some(names), "{at}: each language lists the words of all");
    }
}

#[test]
fn a_code_names_its_language_whatever_the_country() {
    for (code, language) in [
        ("en", Some(Language::English)),
        ("es", Some(Language::Spanish)),
        ("es-MX", Some(Language::Spanish)),
        ("fr", None),
    ] {
        assert_eq!(Language::from_code(code), language, "{code}");
    }
}

#[test]
fn words_of_decision_are_listed_in_lower_case_and_have_two_letters() {
    for language in Language::ALL {
        for word in Ui::of(language).decision.never {
            assert!(word.chars().count() > 1 && *word == word.to_lowercase(), "{word}");
        }
    }
}

#[test]
fn words_of_decision_are_found_whole_and_in_any_case() {
    let english = |text| words_of_decision(Language::English, text);
    let spanish = |text| words_of_decision(Language::Spanish, text);
    assert_eq!(english("He MUST not pass; passage"), ["MUST", "pass"]);
    assert_eq!(english("Failed back surgery, and failed"), ["failed"]);
    assert_eq!(english("{pass} bypass"), [""; 0]);
    assert_eq!(english("A lower-risk, low  risk or low risk"), ["lower-risk", "low risk"]);
    assert_eq!(spanish("DEBERÍA ser candidata"), ["DEBERÍA", "candidata"]);
    assert_eq!(spanish("Su seguro médico no debería"), ["debería"]);
    assert_eq!(spanish("Es seguro"), ["seguro"]);
    assert_eq!(spanish("debemos la aptitud"), [""; 0]);
}

#[test]
fn no_text_of_the_program_decides() {
    for (language, file) in FILES {
        for (at, text) in texts(file).iter().filter(|(at, _)| !at.starts_with(".decision.")) {
            assert_eq!(words_of_decision(language, text), [""; 0], "{} {at}", language.code());
        }
    }
}
