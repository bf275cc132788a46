//! Reads forms of every format: a stream is split into records, and each record becomes a form or a list of refusals.
//!
//! A [`FormSource`] returns blocks of [`RawRecord`] records in order and in little memory. A [`Decoder`] reads a record
//! against the rulebook and can be shared by many threads.

pub mod blocks;
pub(crate) mod byte_mask;
pub mod columns;
pub mod compression;
pub mod error;
pub mod format;
pub mod table;

use std::io::{self, Read};
use std::sync::Arc;

use jiff::civil::Date;

use crate::answer::QuestionId;
use crate::form::Form;
use crate::form::file::read::{Bound, FormSyntax, record};
use crate::form::refusal::Refusal;
use crate::rulebook::Rulebook;

use blocks::{Blocks, Boundary, RecordBlock};
pub use error::IntakeError;
pub use format::Format;
use table::row::row;

/// The byte limit of one record; a longer one is taken for an unclosed quotation mark.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// A record as its file holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RawRecord {
    /// Its number from 1; headings are not counted.
    pub number: u64,
    /// The line it begins on, from 1.
    pub line: u64,
    /// The content of the record.
    pub content: RecordBody,
}

/// The content of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RecordBody {
    /// The fields of a table's row.
    Row(table::Row),
    /// A line, or a whole file.
    Bytes(Vec<u8>),
}

/// A record read against a rulebook.
#[derive(Debug)]
pub struct DecodedForm {
    /// The form, or every refusal.
    pub form: Result<Form, Vec<Refusal>>,
    /// Questions whose columns by option are all 0, which is read as unanswered.
    pub all_zero: Vec<QuestionId>,
}

/// How the records of a source are read.
#[derive(Clone, Debug)]
pub enum Decoder {
    /// Rows under headings.
    Table(Arc<columns::Columns>),
    /// JSON: a line of NDJSON, or a file.
    Json,
    /// A YAML file.
    Yaml,
}

/// One input.
pub struct FormSource {
    /// The name of the input in messages.
    pub name: String,
    /// How its records are read.
    pub decoder: Decoder,
    /// Its records.
    pub records: Records,
}

/// The records of an input, in order: block by block, or one by one.
pub struct Records {
    name: String,
    format: Format,
    boundary: Boundary,
    state: State,
    block: RecordBlock,
    /// Number of records of the block that were handed out.
    handed: usize,
}

enum State {
    Open(Box<Blocks>),
    Closed(Decoder, Opening),
    /// The input could not be opened again.
    Failed,
}

/// Opens an input.
type Opening = Box<dyn FnOnce() -> io::Result<Box<dyn Read + Send>> + Send>;

impl FormSource {
    /// Opens an input and, for a table, reads the headings. Without a format, the format is detected from the name and
    /// content.
    ///
    /// # Errors
    /// Returns an error if it cannot be read, is not text, or contains no heading known to the rulebook.
    pub fn open(
        name: &str,
        input: Box<dyn Read + Send>,
        format: Option<Format>,
        rulebook: &Rulebook,
    ) -> Result<FormSource, IntakeError> {
        let (format, input) = format::detect(name, input, format)?;
        let plain = |input, boundary| Blocks::new(name, input, boundary, 0);
        let (decoder, blocks) = match format {
            Format::Csv => {
                let (columns, blocks) = table::open::open(name, input, rulebook)?;
                (Decoder::Table(Arc::new(columns)), blocks)
            }
            Format::Ndjson => (Decoder::Json, plain(input, Boundary::Lines)),
            Format::Json => (Decoder::Json, plain(input, Boundary::Whole)),
            Format::Yaml => (Decoder::Yaml, plain(input, Boundary::Whole)),
        };
        let boundary = blocks.boundary();
        let state = State::Open(Box::new(blocks));
        let (name, block) = (name.to_owned(), RecordBlock::default());
        let records = Records { name: name.clone(), format, boundary, state, block, handed: 0 };
        Ok(FormSource { name, decoder, records })
    }

    /// Closes an input before any record is read; the first read opens it again. Thus only one of many files is open.
    #[must_use]
    pub fn closed(mut self, open: impl FnOnce() -> io::Result<Box<dyn Read + Send>> + Send + 'static) -> FormSource {
        self.records.state = State::Closed(self.decoder.clone(), Box::new(open));
        self
    }

    /// Shares the columns of another table with the same headings, so that they are kept once.
    #[must_use]
    pub fn sharing(mut self, other: Option<&FormSource>) -> FormSource {
        if let (Decoder::Table(own), Some(Decoder::Table(others))) = (&self.decoder, other.map(|other| &other.decoder))
            && own.headings == others.headings
        {
            self.decoder = Decoder::Table(Arc::clone(others));
        }
        self
    }
}

impl Records {
    /// Sets the block size of an open input, in bytes. Results do not depend on it.
    #[must_use]
    pub fn in_blocks_of(self, bytes: usize) -> Records {
        let state = match self.state {
            State::Open(blocks) => State::Open(Box::new(blocks.of_size(bytes))),
            other => other,
        };
        Records { state, ..self }
    }

    /// Fills a block with the next records; `false` after the last.
    ///
    /// # Errors
    /// Returns an error if the input cannot be read, or a record is longer than [`MOST_BYTES`].
    pub fn next_block(&mut self, block: &mut RecordBlock) -> Result<bool, IntakeError> {
        self.blocks()?.map_or(Ok(false), |blocks| blocks.next_block(block))
    }

    /// Returns the blocks of the input, opening it if it is closed; `None` if opening it failed before.
    fn blocks(&mut self) -> Result<Option<&mut Blocks>, IntakeError> {
        self.state = match std::mem::replace(&mut self.state, State::Failed) {
            State::Closed(decoder, open) => self.opened(&decoder, open)?,
            other => other,
        };
        match &mut self.state {
            State::Open(blocks) => Ok(Some(blocks)),
            State::Closed(..) | State::Failed => Ok(None),
        }
    }

    fn opened(&self, decoder: &Decoder, open: Opening) -> Result<State, IntakeError> {
        let input = open().map_err(|error| IntakeError::io(&self.name, error))?;
        let (_, input) = format::detect(&self.name, input, Some(self.format))?;
        let blocks = match (decoder, self.boundary) {
            (Decoder::Table(columns), Boundary::Rows(delimiter)) => {
                table::open::reopen(&self.name, input, delimiter, columns)?
            }
            (_, boundary) => Blocks::new(&self.name, input, boundary, 0),
        };
        Ok(State::Open(Box::new(blocks)))
    }

    /// Returns the next record; `None` after the last.
    ///
    /// # Errors
    /// Returns an error if the input cannot be read, or a record is longer than [`MOST_BYTES`].
    pub fn next_record(&mut self) -> Result<Option<RawRecord>, IntakeError> {
        if self.handed == self.block.spans().len() {
            self.handed = 0;
            let mut block = std::mem::take(&mut self.block);
            let more = self.next_block(&mut block);
            self.block = block;
            if !more? {
                return Ok(None);
            }
        }
        self.handed += 1;
        Ok(Some(RawRecord::new(&self.block, self.handed - 1, self.boundary)))
    }

    /// Returns the rule by which records end.
    #[must_use]
    pub fn boundary(&self) -> Boundary {
        self.boundary
    }
}

impl RawRecord {
    /// Takes the record at a place out of a block.
    #[must_use]
    pub fn new(block: &RecordBlock, place: usize, boundary: Boundary) -> RawRecord {
        let span = block.spans()[place];
        let bytes = block.record(span);
        let content = match boundary {
            Boundary::Rows(delimiter) => RecordBody::Row(row(bytes, delimiter)),
            Boundary::Lines | Boundary::Whole => RecordBody::Bytes(bytes.to_vec()),
        };
        RawRecord { number: block.records_before + place as u64 + 1, line: span.line, content }
    }
}

impl Decoder {
    /// Reads a record; `as_of` is the day of a record without one.
    #[must_use]
    pub fn read(&self, rulebook: &Rulebook, raw: &RawRecord, as_of: Date) -> DecodedForm {
        match (self, &raw.content) {
            (Decoder::Table(columns), RecordBody::Row(row)) => columns.read(rulebook, row, as_of),
            (Decoder::Yaml, RecordBody::Bytes(bytes)) => plain(record(rulebook, bytes, FormSyntax::Yaml, as_of)),
            (_, RecordBody::Bytes(bytes)) => plain(record(rulebook, bytes, FormSyntax::Json, as_of)),
            (Decoder::Json | Decoder::Yaml, RecordBody::Row(_)) => plain(Err(Vec::new())), // rows come from tables alone
        }
    }
}

fn plain(bound: Result<Bound, Vec<Refusal>>) -> DecodedForm {
    DecodedForm { form: bound.map(|bound| bound.form), all_zero: Vec::new() }
}
