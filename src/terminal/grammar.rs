//! What a typed line means: a command, an answer to a question, or neither. Pure; says nothing itself.
//!
//! A line that begins with a dot and a letter is a command, never an answer; a leading `\` takes the rest of the line as
//! it stands. Numbers choose options; letters choose one by its exact label, or by a word prefix of at least three
//! letters that fits one option only.

mod commands;
pub mod grid;
pub mod options;
mod reply;

use crate::answer::{Missing, Response, Value};
use crate::form::value::{is_usual, number};
use crate::rulebook::{Kind, Question};
use crate::ui::Commands;
use reply::within;

pub use commands::command;
pub use reply::{Command, Reply, Wrong};

/// The fewest letters of a word that means a missing reason where it stands without its dot: `na` may be an answer.
const LEAST_OF_A_REASON: usize = 5;

/// Reads a line as an answer to this question, or as a command.
#[must_use]
pub fn read(words: &Commands, question: &Question, line: &str) -> Reply {
    if let Some(meant) = command(words, line) {
        return meant.unwrap_or_else(Reply::Wrong);
    }
    let line = line.trim();
    let (literal, line) = line.strip_prefix('\\').map_or((false, line), |rest| (true, rest));
    if let Some(reason) = missing(words, line).filter(|_| !literal) {
        return Reply::Answer(reason.into());
    }
    value(question, line).unwrap_or_else(Reply::Wrong)
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
            text if text.is_empty() => Ok(Reply::Nothing), // it held nothing that can be seen
            text => Ok(plain(Value::Text(text))),
        },
    }
}

/// The reason that a full word without its dot names; `unreadable` is for files, `unanswered` is `.l`.
fn missing(words: &Commands, line: &str) -> Option<Missing> {
    let typed = options::folded(line);
    let named = [
        (words.unknown, Missing::Unknown),
        (words.declined, Missing::Declined),
        (words.not_applicable, Missing::NotApplicable),
    ];
    let in_full = typed.chars().count() >= LEAST_OF_A_REASON;
    named.into_iter().find(|(names, _)| in_full && names.contains(&typed.as_str())).map(|(_, reason)| reason)
}

#[cfg(test)]
mod tests;
