//! What every command knows of its surroundings, and which rulebook it uses.

use std::env;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use miette::{IntoDiagnostic, WrapErr};

use super::drawing;
use super::paths::beside;
use super::settings::{Chosen, Origin, Setting, Settings, Surface};
use super::status::{Ended, Status};
use crate::rulebook::{BUILTIN, BUILTIN_SPANISH, Rulebook};
use crate::text::SourceText;
use crate::ui::Language;
use crate::unit::clean;

/// Columns where the output is no terminal.
const PLAIN_WIDTH: usize = 80;

/// The longest rulebook that is read, in bytes; a longer one is refused by the reader.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// What every command knows of its surroundings, decided once at the start.
#[derive(Clone, Debug)]
pub struct Context {
    /// Say nothing but results and errors.
    pub quiet: bool,
    /// Colour on standard output.
    pub color_out: bool,
    /// Colour on standard error.
    pub color_err: bool,
    /// Columns of standard output; 80 if it is no terminal.
    pub width: usize,
    /// The rulebook to use.
    pub rules: RulesArg,
    /// What was set by file and variables; nothing before [`Context::settled`].
    pub settings: Settings,
}

impl Context {
    /// Looks at the environment and at both outputs.
    #[must_use]
    pub fn of_surroundings(rules: RulesArg, quiet: bool, color: Color) -> Context {
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

    /// With what file and variables say; a flag wins.
    ///
    /// # Errors
    /// Where they hold something that is not known, or the file cannot be read.
    pub fn settled(self) -> miette::Result<Context> {
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

    /// The rulebook to use, if it is the one that is insisted on.
    ///
    /// # Errors
    /// Where it is another one, its file cannot be read, or it holds errors (all of them are reported).
    pub fn rulebook(&self) -> miette::Result<Arc<Rulebook>> {
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

/// When to use colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Color {
    /// On a terminal, unless `NO_COLOR` is set
    #[default]
    Auto,
    /// Even into a file
    Always,
    /// Not at all
    Never,
}

impl Color {
    /// The flag decides, then a `NO_COLOR` that is not empty, then whether it is a terminal.
    fn decide(self, no_color: Option<&OsStr>, terminal: bool) -> bool {
        match self {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => terminal && no_color.is_none_or(OsStr::is_empty),
        }
    }
}

/// Which rulebook to use.
#[derive(Clone, Debug, Default, clap::Args)]
pub struct RulesArg {
    /// Use this rulebook instead of the built-in one
    #[arg(long = "rules", value_name = "FILE", global = true)]
    pub rules: Option<PathBuf>,
}

impl RulesArg {
    /// The text of the rulebook, and its name.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn source(&self) -> miette::Result<SourceText> {
        match &self.rules {
            None => Ok(SourceText::new(BUILTIN.0, BUILTIN.1)),
            Some(path) => read(path, "the rulebook"),
        }
    }

    /// The file of its texts in another language, if there is one: `my.es.yaml` beside `my.yaml`.
    ///
    /// # Errors
    /// Where the file cannot be read.
    pub fn texts_in(&self, language: Language) -> miette::Result<Option<SourceText>> {
        match (&self.rules, language) {
            (_, Language::English) => Ok(None), // rulebooks are written in English
            (None, Language::Spanish) => Ok(Some(SourceText::new(BUILTIN_SPANISH.0, BUILTIN_SPANISH.1))),
            (Some(path), language) => {
                let path = beside(path, language);
                path.exists().then(|| read(&path, "the translation")).transpose()
            }
        }
    }

    /// ` --rules FILE`, as it has to be repeated in a command that goes on; nothing for the built-in rulebook.
    #[must_use]
    pub fn repeated(&self) -> String {
        let Some(path) = &self.rules else { return String::new() };
        let name = clean(&path.display().to_string());
        let plain = |character: char| character.is_alphanumeric() || "/._-+:\\~".contains(character);
        if name.chars().all(plain) {
            format!(" --rules {name}")
        } else {
            format!(" --rules '{}'", name.replace('\'', r"'\''"))
        }
    }

    /// The rulebook, read and resolved.
    ///
    /// # Errors
    /// Where the file cannot be read, or holds errors (all of them are reported).
    pub fn load(&self) -> miette::Result<Rulebook> {
        match &self.rules {
            None => Rulebook::builtin(),
            Some(path) => Rulebook::read(&read(path, "the rulebook")?),
        }
        .map_err(miette::Report::new)
    }
}

/// Reads a rulebook file, and of one that is too long only as much as shows that it is.
fn read(path: &Path, whose: &str) -> miette::Result<SourceText> {
    let name = path.display().to_string();
    let mut bytes = Vec::new();
    File::open(path)
        .and_then(|file| file.take(MOST_BYTES + 4).read_to_end(&mut bytes))
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read {whose} `{name}`"))?;
    let text = match String::from_utf8(bytes) {
        Ok(text) => text,
        // Cut within a character at the end of what was read.
        Err(cut) if cut.utf8_error().error_len().is_none() && cut.as_bytes().len() as u64 > MOST_BYTES => {
            String::from_utf8_lossy(cut.as_bytes()).into_owned()
        }
        Err(_) => {
            let what = format!("{whose} `{name}` is not UTF-8 text");
            return Err(Ended { status: Status::Rulebook, what, advice: Some("save it as UTF-8".to_owned()) }.into());
        }
    };
    Ok(SourceText::new(name, text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(color: Color, no_color: Option<&str>, terminal: bool, expected: bool) {
        assert_eq!(color.decide(no_color.map(OsStr::new), terminal), expected, "{color:?} {no_color:?} {terminal}");
    }

    #[test]
    fn another_rulebook_is_named_again() {
        let repeated = |path: Option<&str>| RulesArg { rules: path.map(PathBuf::from) }.repeated();
        assert_eq!(repeated(None), "");
        assert_eq!(repeated(Some("rules/small.yaml")), " --rules rules/small.yaml");
        assert_eq!(repeated(Some("our rules.yaml")), " --rules 'our rules.yaml'");
        assert_eq!(repeated(Some("it's.yaml")), r" --rules 'it'\''s.yaml'");
        assert_eq!(repeated(Some("a\x1b.yaml")), " --rules 'a?.yaml'");
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
