//! Reasons why a part of a form is refused, in words that never contain its value.

use std::fmt;

use thiserror::Error;

use super::redact::field_name;
use crate::decimal::Decimal;
use crate::document::suggest::nearest;
use crate::rulebook::{Number, Question};
use crate::text::Span;
use crate::unit::NotAnAmount;

/// A refused part of a form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The question, or the heading or key.
    pub field: String,
    /// The value as written. Private: for the reject file and the nurse's screen alone.
    pub written: String,
    /// The reason.
    pub reason: Reason,
    /// Its place in its text, if known.
    pub at: Option<Span>,
}

impl Refusal {
    /// Refuses a record as a whole.
    #[must_use]
    pub fn whole(reason: Reason) -> Refusal {
        Refusal { field: String::new(), written: String::new(), reason, at: None }
    }
}

impl fmt::Display for Refusal {
    /// Writes the field and the rule, never the value.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field.as_str() {
            "" => write!(f, "{}", self.reason),
            field => write!(f, "{} {}", field_name(field), self.reason),
        }
    }
}

/// The reason for a refusal. The text gives the rule, never the value, and contains no semicolon; [`Reason::in_full`]
/// adds both readings of an ambiguous number, the option that was nearly written, and the reasons of an earlier reject
/// file.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum Reason {
    /// The form has another format.
    #[error("is not 1, the format of the forms that this program reads")]
    Format,
    /// No question has this id.
    #[error("is the id of no question{}", did_you_mean(.0.as_deref()))]
    UnknownQuestion(Option<String>),
    /// No alert has this id.
    #[error("no alert has this id{}", did_you_mean(.0.as_deref()))]
    UnknownAlert(Option<String>),
    /// No score has this id.
    #[error("no score has this id{}", did_you_mean(.0.as_deref()))]
    UnknownScore(Option<String>),
    /// An unknown key.
    #[error("is no key that stands here{}", did_you_mean(.0.as_deref()))]
    UnknownKey(Option<String>),
    /// A repeated key or heading.
    #[error("stands twice")]
    Twice,
    /// Another shape than the one expected here.
    #[error("expected {0}")]
    Shape(&'static str),
    /// Both a value and a reason why there is none.
    #[error("has both a value and a missing reason")]
    ValueAndMissing,
    /// None of the question's options.
    #[error("is none of the options {options}")]
    UnknownOption {
        /// The codes, in backticks.
        options: String,
        /// The nearest code; only [`Reason::in_full`] prints it, for it is nearly the answer.
        suggestion: Option<String>,
    },
    /// Several values instead of one.
    #[error("takes one value only")]
    OneOnly,
    /// A missing reason among options.
    #[error("a missing reason stands alone, without options")]
    MissingBesideOptions,
    /// An option named twice.
    #[error("an option is named twice")]
    NamedTwice,
    /// An exclusive option together with others.
    #[error("an option that stands alone is combined with others")]
    Exclusive,
    /// A value other than 0 or 1 in a column by option.
    #[error("expected 1 for named or 0 for not named")]
    NotZeroOrOne,
    /// An answer in one column that differs from the one in the columns by option.
    #[error("the columns by option say something other than the column of the question")]
    ColumnsDiffer,
    /// No number.
    #[error("is not a number")]
    NotANumber,
    /// Several separators.
    #[error("is not a number: write it without thousands separators, with one comma or point for decimals")]
    Separators,
    /// A unit that is not accepted.
    #[error("is not a number in {units}")]
    UnknownUnit {
        /// The units accepted, in backticks.
        units: String,
    },
    /// Parts out of order.
    #[error(
        "of several units the largest stands first, each part is less than one of the unit before it, and only the last has decimals"
    )]
    Parts,
    /// Two readings.
    #[error("a comma or point before exactly three digits can be decimals or thousands, and both are possible here")]
    Ambiguous {
        /// With decimals.
        decimals: Decimal,
        /// With thousands.
        thousands: Decimal,
    },
    /// Outside the range.
    #[error("is not possible: the range is {} to {}{}", .range.0, .range.1, unit_after(.unit.as_deref()))]
    OutOfRange {
        /// Both ends included.
        range: (Decimal, Decimal),
        /// The unit of both.
        unit: Option<String>,
    },
    /// Not a text.
    #[error("is not a text: put it in quotes")]
    NotAText,
    /// Too many characters.
    #[error("is longer than {limit} characters")]
    TooLong {
        /// The most there can be.
        limit: usize,
    },
    /// A typed text that does not give the value beside it.
    #[error("does not agree with the value beside it")]
    TypedOtherwise,
    /// A typed text without a value or a missing reason.
    #[error("stands beside neither a value nor a missing reason")]
    TypedAlone,
    /// No day.
    #[error("is not a day, written like 2026-11-20")]
    NotADay,
    /// No time.
    #[error("is not a time, written like 2026-11-20T09:41")]
    NotATime,
    /// No language.
    #[error("is not a language, written like en")]
    NotALanguage,
    /// No informant.
    #[error("is none of `patient`, `caregiver`, `chart`, `examiner`")]
    NotAnInformant,
    /// No missing reason.
    #[error("is none of `unanswered`, `unknown`, `declined`, `not_applicable`, `unreadable`")]
    NotAMissingReason,
    /// Not yes or no.
    #[error("is neither `true` nor `false`")]
    NotTrueOrFalse,
    /// Bytes that are not UTF-8.
    #[error("is not UTF-8 text")]
    NotUtf8,
    /// A line or file that is not JSON.
    #[error("is not JSON (line {line}, column {column})")]
    NotJson {
        /// From 1, within the record.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// A file that is not plain YAML.
    #[error("is not plain YAML (line {line}, column {column}: {what})")]
    NotYaml {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// The finding's code, as `duplicate-key`.
        what: String,
    },
    /// The record has another number of columns than the headings.
    #[error("the record has {found} columns, the headings are {expected}: mend it and then empty `reject_reasons`")]
    Ragged {
        /// Number of headings.
        expected: usize,
        /// Number of columns of the record.
        found: usize,
    },
    /// A quotation mark that is still open at the end of the file.
    #[error(
        "a quotation mark is opened and not closed, and the rest of the file is in this record: mend it and then empty `reject_reasons`"
    )]
    Unclosed,
    /// A line handed in as a record, with another number of columns than the headings.
    #[error("the line has {found} columns, the headings are {expected}")]
    RaggedLine {
        /// Number of headings.
        expected: usize,
        /// Number of columns of the line.
        found: usize,
    },
    /// A line handed in as a record, with a quotation mark left open.
    #[error("a quotation mark is opened and not closed in this line")]
    UnclosedLine,
    /// A record that an earlier reject file lists as unreadable as a whole.
    #[error("was rejected as a whole before: mend it and then empty `reject_reasons`")]
    AsBefore {
        /// The reasons in that file.
        earlier: String,
    },
    /// Columns by option, some of which are empty.
    #[error("some columns by option are empty: 1 or 0 in each of them, or nothing in any")]
    PartlyEmpty,
    /// A case code that occurs in an earlier record.
    #[error("an earlier record has the same case")]
    CaseTwice,
}

impl Reason {
    /// Returns the reason for a record that is one line, without reference to a reject file.
    #[must_use]
    pub fn of_a_line(self) -> Reason {
        match self {
            Reason::Ragged { expected, found } => Reason::RaggedLine { expected, found },
            Reason::Unclosed => Reason::UnclosedLine,
            other => other,
        }
    }

    /// Returns the text for the nurse's screen and the reject file, which may contain answers.
    #[must_use]
    pub fn in_full(&self) -> String {
        match self {
            Reason::Ambiguous { decimals, thousands } => {
                format!(
                    "can be read as {decimals} or as {thousands}: write one of them without a separator before three digits"
                )
            }
            Reason::AsBefore { earlier } => earlier.clone(),
            Reason::UnknownOption { suggestion, .. } => format!("{self}{}", did_you_mean(suggestion.as_deref())),
            other => other.to_string(),
        }
    }

    /// Returns the reason for a code that is none of the options.
    #[must_use]
    pub fn option(question: &Question, code: &str) -> Reason {
        let codes = || question.options().iter().map(|option| option.code.as_str());
        Reason::UnknownOption { options: listed(codes()), suggestion: nearest(code, codes()).map(str::to_owned) }
    }

    /// Returns the reason for a text that is not a number of this question.
    #[must_use]
    pub fn number(reason: NotAnAmount, number: &Number) -> Reason {
        match reason {
            NotAnAmount::Form => Reason::NotANumber,
            NotAnAmount::Separators => Reason::Separators,
            NotAnAmount::Parts => Reason::Parts,
            NotAnAmount::Ambiguous { decimals, thousands } => Reason::Ambiguous { decimals, thousands },
            NotAnAmount::OutOfRange => Reason::OutOfRange { range: number.range, unit: number.unit.clone() },
            NotAnAmount::Unit => {
                let accepted = number.accepts.iter().map(|(name, _)| name.as_str());
                let units = listed(number.unit.as_deref().into_iter().chain(accepted));
                if units.is_empty() { Reason::NotANumber } else { Reason::UnknownUnit { units } }
            }
        }
    }
}

fn listed<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ")
}

fn did_you_mean(name: Option<&str>) -> String {
    name.map_or_else(String::new, |name| format!(", did you mean `{name}`?"))
}

fn unit_after(unit: Option<&str>) -> String {
    match unit {
        None => String::new(),
        Some("%") => " %".to_owned(),
        Some(unit) => format!(" {unit}"),
    }
}
