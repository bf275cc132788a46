//! One question: its heading, its text, and the lines typed until it is answered or left. On the rich surface the rows
//! of a `for_each` are asked as one, a grid, unless asked one by one.

use super::{Flow, Nurse, WayOut};
use crate::answer::{Missing, QuestionId, Response};
use crate::form::NOTE_LIMIT;
use crate::interview::Change;
use crate::rulebook::Question;
use crate::terminal::Prompter;
use crate::terminal::grammar::grid::{Replies, is_told_apart, read_all};
use crate::terminal::grammar::{Command, Reply};

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Asks one question, or the rows of one grid, until answered or until the nurse goes elsewhere.
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

    /// Returns the questions that a line answers, and its meaning. The questions are the rows asked together, the first
    /// of them alone, or, if rows are asked one by one, all remaining ones.
    fn understood(&self, rows: &[QuestionId], line: &str) -> (Vec<QuestionId>, Replies) {
        let rulebook = self.interview.rulebook();
        let read = |rows: &[QuestionId]| {
            let questions: Vec<&Question> = rows.iter().map(|&row| &rulebook.questions[row]).collect();
            read_all(&self.ui.interview.commands, &questions, line)
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

    /// Runs a command at a question. `None`: ask the same question again.
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

    /// Asks the question that the nurse navigated to, and continues until no navigation is pending.
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

    /// Returns the questions asked together with this one: the open rows of its number or, if the nurse navigated to
    /// them, all applicable ones. Most questions are asked alone.
    fn rows(&mut self, id: QuestionId) -> Vec<QuestionId> {
        if !self.one_by_one.contains(&id) {
            self.one_by_one.clear();
        }
        let rows = self.in_one_line(id);
        if self.prompter.surface().rich && self.one_by_one.is_empty() { rows } else { vec![id] }
    }

    /// Returns the questions that one line can answer at this question, itself included; if rows are asked one by one,
    /// this row and those after it.
    fn in_one_line(&self, id: QuestionId) -> Vec<QuestionId> {
        if let Some(place) = self.one_by_one.iter().position(|&row| row == id) {
            return self.one_by_one[place..].to_vec();
        }
        let gone_to = self.interview.gone_to().is_some();
        let mut rows = self.interview.parts(id);
        rows.retain(|&row| gone_to || self.interview.is_to_be_asked(row));
        if rows.len() > 1 && rows.contains(&id) && rows.iter().all(|&row| self.is_in_line_with(id, row)) {
            rows
        } else {
            vec![id]
        }
    }

    /// Returns whether both are rows of one grid whose answers can be separated on one line.
    fn is_in_line_with(&self, one: QuestionId, other: QuestionId) -> bool {
        let [one, other] = [one, other].map(|id| &self.interview.rulebook().questions[id]);
        one.parent.map(|parent| parent.group) == other.parent.map(|parent| parent.group) && is_told_apart(other)
    }

    /// Switches the rows of a grid to being asked one by one, from the first.
    fn one_by_one(&mut self, rows: &[QuestionId]) -> Flow {
        self.one_by_one = rows.to_vec();
        match rows.first().map(|&first| self.interview.go_to(first)) {
            Some(Ok(())) => Flow::Moved,
            _ => Flow::On,
        }
    }

    /// Goes to the next row, if rows are asked one by one.
    fn next_alone(&mut self, id: QuestionId) {
        let place = self.one_by_one.iter().position(|&row| row == id);
        let next = place.and_then(|place| self.one_by_one.get(place + 1)).copied();
        if let (Some(next), None) = (next, self.interview.gone_to()) {
            let _ = self.interview.go_to(next); // it was asked with the others, so it applies
        }
    }

    /// Returns the place of the only row among the parts of its number, from 1, and the number of parts; (0, 0) for
    /// several rows.
    pub(super) fn part(&self, rows: &[QuestionId]) -> (usize, usize) {
        let [id] = rows else { return (0, 0) };
        let parts = self.interview.parts(*id);
        (parts.iter().position(|part| part == id).map_or(0, |place| place + 1), parts.len())
    }
}
