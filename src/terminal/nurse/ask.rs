//! One question: its heading, its text, and the lines typed until it is answered or left.

use std::io;

use super::wording::question::Standing;
use super::{Ending, Flow, Nurse};
use crate::answer::{Missing, QuestionId, Response};
use crate::case::Event;
use crate::form::NOTE_LIMIT;
use crate::interview::Change;
use crate::interview::open::Turn;
use crate::rulebook::Question;
use crate::terminal::grammar::grid::{self, Replies};
use crate::terminal::grammar::{Command, Proposed, Reply};
use crate::terminal::{Prompter, Typed};

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Asks one question, or the rows of one grid, until that is answered or the nurse goes elsewhere.
    pub(super) fn ask(&mut self, id: QuestionId) -> io::Result<Flow> {
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
    fn answered(&mut self, rows: &[QuestionId]) -> io::Result<Flow> {
        let mut waiting: Option<Vec<(QuestionId, Proposed)>> = None;
        loop {
            let line = match self.prompter.line("> ", None)? {
                Typed::Line(line) => line,
                Typed::Ended => return Ok(Flow::Leave(Ending::Ended(self.asked()))),
                Typed::Interrupted => return Ok(Flow::Leave(Ending::Interrupted)),
                Typed::NotText => {
                    if let Some(flow) = self.complain(self.ui.interview.trouble.not_text)? {
                        return Ok(flow);
                    }
                    continue;
                }
            };
            let (answered, replies) = self.understood(rows, &line);
            let held = waiting.take();
            let is_command = matches!(replies, Replies::Other(Reply::Command(_)));
            if held.is_some() && !is_command && self.prompter.surface().piped {
                return Ok(Flow::Leave(Ending::Refused(self.asked()))); // the line was meant for another question
            }
            let flow = match (replies, held) {
                (Replies::Other(Reply::Command(Command::Keep)), Some(all)) => self.accept_in_turn(rows, all)?,
                (Replies::Other(Reply::Command(command)), held) => {
                    waiting = held;
                    self.command(rows, command)?
                }
                (Replies::Other(Reply::Nothing), _) => self.enter(rows)?,
                (Replies::Each(each), _) => {
                    let all: Vec<_> = answered.into_iter().zip(each).collect();
                    match &self.warnings_before(&all)[..] {
                        [] => self.accept_in_turn(rows, all)?,
                        warnings => {
                            for warning in warnings {
                                self.prompter.warn(warning)?;
                            }
                            waiting = Some(all);
                            None
                        }
                    }
                }
                (wrong, _) => self.complain(&self.wording().wrong_line(rows, &line, &wrong))?,
            };
            if let Some(flow) = flow {
                return Ok(flow);
            }
        }
    }

    /// What a line means, and which questions it answers: the rows asked together, the first of them alone, or, where
    /// rows are asked one by one, all that are left of them.
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

    /// Accepts answers; what is left of the rows that were asked together is asked one by one.
    fn accept_in_turn(&mut self, rows: &[QuestionId], all: Vec<(QuestionId, Proposed)>) -> io::Result<Option<Flow>> {
        let answered = all.len();
        let flow = self.accept(all)?;
        if flow.is_some() && answered != rows.len() {
            self.one_by_one = if answered < rows.len() { rows.to_vec() } else { Vec::new() };
        }
        Ok(flow)
    }

    /// The section's heading with the progress, and what is said before its first question.
    fn head(&mut self, id: QuestionId) -> io::Result<()> {
        let rulebook = self.interview.rulebook();
        let question = &rulebook.questions[id];
        let chart = !question.is_of_the_call();
        let before = self.section.replace((question.section, chart));
        if before == Some((question.section, chart)) {
            return Ok(());
        }
        let texts = &self.ui.interview.question;
        let wording = self.wording();
        let call_done = self.interview.turn() != Some(Turn::Call);
        if chart && call_done && before.is_none_or(|(_, chart)| !chart) {
            self.prompter.say(&wording.wrapped(texts.chart_part, "", ""))?;
        }
        let section = &rulebook.sections[question.section];
        let (place, count) = self.interview.place_of(question.section);
        let progress = self.interview.progress();
        let title = section.title.clone();
        let title = if chart { texts.from_chart(&title) } else { title };
        let (answered, to_go) = (progress.answered, wording.still_to_go(progress));
        let heading = if wording.rich {
            wording.rule(&texts.section(place, count, title), &texts.progress(answered, to_go))
        } else {
            wording.wrapped(&texts.section_plain(place, count, title, answered, to_go), "", "")
        };
        self.prompter.say(&heading)?;
        match &section.intro {
            Some(intro) if self.introduced.insert(question.section) => {
                self.prompter.say(&wording.wrapped(intro, "", ""))
            }
            _ => Ok(()),
        }
    }

    fn present(&mut self, rows: &[QuestionId]) -> io::Result<()> {
        let wording = self.wording();
        let answers = &self.interview.form().answers;
        let is_shown = |row: &&QuestionId| {
            let noted = answers.get(**row).is_some_and(|given| given.note.is_some());
            self.interview.is_dealt_with(**row) || self.interview.is_put_off(**row) || noted
        };
        let answer = |row: QuestionId| {
            let answer = wording.answer_noted(row, answers.get_or_unanswered(row), false);
            if rows.len() > 1 { self.ui.interview.grid.row(wording.row(row), answer) } else { answer }
        };
        let now: Vec<String> = rows.iter().filter(is_shown).map(|&row| answer(row)).collect();
        let now = (!now.is_empty()).then(|| now.join("; "));
        let unsaved = self.unsaved && self.unsaved_at.is_some_and(|row| rows.contains(&row));
        let standing = Standing { now: now.as_deref(), unsaved, part: self.part(rows) };
        self.prompter.say(&match rows {
            [id] => wording.question(*id, standing),
            _ => wording.grid(rows, standing),
        })
    }

    /// Enter keeps the answers there are; where one lacks, it repeats the hint.
    fn enter(&mut self, rows: &[QuestionId]) -> io::Result<Option<Flow>> {
        let texts = &self.ui.interview;
        let has_one = |row: &QuestionId| self.interview.is_dealt_with(*row) || self.interview.is_put_off(*row);
        if rows.iter().all(has_one) && rows.first().is_some_and(|&first| self.interview.keep(first)) {
            self.answered_last = rows.last().copied();
            if self.keep_or_stay(rows, Vec::new())? {
                self.say(texts.echo.kept)?;
            }
            return Ok(Some(Flow::On));
        }
        let required = rows.iter().any(|&row| self.interview.rulebook().questions[row].required);
        let hint = if required { &texts.question.required } else { &texts.question.no_answer_yet };
        if self.prompter.surface().piped {
            return self.complain(hint);
        }
        self.say(hint)?;
        if rows.len() > 1 {
            let hint = self.wording().grid_hint(rows);
            self.say(&hint)?;
        }
        Ok(None)
    }

    /// Gives answers to the interview, all or none, keeps them, and says what they changed.
    fn accept(&mut self, all: Vec<(QuestionId, Proposed)>) -> io::Result<Option<Flow>> {
        let rows: Vec<QuestionId> = all.iter().map(|(row, _)| *row).collect();
        let all = all.into_iter().map(|(row, proposed)| (row, proposed.kept())).collect();
        let before = self.interview.progress();
        let Change { events, outcome } = match self.interview.answer_all(all) {
            Ok(change) => change,
            Err((row, refused)) => return self.complain(&self.wording().refused(row, &refused)),
        };
        if self.keep_or_stay(&rows, events)? {
            let answers = &self.interview.form().answers;
            let taken: Vec<(QuestionId, &Response)> =
                rows.iter().map(|&row| (row, answers.get_or_unanswered(row))).collect();
            let wording = self.wording();
            let echo = match taken[..] {
                [(id, given)] => wording.echo(id, given),
                _ => wording.grid_echo(&taken),
            };
            self.prompter.say(&echo)?;
        }
        self.answered_last = rows.last().copied();
        self.echo_outcome(&outcome, before)?;
        Ok(Some(Flow::On))
    }

    /// Makes events durable before the next question; where that fails, this one stays (Enter tries again).
    fn keep_or_stay(&mut self, rows: &[QuestionId], events: Vec<Event>) -> io::Result<bool> {
        let kept = self.keep(events)?;
        if !kept && let Some(&first) = rows.first() {
            self.unsaved_at = Some(first);
            let _ = self.interview.go_to(first); // it was just answered, so it applies
        }
        Ok(kept)
    }

    /// Makes events durable, and says so only then.
    fn keep_and_say(&mut self, events: Vec<Event>, text: &str) -> io::Result<()> {
        if self.keep(events)? { self.say(text) } else { Ok(()) }
    }

    /// Does what a command asks for; `None` where the same question goes on.
    fn command(&mut self, rows: &[QuestionId], command: Command) -> io::Result<Option<Flow>> {
        let texts = &self.ui.interview;
        let Some(&first) = rows.first() else { return Ok(None) };
        match command {
            Command::Help => self.help(rows).map(|()| None),
            Command::Why => self.why(first).map(|()| None),
            Command::OneByOne if rows.len() > 1 => Ok(Some(self.one_by_one(rows))),
            Command::OneByOne => self.say(texts.help.one_by_one).map(|()| None),
            Command::Later => self.accept(rows.iter().map(|&row| (row, Missing::Unanswered.into())).collect()),
            Command::Informant(who) => {
                let events = rows.iter().flat_map(|&row| self.interview.informant(row, who).events).collect();
                let text = texts.echo.informant_kept(self.wording().phrase().informant(who));
                self.keep_and_say(events, &text).map(|()| None)
            }
            Command::Note(_) if rows.len() > 1 => self.complain(texts.grid.note),
            Command::Note(text) => {
                let count = text.chars().count();
                let Change { events, .. } = self.interview.note(first, text);
                self.keep_and_say(events, &texts.echo.note_kept(count, NOTE_LIMIT)).map(|()| None)
            }
            Command::Keep => self.complain(texts.trouble.nothing_to_keep),
            Command::GoTo(None) | Command::Clear => match self.run_global_command(&command)? {
                None => self.present(rows).map(|()| None), // a list may have pushed it off the screen
                flow => Ok(flow),
            },
            Command::Back if rows.len() > 1 => {
                let _ = self.interview.go_to(first); // back from the first row is back from all of them
                self.run_global_command(&Command::Back)
            }
            other => self.run_global_command(&other),
        }
    }

    pub(super) fn say(&mut self, text: &str) -> io::Result<()> {
        let text = self.wording().block(text);
        self.prompter.say(&text)
    }

    /// Asks what going back or going to a question led to, until it leads nowhere any more.
    pub(super) fn follow(&mut self, question: QuestionId) -> io::Result<Flow> {
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
