//! A form from a YAML or JSON text: all of it read, and all that is wrong gathered, before anything is refused.

use std::borrow::Cow;

use jiff::civil::Date;

use super::{FormErrors, FormFile, RulebookName, Tree, WrittenAs};
use crate::answer::{Informant, Missing};
use crate::form::entry::{Entry, RawValue};
use crate::form::refusal::{Reason, Refusal, nearest};
use crate::form::{FORMAT, Form};
use crate::rulebook::Rulebook;
use crate::text::SourceText;
use crate::unit::without_exponent;

/// A form that was read against a rulebook, and the one that it names as its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The form.
    pub form: Form,
    /// The rulebook that it was made with, as it stands on the file.
    pub made_with: Option<RulebookName>,
}

/// How the text of a form is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormSyntax {
    /// A YAML file.
    Yaml,
    /// A JSON file, or a line of NDJSON.
    Json,
}

impl Bound {
    /// Reads a form file against a rulebook: JSON if it begins with a brace, else YAML. `as_of` is the day if it has none.
    ///
    /// # Errors
    /// Returns all that cannot be, by field, without what was written.
    pub fn read(rulebook: &Rulebook, source: &SourceText, as_of: Date) -> Result<Bound, FormErrors> {
        let bound = record(rulebook, source.text.as_bytes(), syntax_of(&source.text), as_of);
        bound.map_err(|refusals| FormErrors::new(&source.name, refusals))
    }
}

impl FormFile {
    /// Reads a form file before any rulebook: whether its answers can be is not looked at.
    ///
    /// # Errors
    /// Returns all that has no place in a form file, by field, without what was written.
    pub fn read(source: &SourceText) -> Result<FormFile, FormErrors> {
        let refused = |refusals| FormErrors::new(&source.name, refusals);
        let tree = tree(&source.text, syntax_of(&source.text));
        let (file, refusals) = read(&tree.map_err(refused)?);
        if refusals.is_empty() { Ok(file) } else { Err(refused(refusals)) }
    }
}

/// Reads the bytes of a form against a rulebook; `as_of` is the day if it has none.
///
/// # Errors
/// Returns all that cannot be.
pub fn record(rulebook: &Rulebook, bytes: &[u8], syntax: FormSyntax, as_of: Date) -> Result<Bound, Vec<Refusal>> {
    let refused = |reason| vec![Refusal::whole(reason)];
    let text = std::str::from_utf8(bytes).map_err(|_| refused(Reason::NotUtf8))?;
    let tree = tree(text, syntax)?;
    let (mut input, mut written) = (&tree, None);
    while let Some(rejected) = input.rejected_input() {
        (input, written) = rejected; // a line of a reject file, fed back
    }
    match (input, written) {
        (Tree::Text(_), Some(WrittenAs::Hex)) => Err(refused(Reason::NotUtf8)),
        (Tree::Text(text), Some(WrittenAs::Json)) => of_tree(rulebook, &self::tree(text, FormSyntax::Json)?, as_of),
        (Tree::Text(text), _) => of_tree(rulebook, &self::tree(text, FormSyntax::Yaml)?, as_of),
        (input, _) => of_tree(rulebook, input, as_of),
    }
}

fn tree(text: &str, syntax: FormSyntax) -> Result<Tree, Vec<Refusal>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    match syntax {
        FormSyntax::Yaml => Tree::of_yaml(text),
        FormSyntax::Json => Tree::of_json(text),
    }
}

fn syntax_of(text: &str) -> FormSyntax {
    let begins = text.trim_start_matches('\u{FEFF}').trim_start();
    if begins.starts_with('{') { FormSyntax::Json } else { FormSyntax::Yaml }
}

fn of_tree(rulebook: &Rulebook, tree: &Tree, as_of: Date) -> Result<Bound, Vec<Refusal>> {
    let (file, mut refusals) = read(tree);
    match file.bind(rulebook, as_of) {
        Ok(form) if refusals.is_empty() => Ok(Bound { form, made_with: file.rulebook }),
        Ok(_) => Err(refusals),
        Err(more) => {
            refusals.extend(more);
            Err(refusals)
        }
    }
}

/// The keys of a form file.
const KEYS: [&str; 8] = ["form", "case", "rulebook", "as_of", "language", "answers", "acknowledged", "stored"];
/// The keys below `rulebook`.
const RULEBOOK_KEYS: [&str; 3] = ["id", "version", "sha256"];
/// The keys of an answer that is a map.
const ENTRY_KEYS: [&str; 6] = ["value", "missing", "typed", "from", "checked", "note"];

/// Reads an answer as form files write it; `None` where nothing stands.
///
/// # Errors
/// Returns all that has no place in an answer.
pub fn entry(question: &str, tree: &Tree) -> Result<Option<Entry<'static>>, Vec<Refusal>> {
    let mut reader = Reader { refusals: Vec::new() };
    let entry = reader.answer(question, tree);
    if reader.refusals.is_empty() { Ok(entry) } else { Err(reader.refusals) }
}

/// Makes a form file of a tree, and notes all that has no place in one.
fn read(tree: &Tree) -> (FormFile, Vec<Refusal>) {
    let mut reader = Reader { refusals: Vec::new() };
    let mut file = FormFile::default();
    for (key, value) in reader.map("", tree).unwrap_or_default() {
        match key {
            "form" if matches!(value, Tree::Number(digits) if *digits == FORMAT.to_string()) => {}
            "form" => reader.refuse("form", value, Reason::Format),
            "case" => file.case = reader.text_entry(key, value),
            "rulebook" => file.rulebook = reader.rulebook(value),
            "as_of" => file.as_of = reader.text_entry(key, value),
            "language" => file.language = reader.text_entry(key, value),
            "answers" => {
                let answers = reader.map(key, value).unwrap_or_default().into_iter();
                let entries = answers.filter_map(|(name, value)| Some((name.to_owned(), reader.answer(name, value)?)));
                file.answers = entries.collect();
            }
            "acknowledged" => {
                for (alert, value) in reader.map(key, value).unwrap_or_default() {
                    if let Some(value) = reader.value(&format!("acknowledged.{alert}"), value, Reason::NotAText) {
                        file.acknowledged.insert(alert.to_owned(), Entry { value, ..Entry::default() });
                    }
                }
            }
            "stored" => {
                for (score, value) in reader.map(key, value).unwrap_or_default() {
                    if let Some(value) = reader.value(&format!("score.{score}"), value, Reason::NotANumber) {
                        file.stored.insert(score.to_owned(), Entry { value, ..Entry::default() });
                    }
                }
            }
            _ => reader.refuse(key, value, Reason::UnknownKey(nearest(key, KEYS.into_iter()))),
        }
    }
    (file, reader.refusals)
}

/// Reads a tree, and keeps what was refused so far.
struct Reader {
    refusals: Vec<Refusal>,
}

impl Reader {
    fn refuse(&mut self, field: &str, value: &Tree, reason: Reason) {
        self.refusals.push(Refusal { field: field.to_owned(), written: value.shown(), reason, at: None });
    }

    /// The entries of a map, each key once; nothing of something else.
    fn map<'t>(&mut self, field: &str, tree: &'t Tree) -> Option<Vec<(&'t str, &'t Tree)>> {
        match tree {
            Tree::Map(entries) => {
                let mut once: Vec<(&str, &Tree)> = Vec::with_capacity(entries.len());
                let mut seen = std::collections::HashSet::new();
                for (key, value) in entries {
                    if seen.insert(key.as_str()) {
                        once.push((key, value));
                    } else {
                        self.refuse(key, value, Reason::Twice);
                    }
                }
                Some(once)
            }
            Tree::Null if !field.is_empty() => None,
            other => {
                self.refuse(field, other, Reason::Shape("a map of keys and values"));
                None
            }
        }
    }

    /// A value, or a list of them; `None` where nothing stands, or something else, which is refused as `unfit`.
    fn value(&mut self, field: &str, tree: &Tree, unfit: Reason) -> Option<RawValue<'static>> {
        match tree {
            Tree::Null => None,
            Tree::List(items) => {
                let values: Option<Vec<_>> = items.iter().map(Tree::scalar).collect();
                if values.is_none() {
                    let reason = match unfit {
                        Reason::Shape(_) => Reason::Shape("a list of option codes"),
                        other => other,
                    };
                    self.refusals.push(Refusal { field: field.to_owned(), written: String::new(), reason, at: None });
                }
                values.map(RawValue::List)
            }
            Tree::Map(_) => {
                self.refuse(field, tree, unfit);
                None
            }
            scalar => scalar.scalar(),
        }
    }

    /// An entry that holds a text, or what cannot be one.
    fn text_entry(&mut self, field: &str, tree: &Tree) -> Entry<'static> {
        let value = self.value(field, tree, Reason::NotAText).unwrap_or_default();
        Entry { value, ..Entry::default() }
    }

    /// A text; of a whole number, its digits.
    fn text(&mut self, field: &str, tree: &Tree) -> Option<String> {
        let value = self.value(field, tree, Reason::NotAText)?;
        let text = value.as_text().map(str::to_owned);
        if text.is_none() {
            self.refuse(field, tree, Reason::NotAText);
        }
        text
    }

    fn rulebook(&mut self, tree: &Tree) -> Option<RulebookName> {
        let mut name = RulebookName { id: String::new(), version: String::new(), sha256: String::new() };
        for (key, value) in self.map("rulebook", tree)? {
            let field = format!("rulebook.{key}");
            let place = match key {
                "id" => &mut name.id,
                "version" => &mut name.version,
                "sha256" => &mut name.sha256,
                _ => {
                    let reason = Reason::UnknownKey(nearest(key, RULEBOOK_KEYS.into_iter()));
                    self.refuse(&field, value, reason);
                    continue;
                }
            };
            match value.scalar().as_ref().and_then(RawValue::as_text) {
                Some(text) => text.clone_into(place),
                None => self.refuse(&field, value, Reason::NotAText),
            }
        }
        Some(name)
    }

    /// The answer to a question; `None` where nothing stands.
    fn answer(&mut self, question: &str, tree: &Tree) -> Option<Entry<'static>> {
        if !matches!(tree, Tree::Map(_)) {
            return self.value(question, tree, Reason::Shape("a value")).map(Entry::bare);
        }
        let mut entry = Entry::default();
        for (key, value) in self.map(question, tree)? {
            let field = format!("{question}.{key}");
            let word = match value {
                Tree::Text(word) => word.as_str(),
                _ => "",
            };
            match (key, value) {
                (_, Tree::Null) => {}
                ("value", _) => {
                    entry.value = self.value(question, value, Reason::Shape("a value")).unwrap_or_default();
                }
                ("missing", _) => {
                    entry.missing = Missing::from_word(word);
                    if entry.missing.is_none() {
                        self.refuse(&field, value, Reason::NotAMissingReason);
                    }
                }
                ("from", _) => {
                    entry.from = Informant::from_word(word);
                    if entry.from.is_none() {
                        self.refuse(&field, value, Reason::NotAnInformant);
                    }
                }
                ("checked", Tree::Bool(checked)) => entry.checked = *checked,
                ("checked", _) => self.refuse(&field, value, Reason::NotTrueOrFalse),
                ("typed", Tree::Number(digits)) => {
                    entry.typed = without_exponent(digits).map(|d| d.into_owned().into())
                }
                ("typed", _) => entry.typed = self.text(&field, value).map(Cow::Owned),
                ("note", _) => entry.note = self.text(&field, value).map(Cow::Owned),
                _ => self.refuse(&field, value, Reason::UnknownKey(nearest(key, ENTRY_KEYS.into_iter()))),
            }
        }
        Some(entry)
    }
}
