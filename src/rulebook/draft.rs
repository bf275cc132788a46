//! A rulebook as the file says it, item by item: names not yet resolved.
//!
//! Each struct mirrors one map of the file: its keys, and those of its values that are plain text, numbers and words.
//! What has an inner structure is [`Elsewhere`]: it is read at its own place, so that each of its errors has one too.
//! Every key is optional here; `resolve` knows what is needed.

use serde::Deserialize;
use serde::de::{DeserializeOwned, IgnoredAny};
use serde_path_to_error::Segment;
use serde_yaml::Value;

use super::error::RulebookError;
use super::flat::{flat, read_flat};
use crate::document::suggest::{did_you_mean, one_of};
use crate::document::{Place, Raw};

/// Something that is read at its own place.
pub(super) type Elsewhere = Option<IgnoredAny>;

/// Declares drafts: maps of which every key is optional.
macro_rules! drafts {
    ($($(#[$doc:meta])* $name:ident { $($key:ident : $type:ty),* $(,)? })*) => { $(
        $(#[$doc])*
        #[derive(Debug, Default, Deserialize)]
        #[serde(default, deny_unknown_fields, expecting = "a map")]
        #[allow(dead_code, reason = "some keys are only known here and read at their own place")]
        pub(super) struct $name { $(pub(super) $key: $type),* }
    )* };
}
type Text = Option<String>;

drafts! {
    /// The whole file.
    File {
        format: Elsewhere, id: Text, version: Text, title: Text, intended_use: Text, sources: Elsewhere,
        sections: Elsewhere, facts: Elsewhere, scores: Elsewhere, alerts: Elsewhere, story: Elsewhere,
        glance: Elsewhere, criteria: Elsewhere, allow: Elsewhere,
    }
    /// The texts of a rulebook in another language.
    Overlay {
        format: Elsewhere, language: Text, rulebook: Text, version: Text, reviewed_by: Text, title: Elsewhere,
        intended_use: Elsewhere, units: Elsewhere, sections: Elsewhere, questions: Elsewhere, facts: Elsewhere,
        scores: Elsewhere, alerts: Elsewhere, story: Elsewhere, glance: Elsewhere, criteria: Elsewhere,
    }
    /// One of `sources`.
    Source {
        title: Text, short: Text, publisher: Text, year: Elsewhere, url: Text, read: Text, checked: Text,
        review_by: Text, notice: Text,
    }
    /// One of `sections`.
    Section { id: Text, title: Text, intro: Text, ask_when: Elsewhere, questions: Elsewhere }
    /// One of `questions`, or of a `for_each`.
    Question {
        id: Text, title: Text, ask: Text, help: Text, why: Text, r#type: Text, asked_of: Text,
        required: Option<bool>, ask_when: Elsewhere, options: Elsewhere, for_each: Elsewhere, unit: Text,
        range: Elsewhere, usual: Elsewhere, decimals: Elsewhere, accepts: Elsewhere, limit: Elsewhere,
        except: Elsewhere, per_option: Elsewhere,
    }
    /// One of `options`, where it is a map.
    Choice { label: Text, short: Text, points: Elsewhere, exclusive: Option<bool>, pause: Option<bool> }
    /// One of `per_option`.
    PerOption { unit: Text, range: Elsewhere, usual: Elsewhere, decimals: Elsewhere, accepts: Elsewhere }
    /// One of `facts`.
    Fact { title: Text, when: Elsewhere }
    /// One of `scores`.
    Score {
        id: Text, title: Text, unit: Text, value: Elsewhere, missing: Elsewhere, more_when: Elsewhere,
        bands: Elsewhere, decimals: Elsewhere, notes: Elsewhere, sources: Elsewhere,
    }
    /// `missing`, where it is a map.
    Missing { prorate: Elsewhere, source: Text }
    /// `prorate`.
    Prorate { at_most: Option<usize> }
    /// One of `bands`.
    Band { from: Elsewhere, is: Text, label: Text }
    /// One of `notes`, or of `story` where it is a map.
    Note { when: Elsewhere, say: Text }
    /// One of `alerts`.
    Alert { id: Text, title: Text, when: Elsewhere, say: Text, screen: Text, sources: Elsewhere }
    /// One of `glance`.
    Glance { label: Text, show: Elsewhere, say: Text }
    /// One of `criteria`.
    Criterion {
        id: Text, kind: Text, title: Text, short: Text, applies_when: Elsewhere, when: Elsewhere, says: Elsewhere,
        notes: Elsewhere, sources: Elsewhere,
    }
    /// `says` of a criterion.
    Says { met: Text, not_met: Text, unknown: Text, not_applicable: Text }
    /// One of the `sources` of something, where it is a map.
    Citation { id: Text, says: Text }
    /// One of `allow`.
    Allow { code: Text, at: Text, because: Text }
    /// `count`.
    Count { of: Elsewhere, is: Elsewhere, at_least: Option<usize>, at_most: Option<usize> }
    /// `percent_drop`.
    PercentDrop { from: Elsewhere, to: Elsewhere }
}

/// Reads one item; what is wrong with it is reported, and the item goes on without that part.
pub(super) fn item<T: DeserializeOwned + Default>(place: Place<'_>, errors: &mut Vec<RulebookError>) -> T {
    match read_flat(place) {
        Ok(draft) if place.is_map() => draft,
        _ => faulty(place, errors),
    }
}

/// The same of an item with which something is wrong.
fn faulty<T: DeserializeOwned + Default>(place: Place<'_>, errors: &mut Vec<RulebookError>) -> T {
    if place.is_refused() {
        return T::default();
    }
    if !place.is_map() {
        errors.push(wrong_type(place, "a map"));
        return T::default();
    }
    let mut value = flat(place);
    loop {
        let fault = match serde_path_to_error::deserialize(&value) {
            Ok(draft) => return draft,
            Err(fault) => fault,
        };
        let key = fault.path().iter().find_map(key);
        let message = fault.inner().to_string();
        let pruned = if message.starts_with("unknown field `") {
            unknown_keys(place, &mut value, &message, errors)
        } else {
            let at = key.as_deref().and_then(|key| place.get(key)).unwrap_or(place);
            let expected = message.rsplit_once("expected ").map_or("something else", |(_, expected)| expected);
            errors.push(wrong_type(at, expected));
            key.is_some_and(|key| value.as_mapping_mut().is_some_and(|map| map.remove(key).is_some()))
        };
        if !pruned {
            return T::default();
        }
    }
}

fn key(segment: &Segment) -> Option<String> {
    match segment {
        Segment::Map { key } => Some(key.clone()),
        Segment::Seq { .. } | Segment::Enum { .. } | Segment::Unknown => None,
    }
}

/// Reports and takes away every key that serde's message does not name among those it knows: drafts are flat, so that
/// the item itself is meant.
fn unknown_keys(place: Place<'_>, value: &mut Value, message: &str, errors: &mut Vec<RulebookError>) -> bool {
    let known: Vec<&str> = message.split('`').skip(3).step_by(2).collect();
    let mut found = false;
    for (key, value) in place.entries().filter(|(key, _)| !known.contains(key)) {
        let listed = || format!("the keys that stand here are {}", one_of(known.iter().copied()));
        let advice = Some(did_you_mean(key, known.iter().copied()).unwrap_or_else(listed));
        errors.push(RulebookError::UnknownKey { key: key.to_owned(), at: value.key_span().into(), advice });
        found = true;
    }
    if let Value::Mapping(map) = value {
        map.retain(|key, _| key.as_str().is_some_and(|key| known.contains(&key)));
    }
    found
}

/// "expected text, found a number", with advice where a plain scalar is not what it looks like.
pub(super) fn wrong_type(place: Place<'_>, expected: &str) -> RulebookError {
    let expected = match expected {
        "a string" => "text",
        "a boolean" => "`true` or `false`",
        "u16" | "u8" | "usize" => "a whole number",
        other => other,
    };
    let quotes = expected == "text" && matches!(place.raw(), Raw::Number(_) | Raw::Bool(_));
    RulebookError::WrongType {
        expected: expected.to_owned(),
        found: place.described().to_owned(),
        at: place.span().into(),
        advice: quotes.then(|| "put it in quotes".to_owned()),
    }
}
