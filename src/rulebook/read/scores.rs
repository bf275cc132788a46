//! Facts and scores: their names, bands, formulas, what missing inputs do, notes.

use super::conditions::{Reader, Use, unread};
use super::keys::{BandRecord, FactRecord, MissingRecord, ProrateRecord, ScoreRecord};
use super::names::{Ids, Scope, check_id, id_at};
use super::numbers::{decimals, figure};
use super::texts::{citations, notes};
use crate::decimal::Decimal;
use crate::document::record::{list, map, missing_key, unknown_word};
use crate::document::{Finding, Place};
use crate::rulebook::codes;
use crate::rulebook::{Band, Fact, Formula, MissingInputs, Node, Score, SourceId};
use crate::text::Span;

/// Gives names to all facts, and returns each with its id before its condition is read.
pub(super) fn named_facts<'t>(
    facts: Option<Place<'t>>,
    scope: &mut Scope,
    errors: &mut Vec<Finding>,
) -> Vec<(String, FactRecord<'t>)> {
    let mut named = Vec::new();
    for (id, place) in map(facts, "a map of ids and facts", errors).into_iter().flat_map(Place::entries) {
        let at = place.key_span();
        check_id(id, at, errors);
        let record = FactRecord::read(place, errors);
        let fact = scope.facts.push_and_get_key(id.to_owned());
        scope.declare(id, Node::Fact(fact), at, errors);
        named.push((id.to_owned(), record));
    }
    named
}

/// Gives names to all scores and their bands, and returns each with its bands before its formula is read.
pub(super) fn named_scores<'t>(
    scores: Option<Place<'t>>,
    scope: &mut Scope,
    errors: &mut Vec<Finding>,
) -> Vec<(ScoreRecord<'t>, Vec<Band>)> {
    let mut named = Vec::new();
    for place in list(scores, "scores", "score", errors) {
        let record = ScoreRecord::read(place, errors);
        let at = id_at(&record.id, place, "id", errors);
        let before = errors.len();
        let bands = record.bands.map(|place| bands(place, &record.id, errors)).unwrap_or_default();
        let id = scope.scores.push_and_get_key(record.id.clone());
        scope.bands.push((errors.len() == before).then(|| bands.clone()));
        scope.declare(&record.id, Node::Score(id), at, errors);
        named.push((record, bands));
    }
    named
}

fn bands(place: Place<'_>, score: &str, errors: &mut Vec<Finding>) -> Vec<Band> {
    let mut bands: Vec<Band> = Vec::new();
    let mut ids = Ids::default();
    for place in list(place, "bands", "band", errors) {
        let BandRecord { from, is: code, label, .. } = BandRecord::read(place, errors);
        let from = from.and_then(|from| figure(from, errors));
        ids.declare(&code, place, "is", errors);
        let Some(from) = from else { continue };
        if let Some(Band { from: before, .. }) = bands.last().filter(|before| before.from >= from) {
            let message = format!("the bands of `{score}` do not ascend: {from} does not lie above {before}");
            errors.push(codes::BANDS_NOT_ASCENDING.at(place.span_of("from"), message));
        }
        bands.push(Band { from, code, label });
    }
    bands
}

/// Reads the condition of a fact; returns the fact and its references.
pub(super) fn fact(id: String, record: FactRecord<'_>, reader: &mut Reader<'_>) -> (Fact, Vec<Use>) {
    let when = record.when.map_or_else(unread, |when| reader.condition(when));
    let fact = Fact { id, title: record.title, when, at: record.place.key_span() };
    (fact, std::mem::take(&mut reader.uses))
}

/// Reads a score; returns it with its references, and whether its formula could be read.
pub(super) fn score(record: ScoreRecord<'_>, bands: Vec<Band>, reader: &mut Reader<'_>) -> (Score, Vec<Use>, bool) {
    let at = record.place.span_of("id");
    let value = record.value.and_then(|value| reader.formula(value));
    let more_when = record.more_when.map(|more| reader.condition(more));
    let uses = std::mem::take(&mut reader.uses);
    let missing = record.missing.map_or(MissingInputs::Bounds, |place| missing(place, value.as_ref(), reader));
    let decimals = record.decimals.and_then(|place| decimals(place, reader.errors));
    let notes = notes(record.notes, reader);
    let sources = citations(record.sources, reader);
    if !bands.is_empty() && record.sources.is_none() {
        let at = record.bands.map_or(at, Place::key_span);
        reader.errors.push(without_source("the bands of", &record.id, at));
    }
    reader.uses.clear();
    let sound = value.is_some();
    let ScoreRecord { id, title, unit, .. } = record;
    let value = value.unwrap_or(Formula::Literal(Decimal::ZERO));
    (Score { id, title, unit, value, missing, more_when, bands, decimals, notes, sources, at }, uses, sound)
}

/// Returns the finding for a statement without a citation.
pub(super) fn without_source(what: &str, id: &str, at: Span) -> Finding {
    codes::WITHOUT_SOURCE.at(at, format!("no source for {what} `{id}`"))
}

/// Reads `missing`: `bounds`, `strict` or a map with `prorate`.
fn missing(place: Place<'_>, value: Option<&Formula>, reader: &mut Reader<'_>) -> MissingInputs {
    match place.text() {
        Some("bounds") => return MissingInputs::Bounds,
        Some("strict") => return MissingInputs::Strict,
        Some(word) => {
            let help = "write `bounds`, `strict` or `{ prorate: { at_most: 1 }, source: SOURCE }`";
            reader.errors.push(unknown_word(word, "missing", place.span(), help));
            return MissingInputs::Bounds;
        }
        None => {}
    }
    let MissingRecord { prorate, source, .. } = MissingRecord::read(place, reader.errors);
    let at = place.get("source").map_or(place.key_span(), Place::span);
    let source = if source.is_empty() { None } else { reader.scope.source(&source, at, reader.errors) };
    let Some(prorate) = prorate else { return MissingInputs::Bounds };
    let Some(at_most) = ProrateRecord::read(prorate, reader.errors).at_most else {
        if prorate.is_map() && prorate.present("at_most").is_none() {
            reader.errors.push(missing_key(prorate, "at_most", "`prorate`"));
        }
        return MissingInputs::Bounds;
    };
    let items = match value {
        None => return MissingInputs::Bounds,
        Some(Formula::Points(items)) => Some(items.len()),
        Some(Formula::Sum(items) | Formula::Mean(items)) => {
            items.iter().all(|item| matches!(item, Formula::Question(_))).then_some(items.len())
        }
        Some(_) => None,
    };
    let limit = prorate.get("at_most").map_or(prorate.key_span(), Place::span);
    let (why, at) = match items {
        None => ("its value is no `sum`, `points` or `mean` of questions alone".to_owned(), prorate.key_span()),
        Some(_) if at_most == 0 => ("`at_most: 0` prorates nothing".to_owned(), limit),
        Some(items) if at_most >= items => (format!("{at_most} of {items} items would leave none answered"), limit),
        Some(_) => return MissingInputs::Prorate { at_most, source: source.unwrap_or(SourceId(0)) },
    };
    reader.errors.push(codes::PRORATE.at(at, format!("`prorate` does not fit this score: {why}")));
    MissingInputs::Bounds
}
