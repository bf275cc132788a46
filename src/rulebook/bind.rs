//! Paper and form: what stands in a file, read against a rulebook, and written back.
//!
//! Every way in (interview, form file, CSV, NDJSON) comes through [`Binding`], so that the same answers give the same
//! form. All that is wrong with a form is gathered; no [`Reason`] holds what was written.

mod reason;
#[cfg(test)]
mod tests;
pub mod told;
mod value;
mod write;

use jiff::civil::{Date, DateTime};

use crate::answer::{Answer, Answers, Given, Informant, Missing, QuestionId, Value};
use crate::decimal::Decimal;
use crate::form::{Full, OneOrMany, Paper, Written};
use crate::rulebook::{AlertId, Kind, Rulebook, ScoreId};

use told::{MOST_TOLD, shown};
use value::{limited, read_value, total, typed_beside};

pub use reason::{Reason, nearest};
pub use value::{Accepted, day, is_usual, number};
pub use write::paper;

/// The most characters of a note.
pub const NOTE_LIMIT: usize = 500;
/// The most characters of a case code, and of what was typed.
pub const CODE_LIMIT: usize = 64;
/// The format of forms that this program reads and writes.
pub const FORMAT: u32 = 1;

/// One patient's answers, read against a rulebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// A random code; never a file name.
    pub case: Option<String>,
    /// The day the answers speak of.
    pub as_of: Date,
    /// Language of the interview.
    pub language: String,
    /// By question. Only what is explicitly said has an entry.
    pub answers: Answers,
    /// When the nurse acknowledged an alert, in the order of the rulebook.
    pub acknowledged: Vec<(AlertId, String)>,
    /// Totals that came with the form, in the order of the rulebook; compared, never evaluated.
    pub stored: Vec<(ScoreId, Decimal)>,
}

/// Something in a form that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The question, or the heading or key.
    pub field: String,
    /// What was written there. Private: for the reject file and the nurse's screen alone.
    pub written: String,
    /// Why it cannot be.
    pub reason: Reason,
}

impl Form {
    /// An empty form.
    #[must_use]
    pub fn empty(rulebook: &Rulebook, as_of: Date) -> Form {
        Form {
            case: None,
            as_of,
            language: "en".to_owned(),
            answers: Answers::none(rulebook.questions.len()),
            acknowledged: Vec::new(),
            stored: Vec::new(),
        }
    }

    /// Who gave the answer to a question, or would: said beside it, else chart or examiner by the question, else the
    /// answer to `respondent`. `None` where that is not known.
    #[must_use]
    pub fn informant(&self, rulebook: &Rulebook, question: QuestionId) -> Option<Informant> {
        let said = self.answers.get(question).and_then(|given| given.from);
        said.or_else(|| self.usual_informant(rulebook, question))
    }

    /// Who gives the answer to a question where nothing is said beside it: chart or examiner by the question, else the
    /// answer to `respondent`. `None` where that is not known.
    #[must_use]
    pub fn usual_informant(&self, rulebook: &Rulebook, question: QuestionId) -> Option<Informant> {
        let asked = rulebook.question(question);
        if !asked.is_of_the_call() {
            return Some(asked.asked_of);
        }
        let respondent = rulebook.respondent?;
        let Some(Value::Option(option)) = self.answers.value(respondent) else { return None };
        let code = &rulebook.question(respondent).options().get(usize::from(option.0))?.code;
        Informant::from_word(code)
    }
}

/// Reads a paper against a rulebook. `as_of` is the day where the paper has none.
///
/// # Errors
/// All that cannot be: unknown names, values outside what is possible. An answer that does not apply is none of them.
pub fn bind(rulebook: &Rulebook, paper: &Paper, as_of: Date) -> Result<Form, Vec<Refusal>> {
    let mut binding = Binding::new(rulebook, paper.as_of.unwrap_or(as_of));
    if paper.form != FORMAT {
        binding.refuse("form", &paper.form.to_string(), Reason::Format);
    }
    binding.case(paper.case.as_deref().unwrap_or_default());
    binding.language(paper.language.as_deref().unwrap_or_default());
    let questions = rulebook.questions_by_name();
    for (name, written) in &paper.answers {
        if let Some(&question) = questions.get(name.as_str()) {
            binding.answer(question, written);
        } else {
            let names = rulebook.questions.iter().map(|question| question.id.as_str());
            binding.refuse(name, &shown(written), Reason::UnknownQuestion(binding.near(name, names)));
        }
    }
    for (name, when) in &paper.acknowledged {
        if let Some(alert) = rulebook.alert_named(name) {
            binding.acknowledged(alert, when);
        } else {
            let names = rulebook.alerts.iter().map(|alert| alert.id.as_str());
            binding.refuse(&format!("acknowledged.{name}"), when, Reason::UnknownAlert(binding.near(name, names)));
        }
    }
    for (name, total) in &paper.stored {
        if let Some(score) = rulebook.score_named(name) {
            binding.stored(score, &total.to_string());
        } else {
            let names = rulebook.scores.iter().map(|score| score.id.as_str());
            let reason = Reason::UnknownScore(binding.near(name, names));
            binding.refuse(&format!("score.{name}"), &total.to_string(), reason);
        }
    }
    binding.finish()
}

/// A form being read, entry by entry, with all that was refused so far.
#[derive(Debug)]
pub struct Binding<'r> {
    rulebook: &'r Rulebook,
    form: Form,
    refusals: Vec<Refusal>,
}

impl<'r> Binding<'r> {
    /// Begins; `as_of` stands until [`Binding::as_of`] says another day.
    #[must_use]
    pub fn new(rulebook: &'r Rulebook, as_of: Date) -> Binding<'r> {
        Binding { rulebook, form: Form::empty(rulebook, as_of), refusals: Vec::new() }
    }

    /// Notes something that cannot be.
    pub fn refuse(&mut self, field: &str, written: &str, reason: Reason) {
        self.refusals.push(Refusal { field: field.to_owned(), written: written.to_owned(), reason });
    }

    /// The name that is most like the one written, for as many refusals as are told: it takes its time.
    fn near<'a>(&self, written: &str, names: impl Iterator<Item = &'a str>) -> Option<String> {
        (self.refusals.len() < MOST_TOLD).then(|| nearest(written, names)).flatten()
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
            let name = self.rulebook.alerts.get(alert.0 as usize).map_or("", |alert| &alert.id);
            self.refuse(&format!("acknowledged.{name}"), written, Reason::NotATime);
        }
    }

    /// A total that came with the form; nothing where it is empty.
    pub fn stored(&mut self, score: ScoreId, written: &str) {
        let text = written.trim();
        if text.is_empty() {
            return;
        }
        let asked = self.rulebook.score(score);
        match total(asked, text) {
            Ok(value) => put(&mut self.form.stored, score, value),
            Err(reason) => self.refuse(&format!("score.{}", asked.id), written, reason),
        }
    }

    /// The answer to a question. What says nothing leaves no entry.
    pub fn answer(&mut self, question: QuestionId, written: &Written) {
        let rulebook = self.rulebook;
        let asked = rulebook.question(question);
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
        let said = read.map_err(|reason| self.refuse(id, &shown(written), reason)).ok();
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
            self.form.answers.set(question, Given { answer, from: full.from, checked: full.checked, typed, note });
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
