//! What a translation says where its rulebook says nothing, and why that cannot be.

use super::path::{Path, place_at, shown};
use super::texts::name;
use crate::document::record::unknown_key;
use crate::document::suggest::did_you_mean;
use crate::document::{Finding, Place};
use crate::rulebook::codes;
use crate::rulebook::{Kind, Question, Rulebook};
use crate::text::Span;

/// The keys that stand below an id, by part of the file.
const KEYS: [(&str, &[&str]); 5] = [
    ("sections", &["title", "intro"]),
    ("questions", &["title", "ask", "help", "why", "options", "untranslated"]),
    ("scores", &["title", "bands", "notes", "sources"]),
    ("alerts", &["title", "say", "screen", "sources"]),
    ("criteria", &["title", "short", "says", "notes", "sources"]),
];

/// The error for a text under a path that no text of the rulebook has.
pub(super) fn unknown(rulebook: &Rulebook, root: Place<'_>, path: &Path, place: Place<'_>) -> Finding {
    let stray = Stray { rulebook, root, path, place };
    let error = stray.id().or_else(|| stray.key()).or_else(|| stray.inner());
    error.unwrap_or_else(|| {
        codes::NOTHING_TO_TRANSLATE.at(place.key_span(), format!("the rulebook says nothing at `{}`", shown(path)))
    })
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
    fn at(&self, depth: usize) -> Span {
        place_at(self.root, &self.path[..=depth]).unwrap_or(self.place).key_span()
    }

    /// Where the second key is no id of its part.
    fn id(&self) -> Option<Finding> {
        let (id, (what, ids)) = (self.path.get(1)?, ids(self.rulebook, self.part())?);
        let advice = did_you_mean(id, ids.iter().map(String::as_str));
        let unknown = || codes::UNKNOWN_ID.at(self.at(1), format!("the rulebook has no {what} `{id}`")).help(advice);
        (!ids.contains(id)).then(unknown)
    }

    /// Where the third key is none that stands below an id.
    fn key(&self) -> Option<Finding> {
        let key = self.path.get(2)?;
        let (_, keys) = KEYS.iter().find(|(part, _)| *part == self.part())?;
        (!keys.contains(&key.as_str())).then(|| unknown_key(key, self.at(2), keys.iter().copied()))
    }

    /// Where the fourth key is no option, band or source.
    fn inner(&self) -> Option<Finding> {
        let [_, id, key, inner, ..] = self.path else { return None };
        let at = self.at(3);
        match key.as_str() {
            "options" if self.part() == "questions" => {
                let advice = known(inner, self.options(id)).err()?;
                Some(codes::UNKNOWN_OPTION.at(at, format!("unknown option `{inner}` of `{id}`")).help(advice))
            }
            "bands" => {
                let bands = self.rulebook.scores.iter().filter(|score| score.id == *id).flat_map(|score| &score.bands);
                let advice = known(inner, bands.map(|band| band.code.as_str())).err()?;
                Some(codes::UNKNOWN_BAND.at(at, format!("unknown band `{inner}` of the score `{id}`")).help(advice))
            }
            "sources" => {
                let sources = self.rulebook.sources.iter().map(|source| source.id.as_str());
                let advice = known(inner, sources).err()?;
                Some(codes::UNKNOWN_SOURCE.at(at, format!("unknown source `{inner}`")).help(advice))
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
