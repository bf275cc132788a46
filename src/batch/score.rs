//! One block of records to results: the part of a batch that knows nothing of files, threads and order.

use std::io;
use std::ops::Range;
use std::rc::Rc;

use super::{Job, Output, mark};
use crate::answer::QuestionId;
use crate::fast::write::{self, Keys, RowBuffer};
use crate::fast::{FastRows, Lines};
use crate::form::Form;
use crate::form::refusal::Refusal;
use crate::intake::blocks::{Block, Boundary};
use crate::intake::{Decoder, Records, Source, Unpacker};
use crate::meaning;
use crate::meaning::many::{ColumnPool, FormBatch, Many};
use crate::report::csv::Table;
use crate::report::json;
use crate::screening::Screening;
use crate::screening::summary::Summary;
use crate::ui::Ui;

/// What is known of an input while its records are read.
#[derive(Debug)]
pub struct Input {
    /// What messages call it.
    pub name: String,
    /// How its records are read.
    pub layout: Decoder,
    /// Where they end.
    pub boundary: Boundary,
}

impl Input {
    /// A source and its records, apart.
    #[must_use]
    pub fn of(source: Source) -> (Input, Records) {
        let Source { name, layout, records } = source;
        (Input { name, layout, boundary: records.boundary() }, records)
    }
}

/// What became of a block.
#[derive(Debug, Default)]
pub struct Scored {
    /// Results, in the order of the records.
    pub rows: RowBuffer,
    /// How many.
    pub forms: u64,
    /// What else there is to say, in the order of the records: each by its place in the block.
    pub notes: Vec<(usize, Note)>,
    /// A summary could not be written.
    pub failed: Option<io::Error>,
}

/// Something about one record.
#[derive(Debug)]
pub enum Note {
    /// It was rejected.
    Rejected(Vec<Refusal>),
    /// The columns by option of this question are all 0.
    AllZero(QuestionId),
    /// It was scored, and has a case, where repeated ones are refused.
    Case {
        /// Stands for the case.
        mark: [u8; 16],
        /// Where its row stands.
        row: Range<usize>,
    },
    /// Its summary, where each is kept for itself.
    Summary(Vec<u8>),
}

impl Scored {
    fn clear(&mut self) {
        self.rows.clear();
        self.forms = 0;
        self.notes.clear();
        self.failed = None;
    }
}

/// Makes results of blocks. Everything that it needs room for is used again.
pub struct Scorer<'j> {
    job: &'j Job<'j>,
    inputs: &'j [Input],
    /// The input that was read last.
    source: Option<usize>,
    /// How its records are read quickly, if they are.
    quick: Option<FastLane<'j>>,
    unpacker: Unpacker,
    forms: Forms,
    store: Rc<ColumnPool>,
}

/// A quick way of reading records.
enum FastLane<'j> {
    Rows(Box<FastRows<'j>>),
    Lines(Lines<'j>),
}

/// The forms that are read next.
struct Forms {
    batch: FormBatch,
    keys: Keys,
    /// Where repeated cases are refused, of the forms that have one: the row, the record and what stands for the case.
    cases: Option<Vec<(usize, usize, [u8; 16])>>,
}

impl Forms {
    /// Keeps what identifies the form that was put into the batch at this place.
    fn keep(&mut self, form: usize, block: &Block, record: usize, case: &[u8]) {
        if let Some(cases) = self.cases.as_mut().filter(|_| !case.is_empty()) {
            cases.push((self.keys.len(), record, mark(case)));
        }
        self.keys.push(form, case, block.records_before + record as u64 + 1);
    }

    /// Puts a record into the batch, or rejects it; `false` where it is none of those that are read quickly. Of rows, what
    /// is ordinary was put before, and this is the place among them.
    fn put(&mut self, quick: &mut FastLane<'_>, block: &Block, row: usize, record: usize, scored: &mut Scored) -> bool {
        let form = self.batch.len();
        match quick {
            FastLane::Lines(lines) => {
                let Some(case) = lines.put(block, block.spans()[record], &mut self.batch) else { return false };
                self.keep(form, block, record, case);
            }
            FastLane::Rows(quick) => {
                let Some(put) = quick.row(row, &mut self.batch) else { return false };
                scored.notes.extend(put.all_zero.into_iter().map(|question| (record, Note::AllZero(question))));
                match put.case {
                    Ok(case) => self.keep(form, block, record, &case),
                    Err(refusals) => scored.notes.push((record, Note::Rejected(refusals))),
                }
            }
        }
        true
    }
}

impl<'j> Scorer<'j> {
    /// For blocks of these inputs.
    #[must_use]
    pub fn new(job: &'j Job<'j>, inputs: &'j [Input]) -> Scorer<'j> {
        let cases = job.unique_case.then(Vec::new);
        let forms = Forms { batch: FormBatch::of(job.rulebook), keys: Keys::default(), cases };
        Scorer {
            job,
            inputs,
            source: None,
            quick: None,
            unpacker: Unpacker::new(Boundary::Whole),
            forms,
            store: Rc::new(ColumnPool::default()),
        }
    }

    /// Scores a block of an input, named by its place.
    pub fn score(&mut self, source: usize, block: &Block, scored: &mut Scored) {
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
        // Stable: of one record in the order they were noted, but a summary is kept only where the record is.
        scored.notes.sort_by_key(|(place, note)| (*place, matches!(note, Note::Summary(_))));
    }

    /// Writes a record's summary as a line of JSON, or rejects it.
    fn line(&mut self, source: usize, block: &Block, place: usize, ui: &Ui, scored: &mut Scored) {
        let Some(form) = self.form(source, block, place, scored) else { return };
        let summary = Summary::of(&Screening::of(self.job.rulebook, &form), ui);
        let start = scored.rows.written().len();
        if let Err(error) = json::write(&summary, &mut scored.rows) {
            scored.failed = Some(error);
            return;
        }
        scored.forms += 1;
        if let Some(mark) = form.case.filter(|_| self.job.unique_case).map(|case| mark(case.as_bytes())) {
            scored.notes.push((place, Note::Case { mark, row: start..scored.rows.written().len() }));
        }
    }

    /// Makes ready for the records of an input.
    fn turn_to(&mut self, source: usize) {
        if self.source.replace(source) == Some(source) {
            return;
        }
        let input = &self.inputs[source];
        self.unpacker = Unpacker::new(input.boundary);
        self.quick = match (&input.layout, input.boundary) {
            _ if self.job.summaries.is_some() => None, // which are drawn of whole forms
            (Decoder::Table(columns), Boundary::Rows(delimiter)) => {
                let quick = FastRows::of(self.job.rulebook, columns, delimiter, self.job.as_of);
                Some(FastLane::Rows(Box::new(quick)))
            }
            (Decoder::Json, Boundary::Lines) => Some(FastLane::Lines(Lines::of(self.job.rulebook))),
            _ => None,
        };
    }

    /// Writes the results of a block as rows.
    fn table(&mut self, source: usize, block: &Block, table: &Table<'_>, scored: &mut Scored) {
        let mut from = 0;
        for spans in block.spans().chunks(FastRows::ROWS) {
            self.put_all(source, block, from..from + spans.len(), scored);
            if scored.failed.is_some() {
                break; // of what was put before, the rows are whole
            }
            from += spans.len();
            if self.forms.batch.is_full() {
                self.write(table, scored);
            }
        }
        if !self.forms.batch.is_empty() {
            self.write(table, scored);
        }
    }

    /// Puts records into the batch, each in a place of its own, or rejects them.
    fn put_all(&mut self, source: usize, block: &Block, places: Range<usize>, scored: &mut Scored) {
        let first = self.forms.batch.len();
        let mut quick = self.quick.take();
        if let Some(FastLane::Rows(quick)) = &mut quick {
            quick.put(block, &block.spans()[places.clone()], &mut self.forms.batch);
        }
        let count = places.len();
        for (row, place) in places.enumerate() {
            self.forms.batch.turn_to(first + row);
            let quickly = match &mut quick {
                Some(quick) => self.forms.put(quick, block, row, place, scored),
                None => false,
            };
            if !quickly && let Some(form) = self.form(source, block, place, scored) {
                self.forms.batch.put(&form.answers);
                self.forms.keep(first + row, block, place, form.case.as_deref().unwrap_or_default().as_bytes());
            }
        }
        self.forms.batch.turn_to(first + count);
        self.quick = quick;
    }

    /// Reads a record in full, and notes what there is to say about it.
    fn form(&mut self, source: usize, block: &Block, place: usize, scored: &mut Scored) -> Option<Form> {
        let input = &self.inputs[source];
        let raw = self.unpacker.raw(block, place);
        let reading = input.layout.read(self.job.rulebook, raw, self.job.as_of);
        scored.notes.extend(reading.all_zero.into_iter().map(|question| (place, Note::AllZero(question))));
        match reading.form {
            Ok(form) => {
                if let Some(draw) = self.job.summaries {
                    match draw(&form) {
                        Ok(summary) => scored.notes.push((place, Note::Summary(summary))),
                        Err(error) => scored.failed = Some(error),
                    }
                }
                Some(form)
            }
            Err(refusals) => {
                scored.notes.push((place, Note::Rejected(refusals)));
                None
            }
        }
    }

    /// Reads the batch, writes its rows, and takes its forms away.
    fn write(&mut self, table: &Table<'_>, scored: &mut Scored) {
        let Forms { batch, keys, cases } = &mut self.forms;
        if !keys.is_empty() {
            let read = meaning::read(self.job.rulebook, &mut Many::new(self.job.rulebook, batch, &self.store));
            let rows = write::rows(table, &read, batch, keys, &mut scored.rows);
            scored.forms += keys.len() as u64;
            for (row, place, mark) in cases.iter_mut().flat_map(|cases| cases.drain(..)) {
                scored.notes.push((place, Note::Case { mark, row: rows[row].clone() }));
            }
        }
        batch.clear();
        keys.clear();
    }
}
