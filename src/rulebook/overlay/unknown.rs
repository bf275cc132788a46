//! What a translation says where its rulebook says nothing, and why that cannot be.

use super::texts::name;
use super::{Path, shown};
use crate::rulebook::error::{RulebookError, did_you_mean, one_of};
use crate::rulebook::tree::Place;
use crate::rulebook::{Kind, Rulebook};

/// The keys that stand below an id, by part of the file.
const KEYS: [(&str, &[&str]); 5] = [
    ("sections", &["title", "intro"]),
    ("questions", &["title", "ask", "help", "why", "options", "untranslated"]),
    ("scores", &["title", "bands", "notes", "sources"]),
    ("alerts", &["title", "say", "screen", "sources"]),
    ("criteria", &["title", "short", "says", "notes", "sources"]),
];

/// The error for a text under a path that no text of the rulebook has.
pub(super) fn unknown(rulebook: &Rulebook, root: Place<'_>, path: &Path, place: Place<'_>) -> RulebookError {
    let part = path[0].as_str();
    let at = |depth: usize| on_the_way(root, &path[..=depth]).unwrap_or(place).key_span().into();
    let ids = ids(rulebook, part);
    if let (Some(id), Some((what, ids))) = (path.get(1), &ids)
        && !ids.iter().any(|known| known == id)
    {
        let advice = did_you_mean(id, ids.iter().map(String::as_str));
        return RulebookError::UnknownId { what, id: id.clone(), at: at(1), advice };
    }
    let keys = KEYS.iter().find(|(name, _)| *name == part).map(|(_, keys)| *keys);
    if let (Some(key), Some(keys)) = (path.get(2), keys)
        && !keys.contains(&key.as_str())
    {
        let advice = did_you_mean(key, keys.iter().copied())
            .or_else(|| Some(format!("the keys that stand here are {}", one_of(keys.iter().copied()))));
        return RulebookError::UnknownKey { key: key.clone(), at: at(2), advice };
    }
    if let [_, id, key, inner, ..] = path.as_slice() {
        match key.as_str() {
            "options" if part == "questions" => {
                let question = rulebook.questions.iter().find(|question| name(rulebook, question) == *id);
                let options = question.map(|question| match &question.kind {
                    Kind::YesNo(_) => &[],
                    _ => question.options(),
                });
                let codes = || options.into_iter().flatten().map(|option| option.code.as_str());
                if !codes().any(|code| code == inner) {
                    let advice = did_you_mean(inner, codes());
                    return RulebookError::UnknownOption {
                        option: inner.clone(),
                        question: id.clone(),
                        at: at(3),
                        advice,
                    };
                }
            }
            "bands" => {
                let score = rulebook.scores.iter().find(|score| score.id == *id);
                let codes = || score.into_iter().flat_map(|score| &score.bands).map(|band| band.code.as_str());
                if !codes().any(|code| code == inner) {
                    let advice = did_you_mean(inner, codes());
                    return RulebookError::UnknownBand { band: inner.clone(), score: id.clone(), at: at(3), advice };
                }
            }
            "sources" => {
                let ids = || rulebook.sources.iter().map(|source| source.id.as_str());
                if !ids().any(|id| id == inner) {
                    let advice = did_you_mean(inner, ids());
                    return RulebookError::UnknownSource { source_id: inner.clone(), at: at(3), advice };
                }
            }
            _ => {}
        }
    }
    RulebookError::NothingToTranslate { path: shown(path), at: place.key_span().into() }
}

/// What the second key of a path names, and the ids that there are.
fn ids(rulebook: &Rulebook, part: &str) -> Option<(&'static str, Vec<String>)> {
    Some(match part {
        "sections" => ("section", rulebook.sections.iter().map(|section| section.id.clone()).collect()),
        "questions" => ("question", rulebook.questions.iter().map(|question| name(rulebook, question)).collect()),
        "facts" => ("fact", rulebook.facts.iter().map(|fact| fact.id.clone()).collect()),
        "scores" => ("score", rulebook.scores.iter().map(|score| score.id.clone()).collect()),
        "alerts" => ("alert", rulebook.alerts.iter().map(|alert| alert.id.clone()).collect()),
        "criteria" => ("criterion", rulebook.criteria.iter().map(|criterion| criterion.id.clone()).collect()),
        "units" => ("unit", units(rulebook)),
        _ => return None,
    })
}

/// Every unit that a question or a score names.
fn units(rulebook: &Rulebook) -> Vec<String> {
    let of_scores = rulebook.scores.iter().filter_map(|score| score.unit.clone());
    let of_questions = rulebook.questions.iter().flat_map(|question| match &question.kind {
        Kind::Number(number) => {
            number.unit.iter().chain(number.accepts.iter().map(|(unit, _)| unit)).cloned().collect()
        }
        _ => Vec::new(),
    });
    of_scores.chain(of_questions).collect()
}

/// The place that these keys lead to.
fn on_the_way<'t>(root: Place<'t>, keys: &[String]) -> Option<Place<'t>> {
    keys.iter().try_fold(root, |at, key| at.get(key).or_else(|| at.items().nth(key.parse().ok()?)))
}
