//! Rejected records: as they came, with their refusals, so that they can be corrected and fed back.

use std::borrow::Borrow;
use std::io::{self, Write};

use serde_json::{Value, json};

use crate::form::file::reject::{WrittenAs, raw_input};
use crate::form::refusal::Refusal;
use crate::intake::{Decoder, FormSource, RawRecord, RecordBody};
use crate::report::csv::{field, harmless, neutral};

/// The columns that a reject file adds to those of a table. A column `reject_file` comes first if there are several
/// inputs.
const ADDED: [&str; 5] = ["reject_record", "reject_line", "reject_columns", "reject_values", "reject_reasons"];

/// The reject file of a run.
pub struct Rejects<'w> {
    out: &'w mut dyn Write,
    /// The places of the columns of a table, without those that an earlier reject file added.
    columns: Option<Vec<usize>>,
    several: bool,
    /// The next record to write; the memory is reused.
    next: Vec<u8>,
}

impl<'w> Rejects<'w> {
    /// Begins a reject file for these inputs: CSV if they are tables with the same headings, NDJSON if none is a table.
    ///
    /// Returns `None` if the inputs are of both kinds, or their headings differ.
    ///
    /// # Errors
    /// Returns an error if `out` fails.
    pub fn begin(sources: &[FormSource], out: &'w mut dyn Write) -> io::Result<Option<Rejects<'w>>> {
        let tables = sources.iter().map(|source| match &source.decoder {
            Decoder::Table(columns) => Some(columns),
            Decoder::Json | Decoder::Yaml => None,
        });
        let tables: Vec<_> = tables.collect();
        let several = sources.len() > 1;
        let Some(Some(first)) = tables.first() else {
            let alike = tables.iter().all(Option::is_none);
            return Ok(alike.then_some(Rejects { out, columns: None, several, next: Vec::new() }));
        };
        if tables.iter().any(|columns| columns.is_none_or(|columns| columns.headings != first.headings)) {
            return Ok(None);
        }
        let earlier: Vec<usize> = first.of_rejects().collect();
        let columns: Vec<usize> = (0..first.headings.len()).filter(|place| !earlier.contains(place)).collect();
        let kept = columns.iter().map(|&place| first.headings[place].as_str());
        let mut next = Vec::new();
        for heading in kept.chain(several.then_some("reject_file")).chain(ADDED) {
            text(heading, &mut next);
        }
        end(&mut next);
        out.write_all(&next)?;
        Ok(Some(Rejects { out, columns: Some(columns), several, next }))
    }

    /// Writes one record and all its refusals.
    ///
    /// # Errors
    /// Returns an error if the output fails.
    pub fn write(&mut self, name: &str, decoder: &Decoder, raw: &RawRecord, refusals: &[Refusal]) -> io::Result<()> {
        let next = &mut self.next;
        next.clear();
        match (&raw.content, &self.columns) {
            (RecordBody::Row(row), Some(columns)) => {
                for &place in columns {
                    cell(&harmless(row.field(place).unwrap_or_default()), next);
                }
                if self.several {
                    text(name, next);
                }
                text(&raw.number.to_string(), next);
                text(&raw.line.to_string(), next);
                text(&joined(refusals, |refusal| refusal.field.as_str()), next);
                text(&joined(refusals, |refusal| refusal.written.as_str()), next);
                text(&joined(refusals, |refusal| refusal.reason.in_full()), next);
                end(next);
            }
            (RecordBody::Bytes(bytes), _) => *next = line(self.several.then_some(name), decoder, raw, bytes, refusals),
            (RecordBody::Row(_), None) => {} // rows come from tables alone
        }
        self.out.write_all(next)
    }

    /// Flushes the output.
    ///
    /// # Errors
    /// Returns an error if the output fails.
    pub fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Returns `{"reject": {...}, "input": ...}`: JSON with its line ends replaced by spaces; anything else as a text, with
/// its kind in `reject.input_as`.
pub(super) fn line(
    name: Option<&str>,
    decoder: &Decoder,
    raw: &RawRecord,
    bytes: &[u8],
    refusals: &[Refusal],
) -> Vec<u8> {
    let mut reject = said(raw, refusals);
    if let Some(name) = name {
        reject["file"] = name.into();
    }
    let is_json = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    let text = std::str::from_utf8(bytes);
    let (input, written) = match (text, decoder) {
        (Err(_), _) => (json!(hex(bytes)).to_string(), Some(WrittenAs::Hex)),
        (Ok(text), Decoder::Yaml) => (json!(text).to_string(), Some(WrittenAs::Yaml)),
        (Ok(text), _) if is_json(text) => {
            let (input, written) = raw_input(text).unwrap_or((text, None)); // of a reject fed back, the form in it
            (input.replace(['\r', '\n'], " "), written)
        }
        (Ok(text), _) => (json!(text).to_string(), Some(WrittenAs::Json)),
    };
    if let Some(written) = written {
        reject["input_as"] = written.word().into();
    }
    format!("{{\"reject\":{reject},\"input\":{}}}\n", input.trim()).into_bytes()
}

/// Returns the identity of the record, and of every refusal the field, the value and the reason.
pub(super) fn said(raw: &RawRecord, refusals: &[Refusal]) -> Value {
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

/// Returns a part of all refusals in one cell, separated by semicolons.
fn joined<'r, T: Borrow<str>>(refusals: &'r [Refusal], part: impl Fn(&'r Refusal) -> T) -> String {
    refusals.iter().map(part).collect::<Vec<_>>().join(";")
}

/// Adds a cell with this text.
fn text(said: &str, row: &mut Vec<u8>) {
    cell(&neutral(said.as_bytes()), row);
}

/// Adds a cell.
fn cell(bytes: &[u8], row: &mut Vec<u8>) {
    field(bytes, row);
    row.push(b',');
}

/// Ends a row after its last cell.
fn end(row: &mut Vec<u8>) {
    row.pop();
    row.push(b'\n');
}
