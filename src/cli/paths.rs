//! Paths: how they are shown, and the program's own folders.

use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use super::status::Ended;
use crate::ui::Language;
use crate::unit::clean;

/// Returns a path as it can be shown.
pub(super) fn shown(path: &Path) -> String {
    clean(&path.display().to_string())
}

/// Returns where drafts and cases lie: `$XDG_STATE_HOME/candor`, on macOS `~/Library/Application Support/candor`, else
/// `~/.local/state/candor`.
///
/// # Errors
/// Returns a wrong usage if none of these is set.
pub(super) fn state_folder() -> Result<PathBuf, Ended> {
    let none = || Ended::usage("there is no folder to keep forms in", "set XDG_STATE_HOME or HOME to a folder");
    own_folder("XDG_STATE_HOME", ".local/state").ok_or_else(none)
}

/// Returns the program's folder below the one that a variable names, else below this one of the user's own.
pub(super) fn own_folder(variable: &str, below: &str) -> Option<PathBuf> {
    let var = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || var("HOME").or_else(|| var("USERPROFILE"));
    let below = if cfg!(target_os = "macos") { "Library/Application Support" } else { below };
    Some(var(variable).or_else(|| Some(home()?.join(below)))?.join("candor"))
}

/// Returns where the texts of a rulebook in another language lie: `my.es.yaml` beside `my.yaml`.
pub(super) fn beside(rules: &Path, language: Language) -> PathBuf {
    let ending = rules.extension().and_then(OsStr::to_str).unwrap_or("yaml");
    rules.with_extension(format!("{}.{ending}", language.code()))
}
