//! What one written value says: an answer, a number, a total, a day, or why it is none.

use jiff::civil::Date;

use super::CODE_LIMIT;
use super::entry::{OneOrMany, Scalar};
use super::refusal::Reason;
use crate::answer::{Answer, Missing, Options, Value};
use crate::decimal::Decimal;
use crate::rulebook::{Kind, Number, Question, Score};
use crate::unit::{NotAnAmount, Scale, amount, clean};

/// A number that was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Accepted {
    /// In the question's unit, rounded to its decimals.
    pub value: Decimal,
    /// What was typed, cleaned; only where it says something other than the value.
    pub typed: Option<String>,
}

/// Reads a number as typed: with or without a unit that the question accepts, comma or point, rounded half to even.
///
/// # Errors
/// Where it is none, is outside the range, or could be read in two ways.
pub fn number(question: &Question, text: &str) -> Result<Accepted, Reason> {
    let Kind::Number(number) = &question.kind else { return Err(Reason::NotANumber) };
    let text = clean(text);
    let scale = Scale {
        unit: number.unit.as_deref(),
        accepts: &number.accepts,
        decimals: number.decimals,
        range: number.range,
    };
    let read = amount(&text, &scale).map_err(|reason| Reason::number(reason, number))?;
    let typed = text.trim();
    if !read.exact && typed.chars().count() > CODE_LIMIT {
        return Err(Reason::TooLong { limit: CODE_LIMIT });
    }
    Ok(Accepted { value: read.value, typed: (!read.exact).then(|| typed.to_owned()) })
}

/// Whether a value lies where values of this question usually lie; so does every value where nothing is said of it.
#[must_use]
pub fn is_usual(question: &Question, value: Decimal) -> bool {
    match &question.kind {
        Kind::Number(Number { usual: Some((low, high)), .. }) => *low <= value && value <= *high,
        _ => true,
    }
}

/// A day written like `2026-11-20`, and no other way: a time beside it would be lost.
#[must_use]
pub fn day(text: &str) -> Option<Date> {
    text.parse().ok().filter(|day: &Date| day.to_string() == text)
}

/// An answer, with what was typed; `None` where nothing was written.
pub(super) type Said = (Option<Answer>, Option<String>);

/// Reads what stands in a file as the answer to a question. `literal`: a text that reads like a missing reason is a text.
pub(super) fn read_value(question: &Question, value: &OneOrMany, literal: bool) -> Result<Said, Reason> {
    let answered = |value| Ok((Some(Answer::Value(value)), None));
    if let Some(word) = lone_text(value) {
        if word.trim().is_empty() {
            return Ok((None, None));
        }
        if let Some(missing) = Missing::from_word(word.trim()).filter(|_| !literal) {
            return Ok((Some(Answer::Missing(missing)), None));
        }
    }
    match (&question.kind, value) {
        (Kind::Choices(_), _) => match options(question, value)? {
            none if none.is_empty() => Ok((None, None)),
            named => answered(Value::Options(named)),
        },
        (_, OneOrMany::Many(list)) if list.is_empty() => Ok((None, None)),
        (_, OneOrMany::Many(list)) if list.len() > 1 => Err(Reason::OneOnly),
        (kind, OneOrMany::One(scalar)) => one(question, kind, scalar),
        (kind, OneOrMany::Many(list)) => list.first().map_or(Ok((None, None)), |scalar| one(question, kind, scalar)),
    }
}

/// What was typed, where it says something other than the answer does. Beside a number it has to be that number; where
/// nothing is answered it has nothing to say. `said` is `None` where the answer itself was refused.
pub(super) fn typed_beside(question: &Question, typed: &str, said: Option<&Said>) -> Result<Option<String>, Reason> {
    let Some(typed) = limited(typed, CODE_LIMIT)? else { return Ok(said.and_then(|(_, typed)| typed.clone())) };
    match said {
        Some((None, _)) => Err(Reason::TypedAlone),
        Some((Some(Answer::Value(Value::Number(value))), _)) => match number(question, &typed) {
            Ok(accepted) if accepted.value == *value => Ok(accepted.typed),
            _ => Err(Reason::TypedOtherwise),
        },
        _ => Ok(Some(typed)),
    }
}

fn one(question: &Question, kind: &Kind, scalar: &Scalar) -> Result<Said, Reason> {
    let text = match (kind, scalar) {
        (_, Scalar::Text(text)) => text.as_str(),
        (Kind::YesNo(_), Scalar::Truth(true)) => "yes",
        (Kind::YesNo(_), Scalar::Truth(false)) => "no",
        (Kind::Number(_) | Kind::Text { .. }, Scalar::Whole(whole)) => &whole.to_string(),
        (Kind::Number(_), Scalar::Real(real)) => &real.to_string(),
        (Kind::Number(_), Scalar::Truth(_)) => return Err(Reason::NotANumber),
        (Kind::Text { .. }, Scalar::Real(_) | Scalar::Truth(_)) => return Err(Reason::NotAText),
        _ => return Err(Reason::option(question, "")),
    };
    match kind {
        Kind::Number(_) => {
            let Accepted { value, typed } = number(question, text)?;
            Ok((Some(Answer::Value(Value::Number(value))), typed))
        }
        &Kind::Text { limit } => Ok((limited(text, limit)?.map(Value::Text).map(Answer::Value), None)),
        Kind::YesNo(_) | Kind::Choice(_) | Kind::Choices(_) => {
            let code = text.trim();
            let option = question.option_coded(code).ok_or_else(|| Reason::option(question, code))?;
            Ok((Some(Answer::Value(Value::Option(option))), None))
        }
    }
}

/// The options of a `choices` answer: a list, or codes between semicolons.
fn options(question: &Question, value: &OneOrMany) -> Result<Options, Reason> {
    let scalars = match value {
        OneOrMany::One(scalar) => std::slice::from_ref(scalar),
        OneOrMany::Many(list) => list.as_slice(),
    };
    let mut named = Options::none();
    for scalar in scalars {
        let Scalar::Text(text) = scalar else { return Err(Reason::option(question, "")) };
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

fn lone_text(value: &OneOrMany) -> Option<&str> {
    match value {
        OneOrMany::One(Scalar::Text(text)) => Some(text),
        OneOrMany::Many(list) => match list.as_slice() {
            [Scalar::Text(text)] => Some(text),
            _ => None,
        },
        OneOrMany::One(_) => None,
    }
}

/// The widest total a form can carry: below 1,000,000 in size, as scores are.
const TOTALS: (Decimal, Decimal) = (Decimal::whole(-999_999), Decimal::whole(999_999));

/// A total that came with a form, to six decimals.
pub(super) fn total(score: &Score, text: &str) -> Result<Decimal, Reason> {
    let scale = Scale { unit: score.unit.as_deref(), accepts: &[], decimals: 6, range: TOTALS };
    match amount(&clean(text), &scale) {
        Ok(read) => Ok(read.value),
        Err(NotAnAmount::OutOfRange) => Err(Reason::OutOfRange { range: TOTALS, unit: score.unit.clone() }),
        Err(NotAnAmount::Ambiguous { decimals, thousands }) => Err(Reason::Ambiguous { decimals, thousands }),
        Err(_) => Err(Reason::NotANumber),
    }
}

/// Cleaned and trimmed; `None` where nothing is left.
pub(super) fn limited(text: &str, limit: usize) -> Result<Option<String>, Reason> {
    let cleaned = clean(text);
    let trimmed = cleaned.trim();
    match trimmed.chars().count() {
        0 => Ok(None),
        count if count > limit => Err(Reason::TooLong { limit }),
        _ => Ok(Some(trimmed.to_owned())),
    }
}
