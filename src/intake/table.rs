//! Tables of forms: how they are opened, and how a row is split into fields.

pub mod open;
pub mod row;

pub use row::Row;
