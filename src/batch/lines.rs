//! Lines in, answers out: exactly one answer for each line, in order, so that a program that distributes lines to many
//! machines can count them. A line that cannot be scored is answered by a reject in its place.

use std::borrow::Cow;
use std::io::Write;

use super::rejects;
use super::score::{BatchInput, BlockResult, RecordNote, Scorer};
use super::{BatchError, BatchRemark, Job, Output, Tally};
use crate::form::CODE_LIMIT;
use crate::form::redact::capped;
use crate::form::refusal::{Reason, Refusal};
use crate::intake::blocks::lines::LineStream;
use crate::intake::blocks::{Boundary, RecordBlock};
use crate::intake::columns::original;
use crate::intake::{Decoder, RawRecord, RecordBody};
use crate::report::csv::{self, Column, ResultTable};
use crate::unit::clean;

/// The last column of a table: the reasons of a reject.
pub const REJECT: &str = "reject";

/// Returns the headings of the answers, as a row.
#[must_use]
pub fn headings(table: &ResultTable<'_>) -> Vec<u8> {
    csv::row(table.names().chain([REJECT]).map(Cow::Borrowed))
}

/// Answers all lines of an input. Answers are flushed before the next lines are waited for.
///
/// # Errors
/// Returns an error if the input cannot be read or the answers cannot be written.
pub fn run(
    job: &Job<'_>,
    input: BatchInput,
    mut lines: LineStream,
    answers: &mut dyn Write,
    remark: &mut dyn FnMut(BatchRemark<'_>),
) -> Result<Tally, BatchError> {
    let inputs = [input];
    let [input] = &inputs;
    let in_rows = matches!(input.boundary, Boundary::Rows(_));
    let mut scorer = Scorer::new(job, &inputs);
    let (mut block, mut odd, mut became, mut page) =
        (RecordBlock::default(), Vec::new(), BlockResult::default(), Vec::new());
    let mut tally = Tally::default();
    while lines.next_block(in_rows, &mut block, &mut odd)? {
        scorer.score(0, &block, &mut became);
        if let Some(error) = became.failed.take() {
            return Err(BatchError::Results(error));
        }
        let rejected = rejected(&mut became, &mut odd, remark);
        page.clear();
        put(&job.output, input, &block, became.rows.written(), &rejected, &mut page);
        answers.write_all(&page).and_then(|()| answers.flush()).map_err(BatchError::Results)?;
        tally.read += block.spans().len() as u64;
        tally.rejected += rejected.len() as u64;
    }
    tally.scored = tally.read - tally.rejected;
    Ok(tally)
}

/// Writes the answers to a block: rows and rejects, each in the place of its line.
fn put(
    output: &Output<'_>,
    input: &BatchInput,
    block: &RecordBlock,
    rows: &[u8],
    rejected: &[Rejected],
    page: &mut Vec<u8>,
) {
    let mut rows = rows.split_inclusive(|&byte| byte == b'\n');
    let mut rejected = rejected.iter().peekable();
    for (place, span) in block.spans().iter().enumerate() {
        let reject = rejected.next_if(|reject| reject.place == place);
        let row = if reject.is_none_or(|reject| reject.has_row) { rows.next() } else { None };
        match (reject, row, output) {
            (Some(reject), ..) => {
                let raw = &RawRecord::new(block, place, input.boundary);
                page.extend(answer(output, &input.decoder, raw, block.record(*span), &reject.refusals));
            }
            (None, row, Output::Ndjson(_)) => page.extend_from_slice(row.unwrap_or_default()),
            (None, row, Output::Csv(_)) => {
                let row = row.unwrap_or_default();
                page.extend_from_slice(row.strip_suffix(b"\n").unwrap_or(row));
                page.extend_from_slice(b",\n");
            }
        }
    }
}

/// A line that is not scored.
struct Rejected {
    place: usize,
    refusals: Vec<Refusal>,
    /// The line was readable all the same, and its row is left out.
    has_row: bool,
}

/// Returns the lines of a block that are not scored, in order: those that cannot be records, and those with refusals.
fn rejected(
    scored: &mut BlockResult,
    odd: &mut Vec<(usize, Reason)>,
    remark: &mut dyn FnMut(BatchRemark<'_>),
) -> Vec<Rejected> {
    let mut all: Vec<Rejected> = Vec::new();
    for (place, note) in scored.notes.drain(..) {
        match note {
            RecordNote::Rejected(refusals) => {
                let of_a_line = |refusal: Refusal| Refusal { reason: refusal.reason.of_a_line(), ..refusal };
                let refusals = refusals.into_iter().map(of_a_line).collect();
                all.push(Rejected { place, refusals, has_row: false });
            }
            RecordNote::AllZero(question) => remark(BatchRemark::AllZero(question)),
            RecordNote::Case { .. } | RecordNote::Summary(_) => {} // neither is asked for of lines
        }
    }
    for (place, reason) in odd.drain(..) {
        let refusals = vec![Refusal::whole(reason)];
        match all.iter_mut().find(|reject| reject.place == place) {
            Some(reject) => reject.refusals = refusals,
            None => all.push(Rejected { place, refusals, has_row: true }),
        }
    }
    all.sort_by_key(|reject| reject.place);
    all
}

/// Returns the answer to a line that is not scored.
fn answer(output: &Output<'_>, decoder: &Decoder, raw: &RawRecord, line: &[u8], refusals: &[Refusal]) -> Vec<u8> {
    match (output, &raw.content) {
        (Output::Csv(table), _) => row(table, decoder, raw, line, refusals),
        (Output::Ndjson(_), RecordBody::Bytes(_)) => rejects::line(None, decoder, raw, line, refusals),
        (Output::Ndjson(_), RecordBody::Row(_)) => {
            let mut reject = rejects::said(raw, refusals);
            reject["case"] = case(decoder, raw, line).into();
            format!("{{\"{REJECT}\":{reject}}}\n").into_bytes()
        }
    }
}

/// Returns a row of the table with the case, if known, and the reasons why the line is not scored: never its values.
fn row(table: &ResultTable<'_>, decoder: &Decoder, raw: &RawRecord, line: &[u8], refusals: &[Refusal]) -> Vec<u8> {
    let reasons = capped(refusals).join("; ").replace(['\r', '\n'], " ");
    let cells = table.columns.iter().map(|(_, column)| match column {
        Column::Case => case(decoder, raw, line).unwrap_or_default(),
        Column::Record => raw.number.to_string(),
        _ => String::new(),
    });
    csv::row(cells.chain([reasons]).map(Cow::Owned))
}

/// Returns the case of a line that is not scored, if known.
fn case(decoder: &Decoder, raw: &RawRecord, line: &[u8]) -> Option<String> {
    let written = match (decoder, &raw.content) {
        (Decoder::Table(columns), RecordBody::Row(row)) if row.len() == columns.headings.len() => {
            original(std::str::from_utf8(columns.case(row)?).ok()?).to_owned()
        }
        (Decoder::Table(_), _) => return None,
        _ => {
            let form: serde_json::Value = serde_json::from_slice(line).ok()?;
            form.get("case")?.as_str()?.to_owned()
        }
    };
    let case = clean(&written).trim().to_owned();
    (!case.is_empty() && case.chars().count() <= CODE_LIMIT).then_some(case)
}
