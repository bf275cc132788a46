//! One bit a form: sets of up to [`FORMS`] forms, and how truths are combined for all of them at once.

use std::num::NonZero;

use wide::f64x2;

use crate::truth::Truth;

/// Number of words in a mask.
const WORDS: usize = 8;

/// The greatest number of forms in one reading.
pub const FORMS: usize = 64 * WORDS;

/// One bit a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FormMask([u64; WORDS]);

impl FormMask {
    /// No form.
    pub const NONE: FormMask = FormMask([0; WORDS]);
    /// Every form, also the unused places of a batch.
    pub const ALL: FormMask = FormMask([u64::MAX; WORDS]);

    /// Returns whether the bit of a form (from 0, below [`FORMS`]) is set.
    #[must_use]
    pub fn has(&self, form: usize) -> bool {
        self.0.get(form / 64).is_some_and(|word| word >> (form % 64) & 1 == 1)
    }

    /// Sets the bit of a form (from 0, below [`FORMS`]).
    pub fn set(&mut self, form: usize) {
        if let Some(word) = self.0.get_mut(form / 64) {
            *word |= 1 << (form % 64);
        }
    }

    /// Returns a mask made of a word for every 64 forms.
    pub(super) fn gathered(words: impl Iterator<Item = u64>) -> FormMask {
        let mut mask = FormMask::NONE;
        mask.0.iter_mut().zip(words).for_each(|(word, bits)| *word = bits);
        mask
    }

    /// Returns the forms in both masks.
    #[must_use]
    pub fn and(self, other: FormMask) -> FormMask {
        self.with(other, |one, other| one & other)
    }

    /// Returns the forms in at least one mask.
    #[must_use]
    pub fn or(self, other: FormMask) -> FormMask {
        self.with(other, |one, other| one | other)
    }

    /// Returns the forms in this mask alone.
    #[must_use]
    pub fn without(self, other: FormMask) -> FormMask {
        self.with(other, |one, other| one & !other)
    }

    /// Returns the forms not in this mask.
    #[must_use]
    pub fn complement(self) -> FormMask {
        FormMask(self.0.map(|word| !word))
    }

    /// Returns whether no bit is set.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self == FormMask::NONE
    }

    /// Returns the forms whose value in a column of [`FORMS`] values is at least `limit`.
    #[must_use]
    pub fn at_least(values: &[f64], limit: f64) -> FormMask {
        FormMask::of(values, |two| two.simd_ge(limit))
    }

    /// Returns the forms whose value is above `limit`.
    #[must_use]
    pub fn above(values: &[f64], limit: f64) -> FormMask {
        FormMask::of(values, |two| two.simd_gt(limit))
    }

    /// Returns the forms whose value is at most `limit`.
    #[must_use]
    pub fn at_most(values: &[f64], limit: f64) -> FormMask {
        FormMask::of(values, |two| two.simd_le(limit))
    }

    /// Returns the forms whose value is below `limit`.
    #[must_use]
    pub fn below(values: &[f64], limit: f64) -> FormMask {
        FormMask::of(values, |two| two.simd_lt(limit))
    }

    /// Returns the forms whose value is finite.
    #[must_use]
    pub(super) fn finite(values: &[f64]) -> FormMask {
        FormMask::of(values, |two| two.abs().simd_lt(f64::INFINITY))
    }

    /// Returns the forms whose value passes a test, computed for two at a time.
    fn of(values: &[f64], holds: impl Fn(f64x2) -> f64x2) -> FormMask {
        FormMask::gathered(values.as_chunks::<64>().0.iter().map(|values| {
            let twos = values.as_chunks::<2>().0.iter().rev();
            twos.fold(0, |word, &two| word << 2 | u64::from(holds(f64x2::new(two)).to_bitmask()))
        }))
    }

    /// Returns for every 64 forms the places of the set bits, from 0.
    pub(super) fn words(self) -> impl Iterator<Item = Bits> {
        self.0.into_iter().map(Bits)
    }

    fn with(self, other: FormMask, combined: impl Fn(u64, u64) -> u64) -> FormMask {
        FormMask(std::array::from_fn(|place| combined(self.0[place], other.0[place])))
    }
}

/// Returns for each of the 64 forms from `64 * place` its bits in at most 64 masks;
/// the first mask gives the lowest bit.
#[must_use]
pub fn transposed<'p>(masks: impl Iterator<Item = &'p FormMask>, place: usize) -> [u64; 64] {
    let mut words = [0; 64];
    for (word, mask) in words.iter_mut().zip(masks) {
        *word = mask.0.get(place).copied().unwrap_or_default();
    }
    transpose_64x64(&mut words);
    words
}

/// Transposes a 64x64 bit matrix in place: bit `b` of word `w` becomes bit `w` of word `b` (Warren, Hacker's Delight,
/// 7-3).
fn transpose_64x64(words: &mut [u64; 64]) {
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

/// The set bits of a word, from the lowest.
pub(super) struct Bits(u64);

impl Iterator for Bits {
    type Item = usize;

    fn next(&mut self) -> Option<usize> {
        let lowest = NonZero::new(self.0).map(|bits| bits.trailing_zeros() as usize);
        self.0 &= self.0.wrapping_sub(1);
        lowest
    }
}

/// The truth of a condition for each form: known to hold, known not to hold, or neither.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TruthMask {
    /// The forms for which the condition holds.
    pub holds: FormMask,
    /// The forms for which the condition does not hold.
    pub fails: FormMask,
}

impl TruthMask {
    /// The truth that is not settled for any form.
    pub const UNKNOWN: TruthMask = TruthMask { holds: FormMask::NONE, fails: FormMask::NONE };

    /// Returns the same truth for every form.
    #[must_use]
    pub fn constant(truth: bool) -> TruthMask {
        TruthMask::settled(if truth { FormMask::ALL } else { FormMask::NONE })
    }

    /// Returns the truth that holds for these forms and fails for all others.
    #[must_use]
    pub fn settled(holds: FormMask) -> TruthMask {
        TruthMask { holds, fails: holds.complement() }
    }

    /// Returns the truth that holds or fails for the known forms and is not settled for the others.
    #[must_use]
    pub fn where_known(known: FormMask, holds: FormMask) -> TruthMask {
        TruthMask { holds: known.and(holds), fails: known.without(holds) }
    }

    /// Returns the truth of one form.
    #[must_use]
    pub fn at(&self, form: usize) -> Truth {
        match (self.holds.has(form), self.fails.has(form)) {
            (true, _) => Truth::True,
            (_, true) => Truth::False,
            _ => Truth::Unknown,
        }
    }

    /// Returns the forms for which the truth is not settled.
    #[must_use]
    pub fn unknown(&self) -> FormMask {
        self.holds.or(self.fails).complement()
    }

    /// Returns the forms with this truth.
    #[must_use]
    pub fn are(&self, truth: Truth) -> FormMask {
        match truth {
            Truth::True => self.holds,
            Truth::False => self.fails,
            Truth::Unknown => self.unknown(),
        }
    }

    /// Returns the truth of "both hold".
    #[must_use]
    pub fn and(self, other: TruthMask) -> TruthMask {
        TruthMask { holds: self.holds.and(other.holds), fails: self.fails.or(other.fails) }
    }

    /// Returns the truth of "at least one holds".
    #[must_use]
    pub fn or(self, other: TruthMask) -> TruthMask {
        TruthMask { holds: self.holds.or(other.holds), fails: self.fails.and(other.fails) }
    }

    /// Returns the opposite; an unsettled truth stays unsettled.
    #[must_use]
    pub fn negate(self) -> TruthMask {
        TruthMask { holds: self.fails, fails: self.holds }
    }

    /// Returns the truth of "at least `n` of the operands hold".
    #[must_use]
    pub fn at_least(n: usize, operands: &[TruthMask]) -> TruthMask {
        let (mut certain, mut impossible) = (BitCounts::default(), BitCounts::default());
        for truths in operands {
            certain.add(truths.holds);
            impossible.add(truths.fails);
        }
        // Operands that do not fail are possible: `n` of them, if at most `len - n` fail.
        let fails = match (operands.len() + 1).checked_sub(n) {
            Some(too_many) => impossible.at_least(too_many),
            None => FormMask::ALL,
        };
        TruthMask { holds: certain.at_least(n), fails }
    }
}

/// Number of masks with a form's bit, for each form, in binary digits across masks.
#[derive(Clone, Debug, Default)]
pub struct BitCounts {
    /// The binary digits, the lowest first.
    digits: Vec<FormMask>,
}

impl BitCounts {
    /// Adds 1 to the count of each form in a mask.
    pub fn add(&mut self, mask: FormMask) {
        let mut carry = mask;
        for digit in &mut self.digits {
            if carry.is_empty() {
                return;
            }
            (*digit, carry) = (digit.with(carry, |digit, carry| digit ^ carry), digit.and(carry));
        }
        if !carry.is_empty() {
            self.digits.push(carry);
        }
    }

    /// Returns the binary digits of the counts, the lowest first.
    #[must_use]
    pub fn digits(&self) -> &[FormMask] {
        &self.digits
    }

    /// Returns the counts of all forms.
    pub(super) fn all(&self) -> impl Iterator<Item = u64> {
        (0..WORDS).flat_map(|place| transposed(self.digits.iter(), place))
    }

    /// Returns the forms with a count of `n` or more.
    #[must_use]
    pub fn at_least(&self, n: usize) -> FormMask {
        let bits = usize::try_from(usize::BITS - n.leading_zeros()).unwrap_or_default();
        if bits > self.digits.len() {
            return FormMask::NONE;
        }
        let (mut more, mut same) = (FormMask::NONE, FormMask::ALL);
        for (place, &digit) in self.digits.iter().enumerate().rev() {
            if n >> place & 1 == 1 {
                same = same.and(digit);
            } else {
                more = more.or(same.and(digit));
                same = same.without(digit);
            }
        }
        more.or(same)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const VALUES: [Truth; 3] = [Truth::True, Truth::False, Truth::Unknown];

    /// Returns every combination of three truths, one a form, as three masks.
    fn three() -> ([TruthMask; 3], Vec<[Truth; 3]>) {
        let combinations: Vec<[Truth; 3]> =
            (0..27).map(|form| [VALUES[form / 9], VALUES[form / 3 % 3], VALUES[form % 3]]).collect();
        let mut masks = [TruthMask::UNKNOWN; 3];
        for (form, truths) in combinations.iter().enumerate() {
            for (mask, truth) in masks.iter_mut().zip(truths) {
                match truth {
                    Truth::True => mask.holds.set(form),
                    Truth::False => mask.fails.set(form),
                    Truth::Unknown => {}
                }
            }
        }
        (masks, combinations)
    }

    #[test]
    fn truths_of_many_forms_are_combined_like_those_of_one() {
        let ([a, b, c], forms) = three();
        for (form, [x, y, z]) in forms.into_iter().enumerate() {
            assert_eq!(a.and(b).at(form), x.and(y));
            assert_eq!(a.or(b).at(form), x.or(y));
            assert_eq!(a.negate().at(form), x.negate());
            for n in 0..=5 {
                assert_eq!(TruthMask::at_least(n, &[a, b, c]).at(form), Truth::at_least(n, [x, y, z]), "{n}");
            }
        }
        assert_eq!(TruthMask::at_least(0, &[]).at(9), Truth::at_least(0, []));
        assert_eq!(TruthMask::at_least(1, &[]).at(9), Truth::at_least(1, []));
        assert_eq!(TruthMask::at_least(7, &[]).at(9), Truth::at_least(7, []));
    }

    #[test]
    fn a_count_is_how_often_a_form_was_added() {
        let mut count = BitCounts::default();
        for step in 0..40 {
            let mut mask = FormMask::NONE;
            (0..FORMS).filter(|form| form % 40 > step).for_each(|form| mask.set(form));
            count.add(mask);
        }
        for form in [0, 1, 39, 40, 63, 64, 77, FORMS - 1] {
            assert_eq!(count.all().nth(form), Some(form as u64 % 40));
            for n in 0..70 {
                assert_eq!(count.at_least(n).has(form), form % 40 >= n, "{n} of {form}");
            }
        }
    }

    #[test]
    fn a_plane_names_its_forms() {
        let mut mask = FormMask::NONE;
        for form in [0, 63, 64, FORMS - 1, FORMS] {
            mask.set(form);
        }
        let named = |mask: FormMask| mask.words().map(Iterator::collect).collect::<Vec<Vec<_>>>();
        let none = Vec::new;
        assert_eq!(named(mask), [vec![0, 63], vec![0], none(), none(), none(), none(), none(), vec![63]]);
        assert_eq!(named(mask.complement()).concat().len(), FORMS - 4);
    }

    proptest! {
        #[test]
        fn turned_words_hold_the_bits_of_the_others(words in prop::array::uniform32(any::<[u64; 2]>())) {
            let words: [u64; 64] = std::array::from_fn(|place| words[place / 2][place % 2]);
            let mut transposed = words;
            transpose_64x64(&mut transposed);
            for (place, bit) in (0..64).flat_map(|place| (0..64).map(move |bit| (place, bit))) {
                prop_assert_eq!(transposed[bit] >> place & 1, words[place] >> bit & 1);
            }
        }
    }
}
