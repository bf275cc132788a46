//! What is in force where no flag says otherwise: `config.yaml` in the user's folder, above it `CANDOR_*` variables.
//!
//! A flag wins over a variable, a variable over the file, the file over what the program does by itself
//! (`docs/configuration.md`). Whatever neither file nor program knows is an error with its place, never passed over.

use std::env;
use std::ffi::OsString;
use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use miette::{IntoDiagnostic, WrapErr};

use super::paths::{own_folder, shown};
use super::status::Ended;
use crate::document::record::{unknown_word, words_are};
use crate::document::suggest::did_you_mean;
use crate::document::{DocumentKind, Findings, Record, Tree, yaml};
use crate::rulebook::controls;
use crate::text::{SourceText, Span};
use crate::ui::Language;
use crate::unit::clean;

/// The longest file of settings that is read, in bytes.
const MOST_BYTES: u64 = 64 * 1024;

/// Something that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The rulebook to use.
    Rules,
    /// The SHA-256 that the rulebook has to have.
    RulesSha256,
    /// The language of interviews.
    Language,
    /// The language of summaries.
    SummaryLanguage,
    /// How interviews are drawn.
    Surface,
}

/// How an interview is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Surface {
    /// With line editing and columns where the terminal can, and `ACCESSIBLE` does not ask for plain lines.
    #[default]
    Auto,
    /// The same, whatever `ACCESSIBLE` says.
    Rich,
    /// Plain lines.
    Plain,
}

impl Setting {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Setting; 5] =
        [Setting::Rules, Setting::RulesSha256, Setting::Language, Setting::SummaryLanguage, Setting::Surface];

    /// Its key in the file.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Setting::Rules => "rules",
            Setting::RulesSha256 => "rules_sha256",
            Setting::Language => "language",
            Setting::SummaryLanguage => "summary_language",
            Setting::Surface => "surface",
        }
    }

    /// Its variable.
    #[must_use]
    pub const fn variable(self) -> &'static str {
        match self {
            Setting::Rules => "CANDOR_RULES",
            Setting::RulesSha256 => "CANDOR_RULES_SHA256",
            Setting::Language => "CANDOR_LANGUAGE",
            Setting::SummaryLanguage => "CANDOR_SUMMARY_LANGUAGE",
            Setting::Surface => "CANDOR_SURFACE",
        }
    }

    /// What stands there without any.
    #[must_use]
    pub const fn default(self) -> &'static str {
        match self {
            Setting::Rules => "builtin",
            Setting::RulesSha256 => "any",
            Setting::Language | Setting::SummaryLanguage => "en",
            Setting::Surface => "auto",
        }
    }

    /// The words that can stand there; none where it is a text.
    const fn words(self) -> &'static [&'static str] {
        match self {
            Setting::Rules | Setting::RulesSha256 => &[],
            Setting::Language | Setting::SummaryLanguage => &["en", "es"],
            Setting::Surface => &["auto", "rich", "plain"],
        }
    }
}

/// Where a value comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// The program itself.
    Default,
    /// A file, and the line.
    File {
        /// Its name.
        name: String,
        /// From 1.
        line: usize,
    },
    /// A variable of the environment.
    Variable,
    /// A flag.
    Flag,
}

/// A value, and where it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Chosen {
    /// What was set.
    pub value: String,
    /// By what.
    pub from: Origin,
}

/// What was set, by file or variable.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    chosen: Vec<(Setting, Chosen)>,
}

impl Settings {
    /// Reads the file, if there is one, and the environment.
    ///
    /// # Errors
    /// Where the file cannot be read, or one of them holds something that is not known.
    pub fn read() -> miette::Result<Settings> {
        let mut settings = Settings::default();
        if let Some(path) = file() {
            settings.of_file(&path)?;
        }
        settings.of_variables(env::vars_os())?;
        Ok(settings)
    }

    fn of_file(&mut self, path: &Path) -> miette::Result<()> {
        let name = shown(path);
        let mut text = String::new();
        match File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_string(&mut text)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            read => read.into_diagnostic().wrap_err_with(|| format!("cannot read `{name}`"))?,
        };
        if text.len() as u64 > MOST_BYTES {
            return Err(
                Ended::usage(format!("`{name}` is longer than 64 KiB"), "it holds a line for each setting").into()
            );
        }
        let source = SourceText::new(name.clone(), text);
        for (setting, value, at) in said(&source)? {
            let (line, _) = source.line_and_column(at.start);
            let key = setting.key();
            if value.trim().is_empty() {
                let what = format!("`{key}` is empty in line {line} of `{name}`");
                return Err(Ended::usage(what, "write what it is set to, or leave the line out").into());
            }
            // a rulebook is named from where the file lies
            let beside = path.parent().filter(|_| setting == Setting::Rules && value != Setting::Rules.default());
            let value = beside.map_or(value.clone(), |folder| folder.join(&value).display().to_string());
            self.set(setting, Chosen { value, from: Origin::File { name: name.clone(), line } });
        }
        Ok(())
    }

    fn of_variables(&mut self, variables: impl Iterator<Item = (OsString, OsString)>) -> Result<(), Ended> {
        for (name, value) in variables {
            let Some(name) = name.to_str().filter(|name| name.starts_with("CANDOR_")) else { continue };
            let Some(setting) = Setting::ALL.into_iter().find(|setting| setting.variable() == name) else {
                let near = did_you_mean(name, Setting::ALL.map(Setting::variable));
                let what = format!("the variable `{}` sets nothing", clean(name));
                let advice = near.unwrap_or_else(|| "`candor config` shows what can be set".to_owned());
                return Err(Ended::usage(what, advice));
            };
            let Some(value) = value.to_str().map(str::trim) else {
                return Err(Ended::usage(format!("the variable `{name}` is not UTF-8 text"), "set it anew"));
            };
            if value.is_empty() {
                continue; // as if it were not set
            }
            let words = setting.words();
            if !words.is_empty() && !words.contains(&value) {
                let what = format!("`{}` is none of the words that `{name}` knows", clean(value));
                return Err(Ended::usage(what, format!("the words are {}", words.join(", "))));
            }
            self.set(setting, Chosen { value: value.to_owned(), from: Origin::Variable });
        }
        Ok(())
    }

    /// Says something over what was said before.
    pub(super) fn set(&mut self, setting: Setting, chosen: Chosen) {
        self.chosen.retain(|(other, _)| *other != setting);
        self.chosen.push((setting, chosen));
    }

    /// What is in force.
    #[must_use]
    pub fn chosen(&self, setting: Setting) -> Chosen {
        let found = self.chosen.iter().find(|(other, _)| *other == setting).map(|(_, chosen)| chosen.clone());
        found.unwrap_or_else(|| Chosen { value: setting.default().to_owned(), from: Origin::Default })
    }

    /// The rulebook that is named; none is the built-in one.
    #[must_use]
    pub fn rules(&self) -> Option<PathBuf> {
        let value = self.chosen(Setting::Rules).value;
        (value != Setting::Rules.default()).then(|| PathBuf::from(value))
    }

    /// The SHA-256 to insist on, in lower case.
    #[must_use]
    pub fn rules_sha256(&self) -> Option<String> {
        let value = self.chosen(Setting::RulesSha256).value.to_ascii_lowercase();
        (value != Setting::RulesSha256.default()).then_some(value)
    }

    /// A language that is in force.
    #[must_use]
    pub fn language(&self, setting: Setting) -> Language {
        Language::from_code(&self.chosen(setting).value).unwrap_or_default()
    }

    /// How interviews are drawn.
    #[must_use]
    pub fn surface(&self) -> Surface {
        match self.chosen(Setting::Surface).value.as_str() {
            "plain" => Surface::Plain,
            "rich" => Surface::Rich,
            _ => Surface::Auto,
        }
    }
}

/// Each setting of a file with its text and its place, or all that is wrong with the file. A file in which nothing stands
/// has none.
fn said(source: &SourceText) -> Result<Vec<(Setting, String, Span)>, Findings> {
    let mut findings = Vec::new();
    let tree = yaml::read(&source.text, &mut findings);
    if let Some(tree) = &tree {
        controls(tree, &mut findings);
    }
    let mut said = Vec::new();
    if let Some(root) = tree.as_ref().and_then(Tree::root).filter(|root| !root.is_null()) {
        let record = Record::of(root, "the configuration", Setting::ALL.iter().map(|of| of.key()), &mut findings);
        for setting in Setting::ALL {
            let (key, words) = (setting.key(), setting.words());
            let Some(value) = record.maybe(key, &mut findings) else { continue };
            let at = root.span_of(key);
            if !words.is_empty() && !words.contains(&value.as_str()) {
                findings.push(unknown_word(&value, key, at, words_are(words.iter().copied())));
            }
            said.push((setting, value, at));
        }
    }
    if findings.is_empty() { Ok(said) } else { Err(Findings::new(DocumentKind::Configuration, source, findings)) }
}

/// The file: `$XDG_CONFIG_HOME/candor/config.yaml`, on macOS in `~/Library/Application Support`, else in `~/.config`.
#[must_use]
pub fn file() -> Option<PathBuf> {
    Some(own_folder("XDG_CONFIG_HOME", ".config")?.join("config.yaml"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]
    use std::fs;

    use super::*;

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
