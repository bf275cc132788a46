//! Readers of texts with placeholders, the story, the glance lines, notes and citations.

use super::conditions::Reader;
use super::keys::{CitationRecord, GlanceRecord, NoteRecord};
use crate::document::record::{key_does_not_fit, list, missing_key, words, wrong_type};
use crate::document::{Finding, Place};
use crate::rulebook::template;
use crate::rulebook::{Citation, Glance, GlanceShows, Note, SourceId, Subject, Template};

/// Reads the text with placeholders at `place`.
pub(super) fn template(text: &str, place: Place<'_>, reader: &mut Reader<'_>) -> Template {
    let scope = reader.scope;
    let find = |name: &str, errors: &[Finding]| match scope.subjects.get(name) {
        Some(&(subject, _)) => Ok(subject),
        None => Err(scope.subject_like(name, errors)),
    };
    template::read(text, place, &find, reader.errors)
}

/// Reads the text with placeholders at a key of `item`.
pub(super) fn template_at(item: Place<'_>, key: &str, text: &str, reader: &mut Reader<'_>) -> Template {
    template(text, item.get(key).unwrap_or(item), reader)
}

/// Reads the `notes` of a score or criterion.
pub(super) fn notes(place: Option<Place<'_>>, reader: &mut Reader<'_>) -> Vec<Note> {
    let notes = list(place, "notes", "note", reader.errors);
    notes.into_iter().map(|place| note("a note", place, reader)).collect()
}

fn note(whose: &'static str, place: Place<'_>, reader: &mut Reader<'_>) -> Note {
    let NoteRecord { when, say, .. } = NoteRecord::read_as(whose, place, reader.errors);
    let when = when.map(|when| reader.condition(when));
    Note { when, say: template_at(place, "say", &say, reader) }
}

/// Reads the `sources` of a score, alert or criterion.
pub(super) fn citations(place: Option<Place<'_>>, reader: &mut Reader<'_>) -> Vec<Citation> {
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
                let CitationRecord { id, says, .. } = CitationRecord::read(place, reader.errors);
                (id, says, place.span_of("id"))
            }
        };
        if !id.is_empty() {
            let source = reader.scope.source(&id, at, reader.errors).unwrap_or(SourceId(0));
            citations.push(Citation { source, says });
        }
    }
    citations
}

/// Reads the `story`: texts, and texts with a condition.
pub(super) fn story(place: Option<Place<'_>>, reader: &mut Reader<'_>) -> Vec<Note> {
    let mut story = Vec::new();
    for place in list(place, "story", "text", reader.errors) {
        match place.text() {
            Some(text) => story.push(Note { when: None, say: template(text, place, reader) }),
            None if place.is_refused() => {}
            None if !place.is_map() => reader.errors.push(wrong_type(place, "text, or a map with `when` and `say`")),
            None => story.push(note("a part of the story", place, reader)),
        }
    }
    story
}

/// Reads the `glance` lines: a label, and either subjects or a text.
pub(super) fn glance(place: Option<Place<'_>>, reader: &mut Reader<'_>) -> Vec<Glance> {
    let mut lines = Vec::new();
    for place in list(place, "glance", "line", reader.errors) {
        let GlanceRecord { label, show, say, .. } = GlanceRecord::read(place, reader.errors);
        let shows = match (show, say) {
            (Some(show), _) if place.get("say").is_some() => {
                let help = "a glance line has one of `show` and `say`";
                let on = "a line that has a `say`";
                reader.errors.push(key_does_not_fit("show", on, show.key_span(), help));
                continue;
            }
            (Some(show), _) => GlanceShows::Subjects(subjects(show, reader)),
            (None, Some(say)) if !say.trim().is_empty() => GlanceShows::Say(template_at(place, "say", &say, reader)),
            (None, say) => {
                if place.is_map() && (say.is_some() || place.present("say").is_none()) {
                    reader.errors.push(missing_key(place, "say", "a glance line without `show`"));
                }
                continue;
            }
        };
        lines.push(Glance { label, shows });
    }
    lines
}

fn subjects(place: Place<'_>, reader: &mut Reader<'_>) -> Vec<Subject> {
    let names = words(place, "show", reader.errors);
    let scope = reader.scope;
    names.into_iter().filter_map(|(name, at)| scope.subject(name, at.span(), reader.errors)).collect()
}
