//! Forms from CSV: the headings of a table, and the fields of a row.

use std::io::{Cursor, Read};
use std::ops::Range;

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};
use memchr::{memchr_iter, memchr3};

use super::blocks::{Blocks, Cut, first, line_ends};
use super::columns::Columns;
use super::packed::Broken;
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
    let start = Start::read(name, input, &DELIMITERS)?;
    let rows = DELIMITERS.into_iter().filter_map(|delimiter| Some((delimiter, start.row(delimiter)?)));
    let rows = rows.map(|(delimiter, place)| (delimiter, row(&start.bytes[place], delimiter)));
    let Some((columns, delimiter)) = best(name, rows, rulebook)? else { return Err(start.too_long(name)) };
    Ok((columns, start.blocks(name, delimiter)))
}

/// What the headings in this row mean, and what stands between them: that under which the rulebook knows most.
///
/// # Errors
/// Where they are not those of a table of forms.
pub fn headings(name: &str, line: &[u8], rulebook: &Rulebook) -> Result<(Columns, u8), IntakeError> {
    let rows = DELIMITERS.into_iter().map(|delimiter| (delimiter, row(line, delimiter)));
    best(name, rows, rulebook)?.ok_or_else(|| IntakeError::Empty { name: name.to_owned() })
}

/// Of rows of headings that of which the rulebook knows most; `None` where there is none.
fn best(
    name: &str,
    rows: impl Iterator<Item = (u8, Row)>,
    rulebook: &Rulebook,
) -> Result<Option<(Columns, u8)>, IntakeError> {
    let Some((delimiter, headings)) = rows.max_by_key(|(_, row)| (Columns::known(rulebook, row), row.len())) else {
        return Ok(None);
    };
    if headings.unclosed {
        return Err(IntakeError::Unclosed { name: name.to_owned() });
    }
    Ok(Some((Columns::of(name, rulebook, &headings)?, delimiter)))
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
    let start = Start::read(name, input, &[delimiter])?;
    let headings = start.row(delimiter).map(|place| row(&start.bytes[place], delimiter));
    if !headings.is_some_and(|headings| columns.are_of(&headings)) {
        return Err(IntakeError::Changed { name: name.to_owned() });
    }
    Ok(start.blocks(name, delimiter))
}

/// The start of a table: so much of it that the end of its first row is seen, whatever stands between the fields.
struct Start {
    bytes: Vec<u8>,
    rest: Box<dyn Read + Send>,
    /// There is no rest.
    whole: bool,
}

impl Start {
    fn read(name: &str, mut input: Box<dyn Read + Send>, delimiters: &[u8]) -> Result<Start, IntakeError> {
        let (mut bytes, mut more) = (Vec::new(), 1 << 16);
        loop {
            let read = input.by_ref().take(more as u64).read_to_end(&mut bytes);
            let mut ends = delimiters.iter().map(|&delimiter| first(&bytes, Cut::Rows(delimiter)).is_some());
            match read {
                Err(error) if ends.any(|ends| ends) => {
                    return Ok(Start { bytes, rest: Box::new(Broken(Some(error))), whole: false });
                }
                Err(error) => return Err(IntakeError::io(name, error)),
                Ok(read) if read < more => return Ok(Start { bytes, rest: input, whole: true }),
                Ok(_) if bytes.len() > MOST_BYTES || ends.all(|ends| ends) => {
                    return Ok(Start { bytes, rest: input, whole: false });
                }
                Ok(_) => more = bytes.len(),
            }
        }
    }

    /// Where the first row stands, if its end was seen.
    fn row(&self, delimiter: u8) -> Option<Range<usize>> {
        let whole = || self.whole.then(|| self.blank()..self.bytes.len());
        first(&self.bytes, Cut::Rows(delimiter)).or_else(whole).filter(|row| row.len() <= MOST_BYTES)
    }

    /// How many line ends stand before it.
    fn blank(&self) -> usize {
        self.bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
    }

    /// What stands behind the first row.
    fn blocks(mut self, name: &str, delimiter: u8) -> Blocks {
        let rows = self.bytes.split_off(self.row(delimiter).map_or(0, |headings| headings.end));
        let lines = line_ends(&self.bytes);
        Blocks::new(name, Box::new(Cursor::new(rows).chain(self.rest)), Cut::Rows(delimiter), lines)
    }

    fn too_long(&self, name: &str) -> IntakeError {
        let line = line_ends(&self.bytes[..self.blank()]) + 1;
        IntakeError::TooLong { name: name.to_owned(), record: 1, line }
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
    /// Made for the first row that needs one: making it costs more than splitting a row.
    parser: Option<Reader>,
}

impl Splitter {
    /// For rows with this between their fields.
    #[must_use]
    pub fn new(delimiter: u8) -> Splitter {
        Splitter { delimiter, parser: None }
    }

    /// Puts the fields of one row, without its line end, in the place of those that `row` has.
    pub fn split(&mut self, bytes: &[u8], row: &mut Row) {
        row.unclosed = false;
        if memchr3(b'"', b'\r', b'\n', bytes).is_none() && !bytes.is_empty() {
            row.bytes.clear();
            row.ends.clear();
            let mut start = 0;
            for end in memchr_iter(self.delimiter, bytes).chain([bytes.len()]) {
                row.bytes.extend_from_slice(&bytes[start..end]);
                row.ends.push(row.bytes.len());
                start = end + 1;
            }
            return;
        }
        let parser = self.parser.get_or_insert_with(|| ReaderBuilder::new().delimiter(self.delimiter).build());
        parser.reset();
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
                parser.read_record(given, &mut row.bytes[written..], &mut row.ends[fields..]);
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
