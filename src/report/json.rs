//! A summary as JSON (`docs/summary-format.md`).
