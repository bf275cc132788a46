//! The apostrophe that keeps a spreadsheet from running a cell.

use crate::answer::Missing;

/// The first characters that make a spreadsheet run a cell.
const RUNS: [char; 7] = ['=', '+', '-', '@', '\t', '\r', '\n'];

/// Returns a cell as it was before it was made harmless (`report/csv.rs`): removes an apostrophe before a character
/// that a spreadsheet would run, before another such apostrophe, or before a missing word (which is then a text).
#[must_use]
pub fn original(cell: &str) -> &str {
    let Some(rest) = cell.strip_prefix('\'') else { return cell };
    let bare = rest.trim_start_matches('\'');
    if bare.starts_with(RUNS) || Missing::from_word(bare).is_some() { rest } else { cell }
}
