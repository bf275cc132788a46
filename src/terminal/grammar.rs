//! What a typed line means: a command, an answer to a question, or neither. Pure; says nothing itself.
//!
//! A line that begins with a dot and a letter is a command, never an answer; a leading `\` takes the rest of the line as
//! it stands. Numbers choose options; letters choose one by its exact label, or by a word prefix of at least three
//! letters that fits one option only.

pub mod grid;
pub mod options;

use crate::answer::{Informant, Missing, Response, Value};
use crate::form::NOTE_LIMIT;
use crate::form::refusal::Reason;
use crate::form::value::{is_usual, number};
use crate::rulebook::{Kind, Question};
use crate::ui::Commands;
use options::Unfit;

/// The fewest letters of a word that means a missing reason where it stands without its dot: `na` may be an answer.
const LEAST_OF_A_REASON: usize = 5;

/// An answer as it was typed, before the nurse has kept it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposed {
    /// The answer.
    pub response: Response,
    /// Whether it is outside of what is usual; it is kept only with `!` then.
    pub unusual: bool,
}

impl Proposed {
    /// Returns the answer as the nurse keeps it: checked, if it is unusual.
    #[must_use]
    pub fn kept(self) -> Response {
        Response { checked: self.unusual, ..self.response }
    }
}

impl<T: Into<Response>> From<T> for Proposed {
    fn from(answer: T) -> Proposed {
        Proposed { response: answer.into(), unusual: false }
    }
}

/// What a line means as a reply to one question.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Enter alone.
    Nothing,
    /// Something to do.
    Command(Command),
    /// A value that fits the question, or none, and why.
    Answer(Proposed),
    /// Neither.
    Wrong(Wrong),
}

/// What a line asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `?`
    Help,
    /// `??`
    Why,
    /// `<`
    Back,
    /// `!`: keep the unusual value.
    Keep,
    /// `.l`: ask later.
    Later,
    /// `.g 12`, or `.g` for the list.
    GoTo(Option<String>),
    /// `.c chart`: who answers.
    Informant(Informant),
    /// `.m text`: a note beside the answer.
    Note(String),
    /// `.r`
    Review,
    /// `.f`
    Finish,
    /// `.s`: save and leave.
    Leave,
    /// `.x`: clear the screen.
    Clear,
    /// `.o`: one by one.
    OneByOne,
    /// `.k`: all commands.
    Commands,
}

/// Why a line is neither a command nor an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// A dot and letters that are no command.
    NoCommand,
    /// `.c` without one of the informants.
    NoInformant,
    /// `.m` without a text.
    NoNote,
    /// Nothing, where an answer stands among others.
    Nothing,
    /// A command that takes nothing, with something behind it.
    NotAlone,
    /// No option, several that fit, or a set that cannot be.
    Option(Unfit),
    /// No number, or an impossible one.
    Number(Reason),
    /// More characters than the limit.
    TooLong {
        /// How many there are.
        characters: usize,
        /// How many are kept.
        limit: usize,
    },
}

/// Reads a line as a command, where it is one; for prompts that are no question.
#[must_use]
pub fn command(words: &Commands, line: &str) -> Option<Result<Reply, Wrong>> {
    let line = line.trim();
    let alone = match line {
        "" => Some(Reply::Nothing),
        "?" => Some(Reply::Command(Command::Help)),
        "??" => Some(Reply::Command(Command::Why)),
        "<" => Some(Reply::Command(Command::Back)),
        "!" => Some(Reply::Command(Command::Keep)),
        _ => None,
    };
    match alone {
        Some(meant) => Some(Ok(meant)),
        None => dotted(line).map(|(name, rest)| named(words, name, rest)),
    }
}

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
        Kind::YesNo(_) | Kind::Choice(_) => {
            let option = options::one(question, line).map_err(Wrong::Option)?;
            Ok(plain(Value::Option(option)))
        }
        Kind::Choices(_) => {
            let options = options::several(question, line).map_err(Wrong::Option)?;
            Ok(plain(Value::Options(options)))
        }
        Kind::Number(_) => {
            let accepted = number(question, line).map_err(Wrong::Number)?;
            let unusual = !is_usual(question, accepted.value);
            let response = Response { typed: accepted.typed, ..Value::Number(accepted.value).into() };
            Ok(Reply::Answer(Proposed { response, unusual }))
        }
        Kind::Text { limit } => match within(*limit, line)? {
            text if text.is_empty() => Ok(Reply::Nothing), // it held nothing that can be seen
            text => Ok(plain(Value::Text(text))),
        },
    }
}

/// `.g 12` as `("g", "12")`; `.5` is a number and no command.
fn dotted(line: &str) -> Option<(&str, &str)> {
    let name = line.strip_prefix('.').filter(|rest| rest.starts_with(char::is_alphabetic))?;
    let (name, rest) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
    Some((name, rest.trim()))
}

fn named(words: &Commands, name: &str, rest: &str) -> Result<Reply, Wrong> {
    let name = options::folded(name);
    let is = |names: &[&str]| names.contains(&name.as_str());
    let alone = |meant| if rest.is_empty() { Ok(meant) } else { Err(Wrong::NotAlone) };
    match () {
        () if is(words.unknown) => alone(Reply::Answer(Missing::Unknown.into())),
        () if is(words.declined) => alone(Reply::Answer(Missing::Declined.into())),
        () if is(words.not_applicable) => alone(Reply::Answer(Missing::NotApplicable.into())),
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
        () if is(words.note) => note(rest).map(Command::Note).map(Reply::Command),
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

fn note(text: &str) -> Result<String, Wrong> {
    match within(NOTE_LIMIT, text)? {
        note if note.is_empty() => Err(Wrong::NoNote),
        note => Ok(note),
    }
}

fn within(limit: usize, text: &str) -> Result<String, Wrong> {
    let text = crate::unit::clean(text).trim().to_owned();
    let characters = text.chars().count();
    if characters > limit { Err(Wrong::TooLong { characters, limit }) } else { Ok(text) }
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
