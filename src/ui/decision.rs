//! Words of decision, which no text that people read may contain: the summary reports, a physician decides.

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

/// The same, looked up by how each begins; read once a language, since a rulebook has thousands of texts.
struct Lists {
    /// By their first byte.
    never: Vec<Vec<String>>,
    /// By the first byte, bits of the second: few words of a text begin so.
    second: [u32; 256],
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
    for place in lists.places(&lower) {
        let (before, rest) = lower.split_at(place);
        if before.ends_with(in_word) || before.ends_with('{') {
            continue;
        }
        let never = &lists.never[usize::from(rest.as_bytes()[0])];
        for word in never.iter().filter(|word| rest.starts_with(word.as_str())) {
            let whole = !rest[word.len()..].starts_with(in_word);
            if whole && !lists.names(&lower, place) {
                found.push(&text[place..place + word.len()]);
            }
        }
    }
    found
}

impl Lists {
    fn of(language: Language) -> Lists {
        let Decision { never: all, allowed } =
            language.read().as_ref().map(|ui| ui.decision.clone()).unwrap_or_default();
        let mut lists = Lists { never: vec![Vec::new(); 256], second: [0; 256], allowed };
        for word in all {
            if let [first, second, ..] = *word.as_bytes() {
                lists.second[usize::from(first)] |= bit(second);
                lists.never[usize::from(first)].push(word);
            }
        }
        lists
    }

    /// Where in a text one may begin: two bytes of it stand there, and no letter or digit of ASCII before them.
    fn places(&self, text: &str) -> impl Iterator<Item = usize> {
        let text = text.as_bytes();
        let begins = |place: usize| self.second[usize::from(text[place])] & bit(text[place + 1]) != 0;
        let inside = |place: usize| place > 0 && text[place - 1].is_ascii_alphanumeric();
        (0..text.len().saturating_sub(1)).filter(move |&place| begins(place) && !inside(place))
    }

    /// Whether a word at this place is part of one of the names.
    fn names(&self, text: &str, place: usize) -> bool {
        let around =
            |name: &String| text.match_indices(name.as_str()).any(|(at, _)| at <= place && place < at + name.len());
        self.allowed.iter().any(around)
    }
}

fn bit(byte: u8) -> u32 {
    1 << (byte % 32)
}

fn in_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
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
