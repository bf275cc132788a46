//! What an interview still lacks: questions not asked, put off, or waiting for others; and how far it is.

use typed_index_collections::{TiSlice, TiVec, ti_vec};

use super::Interview;
use crate::answer::{Missing, QuestionId};
use crate::meaning::mentions::Mentions;
use crate::meaning::why::Why;
use crate::rulebook::{AlertId, SectionId};
use crate::truth::Truth;

/// A question without a value or a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenQuestion {
    /// Which.
    pub question: QuestionId,
    /// Why it is open.
    pub because: OpenBecause,
}

/// The reason why a question is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenBecause {
    /// It applies and has not been asked.
    NotAsked,
    /// It applies and the nurse put it off.
    PutOff,
    /// Whether it applies waits for the answers to these questions, in file order.
    Waits(Vec<QuestionId>),
}

/// The progress of an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Questions that apply and have a value or a reason.
    pub answered: usize,
    /// Questions still to be asked: those that apply, and half of those that may come to apply.
    pub to_go: usize,
}

/// Whose turn it is in an interview, which has two parts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// With the patient, or whoever answers for them.
    Call,
    /// From the chart, or by who examines; it can be handed over.
    Chart,
}

impl Interview<'_> {
    /// Returns whose turn the first question still to be asked is; `None` if there is no such question.
    #[must_use]
    pub fn turn(&self) -> Option<Turn> {
        let next = self.order.iter().find(|&&question| self.is_to_be_asked(question))?;
        Some(if self.rulebook.questions[*next].is_of_the_call() { Turn::Call } else { Turn::Chart })
    }

    /// Returns the questions whose answers give an alert, in file order, without those that only make its questions apply.
    #[must_use]
    pub fn behind(&self, alert: AlertId) -> Vec<QuestionId> {
        let mut why = Why::new(self.rulebook, &self.form.answers);
        let alerts = crate::meaning::read(self.rulebook, &mut why).alerts;
        let read = Mentions::of(self.rulebook, &self.rulebook.alerts[alert].when).questions;
        alerts[alert].used.iter().filter(|question| read.contains(question)).collect()
    }

    /// Returns all open questions, in the order of asking.
    #[must_use]
    pub fn open(&self) -> Vec<OpenQuestion> {
        let waits = self.waits();
        let open = self.order.iter().filter(|&&question| !self.is_dealt_with(question));
        open.filter_map(|&question| {
            let because = match self.applies(question) {
                Truth::False => return None,
                Truth::True if self.is_put_off(question) => OpenBecause::PutOff,
                Truth::True => OpenBecause::NotAsked,
                Truth::Unknown => OpenBecause::Waits(waits[question].clone()),
            };
            Some(OpenQuestion { question, because })
        })
        .collect()
    }

    /// Returns the applicable questions that are missing for this reason, in the order of asking.
    #[must_use]
    pub fn missing(&self, reason: Missing) -> Vec<QuestionId> {
        let here = |question: &QuestionId| {
            self.applies(*question) == Truth::True && self.form.answers.missing(*question) == Some(reason)
        };
        self.order.iter().copied().filter(here).collect()
    }

    /// Returns the questions that do not apply and have an answer, which is kept and not evaluated; in the order of asking.
    #[must_use]
    pub fn set_aside(&self) -> Vec<QuestionId> {
        let aside = |question: &QuestionId| self.applies(*question) == Truth::False && self.is_dealt_with(*question);
        self.order.iter().copied().filter(aside).collect()
    }

    /// Returns the questions that apply, and those that may apply and have an answer; in the order of asking.
    #[must_use]
    pub fn to_review(&self) -> Vec<QuestionId> {
        let shown = |question: &QuestionId| match self.applies(*question) {
            Truth::True => true,
            Truth::False => false,
            Truth::Unknown => self.is_dealt_with(*question),
        };
        self.order.iter().copied().filter(shown).collect()
    }

    /// Returns "18 answered, about 27 to go"; questions that share a number count once. A question that waits for answers
    /// that are missing for good is not counted.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let can_come = self.can_come();
        let (mut answered, mut certain, mut possible) = (0, 0, 0);
        for parts in self.order.chunk_by(|&one, &other| self.rulebook.same_number(one, other)) {
            let open = |&question: &QuestionId| !self.is_dealt_with(question);
            let mut applying = parts.iter().filter(|&&part| self.applies(part) == Truth::True).peekable();
            if applying.peek().is_none() {
                possible += usize::from(parts.iter().any(|part| self.may_come(*part, &can_come)));
            } else if applying.any(open) {
                certain += 1;
            } else {
                answered += 1;
            }
        }
        Progress { answered, to_go: certain + usize::div_ceil(possible, 2) }
    }

    /// Of what a review shows, the parts of one number counted as one: how many have a value or a reason, and how many
    /// there are.
    #[must_use]
    pub fn reviewed(&self) -> (usize, usize) {
        let shown = self.to_review();
        let wholes = || shown.chunk_by(|&one, &other| self.rulebook.same_number(one, other));
        let done = |parts: &&[QuestionId]| parts.iter().all(|&part| self.is_dealt_with(part));
        (wholes().filter(done).count(), wholes().count())
    }

    fn may_come(&self, question: QuestionId, can_come: &TiSlice<QuestionId, bool>) -> bool {
        self.applies(question) == Truth::Unknown && can_come[question]
    }

    /// Returns the place of a section, from 1, among those that the interview has entered or may enter, and their number.
    #[must_use]
    pub fn place_of(&self, section: SectionId) -> (usize, usize) {
        let mut sections: Vec<SectionId> = Vec::new();
        for &question in self.order.iter().filter(|&&question| self.applies(question) != Truth::False) {
            let section = self.rulebook.questions[question].section;
            if !sections.contains(&section) {
                sections.push(section);
            }
        }
        let place = sections.iter().position(|&other| other == section).unwrap_or(sections.len());
        (place + 1, sections.len().max(place + 1))
    }

    /// Returns for each question whether it is open, or can become open because an answer that it waits for is open.
    fn can_come(&self) -> TiVec<QuestionId, bool> {
        let waits = self.waits();
        let mut can_come = ti_vec![false; waits.len()];
        // conditions look at questions earlier in the file only
        for question in self.rulebook.questions.keys().filter(|&question| !self.is_dealt_with(question)) {
            can_come[question] = match self.applies(question) {
                Truth::True => true,
                Truth::False => false,
                Truth::Unknown => waits[question].iter().any(|&other| can_come[other]),
            };
        }
        can_come
    }

    /// Returns the questions whose answers settle whether this one applies.
    pub(super) fn waits_for(&self, question: QuestionId) -> Vec<QuestionId> {
        self.waits().swap_remove(question)
    }

    /// Returns for each question the missing answers that could settle whether it applies, in file order.
    fn waits(&self) -> TiVec<QuestionId, Vec<QuestionId>> {
        let mut why = Why::new(self.rulebook, &self.form.answers);
        let asked = crate::meaning::read(self.rulebook, &mut why).asked;
        asked.into_iter().map(|because| because.missing.iter().collect()).collect()
    }
}
