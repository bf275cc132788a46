//! Case codes: random, short, easy to say on the telephone and hard to mistake.
//!
//! A letter, a digit, then three of either: no look-alikes (0 O 1 I L), no E (`1E5` is a number to a spreadsheet), and
//! the digit in second place keeps them from being words, months or cell names with two letters.

/// The number of characters in a code.
pub const LENGTH: usize = 5;
const LETTERS: &[u8; 22] = b"ABCDFGHJKMNPQRSTUVWXYZ";
const DIGITS: &[u8; 8] = b"23456789";

/// Returns a new code, from the system's source of randomness.
///
/// # Errors
/// Returns an error if the system has no randomness.
pub fn random() -> Result<String, getrandom::Error> {
    let any = [LETTERS.as_slice(), DIGITS].concat();
    let sets: [&[u8]; LENGTH] = [LETTERS, DIGITS, &any, &any, &any];
    sets.into_iter().map(|set| one_of(set).map(char::from)).collect()
}

/// Draws one element uniformly, by rejection sampling: bytes beyond the last full round are drawn again.
fn one_of(set: &[u8]) -> Result<u8, getrandom::Error> {
    let fair = 256 - 256 % set.len();
    loop {
        let mut byte = [0];
        getrandom::fill(&mut byte)?;
        if usize::from(byte[0]) < fair {
            return Ok(set[usize::from(byte[0]) % set.len()]);
        }
    }
}

/// Returns the code that a text spells, in capitals; `None` if it is no code.
#[must_use]
pub fn read(text: &str) -> Option<String> {
    let code = text.to_ascii_uppercase();
    let letter = |byte: &u8| LETTERS.contains(byte);
    let digit = |byte: &u8| DIGITS.contains(byte);
    let fits = match code.as_bytes() {
        [first, second, rest @ ..] => {
            letter(first)
                && digit(second)
                && rest.len() == LENGTH - 2
                && rest.iter().all(|byte| letter(byte) || digit(byte))
        }
        _ => false,
    };
    fits.then_some(code)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
    use super::*;

    #[test]
    fn a_new_code_is_a_code() {
        for _ in 0..500 {
            let code = random().unwrap();
            assert_eq!(read(&code), Some(code));
        }
    }

    #[test]
    fn what_looks_like_something_else_is_no_code() {
        assert_eq!(read("k7qx4").as_deref(), Some("K7QX4"));
        for text in ["", "K7QX", "K7QX44", "77QX4", "KAQX4", "K7QO4", "K7QE4", "K7QX1", "K7./4", "Ä7QX4"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
