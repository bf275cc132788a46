//! The terminal: what the nurse sees and types.
//!
//! [`nurse`] holds wording and flow, once; [`grammar`] says what a typed line means; below them a [`Prompter`] is the
//! terminal and nothing but the terminal: [`rich`](surfaces::rich) on a capable one, [`plain`](surfaces::plain) everywhere
//! else, a script in tests.

pub mod grammar;
pub mod modes;
pub mod nurse;
pub mod surfaces;

use std::io;

/// The terminal, and nothing but the terminal. No wording, no branching, no parsing.
pub trait Prompter {
    /// Writes a text that is wrapped already, and ends its last line.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be written.
    fn say(&mut self, text: &str) -> io::Result<()>;

    /// The same for an ERROR, a CHECK or an alert; color repeats what the words say.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be written.
    fn warn(&mut self, text: &str) -> io::Result<()> {
        self.say(text)
    }

    /// Reads one line after a prompt; `initial` stands there already where the surface can edit.
    ///
    /// # Errors
    /// Returns an error if the terminal cannot be read or written.
    fn line(&mut self, prompt: &str, initial: Option<&str>) -> io::Result<Typed>;

    /// Columns to fill; asked again at every question.
    fn width(&self) -> usize;

    /// Returns what this surface can do; the nurse's wording depends on it.
    fn surface(&self) -> Capabilities;

    /// Clears the screen, where there is one.
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

    /// Lets one of these entries be searched and picked, where the surface has a way of its own for that.
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
    /// This surface has no way of its own; a line says it.
    NotHere,
    /// There is no more to read.
    Ended,
    /// Ctrl-C.
    Interrupted,
}

/// The result of reading a line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Typed {
    /// A line, without its end.
    Line(String),
    /// A line that is no UTF-8.
    NotText,
    /// There is no more to read.
    Ended,
    /// Ctrl-C.
    Interrupted,
}

/// The capabilities of a surface.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Capabilities {
    /// Rules, columns and tables; otherwise sentences that a screen reader speaks.
    pub rich: bool,
    /// Nobody is there to correct an answer: an ERROR ends the interview instead of shifting all later answers.
    pub piped: bool,
}
