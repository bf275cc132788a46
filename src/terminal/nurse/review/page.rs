//! The page of the review: open, missing and urgent questions with their counts, then every answer.

use std::io;

use comfy_table::{
    CellAlignment, ColumnConstraint, ContentArrangement, ContentLineStyle, LineStyle, Table, TableStyle, Width,
};

use crate::answer::{Missing, QuestionId};
use crate::interview::Step;
use crate::interview::open::OpenBecause;
use crate::rulebook::AlertId;
use crate::terminal::Prompter;
use crate::terminal::nurse::Nurse;
use crate::terminal::nurse::wording::{Wording, packed};
use crate::truth::Truth;

/// The minimum width for columns; below it the answers are shown in lines, since columns would tear words apart.
const LEAST_FOR_COLUMNS: usize = 64;

impl<P: Prompter> Nurse<'_, '_, P> {
    pub(super) fn show_review(&mut self) -> io::Result<()> {
        let texts = &self.ui.interview.review;
        let wording = self.wording();
        let (answered, count) = self.interview.reviewed();
        let heading = if wording.rich {
            wording.rule(texts.heading, &texts.answered(count, answered))
        } else {
            texts.heading_plain(count, answered)
        };
        self.prompter.say(&heading)?;
        let counts = self.counts();
        let counts = counts.iter().map(String::as_str);
        for line in packed(counts, "     ", if wording.rich { wording.width } else { 0 }) {
            self.prompter.say(&wording.wrapped(&line, "", "    "))?;
        }
        // in the middle of the call what was not asked yet is named by number above, and would push that off the screen
        let finished = self.interview.step() == Step::Finished;
        let has_row = |&question: &QuestionId| {
            finished || self.interview.is_dealt_with(question) || self.interview.is_put_off(question)
        };
        let alerts = self.interview.alerts();
        let urgent: Vec<QuestionId> = alerts.into_iter().flat_map(|alert| self.interview.behind(alert)).collect();
        let rows = self.interview.to_review().into_iter().filter(has_row);
        let rows = rows.map(|question| self.row(question, urgent.contains(&question)));
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

    /// Returns each heading with its count and questions: "Still to ask (1)  \[43\]". Some headings are shown even with
    /// a count of 0.
    fn counts(&self) -> Vec<String> {
        let texts = &self.ui.interview.review;
        let interview = &self.interview;
        let wording = self.wording();
        // the children are not known before their parent is answered
        let parent_is_answered = |&question: &QuestionId| {
            let parent = interview.rulebook().questions[question].parent;
            parent.is_none_or(|parent| interview.is_dealt_with(parent.question))
        };
        let waiting = interview.open().into_iter().filter(|open| matches!(open.because, OpenBecause::Waits(_)));
        let waiting: Vec<QuestionId> = waiting.map(|open| open.question).filter(parent_is_answered).collect();
        let checked =
            |question: &QuestionId| interview.form().answers.get(*question).is_some_and(|given| given.checked);
        let missing = |reason| interview.missing(reason);
        let beside = |heading: String, which: &str| match which {
            "" => heading,
            which => format!("{heading}{}{which}", wording.of("  ", ": ")),
        };
        let line = |heading: &dyn Fn(usize) -> String, questions: Vec<QuestionId>, always: bool| {
            let shown = always || !questions.is_empty();
            shown.then(|| beside(heading(questions.len()), &wording.numbers(&questions)))
        };
        let lines = [
            line(&|count| texts.still_to_ask(count), self.still_to_ask(), true),
            line(&|count| texts.unknown(count), missing(Missing::Unknown), true),
            line(&|count| texts.declined(count), missing(Missing::Declined), true),
            line(&|count| texts.not_applicable(count), missing(Missing::NotApplicable), false),
            line(&|count| texts.unreadable(count), missing(Missing::Unreadable), false),
            line(&|count| texts.waiting(count), waiting, false),
            line(&|count| texts.checked(count), interview.to_review().into_iter().filter(checked).collect(), true),
            line(&|count| texts.set_aside(count), interview.set_aside(), false),
        ];
        let named = |alert: &AlertId| {
            let title = &interview.rulebook().alerts[*alert].title;
            format!("{} {title}", wording.numbers(&interview.behind(*alert)))
        };
        let titles: Vec<String> = interview.alerts().iter().map(named).collect();
        let urgent = beside(texts.urgent(titles.len()), &titles.join(", "));
        lines.into_iter().flatten().chain([urgent]).collect()
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

/// Returns whether the answers are shown in a table.
fn in_columns(wording: Wording<'_>) -> bool {
    wording.rich && wording.width >= LEAST_FOR_COLUMNS
}

/// Draws the table of the review in this width, without color.
fn drawn(header: [&str; 4], rows: impl Iterator<Item = [String; 4]>, width: usize) -> String {
    const NUMBER: usize = 0;
    const ANSWER: usize = 2;
    const FROM: usize = 3;
    const STYLE: TableStyle = TableStyle::new()
        .header_lines(ContentLineStyle::none().junction(' '))
        .header_separator(LineStyle::none().fill('=').junction('='))
        .content_lines(ContentLineStyle::none().junction(' '))
        .bottom_border(LineStyle::none().fill('-').junction('-'));
    let mut table = Table::new();
    table
        .force_no_tty()
        .load_style(STYLE)
        .set_truncation_indicator("...")
        .set_width(u16::try_from(width).unwrap_or(u16::MAX))
        .set_content_arrangement(ContentArrangement::Dynamic)
        .set_header(header)
        .add_rows(rows);
    let mut widths: Vec<u16> = table.column_max_content_widths().into_iter().map(|width| width + 2).collect();
    let free = u16::try_from(width).unwrap_or(u16::MAX).saturating_sub(widths.iter().sum::<u16>() + 3); // 3 between
    widths[ANSWER] += free;
    for (place, width) in widths.into_iter().enumerate() {
        // without spare room, question and answer share the rest
        if let Some(column) = table.column_mut(place).filter(|_| free > 0 || matches!(place, NUMBER | FROM)) {
            column.set_constraint(ColumnConstraint::Absolute(Width::Fixed(width)));
        }
    }
    if let Some(numbers) = table.column_mut(NUMBER) {
        numbers.set_cell_alignment(CellAlignment::Right);
    }
    table.trim_fmt()
}
