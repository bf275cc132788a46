//! Where the records of a block end.

use memchr::{memchr, memchr_iter, memchr3};

use super::{Block, Cut, Span};

/// How far the records of a block are found.
#[derive(Debug, Default)]
pub(super) struct Scan {
    /// Where the record begins whose end is not found yet.
    pub(super) start: usize,
    /// Up to here it was looked at.
    pub(super) at: usize,
    /// A quotation mark stands in it.
    quoted: bool,
    /// A quotation mark is open.
    open: bool,
}

impl Scan {
    /// Finds the records that end in what was read.
    pub(super) fn on(&mut self, block: &mut Block, cut: Cut) {
        match cut {
            Cut::Rows(delimiter) => self.rows(block, delimiter),
            Cut::Lines => self.lines(block),
            Cut::Whole => self.at = block.filled,
        }
    }

    fn rows(&mut self, block: &mut Block, delimiter: u8) {
        let bytes = &block.bytes[..block.filled];
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
            self.at = found + 1;
            if bytes[found] == b'"' {
                self.quoted = true;
                self.open = found == self.start || bytes[found - 1] == delimiter;
            } else {
                self.record(&mut block.spans, found, found > self.start);
            }
        }
    }

    fn lines(&mut self, block: &mut Block) {
        let bytes = &block.bytes[..block.filled];
        for end in memchr_iter(b'\n', &bytes[self.at..]) {
            let end = self.at + end;
            self.line(&mut block.spans, bytes, end);
        }
        self.at = bytes.len();
    }

    /// A line of NDJSON, without a `\r` before its end.
    fn line(&mut self, spans: &mut Vec<Span>, bytes: &[u8], end: usize) {
        let line = &bytes[self.start..end];
        let next = end + 1;
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        self.record(spans, self.start + line.len(), !line.iter().all(u8::is_ascii_whitespace));
        self.start = next;
    }

    /// Keeps a record that is not blank.
    fn record(&mut self, spans: &mut Vec<Span>, end: usize, keep: bool) {
        if keep {
            spans.push(Span { start: self.start, end, quoted: self.quoted });
        }
        (self.start, self.quoted) = (end + 1, false);
    }

    /// The record that the end of the input ends.
    pub(super) fn end(&mut self, block: &mut Block, cut: Cut) {
        let end = block.filled;
        if self.start >= end {
            return;
        }
        match cut {
            Cut::Rows(_) | Cut::Whole => self.record(&mut block.spans, end, true),
            Cut::Lines => self.line(&mut block.spans, &block.bytes[..end], end),
        }
        (self.start, self.at) = (end, end);
    }
}
