//! The command line: the only floor that reads the clock, the environment and the files a user names.
pub mod ask;
pub mod batch;
pub mod completions;
pub mod man;
pub mod rules;
pub mod summary;
pub mod why;
