//! A summary as Markdown, for records that keep it. What people wrote is escaped: it never becomes markup.

use std::io::{self, Write};

use super::{
    answer_cell, computed, nothing, open_list, read_together, second_look, source_line, sources_in_brief, sources_of,
    sources_of_score, used,
};
use crate::screening::Standing;
use crate::screening::summary::{AlertState, AnswerLine, CriterionLine, FirstPage, ScoreLine, SettleLine, Summary};
use crate::ui::Ui;

/// Writes a summary as Markdown.
///
/// # Errors
/// Where `out` fails.
pub fn write(summary: &Summary, ui: &Ui, out: &mut impl Write) -> io::Result<()> {
    let mut page = Markdown { ui, text: String::new() };
    page.first_page(&summary.first_page);
    page.alerts(summary);
    page.criteria(summary);
    page.tables(summary);
    page.scores(&summary.scores);
    page.missing(summary);
    page.settle(&summary.settle);
    page.marked(summary);
    page.answers(&summary.answers);
    page.end(summary);
    out.write_all(page.text.as_bytes())
}

struct Markdown<'a> {
    ui: &'a Ui,
    text: String,
}

impl Markdown<'_> {
    fn first_page(&mut self, page: &FirstPage) {
        self.line(&["# ", &escaped(&page.heading)].concat());
        self.paragraph(&page.story);
        self.text.push('\n');
        for line in &page.urgent {
            let sign = if line.given { "**!** " } else { "**?** " };
            self.line(&["- ", sign, &escaped(&line.text)].concat());
        }
        self.item(&page.urgent_open);
        self.text.push('\n');
        for line in &page.glance {
            self.line(&["- **", &escaped(&line.label), "**: ", &escaped(&line.text)].concat());
        }
        self.text.push('\n');
        self.row(&["", "", ""]);
        self.line("|---|---|---|");
        for line in &page.counts {
            self.row(&[&line.heading, &line.count.to_string(), &line.names]);
        }
        self.row(&[self.ui.summary.first.answers, "", &page.answers]);
    }

    fn alerts(&mut self, summary: &Summary) {
        if summary.alerts.is_empty() {
            return;
        }
        let (ui, words) = (self.ui, &self.ui.words);
        self.heading("##", ui.summary.part.alerts);
        for alert in &summary.alerts {
            let state = match alert.state {
                AlertState::Given => &words.yes,
                AlertState::NotGiven => &words.no,
                AlertState::Unknown => &words.not_known,
            };
            self.line(&["- **", &escaped(state), "** ", &escaped(&alert.text)].concat());
            self.reasons(&alert.answers);
            self.inner(&ui.summary.criterion.rule(&alert.rule));
            if let Some(line) = sources_in_brief(ui, &alert.sources) {
                self.inner(&line);
            }
        }
    }

    fn criteria(&mut self, summary: &Summary) {
        for part in &summary.kinds {
            self.heading("##", &[part.heading.as_str(), " (", &part.counted, ")"].concat());
            for line in &part.criteria {
                self.line(&["- **", &escaped(&line.stands), "** ", &escaped(&line.title)].concat());
                self.criterion(line);
            }
        }
    }

    fn criterion(&mut self, line: &CriterionLine) {
        let ui = self.ui;
        let texts = &ui.summary.criterion;
        if !line.is_default {
            self.inner(&line.says);
        }
        for note in &line.notes {
            self.inner(&texts.note(note));
        }
        self.reasons(&line.answers);
        if !line.computed.is_empty() {
            self.inner(&texts.computed(computed(ui, &line.computed)));
        }
        if !line.open.is_empty() {
            self.inner(&texts.open(open_list(ui, &line.open)));
        }
        if let Some(same) = &line.in_any_case {
            self.inner(&same.text);
        }
        // what does not apply stands as it does for this alone, whatever its rule says
        if line.standing != Standing::NotApplicable {
            self.inner(&texts.rule(&line.rule));
        }
        if let Some(words) = &line.applies_when {
            self.inner(&texts.applies_when(words));
        }
        for line in sources_of(ui, line) {
            self.inner(&line);
        }
    }

    fn reasons(&mut self, answers: &[AnswerLine]) {
        let ui = self.ui;
        let list = answers.iter().map(|answer| used(ui, answer)).collect::<Vec<_>>().join("; ");
        if !list.is_empty() {
            self.inner(&ui.summary.criterion.answers(&list));
        }
    }

    fn tables(&mut self, summary: &Summary) {
        for part in &summary.tables {
            self.heading("##", &[part.title.as_str(), " [", &part.number, "]"].concat());
            let columns: Vec<&str> = std::iter::once("").chain(part.columns.iter().map(String::as_str)).collect();
            self.table_head(&columns);
            for row in &part.rows {
                let cell =
                    |cell: &Option<AnswerLine>| cell.as_ref().map_or_else(|| "-".to_owned(), |of| of.text.clone());
                let cells: Vec<String> = row.cells.iter().map(cell).collect();
                let cells: Vec<&str> =
                    std::iter::once(row.option.as_str()).chain(cells.iter().map(String::as_str)).collect();
                self.row(&cells);
            }
        }
    }

    fn scores(&mut self, scores: &[ScoreLine]) {
        if scores.is_empty() {
            return;
        }
        let ui = self.ui;
        let texts = &ui.summary;
        self.heading("##", texts.part.scores);
        for score in scores {
            self.item(&score.line);
            self.inner(&texts.score.formula(&score.formula));
            let inputs = score.inputs.iter().map(|answer| used(ui, answer)).collect::<Vec<_>>().join("; ");
            let inputs = if inputs.is_empty() { texts.score.no_inputs } else { inputs.as_str() };
            self.inner(&texts.score.inputs(inputs));
            for note in &score.notes {
                self.inner(&texts.criterion.note(note));
            }
            for line in sources_of_score(ui, score) {
                self.inner(&line);
            }
        }
    }

    fn missing(&mut self, summary: &Summary) {
        let ui = self.ui;
        self.heading("##", ui.summary.part.missing);
        if summary.missing.is_empty() && summary.waiting.is_empty() {
            self.item(ui.summary.none);
        }
        let by_reason = summary.missing.iter().map(|part| (&part.heading, &part.questions));
        for (heading, questions) in by_reason.chain(summary.waiting.iter().map(|part| (&part.heading, &part.questions)))
        {
            let list = questions.iter().map(|open| [open.title.as_str(), " [", &open.number, "]"].concat());
            self.item(&[heading.as_str(), &list.collect::<Vec<_>>().join(", ")].join(": "));
        }
    }

    fn settle(&mut self, settle: &[SettleLine]) {
        let ui = self.ui;
        self.heading("##", ui.summary.part.settle);
        if settle.is_empty() {
            self.item(ui.summary.settle.none_unknown);
        }
        for line in settle {
            self.item(&line.title);
            for question in &line.alone {
                self.inner(&open_list(ui, std::slice::from_ref(&question.open)));
                for outcome in &question.outcomes {
                    self.line(&["    - ", &escaped(&outcome.text)].concat());
                }
            }
            if !line.text.is_empty() {
                self.inner(&line.text);
            }
        }
    }

    fn marked(&mut self, summary: &Summary) {
        let ui = self.ui;
        let (some, none): (Vec<_>, Vec<_>) =
            second_look(ui, summary).into_iter().partition(|(_, lines)| !lines.is_empty());
        for (heading, lines) in some {
            self.heading("##", heading);
            for line in &lines {
                self.item(line);
            }
        }
        self.text.push('\n');
        for (heading, _) in none {
            self.item(&nothing(ui, heading));
        }
    }

    fn answers(&mut self, answers: &[AnswerLine]) {
        let ui = self.ui;
        self.heading("##", ui.summary.part.answers);
        self.table_head(&ui.words.answer_columns.all());
        for answer in answers {
            self.row(&[&answer.number, &answer.title, &answer_cell(ui, answer), &answer.informant]);
        }
    }

    fn end(&mut self, summary: &Summary) {
        let ui = self.ui;
        let part = &ui.summary.part;
        self.heading("##", part.sources);
        let together = read_together(ui, &summary.sources);
        if let Some(line) = &together {
            self.item(line);
        }
        for source in &summary.sources {
            let line = [source_line(ui, source, together.is_none())].into_iter().chain(source.url.clone());
            self.item(&[source.number.as_str(), &line.collect::<Vec<_>>().join("; ")].join(" "));
        }
        for (heading, lines) in [(&part.provenance, &summary.provenance.lines), (&part.limits, &summary.limits)] {
            self.heading("##", heading);
            for line in lines {
                self.item(line);
            }
        }
        self.heading("##", part.assessment);
        for line in &summary.assessment {
            self.paragraph(&[line.as_str(), " ", &"_".repeat(40)].concat());
        }
    }

    fn heading(&mut self, level: &str, heading: &str) {
        self.text.push('\n');
        self.line(&[level, " ", &escaped(heading)].concat());
        self.text.push('\n');
    }

    fn paragraph(&mut self, text: &str) {
        if !text.is_empty() {
            self.text.push('\n');
            self.line(&escaped(text));
        }
    }

    fn item(&mut self, text: &str) {
        self.line(&["- ", &escaped(text)].concat());
    }

    fn inner(&mut self, text: &str) {
        self.line(&["  - ", &escaped(text)].concat());
    }

    fn table_head(&mut self, columns: &[&str]) {
        self.row(columns);
        self.line(&["|", &"---|".repeat(columns.len())].concat());
    }

    fn row(&mut self, cells: &[&str]) {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        self.line(&["| ", &cells.join(" | "), " |"].concat());
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

/// One line, in which nothing is markup.
pub(super) fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => escaped.extend(['\\', character]),
            '\n' | '\r' => escaped.push(' '),
            _ => escaped.push(character),
        }
    }
    escaped
}
