//! Standings of many forms: masks transposed into words, four at a time.

use super::buffer::{PaddedText, RowBuffer};
use crate::meaning::many::{FormMask, TruthMask, transposed};
use crate::meaning::standing::{Standing, Stands};

/// The words of standings, indexed by two bits.
const WORDS: [&str; 4] =
    [Standing::Unknown.word(), Standing::Met.word(), Standing::NotMet.word(), Standing::NotApplicable.word()];

/// Each word with its comma.
static ONE: [PaddedText<16>; 4] = [
    PaddedText::new(&[WORDS[0]]),
    PaddedText::new(&[WORDS[1]]),
    PaddedText::new(&[WORDS[2]]),
    PaddedText::new(&[WORDS[3]]),
];

/// The word for [`Standing::Unknown`].
pub(super) static UNKNOWN: &PaddedText<16> = &ONE[0];

/// The word for [`Standing::NotApplicable`].
pub(super) static NOT_APPLICABLE: &PaddedText<16> = &ONE[3];

/// Every sequence of four words, indexed by their bits.
static FOUR: [PaddedText<64>; 256] = {
    let mut all = [PaddedText::new(&[]); 256];
    let mut bits = 0;
    while bits < all.len() {
        all[bits] = PaddedText::new(&[WORDS[bits & 3], WORDS[bits >> 2 & 3], WORDS[bits >> 4 & 3], WORDS[bits >> 6]]);
        bits += 1;
    }
    all
};

/// A standing of many forms, by the two bits of its word: `Met` is the first bit alone, `NotMet` the second,
/// `NotApplicable` both.
#[derive(Clone, Copy, Debug)]
pub(super) struct Standings(FormMask, FormMask);

impl Standings {
    /// Returns the standings of a criterion from the masks of its applicability and of its condition.
    pub(super) fn of(applies: &TruthMask, when: &TruthMask) -> Standings {
        let forms = TruthMask::stand(applies, when);
        let aside = forms.standing(Standing::NotApplicable);
        Standings(forms.standing(Standing::Met).or(aside), forms.standing(Standing::NotMet).or(aside))
    }

    /// Returns, for each of the forms from `64 * place` on, its bits in at most 32 columns, those of the first column
    /// lowest.
    pub(super) fn transposed(columns: &[Standings], place: usize) -> [u64; 64] {
        transposed(columns.iter().flat_map(|Standings(first, second)| [first, second]), place)
    }
}

/// Writes the words of a form in `columns` columns, at most 32, given by their bits.
#[inline(never)] // where all of a row is at hand, the steps of this loop are longer
pub(super) fn write(bits: u64, columns: usize, page: &mut RowBuffer) {
    for &four in &bits.to_le_bytes()[..columns / 4] {
        page.word(&FOUR[usize::from(four)]);
    }
    for column in columns / 4 * 4..columns {
        page.word(&ONE[(bits >> (2 * column) & 3) as usize]);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use proptest::sample::select;

    use super::*;
    use crate::meaning::standing::standing;
    use crate::truth::Truth;

    const TRUTHS: [Truth; 3] = [Truth::True, Truth::False, Truth::Unknown];

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn every_standing_is_written_in_its_place(
            criteria in prop::collection::vec((select(&TRUTHS), select(&TRUTHS)), 0..257), width in 1..33_usize,
        ) {
            let mut columns = vec![(TruthMask::UNKNOWN, TruthMask::UNKNOWN); width];
            for (place, (applies, when)) in criteria.iter().enumerate() {
                let column = &mut columns[place % width];
                for (mask, truth) in [(&mut column.0, applies), (&mut column.1, when)] {
                    match truth {
                        Truth::True => mask.holds.set(place / width),
                        Truth::False => mask.fails.set(place / width),
                        Truth::Unknown => {}
                    }
                }
            }
            let columns: Vec<Standings> = columns.iter().map(|(applies, when)| Standings::of(applies, when)).collect();
            for (form, row) in criteria.chunks(width).enumerate() {
                let mut page = RowBuffer::default();
                write(Standings::transposed(&columns, form / 64)[form % 64], width, &mut page);
                let words: Vec<&str> = row.iter().map(|&(applies, when)| standing(applies, when).word()).collect();
                prop_assert!(String::from_utf8_lossy(page.written()).starts_with(&(words.join(",") + ",")));
            }
        }
    }
}
