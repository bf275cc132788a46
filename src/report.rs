//! A summary drawn, one format a file.
pub mod csv;
pub mod json;
pub mod markdown;
pub mod text;
