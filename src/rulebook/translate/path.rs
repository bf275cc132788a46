//! The path of a text in a translation, key by key.

use indexmap::IndexMap;

use crate::document::record::{empty, wrong_type};
use crate::document::{Finding, Place, Raw};

/// The keys that lead to a text: `["questions", "age_years", "help"]`; for a list, the index from 0.
pub(super) type Path = Vec<String>;

/// Collects the texts below a place by path.
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

/// Returns the key for which a text is a short form: an option or a glance line may be given as its `label` alone.
fn short_for(path: &[String]) -> Option<&'static str> {
    match path {
        [part, _, options, _] if part == "questions" && options == "options" => Some("label"),
        [part, _] if part == "glance" => Some("label"),
        _ => None,
    }
}

/// Returns whether a path is that of a source's own words.
pub(super) fn is_quote(path: &[String]) -> bool {
    matches!(path, [_, _, sources, _] if sources == "sources")
}

/// Returns the reason of the file for leaving the `ask` and the options of a question untranslated, if it gives one.
pub(super) fn left_as_it_was(path: &[String], said: &IndexMap<Path, Place<'_>>) -> Option<String> {
    let [part, question, key, ..] = path else { return None };
    let stays = part == "questions" && (key == "ask" || key == "options");
    let because = [part.clone(), question.clone(), "untranslated".to_owned()];
    said.get(&because[..]).filter(|_| stays).and_then(|place| place.text()).map(str::to_owned)
}

/// Returns the path as an author writes it: `questions.age_years.help`.
pub(super) fn shown(path: &[String]) -> String {
    path.join(".")
}

/// Returns the place at a path, or the nearest existing place on the way to it.
pub(super) fn near<'t>(root: Place<'t>, path: &[String]) -> Place<'t> {
    let below = |at: Place<'t>, key: &String| at.get(key).or_else(|| at.items().nth(key.parse().ok()?));
    let places = path.iter().scan(root, |at, key| {
        *at = below(*at, key)?;
        Some(*at)
    });
    places.last().unwrap_or(root)
}
