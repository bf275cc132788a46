//! Documents that people write, YAML or JSON, as one tree of values: each value with its place, each scalar as written.
//!
//! [`yaml`] and [`json`] read a text into a [`Tree`]; both hand what they meet to one builder. Nothing is
//! interpreted here: a number keeps its digits until whoever knows its type reads them. What is wrong is a
//! [`Finding`].

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
