//! The page of the review: what is open first, then every answer.

use std::io;

use super::counts::beside_each_other;
use super::table::drawn;
use crate::answer::QuestionId;
use crate::interview::Step;
use crate::terminal::Prompter;
use crate::terminal::nurse::Nurse;
use crate::terminal::nurse::wording::Wording;
use crate::truth::Truth;

/// In fewer columns than these the answers stand in lines: columns would tear words apart.
const LEAST_FOR_COLUMNS: usize = 64;

impl<P: Prompter> Nurse<'_, '_, P> {
    pub(super) fn show_review(&mut self) -> io::Result<()> {
        let texts = &self.ui.interview.review;
        let wording = self.wording();
        let shown = self.interview.to_review();
        let (answered, count) = self.interview.reviewed();
        let heading = if wording.rich {
            wording.rule(texts.heading, &texts.answered(count, answered))
        } else {
            texts.heading_plain(count, answered)
        };
        self.prompter.say(&heading)?;
        for line in beside_each_other(&self.counts(), if wording.rich { wording.width } else { 0 }) {
            self.prompter.say(&wording.wrapped(&line, "", "    "))?;
        }
        // in the middle of the call what was not asked yet is named by number above, and would push that off the screen
        let finished = self.interview.step() == Step::Finished;
        let has_row = |&&question: &&QuestionId| {
            finished || self.interview.is_dealt_with(question) || self.interview.is_put_off(question)
        };
        let alerts = self.interview.alerts();
        let urgent: Vec<QuestionId> = alerts.into_iter().flat_map(|alert| self.interview.behind(alert)).collect();
        let rows = shown.iter().filter(has_row).map(|&question| self.row(question, urgent.contains(&question)));
        let table = if in_columns(wording) {
            drawn(self.ui.words.answer_columns.all(), rows, wording.width)
        } else {
            rows.map(|[number, title, answer, from]| {
                let line = match from.as_str() {
                    "-" => texts.line(number, title, answer),
                    who => texts.line_from(number, title, answer, who),
                };
                wording.wrapped(&line, "", wording.of("    ", ""))
            })
            .collect::<Vec<_>>()
            .join("\n")
        };
        self.prompter.say(&table)?;
        let prompt = if finished { &texts.prompt } else { &texts.prompt_more };
        self.prompter.say(&wording.wrapped(prompt, "", ""))
    }

    fn row(&self, question: QuestionId, urgent: bool) -> [String; 4] {
        let wording = self.wording();
        let form = self.interview.form();
        let answer = wording.answer_noted(question, form.answers.get_or_unanswered(question), urgent);
        let answer = match self.interview.applies(question) {
            Truth::Unknown => self.ui.interview.review.may_not_apply(&answer),
            _ => answer,
        };
        let title = wording.phrase().question(question);
        let number = if in_columns(wording) { wording.rulebook.number_of(question) } else { wording.number(question) };
        [number, title, answer, wording.from(form, question).to_owned()]
    }
}

/// Returns whether the answers stand in a table.
fn in_columns(wording: Wording<'_>) -> bool {
    wording.rich && wording.width >= LEAST_FOR_COLUMNS
}
