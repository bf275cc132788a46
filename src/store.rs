//! Cases kept safe, by their codes: drafts of interviews that go on, and finished cases.
//!
//! [`Cases`] says what keeping means: a case is listed, read, or claimed by one process, whose [`Session`] then keeps the
//! events of its interview, each durable before the next question. Only this room knows where and how: today each case is
//! a YAML file, the form that its events fold into ([`yaml_files`]), so nothing but an editor is needed to read one.

mod cases;
pub mod code;
mod error;
pub mod yaml_files;

pub use cases::{CaseState, Cases, KeptCase, KeptForm, OpenCase, Session};
pub use error::StoreError;
pub use yaml_files::YamlFiles;
