//! The reader used for every part of a tests file.

use jiff::civil::Date;

use super::codes;
use crate::answer::QuestionId;
use crate::document::record::wrong_type;
use crate::document::suggest::did_you_mean;
use crate::document::{Finding, Place, Raw};
use crate::form::value::day as a_day;
use crate::rulebook::Rulebook;
use crate::text::Span;

/// The placeholder for an expectation that a person has to fill in.
pub(super) const OPEN: &str = "?";

/// The rulebook of the tests, and the errors found so far.
pub(super) struct TestsReader<'r> {
    pub(super) rulebook: &'r Rulebook,
    pub(super) errors: Vec<Finding>,
}

impl TestsReader<'_> {
    /// Returns the question of this name; reports an unknown name and returns `None`.
    pub(super) fn question(&mut self, name: &str, at: Span) -> Option<QuestionId> {
        let found = self.rulebook.question_named(name);
        if found.is_none() {
            let names = self.rulebook.questions.iter().map(|question| question.id.as_str());
            self.unknown("question", name, names, at);
        }
        found
    }

    /// Reports an unknown name, as "unknown criterion `pump_in`".
    pub(super) fn unknown<'n>(&mut self, what: &str, name: &str, names: impl Iterator<Item = &'n str>, at: Span) {
        let unknown = codes::UNKNOWN_NAME.at(at, format!("unknown {what} `{name}`"));
        let unknown = unknown.label(format!("the rulebook has no such {what}"));
        self.errors.push(unknown.help(did_you_mean(name, names)));
    }

    pub(super) fn items<'t>(&mut self, place: Place<'t>, expected: &'static str) -> Vec<Place<'t>> {
        if !place.is_list() {
            self.wrong(place, expected);
        }
        place.items().collect()
    }

    /// Returns the items of a list, or the single value in this place.
    pub(super) fn one_or_many(place: Place<'_>) -> Vec<Place<'_>> {
        if place.is_list() { place.items().collect() } else { vec![place] }
    }

    /// Returns a text, also for a number or a truth value, as written; reports any other value and returns `None`.
    pub(super) fn text(&mut self, place: Place<'_>) -> Option<String> {
        match place.raw() {
            Raw::Text(_) | Raw::Number(_) | Raw::Bool(_) => Some(shown(place)),
            _ => {
                self.wrong(place, "text");
                None
            }
        }
    }

    pub(super) fn day(&mut self, place: Place<'_>) -> Option<Date> {
        let day = place.text().and_then(a_day);
        if day.is_none() {
            self.wrong(place, "a day, written like 2026-11-20");
        }
        day
    }

    pub(super) fn wrong(&mut self, place: Place<'_>, expected: &'static str) {
        if !place.is_refused() {
            self.errors.push(wrong_type(place, expected));
        }
    }
}

/// Returns the error for an expectation that a person has not filled in.
pub(super) fn not_filled_in(name: &str, at: Span) -> Finding {
    codes::NOT_FILLED_IN.at(at, format!("not filled in: what is expected of `{name}`?"))
}

/// Returns a value on one line, for the name of a case.
pub(super) fn shown(place: Place<'_>) -> String {
    if place.is_list() {
        return place.items().map(shown).collect::<Vec<_>>().join(", ");
    }
    if place.is_map() {
        return place.entries().map(|(key, value)| format!("{key} {}", shown(value))).collect::<Vec<_>>().join(", ");
    }
    match place.raw() {
        Raw::Text(text) => text.as_ref().to_owned(),
        Raw::Number(digits) => (*digits).to_owned(),
        Raw::Bool(truth) => truth.to_string(),
        _ => String::new(),
    }
}
