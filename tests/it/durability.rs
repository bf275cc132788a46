//! Nothing that was answered is lost, whatever ends the program: it is killed at moments by chance, and its drafts read.
#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by failing")]

use std::collections::HashMap;
use std::fs::{self, File};
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::Stdio;
use std::thread;
use std::time::Duration;

use candor::form::entry::Entry;
use candor::form::file::FormFile;
use candor::text::SourceText;
use fastrand::Rng;
use indexmap::IndexMap;

use crate::program::{Running, candor};
use crate::support::effort;

type Answers = IndexMap<String, Entry<'static>>;

/// The replies of the example, one a line.
fn replies() -> Vec<String> {
    let text = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/answers.txt")).unwrap();
    text.lines().map(str::to_owned).collect()
}

/// `candor ask`, fed with these replies, its folder and its screen in `home`.
fn ask(home: &Path, arguments: &[&str], replies: &[String]) -> Running {
    let input = home.join("replies");
    fs::write(&input, replies.iter().flat_map(|reply| [reply, "\n"]).collect::<String>()).unwrap();
    let mut command = candor();
    command.args(["ask", "--plain", "--as-of", "2026-11-20"]).args(arguments).env("XDG_STATE_HOME", home);
    Running::start(command.stdin(File::open(input).unwrap()).stdout(Stdio::null()))
}

/// All that the program says until it has ended.
fn heard(running: Running) -> String {
    String::from_utf8(running.ended().stderr).unwrap()
}

/// The only draft of a folder, if there is one.
fn draft(home: &Path) -> Option<PathBuf> {
    let entries = fs::read_dir(home.join("candor/drafts")).ok()?;
    let mut drafts =
        entries.map(|entry| entry.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "yaml"));
    let draft = drafts.next();
    assert_eq!(drafts.next(), None, "one draft");
    draft
}

fn answers(path: &Path) -> Answers {
    let text = fs::read_to_string(path).unwrap();
    FormFile::read(&SourceText::new(path.display().to_string(), text))
        .unwrap_or_else(|errors| panic!("an unreadable draft: {errors:?}"))
        .answers
}

/// How many replies were acknowledged: a prompt after theirs was shown.
fn acknowledged(said: &str) -> usize {
    said.lines().filter(|line| *line == ">" || line.starts_with("> ")).count().saturating_sub(1)
}

/// What an interview keeps of the replies that came before its end.
fn kept(replies: &[String]) -> Answers {
    let home = tempfile::tempdir().unwrap();
    let form = home.path().join("form.yaml");
    heard(ask(home.path(), &["-o", form.to_str().unwrap()], replies));
    if form.exists() { answers(&form) } else { draft(home.path()).map_or_else(Answers::new, |path| answers(&path)) }
}

#[test]
fn killed_at_any_moment_every_acknowledged_answer_is_there() {
    let replies = replies();
    let mut kept_after = HashMap::new();
    let mut after =
        |count: usize| -> Answers { kept_after.entry(count).or_insert_with(|| kept(&replies[..count])).clone() };
    let whole = after(replies.len());
    let kills = effort(12);
    let mut cut = 0;
    for seed in 0..u64::from(kills) {
        let mut dice = Rng::with_seed(seed);
        let home = tempfile::tempdir().unwrap();
        let form = home.path().join("form.yaml");
        let mut running = ask(home.path(), &["-o", form.to_str().unwrap()], &replies);
        let shown = dice.usize(1..=9_000); // a moment: so much was shown, and a little later
        let mut said = running.err.take(shown);
        thread::sleep(Duration::from_micros(dice.u64(0..=3_000)));
        running.kill();
        let rest = running.ended().stderr;
        if said.len() < shown {
            continue; // it had ended before
        }
        said.extend(rest);
        let known = acknowledged(&String::from_utf8_lossy(&said));
        if form.exists() {
            assert_eq!(answers(&form), whole, "seed {seed}: the form of a finished interview is whole");
            continue;
        }
        cut += 1;
        let Some(draft) = draft(home.path()) else {
            assert!(after(known).is_empty(), "seed {seed}: {known} replies were acknowledged and there is no draft");
            continue;
        };
        let kept = answers(&draft);
        let count = (known..=replies.len().min(known + 1)) // what was saved may not have been shown yet
            .find(|&count| after(count) == kept)
            .unwrap_or_else(|| panic!("seed {seed}: {known} acknowledged replies, but the draft holds\n{kept:#?}"));

        let case = draft.file_stem().unwrap().to_str().unwrap();
        let said = heard(ask(home.path(), &["--resume", case, "-o", form.to_str().unwrap()], &replies[count..]));
        assert!(form.exists(), "seed {seed}: resumed after {count} replies\n{said}");
        assert_eq!(answers(&form), whole, "seed {seed}: resumed after {count} replies\n{said}");
    }
    assert!(cut > kills / 2, "only {cut} of {kills} interviews were really cut");
    writeln!(std::io::stdout(), "{cut} of {kills} interviews were cut short and resumed").unwrap();
}
