//! Reads text files for the command line: as UTF-8, and never more than `MOST_BYTES` and one byte.

use std::io::{self, Read};

use miette::{IntoDiagnostic, WrapErr};

use super::status::{Ended, Status};
use crate::text::SourceText;

/// The longest text, in bytes.
pub(super) const MOST_BYTES: usize = 4 * 1024 * 1024;

/// Reads the text of an opened input, at most one byte more than `MOST_BYTES`. Errors call it `what` and
/// `name`.
///
/// # Errors
/// Returns an error if the input cannot be read, or is not UTF-8; `refused` is the status of the latter.
pub(super) fn text(
    opened: io::Result<impl Read>,
    what: &str,
    name: String,
    refused: Status,
) -> miette::Result<SourceText> {
    let mut bytes = Vec::new();
    opened
        .and_then(|input| input.take(MOST_BYTES as u64 + 1).read_to_end(&mut bytes))
        .into_diagnostic()
        .wrap_err_with(|| format!("cannot read {what} `{name}`"))?;
    if bytes.len() > MOST_BYTES {
        // The cut may fall within a character.
        return Ok(SourceText::new(name, String::from_utf8_lossy(&bytes)));
    }
    let text = String::from_utf8(bytes).map_err(|_| Ended {
        status: refused,
        what: format!("cannot read {what} `{name}`: it is not UTF-8 text"),
        advice: Some("save it as UTF-8".to_owned()),
    })?;
    Ok(SourceText::new(name, text))
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
    use super::*;

    fn read(input: impl Read) -> miette::Result<SourceText> {
        text(Ok(input), "the tests", "a.yaml".to_owned(), Status::TestFailed)
    }

    #[test]
    fn what_has_no_end_is_read_until_it_is_too_long() {
        assert_eq!(read(io::repeat(b'x')).unwrap().text.len(), MOST_BYTES + 1);
        // the cut may fall within a character
        let long = "\u{fc}".repeat(MOST_BYTES);
        assert!(read(long.as_bytes()).unwrap().text.len() > MOST_BYTES);
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let error = read(&b"caf\xE9"[..]).unwrap_err();
        assert_eq!(error.to_string(), "cannot read the tests `a.yaml`: it is not UTF-8 text");
        assert_eq!(Status::of(&error), Status::TestFailed);
    }
}
