//! Texts with placeholders, the story, the glance lines, notes; citations.

use super::conditions::Reader;
use super::names::{list, need};
use crate::document::Place;
use crate::rulebook::draft::{self, item, wrong_type};
use crate::rulebook::error::RulebookError;
use crate::rulebook::template;
use crate::rulebook::{Citation, Glance, GlanceShows, Note, SourceId, StoryPart, Subject, Template};

/// A text with places for answers, as it stands at `place`.
pub(super) fn template(text: &str, place: Place<'_>, reader: &mut Reader<'_, '_>) -> Template {
    let (scope, file) = (reader.scope, reader.text);
    let find = |name: &str, errors: &[RulebookError]| match scope.subjects.get(name) {
        Some(&(subject, _)) => Ok(subject),
        None => Err(scope.subject_like(name, errors)),
    };
    template::read(text, place, file, &find, reader.errors)
}

/// A needed text with places for answers.
pub(super) fn need_template(
    item: Place<'_>,
    key: &str,
    text: Option<String>,
    whose: &str,
    reader: &mut Reader<'_, '_>,
) -> Template {
    let text = need(item, key, text, whose, reader.errors);
    template(&text, item.get(key).unwrap_or(item), reader)
}

/// `notes` of a score or criterion.
pub(super) fn notes<'t>(item_with: Place<'t>, reader: &mut Reader<'t, '_>) -> Vec<Note> {
    let Some(place) = item_with.get("notes").filter(|notes| !notes.is_null()) else { return Vec::new() };
    let notes = list(place, "notes", "note", reader.errors).into_iter();
    notes
        .map(|place| {
            let draft: draft::Note = item(place, reader.errors);
            let when = place.get("when").filter(|when| !when.is_null()).map(|when| reader.condition(when));
            Note { when, say: need_template(place, "say", draft.say, "a note", reader) }
        })
        .collect()
}

/// `sources` of a score, alert or criterion.
pub(super) fn citations(item_with: Place<'_>, reader: &mut Reader<'_, '_>) -> Vec<Citation> {
    let Some(place) = item_with.get("sources").filter(|sources| !sources.is_null()) else { return Vec::new() };
    let mut citations = Vec::new();
    for place in list(place, "sources", "source", reader.errors) {
        let (id, says, at) = match place.text() {
            Some(id) => (id.to_owned(), None, place.span()),
            None if place.is_refused() => continue,
            None if !place.is_map() => {
                reader.errors.push(wrong_type(place, "the id of a source, or a map with `id` and `says`"));
                continue;
            }
            None => {
                let draft: draft::Citation = item(place, reader.errors);
                let at = place.get("id").map_or(place.head(), Place::span);
                (need(place, "id", draft.id, "a citation", reader.errors), draft.says, at)
            }
        };
        if !id.is_empty() {
            let source = reader.scope.source(&id, at, reader.errors).unwrap_or(SourceId(0));
            citations.push(Citation { source, says });
        }
    }
    citations
}

/// `story`: texts, and texts with a condition.
pub(super) fn story<'t>(root: Place<'t>, reader: &mut Reader<'t, '_>) -> Vec<StoryPart> {
    let Some(place) = root.get("story").filter(|story| !story.is_null()) else { return Vec::new() };
    let mut story = Vec::new();
    for place in list(place, "story", "text", reader.errors) {
        match place.text() {
            Some(text) => story.push(StoryPart { when: None, say: template(text, place, reader) }),
            None if place.is_refused() => {}
            None if !place.is_map() => reader.errors.push(wrong_type(place, "text, or a map with `when` and `say`")),
            None => {
                let draft: draft::Note = item(place, reader.errors);
                let when = place.get("when").filter(|when| !when.is_null()).map(|when| reader.condition(when));
                story.push(StoryPart {
                    when,
                    say: need_template(place, "say", draft.say, "a part of the story", reader),
                });
            }
        }
    }
    story
}

/// `glance`: a label, and what it shows or says.
pub(super) fn glance(root: Place<'_>, reader: &mut Reader<'_, '_>) -> Vec<Glance> {
    let Some(place) = root.get("glance").filter(|glance| !glance.is_null()) else { return Vec::new() };
    let mut lines = Vec::new();
    for place in list(place, "glance", "line", reader.errors) {
        let draft: draft::Glance = item(place, reader.errors);
        let label = need(place, "label", draft.label, "a glance line", reader.errors);
        let shows = match (place.get("show"), place.get("say")) {
            (Some(show), Some(_)) => {
                let (key, on) = ("show".to_owned(), "a line that has a `say`".to_owned());
                let advice = Some("a glance line has one of `show` and `say`".to_owned());
                reader.errors.push(RulebookError::KeyDoesNotFit { key, on, at: show.key_span().into(), advice });
                continue;
            }
            (Some(show), None) => GlanceShows::Subjects(subjects(show, reader)),
            (None, _) => {
                GlanceShows::Say(need_template(place, "say", draft.say, "a glance line without `show`", reader))
            }
        };
        lines.push(Glance { label, shows });
    }
    lines
}

fn subjects(place: Place<'_>, reader: &mut Reader<'_, '_>) -> Vec<Subject> {
    let names = super::names::words(place, "show", reader.errors);
    let scope = reader.scope;
    names.into_iter().filter_map(|(name, at)| scope.subject(name, at.span(), reader.errors)).collect()
}
