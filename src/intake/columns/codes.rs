//! The codes that a cell can hold, found by their first, middle and last bytes and their length.

use crate::answer::{Missing, OptionId};
use crate::rulebook::Question;

/// A short text as numbers: texts of at most 24 bytes are the same exactly where their keys are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(in crate::intake) struct Key {
    length: usize,
    /// Its first eight bytes; of a shorter text, all of it, in the highest bytes.
    head: u64,
    /// The eight bytes behind those, or as far behind as there are eight.
    middle: u64,
    /// The eight bytes behind those, or the last eight of a shorter text.
    tail: u64,
}

impl Key {
    /// Up to here a key is the whole text.
    pub(super) const WHOLE: usize = 24;

    /// Of a text of `length` bytes, at least one, which begins with these; what stands behind it makes no difference.
    #[inline]
    pub(super) fn of(bytes: &[u8; Key::WHOLE], length: usize) -> Key {
        let behind = 8 * (8 - length.clamp(1, 8)); // bits of other texts
        let last = length.saturating_sub(8).min(Key::WHOLE - 8);
        let eight = |from: usize| bytes[from..from + 8].first_chunk().map_or(0, |eight| u64::from_le_bytes(*eight));
        Key { length, head: eight(0) << behind, middle: eight(last.min(8)) << behind, tail: eight(last) << behind }
    }

    /// Some bits that differ for most texts: all but `shift` (1 to 63).
    #[inline]
    pub(super) fn hash(&self, by: u64, shift: u32) -> usize {
        let mixed = self.head ^ self.middle.rotate_left(42) ^ self.tail.rotate_left(21) ^ self.length as u64;
        usize::try_from(mixed.wrapping_mul(by) >> shift).unwrap_or_default()
    }
}

/// What a code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::intake) enum Meant {
    /// An option.
    Option(OptionId),
    /// An option that stands alone.
    Alone(OptionId),
    /// Why there is no value.
    Missing,
}

/// The codes of a question and the missing words, each in a place of its own.
#[derive(Debug)]
pub(in crate::intake) struct Codes {
    by: u64,
    shift: u32,
    places: Vec<(Key, Meant)>,
    /// Codes that are longer than their keys.
    long: Vec<Vec<u8>>,
}

/// Tables have fewer places than two to this; of the codes that people think up, none needs as many.
const MOST_BITS: u32 = 13;

/// What no cell has.
const NOTHING: (Key, Meant) = (Key { length: 0, head: 0, middle: 0, tail: 0 }, Meant::Missing);

impl Codes {
    /// Those of a question. A code that cannot have a place of its own is left out: who does not find it asks elsewhere.
    pub(super) fn of(question: &Question) -> Codes {
        let missing = Missing::ALL.iter().map(|missing| (missing.word(), Meant::Missing));
        let options = (0..).map(OptionId).zip(question.options());
        let options = options.map(|(id, option)| {
            let meant = if option.exclusive { Meant::Alone(id) } else { Meant::Option(id) };
            (option.code.as_str(), meant)
        });
        Codes::from(missing.chain(options))
    }

    fn from<'c>(all: impl Iterator<Item = (&'c str, Meant)>) -> Codes {
        let (mut codes, mut long): (Vec<(Key, Meant)>, Vec<Vec<u8>>) = (Vec::new(), Vec::new());
        for (code, meant) in all {
            let mut bytes = code.as_bytes().to_vec();
            bytes.resize(bytes.len().max(Key::WHOLE), 0);
            let Some(key) = bytes.first_chunk().map(|bytes| Key::of(bytes, code.len())) else { continue };
            if codes.iter().any(|(other, _)| *other == key) {
                continue;
            }
            if code.len() > Key::WHOLE {
                long.push(bytes);
            }
            codes.push((key, meant));
        }
        for bits in codes.len().next_power_of_two().ilog2() + 1..MOST_BITS {
            for by in (0..64).map(|seed: u64| 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(2 * seed + 1)) {
                let (shift, mut places) = (64 - bits, vec![NOTHING; 1 << bits]);
                let put = |(key, meant): &(Key, Meant)| {
                    std::mem::replace(&mut places[key.hash(by, shift)], (*key, *meant)) == NOTHING
                };
                if codes.iter().all(put) {
                    return Codes { by, shift, places, long };
                }
            }
        }
        Codes { by: 1, shift: 63, places: vec![NOTHING; 2], long } // every code is then looked for elsewhere
    }

    /// What the first `length` bytes say, if they are a code; [`Key::WHOLE`] bytes can be read from the first of them.
    #[inline]
    pub(in crate::intake) fn find(&self, bytes: &[u8], length: usize) -> Option<Meant> {
        if length == 0 {
            return None;
        }
        let key = Key::of(bytes.first_chunk()?, length);
        let (other, meant) = self.places.get(key.hash(self.by, self.shift))?;
        let same = key == *other && (length <= Key::WHOLE || self.long.iter().any(|code| *code == bytes[..length]));
        same.then_some(*meant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::intake::blocks::MARGIN;

    #[test]
    fn codes_are_told_apart_wherever_they_differ() {
        let long = "pain_that_is_worse_in_the_morning_than_at_night"; // 47 bytes
        for code in (1..=long.len()).map(|length| &long[..length]) {
            for place in 0..code.len() {
                let other = [&code[..place], "~", &code[place + 1..]].concat();
                let (first, second) = (Meant::Option(OptionId(0)), Meant::Option(OptionId(1)));
                let codes = Codes::from([(code, first), (&other, second)].into_iter());
                let find = |text: &str| codes.find(&[text.as_bytes(), &[b','; MARGIN]].concat(), text.len());
                // beyond its key the second has no place of its own, and is looked for elsewhere
                let found = if place < Key::WHOLE { Some(second) } else { None };
                assert_eq!((find(code), find(&other)), (Some(first), found), "{code} and {other}");
                assert_eq!((find(&format!("{code}~")), find(&code[..code.len() - 1])), (None, None));
            }
        }
    }
}
