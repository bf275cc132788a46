//! Reads entries against a rulebook; every source of answers ends here.

#[cfg(test)]
mod tests;

use jiff::civil::{Date, DateTime};

use super::entry::{Entry, FormField, RawValue};
use super::redact::MOST_LISTED;
use super::refusal::{Reason, Refusal};
use super::value::{day, limited, read_value, total, typed_beside};
use super::{CODE_LIMIT, Form, NOTE_LIMIT};
use crate::answer::{Answer, Missing, QuestionId, Response};
use crate::decimal::Decimal;
use crate::document::suggest::nearest;
use crate::meaning::{extent::Extent, subjects};
use crate::rulebook::{Question, Rulebook, ScoreId};
use crate::text::Span;

/// A form being read, entry by entry, with all refusals so far.
#[derive(Debug)]
pub struct Binder<'r> {
    rulebook: &'r Rulebook,
    form: Form,
    refusals: Vec<Refusal>,
    /// The place of the entry being read.
    at: Option<Span>,
}

impl<'r> Binder<'r> {
    /// Begins an empty form; `as_of` is its day until an entry says another one.
    #[must_use]
    pub fn new(rulebook: &'r Rulebook, as_of: Date) -> Binder<'r> {
        Binder { rulebook, form: Form::empty(rulebook, as_of), refusals: Vec::new(), at: None }
    }

    /// Returns the question with this id.
    #[must_use]
    pub fn question(&self, question: QuestionId) -> &'r Question {
        &self.rulebook.questions[question]
    }

    /// Adds a refusal.
    pub fn refuse(&mut self, field: &str, written: &str, reason: Reason) {
        let (field, written) = (field.to_owned(), written.to_owned());
        self.refusals.push(Refusal { field, written, reason, at: self.at });
    }

    /// Adds a refusal of an unknown name; `reason` receives the most similar known name, which is searched for only as
    /// many refusals as are listed.
    pub fn unknown<'a>(
        &mut self,
        field: &str,
        name: &str,
        entry: &Entry<'_>,
        names: impl Iterator<Item = &'a str>,
        reason: fn(Option<String>) -> Reason,
    ) {
        let near = (self.refusals.len() < MOST_LISTED).then(|| nearest(name, names)).flatten().map(str::to_owned);
        self.at = entry.at;
        self.refuse(field, &entry.value.raw_text(None), reason(near));
    }

    /// Reads one entry. An empty entry changes nothing; refusals are added.
    pub fn entry(&mut self, field: FormField, entry: &Entry<'_>) {
        self.at = entry.at;
        let rulebook = self.rulebook;
        let read = match field {
            FormField::Answer(question) => return self.answer(question, entry),
            FormField::Case => self.text(entry, |form, text| limited(text, CODE_LIMIT).map(|case| form.case = case)),
            FormField::AsOf => {
                self.text(entry, |form, text| day(text.trim()).map(|day| form.as_of = day).ok_or(Reason::NotADay))
            }
            FormField::Language => self.text(entry, |form, text| {
                is_language(text.trim()).then(|| text.trim().clone_into(&mut form.language)).ok_or(Reason::NotALanguage)
            }),
            FormField::Acknowledged(alert) => self.text(entry, |form, text| {
                let when = text.trim();
                let is_time = when.len() <= CODE_LIMIT && when.parse::<DateTime>().is_ok();
                is_time.then(|| put(&mut form.acknowledged, alert, when.to_owned())).ok_or(Reason::NotATime)
            }),
            FormField::StoredTotal(score) => self.stored(score, &entry.value),
        };
        if let Err(reason) = read {
            let name = match field {
                FormField::Case => "case".to_owned(),
                FormField::AsOf => "as_of".to_owned(),
                FormField::Language => "language".to_owned(),
                FormField::Answer(question) => rulebook.questions[question].id.clone(),
                FormField::Acknowledged(alert) => {
                    format!("acknowledged.{}", rulebook.alerts.get(alert).map_or("", |alert| &alert.id))
                }
                FormField::StoredTotal(score) => format!("score.{}", &self.rulebook.scores[score].id),
            };
            self.refuse(&name, &entry.value.raw_text(None), reason);
        }
    }

    /// Reads an entry that is a text; nothing if it is empty.
    fn text(
        &mut self,
        entry: &Entry<'_>,
        read: impl FnOnce(&mut Form, &str) -> Result<(), Reason>,
    ) -> Result<(), Reason> {
        match entry.value.as_text() {
            None if entry.value == RawValue::Nothing => Ok(()),
            None => Err(Reason::NotAText),
            Some(text) if text.trim().is_empty() => Ok(()),
            Some(text) => read(&mut self.form, text),
        }
    }

    fn stored(&mut self, score: ScoreId, value: &RawValue<'_>) -> Result<(), Reason> {
        if *value == RawValue::Nothing || value.lone_text().is_some_and(|text| text.trim().is_empty()) {
            return Ok(());
        }
        let total = total(&self.rulebook.scores[score], value, || reach(self.rulebook, score))?;
        put(&mut self.form.stored, score, total);
        Ok(())
    }

    fn answer(&mut self, question: QuestionId, entry: &Entry<'_>) {
        let rulebook = self.rulebook;
        let asked = &rulebook.questions[question];
        let id = &asked.id;
        let read = match (&entry.value, entry.missing) {
            (RawValue::Nothing, missing) => Ok((missing.map(Answer::Missing), None)),
            (value, None) => read_value(asked, value),
            (_, Some(_)) => Err(Reason::ValueAndMissing),
        };
        let said = read.map_err(|reason| self.refuse(id, &entry.value.raw_text(Some(asked)), reason)).ok();
        let typed = entry.typed.as_deref().unwrap_or_default();
        let typed = typed_beside(asked, typed, said.as_ref()).unwrap_or_else(|reason| {
            self.refuse(&format!("{id}.typed"), typed, reason);
            None
        });
        let note = entry.note.as_deref().unwrap_or_default();
        let note = limited(note, NOTE_LIMIT).unwrap_or_else(|reason| {
            self.refuse(&format!("{id}.note"), note, reason);
            None
        });
        let answer = said.and_then(|(answer, _)| answer);
        let says_more = entry.from.is_some() || entry.checked || typed.is_some() || note.is_some();
        if answer.is_some() || says_more {
            let answer = answer.unwrap_or(Answer::Missing(Missing::Unanswered));
            let (from, checked) = (entry.from, entry.checked);
            self.form.answers.set(question, Response { answer, from, checked, typed, note });
        }
    }

    /// Returns the form.
    ///
    /// # Errors
    /// Returns all refusals, if there are any, in the order in which they were found.
    pub fn finish(self) -> Result<Form, Vec<Refusal>> {
        if self.refusals.is_empty() { Ok(self.form) } else { Err(self.refusals) }
    }
}

/// Returns the ends between which a score lies, whatever is answered; `None` if it has none.
fn reach(rulebook: &Rulebook, score: ScoreId) -> Option<(Decimal, Decimal)> {
    let (low, high) = subjects(rulebook, &mut Extent::new(rulebook)).scores[score].value.interval.ends()?;
    Some((Decimal::from_f64(low)?, Decimal::from_f64(high)?))
}

/// Returns whether a text is a language tag, as `en` or `es-MX`.
fn is_language(tag: &str) -> bool {
    let mut subtags = tag.split('-');
    let first = subtags.next().unwrap_or_default();
    let named = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase());
    let alphanumeric = |part: &str| part.bytes().all(|byte| byte.is_ascii_alphanumeric());
    named && tag.len() <= CODE_LIMIT && subtags.all(|part| (2..=8).contains(&part.len()) && alphanumeric(part))
}

/// Inserts into a list in the order of the rulebook; the last entry of an id wins.
fn put<I: Ord, T>(list: &mut Vec<(I, T)>, id: I, entry: T) {
    match list.binary_search_by(|(other, _)| other.cmp(&id)) {
        Ok(place) => list[place].1 = entry,
        Err(place) => list.insert(place, (id, entry)),
    }
}
