//! A rulebook evaluated on a form: the standing of every criterion, with its reasons.
pub mod summary;
