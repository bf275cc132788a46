//! Forms from CSV: rows, in order and one at a time, under headings.

use std::io::{BufRead, BufReader, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::columns::Columns;
use super::{Content, IntakeError, MOST_BYTES, Raw};
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

/// Reads the headings; the delimiter is the one under which the rulebook knows most of them.
///
/// # Errors
/// Where the input cannot be read, or the headings are not those of a table of forms.
pub fn open<R: Read>(name: &str, input: R, rulebook: &Rulebook) -> Result<(Columns, Rows<R>), IntakeError> {
    let mut rows = Rows::new(name, input, b',');
    let line = rows.heading_line()?;
    let candidates = DELIMITERS.map(|delimiter| {
        let row = Rows::new(name, line.as_slice(), delimiter).row().ok().flatten().unwrap_or_default();
        let known = Columns::known(rulebook, &row);
        (known, row.len(), delimiter, row)
    });
    let best = candidates.into_iter().max_by_key(|(known, columns, _, _)| (*known, *columns));
    let Some((_, _, delimiter, headings)) = best else { return Err(IntakeError::Empty { name: name.to_owned() }) };
    rows.delimiter(delimiter);
    Ok((Columns::of(name, rulebook, &headings)?, rows))
}

/// The rows of an input.
pub struct Rows<R> {
    name: String,
    input: BufReader<R>,
    parser: Reader,
    record: u64,
    /// Lines ended so far.
    lines: LinesEnded,
}

impl<R: Read> Rows<R> {
    /// The rows of `input`, which messages call `name`.
    pub fn new(name: &str, input: R, delimiter: u8) -> Rows<R> {
        let input = BufReader::with_capacity(1 << 16, input);
        Rows { name: name.to_owned(), input, parser: parser(delimiter), record: 0, lines: LinesEnded::default() }
    }

    fn delimiter(&mut self, delimiter: u8) {
        self.parser = parser(delimiter);
    }

    /// The next row that is not blank.
    ///
    /// # Errors
    /// Where the input cannot be read, or a row is longer than [`MOST_BYTES`].
    pub fn next_record(&mut self) -> Result<Option<Raw>, IntakeError> {
        self.skip_blank()?;
        let line = self.lines.count + 1;
        let Some(row) = self.row()? else { return Ok(None) };
        self.record += 1;
        Ok(Some(Raw { number: self.record, line, content: Content::Row(row) }))
    }

    /// Goes past line ends at the start of a row.
    fn skip_blank(&mut self) -> Result<(), IntakeError> {
        loop {
            let input = self.input.fill_buf().map_err(|error| IntakeError::io(&self.name, error))?;
            let blank = input.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            self.lines.pass(&input[..blank]);
            let more = blank > 0 && blank == input.len();
            self.input.consume(blank);
            if !more {
                return Ok(());
            }
        }
    }

    /// The first row as it stands, whatever its delimiter.
    fn heading_line(&mut self) -> Result<Vec<u8>, IntakeError> {
        self.skip_blank()?;
        let mut line = Vec::new();
        let mut quoted = false;
        loop {
            let input = self.input.fill_buf().map_err(|error| IntakeError::io(&self.name, error))?;
            let mut ends = |&byte: &u8| {
                quoted ^= byte == b'"';
                !quoted && matches!(byte, b'\r' | b'\n')
            };
            let end = input.iter().position(&mut ends);
            let read = end.unwrap_or(input.len());
            line.extend_from_slice(&input[..read]);
            self.lines.pass(&input[..read]);
            self.input.consume(read);
            if end.is_some() || read == 0 {
                return Ok(line);
            }
            if line.len() > MOST_BYTES {
                return Err(self.too_long(0));
            }
        }
    }

    /// The fields up to the end of the row; `None` at the end of the input.
    fn row(&mut self) -> Result<Option<Row>, IntakeError> {
        let mut row = Row { bytes: vec![0; 1 << 10], ends: vec![0; 1 << 7], unclosed: false };
        let (mut written, mut fields, mut started) = (0, 0, false);
        let before = self.lines.count;
        loop {
            let input = self.input.fill_buf().map_err(|error| IntakeError::io(&self.name, error))?;
            let ended = input.is_empty();
            if ended && !started {
                return Ok(None);
            }
            let given: &[u8] = match (ended, row.unclosed) {
                (false, _) => input,
                (true, false) => b"\n", // ends the row, unless it stands within quotation marks
                (true, true) => b"",
            };
            let (result, read, wrote, more) =
                self.parser.read_record(given, &mut row.bytes[written..], &mut row.ends[fields..]);
            (written, fields) = (written + wrote, fields + more);
            if !ended {
                started = true;
                self.lines.pass(&input[..read]);
                self.input.consume(read);
            }
            match result {
                ReadRecordResult::Record | ReadRecordResult::End => break,
                _ if ended && read > 0 => {
                    row.unclosed = true;
                    written -= wrote; // the line end that was given in vain
                }
                ReadRecordResult::InputEmpty => {}
                ReadRecordResult::OutputFull => row.bytes.resize(row.bytes.len() * 2, 0),
                ReadRecordResult::OutputEndsFull => row.ends.resize(row.ends.len() * 2, 0),
            }
            if written > MOST_BYTES || fields > MOST_BYTES {
                return Err(self.too_long(before));
            }
        }
        row.ends.truncate(fields);
        if let Some(last) = row.ends.last_mut() {
            *last = (*last).min(written);
        }
        row.bytes.truncate(written);
        Ok(Some(row))
    }

    fn too_long(&self, before: u64) -> IntakeError {
        IntakeError::TooLong { name: self.name.clone(), record: self.record + 1, line: before + 1 }
    }
}

fn parser(delimiter: u8) -> Reader {
    ReaderBuilder::new().delimiter(delimiter).build()
}

/// Counts line ends, of whatever kind: `\n`, `\r\n` or `\r`.
#[derive(Default)]
struct LinesEnded {
    count: u64,
    after_return: bool,
}

impl LinesEnded {
    fn pass(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            let ends = byte == b'\r' || (byte == b'\n' && !self.after_return);
            self.count += u64::from(ends);
            self.after_return = byte == b'\r';
        }
    }
}
