//! One question: its heading, its text, and the lines typed until it is answered or left.

use super::{Flow, Nurse, WayOut};
use crate::answer::{Missing, QuestionId, Response};
use crate::form::NOTE_LIMIT;
use crate::interview::Change;
use crate::rulebook::Question;
use crate::terminal::Prompter;
use crate::terminal::grammar::grid::{self, Replies};
use crate::terminal::grammar::{Command, Reply};

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Asks one question, or the rows of one grid, until that is answered or the nurse goes elsewhere.
    pub(super) fn ask(&mut self, id: QuestionId) -> Result<Flow, WayOut> {
        self.head(id)?;
        let rows = self.rows(id);
        self.present(&rows)?;
        let flow = self.answered(&rows)?;
        if flow == Flow::On {
            self.next_alone(id);
        }
        Ok(flow)
    }

    /// Reads lines until these questions are answered.
    fn answered(&mut self, rows: &[QuestionId]) -> Result<Flow, WayOut> {
        let mut waiting: Option<Vec<(QuestionId, Response)>> = None;
        loop {
            let line = self.read_line()?;
            let (answered, replies) = self.understood(rows, &line);
            let held = waiting.take();
            let is_command = matches!(replies, Replies::Other(Reply::Command(_)));
            if held.is_some() && !is_command && self.prompter.surface().piped {
                return Err(self.refused()); // the line was meant for another question
            }
            let flow = match (replies, held) {
                (Replies::Other(Reply::Command(Command::Keep)), Some(all)) => self.accept(rows, all)?,
                (Replies::Other(Reply::Command(command)), held) => {
                    waiting = held;
                    self.command(rows, command)?
                }
                (Replies::Other(Reply::Nothing), _) => self.enter(rows)?,
                (Replies::Each(each), _) => {
                    let all: Vec<_> = answered.into_iter().zip(each).collect();
                    if self.warns_before(&all)? {
                        waiting = Some(all);
                        None
                    } else {
                        self.accept(rows, all)?
                    }
                }
                (wrong, _) => self.complain(&self.wording().wrong_line(rows, &line, &wrong)).map(|()| None)?,
            };
            if let Some(flow) = flow {
                return Ok(flow);
            }
        }
    }

    /// Returns the meaning of a line, and the questions that it answers: the rows asked together, the first of them alone,
    /// or, if rows are asked one by one, all that are left of them.
    fn understood(&self, rows: &[QuestionId], line: &str) -> (Vec<QuestionId>, Replies) {
        let rulebook = self.interview.rulebook();
        let read = |rows: &[QuestionId]| {
            let questions: Vec<&Question> = rows.iter().map(|&row| &rulebook.questions[row]).collect();
            grid::read_all(&self.ui.interview.commands, &questions, line)
        };
        match (read(rows), rows) {
            (Replies::Each(each), _) => (rows[..each.len()].to_vec(), Replies::Each(each)),
            (wrong @ Replies::Other(Reply::Wrong(_)), [first]) => {
                let together = self.in_one_line(*first);
                match read(&together) {
                    each @ Replies::Each(_) if together.first() == Some(first) => (together, each),
                    _ => (rows.to_vec(), wrong),
                }
            }
            (other, _) => (rows.to_vec(), other),
        }
    }

    /// Runs a command at a question. `None`: the same question goes on.
    fn command(&mut self, rows: &[QuestionId], command: Command) -> Result<Option<Flow>, WayOut> {
        let texts = &self.ui.interview;
        let Some(&first) = rows.first() else { return Ok(None) };
        match command {
            Command::Help => self.help(rows)?,
            Command::Why => self.why(first)?,
            Command::OneByOne if rows.len() > 1 => return Ok(Some(self.one_by_one(rows))),
            Command::OneByOne => self.say(texts.help.one_by_one)?,
            Command::Later => {
                return self.accept(rows, rows.iter().map(|&row| (row, Missing::Unanswered.into())).collect());
            }
            Command::Informant(who) => {
                let events = rows.iter().flat_map(|&row| self.interview.informant(row, who).events).collect();
                let text = texts.echo.informant_kept(self.wording().phrase().informant(who));
                self.keep_and_say(events, &text)?;
            }
            Command::Note(_) if rows.len() > 1 => self.complain(texts.grid.note)?,
            Command::Note(text) => {
                let count = text.chars().count();
                let Change { events, .. } = self.interview.note(first, text);
                self.keep_and_say(events, &texts.echo.note_kept(count, NOTE_LIMIT))?;
            }
            Command::Keep => self.complain(texts.trouble.nothing_to_keep)?,
            Command::GoTo(None) | Command::Clear => match self.run_global_command(&command)? {
                None => self.present(rows)?, // a list may have pushed it off the screen
                flow => return Ok(flow),
            },
            Command::Back if rows.len() > 1 => {
                let _ = self.interview.go_to(first); // back from the first row is back from all of them
                return self.run_global_command(&Command::Back);
            }
            other => return self.run_global_command(&other),
        }
        Ok(None)
    }

    /// Asks what going back or going to a question led to, until it leads nowhere any more.
    pub(super) fn follow(&mut self, question: QuestionId) -> Result<Flow, WayOut> {
        let mut next = Some(question);
        while let Some(question) = next {
            let flow = match self.ask(question)? {
                Flow::On => self.alerts()?,
                other => other,
            };
            if !matches!(flow, Flow::On | Flow::Moved) {
                return Ok(flow);
            }
            next = self.interview.gone_to();
        }
        Ok(Flow::On)
    }
}
