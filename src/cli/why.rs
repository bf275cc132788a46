//! `candor why`.
