//! A rulebook in words, with the program's own texts: its conditions, formulas and values, and all of it as a document.

pub mod phrase;
pub mod rulebook_document;
