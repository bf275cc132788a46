//! The texts of a rulebook in another language: a file beside it, by id (`docs/rulebook-format.md`, "In another language").
//!
//! The file is read in the same one pass as a rulebook, within the same limits. `texts` walks every text of a rulebook
//! with the path under which the file says it; what the file says elsewhere is reported, and what it does not say is
//! listed. Conditions, ids and options stay those of the rulebook, so that answers mean the same in every language.

mod texts;
mod unknown;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;
use serde_yaml::Value;

use self::texts::{Text, each};
use super::draft::{self, item, wrong_type};
use super::error::{RulebookError, RulebookErrors, did_you_mean};
use super::locate::locate;
use super::resolve::names::need;
use super::resolve::{format, sha256, words};
use super::tree::{Place, Tree};
use super::{Kind, Piece, Question, Rulebook, Subject, Template, template};
use crate::text::{SourceText, Span};
use crate::ui::{Language, Ui};
use crate::unit::is_same_unit;

/// Where the texts of a rulebook come from, if they are not its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// The language they are in.
    pub language: Language,
    /// SHA-256 of the file's bytes, in lower-case hexadecimal.
    pub sha256: String,
    /// Who read it against the original, where somebody is named.
    pub reviewed_by: Option<String>,
}

/// A rulebook with the texts of another language, and what is still in its own.
#[derive(Clone, Debug)]
pub struct Translated {
    /// With all texts that the file has; otherwise the same.
    pub rulebook: Rulebook,
    /// Each text that the file lacks, in the order of the rulebook.
    pub missing: Vec<MissingText>,
}

/// A text that has no translation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MissingText {
    /// As the file would say it: `questions.age_years.help`.
    pub path: String,
    /// The nearest place of the file.
    pub at: Span,
}

/// The keys that lead to a text: `["questions", "age_years", "help"]`; of a list the place in it, from 0.
type Path = Vec<String>;

/// The keys of a file below which texts stand; the others say something about the file itself.
const PARTS: [&str; 11] = [
    "title",
    "intended_use",
    "units",
    "sections",
    "questions",
    "facts",
    "scores",
    "alerts",
    "story",
    "glance",
    "criteria",
];

/// Gives a rulebook the texts of a file, which are to be in the language of `ui`.
///
/// # Errors
/// All that is wrong with the file, at once. A text that it lacks is none of it.
pub fn translated(rulebook: &Rulebook, source: &SourceText, ui: &Ui) -> Result<Translated, RulebookErrors> {
    let mut errors = Vec::new();
    let tree = locate(&source.text, &mut errors).ok();
    let root = tree.as_ref().and_then(Tree::root);
    if tree.is_some() && root.is_none() {
        errors.push(RulebookError::EmptyFile { at: Span::default().into() });
    }
    let read = root.and_then(|root| File { root, text: &source.text, rulebook, ui, errors: &mut errors }.read());
    if let Some(tree) = &tree {
        words::controls(tree, &source.text, &mut errors);
    }
    match read {
        Some(translated) if errors.is_empty() => Ok(translated),
        _ => Err(RulebookErrors::new(source, errors).of_a_translation()),
    }
}

/// A file being read against a rulebook.
struct File<'t, 'e> {
    root: Place<'t>,
    text: &'t str,
    rulebook: &'e Rulebook,
    ui: &'e Ui,
    errors: &'e mut Vec<RulebookError>,
}

impl<'t> File<'t, '_> {
    fn read(mut self) -> Option<Translated> {
        if !self.root.is_map() {
            if !self.root.is_refused() {
                self.errors.push(wrong_type(self.root, "the texts of a rulebook, which are a map"));
            }
            return None;
        }
        let translation = self.header();
        let said = self.said();
        let mut translated = self.rulebook.clone();
        let (mut used, missing) = self.put(&mut translated, &said);
        self.units(&mut translated, &said, &mut used);
        for question in &mut translated.questions {
            answers_in(self.ui, question);
        }
        for (path, place) in said.iter().filter(|(path, _)| !used.contains(*path)) {
            let error = unknown::unknown(self.rulebook, self.root, path, *place);
            self.errors.push(error);
        }
        translated.translation = Some(translation);
        Some(Translated { rulebook: translated, missing })
    }

    /// What the file says of itself: the language that is asked for, and the rulebook that it belongs to.
    fn header(&mut self) -> Translation {
        let whose = "a translation";
        let draft: draft::Overlay = item(self.root, self.errors);
        format(self.root, whose, self.errors);
        let language = need(self.root, "language", draft.language, whose, self.errors);
        let asked = self.ui.language.code();
        if !language.is_empty() && language != asked {
            let at = self.at("language").into();
            let advice = Some(format!("the texts of this file are to be in `{asked}`"));
            self.errors.push(RulebookError::UnknownWord { word: language, key: "language".to_owned(), at, advice });
        }
        let id = need(self.root, "rulebook", draft.rulebook, whose, self.errors);
        let version = need(self.root, "version", draft.version, whose, self.errors);
        for (key, written, now) in [("rulebook", id, &self.rulebook.id), ("version", version, &self.rulebook.version)] {
            if !written.is_empty() && written != *now {
                let (key, now, at) = (key.to_owned(), now.clone(), self.at(key).into());
                self.errors.push(RulebookError::OtherRulebook { key, written, now, at });
            }
        }
        let reviewed_by = draft.reviewed_by.filter(|name| !name.trim().is_empty());
        Translation { language: self.ui.language, sha256: sha256(self.text), reviewed_by }
    }

    fn at(&self, key: &str) -> Span {
        self.root.get(key).map_or(self.root.head(), Place::span)
    }

    /// Every text of the file, by its path.
    fn said(&mut self) -> IndexMap<Path, Place<'t>> {
        let mut said = IndexMap::new();
        for (key, place) in self.root.entries().filter(|(key, _)| PARTS.contains(key)) {
            gather(place, &mut vec![key.to_owned()], &mut said, self.errors);
        }
        for (path, place) in &said {
            if !is_quote(path) {
                words::decides(self.ui.language, *place, self.text, self.errors);
            }
        }
        said
    }

    /// Puts what the file says in the place of what the rulebook says: the paths used, and the texts that are missing.
    fn put(&mut self, into: &mut Rulebook, said: &IndexMap<Path, Place<'t>>) -> (HashSet<Path>, Vec<MissingText>) {
        let names = names(self.rulebook);
        let (root, file) = (self.root, self.text);
        let errors = &mut *self.errors;
        let (mut used, mut missing) = (HashSet::new(), Vec::new());
        each(into, &mut |path: &[String], text: Text<'_>| {
            let as_it_was = left_as_it_was(path, said);
            let Some(&place) = said.get(path) else {
                let told = missing.iter().any(|other: &MissingText| other.path == shown(path));
                if as_it_was.is_none() && !told && !matches!(text, Text::Because(_)) {
                    missing.push(MissingText { path: shown(path), at: near(root, path) });
                }
                return;
            };
            let new = used.insert(path.to_vec());
            if let (Some(because), true) = (as_it_was, new) {
                errors.push(RulebookError::LeftAndTranslated { at: place.key_span().into(), because });
            }
            let words = place.text().unwrap_or_default();
            match text {
                Text::Plain(text) => words.clone_into(text),
                Text::Because(because) => *because = Some(words.to_owned()),
                Text::Template(template) => {
                    let read = template::read(words, place, file, &|name, errors| names.find(name, errors), errors);
                    names.compare(template, &read, place, file, errors);
                    *template = read;
                }
            }
        });
        (used, missing)
    }

    /// Units are named once for all questions and scores; one that is not named stays as it is.
    fn units(&mut self, into: &mut Rulebook, said: &IndexMap<Path, Place<'t>>, used: &mut HashSet<Path>) {
        let named = |unit: &str| said.get(&["units".to_owned(), unit.to_owned()][..]).and_then(|place| place.text());
        let mut put = |unit: &mut String| {
            if let Some(name) = named(unit) {
                used.insert(vec!["units".to_owned(), unit.clone()]);
                name.clone_into(unit);
            }
        };
        into.scores.iter_mut().filter_map(|score| score.unit.as_mut()).for_each(&mut put);
        let mut typed = HashSet::new();
        for question in &mut into.questions {
            let Kind::Number(number) = &mut question.kind else { continue };
            let accepted = number.accepts.iter_mut().map(|(unit, _)| unit);
            for unit in number.unit.as_mut().into_iter().chain(accepted) {
                typed.insert(unit.clone());
                put(unit);
            }
        }
        // a form keeps what was typed, and every language reads it
        for (path, place) in said.iter().filter(|(path, _)| path[0] == "units") {
            let Some(unit) = path.get(1).filter(|unit| typed.contains(*unit)) else { continue };
            let name = place.text().unwrap_or_default().to_owned();
            if !is_same_unit(unit, &name) {
                self.errors.push(RulebookError::UnitName { unit: unit.clone(), name, at: place.span().into() });
            }
        }
    }
}

/// Names of questions, facts and scores, in texts with places for answers.
struct Subjects<'r> {
    by_name: HashMap<&'r str, Subject>,
}

fn names(rulebook: &Rulebook) -> Subjects<'_> {
    let questions = rulebook.question_ids().map(|id| (rulebook.question(id).id.as_str(), Subject::Question(id)));
    let facts = (0..).map(super::FactId).zip(&rulebook.facts).map(|(id, fact)| (fact.id.as_str(), Subject::Fact(id)));
    let scores =
        (0..).map(super::ScoreId).zip(&rulebook.scores).map(|(id, score)| (score.id.as_str(), Subject::Score(id)));
    Subjects { by_name: questions.chain(facts).chain(scores).collect() }
}

impl Subjects<'_> {
    fn find(&self, name: &str, _: &[RulebookError]) -> Result<Subject, Option<String>> {
        self.by_name.get(name).copied().ok_or_else(|| did_you_mean(name, self.by_name.keys().copied()))
    }

    /// Reports what one of two texts shows and the other does not.
    fn compare(&self, ours: &Template, theirs: &Template, at: Place<'_>, file: &str, errors: &mut Vec<RulebookError>) {
        let shown = |template: &Template, subject: Subject| template.pieces.contains(&Piece::Show(subject));
        let mut names: Vec<(&&str, &Subject)> = self.by_name.iter().collect();
        names.sort_unstable_by_key(|(name, _)| **name);
        for (name, &subject) in names {
            let name = (*name).to_owned();
            match (shown(ours, subject), shown(theirs, subject)) {
                (true, false) => errors.push(RulebookError::PlaceholderMissing { name, at: at.span().into() }),
                (false, true) => {
                    let at = written(&format!("{{{name}}}"), at.span(), file).into();
                    errors.push(RulebookError::PlaceholderAdded { name, at });
                }
                _ => {}
            }
        }
    }
}

/// Where a part of a text is written; all of the text, if it is written differently there.
fn written(part: &str, whole: Span, file: &str) -> Span {
    let found = file.get(whole.start..whole.end).and_then(|text| text.find(part));
    found.map_or(whole, |at| Span { start: whole.start + at, end: whole.start + at + part.len() })
}

/// Each text below a place, by its path.
fn gather<'t>(
    place: Place<'t>,
    path: &mut Path,
    said: &mut IndexMap<Path, Place<'t>>,
    errors: &mut Vec<RulebookError>,
) {
    let inside = place.entries().map(|(key, place)| (key.to_owned(), place));
    let items = place.items().enumerate().map(|(number, place)| (number.to_string(), place));
    for (key, below) in inside.chain(items) {
        path.push(key);
        gather(below, path, said, errors);
        path.pop();
    }
    match place.scalar() {
        Some(Value::String(text)) if !text.trim().is_empty() => {
            let mut path = path.clone();
            path.extend(short_for(&path).map(str::to_owned));
            said.insert(path, place);
        }
        Some(Value::String(_) | Value::Null) => {
            let key = path.last().cloned().unwrap_or_default();
            let at = place.key_span().into();
            errors.push(RulebookError::Empty { key, at, item: "word".to_owned() });
        }
        Some(_) => errors.push(wrong_type(place, "text")),
        None => {}
    }
}

/// The key that a text stands for where a map could stand: an option is its label, and so is a glance line.
fn short_for(path: &[String]) -> Option<&'static str> {
    match path {
        [part, _, options, _] if part == "questions" && options == "options" => Some("label"),
        [part, _] if part == "glance" => Some("label"),
        _ => None,
    }
}

/// What a source says, in its own words.
fn is_quote(path: &[String]) -> bool {
    matches!(path, [_, _, sources, _] if sources == "sources")
}

/// Why the `ask` and the options of a question stay as they are, where the file says so.
fn left_as_it_was(path: &[String], said: &IndexMap<Path, Place<'_>>) -> Option<String> {
    let [part, question, key, ..] = path else { return None };
    let stays = part == "questions" && (key == "ask" || key == "options");
    let because = [part.clone(), question.clone(), "untranslated".to_owned()];
    said.get(&because[..]).filter(|_| stays).and_then(|place| place.text()).map(str::to_owned)
}

fn shown(path: &[String]) -> String {
    path.join(".")
}

/// The nearest place of a file on the way to a text that it lacks.
fn near(root: Place<'_>, path: &[String]) -> Span {
    let mut at = root;
    for key in path {
        let item = || key.parse().ok().and_then(|number| at.items().nth(number));
        let Some(below) = at.get(key).or_else(item) else { break };
        at = below;
    }
    at.head()
}

/// "Yes" and "no" are the program's own words.
fn answers_in(ui: &Ui, question: &mut Question) {
    if let Kind::YesNo(options) = &mut question.kind {
        for (option, label) in options.iter_mut().zip([&ui.words.yes, &ui.words.no]) {
            label.clone_into(&mut option.label);
        }
    }
}
