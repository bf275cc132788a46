//! Where results go, and what is never left behind.

use std::fs;
use std::process::Stdio;
use std::thread;
use std::time::{Duration, Instant};

use super::{Desk, column};
use crate::program::{PATIENCE, Running, candor, signals_that_stop};

const TABLE: &[u8] = b"case,pump\nA2,yes\nB3,no\n";

#[test]
fn columns_are_chosen_by_name() {
    let desk = Desk::with(&[("forms.csv", TABLE)]);
    let out = |arguments: &str| desk.batch(&format!("forms.csv {arguments}")).out;
    assert_eq!(out("--columns has_pump,case --no-header"), "met,A2\nnot_met,B3\n");
    assert_eq!(out("--columns record,alert.*"), "record,alert.pump_alert\n1,met\n2,not_met\n");
    assert_eq!(out("--columns score.* --no-header"), "unknown,unknown\nunknown,unknown\n");
    let ran = desk.batch("forms.csv --columns has_pumps,case");
    assert_eq!(ran.status, 2);
    assert!(ran.said.contains("`has_pumps`") && ran.said.contains("did you mean `has_pump`?"), "{}", ran.said);
    assert_eq!(desk.batch("forms.csv --format ndjson --no-header").status, 2);
}

#[test]
fn a_cell_that_a_spreadsheet_would_run_is_made_harmless() {
    let table = "case,pump\n=1+1,yes\n+cmd,yes\n-5,yes\n@x,yes\n-a,yes\n";
    let desk = Desk::with(&[("forms.csv", table.as_bytes())]);
    let out = desk.batch("forms.csv --columns case --no-header").out;
    assert_eq!(out, "'=1+1\n'+cmd\n-5\n'@x\n'-a\n");
}

#[test]
fn a_score_gets_no_apostrophe_for_it_is_a_number() {
    let rules = super::RULES.replace(
        "alerts:",
        "  - { id: better, title: Better, value: { multiply: [change, 10] }, sources: [own] }\nalerts:",
    );
    let table = b"case,change\n-1..2,-2.5\n=1,\nA2,4\n";
    let desk = Desk::with(&[("forms.csv", table), ("own.yaml", rules.as_bytes())]);
    let ran = desk.batch_with(&["--rules", "own.yaml"], "forms.csv --columns case,score.better --no-header", b"");
    assert_eq!(ran.out, "'-1..2,-25\n'=1,-40..40\nA2,40\n", "{}", ran.said);
}

#[test]
fn different_cases_stay_different_and_are_read_as_they_were_written() {
    let desk = Desk::with(&[("forms.csv", b"case,pump\n=1,yes\n''=1,yes\n'''=1,yes\n'x,yes\n''x,yes\n")]);
    let out = desk.batch("forms.csv --columns case,has_pump").out;
    assert_eq!(column(&out, "case"), ["'=1", "''=1", "'''=1", "'x", "''x"]);
    std::fs::write(desk.path("again.csv"), out.replace("has_pump", "pump").replace(",met", ",maybe")).unwrap();
    desk.batch("again.csv -o r.csv --rejects x.csv");
    std::fs::write(desk.path("again.csv"), desk.read("x.csv").replace("maybe", "yes")).unwrap();
    let again = desk.batch("again.csv --columns case,has_pump").out;
    assert_eq!(again, out);
}

#[test]
fn the_output_is_whole_or_not_there() {
    let desk = Desk::with(&[("forms.csv", TABLE), ("r.csv", b"before")]);
    let ran = desk.batch("forms.csv missing.csv -o r.csv --rejects x.csv");
    assert_eq!(ran.status, 1);
    assert!(ran.said.contains("`missing.csv`"), "{}", ran.said);
    assert_eq!((desk.read("r.csv").as_str(), desk.files().len()), ("before", 2));

    // a record beyond all measure ends the run in the middle
    let endless = [b"case,pump\nA2,yes\nB3,\"".as_slice(), &vec![b'x'; 9 << 20]].concat();
    let desk = Desk::with(&[("forms.csv", &endless), ("r.csv", b"before")]);
    let ran = desk.batch("forms.csv -o r.csv --rejects x.csv");
    assert_eq!(ran.status, 1);
    assert!(ran.said.contains("record 2 of `forms.csv` (line 3) is longer than 4 MiB"), "{}", ran.said);
    assert_eq!(
        (desk.read("r.csv").as_str(), desk.files()),
        ("before", vec!["forms.csv".to_owned(), "r.csv".to_owned()])
    );
}

#[test]
fn an_input_is_never_written_over() {
    let desk = Desk::with(&[("forms.csv", TABLE)]);
    for arguments in [
        "forms.csv -o forms.csv",
        "forms.csv -o ./forms.csv",
        "forms.csv -o r.csv --rejects forms.csv",
        "forms.csv -o r.csv --rejects r.csv",
        "forms.csv -o r.csv --rejects ./r.csv",
    ] {
        assert_eq!(desk.batch(arguments).status, 2, "{arguments}");
    }
    assert_eq!((desk.read("forms.csv").as_bytes(), desk.files().len()), (TABLE, 1));
}

#[cfg(unix)]
#[test]
fn nor_is_the_file_behind_standard_input() {
    let desk = Desk::with(&[("forms.csv", TABLE)]);
    for output in ["forms.csv", "./forms.csv"] {
        let mut command = candor();
        command.args(["--rules", "rules.yaml", "batch", "-", "-o", output]).current_dir(desk.folder.path());
        let output = Running::start(command.stdin(fs::File::open(desk.path("forms.csv")).unwrap())).ended();
        assert_eq!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(desk.read("forms.csv").as_bytes(), TABLE);
    }
}

#[cfg(unix)]
#[test]
fn files_are_their_owners_and_links_and_devices_stay() {
    use std::os::unix::fs::{PermissionsExt, symlink};
    let desk = Desk::with(&[("forms.csv", b"case,pump\nA2,maybe\n"), ("r.csv", b"before")]);
    symlink("forms.csv", desk.path("link.csv")).unwrap();
    assert_eq!(desk.batch("forms.csv -o link.csv").status, 2, "a link to an input is that input");
    symlink("r.csv", desk.path("results.csv")).unwrap();
    assert_eq!(desk.batch("forms.csv -o results.csv --rejects x.csv").status, 4);
    for name in ["r.csv", "x.csv"] {
        assert_eq!(fs::metadata(desk.path(name)).unwrap().permissions().mode() & 0o777, 0o600, "{name}");
    }
    assert!(fs::symlink_metadata(desk.path("results.csv")).unwrap().is_symlink());
    assert_eq!(desk.batch("forms.csv -o /dev/null").status, 4);
    assert!(!fs::metadata("/dev/null").unwrap().is_file());
}

#[test]
fn a_reader_who_leaves_ends_the_run_quietly() {
    let records = "A2,yes\n".repeat(20_000);
    let desk = Desk::with(&[("forms.csv", format!("case,pump\n{records}").as_bytes())]);
    let mut command = candor();
    command.args(["--rules", "rules.yaml", "batch", "forms.csv"]).current_dir(desk.folder.path());
    let mut running = Running::start(command.stdout(Stdio::piped()));
    running.leave();
    assert_eq!(String::from_utf8_lossy(&running.ended().stderr), "");
}

#[cfg(unix)]
#[test]
fn a_stopped_run_leaves_no_file() {
    for signal in signals_that_stop() {
        let desk = Desk::with(&[]);
        let mut command = candor();
        command.args(["--rules", "rules.yaml", "batch", "-", "-o", "r.csv.gz", "--rejects", "x.csv"]);
        command.args(["--summaries", "sheets"]).current_dir(desk.folder.path()).stdin(Stdio::piped());
        let mut running = Running::start(&mut command);
        // more than is looked at to find the format, so that the run is under way
        running.feed(format!("case,pump\n{}", "A2,yes\n".repeat(20_000)).as_bytes());
        let begun = Instant::now();
        while desk.files().len() < 3 {
            assert!(begun.elapsed() < PATIENCE, "only {:?}", desk.files());
            thread::sleep(Duration::from_millis(1));
        }
        running.signal(signal);
        assert_eq!(running.ended().status.code(), Some(130));
        assert!(desk.files().is_empty(), "{:?}", desk.files());
    }
}
