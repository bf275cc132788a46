//! Lines as they come: each is a record, also a blank one, and is handed out before the next are waited for.

use std::io::{ErrorKind, Read};

use memchr::{memchr, memchr_iter, memrchr};

use super::{MARGIN, RecordBlock, RecordSpan};
use crate::form::refusal::Reason;
use crate::intake::{IntakeError, MOST_BYTES};

/// So many bytes are asked for at once: as many as a pipe holds.
const AT_ONCE: usize = 64 * 1024;
const BOM: &[u8] = b"\xEF\xBB\xBF";

/// The lines of an input.
pub struct LineStream {
    name: String,
    input: Box<dyn Read + Send>,
    /// What was read and not handed out.
    rest: Vec<u8>,
    /// How many were handed out or taken.
    gone: u64,
    /// How many of them were taken.
    taken: u64,
    /// The rest of a line that is too long is passed over.
    passing: bool,
    ended: bool,
}

impl LineStream {
    /// The lines of `input`, which messages call `name`.
    #[must_use]
    pub fn new(name: &str, input: Box<dyn Read + Send>) -> LineStream {
        let (gone, taken, passing, ended) = (0, 0, false, false);
        LineStream { name: name.to_owned(), input, rest: Vec::new(), gone, taken, passing, ended }
    }

    /// What messages call the input.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The next line, without its end, as far as a line can be long; `None` after the last. It is still to be handed out.
    ///
    /// # Errors
    /// Where the input cannot be read.
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

    /// Takes the next line, which is no record.
    ///
    /// # Errors
    /// Where the input cannot be read.
    pub fn take(&mut self) -> Result<Option<Vec<u8>>, IntakeError> {
        let Some(line) = self.peek()?.map(<[u8]>::to_vec) else { return Ok(None) };
        let end = memchr(b'\n', &self.rest).map_or(self.rest.len(), |end| end + 1);
        self.rest.drain(..end);
        self.gone += 1;
        self.taken += 1;
        Ok(Some(line))
    }

    /// Fills a block with the lines that are there, at least one; `false` after the last. `odd` gets the places of those that
    /// can be no record, with the reason; `in_rows` says that a line holds fields, in which no line ends.
    ///
    /// # Errors
    /// Where the input cannot be read; every line before that was handed out.
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

    /// Reads once: what is there, or the next that comes.
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

/// A line without a `\r` before its end.
fn bare(line: &[u8]) -> &[u8] {
    line.strip_suffix(b"\r").unwrap_or(line)
}

/// Why a line can be no record, whatever stands in it.
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

    /// Gives one piece at each reading.
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

    /// Lines of these pieces: those of each block, with a star before what can be no record.
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
