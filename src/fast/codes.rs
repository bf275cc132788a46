//! Short texts found in a table: codes of options, missing words, names of questions.

use super::field::Field;
use crate::answer::{Missing, OptionId, QuestionId};
use crate::intake::blocks::MARGIN;
use crate::rulebook::{Question, Rulebook};

/// The meaning of a code.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeMeaning {
    /// An option.
    Option(OptionId),
    /// An option that excludes all others.
    Alone(OptionId),
    /// A missing word.
    Missing,
}

impl CodeMeaning {
    /// Returns the option; `None` for a missing word.
    #[inline]
    pub(super) fn option(self) -> Option<OptionId> {
        match self {
            CodeMeaning::Option(option) | CodeMeaning::Alone(option) => Some(option),
            CodeMeaning::Missing => None,
        }
    }
}

/// A text as a number: all of a text of at most 15 bytes, some bytes of a longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextKey(u128);

/// Number of hash functions tried.
const SEEDS: u64 = 32;

/// Texts of fewer bytes are equal if their keys are.
const KEY_BYTES: usize = 16;

/// By length, the bytes of a text in its key, and the length in the highest byte.
const PARTS: [(u128, u128); KEY_BYTES] = {
    let (mut parts, mut length) = ([(0, 0); KEY_BYTES], 1);
    while length < parts.len() {
        parts[length] = (parts[length - 1].0 << 8 | 0xFF, (length as u128) << 120);
        length += 1;
    }
    parts
};

impl TextKey {
    /// The key of the empty text, and of an empty slot.
    const EMPTY: TextKey = TextKey(0);

    /// Returns the key of a text of at most 15 bytes; `None` for a longer one.
    #[inline]
    pub(super) fn of_short(field: Field<'_>) -> Option<TextKey> {
        let (text, length) = PARTS.get(field.length)?;
        Some(TextKey(u128::from_le_bytes(*field.first()?) & text | length))
    }

    /// Returns the key of a text of at least 16 bytes, with the highest bit set.
    #[inline]
    fn of_long(Ends { first, last, length }: Ends) -> TextKey {
        TextKey((first ^ last.rotate_left(64) ^ length as u128) | 1 << 127)
    }

    /// Returns bits that differ for most keys, all but `shift` (1 to 63) of a word, by Fibonacci hashing: the product
    /// with 2^64 divided by the golden ratio (Knuth, The Art of Computer Programming 3, 6.4). `seed` selects one of
    /// many such functions.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "each half of the bits")]
    pub(super) fn hash(self, seed: u64, shift: u32) -> usize {
        let mixed = self.0 as u64 ^ ((self.0 >> 64) as u64).rotate_left(21);
        (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(2 * seed + 1)) >> shift) as usize
    }
}

/// The first and the last 16 bytes of a text that is at least as long, and its length.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Ends {
    first: u128,
    last: u128,
    length: usize,
}

impl Ends {
    #[inline]
    fn of(field: Field<'_>) -> Option<Ends> {
        let last = field.part(field.length.checked_sub(KEY_BYTES)?, field.length);
        let number = |field: Field<'_>| Some(u128::from_le_bytes(*field.first()?));
        Some(Ends { first: number(field)?, last: number(last)?, length: field.length })
    }
}

/// Texts and their meanings: a hash table with linear probing (Knuth, The Art of Computer Programming 3, 6.4, algorithm
/// L), at most a quarter full.
#[derive(Debug)]
pub(super) struct CodeTable<V> {
    /// The hash function; it gives each text a slot of its own if one of the functions tried does so.
    seed: u64,
    /// The right shift of a product that leaves the bits of its hash.
    shift: u32,
    slots: Vec<(TextKey, Option<V>)>,
    /// By slot, the ends of a text of at least 16 bytes, and the whole of it.
    long: Vec<(Ends, Vec<u8>)>,
}

impl CodeTable<CodeMeaning> {
    /// Returns a table of the option codes of a question, and the missing words.
    pub(super) fn of_options(question: &Question) -> CodeTable<CodeMeaning> {
        let options = question.options().iter_enumerated().map(|(id, option)| {
            let meaning = if option.exclusive { CodeMeaning::Alone(id) } else { CodeMeaning::Option(id) };
            (option.code.as_str(), meaning)
        });
        let missing = Missing::ALL.map(|missing| (missing.word(), CodeMeaning::Missing));
        CodeTable::of(&options.chain(missing).collect::<Vec<_>>())
    }
}

impl CodeTable<QuestionId> {
    /// Returns a table of the names of the questions.
    pub(super) fn of_questions(rulebook: &Rulebook) -> CodeTable<QuestionId> {
        CodeTable::of(&rulebook.questions_by_name().into_iter().collect::<Vec<_>>())
    }
}

impl<V: Copy> CodeTable<V> {
    /// Returns a table of these texts. If a text occurs twice, the first is found.
    fn of(all: &[(&str, V)]) -> CodeTable<V> {
        let size = (4 * all.len()).next_power_of_two().max(2);
        let shift = 64 - size.ilog2();
        let keys = all.iter().map(|(text, _)| {
            let bytes = [text.as_bytes(), &[0; MARGIN]].concat();
            let field = Field::new(&bytes, 0, text.len());
            let ends = Ends::of(field).unwrap_or_default();
            (TextKey::of_short(field).unwrap_or_else(|| TextKey::of_long(ends)), ends)
        });
        let keys: Vec<(TextKey, Ends)> = keys.collect();
        let parts_all = |seed: &u64| {
            let mut taken = vec![false; size];
            keys.iter().all(|(key, _)| !std::mem::replace(&mut taken[key.hash(*seed, shift)], true))
        };
        let seed = (0..SEEDS).find(parts_all).unwrap_or_default();
        let (slots, long) = (vec![(TextKey::EMPTY, None); size], vec![(Ends::default(), Vec::new()); size]);
        let mut table = CodeTable { seed, shift, slots, long };
        for (&(text, value), (key, ends)) in all.iter().zip(keys) {
            let mut place = key.hash(seed, shift);
            while table.slots[place].0 != TextKey::EMPTY {
                place = table.behind(place);
            }
            table.slots[place] = (key, Some(value));
            table.long[place] = (ends, text.as_bytes().to_vec());
        }
        table
    }

    /// Returns the meaning of a text; `None` if it is not in the table.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "a call costs as much as the search")]
    pub(super) fn find(&self, field: Field<'_>) -> Option<V> {
        let Some(ends) = Ends::of(field) else {
            let key = TextKey::of_short(field)?;
            return self.probe(key, |_, other| other == key);
        };
        self.probe(TextKey::of_long(ends), |place, _| {
            let (of_text, text) = &self.long[place];
            *of_text == ends && (field.length <= 2 * KEY_BYTES || text == field.text())
        })
    }

    /// Returns the same for texts of at most 15 bytes that have a slot of their own; `None` for others.
    #[inline]
    pub(super) fn find_first(&self, field: Field<'_>) -> Option<V> {
        let key = TextKey::of_short(field)?;
        let (other, value) = self.slots.get(key.hash(self.seed, self.shift))?;
        if *other == key { *value } else { None }
    }

    #[inline(always)]
    #[expect(clippy::inline_always, reason = "most of the time that a list of codes takes goes into this")]
    fn probe(&self, key: TextKey, is_text: impl Fn(usize, TextKey) -> bool) -> Option<V> {
        let mut place = key.hash(self.seed, self.shift);
        loop {
            let (other, value) = *self.slots.get(place)?;
            if is_text(place, other) || other == TextKey::EMPTY {
                return value;
            }
            place = self.behind(place);
        }
    }

    #[inline]
    fn behind(&self, place: usize) -> usize {
        (place + 1) & (self.slots.len() - 1)
    }
}

#[cfg(test)]
#[expect(clippy::panic, reason = "a test says what is wrong by failing")]
mod tests {
    use std::collections::HashMap;

    use super::*;

    fn builtin() -> Rulebook {
        Rulebook::builtin().unwrap_or_else(|errors| panic!("{errors:?}"))
    }

    fn find<V: Copy>(table: &CodeTable<V>, text: &[u8]) -> Option<V> {
        table.find(Field::new(&[text, &[b','; MARGIN]].concat(), 0, text.len()))
    }

    #[test]
    fn texts_are_told_apart_wherever_they_differ() {
        let long = "pain_that_is_worse_in_the_morning_than_at_night"; // 47 bytes
        for code in (1..=long.len()).map(|length| &long[..length]) {
            for place in 0..code.len() {
                let other = [&code[..place], "~", &code[place + 1..]].concat();
                let table = CodeTable::of(&[(code, 1), (&other, 2)]);
                assert_eq!((find(&table, code.as_bytes()), find(&table, other.as_bytes())), (Some(1), Some(2)));
                assert_eq!(find(&table, format!("{code}~").as_bytes()), None);
                assert_eq!(find(&table, &code.as_bytes()[..code.len() - 1]), None);
            }
        }
    }

    #[test]
    fn every_code_of_every_question_is_found_and_nothing_else() {
        let rulebook = builtin();
        let words = Missing::ALL.map(Missing::word);
        let all: Vec<&str> =
            rulebook.questions.iter().flat_map(Question::options).map(|option| option.code.as_str()).collect();
        for question in &rulebook.questions {
            let codes = CodeTable::of_options(question);
            for text in all.iter().copied().chain(words).chain(["", "y", "yess", "Yes", "not_at_all "]) {
                let option = question.option_coded(text);
                let expected = match (option, Missing::from_word(text)) {
                    (Some(id), _) if question.options()[id].exclusive => Some(CodeMeaning::Alone(id)),
                    (Some(id), _) => Some(CodeMeaning::Option(id)),
                    (None, Some(_)) => Some(CodeMeaning::Missing),
                    (None, None) => None,
                };
                assert_eq!(find(&codes, text.as_bytes()), expected, "{text} of {}", question.id);
            }
        }
    }

    #[test]
    fn every_question_is_found_by_its_name_and_by_no_other() {
        let rulebook = builtin();
        let names = CodeTable::of_questions(&rulebook);
        let known: HashMap<&str, QuestionId> = rulebook.questions_by_name();
        for (name, id) in &known {
            let name = name.as_bytes();
            assert_eq!(find(&names, name), Some(*id), "{}", name.escape_ascii());
            for place in 0..name.len() {
                // one sign taken out, one replaced
                let others =
                    [[&name[..place], &name[place + 1..]], [&name[..place], &[b"~", &name[place + 1..]].concat()]];
                for other in others.map(|parts| parts.concat()) {
                    let expected = std::str::from_utf8(&other).ok().and_then(|other| known.get(other).copied());
                    assert_eq!(find(&names, &other), expected, "{}", other.escape_ascii());
                }
            }
        }
        assert_eq!(find(&names, b""), None);
    }
}
