//! Arranges a rulebook as a document for clinicians: every text is made here, renderers only draw it.

mod questions;
mod statements;

use super::phrase::Phrase;
use crate::page::{Block, ListItem};
use crate::rulebook::{Citation, Condition, Piece, Rulebook, SourceId, Template};
use crate::text::SourceText;
use crate::ui::Ui;

/// Returns the blocks of a rulebook's document; `source` is the text of the rulebook file.
#[must_use]
pub fn rulebook_blocks(rulebook: &Rulebook, source: &SourceText, ui: &Ui) -> Vec<Block> {
    let mut writer = Writer { rulebook, ui, phrase: Phrase::new(rulebook, ui), blocks: Vec::new() };
    writer.head();
    writer.questions();
    writer.facts();
    writer.scores();
    writer.alerts();
    writer.first_page();
    writer.criteria();
    writer.sources();
    writer.notices(source);
    writer.blocks
}

/// Writes the parts, one after another.
struct Writer<'a> {
    rulebook: &'a Rulebook,
    ui: &'a Ui,
    phrase: Phrase<'a>,
    blocks: Vec<Block>,
}

impl Writer<'_> {
    fn head(&mut self) {
        let (rulebook, texts) = (self.rulebook, &self.ui.document);
        self.blocks.push(Block::Title(rulebook.title.clone()));
        self.paragraph(&rulebook.intended_use);
        self.paragraph(&texts.version(&rulebook.id, &rulebook.version, &rulebook.sha256));
        let children = rulebook.questions.iter().filter(|question| question.parent.is_some()).count();
        let counts = [
            texts.count.questions(rulebook.questions.len() - children),
            texts.count.children(children),
            texts.count.criteria(rulebook.criteria.len()),
            texts.count.alerts(rulebook.alerts.len()),
            texts.count.scores(rulebook.scores.len()),
            texts.count.sources(rulebook.sources.len()),
        ];
        self.paragraph(&counts.join(", "));
    }

    // Pieces.

    fn heading(&mut self, level: u8, text: &str) {
        self.blocks.push(Block::Heading(level, text.to_owned(), None));
    }

    /// Writes a part with an entry for each thing; nothing if there are none.
    fn part<T>(&mut self, heading: &str, things: impl Iterator<Item = T>, mut write: impl FnMut(&mut Self, T)) {
        let mut things = things.peekable();
        if things.peek().is_some() {
            self.heading(2, heading);
            things.for_each(|thing| write(self, thing));
        }
    }

    /// Writes the heading of an entry, with its id.
    fn entry(&mut self, title: &str, id: &str) {
        self.heading(4, &format!("{title} ({id})"));
    }

    fn paragraph(&mut self, text: &str) {
        self.blocks.extend([Block::Break, Block::Paragraph(text.to_owned())]);
    }

    /// Adds items to the last block if it is a list, else to a new list.
    fn items(&mut self, items: impl IntoIterator<Item = ListItem>) {
        match self.blocks.last_mut() {
            Some(Block::List(list)) => list.extend(items),
            _ => self.blocks.push(Block::List(items.into_iter().collect())),
        }
    }

    /// Writes a line about the entry above: a label and a text.
    fn line(&mut self, label: &str, text: &str) {
        let line = if text.is_empty() { label.to_owned() } else { format!("{label}: {text}") };
        self.items([ListItem::at(0, line)]);
    }

    /// Writes a line if there is a text.
    fn some(&mut self, label: &str, text: Option<&str>) {
        if let Some(text) = text {
            self.line(label, text);
        }
    }

    /// Writes a line with a condition in words, if there is one.
    fn condition<'c>(&mut self, label: &str, condition: impl Into<Option<&'c Condition>>) {
        let words = condition.into().map(|condition| self.phrase.condition(condition));
        self.some(label, words.as_deref());
    }

    /// Writes a label with a list below it; nothing if the list is empty.
    fn list(&mut self, label: &str, items: Vec<String>) {
        if !items.is_empty() {
            self.items([ListItem::at(0, format!("{label}:"))]);
            self.items(items.into_iter().map(|item| ListItem::at(1, item)));
        }
    }

    /// Returns the text of a template, with the title of each shown subject in brackets.
    fn template(&self, template: &Template) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Show(subject) => format!("[{}]", self.phrase.subject(*subject)),
        };
        template.pieces.iter().map(piece).collect()
    }

    /// Returns publisher, title and year of a source, with the extent to which it was read.
    fn source(&self, id: SourceId) -> String {
        let (source, texts) = (&self.rulebook.sources[id], &self.ui.document.source);
        texts.marked(self.phrase.source(source), self.phrase.read(source.read).unwrap_or(texts.primary))
    }

    /// Writes the sources of an entry, with their own words if quoted.
    fn cited(&mut self, citations: &[Citation]) {
        let one = |citation: &Citation| {
            let text = self.source(citation.source);
            match &citation.says {
                Some(words) => self.ui.document.source.says(&text, words),
                None => text,
            }
        };
        let items = citations.iter().map(one).collect();
        self.list(self.ui.document.label.sources, items);
    }

    fn sources(&mut self) {
        let texts = &self.ui.document;
        self.heading(2, texts.part.sources);
        for (id, source) in self.rulebook.sources.iter_enumerated() {
            let line = texts.source.read_on(self.source(id), source.checked, source.review_by);
            let line = [line].into_iter().chain(source.url.clone()).collect::<Vec<_>>().join("; ");
            self.items([ListItem::at(0, line)]);
        }
    }

    /// Writes the notices required by sources, and the license that the file names for its own text.
    fn notices(&mut self, source: &SourceText) {
        let texts = &self.ui.document;
        self.heading(2, texts.part.notices);
        for source in &self.rulebook.sources {
            if let Some(notice) = &source.notice {
                let notice = notice.split_whitespace().collect::<Vec<_>>().join(" ");
                self.paragraph(&texts.source.notice(&source.title, &notice));
            }
        }
        let comments = source.text.lines().map_while(|line| line.trim().strip_prefix('#'));
        let mut licenses = comments.filter_map(|line| line.trim().strip_prefix("SPDX-License-Identifier:"));
        self.paragraph(&match licenses.next() {
            Some(license) => texts.source.license(license.trim()),
            None => texts.source.no_license.to_owned(),
        });
    }
}
