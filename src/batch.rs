//! Many forms: intake, evaluation, results, in input order; every record accounted for.
//!
//! Records are read in chunks; while one chunk is evaluated by all threads, the next is read. What is kept in memory does
//! not grow with the input (except the cases seen, where repeated ones are refused).

pub mod rejects;

use std::collections::HashSet;
use std::io::{self, Write};

use jiff::civil::Date;
use miette::Diagnostic;
use rayon::prelude::*;
use sha2::{Digest, Sha256};
use thiserror::Error;

use crate::answer::QuestionId;
use crate::intake::{Content, IntakeError, Layout, Raw, Records, Source};
use crate::meaning;
use crate::meaning::one::One;
use crate::report;
use crate::rulebook::Rulebook;
use crate::rulebook::bind::{Form, Reason, Refusal};
use crate::screening::Screening;
use crate::screening::summary::Summary;
use crate::ui::Ui;
use rejects::Rejects;

/// The most records of a chunk.
const CHUNK: usize = 1024;
/// Bytes after which a chunk is full, however few records it has.
const CHUNK_BYTES: usize = 1 << 22;

/// What becomes of a form.
pub enum Output<'r> {
    /// A row of a table.
    Csv(report::csv::Table<'r>),
    /// A whole summary, as a line of JSON.
    Ndjson(&'r Ui),
}

/// What is done with every form.
pub struct Job<'r> {
    /// Read against this rulebook.
    pub rulebook: &'r Rulebook,
    /// The day, where a form has none.
    pub as_of: Date,
    /// Made into this.
    pub output: Output<'r>,
    /// Refused where its case stands in an earlier record that was scored; 16 bytes of memory and some for each case.
    pub unique_case: bool,
    /// By these threads.
    pub threads: rayon::ThreadPool,
}

/// How many records there were; `read = scored + rejected`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Read from the inputs.
    pub read: u64,
    /// Scored.
    pub scored: u64,
    /// Rejected.
    pub rejected: u64,
}

/// What is said about the run while it runs.
#[derive(Debug)]
pub enum Remark<'a> {
    /// A record was rejected and no reject file was asked for. Say the reasons, not what was written.
    Rejected {
        /// The input.
        name: &'a str,
        /// Which record.
        raw: &'a Raw,
        /// All of its reasons.
        refusals: &'a [Refusal],
    },
    /// The columns by option of this question are all 0 in some record, which is read as unanswered. Said once.
    AllZero(QuestionId),
}

/// Where the results go.
pub struct Sinks<'s, 'w> {
    /// Results, in input order.
    pub results: &'s mut dyn Write,
    /// Rejected records, if they are asked for.
    pub rejects: Option<Rejects<'w>>,
    /// Remarks.
    pub remark: &'s mut dyn FnMut(Remark<'_>),
}

/// Why a run ended before its end.
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
}

/// What became of one record.
struct Outcome {
    result: Result<Result<Vec<u8>, BatchError>, Vec<Refusal>>,
    /// A mark of the case, where repeated ones are refused.
    case: Option<[u8; 16]>,
    all_zero: Vec<QuestionId>,
}

/// Scores all records of all sources, in their order.
///
/// # Errors
/// Where an input cannot be read or an output cannot be written; what is wrong with a record is a reject.
pub fn run(job: &Job<'_>, sources: Vec<Source>, mut sinks: Sinks<'_, '_>) -> Result<Tally, BatchError> {
    let mut tally = Tally::default();
    let mut seen = Seen::default();
    for source in sources {
        let Source { name, layout, mut records } = source;
        let mut chunk = read_chunk(&mut records, &name)?;
        while !chunk.is_empty() {
            let (next, outcomes) = job.threads.join(
                || read_chunk(&mut records, &name),
                || chunk.par_iter().map(|raw| job.work(&layout, raw)).collect::<Vec<Outcome>>(),
            );
            for (raw, outcome) in chunk.iter().zip(outcomes) {
                seen.keep(&name, &layout, raw, outcome, &mut tally, &mut sinks)?;
            }
            chunk = next?;
        }
    }
    sinks.results.flush().map_err(BatchError::Results)?;
    if let Some(rejects) = &mut sinks.rejects {
        rejects.flush().map_err(BatchError::Rejects)?;
    }
    Ok(tally)
}

fn read_chunk(records: &mut Records, name: &str) -> Result<Vec<Raw>, IntakeError> {
    let mut chunk = Vec::new();
    let mut bytes = 0;
    while chunk.len() < CHUNK && bytes < CHUNK_BYTES {
        let Some(raw) = records.next_record(name)? else { break };
        bytes += match &raw.content {
            Content::Row(row) => row.fields().map(<[u8]>::len).sum(),
            Content::Bytes(bytes) => bytes.len(),
        };
        chunk.push(raw);
    }
    Ok(chunk)
}

impl Job<'_> {
    /// One record, on any thread.
    fn work(&self, layout: &Layout, raw: &Raw) -> Outcome {
        let reading = layout.read(self.rulebook, raw, self.as_of);
        let mark = |form: &Form| form.case.as_deref().filter(|_| self.unique_case).map(mark);
        let case = reading.form.as_ref().ok().and_then(mark);
        let result = reading.form.map(|form| self.scored(&form, raw.number));
        Outcome { result, case, all_zero: reading.all_zero }
    }

    fn scored(&self, form: &Form, record: u64) -> Result<Vec<u8>, BatchError> {
        match &self.output {
            Output::Csv(table) => {
                let meaning = meaning::read(self.rulebook, &mut One::new(self.rulebook, &form.answers));
                Ok(table.row(form, record, &meaning))
            }
            Output::Ndjson(ui) => {
                let summary = Summary::of(&Screening::of(self.rulebook, form), ui);
                let mut line = Vec::new();
                report::json::write(&summary, &mut line).map(|()| line).map_err(BatchError::Results)
            }
        }
    }
}

/// Sixteen bytes that stand for a case.
fn mark(case: &str) -> [u8; 16] {
    let hash = Sha256::digest(case);
    let mut mark = [0; 16];
    mark.copy_from_slice(&hash[..16]);
    mark
}

/// What was seen in earlier records.
#[derive(Default)]
struct Seen {
    cases: HashSet<[u8; 16]>,
    all_zero: HashSet<QuestionId>,
}

impl Seen {
    /// Puts one outcome where it belongs, and counts it.
    fn keep(
        &mut self,
        name: &str,
        layout: &Layout,
        raw: &Raw,
        outcome: Outcome,
        tally: &mut Tally,
        sinks: &mut Sinks<'_, '_>,
    ) -> Result<(), BatchError> {
        tally.read += 1;
        for question in outcome.all_zero {
            if self.all_zero.insert(question) {
                (sinks.remark)(Remark::AllZero(question));
            }
        }
        let again = outcome.case.is_some_and(|case| !self.cases.insert(case));
        let result = match outcome.result {
            Ok(_) if again => {
                Err(vec![Refusal { field: "case".to_owned(), written: String::new(), reason: Reason::CaseTwice }])
            }
            result => result,
        };
        match result {
            Ok(row) => {
                tally.scored += 1;
                sinks.results.write_all(&row?).map_err(BatchError::Results)
            }
            Err(refusals) => {
                tally.rejected += 1;
                if let Some(rejects) = &mut sinks.rejects {
                    return rejects.write(name, layout, raw, &refusals).map_err(BatchError::Rejects);
                }
                (sinks.remark)(Remark::Rejected { name, raw, refusals: &refusals });
                Ok(())
            }
        }
    }
}
