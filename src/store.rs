//! Cases by their codes: drafts of interviews in progress, and finished cases.
//!
//! [`Cases`] defines the store: a case is listed, read, or claimed by one process, whose [`Session`] then keeps the
//! events of its interview, each durable before the next question. The storage is private to this room: today each case
//! is a YAML file, the form that its events fold into ([`yaml_files`]), so an editor is enough to read one.

pub mod code;
mod error;
pub mod yaml_files;

use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

use crate::case::Journal;
use crate::form::Form;
use crate::form::file::FormFile;
use crate::rulebook::Rulebook;
use crate::text::SourceText;

pub use error::StoreError;
pub use yaml_files::YamlFiles;

/// The state of a case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseState {
    /// A case whose interview can be resumed.
    Draft,
    /// A case whose summary was written; resuming it makes it a draft again.
    Finished,
}

/// A case in the list of the store.
#[derive(Clone, Debug)]
pub struct KeptCase {
    /// The code of the case.
    pub code: String,
    /// The time of the last save.
    pub saved: SystemTime,
    /// The form of the case.
    pub form: KeptForm,
}

/// The form of a case in the list of the store.
#[derive(Clone, Debug)]
pub enum KeptForm {
    /// The form as read from its file.
    File(Box<FormFile>),
    /// The path of a form that cannot be read. The program itself never removes it.
    Unreadable(String),
}

/// A store of cases.
pub trait Cases {
    /// Returns all cases in this state, newest first, including those that cannot be read.
    ///
    /// # Errors
    /// Returns an error if the store cannot be read.
    fn list(&self, state: CaseState) -> Result<Vec<KeptCase>, StoreError>;

    /// Returns the finished case with a code, as written by a person.
    ///
    /// # Errors
    /// Returns an error if there is none, if it is a draft, or if the store cannot be read.
    fn finished(&self, code: &str) -> Result<KeptCase, StoreError>;

    /// Returns the code of the draft or finished case with this name: its code, or the path of its file in a store of
    /// files.
    fn find(&self, name: &Path) -> Option<String>;

    /// Reads the form of a draft or a finished case. Nothing is claimed.
    ///
    /// # Errors
    /// Returns an error if there is none, or if it cannot be read.
    fn read(&self, code: &str) -> Result<SourceText, StoreError>;

    /// Begins a case under this code, or under a random one if none is given or the given one is taken. Nothing is
    /// written or claimed before there is something to keep.
    ///
    /// # Errors
    /// Returns an error if the system has no randomness.
    fn begin(&self, code: Option<String>) -> Result<Box<dyn OpenCase>, StoreError>;

    /// Claims a draft, or a finished case, for this process, and reads its form.
    ///
    /// # Errors
    /// Returns an error if there is none, if another process has it, or if it cannot be read.
    fn open(&self, code: &str) -> Result<(Box<dyn OpenCase>, FormFile), StoreError>;

    /// Removes a finished case.
    ///
    /// # Errors
    /// Returns an error if there is none, if an interview has it open, or if the store refuses.
    fn remove(&self, code: &str) -> Result<(), StoreError>;
}

/// A case that only this process has open for writing, until this is dropped.
pub trait OpenCase {
    /// Returns the code of the case.
    fn code(&self) -> &str;

    /// Continues with this form, the base of the events to come. A finished case becomes a draft.
    ///
    /// # Errors
    /// Returns an error if the store refuses; the case stays as it is.
    fn resume(self: Box<Self>, rulebook: Arc<Rulebook>, form: Form) -> Result<Box<dyn Session>, StoreError>;
}

/// An interview whose events are kept as a draft.
pub trait Session: Journal {
    /// Returns the code of the case.
    fn code(&self) -> &str;

    /// Keeps the form even if nothing has happened yet. On return it outlives a power cut; on error the previous form
    /// is unchanged.
    ///
    /// # Errors
    /// Returns an error if another process has the case, or if the store refuses.
    fn save(&mut self) -> Result<(), StoreError>;

    /// Makes the draft a finished case, and gives up the claim.
    ///
    /// # Errors
    /// Returns an error if the store refuses; the case stays a draft.
    fn finish(self: Box<Self>) -> Result<(), StoreError>;

    /// Removes the draft, and gives up the claim.
    ///
    /// # Errors
    /// Returns an error if the store refuses.
    fn discard(self: Box<Self>) -> Result<(), StoreError>;
}
