//! `candor rules`.
