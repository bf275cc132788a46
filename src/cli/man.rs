//! `candor man`.
