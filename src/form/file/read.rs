//! A form from a YAML or JSON text: all of it read, and all that is wrong gathered, before anything is refused.

use jiff::civil::Date;

use super::{FormErrors, FormFile, RulebookName, Tree, WrittenAs};
use crate::answer::{Informant, Missing};
use crate::decimal::Decimal;
use crate::form::entry::{Full, OneOrMany, Scalar, Written};
use crate::form::refusal::{Reason, Refusal, nearest};
use crate::form::value::day as a_day;
use crate::form::{FORMAT, Form};
use crate::rulebook::Rulebook;
use crate::text::SourceText;

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
    let refused = |reason| vec![Refusal { field: String::new(), written: String::new(), reason }];
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

const KEYS: [&str; 8] = ["form", "case", "rulebook", "as_of", "language", "answers", "acknowledged", "stored"];

/// Makes a paper of a tree, and notes all that has no place in one.
#[must_use]
pub fn read(tree: &Tree) -> (FormFile, Vec<Refusal>) {
    let mut reader = Reader { refusals: Vec::new() };
    let mut file = FormFile { form: FORMAT, ..FormFile::default() };
    let Some(entries) = reader.map("", tree) else { return (file, reader.refusals) };
    for (key, value) in entries {
        match key {
            "form" if *value == Tree::Whole(FORMAT.into()) => {}
            "form" => reader.refuse("form", value, Reason::Format),
            "case" => file.case = reader.text("case", value),
            "rulebook" => file.rulebook = reader.rulebook(value),
            "as_of" => file.as_of = reader.day(value),
            "language" => file.language = reader.text("language", value),
            "answers" => {
                for (question, value) in reader.map("answers", value).unwrap_or_default() {
                    if let Some(written) = reader.written(question, value) {
                        file.answers.insert(question.to_owned(), written);
                    }
                }
            }
            "acknowledged" => {
                for (alert, when) in reader.map("acknowledged", value).unwrap_or_default() {
                    if let Some(when) = reader.text(&format!("acknowledged.{alert}"), when) {
                        file.acknowledged.insert(alert.to_owned(), when);
                    }
                }
            }
            "stored" => {
                for (score, total) in reader.map("stored", value).unwrap_or_default() {
                    if let Some(total) = reader.total(&format!("score.{score}"), total) {
                        file.stored.insert(score.to_owned(), total);
                    }
                }
            }
            _ => reader.refuse(key, value, Reason::UnknownKey(nearest(key, KEYS.into_iter()))),
        }
    }
    (file, reader.refusals)
}

struct Reader {
    refusals: Vec<Refusal>,
}

impl Reader {
    fn refuse(&mut self, field: &str, value: &Tree, reason: Reason) {
        self.refusals.push(Refusal { field: field.to_owned(), written: value.shown(), reason });
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

    /// A text; of a whole number, its digits.
    fn text(&mut self, field: &str, value: &Tree) -> Option<String> {
        match value {
            Tree::Null => None,
            Tree::Text(text) => Some(text.clone()),
            Tree::Whole(whole) => Some(whole.to_string()),
            _ => {
                self.refuse(field, value, Reason::NotAText);
                None
            }
        }
    }

    fn day(&mut self, value: &Tree) -> Option<Date> {
        let text = self.text("as_of", value)?;
        let day = a_day(text.trim());
        if day.is_none() && !text.trim().is_empty() {
            self.refuse("as_of", value, Reason::NotADay);
        }
        day
    }

    fn rulebook(&mut self, value: &Tree) -> Option<RulebookName> {
        let mut name = RulebookName { id: String::new(), version: String::new(), sha256: String::new() };
        for (key, value) in self.map("rulebook", value)? {
            let place = match key {
                "id" => &mut name.id,
                "version" => &mut name.version,
                "sha256" => &mut name.sha256,
                _ => {
                    let names = ["id", "version", "sha256"].into_iter();
                    self.refuse(&format!("rulebook.{key}"), value, Reason::UnknownKey(nearest(key, names)));
                    continue;
                }
            };
            match value {
                Tree::Text(text) => text.clone_into(place),
                Tree::Whole(whole) => *place = whole.to_string(),
                _ => self.refuse(&format!("rulebook.{key}"), value, Reason::NotAText),
            }
        }
        Some(name)
    }

    fn total(&mut self, field: &str, value: &Tree) -> Option<Decimal> {
        let total = match value {
            Tree::Null => return None,
            Tree::Whole(whole) => Decimal::parse(&whole.to_string()).ok(),
            Tree::Real(real) => Decimal::parse_rounded(&real.to_string(), 6).ok(),
            Tree::Text(text) => Decimal::parse_rounded(text.trim(), 6).ok(),
            _ => None,
        };
        if total.is_none() {
            self.refuse(field, value, Reason::NotANumber);
        }
        total
    }

    fn written(&mut self, question: &str, value: &Tree) -> Option<Written> {
        match value {
            Tree::Null => None,
            Tree::List(items) => self.scalars(question, items).map(Written::List),
            Tree::Map(_) => self.full(question, value).map(Written::Full),
            scalar => scalar.scalar().map(Written::Bare),
        }
    }

    fn scalars(&mut self, field: &str, items: &[Tree]) -> Option<Vec<Scalar>> {
        let scalars: Option<Vec<Scalar>> = items.iter().map(Tree::scalar).collect();
        if scalars.is_none() {
            self.refusals.push(Refusal {
                field: field.to_owned(),
                written: String::new(),
                reason: Reason::Shape("a list of option codes"),
            });
        }
        scalars
    }

    fn full(&mut self, question: &str, tree: &Tree) -> Option<Full> {
        let mut full = Full::default();
        for (key, value) in self.map(question, tree)? {
            let field = format!("{question}.{key}");
            match (key, value) {
                (_, Tree::Null) => {}
                ("value", Tree::List(items)) => full.value = self.scalars(question, items).map(OneOrMany::Many),
                ("value", Tree::Map(_)) => self.refuse(question, value, Reason::Shape("a value")),
                ("value", scalar) => full.value = scalar.scalar().map(OneOrMany::One),
                ("missing", Tree::Text(word)) if Missing::from_word(word).is_some() => {
                    full.missing = Missing::from_word(word);
                }
                ("missing", _) => self.refuse(&field, value, Reason::NotAMissingReason),
                ("from", Tree::Text(word)) if Informant::from_word(word).is_some() => {
                    full.from = Informant::from_word(word);
                }
                ("from", _) => self.refuse(&field, value, Reason::NotAnInformant),
                ("checked", Tree::Truth(checked)) => full.checked = *checked,
                ("checked", _) => self.refuse(&field, value, Reason::NotTrueOrFalse),
                ("typed", Tree::Real(real)) => full.typed = Some(real.to_string()),
                ("typed", _) => full.typed = self.text(&field, value),
                ("note", _) => full.note = self.text(&field, value),
                _ => {
                    let names = ["value", "missing", "typed", "from", "checked", "note"].into_iter();
                    self.refuse(&field, value, Reason::UnknownKey(nearest(key, names)));
                }
            }
        }
        Some(full)
    }
}
