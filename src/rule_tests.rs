//! A rulebook held against what its author expects of it: tests beside the rulebook, and how much of it they reach.
//!
//! `tests` reads a tests file against its rulebook, `run` compares, `coverage` measures, `suggest` finds forms that
//! reach what no test reaches (`docs/rulebook-tests.md`). `sentences` finds those that are long to read out.

pub mod coverage;
pub mod goal;
pub mod run;
pub mod sentences;
pub mod suggest;
pub mod tests;
