//! A case as what happened to it: the events of an interview, and the form that they fold into.
//!
//! [`Interview`](crate::interview::Interview) changes its form by events alone and hands each of them out; a [`Journal`]
//! keeps them. Whoever folds the same events into the form that the interview began with has the interview's form.
#![deny(clippy::indexing_slicing)]

use std::io;

use crate::answer::{Informant, Missing, QuestionId, Response};
use crate::form::Form;
use crate::rulebook::AlertId;

/// One thing that happened to a case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Event {
    /// A question was answered, answered anew, or put off.
    Answered {
        /// Which.
        question: QuestionId,
        /// The entry before; `None` where there was none.
        old: Option<Response>,
        /// The entry from now on; `None` where the question was put off and nothing stands beside it.
        new: Option<Response>,
    },
    /// A note was put beside the answer to a question.
    Noted {
        /// Which question.
        question: QuestionId,
        /// The note.
        note: String,
    },
    /// The nurse said who answers a question.
    Attributed {
        /// Which question.
        question: QuestionId,
        /// Who answers it.
        to: Informant,
    },
    /// The answer to this question no longer applies: it is kept and not evaluated.
    SetAside(QuestionId),
    /// The answer to this question was set aside and counts again.
    Returned(QuestionId),
    /// The nurse acknowledged an alert.
    Acknowledged {
        /// Which alert.
        alert: AlertId,
        /// The time, as `2026-11-20T09:41`.
        at: String,
    },
    /// The acknowledgement of this alert no longer stands: it was for other answers.
    AcknowledgementWithdrawn(AlertId),
}

impl Event {
    /// Changes a form by this event. What is evaluated is for the rulebook to say, so setting an answer aside changes
    /// nothing in it.
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

/// Changes what is said beside an answer; where there is no entry yet, one that is `unanswered` takes it.
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

/// Keeps the events of one case.
pub trait Journal {
    /// Keeps these events behind those kept before. When it returns `Ok`, they and the form that the case began with
    /// outlive a power cut.
    ///
    /// # Errors
    /// Returns what the system said; none of these events is kept then, and they can be appended again.
    fn append(&mut self, events: &[Event]) -> io::Result<()>;
}
