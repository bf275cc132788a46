//! The nurse's flow: wording, commands, units and warnings over any [`Prompter`].
//!
//! It decides neither the next question (see [`Interview`]) nor the meaning of a line (see [`super::grammar`]).

mod accept;
mod ask;
mod jump;
mod opening;
mod present;
mod prompt;
mod review;
mod wording;

use std::collections::BTreeSet;
use std::error::Error;
use std::{io, iter};

use crate::answer::QuestionId;
use crate::case::{Event, Journal};
use crate::interview::{Interview, Step};
use crate::rulebook::SectionId;
use crate::terminal::Prompter;
use crate::ui::Ui;
use wording::Wording;

pub use opening::{InterviewStart, Offer, OfferState, named};

/// The ending of an interview.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// Finished, to be screened.
    Finished,
    /// Saved, to be continued.
    Left,
    /// Ctrl-C.
    Interrupted,
    /// End of input at this question, or in the review.
    Ended(Option<QuestionId>),
    /// A line refused at this question, or in the review, with nobody there to correct it.
    Refused(Option<QuestionId>),
}

/// The destination of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    /// The next step of the interview.
    On,
    /// A question that the nurse navigated to. Alerts wait until it is answered or kept.
    Moved,
    /// To the review.
    Review,
    /// The end of the interview, if nothing prevents it.
    Finish,
}

/// An immediate exit from the nurse's flow, from any prompt.
#[derive(Debug)]
enum WayOut {
    /// The end of the interview.
    Ending(Ending),
    /// A failure of the terminal or the journal.
    Failed(io::Error),
}

impl From<io::Error> for WayOut {
    fn from(error: io::Error) -> WayOut {
        WayOut::Failed(error)
    }
}

/// One interview at one terminal.
pub struct Nurse<'t, 'r, P> {
    prompter: &'t mut P,
    ui: &'r Ui,
    interview: Interview<'r>,
    /// The journal of events, called after each answer, note, informant and acknowledgement.
    journal: &'t mut dyn Journal,
    /// The clock; returns the time as `2026-11-20T09:41`.
    now: fn() -> String,
    /// The section of the last heading, and whether it was in the chart part.
    section: Option<(SectionId, bool)>,
    introduced: BTreeSet<SectionId>,
    /// Whether the last attempt to save events failed.
    unsaved: bool,
    /// The events not saved yet.
    pending: Vec<Event>,
    /// The question whose answer could not be saved last.
    unsaved_at: Option<QuestionId>,
    /// The question answered or kept last.
    answered_last: Option<QuestionId>,
    /// The rows of a grid that are asked one by one.
    one_by_one: Vec<QuestionId>,
}

impl<'t, 'r, P: Prompter> Nurse<'t, 'r, P> {
    /// Prepares a new or resumed interview whose events go to `journal`; `now` returns the time as `2026-11-20T09:41`.
    pub fn new(
        prompter: &'t mut P,
        ui: &'r Ui,
        interview: Interview<'r>,
        journal: &'t mut dyn Journal,
        now: fn() -> String,
    ) -> Nurse<'t, 'r, P> {
        Nurse {
            prompter,
            ui,
            interview,
            journal,
            now,
            section: None,
            introduced: BTreeSet::new(),
            unsaved: false,
            pending: Vec::new(),
            unsaved_at: None,
            answered_last: None,
            one_by_one: Vec::new(),
        }
    }

    /// Asks questions until the interview ends, and returns the ending and the interview.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be read or written, or if an answer cannot be saved on a pipe, with
    /// nobody there to try again.
    pub fn conduct(mut self) -> io::Result<(Ending, Interview<'r>)> {
        let mut flow = Flow::On;
        loop {
            flow = match self.go(flow) {
                Ok(flow) => flow,
                Err(WayOut::Failed(error)) => return Err(error),
                Err(WayOut::Ending(ending)) if self.is_let_go(&ending)? => return Ok((ending, self.interview)),
                Err(WayOut::Ending(_)) => Flow::On,
            };
        }
    }

    /// Runs one step of the flow and returns the next destination.
    fn go(&mut self, flow: Flow) -> Result<Flow, WayOut> {
        let due = if flow == Flow::Moved { Flow::On } else { self.alerts()? };
        let next = match (due, self.interview.step()) {
            (Flow::On, Step::Ask(question)) => self.ask(question)?,
            (Flow::On, Step::Finished) => Flow::Review,
            (other, _) => other,
        };
        match next {
            Flow::Review => self.review(),
            Flow::Finish => self.finish(),
            other => Ok(other),
        }
    }

    fn wording(&self) -> Wording<'r> {
        let surface = self.prompter.surface();
        Wording { rulebook: self.interview.rulebook(), ui: self.ui, width: self.prompter.width(), rich: surface.rich }
    }

    /// Saves events. On failure it reports the error and returns `false`, and the nurse can try again; on a pipe it
    /// returns the error.
    fn keep(&mut self, events: Vec<Event>) -> io::Result<bool> {
        self.pending.extend(events);
        let texts = &self.ui.interview.trouble;
        self.keep_or_say(|reason| texts.not_saved(reason))
    }

    /// Saves the pending events; on failure it reports the reason.
    fn keep_or_say(&mut self, failed: impl Fn(String) -> String) -> io::Result<bool> {
        let kept = self.journal.append(&self.pending);
        self.unsaved = kept.is_err();
        match kept {
            Ok(()) => self.pending.clear(),
            Err(error) if self.prompter.surface().piped => return Err(error),
            Err(error) => self.say_error(&failed(reasons(&error)))?,
        }
        Ok(!self.unsaved)
    }

    /// Returns whether the interview can end in this way. Finishing, or leaving with a draft, first saves the pending
    /// events.
    fn is_let_go(&mut self, ending: &Ending) -> io::Result<bool> {
        let texts = &self.ui.interview.trouble;
        let needs_all = matches!(ending, Ending::Finished | Ending::Left);
        if needs_all && self.unsaved { self.keep_or_say(|reason| texts.not_left(reason)) } else { Ok(true) }
    }

    fn say(&mut self, text: &str) -> io::Result<()> {
        let text = self.wording().block(text);
        self.prompter.say(&text)
    }

    fn say_error(&mut self, what: &str) -> io::Result<()> {
        let text = self.wording().block(&self.ui.interview.trouble.error(what));
        self.prompter.warn(&text)
    }

    /// Reports an ERROR; the same prompt continues. On a pipe it ends the interview, since all later answers would
    /// shift by one.
    fn complain(&mut self, what: &str) -> Result<(), WayOut> {
        self.say_error(what)?;
        if self.prompter.surface().piped { Err(self.refused()) } else { Ok(()) }
    }

    fn refused(&self) -> WayOut {
        WayOut::Ending(Ending::Refused(self.asked()))
    }

    /// Returns the question being asked; `None` if the interview is finished.
    fn asked(&self) -> Option<QuestionId> {
        match self.interview.step() {
            Step::Ask(question) => Some(question),
            Step::Finished => None,
        }
    }
}

/// Returns the text of an error and its causes.
fn reasons(error: &io::Error) -> String {
    let causes = iter::successors(error.source(), |&error| error.source()).map(|cause| format!(": {cause}"));
    crate::unit::clean(&(error.to_string() + &causes.collect::<String>()))
}

#[cfg(test)]
mod tests;
