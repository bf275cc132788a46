//! candor walks an intake nurse through the screening questions for an intrathecal pump, or scores a file of exported
//! forms, and writes a summary for a physician to review. It never decides.
//!
//! The floors, from the ground up; arrows point down only (`docs/architecture.md`):
//!
//! | floor | rooms |
//! |---|---|
//! | 0 words | [`truth`], [`interval`], [`decimal`], [`answer`], [`form`], [`unit`], [`text`], [`ui`] |
//! | 1 rules | [`rulebook`] |
//! | 2 meaning | [`meaning`] |
//! | 3 reasoning | [`interview`], [`screening`] |
//! | 4 edges | [`intake`], [`terminal`], [`store`], [`report`], [`batch`] |
//! | 5 command line | [`cli`] |

pub mod answer;
pub mod batch;
pub mod cli;
pub mod decimal;
pub mod form;
pub mod intake;
pub mod interval;
pub mod interview;
pub mod meaning;
pub mod report;
pub mod rulebook;
pub mod screening;
pub mod store;
pub mod terminal;
pub mod text;
pub mod truth;
pub mod ui;
pub mod unit;
