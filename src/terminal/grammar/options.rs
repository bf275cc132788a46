//! Options by number or by letters.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Wrong;
use crate::answer::{OptionId, Options};
use crate::rulebook::{Choice, Kind, Question};

/// Returns the number that selects each option, in the order of the list. The number is the option's points if all
/// options of a `choice` carry distinct whole points, otherwise its place. In a `choices` the exclusive option is 0 and
/// is not counted.
#[must_use]
pub fn numbers(question: &Question) -> Vec<(OptionId, String)> {
    let options = question.options();
    if let Some(points) = by_points(question) {
        return options.keys().zip(points).collect();
    }
    let zero = options.position(|option| option.exclusive);
    let mut next = 0;
    let number = |id: OptionId| {
        next += usize::from(zero != Some(id));
        (id, if zero == Some(id) { "0".to_owned() } else { next.to_string() })
    };
    options.keys().map(number).collect()
}

/// Returns the points as written; `None` if they cannot serve as numbers.
fn by_points(question: &Question) -> Option<Vec<String>> {
    let (Kind::Choice(options) | Kind::YesNo(options)) = &question.kind else { return None };
    let points: Option<Vec<_>> = options.iter().map(|option| option.points).collect();
    let points = points.filter(|points| points.iter().all(|point| point.decimals() == 0))?;
    let distinct = (1..points.len()).all(|end| !points[..end].contains(&points[end]));
    distinct.then(|| points.iter().map(ToString::to_string).collect())
}

/// Reads one option, given by its number or its letters.
///
/// # Errors
/// Returns the reason if no option fits, or if several do.
pub fn one(question: &Question, text: &str) -> Result<OptionId, Wrong> {
    if let Some(number) = whole(text) {
        let numbers = numbers(question);
        let found = numbers.into_iter().find(|(_, other)| *other == number);
        return found.map(|(option, _)| option).ok_or_else(|| Wrong::NoOption(text.to_owned()));
    }
    let parts = || text.split([' ', ',', ';']).filter(|part| !part.is_empty());
    if parts().count() > 1 && parts().all(|part| whole(part).is_some()) {
        return Err(Wrong::OneOnly);
    }
    let wanted = folded(text);
    let named = |fits: &dyn Fn(&str) -> bool| -> Vec<OptionId> {
        let options = question.options().iter_enumerated();
        options.filter(|(_, option)| names(option).any(|name| fits(&folded(name)))).map(|(id, _)| id).collect()
    };
    if let [option] = named(&|name| name == wanted)[..] {
        return Ok(option);
    }
    if wanted.chars().filter(|letter| letter.is_alphabetic()).count() < 3 {
        return Err(Wrong::TooFewLetters(text.to_owned()));
    }
    let begun = named(&|name| begins_a_word(name, &wanted));
    match begun[..] {
        [option] => Ok(option),
        [] => Err(Wrong::NoOption(text.to_owned())),
        _ => Err(Wrong::SeveralFit(begun)),
    }
}

/// Reads a set of options: numbers separated by spaces or commas, with `2-5` for a range, or words separated by commas.
///
/// # Errors
/// Returns the reason if a part names no option, if an option is named twice, or if an exclusive option has company.
pub fn several(question: &Question, text: &str) -> Result<Options, Wrong> {
    let numbers: Option<Vec<Vec<String>>> =
        text.split([' ', ',', ';']).filter(|part| !part.is_empty()).map(from_to).collect();
    let parts: Vec<String> = if let Some(numbers) = numbers {
        numbers.concat()
    } else if let Ok(option) = one(question, text) {
        return Ok(Options::one(option)); // a label may hold a comma itself
    } else {
        text.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
    };
    let mut chosen = Options::none();
    for part in parts {
        let option = one(question, &part)?;
        if chosen.contains(option) {
            return Err(Wrong::Twice(option));
        }
        chosen = chosen.with(option);
    }
    let exclusive = chosen.iter().find(|option| question.options()[*option].exclusive);
    match exclusive {
        Some(option) if chosen.count() > 1 => Err(Wrong::NotWithOthers(option)),
        _ if chosen.is_empty() => Err(Wrong::NoOption(text.to_owned())),
        _ => Ok(chosen),
    }
}

/// Returns the text in lower case, without accents, with single spaces.
#[must_use]
pub fn folded(text: &str) -> String {
    let bare: String = text.nfd().filter(|character| !is_combining_mark(*character)).collect();
    bare.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns a whole number of at most 9 digits (with a minus sign for points below 0), without leading zeros.
fn whole(text: &str) -> Option<String> {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let all = !digits.is_empty() && digits.len() <= 9 && digits.bytes().all(|byte| byte.is_ascii_digit());
    all.then(|| text.parse::<i64>().ok()).flatten().map(|number| number.to_string())
}

/// Returns one number, or all numbers of a range such as `2-5`.
fn from_to(part: &str) -> Option<Vec<String>> {
    if let Some(number) = whole(part) {
        return Some(vec![number]);
    }
    let (first, last) = part.split_once('-')?;
    let [first, last] = [first, last].map(|end| end.parse::<u8>().ok());
    let (first, last) = (first?, last?);
    (first < last).then(|| (first..=last).map(|number| number.to_string()).collect())
}

fn names(option: &Choice) -> impl Iterator<Item = &str> {
    [Some(option.label.as_str()), option.short.as_deref()].into_iter().flatten()
}

fn begins_a_word(name: &str, wanted: &str) -> bool {
    let begins = |at: usize| !name[..at].ends_with(char::is_alphanumeric) && name[at..].starts_with(wanted);
    name.char_indices().any(|(at, _)| begins(at))
}
