//! What was found out about the texts that are compiled in when the program was built (`build.rs`).

use super::{BUILTIN, BUILTIN_SPANISH, BUILTIN_TESTS};

/// A text that is compiled in.
struct Shipped {
    text: &'static str,
    /// Its events, as `events` stores them.
    events: &'static [u8],
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    sha256: &'static str,
}

macro_rules! shipped {
    ($text:expr, $name:literal) => {
        Shipped {
            text: $text,
            events: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".events")),
            sha256: include_str!(concat!(env!("OUT_DIR"), "/", $name, ".sha256")),
        }
    };
}

static SHIPPED: [Shipped; 3] = [
    shipped!(BUILTIN.1, "intrathecal_pump"),
    shipped!(BUILTIN_SPANISH.1, "intrathecal_pump.es"),
    shipped!(BUILTIN_TESTS.1, "intrathecal_pump.tests"),
];

/// One of them, if this is its text to the byte.
fn shipped(text: &str) -> Option<&'static Shipped> {
    SHIPPED.iter().find(|shipped| shipped.text == text)
}

/// The stored events of a text that is compiled in.
pub(super) fn events(text: &str) -> Option<&'static [u8]> {
    shipped(text).map(|shipped| shipped.events)
}

/// The hash of a text that is compiled in.
pub(super) fn sha256(text: &str) -> Option<&'static str> {
    shipped(text).map(|shipped| shipped.sha256)
}

#[cfg(test)]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::rulebook::events::{Scanned, Stored, stored};

    #[test]
    fn what_is_stored_of_a_text_is_what_is_found_in_it() {
        for Shipped { text, events, sha256 } in &SHIPPED {
            assert_eq!(stored(text).as_deref(), Ok(*events));
            let (scanned, read) = (Scanned::of(text), Stored::of(text, events));
            assert!(scanned.map(Result::ok).eq(read.map(Result::ok)), "{text:.80}");
            let found = Sha256::digest(text).iter().fold(String::new(), |written, byte| format!("{written}{byte:02x}"));
            assert_eq!(found, *sha256);
        }
    }

    #[test]
    fn of_a_text_that_differs_in_a_byte_nothing_is_stored() {
        assert!(shipped(BUILTIN.1).is_some());
        assert!(shipped(&format!("{} ", BUILTIN.1)).is_none());
        assert!(shipped(&BUILTIN.1.replacen("format: 1", "format: 2", 1)).is_none());
    }
}
