//! Forms as commands name them: by the code of a case in the store, else by a file.

use std::env;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};
use miette::{IntoDiagnostic, WrapErr};

use super::settings::Setting;
use super::texts::own;
use super::{Context, Ended};
use crate::form::Form;
use crate::form::file::read::Bound;
use crate::form::file::{FormErrors, FormFile, RulebookName};
use crate::rulebook::Rulebook;
use crate::store::{DraftError, DraftFiles, code};
use crate::terminal::nurse;
use crate::text::SourceText;
use crate::ui::fill;
use crate::unit::clean;

/// The longest form that is read, in bytes.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// How many things that are wrong with a kept form are named.
const MOST_NAMED: usize = 5;

/// What a form is named by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Named {
    /// The code of a draft or a finished case.
    Case(String),
    /// A file.
    File,
}

/// Whether a form is named by its code or by its file: a code of the store wins over a file that is called like one, and
/// a file of the store is its case.
///
/// # Errors
/// Where it is written like a code, and neither the store nor a file has it.
pub(super) fn named(store: Option<&DraftFiles>, form: &Path) -> Result<Named, DraftError> {
    match form.to_str().and_then(code::read) {
        Some(case) if store.is_some_and(|store| store.has(&case)) => Ok(Named::Case(case)),
        Some(case) if !form.exists() => Err(DraftError::NoSuch { case }),
        _ => {
            let own = store.and_then(|store| store.case_at(form));
            Ok(own.map_or(Named::File, Named::Case))
        }
    }
}

/// The store, whose forms are read in the same way as those in files.
pub(super) fn store(folder: &Path) -> DraftFiles {
    DraftFiles::new(folder, |source| FormFile::read(source).map_err(|errors| in_short(&errors)))
}

/// The first things that are wrong with a form, and how many more there are.
fn in_short(errors: &FormErrors) -> String {
    let more = errors.refusals.len().saturating_sub(MOST_NAMED);
    let named = errors.refusals.iter().take(MOST_NAMED).map(ToString::to_string);
    clean(&named.chain((more > 0).then(|| format!("and {more} more"))).collect::<Vec<_>>().join("; "))
}

/// A path as it can be shown.
pub(super) fn shown(path: &Path) -> String {
    clean(&path.display().to_string())
}

/// Reads a form from the store, from a file, or from standard input where it is named `-`. If it was made with other rules
/// than these, a line on standard error says so.
///
/// # Errors
/// Where it cannot be read, or does not fit the rulebook: everything that does not, by field.
pub(super) fn read_form(rulebook: &Rulebook, form: &Path, context: &Context) -> miette::Result<Form> {
    let kept = folder().ok().map(|folder| store(&folder)); // without a folder nothing is kept
    let source = match (named(kept.as_ref(), form)?, kept) {
        (Named::Case(case), Some(store)) => store.text(&case)?,
        _ => of_file(form)?,
    };
    let Bound { form, made_with } = Bound::read(rulebook, &source, Zoned::now().date())?;
    if let (Some(before), false) = (other_rules(rulebook, made_with.as_ref()), context.quiet) {
        let ui = own(context.settings.language(Setting::Language))?;
        let now = nurse::named(&rulebook.id, &rulebook.version, &rulebook.sha256);
        // without a standard error nobody is left to tell
        let _ = writeln!(io::stderr(), "{}", fill(&ui.cases.other_rules, &[("before", &before), ("now", &now)]));
    }
    Ok(form)
}

/// The text of a form in a file, or on standard input where the path is `-`.
///
/// # Errors
/// Where it cannot be read, is no text, or is longer than any form: no more of it is read then.
pub(super) fn of_file(path: &Path) -> miette::Result<SourceText> {
    let stdin = path == Path::new("-");
    let name = if stdin { String::from("standard input") } else { shown(path) };
    let mut bytes = Vec::new();
    let read = if stdin {
        io::stdin().lock().take(MOST_BYTES + 1).read_to_end(&mut bytes)
    } else {
        File::open(path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes))
    };
    read.into_diagnostic().wrap_err_with(|| format!("cannot read the form `{name}`"))?;
    if bytes.len() as u64 > MOST_BYTES {
        return Err(Ended::rejected(format!("the form `{name}` is longer than 4 MiB")).into());
    }
    let not_text = |_| Ended::rejected(format!("the form `{name}` is not UTF-8 text"));
    Ok(SourceText { text: String::from_utf8(bytes).map_err(not_text)?, name })
}

/// The name of the rules that a form was made with, where they are not these.
pub(super) fn other_rules(rulebook: &Rulebook, made_with: Option<&RulebookName>) -> Option<String> {
    let before = made_with.filter(|before| before.sha256 != rulebook.sha256)?;
    Some(nurse::named(&before.id, &before.version, &before.sha256))
}

/// When a form was saved, where the clock of this machine can say.
pub(super) fn saved(at: SystemTime) -> Option<Zoned> {
    Timestamp::try_from(at).ok().map(|at| at.to_zoned(TimeZone::system()))
}

/// Where drafts and cases lie: `$XDG_STATE_HOME/candor`, on macOS `~/Library/Application Support/candor`, else
/// `~/.local/state/candor`.
///
/// # Errors
/// Where none of these is set.
pub(super) fn folder() -> miette::Result<PathBuf> {
    let none = || Ended::usage("there is no folder to keep forms in", "set XDG_STATE_HOME or HOME to a folder");
    Ok(own_folder("XDG_STATE_HOME", ".local/state").ok_or_else(none)?)
}

/// The program's folder below the one that a variable names, else below this one of the user's own.
pub(super) fn own_folder(variable: &str, below: &str) -> Option<PathBuf> {
    let var = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || var("HOME").or_else(|| var("USERPROFILE"));
    let below = if cfg!(target_os = "macos") { "Library/Application Support" } else { below };
    Some(var(variable).or_else(|| Some(home()?.join(below)))?.join("candor"))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
    use super::*;
    use crate::form::file::FormFile;
    use crate::store::Drafts;

    #[test]
    fn a_code_of_the_store_wins_over_a_file_of_its_name() {
        let folder = tempfile::tempdir().unwrap();
        let mut store = super::store(folder.path());
        store.save("K7QX4", &FormFile { form: 1, ..FormFile::default() }).unwrap();
        let check = |store: Option<&DraftFiles>, form: &str, expected: Option<Named>| {
            assert_eq!(named(store, Path::new(form)).ok(), expected, "{form}");
        };
        let case = Some(Named::Case(String::from("K7QX4")));
        check(Some(&store), "k7qx4", case.clone());
        store.finish("K7QX4").unwrap();
        check(Some(&store), "K7QX4", case);
        check(Some(&store), "A2AAA", None);
        check(Some(&store), "./K7QX4", Some(Named::File));
        check(Some(&store), "no_such.yaml", Some(Named::File)); // that there is none is said by who reads it
        check(None, "K7QX4", None);
    }

    #[test]
    fn a_form_without_end_is_not_read_to_its_end() {
        let error = of_file(Path::new("/dev/zero")).unwrap_err();
        assert!(error.to_string().contains("longer than 4 MiB"), "{error}");
    }
}
