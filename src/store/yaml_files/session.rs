//! A case that is open for writing, as files: its claim is a lock, and its form is written whole after each event.

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

/// A case that is claimed, or will be as soon as there is something to keep.
#[derive(Debug)]
pub(super) struct FileClaim {
    files: YamlFiles,
    code: String,
    lock: Option<Lock>,
}

impl FileClaim {
    /// A case that is not claimed yet.
    pub(super) fn new(files: &YamlFiles, code: &str) -> FileClaim {
        FileClaim { files: files.clone(), code: code.to_owned(), lock: None }
    }

    /// Claims the case for this process.
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
    /// The form as it was kept last, or as the interview began.
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

/// A claim to one case. The file is removed and unlocked when this is dropped; what a cut leaves behind is unlocked.
#[derive(Debug)]
struct Lock {
    path: PathBuf,
    _file: File,
}

impl Lock {
    /// Locks this file; returns `None` if another process has it.
    fn take(path: PathBuf) -> Result<Option<Lock>, StoreError> {
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
