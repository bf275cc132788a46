//! Drafts kept safe: interviews that are not finished, by case code.
//!
//! [`Drafts`] says what keeping means; [`files`] keeps them on disk, durable after each answer; [`drafts::Memory`] is
//! for tests. A draft is the form on paper that `ask -o` writes, so nothing but an editor is needed to read one.

pub mod code;
pub mod drafts;
pub mod files;

pub use drafts::{Content, Draft, DraftError, Drafts, Memory};
pub use files::DraftFiles;
