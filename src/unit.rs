//! Numbers with units as people type them: `170`, `5ft7`, `154 lb`, `7,2`.
