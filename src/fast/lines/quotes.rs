//! Finds the quotation marks of a whole line at once, so that texts need not be searched for their ends.

use crate::intake::byte_mask::mask_of;

/// Number of bytes compared together.
const CHUNK: usize = 64;
/// Number of places written at once, even if there are fewer: the count is hard to predict.
const AT_ONCE: usize = 4;
/// The limit in bytes of a line; longer ones are unusual, and no room for their marks is kept.
const LONGEST: usize = 1 << 16;

/// The quotation marks of a line without escaped ones: one opens a text, the next ends it, and so on.
#[derive(Debug)]
pub(super) struct QuoteMarks {
    /// Room for a line of quotation marks alone, and for the surplus places written at once.
    places: Vec<u32>,
}

impl QuoteMarks {
    pub(super) fn new() -> QuoteMarks {
        QuoteMarks { places: vec![0; LONGEST + 2 * CHUNK] }
    }

    /// Returns the quotation marks of a line; `None` if it contains a backslash or a control character, is not UTF-8,
    /// or is too long.
    pub(super) fn of(&mut self, line: &[u8]) -> Option<&[u32]> {
        if line.len() > LONGEST {
            return None;
        }
        let (chunks, rest) = line.as_chunks::<CHUNK>();
        let mut last = [b' '; CHUNK];
        last[..rest.len()].copy_from_slice(rest);
        let (mut found, mut odd) = (0, false);
        for (first, chunk) in (0..).step_by(CHUNK).zip(chunks.iter().chain([&last])) {
            odd |= chunk.iter().fold(false, |odd, &sign| odd | is_odd(sign)); // all of them: that is quicker
            let room = self.places.get_mut(found..)?.first_chunk_mut()?;
            found += note(chunk, first, room);
        }
        let marks = self.places.get(..found)?;
        (!odd || is_text(line)).then_some(marks)
    }
}

/// Returns whether a byte needs a second look: a backslash, a control character, or not ASCII.
#[inline]
fn is_odd(sign: u8) -> bool {
    sign.cast_signed() < 0x20 || sign == b'\\'
}

#[cold]
fn is_text(line: &[u8]) -> bool {
    line.iter().all(|&sign| sign >= b' ' && sign != b'\\') && std::str::from_utf8(line).is_ok()
}

/// Writes the places of the quotation marks of a chunk and returns their number; places after them are overwritten,
/// too.
#[inline]
fn note(chunk: &[u8; CHUNK], first: u32, room: &mut [u32; CHUNK]) -> usize {
    let mut bits = mask_of(chunk, b'"');
    let found = bits.count_ones() as usize;
    for places in room.as_chunks_mut::<AT_ONCE>().0 {
        for place in places {
            *place = first + bits.trailing_zeros();
            bits &= bits.wrapping_sub(1);
        }
        if bits == 0 {
            break;
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_line_with_what_ends_no_text_has_none() {
        let mut marks = QuoteMarks::new();
        let long = vec![b'"'; LONGEST];
        assert_eq!(marks.of(&long).map(<[u32]>::len), Some(LONGEST));
        for (line, expected) in [
            (b"".as_slice(), Some(&[] as &[u32])),
            (b"{\"a\":1}", Some(&[1, 3])),
            ("\"caf\u{e9}\"".as_bytes(), Some(&[0, 6])),
            (b"\"\x7f\"", Some(&[0, 2])),
            (b"\"caf\xe9\"", None),
            (b"\"a\\\"\"", None),
            (b"\"a\tb\"", None),
            (b"\0", None),
            (&[long.as_slice(), b" "].concat(), None),
        ] {
            assert_eq!(marks.of(line), expected, "{}", String::from_utf8_lossy(line));
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn marks_are_where_quotation_marks_stand(line in "[\"\"\"ab\u{e9}]{0,300}|[a\"]{60,70}|[\"a\\\\\n]{0,140}") {
            let places: Vec<u32> = (0..).zip(line.bytes()).filter(|(_, byte)| *byte == b'"').map(|(at, _)| at).collect();
            let odd = line.contains(['\\', '\n']);
            let mut marks = QuoteMarks::new();
            prop_assert_eq!(marks.of(line.as_bytes()), Some(places.as_slice()).filter(|_| !odd));
        }
    }
}
