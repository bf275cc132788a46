//! Lists in words: the joining of items and the quoting of ambiguous items.

use super::Phrase;
use crate::ui::Conjunction;

impl Phrase<'_> {
    /// Joins labels by commas and quotes those that hold one: `warfarin, stroke or mini-stroke, "ibuprofen, naproxen"`.
    #[must_use]
    pub fn listed(&self, mut labels: Vec<String>) -> String {
        if labels.len() > 1 {
            labels.iter_mut().filter(|label| label.contains(',')).for_each(|label| *label = format!("\"{label}\""));
        }
        labels.join(", ")
    }

    pub(super) fn and(&self) -> Conjunction {
        Conjunction(self.ui.phrase.and)
    }

    pub(super) fn or(&self) -> Conjunction {
        Conjunction(self.ui.phrase.or)
    }

    /// Joins labels by "or"; several are quoted if they would run into each other.
    pub(super) fn either(&self, labels: &[String]) -> String {
        self.apart(labels, self.or())
    }

    /// Joins labels by a word; several are quoted if they would run into each other.
    pub(super) fn apart(&self, labels: &[String], word: Conjunction) -> String {
        if labels.len() < 2 { labels.concat() } else { joined(labels.iter().map(|label| self.quoted(label)), word) }
    }

    /// Quotes a text that would be ambiguous in a list.
    pub(super) fn quoted(&self, text: &str) -> String {
        if self.is_busy(text) { format!("\"{text}\"") } else { text.to_owned() }
    }

    /// Returns whether a text holds a comma, "and" or "or", and so would be ambiguous in a list.
    pub(super) fn is_busy(&self, text: &str) -> bool {
        text.contains(',') || self.and().stands_in(text) || self.or().stands_in(text)
    }
}

/// Joins texts: "A", "A and B", "A, B and C".
pub(super) fn joined(items: impl IntoIterator<Item = String>, word: Conjunction) -> String {
    let mut items: Vec<String> = items.into_iter().collect();
    match (items.pop(), items.is_empty()) {
        (None, _) => String::new(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} {} {last}", items.join(", "), word.before(&last)),
    }
}
