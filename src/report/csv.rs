//! Results of a batch as CSV or NDJSON lines.
