//! Short texts found in a table: codes of options, missing words, names of questions.

use super::field::Field;
use crate::answer::{Missing, OptionId, QuestionId};
use crate::intake::blocks::MARGIN;
use crate::rulebook::{Question, Rulebook};

/// What a code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct CodeMeaning {
    /// The option; `None` for a missing word.
    pub(super) option: Option<OptionId>,
    /// No other code can stand beside it.
    pub(super) alone: bool,
}

/// A text as a number: all of a text of at most 15 bytes, some bytes of a longer one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TextKey(u128);

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

    /// Returns the key of any text. That of a long one mixes eight bytes at its start, in its middle and at its end, and has the
    /// highest bit set.
    #[inline]
    fn of(field: Field<'_>) -> Option<TextKey> {
        let Some(last) = field.length.checked_sub(8).filter(|_| field.length >= KEY_BYTES) else {
            return TextKey::of_short(field);
        };
        let word = |from: usize| Some(u64::from_le_bytes(*field.part(from, field.length).first()?));
        let ends = word(0)? ^ word(last)?.rotate_left(41);
        Some(TextKey(u128::from(ends) | u128::from(word(last / 2)?) << 64 | 1 << 127))
    }

    /// Returns `bits` (1 to 63) bits that differ for most keys, by Fibonacci hashing: the product with 2^64 divided by the golden
    /// ratio, an odd number (Knuth, The Art of Computer Programming 3, 6.4). `seed` makes one of many such functions.
    #[inline]
    #[expect(clippy::cast_possible_truncation, reason = "each half of the bits")]
    pub(super) fn hash(self, seed: u64, bits: u32) -> usize {
        let mixed = self.0 as u64 ^ ((self.0 >> 64) as u64).rotate_left(21);
        (mixed.wrapping_mul(0x9E37_79B9_7F4A_7C15_u64.wrapping_mul(2 * seed + 1)) >> (64 - bits)) as usize
    }
}

/// Texts and what they stand for: a hash table with linear probing (Knuth, The Art of Computer Programming 3, 6.4,
/// algorithm L), at most a quarter full.
#[derive(Debug)]
pub(super) struct CodeTable<V> {
    bits: u32,
    slots: Vec<(TextKey, Option<V>)>,
    /// By slot, the text, if its key does not tell it from all others.
    texts: Vec<Vec<u8>>,
}

impl CodeTable<CodeMeaning> {
    /// The option codes of a question, and the missing words.
    pub(super) fn of_options(question: &Question) -> CodeTable<CodeMeaning> {
        let missing = Missing::ALL.map(|missing| (missing.word(), CodeMeaning { option: None, alone: true }));
        let options = question.options().iter_enumerated();
        let options = options
            .map(|(id, option)| (option.code.as_str(), CodeMeaning { option: Some(id), alone: option.exclusive }));
        CodeTable::of(&options.chain(missing).collect::<Vec<_>>())
    }
}

impl CodeTable<QuestionId> {
    /// The names of the questions.
    pub(super) fn of_questions(rulebook: &Rulebook) -> CodeTable<QuestionId> {
        CodeTable::of(&rulebook.questions_by_name().into_iter().collect::<Vec<_>>())
    }
}

impl<V: Copy> CodeTable<V> {
    /// A table of these texts. Of a text that stands there twice, the first is found.
    fn of(all: &[(&str, V)]) -> CodeTable<V> {
        let bits = (4 * all.len()).next_power_of_two().ilog2().max(1);
        let (slots, texts) = (vec![(TextKey::EMPTY, None); 1 << bits], vec![Vec::new(); 1 << bits]);
        let mut table = CodeTable { bits, slots, texts };
        for &(text, value) in all {
            let bytes = [text.as_bytes(), &[0; MARGIN]].concat();
            let Some(key) = TextKey::of(Field::new(&bytes, 0, text.len())) else { continue };
            let mut place = key.hash(0, bits);
            while table.slots[place].0 != TextKey::EMPTY {
                place = table.behind(place);
            }
            table.slots[place] = (key, Some(value));
            table.texts[place] = text.as_bytes().to_vec();
        }
        table
    }

    /// Returns what a text stands for; `None` if it is not in the table.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "most of the time that a list of codes takes goes into this")]
    pub(super) fn find(&self, field: Field<'_>) -> Option<V> {
        let key = TextKey::of(field)?;
        let mut place = key.hash(0, self.bits);
        loop {
            let (other, value) = *self.slots.get(place)?;
            let same = other == key && (field.length < KEY_BYTES || self.texts.get(place)? == field.text());
            if same || other == TextKey::EMPTY {
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
    use crate::rulebook::BUILTIN;
    use crate::text::SourceText;

    fn builtin() -> Rulebook {
        let source = SourceText { name: BUILTIN.0.to_owned(), text: BUILTIN.1.to_owned() };
        Rulebook::read(&source).unwrap_or_else(|errors| panic!("{errors:?}"))
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
                    (Some(id), _) => Some(CodeMeaning { option, alone: question.options()[id].exclusive }),
                    (None, Some(_)) => Some(CodeMeaning { option, alone: true }),
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
