//! An input cut into blocks of whole records, in order, in little memory.
//!
//! Record ends are found here, once, by the rules of the `csv` crate for quotation marks: a mark opens only at the
//! start of a field, and a doubled mark inside is a literal one. The content of a record is read elsewhere.

pub mod lines;
mod scan;

use std::io::Read;
use std::ops::Range;

use super::{IntakeError, MOST_BYTES};
use crate::meaning::many::FORMS;
use scan::Scan;

pub(super) use scan::line_ends;

/// The default size of a block in bytes; doubled until its first record fits.
const BLOCK: usize = 512 * 1024;

/// Number of readable bytes after any place of a record.
pub const MARGIN: usize = 64;

/// The rule by which records end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Boundary {
    /// At line ends outside quotation marks; the byte is the delimiter of fields.
    Rows(u8),
    /// At every line end.
    Lines,
    /// At the end of the input.
    Whole,
}

/// A record of a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RecordSpan {
    /// Its first byte.
    start: usize,
    /// The byte after its last, without its line end.
    end: usize,
    /// The line it begins on, from 1.
    pub line: u64,
    /// The record contains a quotation mark.
    pub quoted: bool,
}

/// Some whole records of one input, and their places.
#[derive(Debug, Default)]
pub struct RecordBlock {
    /// The bytes read, followed by at least [`MARGIN`] others.
    bytes: Vec<u8>,
    filled: usize,
    spans: Vec<RecordSpan>,
    /// Number of records before this block.
    pub records_before: u64,
}

impl RecordBlock {
    /// Returns the records, in order.
    #[must_use]
    pub fn spans(&self) -> &[RecordSpan] {
        &self.spans
    }

    /// Returns the bytes of a record, without its line end.
    #[must_use]
    pub fn record(&self, span: RecordSpan) -> &[u8] {
        &self.bytes[span.start..span.end]
    }

    /// Returns the bytes of a record followed by at least [`MARGIN`] others, and the length of the record.
    #[must_use]
    pub fn with_margin(&self, span: RecordSpan) -> (&[u8], usize) {
        (&self.bytes[span.start..], span.end - span.start)
    }

    /// Removes the first bytes, which hold no record.
    fn skip(&mut self, bytes: usize) {
        self.bytes.copy_within(bytes..self.filled, 0);
        self.filled -= bytes;
    }

    /// Removes everything and keeps the memory.
    fn empty(&mut self) {
        self.filled = 0;
        self.spans.clear();
    }

    /// Reads until the block holds `most` bytes; `Ok(false)` at the end of the input.
    fn fill(&mut self, input: &mut dyn Read, most: usize) -> Result<bool, std::io::Error> {
        if self.bytes.len() < most + MARGIN {
            self.bytes.resize(most + MARGIN, 0);
        }
        while self.filled < most {
            match input.read(&mut self.bytes[self.filled..most]) {
                Ok(0) => return Ok(false),
                Ok(read) => self.filled += read,
                Err(error) if error.kind() == std::io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(true)
    }
}

/// The blocks of an input, in order.
pub struct Blocks {
    name: String,
    input: Box<dyn Read + Send>,
    boundary: Boundary,
    /// Bytes already read that belong to the next block.
    rest: Vec<u8>,
    records: u64,
    /// The line on which the next block begins, from 1.
    line: u64,
    /// Number of bytes read before a block is cut.
    size: usize,
    /// The end of reading: an error, or the end of the input.
    ended: Option<Result<(), IntakeError>>,
}

impl Blocks {
    /// Returns the blocks of `input`, called `name` in messages; `lines` lines come before them.
    #[must_use]
    pub fn new(name: &str, input: Box<dyn Read + Send>, boundary: Boundary, lines: u64) -> Blocks {
        let (rest, records, ended) = (Vec::new(), 0, None);
        Blocks { name: name.to_owned(), input, boundary, rest, records, line: lines + 1, size: BLOCK, ended }
    }

    /// Sets the block size in bytes. Results do not depend on it.
    #[must_use]
    pub fn of_size(self, bytes: usize) -> Blocks {
        Blocks { size: bytes.max(1), ..self }
    }

    /// Returns the name of the input in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the rule by which its records end.
    #[must_use]
    pub fn boundary(&self) -> Boundary {
        self.boundary
    }

    /// Fills a block with the next records, at least one; `false` after the last.
    ///
    /// # Errors
    /// Returns an error if the input cannot be read, or a record is longer than [`MOST_BYTES`]; every earlier record
    /// was handed out.
    pub fn next_block(&mut self, block: &mut RecordBlock) -> Result<bool, IntakeError> {
        let mut most = self.begin(block);
        let mut scan = Scan::from_line(self.line);
        loop {
            if block.spans.is_empty() && scan.start > 0 {
                block.skip(scan.start); // blank lines
                (scan.start, scan.at) = (0, scan.at - scan.start);
            }
            if self.ended.is_none() {
                match block.fill(&mut *self.input, most) {
                    Ok(true) => {}
                    Ok(false) => self.ended = Some(Ok(())),
                    Err(error) => self.ended = Some(Err(IntakeError::io(&self.name, error))),
                }
            }
            scan.on(block, self.boundary, self.ended.is_some());
            if matches!(self.ended, Some(Ok(()))) {
                scan.end(block, self.boundary);
            }
            if scan.at - scan.start > MOST_BYTES && block.spans.is_empty() {
                return Err(self.too_long(scan.line));
            }
            if !block.spans.is_empty() || self.ended.is_some() {
                break;
            }
            most = if scan.start > 0 { most } else { most * 2 };
        }
        let left = Blocks::leave(block);
        let (end, line) = left.map_or((scan.start, scan.line), |first| (first.start, first.line));
        if block.spans.is_empty() && left.is_some() {
            return Err(self.too_long(line));
        }
        self.rest.extend_from_slice(&block.bytes[end..block.filled]);
        block.filled = end;
        self.line = line;
        self.records += block.spans.len() as u64;
        match self.ended.take_if(|ended| ended.is_err() && block.spans.is_empty()) {
            Some(Err(error)) => Err(error),
            _ => Ok(!block.spans.is_empty()),
        }
    }

    /// Begins a block with the rest of the one before, and returns the number of bytes to read.
    fn begin(&mut self, block: &mut RecordBlock) -> usize {
        block.empty();
        block.records_before = self.records;
        let most = self.size.max(self.rest.len());
        if block.bytes.len() < most + MARGIN {
            block.bytes.resize(most + MARGIN, 0);
        }
        block.bytes[..self.rest.len()].copy_from_slice(&self.rest);
        block.filled = self.rest.len();
        self.rest.clear();
        most
    }

    /// Leaves records for the next block: all from an overlong one on, and those that would be read with few others.
    /// Returns the first of them.
    fn leave(block: &mut RecordBlock) -> Option<RecordSpan> {
        let spans = &mut block.spans;
        let long = spans.iter().position(|record| record.end - record.start > MOST_BYTES).unwrap_or(spans.len());
        let full = if long < FORMS { long } else { long / FORMS * FORMS };
        let first = *spans.get(full)?;
        spans.truncate(full);
        Some(first)
    }

    fn too_long(&self, line: u64) -> IntakeError {
        IntakeError::TooLong { name: self.name.clone(), record: self.records + 1, line }
    }
}

/// Returns the place of the first record, after blank lines; `None` if these bytes, which may go on, do not hold its
/// end.
#[must_use]
pub fn first(bytes: &[u8], boundary: Boundary) -> Option<Range<usize>> {
    let mut block = RecordBlock { bytes: bytes.to_vec(), filled: bytes.len(), ..RecordBlock::default() };
    Scan::from_line(1).on(&mut block, boundary, false);
    block.spans.first().map(|record| record.start..record.end)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test may stop at the first thing that is not as it expects")]
    use std::io::Cursor;

    use proptest::prelude::*;

    use super::*;
    use crate::intake::compression::FailingRead;
    use crate::intake::table::row::row;

    /// Returns all records with their lines, read in blocks of about `size` bytes.
    fn records(bytes: &[u8], boundary: Boundary, size: usize) -> Vec<(u64, Vec<u8>)> {
        let mut blocks = Blocks::new("a test", Box::new(Cursor::new(bytes.to_vec())), boundary, 0).of_size(size);
        let (mut block, mut records) = (RecordBlock::default(), Vec::new());
        while blocks.next_block(&mut block).unwrap() {
            assert_eq!(block.records_before, records.len() as u64);
            for &span in block.spans() {
                let (bytes, length) = block.with_margin(span);
                assert!(bytes.len() >= length + MARGIN);
                records.push((span.line, block.record(span).to_vec()));
            }
        }
        records
    }

    #[track_caller]
    fn check(bytes: &[u8], boundary: Boundary, expected: &[(u64, &str)]) {
        for size in [1, 2, 3, 7, BLOCK] {
            let found = records(bytes, boundary, size);
            let found: Vec<(u64, &str)> =
                found.iter().map(|(line, record)| (*line, std::str::from_utf8(record).unwrap())).collect();
            assert_eq!(found, expected, "in blocks of {size}");
        }
    }

    #[test]
    fn rows_end_at_line_ends_outside_quotation_marks() {
        let rows = Boundary::Rows(b',');
        check(b"a,b\nc,d", rows, &[(1, "a,b"), (2, "c,d")]);
        check(b"\n\r\na\r\n\r\nb\r\rc", rows, &[(3, "a"), (5, "b"), (7, "c")]);
        check(b"a,\"x\ny\",b\nc\n", rows, &[(1, "a,\"x\ny\",b"), (3, "c")]);
        check(b"\"x\r\ny\r\",b\r\nc\r\n", rows, &[(1, "\"x\r\ny\r\",b"), (4, "c")]);
        check(b"\"x\"\"\n\",b\nc\n", rows, &[(1, "\"x\"\"\n\",b"), (3, "c")]);
        check(b"5ft 7\",b\nc\"\n", rows, &[(1, "5ft 7\",b"), (2, "c\"")]); // no mark at the start of a field
        check(b"\"a\"x\"\nb\n", rows, &[(1, "\"a\"x\""), (2, "b")]);
        check(b"a,\"open\nb,c\n", rows, &[(1, "a,\"open\nb,c\n")]);
        check(b"", rows, &[]);
    }

    #[test]
    fn lines_end_at_every_line_end() {
        check(b"{}\r\n\n \t\n{\"a\":\"\n{}", Boundary::Lines, &[(1, "{}"), (4, "{\"a\":\""), (5, "{}")]);
        check(b"a: 1\nb: 2\n", Boundary::Whole, &[(1, "a: 1\nb: 2\n")]);
    }

    #[test]
    fn every_record_before_an_end_that_cannot_be_read_is_handed_out() {
        let long = [b"a\nb\n\"".as_slice(), &vec![b'x'; MOST_BYTES + 9]].concat();
        for (bytes, before, says) in [
            (b"a\nb\nc".to_vec(), 2, "cannot read `a test`"),
            (long, 2, "record 3 of `a test` (line 3) is longer than 4 MiB"),
        ] {
            let input = Cursor::new(bytes).chain(FailingRead(Some(std::io::Error::other("a bad sector"))));
            let mut blocks = Blocks::new("a test", Box::new(input), Boundary::Rows(b','), 0);
            let (mut block, mut found) = (RecordBlock::default(), 0);
            let error = loop {
                match blocks.next_block(&mut block) {
                    Ok(more) => assert!(more, "it ended as if nothing had happened"),
                    Err(error) => break error,
                }
                found += block.spans().len();
            };
            assert_eq!((found, error.to_string().as_str()), (before, says));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn rows_are_those_of_the_csv_crate(text in "[ab,;\"\"\n\r]{0,40}", size in 1..40_usize) {
            let found: Vec<Vec<Vec<u8>>> = records(text.as_bytes(), Boundary::Rows(b','), size)
                .into_iter()
                .map(|(_, record)| row(&record, b',').fields().map(<[u8]>::to_vec).collect())
                .collect();
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let expected: Vec<Vec<Vec<u8>>> = reader
                .byte_records()
                .map(|record| record.unwrap().iter().map(<[u8]>::to_vec).collect())
                .collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn every_line_end_before_a_record_counts_once(text in "[ab,\"\"\n\r]{0,40}", size in 1..40_usize) {
            let feeds = |text: &str| text.replace("\r\n", "\n").replace('\r', "\n");
            let (whole, mut at) = (feeds(&text), 0);
            for (line, record) in records(text.as_bytes(), Boundary::Rows(b','), size) {
                at += whole[at..].len() - whole[at..].trim_start_matches('\n').len();
                prop_assert_eq!(line, 1 + whole[..at].matches('\n').count() as u64);
                at += feeds(std::str::from_utf8(&record).unwrap()).len();
            }
        }
    }
}
