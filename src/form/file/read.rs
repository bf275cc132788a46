//! Reads a form from a YAML or JSON text; the whole text is read, and all faults gathered, before it is refused.

use std::borrow::Cow;
use std::collections::HashSet;

use indexmap::IndexMap;
use jiff::civil::Date;

use super::reject::{WrittenAs, rejected_input};
use super::{BOM, FormErrors, FormFile, RulebookName};
use crate::answer::{Informant, Missing};
use crate::document::json::{self, NotJson};
use crate::document::suggest::nearest;
use crate::document::{Finding, Place, Raw, Tree, yaml};
use crate::form::entry::{Entry, RawValue};
use crate::form::redact::MOST_LISTED;
use crate::form::refusal::{Reason, Refusal};
use crate::form::{FORMAT, Form};
use crate::rulebook::Rulebook;
use crate::text::{Lines, SourceText};

/// A form read against a rulebook, and the rulebook that it names as its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Bound {
    /// The form.
    pub form: Form,
    /// The rulebook named in the file.
    pub made_with: Option<RulebookName>,
}

/// The syntax of the text of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FormSyntax {
    /// A YAML file.
    Yaml,
    /// A JSON file, or a line of NDJSON.
    Json,
}

impl Bound {
    /// Reads a form file against a rulebook: JSON if it begins with a brace, else YAML. `as_of` is the day of a form
    /// without one.
    ///
    /// # Errors
    /// Returns every refusal, by field, without the values.
    pub fn read(rulebook: &Rulebook, source: &SourceText, as_of: Date) -> Result<Bound, FormErrors> {
        let bound = record(rulebook, source.text.as_bytes(), syntax_of(&source.text), as_of);
        bound.map_err(|refusals| FormErrors::located(source, refusals))
    }
}

impl FormFile {
    /// Reads a form file without a rulebook: the answers are not checked.
    ///
    /// # Errors
    /// Returns everything that has no place in a form file, by field, without the values.
    pub fn read(source: &SourceText) -> Result<FormFile, FormErrors> {
        let refused = |refusals| FormErrors::located(source, refusals);
        let tree = document(&source.text, syntax_of(&source.text)).map_err(refused)?;
        let (file, refusals) = read(tree.root());
        if refusals.is_empty() { Ok(file) } else { Err(refused(refusals)) }
    }
}

/// Reads the bytes of a form against a rulebook; `as_of` is the day if it has none. A line of a reject file is read as
/// the form in it.
///
/// # Errors
/// Returns every refusal, in the order of the text.
pub fn record(rulebook: &Rulebook, bytes: &[u8], syntax: FormSyntax, as_of: Date) -> Result<Bound, Vec<Refusal>> {
    let text = std::str::from_utf8(bytes).map_err(|_| vec![Refusal::whole(Reason::NotUtf8)])?;
    let tree = document(text, syntax)?;
    let root = tree.root();
    let (input, written) =
        root.and_then(rejected_input).map_or((root, None), |(input, written)| (Some(input), written));
    let (inner, syntax) = match (input.and_then(Place::text), written) {
        (None, _) => return bound(rulebook, input, as_of),
        (Some(_), Some(WrittenAs::Hex)) => return Err(vec![Refusal::whole(Reason::NotUtf8)]),
        (Some(text), Some(WrittenAs::Json)) => (text, FormSyntax::Json),
        (Some(text), _) => (text, FormSyntax::Yaml),
    };
    let without_place = |refusal| Refusal { at: None, ..refusal };
    bound(rulebook, document(inner, syntax)?.root(), as_of)
        .map_err(|refusals| refusals.into_iter().map(without_place).collect())
}

/// Reads the document of a form.
fn document(text: &str, syntax: FormSyntax) -> Result<Tree<'_>, Vec<Refusal>> {
    let text = text.strip_prefix(BOM).unwrap_or(text);
    match syntax {
        FormSyntax::Json => json::read(text).map_err(|NotJson { line, column }| {
            vec![Refusal::whole(Reason::NotJson { line, column })] //
        }),
        FormSyntax::Yaml => {
            let mut findings = Vec::new();
            let tree = yaml::read(text, &mut findings).filter(|_| findings.is_empty());
            tree.ok_or_else(|| not_plain(text, &findings))
        }
    }
}

/// Returns the faults of a text that is not plain YAML: the first [`MOST_LISTED`], the last of which counts the
/// remaining ones. Of the content at most a key is named.
fn not_plain(text: &str, findings: &[Finding]) -> Vec<Refusal> {
    let lines = Lines::of(text);
    let more = findings.len().saturating_sub(MOST_LISTED);
    let refused = |(number, finding): (usize, &Finding)| {
        let (line, column) = lines.line_and_column(finding.at.start);
        let key = text.get(finding.at.start..finding.at.end).filter(|_| finding.code == "duplicate-key");
        let field = key.unwrap_or_default().trim_matches(['"', '\'']).to_owned();
        let what = match more {
            more if more > 0 && number + 1 == MOST_LISTED => format!("{}, and {more} more", finding.code),
            _ => finding.code.to_owned(),
        };
        Refusal { field, ..Refusal::whole(Reason::NotYaml { line, column, what }) }
    };
    findings.iter().take(MOST_LISTED).enumerate().map(refused).collect()
}

fn syntax_of(text: &str) -> FormSyntax {
    let begins = text.trim_start_matches(BOM).trim_start();
    if begins.starts_with('{') { FormSyntax::Json } else { FormSyntax::Yaml }
}

fn bound(rulebook: &Rulebook, root: Option<Place<'_>>, as_of: Date) -> Result<Bound, Vec<Refusal>> {
    let (file, mut refusals) = read(root);
    match file.bind(rulebook, as_of) {
        Ok(form) if refusals.is_empty() => Ok(Bound { form, made_with: file.rulebook }),
        Ok(_) => Err(refusals),
        Err(more) => {
            refusals.extend(more);
            refusals.sort_by_key(|refusal| refusal.at);
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
/// The shape of a form file and of its parts.
const A_MAP: Reason = Reason::Shape("a map of keys and values");

/// Reads an answer as form files write it.
///
/// # Errors
/// Returns everything that has no place in an answer.
pub fn entry(question: &str, place: Place<'_>) -> Result<Entry<'static>, Vec<Refusal>> {
    let mut reader = FormReader::default();
    let entry = reader.answer(question, place);
    if reader.refusals.is_empty() { Ok(entry) } else { Err(reader.refusals) }
}

/// Makes a form file of a document, and returns everything that has no place in one as refusals.
fn read(root: Option<Place<'_>>) -> (FormFile, Vec<Refusal>) {
    let (mut reader, mut file) = (FormReader::default(), FormFile::default());
    let Some(root) = root else { return (file, vec![Refusal::whole(A_MAP)]) };
    for (key, place) in reader.map("", root) {
        match key {
            "form" if place.digits().is_some_and(|digits| digits == FORMAT.to_string()) => {}
            "form" => reader.refuse(key, place, Reason::Format),
            "case" => file.case = alone(place),
            "as_of" => file.as_of = alone(place),
            "language" => file.language = alone(place),
            "rulebook" => file.rulebook = reader.rulebook(place),
            "answers" => file.answers = reader.entries(key, place, FormReader::answer),
            "acknowledged" => file.acknowledged = reader.entries(key, place, |_, _, place| alone(place)),
            "stored" => file.stored = reader.entries(key, place, |_, _, place| alone(place)),
            _ => reader.refuse(key, place, unknown_key(key, &KEYS)),
        }
    }
    (file, reader.refusals)
}

/// Reads places, and keeps the refusals so far.
#[derive(Default)]
struct FormReader {
    refusals: Vec<Refusal>,
}

impl FormReader {
    fn refuse(&mut self, field: &str, place: Place<'_>, reason: Reason) {
        let written = RawValue::read(place).raw_text(None);
        self.refusals.push(Refusal { field: field.to_owned(), written, reason, at: Some(place.span()) });
    }

    /// Returns the entries of a map, each key once; none if the place is not a map.
    fn map<'t>(&mut self, field: &str, place: Place<'t>) -> Vec<(&'t str, Place<'t>)> {
        if !place.is_map() && (field.is_empty() || !place.is_null()) {
            self.refuse(field, place, A_MAP);
        }
        let mut seen = HashSet::new();
        let (once, again): (Vec<_>, Vec<_>) = place.entries().partition(|(key, _)| seen.insert(*key));
        for (key, place) in again {
            self.refuse(key, place, Reason::Twice);
        }
        once
    }

    /// Returns entries by their names; none if the place is empty.
    fn entries(
        &mut self,
        key: &str,
        place: Place<'_>,
        read: fn(&mut FormReader, &str, Place<'_>) -> Entry<'static>,
    ) -> IndexMap<String, Entry<'static>> {
        let entries = self.map(key, place).into_iter().filter(|(_, place)| !place.is_null());
        entries.map(|(name, place)| (name.to_owned(), read(self, name, place))).collect()
    }

    fn rulebook(&mut self, place: Place<'_>) -> Option<RulebookName> {
        let mut name = RulebookName::default();
        for (key, value) in self.map("rulebook", place) {
            let part = match key {
                "id" => Ok(&mut name.id),
                "version" => Ok(&mut name.version),
                "sha256" => Ok(&mut name.sha256),
                _ => Err(unknown_key(key, &RULEBOOK_KEYS)),
            };
            let read = part.and_then(|part| text(value).map(|text| *part = text.into_owned()));
            if let Err(reason) = read {
                self.refuse(&format!("rulebook.{key}"), value, reason);
            }
        }
        place.is_map().then_some(name)
    }

    /// Reads the answer to a question: a value, a list, or a map with details.
    fn answer(&mut self, question: &str, place: Place<'_>) -> Entry<'static> {
        let at = Some(place.span());
        if !place.is_map() {
            return Entry { at, ..Entry::bare(RawValue::read(place)) };
        }
        let mut entry = Entry { at, ..Entry::default() };
        for (key, value) in self.map(question, place).into_iter().filter(|(_, value)| !value.is_null()) {
            if let Err(reason) = put(&mut entry, key, value) {
                self.refuse(&format!("{question}.{key}"), value, reason);
            }
        }
        entry
    }
}

/// Puts the content at a key into an entry.
fn put(entry: &mut Entry<'static>, key: &str, value: Place<'_>) -> Result<(), Reason> {
    let word = value.text().unwrap_or_default();
    match (key, value.raw()) {
        ("value", _) => entry.value = RawValue::read(value),
        ("missing", _) => entry.missing = Some(Missing::from_word(word).ok_or(Reason::NotAMissingReason)?),
        ("from", _) => entry.from = Some(Informant::from_word(word).ok_or(Reason::NotAnInformant)?),
        ("checked", Raw::Bool(checked)) => entry.checked = *checked,
        ("checked", _) => return Err(Reason::NotTrueOrFalse),
        ("typed", Raw::Number(digits)) => entry.typed = Some(Cow::Owned((*digits).to_owned())),
        ("typed", _) => entry.typed = Some(text(value)?),
        ("note", _) => entry.note = Some(text(value)?),
        _ => return Err(unknown_key(key, &ENTRY_KEYS)),
    }
    Ok(())
}

/// Returns an entry that holds a value alone.
fn alone(place: Place<'_>) -> Entry<'static> {
    Entry { value: RawValue::read(place), at: Some(place.span()), ..Entry::default() }
}

/// Returns a text; for a whole number, its digits.
fn text(place: Place<'_>) -> Result<Cow<'static, str>, Reason> {
    RawValue::read(place).as_text().map(|text| Cow::Owned(text.to_owned())).ok_or(Reason::NotAText)
}

fn unknown_key(key: &str, keys: &[&'static str]) -> Reason {
    Reason::UnknownKey(nearest(key, keys.iter().copied()).map(str::to_owned))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Checks the refusals of a YAML text, as `alias 2:4`.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let refusals = document(text, FormSyntax::Yaml).err().unwrap_or_default();
        let place = |refusal: &Refusal| match &refusal.reason {
            Reason::NotYaml { line, column, what } => format!("{what} {line}:{column}"),
            other => other.to_string(),
        };
        assert_eq!(refusals.iter().map(place).collect::<Vec<_>>(), expected, "{text:.80}");
    }

    #[test]
    fn plain_yaml_is_read_and_anything_else_refused_at_its_place() {
        check("", &[]);
        check("form: 1\nanswers: { pump: yes, drugs: [a, b] }\n", &[]);
        check("a: 1\nb: 2\na: 3\n", &["duplicate-key 3:1"]);
        check("a: &x 1\nb: *x\n", &["anchor 1:4", "alias 2:4"]);
        check("a: !!str 1\n---\nb: 2\n", &["tag 1:4", "second-document 2:1"]);
        check("a: [1, 2\nb: 2\n", &["yaml-syntax 2:2"]);
    }

    #[test]
    fn a_hostile_text_is_refused_without_being_read_to_its_end() {
        check(&"- ".repeat(200_000), &["nesting-too-deep 1:129"]);
        check(&"[".repeat(200_000), &["nesting-too-deep 1:256"]); // the scanner's own limit
        check(&format!("a: [{}]", "1,".repeat(200_001)), &["too-many-nodes 1:399999"]);
        check(&format!("a: {}", "x".repeat(4 << 20)), &["file-too-large 1:1"]);
    }

    #[test]
    fn of_many_things_the_first_are_told_and_the_others_counted() {
        let last = |count: usize| {
            let refusals = document(&"a: 1\n".repeat(count), FormSyntax::Yaml).map(|_| ()).err().unwrap_or_default();
            (refusals.len(), refusals.last().map(|refusal| refusal.reason.to_string()).unwrap_or_default())
        };
        let expected = "is not plain YAML (line 21, column 1: duplicate-key";
        assert_eq!(last(60_000), (MOST_LISTED, format!("{expected}, and 59979 more)")));
        assert_eq!(last(MOST_LISTED + 1), (MOST_LISTED, format!("{expected})")));
    }

    #[test]
    fn only_a_key_that_stands_twice_is_named() {
        let refusals = document("a: secret\na: 2\n", FormSyntax::Yaml).map(|_| ()).err().unwrap_or_default();
        assert_eq!(refusals.iter().map(|refusal| refusal.field.as_str()).collect::<Vec<_>>(), ["a"]);
        assert!(!format!("{refusals:?}").contains("secret"));
    }
}
