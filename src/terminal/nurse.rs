//! The nurse's flow: wording, commands, units and warnings over any [`Prompter`].
//!
//! It neither decides what is asked (that is [`Interview`]) nor what a line means (that is [`super::grammar`]).

mod accept;
mod alert;
mod ask;
mod echo;
mod grid;
mod help;
mod jump;
mod offers;
mod opening;
mod present;
mod prompt;
mod review;
mod wording;

use std::collections::BTreeSet;
use std::error::Error;
use std::io;

use crate::answer::QuestionId;
use crate::case::{Event, Journal};
use crate::interview::{Interview, Step};
use crate::rulebook::SectionId;
use crate::terminal::Prompter;
use crate::ui::Ui;
use wording::Wording;

pub use offers::{Offer, OfferState};
pub use opening::{InterviewStart, StartChoice, named};

/// The outside of the nurse's flow: a journal and a clock.
pub struct World<'w> {
    /// Keeps what happens; called after each answer, note, informant and acknowledgement.
    pub journal: &'w mut dyn Journal,
    /// The time, as `2026-11-20T09:41`.
    pub now: &'w dyn Fn() -> String,
}

impl std::fmt::Debug for World<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("World")
    }
}

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
#[derive(Clone, Debug, PartialEq, Eq)]
enum Flow {
    /// To whatever the interview says is next.
    On,
    /// To a question that the nurse went to; what waits to be acknowledged waits until that is answered or kept.
    Moved,
    /// To the review.
    Review,
    /// To the end, if nothing stands against it.
    Finish,
    /// Out.
    Leave(Ending),
}

/// One interview at one terminal.
#[derive(Debug)]
pub struct Nurse<'t, 'r, P> {
    prompter: &'t mut P,
    ui: &'r Ui,
    interview: Interview<'r>,
    world: World<'t>,
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
    /// An interview that is begun, or continued.
    pub fn new(prompter: &'t mut P, ui: &'r Ui, interview: Interview<'r>, world: World<'t>) -> Nurse<'t, 'r, P> {
        Nurse {
            prompter,
            ui,
            interview,
            world,
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
            let due = if flow == Flow::Moved { Flow::On } else { self.alerts()? };
            flow = match due {
                Flow::On => match self.interview.step() {
                    Step::Ask(question) => self.ask(question)?,
                    Step::Finished => Flow::Review,
                },
                other => other,
            };
            flow = match flow {
                Flow::Review => self.review()?,
                Flow::Finish => self.finish()?,
                other => other,
            };
            if let Flow::Leave(ending) = &flow
                && (!self.unsaved || self.is_let_go(ending)?)
            {
                return Ok((ending.clone(), self.interview));
            }
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
        let kept = self.world.journal.append(&self.pending);
        self.unsaved = kept.is_err();
        match kept {
            Ok(()) => {
                self.pending.clear();
                Ok(true)
            }
            Err(error) if self.prompter.surface().piped => Err(error),
            Err(error) => {
                self.complain(&failed(reasons(&error)))?;
                Ok(false)
            }
        }
    }

    /// Returns whether the interview can end like this while events are not kept: to finish, or to leave with a draft,
    /// they are kept first.
    fn is_let_go(&mut self, ending: &Ending) -> io::Result<bool> {
        let texts = &self.ui.interview.trouble;
        match ending {
            Ending::Finished | Ending::Left => self.keep_or_say(|reason| texts.not_left(reason)),
            Ending::Interrupted | Ending::Ended(_) | Ending::Refused(_) => Ok(true),
        }
    }

    /// Says an ERROR; in a pipe it leads out, instead of shifting all later answers by one.
    fn complain(&mut self, what: &str) -> io::Result<Option<Flow>> {
        let text = self.ui.interview.trouble.error(what);
        let text = self.wording().block(&text);
        self.prompter.warn(&text)?;
        Ok(self.prompter.surface().piped.then(|| Flow::Leave(Ending::Refused(self.asked()))))
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
    let mut text = error.to_string();
    let mut behind = error.source();
    while let Some(error) = behind {
        text = format!("{text}: {error}");
        behind = error.source();
    }
    crate::unit::clean(&text)
}

#[cfg(test)]
mod tests;
