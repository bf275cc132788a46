//! The codes that a cell can hold, found by its length and its first and last bytes.

use crate::answer::{Missing, OptionId};
use crate::rulebook::Question;

/// A short text as numbers: cells of at most 16 bytes are the same exactly where their keys are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Key {
    length: usize,
    /// The first eight bytes, the first of them lowest; 0 behind a shorter text.
    head: u64,
    /// The last eight bytes; 0 of a text that `head` holds whole.
    tail: u64,
}

impl Key {
    /// Up to here a key is the whole text.
    pub(super) const WHOLE: usize = 16;

    /// Of the first `length` bytes; eight bytes can be read from the first of them.
    pub(super) fn of(bytes: &[u8], length: usize) -> Key {
        let eight =
            |from: usize| bytes.get(from..).and_then(|rest| rest.first_chunk()).copied().map_or(0, u64::from_le_bytes);
        let head = if length < 8 { eight(0) & !(u64::MAX << (8 * length)) } else { eight(0) };
        let tail = if length > 8 { eight(length - 8) } else { 0 };
        Key { length, head, tail }
    }

    /// Some bits that differ for most texts, `bits` of them (1 to 63).
    pub(super) fn hash(self, by: u64, bits: u32) -> usize {
        let mixed = (self.head ^ self.tail.rotate_left(21) ^ self.length as u64).wrapping_mul(by);
        usize::try_from(mixed >> (64 - bits)).unwrap_or_default()
    }
}

/// What a code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meant {
    /// An option.
    Option(OptionId),
    /// Why there is no value.
    Missing,
}

/// The codes of a question and the missing words, each in a place of its own.
#[derive(Debug)]
pub(super) struct Codes {
    by: u64,
    bits: u32,
    places: Vec<Option<(Key, Vec<u8>, Meant)>>,
}

impl Codes {
    /// Those of a question. A code that cannot have a place of its own is left out: who does not find it asks elsewhere.
    pub(super) fn of(question: &Question) -> Codes {
        let missing = Missing::ALL.iter().map(|missing| (missing.word(), Meant::Missing));
        let options = (0..).map(OptionId).zip(question.options());
        let options = options.map(|(id, option)| (option.code.as_str(), Meant::Option(id)));
        let mut codes: Vec<(Key, &str, Meant)> = Vec::new();
        for (code, meant) in missing.chain(options) {
            let mut bytes = code.as_bytes().to_vec();
            bytes.resize(bytes.len().max(8), 0);
            let key = Key::of(&bytes, code.len());
            if codes.iter().all(|(other, ..)| *other != key) {
                codes.push((key, code, meant));
            }
        }
        let mut bits = codes.len().next_power_of_two().ilog2() + 1;
        loop {
            for by in (0..64).map(|seed: u64| 0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(2 * seed + 1) | 1) {
                let mut taken = vec![None; 1 << bits];
                let alone = codes.iter().all(|(key, code, meant)| {
                    taken[key.hash(by, bits)].replace((*key, code.as_bytes().to_vec(), *meant)).is_none()
                });
                if alone {
                    return Codes { by, bits, places: taken };
                }
            }
            bits += 1; // keys that differ are apart at last
            if bits > 20 {
                return Codes { by: 1, bits: 1, places: vec![None; 2] };
            }
        }
    }

    /// What the first `length` bytes say, if they are a code.
    pub(super) fn find(&self, bytes: &[u8], length: usize) -> Option<Meant> {
        let key = Key::of(bytes, length);
        let (other, code, meant) = self.places[key.hash(self.by, self.bits)].as_ref()?;
        let same = key == *other && (length <= Key::WHOLE || bytes.get(..length) == Some(code.as_slice()));
        same.then_some(*meant)
    }
}
