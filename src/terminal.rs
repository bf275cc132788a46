//! The terminal: the nurse's screen and keyboard.
//!
//! [`nurse`] holds wording and flow, once; [`grammar`] reads the meaning of a typed line. Below them a [`Prompter`] is
//! the terminal and nothing else: [`rich`](surfaces::rich) on a capable one, [`plain`](surfaces::plain) everywhere
//! else, a script in tests.

pub mod grammar;
pub mod modes;
pub mod nurse;
pub mod surfaces;

use std::io;

/// The terminal, and nothing else. No wording, no branching, no parsing.
pub trait Prompter {
    /// Writes a text that is already wrapped, and ends its last line.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be written.
    fn say(&mut self, text: &str) -> io::Result<()>;

    /// Writes an ERROR, a CHECK or an alert; color only repeats the meaning of the words.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be written.
    fn warn(&mut self, text: &str) -> io::Result<()> {
        self.say(text)
    }

    /// Reads one line after a prompt. `initial` is the text to edit, on a surface that can edit.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be read or written.
    fn line(&mut self, prompt: &str, initial: Option<&str>) -> io::Result<Typed>;

    /// Returns the width in columns; asked again at every question.
    fn width(&self) -> usize;

    /// Returns the capabilities of this surface; the nurse's wording depends on them.
    fn surface(&self) -> Capabilities;

    /// Clears the screen, if there is one.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be written.
    fn clear(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Discards keys typed ahead, so that they do not answer the next question; returns whether there were any.
    fn forget_typed_ahead(&mut self) -> bool {
        false
    }

    /// Lets the nurse search and pick one of these entries, on a surface with its own way to do so.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be read or written.
    fn pick(&mut self, prompt: &str, entries: &[String]) -> io::Result<Picked> {
        let _ = (prompt, entries);
        Ok(Picked::NotHere)
    }
}

/// The result of picking an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Picked {
    /// The entry at this place.
    Entry(usize),
    /// No way to pick on this surface; the nurse types a line instead.
    NotHere,
    /// End of input.
    Ended,
    /// Ctrl-C.
    Interrupted,
}

/// The result of reading a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A line, without its end.
    Line(String),
    /// A line that is not UTF-8.
    NotText,
    /// End of input.
    Ended,
    /// Ctrl-C.
    Interrupted,
}

/// The capabilities of a surface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Whether it shows rules, columns and tables; otherwise sentences for a screen reader.
    pub rich: bool,
    /// Whether nobody is there to correct an answer: an ERROR ends the interview, since all later answers would shift.
    pub piped: bool,
}
