//! Many forms: intake, evaluation, results, in input order; every record accounted for.
//!
//! The inputs are cut into blocks of records. A [`score::Scorer`] turns a block into results, on any thread, and these
//! are taken in the order of the blocks. The memory used does not grow with the input (except for the cases seen, if
//! repeated ones are refused).

pub mod lines;
mod order;
pub mod rejects;
pub mod score;

use std::collections::HashSet;
use std::io::{self, Write};

use jiff::civil::Date;
use miette::Diagnostic;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::answer::QuestionId;
use crate::form::Form;
use crate::form::refusal::{Reason, Refusal};
use crate::intake::blocks::RecordBlock;
use crate::intake::{FormSource, IntakeError, RawRecord, Records};
use crate::report;
use crate::rulebook::Rulebook;
use crate::ui::Ui;
use rejects::Rejects;
use score::{BatchInput, BlockResult, RecordNote, Scorer};

/// The result of a form.
pub enum Output<'r> {
    /// A row of a table.
    Csv(report::csv::ResultTable<'r>),
    /// A whole summary, as a line of JSON.
    Ndjson(&'r Ui),
}

/// Draws the summary of a form as the bytes of a file.
pub type Draw<'r> = dyn Fn(&Form) -> io::Result<Vec<u8>> + Sync + 'r;

/// Keeps a summary: the place of its input, the number of its record, the bytes.
pub type Keep<'s> = dyn FnMut(usize, u64, &[u8]) -> io::Result<()> + 's;

/// The settings of a run.
pub struct Job<'r> {
    /// The rulebook of the forms.
    pub rulebook: &'r Rulebook,
    /// The day of a form without one.
    pub as_of: Date,
    /// The kind of result.
    pub output: Output<'r>,
    /// Whether to refuse a form whose case was scored in an earlier record; takes 16 bytes of memory and some for each
    /// case.
    pub unique_case: bool,
    /// The threads that score; results are written on the thread that calls [`run`].
    pub threads: rayon::ThreadPool,
    /// The function that draws each summary, if summaries are asked for.
    pub summaries: Option<&'r Draw<'r>>,
}

/// The counts of records; `read = scored + rejected`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Records read from the inputs.
    pub read: u64,
    /// Records scored.
    pub scored: u64,
    /// Records rejected.
    pub rejected: u64,
}

/// A remark made during the run.
#[derive(Debug)]
pub enum BatchRemark<'a> {
    /// A record was rejected without a reject file. Print the reasons, never the values.
    Rejected {
        /// The input.
        name: &'a str,
        /// The record.
        raw: &'a RawRecord,
        /// All of its refusals.
        refusals: &'a [Refusal],
    },
    /// The columns by option of this question are all 0 in some record, which is read as unanswered. Reported once.
    AllZero(QuestionId),
}

/// The destinations of the results.
pub struct Sinks<'s, 'w> {
    /// Results, in input order.
    pub results: &'s mut dyn Write,
    /// Rejected records, if they are asked for.
    pub rejects: Option<Rejects<'w>>,
    /// Summaries, if they are asked for.
    pub summaries: Option<&'s mut Keep<'s>>,
    /// Remarks.
    pub remark: &'s mut dyn FnMut(BatchRemark<'_>),
}

/// The reason why a run ended early.
#[derive(Debug, Error, Diagnostic)]
pub enum BatchError {
    /// An input cannot be read.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Intake(#[from] IntakeError),
    /// The results cannot be written.
    #[error("cannot write the results")]
    Results(#[source] io::Error),
    /// The rejects cannot be written.
    #[error("cannot write the rejects")]
    Rejects(#[source] io::Error),
    /// The summaries cannot be written.
    #[error("cannot write the summaries")]
    Summaries(#[source] io::Error),
}

/// Scores all records of all sources, in order.
///
/// # Errors
/// Returns an error if an input cannot be read or an output cannot be written, after all earlier results were written;
/// a fault of a record is a reject, not an error.
pub fn run(job: &Job<'_>, sources: Vec<FormSource>, sinks: Sinks<'_, '_>) -> Result<Tally, BatchError> {
    let (inputs, records): (Vec<BatchInput>, Vec<Records>) = sources.into_iter().map(BatchInput::of).unzip();
    let mut feed = BlockFeed { records: records.into_iter(), reading: None, source: 0 };
    let mut writer = ResultWriter { inputs: &inputs, sinks, tally: Tally::default(), seen: Seen::default() };
    let done = order::in_order(
        &job.threads,
        |task| feed.next(task),
        || {
            let mut scorer = Scorer::new(job, &inputs);
            move |task: &mut Task| scorer.score(task.source, &task.block, &mut task.scored)
        },
        |task| writer.take(task),
    );
    let flushed = writer.flush();
    done.and(flushed).map(|()| writer.tally)
}

/// A block in flight, and its results; reused.
#[derive(Default)]
struct Task {
    source: usize,
    block: RecordBlock,
    scored: BlockResult,
}

/// The blocks of all sources, in order.
struct BlockFeed {
    records: std::vec::IntoIter<Records>,
    reading: Option<Records>,
    /// The number of the source being read, from 1.
    source: usize,
}

impl BlockFeed {
    fn next(&mut self, task: &mut Task) -> Result<bool, BatchError> {
        loop {
            if let Some(records) = &mut self.reading
                && records.next_block(&mut task.block)?
            {
                task.source = self.source - 1;
                return Ok(true);
            }
            self.reading = self.records.next();
            self.source += 1;
            if self.reading.is_none() {
                return Ok(false);
            }
        }
    }
}

/// Returns 16 bytes that identify a case.
fn case_fingerprint(case: &[u8]) -> [u8; 16] {
    let hash = Sha256::digest(case);
    let mut fingerprint = [0; 16];
    fingerprint.copy_from_slice(&hash[..16]);
    fingerprint
}

/// The cases and remarks of earlier records.
#[derive(Default)]
struct Seen {
    cases: HashSet<[u8; 16]>,
    all_zero: HashSet<QuestionId>,
}

/// Writes results to their destinations, and counts them.
struct ResultWriter<'k, 's, 'w> {
    inputs: &'k [BatchInput],
    sinks: Sinks<'s, 'w>,
    tally: Tally,
    seen: Seen,
}

impl ResultWriter<'_, '_, '_> {
    /// Takes the results of the next block.
    fn take(&mut self, task: &mut Task) -> Result<(), BatchError> {
        let scored = &mut task.scored;
        let input = &self.inputs[task.source];
        let rows = scored.rows.written();
        self.tally.read += task.block.spans().len() as u64;
        self.tally.scored += scored.forms;
        let reject = |sinks: &mut Sinks<'_, '_>, record: usize, refusals: &[Refusal]| {
            reject(sinks, input, &RawRecord::new(&task.block, record, input.boundary), refusals)
        };
        let mut from = 0; // rows before were written
        let mut twice = None; // the last record whose case was scored before
        for (record, note) in scored.notes.drain(..) {
            match note {
                RecordNote::AllZero(question) => {
                    if self.seen.all_zero.insert(question) {
                        (self.sinks.remark)(BatchRemark::AllZero(question));
                    }
                }
                RecordNote::Rejected(refusals) => {
                    self.tally.rejected += 1;
                    reject(&mut self.sinks, record, &refusals)?;
                }
                RecordNote::Case { fingerprint, row } => {
                    if !self.seen.cases.insert(fingerprint) {
                        twice = Some(record);
                        self.sinks.results.write_all(&rows[from..row.start]).map_err(BatchError::Results)?;
                        from = row.end;
                        self.tally.scored -= 1;
                        self.tally.rejected += 1;
                        let (field, written) = ("case".to_owned(), String::new());
                        let refusals = [Refusal { field, written, ..Refusal::whole(Reason::CaseTwice) }];
                        reject(&mut self.sinks, record, &refusals)?;
                    }
                }
                RecordNote::Summary(summary) => {
                    if let Some(keep) = self.sinks.summaries.as_mut().filter(|_| twice != Some(record)) {
                        let number = task.block.records_before + record as u64 + 1;
                        keep(task.source, number, &summary).map_err(BatchError::Summaries)?;
                    }
                }
            }
        }
        self.sinks.results.write_all(&rows[from..]).map_err(BatchError::Results)?;
        scored.failed.take().map_or(Ok(()), |error| Err(BatchError::Results(error)))
    }

    fn flush(&mut self) -> Result<(), BatchError> {
        self.sinks.results.flush().map_err(BatchError::Results)?;
        if let Some(rejects) = &mut self.sinks.rejects {
            rejects.flush().map_err(BatchError::Rejects)?;
        }
        Ok(())
    }
}

fn reject(
    sinks: &mut Sinks<'_, '_>,
    input: &BatchInput,
    raw: &RawRecord,
    refusals: &[Refusal],
) -> Result<(), BatchError> {
    if let Some(rejects) = &mut sinks.rejects {
        return rejects.write(&input.name, &input.decoder, raw, refusals).map_err(BatchError::Rejects);
    }
    (sinks.remark)(BatchRemark::Rejected { name: &input.name, raw, refusals });
    Ok(())
}
