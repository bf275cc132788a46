//! Records that were rejected: as they came, with what cannot be, so that they can be corrected and fed back.

use std::borrow::Cow;
use std::io::{self, Write};

use serde_json::{Value, json};

use crate::intake::paper::WrittenAs;
use crate::intake::{Content, Layout, Raw, Source};
use crate::report::csv::{field, harmless, neutral};
use crate::rulebook::bind::Refusal;

/// What a reject file adds to the columns of a table. A column `reject_file` comes first where there are several inputs.
const ADDED: [&str; 5] = ["reject_record", "reject_line", "reject_columns", "reject_values", "reject_reasons"];

/// The reject file of a run.
pub struct Rejects<'w> {
    out: &'w mut dyn Write,
    /// Of a table: how many columns it has, and which of them were added by an earlier reject file.
    table: Option<(usize, Vec<usize>)>,
    several: bool,
}

impl<'w> Rejects<'w> {
    /// Begins a reject file for these inputs: CSV where they are tables with the same headings, NDJSON where none is a table.
    ///
    /// `None` where the inputs are of both kinds, or their headings differ.
    ///
    /// # Errors
    /// Where `out` fails.
    pub fn begin(sources: &[Source], out: &'w mut dyn Write) -> io::Result<Option<Rejects<'w>>> {
        let tables = sources.iter().map(|source| match &source.layout {
            Layout::Table(columns) => Some(columns),
            Layout::Json | Layout::Yaml => None,
        });
        let tables: Vec<_> = tables.collect();
        let several = sources.len() > 1;
        let Some(Some(first)) = tables.first() else {
            let alike = tables.iter().all(Option::is_none);
            return Ok(alike.then_some(Rejects { out, table: None, several }));
        };
        if tables.iter().any(|columns| columns.is_none_or(|columns| columns.headings != first.headings)) {
            return Ok(None);
        }
        let earlier: Vec<usize> = first.of_rejects().collect();
        let kept = first.headings.iter().enumerate().filter(|(place, _)| !earlier.contains(place));
        let kept = kept.map(|(_, heading)| neutral(heading.as_bytes()));
        let file = several.then_some(Cow::Borrowed("reject_file".as_bytes()));
        let headings = kept.chain(file).chain(ADDED.map(|heading| Cow::Borrowed(heading.as_bytes())));
        let row = row(headings);
        out.write_all(&row)?;
        Ok(Some(Rejects { out, table: Some((first.headings.len(), earlier)), several }))
    }

    /// Writes one record and all that cannot be in it.
    ///
    /// # Errors
    /// Where the output fails.
    pub fn write(&mut self, name: &str, layout: &Layout, raw: &Raw, refusals: &[Refusal]) -> io::Result<()> {
        let line = match (&raw.content, &self.table) {
            (Content::Row(fields), Some((width, earlier))) => {
                let kept = (0..*width).filter(|place| !earlier.contains(place));
                let kept = kept.map(|place| harmless(fields.field(place).unwrap_or_default()));
                let file = self.several.then_some(neutral(name.as_bytes()));
                let joined = |part: &dyn Fn(&Refusal) -> String| {
                    let joined = refusals.iter().map(part).collect::<Vec<_>>().join(";");
                    Cow::Owned(neutral(joined.as_bytes()).into_owned())
                };
                let added = [
                    Cow::Owned(raw.number.to_string().into_bytes()),
                    Cow::Owned(raw.line.to_string().into_bytes()),
                    joined(&|refusal| refusal.field.clone()),
                    joined(&|refusal| refusal.written.clone()),
                    joined(&|refusal| refusal.reason.in_full()),
                ];
                row(kept.chain(file).chain(added))
            }
            (Content::Bytes(bytes), _) => line(self.several.then_some(name), layout, raw, bytes, refusals),
            (Content::Row(_), None) => Vec::new(), // rows come from tables alone
        };
        self.out.write_all(&line)
    }

    /// Hands on what is held back.
    ///
    /// # Errors
    /// Where the output fails.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// `{"reject": {...}, "input": ...}`: JSON as it stands; anything else as a text, and `reject` says how that is read.
pub(super) fn line(name: Option<&str>, layout: &Layout, raw: &Raw, bytes: &[u8], refusals: &[Refusal]) -> Vec<u8> {
    let mut reject = said(raw, refusals);
    if let Some(name) = name {
        reject["file"] = name.into();
    }
    let is_json = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    let (input, written) = match (std::str::from_utf8(bytes), layout) {
        (Err(_), _) => (json!(hex(bytes)).to_string(), Some(WrittenAs::Hex)),
        (Ok(text), Layout::Yaml) => (json!(text).to_string(), Some(WrittenAs::Yaml)),
        (Ok(text), _) if is_json(text) => (text.replace(['\r', '\n'], " "), None),
        (Ok(text), _) => (json!(text).to_string(), Some(WrittenAs::Json)),
    };
    if let Some(written) = written {
        reject["input_as"] = written.word().into();
    }
    format!("{{\"reject\":{reject},\"input\":{}}}\n", input.trim()).into_bytes()
}

/// Which record it was, and every reason: where, what stood there, why.
pub(super) fn said(raw: &Raw, refusals: &[Refusal]) -> Value {
    let listed = |part: &dyn Fn(&Refusal) -> String| refusals.iter().map(part).collect::<Vec<_>>();
    json!({
        "record": raw.number,
        "line": raw.line,
        "columns": listed(&|refusal| refusal.field.clone()),
        "values": listed(&|refusal| refusal.written.clone()),
        "reasons": listed(&|refusal| refusal.reason.in_full()),
    })
}

fn hex(bytes: &[u8]) -> String {
    let halves = bytes.iter().flat_map(|byte| [byte >> 4, byte & 0xF]);
    halves.filter_map(|half| char::from_digit(u32::from(half), 16)).collect()
}

fn row<'a>(cells: impl Iterator<Item = Cow<'a, [u8]>>) -> Vec<u8> {
    let mut row = Vec::with_capacity(512);
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            row.push(b',');
        }
        field(&cell, &mut row);
    }
    row.push(b'\n');
    row
}
