//! Reads a rulebook: what is written is resolved, then each score is held against how far it can reach.

use std::collections::HashSet;

use super::extent::Extent;
use super::subjects;
use crate::rulebook::error::{RulebookError, RulebookErrors};
use crate::rulebook::{BUILTIN, Formula, Node, Resolved, Rulebook, Score, ScoreId, TOO_LARGE, resolve};
use crate::text::SourceText;

impl Rulebook {
    /// Reads a rulebook.
    ///
    /// # Errors
    /// Returns all that is wrong with the file, at once.
    pub fn read(source: &SourceText) -> Result<Rulebook, RulebookErrors> {
        read(&source.text).map_err(|errors| RulebookErrors::new(source, errors))
    }

    /// Reads the rulebook that is compiled in.
    ///
    /// # Errors
    /// Returns none; a test rules them out.
    pub fn builtin() -> Result<Rulebook, RulebookErrors> {
        read(BUILTIN.1).map_err(|errors| RulebookErrors::new(&SourceText::new(BUILTIN.0, BUILTIN.1), errors))
    }
}

fn read(text: &str) -> Result<Rulebook, Vec<RulebookError>> {
    let mut errors = Vec::new();
    match resolve(text, &mut errors).map(|resolved| checked(resolved, &mut errors)) {
        Some(rulebook) if errors.is_empty() => Ok(rulebook),
        _ => Err(errors),
    }
}

/// Holds each score against the size it may have, and its first band against its least value. A score that rests on
/// something that could not be read, or is reported itself, is passed over.
fn checked(resolved: Resolved, errors: &mut Vec<RulebookError>) -> Rulebook {
    let Resolved { rulebook, mut unread } = resolved;
    let meaning = subjects(&rulebook, &mut Extent::new(&rulebook));
    let (mut read, mut constant) = (HashSet::new(), HashSet::new());
    for node in &rulebook.order {
        let Node::Score(id) = *node else { continue };
        let score = &rulebook.scores[id];
        let inputs = score.value.inputs();
        let in_circle = |input: &Node| matches!(input, Node::Score(score) if !read.contains(score));
        if unread.contains(node) || inputs.iter().any(|input| unread.contains(input) || in_circle(input)) {
            unread.insert(*node);
        } else if is_constant(score, &inputs, &constant) {
            constant.insert(id);
            errors.push(RulebookError::ScoreOfNumbersAlone { score: score.id.clone(), at: score.at.into() });
        } else if let Some(error) = too_far(score, meaning.scores[id].value.interval.ends()) {
            unread.insert(*node);
            errors.push(error);
        }
        read.insert(id);
    }
    rulebook
}

/// Whether a formula computes with numbers alone, or with scores that do.
fn is_constant(score: &Score, inputs: &[Node], constant: &HashSet<ScoreId>) -> bool {
    let mut counts = false;
    score.value.visit(&mut |part| counts |= matches!(part, Formula::Count(_)));
    !counts && inputs.iter().all(|input| matches!(input, Node::Score(score) if constant.contains(score)))
}

/// What is wrong with the values between these ends; without ends, they have no bounds.
fn too_far(score: &Score, ends: Option<(f64, f64)>) -> Option<RulebookError> {
    let (id, at) = (score.id.clone(), score.at.into());
    let Some((low, high)) = ends else {
        return Some(RulebookError::ScoreTooLarge { score: id, reach: "any size".to_owned(), at });
    };
    let furthest = if low.abs() > high.abs() { low } else { high };
    if furthest.abs() >= TOO_LARGE.to_f64() {
        return Some(RulebookError::ScoreTooLarge { score: id, reach: furthest.round().to_string(), at });
    }
    let first = score.bands.first().filter(|first| first.from.to_f64() > low)?;
    Some(RulebookError::FirstBandTooHigh { score: id, from: first.from.to_string(), least: low.to_string(), at })
}
