//! `candor ask`.
