//! Words of decision, which no text that people read may contain: the summary reports, a physician decides.

use crate::document::{Place, Tree};
use crate::rulebook::error::RulebookError;
use crate::text::{Span, has_control, is_control};
use crate::ui::{Language, words_of_decision};

/// Keys under which texts stand that people read.
const READ_BY_PEOPLE: [&str; 11] =
    ["ask", "help", "why", "title", "intro", "say", "says", "screen", "story", "label", "short"];
/// Keys under which nothing stands that the project says itself: names in conditions, titles and quotes of sources.
const EXEMPT: [&str; 8] = ["sources", "when", "ask_when", "applies_when", "more_when", "value", "missing", "allow"];

/// Reports each word of decision in a text that people read.
pub(super) fn check(root: Place<'_>, text: &str, errors: &mut Vec<RulebookError>) {
    for (key, place) in root.entries() {
        if EXEMPT.contains(&key) {
            continue;
        }
        if READ_BY_PEOPLE.contains(&key) {
            read_by_people(place, text, errors);
        }
        match key {
            "options" => place.entries().for_each(|(_, option)| read_by_people(option, text, errors)),
            "facts" => place.entries().for_each(|(_, fact)| check(fact, text, errors)),
            _ => {}
        }
        if key == "options" {
            place.entries().for_each(|(_, option)| check(option, text, errors));
        } else if key != "facts" {
            check(place, text, errors);
        }
        place.items().for_each(|item| check(item, text, errors));
    }
}

/// Reports each character of any text or key that would reach a terminal and is not seen there.
pub(in crate::rulebook) fn controls(tree: &Tree, text: &str, errors: &mut Vec<RulebookError>) {
    for place in tree.places() {
        let keys = place.entries().map(|(key, value)| (key, value.key_span()));
        for (said, span) in keys.chain(place.text().map(|said| (said, place.span()))) {
            if !has_control(said) {
                continue;
            }
            let mut seen = Vec::new();
            for character in said.chars().filter(|&character| is_control(character)) {
                if seen.contains(&character) {
                    continue;
                }
                seen.push(character);
                let written = text.get(span.start..span.end).unwrap_or_default();
                let at = written.find(character).map_or(span, |found| {
                    let start = span.start + found;
                    Span { start, end: start + character.len_utf8() }
                });
                let character = format!("U+{:04X}", u32::from(character));
                errors.push(RulebookError::ControlCharacter { character, at: at.into() });
            }
        }
    }
}

/// A text, the texts of a list, or those of a criterion's `says`.
fn read_by_people(place: Place<'_>, text: &str, errors: &mut Vec<RulebookError>) {
    let says = place.entries().filter(|(key, _)| ["met", "not_met", "unknown", "not_applicable"].contains(key));
    for place in [place].into_iter().chain(place.items()).chain(says.map(|(_, place)| place)) {
        decides(Language::English, place, text, errors);
    }
}

/// Reports each word of decision in the text that stands at a place.
pub(in crate::rulebook) fn decides(language: Language, place: Place<'_>, text: &str, errors: &mut Vec<RulebookError>) {
    for word in words_of_decision(language, place.text().unwrap_or_default()) {
        let span = place.span();
        let written = text.get(span.start..span.end).unwrap_or_default();
        let at = written.find(word).map_or(span, |found| {
            let start = span.start + found;
            Span { start, end: start + word.len() }
        });
        errors.push(RulebookError::WordOfDecision { word: word.to_owned(), at: at.into() });
    }
}
