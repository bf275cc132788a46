#![expect(clippy::unwrap_used, clippy::panic, reason = "texts that cannot be read fail the test")]

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value;

use super::*;

/// Each text of a language by its keys; the texts of a list one below the other.
fn texts(language: Language) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    gather("", &serde_yaml::from_str(language.texts()).unwrap(), &mut texts);
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

fn placeholders(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn every_text_stands_in_every_language() {
    for language in Language::ALL {
        let read = Ui::of(language);
        assert!(read.is_ok(), "{}: {}", language.code(), read.unwrap_err());
    }
}

#[test]
fn what_is_compiled_in_is_what_is_written() {
    for language in Language::ALL {
        let written: Value = serde_yaml::from_str(language.texts()).unwrap();
        assert_eq!(serde_json::from_str::<Value>(language.compiled()).unwrap(), written, "{}", language.code());
    }
}

#[test]
fn a_text_fills_in_the_same_in_every_language() {
    let (english, spanish) = (texts(Language::English), texts(Language::Spanish));
    let own = |at: &str| at.starts_with(".phrase.one.") || at.starts_with(".decision.");
    for (at, text) in english.iter().filter(|(at, _)| !own(at)) {
        let other = spanish.get(at).map_or_else(|| panic!("{at} is missing in Spanish"), String::as_str);
        assert_eq!(placeholders(other), placeholders(text), "{at}");
        assert_eq!(other.is_empty(), text.is_empty(), "{at}");
    }
}

#[test]
fn commands_are_called_the_same_in_every_language() {
    let (english, spanish) = (texts(Language::English), texts(Language::Spanish));
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
        for word in Ui::of(language).unwrap().decision.never {
            assert!(word.chars().count() > 1 && word == word.to_lowercase(), "{word}");
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
    for language in Language::ALL {
        for (at, text) in texts(language).iter().filter(|(at, _)| !at.starts_with(".decision.")) {
            assert_eq!(words_of_decision(language, text), [""; 0], "{} {at}", language.code());
        }
    }
}
