//! Reads a rulebook: resolves the text, then checks the reach of each score.

use std::collections::HashSet;

use super::extent::Extent;
use super::subjects;
use crate::document::{DocumentKind, Finding, Findings};
use crate::rulebook::{BUILTIN, Formula, Node, Resolved, Rulebook, Score, ScoreId, TOO_LARGE, codes, resolve};
use crate::text::SourceText;

impl Rulebook {
    /// Reads a rulebook.
    ///
    /// # Errors
    /// Returns all errors of the file at once.
    pub fn read(source: &SourceText) -> Result<Rulebook, Findings> {
        let mut errors = Vec::new();
        match resolve(&source.text, &mut errors).map(|resolved| checked(resolved, &mut errors)) {
            Some(rulebook) if errors.is_empty() => Ok(rulebook),
            _ => Err(Findings::new(DocumentKind::Rulebook, source, errors)),
        }
    }

    /// Reads the rulebook that is compiled in.
    ///
    /// # Errors
    /// Never returns an error; a test makes sure.
    pub fn builtin() -> Result<Rulebook, Findings> {
        Rulebook::read(&SourceText::new(BUILTIN.0, BUILTIN.1))
    }
}

/// Checks each score against the size it may have, and its first band against its least value. A score that rests on an
/// unreadable part, or is reported itself, is passed over.
fn checked(resolved: Resolved, errors: &mut Vec<Finding>) -> Rulebook {
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
            let message = format!("the score `{}` is computed from numbers alone", score.id);
            errors.push(codes::SCORE_OF_NUMBERS_ALONE.at(score.at, message));
        } else if let Some(error) = too_far(score, meaning.scores[id].value.interval.ends()) {
            unread.insert(*node);
            errors.push(error);
        }
        read.insert(id);
    }
    rulebook
}

/// Returns whether a formula computes with numbers alone, or with scores that do.
fn is_constant(score: &Score, inputs: &[Node], constant: &HashSet<ScoreId>) -> bool {
    let mut counts = false;
    score.value.visit(&mut |part| counts |= matches!(part, Formula::Count(_)));
    !counts && inputs.iter().all(|input| matches!(input, Node::Score(score) if constant.contains(score)))
}

/// Returns the finding on a score with values between these ends, if any; without ends, the values have no bounds.
fn too_far(score: &Score, ends: Option<(f64, f64)>) -> Option<Finding> {
    let id = &score.id;
    let reaches = |reach: &str| {
        codes::SCORE_TOO_LARGE.at(score.at, format!("the score `{id}` can reach {reach}, 1,000,000 or more in size"))
    };
    let Some((low, high)) = ends else { return Some(reaches("any size")) };
    let furthest = if low.abs() > high.abs() { low } else { high };
    if furthest.abs() >= TOO_LARGE.to_f64() {
        return Some(reaches(&furthest.round().to_string()));
    }
    let first = score.bands.first().filter(|first| first.from.to_f64() > low)?.from;
    let message = format!("the first band of `{id}` begins at {first}, above the score's least value {low}");
    Some(codes::FIRST_BAND_TOO_HIGH.at(score.at, message))
}
