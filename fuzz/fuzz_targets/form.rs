//! Any text as a form file: `tests/it/any_text.rs` says what has to hold.
#![no_main]

#[path = "../../tests/it/any_text.rs"]
mod any_text;

libfuzzer_sys::fuzz_target!(|text: &str| any_text::as_a_form(text));
