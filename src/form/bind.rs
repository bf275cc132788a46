//! Reads entries against a rulebook: what every source of answers ends in.

#[cfg(test)]
mod tests;

use jiff::civil::{Date, DateTime};

use super::entry::{Full, OneOrMany, Written};
use super::redact::MOST_LISTED;
use super::refusal::{Reason, Refusal, nearest};
use super::value::{day, limited, read_value, total, typed_beside};
use super::{CODE_LIMIT, Form, NOTE_LIMIT};
use crate::answer::{Answer, Missing, QuestionId, Response};
use crate::rulebook::{AlertId, Kind, Rulebook, ScoreId};

/// A form being read, entry by entry, with all that was refused so far.
#[derive(Debug)]
pub struct Binder<'r> {
    rulebook: &'r Rulebook,
    form: Form,
    refusals: Vec<Refusal>,
}

impl<'r> Binder<'r> {
    /// Begins; `as_of` stands until [`Binder::as_of`] says another day.
    #[must_use]
    pub fn new(rulebook: &'r Rulebook, as_of: Date) -> Binder<'r> {
        Binder { rulebook, form: Form::empty(rulebook, as_of), refusals: Vec::new() }
    }

    /// Notes something that cannot be.
    pub fn refuse(&mut self, field: &str, written: &str, reason: Reason) {
        self.refusals.push(Refusal { field: field.to_owned(), written: written.to_owned(), reason });
    }

    /// The name that is most like the one written, for as many refusals as are told: it takes its time.
    pub(super) fn near<'a>(&self, written: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
        (self.refusals.len() < MOST_LISTED).then(|| nearest(written, names)).flatten()
    }

    /// The case code; nothing where it is empty.
    pub fn case(&mut self, written: &str) {
        match limited(written, CODE_LIMIT) {
            Ok(code) => self.form.case = code,
            Err(reason) => self.refuse("case", written, reason),
        }
    }

    /// The day the answers speak of, as `2026-11-20`; nothing changes where it is empty.
    pub fn as_of(&mut self, written: &str) {
        match written.trim() {
            "" => {}
            text => match day(text) {
                Some(day) => self.form.as_of = day,
                None => self.refuse("as_of", written, Reason::NotADay),
            },
        }
    }

    /// The language, as `en`; nothing changes where it is empty.
    pub fn language(&mut self, written: &str) {
        let tag = written.trim();
        let mut subtags = tag.split('-');
        let first = subtags.next().unwrap_or_default();
        let named = (2..=3).contains(&first.len()) && first.bytes().all(|byte| byte.is_ascii_lowercase());
        let refined =
            subtags.all(|part| (2..=8).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()));
        if named && refined && tag.len() <= CODE_LIMIT {
            tag.clone_into(&mut self.form.language);
        } else if !tag.is_empty() {
            self.refuse("language", written, Reason::NotALanguage);
        }
    }

    /// When an alert was acknowledged, as `2026-11-20T09:41`; nothing where it is empty.
    pub fn acknowledged(&mut self, alert: AlertId, written: &str) {
        let when = written.trim();
        if when.is_empty() {
            return;
        }
        if when.len() <= CODE_LIMIT && when.parse::<DateTime>().is_ok() {
            put(&mut self.form.acknowledged, alert, when.to_owned());
        } else {
            let name = self.rulebook.alerts.get(alert).map_or("", |alert| &alert.id);
            self.refuse(&format!("acknowledged.{name}"), written, Reason::NotATime);
        }
    }

    /// A total that came with the form; nothing where it is empty.
    pub fn stored(&mut self, score: ScoreId, written: &str) {
        let text = written.trim();
        if text.is_empty() {
            return;
        }
        let asked = &self.rulebook.scores[score];
        match total(asked, text) {
            Ok(value) => put(&mut self.form.stored, score, value),
            Err(reason) => self.refuse(&format!("score.{}", asked.id), written, reason),
        }
    }

    /// The answer to a question. What says nothing leaves no entry.
    pub fn answer(&mut self, question: QuestionId, written: &Written) {
        let rulebook = self.rulebook;
        let asked = &rulebook.questions[question];
        let id = &asked.id;
        let full = match written {
            Written::Full(full) => full,
            Written::Bare(scalar) => &Full { value: Some(OneOrMany::One(scalar.clone())), ..Full::default() },
            Written::List(list) => &Full { value: Some(OneOrMany::Many(list.clone())), ..Full::default() },
        };
        let literal = matches!(written, Written::Full(_)) && matches!(asked.kind, Kind::Text { .. });
        let read = match (&full.value, full.missing) {
            (None, missing) => Ok((missing.map(Answer::Missing), None)),
            (Some(value), None) => read_value(asked, value, literal),
            (Some(_), Some(_)) => Err(Reason::ValueAndMissing),
        };
        let said = read.map_err(|reason| self.refuse(id, &written.raw_text(), reason)).ok();
        let typed = full.typed.as_deref().unwrap_or_default();
        let typed = typed_beside(asked, typed, said.as_ref()).unwrap_or_else(|reason| {
            self.refuse(&format!("{id}.typed"), typed, reason);
            None
        });
        let answer = said.and_then(|(answer, _)| answer);
        let note = full.note.as_deref().unwrap_or_default();
        let note = limited(note, NOTE_LIMIT).unwrap_or_else(|reason| {
            self.refuse(&format!("{id}.note"), note, reason);
            None
        });
        let says_more = full.from.is_some() || full.checked || typed.is_some() || note.is_some();
        if answer.is_some() || says_more {
            let answer = answer.unwrap_or(Answer::Missing(Missing::Unanswered));
            self.form.answers.set(question, Response { answer, from: full.from, checked: full.checked, typed, note });
        }
    }

    /// The form, if nothing was refused.
    ///
    /// # Errors
    /// All that was refused, in the order in which it was met.
    pub fn finish(self) -> Result<Form, Vec<Refusal>> {
        if self.refusals.is_empty() { Ok(self.form) } else { Err(self.refusals) }
    }
}

/// Keeps a list in the order of the rulebook; the last entry of an id stands.
fn put<I: Ord, T>(list: &mut Vec<(I, T)>, id: I, entry: T) {
    match list.binary_search_by(|(other, _)| other.cmp(&id)) {
        Ok(place) => list[place].1 = entry,
        Err(place) => list.insert(place, (id, entry)),
    }
}
