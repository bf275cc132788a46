//! Finds and opens the input files.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use glob::MatchOptions;
use miette::{IntoDiagnostic, WrapErr};

use super::progress::ReadingProgress;
use crate::cli::paths::shown;
use crate::cli::status::Ended;
use crate::intake::format::by_name;
use crate::intake::{FormSource, Format, IntakeError};
use crate::rulebook::Rulebook;
use crate::unit::clean;

/// Returns the files that the arguments name: of a folder those whose names end like forms, of a pattern (`*`, `?`,
/// `[`) those that match it, both sorted by name. An existing file with the name of a pattern is that file.
pub(super) fn named(forms: &[PathBuf]) -> miette::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for form in forms {
        let before = files.len();
        match form.to_str() {
            _ if form.is_dir() => files.extend(of_folder(form)?),
            Some(pattern) if !form.exists() && pattern.contains(['*', '?', '[']) => files.extend(fitting(pattern)?),
            _ => files.push(form.clone()),
        }
        if files.len() == before {
            let what = format!("`{}` has no forms", shown(form));
            return Err(Ended::usage(
                what,
                "of a folder, files are read whose names end like forms: see docs/forms.md",
            )
            .into());
        }
    }
    Ok(files)
}

fn of_folder(folder: &Path) -> miette::Result<Vec<PathBuf>> {
    let entries = folder.read_dir().and_then(Iterator::collect::<io::Result<Vec<_>>>);
    let entries = entries.into_diagnostic().wrap_err_with(|| format!("cannot read `{}`", shown(folder)))?;
    let visible = entries.iter().filter(|entry| !entry.file_name().as_encoded_bytes().starts_with(b"."));
    let mut files: Vec<PathBuf> = visible
        .map(std::fs::DirEntry::path)
        .filter(|path| path.is_file() && path.to_str().and_then(by_name).is_some())
        .collect();
    files.sort();
    Ok(files)
}

fn fitting(pattern: &str) -> miette::Result<Vec<PathBuf>> {
    let like_a_shell = MatchOptions {
        case_sensitive: true,
        require_literal_separator: true,
        require_literal_leading_dot: true, // hidden files stay hidden
    };
    let paths = glob::glob_with(pattern, like_a_shell).map_err(|error| {
        Ended::usage(format!("`{}` is no pattern: {}", clean(pattern), error.msg), "put `[` and `]` around signs")
    })?;
    let paths: Result<Vec<PathBuf>, _> = paths.collect();
    let paths = paths.into_diagnostic().wrap_err_with(|| format!("cannot read `{}`", clean(pattern)))?;
    Ok(paths.into_iter().filter(|path| !path.is_dir()).collect())
}

/// Opens all inputs before anything is scored, so that a faulty file is reported first; regular files are closed
/// again, and each is reopened when its turn comes.
pub(super) fn open(
    forms: &[PathBuf],
    format: Option<Format>,
    rulebook: &Rulebook,
    progress: &ReadingProgress,
) -> Result<Vec<FormSource>, IntakeError> {
    let mut sources: Vec<FormSource> = Vec::with_capacity(forms.len());
    for path in forms {
        let source = one(path, format, rulebook, progress)?;
        sources.push(source.sharing(sources.last()));
    }
    Ok(sources)
}

fn one(
    path: &Path,
    format: Option<Format>,
    rulebook: &Rulebook,
    progress: &ReadingProgress,
) -> Result<FormSource, IntakeError> {
    if path.as_os_str() == "-" {
        return FormSource::open("standard input", Box::new(io::stdin()), format, rulebook);
    }
    let name = shown(path);
    let fail = |error| IntakeError::io(&name, error);
    let file = File::open(path).map_err(fail)?;
    let found = file.metadata().map_err(fail)?;
    progress.add(found.len());
    if !found.is_file() {
        return FormSource::open(&name, Box::new(progress.counted(file)), format, rulebook); // a pipe is opened once
    }
    let source = FormSource::open(&name, Box::new(file), format, rulebook)?;
    let (path, progress) = (path.to_owned(), progress.clone());
    Ok(source.closed(move || Ok(Box::new(progress.counted(File::open(path)?)) as Box<dyn Read + Send>)))
}
