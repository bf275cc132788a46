//! Words of decision: no text for people may contain them, because the summary reports and a physician decides.

use super::{Language, Ui};

/// Returns the words of decision in a text, as written there and in its order. Placeholders are not words, and "failed
/// back surgery" is a name.
#[must_use]
pub fn words_of_decision(language: Language, text: &str) -> Vec<&str> {
    let words = &Ui::of(language).decision;
    let lower = lower(text);
    let names = |at: usize| {
        let covers =
            |name: &&str| lower.match_indices(name).any(|(start, _)| (start..start + name.len()).contains(&at));
        words.allowed.iter().any(covers)
    };
    let begins = |&(at, _): &(usize, char)| !lower[..at].ends_with(|before| in_word(before) || before == '{');
    let at_place = |(at, _): (usize, char)| {
        let whole = |word: &str| lower[at..].strip_prefix(word).is_some_and(|rest| !rest.starts_with(in_word));
        words.never.iter().filter(|word| whole(word)).map(|word| at..at + word.len()).collect::<Vec<_>>()
    };
    let found = lower.char_indices().filter(begins).flat_map(at_place);
    found.filter(|place| !names(place.start)).map(|place| &text[place]).collect()
}

fn in_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

/// Returns the text in lower case with every letter as long as before, so that places agree.
fn lower(text: &str) -> String {
    let one = |letter: char| {
        let mut small = letter.to_lowercase();
        small.next().filter(|small| small.len_utf8() == letter.len_utf8()).unwrap_or(letter)
    };
    text.chars().map(one).collect()
}
