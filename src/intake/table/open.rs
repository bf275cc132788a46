//! Opens a table: reads its headings, and leaves the rows.

use std::io::{Cursor, Read};
use std::ops::Range;

use super::row::{Row, blank, row};
use crate::intake::blocks::{Blocks, Boundary, first, line_ends};
use crate::intake::columns::Columns;
use crate::intake::compression::FailingRead;
use crate::intake::{IntakeError, MOST_BYTES};
use crate::rulebook::Rulebook;

/// The delimiters that are tried.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// Reads the header row, and leaves the rows.
///
/// # Errors
/// Returns an error if the input cannot be read, or the headings are not those of a table of forms.
pub fn open(name: &str, input: Box<dyn Read + Send>, rulebook: &Rulebook) -> Result<(Columns, Blocks), IntakeError> {
    let start = Start::read(name, input, &DELIMITERS)?;
    let rows = DELIMITERS.into_iter().filter_map(|delimiter| Some((delimiter, start.row(delimiter)?)));
    let rows = rows.map(|(delimiter, place)| (delimiter, row(&start.bytes[place], delimiter)));
    let Some((columns, delimiter)) = best(name, rows, rulebook)? else { return Err(start.too_long(name)) };
    Ok((columns, start.blocks(name, delimiter)))
}

/// Reads a header row, and picks the delimiter under which the rulebook knows most headings.
///
/// # Errors
/// Returns an error if they are not those of a table of forms.
pub fn headings(name: &str, line: &[u8], rulebook: &Rulebook) -> Result<(Columns, u8), IntakeError> {
    let rows = DELIMITERS.into_iter().map(|delimiter| (delimiter, row(line, delimiter)));
    best(name, rows, rulebook)?.ok_or_else(|| IntakeError::Empty { name: name.to_owned() })
}

/// Picks the header row with the most headings known to the rulebook; `None` if there is none.
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

/// Opens a table again; its headings were read before.
///
/// # Errors
/// Returns an error if the input cannot be read, or its headings have changed.
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

/// The start of a table: enough to contain the end of its first row, whatever the delimiter.
struct Start {
    bytes: Vec<u8>,
    rest: Box<dyn Read + Send>,
    /// The bytes are the whole input.
    whole: bool,
}

impl Start {
    fn read(name: &str, mut input: Box<dyn Read + Send>, delimiters: &[u8]) -> Result<Start, IntakeError> {
        let (mut bytes, mut more) = (Vec::new(), 1 << 16);
        loop {
            let read = input.by_ref().take(more as u64).read_to_end(&mut bytes);
            let mut ends = delimiters.iter().map(|&delimiter| first(&bytes, Boundary::Rows(delimiter)).is_some());
            match read {
                Err(error) if ends.any(|ends| ends) => {
                    return Ok(Start { bytes, rest: Box::new(FailingRead(Some(error))), whole: false });
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

    /// Returns the place of the first row, if its end was read.
    fn row(&self, delimiter: u8) -> Option<Range<usize>> {
        let whole = || self.whole.then(|| blank(&self.bytes)..self.bytes.len());
        first(&self.bytes, Boundary::Rows(delimiter)).or_else(whole).filter(|row| row.len() <= MOST_BYTES)
    }

    /// Returns the blocks after the first row.
    fn blocks(mut self, name: &str, delimiter: u8) -> Blocks {
        let rows = self.bytes.split_off(self.row(delimiter).map_or(0, |headings| headings.end));
        let lines = line_ends(&self.bytes);
        Blocks::new(name, Box::new(Cursor::new(rows).chain(self.rest)), Boundary::Rows(delimiter), lines)
    }

    fn too_long(&self, name: &str) -> IntakeError {
        let line = line_ends(&self.bytes[..blank(&self.bytes)]) + 1;
        IntakeError::TooLong { name: name.to_owned(), record: 1, line }
    }
}
