//! The floor plan of `docs/architecture.md`, held against the source: arrows point down, no circles, and no outside world
//! on the floors that are pure. The checker is shown to fail on small made-up houses first.
#![expect(clippy::unwrap_used, reason = "a test says what is wrong by failing")]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The rooms, by floor, ground floor first.
const FLOORS: [&[&str]; 6] = [
    &["truth", "interval", "decimal", "answer", "unit", "text", "ui"],
    &["rulebook"],
    &["form", "meaning"],
    &["case", "interview", "screening", "rule_tests"],
    &["intake", "terminal", "store", "report", "batch"],
    &["cli"],
];

/// The highest floor that knows nothing of the world outside.
const PURE: usize = 3;

/// Arrows between rooms of the edges: an edge stands alone, but for these.
const BETWEEN_EDGES: [(&str, &str); 2] = [("batch", "intake"), ("batch", "report")];

/// What a pure floor may take from `std::io`: the traits it is handed, and their errors.
const IO_TRAITS: [&str; 6] = ["Write", "Read", "BufRead", "Error", "ErrorKind", "Result"];

/// Paths by which the outside world comes in.
const OUTSIDE: [&str; 21] = [
    "std::fs",
    "std::env",
    "std::process",
    "std::net",
    "std::thread",
    "std::os",
    "std::time::SystemTime",
    "std::time::Instant",
    "jiff::Zoned",
    "jiff::Timestamp",
    "dialoguer",
    "console",
    "clap",
    "clap_complete",
    "clap_mangen",
    "comfy_table",
    "indicatif",
    "ctrlc",
    "rustix",
    "getrandom",
    "tempfile",
];

/// Macros that print.
const PRINTING: [&str; 5] = ["println", "print", "eprintln", "eprint", "dbg"];

/// The most lines of a file, without its tests.
const LONGEST: usize = 450;

// ---------------------------------------------------------------------------------------------------------------------
// The checker

/// One source file: its path below `src`, and its text.
struct Source {
    path: String,
    text: String,
}

impl Source {
    /// `rulebook` for `rulebook.rs` and for `rulebook/bind.rs`.
    fn room(&self) -> &str {
        self.path.split('/').next().unwrap().trim_end_matches(".rs")
    }

    /// The modules it lies in: `["rulebook", "bind"]`.
    fn module(&self) -> Vec<&str> {
        self.path.trim_end_matches(".rs").split('/').collect()
    }
}

fn floor_of(room: &str) -> Option<usize> {
    FLOORS.iter().position(|rooms| rooms.contains(&room))
}

/// Everything in these files that is not as the plan says.
fn faults(house: &[Source]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut arrows: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for source in house {
        let Some(floor) = floor_of(source.room()) else {
            faults.push(format!("{}: the room `{}` stands on no floor", source.path, source.room()));
            continue;
        };
        let tokens = tokens(&source.text);
        for path in paths(&tokens) {
            if let Some(room) = target(&path, &source.module()).filter(|room| room != source.room()) {
                faults.extend(arrow_fault(source, floor, &room));
                arrows.entry(source.room()).or_default().insert(room);
            }
            if floor <= PURE && is_outside(&path) {
                faults.push(format!("{}: `{}` brings in the outside world", source.path, path.join("::")));
            }
        }
        for printing in tokens.windows(2).filter(|pair| pair[1] == "!" && PRINTING.contains(&pair[0].as_str())) {
            faults.push(format!("{}: `{}!` prints", source.path, printing[0]));
        }
        let lines = without_tests(&source.text).lines().count();
        if lines > LONGEST {
            faults.push(format!("{}: {lines} lines without tests, more than {LONGEST}", source.path));
        }
    }
    faults.extend(circle(&arrows).map(|rooms| format!("the rooms {} stand in a circle", rooms.join(" -> "))));
    faults
}

/// What is wrong with an arrow from a file of one floor to a room.
fn arrow_fault(source: &Source, floor: usize, room: &str) -> Option<String> {
    let Source { path, .. } = source;
    let Some(onto) = floor_of(room) else { return Some(format!("{path}: `{room}` is no room of the plan")) };
    let edge = FLOORS.iter().position(|rooms| rooms.contains(&"intake"));
    if onto > floor {
        Some(format!("{path}: an arrow runs up, to `{room}`"))
    } else if onto == floor && Some(floor) == edge && !BETWEEN_EDGES.contains(&(source.room(), room)) {
        Some(format!("{path}: an edge looks into another, `{room}`"))
    } else {
        None
    }
}

/// The room that a path leads to, seen from a module; none if it leaves the crate or stays in place.
fn target(path: &[String], module: &[&str]) -> Option<String> {
    let ups = path.iter().take_while(|part| *part == "super").count();
    let (from, rest) = match path.first()?.as_str() {
        "crate" => (0, &path[1..]),
        "super" => (module.len().checked_sub(ups)?, &path[ups..]),
        _ => return None,
    };
    if from == 0 { rest.first().cloned() } else { None }
}

fn is_outside(path: &[String]) -> bool {
    let whole = path.join("::");
    let whole = if matches!(path[0].as_str(), "io" | "fs" | "env" | "process" | "thread") && path.len() > 1 {
        format!("std::{whole}")
    } else {
        whole
    };
    let under = |prefix: &str| whole == prefix || whole.strip_prefix(prefix).is_some_and(|rest| rest.starts_with("::"));
    let io = whole.strip_prefix("std::io::").and_then(|rest| rest.split("::").next());
    OUTSIDE.iter().any(|prefix| under(prefix)) || io.is_some_and(|name| !IO_TRAITS.contains(&name) && name != "self")
}

/// A circle among arrows, if there is one.
fn circle(arrows: &BTreeMap<&str, BTreeSet<String>>) -> Option<Vec<String>> {
    fn walk(room: &str, way: &mut Vec<String>, arrows: &BTreeMap<&str, BTreeSet<String>>) -> Option<Vec<String>> {
        if let Some(start) = way.iter().position(|before| before == room) {
            return Some(way[start..].iter().cloned().chain([room.to_owned()]).collect());
        }
        way.push(room.to_owned());
        let found = arrows.get(room).into_iter().flatten().find_map(|next| walk(next, way, arrows));
        way.pop();
        found
    }
    arrows.keys().find_map(|room| walk(room, &mut Vec::new(), arrows))
}

/// A file up to its tests, which stand at its end; `mod tests;` is a line like others, with the house below it.
fn without_tests(text: &str) -> &str {
    let begins = |&at: &usize| {
        let mut lines = text[at + 1..].lines();
        lines.find(|line| !line.starts_with("#[")) == Some("mod tests {")
    };
    text.match_indices("\n#[cfg(test)]").map(|(at, _)| at).find(begins).map_or(text, |tests| &text[..=tests])
}

/// Names, `::` and single signs; comments, strings and tests left out.
fn tokens(text: &str) -> Vec<String> {
    let mut tokens = Vec::new();
    let mut rest = without_tests(text);
    while let Some(first) = rest.chars().next() {
        let name = rest.find(|sign: char| !(sign.is_alphanumeric() || sign == '_')).unwrap_or(rest.len());
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(length) = literal(rest) {
            length
        } else if name > 0 {
            tokens.push(rest[..name].to_owned());
            name
        } else if rest.starts_with("::") {
            tokens.push("::".to_owned());
            2
        } else {
            if !first.is_whitespace() {
                tokens.push(first.to_string());
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    tokens
}

/// The length of the string or character that a text begins with.
fn literal(text: &str) -> Option<usize> {
    let raw = text.strip_prefix('r').map(|rest| rest.len() - rest.trim_start_matches('#').len());
    if let Some(hashes) = raw.filter(|&hashes| text[1 + hashes..].starts_with('"')) {
        let end = ["\"", &"#".repeat(hashes)].concat();
        let body = &text[2 + hashes..];
        return Some(2 + hashes + body.find(&end).map_or(body.len(), |at| at + end.len()));
    }
    let mut signs = text.char_indices();
    match signs.next()?.1 {
        '"' => {
            let mut escaped = false;
            let end = signs.find(|&(_, sign)| {
                let ends = sign == '"' && !escaped;
                escaped = sign == '\\' && !escaped;
                ends
            });
            Some(end.map_or(text.len(), |(at, _)| at + 1))
        }
        '\'' => {
            let inner = if text[1..].starts_with('\\') { signs.next().and(signs.next())? } else { signs.next()? };
            let after = inner.0 + inner.1.len_utf8();
            text[after..].starts_with('\'').then_some(after + 1)
        }
        _ => None,
    }
}

/// Every path with at least one `::`, groups taken apart: `a::{b, c::d}` is `a::b` and `a::c::d`.
fn paths(tokens: &[String]) -> Vec<Vec<String>> {
    let is_name = |token: &str| token.starts_with(|sign: char| sign.is_alphabetic() || sign == '_');
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let begins = is_name(&tokens[at]) && tokens.get(at + 1).is_some_and(|next| next == "::");
        if begins && (at == 0 || tokens[at - 1] != "::") {
            at = path(tokens, at, &[], &mut found);
        } else {
            at += 1;
        }
    }
    found
}

/// Reads one path that begins at a token; gives the token after it.
fn path(tokens: &[String], mut at: usize, before: &[String], found: &mut Vec<Vec<String>>) -> usize {
    let mut parts = before.to_vec();
    parts.push(tokens[at].clone());
    at += 1;
    while tokens.get(at).is_some_and(|token| token == "::") {
        match tokens.get(at + 1).map(String::as_str) {
            Some("{") => {
                at += 2;
                while at < tokens.len() && tokens[at] != "}" {
                    at = if tokens[at] == "," { at + 1 } else { path(tokens, at, &parts, found) };
                }
                return at + 1;
            }
            Some(name) => {
                parts.push(name.to_owned());
                at += 2;
            }
            None => break,
        }
    }
    if tokens.get(at).is_some_and(|token| token == "as") {
        at += 2;
    }
    found.push(parts);
    at
}

// ---------------------------------------------------------------------------------------------------------------------
// The checker sees what it ought to see

#[track_caller]
fn check(files: &[(&str, &str)], expected: &[&str]) {
    let house: Vec<Source> =
        files.iter().map(|&(path, text)| Source { path: path.to_owned(), text: text.to_owned() }).collect();
    assert_eq!(faults(&house), expected);
}

#[test]
fn arrows_that_run_down_are_as_planned() {
    check(&[("meaning.rs", "use crate::truth::Truth;"), ("cli/ask.rs", "use crate::{meaning, store::drafts};")], &[]);
    check(&[("form.rs", "use crate::answer::Missing;"), ("rulebook/bind.rs", "use super::Rulebook;")], &[]);
    check(&[("batch.rs", "use crate::intake::Record;")], &[]);
}

#[test]
fn an_arrow_that_runs_up_is_seen_however_it_is_written() {
    let up = |file| format!("{file}: an arrow runs up, to `screening`");
    check(&[("truth.rs", "use crate::screening::Standing;")], &[&up("truth.rs")]);
    check(&[("meaning/one.rs", "use crate::{truth::Truth, screening::{self}};")], &[&up("meaning/one.rs")]);
    check(&[("truth.rs", "fn f() { let _ = super::screening::standing(); }")], &[&up("truth.rs")]);
    check(&[("meaning/one.rs", "use super::super::screening::Standing;")], &[&up("meaning/one.rs")]);
}

#[test]
fn a_circle_is_seen() {
    let files = [
        ("truth.rs", "use crate::answer::Missing;"),
        ("answer.rs", "use crate::interval::Interval;"),
        ("interval.rs", "use crate::truth::Truth;"),
    ];
    check(&files, &["the rooms answer -> interval -> truth -> answer stand in a circle"]);
}

#[test]
fn an_edge_that_looks_into_another_is_seen() {
    check(
        &[("report/text.rs", "use crate::terminal::plain;")],
        &["report/text.rs: an edge looks into another, `terminal`"],
    );
}

#[test]
fn the_outside_world_is_seen_on_a_pure_floor_and_let_be_above() {
    let outside = |path| format!("interview.rs: `{path}` brings in the outside world");
    check(&[("interview.rs", "use std::fs::File;")], &[&outside("std::fs::File")]);
    check(&[("interview.rs", "use std::{fmt, env};")], &[&outside("std::env")]);
    check(&[("interview.rs", "use std::io::{self, Write};\nfn f() { io::stdout(); }")], &[&outside("io::stdout")]);
    check(&[("interview.rs", "let now = std::time::SystemTime::now();")], &[&outside("std::time::SystemTime::now")]);
    check(&[("interview.rs", "let today = jiff::Zoned::now().date();")], &[&outside("jiff::Zoned::now")]);
    check(&[("interview.rs", "use dialoguer::Input;")], &[&outside("dialoguer::Input")]);
    check(&[("cli/ask.rs", "use std::{env, fs};"), ("interview.rs", "use std::io::{BufRead, Write};")], &[]);
}

#[test]
fn printing_is_seen_on_every_floor() {
    check(&[("cli.rs", "fn f() { println!(\"hello\"); }")], &["cli.rs: `println!` prints"]);
    check(&[("truth.rs", "fn f() { dbg!(1); }")], &["truth.rs: `dbg!` prints"]);
}

#[test]
fn comments_strings_and_tests_are_no_arrows() {
    check(&[("truth.rs", "// crate::cli::run\n/* std::fs */ const A: &str = \"crate::cli \\\" std::fs\";")], &[]);
    check(&[("truth.rs", "const A: char = '\"'; const B: &str = r#\"std::env \" \"#; fn f<'a>() {}")], &[]);
    check(&[("truth.rs", "fn f() {}\n#[cfg(test)]\nmod tests {\nuse std::fs; }")], &[]);
}

#[test]
fn what_stands_below_a_line_for_tests_is_read() {
    let below = "//! A room.\n#[cfg(test)]\nmod tests;\nuse crate::cli::Status;";
    check(&[("truth.rs", below)], &["truth.rs: an arrow runs up, to `cli`"]);
}

#[test]
fn a_room_without_a_floor_and_a_long_file_are_seen() {
    check(&[("helpers.rs", "")], &["helpers.rs: the room `helpers` stands on no floor"]);
    let long = "\n".repeat(LONGEST + 1);
    check(&[("truth.rs", &long)], &["truth.rs: 451 lines without tests, more than 450"]);
    check(&[("truth.rs", &format!("fn f() {{}}\n#[cfg(test)]\nmod tests {{\n{long}}}"))], &[]);
}

// ---------------------------------------------------------------------------------------------------------------------
// The house itself

fn source_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(source_files(&path));
        } else if path.extension().is_some_and(|ending| ending == "rs") {
            files.push(path);
        }
    }
    files.sort();
    files
}

#[test]
fn the_house_stands_as_planned() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let house: Vec<Source> = source_files(&root)
        .into_iter()
        .filter(|path| path.parent() != Some(&root) || !(path.ends_with("lib.rs") || path.ends_with("main.rs")))
        .map(|path| Source {
            path: path.strip_prefix(&root).unwrap().to_str().unwrap().replace('\\', "/"),
            text: fs::read_to_string(&path).unwrap(),
        })
        .collect();
    assert!(house.len() > 30, "the house was not found");
    let faults = faults(&house);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn every_room_has_a_line_in_the_plan() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let plan = fs::read_to_string(root.join("docs/architecture.md")).unwrap();
    let crate_page = fs::read_to_string(root.join("src/lib.rs")).unwrap();
    for room in FLOORS.concat() {
        assert!(plan.contains(&format!("`{room}`")), "docs/architecture.md has no `{room}`");
        assert!(crate_page.contains(&format!("pub mod {room};")), "src/lib.rs has no `{room}`");
    }
}
