//! Puts a rulebook into words, with the program's own texts: its conditions, formulas and values, and the whole
//! rulebook as a document.

pub mod phrase;
pub mod rulebook_document;
