//! Answers as they are accepted: given to the interview, kept, and echoed.

use std::io;

use super::{Flow, Nurse, WayOut};
use crate::answer::{QuestionId, Response};
use crate::case::Event;
use crate::interview::Change;
use crate::terminal::Prompter;

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Accepts answers; what is left of the rows that were asked together is asked one by one.
    pub(super) fn accept_in_turn(
        &mut self,
        rows: &[QuestionId],
        all: Vec<(QuestionId, Response)>,
    ) -> Result<Option<Flow>, WayOut> {
        let answered = all.len();
        let flow = self.accept(all)?;
        if flow.is_some() && answered != rows.len() {
            self.one_by_one = if answered < rows.len() { rows.to_vec() } else { Vec::new() };
        }
        Ok(flow)
    }

    /// Gives answers to the interview, all or none, keeps them, and says what they changed.
    pub(super) fn accept(&mut self, all: Vec<(QuestionId, Response)>) -> Result<Option<Flow>, WayOut> {
        let rows: Vec<QuestionId> = all.iter().map(|(row, _)| *row).collect();
        let before = self.interview.progress();
        let Change { events, outcome } = match self.interview.answer_all(all) {
            Ok(change) => change,
            Err((row, refused)) => return self.complain(&self.wording().refused(row, &refused)).map(|()| None),
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

    /// Enter keeps the answers there are; where one lacks, it repeats the hint.
    pub(super) fn enter(&mut self, rows: &[QuestionId]) -> Result<Option<Flow>, WayOut> {
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
            return self.complain(hint).map(|()| None);
        }
        self.say(hint)?;
        if rows.len() > 1 {
            let hint = self.wording().grid_hint(rows);
            self.say(&hint)?;
        }
        Ok(None)
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
    pub(super) fn keep_and_say(&mut self, events: Vec<Event>, text: &str) -> io::Result<()> {
        if self.keep(events)? { self.say(text) } else { Ok(()) }
    }
}
