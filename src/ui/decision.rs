//! Words of decision, which no text that people read may contain: the summary reports, a physician decides.

use std::sync::LazyLock;

use serde::Deserialize;

use super::{Language, Ui};

/// The words of decision of a language.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Whole words, in any case.
    pub never: Vec<String>,
    /// Names that contain one of the words and decide nothing.
    pub allowed: Vec<String>,
}

/// By language, in the order of [`Language::ALL`].
static LISTS: LazyLock<[Decision; 2]> =
    LazyLock::new(|| Language::ALL.map(|language| Ui::of(language).map(|ui| ui.decision).unwrap_or_default()));

/// The words of decision in a text, as they are written there and in its order; placeholders are not words, and "failed
/// back surgery" is a name.
#[must_use]
pub fn words_of_decision(language: Language, text: &str) -> Vec<&str> {
    let list = &LISTS[language as usize];
    let lower = lower(text);
    let mut found = Vec::new();
    for word in &list.never {
        let mut from = 0;
        while let Some(place) = lower[from..].find(word.as_str()).map(|place| place + from) {
            let end = place + word.len();
            let apart = |side: Option<char>| side.is_none_or(|c| !c.is_alphanumeric() && c != '_');
            let whole = apart(lower[..place].chars().next_back()) && apart(lower[end..].chars().next());
            let in_braces = lower[..place].ends_with('{');
            if whole && !in_braces && !list.names(&lower, place) {
                found.push((place, &text[place..end]));
            }
            from = end;
        }
    }
    found.sort_unstable_by_key(|(place, _)| *place);
    found.into_iter().map(|(_, word)| word).collect()
}

impl Decision {
    /// Whether a word at this place is part of one of the names.
    fn names(&self, text: &str, place: usize) -> bool {
        let around =
            |name: &String| text.match_indices(name.as_str()).any(|(at, _)| at <= place && place < at + name.len());
        self.allowed.iter().any(around)
    }
}

/// In lower case with every letter as long as it was, so that places agree.
fn lower(text: &str) -> String {
    let one = |letter: char| {
        let mut small = letter.to_lowercase();
        small.next().filter(|small| small.len_utf8() == letter.len_utf8()).unwrap_or(letter)
    };
    text.chars().map(one).collect()
}
