//! Standings of many forms: planes turned into words, two at a time.

use super::page::{Page, Word};
use crate::meaning::many::{Plane, Truths};
use crate::screening::Standing;

/// The words of standings, by two bits.
const WORDS: [&str; 4] =
    [Standing::Unknown.word(), Standing::Met.word(), Standing::NotMet.word(), Standing::NotApplicable.word()];

/// Each with its comma.
const ONE: [Word<16>; 4] =
    [Word::new(&[WORDS[0]]), Word::new(&[WORDS[1]]), Word::new(&[WORDS[2]]), Word::new(&[WORDS[3]])];

/// So many that stand side by side are written in one go.
const TOGETHER: usize = 3;

/// All that can stand side by side, by the first bits of each and then the second bits.
const MANY: [Word<48>; 1 << (2 * TOGETHER)] = {
    let mut many = [Word::new(&[]); 1 << (2 * TOGETHER)];
    let mut place = 0;
    while place < many.len() {
        let mut words = [""; TOGETHER];
        let mut column = 0;
        while column < TOGETHER {
            words[column] = WORDS[(place >> column & 1) | (place >> (column + TOGETHER) & 1) << 1];
            column += 1;
        }
        many[place] = Word::new(&words);
        place += 1;
    }
    many
};

/// A standing of many forms, by the bits of its word: `Met` is the first alone, `NotMet` the second, `NotApplicable` both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standings(Plane, Plane);

impl Standings {
    /// As [`crate::screening::standing`] says it of each form.
    pub(super) fn of(applies: &Truths, when: &Truths) -> Standings {
        let aside = applies.fails;
        let met = applies.holds.and(when.holds);
        let not_met = applies.holds.and(when.fails);
        Standings(met.or(aside), not_met.or(aside))
    }

    /// Why a form has no value here: [`Standing::NotApplicable`], or else [`Standing::Unknown`].
    pub(super) fn why_not(&self, form: usize) -> &'static Word<16> {
        &ONE[if self.0.has(form) && self.1.has(form) { 3 } else { 0 }]
    }

    /// Where it is [`Standing::Met`].
    pub(super) fn is_met(&self, form: usize) -> bool {
        self.0.has(form) && !self.1.has(form)
    }
}

/// The standings of 64 forms in at most 64 columns: of each form the first bits of all columns, and the second bits.
#[derive(Debug)]
pub(super) struct Turned {
    columns: usize,
    first: [u64; 64],
    second: [u64; 64],
}

impl Turned {
    /// Of the forms from `64 * word`; columns behind the 64th are left out.
    pub(super) fn of(columns: &[Standings], word: usize) -> Turned {
        let (mut first, mut second) = ([0; 64], [0; 64]);
        for ((first, second), column) in first.iter_mut().zip(&mut second).zip(columns) {
            (*first, *second) = (column.0.word(word), column.1.word(word));
        }
        turn(&mut first);
        turn(&mut second);
        Turned { columns: columns.len().min(64), first, second }
    }

    /// Writes the words of a form, from 0 to 63.
    pub(super) fn write(&self, form: usize, page: &mut Page) {
        let (first, second) = (self.first[form % 64], self.second[form % 64]);
        let bits = |column: usize, columns: usize| {
            let few = (1 << columns) - 1;
            let bits = (first >> column & few) | (second >> column & few) << columns;
            usize::try_from(bits).unwrap_or_default()
        };
        let rest = self.columns / TOGETHER * TOGETHER;
        page.words((0..self.columns / TOGETHER).map(|place| &MANY[bits(TOGETHER * place, TOGETHER) % MANY.len()]));
        page.words((rest..self.columns).map(|column| &ONE[bits(column, 1) % ONE.len()]));
    }
}

/// Turns 64 words of 64 bits: bit `b` of word `w` becomes bit `w` of word `b`.
fn turn(words: &mut [u64; 64]) {
    let (mut width, mut low) = (32, 0x0000_0000_FFFF_FFFF_u64);
    while width > 0 {
        for pairs in words.chunks_exact_mut(2 * width) {
            let (above, below) = pairs.split_at_mut(width);
            for (above, below) in above.iter_mut().zip(below) {
                let exchanged = (*above >> width ^ *below) & low;
                *above ^= exchanged << width;
                *below ^= exchanged;
            }
        }
        width /= 2;
        low ^= low << width;
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const ALL: [Standing; 4] = [Standing::Unknown, Standing::Met, Standing::NotMet, Standing::NotApplicable];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn turned_words_hold_the_bits_of_the_others(words in prop::collection::vec(any::<u64>(), 64)) {
            let mut turned = [0; 64];
            turned.copy_from_slice(&words);
            turn(&mut turned);
            for (place, bit) in (0..64).flat_map(|place| (0..64).map(move |bit| (place, bit))) {
                prop_assert_eq!(turned[bit] >> place & 1, words[place] >> bit & 1);
            }
        }

        #[test]
        fn every_standing_is_written_in_its_place(rows in prop::collection::vec(0..4_usize, 0..257), width in 1..65_usize) {
            let mut columns = vec![Standings(Plane::NONE, Plane::NONE); width];
            for (place, standing) in rows.iter().enumerate() {
                let column = &mut columns[place % width];
                if standing & 1 == 1 {
                    column.0.set(place / width);
                }
                if standing & 2 == 2 {
                    column.1.set(place / width);
                }
            }
            for (form, row) in rows.chunks(width).enumerate() {
                let mut page = Page::default();
                Turned::of(&columns, form / 64).write(form % 64, &mut page);
                let all: Vec<&str> = row.iter().map(|&standing| ALL[standing].word()).collect();
                prop_assert!(String::from_utf8_lossy(page.written()).starts_with(&(all.join(",") + ",")));
                for (column, &standing) in columns.iter().zip(row) {
                    prop_assert_eq!(column.is_met(form), ALL[standing] == Standing::Met);
                }
            }
        }
    }
}
