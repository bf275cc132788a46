//! A summary as plain text: readable in 80 columns, on paper and after a fax. Bold headings at most; never a colour.

use std::io::{self, Write};

use comfy_table::presets::{ASCII_HORIZONTAL_ONLY, NOTHING};
use comfy_table::{ColumnConstraint, ContentArrangement, Table};
use textwrap::Options;
use unicode_width::UnicodeWidthStr;

use super::{computed, note, open_list, source_line, used};
use crate::screening::summary::{
    AlertState, AnswerLine, CriterionLine, FirstPage, KindPart, ScoreLine, SettleLine, Summary,
};
use crate::ui::{Ui, fill};

/// The narrowest and the widest page; a longer line is hard to read.
const WIDTHS: (usize, usize) = (40, 120);

/// How the text is drawn, decided once by who asks for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Columns; kept between 40 and 120.
    pub width: usize,
    /// Headings in bold. Nothing is said by it.
    pub bold: bool,
}

impl Default for Look {
    /// 80 columns, nothing bold: paper.
    fn default() -> Look {
        Look { width: 80, bold: false }
    }
}

/// Writes a summary as text.
///
/// # Errors
/// Where `out` fails.
pub fn write(summary: &Summary, ui: &Ui, look: Look, out: &mut impl Write) -> io::Result<()> {
    let width = look.width.clamp(WIDTHS.0, WIDTHS.1);
    let mut text = Text { ui, width, bold: look.bold, lines: Vec::new() };
    text.first_page(&summary.first_page);
    text.alerts(summary);
    for part in &summary.kinds {
        text.kind(part);
    }
    text.tables(summary);
    text.scores(&summary.scores);
    text.missing(summary);
    text.settle(&summary.settle);
    text.marked(summary);
    text.answers(&summary.answers);
    text.end(summary);
    for line in text.lines {
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// The lines drawn so far.
struct Text<'a> {
    ui: &'a Ui,
    width: usize,
    bold: bool,
    lines: Vec<String>,
}

impl Text<'_> {
    fn first_page(&mut self, page: &FirstPage) {
        self.wrapped(&page.heading, "");
        self.wrapped(&page.story, "");
        for line in &page.urgent {
            let sign = if line.given { "! " } else { "? " };
            self.wrapped(&[sign, &line.text].concat(), "  ");
        }
        self.wrapped(&["  ", &page.urgent_open].concat(), "  ");
        let glance: Vec<String> = page.glance.iter().map(|line| [line.label.as_str(), &line.text].join(": ")).collect();
        self.packed(&glance);
        let mut table = self.table(false);
        for line in &page.counts {
            table.add_row([line.heading.clone(), line.count.to_string(), line.names.clone()]);
        }
        let texts = &self.ui.summary.first;
        table.add_row([texts.answers.clone(), String::new(), page.answers.clone()]);
        self.drawn(&mut table);
    }

    fn alerts(&mut self, summary: &Summary) {
        if summary.alerts.is_empty() {
            return;
        }
        let words = &self.ui.words;
        self.heading(&self.ui.summary.part.alerts, None);
        let mut table = self.table(false);
        for alert in &summary.alerts {
            let state = match alert.state {
                AlertState::Given => &words.yes,
                AlertState::NotGiven => &words.no,
                AlertState::Unknown => &words.not_known,
            };
            let mut lines = vec![alert.text.clone()];
            lines.extend(self.reasons(&alert.answers));
            lines.push(fill(&self.ui.summary.criterion.rule, &[("words", &alert.rule)]));
            lines.extend(alert.sources.iter().map(|source| self.source(&source.text, false)));
            table.add_row([state.to_uppercase(), lines.join("\n")]);
        }
        self.drawn(&mut table);
    }

    fn kind(&mut self, part: &KindPart) {
        self.heading(&part.heading, Some(&part.counted));
        let mut table = self.table(false);
        for line in &part.criteria {
            table.add_row([line.stands.to_uppercase(), self.criterion(line)]);
        }
        self.drawn(&mut table);
    }

    fn criterion(&self, line: &CriterionLine) -> String {
        let texts = &self.ui.summary.criterion;
        let mut lines = vec![line.title.clone()];
        lines.extend((!line.is_default).then(|| line.says.clone()));
        lines.extend(self.reasons(&line.answers));
        if !line.computed.is_empty() {
            lines.push(fill(&texts.computed, &[("list", &computed(self.ui, &line.computed))]));
        }
        if !line.open.is_empty() {
            lines.push(fill(&texts.open, &[("list", &open_list(self.ui, &line.open))]));
        }
        lines.push(fill(&texts.rule, &[("words", &line.rule)]));
        lines.extend(line.applies_when.as_ref().map(|words| fill(&texts.applies_when, &[("words", words)])));
        lines.extend(line.sources.iter().map(|source| self.source(&source.text, line.sources_differ)));
        lines.extend(line.notes.iter().map(|note| fill(&texts.note, &[("text", note)])));
        lines.join("\n")
    }

    fn reasons(&self, answers: &[AnswerLine]) -> Option<String> {
        let list = answers.iter().map(|answer| used(self.ui, answer)).collect::<Vec<_>>().join("; ");
        (!list.is_empty()).then(|| fill(&self.ui.summary.criterion.answers, &[("list", &list)]))
    }

    fn source(&self, text: &str, differ: bool) -> String {
        let texts = &self.ui.summary.criterion;
        fill(if differ { &texts.differ } else { &texts.sources }, &[("list", text)])
    }

    fn tables(&mut self, summary: &Summary) {
        for part in &summary.tables {
            self.heading(&[part.title.as_str(), " [", &part.number, "]"].concat(), None);
            let mut table = self.table(true);
            table.set_header(std::iter::once(String::new()).chain(part.columns.iter().cloned()));
            for row in &part.rows {
                let cell =
                    |cell: &Option<AnswerLine>| cell.as_ref().map_or_else(|| "-".to_owned(), |of| of.text.clone());
                table.add_row(std::iter::once(row.option.clone()).chain(row.cells.iter().map(cell)));
            }
            self.drawn(&mut table);
        }
    }

    fn scores(&mut self, scores: &[ScoreLine]) {
        if scores.is_empty() {
            return;
        }
        let texts = &self.ui.summary;
        self.heading(&texts.part.scores, None);
        for score in scores {
            self.wrapped(&score.line, "  ");
            self.wrapped(&["  ", &fill(&texts.score.formula, &[("words", &score.formula)])].concat(), "    ");
            let inputs = score.inputs.iter().map(|answer| used(self.ui, answer)).collect::<Vec<_>>().join("; ");
            let inputs = if inputs.is_empty() { &texts.score.no_inputs } else { &inputs };
            self.wrapped(&["  ", &fill(&texts.score.inputs, &[("list", inputs)])].concat(), "    ");
            for note in &score.notes {
                self.wrapped(&["  ", &fill(&texts.criterion.note, &[("text", note)])].concat(), "    ");
            }
            for source in &score.sources {
                self.wrapped(&["  ", &self.source(&source.text, source.says.is_some())].concat(), "    ");
            }
        }
    }

    fn missing(&mut self, summary: &Summary) {
        self.heading(&self.ui.summary.part.missing, None);
        if summary.missing.is_empty() && summary.waiting.is_empty() {
            self.wrapped(&self.ui.summary.none, "");
        }
        let by_reason = summary.missing.iter().map(|part| (&part.heading, &part.questions));
        for (heading, questions) in by_reason.chain(summary.waiting.iter().map(|part| (&part.heading, &part.questions)))
        {
            let list = questions.iter().map(|open| [open.title.as_str(), " [", &open.number, "]"].concat());
            self.wrapped(&[heading.as_str(), &list.collect::<Vec<_>>().join(", ")].join(": "), "  ");
        }
    }

    fn settle(&mut self, settle: &[SettleLine]) {
        let texts = &self.ui.summary;
        self.heading(&texts.part.settle, None);
        if settle.is_empty() {
            self.wrapped(&texts.settle.none_unknown, "");
        }
        for line in settle {
            self.wrapped(&line.title, "  ");
            for question in &line.alone {
                let open = open_list(self.ui, std::slice::from_ref(&question.open));
                self.wrapped(&["  ", &open].concat(), "    ");
                for outcome in &question.outcomes {
                    self.wrapped(&["    ", &outcome.text].concat(), "      ");
                }
            }
            if !line.text.is_empty() {
                self.wrapped(&["  ", &line.text].concat(), "    ");
            }
        }
    }

    /// Answers that call for a second look: checked, unusual, noted, set aside, in doubt; totals that differ.
    fn marked(&mut self, summary: &Summary) {
        let ui = self.ui;
        let part = &ui.summary.part;
        let lists = [
            (&part.checked, &summary.checked),
            (&part.unusual, &summary.unusual),
            (&part.notes, &summary.noted),
            (&part.set_aside, &summary.set_aside),
            (&part.in_doubt, &summary.in_doubt),
        ];
        for (heading, answers) in lists {
            self.heading(heading, None);
            if answers.is_empty() {
                self.wrapped(&ui.summary.none, "");
            }
            for answer in answers {
                let waits = (!answer.waits_for.is_empty())
                    .then(|| fill(&ui.summary.answer.waits_for, &[("list", &open_list(ui, &answer.waits_for))]));
                let line = [used(ui, answer)].into_iter().chain(waits).collect::<Vec<_>>().join("; ");
                self.wrapped(&line, "  ");
            }
        }
        let stored: Vec<&str> =
            summary.stored.iter().map(|line| line.text.as_str()).filter(|text| !text.is_empty()).collect();
        self.heading(&part.stored, None);
        if stored.is_empty() {
            self.wrapped(&ui.summary.none, "");
        }
        for line in stored {
            self.wrapped(line, "  ");
        }
    }

    fn answers(&mut self, answers: &[AnswerLine]) {
        let texts = &self.ui.summary.answer;
        self.heading(&self.ui.summary.part.answers, None);
        let mut table = self.table(true);
        let columns = [&texts.column_number, &texts.column_question, &texts.column_answer, &texts.column_from];
        table.set_header(columns);
        for answer in answers {
            let text =
                [answer.text.clone()].into_iter().chain(answer.marks.iter().cloned()).chain(note(self.ui, answer));
            let text = text.collect::<Vec<_>>().join("; ");
            table.add_row([&answer.number, &answer.title, &text, &answer.informant]);
        }
        self.drawn(&mut table);
    }

    fn end(&mut self, summary: &Summary) {
        let part = &self.ui.summary.part;
        self.heading(&part.sources, None);
        for source in &summary.sources {
            self.wrapped(&source_line(self.ui, source), "  ");
        }
        self.heading(&part.provenance, None);
        for line in &summary.provenance.lines {
            self.wrapped(line, "  ");
        }
        self.heading(&part.limits, None);
        for line in &summary.limits {
            self.wrapped(line, "");
        }
        self.heading(&part.assessment, None);
        for line in &summary.assessment {
            let blank = self.width.saturating_sub(line.width() + 1);
            self.lines.push([line, " ", &"_".repeat(blank)].concat());
            self.lines.push(String::new());
        }
    }

    fn heading(&mut self, heading: &str, beside: Option<&str>) {
        self.lines.push(String::new());
        let upper = heading.to_uppercase();
        let upper = if self.bold { ["\u{1b}[1m", &upper, "\u{1b}[0m"].concat() } else { upper };
        match beside {
            Some(beside) if !beside.is_empty() => self.lines.push([&upper, "   ", beside].concat()),
            _ => self.lines.push(upper),
        }
        self.lines.push("-".repeat(self.width));
    }

    /// A paragraph; lines after its first begin with `indent`. Nothing for an empty one.
    fn wrapped(&mut self, text: &str, indent: &str) {
        if text.trim().is_empty() {
            return;
        }
        let options =
            Options::new(self.width).subsequent_indent(indent).word_splitter(textwrap::WordSplitter::NoHyphenation);
        self.lines.extend(textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned));
    }

    /// Short items one after the other, as many as fit a line.
    fn packed(&mut self, items: &[String]) {
        let mut line = String::new();
        for item in items {
            if !line.is_empty() && line.width() + 3 + item.width() > self.width {
                self.wrapped(&std::mem::take(&mut line), "  ");
            }
            if !line.is_empty() {
                line.push_str("   ");
            }
            line.push_str(item);
        }
        self.wrapped(&line, "  ");
    }

    fn table(&self, ruled: bool) -> Table {
        let mut table = Table::new();
        table.load_style(NOTHING);
        if ruled {
            table.style_mut().header_separator = ASCII_HORIZONTAL_ONLY.row_separator;
        }
        table.force_no_tty().set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(self.width).unwrap_or(u16::MAX));
        table
    }

    /// The first column is as wide as its content, so that it never breaks.
    fn drawn(&mut self, table: &mut Table) {
        for (place, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 2));
            if place == 0 {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        self.lines.extend(table.lines());
    }
}
