//! What was read of the texts that are compiled in when the program was built.

use super::{BUILTIN, BUILTIN_SPANISH, BUILTIN_TESTS};

/// Each text with its events, as `build.rs` stored them.
const SHIPPED: [(&str, &[u8]); 3] = [
    (BUILTIN.1, include_bytes!(concat!(env!("OUT_DIR"), "/intrathecal_pump.events"))),
    (BUILTIN_SPANISH.1, include_bytes!(concat!(env!("OUT_DIR"), "/intrathecal_pump.es.events"))),
    (BUILTIN_TESTS.1, include_bytes!(concat!(env!("OUT_DIR"), "/intrathecal_pump.tests.events"))),
];

/// The stored events of a text, where it is one of those that are compiled in, to the byte.
pub(super) fn events(text: &str) -> Option<&'static [u8]> {
    SHIPPED.into_iter().find(|(shipped, _)| *shipped == text).map(|(_, events)| events)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rulebook::events::{Scanned, Stored, stored};

    #[test]
    fn what_is_stored_of_a_text_is_what_is_scanned_in_it() {
        for (text, events) in SHIPPED {
            assert_eq!(stored(text).as_deref(), Ok(events));
            let (scanned, read) = (Scanned::of(text), Stored::of(text, events));
            assert!(scanned.map(Result::ok).eq(read.map(Result::ok)), "{text:.80}");
        }
    }

    #[test]
    fn a_text_that_differs_in_a_byte_is_scanned() {
        assert!(events(BUILTIN.1).is_some());
        assert!(events(&format!("{} ", BUILTIN.1)).is_none());
        assert!(events(&BUILTIN.1.replacen("format: 1", "format: 2", 1)).is_none());
    }
}
