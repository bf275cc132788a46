//! What a translation says where its rulebook says nothing, and why that cannot be.

use miette::SourceSpan;

use super::path::{Path, place_at, shown};
use super::texts::name;
use crate::document::Place;
use crate::document::suggest::{did_you_mean, one_of};
use crate::rulebook::error::RulebookError;
use crate::rulebook::{Kind, Question, Rulebook};

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
    let stray = Stray { rulebook, root, path, place };
    let error = stray.id().or_else(|| stray.key()).or_else(|| stray.inner());
    error.unwrap_or_else(|| RulebookError::NothingToTranslate { path: shown(path), at: place.key_span().into() })
}

/// A text that stands nowhere in the rulebook.
struct Stray<'a, 't> {
    rulebook: &'a Rulebook,
    root: Place<'t>,
    path: &'a [String],
    place: Place<'t>,
}

impl Stray<'_, '_> {
    fn part(&self) -> &str {
        &self.path[0]
    }

    /// Where the key at this depth is written.
    fn at(&self, depth: usize) -> SourceSpan {
        place_at(self.root, &self.path[..=depth]).unwrap_or(self.place).key_span().into()
    }

    /// Where the second key is no id of its part.
    fn id(&self) -> Option<RulebookError> {
        let (id, (what, ids)) = (self.path.get(1)?, ids(self.rulebook, self.part())?);
        let advice = did_you_mean(id, ids.iter().map(String::as_str));
        (!ids.contains(id)).then(|| RulebookError::UnknownId { what, id: id.clone(), at: self.at(1), advice })
    }

    /// Where the third key is none that stands below an id.
    fn key(&self) -> Option<RulebookError> {
        let key = self.path.get(2)?;
        let (_, keys) = KEYS.iter().find(|(part, _)| *part == self.part())?;
        if keys.contains(&key.as_str()) {
            return None;
        }
        let near = did_you_mean(key, keys.iter().copied());
        let advice = near.or_else(|| Some(format!("the keys that stand here are {}", one_of(keys.iter().copied()))));
        Some(RulebookError::UnknownKey { key: key.clone(), at: self.at(2), advice })
    }

    /// Where the fourth key is no option, band or source.
    fn inner(&self) -> Option<RulebookError> {
        let [_, id, key, inner, ..] = self.path else { return None };
        let (inner, at) = (inner.clone(), self.at(3));
        match key.as_str() {
            "options" if self.part() == "questions" => {
                let advice = known(&inner, self.options(id)).err()?;
                Some(RulebookError::UnknownOption { option: inner, question: id.clone(), at, advice })
            }
            "bands" => {
                let bands = self.rulebook.scores.iter().filter(|score| score.id == *id).flat_map(|score| &score.bands);
                let advice = known(&inner, bands.map(|band| band.code.as_str())).err()?;
                Some(RulebookError::UnknownBand { band: inner, score: id.clone(), at, advice })
            }
            "sources" => {
                let sources = self.rulebook.sources.iter().map(|source| source.id.as_str());
                let advice = known(&inner, sources).err()?;
                Some(RulebookError::UnknownSource { source_id: inner, at, advice })
            }
            _ => None,
        }
    }

    /// The codes of a question's options; yes and no are the program's own words.
    fn options(&self, id: &str) -> impl Iterator<Item = &str> + Clone {
        let question = self.rulebook.questions.iter().find(|question| name(self.rulebook, question) == id);
        let own = question.filter(|question| !matches!(question.kind, Kind::YesNo(_)));
        own.into_iter().flat_map(Question::options).map(|option| option.code.as_str())
    }
}

/// Whether a name is one of these; if not, what to say of it.
fn known<'n>(name: &str, names: impl Iterator<Item = &'n str> + Clone) -> Result<(), Option<String>> {
    if names.clone().any(|other| other == name) { Ok(()) } else { Err(did_you_mean(name, names)) }
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
