//! Reading rulebooks: each error with its code, its place and what it underlines; what is read of a sound file.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

use candor::document::Findings;
use candor::rulebook::Rulebook;
use candor::text::SourceText;

use crate::program;

mod any_text;
mod command;
mod fixtures;
mod limits;
mod translation;
mod whole;

/// A rulebook that uses everything.
const WHOLE: &str = "tests/it/rulebook/valid/whole_format.yaml";

fn read(name: &str, text: &str) -> Result<Rulebook, Findings> {
    Rulebook::read(&SourceText::new(name, text))
}

/// Place, code and underlined text of each error, as a fixture states them.
fn told(text: &str, errors: &Findings) -> Vec<String> {
    let source = SourceText::new(String::new(), text);
    let line = |error: &candor::document::Finding| {
        let at = error.at;
        let (line, column) = source.line_and_column(at.start);
        let underlined = text[at.start..at.end].replace('\n', "\\n");
        let cut: String = underlined.chars().take(60).collect();
        let more = if cut == underlined { "" } else { "…" };
        format!("{line}:{column} {} `{cut}{more}`", error.code)
    };
    errors.all().iter().map(line).collect()
}

/// Runs the program; its status and what it printed as results.
fn candor(arguments: &[&str]) -> (i32, String) {
    let output = program::output(program::candor().env("LANG", "C.UTF-8").args(arguments), b"");
    assert!(output.stderr.is_empty(), "{}", String::from_utf8_lossy(&output.stderr));
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}
