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
