//! Cases kept safe, by their codes: drafts of interviews that go on, and finished cases.
//!
//! [`Cases`] says what keeping means: a case is listed, read, or claimed by one process, whose [`Session`] then keeps the
//! events of its interview, each durable before the next question. Only this room knows where and how: today each case is
//! a YAML file, the form that its events fold into ([`yaml_files`]), so nothing but an editor is needed to read one.

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

/// Whether a case goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CaseState {
    /// Its interview was left and can be resumed.
    Draft,
    /// Its summary was written; resuming it makes it a draft again.
    Finished,
}

/// A case in the list of the store.
#[derive(Clone, Debug)]
pub struct KeptCase {
    /// The code it goes by.
    pub code: String,
    /// When it was saved last.
    pub saved: SystemTime,
    /// Its form.
    pub form: KeptForm,
}

/// The form of a case in the list of the store.
#[derive(Clone, Debug)]
pub enum KeptForm {
    /// The form as its file has it.
    File(Box<FormFile>),
    /// It cannot be read; where it lies. It is never removed by the program itself.
    Unreadable(String),
}

/// Keeps cases.
pub trait Cases {
    /// Returns all cases in this state, the newest first. One that cannot be read is listed too.
    ///
    /// # Errors
    /// Returns an error if the store cannot be looked into.
    fn list(&self, state: CaseState) -> Result<Vec<KeptCase>, StoreError>;

    /// Returns the finished case of a code as a person writes it.
    ///
    /// # Errors
    /// Returns an error if there is none, if it is a draft, or if the store cannot be looked into.
    fn finished(&self, code: &str) -> Result<KeptCase, StoreError>;

    /// Returns the code of the draft or finished case that a person names: by its code, or by the very file in which it is
    /// kept, where it is kept in one.
    fn find(&self, name: &Path) -> Option<String>;

    /// Reads the form of a draft or a finished case. Nothing is claimed.
    ///
    /// # Errors
    /// Returns an error if there is none, or if it cannot be read.
    fn read(&self, code: &str) -> Result<SourceText, StoreError>;

    /// Begins a case under this code, or under a random one if none is given or the given one is taken. Nothing is kept,
    /// nor claimed, before there is something to keep.
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

/// A case that is open for writing in this process alone, for as long as this lives.
pub trait OpenCase {
    /// The code of the case.
    fn code(&self) -> &str;

    /// Goes on with this form, of which the events to come are changes. A finished case is a draft from here on.
    ///
    /// # Errors
    /// Returns an error if the store refuses; the case stays as it is.
    fn resume(self: Box<Self>, rulebook: Arc<Rulebook>, form: Form) -> Result<Box<dyn Session>, StoreError>;
}

/// An interview whose events are kept as a draft.
pub trait Session: Journal {
    /// The code of the case.
    fn code(&self) -> &str;

    /// Keeps the form even if nothing has happened yet. On return it outlives a power cut; on error what was kept before
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
