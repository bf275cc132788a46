//! Forms from NDJSON: one a line.
