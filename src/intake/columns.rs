//! Headings of a table to questions of a rulebook.
