//! The apostrophe that keeps a spreadsheet from running a cell.

use crate::answer::Missing;

/// What makes a spreadsheet run a cell, at its start.
const RUNS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// A cell as it was before it was made harmless (`report/csv.rs`): an apostrophe is taken off where it stands before what
/// a spreadsheet would run, before another such apostrophe, or before a missing word (which is then a text).
#[must_use]
pub fn original(cell: &str) -> &str {
    let Some(rest) = cell.strip_prefix('\'') else { return cell };
    let bare = rest.trim_start_matches('\'');
    if bare.starts_with(RUNS) || Missing::from_word(bare).is_some() { rest } else { cell }
}
