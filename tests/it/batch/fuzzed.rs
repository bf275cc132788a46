//! The questions of `fuzz/`, asked about its seeds and about what becomes of them by small changes.

use std::fs;
use std::path::Path;
use std::sync::LazyLock;

use proptest::prelude::*;

use super::oracle::{Oracle, SMALL};
use crate::any_text::as_a_form;
use crate::support::{Dice, effort};

/// A folder of seeds, and what is asked about them.
type Target = (&'static str, fn(&Oracle, &[u8]));

const TARGETS: [Target; 4] = [
    ("csv", Oracle::of_table),
    ("ndjson", Oracle::of_ndjson),
    ("lines", Oracle::of_lines),
    ("form", |_, bytes| std::str::from_utf8(bytes).into_iter().for_each(as_a_form)),
];

/// The seeds of every target, in order.
static SEEDS: LazyLock<[Vec<Vec<u8>>; 4]> = LazyLock::new(|| {
    TARGETS.map(|(target, _)| {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz/seeds").join(target);
        let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
        let mut paths: Vec<_> = entries.collect();
        paths.sort();
        paths.iter().map(|path| fs::read(path).unwrap()).collect()
    })
});

#[test]
fn every_seed_says_the_same_both_ways() {
    for ((target, ask), seeds) in TARGETS.iter().zip(&*SEEDS) {
        assert!(seeds.len() > 5, "{target}");
        for seed in seeds {
            ask(&SMALL, seed);
        }
    }
}

/// What is put into a file to see what becomes of it.
const PIECES: [&[u8]; 16] = [
    b"\"", b"\"\"", b",", b";", b"\n", b"\r", b"\r\n", b"\n\n", b"'", b" ", b"\0", b"\xFF", b"0", b"{", b"\\",
    b"unknown",
];

/// A seed after some small changes.
fn changed(dice: &mut Dice, seeds: &[Vec<u8>]) -> Vec<u8> {
    let mut bytes = dice.pick(seeds).unwrap().clone();
    for _ in 0..dice.below(6) {
        let from = dice.below(bytes.len() + 1);
        let length = dice.below(9).min(bytes.len() - from);
        let part = bytes[from..from + length].to_vec();
        match dice.below(5) {
            0 => drop(bytes.drain(from..from + length)),
            1 => drop(bytes.splice(from..from, part)),
            2 => bytes.truncate(from),
            _ => drop(bytes.splice(from..from, dice.pick(&PIECES).unwrap().iter().copied())),
        }
    }
    bytes
}

proptest! {
    #![proptest_config(ProptestConfig { cases: effort(250), failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn so_does_what_becomes_of_them(seed in any::<u64>()) {
        let mut dice = Dice::new(seed);
        for ((_, ask), seeds) in TARGETS.iter().zip(&*SEEDS) {
            ask(&SMALL, &changed(&mut dice, seeds));
        }
    }
}
