//! A summary as plain text: readable in 80 columns, on paper and after a fax. Bold headings at most; never a colour.

mod sheet;
mod why;

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{
    answer_cell, computed, nothing, open_list, read_together, second_look, source_line, sources_in_brief, sources_of,
    sources_of_score, used,
};
use crate::screening::Standing;
use crate::screening::summary::{
    AlertState, AnswerLine, CriterionLine, FirstPage, KindPart, ScoreLine, SettleLine, Summary,
};
use crate::ui::Ui;
use sheet::Sheet;

pub use why::write as write_why;

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
    let mut text = Text { ui, sheet: Sheet::new(look) };
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
    text.sheet.write(out)
}

/// A page and the words it is drawn with.
struct Text<'a> {
    ui: &'a Ui,
    sheet: Sheet,
}

impl Text<'_> {
    fn first_page(&mut self, page: &FirstPage) {
        self.sheet.wrapped(&page.heading, "");
        self.sheet.wrapped(&page.story, "");
        for line in &page.urgent {
            let sign = if line.given { "! " } else { "? " };
            self.sheet.wrapped(&[sign, &line.text].concat(), "  ");
        }
        self.sheet.wrapped(&["  ", &page.urgent_open].concat(), "  ");
        let glance: Vec<String> = page.glance.iter().map(|line| [line.label.as_str(), &line.text].join(": ")).collect();
        self.sheet.packed(&glance);
        let mut table = self.sheet.table(false);
        for line in &page.counts {
            table.add_row([line.heading.clone(), line.count.to_string(), line.names.clone()]);
        }
        let texts = &self.ui.summary.first;
        table.add_row([texts.answers, "", &page.answers]);
        self.sheet.drawn(&mut table);
    }

    fn alerts(&mut self, summary: &Summary) {
        if summary.alerts.is_empty() {
            return;
        }
        let words = &self.ui.words;
        self.sheet.heading(self.ui.summary.part.alerts, None);
        for alert in &summary.alerts {
            let state = match alert.state {
                AlertState::Given => &words.yes,
                AlertState::NotGiven => &words.no,
                AlertState::Unknown => &words.not_known,
            };
            let mut lines: Vec<String> = self.reasons(&alert.answers).into_iter().collect();
            lines.push(self.ui.summary.criterion.rule(&alert.rule));
            lines.extend(sources_in_brief(self.ui, &alert.sources));
            self.entry(state, &alert.text, &lines);
        }
    }

    fn kind(&mut self, part: &KindPart) {
        self.sheet.heading(&part.heading, Some(&part.counted));
        for line in &part.criteria {
            self.entry(&line.stands, &line.title, &self.criterion(line));
        }
    }

    /// How something stands and what it is; below it, further in, all that is said of it.
    fn entry(&mut self, stands: &str, title: &str, lines: &[String]) {
        self.sheet.wrapped(&[&stands.to_uppercase(), "  ", title].concat(), "    ");
        for line in lines {
            self.sheet.wrapped(&["    ", line].concat(), "      ");
        }
    }

    fn criterion(&self, line: &CriterionLine) -> Vec<String> {
        let texts = &self.ui.summary.criterion;
        let mut lines: Vec<String> = (!line.is_default).then(|| line.says.clone()).into_iter().collect();
        lines.extend(line.notes.iter().map(|note| texts.note(note)));
        lines.extend(self.reasons(&line.answers));
        if !line.computed.is_empty() {
            lines.push(texts.computed(computed(self.ui, &line.computed)));
        }
        if !line.open.is_empty() {
            lines.push(texts.open(open_list(self.ui, &line.open)));
        }
        lines.extend(line.in_any_case.as_ref().map(|same| same.text.clone()));
        // what does not apply stands as it does for this alone, whatever its rule says
        let applies = line.standing != Standing::NotApplicable;
        lines.extend(applies.then(|| texts.rule(&line.rule)));
        lines.extend(line.applies_when.as_ref().map(|words| texts.applies_when(words)));
        lines.extend(sources_of(self.ui, line));
        lines
    }

    fn reasons(&self, answers: &[AnswerLine]) -> Option<String> {
        let list = answers.iter().map(|answer| used(self.ui, answer)).collect::<Vec<_>>().join("; ");
        (!list.is_empty()).then(|| self.ui.summary.criterion.answers(&list))
    }

    fn tables(&mut self, summary: &Summary) {
        for part in &summary.tables {
            self.sheet.heading(&[part.title.as_str(), " [", &part.number, "]"].concat(), None);
            let mut table = self.sheet.table(true);
            table.set_header(std::iter::once(String::new()).chain(part.columns.iter().cloned()));
            for row in &part.rows {
                let cell =
                    |cell: &Option<AnswerLine>| cell.as_ref().map_or_else(|| "-".to_owned(), |of| of.text.clone());
                table.add_row(std::iter::once(row.option.clone()).chain(row.cells.iter().map(cell)));
            }
            self.sheet.drawn(&mut table);
        }
    }

    fn scores(&mut self, scores: &[ScoreLine]) {
        if scores.is_empty() {
            return;
        }
        let texts = &self.ui.summary;
        self.sheet.heading(texts.part.scores, None);
        for score in scores {
            self.sheet.wrapped(&score.line, "  ");
            self.sheet.wrapped(&["  ", &texts.score.formula(&score.formula)].concat(), "    ");
            let inputs = score.inputs.iter().map(|answer| used(self.ui, answer)).collect::<Vec<_>>().join("; ");
            let inputs = if inputs.is_empty() { texts.score.no_inputs } else { inputs.as_str() };
            self.sheet.wrapped(&["  ", &texts.score.inputs(inputs)].concat(), "    ");
            for note in &score.notes {
                self.sheet.wrapped(&["  ", &texts.criterion.note(note)].concat(), "    ");
            }
            for line in sources_of_score(self.ui, score) {
                self.sheet.wrapped(&["  ", &line].concat(), "    ");
            }
        }
    }

    fn missing(&mut self, summary: &Summary) {
        self.sheet.heading(self.ui.summary.part.missing, None);
        if summary.missing.is_empty() && summary.waiting.is_empty() {
            self.sheet.wrapped(self.ui.summary.none, "");
        }
        let by_reason = summary.missing.iter().map(|part| (&part.heading, &part.questions));
        for (heading, questions) in by_reason.chain(summary.waiting.iter().map(|part| (&part.heading, &part.questions)))
        {
            let list = questions.iter().map(|open| [open.title.as_str(), " [", &open.number, "]"].concat());
            self.sheet.wrapped(&[heading.as_str(), &list.collect::<Vec<_>>().join(", ")].join(": "), "  ");
        }
    }

    fn settle(&mut self, settle: &[SettleLine]) {
        let texts = &self.ui.summary;
        self.sheet.heading(texts.part.settle, None);
        if settle.is_empty() {
            self.sheet.wrapped(texts.settle.none_unknown, "");
        }
        for line in settle {
            self.sheet.wrapped(&line.title, "  ");
            for question in &line.alone {
                let open = open_list(self.ui, std::slice::from_ref(&question.open));
                self.sheet.wrapped(&["  ", &open].concat(), "    ");
                for outcome in &question.outcomes {
                    self.sheet.wrapped(&["    ", &outcome.text].concat(), "      ");
                }
            }
            if !line.text.is_empty() {
                self.sheet.wrapped(&["  ", &line.text].concat(), "    ");
            }
        }
    }

    fn marked(&mut self, summary: &Summary) {
        let ui = self.ui;
        let (some, none): (Vec<_>, Vec<_>) =
            second_look(ui, summary).into_iter().partition(|(_, lines)| !lines.is_empty());
        for (heading, lines) in some {
            self.sheet.heading(heading, None);
            for line in &lines {
                self.sheet.wrapped(line, "  ");
            }
        }
        self.sheet.line(String::new());
        for (heading, _) in none {
            self.sheet.wrapped(&nothing(ui, heading), "  ");
        }
    }

    fn answers(&mut self, answers: &[AnswerLine]) {
        self.sheet.heading(self.ui.summary.part.answers, None);
        let mut table = self.sheet.table(true);
        table.set_header(self.ui.words.answer_columns.all());
        for answer in answers {
            table.add_row([&answer.number, &answer.title, &answer_cell(self.ui, answer), &answer.informant]);
        }
        self.sheet.drawn(&mut table);
    }

    fn end(&mut self, summary: &Summary) {
        let part = &self.ui.summary.part;
        self.sheet.heading(part.sources, None);
        let together = read_together(self.ui, &summary.sources);
        self.sheet.wrapped(together.as_deref().unwrap_or_default(), "");
        let mut table = self.sheet.table(false);
        for source in &summary.sources {
            let lines = [source_line(self.ui, source, together.is_none())].into_iter().chain(source.url.clone());
            table.add_row([source.number.clone(), lines.collect::<Vec<_>>().join("\n")]);
        }
        self.sheet.drawn(&mut table);
        self.sheet.heading(part.provenance, None);
        for line in &summary.provenance.lines {
            self.sheet.wrapped(line, "  ");
        }
        self.sheet.heading(part.limits, None);
        for line in &summary.limits {
            self.sheet.wrapped(line, "");
        }
        self.sheet.heading(part.assessment, None);
        for line in &summary.assessment {
            let blank = self.sheet.width.saturating_sub(line.width() + 1);
            self.sheet.line([line, " ", &"_".repeat(blank)].concat());
            self.sheet.line(String::new());
        }
    }
}
