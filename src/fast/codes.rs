//! The codes that a cell can hold, each found in one place.

use super::field::{Field, Key, Long, MIXED, Short};
use crate::answer::{Missing, OptionId};
use crate::intake::blocks::MARGIN;
use crate::rulebook::Question;

/// What a code says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CodeMeaning {
    /// An option.
    Option(OptionId),
    /// An option that stands alone.
    Alone(OptionId),
    /// Why there is no value.
    Missing,
}

/// The codes of a question and the missing words.
#[derive(Debug)]
pub(super) struct Codes {
    short: Table<Short>,
    long: Table<Long>,
    /// Those of the long ones whose keys do not say all.
    whole: Vec<Vec<u8>>,
}

impl Codes {
    /// Those of a question. Codes that are nearly the same may be left out: who does not find one asks elsewhere.
    pub(super) fn of(question: &Question) -> Codes {
        let missing = Missing::ALL.iter().map(|missing| (missing.word(), CodeMeaning::Missing));
        let options = question.options().iter_enumerated();
        let options = options.map(|(id, option)| {
            let meant = if option.exclusive { CodeMeaning::Alone(id) } else { CodeMeaning::Option(id) };
            (option.code.as_str(), meant)
        });
        Codes::from(missing.chain(options))
    }

    fn from<'c>(all: impl Iterator<Item = (&'c str, CodeMeaning)>) -> Codes {
        let (mut short, mut long, mut whole) = (Vec::new(), Vec::new(), Vec::new());
        for (code, meant) in all {
            let bytes = [code.as_bytes(), &[0; MARGIN]].concat();
            let field = Field::new(&bytes, 0, code.len());
            short.extend(Short::of(field).map(|key| (key, meant)));
            if let Some(key) = Long::of(field).filter(|key| long.iter().all(|(other, _)| other != key)) {
                long.push((key, meant));
                whole.extend(Some(field.text().to_vec()).filter(|text| text.len() > Long::WHOLE));
            }
        }
        Codes { short: Table::of(&short), long: Table::of(&long), whole }
    }

    /// What stands in a field, if that is a code.
    #[inline(always)]
    #[expect(clippy::inline_always, reason = "of lists of codes most of the time goes into this")]
    pub(super) fn find(&self, field: Field<'_>) -> Option<CodeMeaning> {
        match Long::of(field) {
            None => self.short(field),
            Some(key) => {
                let found = self.long.find(key)?;
                let same = field.length <= Long::WHOLE || self.whole.iter().any(|code| code == field.text());
                same.then_some(found)
            }
        }
    }

    /// The same, where it is short.
    #[inline]
    pub(super) fn short(&self, field: Field<'_>) -> Option<CodeMeaning> {
        self.short.find(Short::of(field)?)
    }
}

/// Keys, each in a place of its own, and what they mean.
#[derive(Debug)]
struct Table<K> {
    by: u64,
    shift: u32,
    places: Vec<(K, CodeMeaning)>,
}

/// Tables have fewer places than two to this; of the codes that people think up, none needs as many.
const MOST_BITS: u32 = 13;

impl<K: Key> Table<K> {
    /// Of keys that differ; none, where there are many and they cannot be told apart quickly.
    fn of(keys: &[(K, CodeMeaning)]) -> Table<K> {
        for bits in keys.len().next_power_of_two().ilog2() + 1..MOST_BITS {
            for by in (0..64).map(|seed: u64| MIXED.wrapping_mul(2 * seed + 1)) {
                let (shift, mut places) = (64 - bits, vec![(K::NONE, CodeMeaning::Missing); 1 << bits]);
                let put =
                    |key: &(K, CodeMeaning)| std::mem::replace(&mut places[key.0.hash(by, shift)], *key).0 == K::NONE;
                if keys.iter().all(put) {
                    return Table { by, shift, places };
                }
            }
        }
        Table { by: 1, shift: 63, places: vec![(K::NONE, CodeMeaning::Missing); 2] }
    }

    #[inline]
    fn find(&self, key: K) -> Option<CodeMeaning> {
        let (other, meant) = self.places.get(key.hash(self.by, self.shift))?;
        (key == *other).then_some(*meant)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_told_apart_wherever_they_differ() {
        let long = "pain_that_is_worse_in_the_morning_than_at_night"; // 47 bytes
        for code in (1..=long.len()).map(|length| &long[..length]) {
            for place in 0..code.len() {
                let other = [&code[..place], "~", &code[place + 1..]].concat();
                let (first, second) = (CodeMeaning::Option(OptionId(0)), CodeMeaning::Option(OptionId(1)));
                let codes = Codes::from([(code, first), (&other, second)].into_iter());
                let find =
                    |text: &str| codes.find(Field::new(&[text.as_bytes(), &[b','; MARGIN]].concat(), 0, text.len()));
                // of long codes that differ in the middle alone the second has no place, and is looked for elsewhere
                let differ =
                    code.len() <= Long::WHOLE || !(Long::WHOLE / 2..code.len() - Long::WHOLE / 2).contains(&place);
                let found = Some(second).filter(|_| differ);
                assert_eq!((find(code), find(&other)), (Some(first), found), "{code} and {other}");
                assert_eq!((find(&format!("{code}~")), find(&code[..code.len() - 1])), (None, None));
            }
        }
    }
}
