//! The plain surface: one line in, plain lines out. No cursor addressing, no color, no box drawing.

use std::io::{self, BufRead, Write};

use crate::terminal::modes::TypedAhead;
use crate::terminal::{Capabilities, Prompter, Typed};

/// The width in columns; it suits faxes and 80-column terminals, and screen readers do not mind.
const WIDTH: usize = 80;

/// A surface that reads lines from one stream and writes lines to another.
#[derive(Debug)]
pub struct PlainSurface<R, W> {
    input: R,
    output: W,
    piped: bool,
    lines: usize,
}

impl<R: BufRead, W: Write> PlainSurface<R, W> {
    /// Creates a surface. `piped` means that the input is no terminal: each line read is also written, since it is not
    /// visible otherwise.
    pub fn new(input: R, output: W, piped: bool) -> PlainSurface<R, W> {
        PlainSurface { input, output, piped, lines: 0 }
    }

    /// Returns the number of lines read.
    #[must_use]
    pub fn lines(&self) -> usize {
        self.lines
    }
}

impl<R: BufRead, W: Write> Prompter for PlainSurface<R, W> {
    fn say(&mut self, text: &str) -> io::Result<()> {
        writeln!(self.output, "{text}")
    }

    fn line(&mut self, prompt: &str, _: Option<&str>) -> io::Result<Typed> {
        write!(self.output, "{prompt}")?;
        self.output.flush()?;
        let mut bytes = Vec::new();
        let read = loop {
            match self.input.read_until(b'\n', &mut bytes) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) if crate::terminal::modes::is_gone(&error) => return Ok(Typed::Ended),
                other => break other?,
            }
        };
        if read == 0 {
            writeln!(self.output)?;
            return Ok(Typed::Ended);
        }
        if self.lines == 0 && bytes.starts_with(b"\xEF\xBB\xBF") {
            bytes.drain(..3); // the mark that some editors put before UTF-8
        }
        self.lines += 1;
        while bytes.last().is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
            bytes.pop();
        }
        let Ok(line) = String::from_utf8(bytes) else {
            writeln!(self.output)?;
            return Ok(Typed::NotText);
        };
        if self.piped {
            writeln!(self.output, "{}", crate::unit::clean(&line))?;
        }
        Ok(Typed::Line(line))
    }

    fn width(&self) -> usize {
        WIDTH
    }

    fn surface(&self) -> Capabilities {
        Capabilities { rich: false, piped: self.piped }
    }

    fn forget_typed_ahead(&mut self) -> bool {
        !self.piped && crate::terminal::modes::forget_typed_ahead() != TypedAhead::Nothing
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
    use super::*;

    #[track_caller]
    fn check(input: &[u8], expected: &[Typed]) {
        let mut plain = PlainSurface::new(input, Vec::new(), true);
        let read: Vec<Typed> = expected.iter().map(|_| plain.line("> ", None).unwrap()).collect();
        assert_eq!(read, expected);
    }

    fn line(text: &str) -> Typed {
        Typed::Line(text.to_owned())
    }

    #[test]
    fn a_line_ends_as_on_any_system() {
        check(b"1\r\n2\n3", &[line("1"), line("2"), line("3"), Typed::Ended]);
    }

    #[test]
    fn the_mark_before_utf8_is_no_part_of_the_first_answer() {
        check(b"\xEF\xBB\xBFyes\n", &[line("yes"), Typed::Ended]);
    }

    #[test]
    fn bytes_that_are_no_text_are_no_answer() {
        check(b"caf\xE9\nno\n", &[Typed::NotText, line("no")]);
    }

    #[cfg(unix)]
    #[test]
    fn a_terminal_that_is_gone_is_an_end_and_no_error() {
        struct Gone;
        impl io::Read for Gone {
            fn read(&mut self, _: &mut [u8]) -> io::Result<usize> {
                Err(rustix::io::Errno::IO.into())
            }
        }
        let mut plain = PlainSurface::new(io::BufReader::new(Gone), Vec::new(), false);
        assert_eq!(plain.line("> ", None).unwrap(), Typed::Ended);
    }

    #[test]
    fn what_is_piped_in_is_shown_without_its_control_characters() {
        let mut written = Vec::new();
        PlainSurface::new(&b"a\x1b[2Jb\n"[..], &mut written, true).line("> ", None).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), "> a?[2Jb\n");
    }
}
