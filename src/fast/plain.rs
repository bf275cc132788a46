//! Checks whether a field is already in its final form, so that nothing more need be read.

use crate::answer::Informant;
use crate::form::value::day;
use crate::form::{CODE_LIMIT, NOTE_LIMIT};

/// Returns a nonempty cell of printable ASCII as text; `None` if it starts with a space or apostrophe, ends with a
/// space, or is longer than `limit`.
pub(super) fn ordinary(cell: &[u8], limit: usize) -> Option<&str> {
    let plain = cell.iter().all(|byte| (b' '..=b'~').contains(byte));
    let edges = !matches!(cell.first(), None | Some(b' ' | b'\'')) && cell.last() != Some(&b' ');
    if plain && edges && cell.len() <= limit { std::str::from_utf8(cell).ok() } else { None }
}

/// Returns whether a cell is a case code in its final form.
pub(super) fn is_code(cell: &[u8]) -> bool {
    let sign = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_');
    cell.len() <= CODE_LIMIT && cell.first().is_some_and(u8::is_ascii_alphanumeric) && cell.iter().all(sign)
}

/// Returns whether a cell names an informant.
pub(super) fn is_informant(cell: &[u8]) -> bool {
    std::str::from_utf8(cell).is_ok_and(|word| Informant::from_word(word).is_some())
}

/// Returns whether a cell is a language like `en`.
pub(super) fn is_language(cell: &[u8]) -> bool {
    (2..=3).contains(&cell.len()) && cell.iter().all(u8::is_ascii_lowercase)
}

/// Returns whether a cell is a note that is kept unchanged.
pub(super) fn is_note(cell: &[u8]) -> bool {
    ordinary(cell, NOTE_LIMIT).is_some()
}

/// Returns whether a cell is a day like `2026-11-20`.
pub(super) fn is_day(cell: &[u8]) -> bool {
    let digits = |from: usize, to: usize| cell[from..to].iter().all(u8::is_ascii_digit);
    let number = |from: usize| 10 * (cell[from] - b'0') + (cell[from + 1] - b'0');
    if cell.len() != 10 || cell[4] != b'-' || cell[7] != b'-' || !digits(0, 4) || !digits(5, 7) || !digits(8, 10) {
        return false;
    }
    let every_month_has_it = (1..=12).contains(&number(5)) && (1..=28).contains(&number(8));
    every_month_has_it || std::str::from_utf8(cell).is_ok_and(|text| day(text).is_some())
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig { cases: 4000, failure_persistence: None, ..ProptestConfig::default() })]

        #[test]
        fn a_day_is_a_day_to_every_reader(text in "[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9-]{8,11}") {
            prop_assert_eq!(is_day(text.as_bytes()), day(&text).is_some());
        }
    }
}
