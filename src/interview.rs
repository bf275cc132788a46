//! The interview as a state machine: the next question, the consequences of an answer, and the open questions with
//! reasons.
//!
//! It neither prints nor reads; the terminal is a guest (`terminal/nurse.rs`). The whole rulebook is evaluated again
//! after each answer, so no consequence of an earlier answer can linger.

mod change;
pub mod open;
pub mod progress;
pub mod uses;

use std::collections::BTreeSet;

use crate::answer::{Answer, Informant, Missing, QuestionId, Response};
use crate::case::Event;
use crate::form::Form;
use crate::interval::Interval;
use crate::rulebook::{AlertId, Rulebook, ScoreId};
use crate::truth::Truth;
use change::Evaluation;

pub use change::{Change, Outcome};

/// The next step of an interview.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Ask this question; it applies.
    Ask(QuestionId),
    /// Every applicable question was answered, is missing with a reason, or was put off.
    Finished,
}

/// The reason why a question does not take an answer now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The question takes nothing but a value.
    ValueNeeded,
    /// The question does not concern this patient.
    DoesNotApply,
    /// Its applicability waits for the answers to these questions.
    Waits(Vec<QuestionId>),
}

/// One patient's interview.
#[derive(Clone, Debug)]
pub struct Interview<'r> {
    rulebook: &'r Rulebook,
    form: Form,
    /// The call in file order, then the chart part in file order.
    order: Vec<QuestionId>,
    /// Questions that the nurse put off in this session.
    put_off: BTreeSet<QuestionId>,
    /// The question that the nurse navigated to.
    at: Option<QuestionId>,
    evaluation: Evaluation,
}

impl<'r> Interview<'r> {
    /// Begins an interview, or continues one with the answers that the form holds. A question that was put off in an
    /// earlier session is asked again.
    #[must_use]
    pub fn new(rulebook: &'r Rulebook, form: Form) -> Interview<'r> {
        let evaluation = Evaluation::read(rulebook, &form);
        let order = rulebook.interview_order().collect();
        Interview { rulebook, form, order, put_off: BTreeSet::new(), at: None, evaluation }
    }

    /// Returns the rulebook of the interview.
    #[must_use]
    pub fn rulebook(&self) -> &'r Rulebook {
        self.rulebook
    }

    /// Returns the form with the answers so far.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// Ends the interview and returns its form.
    #[must_use]
    pub fn into_form(self) -> Form {
        self.form
    }

    /// Returns the question that the nurse navigated to; otherwise the first applicable question without an answer or a
    /// missing reason, call before chart.
    #[must_use]
    pub fn step(&self) -> Step {
        let next = self.at.or_else(|| self.order.iter().copied().find(|&question| self.is_to_be_asked(question)));
        next.map_or(Step::Finished, Step::Ask)
    }

    /// Returns whether the question concerns this patient.
    #[must_use]
    pub fn applies(&self, question: QuestionId) -> Truth {
        self.evaluation.applies(question)
    }

    /// Returns the applicable questions that share a number with this one, in the order of asking; for most questions
    /// itself alone.
    #[must_use]
    pub fn parts(&self, question: QuestionId) -> Vec<QuestionId> {
        let mut parts = self.rulebook.with_number_of(question);
        parts.retain(|&part| self.applies(part) == Truth::True);
        parts
    }

    /// Returns whether the nurse put the question off.
    #[must_use]
    pub fn is_put_off(&self, question: QuestionId) -> bool {
        self.put_off.contains(&question)
    }

    /// Returns whether the question applies, is not dealt with, and was not put off.
    #[must_use]
    pub fn is_to_be_asked(&self, question: QuestionId) -> bool {
        self.applies(question) == Truth::True && !self.is_dealt_with(question) && !self.is_put_off(question)
    }

    /// Returns whether the question has a value, or a missing reason other than `unanswered` if it takes one.
    #[must_use]
    pub fn is_dealt_with(&self, question: QuestionId) -> bool {
        match self.form.answers.missing(question) {
            None => true,
            Some(Missing::Unanswered) => false,
            Some(Missing::Unknown | Missing::Declined | Missing::NotApplicable | Missing::Unreadable) => {
                !self.rulebook.questions[question].required // a file may hold a reason that the interview does not take
            }
        }
    }

    /// Returns the score's interval; `None` unless the score applies.
    #[must_use]
    pub fn score(&self, score: ScoreId) -> Option<Interval> {
        self.evaluation.score(score)
    }

    /// Takes an answer. An earlier note and informant stay, unless the answer brings its own. `unanswered` puts the
    /// question off: it is not asked again in this session unless the nurse goes to it.
    ///
    /// # Errors
    /// Returns a refusal if the question does not apply, if that is not known, or if it takes nothing but a value.
    pub fn answer(&mut self, question: QuestionId, given: Response) -> Result<Change, Refused> {
        self.answer_all(vec![(question, given)]).map_err(|(_, refused)| refused)
    }

    /// Takes several answers as one: all of them, or none.
    ///
    /// # Errors
    /// Returns the first question that does not take its answer, and why, as for [`Interview::answer`].
    pub fn answer_all(&mut self, all: Vec<(QuestionId, Response)>) -> Result<Change, (QuestionId, Refused)> {
        for (question, given) in &all {
            self.admits(*question).map_err(|refused| (*question, refused))?;
            if matches!(given.answer, Answer::Missing(_)) && self.rulebook.questions[*question].required {
                return Err((*question, Refused::ValueNeeded));
            }
        }
        let mut change = Change::default();
        for (question, given) in all {
            let answered = self.answered(question, given);
            self.happen(answered, &mut change);
        }
        self.at = None;
        self.evaluate(&mut change);
        Ok(change)
    }

    /// Returns what answers would change, without taking them.
    ///
    /// # Errors
    /// Returns a refusal as [`Interview::answer_all`] does.
    pub fn preview(&self, all: Vec<(QuestionId, Response)>) -> Result<Outcome, (QuestionId, Refused)> {
        self.clone().answer_all(all).map(|change| change.outcome)
    }

    /// Keeps the answer that the question has and goes on; returns `false` if it has none.
    pub fn keep(&mut self, question: QuestionId) -> bool {
        let has_one = self.is_dealt_with(question) || self.is_put_off(question);
        if has_one {
            self.at = None;
        }
        has_one
    }

    /// Puts a note beside the question's answer, present or still to come.
    pub fn note(&mut self, question: QuestionId, note: String) -> Change {
        self.changed_by(Event::Noted { question, note })
    }

    /// Records who answers the question.
    pub fn informant(&mut self, question: QuestionId, to: Informant) -> Change {
        self.changed_by(Event::Attributed { question, to })
    }

    /// Goes to the previous applicable question in the order of asking and returns it; `None` at the first.
    pub fn back(&mut self) -> Option<QuestionId> {
        let before = match self.step() {
            Step::Ask(question) => self.order.iter().position(|&other| other == question)?,
            Step::Finished => self.order.len(),
        };
        let earlier = self.order[..before].iter().rev();
        let found = earlier.copied().find(|&question| self.applies(question) == Truth::True)?;
        self.at = Some(found);
        Some(found)
    }

    /// Goes to a question.
    ///
    /// # Errors
    /// Returns a refusal if the question does not apply, or if that is not known.
    pub fn go_to(&mut self, question: QuestionId) -> Result<(), Refused> {
        self.admits(question)?;
        self.at = Some(question);
        Ok(())
    }

    /// Returns the question that the nurse navigated to, until it is answered or kept.
    #[must_use]
    pub fn gone_to(&self) -> Option<QuestionId> {
        self.at
    }

    /// Forgets the question that the nurse navigated to, so that the first open question is next.
    pub fn go_on(&mut self) {
        self.at = None;
    }

    /// Returns the alerts that are given and not acknowledged yet.
    #[must_use]
    pub fn alerts_to_acknowledge(&self) -> Vec<AlertId> {
        let known = |alert: &AlertId| self.form.acknowledged.iter().any(|(other, _)| other == alert);
        self.evaluation.given().filter(|alert| !known(alert)).collect()
    }

    /// Returns every alert that is given, in file order.
    #[must_use]
    pub fn alerts(&self) -> Vec<AlertId> {
        self.evaluation.given().collect()
    }

    /// Records an acknowledgement of an alert, at a time written as `2026-11-20T09:41`.
    pub fn acknowledge(&mut self, alert: AlertId, at: String) -> Change {
        self.changed_by(Event::Acknowledged { alert, at })
    }

    fn admits(&self, question: QuestionId) -> Result<(), Refused> {
        match self.applies(question) {
            Truth::True => Ok(()),
            Truth::False => Err(Refused::DoesNotApply),
            Truth::Unknown => Err(Refused::Waits(self.waits_for(question))),
        }
    }

    /// Returns the event of an answer; the earlier note and informant stay, unless this answer brings its own.
    fn answered(&mut self, question: QuestionId, mut given: Response) -> Event {
        let old = self.form.answers.get(question).cloned();
        if let Some(before) = &old {
            given.note = given.note.or_else(|| before.note.clone());
            given.from = given.from.or(before.from);
        }
        if given.answer == Answer::Missing(Missing::Unanswered) {
            self.put_off.insert(question);
        } else {
            self.put_off.remove(&question);
        }
        let new = says_something(&given).then_some(given); // a file that leaves it out says the same
        Event::Answered { question, old, new }
    }

    fn changed_by(&mut self, event: Event) -> Change {
        let mut change = Change::default();
        self.happen(event, &mut change);
        change
    }

    /// Applies an event to the form; the form changes in no other way.
    fn happen(&mut self, event: Event, change: &mut Change) {
        event.apply(&mut self.form);
        change.events.push(event);
    }

    /// Evaluates the rulebook again, and applies the resulting events.
    fn evaluate(&mut self, change: &mut Change) {
        let now = Evaluation::read(self.rulebook, &self.form);
        let before = std::mem::replace(&mut self.evaluation, now);
        let entries = self.form.answers.iter().map(|(question, _)| question);
        let kept: Vec<QuestionId> = entries.filter(|&question| self.is_dealt_with(question)).collect();
        let open = self.in_order(|question| !self.is_dealt_with(question));
        let outcome = Outcome::between(&before, &self.evaluation, &kept, &open);
        let acknowledged = self.form.acknowledged.iter().map(|(alert, _)| *alert);
        let void = acknowledged.filter(|&alert| outcome.voids(alert)).map(Event::AcknowledgementWithdrawn);
        let aside = outcome.set_aside.iter().copied().map(Event::SetAside);
        let returned = outcome.returned.iter().copied().map(Event::Returned);
        for event in aside.chain(returned).chain(void).collect::<Vec<_>>() {
            self.happen(event, change);
        }
        change.outcome = outcome;
    }
}

/// Returns whether an entry differs from having none.
fn says_something(given: &Response) -> bool {
    let unanswered = given.answer == Answer::Missing(Missing::Unanswered);
    !unanswered || given.from.is_some() || given.note.is_some()
}
