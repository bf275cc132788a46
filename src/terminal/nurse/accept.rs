//! The acceptance of answers: warnings first, then the interview takes them, the journal saves them, and the nurse sees
//! the consequences.

use std::io;

use super::{Flow, Nurse, WayOut};
use crate::answer::{Answer, QuestionId, Response, Value};
use crate::case::Event;
use crate::interview::progress::Progress;
use crate::interview::{Change, Outcome};
use crate::rulebook::Kind;
use crate::terminal::Prompter;

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Gives answers to the interview, all or none, saves them, and reports the consequences. The remaining rows of a
    /// grid are then asked one by one.
    pub(super) fn accept(
        &mut self,
        asked: &[QuestionId],
        all: Vec<(QuestionId, Response)>,
    ) -> Result<Option<Flow>, WayOut> {
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
        if rows.len() != asked.len() {
            self.one_by_one = if rows.len() < asked.len() { asked.to_vec() } else { Vec::new() };
        }
        Ok(Some(Flow::On))
    }

    /// Keeps the present answers; if one is lacking, it repeats the hint.
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

    /// Saves events before the next question; on failure it returns to this question (Enter tries again).
    fn keep_or_stay(&mut self, rows: &[QuestionId], events: Vec<Event>) -> io::Result<bool> {
        let kept = self.keep(events)?;
        if !kept && let Some(&first) = rows.first() {
            self.unsaved_at = Some(first);
            let _ = self.interview.go_to(first); // it was just answered, so it applies
        }
        Ok(kept)
    }

    /// Saves events, and confirms only on success.
    pub(super) fn keep_and_say(&mut self, events: Vec<Event>, text: &str) -> io::Result<()> {
        if self.keep(events)? { self.say(text) } else { Ok(()) }
    }

    /// Warns before answers are taken, and returns whether there was any warning; `!` takes them all the same. A
    /// warning about answers set aside appears only if an answer is changed: a first answer sets aside nothing that the
    /// nurse has seen.
    pub(super) fn warns_before(&mut self, all: &[(QuestionId, Response)]) -> io::Result<bool> {
        let changed = all.iter().any(|(id, _)| self.interview.is_dealt_with(*id));
        let set_aside = match self.interview.preview(all.to_vec()) {
            Ok(outcome) if changed => outcome.set_aside,
            _ => Vec::new(),
        };
        let texts = &self.ui.interview.trouble;
        let aside = self.counted(|n, questions| texts.sets_aside(n, questions), &set_aside);
        let unusual = all.iter().filter(|(_, given)| given.checked);
        let unusual = unusual.filter_map(|(id, given)| self.unusual(*id, given, all.len() > 1));
        let mut warnings: Vec<String> = unusual.chain(aside).collect();
        if all.len() > 1 && !warnings.is_empty() {
            warnings.push(self.ui.interview.grid.keep_all.to_owned());
        }
        let wording = self.wording();
        for warning in &warnings {
            self.prompter.warn(&wording.block(warning))?;
        }
        Ok(!warnings.is_empty())
    }

    fn unusual(&self, id: QuestionId, given: &Response, among_others: bool) -> Option<String> {
        let Kind::Number(number) = &self.interview.rulebook().questions[id].kind else { return None };
        let Answer::Value(value @ Value::Number(_)) = &given.answer else { return None };
        let (low, high) = number.usual?;
        let wording = self.wording();
        let mut value = wording.phrase().value(id, value);
        if among_others {
            value = self.ui.interview.grid.row(wording.row(id), &value);
        }
        Some(self.ui.interview.trouble.check(value, low, high))
    }

    /// Reports the consequences of answers, and the reason if there are more questions to go than before.
    fn echo_outcome(&mut self, outcome: &Outcome, before: Progress) -> io::Result<()> {
        let texts = &self.ui.interview.echo;
        let wording = self.wording();
        let rulebook = self.interview.rulebook();
        let scores = outcome.scores.iter().filter_map(|&score| {
            let value = wording.phrase().interval(score, self.interview.score(score)?);
            Some(texts.score(&rulebook.scores[score].title, value))
        });
        let withdrawn = outcome.withdrawn.iter().filter_map(|alert| rulebook.alerts.get(*alert));
        let lines: Vec<String> = scores
            .chain(self.counted(|n, questions| texts.set_aside(n, questions), &outcome.set_aside))
            .chain(self.counted(|n, questions| texts.in_doubt(n, questions), &outcome.in_doubt))
            .chain(self.counted(|n, questions| texts.returned(n, questions), &outcome.returned))
            .chain(withdrawn.map(|alert| texts.withdrawn(&alert.title)))
            .chain(self.more_to_go(outcome, before))
            .collect();
        for line in lines {
            self.prompter.say(&wording.block(&line))?;
        }
        Ok(())
    }

    fn more_to_go(&self, outcome: &Outcome, before: Progress) -> Option<String> {
        let texts = &self.ui.interview.echo;
        let rulebook = self.interview.rulebook();
        let more = self.interview.progress().to_go > before.to_go;
        let opened = outcome.opened.chunk_by(|&one, &other| rulebook.same_number(one, other)).count();
        more.then(|| match opened {
            0 => texts.opened_none.to_owned(),
            count => texts.opened(count),
        })
    }

    /// Words the number and names of questions; `None` if there are none.
    fn counted(&self, text: impl Fn(usize, String) -> String, questions: &[QuestionId]) -> Option<String> {
        (!questions.is_empty()).then(|| text(questions.len(), self.wording().names(questions)))
    }
}
