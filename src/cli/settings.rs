//! Settings in force if no flag overrides them: `config.yaml` in the user's folder, and above it `CANDOR_*` variables.
//!
//! A flag wins over a variable, a variable over the file, the file over the program's default
//! (`docs/configuration.md`). An unknown setting is an error with its place, never ignored.

mod read;
mod setting;

use std::collections::BTreeMap;
use std::env;
use std::path::PathBuf;

use serde::Serialize;

use super::paths::own_folder;
use crate::ui::Language;

pub(super) use setting::{Setting, Surface};

/// The origin of a value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub(super) enum Origin {
    /// The program's default.
    Default,
    /// A file.
    File {
        /// The name of the file.
        #[serde(rename = "file")]
        name: String,
        /// The line, from 1.
        line: usize,
    },
    /// An environment variable.
    Variable {
        /// The name of the variable.
        variable: &'static str,
    },
    /// A flag.
    Flag,
}

/// A value and its origin.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Chosen {
    /// The value.
    pub(super) value: String,
    /// Its origin.
    pub(super) from: Origin,
}

/// The settings of file and variables.
#[derive(Clone, Debug, Default)]
pub(super) struct Settings {
    chosen: BTreeMap<Setting, Chosen>,
}

impl Settings {
    /// Reads the file, if there is one, and the environment.
    ///
    /// # Errors
    /// Returns an error if the file cannot be read, or if it or the environment holds something unknown.
    pub(super) fn read() -> miette::Result<Settings> {
        let mut settings = Settings::default();
        if let Some(path) = file() {
            settings.of_file(&path)?;
        }
        settings.of_variables(env::vars_os())?;
        Ok(settings)
    }

    /// Sets a value; it replaces the one before.
    pub(super) fn set(&mut self, setting: Setting, chosen: Chosen) {
        self.chosen.insert(setting, chosen);
    }

    /// Returns the value in force: the one set, otherwise the default.
    pub(super) fn chosen(&self, setting: Setting) -> Chosen {
        let default = || Chosen { value: setting.default().to_owned(), from: Origin::Default };
        self.chosen.get(&setting).cloned().unwrap_or_else(default)
    }

    /// Returns the path of the rulebook; `None` is the built-in one.
    pub(super) fn rules(&self) -> Option<PathBuf> {
        let value = self.chosen(Setting::Rules).value;
        (value != Setting::Rules.default()).then(|| PathBuf::from(value))
    }

    /// Returns the SHA-256 that the rulebook must have, in lower case.
    pub(super) fn rules_sha256(&self) -> Option<String> {
        let value = self.chosen(Setting::RulesSha256).value.to_ascii_lowercase();
        (value != Setting::RulesSha256.default()).then_some(value)
    }

    /// Returns the language in force for a setting.
    pub(super) fn language(&self, setting: Setting) -> Language {
        Language::from_code(&self.chosen(setting).value).unwrap_or_default()
    }

    /// Returns the surface of interviews.
    pub(super) fn surface(&self) -> Surface {
        match self.chosen(Setting::Surface).value.as_str() {
            "plain" => Surface::Plain,
            "rich" => Surface::Rich,
            _ => Surface::Auto,
        }
    }
}

/// The path of `candor/config.yaml` in `$XDG_CONFIG_HOME`, on macOS `~/Library/Application Support`, else `~/.config`.
pub(super) fn file() -> Option<PathBuf> {
    Some(own_folder("XDG_CONFIG_HOME", ".config")?.join("config.yaml"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]
    use std::ffi::OsString;
    use std::fs;

    use super::*;
    use crate::cli::status::Ended;

    fn variables(pairs: &[(&str, &str)]) -> Result<Settings, Ended> {
        let mut settings = Settings::default();
        let pairs = pairs.iter().map(|(name, value)| (OsString::from(name), OsString::from(value)));
        settings.of_variables(pairs).map(|()| settings)
    }

    #[test]
    fn a_variable_says_what_it_sets_or_is_refused() {
        let settings = variables(&[("CANDOR_LANGUAGE", "es"), ("CANDOR_SURFACE", " plain "), ("HOME", "x")]).unwrap();
        assert_eq!(settings.language(Setting::Language), Language::Spanish);
        assert_eq!(settings.language(Setting::SummaryLanguage), Language::English);
        assert_eq!(settings.surface(), Surface::Plain);
        assert_eq!((settings.rules(), settings.rules_sha256()), (None, None));
        for (name, value, advice) in [
            ("CANDOR_LANGUGE", "es", "did you mean `CANDOR_LANGUAGE`?"),
            ("CANDOR_LANGUAGE", "fr", "the words are en, es"),
            ("CANDOR_SURFACE", "fancy", "the words are auto, rich, plain"),
        ] {
            assert_eq!(variables(&[(name, value)]).unwrap_err().advice.as_deref(), Some(advice), "{name} {value}");
        }
    }

    #[test]
    fn the_page_of_the_configuration_names_each_key() {
        let page = include_str!("../../docs/configuration.md");
        assert_eq!(crate::document::record::unnamed(page, &Setting::ALL.map(Setting::key)), [""; 0]);
    }

    #[test]
    fn an_empty_variable_sets_nothing() {
        assert_eq!(variables(&[("CANDOR_RULES", "")]).unwrap().rules(), None);
    }

    #[test]
    fn a_file_names_its_rulebook_from_where_it_lies() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.yaml");
        fs::write(&path, "# ours\nrules: ours.yaml\nrules_sha256: ABC\n").unwrap();
        let mut settings = Settings::default();
        settings.of_file(&path).unwrap();
        assert_eq!(settings.rules(), Some(folder.path().join("ours.yaml")));
        assert_eq!(settings.rules_sha256().as_deref(), Some("abc"));
        assert_eq!(settings.chosen(Setting::Rules).from, Origin::File { name: path.display().to_string(), line: 2 });
        settings.of_file(&folder.path().join("no such file")).unwrap();
    }

    #[test]
    fn a_file_that_sets_nothing_to_a_key_or_has_no_end_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("config.yaml");
        for (text, says) in [
            (String::from("language: es\nrules: \"\"\n"), "`rules` is empty in line 2"),
            (String::from("rules_sha256: \" \"\n"), "`rules_sha256` is empty in line 1"),
            ("# ours\n".repeat(10_000), "longer than 64 KiB"),
        ] {
            fs::write(&path, text).unwrap();
            let error = Settings::default().of_file(&path).unwrap_err();
            assert!(error.to_string().contains(says), "{error}");
        }
    }
}
