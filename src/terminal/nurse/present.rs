//! A question on the screen: the heading of its section, its text, its answer, and `?` and `??`.

use std::io;

use super::Nurse;
use super::wording::question::QuestionState;
use crate::answer::QuestionId;
use crate::interview::progress::Turn;
use crate::interview::uses::Uses;
use crate::rulebook::Read;
use crate::terminal::Prompter;

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Writes the section's heading with the progress, and its introduction the first time.
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
        let title = if chart { texts.from_chart(&section.title) } else { section.title.clone() };
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

    /// Writes the rulebook's help for a question, and the hint on how to answer; the rows of a grid share the help of
    /// the first.
    pub(super) fn help(&mut self, rows: &[QuestionId]) -> io::Result<()> {
        let Some(&first) = rows.first() else { return Ok(()) };
        let wording = self.wording();
        let texts = &self.ui.interview;
        let help = self.interview.rulebook().questions[first].help.as_deref().unwrap_or(texts.help.none);
        let hints = match rows {
            [only] => wording.hint(*only).into_iter().collect(),
            _ => vec![wording.grid_hint(rows), texts.grid.help.to_owned()],
        };
        let lines: Vec<&str> = [help].into_iter().chain(hints.iter().map(String::as_str)).collect();
        self.say(&lines.join("\n"))
    }

    /// Writes the reason for the question: the rulebook's reason, the rules that read the answer, and their sources.
    pub(super) fn why(&mut self, id: QuestionId) -> io::Result<()> {
        let texts = &self.ui.interview.help;
        let rulebook = self.interview.rulebook();
        let uses = Uses::of(rulebook, id);
        let mut lines: Vec<String> = rulebook.questions[id].why.iter().map(|why| texts.why(why)).collect();
        let alerts = uses.alerts.iter().map(|alert| &rulebook.alerts[*alert].title);
        let scores = uses.scores.iter().map(|score| &rulebook.scores[*score].title);
        let criteria = uses.criteria.iter().map(|criterion| &rulebook.criteria[*criterion].title);
        let names: Vec<&str> = alerts.chain(scores).chain(criteria).map(String::as_str).collect();
        if names.is_empty() {
            lines.push(texts.read_by_none.to_owned());
        } else {
            lines.push(texts.read_by(names.join("; ")));
            lines.push(texts.sources.to_owned());
        }
        for source in uses.sources.iter().map(|&source| &rulebook.sources[source]) {
            let mark = match source.read {
                Read::Primary => "",
                Read::Part => texts.part,
                Read::Secondary => texts.secondary,
                Read::Project => texts.project,
            };
            let year = self.ui.words.year(source.year);
            lines.push(texts.source(&source.publisher, &source.title, year, mark));
        }
        self.say(&lines.join("\n"))
    }
}
