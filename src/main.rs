//! `candor`: see [`candor::cli`].
fn main() {}
