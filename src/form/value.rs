//! Reads one written value: an answer, a number, a total, a day, or the reason why it is none.

use jiff::civil::Date;

use super::CODE_LIMIT;
use super::entry::RawValue;
use super::refusal::Reason;
use crate::answer::{Answer, Missing, Options, Value};
use crate::decimal::Decimal;
use crate::document::without_exponent;
use crate::rulebook::{Kind, Number, Question, Score};
use crate::unit::{Amount, NotAnAmount, Scale, amount, clean, literal};

/// An accepted number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// The value in the question's unit, rounded to its decimals.
    pub value: Decimal,
    /// The typed text, cleaned; only if it differs from the value.
    pub typed: Option<String>,
}

/// Reads a number as typed: with or without a unit that the question accepts, comma or point, rounded half to even.
///
/// # Errors
/// Returns the reason why it is not a number of this question: not a number at all, out of range, or ambiguous.
pub fn number(question: &Question, text: &str) -> Result<Accepted, Reason> {
    read_number(question, &RawValue::Text(text.into()))
}

fn read_number(question: &Question, value: &RawValue<'_>) -> Result<Accepted, Reason> {
    let Kind::Number(number) = &question.kind else { return Err(Reason::NotANumber) };
    let scale = Scale {
        unit: number.unit.as_deref(),
        accepts: &number.accepts,
        decimals: number.decimals,
        range: number.range,
    };
    let (read, typed) = read_amount(value, &scale);
    let read = read.map_err(|reason| Reason::number(reason, number))?;
    if !read.exact && typed.chars().count() > CODE_LIMIT {
        return Err(Reason::TooLong { limit: CODE_LIMIT });
    }
    Ok(Accepted { value: read.value, typed: (!read.exact).then_some(typed) })
}

/// Reads an amount, and returns it with its text. Only a text can contain a unit, a comma or thousands.
fn read_amount(value: &RawValue<'_>, scale: &Scale<'_>) -> (Result<Amount, NotAnAmount>, String) {
    match value {
        RawValue::Text(text) => {
            let text = clean(text).trim().to_owned();
            (amount(&text, scale), text)
        }
        RawValue::Number(digits) => {
            let digits = without_exponent(digits).into_owned();
            (literal(&digits, scale), digits)
        }
        _ => (Err(NotAnAmount::Form), String::new()),
    }
}

/// Returns whether a value is in the usual range of this question; true if it has none.
#[must_use]
pub fn is_usual(question: &Question, value: Decimal) -> bool {
    match &question.kind {
        Kind::Number(Number { usual: Some((low, high)), .. }) => *low <= value && value <= *high,
        _ => true,
    }
}

/// Reads a day written like `2026-11-20`; `None` for any other form: a time beside it would be lost.
#[must_use]
pub fn day(text: &str) -> Option<Date> {
    text.parse().ok().filter(|day: &Date| day.to_string() == text)
}

/// An answer, with the typed text; `None` if nothing was written.
pub(super) type Said = (Option<Answer>, Option<String>);

/// Reads a value as the answer to a question. The name of a missing reason means that reason, except in a `text`.
pub(super) fn read_value(question: &Question, value: &RawValue<'_>) -> Result<Said, Reason> {
    if let Some(word) = value.lone_text().map(str::trim) {
        if word.is_empty() {
            return Ok((None, None));
        }
        let missing = Missing::from_word(word).filter(|_| !matches!(question.kind, Kind::Text { .. }));
        if let Some(missing) = missing {
            return Ok((Some(Answer::Missing(missing)), None));
        }
    }
    match (&question.kind, value) {
        (_, RawValue::Nothing) => Ok((None, None)),
        (_, RawValue::Map) => Err(Reason::Shape("a value")),
        (_, RawValue::List(list)) if !list.iter().all(RawValue::is_scalar) => {
            Err(Reason::Shape("a list of option codes"))
        }
        (Kind::Choices(_), _) => {
            let named = options(question, value)?;
            Ok(((!named.is_empty()).then_some(Answer::Value(Value::Options(named))), None))
        }
        (_, RawValue::List(list)) => match list.as_slice() {
            [] => Ok((None, None)),
            [one] => read_one(question, one),
            _ => Err(Reason::OneOnly),
        },
        (_, one) => read_one(question, one),
    }
}

/// Returns the typed text if it differs from the answer. Beside a number it must read as that number: the value decides
/// between two readings. Without an answer it must be empty. `said` is `None` if the answer itself was refused.
pub(super) fn typed_beside(question: &Question, typed: &str, said: Option<&Said>) -> Result<Option<String>, Reason> {
    let Some(typed) = limited(typed, CODE_LIMIT)? else { return Ok(said.and_then(|(_, typed)| typed.clone())) };
    match said {
        Some((None, _)) => Err(Reason::TypedAlone),
        Some((Some(Answer::Value(Value::Number(value))), _)) => match (number(question, &typed), &question.kind) {
            (Ok(accepted), _) if accepted.value == *value => Ok(accepted.typed),
            (Err(Reason::Ambiguous { decimals, thousands }), Kind::Number(kind))
                if [decimals, thousands].iter().any(|read| read.rounded(kind.decimals) == *value) =>
            {
                Ok((decimals != *value).then_some(typed))
            }
            _ => Err(Reason::TypedOtherwise),
        },
        _ => Ok(Some(typed)),
    }
}

fn read_one(question: &Question, value: &RawValue<'_>) -> Result<Said, Reason> {
    match (&question.kind, value) {
        (Kind::Number(_), _) => {
            let Accepted { value, typed } = read_number(question, value)?;
            Ok((Some(Answer::Value(Value::Number(value))), typed))
        }
        (&Kind::Text { limit }, _) => {
            let text = limited(value.as_text().ok_or(Reason::NotAText)?, limit)?;
            Ok((text.map(|text| Answer::Value(Value::Text(text))), None))
        }
        (kind, _) => {
            let code = match (kind, value) {
                (_, RawValue::Text(text)) => text.trim(),
                (Kind::YesNo(_), RawValue::Bool(true)) => "yes",
                (Kind::YesNo(_), RawValue::Bool(false)) => "no",
                _ => return Err(Reason::option(question, "")),
            };
            let option = question.option_coded(code).ok_or_else(|| Reason::option(question, code))?;
            Ok((Some(Answer::Value(Value::Option(option))), None))
        }
    }
}

/// Reads the options of a `choices` answer: a list, codes between semicolons, or those of columns.
fn options(question: &Question, value: &RawValue<'_>) -> Result<Options, Reason> {
    let (mut named, values) = match value {
        RawValue::Options(of_columns) => (of_columns.iter().copied().collect(), [].as_slice()),
        RawValue::List(list) => (Options::none(), list.as_slice()),
        one => (Options::none(), std::slice::from_ref(one)),
    };
    for value in values {
        let RawValue::Text(text) = value else { return Err(Reason::option(question, "")) };
        for code in text.split(';').map(str::trim).filter(|code| !code.is_empty()) {
            if Missing::from_word(code).is_some() {
                return Err(Reason::MissingBesideOptions);
            }
            let option = question.option_coded(code).ok_or_else(|| Reason::option(question, code))?;
            if named.contains(option) {
                return Err(Reason::NamedTwice);
            }
            named = named.with(option);
        }
    }
    let options = question.options();
    let exclusive = named.iter().find_map(|id| options.get(id).filter(|option| option.exclusive));
    match exclusive {
        Some(_) if named.count() > 1 => Err(Reason::Exclusive),
        _ => Ok(named),
    }
}

/// The widest total a form can carry: below 1,000,000 in size, as scores are.
const TOTALS: (Decimal, Decimal) = (Decimal::whole(-999_999), Decimal::whole(999_999));

/// Reads a total that came with a form, to six decimals. Of an ambiguous text, the reading within `reach`, the possible
/// range of the score, is taken.
pub(super) fn total(
    score: &Score,
    value: &RawValue<'_>,
    reach: impl FnOnce() -> Option<(Decimal, Decimal)>,
) -> Result<Decimal, Reason> {
    let scale = Scale { unit: score.unit.as_deref(), accepts: &[], decimals: 6, range: TOTALS };
    match read_amount(value, &scale).0 {
        Ok(read) => Ok(read.value),
        Err(NotAnAmount::OutOfRange) => Err(Reason::OutOfRange { range: TOTALS, unit: score.unit.clone() }),
        Err(NotAnAmount::Ambiguous { decimals, thousands }) => {
            let reach = reach().unwrap_or(TOTALS);
            let within = |value: &Decimal| reach.0 <= *value && *value <= reach.1;
            match (within(&decimals), within(&thousands)) {
                (true, false) => Ok(decimals),
                (false, true) => Ok(thousands),
                _ => Err(Reason::Ambiguous { decimals, thousands }),
            }
        }
        Err(_) => Err(Reason::NotANumber),
    }
}

/// Returns the text cleaned and trimmed; `None` if it is empty.
pub(super) fn limited(text: &str, limit: usize) -> Result<Option<String>, Reason> {
    let cleaned = clean(text);
    let trimmed = cleaned.trim();
    match trimmed.chars().count() {
        0 => Ok(None),
        count if count > limit => Err(Reason::TooLong { limit }),
        _ => Ok(Some(trimmed.to_owned())),
    }
}
