//! A case that is open for writing, as files: its claim is a lock, and its form is written whole after each event.

use std::io;
use std::sync::Arc;

use super::YamlFiles;
use super::lock::Lock;
use crate::case::{Event, Journal, fold};
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
