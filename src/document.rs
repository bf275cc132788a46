//! Documents in YAML or JSON as a tree of values: each value with its place, each scalar as written.
//!
//! [`yaml`] and [`json`] read a text into a [`Tree`] through a shared builder. Nothing is interpreted here: a number
//! keeps its digits until a reader that knows its type reads them. Errors are [`Finding`]s.

mod builder;
pub mod finding;
pub mod findings;
pub mod json;
mod listing;
pub mod record;
mod scalar;
pub mod suggest;
pub mod tree;
pub mod yaml;

pub use builder::{MOST_NODES, too_many_nodes};
pub use finding::Finding;
pub use findings::{DocumentKind, Findings};
pub use listing::Listing;
pub use record::Record;
pub use scalar::without_exponent;
pub use tree::{Place, Raw, Tree};
