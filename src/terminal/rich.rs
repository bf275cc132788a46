//! The rich surface: one line at a time through dialoguer, drawn with console, with the guards that both need.

use std::fmt;
use std::io;

use console::{Term, style};
use dialoguer::Input;
use dialoguer::theme::Theme;
use unicode_width::UnicodeWidthStr;

use super::{Prompter, Surface, Typed, modes};

/// The least columns and rows at which dialoguer can be used.
pub const LEAST: (usize, usize) = (40, 10);
/// The most columns that are filled; longer lines are hard to read.
const WIDEST: usize = 100;

/// A terminal whose modes are switched for as long as this lives.
#[derive(Debug)]
pub struct Rich {
    term: Term,
}

impl Rich {
    /// Takes the terminal over.
    ///
    /// # Errors
    /// Where standard input is no terminal.
    pub fn new() -> io::Result<Rich> {
        modes::switch()?;
        Ok(Rich { term: Term::stderr() })
    }

    /// Whether the terminal is large enough.
    #[must_use]
    pub fn fits() -> bool {
        let (rows, columns) = Term::stderr().size();
        usize::from(columns) >= LEAST.0 && usize::from(rows) >= LEAST.1
    }

    fn columns(&self) -> usize {
        usize::from(self.term.size().1).max(1)
    }
}

impl Drop for Rich {
    fn drop(&mut self) {
        modes::restore();
    }
}

impl Prompter for Rich {
    fn say(&mut self, text: &str) -> io::Result<()> {
        self.term.write_line(text)
    }

    fn warn(&mut self, text: &str) -> io::Result<()> {
        let lines: Vec<String> =
            text.lines().map(|line| style(line).for_stderr().yellow().bold().to_string()).collect();
        self.term.write_line(&lines.join("\n"))
    }

    fn line(&mut self, prompt: &str, initial: Option<&str>) -> io::Result<Typed> {
        let input = Input::<String>::with_theme(&Bare).with_prompt(prompt).allow_empty(true).report(false);
        let input = match initial {
            Some(text) => input.with_initial_text(text),
            None => input,
        };
        let typed = match input.interact_text_on(&self.term) {
            Ok(typed) => typed,
            Err(dialoguer::Error::IO(error)) => {
                return match error.kind() {
                    io::ErrorKind::Interrupted => Ok(Typed::Interrupted),
                    io::ErrorKind::UnexpectedEof | io::ErrorKind::NotConnected => Ok(Typed::Ended),
                    _ => Err(error),
                };
            }
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
        self.columns().clamp(LEAST.0, WIDEST)
    }

    fn surface(&self) -> Surface {
        Surface { rich: true, piped: false }
    }

    fn clear(&mut self) -> io::Result<()> {
        self.term.clear_screen()
    }

    fn forget_typed_ahead(&mut self) -> bool {
        modes::forget_typed_ahead()
    }
}

/// The prompt alone.
#[derive(Debug)]
struct Bare;

impl Theme for Bare {
    fn format_input_prompt(&self, f: &mut dyn fmt::Write, prompt: &str, _: Option<&str>) -> fmt::Result {
        f.write_str(prompt)
    }
}
