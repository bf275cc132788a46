//! Facts and scores: their names, bands, formulas, what missing inputs do, notes.

use super::conditions::{Reader, Use};
use super::names::{Ids, Scope, check_id, id_of, list, need, need_place};
use super::numbers::{decimals, need_figure};
use super::texts::{citations, notes};
use crate::decimal::Decimal;
use crate::document::Place;
use crate::rulebook::draft::{self, item, wrong_type};
use crate::rulebook::error::RulebookError;
use crate::rulebook::{Band, Condition, Fact, Formula, MissingInputs, Node, Score, SourceId};
use crate::text::Span;

/// A fact before its condition is read.
pub(super) struct NamedFact<'t> {
    id: String,
    at: Span,
    title: String,
    place: Place<'t>,
}

/// A score before its formula is read.
pub(super) struct NamedScore<'t> {
    id: String,
    at: Span,
    draft: draft::Score,
    place: Place<'t>,
    bands: Vec<Band>,
}

/// Gives names to all facts.
pub(super) fn named_facts<'t>(
    root: Place<'t>,
    scope: &mut Scope,
    errors: &mut Vec<RulebookError>,
) -> Vec<NamedFact<'t>> {
    let Some(facts) = root.get("facts").filter(|facts| !facts.is_null()) else { return Vec::new() };
    if !facts.is_map() && !facts.is_refused() {
        errors.push(wrong_type(facts, "a map of ids and facts"));
    }
    let mut named = Vec::new();
    for (id, place) in facts.entries() {
        let at = place.key_span();
        check_id(id, at, errors);
        let draft: draft::Fact = item(place, errors);
        let title = need(place, "title", draft.title, "a fact", errors);
        let fact = scope.facts.push_and_get_key(id.to_owned());
        scope.declare(id, Node::Fact(fact), at, errors);
        named.push(NamedFact { id: id.to_owned(), at, title, place });
    }
    named
}

/// Gives names to all scores and their bands.
pub(super) fn named_scores<'t>(
    root: Place<'t>,
    scope: &mut Scope,
    errors: &mut Vec<RulebookError>,
) -> Vec<NamedScore<'t>> {
    let Some(scores) = root.get("scores").filter(|scores| !scores.is_null()) else { return Vec::new() };
    let mut named = Vec::new();
    for place in list(scores, "scores", "score", errors) {
        let draft: draft::Score = item(place, errors);
        let (id, at) = id_of(place, draft.id.clone(), "a score", errors);
        let before = errors.len();
        let bands = bands(place, &id, errors);
        let score = scope.scores.push_and_get_key(id.clone());
        scope.bands.push((errors.len() == before).then(|| bands.clone()));
        scope.declare(&id, Node::Score(score), at, errors);
        named.push(NamedScore { id, at, draft, place, bands });
    }
    named
}

fn bands(score: Place<'_>, id: &str, errors: &mut Vec<RulebookError>) -> Vec<Band> {
    let Some(place) = score.get("bands").filter(|bands| !bands.is_null()) else { return Vec::new() };
    let mut bands: Vec<Band> = Vec::new();
    let mut codes = Ids::default();
    for place in list(place, "bands", "band", errors) {
        let draft: draft::Band = item(place, errors);
        let from = need_figure(place, "from", "a band", errors);
        let code = need(place, "is", draft.is, "a band", errors);
        let label = need(place, "label", draft.label, "a band", errors);
        let at = place.get("is").map_or(place.head(), Place::span);
        if !code.is_empty() {
            check_id(&code, at, errors);
        }
        codes.declare(&code, at, errors);
        let Some(from) = from else { continue };
        if let Some(before) = bands.last().filter(|before| before.from >= from) {
            let (score, at) = (id.to_owned(), place.get("from").map_or(place.head(), Place::span).into());
            let before = before.from.to_string();
            errors.push(RulebookError::BandsNotAscending { score, from: from.to_string(), before, at });
        }
        bands.push(Band { from, code, label });
    }
    bands
}

/// The condition of a fact, and what it looks at.
pub(super) fn fact<'t>(named: NamedFact<'t>, reader: &mut Reader<'t, '_>) -> (Fact, Vec<Use>) {
    let when = need_place(named.place, "when", "a fact", reader.errors);
    let when = when.map_or_else(super::conditions::unread, |when| reader.condition(when));
    let fact = Fact { id: named.id, title: named.title, when, at: named.at };
    (fact, std::mem::take(&mut reader.uses))
}

/// A score, what it looks at, and whether its formula could be read.
pub(super) fn score<'t>(named: NamedScore<'t>, reader: &mut Reader<'t, '_>) -> (Score, Vec<Use>, bool) {
    let NamedScore { id, at, draft, place, bands } = named;
    let title = need(place, "title", draft.title, "a score", reader.errors);
    let value = need_place(place, "value", "a score", reader.errors).and_then(|value| reader.formula(value));
    let more_when: Option<Condition> = present(place, "more_when").map(|more| reader.condition(more));
    let uses = std::mem::take(&mut reader.uses);
    let missing = present(place, "missing");
    let missing = missing.map_or(MissingInputs::Bounds, |missing| self::missing(missing, value.as_ref(), reader));
    let places = present(place, "decimals").and_then(|place| decimals(place, reader.errors));
    let notes = notes(place, reader);
    let sources = citations(place, reader);
    if !bands.is_empty() && present(place, "sources").is_none() {
        let at = place.get("bands").map_or(at, Place::key_span).into();
        reader.errors.push(RulebookError::WithoutSource { what: "the bands of", id: id.clone(), at });
    }
    reader.uses.clear();
    let sound = value.is_some();
    let score = Score {
        id,
        title,
        unit: draft.unit,
        value: value.unwrap_or(Formula::Literal(Decimal::ZERO)),
        missing,
        more_when,
        bands,
        decimals: places,
        notes,
        sources,
        at,
    };
    (score, uses, sound)
}

fn present<'t>(place: Place<'t>, key: &str) -> Option<Place<'t>> {
    place.get(key).filter(|value| !value.is_null())
}

/// `bounds`, `strict` or a map with `prorate`.
fn missing<'t>(place: Place<'t>, value: Option<&Formula>, reader: &mut Reader<'t, '_>) -> MissingInputs {
    match place.text() {
        Some("bounds") => return MissingInputs::Bounds,
        Some("strict") => return MissingInputs::Strict,
        Some(word) => {
            let (word, key, at) = (word.to_owned(), "missing".to_owned(), place.span().into());
            let advice = Some("write `bounds`, `strict` or `{ prorate: { at_most: 1 }, source: SOURCE }`".to_owned());
            reader.errors.push(RulebookError::UnknownWord { word, key, at, advice });
            return MissingInputs::Bounds;
        }
        None => {}
    }
    let draft: draft::Missing = item(place, reader.errors);
    if !place.is_map() {
        return MissingInputs::Bounds;
    }
    let source = need(place, "source", draft.source, "`prorate`", reader.errors);
    let at = place.get("source").map_or(place.key_span(), Place::span);
    let source = if source.is_empty() { None } else { reader.scope.source(&source, at, reader.errors) };
    let Some(prorate) = need_place(place, "prorate", "`missing`", reader.errors) else { return MissingInputs::Bounds };
    let draft: draft::Prorate = item(prorate, reader.errors);
    let Some(at_most) = draft.at_most else {
        if prorate.is_map() && prorate.get("at_most").is_none_or(Place::is_null) {
            super::names::missing_key(prorate, "at_most", "`prorate`", reader.errors);
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
    reader.errors.push(RulebookError::Prorate { why, at: at.into() });
    MissingInputs::Bounds
}
