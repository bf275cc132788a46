//! Which process has a case open: a file that it holds locked for as long as it lives.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::folder::failed;
use crate::files::private;
use crate::store::StoreError;

/// A claim to one case. The file is removed and unlocked when this is dropped; what a cut leaves behind is unlocked.
#[derive(Debug)]
pub(super) struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Locks this file; returns `None` if another process has it.
    pub(super) fn take(path: PathBuf) -> Result<Option<Lock>, StoreError> {
        let file = private().create(true).open(&path).map_err(|source| failed("write", &path, source))?;
        match file.try_lock() {
            // one that was given up and removed between opening and locking is nobody's any more
            Ok(()) if !is_at(&file, &path) => Ok(None),
            Ok(()) => Ok(Some(Lock { path, _file: file })),
            Err(TryLockError::WouldBlock) => Ok(None),
            Err(TryLockError::Error(source)) => Err(failed("write", &path, source)),
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.path); // an empty file, if it stays
    }
}

/// Whether this open file is the one that lies there.
fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        match (file.metadata(), fs::metadata(path)) {
            (Ok(here), Ok(there)) => (here.dev(), here.ino()) == (there.dev(), there.ino()),
            _ => false,
        }
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        path.exists()
    }
}
