//! Where the fields of rows stand: found for up to 64 rows, and then looked at column by column.

use wide::{u8x16, u16x8};

use crate::intake::blocks::{Block, MARGIN, Span};
use crate::intake::csv::{Row, Splitter};

use super::cells::{At, Field};

/// So many rows are split before their columns are looked at: one for each bit of a word.
pub(super) const ROWS: usize = 64;

/// So many starts are written in one go; some of them may be of fields that are not there.
const AT_ONCE: usize = 4;

/// Some rows, split into fields.
#[derive(Debug)]
pub(super) struct Fields {
    columns: usize,
    delimiter: u8,
    /// By column and then by row, where a field starts in its row; the next column's start is one byte behind its end.
    starts: Vec<[u16; ROWS]>,
    rows: Vec<Place>,
    /// Rows that have as many fields as there are columns, and are text; as bits.
    whole: u64,
    /// Rows that had quotation marks, without them.
    bare: Vec<u8>,
    splitter: Splitter,
    row: Row,
}

/// Where a row begins.
#[derive(Clone, Copy, Debug)]
enum Place {
    Block(Span),
    /// Without its quotation marks.
    Bare(usize),
}

impl Fields {
    /// For rows of so many columns with this between them.
    pub(super) fn new(columns: usize, delimiter: u8) -> Fields {
        let (starts, splitter) = (vec![[0; ROWS]; columns + 1 + AT_ONCE], Splitter::new(delimiter));
        let (rows, bare, row) = (Vec::with_capacity(ROWS), Vec::new(), Row::default());
        Fields { columns, delimiter, starts, rows, whole: 0, bare, splitter, row }
    }

    /// Splits up to 64 rows of a block.
    pub(super) fn split(&mut self, block: &Block, rows: &[Span]) {
        self.rows.clear();
        self.bare.clear();
        self.whole = 0;
        for (row, &span) in rows.iter().take(ROWS).enumerate() {
            let place = if span.quoted { Place::Bare(self.bare.len()) } else { Place::Block(span) };
            let is_whole = is_text(block.record(span))
                && if span.quoted { self.bare(block.record(span), row) } else { self.plain(block, span, row) };
            self.whole |= u64::from(is_whole) << row;
            self.rows.push(place);
        }
        self.bare.resize(self.bare.len() + MARGIN, 0);
    }

    /// Finds the fields of a row without quotation marks; `false` where there are not as many as there are columns.
    fn plain(&mut self, block: &Block, span: Span, row: usize) -> bool {
        let (bytes, length) = block.with_margin(span);
        starts(bytes, length, self.delimiter, row, &mut self.starts) == Some(self.columns)
    }

    /// Takes the quotation marks out of a row.
    fn bare(&mut self, record: &[u8], row: usize) -> bool {
        self.splitter.split(record, &mut self.row);
        if self.row.unclosed || self.row.len() != self.columns || record.len() >= usize::from(u16::MAX) {
            return false;
        }
        let first = self.bare.len();
        for (field, starts) in self.row.fields().zip(&mut self.starts) {
            starts[row] = u16::try_from(self.bare.len() - first).unwrap_or_default();
            self.bare.extend_from_slice(field);
            self.bare.push(0);
        }
        self.starts[self.columns][row] = u16::try_from(self.bare.len() - first).unwrap_or_default();
        true
    }

    /// Whether a row could be split.
    pub(super) fn has(&self, row: usize) -> bool {
        self.whole >> row & 1 == 1
    }

    fn start<'b>(&'b self, block: &'b Block, place: Place) -> &'b [u8] {
        match place {
            Place::Block(span) => block.with_margin(span).0,
            Place::Bare(start) => &self.bare[start..],
        }
    }

    /// The rows, each from its first byte.
    pub(super) fn texts<'b>(&'b self, block: &'b Block) -> [&'b [u8]; ROWS] {
        let mut texts = [b"".as_slice(); ROWS];
        for (text, &place) in texts.iter_mut().zip(&self.rows) {
            *text = self.start(block, place);
        }
        texts
    }

    /// The field of a row in a column.
    pub(super) fn text<'b>(&'b self, block: &'b Block, row: usize, column: usize) -> &'b [u8] {
        let (start, next) = (self.starts[column][row], self.starts[column + 1][row]);
        &self.start(block, self.rows[row])[usize::from(start)..usize::from(next) - 1]
    }

    /// The fields of a column that are not empty, with their rows.
    pub(super) fn column<'b>(
        &self,
        texts: &'b [&'b [u8]; ROWS],
        column: usize,
    ) -> impl Iterator<Item = (At, Field<'b>)> + Clone {
        let (starts, next) = (&self.starts[column], &self.starts[column + 1]);
        let mut rows = self.whole & !empty(starts, next);
        std::iter::from_fn(move || {
            let at = At { row: rows.trailing_zeros() as usize, bit: rows & rows.wrapping_neg() };
            rows ^= at.bit;
            let start = usize::from(*starts.get(at.row)?); // there is no row 64
            let length = usize::from(next[at.row]) - 1 - start;
            Some((at, Field { rest: texts[at.row].get(start..)?, length }))
        })
    }
}

fn is_text(record: &[u8]) -> bool {
    record.is_ascii() || std::str::from_utf8(record).is_ok()
}

/// Finds where the fields of a row start, and as the last where another one would, if the row went on; says how many there
/// are. `None` where there are more than there is room for.
#[expect(clippy::cast_possible_truncation, reason = "the length is looked at first")]
fn starts(bytes: &[u8], length: usize, delimiter: u8, row: usize, starts: &mut [[u16; ROWS]]) -> Option<usize> {
    if length >= usize::from(u16::MAX) {
        return None;
    }
    starts.first_mut()?[row] = 0;
    let mut count = 1;
    for (place, chunk) in bytes.as_chunks::<64>().0.iter().take(length.div_ceil(64)).enumerate() {
        let base = 64 * place;
        let mut found = marks(chunk, delimiter);
        if length - base < 64 {
            found &= !(u64::MAX << (length - base));
        }
        let after = count + found.count_ones() as usize;
        while found != 0 {
            for starts in starts.get_mut(count..)?.first_chunk_mut::<AT_ONCE>()? {
                starts[row] = (base + 1 + found.trailing_zeros() as usize) as u16;
                found &= found.wrapping_sub(1);
            }
            count += AT_ONCE;
        }
        count = after;
    }
    starts.get_mut(count)?[row] = length as u16 + 1;
    Some(count)
}

/// The bits of the bytes that are this one, the first one lowest.
#[inline]
pub(in crate::intake) fn marks(chunk: &[u8; 64], byte: u8) -> u64 {
    let sixteens = chunk.as_chunks::<16>().0.iter().enumerate();
    sixteens.fold(0, |marks, (place, sixteen)| {
        let same = u8x16::new(*sixteen).simd_eq(u8x16::splat(byte)).to_bitmask();
        marks | u64::from(same) << (16 * place)
    })
}

/// The bits of the rows in which the next field starts right behind the sign between fields.
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
        fn marks_are_where_the_byte_stands(text in prop::collection::vec(prop_oneof![Just(b','), any::<u8>()], 64)) {
            let mut chunk = [0; 64];
            chunk.copy_from_slice(&text);
            for (place, &byte) in chunk.iter().enumerate() {
                prop_assert_eq!(marks(&chunk, b',') >> place & 1 == 1, byte == b',');
            }
        }

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
