//! Prompts that are no question, and the commands that mean the same at every prompt.

use std::io;

use super::{Ending, Flow, Nurse};
use crate::terminal::grammar::{self, Command, Reply};
use crate::terminal::{Prompter, Typed};
use crate::truth::Truth;

/// An input at a prompt that is no question.
pub(super) enum Entered {
    /// Something to do.
    Command(Command),
    /// Anything else, without blanks at its ends.
    Line(String),
    /// The way out.
    Leave(Flow),
}

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Reads a command or a line; says what is wrong with others and reads again.
    pub(super) fn read_command(&mut self) -> io::Result<Entered> {
        loop {
            let wrong = match self.prompter.line("> ", None)? {
                Typed::Line(line) => match grammar::command(&self.ui.interview.commands, &line) {
                    Some(Ok(Reply::Command(command))) => return Ok(Entered::Command(command)),
                    Some(Err(wrong)) => self.wording().wrong(None, &line, &wrong),
                    Some(Ok(_)) | None => return Ok(Entered::Line(line.trim().to_owned())),
                },
                Typed::NotText => self.ui.interview.trouble.not_text.to_owned(),
                Typed::Ended => return Ok(Entered::Leave(Flow::Leave(Ending::Ended(self.asked())))),
                Typed::Interrupted => return Ok(Entered::Leave(Flow::Leave(Ending::Interrupted))),
            };
            if let Some(flow) = self.complain(&wrong)? {
                return Ok(Entered::Leave(flow));
            }
        }
    }

    /// Reads commands and lines until one of them comes to something.
    pub(super) fn read_until<T>(
        &mut self,
        mut run: impl FnMut(&mut Self, Entered) -> io::Result<Option<T>>,
    ) -> io::Result<T> {
        loop {
            let entered = self.read_command()?;
            if let Some(done) = run(self, entered)? {
                return Ok(done);
            }
        }
    }

    /// Runs a command that means the same at every prompt. `None`: the same prompt goes on.
    pub(super) fn run_global_command(&mut self, command: &Command) -> io::Result<Option<Flow>> {
        let texts = &self.ui.interview;
        match command {
            Command::Back if self.interview.back().is_some() => Ok(Some(Flow::Moved)),
            Command::Back => self.say(texts.echo.back_at_start).map(|()| None),
            Command::GoTo(Some(number)) => self.go_to(number),
            Command::GoTo(None) => self.jump(),
            Command::Review => Ok(Some(Flow::Review)),
            Command::Finish => Ok(Some(Flow::Finish)),
            Command::Leave => Ok(Some(Flow::Leave(Ending::Left))),
            Command::Help | Command::Commands => self.commands().map(|()| None),
            Command::Clear => self.prompter.clear().map(|()| None),
            Command::Why
            | Command::Keep
            | Command::Later
            | Command::Informant(_)
            | Command::Note(_)
            | Command::OneByOne => self.complain(texts.trouble.only_at_a_question),
        }
    }

    /// Goes to the question with this number; an ERROR where it cannot be asked.
    pub(super) fn go_to(&mut self, number: &str) -> io::Result<Option<Flow>> {
        let found = self.interview.rulebook().with_number(number);
        let applying = found.iter().copied().find(|&question| self.interview.applies(question) == Truth::True);
        let Some(question) = applying.or(found.first().copied()) else {
            let number = crate::unit::clean(number);
            return self.complain(&self.ui.interview.trouble.no_question(&number));
        };
        match self.interview.go_to(question) {
            Ok(()) => {
                self.one_by_one = if number.contains('.') { vec![question] } else { Vec::new() };
                Ok(Some(Flow::Moved))
            }
            Err(refused) => self.complain(&self.wording().refused(question, &refused)),
        }
    }

    fn commands(&mut self) -> io::Result<()> {
        let texts = &self.ui.interview.help;
        let rich = self.prompter.surface().rich;
        let lines = if rich { &texts.commands } else { &texts.commands_plain };
        self.say(&lines.join("\n"))
    }
}
