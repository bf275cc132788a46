//! The meaning of a typed line: a command, an answer to a question, or neither. Pure; it writes nothing.
//!
//! A line that begins with a dot and a letter is a command, never an answer; a leading `\` takes the rest of the line
//! literally. Numbers select options. Letters select the option with that exact label, or the only option with that
//! word prefix of at least three letters.

pub mod grid;
pub mod options;
mod reply;

use crate::answer::{Informant, Missing, Response, Value};
use crate::form::NOTE_LIMIT;
use crate::form::value::{is_usual, number};
use crate::rulebook::{Kind, Question};
use crate::ui::Commands;
use reply::within;

pub use reply::{Command, Reply, Wrong};

/// The minimum number of letters of a missing reason typed without its dot: `na` may be an answer.
const LEAST_OF_A_REASON: usize = 5;

/// Reads a line as an answer to this question, or as a command.
#[must_use]
pub fn read(words: &Commands, question: &Question, line: &str) -> Reply {
    if let Some(meant) = command(words, line) {
        return meant.unwrap_or_else(Reply::Wrong);
    }
    let line = line.trim();
    let (literal, line) = line.strip_prefix('\\').map_or((false, line), |rest| (true, rest));
    let word = options::folded(line);
    let in_full = !literal && word.chars().count() >= LEAST_OF_A_REASON;
    match reason(words, &word) {
        Some(reason) if in_full => Reply::Answer(reason.into()),
        _ => value(question, line).unwrap_or_else(Reply::Wrong),
    }
}

fn value(question: &Question, line: &str) -> Result<Reply, Wrong> {
    let plain = |value: Value| Reply::Answer(value.into());
    match &question.kind {
        Kind::YesNo(_) | Kind::Choice(_) => Ok(plain(Value::Option(options::one(question, line)?))),
        Kind::Choices(_) => Ok(plain(Value::Options(options::several(question, line)?))),
        Kind::Number(_) => {
            let accepted = number(question, line).map_err(Wrong::Number)?;
            let checked = !is_usual(question, accepted.value);
            let number = Response::from(Value::Number(accepted.value));
            Ok(Reply::Answer(Response { typed: accepted.typed, checked, ..number }))
        }
        Kind::Text { limit } => match within(*limit, line)? {
            text if text.is_empty() => Ok(Reply::Nothing), // no visible characters
            text => Ok(plain(Value::Text(text))),
        },
    }
}

/// Returns the missing reason with this name. `unreadable` is for files only, and `unanswered` is `.l`.
fn reason(words: &Commands, name: &str) -> Option<Missing> {
    let named = [
        (words.unknown, Missing::Unknown),
        (words.declined, Missing::Declined),
        (words.not_applicable, Missing::NotApplicable),
    ];
    named.into_iter().find(|(names, _)| names.contains(&name)).map(|(_, reason)| reason)
}

/// Reads a line as a command, for prompts that are no question; `None` if it is no command.
#[must_use]
pub fn command(words: &Commands, line: &str) -> Option<Result<Reply, Wrong>> {
    let sign = match line.trim() {
        "" => Reply::Nothing,
        "?" => Reply::Command(Command::Help),
        "??" => Reply::Command(Command::Why),
        "<" => Reply::Command(Command::Back),
        "!" => Reply::Command(Command::Keep),
        line => return dotted(line).map(|(name, rest)| named(words, name, rest)),
    };
    Some(Ok(sign))
}

/// Splits `.g 12` into `("g", "12")`; `None` if the line is no command, such as the number `.5`.
fn dotted(line: &str) -> Option<(&str, &str)> {
    let name = line.strip_prefix('.').filter(|rest| rest.starts_with(char::is_alphabetic))?;
    let (name, rest) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
    Some((name, rest.trim()))
}

fn named(words: &Commands, name: &str, rest: &str) -> Result<Reply, Wrong> {
    let name = options::folded(name);
    let is = |names: &[&str]| names.contains(&name.as_str());
    let alone = |meant| if rest.is_empty() { Ok(meant) } else { Err(Wrong::NotAlone) };
    if let Some(reason) = reason(words, &name) {
        return alone(Reply::Answer(reason.into()));
    }
    match () {
        () if is(words.later) => alone(Reply::Command(Command::Later)),
        () if is(words.back) => alone(Reply::Command(Command::Back)),
        () if is(words.help) => alone(Reply::Command(Command::Help)),
        () if is(words.why) => alone(Reply::Command(Command::Why)),
        () if is(words.keep) => alone(Reply::Command(Command::Keep)),
        () if is(words.review) => alone(Reply::Command(Command::Review)),
        () if is(words.finish) => alone(Reply::Command(Command::Finish)),
        () if is(words.leave) => alone(Reply::Command(Command::Leave)),
        () if is(words.clear) => alone(Reply::Command(Command::Clear)),
        () if is(words.one_by_one) => alone(Reply::Command(Command::OneByOne)),
        () if is(words.keys) => alone(Reply::Command(Command::Commands)),
        () if is(words.go_to) => {
            let number = rest.trim_start_matches('[').trim_end_matches(']');
            Ok(Reply::Command(Command::GoTo((!number.is_empty()).then(|| number.to_owned()))))
        }
        () if is(words.informant) => informant(words, rest).map(Command::Informant).map(Reply::Command),
        () if is(words.note) => match within(NOTE_LIMIT, rest)? {
            note if note.is_empty() => Err(Wrong::NoNote),
            note => Ok(Reply::Command(Command::Note(note))),
        },
        () => Err(Wrong::NoCommand),
    }
}

fn informant(words: &Commands, typed: &str) -> Result<Informant, Wrong> {
    let (typed, names) = (options::folded(typed), &words.informants);
    let known = [
        (names.patient, Informant::Patient),
        (names.caregiver, Informant::Caregiver),
        (names.chart, Informant::Chart),
        (names.examiner, Informant::Examiner),
    ];
    known.into_iter().find(|(names, _)| names.contains(&typed.as_str())).map(|(_, who)| who).ok_or(Wrong::NoInformant)
}

#[cfg(test)]
mod tests;
