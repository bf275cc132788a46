//! A summary as JSON: one line, for programs and for NDJSON; the fields are in `docs/summary-format.md`.

use std::io::{self, Write};

use crate::screening::summary::Summary;

/// Writes a summary as one line of JSON, with the newline that ends it.
///
/// # Errors
/// Returns an error if `out` fails.
pub fn write(summary: &Summary, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, summary)?;
    out.write_all(b"\n")
}
