//! Forms in, one format a file: records out of a stream one by one, each a form or a list of what cannot be.
//!
//! A [`Source`] hands out blocks of [`Raw`] records in order and in little memory; a [`Layout`] reads a record against the
//! rulebook and can be shared by many threads.

pub mod blocks;
pub mod columns;
pub mod csv;
pub mod error;
pub mod format;
pub mod paper;

use std::io::Read;

use jiff::civil::Date;

use crate::answer::QuestionId;
use crate::rulebook::Rulebook;
use crate::rulebook::bind::{Form, Refusal};

use blocks::{Block, Blocks, Cut, LinesEnded};
use csv::Splitter;
pub use error::IntakeError;
pub use format::Format;

/// The most bytes of one record: a longer one is a quotation mark that was not closed.
pub const MOST_BYTES: usize = 4 * 1024 * 1024;

/// A record as it stands in its file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Raw {
    /// From 1, headings not counted.
    pub number: u64,
    /// The line it begins on, from 1.
    pub line: u64,
    /// What stands there.
    pub content: Content,
}

/// What stands in a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Content {
    /// The fields of a table's row.
    Row(csv::Row),
    /// A line, or a whole file.
    Bytes(Vec<u8>),
}

/// A record read against a rulebook.
#[derive(Debug)]
pub struct Reading {
    /// The form, or all that cannot be.
    pub form: Result<Form, Vec<Refusal>>,
    /// Questions whose columns by option are all 0, which is read as unanswered.
    pub all_zero: Vec<QuestionId>,
}

/// How the records of a source are read.
#[derive(Debug)]
pub enum Layout {
    /// Rows under headings.
    Table(columns::Columns),
    /// JSON: a line of NDJSON, or a file.
    Json,
    /// A YAML file.
    Yaml,
}

/// One input.
pub struct Source {
    /// What messages call it.
    pub name: String,
    /// How its records are read.
    pub layout: Layout,
    /// Its records.
    pub records: Records,
}

/// The records of an input, in order: block by block, or one by one.
pub struct Records {
    blocks: Blocks,
    block: Block,
    /// How many records of the block were handed out.
    handed: usize,
}

impl Source {
    /// Opens an input; of a table, reads the headings. Without a format, the content says which it is.
    ///
    /// # Errors
    /// Where it cannot be read, is no text, or holds no heading that the rulebook knows.
    pub fn open(
        name: &str,
        input: Box<dyn Read + Send>,
        format: Option<Format>,
        rulebook: &Rulebook,
    ) -> Result<Source, IntakeError> {
        let (found, input) = format::detect(name, input, format)?;
        let plain = |input, cut| Blocks::new(name, input, cut, LinesEnded::default());
        let (layout, blocks) = match found {
            Format::Csv => {
                let (columns, blocks) = csv::open(name, input, rulebook)?;
                (Layout::Table(columns), blocks)
            }
            Format::Ndjson => (Layout::Json, plain(input, Cut::Lines)),
            Format::Json => (Layout::Json, plain(input, Cut::Whole)),
            Format::Yaml => (Layout::Yaml, plain(input, Cut::Whole)),
        };
        Ok(Source { name: name.to_owned(), layout, records: Records { blocks, block: Block::default(), handed: 0 } })
    }
}

impl Records {
    /// Fills a block with the next records; `false` after the last.
    ///
    /// # Errors
    /// Where the input cannot be read, or a record is longer than [`MOST_BYTES`].
    pub fn next_block(&mut self, block: &mut Block) -> Result<bool, IntakeError> {
        self.blocks.next_block(block)
    }

    /// The next record; `None` after the last.
    ///
    /// # Errors
    /// Where the input cannot be read, or a record is longer than [`MOST_BYTES`].
    pub fn next_record(&mut self) -> Result<Option<Raw>, IntakeError> {
        if self.handed == self.block.spans().len() {
            self.handed = 0;
            if !self.blocks.next_block(&mut self.block)? {
                return Ok(None);
            }
        }
        self.handed += 1;
        let place = self.handed - 1;
        let line = self.block.lines().of(self.block.spans()[place]);
        Ok(Some(Unpacker::new(self.blocks.cut()).raw(&self.block, place, line)))
    }

    /// Where the records end.
    #[must_use]
    pub fn cut(&self) -> Cut {
        self.blocks.cut()
    }
}

/// Takes records out of blocks as they stand in their file.
#[derive(Debug)]
pub struct Unpacker {
    splitter: Option<Splitter>,
}

impl Unpacker {
    /// For records that end like this.
    #[must_use]
    pub fn new(cut: Cut) -> Unpacker {
        let splitter = match cut {
            Cut::Rows(delimiter) => Some(Splitter::new(delimiter)),
            Cut::Lines | Cut::Whole => None,
        };
        Unpacker { splitter }
    }

    /// The record at a place of a block, which begins on this line.
    pub fn raw(&mut self, block: &Block, place: usize, line: u64) -> Raw {
        let bytes = block.record(block.spans()[place]);
        let content = match &mut self.splitter {
            Some(splitter) => {
                let mut row = csv::Row::default();
                splitter.split(bytes, &mut row);
                Content::Row(row)
            }
            None => Content::Bytes(bytes.to_vec()),
        };
        Raw { number: block.records_before + place as u64 + 1, line, content }
    }
}

impl Layout {
    /// Reads a record; `as_of` is the day where it has none.
    #[must_use]
    pub fn read(&self, rulebook: &Rulebook, raw: &Raw, as_of: Date) -> Reading {
        match (self, &raw.content) {
            (Layout::Table(columns), Content::Row(row)) => columns.read(rulebook, row, as_of),
            (Layout::Yaml, Content::Bytes(bytes)) => plain(paper::form(rulebook, bytes, Format::Yaml, as_of)),
            (_, Content::Bytes(bytes)) => plain(paper::form(rulebook, bytes, Format::Json, as_of)),
            (Layout::Json | Layout::Yaml, Content::Row(_)) => plain(Err(Vec::new())), // rows come from tables alone
        }
    }
}

fn plain(form: Result<Form, Vec<Refusal>>) -> Reading {
    Reading { form, all_zero: Vec::new() }
}
