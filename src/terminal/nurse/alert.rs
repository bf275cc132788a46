//! Alerts: what interrupts the interview until the nurse has read it, or has gone to correct what gave it.

use std::io;

use super::prompt::Entered;
use super::{Flow, Nurse, WayOut};
use crate::rulebook::AlertId;
use crate::terminal::Prompter;
use crate::terminal::grammar::Command;

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Interrupts for every alert that is given and not acknowledged.
    pub(super) fn alerts(&mut self) -> Result<Flow, WayOut> {
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
