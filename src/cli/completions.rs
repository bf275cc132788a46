//! `candor completions`.
