//! Finds the fields of up to 64 rows, which are then read column by column.

use wide::{u8x16, u16x8};

use super::field::Field;
use crate::intake::blocks::{MARGIN, RecordBlock, RecordSpan};
use crate::intake::byte_mask::mask_of;
use crate::intake::table::Row;
use crate::meaning::many::RowBit;

/// The limit of rows split before their columns are read: one for each bit of a word.
const ROWS: usize = super::FastLane::ROWS;

/// Rows of this many bytes or more are left to the whole format: places in a row have 16 bits.
const MOST: usize = u16::MAX as usize;

/// Number of starts written at once; some of them may belong to no field.
const AT_ONCE: usize = 4;

/// Some rows, split into fields.
#[derive(Debug)]
pub(super) struct Fields {
    columns: usize,
    delimiter: u8,
    /// The starts of fields in their rows, by column and then by row; the next column's start is one byte after the
    /// end.
    starts: Vec<[u16; ROWS]>,
    /// The rows one after another, without quotation marks, and a margin.
    text: Vec<u8>,
    /// The start of each row in the text.
    begins: [u32; ROWS],
    /// The places of the delimiters in a row, as bits, 64 bytes a word.
    marks: Vec<u64>,
    /// Rows of text with as many fields as there are columns, as bits. The others have no fields.
    whole: u64,
    unquoted: Row,
}

impl Fields {
    /// Prepares for rows of `columns` columns with this delimiter.
    pub(super) fn new(columns: usize, delimiter: u8) -> Fields {
        let starts = vec![[0; ROWS]; columns + 1 + AT_ONCE];
        let (text, begins, marks, unquoted) = (Vec::new(), [0; ROWS], Vec::new(), Row::default());
        Fields { columns, delimiter, starts, text, begins, marks, whole: 0, unquoted }
    }

    /// Splits up to 64 rows of a block.
    pub(super) fn split(&mut self, block: &RecordBlock, rows: &[RecordSpan]) {
        self.text.clear();
        self.whole = 0;
        for (row, &span) in rows.iter().take(ROWS).enumerate() {
            let (begin, record) = (u32::try_from(self.text.len()), block.record(span));
            let is_whole = match begin {
                Ok(begin) if record.len() < MOST => {
                    self.begins[row] = begin;
                    if span.quoted { self.quoted(record, row) } else { self.plain(block, span, row) }
                }
                _ => false,
            };
            self.whole |= u64::from(is_whole) << row;
        }
        self.text.resize(self.text.len() + MARGIN, 0);
    }

    /// Finds the fields of a row without quotation marks; `false` if it is not text or has another number of fields.
    fn plain(&mut self, block: &RecordBlock, span: RecordSpan, row: usize) -> bool {
        let (bytes, length) = block.with_margin(span);
        let is_ascii = mark(bytes, length, self.delimiter, &mut self.marks);
        self.text.extend_from_slice(&bytes[..length]);
        self.find_starts(length, row) == Some(self.columns) && (is_ascii || is_text(&bytes[..length]))
    }

    /// Removes the quotation marks of a row, and finds its fields.
    fn quoted(&mut self, record: &[u8], row: usize) -> bool {
        self.unquoted.split(record, self.delimiter);
        if self.unquoted.unclosed || self.unquoted.len() != self.columns || !is_text(record) {
            return false;
        }
        for (starts, start) in self.starts.iter_mut().zip(self.unquoted.starts()) {
            let Ok(start) = u16::try_from(start) else { return false };
            starts[row] = start;
        }
        self.text.extend_from_slice(self.unquoted.bare_text());
        true
    }

    /// Finds the starts of the fields of a row of this length, and last the start that a further field would have;
    /// returns their number. `None` if there are more than fit.
    #[expect(clippy::cast_possible_truncation, reason = "no row is that long, and what is behind its end is not read")]
    fn find_starts(&mut self, length: usize, row: usize) -> Option<usize> {
        self.starts.first_mut()?[row] = 0;
        let mut fields = 1;
        for (base, &marks) in (1_u32..).step_by(64).zip(&self.marks) {
            let (mut found, behind) = (marks, fields + marks.count_ones() as usize);
            while found != 0 {
                for starts in self.starts.get_mut(fields..)?.first_chunk_mut::<AT_ONCE>()? {
                    starts[row] = (base + found.trailing_zeros()) as u16;
                    found &= found.wrapping_sub(1);
                }
                fields += AT_ONCE;
            }
            fields = behind;
        }
        self.starts.get_mut(fields)?[row] = length as u16 + 1;
        Some(fields)
    }

    /// Returns whether a row could be split.
    pub(super) fn has(&self, row: usize) -> bool {
        self.whole >> row & 1 == 1
    }

    /// Returns the field of a row in a column.
    pub(super) fn text(&self, row: usize, column: usize) -> &[u8] {
        let (start, next) = (self.starts[column][row], self.starts[column + 1][row]);
        let begin = self.begins[row] as usize;
        &self.text[begin + usize::from(start)..begin + usize::from(next) - 1]
    }

    /// Returns the nonempty fields of a column in the rows of these bits.
    pub(super) fn column(&self, column: usize, of: u64) -> impl Iterator<Item = (RowBit, Field<'_>)> {
        let (starts, next) = (&self.starts[column], &self.starts[column + 1]);
        let mut rows = self.whole & of & !empty(starts, next);
        std::iter::from_fn(move || {
            let at = RowBit { row: rows.trailing_zeros() as usize, bit: rows & rows.wrapping_neg() };
            rows ^= at.bit;
            let start = usize::from(*starts.get(at.row)?); // there is no row 64
            let length = usize::from(next[at.row]) - 1 - start;
            Some((at, Field::new(&self.text, self.begins[at.row] as usize + start, length)))
        })
    }
}

fn is_text(record: &[u8]) -> bool {
    record.is_ascii() || std::str::from_utf8(record).is_ok()
}

/// Marks the delimiters in the first `length` bytes; `false` if any of these, or of some bytes after them, is not
/// ASCII.
fn mark(bytes: &[u8], length: usize, delimiter: u8, found: &mut Vec<u64>) -> bool {
    let mut all = u8x16::ZERO;
    found.clear();
    found.extend(bytes.as_chunks::<64>().0.iter().take(length.div_ceil(64)).map(|chunk| {
        all = chunk.as_chunks().0.iter().fold(all, |all, sixteen| all | u8x16::new(*sixteen));
        mask_of(chunk, delimiter)
    }));
    if let (Some(last), 1..) = (found.last_mut(), length % 64) {
        *last &= !(u64::MAX << (length % 64)); // what stands behind the row
    }
    all.to_bitmask() == 0
}

/// Returns the bits of the rows in which the next field starts right after the delimiter.
#[inline]
fn empty(starts: &[u16; ROWS], next: &[u16; ROWS]) -> u64 {
    let eights = starts.as_chunks::<8>().0.iter().zip(next.as_chunks::<8>().0).enumerate();
    eights.fold(0, |empty, (place, (starts, next))| {
        let one = (u16x8::new(*next) - u16x8::new(*starts)).simd_eq(u16x8::splat(1)).to_bitmask();
        empty | u64::from(one) << (8 * place)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_field_is_empty_where_the_next_one_starts_right_behind(lengths in prop::collection::vec(0..3_u16, 64)) {
            let starts: [u16; ROWS] = std::array::from_fn(|row| 1000 * u16::try_from(row).unwrap_or_default());
            let next: [u16; ROWS] = std::array::from_fn(|row| starts[row] + lengths[row] + 1);
            for (row, &length) in lengths.iter().enumerate() {
                prop_assert_eq!(empty(&starts, &next) >> row & 1 == 1, length == 0);
            }
        }
    }
}
