//! The trees and hashes of the compiled-in texts, computed when the program is built (`build.rs`).

use std::ptr;

use super::{BUILTIN, BUILTIN_SPANISH, BUILTIN_TESTS};
use crate::document::{Finding, Tree, yaml};

/// A compiled-in text.
struct Shipped {
    text: &'static str,
    /// Its tree, as `build.rs` stores it.
    tree: &'static [u8],
    /// SHA-256 of its bytes, in lower-case hexadecimal.
    sha256: &'static str,
}

macro_rules! shipped {
    ($text:expr, $name:literal) => {
        Shipped {
            text: $text,
            tree: include_bytes!(concat!(env!("OUT_DIR"), "/", $name, ".tree")),
            sha256: include_str!(concat!(env!("OUT_DIR"), "/", $name, ".sha256")),
        }
    };
}

static SHIPPED: [Shipped; 3] = [
    shipped!(BUILTIN.1, "intrathecal_pump"),
    shipped!(BUILTIN_SPANISH.1, "intrathecal_pump.es"),
    shipped!(BUILTIN_TESTS.1, "intrathecal_pump.tests"),
];

/// Returns the compiled-in text equal to this text; `None` if there is none.
fn shipped(text: &str) -> Option<&'static Shipped> {
    SHIPPED.iter().find(|shipped| ptr::eq(shipped.text, text) || shipped.text == text)
}

/// Returns whether a text is compiled in. A test makes sure that such a text has no word of decision and no control
/// character.
pub(super) fn is_shipped(text: &str) -> bool {
    shipped(text).is_some()
}

/// Reads a YAML text; the tree of a compiled-in text is stored in the program.
pub(crate) fn read<'t>(text: &'t str, findings: &mut Vec<Finding>) -> Option<Tree<'t>> {
    let stored = shipped(text).and_then(|shipped| postcard::from_bytes::<Tree<'_>>(shipped.tree).ok());
    stored.map(|tree| tree.with_text(text)).or_else(|| yaml::read(text, findings))
}

/// Returns the stored hash of a compiled-in text; `None` for other texts.
pub(super) fn sha256(text: &str) -> Option<&'static str> {
    shipped(text).map(|shipped| shipped.sha256)
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test may fail")]
mod tests {
    use sha2::{Digest, Sha256};

    use super::*;
    use crate::rulebook::Rulebook;
    use crate::rulebook::translate::translated;
    use crate::text::SourceText;
    use crate::ui::{Language, Ui};

    #[test]
    fn what_is_stored_of_a_text_is_what_is_found_in_it() {
        for Shipped { text, tree, sha256 } in &SHIPPED {
            let mut findings = Vec::new();
            let (scanned, stored) = (yaml::read(text, &mut findings), postcard::from_bytes::<Tree<'_>>(tree));
            assert_eq!(scanned, stored.ok().map(|tree| tree.with_text(text)), "{text:.80}");
            let found = Sha256::digest(text).iter().fold(String::new(), |written, byte| format!("{written}{byte:02x}"));
            assert_eq!(found, *sha256);
        }
    }

    #[test]
    fn what_is_not_looked_for_in_a_text_is_not_in_it() {
        let anew = |(name, text): (&str, &str)| SourceText::new(name, format!("{text}\n"));
        assert!(!is_shipped(&anew(BUILTIN).text));
        let rulebook = Rulebook::read(&anew(BUILTIN)).unwrap();
        translated(&rulebook, &anew(BUILTIN_SPANISH), Ui::of(Language::Spanish)).unwrap();
    }

    #[test]
    fn of_a_text_that_differs_in_a_byte_nothing_is_stored() {
        assert!(shipped(BUILTIN.1).is_some());
        assert!(shipped(&format!("{} ", BUILTIN.1)).is_none());
        assert!(shipped(&BUILTIN.1.replacen("format: 1", "format: 2", 1)).is_none());
    }
}
