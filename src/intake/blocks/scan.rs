//! Finds the ends of the records of a block, and the lines on which they begin.

use memchr::{memchr, memchr_iter, memchr2_iter, memchr3};

use super::{Boundary, RecordBlock, RecordSpan};

/// The progress of the search for the records of a block.
#[derive(Debug)]
pub(super) struct Scan {
    /// The start of the current record; its end is not found yet.
    pub(super) start: usize,
    /// The line it begins on, from 1.
    pub(super) line: u64,
    /// The end of the bytes scanned so far.
    pub(super) at: usize,
    /// The record contains a quotation mark.
    quoted: bool,
    /// A quotation mark is open.
    open: bool,
}

impl Scan {
    /// Starts at the first byte of a block, which is on this line.
    pub(super) fn from_line(line: u64) -> Scan {
        Scan { start: 0, line, at: 0, quoted: false, open: false }
    }

    /// Finds the records that end in the bytes read; `ended` means that no more can be read.
    pub(super) fn on(&mut self, block: &mut RecordBlock, boundary: Boundary, ended: bool) {
        let bytes = &block.bytes[..block.filled];
        match boundary {
            Boundary::Rows(delimiter) => self.rows(&mut block.spans, bytes, delimiter, ended),
            Boundary::Lines => self.lines(&mut block.spans, bytes),
            Boundary::Whole => self.at = bytes.len(),
        }
    }

    fn rows(&mut self, spans: &mut Vec<RecordSpan>, bytes: &[u8], delimiter: u8, ended: bool) {
        while self.at < bytes.len() {
            if self.open {
                let Some(mark) = memchr(b'"', &bytes[self.at..]).map(|place| self.at + place) else {
                    self.at = bytes.len();
                    return;
                };
                match bytes.get(mark + 1) {
                    None => return self.at = mark, // perhaps doubled
                    Some(b'"') => self.at = mark + 2,
                    Some(_) => (self.open, self.at) = (false, mark + 1),
                }
                continue;
            }
            let Some(found) = memchr3(b'"', b'\n', b'\r', &bytes[self.at..]).map(|place| self.at + place) else {
                self.at = bytes.len();
                return;
            };
            self.at = match bytes[found..] {
                [b'\r'] if !ended => return self.at = found, // perhaps `\n` follows
                [b'\r', b'\n', ..] => found + 2,
                _ => found + 1,
            };
            if bytes[found] == b'"' {
                self.quoted = true;
                self.open = found == self.start || bytes[found - 1] == delimiter;
            } else {
                self.row(spans, bytes, found);
            }
        }
    }

    /// Adds a row unless it is blank; quoted text may contain lines of its own.
    fn row(&mut self, spans: &mut Vec<RecordSpan>, bytes: &[u8], end: usize) {
        if end > self.start {
            spans.push(self.span(end));
        }
        if self.quoted {
            self.line += line_ends(&bytes[self.start..end]);
        }
        self.next(self.at);
    }

    fn lines(&mut self, spans: &mut Vec<RecordSpan>, bytes: &[u8]) {
        for end in memchr_iter(b'\n', &bytes[self.at..]) {
            let end = self.at + end;
            self.line(spans, bytes, end);
            self.next(end + 1);
        }
        self.at = bytes.len();
    }

    /// Adds a line of NDJSON, without a `\r` before its end, unless it is blank.
    fn line(&mut self, spans: &mut Vec<RecordSpan>, bytes: &[u8], end: usize) {
        let line = &bytes[self.start..end];
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        if !line.iter().all(u8::is_ascii_whitespace) {
            spans.push(self.span(self.start + line.len()));
        }
    }

    /// Adds the record that the end of the input ends.
    pub(super) fn end(&mut self, block: &mut RecordBlock, boundary: Boundary) {
        let end = block.filled;
        if self.start < end {
            match boundary {
                Boundary::Rows(_) | Boundary::Whole => block.spans.push(self.span(end)),
                Boundary::Lines => self.line(&mut block.spans, &block.bytes[..end], end),
            }
            (self.start, self.at) = (end, end);
        }
    }

    fn span(&self, end: usize) -> RecordSpan {
        RecordSpan { start: self.start, end, line: self.line, quoted: self.quoted }
    }

    /// Begins the next record, after a line end.
    fn next(&mut self, start: usize) {
        (self.start, self.line, self.quoted) = (start, self.line + 1, false);
    }
}

/// Returns the number of line ends in these bytes: `\n`, `\r\n` or `\r`.
pub(in crate::intake) fn line_ends(bytes: &[u8]) -> u64 {
    memchr2_iter(b'\r', b'\n', bytes).filter(|&place| !bytes[place..].starts_with(b"\r\n")).count() as u64
}
