//! Any bytes as lines that are answered one by one: `tests/it/batch/oracle.rs` says what has to hold.
#![no_main]

#[path = "../../tests/it/batch/oracle.rs"]
mod oracle;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| oracle::SMALL.of_lines(bytes));
