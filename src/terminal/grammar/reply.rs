//! The meanings of a typed line.

use crate::answer::{Informant, OptionId, Response};
use crate::form::refusal::Reason;

/// The meaning of a line as a reply to one question.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Enter alone.
    Nothing,
    /// Something to do.
    Command(Command),
    /// A value that fits the question, or none, and why. One outside the usual range is `checked`: it is kept only with
    /// `!`.
    Answer(Response),
    /// Neither.
    Wrong(Wrong),
}

/// A command of the nurse.
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
    /// No option has this number or these letters.
    NoOption(String),
    /// Fewer than three letters, and no exact label of an option.
    TooFewLetters(String),
    /// Several numbers where one option is chosen.
    OneOnly,
    /// These options all fit.
    SeveralFit(Vec<OptionId>),
    /// An option that was named before on the same line.
    Twice(OptionId),
    /// An option that excludes all others, beside others.
    NotWithOthers(OptionId),
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

/// Returns a text as it is kept, without blanks at its ends; an error if it is longer than the limit.
pub(super) fn within(limit: usize, text: &str) -> Result<String, Wrong> {
    let text = crate::unit::clean(text).trim().to_owned();
    let characters = text.chars().count();
    if characters > limit { Err(Wrong::TooLong { characters, limit }) } else { Ok(text) }
}
