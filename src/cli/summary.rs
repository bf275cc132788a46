//! `candor summary`.
