//! The nurse's flow: wording, commands, units and warnings over any [`Prompter`].
//!
//! It neither decides what is asked (that is [`Interview`]) nor what a line means (that is [`super::grammar`]).

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

/// How an interview ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// To be screened.
    Finished,
    /// Saved, to be continued.
    Left,
    /// Ctrl-C.
    Interrupted,
    /// The input ended at this question, or in the review.
    Ended(Option<QuestionId>),
    /// Nobody is there to correct a line that was refused at this question, or in the review.
    Refused(Option<QuestionId>),
}

/// The place that a line leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Flow {
    /// To whatever the interview says is next.
    On,
    /// To a question that the nurse went to; what waits to be acknowledged waits until that is answered or kept.
    Moved,
    /// To the review.
    Review,
    /// To the end, if nothing stands against it.
    Finish,
}

/// What leads out of the nurse's flow at once, wherever it is.
#[derive(Debug)]
enum WayOut {
    /// The interview ends like this.
    Ending(Ending),
    /// The terminal or the journal failed.
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
    /// Keeps what happens; called after each answer, note, informant and acknowledgement.
    journal: &'t mut dyn Journal,
    /// The time, as `2026-11-20T09:41`.
    now: fn() -> String,
    /// The section last headed, and whether that was in the chart part.
    section: Option<(SectionId, bool)>,
    introduced: BTreeSet<SectionId>,
    /// Whether the last events could not be kept.
    unsaved: bool,
    /// The events that could not be kept.
    pending: Vec<Event>,
    /// The question whose answer could not be kept last.
    unsaved_at: Option<QuestionId>,
    /// The question that was answered or kept last.
    answered_last: Option<QuestionId>,
    /// Rows of a grid that are asked one by one.
    one_by_one: Vec<QuestionId>,
}

impl<'t, 'r, P: Prompter> Nurse<'t, 'r, P> {
    /// An interview that is begun, or continued, whose events this journal keeps; `now` says the time, as
    /// `2026-11-20T09:41`.
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

    /// Asks until the end, and hands the interview back.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be read or written, or if an answer cannot be kept and nobody is there to try
    /// again.
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

    /// Goes where a line led to, and returns where that led.
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

    /// Makes events durable. Where that fails the nurse is told (`false`) and can try again; a pipe cannot.
    fn keep(&mut self, events: Vec<Event>) -> io::Result<bool> {
        self.pending.extend(events);
        let texts = &self.ui.interview.trouble;
        self.keep_or_say(|reason| texts.not_saved(reason))
    }

    /// Makes durable what is not yet; where that fails, says this with the reason.
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

    /// Returns whether the interview can end like this: to finish, or to leave with a draft, events that are not kept yet
    /// are kept first.
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

    /// Says an ERROR, after which the same prompt goes on; in a pipe it leads out, instead of shifting all later answers by
    /// one.
    fn complain(&mut self, what: &str) -> Result<(), WayOut> {
        self.say_error(what)?;
        if self.prompter.surface().piped { Err(self.refused()) } else { Ok(()) }
    }

    fn refused(&self) -> WayOut {
        WayOut::Ending(Ending::Refused(self.asked()))
    }

    /// The question that is being asked, if one is.
    fn asked(&self) -> Option<QuestionId> {
        match self.interview.step() {
            Step::Ask(question) => Some(question),
            Step::Finished => None,
        }
    }
}

/// Returns the text of an error and of its causes.
fn reasons(error: &io::Error) -> String {
    let causes = iter::successors(error.source(), |&error| error.source()).map(|cause| format!(": {cause}"));
    crate::unit::clean(&(error.to_string() + &causes.collect::<String>()))
}

#[cfg(test)]
mod tests;
