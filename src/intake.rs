//! Forms in, one format a file: records out of a stream one by one, each a form or a list of what cannot be.
//!
//! A [`Source`] hands out [`Raw`] records in order and in little memory; a [`Layout`] reads a record against the rulebook and
//! can be shared by many threads.

pub mod columns;
pub mod csv;
pub mod error;
pub mod format;
pub mod ndjson;
pub mod paper;

use std::io::Read;

use jiff::civil::Date;

use crate::answer::QuestionId;
use crate::rulebook::Rulebook;
use crate::rulebook::bind::{Form, Refusal};

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

/// The records of an input, in order.
pub enum Records {
    /// Of a table.
    Rows(Box<csv::Rows<Box<dyn Read + Send>>>),
    /// Of NDJSON.
    Lines(ndjson::Lines<Box<dyn Read + Send>>),
    /// The only one.
    Single(Option<Box<dyn Read + Send>>),
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
        let (layout, records) = match found {
            Format::Csv => {
                let (columns, rows) = csv::open(name, input, rulebook)?;
                (Layout::Table(columns), Records::Rows(Box::new(rows)))
            }
            Format::Ndjson => (Layout::Json, Records::Lines(ndjson::Lines::new(name, input))),
            Format::Json => (Layout::Json, Records::Single(Some(input))),
            Format::Yaml => (Layout::Yaml, Records::Single(Some(input))),
        };
        Ok(Source { name: name.to_owned(), layout, records })
    }
}

impl Records {
    /// The next record; `None` after the last.
    ///
    /// # Errors
    /// Where the input cannot be read, or a record is longer than [`MOST_BYTES`].
    pub fn next_record(&mut self, name: &str) -> Result<Option<Raw>, IntakeError> {
        match self {
            Records::Rows(rows) => rows.next_record(),
            Records::Lines(lines) => lines.next_record(),
            Records::Single(input) => {
                let Some(input) = input.take() else { return Ok(None) };
                let mut bytes = Vec::new();
                let most = MOST_BYTES as u64;
                input.take(most + 1).read_to_end(&mut bytes).map_err(|error| IntakeError::io(name, error))?;
                if bytes.len() > MOST_BYTES {
                    return Err(IntakeError::TooLong { name: name.to_owned(), record: 1, line: 1 });
                }
                Ok(Some(Raw { number: 1, line: 1, content: Content::Bytes(bytes) }))
            }
        }
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
