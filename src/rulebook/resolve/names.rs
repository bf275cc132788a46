//! Ids: their form, reserved words, second uses; and what a name stands for.

use std::collections::HashMap;

use typed_index_collections::TiVec;

use crate::answer::{Missing, QuestionId};
use crate::document::Place;
use crate::document::suggest::did_you_mean;
use crate::rulebook::draft::wrong_type;
use crate::rulebook::error::RulebookError;
use crate::rulebook::{Band, FactId, Group, GroupId, Node, Question, ScoreId, SourceId};
use crate::text::Span;

/// Words that mean something else in conditions and files.
const RESERVED: [&str; 9] = ["all", "any", "not", "count", "case", "as_of", "language", "stored", "acknowledged"];
/// Columns of reject files begin like this.
const REJECT: &str = "reject_";

/// So many errors of a file look for names that were meant; with more, no name is what is wrong.
const ADVISED: usize = 200;

/// How much is known of what an answer to a question can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// All of it.
    All,
    /// That it is a number; not its range.
    Type,
    /// Nothing that a test could be held against.
    Nothing,
}

/// What the names of a rulebook stand for.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// All questions, unfolded; their `ask_when` is read last.
    pub(super) questions: TiVec<QuestionId, Question>,
    /// By question: how much of what an answer can be could be read.
    pub(super) known: TiVec<QuestionId, Known>,
    /// By fact: its id.
    pub(super) facts: TiVec<FactId, String>,
    /// By score: its id.
    pub(super) scores: TiVec<ScoreId, String>,
    /// By score: its bands; `None` where they could not be read.
    pub(super) bands: TiVec<ScoreId, Option<Vec<Band>>>,
    /// Questions, facts and scores share a name space.
    pub(super) subjects: HashMap<String, (Node, Span)>,
    /// Sources; none where they could not be read.
    pub(super) sources: Option<HashMap<String, SourceId>>,
    /// Questions asked for each option of another.
    pub(super) groups: TiVec<GroupId, Group>,
}

impl Scope {
    /// What a name stands for; an unknown one is reported.
    pub(super) fn subject(&self, name: &str, at: Span, errors: &mut Vec<RulebookError>) -> Option<Node> {
        if let Some(&(node, _)) = self.subjects.get(name) {
            return Some(node);
        }
        let advice = self.subject_like(name, errors);
        errors.push(RulebookError::UnknownSubject { name: name.to_owned(), at: at.into(), advice });
        None
    }

    /// "did you mean", among all subjects.
    pub(super) fn subject_like(&self, name: &str, errors: &[RulebookError]) -> Option<String> {
        (errors.len() < ADVISED).then(|| did_you_mean(name, self.subjects.keys().map(String::as_str))).flatten()
    }

    /// The source of this id; an unknown one is reported.
    pub(super) fn source(&self, id: &str, at: Span, errors: &mut Vec<RulebookError>) -> Option<SourceId> {
        let sources = self.sources.as_ref()?;
        if let Some(&source) = sources.get(id) {
            return Some(source);
        }
        let names = || sources.keys().map(String::as_str);
        let advice = (errors.len() < ADVISED).then(|| did_you_mean(id, names())).flatten();
        errors.push(RulebookError::UnknownSource { source_id: id.to_owned(), at: at.into(), advice });
        None
    }

    /// Whether tests of its answers can be judged.
    pub(super) fn is_sound(&self, id: QuestionId) -> bool {
        self.known[id] != Known::Nothing
    }

    /// How people call a subject in messages: by its id.
    pub(super) fn name(&self, node: Node) -> &str {
        match node {
            Node::Question(id) => &self.questions[id].id,
            Node::Fact(id) => &self.facts[id],
            Node::Score(id) => &self.scores[id],
        }
    }

    /// Gives a name to a subject; a second use is reported.
    pub(super) fn declare(&mut self, id: &str, node: Node, at: Span, errors: &mut Vec<RulebookError>) {
        if id.is_empty() {
            return;
        }
        if let Some(&(_, first)) = self.subjects.get(id) {
            let advice = Some("questions, facts and scores share one name space".to_owned());
            errors.push(RulebookError::DuplicateId { id: id.to_owned(), at: at.into(), first: first.into(), advice });
            return;
        }
        self.subjects.insert(id.to_owned(), (node, at));
    }
}

/// The ids of one name space apart from the subjects: sections, alerts, criteria.
#[derive(Debug, Default)]
pub(super) struct Ids(HashMap<String, Span>);

impl Ids {
    /// Notes an id; a second use is reported.
    pub(super) fn declare(&mut self, id: &str, at: Span, errors: &mut Vec<RulebookError>) {
        if id.is_empty() {
            return;
        }
        if let Some(&first) = self.0.get(id) {
            let (id, at, first) = (id.to_owned(), at.into(), first.into());
            errors.push(RulebookError::DuplicateId { id, at, first, advice: None });
            return;
        }
        self.0.insert(id.to_owned(), at);
    }
}

/// Where the id of an item stands, and the id; empty where it is missing, which is reported.
pub(super) fn id_of(
    item: Place<'_>,
    id: Option<String>,
    whose: &str,
    errors: &mut Vec<RulebookError>,
) -> (String, Span) {
    let id = need(item, "id", id, whose, errors);
    let at = item.get("id").map_or(item.head(), Place::span);
    if !id.is_empty() {
        check_id(&id, at, errors);
    }
    (id, at)
}

/// Reports an id of wrong form, or one that means something else.
pub(super) fn check_id(id: &str, at: Span, errors: &mut Vec<RulebookError>) {
    let mut letters = id.bytes();
    let begins = letters.next().is_some_and(|first| first.is_ascii_lowercase());
    let goes_on = letters.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !begins || !goes_on || id.contains("__") {
        errors.push(RulebookError::IdForm { id: id.to_owned(), at: at.into() });
    } else if RESERVED.contains(&id) || id.starts_with(REJECT) {
        let advice = if id.starts_with(REJECT) {
            "columns of reject files begin with `reject_`".to_owned()
        } else {
            format!("conditions and files use `{id}` for something else; try a longer name")
        };
        errors.push(RulebookError::ReservedWord { id: id.to_owned(), at: at.into(), advice: Some(advice) });
    }
}

/// Reports an option code that could be taken for a missing answer, besides what [`check_id`] reports.
pub(super) fn check_option(code: &str, at: Span, errors: &mut Vec<RulebookError>) {
    if Missing::from_word(code).is_some() || ["answered", "missing"].contains(&code) {
        let advice = Some("files and conditions use this word for an answer that is not there, or that is".to_owned());
        errors.push(RulebookError::ReservedWord { id: code.to_owned(), at: at.into(), advice });
    } else {
        check_id(code, at, errors);
    }
}

/// A text that has to be there; its absence is reported, once.
pub(in crate::rulebook) fn need(
    item: Place<'_>,
    key: &str,
    text: Option<String>,
    whose: &str,
    errors: &mut Vec<RulebookError>,
) -> String {
    match text {
        Some(text) if !text.trim().is_empty() => text,
        written => {
            let present = item.get(key);
            let told = present.is_some_and(|place| written.is_none() && !place.is_null());
            if !told {
                missing_key(item, key, whose, errors);
            }
            String::new()
        }
    }
}

/// The place of a value that has to be there; its absence is reported.
pub(super) fn need_place<'t>(
    item: Place<'t>,
    key: &str,
    whose: &str,
    errors: &mut Vec<RulebookError>,
) -> Option<Place<'t>> {
    match item.get(key) {
        Some(place) if place.is_refused() => None,
        Some(place) if !place.is_null() => Some(place),
        _ => {
            missing_key(item, key, whose, errors);
            None
        }
    }
}

/// Reports a key that is not there, or that has no value.
pub(super) fn missing_key(item: Place<'_>, key: &str, whose: &str, errors: &mut Vec<RulebookError>) {
    if !item.is_map() {
        return; // reported as such
    }
    let at = item.get(key).map_or_else(|| item.head(), Place::key_span);
    errors.push(RulebookError::MissingKey {
        key: key.to_owned(),
        at: at.into(),
        whose: whose.to_owned(),
        advice: item.get(key).map(|_| "it stands there without a value".to_owned()),
    });
}

/// The items of a list that has to be one; an empty list is reported too.
pub(super) fn list<'t>(place: Place<'t>, key: &str, item: &str, errors: &mut Vec<RulebookError>) -> Vec<Place<'t>> {
    if place.is_refused() || place.is_null() {
        return Vec::new();
    }
    if !place.is_list() {
        errors.push(wrong_type(place, "a list"));
        return Vec::new();
    }
    let items: Vec<Place<'t>> = place.items().collect();
    if items.is_empty() {
        let at = place.span().into();
        errors.push(RulebookError::Empty { key: key.to_owned(), at, item: item.to_owned() });
    }
    items
}

/// One text, or a list of texts that is not empty, each with its place.
pub(super) fn words<'t>(place: Place<'t>, key: &str, errors: &mut Vec<RulebookError>) -> Vec<(&'t str, Place<'t>)> {
    let places = if place.is_list() { list(place, key, "word", errors) } else { vec![place] };
    let mut words = Vec::with_capacity(places.len());
    for place in places {
        match place.text() {
            Some(word) => words.push((word, place)),
            None if place.is_refused() => {}
            None => errors.push(wrong_type(place, "text")),
        }
    }
    words
}
