//! Alerts: what interrupts the interview until the nurse has read it, or has gone to correct what gave it.

use std::io;

use super::prompt::Entered;
use super::{Flow, Nurse};
use crate::rulebook::AlertId;
use crate::terminal::Prompter;
use crate::terminal::grammar::Command;

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Interrupts for every alert that is given and not acknowledged.
    pub(super) fn alerts(&mut self) -> io::Result<Flow> {
        for alert in self.interview.alerts_to_acknowledge() {
            match self.alert(alert)? {
                Flow::On => {}
                other => return Ok(other),
            }
        }
        Ok(Flow::On)
    }

    /// Nothing but `ok` acknowledges it. A command that leads elsewhere does, and after the next answer it stands here
    /// again.
    fn alert(&mut self, alert: AlertId) -> io::Result<Flow> {
        let texts = &self.ui.interview.alert;
        self.show_alert(alert)?;
        loop {
            let flow = match self.read_command()? {
                Entered::Line(line) if line.to_lowercase() == texts.word => {
                    let now = (self.world.now)();
                    let change = self.interview.acknowledge(alert, now);
                    return self.keep(change.events).map(|_| Flow::On);
                }
                Entered::Command(Command::Back) => match self.answered_last {
                    Some(question) if self.interview.go_to(question).is_ok() => Some(Flow::Moved),
                    _ => self.run_global_command(&Command::Back)?,
                },
                Entered::Command(Command::Clear) => {
                    self.prompter.clear()?;
                    self.show_alert(alert)?;
                    None
                }
                Entered::Line(_) | Entered::Command(Command::Finish) => {
                    self.complain(self.ui.interview.trouble.only_ok)?
                }
                Entered::Command(command) => self.run_global_command(&command)?,
                Entered::Leave(flow) => Some(flow),
            };
            if let Some(flow) = flow {
                return Ok(flow);
            }
        }
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
