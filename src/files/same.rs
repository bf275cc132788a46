//! Whether two names mean one file.

use std::fs;
use std::path::{Path, PathBuf};

use super::folder_of;

/// Returns whether two names mean one file, or would once it exists; devices and pipes can be shared.
#[must_use]
pub fn is_same_file(one: &Path, other: &Path) -> bool {
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) if !one.is_file() || !other.is_file() => false,
        (Ok(one_found), Ok(other_found)) => is_same(&one_found, &other_found) || place(one) == place(other),
        _ => place(one) == place(other),
    }
}

/// Returns a path without links, even if its file does not exist yet.
fn place(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| match (folder_of(path).canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    })
}

/// Returns whether standard input comes from this file.
#[cfg(unix)]
#[must_use]
pub fn is_standard_input(path: &Path) -> bool {
    use std::os::fd::AsFd;
    let stdin = std::io::stdin().as_fd().try_clone_to_owned().and_then(|stdin| fs::File::from(stdin).metadata());
    matches!((fs::metadata(path), stdin), (Ok(file), Ok(stdin)) if stdin.is_file() && is_same(&file, &stdin))
}

/// Returns whether standard input comes from this file; always `false`, since it cannot be found out.
#[cfg(not(unix))]
#[must_use]
pub fn is_standard_input(_: &Path) -> bool {
    false
}

#[cfg(unix)]
fn is_same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    one.dev() == other.dev() && one.ino() == other.ino()
}

#[cfg(not(unix))]
fn is_same(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    false
}
