//! What the README, the examples and the other companions say, held against the built program.
#![cfg(unix)]
#![expect(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says what is wrong by failing")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use snapbox::cmd::cargo_bin;
use tempfile::TempDir;

use crate::program::output;

#[expect(dead_code, reason = "its `main` is for the example alone")]
#[path = "../../examples/make_forms.rs"]
mod make_forms;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text_of(path: &str) -> String {
    fs::read_to_string(root().join(path)).unwrap_or_else(|failure| panic!("{path}: {failure}"))
}

/// A folder with the examples in it and nothing else, where commands run.
struct Desk(TempDir);

/// What a command said.
struct Said {
    status: i32,
    out: String,
    err: String,
}

impl Desk {
    fn new() -> Desk {
        let desk = Desk(TempDir::new().unwrap());
        fs::create_dir(desk.path("examples")).unwrap();
        fs::create_dir(desk.path("rules")).unwrap();
        for file in ["case.yaml", "case.csv", "case.ndjson", "answers.txt", "forms.csv"] {
            fs::copy(root().join("examples").join(file), desk.path("examples").join(file)).unwrap();
        }
        for file in ["intrathecal_pump.yaml", "intrathecal_pump.es.yaml"] {
            fs::copy(root().join("rules").join(file), desk.path("rules").join(file)).unwrap();
        }
        desk
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path(name)).unwrap_or_else(|failure| panic!("{name}: {failure}"))
    }

    /// A shell script, in this folder, with the program on its path and a home of its own.
    fn run(&self, script: &str) -> Said {
        let programs = cargo_bin!("candor").parent().unwrap().to_owned();
        let path = [programs.to_str().unwrap(), &std::env::var("PATH").unwrap()].join(":");
        let mut command = Command::new("sh");
        command.args(["-c", script]).current_dir(self.0.path()).env_clear().envs([
            ("PATH", path.as_str()),
            ("HOME", self.0.path().to_str().unwrap()),
            ("LANG", "C.UTF-8"),
        ]);
        let said = output(&mut command, b"");
        Said {
            status: said.status.code().expect("the command was not ended by a signal"),
            out: String::from_utf8(said.stdout).unwrap(),
            err: String::from_utf8(said.stderr).unwrap(),
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// The README

/// The `console` blocks of a page: each a list of commands, with the lines that are shown below them.
fn consoles(page: &str) -> Vec<Vec<(String, String)>> {
    let mut consoles = Vec::new();
    for block in page.split("\n```console\n").skip(1) {
        let block = block.split("\n```").next().unwrap();
        let mut console: Vec<(String, String)> = Vec::new();
        for line in block.lines() {
            match line.strip_prefix("$ ") {
                Some(command) => console.push((command.to_owned(), String::new())),
                None => console.last_mut().expect("a block begins with a command").1.extend([line, "\n"]),
            }
        }
        consoles.push(console);
    }
    consoles
}

#[test]
fn the_commands_of_the_readme_print_what_it_shows() {
    let desk = Desk::new();
    let consoles = consoles(&text_of("README.md"));
    assert!(consoles.len() >= 3, "the README shows too little");
    for console in consoles {
        let mut script = String::new();
        for (command, _) in &console {
            script.extend(["(exit ${status:-0})\n", command, "\nstatus=$?\nprintf '\\001'\n"]);
        }
        let said = desk.run(&format!("exec 2>&1\n{script}"));
        let shown: Vec<&str> = said.out.split('\u{1}').collect();
        for ((command, expected), shown) in console.iter().zip(shown) {
            snapbox::assert_data_eq!(format!("$ {command}\n{shown}"), format!("$ {command}\n{expected}"));
        }
    }
}

#[test]
fn the_page_names_both_commands_of_the_quick_start_and_what_the_program_is_not() {
    let page = text_of("README.md");
    for needed in
        ["cargo run --release -- ask\n", "cargo test\n", "not validated", "not a medical device", "urgent decisions"]
    {
        assert!(page.contains(needed), "the README lacks `{needed}`");
    }
    assert!(text_of(".ci/run").contains("\nstep cargo test\n"), ".ci/run does not run the README's test command");
}

// ---------------------------------------------------------------------------------------------------------------------
// The examples

#[test]
fn the_forms_are_what_the_script_makes() {
    let mut made = Vec::new();
    make_forms::write_forms(200, make_forms::Look::AsWritten, &mut made).unwrap();
    assert!(
        String::from_utf8(made).unwrap() == text_of("examples/forms.csv"),
        "examples/forms.csv is not what `cargo run --example make_forms` makes"
    );
}

#[test]
fn of_the_forms_194_are_scored_and_6_rejected_each_for_a_reason_of_its_own() {
    let desk = Desk::new();
    let said = desk.run("candor batch examples/forms.csv -o results.csv --rejects rejects.csv");
    assert_eq!(said.status, 4, "{}", said.err);
    assert_eq!((rows(&desk.path("results.csv")).len(), rows(&desk.path("rejects.csv")).len()), (194, 6));
    assert!(said.err.contains("200") && said.err.contains("194"), "{}", said.err);
    let reasons: BTreeSet<String> =
        rows(&desk.path("rejects.csv")).iter().map(|row| column(row, "reject_reasons").to_owned()).collect();
    assert_eq!(reasons.len(), 6, "{reasons:?}");
}

/// What the columns of [`make_forms::UNREADABLE`] say once they are corrected, in the same order.
const CORRECTED: [&str; 6] = ["cancer_pain", "50", "10", "1200", "fever", "76.2"];

#[test]
fn corrected_rejects_are_scored_when_they_are_fed_back() {
    let desk = Desk::new();
    desk.run("candor batch examples/forms.csv -o results.csv --rejects rejects.csv");
    let mut reader = csv::Reader::from_path(desk.path("rejects.csv")).unwrap();
    let headings = reader.headers().unwrap().clone();
    let mut writer = csv::Writer::from_path(desk.path("corrected.csv")).unwrap();
    writer.write_record(&headings).unwrap();
    let corrections = make_forms::UNREADABLE.iter().zip(CORRECTED);
    for (record, ((_, wrong, _), right)) in reader.records().zip(corrections) {
        let record = record.unwrap();
        let cells = headings.iter().zip(&record).map(|(heading, cell)| if heading == *wrong { right } else { cell });
        writer.write_record(cells).unwrap();
    }
    writer.flush().unwrap();
    let said = desk.run("candor batch corrected.csv -o second.csv --rejects again.csv");
    assert_eq!(said.status, 0, "{}", said.err);
    assert_eq!(rows(&desk.path("second.csv")).len(), 6);
}

type Row = Vec<(String, String)>;

fn rows(path: &Path) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).unwrap();
    let headings = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        headings.iter().zip(record.iter()).map(|(heading, cell)| (heading.to_owned(), cell.to_owned())).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

fn column<'a>(row: &'a Row, heading: &str) -> &'a str {
    row.iter().find(|(name, _)| name == heading).map(|(_, cell)| cell.as_str()).expect(heading)
}

#[test]
fn one_patient_gives_one_summary_however_the_form_came() {
    let desk = Desk::new();
    let asked = desk.run("candor ask --plain --as-of 2026-11-20 -o form.yaml --format json < examples/answers.txt");
    assert_eq!(asked.status, 0, "{}", asked.err);
    // The interview has named the case at random; the other three take that name.
    let form = desk.read("form.yaml");
    let case = form.lines().find_map(|line| line.strip_prefix("case: ")).unwrap().trim_matches('\'').to_owned();
    for file in ["examples/case.yaml", "examples/case.csv", "examples/case.ndjson"] {
        fs::write(desk.path(file), desk.read(file).replace("K7QX4", &case)).unwrap();
    }
    let summaries = [
        desk.run("candor summary form.yaml --format json").out,
        desk.run("candor summary examples/case.yaml --format json").out,
        desk.run("candor batch examples/case.csv --format ndjson").out,
        desk.run("candor batch examples/case.ndjson --format ndjson").out,
        desk.run("candor batch examples/case.yaml --format ndjson").out,
    ];
    // The interview goes to standard error; standard output is the summary alone.
    for summary in summaries {
        assert_eq!(summary, asked.out);
    }
    assert_eq!(asked.out.lines().count(), 1, "{}", asked.out);
}

// ---------------------------------------------------------------------------------------------------------------------
// The command line

#[track_caller]
fn check(script: &str, status: i32, expected: &str) {
    let said = Desk::new().run(script);
    assert_eq!(said.status, status, "{script}: {}{}", said.out, said.err);
    let all = [said.out, said.err].concat();
    assert!(all.contains(expected), "{script}: no `{expected}` in\n{all}");
    assert!(!all.contains('\u{1b}'), "{script}: colour without a terminal");
}

#[test]
fn every_ending_has_its_status() {
    check("candor rules check rules/intrathecal_pump.yaml", 0, "");
    check("candor summary nothing.yaml", 1, "nothing.yaml");
    check("candor batch nothing.csv", 1, "nothing.csv");
    check("candor --rules nothing.yaml rules check", 1, "nothing.yaml");
    check("candor", 2, "Usage");
    check("candor --no-such-option", 2, "--no-such-option");
    check("candor --quiet", 2, "no command was given");
    check("echo 'format: 2' > bad.yaml; candor --rules bad.yaml summary examples/case.yaml", 3, "bad.yaml");
    check("echo 'format: 2' > bad.yaml; candor rules check bad.yaml", 3, "bad.yaml");
    check("printf 'form\\377at: 1' > bad.yaml; candor --rules bad.yaml rules check", 3, "UTF-8");
    check("candor summary examples/case.yaml | head -n 1", 0, "INTAKE SUMMARY");
    check("head -n 5 examples/answers.txt | candor ask --plain", 4, "");
    check("candor batch examples/forms.csv -o r.csv --rejects x.csv", 4, "194");
    check("echo 'form: 1\nanswers: { age_years: 999 }' > f.yaml; candor summary f.yaml", 4, "age_years");
    check("candor why examples/case.yaml no_such_criterion", 2, "no_such_criterion");
    check("candor summary K7QX4", 1, "there is no case `K7QX4`");
    check("candor cases remove K7QX4", 1, "there is no case `K7QX4`");
    check("candor cases list", 0, "No finished cases are kept");
}

#[test]
fn the_program_says_what_it_is_and_is_not() {
    check("candor --help", 0, "not a medical device");
    check("candor --version", 0, "built-in rulebook intrathecal_pump");
    check("candor --version", 0, "not a medical device");
    check("hash=$(sha256sum rules/intrathecal_pump.yaml | cut -c 1-64); candor --version | grep -q $hash", 0, "");
    check("candor man", 0, "Exit status");
    check("candor completions bash", 0, "_candor");
    check("candor summary examples/case.yaml", 0, "K7QX4");
}

#[test]
fn every_dependency_has_its_line_of_reason_and_every_line_its_dependency() {
    let manifests = [text_of("Cargo.toml"), text_of("fuzz/Cargo.toml")].join("\n");
    let tables = manifests
        .split("\n[")
        .filter(|table| table.split(']').next().is_some_and(|name| name.ends_with("dependencies")));
    let lines = tables.flat_map(|table| table.lines().skip(1)).filter_map(|line| line.split_once(" = "));
    let needed: BTreeSet<&str> = lines.map(|(name, _)| name).filter(|name| *name != "candor").collect();
    let page = text_of("docs/dependencies.md");
    // a table of measurements names crates in marks of code
    let rows = page.lines().filter_map(|line| line.strip_prefix("| ")?.split([' ', '|']).next());
    let told: BTreeSet<&str> =
        rows.filter(|name| !name.is_empty() && *name != "crate" && !name.starts_with('`')).collect();
    assert_eq!(told, needed);
}

#[test]
fn every_guard_of_the_terminal_names_a_test_that_is_there() {
    let page = text_of("docs/terminal.md");
    let rows: Vec<&str> = page.lines().skip_while(|line| *line != "|---|---|---|").skip(1).collect();
    let named = rows.iter().filter_map(|row| row.trim_end_matches(" |").rsplit(" | ").next());
    let tests: Vec<&str> = named.flat_map(|cell| cell.split(", ")).map(|name| name.trim_matches('`')).collect();
    assert!(tests.len() > 30, "{tests:?}");
    let rust = [rust_below(&root().join("src")), rust_below(&root().join("tests"))].concat();
    for test in tests {
        assert!(rust.contains(&format!("fn {test}()")), "docs/terminal.md names no test with `{test}`");
    }
}

/// All Rust below a folder.
fn rust_below(folder: &Path) -> String {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let text = |path: PathBuf| match path.extension().and_then(|ending| ending.to_str()) {
        Some("rs") => fs::read_to_string(path).unwrap(),
        _ if path.is_dir() => rust_below(&path),
        _ => String::new(),
    };
    entries.map(text).collect()
}
