//! A case as its history: the events of an interview, and the form that they fold into.
//!
//! [`Interview`](crate::interview::Interview) changes its form by events alone and returns each of them; a [`Journal`]
//! keeps them. Folding the same events into the initial form gives the interview's form.
#![deny(clippy::indexing_slicing)]

use std::io;

use crate::answer::{Informant, Missing, QuestionId, Response};
use crate::form::Form;
use crate::rulebook::AlertId;

/// One event in the history of a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A question was answered, answered anew, or put off.
    Answered {
        /// The question.
        question: QuestionId,
        /// The entry before; `None` if there was none.
        old: Option<Response>,
        /// The entry from now on; `None` if the question was put off and has neither note nor informant.
        new: Option<Response>,
    },
    /// A note was put beside the answer to a question.
    Noted {
        /// The question.
        question: QuestionId,
        /// The note.
        note: String,
    },
    /// The nurse recorded the informant of a question.
    Attributed {
        /// The question.
        question: QuestionId,
        /// The informant.
        to: Informant,
    },
    /// The answer to this question no longer applies: it is kept and not evaluated.
    SetAside(QuestionId),
    /// The answer to this question was set aside and counts again.
    Returned(QuestionId),
    /// The nurse acknowledged an alert.
    Acknowledged {
        /// The alert.
        alert: AlertId,
        /// The time, as `2026-11-20T09:41`.
        at: String,
    },
    /// The acknowledgement of this alert is void: it was for other answers.
    AcknowledgementWithdrawn(AlertId),
}

impl Event {
    /// Applies this event to a form. Setting an answer aside changes nothing in the form: the rulebook decides about
    /// evaluation.
    pub fn apply(&self, form: &mut Form) {
        match self {
            Event::Answered { question, new: Some(given), .. } => {
                form.answers.set(*question, given.clone());
            }
            Event::Answered { question, new: None, .. } => {
                form.answers.clear(*question);
            }
            Event::Noted { question, note } => beside(form, *question, |given| given.note = Some(note.clone())),
            Event::Attributed { question, to } => beside(form, *question, |given| given.from = Some(*to)),
            Event::SetAside(_) | Event::Returned(_) => {}
            Event::Acknowledged { alert, at } => {
                form.acknowledged.retain(|(other, _)| other != alert);
                form.acknowledged.push((*alert, at.clone()));
                form.acknowledged.sort_by_key(|(alert, _)| *alert);
            }
            Event::AcknowledgementWithdrawn(alert) => form.acknowledged.retain(|(other, _)| other != alert),
        }
    }
}

/// Changes the note or informant of an answer; without an entry, an `unanswered` one is added first.
fn beside(form: &mut Form, question: QuestionId, change: impl FnOnce(&mut Response)) {
    let mut given = form.answers.get(question).cloned().unwrap_or_else(|| Response::from(Missing::Unanswered));
    change(&mut given);
    form.answers.set(question, given);
}

/// Folds events into a form, in the order in which they happened.
pub fn fold<'e>(form: &mut Form, events: impl IntoIterator<Item = &'e Event>) {
    for event in events {
        event.apply(form);
    }
}

/// A journal of the events of one case.
pub trait Journal {
    /// Appends these events to those kept before. If it returns `Ok`, they and the initial form of the case outlive a
    /// power cut.
    ///
    /// # Errors
    /// Returns the error of the system; none of these events is kept then, and they can be appended again.
    fn append(&mut self, events: &[Event]) -> io::Result<()>;
}
