//! A folder of summaries, one file for each record.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::error::FileError;
use super::{Pending, folder_of, private, unnamed};

/// A folder of summaries that gets its name when it is complete.
#[derive(Debug)]
pub struct SummaryFolder {
    unfinished: TempDir,
    path: PathBuf,
    /// Whether there are several inputs; then a file's name begins with the number of its input.
    several: bool,
    pending: Pending,
}

impl SummaryFolder {
    /// Returns whether the summaries can get this name: nothing exists there, or an empty folder.
    #[must_use]
    pub fn is_free(path: &Path) -> bool {
        fs::symlink_metadata(path).is_err() || path.read_dir().is_ok_and(|mut entries| entries.next().is_none())
    }

    /// Makes a folder beside the one named.
    ///
    /// # Errors
    /// Returns an error if the system refuses.
    pub fn open(path: &Path, several: bool, pending: &Pending) -> Result<SummaryFolder, FileError> {
        let mut builder = unnamed();
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let unfinished = pending.begun(|| builder.tempdir_in(folder_of(path)), |folder| folder.path());
        let unfinished = unfinished.map_err(|source| FileError::to("the summaries", path, source))?;
        Ok(SummaryFolder { unfinished, path: path.to_owned(), several, pending: pending.clone() })
    }

    /// Writes the summary of a record under its number and that of its input, both from 1; only its owner can read it.
    ///
    /// # Errors
    /// Returns the system's error if it refuses.
    pub fn keep(&self, input: usize, record: u64, summary: &[u8]) -> io::Result<()> {
        let name = if self.several { format!("{input}-{record}.txt") } else { format!("{record}.txt") };
        let _waiting = self.pending.unfinished(); // while the folder is removed nothing new comes into it
        private().create_new(true).open(self.unfinished.path().join(name))?.write_all(summary)
    }

    pub(super) fn finish(self) -> Result<(), FileError> {
        let renamed = fs::rename(self.unfinished.path(), &self.path);
        renamed.map_err(|source| FileError::to("the summaries", &self.path, source))?;
        let _ = self.unfinished.keep(); // it has its name now
        Ok(())
    }
}
