//! Checks a rulebook against its author's expectations: tests beside the rulebook, and their coverage.
//!
//! `tests` reads a tests file against its rulebook, `run` compares, `coverage` measures, `suggest` finds forms for
//! goals that no test reaches (`docs/rulebook-tests.md`). `sentences` finds sentences that are too long to read out.

pub mod coverage;
pub mod goal;
pub mod run;
pub mod sentences;
pub mod suggest;
pub mod tests;
