//! Sources, alerts, criteria, and the findings an author has quieted.

use std::collections::HashMap;

use jiff::civil::Date;
use typed_index_collections::TiVec;

use super::conditions::{Reader, unread};
use super::names::{Ids, Scope, check_id, id_of, list, need, need_place};
use super::texts::{citations, need_template, notes, template};
use crate::document::Place;
use crate::document::suggest::{did_you_mean, one_of};
use crate::rulebook::draft::{self, item, wrong_type};
use crate::rulebook::error::RulebookError;
use crate::rulebook::{Alert, AlertId, Allow, Criterion, CriterionId, CriterionKind, Read, Says, Source, SourceId};
use crate::text::Span;

const READ: [(&str, Read); 4] =
    [("primary", Read::Primary), ("part", Read::Part), ("secondary", Read::Secondary), ("project", Read::Project)];
/// What stands for the year of a source that shows none.
const UNDATED: &str = "undated";
const KINDS: [(&str, CriterionKind); 4] = [
    ("indication", CriterionKind::Indication),
    ("prerequisite", CriterionKind::Prerequisite),
    ("contraindication", CriterionKind::Contraindication),
    ("risk", CriterionKind::Risk),
];

/// All sources, with their names.
pub(super) fn sources(root: Place<'_>, scope: &mut Scope, errors: &mut Vec<RulebookError>) -> TiVec<SourceId, Source> {
    let Some(place) = need_place(root, "sources", "a rulebook", errors) else { return TiVec::new() };
    if !place.is_map() {
        errors.push(wrong_type(place, "a map of ids and sources"));
        return TiVec::new();
    }
    if place.entries().next().is_none() {
        let (key, item, at) = ("sources".to_owned(), "source".to_owned(), place.span().into());
        errors.push(RulebookError::Empty { key, item, at });
    }
    let (mut sources, mut names) = (TiVec::new(), HashMap::new());
    for (id, place) in place.entries() {
        check_id(id, place.key_span(), errors);
        names.insert(id.to_owned(), sources.push_and_get_key(source(id, place, errors)));
    }
    scope.sources = Some(names);
    sources
}

fn source(id: &str, place: Place<'_>, errors: &mut Vec<RulebookError>) -> Source {
    let draft: draft::Source = item(place, errors);
    let whose = "a source";
    let year = need_place(place, "year", whose, errors).and_then(|place| year(place, errors));
    let read = need(place, "read", draft.read, whose, errors);
    let known = READ.into_iter().find(|(word, _)| *word == read).map(|(_, read)| read);
    if known.is_none() && !read.is_empty() {
        let words = READ.map(|(word, _)| word);
        let advice = did_you_mean(&read, words).or_else(|| Some(format!("the words are {}", one_of(words))));
        let (key, at) = ("read".to_owned(), place.get("read").map_or(place.head(), Place::span).into());
        errors.push(RulebookError::UnknownWord { word: read, key, at, advice });
    }
    let checked = date(place, "checked", draft.checked, errors);
    let review_by = date(place, "review_by", draft.review_by, errors);
    if let (Some((checked, checked_at)), Some((review_by, at))) = (checked, review_by)
        && review_by < checked
    {
        errors.push(RulebookError::ReviewBeforeChecked { at: at.into(), checked: checked_at.into() });
    }
    Source {
        id: id.to_owned(),
        title: need(place, "title", draft.title, whose, errors),
        short: draft.short,
        publisher: need(place, "publisher", draft.publisher, whose, errors),
        year,
        url: draft.url,
        read: known.unwrap_or(Read::Secondary),
        checked: checked.map(|(date, _)| date).unwrap_or_default(),
        review_by: review_by.map(|(date, _)| date).unwrap_or_default(),
        notice: draft.notice,
        at: place.key_span(),
    }
}

/// The year, or nothing where the source is said to be undated.
fn year(place: Place<'_>, errors: &mut Vec<RulebookError>) -> Option<u16> {
    let written = place.digits().and_then(|year| year.parse().ok());
    if written.is_none() && place.text() != Some(UNDATED) {
        errors.push(wrong_type(place, "a year, or `undated`"));
    }
    written
}

/// A needed day, and where it stands.
fn date(item: Place<'_>, key: &str, text: Option<String>, errors: &mut Vec<RulebookError>) -> Option<(Date, Span)> {
    let text = need(item, key, text, "a source", errors);
    let place = item.get(key)?;
    if text.is_empty() {
        return None;
    }
    let day = Some(text.as_str()).filter(|text| text.len() == 10).and_then(|text| text.parse::<Date>().ok());
    if day.is_none() {
        errors.push(wrong_type(place, "a day, as 2026-11-20"));
    }
    Some((day?, place.span()))
}

/// All alerts.
pub(super) fn alerts<'t>(root: Place<'t>, reader: &mut Reader<'t, '_>) -> TiVec<AlertId, Alert> {
    let Some(place) = root.get("alerts").filter(|alerts| !alerts.is_null()) else { return TiVec::new() };
    let (mut alerts, mut ids) = (TiVec::new(), Ids::default());
    for place in list(place, "alerts", "alert", reader.errors) {
        let draft: draft::Alert = item(place, reader.errors);
        let whose = "an alert";
        let (id, at) = id_of(place, draft.id, whose, reader.errors);
        ids.declare(&id, at, reader.errors);
        let title = need(place, "title", draft.title, whose, reader.errors);
        let when = need_place(place, "when", whose, reader.errors);
        let when = when.map_or_else(unread, |when| reader.condition(when));
        let say = need_template(place, "say", draft.say, whose, reader);
        let screen = need(place, "screen", draft.screen, whose, reader.errors);
        sourced(place, "the alert", &id, at, reader.errors);
        let sources = citations(place, reader);
        alerts.push(Alert { id, title, when, say, screen, sources, at });
    }
    alerts
}

/// All criteria.
pub(super) fn criteria<'t>(root: Place<'t>, reader: &mut Reader<'t, '_>) -> TiVec<CriterionId, Criterion> {
    let Some(place) = need_place(root, "criteria", "a rulebook", reader.errors) else { return TiVec::new() };
    let (mut criteria, mut ids) = (TiVec::new(), Ids::default());
    for place in list(place, "criteria", "criterion", reader.errors) {
        let draft: draft::Criterion = item(place, reader.errors);
        let whose = "a criterion";
        let (id, at) = id_of(place, draft.id, whose, reader.errors);
        ids.declare(&id, at, reader.errors);
        let kind = need(place, "kind", draft.kind, whose, reader.errors);
        let title = need(place, "title", draft.title, whose, reader.errors);
        let applies_when = place.get("applies_when").filter(|when| !when.is_null());
        let applies_when = applies_when.map(|when| reader.condition(when));
        let when = need_place(place, "when", whose, reader.errors);
        let when = when.map_or_else(unread, |when| reader.condition(when));
        sourced(place, "the criterion", &id, at, reader.errors);
        criteria.push(Criterion {
            id,
            kind: criterion_kind(place, kind, reader.errors),
            title,
            short: draft.short,
            applies_when,
            when,
            says: says(place, reader),
            notes: notes(place, reader),
            sources: citations(place, reader),
            at,
        });
    }
    criteria
}

fn criterion_kind(place: Place<'_>, word: String, errors: &mut Vec<RulebookError>) -> CriterionKind {
    let known = KINDS.into_iter().find(|(kind, _)| *kind == word).map(|(_, kind)| kind);
    if known.is_none() && !word.is_empty() {
        let words = KINDS.map(|(word, _)| word);
        let advice = did_you_mean(&word, words).or_else(|| Some(format!("the kinds are {}", one_of(words))));
        let at = place.get("kind").map_or(place.head(), Place::span).into();
        errors.push(RulebookError::WrongKind { word, at, advice });
    }
    known.unwrap_or(CriterionKind::Risk)
}

/// Reports a statement that cites nothing.
fn sourced(place: Place<'_>, what: &'static str, id: &str, at: Span, errors: &mut Vec<RulebookError>) {
    if place.is_map() && place.get("sources").is_none_or(Place::is_null) {
        errors.push(RulebookError::WithoutSource { what, id: id.to_owned(), at: at.into() });
    }
}

fn says(criterion: Place<'_>, reader: &mut Reader<'_, '_>) -> Says {
    let Some(place) = criterion.get("says").filter(|says| !says.is_null()) else { return Says::default() };
    let draft: draft::Says = item(place, reader.errors);
    let mut say = |key: &str, text: Option<String>| {
        let at = place.get(key).unwrap_or(place);
        text.map(|text| template(&text, at, reader))
    };
    Says {
        met: say("met", draft.met),
        not_met: say("not_met", draft.not_met),
        unknown: say("unknown", draft.unknown),
        not_applicable: say("not_applicable", draft.not_applicable),
    }
}

/// Findings that the author has quieted.
pub(super) fn allow(root: Place<'_>, errors: &mut Vec<RulebookError>) -> Vec<Allow> {
    let Some(place) = root.get("allow").filter(|allow| !allow.is_null()) else { return Vec::new() };
    let mut allowed = Vec::new();
    for place in list(place, "allow", "finding", errors) {
        let draft: draft::Allow = item(place, errors);
        let whose = "an entry of `allow`";
        allowed.push(Allow {
            code: need(place, "code", draft.code, whose, errors),
            at: need(place, "at", draft.at, whose, errors),
            because: need(place, "because", draft.because, whose, errors),
        });
    }
    allowed
}
