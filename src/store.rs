//! Drafts kept safe.
pub mod drafts;
