//! The unfinished files of a run, which are removed if it is stopped.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// The unfinished files of a run. Clones share one list.
#[derive(Clone, Debug, Default)]
pub struct Pending(Arc<Mutex<Unfinished>>);

/// The files and folders that have no name yet.
#[derive(Debug, Default)]
pub(super) struct Unfinished {
    paths: Vec<PathBuf>,
    /// Whether all files have their names, and there is nothing left to stop.
    pub(super) done: bool,
}

impl Pending {
    /// Removes the unfinished files and runs `end` while no other can be begun; does nothing if all files have their
    /// names.
    pub fn stop(&self, end: impl FnOnce()) {
        let unfinished = self.unfinished();
        if unfinished.done {
            return;
        }
        for path in &unfinished.paths {
            let _ = fs::remove_file(path).or_else(|_| fs::remove_dir_all(path)); // gone already, or nothing more can be done
        }
        end();
    }

    /// Locks the list: while it is held, no file is removed by a stop, and none is begun.
    pub(super) fn unfinished(&self) -> MutexGuard<'_, Unfinished> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes an unfinished file or folder under the lock, and adds it to the list.
    pub(super) fn begun<T>(
        &self,
        begin: impl FnOnce() -> io::Result<T>,
        place: impl FnOnce(&T) -> &Path,
    ) -> io::Result<T> {
        let mut unfinished = self.unfinished();
        let file = begin()?;
        unfinished.paths.push(place(&file).to_owned());
        Ok(file)
    }
}
