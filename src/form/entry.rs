//! One answer as a source writes it, before it is read against its question.

use std::borrow::Cow;

use serde::ser::{Error, Serialize, SerializeMap, Serializer};

use crate::answer::{Informant, Missing, OptionId, QuestionId};
use crate::document::{Place, Raw};
use crate::rulebook::{AlertId, Question, ScoreId};
use crate::text::Span;

/// The subject of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FormField {
    /// The case code.
    Case,
    /// The day the answers speak of.
    AsOf,
    /// The language of the interview.
    Language,
    /// The answer to a question.
    Answer(QuestionId),
    /// The time at which an alert was acknowledged.
    Acknowledged(AlertId),
    /// A total that came with the form.
    StoredTotal(ScoreId),
}

/// One answer as a source writes it; nothing is interpreted yet. Numbers keep their digits.
///
/// Two entries are equal if they have the same content, whatever their places.
#[derive(Clone, Debug, Default)]
pub struct Entry<'s> {
    /// The value; [`RawValue::Nothing`] if `missing` is set.
    pub value: RawValue<'s>,
    /// The reason why there is no value.
    pub missing: Option<Missing>,
    /// The informant.
    pub from: Option<Informant>,
    /// Kept by the nurse although it is unusual.
    pub checked: bool,
    /// The typed text.
    pub typed: Option<Cow<'s, str>>,
    /// A note beside the answer.
    pub note: Option<Cow<'s, str>>,
    /// Its place in its text, if it comes from one.
    pub at: Option<Span>,
}

/// A value as a source writes it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum RawValue<'s> {
    /// No value.
    #[default]
    Nothing,
    /// `true` or `false` of JSON or YAML.
    Bool(bool),
    /// A number of JSON or YAML, in its written digits: it has no separators of thousands.
    Number(Cow<'s, str>),
    /// A code, a number with its unit, a missing reason or text.
    Text(Cow<'s, str>),
    /// `[cancer_pain, spasticity]`.
    List(Vec<RawValue<'s>>),
    /// Options with a column of their own each.
    Options(Vec<OptionId>),
    /// Keys and values, which are never a value.
    Map,
}

impl PartialEq for Entry<'_> {
    fn eq(&self, other: &Entry<'_>) -> bool {
        let beside = |entry: &Entry<'_>| (entry.missing, entry.from, entry.checked);
        self.value == other.value
            && beside(self) == beside(other)
            && (&self.typed, &self.note) == (&other.typed, &other.note)
    }
}

impl Eq for Entry<'_> {}

impl<'s> Entry<'s> {
    /// Returns an entry with this value alone. A word for a missing reason is one, even for a `text` question.
    #[must_use]
    pub fn bare(value: RawValue<'s>) -> Entry<'s> {
        match value.missing_word() {
            Some(missing) => Entry { missing: Some(missing), ..Entry::default() },
            None => Entry { value, ..Entry::default() },
        }
    }

    /// Returns an entry with this text alone, taken literally.
    #[must_use]
    pub fn text(text: impl Into<Cow<'s, str>>) -> Entry<'s> {
        Entry { value: RawValue::Text(text.into()), ..Entry::default() }
    }

    /// Returns whether the entry is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Entry::default()
    }
}

impl RawValue<'static> {
    /// Reads the value at a place of a document.
    #[must_use]
    pub fn read(place: Place<'_>) -> RawValue<'static> {
        match place.raw() {
            Raw::Null => RawValue::Nothing,
            Raw::Bool(truth) => RawValue::Bool(*truth),
            Raw::Number(digits) => RawValue::Number((*digits).to_owned().into()),
            Raw::Text(text) => RawValue::Text(text.clone().into_owned().into()),
            Raw::List => RawValue::List(place.items().map(RawValue::read).collect()),
            Raw::Map | Raw::Refused => RawValue::Map,
        }
    }
}

impl RawValue<'_> {
    /// Returns the only text of the value, alone or in a list.
    #[must_use]
    pub fn lone_text(&self) -> Option<&str> {
        match self {
            RawValue::Text(text) => Some(text),
            RawValue::List(list) => match list.as_slice() {
                [RawValue::Text(text)] => Some(text),
                _ => None,
            },
            _ => None,
        }
    }

    /// Returns whether it is a single value.
    pub(super) fn is_scalar(&self) -> bool {
        matches!(self, RawValue::Bool(_) | RawValue::Number(_) | RawValue::Text(_))
    }

    /// Returns a text, or the digits of a whole number.
    #[must_use]
    pub fn as_text(&self) -> Option<&str> {
        match self {
            RawValue::Text(text) => Some(text),
            RawValue::Number(digits) => Some(digits.as_ref()).filter(|digits| is_whole(digits)),
            _ => None,
        }
    }

    /// Returns the missing reason named, if the value contains nothing else.
    fn missing_word(&self) -> Option<Missing> {
        Missing::from_word(self.lone_text()?.trim())
    }

    /// Returns the value as text, for the reject file; `question` names the options of columns.
    #[must_use]
    pub fn raw_text(&self, question: Option<&Question>) -> String {
        match self {
            RawValue::Nothing => String::new(),
            RawValue::Map => "{}".to_owned(),
            RawValue::Bool(truth) => truth.to_string(),
            RawValue::Number(text) | RawValue::Text(text) => text.clone().into_owned(),
            RawValue::List(list) => list.iter().map(|value| value.raw_text(question)).collect::<Vec<_>>().join(";"),
            RawValue::Options(named) => {
                let options = question.map(Question::options).unwrap_or_default();
                let codes = named.iter().filter_map(|option| Some(options.get(*option)?.code.as_str()));
                codes.collect::<Vec<_>>().join(";")
            }
        }
    }
}

fn is_whole(digits: &str) -> bool {
    digits.strip_prefix(['-', '+']).unwrap_or(digits).bytes().all(|byte| byte.is_ascii_digit())
}

impl Serialize for Entry<'_> {
    /// Writes the value alone if there is nothing else; else a map. A text equal to the name of a missing reason is a
    /// text only under `value`.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Entry { value, missing, from, checked, typed, note, at: _ } = self;
        if *self == Entry::bare(value.clone()) && missing.is_none() {
            return value.serialize(serializer);
        }
        let mut map = serializer.serialize_map(None)?;
        if *value != RawValue::Nothing {
            map.serialize_entry("value", value)?;
        }
        missing.map_or(Ok(()), |missing| map.serialize_entry("missing", &missing))?;
        typed.as_ref().map_or(Ok(()), |typed| map.serialize_entry("typed", typed))?;
        from.map_or(Ok(()), |from| map.serialize_entry("from", &from))?;
        if *checked {
            map.serialize_entry("checked", checked)?;
        }
        note.as_ref().map_or(Ok(()), |note| map.serialize_entry("note", note))?;
        map.end()
    }
}

impl Serialize for RawValue<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            RawValue::Nothing => serializer.serialize_unit(),
            RawValue::Bool(truth) => serializer.serialize_bool(*truth),
            RawValue::Number(digits) => match (digits.parse(), digits.parse()) {
                (Ok(whole), _) => serializer.serialize_i64(whole),
                (_, Ok(real)) => serializer.serialize_f64(real),
                _ => serializer.serialize_str(digits),
            },
            RawValue::Text(text) => serializer.serialize_str(text),
            RawValue::List(list) => list.serialize(serializer),
            RawValue::Options(_) | RawValue::Map => Err(S::Error::custom("it was read, and is not written")),
        }
    }
}
