//! The meanings of a typed line.

use crate::answer::{Informant, OptionId, Response};
use crate::form::refusal::Reason;

/// The meaning of a line as a reply to one question.
#[derive(Clone, Debug, PartialEq)]
pub enum Reply {
    /// Enter alone.
    Nothing,
    /// A command to run.
    Command(Command),
    /// A value that fits the question, or a missing reason. A value outside the usual range is `checked`: it is kept
    /// only with `!`.
    Answer(Response),
    /// Neither a command nor an answer.
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
    /// `.c chart`: the informant.
    Informant(Informant),
    /// `.m text`: a note on the answer.
    Note(String),
    /// `.r`
    Review,
    /// `.f`
    Finish,
    /// `.s`: save and leave.
    Leave,
    /// `.x`: clear the screen.
    Clear,
    /// `.o`: ask the rows of a grid one by one.
    OneByOne,
    /// `.k`: list all commands.
    Commands,
}

/// The reason why a line is neither a command nor an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Wrong {
    /// A dot and letters that name no command.
    NoCommand,
    /// `.c` without one of the informants.
    NoInformant,
    /// `.m` without a text.
    NoNote,
    /// An empty piece among several answers.
    Nothing,
    /// A command without arguments, followed by text.
    NotAlone,
    /// A number or letters that fit no option.
    NoOption(String),
    /// Fewer than three letters, and no exact label of an option.
    TooFewLetters(String),
    /// Several numbers for a question that takes one option.
    OneOnly,
    /// The options that fit equally.
    SeveralFit(Vec<OptionId>),
    /// An option named twice on the same line.
    Twice(OptionId),
    /// An exclusive option together with others.
    NotWithOthers(OptionId),
    /// Text that is no number, or an impossible number.
    Number(Reason),
    /// Text longer than the limit.
    TooLong {
        /// The length of the text, in characters.
        characters: usize,
        /// The maximum length, in characters.
        limit: usize,
    },
}

/// Returns the text without blanks at its ends; an error if it is longer than the limit.
pub(super) fn within(limit: usize, text: &str) -> Result<String, Wrong> {
    let text = crate::unit::clean(text).trim().to_owned();
    let characters = text.chars().count();
    if characters > limit { Err(Wrong::TooLong { characters, limit }) } else { Ok(text) }
}
