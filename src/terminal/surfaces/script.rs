//! The surface of tests: a list of lines in, one text out.

use std::collections::VecDeque;
use std::io;

use crate::terminal::{Capabilities, Prompter, Typed};

/// A list of lines typed one after the other; the output is collected in [`ScriptedSurface::shown`].
#[derive(Clone, Debug)]
pub(crate) struct ScriptedSurface {
    lines: VecDeque<Typed>,
    surface: Capabilities,
    width: usize,
    /// The whole output, with the typed lines behind their prompts.
    pub(crate) shown: String,
}

impl ScriptedSurface {
    /// Creates a surface that types these lines, then ends the input. `^C` is Ctrl-C.
    pub(crate) fn new(surface: Capabilities, lines: &[&str]) -> ScriptedSurface {
        let typed = |line: &&str| match *line {
            "^C" => Typed::Interrupted,
            line => Typed::Line(line.to_owned()),
        };
        ScriptedSurface { lines: lines.iter().map(typed).collect(), surface, width: 80, shown: String::new() }
    }

    /// Returns the number of lines not read.
    pub(crate) fn left(&self) -> usize {
        self.lines.len()
    }
}

impl Prompter for ScriptedSurface {
    fn say(&mut self, text: &str) -> io::Result<()> {
        self.shown.extend([text, "\n"]);
        Ok(())
    }

    fn line(&mut self, prompt: &str, _: Option<&str>) -> io::Result<Typed> {
        let typed = self.lines.pop_front().unwrap_or(Typed::Ended);
        let seen = match &typed {
            Typed::Line(line) => line,
            Typed::Interrupted => "^C",
            Typed::NotText | Typed::Ended => "",
        };
        self.shown.extend([prompt, seen, "\n"]);
        Ok(typed)
    }

    fn width(&self) -> usize {
        self.width
    }

    fn surface(&self) -> Capabilities {
        self.surface
    }

    fn clear(&mut self) -> io::Result<()> {
        self.say("(cleared)")
    }
}
