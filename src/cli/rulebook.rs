//! The rulebook of a command, read from its file.

use std::fs::File;
use std::path::{Path, PathBuf};

use super::paths::{beside, shown};
use super::reading;
use super::status::Status;
use crate::rulebook::{BUILTIN, BUILTIN_SPANISH, Rulebook};
use crate::text::SourceText;
use crate::ui::Language;

/// Which rulebook to use.
#[derive(Clone, Debug, Default, clap::Args)]
pub(super) struct RulesArg {
    /// Use this rulebook instead of the built-in one
    #[arg(long = "rules", value_name = "FILE", global = true)]
    pub(super) rules: Option<PathBuf>,
}

impl RulesArg {
    /// Returns the text of the rulebook, and its name.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read.
    pub(super) fn source(&self) -> miette::Result<SourceText> {
        match &self.rules {
            None => Ok(SourceText::new(BUILTIN.0, BUILTIN.1)),
            Some(path) => read(path, "the rulebook"),
        }
    }

    /// Returns the file of its texts in another language, if there is one: `my.es.yaml` beside `my.yaml`.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read.
    pub(super) fn texts_in(&self, language: Language) -> miette::Result<Option<SourceText>> {
        match (&self.rules, language) {
            (_, Language::English) => Ok(None), // rulebooks are written in English
            (None, Language::Spanish) => Ok(Some(SourceText::new(BUILTIN_SPANISH.0, BUILTIN_SPANISH.1))),
            (Some(path), language) => {
                let path = beside(path, language);
                path.exists().then(|| read(&path, "the translation")).transpose()
            }
        }
    }

    /// Returns ` --rules FILE`, to be repeated in a command that goes on; empty for the built-in rulebook.
    pub(super) fn repeated(&self) -> String {
        let Some(path) = &self.rules else { return String::new() };
        let name = shown(path);
        let plain = |character: char| character.is_alphanumeric() || "/._-+:\\~".contains(character);
        if name.chars().all(plain) {
            format!(" --rules {name}")
        } else {
            format!(" --rules '{}'", name.replace('\'', r"'\''"))
        }
    }

    /// Reads and resolves the rulebook.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read, or holds errors (all of them are reported).
    pub(super) fn load(&self) -> miette::Result<Rulebook> {
        match &self.rules {
            None => Rulebook::builtin(),
            Some(_) => Rulebook::read(&self.source()?),
        }
        .map_err(miette::Report::new)
    }
}

fn read(path: &Path, what: &str) -> miette::Result<SourceText> {
    reading::text(File::open(path), what, shown(path), Status::Rulebook)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn another_rulebook_is_named_again() {
        let repeated = |path: Option<&str>| RulesArg { rules: path.map(PathBuf::from) }.repeated();
        assert_eq!(repeated(None), "");
        assert_eq!(repeated(Some("rules/small.yaml")), " --rules rules/small.yaml");
        assert_eq!(repeated(Some("our rules.yaml")), " --rules 'our rules.yaml'");
        assert_eq!(repeated(Some("it's.yaml")), r" --rules 'it'\''s.yaml'");
        assert_eq!(repeated(Some("a\x1b.yaml")), " --rules 'a?.yaml'");
    }
}
