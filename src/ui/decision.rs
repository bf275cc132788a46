//! Words of decision, which no text that people read may contain: the summary reports, a physician decides.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;

use super::Language;

/// The words of decision of a language.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Whole words, in any case.
    pub(crate) never: Vec<String>,
    /// Names that contain one of the words and decide nothing.
    pub(crate) allowed: Vec<String>,
}

/// The same, looked up by the first word of each; read once a language, since a rulebook has thousands of texts.
struct Lists {
    /// By the first byte of a word, bits of the second byte that it goes on with: few words have to be looked up.
    begin: [u32; 256],
    never: HashMap<String, Vec<String>>,
    allowed: Vec<String>,
}

static ENGLISH: LazyLock<Lists> = LazyLock::new(|| Lists::of(Language::English));
static SPANISH: LazyLock<Lists> = LazyLock::new(|| Lists::of(Language::Spanish));

/// The words of decision in a text, as they are written there and in its order; placeholders are not words, and "failed
/// back surgery" is a name.
#[must_use]
pub fn words_of_decision(language: Language, text: &str) -> Vec<&str> {
    let lists = match language {
        Language::English => &ENGLISH,
        Language::Spanish => &SPANISH,
    };
    let lower = lower(text);
    let mut found = Vec::new();
    for (place, first) in words(&lower) {
        if !lists.may_begin(first) {
            continue;
        }
        let in_braces = lower[..place].ends_with('{');
        let never = lists.never.get(first).map_or(&[][..], Vec::as_slice);
        for word in never.iter().filter(|word| lower[place..].starts_with(word.as_str())) {
            let end = place + word.len();
            let whole = !lower[end..].starts_with(in_word);
            if whole && !in_braces && !lists.names(&lower, place) {
                found.push(&text[place..end]);
            }
        }
    }
    found
}

impl Lists {
    fn of(language: Language) -> Lists {
        let Decision { never: all, allowed } =
            language.read().as_ref().map(|ui| ui.decision.clone()).unwrap_or_default();
        let mut never: HashMap<String, Vec<String>> = HashMap::new();
        let mut begin = [0; 256];
        for word in all {
            let first = words(&word).next().map_or_else(String::new, |(_, first)| first.to_owned());
            let (byte, bit) = beginning(&first);
            begin[byte] |= bit;
            never.entry(first).or_default().push(word);
        }
        Lists { begin, never, allowed }
    }

    /// Whether one of them may begin with this word.
    fn may_begin(&self, word: &str) -> bool {
        let (byte, bit) = beginning(word);
        self.begin[byte] & bit != 0
    }

    /// Whether a word at this place is part of one of the names.
    fn names(&self, text: &str, place: usize) -> bool {
        let around =
            |name: &String| text.match_indices(name.as_str()).any(|(at, _)| at <= place && place < at + name.len());
        self.allowed.iter().any(around)
    }
}

/// The first byte of a word, and a bit for the second.
fn beginning(word: &str) -> (usize, u32) {
    let byte = |place| word.as_bytes().get(place).copied().unwrap_or_default();
    (byte(0).into(), 1 << (byte(1) % 32))
}

fn in_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// The words of a text, each with its place.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut place = 0;
    text.split_inclusive(|letter| !in_word(letter)).filter_map(move |piece| {
        let at = place;
        place += piece.len();
        let word = piece.trim_end_matches(|letter| !in_word(letter));
        (!word.is_empty()).then_some((at, word))
    })
}

/// In lower case with every letter as long as it was, so that places agree.
fn lower(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let one = |letter: char| {
        let mut small = letter.to_lowercase();
        small.next().filter(|small| small.len_utf8() == letter.len_utf8()).unwrap_or(letter)
    };
    text.chars().map(one).collect()
}
