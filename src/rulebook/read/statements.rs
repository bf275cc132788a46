//! Sources, alerts, criteria, and the findings an author has quieted.

use std::collections::HashMap;

use jiff::civil::Date;
use typed_index_collections::TiVec;

use super::conditions::{Reader, unread};
use super::keys::{AlertRecord, AllowRecord, CriterionRecord, SaysRecord, SourceRecord};
use super::names::{Ids, Scope, check_id};
use super::scores::without_source;
use super::texts::{citations, notes, template_at};
use crate::document::record::{empty, list, map, word, wrong_type};
use crate::document::suggest::meant_or_listed;
use crate::document::{Finding, Place};
use crate::rulebook::codes;
use crate::rulebook::{
    Alert, AlertId, Allow, Citation, Criterion, CriterionId, CriterionKind, Read, Says, Source, SourceId,
};
use crate::text::Span;

const READ: [(&str, Read); 4] =
    [("primary", Read::Primary), ("part", Read::Part), ("secondary", Read::Secondary), ("project", Read::Project)];
/// The value of `year` for a source that shows no date.
const UNDATED: &str = "undated";
const KINDS: [(&str, CriterionKind); 4] = [
    ("indication", CriterionKind::Indication),
    ("prerequisite", CriterionKind::Prerequisite),
    ("contraindication", CriterionKind::Contraindication),
    ("risk", CriterionKind::Risk),
];

/// Reads all sources; returns them with their names.
pub(super) fn sources(
    place: Option<Place<'_>>,
    scope: &mut Scope,
    errors: &mut Vec<Finding>,
) -> TiVec<SourceId, Source> {
    let Some(place) = map(place, "a map of ids and sources", errors) else { return TiVec::new() };
    if place.entries().next().is_none() {
        errors.push(empty("sources", place.span(), "source"));
    }
    let (mut sources, mut names) = (TiVec::new(), HashMap::new());
    for (id, place) in place.entries() {
        check_id(id, place.key_span(), errors);
        names.insert(id.to_owned(), sources.push_and_get_key(source(id, place, errors)));
    }
    scope.sources = Some(names);
    sources
}

fn source(id: &str, place: Place<'_>, errors: &mut Vec<Finding>) -> Source {
    let record = SourceRecord::read(place, errors);
    let year = record.year.and_then(|place| year(place, errors));
    let read = word(&record.read, "read", place.span_of("read"), &READ, errors).unwrap_or(Read::Secondary);
    let checked = day(&record.checked, place.get("checked"), errors);
    let review_by = day(&record.review_by, place.get("review_by"), errors);
    if checked.zip(review_by).is_some_and(|(checked, review_by)| review_by < checked) {
        let finding = codes::REVIEW_BEFORE_CHECKED.at(place.span_of("review_by"), "`review_by` lies before `checked`");
        errors.push(finding.and(place.span_of("checked"), "last read"));
    }
    let SourceRecord { title, short, publisher, url, notice, .. } = record;
    let (checked, review_by) = (checked.unwrap_or_default(), review_by.unwrap_or_default());
    let (id, at) = (id.to_owned(), place.key_span());
    Source { id, title, short, publisher, year, url, read, checked, review_by, notice, at }
}

/// Reads the year; `None` if the source is said to be undated. Reports anything else.
fn year(place: Place<'_>, errors: &mut Vec<Finding>) -> Option<u16> {
    let written = place.digits().and_then(|year| year.parse().ok());
    if written.is_none() && place.text() != Some(UNDATED) {
        errors.push(wrong_type(place, "a year, or `undated`"));
    }
    written
}

/// Reads the date at a place; reports anything else.
fn day(text: &str, place: Option<Place<'_>>, errors: &mut Vec<Finding>) -> Option<Date> {
    let place = place.filter(|_| !text.is_empty())?;
    let day = Some(text).filter(|text| text.len() == 10).and_then(|text| text.parse().ok());
    if day.is_none() {
        errors.push(wrong_type(place, "a day, as 2026-11-20"));
    }
    day
}

/// Reads all alerts.
pub(super) fn alerts(place: Option<Place<'_>>, reader: &mut Reader<'_>) -> TiVec<AlertId, Alert> {
    let (mut alerts, mut ids) = (TiVec::new(), Ids::default());
    for place in list(place, "alerts", "alert", reader.errors) {
        let AlertRecord { id, title, when, say, screen, sources, .. } = AlertRecord::read(place, reader.errors);
        let at = ids.declare(&id, place, "id", reader.errors);
        let when = when.map_or_else(unread, |when| reader.condition(when));
        let say = template_at(place, "say", &say, reader);
        let sources = sourced(place, "the alert", &id, at, sources, reader);
        alerts.push(Alert { id, title, when, say, screen, sources, at });
    }
    alerts
}

/// Reads all criteria.
pub(super) fn criteria(place: Option<Place<'_>>, reader: &mut Reader<'_>) -> TiVec<CriterionId, Criterion> {
    let (mut criteria, mut ids) = (TiVec::new(), Ids::default());
    for place in list(place, "criteria", "criterion", reader.errors) {
        let record = CriterionRecord::read(place, reader.errors);
        let at = ids.declare(&record.id, place, "id", reader.errors);
        let applies_when = record.applies_when.map(|when| reader.condition(when));
        let when = record.when.map_or_else(unread, |when| reader.condition(when));
        let kind = criterion_kind(&record, reader.errors);
        let says = record.says.map(|place| says(place, reader)).unwrap_or_default();
        let notes = notes(record.notes, reader);
        let sources = sourced(place, "the criterion", &record.id, at, record.sources, reader);
        let CriterionRecord { id, title, short, .. } = record;
        criteria.push(Criterion { id, kind, title, short, applies_when, when, says, notes, sources, at });
    }
    criteria
}

fn criterion_kind(record: &CriterionRecord<'_>, errors: &mut Vec<Finding>) -> CriterionKind {
    let word = &record.kind;
    let known = KINDS.into_iter().find(|(kind, _)| kind == word).map(|(_, kind)| kind);
    if known.is_none() && !word.is_empty() {
        let help = meant_or_listed(word, "the kinds are", KINDS.map(|(word, _)| word));
        let at = record.place.span_of("kind");
        errors.push(codes::WRONG_KIND.at(at, format!("wrong kind `{word}`")).help(help));
    }
    known.unwrap_or(CriterionKind::Risk)
}

/// Reads the citations of a statement; reports a statement without citations.
fn sourced(
    statement: Place<'_>,
    what: &str,
    id: &str,
    at: Span,
    sources: Option<Place<'_>>,
    reader: &mut Reader<'_>,
) -> Vec<Citation> {
    if statement.is_map() && sources.is_none() {
        reader.errors.push(without_source(what, id, at));
    }
    citations(sources, reader)
}

fn says(place: Place<'_>, reader: &mut Reader<'_>) -> Says {
    let SaysRecord { met, not_met, unknown, not_applicable, .. } = SaysRecord::read(place, reader.errors);
    let mut say = |key, text: Option<String>| text.map(|text| template_at(place, key, &text, reader));
    Says {
        met: say("met", met),
        not_met: say("not_met", not_met),
        unknown: say("unknown", unknown),
        not_applicable: say("not_applicable", not_applicable),
    }
}

/// Reads the findings that the author has quieted.
pub(super) fn allow(place: Option<Place<'_>>, errors: &mut Vec<Finding>) -> Vec<Allow> {
    let entries = list(place, "allow", "finding", errors).into_iter();
    let allow = |place| {
        let AllowRecord { code, at, because, .. } = AllowRecord::read(place, errors);
        Allow { code, at, because }
    };
    entries.map(allow).collect()
}
