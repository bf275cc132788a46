//! Sixty-four bytes compared at once.

use wide::u8x16;

/// Returns the bits of the bytes that equal `byte`, the first one lowest.
#[inline]
pub(crate) fn mask_of(chunk: &[u8; 64], byte: u8) -> u64 {
    let sixteens = chunk.as_chunks::<16>().0.iter().enumerate();
    sixteens.fold(0, |marks, (place, sixteen)| {
        let same = u8x16::new(*sixteen).simd_eq(u8x16::splat(byte)).to_bitmask();
        marks | u64::from(same) << (16 * place)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn bits_are_where_the_byte_stands(text in prop::collection::vec(prop_oneof![Just(b','), any::<u8>()], 64)) {
            let mut chunk = [0; 64];
            chunk.copy_from_slice(&text);
            for (place, &byte) in chunk.iter().enumerate() {
                prop_assert_eq!(mask_of(&chunk, b',') >> place & 1 == 1, byte == b',');
            }
        }
    }
}
