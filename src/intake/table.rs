//! Tables of forms: opening them, and splitting rows into fields.

pub mod open;
pub mod row;

pub use row::Row;
