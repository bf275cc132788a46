//! A form written as a file.

use std::borrow::Cow;

use super::{FormFile, RulebookName};
use crate::answer::{Answer, OptionId, QuestionId, Response, Value};
use crate::decimal::Decimal;
use crate::form::Form;
use crate::form::entry::{Entry, RawValue};
use crate::rulebook::Rulebook;

impl Form {
    /// Returns the form as a file holds it: reading it back gives the same form.
    #[must_use]
    pub fn to_file(&self, rulebook: &Rulebook) -> FormFile {
        let answers = self.answers.iter().filter_map(|(question, response)| {
            let asked = rulebook.questions.get(question)?;
            Some((asked.id.clone(), entry(rulebook, question, response)))
        });
        let acknowledged = self
            .acknowledged
            .iter()
            .filter_map(|(alert, when)| Some((rulebook.alerts.get(*alert)?.id.clone(), Entry::text(when.clone()))));
        let stored = self
            .stored
            .iter()
            .filter_map(|(score, total)| Some((rulebook.scores.get(*score)?.id.clone(), Entry::bare(number(*total)))));
        FormFile {
            case: self.case.clone().map_or_else(Entry::default, Entry::text),
            rulebook: Some(RulebookName {
                id: rulebook.id.clone(),
                version: rulebook.version.clone(),
                sha256: rulebook.sha256.clone(),
            }),
            as_of: Entry::text(self.as_of.to_string()),
            language: Entry::text(self.language.clone()),
            answers: answers.collect(),
            acknowledged: acknowledged.collect(),
            stored: stored.collect(),
        }
    }
}

fn entry(rulebook: &Rulebook, question: QuestionId, response: &Response) -> Entry<'static> {
    let (value, missing) = match &response.answer {
        Answer::Value(answer) => (value(rulebook, question, answer), None),
        Answer::Missing(reason) => (RawValue::Nothing, Some(*reason)),
    };
    let owned = |text: &Option<String>| text.clone().map(Cow::Owned);
    let (typed, note) = (owned(&response.typed), owned(&response.note));
    Entry { value, missing, from: response.from, checked: response.checked, typed, note, at: None }
}

fn value(rulebook: &Rulebook, question: QuestionId, value: &Value) -> RawValue<'static> {
    let options = rulebook.questions[question].options();
    let code = |option: OptionId| {
        RawValue::Text(options.get(option).map_or(Cow::Borrowed(""), |option| option.code.clone().into()))
    };
    match value {
        Value::Option(option) => code(*option),
        Value::Options(named) => RawValue::List(named.iter().map(code).collect()),
        Value::Number(value) => number(*value),
        Value::Text(text) => RawValue::Text(text.clone().into()),
    }
}

fn number(value: Decimal) -> RawValue<'static> {
    RawValue::Number(value.to_string().into())
}
