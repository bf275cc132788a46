//! The open questions of an interview: not asked, put off, or waiting for others; with those missing, set aside or to
//! review.

use typed_index_collections::TiVec;

use super::Interview;
use crate::answer::{Missing, QuestionId};
use crate::meaning::mentions::Mentions;
use crate::meaning::why::Why;
use crate::rulebook::AlertId;
use crate::truth::Truth;

/// A question without a value or a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuestion {
    /// The open question.
    pub question: QuestionId,
    /// The reason why it is open.
    pub because: OpenBecause,
}

/// The reason why a question is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenBecause {
    /// It applies and has not been asked.
    NotAsked,
    /// It applies and the nurse put it off.
    PutOff,
    /// Its applicability waits for the answers to these questions, in file order.
    Waits(Vec<QuestionId>),
}

impl Interview<'_> {
    /// Returns the questions whose answers give an alert, in file order, without those that only make its questions
    /// apply.
    #[must_use]
    pub fn behind(&self, alert: AlertId) -> Vec<QuestionId> {
        let mut why = Why::new(self.rulebook, &self.form.answers);
        let alerts = crate::meaning::read(self.rulebook, &mut why).alerts;
        let read = Mentions::in_condition(self.rulebook, &self.rulebook.alerts[alert].when).questions;
        alerts[alert].used.iter().filter(|question| read.contains(question)).collect()
    }

    /// Returns all open questions, in the order of asking.
    #[must_use]
    pub fn open(&self) -> Vec<OpenQuestion> {
        let waits = self.waits();
        let because = |question: QuestionId| match self.applies(question) {
            Truth::True if self.is_put_off(question) => OpenBecause::PutOff,
            Truth::True => OpenBecause::NotAsked,
            Truth::False | Truth::Unknown => OpenBecause::Waits(waits[question].clone()),
        };
        let open = self.in_order(|question| self.applies(question) != Truth::False && !self.is_dealt_with(question));
        open.into_iter().map(|question| OpenQuestion { question, because: because(question) }).collect()
    }

    /// Returns the applicable questions that are missing for this reason, in the order of asking.
    #[must_use]
    pub fn missing(&self, reason: Missing) -> Vec<QuestionId> {
        let is_missing = |question| self.form.answers.missing(question) == Some(reason);
        self.in_order(|question| self.applies(question) == Truth::True && is_missing(question))
    }

    /// Returns the questions that do not apply and have an answer, which is kept and not evaluated; in the order of
    /// asking.
    #[must_use]
    pub fn set_aside(&self) -> Vec<QuestionId> {
        self.in_order(|question| self.applies(question) == Truth::False && self.is_dealt_with(question))
    }

    /// Returns the questions that apply, and those that may apply and have an answer; in the order of asking.
    #[must_use]
    pub fn to_review(&self) -> Vec<QuestionId> {
        self.in_order(|question| match self.applies(question) {
            Truth::True => true,
            Truth::False => false,
            Truth::Unknown => self.is_dealt_with(question),
        })
    }

    /// Returns the questions for which `holds` is true, in the order of asking.
    pub(super) fn in_order(&self, holds: impl Fn(QuestionId) -> bool) -> Vec<QuestionId> {
        self.order.iter().copied().filter(|&question| holds(question)).collect()
    }

    /// Returns the questions whose answers decide whether this one applies.
    pub(super) fn waits_for(&self, question: QuestionId) -> Vec<QuestionId> {
        self.waits().swap_remove(question)
    }

    /// Returns, for each question, the missing answers that could decide whether it applies, in file order.
    pub(super) fn waits(&self) -> TiVec<QuestionId, Vec<QuestionId>> {
        let mut why = Why::new(self.rulebook, &self.form.answers);
        let asked = crate::meaning::read(self.rulebook, &mut why).asked;
        asked.into_iter().map(|because| because.missing.iter().collect()).collect()
    }
}
