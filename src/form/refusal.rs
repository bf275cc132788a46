//! Why something in a form cannot be, in words that never hold what was written.

use std::fmt;

use thiserror::Error;

use super::redact::field_name;
use crate::decimal::Decimal;
use crate::document::suggest::nearest;
use crate::rulebook::{Number, Question};
use crate::text::Span;
use crate::unit::NotAnAmount;

/// Something in a form that cannot be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// The question, or the heading or key.
    pub field: String,
    /// What was written there. Private: for the reject file and the nurse's screen alone.
    pub written: String,
    /// Why it cannot be.
    pub reason: Reason,
    /// Where it stands in its text, if that is known.
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
    /// The field and the rule, never what was written.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.field.as_str() {
            "" => write!(f, "{}", self.reason),
            field => write!(f, "{} {}", field_name(field), self.reason),
        }
    }
}

/// Why something in a form cannot be. The text says the rule, never the value, and holds no semicolon;
/// [`Reason::in_full`] also says both readings of an ambiguous number, the option that was nearly written, and what an earlier
/// reject file said.
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
    /// No such key.
    #[error("is no key that stands here{}", did_you_mean(.0.as_deref()))]
    UnknownKey(Option<String>),
    /// The key or heading stands twice.
    #[error("stands twice")]
    Twice,
    /// Not the shape that stands here.
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
        /// The nearest code: [`Reason::in_full`] alone says it, for it is nearly the answer.
        suggestion: Option<String>,
    },
    /// Several values where one is asked for.
    #[error("takes one value only")]
    OneOnly,
    /// A missing reason among options.
    #[error("a missing reason stands alone, without options")]
    MissingBesideOptions,
    /// An option is named twice.
    #[error("an option is named twice")]
    NamedTwice,
    /// An option that is chosen alone, with others.
    #[error("an option that stands alone is combined with others")]
    Exclusive,
    /// A 0/1 column holds something else.
    #[error("expected 1 for named or 0 for not named")]
    NotZeroOrOne,
    /// The answer stands in one column and in columns by option, and they differ.
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
    /// What was typed does not give the value beside it.
    #[error("does not agree with the value beside it")]
    TypedOtherwise,
    /// Something was typed, and there is neither a value nor a missing reason.
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
    /// Bytes that are no UTF-8.
    #[error("is not UTF-8 text")]
    NotUtf8,
    /// A line or file that is no JSON.
    #[error("is not JSON (line {line}, column {column})")]
    NotJson {
        /// From 1, within the record.
        line: usize,
        /// From 1.
        column: usize,
    },
    /// A file that is no plain YAML.
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
        /// How many headings there are.
        expected: usize,
        /// How many columns the record has.
        found: usize,
    },
    /// A quotation mark was opened and the file ended.
    #[error(
        "a quotation mark is opened and not closed, and the rest of the file is in this record: mend it and then empty `reject_reasons`"
    )]
    Unclosed,
    /// One line was handed in as a record, and it has another number of columns than the headings.
    #[error("the line has {found} columns, the headings are {expected}")]
    RaggedLine {
        /// How many headings there are.
        expected: usize,
        /// How many columns the line has.
        found: usize,
    },
    /// One line was handed in as a record, and in it a quotation mark was opened.
    #[error("a quotation mark is opened and not closed in this line")]
    UnclosedLine,
    /// An earlier reject file says that the record as a whole could not be read.
    #[error("was rejected as a whole before: mend it and then empty `reject_reasons`")]
    AsBefore {
        /// The reasons that stand there.
        earlier: String,
    },
    /// Of the columns by option, some say nothing.
    #[error("some columns by option are empty: 1 or 0 in each of them, or nothing in any")]
    PartlyEmpty,
    /// The case code stands in an earlier record.
    #[error("an earlier record has the same case")]
    CaseTwice,
}

impl Reason {
    /// What it says of a record that is one line, of which no file of rejects is made.
    #[must_use]
    pub fn of_a_line(self) -> Reason {
        match self {
            Reason::Ragged { expected, found } => Reason::RaggedLine { expected, found },
            Reason::Unclosed => Reason::UnclosedLine,
            other => other,
        }
    }

    /// The text for the nurse's screen and the reject file, where answers may stand.
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

    /// That a code is none of the options.
    #[must_use]
    pub fn option(question: &Question, code: &str) -> Reason {
        let codes = || question.options().iter().map(|option| option.code.as_str());
        Reason::UnknownOption { options: listed(codes()), suggestion: nearest(code, codes()).map(str::to_owned) }
    }

    /// That a text is no number of this question.
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
