//! Words of decision, which no text that people read may contain: the summary reports, a physician decides.

use crate::document::{Finding, Place, Tree};
use crate::rulebook::codes;
use crate::text::{Span, has_control, is_control};
use crate::ui::{Language, words_of_decision};

/// Keys of texts shown to people.
const READ_BY_PEOPLE: [&str; 11] =
    ["ask", "help", "why", "title", "intro", "say", "says", "screen", "story", "label", "short"];
/// Keys without texts of the project itself: names in conditions, titles and quotes of sources.
const EXEMPT: [&str; 8] = ["sources", "when", "ask_when", "applies_when", "more_when", "value", "missing", "allow"];

/// Reports each word of decision in a text that people read.
pub(super) fn check(root: Place<'_>, errors: &mut Vec<Finding>) {
    for (key, place) in root.entries() {
        if EXEMPT.contains(&key) {
            continue;
        }
        if READ_BY_PEOPLE.contains(&key) {
            read_by_people(place, errors);
        }
        match key {
            "options" => place.entries().for_each(|(_, option)| {
                read_by_people(option, errors);
                check(option, errors);
            }),
            "facts" => place.entries().for_each(|(_, fact)| check(fact, errors)),
            _ => check(place, errors),
        }
        place.items().for_each(|item| check(item, errors));
    }
}

/// Reports each invisible character of any text or key: it would reach a terminal unseen.
pub(crate) fn controls(tree: &Tree, errors: &mut Vec<Finding>) {
    for place in tree.places() {
        let keys = place.entries().map(|(key, value)| (key, value.key_span()));
        for (said, span) in keys.chain(place.text().map(|said| (said, place.span()))) {
            if !has_control(said) {
                continue;
            }
            let mut seen = Vec::new();
            for character in said.chars().filter(|&character| is_control(character)) {
                if !seen.contains(&character) {
                    seen.push(character);
                    let message = format!("the text holds U+{:04X}, which is not seen", u32::from(character));
                    errors.push(codes::CONTROL_CHARACTER.at(part(place, span, &character.to_string()), message));
                }
            }
        }
    }
}

/// Returns the place of a part of a text; that of the whole text if the part is written differently in the file.
pub(in crate::rulebook) fn part(place: Place<'_>, whole: Span, part: &str) -> Span {
    let written = place.document().get(whole.start..whole.end).unwrap_or_default();
    written.find(part).map_or(whole, |found| Span { start: whole.start + found, end: whole.start + found + part.len() })
}

/// Checks a text, the texts of a list, or those of a criterion's `says`.
fn read_by_people(place: Place<'_>, errors: &mut Vec<Finding>) {
    let says = place.entries().filter(|(key, _)| ["met", "not_met", "unknown", "not_applicable"].contains(key));
    for place in [place].into_iter().chain(place.items()).chain(says.map(|(_, place)| place)) {
        decides(Language::English, place, errors);
    }
}

/// Reports each word of decision in the text at a place.
pub(in crate::rulebook) fn decides(language: Language, place: Place<'_>, errors: &mut Vec<Finding>) {
    for word in words_of_decision(language, place.text().unwrap_or_default()) {
        let at = part(place, place.span(), word);
        errors.push(codes::WORD_OF_DECISION.at(at, format!("`{word}` is a word of decision")));
    }
}
