//! Lines as they arrive: each is a record, even a blank one, and is handed out before the next are waited for.

use std::io::{ErrorKind, Read};

use memchr::{memchr, memchr_iter, memrchr};

use super::{MARGIN, RecordBlock, RecordSpan};
use crate::form::refusal::Reason;
use crate::intake::{IntakeError, MOST_BYTES};

/// Number of bytes requested at once: the capacity of a pipe.
const AT_ONCE: usize = 64 * 1024;
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The lines of an input.
pub struct LineStream {
    name: String,
    input: Box<dyn Read + Send>,
    /// Bytes that were read and not handed out.
    rest: Vec<u8>,
    /// Number of lines handed out or taken.
    gone: u64,
    /// Number of lines taken.
    taken: u64,
    /// The rest of an overlong line is being skipped.
    passing: bool,
    ended: bool,
}

impl LineStream {
    /// Returns the lines of `input`, called `name` in messages.
    #[must_use]
    pub fn new(name: &str, input: Box<dyn Read + Send>) -> LineStream {
        let (gone, taken, passing, ended) = (0, 0, false, false);
        LineStream { name: name.to_owned(), input, rest: Vec::new(), gone, taken, passing, ended }
    }

    /// Returns the name of the input in messages.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the next line, without its end and up to the limit of a line; `None` after the last. The line is not
    /// consumed.
    ///
    /// # Errors
    /// Returns an error if the input cannot be read.
    pub fn peek(&mut self) -> Result<Option<&[u8]>, IntakeError> {
        while memchr(b'\n', &self.rest).is_none() && !self.ended && self.rest.len() <= MOST_BYTES {
            self.read()?;
        }
        if self.gone == 0 && self.rest.starts_with(BOM) {
            self.rest.drain(..BOM.len());
        }
        let end = memchr(b'\n', &self.rest).unwrap_or(self.rest.len());
        Ok((!self.rest.is_empty()).then(|| bare(&self.rest[..end])))
    }

    /// Takes the next line, which is not a record.
    ///
    /// # Errors
    /// Returns an error if the input cannot be read.
    pub fn take(&mut self) -> Result<Option<Vec<u8>>, IntakeError> {
        let Some(line) = self.peek()?.map(<[u8]>::to_vec) else { return Ok(None) };
        let end = memchr(b'\n', &self.rest).map_or(self.rest.len(), |end| end + 1);
        self.rest.drain(..end);
        self.gone += 1;
        self.taken += 1;
        Ok(Some(line))
    }

    /// Fills a block with the lines available, at least one; `false` after the last. `odd` receives the places of lines
    /// that cannot be records, with the reason. `in_rows`: lines hold fields, and no field contains a line end.
    ///
    /// # Errors
    /// Returns an error if the input cannot be read; every earlier line was handed out.
    pub fn next_block(
        &mut self,
        in_rows: bool,
        block: &mut RecordBlock,
        odd: &mut Vec<(usize, Reason)>,
    ) -> Result<bool, IntakeError> {
        block.empty();
        odd.clear();
        if self.peek()?.is_none() {
            return Ok(false);
        }
        let last = memrchr(b'\n', &self.rest);
        self.passing = last.is_none() && !self.ended;
        let end = last.map_or(self.rest.len(), |last| last + 1);
        block.records_before = self.gone - self.taken;
        block.bytes.resize((end + MARGIN).max(block.bytes.len()), 0);
        block.bytes[..end].copy_from_slice(&self.rest[..end]);
        block.filled = end;
        self.rest.drain(..end);
        let bytes = &block.bytes[..end];
        let unended = (bytes.last() != Some(&b'\n')).then_some(end);
        let mut start = 0;
        for end in memchr_iter(b'\n', bytes).chain(unended) {
            let line = bare(&bytes[start..end]);
            odd.extend(oddity(line, in_rows).map(|reason| (block.spans.len(), reason)));
            let quoted = memchr(b'"', line).is_some();
            self.gone += 1;
            block.spans.push(RecordSpan { start, end: start + line.len(), line: self.gone, quoted });
            start = end + 1;
        }
        Ok(true)
    }

    /// Reads once: the bytes available, or the next to arrive.
    fn read(&mut self) -> Result<(), IntakeError> {
        let before = self.rest.len();
        self.rest.resize(before + AT_ONCE, 0);
        let read = loop {
            match self.input.read(&mut self.rest[before..]) {
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.rest.truncate(before + read.as_ref().map_or(0, |read| *read));
        self.ended = read.map_err(|error| IntakeError::io(&self.name, error))? == 0;
        if self.passing {
            let passed = memchr(b'\n', &self.rest);
            self.passing = passed.is_none();
            self.rest.drain(..passed.map_or(self.rest.len(), |end| end + 1));
        }
        Ok(())
    }
}

/// Returns a line without a `\r` before its end.
fn bare(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Returns the reason why a line cannot be a record, whatever it contains.
fn oddity(line: &[u8], in_rows: bool) -> Option<Reason> {
    let shape = if line.len() > MOST_BYTES {
        "at most 4 MiB in a line"
    } else if line.iter().all(u8::is_ascii_whitespace) {
        "a form in every line"
    } else if in_rows && memchr(b'\r', line).is_some() {
        "one form in a line, and no line end within it"
    } else {
        return None;
    };
    Some(Reason::Shape(shape))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
    use std::collections::VecDeque;

    use super::*;

    /// Returns one piece at each read.
    struct Pieces(VecDeque<Vec<u8>>);

    impl Read for Pieces {
        fn read(&mut self, room: &mut [u8]) -> std::io::Result<usize> {
            let Some(piece) = self.0.pop_front() else { return Ok(0) };
            let (now, later) = piece.split_at(piece.len().min(room.len()));
            room[..now.len()].copy_from_slice(now);
            if !later.is_empty() {
                self.0.push_front(later.to_vec());
            }
            Ok(now.len())
        }
    }

    /// Returns the lines of these pieces, by block, with a star before a line that cannot be a record.
    fn blocks(pieces: &[&[u8]]) -> Vec<Vec<String>> {
        let pieces = Pieces(pieces.iter().map(|piece| piece.to_vec()).collect());
        let mut lines = LineStream::new("pieces", Box::new(pieces));
        let (mut block, mut odd, mut blocks) = (RecordBlock::default(), Vec::new(), Vec::new());
        while lines.next_block(true, &mut block, &mut odd).unwrap() {
            let text = |(place, span): (usize, &RecordSpan)| {
                let star = if odd.iter().any(|(odd, _)| *odd == place) { "*" } else { "" };
                let line = String::from_utf8_lossy(block.record(*span)).into_owned();
                let line = if line.len() > 99 { format!("{} bytes", line.len()) } else { line };
                format!("{star}{line}")
            };
            blocks.push(block.spans().iter().enumerate().map(text).collect());
        }
        blocks
    }

    #[test]
    fn every_line_is_handed_out_as_soon_as_it_is_whole() {
        assert_eq!(blocks(&[b"a\nb", b"c\nd\n", b"e"]), [vec!["a"], vec!["bc", "d"], vec!["e"]]);
        assert_eq!(blocks(&[b"\xEF\xBB\xBFa\r\nb\r\n"]), [["a", "b"]]);
        assert!(blocks(&[]).is_empty());
    }

    #[test]
    fn a_line_without_a_form_is_a_line() {
        assert_eq!(blocks(&[b"a\n\n  \nb\rc\n"]), [["a", "*", "*  ", "*b\rc"]]);
    }

    #[test]
    fn of_a_line_that_is_too_long_the_start_is_handed_out_and_the_rest_passed_over() {
        let long = vec![b'x'; MOST_BYTES + AT_ONCE + 9];
        let blocks = blocks(&[b"a\n", &long, b"\nb\n"]);
        assert_eq!(blocks.concat().len(), 3, "{blocks:?}");
        assert_eq!((blocks[0][0].as_str(), blocks[2][0].as_str()), ("a", "b"));
        assert!(blocks[1][0].starts_with("*4"), "{blocks:?}");
    }
}
