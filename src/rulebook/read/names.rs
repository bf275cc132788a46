//! Ids: their form, reserved words, duplicates; and the resolution of names.

use std::collections::HashMap;

use typed_index_collections::TiVec;

use crate::answer::{Missing, QuestionId};
use crate::document::suggest::did_you_mean;
use crate::document::{Finding, Place};
use crate::rulebook::codes;
use crate::rulebook::{Band, FactId, Group, GroupId, Node, Question, ScoreId, SourceId};
use crate::text::Span;

/// Words that mean something else in conditions and files.
const RESERVED: [&str; 9] = ["all", "any", "not", "count", "case", "as_of", "language", "stored", "acknowledged"];
/// The prefix of the columns of reject files.
const REJECT: &str = "reject_";

/// The number of errors in a file from which no similar names are looked up: with so many, names are not the cause.
const ADVISED: usize = 200;

/// The part of a question's answer type that could be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Known {
    /// The whole type.
    All,
    /// The type, a number, without its range.
    Type,
    /// Nothing that a test could be checked against.
    Nothing,
}

/// The names of a rulebook and their meanings.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// All questions, unfolded; their `ask_when` is read last.
    pub(super) questions: TiVec<QuestionId, Question>,
    /// The part of the answer type that could be read, by question.
    pub(super) known: TiVec<QuestionId, Known>,
    /// The ids of the facts.
    pub(super) facts: TiVec<FactId, String>,
    /// The ids of the scores.
    pub(super) scores: TiVec<ScoreId, String>,
    /// The bands of the scores; `None` if they could not be read.
    pub(super) bands: TiVec<ScoreId, Option<Vec<Band>>>,
    /// Questions, facts and scores by id: they share a name space.
    pub(super) subjects: HashMap<String, (Node, Span)>,
    /// Sources by id; `None` if they could not be read.
    pub(super) sources: Option<HashMap<String, SourceId>>,
    /// Questions asked for each option of another.
    pub(super) groups: TiVec<GroupId, Group>,
}

impl Scope {
    /// Returns the subject of a name; reports an unknown name.
    pub(super) fn subject(&self, name: &str, at: Span, errors: &mut Vec<Finding>) -> Option<Node> {
        if let Some(&(node, _)) = self.subjects.get(name) {
            return Some(node);
        }
        let advice = self.subject_like(name, errors);
        errors.push(codes::UNKNOWN_SUBJECT.at(at, format!("unknown question, fact or score `{name}`")).help(advice));
        None
    }

    /// Returns "did you mean" with the nearest subject, if one is near.
    pub(super) fn subject_like(&self, name: &str, errors: &[Finding]) -> Option<String> {
        (errors.len() < ADVISED).then(|| did_you_mean(name, self.subjects.keys().map(String::as_str))).flatten()
    }

    /// Returns the source with this id; reports an unknown id.
    pub(super) fn source(&self, id: &str, at: Span, errors: &mut Vec<Finding>) -> Option<SourceId> {
        let sources = self.sources.as_ref()?;
        if let Some(&source) = sources.get(id) {
            return Some(source);
        }
        let names = || sources.keys().map(String::as_str);
        let advice = (errors.len() < ADVISED).then(|| did_you_mean(id, names())).flatten();
        errors.push(codes::UNKNOWN_SOURCE.at(at, format!("unknown source `{id}`")).help(advice));
        None
    }

    /// Returns whether tests of its answers can be checked.
    pub(super) fn is_sound(&self, id: QuestionId) -> bool {
        self.known[id] != Known::Nothing
    }

    /// Returns the name of a subject in messages: its id.
    pub(super) fn name(&self, node: Node) -> &str {
        match node {
            Node::Question(id) => &self.questions[id].id,
            Node::Fact(id) => &self.facts[id],
            Node::Score(id) => &self.scores[id],
        }
    }

    /// Declares the id of a subject; reports a duplicate.
    pub(super) fn declare(&mut self, id: &str, node: Node, at: Span, errors: &mut Vec<Finding>) {
        if let Some(&(_, first)) = self.subjects.get(id) {
            let advice = "questions, facts and scores share one name space".to_owned();
            errors.push(duplicate_id(id, at, first).help(advice));
        } else if !id.is_empty() {
            self.subjects.insert(id.to_owned(), (node, at));
        }
    }
}

/// The ids of one name space apart from the subjects: sections, alerts, criteria.
#[derive(Debug, Default)]
pub(super) struct Ids(HashMap<String, Span>);

impl Ids {
    /// Declares the id at a key of an item and returns its place. Reports an id of wrong form and a duplicate.
    pub(super) fn declare(&mut self, id: &str, item: Place<'_>, key: &str, errors: &mut Vec<Finding>) -> Span {
        let at = id_at(id, item, key, errors);
        if let Some(&first) = self.0.get(id) {
            errors.push(duplicate_id(id, at, first));
        } else if !id.is_empty() {
            self.0.insert(id.to_owned(), at);
        }
        at
    }
}

fn duplicate_id(id: &str, at: Span, first: Span) -> Finding {
    codes::DUPLICATE_ID.at(at, format!("`{id}` is used twice")).and(first, "first here")
}

/// Returns the place of the id at a key of an item; reports an id of wrong form.
pub(super) fn id_at(id: &str, item: Place<'_>, key: &str, errors: &mut Vec<Finding>) -> Span {
    let at = item.span_of(key);
    if !id.is_empty() {
        check_id(id, at, errors);
    }
    at
}

/// Reports an id of wrong form or a reserved word.
pub(super) fn check_id(id: &str, at: Span, errors: &mut Vec<Finding>) {
    let mut letters = id.bytes();
    let begins = letters.next().is_some_and(|first| first.is_ascii_lowercase());
    let goes_on = letters.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !begins || !goes_on || id.contains("__") {
        errors.push(codes::ID_FORM.at(at, format!("`{id}` is not the form of an id")));
    } else if id.starts_with(REJECT) {
        errors.push(reserved(id, at, "columns of reject files begin with `reject_`".to_owned()));
    } else if RESERVED.contains(&id) {
        let advice = format!("conditions and files use `{id}` for something else; try a longer name");
        errors.push(reserved(id, at, advice));
    }
}

/// Reports an option code that could be taken for a missing answer, besides what [`check_id`] reports.
pub(super) fn check_option(code: &str, at: Span, errors: &mut Vec<Finding>) {
    if Missing::from_word(code).is_some() || ["answered", "missing"].contains(&code) {
        let advice = "files and conditions use this word for an answer that is not there, or that is".to_owned();
        errors.push(reserved(code, at, advice));
    } else {
        check_id(code, at, errors);
    }
}

fn reserved(word: &str, at: Span, advice: String) -> Finding {
    codes::RESERVED_WORD.at(at, format!("`{word}` is a reserved word")).help(advice)
}
