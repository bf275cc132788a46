//! The surfaces of an interview, one [`Prompter`](super::Prompter) each.

pub mod plain;
#[cfg(unix)]
pub mod rich;
#[cfg(test)]
pub(crate) mod script;
