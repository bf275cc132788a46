//! A question on the screen: the heading of its section, its text, and the answer it has.

use std::io;

use super::Nurse;
use super::wording::question::QuestionState;
use crate::answer::QuestionId;
use crate::interview::progress::Turn;
use crate::terminal::Prompter;

impl<P: Prompter> Nurse<'_, '_, P> {
    /// The section's heading with the progress, and what is said before its first question.
    pub(super) fn head(&mut self, id: QuestionId) -> io::Result<()> {
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

    pub(super) fn present(&mut self, rows: &[QuestionId]) -> io::Result<()> {
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
        let standing = QuestionState { now: now.as_deref(), unsaved, part: self.part(rows) };
        self.prompter.say(&match rows {
            [id] => wording.question(*id, standing),
            _ => wording.grid(rows, standing),
        })
    }
}
