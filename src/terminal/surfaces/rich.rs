//! The rich surface: one line at a time through dialoguer, drawn with console, with the guards that both need.

use std::fmt;
use std::io;

use console::{Term, style};
use dialoguer::theme::Theme;
use dialoguer::{FuzzySelect, Input};
use unicode_width::UnicodeWidthStr;

use super::plain::PlainSurface;
use crate::terminal::modes::TypedAhead;
use crate::terminal::{Capabilities, Picked, Prompter, Typed, modes};

/// The minimum columns and rows for dialoguer.
const LEAST: (usize, usize) = (40, 10);
/// The maximum line width, in columns; longer lines are hard to read.
const WIDEST: usize = 100;
/// The minimum width, in columns, to wrap lines to in a window that became too small.
const NARROWEST: usize = 20;

/// A terminal in switched modes; dropping the surface restores them.
#[derive(Debug)]
pub struct RichSurface {
    term: Term,
    /// Whether Ctrl-C was typed outside a prompt.
    interrupted: bool,
}

impl RichSurface {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// Returns an error if standard input is no terminal.
    pub fn new() -> io::Result<RichSurface> {
        modes::switch()?;
        Ok(RichSurface { term: Term::stderr(), interrupted: false })
    }

    /// Returns whether the terminal is large enough for dialoguer; checked at every line.
    fn fits() -> bool {
        let (rows, columns) = Term::stderr().size();
        usize::from(columns) >= LEAST.0 && usize::from(rows) >= LEAST.1
    }

    /// Reads a line in a window too small for dialoguer: with the system's own line editing, in the original modes.
    fn small_line(prompt: &str) -> io::Result<Typed> {
        modes::restore();
        let typed = PlainSurface::new(io::stdin().lock(), io::stderr(), false).line(prompt, None);
        modes::switch()?;
        typed
    }

    fn columns(&self) -> usize {
        usize::from(self.term.size().1).max(1)
    }
}

impl Drop for RichSurface {
    fn drop(&mut self) {
        modes::restore();
    }
}

impl Prompter for RichSurface {
    fn say(&mut self, text: &str) -> io::Result<()> {
        self.term.write_line(text)
    }

    fn warn(&mut self, text: &str) -> io::Result<()> {
        let lines: Vec<String> =
            text.lines().map(|line| style(line).for_stderr().yellow().bold().to_string()).collect();
        self.term.write_line(&lines.join("\n"))
    }

    fn line(&mut self, prompt: &str, initial: Option<&str>) -> io::Result<Typed> {
        if self.interrupted {
            return Ok(Typed::Interrupted);
        }
        if !RichSurface::fits() {
            return RichSurface::small_line(prompt);
        }
        let input = Input::<String>::with_theme(&Bare).with_prompt(prompt).allow_empty(true).report(false);
        let input = match initial {
            Some(text) => input.with_initial_text(text),
            None => input,
        };
        let typed = match input.interact_text_on(&self.term) {
            Ok(typed) => typed,
            Err(error) => return stopped(error, Typed::Ended, Typed::Interrupted),
        };
        // dialoguer clears one row; clear the others, then leave one line of transcript
        let above = (prompt.width() + typed.width()).saturating_sub(1) / self.columns();
        if above > 0 {
            self.term.clear_last_lines(above)?;
        }
        let shown = crate::unit::clean(&typed);
        self.term.write_line(&format!("{prompt}{shown}"))?;
        Ok(Typed::Line(typed))
    }

    fn width(&self) -> usize {
        self.columns().clamp(NARROWEST, WIDEST)
    }

    fn surface(&self) -> Capabilities {
        Capabilities { rich: RichSurface::fits(), piped: false }
    }

    fn clear(&mut self) -> io::Result<()> {
        self.term.clear_screen()
    }

    /// Runs dialoguer's fuzzy search. It needs room, and without a terminal it would redraw forever.
    fn pick(&mut self, prompt: &str, entries: &[String]) -> io::Result<Picked> {
        if !RichSurface::fits() || !self.term.is_term() {
            return Ok(Picked::NotHere);
        }
        let most = self.columns().saturating_sub(4); // the mark before the entry, and none to wrap
        let shown: Vec<String> = entries.iter().map(|entry| shortened(entry, most)).collect();
        let select = FuzzySelect::with_theme(&Bare)
            .with_prompt(shortened(prompt, most / 2))
            .items(&shown)
            .default(0)
            .highlight_matches(false)
            .report(false);
        let picked = select.interact_on(&self.term);
        self.term.show_cursor()?; // Ctrl-C leaves it hidden
        match picked {
            Ok(place) => {
                self.term.write_line(&format!("> {}", shown.get(place).map_or("", String::as_str)))?;
                Ok(Picked::Entry(place))
            }
            Err(error) => stopped(error, Picked::Ended, Picked::Interrupted),
        }
    }

    fn forget_typed_ahead(&mut self) -> bool {
        let found = modes::forget_typed_ahead();
        self.interrupted |= found == TypedAhead::Interrupt;
        found == TypedAhead::Keys
    }
}

/// Returns the outcome for an error of dialoguer: `ended` at the end of input, `interrupted` for Ctrl-C.
fn stopped<T>(error: dialoguer::Error, ended: T, interrupted: T) -> io::Result<T> {
    let dialoguer::Error::IO(error) = error;
    match error.kind() {
        io::ErrorKind::Interrupted => Ok(interrupted),
        io::ErrorKind::UnexpectedEof | io::ErrorKind::NotConnected => Ok(ended),
        _ if modes::is_gone(&error) => Ok(ended),
        _ => Err(error),
    }
}

/// Returns the beginning of a line, in at most `most` bytes: dialoguer counts bytes when it clears rows.
fn shortened(text: &str, most: usize) -> String {
    if text.len() <= most {
        return text.to_owned();
    }
    let end = text.char_indices().map(|(at, _)| at).take_while(|at| *at + 3 <= most).last().unwrap_or(0);
    format!("{}...", &text[..end])
}

/// A theme that shows only the prompt.
#[derive(Debug)]
struct Bare;

impl Theme for Bare {
    fn format_input_prompt(&self, f: &mut dyn fmt::Write, prompt: &str, _: Option<&str>) -> fmt::Result {
        f.write_str(prompt)
    }
}
