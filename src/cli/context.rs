//! The surroundings of every command, and the rulebook it uses.

use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::sync::Arc;

use super::drawing;
use super::rulebook::RulesArg;
use super::settings::{Chosen, Origin, Setting, Settings, Surface};
use super::status::{Ended, Status};
use crate::report::text::Look;
use crate::rulebook::Rulebook;
use crate::unit::clean;

/// The width of an output that is no terminal, in columns.
const PLAIN_WIDTH: usize = 80;

/// The surroundings of every command, decided once at the start.
#[derive(Clone, Debug)]
pub(super) struct Context {
    /// Whether to print nothing but results and errors.
    pub(super) quiet: bool,
    /// Whether standard output has color.
    pub(super) color_out: bool,
    /// Whether standard error has color.
    pub(super) color_err: bool,
    /// Width of standard output, in columns; 80 if it is no terminal.
    pub(super) width: usize,
    /// The rulebook to use.
    pub(super) rules: RulesArg,
    /// The settings of file and variables; empty before [`Context::settled`].
    pub(super) settings: Settings,
}

impl Context {
    /// Reads the environment and both outputs.
    pub(super) fn of_surroundings(rules: RulesArg, quiet: bool, color: Color) -> Context {
        let no_color = env::var_os("NO_COLOR");
        let dumb = env::var_os("TERM").is_some_and(|term| term == "dumb");
        let decide = |terminal: bool| color.decide(no_color.as_deref(), terminal && !dumb);
        let width = console::Term::stdout().size_checked().map_or(PLAIN_WIDTH, |(_, columns)| usize::from(columns));
        Context {
            quiet,
            color_out: decide(io::stdout().is_terminal()),
            color_err: decide(io::stderr().is_terminal()),
            width: if io::stdout().is_terminal() { width } else { PLAIN_WIDTH },
            rules,
            settings: Settings::default(),
        }
    }

    /// Adds the settings of file and variables; a flag wins.
    ///
    /// # Errors
    /// Returns an error if they hold something unknown, or if the file cannot be read.
    pub(super) fn settled(self) -> miette::Result<Context> {
        let mut settings = Settings::read()?;
        if settings.surface() == Surface::Plain {
            drawing::in_words();
        }
        let rules = match self.rules.rules {
            Some(path) => {
                let value = path.display().to_string();
                settings.set(Setting::Rules, Chosen { value, from: Origin::Flag });
                Some(path)
            }
            None => settings.rules(),
        };
        Ok(Context { rules: RulesArg { rules }, settings, ..self })
    }

    /// Returns the look of text on standard output.
    pub(super) fn look(&self) -> Look {
        Look { width: self.width, bold: self.color_out }
    }

    /// Reads the rulebook to use, and checks its SHA-256 if one is set.
    ///
    /// # Errors
    /// Returns an error if the SHA-256 differs, the file cannot be read, or it holds errors (all of them are reported).
    pub(super) fn rulebook(&self) -> miette::Result<Arc<Rulebook>> {
        let rulebook = self.rules.load()?;
        match self.settings.rules_sha256() {
            Some(wanted) if wanted != rulebook.sha256 => {
                let Rulebook { id, version, sha256, .. } = &rulebook;
                let what = format!("the rulebook `{id}` {version} is not the one that is insisted on");
                let wanted = clean(&wanted);
                let advice = format!("its SHA-256 is {sha256}, and {wanted} is set; `candor config` shows where");
                Err(Ended { status: Status::Rulebook, what, advice: Some(advice) }.into())
            }
            _ => Ok(Arc::new(rulebook)),
        }
    }
}

/// When to use color.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Even into a file
    Always,
    /// Not at all
    Never,
}

impl Color {
    /// Decides by the flag, then by a `NO_COLOR` that is not empty, then by whether the output is a terminal.
    fn decide(self, no_color: Option<&OsStr>, terminal: bool) -> bool {
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && no_color.is_none_or(OsStr::is_empty),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(color: Color, no_color: Option<&str>, terminal: bool, expected: bool) {
        assert_eq!(color.decide(no_color.map(OsStr::new), terminal), expected, "{color:?} {no_color:?} {terminal}");
    }

    #[test]
    fn the_flag_decides_then_no_color_then_the_terminal() {
        check(Color::Always, Some("1"), false, true);
        check(Color::Never, None, true, false);
        check(Color::Auto, Some("1"), true, false);
        check(Color::Auto, Some(""), true, true);
        check(Color::Auto, None, true, true);
        check(Color::Auto, None, false, false);
    }
}
