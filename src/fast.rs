//! The speed lane: ordinary rows of tables and lines of NDJSON straight into a [`FormBatch`], and a read batch into rows of
//! results. A record that it cannot decode with certainty is left to [`crate::intake::Decoder`], which implements the whole
//! format; a record says the same whichever way it was read.

mod cells;
mod codes;
mod field;
mod fields;
mod lines;
mod names;
mod numbers;
mod plain;
mod rows;
pub mod write;

pub use lines::Lines;
pub use rows::{FastRows, RowOutcome};
