//! From draft to rulebook: every name resolved, every type agreed, all errors gathered.
//!
//! Names first (sources, questions with the children of `for_each`, facts, scores with their bands), then what looks at
//! names (conditions, formulas, texts), then the order of dependence and how far scores reach. Each step goes on with
//! what it could read, so that one run reports everything; a rulebook comes of it only if nothing was reported.

mod children;
mod conditions;
mod extent;
mod formulas;
pub(super) mod names;
mod numbers;
mod order;
mod questions;
mod scores;
mod statements;
mod texts;
pub(super) mod words;

use std::collections::HashMap;

use sha2::{Digest, Sha256};

use self::conditions::{Reader, Use};
use self::extent::{Extent, Extents};
use self::names::{Scope, check_id, missing_key, need};
use self::order::Looks;
use self::questions::{Asking, Waits};
use super::draft::{self, item, wrong_type};
use super::error::{RulebookError, RulebookErrors};
use super::locate::locate;
use super::shipped;
use super::tree::{Place, Scalar, Tree};
use super::{BUILTIN, Condition, Node, Rulebook, Score, ScoreId};
use crate::answer::QuestionId;
use crate::text::SourceText;

impl Rulebook {
    /// Reads a rulebook.
    ///
    /// # Errors
    /// All that is wrong with the file, at once.
    pub fn read(source: &SourceText) -> Result<Rulebook, RulebookErrors> {
        Rulebook::of(&source.text).map_err(|errors| RulebookErrors::new(source, errors))
    }

    /// Reads the rulebook that is compiled in.
    ///
    /// # Errors
    /// None; a test rules them out.
    pub fn builtin() -> Result<Rulebook, RulebookErrors> {
        let source = || SourceText { name: BUILTIN.0.to_owned(), text: BUILTIN.1.to_owned() };
        Rulebook::of(BUILTIN.1).map_err(|errors| RulebookErrors::new(&source(), errors))
    }

    fn of(text: &str) -> Result<Rulebook, Vec<RulebookError>> {
        let mut errors = Vec::new();
        let tree = locate(text, &mut errors).ok();
        match tree.and_then(|tree| resolve(&tree, text, &mut errors)) {
            Some(rulebook) if errors.is_empty() => Ok(rulebook),
            _ => Err(errors),
        }
    }
}

/// `None` where the file is no map at all; otherwise a rulebook that counts only if nothing was reported.
fn resolve(tree: &Tree, text: &str, errors: &mut Vec<RulebookError>) -> Option<Rulebook> {
    let Some(root) = tree.root().filter(|root| root.is_map()) else {
        errors.extend(
            tree.root().filter(|root| !root.is_refused()).map(|root| wrong_type(root, "a rulebook, which is a map")),
        );
        if tree.root().is_none() {
            errors.push(RulebookError::EmptyFile { at: crate::text::Span::default().into() });
        }
        return None;
    };
    let file: draft::File = item(root, errors);
    format(root, "a rulebook", errors);
    let whose = "a rulebook";
    let id = need(root, "id", file.id, whose, errors);
    if !id.is_empty() {
        check_id(&id, root.get("id").map_or(root.head(), Place::span), errors);
    }
    let version = need(root, "version", file.version, whose, errors);
    let title = need(root, "title", file.title, whose, errors);
    let intended_use = need(root, "intended_use", file.intended_use, whose, errors);

    let mut scope = Scope::default();
    let sources = statements::sources(root, &mut scope, errors);
    let mut asking = Asking { text, scope: &mut scope, errors, waits: Vec::new(), unfolded: 0 };
    let (mut sections, section_waits) = asking.sections(root);
    let question_waits = std::mem::take(&mut asking.waits);
    let facts = scores::named_facts(root, &mut scope, errors);
    let scores = scores::named_scores(root, text, &mut scope, errors);

    let mut reader = Reader { text, scope: &scope, errors, uses: Vec::new(), unfolded: 0 };
    let mut looks = Looks::default();
    let mut facts_read = Vec::new();
    for named in facts {
        let (fact, uses) = scores::fact(named, &mut reader);
        facts_read.push(fact);
        looks.facts.push(uses);
    }
    let (mut scores_read, mut sound): (Vec<Score>, Vec<bool>) = (Vec::new(), Vec::new());
    for named in scores {
        let (read_score, uses, read) = scores::score(named, &mut reader);
        scores_read.push(read_score);
        looks.scores.push(uses);
        sound.push(read);
    }
    let mut read = HashMap::new();
    let section_waits = waits(section_waits, &mut read, &mut reader);
    let question_waits = waits(question_waits, &mut read, &mut reader);
    let alerts = statements::alerts(root, &mut reader);
    let criteria = statements::criteria(root, &mut reader);
    let story = texts::story(root, &mut reader);
    let glance = texts::glance(root, &mut reader);
    let allow = statements::allow(root, errors);
    if !shipped::is_shipped(text) {
        words::check(root, text, errors);
        words::controls(tree, text, errors);
    }

    for (section, (when, uses)) in sections.iter_mut().zip(section_waits) {
        section.ask_when = when;
        looks.sections.push(uses);
    }
    let mut whens = Vec::new();
    for (when, uses) in question_waits {
        whens.push(when);
        looks.questions.push(uses);
    }
    let order = order::settle(&scope, &sections, &scores_read, &looks, errors);
    for (question, when) in scope.questions.iter_mut().zip(whens) {
        question.ask_when = when;
    }
    reach(&scope, &sections, &scores_read, &sound, &order, errors);
    let respondent = scope.questions.iter().position(|question| question.id == "respondent");
    Some(Rulebook {
        id,
        version,
        title,
        intended_use,
        sha256: sha256(text),
        sources,
        sections,
        questions: scope.questions,
        facts: facts_read,
        scores: scores_read,
        alerts,
        criteria,
        story,
        glance,
        allow,
        order,
        respondent: respondent.and_then(|place| u32::try_from(place).ok()).map(QuestionId),
        translation: None,
    })
}

/// The format has to be 1.
pub(super) fn format(root: Place<'_>, whose: &str, errors: &mut Vec<RulebookError>) {
    match root.get("format").filter(|place| !place.is_nothing()) {
        None => missing_key(root, "format", whose, errors),
        Some(place) if place.is_refused() => {}
        Some(place) => match place.scalar() {
            Some(Scalar::Number(number)) if number.as_u64() == Some(1) => {}
            Some(Scalar::Number(number)) => {
                errors.push(RulebookError::UnsupportedFormat { written: number.to_string(), at: place.span().into() });
            }
            _ => errors.push(wrong_type(place, "the number 1")),
        },
    }
}

/// Reads each `ask_when`; the children of a `for_each` share theirs, which is read once.
fn waits<'t>(
    places: Waits<'t>,
    read: &mut HashMap<usize, (Condition, Vec<Use>)>,
    reader: &mut Reader<'t, '_>,
) -> Vec<(Option<Condition>, Vec<Use>)> {
    let mut waits = Vec::with_capacity(places.len());
    for place in places {
        let Some(place) = place.filter(|place| !place.is_nothing()) else {
            waits.push((None, Vec::new()));
            continue;
        };
        let (condition, uses) = read.entry(place.number()).or_insert_with(|| {
            reader.uses.clear();
            let condition = reader.condition(place);
            (condition, std::mem::take(&mut reader.uses))
        });
        waits.push((Some(condition.clone()), uses.clone()));
    }
    reader.uses.clear();
    waits
}

/// Holds each score against the size it may have, and its first band against its least value.
fn reach(
    scope: &Scope,
    sections: &[super::Section],
    scores: &[Score],
    sound: &[bool],
    order: &[Node],
    errors: &mut Vec<RulebookError>,
) {
    let waits = |question: &super::Question| {
        let section = sections.get(question.section.0 as usize).is_some_and(|section| section.ask_when.is_some());
        section || question.ask_when.is_some() || question.parent.is_some()
    };
    let conditional: Vec<bool> = scope.questions.iter().map(waits).collect();
    let mut extents: Vec<Option<Extent>> = vec![None; scores.len()];
    for node in order {
        let Node::Score(ScoreId(place)) = node else { continue };
        let place = *place as usize;
        let (of, id) = (&scores[place], &scores[place].id);
        if !sound[place] {
            continue;
        }
        let all =
            Extents { questions: &scope.questions, known: &scope.known, conditional: &conditional, scores: &extents };
        let Some(extent) = all.score(of) else { continue };
        let (low, high) = extent.ends;
        let furthest = if low.abs() > high.abs() { low } else { high };
        if furthest.abs() >= numbers::TOO_LARGE.to_f64() {
            let reach = if furthest.is_finite() { furthest.round().to_string() } else { "any size".to_owned() };
            errors.push(RulebookError::ScoreTooLarge { score: id.clone(), reach, at: of.at.into() });
            continue;
        }
        if let Some(first) = of.bands.first()
            && first.from.to_f64() > low
            && let Some(Some(_)) = scope.bands.get(place)
        {
            let (from, least) = (first.from.to_string(), low.to_string());
            errors.push(RulebookError::FirstBandTooHigh { score: id.clone(), from, least, at: of.at.into() });
        }
        extents[place] = Some(extent);
    }
}

/// SHA-256 of a text, in lower-case hexadecimal.
pub(super) fn sha256(text: &str) -> String {
    let computed = || Sha256::digest(text).iter().fold(String::new(), |written, byte| format!("{written}{byte:02x}"));
    shipped::sha256(text).map_or_else(computed, str::to_owned)
}
