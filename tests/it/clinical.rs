//! What has to hold of the shipped rulebook as a text for people. What it says of patients is held by
//! `rules/intrathecal_pump.tests.yaml` and `tests/it/rules_test/builtin.rs`.

#![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]

use candor::answer::Informant;
use candor::rule_tests::sentences::{MOST_WORDS, long_sentences};

use crate::support::BUILTIN;

#[test]
fn what_is_never_said_to_a_patient_is_asked_of_the_chart() {
    let rulebook = &*BUILTIN;
    for id in
        ["cancer_life_expectancy", "cancer_spine", "imaging", "psych_evaluation", "pocket_site", "ashworth_average"]
    {
        let question = &rulebook.questions[rulebook.question_named(id).unwrap()];
        assert!(matches!(question.asked_of, Informant::Chart | Informant::Examiner), "{id}");
    }
}

#[test]
fn every_spoken_sentence_can_be_said_in_one_breath() {
    let mut rulebook = BUILTIN.clone();
    assert_eq!(long_sentences(&rulebook), []);
    for question in &rulebook.questions {
        assert!(question.help.is_some() && question.why.is_some(), "{} lacks help or why", question.id);
    }
    rulebook.questions.raw[0].ask = "word ".repeat(MOST_WORDS) + "end. Short.";
    let long = long_sentences(&rulebook);
    assert_eq!(long.iter().map(|sentence| (sentence.key, sentence.words)).collect::<Vec<_>>(), [("ask", 21)]);
}
