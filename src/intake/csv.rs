//! Forms from CSV: the headings of a table, and the fields of a row.

use std::io::{BufRead, BufReader, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::memchr3;

use super::blocks::{Blocks, Cut, LinesEnded};
use super::columns::Columns;
use super::{IntakeError, MOST_BYTES};
use crate::rulebook::Rulebook;

/// What can stand between columns.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The fields of one row, as bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// A quotation mark was opened in it and the file ended.
    pub unclosed: bool,
}

impl Row {
    /// The fields, in order.
    #[must_use]
    pub fn fields(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        (0..self.ends.len()).map(|place| self.field(place).unwrap_or_default())
    }

    /// The field at a place from 0.
    #[must_use]
    pub fn field(&self, place: usize) -> Option<&[u8]> {
        let end = *self.ends.get(place)?;
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).copied().unwrap_or(0);
        self.bytes.get(start..end)
    }

    /// The bytes of all fields, one behind the other, and so many zeros; where each field ends.
    pub(super) fn with_margin(&mut self, margin: usize) -> (&[u8], &[usize]) {
        let end = self.ends.last().copied().unwrap_or(0);
        self.bytes.resize(end + margin, 0);
        (&self.bytes, &self.ends)
    }

    /// How many fields there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }
}

/// Reads the headings, and leaves the rows.
///
/// # Errors
/// Where the input cannot be read, or the headings are not those of a table of forms.
pub fn open(name: &str, input: Box<dyn Read + Send>, rulebook: &Rulebook) -> Result<(Columns, Blocks), IntakeError> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut lines = LinesEnded::of_any_kind();
    let line = heading_line(name, &mut input, &mut lines)?;
    let (columns, delimiter) = headings(name, &line, rulebook)?;
    Ok((columns, Blocks::new(name, Box::new(input), Cut::Rows(delimiter), lines)))
}

/// What the headings in this row mean, and what stands between them: that under which the rulebook knows most.
///
/// # Errors
/// Where they are not those of a table of forms.
pub fn headings(name: &str, line: &[u8], rulebook: &Rulebook) -> Result<(Columns, u8), IntakeError> {
    let candidates = DELIMITERS.map(|delimiter| {
        let row = row(line, delimiter);
        (Columns::known(rulebook, &row), row.len(), delimiter, row)
    });
    let best = candidates.into_iter().max_by_key(|(known, columns, _, _)| (*known, *columns));
    let Some((_, _, delimiter, headings)) = best else { return Err(IntakeError::Empty { name: name.to_owned() }) };
    Ok((Columns::of(name, rulebook, &headings)?, delimiter))
}

/// Opens a table again whose headings were read before.
///
/// # Errors
/// Where the input cannot be read, or has other headings by now.
pub fn reopen(
    name: &str,
    input: Box<dyn Read + Send>,
    delimiter: u8,
    columns: &Columns,
) -> Result<Blocks, IntakeError> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut lines = LinesEnded::of_any_kind();
    let headings = row(&heading_line(name, &mut input, &mut lines)?, delimiter);
    if !columns.are_of(&headings) {
        return Err(IntakeError::Changed { name: name.to_owned() });
    }
    Ok(Blocks::new(name, Box::new(input), Cut::Rows(delimiter), lines))
}

/// The first row as it stands, whatever its delimiter.
fn heading_line(name: &str, input: &mut impl BufRead, lines: &mut LinesEnded) -> Result<Vec<u8>, IntakeError> {
    let mut line = Vec::new();
    let mut quoted = false;
    loop {
        let read = input.fill_buf().map_err(|error| IntakeError::io(name, error))?;
        let blank =
            if line.is_empty() { read.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count() } else { 0 };
        let mut ends = |&byte: &u8| {
            quoted ^= byte == b'"';
            !quoted && matches!(byte, b'\r' | b'\n')
        };
        let end = read[blank..].iter().position(&mut ends);
        let until = end.map_or(read.len(), |end| blank + end);
        line.extend_from_slice(&read[blank..until]);
        lines.pass(&read[..until]);
        input.consume(until);
        if end.is_some() || until == 0 {
            return Ok(line);
        }
        if line.len() > MOST_BYTES {
            return Err(IntakeError::TooLong { name: name.to_owned(), record: 1, line: lines.count + 1 });
        }
    }
}

/// The fields of one row.
#[must_use]
pub fn row(bytes: &[u8], delimiter: u8) -> Row {
    let mut row = Row::default();
    Splitter::new(delimiter).split(bytes, &mut row);
    row
}

/// Splits rows into fields.
#[derive(Debug)]
pub struct Splitter {
    delimiter: u8,
    parser: Reader,
}

impl Splitter {
    /// For rows with this between their fields.
    #[must_use]
    pub fn new(delimiter: u8) -> Splitter {
        Splitter { delimiter, parser: ReaderBuilder::new().delimiter(delimiter).build() }
    }

    /// Puts the fields of one row, without its line end, in the place of those that `row` has.
    pub fn split(&mut self, bytes: &[u8], row: &mut Row) {
        row.unclosed = false;
        if memchr3(b'"', b'\r', b'\n', bytes).is_none() && !bytes.is_empty() {
            row.bytes.clear();
            row.ends.clear();
            for field in bytes.split(|&byte| byte == self.delimiter) {
                row.bytes.extend_from_slice(field);
                row.ends.push(row.bytes.len());
            }
            return;
        }
        self.parser.reset();
        row.bytes.resize(bytes.len() + 1, 0);
        row.ends.resize(row.ends.capacity().max(1 << 7), 0);
        let (mut read, mut written, mut fields) = (0, 0, 0);
        loop {
            let given: &[u8] = match (bytes.get(read..).unwrap_or_default(), row.unclosed) {
                (b"", false) => b"\n", // ends the row, unless it stands within quotation marks
                (rest, _) => rest,
            };
            let ended = read >= bytes.len();
            let (result, more_read, wrote, more) =
                self.parser.read_record(given, &mut row.bytes[written..], &mut row.ends[fields..]);
            (read, written, fields) = (read + more_read, written + wrote, fields + more);
            match result {
                ReadRecordResult::Record | ReadRecordResult::End => break,
                _ if ended && more_read > 0 => {
                    row.unclosed = true;
                    written -= wrote; // the line end that was given in vain
                }
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => row.bytes.resize(row.bytes.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => row.ends.resize(row.ends.len() * 2, 0),
            }
        }
        row.ends.truncate(fields);
        if let Some(last) = row.ends.last_mut() {
            *last = (*last).min(written);
        }
        row.bytes.truncate(written);
    }
}
