//! Several files, folders and patterns; compressed files.

use std::fs;
use std::io::{Read, Write};
#[cfg(unix)]
use std::process::Command;

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::{Desk, column};
#[cfg(unix)]
use crate::program::output;

const FIRST: &[u8] = b"case,pump\nA2,yes\nB3,no\n";
const SECOND: &[u8] = b"case,pump\nC4,yes\n";

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = GzEncoder::new(Vec::new(), Compression::default());
    packed.write_all(bytes).unwrap();
    packed.finish().unwrap()
}

fn zstandard(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

#[test]
fn files_folders_and_patterns_are_read_by_name_one_after_the_other() {
    let desk =
        Desk::with(&[("b.csv", SECOND), ("a.csv", FIRST), ("c.csv", b"case,pump\nD5,no\n"), ("notes.txt", b"x")]);
    fs::create_dir_all(desk.path("folder/inner.csv")).unwrap();
    fs::create_dir(desk.path("none")).unwrap();
    for (name, bytes) in [("z.csv", FIRST), ("d.csv.gz", &gzip(SECOND)), (".hidden.csv", FIRST), ("read.me", b"x")] {
        fs::write(desk.path("folder").join(name), bytes).unwrap();
    }
    for (arguments, cases) in [
        ("b.csv a.csv", "C4 A2 B3"),
        ("[ab].csv", "A2 B3 C4"),
        ("?.csv", "A2 B3 C4 D5"),
        ("c.csv [ab].csv", "D5 A2 B3 C4"),
        ("folder", "C4 A2 B3"),
        ("folder b.csv", "C4 A2 B3 C4"),
        ("*/*.csv*", "C4 A2 B3"),
    ] {
        let ran = desk.batch(&format!("{arguments} --columns case"));
        assert_eq!((column(&ran.out, "case").join(" ").as_str(), ran.status), (cases, 0), "{arguments}: {}", ran.said);
    }
    for (arguments, status, says) in [
        ("none", 2, "`none` has no forms"),
        ("*.yam", 2, "`*.yam` has no forms"),
        ("a[.csv", 2, "`a[.csv` is no pattern"),
        ("e.csv", 1, "cannot read `e.csv`"),
        ("a.csv -o r.csv.zst", 2, "Zstandard is read, and not written"),
        ("folder -o folder/z.csv", 2, "`folder/z.csv` is named twice"),
    ] {
        let ran = desk.batch(arguments);
        assert!(ran.status == status && ran.said.contains(says), "{arguments}: {} {}", ran.status, ran.said);
    }
}

#[test]
fn a_file_that_is_called_like_a_pattern_is_that_file() {
    let desk = Desk::with(&[("[ab].csv", SECOND), ("a.csv", FIRST)]);
    assert_eq!(column(&desk.batch("[ab].csv").out, "case"), ["C4"]);
}

#[cfg(unix)]
#[test]
fn more_files_are_read_than_can_be_open() {
    let desk = Desk::with(&[]);
    fs::create_dir(desk.path("many")).unwrap();
    for number in 0..90 {
        fs::write(desk.path(&format!("many/{number:02}.csv")), format!("case,pump\nA{number:02},yes\n")).unwrap();
    }
    let mut command = Command::new("sh");
    command
        .args(["-c", "ulimit -n 40; exec \"$0\" --rules rules.yaml batch many --threads 2 --columns case --no-header"])
        .arg(env!("CARGO_BIN_EXE_candor"))
        .current_dir(desk.folder.path());
    let ran = output(&mut command, b"");
    let expected: Vec<String> = (0..90).map(|number| format!("A{number:02}")).collect();
    let found = String::from_utf8_lossy(&ran.stdout);
    assert_eq!(found.lines().collect::<Vec<_>>(), expected, "{}", String::from_utf8_lossy(&ran.stderr));
}

#[test]
fn a_compressed_file_says_what_the_plain_one_says() {
    let mut skipped = vec![0x50, 0x2A, 0x4D, 0x18, 3, 0, 0, 0, 1, 2, 3];
    skipped.extend(zstandard(FIRST));
    let halves = |pack: fn(&[u8]) -> Vec<u8>| [pack(&FIRST[..14]), pack(&FIRST[14..])].concat();
    for (name, bytes) in [
        ("forms.csv.gz", gzip(FIRST)),
        ("forms.csv.zst", zstandard(FIRST)),
        ("forms.CSV.GZ", gzip(FIRST)),
        ("no_ending", gzip(FIRST)),
        ("two.csv.gz", halves(gzip)),
        ("two.csv.zst", halves(zstandard)),
        ("skipped.csv.zst", skipped),
        ("plain.csv.gz", FIRST.to_vec()), // called so, and not compressed
    ] {
        let desk = Desk::with(&[(name, &bytes), ("forms.csv", FIRST)]);
        let (plain, ran) = (desk.batch("forms.csv"), desk.batch(name));
        assert_eq!((ran.out, ran.status), (plain.out.clone(), 0), "{name}: {}", ran.said);
        assert_eq!(desk.batch_of("-", &bytes).out, plain.out, "{name} on standard input");
    }
    let line = b"{\"case\":\"A2\",\"answers\":{\"pump\":\"yes\"}}\n";
    let desk = Desk::with(&[("forms.ndjson.gz", &gzip(line)), ("forms.ndjson", line)]);
    assert_eq!(desk.batch("forms.ndjson.gz").out, desk.batch("forms.ndjson").out);
}

#[test]
fn a_compressed_file_that_is_cut_off_or_spoiled_ends_the_run_without_results() {
    let long = [b"case,pump\n".as_slice(), &b"A2,yes\nB3,no\n".repeat(300)].concat();
    let cut = |bytes: Vec<u8>| bytes[..bytes.len() - 6].to_vec();
    let spoiled = |mut bytes: Vec<u8>| {
        let last = bytes.len() - 2; // of the checksum, or the length
        bytes[last] ^= 1;
        bytes
    };
    for (name, bytes) in [
        ("cut.csv.gz", cut(gzip(&long))),
        ("cut.csv.zst", cut(zstandard(&long))),
        ("spoiled.csv.gz", spoiled(gzip(&long))),
        ("spoiled.csv.zst", spoiled(zstandard(&long))),
    ] {
        let desk = Desk::with(&[(name, &bytes)]);
        let ran = desk.batch(&format!("{name} -o r.csv --rejects x.csv --summaries sheets"));
        assert_eq!(ran.status, 1, "{name}");
        assert!(ran.said.contains(&format!("cannot read `{name}`")), "{}", ran.said);
        assert_eq!(desk.files(), [name]);
    }
}

#[test]
fn results_and_rejects_are_compressed_where_their_names_say_so() {
    let desk = Desk::with(&[("forms.csv", b"case,pump\nA2,yes\nB3,maybe\n")]);
    desk.batch("forms.csv -o r.csv --rejects x.csv");
    let ran = desk.batch("forms.csv -o r.csv.gz --rejects x.csv.gz");
    assert_eq!(ran.status, 4, "{}", ran.said);
    for name in ["r.csv", "x.csv"] {
        let mut text = String::new();
        let packed = fs::File::open(desk.path(&format!("{name}.gz"))).unwrap();
        GzDecoder::new(packed).read_to_string(&mut text).unwrap();
        assert_eq!(text, desk.read(name));
    }
    assert_eq!(desk.batch("x.csv.gz").status, 4, "it can be fed back");
}

/// The dose of a form in which a number is written like this, from a line that is read fast, one that is not, and files.
#[track_caller]
fn dose(number: &str, expected: &str) {
    let form = format!(r#"{{"answers": {{"drugs": ["morphine"], "drugs.morphine.per_day": {number}}}}}"#);
    let slow = form.replace("{\"answers\"", "{\"as_of\": \" 2026-11-20\", \"answers\"");
    let yaml = format!("answers: {{ drugs: morphine, drugs.morphine.per_day: {number} }}\n");
    for (name, text) in [("f.ndjson", &form), ("f.ndjson", &slow), ("f.json", &form), ("f.yaml", &yaml)] {
        let ran = Desk::with(&[(name, text.as_bytes())]).batch(&format!("{name} --columns score.dose --no-header"));
        assert_eq!(ran.out, format!("{expected}\n"), "{name}: {text}: {}", ran.said);
    }
}

#[test]
fn a_number_of_json_or_yaml_is_what_stands_there() {
    dose("2.375", "2.4");
    dose("1.255", "1.3");
    dose("1.200", "1.2");
    dose("1.25", "1.2"); // half to even
    dose("1200", "1200");
    dose("1200.0", "1200");
    dose("999.949", "999.9");
    dose("12e2", "1200");
    dose("0.1000000000000000000001", "0.1");
    dose("\"2,4\"", "2.4");
}
