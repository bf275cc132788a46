//! The fields of one row of CSV, by the rules of the `csv` crate.

use memchr::{memchr, memchr3_iter};

use crate::intake::byte_mask::mask_of;

/// The fields of one row, as bytes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Row {
    bytes: Vec<u8>,
    ends: Vec<usize>,
    /// The file ended inside a quotation mark opened in this row.
    pub unclosed: bool,
}

impl Row {
    /// Returns the fields, in order.
    #[must_use]
    pub fn fields(&self) -> impl ExactSizeIterator<Item = &[u8]> {
        let mut start = 0;
        self.ends.iter().map(move |&end| &self.bytes[std::mem::replace(&mut start, end + 1)..end])
    }

    /// Returns the field at a place, from 0.
    #[must_use]
    pub fn field(&self, place: usize) -> Option<&[u8]> {
        let end = *self.ends.get(place)?;
        let start = place.checked_sub(1).and_then(|before| self.ends.get(before)).map_or(0, |before| before + 1);
        self.bytes.get(start..end)
    }

    /// Returns the number of fields.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Returns whether there are no fields.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// Returns the fields one after another, without their quotation marks and with one byte between two of them.
    #[must_use]
    pub(crate) fn bare_text(&self) -> &[u8] {
        &self.bytes
    }

    /// Returns the starts of the fields in [`Row::bare_text`], and last the start that a further field would have.
    pub(crate) fn starts(&self) -> impl Iterator<Item = usize> {
        std::iter::once(0).chain(self.ends.iter().map(|end| end + 1))
    }

    /// Replaces the fields by those of the first row of these bytes.
    pub(crate) fn split(&mut self, bytes: &[u8], delimiter: u8) {
        self.bytes.clear();
        self.ends.clear();
        self.unclosed = false;
        let mut rest = &bytes[blank(bytes)..];
        loop {
            let field = |place: usize| place == 0 || rest[place - 1] == delimiter;
            let end = memchr3_iter(b'"', b'\r', b'\n', rest).find(|&place| rest[place] != b'"' || field(place));
            self.bare(&rest[..end.unwrap_or(rest.len())], delimiter);
            rest = match end {
                Some(mark) if rest[mark] == b'"' => self.quoted(&rest[mark + 1..]),
                _ => break,
            };
        }
        self.ends.push(self.bytes.len());
    }

    /// Adds text outside quotation marks; it may contain ends of fields.
    fn bare(&mut self, text: &[u8], delimiter: u8) {
        for (place, part) in text.chunks(64).enumerate() {
            let start = self.bytes.len() + 64 * place;
            let mut chunk = [0; 64];
            chunk[..part.len()].copy_from_slice(part);
            let mut found = mask_of(&chunk, delimiter);
            while found != 0 {
                self.ends.push(start + found.trailing_zeros() as usize);
                found &= found - 1;
            }
        }
        self.bytes.extend_from_slice(text);
    }

    /// Adds the text after an opening quotation mark; returns the text after the closing one.
    fn quoted<'t>(&mut self, mut text: &'t [u8]) -> &'t [u8] {
        while let Some(mark) = memchr(b'"', text) {
            self.bytes.extend_from_slice(&text[..mark]);
            text = &text[mark + 1..];
            if text.first() != Some(&b'"') {
                return text;
            }
            self.bytes.push(b'"');
            text = &text[1..];
        }
        self.bytes.extend_from_slice(text);
        self.unclosed = true;
        b""
    }
}

/// Returns the fields of the first row of these bytes.
#[must_use]
pub fn row(bytes: &[u8], delimiter: u8) -> Row {
    let mut row = Row::default();
    row.split(bytes, delimiter);
    row
}

/// Returns the number of line end bytes before the first row.
pub(super) fn blank(bytes: &[u8]) -> usize {
    bytes.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count()
}

#[cfg(test)]
mod tests {
    #![expect(
        clippy::unwrap_used,
        reason = "a table of the tests themselves that cannot be read is a mistake in the test"
    )]
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_row_is_read_alike_with_quotation_marks_and_without() {
        for (quoted, plain) in [
            ("\"a\",\"b\"", "a,b"),
            ("\u{feff}a,\"b\"", "\u{feff}a,b"), // of two files behind one another
            ("a,\"b\"\r\n", "a,b"),
            ("\"\"", ""),
        ] {
            assert_eq!(row(quoted.as_bytes(), b','), row(plain.as_bytes(), b','), "{quoted:?}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_row_is_the_first_of_the_csv_crate(text in "[\n\r]{0,2}[ab,,,;\"\"][ab,,,;\"\"\n\r]{0,150}") {
            let mut reader = ::csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text.as_bytes());
            let expected = reader.byte_records().next().unwrap().unwrap();
            let row = row(text.as_bytes(), b',');
            prop_assert!(row.fields().eq(&expected));
            prop_assert!((0..=row.len()).all(|place| row.field(place) == expected.get(place)));
        }
    }
}
