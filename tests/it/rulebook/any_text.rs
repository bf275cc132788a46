//! Whatever stands in a file: it is read, or refused with errors that lie in the text.

use std::fs;

use proptest::prelude::*;

use super::WHOLE;
use crate::any_text::as_a_rulebook;
use crate::support::effort;

/// Takes a piece of a text away, doubles it, or puts something in its place.
fn mutated(text: &str, at: usize, length: usize, with: &str) -> String {
    let whole = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (whole(at), whole(at + length));
    format!("{}{with}{}", &text[..start], &text[end..])
}

proptest! {
    #![proptest_config(ProptestConfig { cases: effort(64), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}|[-a-c \\n:{}\\[\\],&*!?'\"#>|ü\r\t]{0,120}") {
        as_a_rulebook(&text);
    }

    #[test]
    fn a_rulebook_changed_anywhere_is_read_or_refused(
        at in 0_usize..12_000,
        length in 0_usize..40,
        with in "[-a-z0-9_ \\n:{}\\[\\],&*!?'\"#.ü]{0,12}|yes|null|\\[\\]|\\{\\}|1e9|answered|missing|all|for_each",
    ) {
        let text = fs::read_to_string(WHOLE).unwrap();
        as_a_rulebook(&mutated(&text, at % text.len(), length, &with));
    }

    #[test]
    fn a_rulebook_with_lines_left_out_or_moved_is_read_or_refused(
        from in 0_usize..220, lines in 1_usize..4, to in 0_usize..220,
    ) {
        let text = fs::read_to_string(WHOLE).unwrap();
        let mut all: Vec<&str> = text.lines().collect();
        let from = from % all.len();
        let moved: Vec<&str> = all.drain(from..(from + lines).min(all.len())).collect();
        as_a_rulebook(&all.join("\n"));
        let to = to % all.len();
        all.splice(to..to, moved);
        as_a_rulebook(&all.join("\r\n"));
    }
}
