//! The way through a translation to a text, key by key.

use indexmap::IndexMap;

use crate::document::record::{empty, wrong_type};
use crate::document::{Finding, Place, Raw};

/// The keys that lead to a text: `["questions", "age_years", "help"]`; of a list the place in it, from 0.
pub(super) type Path = Vec<String>;

/// Each text below a place, by its path.
pub(super) fn gather<'t>(
    place: Place<'t>,
    path: &mut Path,
    said: &mut IndexMap<Path, Place<'t>>,
    errors: &mut Vec<Finding>,
) {
    let inside = place.entries().map(|(key, place)| (key.to_owned(), place));
    let items = place.items().enumerate().map(|(number, place)| (number.to_string(), place));
    for (key, below) in inside.chain(items) {
        path.push(key);
        gather(below, path, said, errors);
        path.pop();
    }
    match place.raw() {
        Raw::Text(text) if !text.trim().is_empty() => {
            let mut path = path.clone();
            path.extend(short_for(&path).map(str::to_owned));
            said.insert(path, place);
        }
        Raw::Text(_) | Raw::Null => {
            let key = path.last().cloned().unwrap_or_default();
            errors.push(empty(&key, place.key_span(), "word"));
        }
        Raw::Bool(_) | Raw::Number(_) => errors.push(wrong_type(place, "text")),
        Raw::Map | Raw::List | Raw::Refused => {}
    }
}

/// The key that a text stands for where a map could stand: an option is its label, and so is a glance line.
fn short_for(path: &[String]) -> Option<&'static str> {
    match path {
        [part, _, options, _] if part == "questions" && options == "options" => Some("label"),
        [part, _] if part == "glance" => Some("label"),
        _ => None,
    }
}

/// What a source says, in its own words.
pub(super) fn is_quote(path: &[String]) -> bool {
    matches!(path, [_, _, sources, _] if sources == "sources")
}

/// Why the `ask` and the options of a question stay as they are, where the file says so.
pub(super) fn left_as_it_was(path: &[String], said: &IndexMap<Path, Place<'_>>) -> Option<String> {
    let [part, question, key, ..] = path else { return None };
    let stays = part == "questions" && (key == "ask" || key == "options");
    let because = [part.clone(), question.clone(), "untranslated".to_owned()];
    said.get(&because[..]).filter(|_| stays).and_then(|place| place.text()).map(str::to_owned)
}

/// As a file's author would write it: `questions.age_years.help`.
pub(super) fn shown(path: &[String]) -> String {
    path.join(".")
}

/// The place of a file that these keys lead to, or the nearest one on the way to it.
pub(super) fn near<'t>(root: Place<'t>, path: &[String]) -> Place<'t> {
    let below = |at: Place<'t>, key: &String| at.get(key).or_else(|| at.items().nth(key.parse().ok()?));
    let places = path.iter().scan(root, |at, key| {
        *at = below(*at, key)?;
        Some(*at)
    });
    places.last().unwrap_or(root)
}
