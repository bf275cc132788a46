//! A case open for writing, as files: its claim is a lock, and its whole form is written after each change.

use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::YamlFiles;
use super::folder::failed;
use crate::case::{Event, Journal, fold};
use crate::files::private;
use crate::form::Form;
use crate::rulebook::Rulebook;
use crate::store::{OpenCase, Session, StoreError};

/// A case that is claimed, or will be at the first write.
#[derive(Debug)]
pub(super) struct FileClaim {
    files: YamlFiles,
    code: String,
    lock: Option<Lock>,
}

impl FileClaim {
    /// Prepares a case without claiming it.
    pub(super) fn new(files: &YamlFiles, code: &str) -> FileClaim {
        FileClaim { files: files.clone(), code: code.to_owned(), lock: None }
    }

    /// Claims the case for this process; does nothing if it is already claimed.
    pub(super) fn take(&mut self) -> Result<(), StoreError> {
        if self.lock.is_none() {
            self.files.drafts.make()?;
            self.lock = Lock::take(self.files.drafts.path.join(format!(".{}.lock", self.code)))?;
        }
        if self.lock.is_some() { Ok(()) } else { Err(StoreError::InUse { case: self.code.clone() }) }
    }
}

impl OpenCase for FileClaim {
    fn code(&self) -> &str {
        &self.code
    }

    fn resume(self: Box<Self>, rulebook: Arc<Rulebook>, form: Form) -> Result<Box<dyn Session>, StoreError> {
        if self.lock.is_some() && !self.files.drafts.has(&self.code) {
            self.files.finished.hand_over(&self.code, &self.files.drafts)?;
        }
        Ok(Box::new(FileSession { claim: *self, rulebook, form }))
    }
}

/// An interview kept as a draft.
#[derive(Debug)]
struct FileSession {
    claim: FileClaim,
    rulebook: Arc<Rulebook>,
    /// The form as last kept, or as at the start of the interview.
    form: Form,
}

impl FileSession {
    fn write(&mut self, form: &Form) -> Result<(), StoreError> {
        self.claim.take()?;
        self.claim.files.drafts.write(&self.claim.code, &form.to_file(&self.rulebook))
    }
}

impl Journal for FileSession {
    fn append(&mut self, events: &[Event]) -> io::Result<()> {
        let mut form = self.form.clone();
        fold(&mut form, events);
        self.write(&form).map_err(io::Error::other)?;
        self.form = form;
        Ok(())
    }
}

impl Session for FileSession {
    fn code(&self) -> &str {
        &self.claim.code
    }

    fn save(&mut self) -> Result<(), StoreError> {
        let form = self.form.clone();
        self.write(&form)
    }

    fn finish(self: Box<Self>) -> Result<(), StoreError> {
        let FileClaim { files, code, .. } = &self.claim;
        files.drafts.hand_over(code, &files.finished)
    }

    fn discard(self: Box<Self>) -> Result<(), StoreError> {
        self.claim.files.drafts.remove(&self.claim.code)
    }
}

/// A claim to one case. Dropping it removes and unlocks the file; a file left behind by a crash is unlocked.
#[derive(Debug)]
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Locks this file; returns `None` if another process holds it.
    fn take(path: PathBuf) -> Result<Option<Lock>, StoreError> {
        let file = private().create(true).open(&path).map_err(|source| failed("write", &path, source))?;
        match file.try_lock() {
            // a file removed by its owner between opening and locking claims nothing any more
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

/// Returns whether this open file is still the one at this path.
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
