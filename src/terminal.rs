//! The terminal: what the nurse sees and types.
pub mod grammar;
pub mod nurse;
pub mod plain;
pub mod rich;
pub mod script;
