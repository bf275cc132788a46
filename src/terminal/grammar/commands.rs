//! Commands: a dot and a letter or word, and the signs.

use super::options::folded;
use super::reply::{Command, Reply, Wrong, within};
use crate::answer::{Informant, Missing};
use crate::form::NOTE_LIMIT;
use crate::ui::Commands;

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

/// `.g 12` as `("g", "12")`; `.5` is a number and no command.
fn dotted(line: &str) -> Option<(&str, &str)> {
    let name = line.strip_prefix('.').filter(|rest| rest.starts_with(char::is_alphabetic))?;
    let (name, rest) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
    Some((name, rest.trim()))
}

fn named(words: &Commands, name: &str, rest: &str) -> Result<Reply, Wrong> {
    let name = folded(name);
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
    let (typed, names) = (folded(typed), &words.informants);
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
