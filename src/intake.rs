//! Forms in, one format a file.
pub mod columns;
pub mod csv;
pub mod ndjson;
pub mod paper;
