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

/// Why a question is open.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OpenBecause {
    /// It applies and has not been asked.
    NotAsked,
    /// It applies and somebody chose to ask it later.
    PutOff,
    /// Whether it applies waits for these, in file order.
    Waits(Vec<QuestionId>),
}

/// How far an interview is.
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
    /// The part of the first question that is still to be asked; `None` where nothing is.
    #[must_use]
    pub fn turn(&self) -> Option<Turn> {
        let next = self.order.iter().find(|&&question| self.is_to_be_asked(question))?;
        Some(if self.rulebook.questions[*next].is_of_the_call() { Turn::Call } else { Turn::Chart })
    }

    /// The answers that give an alert, in file order; not those that only make its questions apply.
    #[must_use]
    pub fn behind(&self, alert: AlertId) -> Vec<QuestionId> {
        let mut why = Why::new(self.rulebook, &self.form.answers);
        let alerts = crate::meaning::read(self.rulebook, &mut why).alerts;
        let read = Mentions::of(self.rulebook, &self.rulebook.alerts[alert].when).questions;
        alerts[alert].used.iter().filter(|question| read.contains(question)).collect()
    }

    /// Everything open, in the order of asking.
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

    /// Questions that apply and are missing for this reason, in the order of asking.
    #[must_use]
    pub fn missing(&self, reason: Missing) -> Vec<QuestionId> {
        let here = |question: &QuestionId| {
            self.applies(*question) == Truth::True && self.form.answers.missing(*question) == Some(reason)
        };
        self.order.iter().copied().filter(here).collect()
    }

    /// Answers that are kept and not evaluated, because their question does not apply; in the order of asking.
    #[must_use]
    pub fn set_aside(&self) -> Vec<QuestionId> {
        let aside = |question: &QuestionId| self.applies(*question) == Truth::False && self.is_dealt_with(*question);
        self.order.iter().copied().filter(aside).collect()
    }

    /// Questions that apply, and those that may and have an answer; in the order of asking.
    #[must_use]
    pub fn to_review(&self) -> Vec<QuestionId> {
        let shown = |question: &QuestionId| match self.applies(*question) {
            Truth::True => true,
            Truth::False => false,
            Truth::Unknown => self.is_dealt_with(*question),
        };
        self.order.iter().copied().filter(shown).collect()
    }

    /// "18 answered, about 27 to go"; the parts of one number count as one. A question that waits for answers which are
    /// missing for good is not counted.
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

    /// The place of a section among those that the interview may still enter or has entered, from 1, and how many
    /// there are.
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

    /// By question: whether it is still to be asked, or may come to be because an answer it waits for can still come.
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

    /// What settles whether this question applies.
    pub(super) fn waits_for(&self, question: QuestionId) -> Vec<QuestionId> {
        self.waits().swap_remove(question)
    }

    /// By question: the missing answers that could settle whether it applies, in file order.
    fn waits(&self) -> TiVec<QuestionId, Vec<QuestionId>> {
        let mut why = Why::new(self.rulebook, &self.form.answers);
        let asked = crate::meaning::read(self.rulebook, &mut why).asked;
        asked.into_iter().map(|because| because.missing.iter().collect()).collect()
    }
}
