//! Reading rulebooks.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

use candor::rulebook::Rulebook;
use candor::text::SourceText;

fn read(path: &str) -> Rulebook {
    let text = std::fs::read_to_string(path).unwrap();
    match Rulebook::read(&SourceText { name: path.to_owned(), text }) {
        Ok(rulebook) => rulebook,
        Err(errors) => panic!("{:?}", miette::Report::new(errors)),
    }
}

#[test]
fn the_whole_format_is_read() {
    let rulebook = read("tests/rulebook/valid/whole_format.yaml");
    assert_eq!(rulebook.id, "whole_format");
}

#[test]
fn the_built_in_rulebook_is_read() {
    read("rules/intrathecal_pump.yaml");
}
