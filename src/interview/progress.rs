//! The progress of an interview, and whose turn it is.

use typed_index_collections::{TiVec, ti_vec};

use super::Interview;
use crate::answer::QuestionId;
use crate::rulebook::SectionId;
use crate::truth::Truth;

/// The progress of an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Progress {
    /// Number of questions that apply and have a value or a reason.
    pub answered: usize,
    /// Number of questions still to be asked: all that apply, and half of those that may come to apply, rounded up.
    pub to_go: usize,
}

/// The part of an interview whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Turn {
    /// The call, with the patient or whoever answers for them.
    Call,
    /// The chart part, from the chart or an examination; it can be handed over.
    Chart,
}

impl Interview<'_> {
    /// Returns the turn of the first question still to be asked; `None` if there is no such question.
    #[must_use]
    pub fn turn(&self) -> Option<Turn> {
        let next = self.order.iter().find(|&&question| self.is_to_be_asked(question))?;
        Some(if self.rulebook.questions[*next].is_of_the_call() { Turn::Call } else { Turn::Chart })
    }

    /// Returns the progress, as in "18 answered, about 27 to go"; questions that share a number count once. A question
    /// that waits only for answers that are missing for good is not counted.
    #[must_use]
    pub fn progress(&self) -> Progress {
        let can_come = self.can_come();
        let (mut answered, mut certain, mut possible) = (0, 0, 0);
        for parts in self.order.chunk_by(|&one, &other| self.rulebook.same_number(one, other)) {
            let open = |&question: &QuestionId| !self.is_dealt_with(question);
            let mut applying = parts.iter().filter(|&&part| self.applies(part) == Truth::True).peekable();
            if applying.peek().is_none() {
                possible += usize::from(parts.iter().any(|&part| can_come[part]));
            } else if applying.any(open) {
                certain += 1;
            } else {
                answered += 1;
            }
        }
        Progress { answered, to_go: certain + usize::div_ceil(possible, 2) }
    }

    /// Returns the number of reviewed questions with a value or a reason, and the number of all reviewed questions; the
    /// parts of one number count as one.
    #[must_use]
    pub fn reviewed(&self) -> (usize, usize) {
        let shown = self.to_review();
        let wholes = || shown.chunk_by(|&one, &other| self.rulebook.same_number(one, other));
        let done = |parts: &&[QuestionId]| parts.iter().all(|&part| self.is_dealt_with(part));
        (wholes().filter(done).count(), wholes().count())
    }

    /// Returns the place of a section, from 1, among the sections with a question that applies or may apply, and their
    /// number.
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

    /// Returns, for each question, whether it is open, or can become open because an answer that it waits for is open.
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
}
