//! Prompts that are no question, and the commands that mean the same at every prompt.

use std::io;

use super::{Ending, Flow, Nurse, WayOut};
use crate::terminal::grammar::{self, Command, Reply};
use crate::terminal::{Prompter, Typed};
use crate::truth::Truth;

/// An input at a prompt that is no question.
pub(super) enum Entered {
    /// Something to do.
    Command(Command),
    /// Anything else, without blanks at its ends.
    Line(String),
}

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Reads a line; says so if it is no text, and reads again.
    pub(super) fn read_line(&mut self) -> Result<String, WayOut> {
        loop {
            match self.prompter.line("> ", None)? {
                Typed::Line(line) => return Ok(line),
                Typed::NotText => self.complain(self.ui.interview.trouble.not_text)?,
                Typed::Ended => return Err(self.ended()),
                Typed::Interrupted => return Err(WayOut::Ending(Ending::Interrupted)),
            }
        }
    }

    /// The way out where there is no more to read.
    pub(super) fn ended(&self) -> WayOut {
        WayOut::Ending(Ending::Ended(self.asked()))
    }

    /// Reads commands and lines until one of them comes to something; says what is wrong with others.
    pub(super) fn read_until<T>(
        &mut self,
        mut run: impl FnMut(&mut Self, Entered) -> Result<Option<T>, WayOut>,
    ) -> Result<T, WayOut> {
        loop {
            let line = self.read_line()?;
            let entered = match grammar::command(&self.ui.interview.commands, &line) {
                Some(Ok(Reply::Command(command))) => Entered::Command(command),
                Some(Ok(_)) | None => Entered::Line(line.trim().to_owned()),
                Some(Err(wrong)) => {
                    self.complain(&self.wording().wrong(None, &line, &wrong))?;
                    continue;
                }
            };
            if let Some(done) = run(self, entered)? {
                return Ok(done);
            }
        }
    }

    /// Runs a command that means the same at every prompt. `None`: the same prompt goes on.
    pub(super) fn run_global_command(&mut self, command: &Command) -> Result<Option<Flow>, WayOut> {
        let texts = &self.ui.interview;
        match command {
            Command::Back if self.interview.back().is_some() => return Ok(Some(Flow::Moved)),
            Command::Back => self.say(texts.echo.back_at_start)?,
            Command::GoTo(Some(number)) => return self.go_to(number),
            Command::GoTo(None) => return self.jump(),
            Command::Review => return Ok(Some(Flow::Review)),
            Command::Finish => return Ok(Some(Flow::Finish)),
            Command::Leave => return Err(WayOut::Ending(Ending::Left)),
            Command::Help | Command::Commands => self.commands()?,
            Command::Clear => self.prompter.clear()?,
            Command::Why
            | Command::Keep
            | Command::Later
            | Command::Informant(_)
            | Command::Note(_)
            | Command::OneByOne => self.complain(texts.trouble.only_at_a_question)?,
        }
        Ok(None)
    }

    /// Goes to the question with this number; an ERROR where it cannot be asked.
    pub(super) fn go_to(&mut self, number: &str) -> Result<Option<Flow>, WayOut> {
        let found = self.interview.rulebook().with_number(number);
        let applying = found.iter().copied().find(|&question| self.interview.applies(question) == Truth::True);
        let what = match applying.or(found.first().copied()) {
            None => self.ui.interview.trouble.no_question(crate::unit::clean(number)),
            Some(question) => match self.interview.go_to(question) {
                Err(refused) => self.wording().refused(question, &refused),
                Ok(()) => {
                    self.one_by_one = if number.contains('.') { vec![question] } else { Vec::new() };
                    return Ok(Some(Flow::Moved));
                }
            },
        };
        self.complain(&what).map(|()| None)
    }

    fn commands(&mut self) -> io::Result<()> {
        let texts = &self.ui.interview.help;
        let lines = if self.prompter.surface().rich { &texts.commands } else { &texts.commands_plain };
        self.say(&lines.join("\n"))
    }
}
