//! A rulebook as a document, drawn: text and Markdown; one format a file.

pub mod markdown;
pub mod text;
