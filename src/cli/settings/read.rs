//! Reads settings from the configuration file and the environment.

use std::ffi::OsString;
use std::fs::File;
use std::path::Path;

use super::{Chosen, Origin, Setting, Settings};
use crate::cli::paths::shown;
use crate::cli::reading;
use crate::cli::status::{Ended, Status};
use crate::document::record::{unknown_word, words_are};
use crate::document::suggest::did_you_mean;
use crate::document::{DocumentKind, Findings, Record, Tree, yaml};
use crate::rulebook::controls;
use crate::text::{SourceText, Span};
use crate::unit::clean;

/// The longest configuration file, in bytes.
const MOST_BYTES: usize = 64 * 1024;

impl Settings {
    /// Adds the settings of the file; does nothing if there is no file.
    pub(super) fn of_file(&mut self, path: &Path) -> miette::Result<()> {
        let name = shown(path);
        if matches!(path.try_exists(), Ok(false)) {
            return Ok(());
        }
        let source = reading::text(File::open(path), "the configuration", name.clone(), Status::Usage)?;
        if source.text.len() > MOST_BYTES {
            let what = format!("`{name}` is longer than 64 KiB");
            return Err(Ended::usage(what, "it holds a line for each setting").into());
        }
        for (setting, value, at) in said(&source)? {
            let (line, _) = source.line_and_column(at.start);
            let key = setting.key();
            if value.trim().is_empty() {
                let what = format!("`{key}` is empty in line {line} of `{name}`");
                return Err(Ended::usage(what, "write what it is set to, or leave the line out").into());
            }
            // the path of a rulebook is relative to the folder of the file
            let beside = path.parent().filter(|_| setting == Setting::Rules && value != Setting::Rules.default());
            let value = beside.map_or(value.clone(), |folder| folder.join(&value).display().to_string());
            self.set(setting, Chosen { value, from: Origin::File { name: name.clone(), line } });
        }
        Ok(())
    }

    /// Adds the settings of the `CANDOR_*` variables; fails at one that is not known.
    pub(super) fn of_variables(&mut self, variables: impl Iterator<Item = (OsString, OsString)>) -> Result<(), Ended> {
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
            self.set(
                setting,
                Chosen { value: value.to_owned(), from: Origin::Variable { variable: setting.variable() } },
            );
        }
        Ok(())
    }
}

/// Returns each setting of a file with its text and its place, in the order of `Setting::ALL`; or all errors of the
/// file. An empty file has none.
fn said(source: &SourceText) -> Result<Vec<(Setting, String, Span)>, Findings> {
    let mut findings = Vec::new();
    let tree = yaml::read(&source.text, &mut findings);
    if let Some(tree) = &tree {
        controls(tree, &mut findings);
    }
    let mut said = Vec::new();
    if let Some(root) = tree.as_ref().and_then(Tree::root).filter(|root| !root.is_null()) {
        let record = Record::of(root, "the configuration", &Setting::ALL.map(Setting::key), &mut findings);
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
