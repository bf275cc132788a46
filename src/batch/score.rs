//! Turns one block of records into results: the part of a batch that is independent of files, threads and order.

use std::io;
use std::ops::Range;
use std::rc::Rc;

use super::{Job, Output, case_fingerprint};
use crate::answer::QuestionId;
use crate::fast::write::{self, RowBuffer, RowKeys};
use crate::fast::{FastLane, RowOutcome};
use crate::form::Form;
use crate::form::refusal::Refusal;
use crate::intake::blocks::{Boundary, RecordBlock};
use crate::intake::{Decoder, FormSource, RawRecord, Records};
use crate::meaning;
use crate::meaning::many::{ColumnPool, FormBatch, Many};
use crate::report::csv::ResultTable;
use crate::report::json;
use crate::screening::Screening;
use crate::screening::summary::Summary;
use crate::ui::Ui;

/// The properties of an input needed while its records are read.
#[derive(Debug)]
pub struct BatchInput {
    /// The name of the input in messages.
    pub name: String,
    /// How its records are read.
    pub decoder: Decoder,
    /// The rule by which they end.
    pub boundary: Boundary,
}

impl BatchInput {
    /// Splits a source into its properties and its records.
    #[must_use]
    pub fn of(source: FormSource) -> (BatchInput, Records) {
        let FormSource { name, decoder, records } = source;
        (BatchInput { name, decoder, boundary: records.boundary() }, records)
    }
}

/// The results of a block.
#[derive(Debug, Default)]
pub struct BlockResult {
    /// Results, in the order of the records.
    pub rows: RowBuffer,
    /// Number of results.
    pub forms: u64,
    /// Notes on records, in the order of the records: each with the record's place in the block.
    pub notes: Vec<(usize, RecordNote)>,
    /// The error if a summary could not be written.
    pub failed: Option<io::Error>,
}

/// A note on one record.
#[derive(Debug)]
pub enum RecordNote {
    /// The record was rejected.
    Rejected(Vec<Refusal>),
    /// The columns by option of this question are all 0.
    AllZero(QuestionId),
    /// The record was scored and has a case; noted if repeated cases are refused.
    Case {
        /// Identifies the case.
        fingerprint: [u8; 16],
        /// The place of its row.
        row: Range<usize>,
    },
    /// Its summary, if each is kept separately.
    Summary(Vec<u8>),
}

impl BlockResult {
    fn clear(&mut self) {
        self.rows.clear();
        self.forms = 0;
        self.notes.clear();
        self.failed = None;
    }
}

/// Turns blocks into results. All memory is reused.
pub struct Scorer<'j> {
    job: &'j Job<'j>,
    inputs: &'j [BatchInput],
    /// The place of the input read last.
    source: Option<usize>,
    /// Its speed lane, if its records have one.
    lane: Option<FastLane<'j>>,
    batch: FormBatch,
    keys: RowKeys,
    /// The forms with a case, if repeated ones are refused: the row, the record and the fingerprint of the case.
    cases: Vec<(usize, usize, [u8; 16])>,
    pool: Rc<ColumnPool>,
}

impl<'j> Scorer<'j> {
    /// Returns a scorer for blocks of these inputs.
    #[must_use]
    pub fn new(job: &'j Job<'j>, inputs: &'j [BatchInput]) -> Scorer<'j> {
        Scorer {
            job,
            inputs,
            source: None,
            lane: None,
            batch: FormBatch::new(job.rulebook),
            keys: RowKeys::default(),
            cases: Vec::new(),
            pool: Rc::new(ColumnPool::default()),
        }
    }

    /// Scores a block of an input, named by its place.
    pub fn score(&mut self, source: usize, block: &RecordBlock, scored: &mut BlockResult) {
        scored.clear();
        self.turn_to(source);
        match &self.job.output {
            Output::Csv(table) => self.table(source, block, table, scored),
            Output::Ndjson(ui) => {
                for place in 0..block.spans().len() {
                    self.line(source, block, place, ui, scored);
                    if scored.failed.is_some() {
                        return;
                    }
                }
            }
        }
        // The sort is stable: notes of one record stay in order, but a summary is kept only if the record is.
        scored.notes.sort_by_key(|(place, note)| (*place, matches!(note, RecordNote::Summary(_))));
    }

    /// Writes a record's summary as a line of JSON, or rejects it.
    fn line(&mut self, source: usize, block: &RecordBlock, place: usize, ui: &Ui, scored: &mut BlockResult) {
        let Some(form) = self.form(source, block, place, scored) else { return };
        let summary = Summary::of(&Screening::new(self.job.rulebook, &form), ui);
        let start = scored.rows.written().len();
        if let Err(error) = json::write(&summary, &mut scored.rows) {
            scored.failed = Some(error);
            return;
        }
        scored.forms += 1;
        if let Some(case) = form.case.filter(|_| self.job.unique_case) {
            scored.notes.push((
                place,
                RecordNote::Case {
                    fingerprint: case_fingerprint(case.as_bytes()),
                    row: start..scored.rows.written().len(),
                },
            ));
        }
    }

    /// Prepares for the records of an input.
    fn turn_to(&mut self, source: usize) {
        if self.source.replace(source) == Some(source) {
            return;
        }
        let BatchInput { decoder, boundary, .. } = &self.inputs[source];
        self.lane = match self.job.summaries {
            Some(_) => None, // summaries are drawn of whole forms
            None => FastLane::new(self.job.rulebook, decoder, *boundary, self.job.as_of),
        };
    }

    /// Writes the results of a block as rows.
    fn table(&mut self, source: usize, block: &RecordBlock, table: &ResultTable<'_>, scored: &mut BlockResult) {
        let mut from = 0;
        for records in block.spans().chunks(FastLane::ROWS) {
            self.put_all(source, block, from..from + records.len(), scored);
            if scored.failed.is_some() {
                break; // of what was put before, the rows are whole
            }
            from += records.len();
            if self.batch.is_full() {
                self.write(table, scored);
            }
        }
        if !self.batch.is_empty() {
            self.write(table, scored);
        }
    }

    /// Puts records into the batch, each in a place of its own, or rejects them.
    fn put_all(&mut self, source: usize, block: &RecordBlock, places: Range<usize>, scored: &mut BlockResult) {
        let first = self.batch.add(places.len());
        let mut lane = self.lane.take();
        if let Some(lane) = &mut lane {
            lane.begin(block, &block.spans()[places.clone()], &mut self.batch, first);
        }
        for (row, place) in places.enumerate() {
            let (form, record) = (first + row, block.spans()[place]);
            let read = lane.as_mut().and_then(|lane| lane.try_row(block, record, row, &mut self.batch, form));
            if let Some(RowOutcome { case, all_zero }) = read {
                scored.notes.extend(all_zero.into_iter().map(|question| (place, RecordNote::AllZero(question))));
                match case {
                    Ok(case) => self.keep(form, block, place, &case),
                    Err(refusals) => scored.notes.push((place, RecordNote::Rejected(refusals))),
                }
            } else {
                let Some(whole) = self.form(source, block, place, scored) else { continue };
                let mut answers = self.batch.row(form);
                answers.put(&whole.answers);
                answers.commit();
                self.keep(form, block, place, whole.case.as_deref().unwrap_or_default().as_bytes());
            }
        }
        self.lane = lane;
    }

    /// Keeps the key of the form at a place of the batch.
    fn keep(&mut self, form: usize, block: &RecordBlock, record: usize, case: &[u8]) {
        if self.job.unique_case && !case.is_empty() {
            self.cases.push((self.keys.len(), record, case_fingerprint(case)));
        }
        self.keys.push(form, case, block.records_before + record as u64 + 1);
    }

    /// Reads a record in full, and adds the notes on it.
    fn form(&mut self, source: usize, block: &RecordBlock, place: usize, scored: &mut BlockResult) -> Option<Form> {
        let input = &self.inputs[source];
        let raw = &RawRecord::new(block, place, input.boundary);
        let reading = input.decoder.read(self.job.rulebook, raw, self.job.as_of);
        scored.notes.extend(reading.all_zero.into_iter().map(|question| (place, RecordNote::AllZero(question))));
        match reading.form {
            Ok(form) => {
                if let Some(draw) = self.job.summaries {
                    match draw(&form) {
                        Ok(summary) => scored.notes.push((place, RecordNote::Summary(summary))),
                        Err(error) => scored.failed = Some(error),
                    }
                }
                Some(form)
            }
            Err(refusals) => {
                scored.notes.push((place, RecordNote::Rejected(refusals)));
                None
            }
        }
    }

    /// Evaluates the batch, writes its rows, and removes its forms.
    fn write(&mut self, table: &ResultTable<'_>, scored: &mut BlockResult) {
        if !self.keys.is_empty() {
            let rulebook = self.job.rulebook;
            let read = meaning::read(rulebook, &mut Many::new(rulebook, &self.batch, &self.pool));
            let rows = write::rows(table, &read, &self.batch, &self.keys, &mut scored.rows);
            scored.forms += self.keys.len() as u64;
            for (row, place, fingerprint) in self.cases.drain(..) {
                scored.notes.push((place, RecordNote::Case { fingerprint, row: rows[row].clone() }));
            }
        }
        self.batch.clear();
        self.keys.clear();
    }
}
