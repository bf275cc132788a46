//! The time zone that `TZ` names, as the whole program takes it: whatever it names, no command reads without end.

use std::path::Path;

use crate::program::{candor, output};

/// Draws the summary of the example, whose day is today where it names none, and returns what is said beside it.
#[track_caller]
fn said(zone: &str) -> String {
    let example = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/case.yaml");
    let drawn = output(candor().env("TZ", zone).arg("summary").arg(example), b"");
    assert!(drawn.status.success(), "{zone}: {}", drawn.status);
    String::from_utf8_lossy(&drawn.stderr).into_owned()
}

#[test]
fn a_time_zone_that_is_none_is_said_once_and_read_no_further() {
    for zone in ["/dev/zero", "/dev", "nowhere at all"] {
        assert_eq!(said(zone), format!("`TZ` names no time zone: `{zone}`; days and times are those of UTC\n"));
    }
    for zone in ["", "UTC", "CET-1CEST,M3.5.0,M10.5.0/3"] {
        assert_eq!(said(zone), "", "{zone}");
    }
}
