//! Forms kept safe, by case code: drafts of interviews that go on, and finished cases.
//!
//! [`Drafts`] says what keeping means; [`files`] keeps them on disk, durable after each answer; [`drafts::Memory`] is
//! for tests. Each is the form on paper that `ask -o` writes, so nothing but an editor is needed to read one.

pub mod code;
pub mod drafts;
pub mod files;
mod folder;

pub use drafts::{Content, Draft, DraftError, Drafts, Memory, Reader};
pub use files::DraftFiles;
