//! `candor batch`.
