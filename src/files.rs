//! Files that are whole at every moment: written beside their path, synced, and renamed; readable by their owner alone.
//!
//! [`write()`] writes one file; a [`Target`] is written piece by piece, and several get their names together.
#![deny(clippy::indexing_slicing)]

mod error;
mod pending;
mod same;
mod steady;
mod summaries;
mod target;

pub use error::FileError;
pub use pending::Pending;
pub use same::{is_same_file, is_standard_input};
pub use summaries::SummaryFolder;
pub use target::{Target, finish};

use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::{Builder, NamedTempFile};

/// The prefix of an unfinished file's name; only a killed run leaves one.
const PREFIX: &str = ".candor-";
const SUFFIX: &str = ".part";

/// Writes a file whole. A link is followed to its file; a pipe or a device is written directly.
///
/// # Errors
/// Returns the system's error if it refuses; the previous file is unchanged.
pub fn write(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let path = &without_links(path);
    if is_pipe_or_device(path) {
        return OpenOptions::new().write(true).open(path)?.write_all(bytes);
    }
    move_to(unnamed().tempfile_in(folder_of(path))?, path, bytes)
}

/// Writes a file whole by way of the fixed name `beside`: the remains of a cut in the middle have that name, and are
/// replaced by the next write.
///
/// # Errors
/// Returns the system's error if it refuses; the previous file is unchanged.
pub fn write_by(beside: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    match fs::remove_file(beside) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let name = beside.file_name().unwrap_or(OsStr::new(PREFIX));
    let file = Builder::new().prefix(name).suffix("").rand_bytes(0).tempfile_in(folder_of(beside))?;
    move_to(file, path, bytes)
}

fn move_to(mut file: NamedTempFile, path: &Path, bytes: &[u8]) -> io::Result<()> {
    file.write_all(bytes)?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    sync_folder(folder_of(path))
}

/// Syncs a folder, so that a rename in it outlives a power cut; does nothing on systems other than Unix.
///
/// # Errors
/// Returns the system's error if it refuses.
pub fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Returns the folder of a file, `.` for a bare name.
#[must_use]
pub fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Returns options to make a file that only its owner can read.
#[must_use]
pub fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Follows links to the file itself; returns the path unchanged if it does not exist.
fn without_links(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| path.to_owned())
}

fn is_pipe_or_device(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|found| !found.is_file())
}

/// Returns a builder of files and folders (of mode 0600 and 0700) that have no name of their own yet.
fn unnamed() -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    builder.prefix(PREFIX).suffix(SUFFIX);
    builder
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
    use super::*;

    fn names(folder: &Path) -> Vec<String> {
        let names = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name());
        let mut names: Vec<String> = names.map(|name| name.to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    #[test]
    fn a_file_is_written_anew_whole_and_nothing_lies_beside_it() {
        let folder = tempfile::tempdir().unwrap();
        let (path, beside) = (folder.path().join("form.yaml"), folder.path().join(".K7QX4.tmp"));
        fs::write(&beside, "what a cut in the middle left, longer than what comes").unwrap();
        for text in ["one", "another"] {
            write(&path, text.as_bytes()).unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), text);
            write_by(&beside, &path, b"by way of a name").unwrap();
            assert_eq!(fs::read_to_string(&path).unwrap(), "by way of a name");
        }
        assert_eq!(names(folder.path()), ["form.yaml"]);
        #[cfg(unix)]
        {
            let mode = std::os::unix::fs::PermissionsExt::mode(&fs::metadata(&path).unwrap().permissions());
            assert_eq!(mode & 0o777, 0o600);
        }
    }

    #[test]
    fn what_cannot_be_written_leaves_the_file_of_before() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("form.yaml");
        fs::create_dir(&path).unwrap();
        assert!(write(&path, b"one").is_err() && write_by(&folder.path().join(".a.tmp"), &path, b"one").is_err());
        assert_eq!(names(folder.path()), ["form.yaml"]);
    }
}
