//! The review before the end: open questions first, then every answer; and the end itself.

mod page;

use super::jump::is_a_number;
use super::prompt::Entered;
use super::{Ending, Flow, Nurse, WayOut};
use crate::answer::QuestionId;
use crate::interview::Step;
use crate::interview::open::OpenBecause;
use crate::terminal::Prompter;
use crate::terminal::grammar::Command;
use crate::terminal::grammar::options::folded;

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Shows all answers, and lets the nurse change them, until the interview ends or continues.
    pub(super) fn review(&mut self) -> Result<Flow, WayOut> {
        loop {
            self.interview.go_on();
            let finished = self.interview.step() == Step::Finished;
            self.show_review()?;
            let flow = match self.review_line(finished)? {
                Flow::On => return Ok(Flow::On),
                Flow::Finish => self.finish()?,
                flow => flow,
            };
            let flow = match self.interview.gone_to() {
                Some(question) if flow == Flow::Moved => self.follow(question)?,
                _ => flow,
            };
            match flow {
                Flow::On | Flow::Review if finished && self.interview.step() != Step::Finished => return Ok(Flow::On),
                Flow::On | Flow::Moved | Flow::Review => {}
                Flow::Finish => return Ok(Flow::Finish),
            }
        }
    }

    /// Reads lines until one has a destination: `Moved` for a question to change, `On` to continue asking.
    fn review_line(&mut self, finished: bool) -> Result<Flow, WayOut> {
        let led = self.read_until(|nurse, entered| match entered {
            Entered::Line(line) if line.is_empty() && !finished => Ok(Some(Flow::On)),
            Entered::Line(line) => match line.trim_start_matches('[').trim_end_matches(']') {
                number if is_a_number(number) => nurse.go_to(number),
                _ => nurse.complain(nurse.ui.interview.trouble.nothing_behind_review).map(|()| None),
            },
            Entered::Command(Command::Clear) => Ok(nurse.prompter.clear().map(|()| Some(Flow::Review))?),
            Entered::Command(command) => nurse.run_global_command(&command),
        });
        match led {
            // A list of answers need not say `.f`: nothing is open and nothing more is said.
            Err(WayOut::Ending(Ending::Ended(_))) if finished && self.says_no_more() => Ok(Flow::Finish),
            led => led,
        }
    }

    fn says_no_more(&self) -> bool {
        self.prompter.surface().piped && self.still_to_ask().is_empty()
    }

    /// Returns the applicable questions that were not asked, or were put off.
    pub(super) fn still_to_ask(&self) -> Vec<QuestionId> {
        let open = self.interview.open().into_iter();
        open.filter(|open| !matches!(open.because, OpenBecause::Waits(_))).map(|open| open.question).collect()
    }

    /// Ends the interview. An open question that takes a value only prevents it; other open questions need a
    /// confirmation.
    pub(super) fn finish(&mut self) -> Result<Flow, WayOut> {
        let texts = &self.ui.interview;
        self.interview.go_on();
        match self.alerts()? {
            Flow::On => {}
            other => return Ok(other),
        }
        let open = self.still_to_ask();
        let rulebook = self.interview.rulebook();
        let required: Vec<QuestionId> =
            open.iter().copied().filter(|&question| rulebook.questions[question].required).collect();
        if !required.is_empty() {
            let numbers = format!(": {}", self.wording().numbers(&required));
            return self.complain(&texts.trouble.finish_needs(&numbers)).map(|()| Flow::On);
        }
        if open.is_empty() {
            return Err(WayOut::Ending(Ending::Finished));
        }
        let text = texts.review.open(open.len(), self.wording().numbers(&open));
        let (yes, no) = (&self.ui.words.yes, &self.ui.words.no);
        self.say(&format!("{text}\n1. {yes}   2. {no}"))?;
        self.read_until(|nurse, entered| match entered {
            Entered::Line(line) => match folded(&line) {
                said if said == "1" || said == folded(yes) => Err(WayOut::Ending(Ending::Finished)),
                said if said == "2" || said == folded(no) => Ok(Some(Flow::On)),
                _ => nurse.complain(texts.trouble.yes_or_no).map(|()| None),
            },
            Entered::Command(command) => nurse.run_global_command(&command),
        })
    }
}
