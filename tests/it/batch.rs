//! `candor batch`: every record accounted for, whatever the file holds.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by failing")]

mod fuzzed;
mod headings;
mod inputs;
mod interrupted;
mod laws;
mod lines;
mod oracle;
mod outputs;
mod rejects;
mod summaries;
mod tables;
mod ways;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::process::Output;

use tempfile::TempDir;

use crate::program::{candor, output};

/// A rulebook with every type of question, a score, an alert and a criterion.
const RULES: &str = include_str!("batch/rules.yaml");

/// A folder with a rulebook and some files.
struct Desk {
    folder: TempDir,
}

/// What a run left behind.
struct Ran {
    status: i32,
    out: String,
    said: String,
}

impl Ran {
    fn of(output: &Output) -> Ran {
        Ran {
            status: output.status.code().unwrap_or(-1),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            said: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

impl Desk {
    fn with(files: &[(&str, &[u8])]) -> Desk {
        let desk = Desk { folder: tempfile::tempdir().unwrap() };
        fs::write(desk.path("rules.yaml"), RULES).unwrap();
        for (name, bytes) in files {
            fs::write(desk.path(name), bytes).unwrap();
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        String::from_utf8_lossy(&fs::read(self.path(name)).unwrap()).into_owned()
    }

    /// The names of all files, but for the rulebook.
    fn files(&self) -> Vec<String> {
        let entries = fs::read_dir(self.folder.path()).unwrap();
        let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.retain(|name| name != "rules.yaml");
        names.sort();
        names
    }

    /// Runs `candor batch` with these arguments, in the folder.
    fn batch(&self, arguments: &str) -> Ran {
        self.batch_of(arguments, b"")
    }

    /// The same, with this on standard input.
    fn batch_of(&self, arguments: &str, input: &[u8]) -> Ran {
        self.batch_with(&["--rules", "rules.yaml"], arguments, input)
    }

    /// Runs `candor` with these arguments, in the folder.
    fn candor(&self, arguments: &[&str]) -> Ran {
        let mut command = candor();
        command.args(["--rules", "rules.yaml"]).args(arguments).current_dir(self.folder.path());
        Ran::of(&output(command.env("XDG_STATE_HOME", self.folder.path()), b""))
    }

    /// The same, with other rules.
    fn batch_with(&self, rules: &[&str], arguments: &str, input: &[u8]) -> Ran {
        let mut command = candor();
        command.args(rules).arg("batch").args(arguments.split_whitespace()).current_dir(self.folder.path());
        Ran::of(&output(&mut command, input))
    }
}

/// The rows of a CSV text, by heading.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader.deserialize().map(|row| row.unwrap()).collect()
}

/// The cells of one column.
fn column(text: &str, heading: &str) -> Vec<String> {
    rows(text).iter().map(|row| row.get(heading).unwrap_or_else(|| panic!("no {heading} in {text}")).clone()).collect()
}
