//! Paths: their form in messages, and the program's own folders.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::status::Ended;
use crate::ui::Language;
use crate::unit::clean;

/// Returns a path in a form that can be printed.
pub(super) fn shown(path: &Path) -> String {
    clean(&path.display().to_string())
}

/// Returns the folder of drafts and cases: `$XDG_STATE_HOME/candor`, on macOS `~/Library/Application Support/candor`,
/// otherwise `~/.local/state/candor`.
///
/// # Errors
/// Returns a wrong usage if none of these is set.
pub(super) fn state_folder() -> Result<PathBuf, Ended> {
    let none = || Ended::usage("there is no folder to keep forms in", "set XDG_STATE_HOME or HOME to a folder");
    own_folder("XDG_STATE_HOME", ".local/state").ok_or_else(none)
}

/// Returns the program's folder below the one that `variable` names, otherwise below this one of the user's home.
pub(super) fn own_folder(variable: &str, below: &str) -> Option<PathBuf> {
    let var = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || var("HOME").or_else(|| var("USERPROFILE"));
    let below = if cfg!(target_os = "macos") { "Library/Application Support" } else { below };
    Some(var(variable).or_else(|| Some(home()?.join(below)))?.join("candor"))
}

/// Returns the path of a rulebook's texts in another language: `my.es.yaml` beside `my.yaml`.
pub(super) fn beside(rules: &Path, language: Language) -> PathBuf {
    let ending = rules.extension().and_then(OsStr::to_str).unwrap_or("yaml");
    rules.with_extension(format!("{}.{ending}", language.code()))
}
