//! The interview as a state machine: which question is next, what an answer changes, what is still open and why.
//!
//! It neither prints nor reads; the terminal is a guest (`terminal/nurse.rs`). The rulebook is read again as a whole
//! after each answer, so nothing that an earlier answer said can linger.

pub mod open;
pub mod uses;

use std::collections::BTreeSet;

use crate::answer::{Answer, Given, Informant, Missing, QuestionId};
use crate::interval::Interval;
use crate::meaning::one::One;
use crate::rulebook::bind::Form;
use crate::rulebook::{AlertId, Rulebook, ScoreId};
use crate::truth::Truth;

/// What comes next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// This question; it applies.
    Ask(QuestionId),
    /// Every question that applies was answered, is missing with a reason, or was put off.
    Finished,
}

/// Why a question cannot be answered like this now.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// Only a value goes on.
    ValueNeeded,
    /// It does not concern this patient.
    DoesNotApply,
    /// It waits for these questions.
    Waits(Vec<QuestionId>),
}

/// What an answer changed besides itself; lists are in file order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Answers that no longer apply: kept, not evaluated.
    pub set_aside: Vec<QuestionId>,
    /// Answers of which it is no longer known whether they apply: evaluated, and marked.
    pub in_doubt: Vec<QuestionId>,
    /// Answers that were set aside and count again.
    pub returned: Vec<QuestionId>,
    /// Questions without an answer that apply now and did not, or perhaps did not.
    pub opened: Vec<QuestionId>,
    /// Alerts that are given now and were not before; nobody has acknowledged them.
    pub alerts: Vec<AlertId>,
    /// Alerts that were given before and no longer are; their acknowledgement is taken back.
    pub withdrawn: Vec<AlertId>,
    /// Scores that are a single value now and were not that value before.
    pub scores: Vec<ScoreId>,
}

/// One patient's interview.
#[derive(Clone, Debug)]
pub struct Interview<'r> {
    rulebook: &'r Rulebook,
    form: Form,
    /// The call in file order, then the chart part in file order.
    order: Vec<QuestionId>,
    /// "Ask later", in this session.
    put_off: BTreeSet<QuestionId>,
    /// Where going back or going to a question led.
    at: Option<QuestionId>,
    found: Found,
}

/// What the answers so far say.
#[derive(Clone, Debug, PartialEq)]
struct Found {
    applies: Vec<Truth>,
    alerts: Vec<Truth>,
    scores: Vec<(Truth, Interval)>,
}

impl Found {
    fn read(rulebook: &Rulebook, form: &Form) -> Found {
        let meaning = crate::meaning::read(rulebook, &mut One::new(rulebook, &form.answers));
        let scores = meaning.scores.into_iter().map(|score| (score.applies, score.value)).collect();
        Found { applies: meaning.asked, alerts: meaning.alerts, scores }
    }

    fn applies(&self, question: QuestionId) -> Truth {
        self.applies[question.0 as usize]
    }

    fn given(&self) -> impl Iterator<Item = AlertId> {
        (0..).map(AlertId).zip(&self.alerts).filter(|(_, truth)| **truth == Truth::True).map(|(alert, _)| alert)
    }

    fn gives(&self, alert: AlertId) -> bool {
        self.alerts[alert.0 as usize] == Truth::True
    }

    /// The single value of a score that applies.
    fn point(&self, score: ScoreId) -> Option<f64> {
        let (applies, value) = self.scores[score.0 as usize];
        let (low, high) = value.ends()?;
        (applies == Truth::True && low.to_bits() == high.to_bits()).then_some(low)
    }
}

impl<'r> Interview<'r> {
    /// Begins, or continues with the answers that the form holds already. A question that was put off before is asked
    /// again.
    #[must_use]
    pub fn new(rulebook: &'r Rulebook, form: Form) -> Interview<'r> {
        let found = Found::read(rulebook, &form);
        let order = rulebook.interview_order().collect();
        Interview { rulebook, form, order, put_off: BTreeSet::new(), at: None, found }
    }

    /// What is being asked.
    #[must_use]
    pub fn rulebook(&self) -> &'r Rulebook {
        self.rulebook
    }

    /// The answers so far.
    #[must_use]
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// The answers, to be screened.
    #[must_use]
    pub fn into_form(self) -> Form {
        self.form
    }

    /// The question that going back or going to led to; else the first that applies and has neither an answer nor a
    /// reason, first of the call, then of the chart part.
    #[must_use]
    pub fn step(&self) -> Step {
        let next = self.at.or_else(|| self.order.iter().copied().find(|&question| self.is_to_be_asked(question)));
        next.map_or(Step::Finished, Step::Ask)
    }

    /// Whether the question concerns this patient.
    #[must_use]
    pub fn applies(&self, question: QuestionId) -> Truth {
        self.found.applies(question)
    }

    /// The questions that share a number with this one and apply, in the order of asking; of most questions itself.
    #[must_use]
    pub fn parts(&self, question: QuestionId) -> Vec<QuestionId> {
        let mut parts = self.rulebook.parts_of(question);
        parts.retain(|&part| self.applies(part) == Truth::True);
        parts
    }

    /// Whether somebody chose to ask it later.
    #[must_use]
    pub fn is_put_off(&self, question: QuestionId) -> bool {
        self.put_off.contains(&question)
    }

    /// Whether it applies and has neither an answer nor a reason, and nobody put it off.
    #[must_use]
    pub fn is_to_be_asked(&self, question: QuestionId) -> bool {
        self.applies(question) == Truth::True && !self.is_dealt_with(question) && !self.is_put_off(question)
    }

    /// Whether there is a value, or a reason other than `unanswered` where a reason goes on.
    #[must_use]
    pub fn is_dealt_with(&self, question: QuestionId) -> bool {
        match self.form.answers.missing(question) {
            None => true,
            Some(Missing::Unanswered) => false,
            Some(Missing::Unknown | Missing::Declined | Missing::NotApplicable | Missing::Unreadable) => {
                !self.rulebook.question(question).required // a file may hold a reason that the interview does not take
            }
        }
    }

    /// The score's interval; `None` while it does not apply, or may not.
    #[must_use]
    pub fn score(&self, score: ScoreId) -> Option<Interval> {
        let (applies, value) = self.found.scores[score.0 as usize];
        (applies == Truth::True).then_some(value)
    }

    /// Takes an answer. A note and an informant given before stay, unless the answer brings its own.
    ///
    /// # Errors
    /// Where the question does not apply, may not, or takes nothing but a value.
    pub fn answer(&mut self, question: QuestionId, given: Given) -> Result<Outcome, Refused> {
        self.answer_all(vec![(question, given)]).map_err(|(_, refused)| refused)
    }

    /// Takes several answers as one: all of them, or none.
    ///
    /// # Errors
    /// The first question that does not take its answer, and why, as for [`Interview::answer`].
    pub fn answer_all(&mut self, all: Vec<(QuestionId, Given)>) -> Result<Outcome, (QuestionId, Refused)> {
        for (question, given) in &all {
            self.admits(*question).map_err(|refused| (*question, refused))?;
            if matches!(given.answer, Answer::Missing(_)) && self.rulebook.question(*question).required {
                return Err((*question, Refused::ValueNeeded));
            }
        }
        for (question, given) in all {
            self.put(question, given);
        }
        self.at = None;
        Ok(self.read_again())
    }

    /// What answers would change, without giving them.
    ///
    /// # Errors
    /// As for [`Interview::answer_all`].
    pub fn preview(&self, all: Vec<(QuestionId, Given)>) -> Result<Outcome, (QuestionId, Refused)> {
        self.clone().answer_all(all)
    }

    /// Puts the question off: it stays `unanswered` and is not asked again in this session unless gone to.
    ///
    /// # Errors
    /// As for [`Interview::answer`].
    pub fn later(&mut self, question: QuestionId) -> Result<Outcome, Refused> {
        self.answer(question, Given::from(Missing::Unanswered))
    }

    /// Keeps the answer that the question has and goes on; `false` where it has none.
    pub fn keep(&mut self, question: QuestionId) -> bool {
        let has_one = self.is_dealt_with(question) || self.is_put_off(question);
        if has_one {
            self.at = None;
        }
        has_one
    }

    /// Puts a note beside the question's answer, or beside the one still to come.
    pub fn note(&mut self, question: QuestionId, text: String) {
        self.beside(question, |given| given.note = Some(text));
    }

    /// Says who answers the question.
    pub fn informant(&mut self, question: QuestionId, who: Informant) {
        self.beside(question, |given| given.from = Some(who));
    }

    /// One question back, in the order of asking, among those that apply; `None` at the first.
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
    /// Where it does not apply, or may not.
    pub fn go_to(&mut self, question: QuestionId) -> Result<(), Refused> {
        self.admits(question)?;
        self.at = Some(question);
        Ok(())
    }

    /// Where going back or going to a question led, until that is answered or kept.
    #[must_use]
    pub fn gone_to(&self) -> Option<QuestionId> {
        self.at
    }

    /// Goes on with the first open question, wherever going back or going to had led.
    pub fn go_on(&mut self) {
        self.at = None;
    }

    /// Alerts that are given and that nobody has acknowledged yet.
    #[must_use]
    pub fn alerts_to_acknowledge(&self) -> Vec<AlertId> {
        let known = |alert: &AlertId| self.form.acknowledged.iter().any(|(other, _)| other == alert);
        self.found.given().filter(|alert| !known(alert)).collect()
    }

    /// Every alert that is given, in file order.
    #[must_use]
    pub fn alerts(&self) -> Vec<AlertId> {
        self.found.given().collect()
    }

    /// Keeps when the nurse acknowledged an alert, as `2026-11-20T09:41`.
    pub fn acknowledge(&mut self, alert: AlertId, when: String) {
        self.form.acknowledged.retain(|(other, _)| *other != alert);
        self.form.acknowledged.push((alert, when));
        self.form.acknowledged.sort_by_key(|(alert, _)| *alert);
    }

    fn admits(&self, question: QuestionId) -> Result<(), Refused> {
        match self.applies(question) {
            Truth::True => Ok(()),
            Truth::False => Err(Refused::DoesNotApply),
            Truth::Unknown => Err(Refused::Waits(self.waits_for(question))),
        }
    }

    fn put(&mut self, question: QuestionId, mut given: Given) {
        if let Some(before) = self.form.answers.get(question) {
            given.note = given.note.or_else(|| before.note.clone());
            given.from = given.from.or(before.from);
        }
        if given.answer == Answer::Missing(Missing::Unanswered) {
            self.put_off.insert(question);
        } else {
            self.put_off.remove(&question);
        }
        if says_something(&given) {
            self.form.answers.set(question, given);
        } else {
            self.form.answers.clear(question); // a file that leaves it out says the same
        }
    }

    /// Changes what is said beside an answer; where there is none yet, the place is `unanswered` and stays to be asked.
    fn beside(&mut self, question: QuestionId, change: impl FnOnce(&mut Given)) {
        let mut given = self.form.answers.get(question).cloned().unwrap_or_else(|| Given::from(Missing::Unanswered));
        change(&mut given);
        self.form.answers.set(question, given);
    }

    fn read_again(&mut self) -> Outcome {
        let now = Found::read(self.rulebook, &self.form);
        let before = std::mem::replace(&mut self.found, now);
        let now = &self.found;
        let kept = || self.form.answers.iter().map(|(question, _)| question).filter(|&q| self.is_dealt_with(q));
        let out = |found: &Found, question| found.applies(question) == Truth::False;
        let open = || self.order.iter().copied().filter(|&question| !self.is_dealt_with(question));
        let is = |found: &Found, question| found.applies(question) == Truth::True;
        let may = |found: &Found, question| found.applies(question) == Truth::Unknown;
        let alerts = || (0..).map(AlertId).take(now.alerts.len());
        let changed = |score: &ScoreId| {
            now.point(*score).is_some_and(|value| before.point(*score).map(f64::to_bits) != Some(value.to_bits()))
        };
        let outcome = Outcome {
            set_aside: kept().filter(|&question| !out(&before, question) && out(now, question)).collect(),
            in_doubt: kept().filter(|&question| is(&before, question) && may(now, question)).collect(),
            returned: kept().filter(|&question| out(&before, question) && !out(now, question)).collect(),
            opened: open().filter(|&question| !is(&before, question) && is(now, question)).collect(),
            alerts: alerts().filter(|&alert| !before.gives(alert) && now.gives(alert)).collect(),
            withdrawn: alerts().filter(|&alert| before.gives(alert) && !now.gives(alert)).collect(),
            scores: (0..).map(ScoreId).take(now.scores.len()).filter(changed).collect(),
        };
        // what a file says was acknowledged before the alert was given stands for another answer
        let anew = |alert: &AlertId| outcome.withdrawn.contains(alert) || outcome.alerts.contains(alert);
        self.form.acknowledged.retain(|(alert, _)| !anew(alert));
        outcome
    }
}

/// Whether an entry says more than no entry would.
fn says_something(given: &Given) -> bool {
    let unanswered = given.answer == Answer::Missing(Missing::Unanswered);
    !unanswered || given.from.is_some() || given.note.is_some()
}
