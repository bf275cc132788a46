//! The options of a question, laid out for a width.

use std::slice;

use unicode_width::UnicodeWidthStr;

use super::{Wording, packed};
use crate::answer::{OptionId, QuestionId};
use crate::terminal::grammar::options::numbers;

/// The indent of options.
const INDENT: &str = "     ";

impl Wording<'_> {
    /// Returns the options with their numbers, in their order; "0. None" last.
    pub(super) fn entries(&self, id: QuestionId) -> Vec<(OptionId, String)> {
        let question = &self.rulebook.questions[id];
        let phrase = self.phrase();
        let numbered = numbers(question).into_iter();
        let mut entries: Vec<(OptionId, String)> =
            numbered.map(|(option, number)| (option, format!("{number}. {}", phrase.label(id, option)))).collect();
        entries.sort_by_key(|(option, _)| question.options()[*option].exclusive);
        entries
    }

    /// Lays out the options: in one line if they fit, otherwise one a line or in two columns; in two blocks if the
    /// rulebook says so.
    pub(super) fn options(&self, id: QuestionId) -> Option<String> {
        let entries = self.entries(id);
        let choices = self.rulebook.questions[id].options();
        let choice = |option: &OptionId| &choices[*option];
        let line = entries.iter().map(|(_, text)| text.as_str()).collect::<Vec<_>>().join("  ");
        if entries.is_empty() || self.rich && line.width() + INDENT.len() <= self.width {
            return (!entries.is_empty()).then(|| format!("{INDENT}{line}"));
        }
        let places = entries.iter().map(|(_, text)| place_of_the_point(text)).max().unwrap_or(0);
        let (alone, others): (Vec<_>, Vec<_>) = entries.iter().partition(|(option, _)| choice(option).exclusive);
        let breaths = others.chunk_by(|_, (option, _)| !choice(option).pause);
        let breaths: Vec<String> = breaths.map(|breath| self.columns(breath, places)).collect();
        let pause = format!("\n{}\n", self.block(self.ui.interview.question.pause));
        let alone = alone.iter().map(|entry| self.columns(slice::from_ref(entry), places));
        Some([breaths.join(&pause)].into_iter().chain(alone).collect::<Vec<_>>().join("\n"))
    }

    /// Lays out options in two columns if there are many and they fit, else one a line; the points below one another.
    fn columns(&self, entries: &[&(OptionId, String)], places: usize) -> String {
        let padded = |text: &str| format!("{}{text}", " ".repeat(places - place_of_the_point(text).min(places)));
        if !self.rich {
            return entries.iter().map(|(_, text)| self.wrapped(text, "", "")).collect::<Vec<_>>().join("\n");
        }
        let texts: Vec<String> = entries.iter().map(|(_, text)| padded(text)).collect();
        let column = self.width.saturating_sub(INDENT.len()) / 2;
        let widest = texts.iter().map(|text| text.width()).max().unwrap_or(0);
        if texts.len() > 3 && widest + 2 <= column {
            let rows = texts.len().div_ceil(2);
            let row = |row: usize| match texts.get(row + rows) {
                Some(right) => format!("{INDENT}{}{}{right}", texts[row], " ".repeat(column - texts[row].width())),
                None => format!("{INDENT}{}", texts[row]),
            };
            return (0..rows).map(row).collect::<Vec<_>>().join("\n");
        }
        let hanging = " ".repeat(INDENT.len() + places + 2);
        texts.iter().map(|text| self.wrapped(&format!("{INDENT}{text}"), "", &hanging)).collect::<Vec<_>>().join("\n")
    }

    /// Lays out texts one behind the other; a line ends between two of them.
    pub(super) fn flowing<'t>(&self, texts: impl Iterator<Item = &'t str>, between: &str) -> String {
        let lines = packed(texts, between, self.width.saturating_sub(INDENT.len()));
        let wrapped = lines.iter().map(|line| self.wrapped(&format!("{INDENT}{line}"), "", "       "));
        wrapped.collect::<Vec<_>>().join("\n")
    }
}

fn place_of_the_point(text: &str) -> usize {
    text.find('.').unwrap_or(0)
}
