//! A form written as a file.

use indexmap::IndexMap;

use super::{FormFile, RulebookName};
use crate::answer::{Answer, Missing, OptionId, QuestionId, Response, Value};
use crate::decimal::Decimal;
use crate::form::entry::{Full, OneOrMany, Scalar, Written};
use crate::form::{FORMAT, Form};
use crate::rulebook::Rulebook;

impl Form {
    /// Returns the form as a file holds it: reading it back gives the same form.
    #[must_use]
    pub fn to_file(&self, rulebook: &Rulebook) -> FormFile {
        let answers = self.answers.iter().filter_map(|(question, given)| {
            let asked = rulebook.questions.get(question)?;
            Some((asked.id.clone(), written(rulebook, question, given)))
        });
        let acknowledged = self
            .acknowledged
            .iter()
            .filter_map(|(alert, when)| Some((rulebook.alerts.get(*alert)?.id.clone(), when.clone())));
        let stored =
            self.stored.iter().filter_map(|(score, total)| Some((rulebook.scores.get(*score)?.id.clone(), *total)));
        FormFile {
            form: FORMAT,
            case: self.case.clone(),
            rulebook: Some(RulebookName {
                id: rulebook.id.clone(),
                version: rulebook.version.clone(),
                sha256: rulebook.sha256.clone(),
            }),
            as_of: Some(self.as_of),
            language: Some(self.language.clone()),
            answers: answers.collect::<IndexMap<_, _>>(),
            acknowledged: acknowledged.collect(),
            stored: stored.collect(),
        }
    }
}

fn written(rulebook: &Rulebook, question: QuestionId, given: &Response) -> Written {
    let (value, missing) = match &given.answer {
        Answer::Value(value) => (Some(value_written(rulebook, question, value)), None),
        Answer::Missing(reason) => (None, Some(*reason)),
    };
    let plain = given.from.is_none() && !given.checked && given.typed.is_none() && given.note.is_none();
    match value {
        Some(OneOrMany::Many(list)) if plain => Written::List(list),
        // a text that is called like a missing reason is a text only where `value` says so
        Some(OneOrMany::One(scalar)) if plain && !is_missing_word(&scalar) => Written::Bare(scalar),
        value => Written::Full(Full {
            value,
            missing,
            typed: given.typed.clone(),
            from: given.from,
            checked: given.checked,
            note: given.note.clone(),
        }),
    }
}

fn value_written(rulebook: &Rulebook, question: QuestionId, value: &Value) -> OneOrMany {
    let options = rulebook.questions[question].options();
    let code = |option: OptionId| Scalar::Text(options.get(option).map_or_else(String::new, |o| o.code.clone()));
    match value {
        Value::Option(option) => OneOrMany::One(code(*option)),
        Value::Options(named) => OneOrMany::Many(named.iter().map(code).collect()),
        Value::Number(number) => OneOrMany::One(number_written(*number)),
        Value::Text(text) => OneOrMany::One(Scalar::Text(text.clone())),
    }
}

fn number_written(number: Decimal) -> Scalar {
    if number.decimals() == 0 {
        Scalar::Whole(number.millionths() / Decimal::ONE.millionths())
    } else {
        Scalar::Real(number.to_f64())
    }
}

fn is_missing_word(scalar: &Scalar) -> bool {
    matches!(scalar, Scalar::Text(text) if Missing::from_word(text).is_some())
}
