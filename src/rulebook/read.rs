//! From draft to rulebook: every name resolved, every type agreed, all errors gathered.
//!
//! Names are read first (sources, questions with the children of `for_each`, facts, scores with their bands), then
//! their uses (conditions, formulas, texts), then the order of dependence. The range of scores is computed in
//! `meaning`. Each step goes on with what it could read, so that one run reports everything. The rulebook is valid only
//! if nothing was reported.

mod children;
mod conditions;
mod dependencies;
mod formulas;
pub(super) mod keys;
mod names;
mod numbers;
mod questions;
mod scores;
mod statements;
mod texts;
pub(super) mod words;

use std::collections::{HashMap, HashSet};

use sha2::{Digest, Sha256};
use typed_index_collections::TiVec;

use self::conditions::{Reader, Use};
use self::dependencies::References;
use self::keys::RulebookRecord;
use self::names::{Known, Scope, check_id};
pub(crate) use self::numbers::TOO_LARGE;
use self::questions::{Asking, Waits};
use super::{Condition, Node, Rulebook, Score, ScoreId};
use super::{codes, shipped};
use crate::document::record::wrong_type;
use crate::document::{Finding, Place, Tree};
use crate::text::Span;

/// A rulebook as far as it could be read. It is valid only if nothing was reported.
pub(crate) struct Resolved {
    /// All of it.
    pub(crate) rulebook: Rulebook,
    /// The questions and scores that could only be read in part: their values cannot be checked.
    pub(crate) unread: HashSet<Node>,
}

/// Resolves a rulebook; returns `None` if nothing of it can be read, for example if the file is not a map.
pub(crate) fn resolve(text: &str, errors: &mut Vec<Finding>) -> Option<Resolved> {
    let tree = shipped::read(text, errors)?;
    let root = root(&tree, "a rulebook, which is a map", errors)?;
    let file = RulebookRecord::read(root, errors);
    format(file.format, errors);
    if !file.id.is_empty() {
        check_id(&file.id, root.span_of("id"), errors);
    }

    let mut scope = Scope::default();
    let sources = statements::sources(file.sources, &mut scope, errors);
    let mut asking = Asking { scope: &mut scope, errors, waits: Vec::new(), unfolded: 0 };
    let (mut sections, section_waits) = asking.sections(file.sections);
    let question_waits = std::mem::take(&mut asking.waits);
    let facts = scores::named_facts(file.facts, &mut scope, errors);
    let scores = scores::named_scores(file.scores, &mut scope, errors);

    let mut reader = Reader { scope: &scope, errors, uses: Vec::new(), unfolded: 0 };
    let (facts, fact_uses) = facts.into_iter().map(|(id, record)| scores::fact(id, record, &mut reader)).unzip();
    let scores = scores.into_iter().map(|(record, bands)| scores::score(record, bands, &mut reader));
    let (scores, score_uses, sound): (TiVec<ScoreId, Score>, TiVec<_, _>, TiVec<ScoreId, bool>) = scores.collect();
    let (section_whens, section_uses) = waits(section_waits, &mut reader);
    let (question_whens, question_uses) = waits(question_waits, &mut reader);
    let alerts = statements::alerts(file.alerts, &mut reader);
    let criteria = statements::criteria(file.criteria, &mut reader);
    let story = texts::story(file.story, &mut reader);
    let glance = texts::glance(file.glance, &mut reader);
    let allow = statements::allow(file.allow, errors);
    if !shipped::is_shipped(text) {
        words::check(root, errors);
        words::controls(&tree, errors);
    }

    for (section, when) in sections.iter_mut().zip(section_whens) {
        section.ask_when = when;
    }
    for (question, when) in scope.questions.iter_mut().zip(question_whens) {
        question.ask_when = when;
    }
    let references =
        References { sections: section_uses, questions: question_uses, facts: fact_uses, scores: score_uses };
    let order = dependencies::topological_order(&scope, &sections, &scores, &references, errors);
    let questions = scope.questions.keys().filter(|&id| scope.known[id] != Known::All).map(Node::Question);
    let unsound = scores.keys().filter(|&id| !sound[id] || scope.bands[id].is_none()).map(Node::Score);
    let unread = questions.chain(unsound).collect();
    let respondent = scope.questions.position(|question| question.id == "respondent");
    let rulebook = Rulebook {
        id: file.id,
        version: file.version,
        title: file.title,
        intended_use: file.intended_use,
        sha256: sha256(text),
        sources,
        sections,
        questions: scope.questions,
        groups: scope.groups,
        facts,
        scores,
        alerts,
        criteria,
        story,
        glance,
        allow,
        order,
        respondent,
        translation: None,
    };
    Some(Resolved { rulebook, unread })
}

/// Returns the root map of a file; reports anything else.
pub(super) fn root<'t>(tree: &'t Tree<'t>, expected: &str, errors: &mut Vec<Finding>) -> Option<Place<'t>> {
    match tree.root() {
        Some(root) if root.is_map() => return Some(root),
        Some(root) if root.is_refused() => {}
        Some(root) => errors.push(wrong_type(root, expected)),
        None => errors.push(codes::EMPTY_FILE.at(Span::default(), "there is no rulebook in this file")),
    }
    None
}

/// Reports a format other than 1.
pub(super) fn format(place: Option<Place<'_>>, errors: &mut Vec<Finding>) {
    match place.map(|place| (place, place.digits())) {
        None | Some((_, Some("1"))) => {}
        Some((place, Some(written))) => {
            errors.push(codes::UNSUPPORTED_FORMAT.at(place.span(), format!("unsupported format `{written}`")));
        }
        Some((place, None)) => errors.push(wrong_type(place, "the number 1")),
    }
}

/// Reads each `ask_when`; the children of a `for_each` share theirs, which is read once.
fn waits<I>(places: Waits<'_>, reader: &mut Reader<'_>) -> (Vec<Option<Condition>>, TiVec<I, Vec<Use>>) {
    let mut read: HashMap<usize, (Condition, Vec<Use>)> = HashMap::new();
    let waits = places.into_iter().map(|place| {
        let Some(place) = place else { return (None, Vec::new()) };
        let (condition, uses) = read.entry(place.number()).or_insert_with(|| {
            let condition = reader.condition(place);
            (condition, std::mem::take(&mut reader.uses))
        });
        (Some(condition.clone()), uses.clone())
    });
    waits.unzip()
}

/// Returns the SHA-256 of a text in lower-case hexadecimal.
pub(super) fn sha256(text: &str) -> String {
    let computed = || Sha256::digest(text).iter().fold(String::new(), |written, byte| format!("{written}{byte:02x}"));
    shipped::sha256(text).map_or_else(computed, str::to_owned)
}
