//! Prompts other than questions, among them alerts, and the commands that mean the same at every prompt.

use std::io;

use super::{Ending, Flow, Nurse, WayOut};
use crate::rulebook::AlertId;
use crate::terminal::grammar::{self, Command, Reply};
use crate::terminal::{Prompter, Typed};
use crate::truth::Truth;

/// An input at a prompt other than a question.
pub(super) enum Entered {
    /// A command.
    Command(Command),
    /// Any other line, without blanks at its ends.
    Line(String),
}

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Reads a line; reports one that is no text, and reads again.
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

    /// Returns the way out at the end of input.
    pub(super) fn ended(&self) -> WayOut {
        WayOut::Ending(Ending::Ended(self.asked()))
    }

    /// Reads commands and lines until `run` returns a result; reports faulty ones.
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

    /// Runs a command that means the same at every prompt. `None`: ask again at the current prompt.
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

    /// Goes to the question with this number; reports an ERROR if it cannot be asked.
    pub(super) fn go_to(&mut self, number: &str) -> Result<Option<Flow>, WayOut> {
        let found = self.interview.rulebook().with_number(number);
        let applying = found.iter().copied().find(|&question| self.interview.applies(question) == Truth::True);
        let Some(question) = applying.or(found.first().copied()) else {
            let what = self.ui.interview.trouble.no_question(crate::unit::clean(number));
            return self.complain(&what).map(|()| None);
        };
        if let Err(refused) = self.interview.go_to(question) {
            return self.complain(&self.wording().refused(question, &refused)).map(|()| None);
        }
        self.one_by_one = if number.contains('.') { vec![question] } else { Vec::new() };
        Ok(Some(Flow::Moved))
    }

    fn commands(&mut self) -> io::Result<()> {
        let texts = &self.ui.interview.help;
        let lines = if self.prompter.surface().rich { &texts.commands } else { &texts.commands_plain };
        self.say(&lines.join("\n"))
    }

    /// Interrupts for every alert that is given and not yet acknowledged.
    pub(super) fn alerts(&mut self) -> Result<Flow, WayOut> {
        for alert in self.interview.alerts_to_acknowledge() {
            match self.alert(alert)? {
                Flow::On => {}
                other => return Ok(other),
            }
        }
        Ok(Flow::On)
    }

    /// Shows an alert until `ok` acknowledges it, or a command leads elsewhere. An alert left in this way returns after
    /// the next answer.
    fn alert(&mut self, alert: AlertId) -> Result<Flow, WayOut> {
        let texts = &self.ui.interview.alert;
        self.show_alert(alert)?;
        self.read_until(|nurse, entered| match entered {
            Entered::Line(line) if line.to_lowercase() == texts.word => {
                let change = nurse.interview.acknowledge(alert, (nurse.now)());
                nurse.keep(change.events)?;
                Ok(Some(Flow::On))
            }
            Entered::Command(Command::Back) => match nurse.answered_last {
                Some(question) if nurse.interview.go_to(question).is_ok() => Ok(Some(Flow::Moved)),
                _ => nurse.run_global_command(&Command::Back),
            },
            Entered::Command(Command::Clear) => {
                nurse.prompter.clear()?;
                nurse.show_alert(alert)?;
                Ok(None)
            }
            Entered::Line(_) | Entered::Command(Command::Finish) => {
                nurse.complain(nurse.ui.interview.trouble.only_ok).map(|()| None)
            }
            Entered::Command(command) => nurse.run_global_command(&command),
        })
    }

    fn show_alert(&mut self, alert: AlertId) -> io::Result<()> {
        let texts = &self.ui.interview.alert;
        let wording = self.wording();
        let screen = &self.interview.rulebook().alerts[alert].screen;
        let said = [texts.heading, screen, texts.first_line].join(" ");
        let stars = wording.of("    *** ", "");
        self.prompter.warn(&wording.wrapped(&said, stars, stars))?;
        if self.prompter.forget_typed_ahead() {
            self.say(texts.typed_ahead)?;
        }
        self.prompter.say(&wording.block(wording.of(texts.ok, texts.ok_plain)))
    }
}
