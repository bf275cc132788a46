//! Draws pages of blocks (`text`, `markdown`), a summary for programs (`json`), the outcome of a rulebook's tests
//! (`tested`), and findings about rulebooks (`findings`).
pub mod cases;
pub mod columns;
pub mod csv;
pub mod findings;
pub mod json;
pub mod markdown;
pub mod tested;
pub mod text;

/// Counts things: "1 test", "3 tests".
fn count(number: usize, one: &str, several: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { several })
}
