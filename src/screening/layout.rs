//! Arranges a summary as blocks: the order of its parts and the composition of each line. Text, Markdown and other
//! renderers draw the blocks (`report/`).

mod answers;
mod sources;
mod tree;

use crate::page::{Block, Grid, ListItem};
use crate::screening::Standing;
use crate::screening::summary::lines::open_list;
use crate::screening::summary::{
    AlertLine, AlertState, AnswerLine, CriterionLine, FirstPage, KindPart, Open, ScoreLine, SettleLine, Summary, Table,
};
use crate::ui::Ui;

pub use tree::tree_blocks;

/// Returns the blocks of a whole summary.
#[must_use]
pub fn summary_blocks(summary: &Summary, ui: &Ui) -> Vec<Block> {
    let layout = Layout { ui };
    let mut blocks = layout.first_page(&summary.first_page);
    blocks.extend(layout.alerts(&summary.alerts));
    blocks.extend(summary.kinds.iter().flat_map(|part| layout.kind(part)));
    blocks.extend(summary.tables.iter().flat_map(matrix));
    blocks.extend(layout.scores(&summary.scores));
    blocks.extend(layout.missing(summary));
    blocks.extend(layout.settle(&summary.settle));
    blocks.extend(layout.second_look(summary));
    blocks.extend(layout.answers(&summary.answers));
    blocks.extend(layout.sources(&summary.sources));
    blocks.extend(layout.end(summary));
    blocks
}

/// Arranges blocks, worded with the texts of `ui`.
struct Layout<'a> {
    ui: &'a Ui,
}

impl Layout<'_> {
    fn first_page(&self, page: &FirstPage) -> Vec<Block> {
        let urgent = page.urgent.iter().map(|line| {
            let sign = if line.given { "!" } else { "?" };
            ListItem { depth: 0, sign, text: line.text.clone() }
        });
        let counts =
            page.counts.iter().map(|line| vec![line.heading.clone(), line.count.to_string(), line.names.clone()]);
        let answers = vec![self.ui.summary.first.answers.to_owned(), String::new(), page.answers.clone()];
        vec![
            Block::Title(page.heading.clone()),
            Block::Paragraph(page.story.clone()),
            Block::List(urgent.chain([ListItem::at(0, &page.urgent_open)]).collect()),
            Block::Packed(page.glance.iter().map(|line| (line.label.clone(), line.text.clone())).collect()),
            Block::Grid(Grid { columns: Vec::new(), rows: counts.chain([answers]).collect() }),
        ]
    }

    fn alerts(&self, alerts: &[AlertLine]) -> Vec<Block> {
        let (words, texts) = (&self.ui.words, &self.ui.summary.criterion);
        let entry = |alert: &AlertLine| {
            let stands = match alert.state {
                AlertState::Given => words.yes,
                AlertState::NotGiven => words.no,
                AlertState::Unknown => words.not_known,
            };
            let lines = self.reasons(&alert.answers).into_iter().chain([texts.rule(&alert.rule)]);
            let lines = lines.chain(self.sources_in_brief(&alert.sources)).collect();
            Block::Entry { stands: stands.to_owned(), title: alert.text.clone(), lines }
        };
        part(self.ui.summary.part.alerts, alerts.iter().map(entry))
    }

    fn kind(&self, part: &KindPart) -> Vec<Block> {
        let entry = |line: &CriterionLine| Block::Entry {
            stands: line.stands.clone(),
            title: line.title.clone(),
            lines: self.criterion(line),
        };
        let heading = Block::Heading(2, part.heading.clone(), Some(part.counted.clone()));
        [heading].into_iter().chain(part.criteria.iter().map(entry)).collect()
    }

    fn criterion(&self, line: &CriterionLine) -> Vec<String> {
        let texts = &self.ui.summary.criterion;
        let mut lines: Vec<String> = (!line.is_default).then(|| line.says.clone()).into_iter().collect();
        lines.extend(line.notes.iter().map(|note| texts.note(note)));
        lines.extend(self.reasons(&line.answers));
        lines.extend(self.computed(&line.computed));
        lines.extend(self.open(&line.open));
        lines.extend(line.in_any_case.as_ref().map(|same| same.text.clone()));
        // the rule is irrelevant if the criterion does not apply
        lines.extend((line.standing != Standing::NotApplicable).then(|| texts.rule(&line.rule)));
        lines.extend(line.applies_when.as_ref().map(|words| texts.applies_when(words)));
        lines.extend(self.sources_of_criterion(line));
        lines
    }

    fn scores(&self, scores: &[ScoreLine]) -> Vec<Block> {
        let texts = &self.ui.summary;
        let item = |score: &ScoreLine| {
            let inputs = self.used_list(&score.inputs);
            let inputs = if inputs.is_empty() { texts.score.no_inputs } else { &inputs };
            let inside = [texts.score.formula(&score.formula), texts.score.inputs(inputs)].into_iter();
            let inside = inside.chain(score.notes.iter().map(|note| texts.criterion.note(note)));
            let inside = inside.chain(self.sources_of_score(score)).map(|line| ListItem::at(1, line));
            [ListItem::at(0, &score.line)].into_iter().chain(inside).collect::<Vec<_>>()
        };
        list_part(texts.part.scores, scores.iter().flat_map(item))
    }

    fn missing(&self, summary: &Summary) -> Vec<Block> {
        let titled = |open: &Open| with_number(&open.title, &open.number);
        let item = |heading: &str, questions: &[Open]| {
            ListItem::at(0, [heading, &questions.iter().map(titled).collect::<Vec<_>>().join(", ")].join(": "))
        };
        let missing = summary.missing.iter().map(|part| item(&part.heading, &part.questions));
        let waiting = summary.waiting.iter().map(|part| item(&part.heading, &part.questions));
        let items = missing.chain(waiting).collect();
        list_or(self.ui.summary.part.missing, items, self.ui.summary.none)
    }

    fn settle(&self, settle: &[SettleLine]) -> Vec<Block> {
        let items = settle.iter().flat_map(|line| {
            let mut items = vec![ListItem::at(0, &line.title)];
            for question in &line.alone {
                items.push(ListItem::at(1, open_list(self.ui, std::slice::from_ref(&question.open))));
                items.extend(question.outcomes.iter().map(|outcome| ListItem::at(2, &outcome.text)));
            }
            items.extend((!line.text.is_empty()).then(|| ListItem::at(1, &line.text)));
            items
        });
        list_or(self.ui.summary.part.settle, items.collect(), self.ui.summary.settle.none_unknown)
    }

    /// Returns the parts that call for a second look; empty parts share one list.
    fn second_look(&self, summary: &Summary) -> Vec<Block> {
        let (some, none): (Vec<_>, Vec<_>) =
            self.second_look_lines(summary).into_iter().partition(|(_, lines)| !lines.is_empty());
        let some = some
            .into_iter()
            .flat_map(|(heading, lines)| list_part(heading, lines.into_iter().map(|line| ListItem::at(0, line))));
        let nothing = |heading: &str| ListItem::at(0, [heading, self.ui.summary.none].join(": "));
        let none = none.into_iter().map(|(heading, _)| nothing(heading)).collect();
        some.chain([Block::Break, Block::List(none)]).collect()
    }

    fn answers(&self, answers: &[AnswerLine]) -> Vec<Block> {
        let row = |answer: &AnswerLine| {
            vec![answer.number.clone(), answer.title.clone(), self.answer_cell(answer), answer.informant.clone()]
        };
        let columns = self.ui.words.answer_columns.all().map(str::to_owned).to_vec();
        let grid = Grid { columns, rows: answers.iter().map(row).collect() };
        vec![heading(self.ui.summary.part.answers), Block::Grid(grid)]
    }

    /// Arranges the provenance, the limits, and lines to write on.
    fn end(&self, summary: &Summary) -> Vec<Block> {
        let part = &self.ui.summary.part;
        let provenance = summary.provenance.lines.iter().map(|line| ListItem::at(0, line));
        let limits = summary.limits.iter().map(|line| Block::Paragraph(line.clone()));
        let assessment = summary.assessment.iter().map(|line| Block::Blank(line.clone()));
        let mut blocks = list_part(part.provenance, provenance);
        blocks.extend([heading(part.limits)].into_iter().chain(limits));
        blocks.extend([heading(part.assessment)].into_iter().chain(assessment));
        blocks
    }
}

/// Returns a table of the answers about chosen options, a row per option.
fn matrix(table: &Table) -> [Block; 2] {
    let cell = |cell: &Option<AnswerLine>| cell.as_ref().map_or_else(|| "-".to_owned(), |answer| answer.text.clone());
    let columns = [String::new()].into_iter().chain(table.columns.iter().cloned()).collect();
    let rows =
        table.rows.iter().map(|row| [row.option.clone()].into_iter().chain(row.cells.iter().map(cell)).collect());
    [heading(&with_number(&table.title, &table.number)), Block::Grid(Grid { columns, rows: rows.collect() })]
}

/// Words a title with its number: "Trial \[5\]".
fn with_number(title: &str, number: &str) -> String {
    [title, " [", number, "]"].concat()
}

fn heading(text: &str) -> Block {
    Block::Heading(2, text.to_owned(), None)
}

/// Returns a heading and its blocks; nothing if there are none.
fn part(title: &str, blocks: impl Iterator<Item = Block>) -> Vec<Block> {
    let mut blocks = blocks.peekable();
    if blocks.peek().is_none() { Vec::new() } else { [heading(title)].into_iter().chain(blocks).collect() }
}

/// Returns a heading and its list; nothing if it is empty.
fn list_part(title: &str, items: impl Iterator<Item = ListItem>) -> Vec<Block> {
    let items: Vec<ListItem> = items.collect();
    part(title, (!items.is_empty()).then_some(Block::List(items)).into_iter())
}

/// Returns a heading and its list, or `empty` in place of an empty list.
fn list_or(title: &str, items: Vec<ListItem>, empty: &str) -> Vec<Block> {
    let items = if items.is_empty() { vec![ListItem::at(0, empty)] } else { items };
    vec![heading(title), Block::List(items)]
}
