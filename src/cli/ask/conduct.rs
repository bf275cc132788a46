//! Conducts the interview from its first line to its end, on any surface.

use std::io;

use miette::{IntoDiagnostic, WrapErr};

use super::begin::{self, Begun};
use super::context::{InterviewContext, say};
use super::finish::finish;
use super::stop;
use crate::answer::QuestionId;
use crate::case::{Event, Journal};
use crate::cli::status::Ended;
use crate::cli::{Status, clock};
use crate::interview::Interview;
use crate::store::Session;
use crate::terminal::Prompter;
use crate::terminal::nurse::{Ending, Nurse};

/// The end of an interview.
pub(super) enum InterviewEnd {
    Ended(Status),
    Interrupted,
    /// A list of answers ended early at this question or in the review, or held a line that was refused.
    Cut {
        at: Option<QuestionId>,
        refused: bool,
        /// The case that keeps the answers so far, if there are any.
        kept: Option<String>,
    },
}

impl InterviewEnd {
    /// Returns the status of the program.
    ///
    /// # Errors
    /// Returns an error if a list of answers ended early or held a refused one; `something_read` says whether there was
    /// anything to read at all.
    pub(super) fn status(self, on: &InterviewContext<'_>, something_read: bool) -> miette::Result<Status> {
        let texts = &on.ui.interview.end;
        let (at, refused, kept) = match self {
            InterviewEnd::Ended(status) => return Ok(status),
            InterviewEnd::Interrupted => stop::now(),
            InterviewEnd::Cut { at, refused, kept } => (at, refused, kept),
        };
        if !something_read {
            let (what, advice) = (texts.nothing_to_read.to_owned(), Some(texts.how_to_ask.to_owned()));
            return Err(Ended { status: Status::Rejected, what, advice }.into());
        }
        let number = at.map(|question| on.rulebook.number_of(question));
        let what = match (refused, &number) {
            (false, Some(number)) => texts.ended_early(number),
            (false, None) => texts.ended_in_review.to_owned(),
            (true, Some(number)) => texts.refused(number),
            (true, None) => texts.refused_in_review.to_owned(),
        };
        let advice = kept.map(|case| texts.kept_as(&case, &on.repeated));
        Err(Ended { status: Status::Rejected, what, advice }.into())
    }
}

/// Starts the interview, asks, and writes the result.
pub(super) fn conduct<P: Prompter>(on: &InterviewContext<'_>, prompter: &mut P) -> miette::Result<InterviewEnd> {
    let Begun { mut session, form, kept } = match begin::start(on, prompter)? {
        Ok(begun) => begun,
        Err(Ending::Left) => return Ok(InterviewEnd::Ended(Status::Stopped)),
        Err(Ending::Ended(at)) if prompter.surface().piped => {
            return Ok(InterviewEnd::Cut { at, refused: false, kept: None });
        }
        Err(_) => return Ok(InterviewEnd::Interrupted), // by Ctrl-C, or the terminal is gone
    };
    let mut journal = GuardedJournal { session: &mut *session, kept };
    let now = || clock::now().strftime("%Y-%m-%dT%H:%M").to_string();
    let interview = Interview::new(on.rulebook, form);
    let (ending, interview) = Nurse::new(prompter, on.ui, interview, &mut journal, now)
        .conduct()
        .into_diagnostic()
        .wrap_err("the interview broke off")?;
    let kept = journal.kept;
    let cut = |at, refused| InterviewEnd::Cut { at, refused, kept: kept.then(|| session.code().to_owned()) };
    match ending {
        Ending::Finished => finish(on, prompter, session, &interview.into_form()).map(InterviewEnd::Ended),
        Ending::Left => {
            let texts = &on.ui.interview.end;
            let text = match (kept, on.resume) {
                (true, _) => texts.left(session.code(), &on.repeated),
                (false, Some(_)) => texts.left_unchanged.to_owned(),
                (false, None) => texts.left_empty.to_owned(),
            };
            say(prompter, &text)?;
            Ok(InterviewEnd::Ended(Status::Stopped))
        }
        Ending::Interrupted => Ok(InterviewEnd::Interrupted),
        Ending::Ended(_) if !prompter.surface().piped => Ok(InterviewEnd::Interrupted), // the terminal is gone
        Ending::Ended(at) => Ok(cut(at, false)),
        Ending::Refused(at) => Ok(cut(at, true)),
    }
}

/// Appends events to a session, and holds off a stop until they are saved.
struct GuardedJournal<'s> {
    session: &'s mut dyn Session,
    /// Whether there is a draft.
    kept: bool,
}

impl Journal for GuardedJournal<'_> {
    fn append(&mut self, events: &[Event]) -> io::Result<()> {
        let _saving = stop::saving();
        let appended = self.session.append(events);
        self.kept |= appended.is_ok();
        stop::saved(appended.is_ok());
        appended
    }
}
