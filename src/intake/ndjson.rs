//! Forms from NDJSON: one a line; blank lines are none.

use std::io::{BufRead, BufReader, Read};

use super::{Content, IntakeError, MOST_BYTES, Raw};

/// The lines of an input.
pub struct Lines<R> {
    name: String,
    input: BufReader<R>,
    record: u64,
    line: u64,
}

impl<R: Read> Lines<R> {
    /// The lines of `input`, which messages call `name`.
    pub fn new(name: &str, input: R) -> Lines<R> {
        Lines { name: name.to_owned(), input: BufReader::with_capacity(1 << 16, input), record: 0, line: 0 }
    }

    /// The next line that is not blank, without its end.
    ///
    /// # Errors
    /// Where the input cannot be read, or a line is longer than [`MOST_BYTES`].
    pub fn next_record(&mut self) -> Result<Option<Raw>, IntakeError> {
        loop {
            let mut bytes = Vec::new();
            let most = MOST_BYTES as u64 + 1;
            let mut limited = self.input.by_ref().take(most);
            let read = limited.read_until(b'\n', &mut bytes).map_err(|error| IntakeError::io(&self.name, error))?;
            if read == 0 {
                return Ok(None);
            }
            self.line += 1;
            if bytes.last() == Some(&b'\n') {
                bytes.pop();
            } else if bytes.len() > MOST_BYTES {
                return Err(IntakeError::TooLong { name: self.name.clone(), record: self.record + 1, line: self.line });
            }
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
            if !bytes.iter().all(u8::is_ascii_whitespace) {
                self.record += 1;
                return Ok(Some(Raw { number: self.record, line: self.line, content: Content::Bytes(bytes) }));
            }
        }
    }
}
