//! Stopped or killed at moments by chance, every file is whole or as it was before.
#![cfg(unix)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::os::unix::process::ExitStatusExt;
use std::path::Path;
use std::process::{ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use fastrand::Rng;
use rustix::process::Signal;

use super::Desk;
use crate::program::{Running, candor, signals_that_stop};
use crate::support::effort;

/// How often, and whether also at moments that a clock says: those take more effort.
fn interrupts() -> (u64, bool) {
    (effort(9).into(), effort(1) > 1)
}

/// So many bytes are read only by a run that is under way: a pipe is full, the format was looked for, the headings read.
const UNDER_WAY: usize = 320 << 10;

/// What a run is asked to write, and from how many records.
const RUNS: [(&str, [&str; 3], usize); 3] = [
    ("- -o results.csv --rejects rejects.csv", ["results.csv", "rejects.csv", ""], 30_000),
    ("- -o results.csv.gz --rejects rejects.csv.gz", ["results.csv.gz", "rejects.csv.gz", ""], 30_000),
    ("- -o results.csv --rejects rejects.csv --summaries sheets", ["results.csv", "rejects.csv", "sheets"], 400),
];

/// Made-up forms, of which one in fifty cannot be read.
fn forms(records: usize) -> Vec<u8> {
    let record = |number: usize| {
        let height = if number % 50 == 7 { 1000 } else { 100 + number % 120 };
        format!("A{number},patient,yes,oxycodone,{}.5,{height},chart\n", number % 400)
    };
    let headings = "case,respondent,pump,drugs,drugs.oxycodone.per_day,height_cm,height_cm.from\n".to_owned();
    (0..records).fold(headings, |forms, number| forms + &record(number)).into_bytes()
}

/// The files of a folder, by name, each with its bytes; those of a folder in it under the name of that folder.
type Files = BTreeMap<String, Vec<(String, Vec<u8>)>>;

fn files(folder: &Path) -> Files {
    let mut found = Files::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap().to_owned();
        let within = if path.is_dir() {
            files(&path).into_values().flatten().collect()
        } else {
            vec![(name.clone(), fs::read(&path).unwrap())]
        };
        found.insert(name, within);
    }
    found.remove("rules.yaml");
    found
}

fn begun(desk: &Desk, arguments: &str) -> Running {
    let mut command = candor();
    command.args(["--rules", "rules.yaml", "batch", "--as-of", "2026-11-20"]).args(arguments.split_whitespace());
    Running::start(command.current_dir(desk.folder.path()).stdin(Stdio::piped()))
}

fn ended(running: Running) -> (ExitStatus, String) {
    let output = running.ended();
    (output.status, String::from_utf8(output.stderr).unwrap())
}

/// What an undisturbed run leaves, and how long it takes when all of its input is there.
fn undisturbed(arguments: &str, input: &[u8]) -> (Files, Duration) {
    let desk = Desk::with(&[]);
    let mut running = begun(&desk, arguments);
    running.feed(input);
    running.close();
    let all_there = Instant::now();
    let (status, said) = ended(running);
    assert_eq!(status.code(), Some(4), "{said}");
    (files(desk.folder.path()), all_there.elapsed())
}

/// How a run was ended, or that it came to its end before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Became {
    Stopped,
    Killed,
    Done,
}

/// Interrupts one run, and holds what it leaves against what was there before and what an undisturbed run leaves.
fn interrupt(dice: &mut Rng, run: (&str, [&str; 3]), input: &[u8], whole: &Files, takes: Option<Duration>) -> Became {
    let (arguments, targets) = run;
    let older: Vec<(&str, &[u8])> = targets[..2].iter().map(|name| (*name, b"older".as_slice())).collect();
    let desk = Desk::with(if dice.bool() { &older } else { &[] });
    let before = files(desk.folder.path());
    let signals = [signals_that_stop(), vec![Signal::KILL]].concat();
    let signal = signals[dice.usize(0..signals.len())];
    let mut running = begun(&desk, arguments);
    // a moment: so much was read, or all of it and a while ago
    let late = takes.filter(|_| dice.bool());
    let given = if late.is_some() { input.len() } else { dice.usize(0..input.len()) };
    running.feed(&input[..given]);
    if let Some(takes) = late {
        running.close();
        thread::sleep(takes.mul_f64(1.2 * dice.f64()));
    }
    running.signal(signal);
    let (status, said) = ended(running);

    let after = files(desk.folder.path());
    for name in after.keys().filter(|name| !targets.contains(&name.as_str())) {
        assert!(signal == Signal::KILL && name.starts_with(".candor-"), "{signal:?} left {name}");
    }
    let mut whole_ones = Vec::new();
    for name in targets.into_iter().filter(|name| !name.is_empty()) {
        let is = after.get(name);
        let new = is == whole.get(name);
        assert!(new || is == before.get(name), "{signal:?} after {given} bytes: {name} is half a file");
        whole_ones.push(new);
    }
    assert!(
        !whole_ones[0] || !whole_ones.contains(&false),
        "the results are there and not all of the rest: {signal:?}"
    );
    match (status.code(), status.signal()) {
        (Some(4), _) => {
            assert!(!whole_ones.contains(&false), "it was done, and did not write all: {said}");
            Became::Done
        }
        (Some(130), _) => {
            assert!(said.ends_with("stopped: no file was written\n"), "{said}");
            assert!(!whole_ones.contains(&true), "it said that no file was written");
            Became::Stopped
        }
        (None, Some(by)) if by == signal.as_raw() && (signal == Signal::KILL || given < UNDER_WAY) => Became::Killed,
        _ => panic!("{signal:?} after {given} bytes: {status}, {said}"),
    }
}

#[test]
fn at_any_moment_every_file_is_whole_or_as_it_was() {
    let runs = RUNS.map(|(arguments, targets, records)| {
        let input = forms(records);
        let (whole, takes) = undisturbed(arguments, &input);
        ((arguments, targets), input, whole, Some(takes))
    });
    let (interrupts, by_clock) = interrupts();
    let became: Vec<Became> = (0..interrupts)
        .map(|seed| {
            let mut dice = Rng::with_seed(seed);
            let (run, input, whole, takes) = &runs[dice.usize(0..runs.len())];
            interrupt(&mut dice, *run, input, whole, takes.filter(|_| by_clock))
        })
        .collect();
    let count = |of| became.iter().filter(|became| **became == of).count() as u64;
    let (stopped, killed) = (count(Became::Stopped), count(Became::Killed));
    let least = if by_clock { interrupts / 2 } else { interrupts };
    assert!(stopped + killed >= least, "only {stopped} + {killed} of {interrupts} runs were really cut short");
    writeln!(std::io::stdout(), "of {interrupts} runs {stopped} were stopped, {killed} killed and the others done")
        .unwrap();
}
