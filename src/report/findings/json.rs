//! Findings for programs; columns count characters, offsets bytes.

use serde_json::{Value, json};

use super::{AuthorNote, CheckedFile};
use crate::document::Finding;
use crate::text::{Lines, SourceText, Span};

/// Returns the errors and warnings over all files.
#[must_use]
pub fn items(files: &[CheckedFile]) -> Vec<Value> {
    let mut all = Vec::new();
    for CheckedFile { source, read } in files {
        let lines = Lines::of(&source.text);
        match read {
            Ok(sound) => all.extend(sound.notes.iter().filter_map(|note| warned(source, &lines, note))),
            Err(errors) => all.extend(errors.all().iter().map(|error| described(&source.name, &lines, error))),
        }
    }
    all
}

fn warned(source: &SourceText, lines: &Lines<'_>, AuthorNote { at, code, what }: &AuthorNote) -> Option<Value> {
    let (line, column) = lines.line_and_column(at.start);
    code.map(|code| {
        json!({
            "file": source.name, "line": line, "column": column, "severity": "warning", "code": code, "message": what,
            "help": "say it in the file, so that the language is offered", "labels": [],
        })
    })
}

fn described(name: &str, lines: &Lines<'_>, error: &Finding) -> Value {
    let labels = error.underlined().map(|(Span { start, end }, text)| {
        let (line, column) = lines.line_and_column(start);
        let (end_line, end_column) = lines.line_and_column(end);
        json!({
            "line": line, "column": column, "end_line": end_line, "end_column": end_column, "start": start, "end": end,
            "text": text,
        })
    });
    let (line, column) = lines.line_and_column(error.at.start);
    json!({
        "file": name,
        "line": line,
        "column": column,
        "severity": "error",
        "code": error.code,
        "message": error.to_string(),
        "help": error.help,
        "labels": labels.collect::<Vec<Value>>(),
    })
}
