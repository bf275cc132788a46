//! The clock, and the time zone of printed days and times.

use std::env;
use std::ffi::OsStr;
use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::OnceLock;
use std::time::SystemTime;

use jiff::tz::TimeZone;
use jiff::{Timestamp, Zoned};

use crate::unit::clean;

/// The largest file of a time zone, in bytes; those of the system have some thousands.
const MOST_BYTES: u64 = 1024 * 1024;

/// Returns the present time, in the zone of the run.
pub(super) fn now() -> Zoned {
    Timestamp::now().to_zoned(zone().clone())
}

/// Returns a time of the file system in the zone of the run; `None` if it is out of the range of a timestamp.
pub(super) fn told(at: SystemTime) -> Option<Zoned> {
    Timestamp::try_from(at).ok().map(|at| at.to_zoned(zone().clone()))
}

/// Returns the time zone that `TZ` names, otherwise that of the system. It is determined once. If `TZ` names none, the
/// zone is UTC, and a line on standard error says so.
fn zone() -> &'static TimeZone {
    static ZONE: OnceLock<TimeZone> = OnceLock::new();
    ZONE.get_or_init(|| {
        let Some(named) = env::var_os("TZ") else { return TimeZone::system() };
        named_zone(&named).unwrap_or_else(|| {
            let name = clean(&named.to_string_lossy());
            // a failure to write is ignored: there is no other place to say it
            let _ = writeln!(io::stderr(), "`TZ` names no time zone: `{name}`; days and times are those of UTC");
            TimeZone::UTC
        })
    })
}

/// Returns the time zone of a value of `TZ`, with or without a leading colon: UTC if it is empty, the file (`TZif`, RFC
/// 9636) of an absolute path, otherwise a rule (POSIX, `CET-1CEST,M3.5.0,M10.5.0/3`) or a name (`Europe/Berlin`).
fn named_zone(named: &OsStr) -> Option<TimeZone> {
    let name = named.to_str()?;
    let name = name.strip_prefix(':').unwrap_or(name);
    if name.is_empty() {
        return Some(TimeZone::UTC);
    }
    if Path::new(name).is_absolute() {
        return of_file(Path::new(name));
    }
    TimeZone::posix(name).or_else(|_| TimeZone::get(name)).ok()
}

/// Returns the time zone of a file; `None` if it is no regular file, is longer than `MOST_BYTES`, or holds no zone.
fn of_file(path: &Path) -> Option<TimeZone> {
    let found = path.metadata().ok()?;
    if !found.is_file() || found.len() > MOST_BYTES {
        return None;
    }
    let mut bytes = Vec::new();
    File::open(path).ok()?.take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    TimeZone::tzif(&name_of(path), &bytes).ok()
}

/// Returns the name of the zone in a path like `/usr/share/zoneinfo/Europe/Berlin`, otherwise the path.
fn name_of(path: &Path) -> String {
    let path = path.to_string_lossy();
    path.rsplit_once("zoneinfo/").map_or(&*path, |(_, name)| name).to_owned()
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
    use super::*;

    /// Returns the offset from UTC in January, in hours; `None` if `named` names no time zone.
    fn offset(named: impl AsRef<OsStr>) -> Option<i32> {
        let winter = jiff::civil::date(2026, 1, 15).at(12, 0, 0, 0);
        named_zone(named.as_ref()).map(|zone| winter.to_zoned(zone).unwrap().offset().seconds() / 3600)
    }

    #[test]
    fn a_time_zone_is_named_in_every_way_that_posix_knows() {
        for (named, hours) in [
            ("", Some(0)),
            (":", Some(0)),
            ("UTC", Some(0)),
            ("UTC0", Some(0)),
            ("CET-1CEST,M3.5.0,M10.5.0/3", Some(1)),
            (":CET-1CEST,M3.5.0,M10.5.0/3", Some(1)),
            ("EST5", Some(-5)),
            ("nowhere at all", None),
            ("../../../dev/zero", None),
            ("Europe/../../../../dev/zero", None),
        ] {
            assert_eq!(offset(named), hours, "{named:?}");
        }
    }

    #[test]
    fn of_what_is_no_small_file_nothing_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let (huge, garbage) = (folder.path().join("huge"), folder.path().join("garbage"));
        File::create(&huge).unwrap().set_len(1 << 40).unwrap();
        std::fs::write(&garbage, "no time zone").unwrap();
        let fifo = folder.path().join("fifo");
        #[cfg(target_os = "linux")]
        rustix::fs::mknodat(rustix::fs::CWD, &fifo, rustix::fs::FileType::Fifo, rustix::fs::Mode::RUSR, 0).unwrap();
        let paths = [Path::new("/dev/zero"), folder.path(), &fifo, &huge, &garbage, &folder.path().join("nothing")];
        for path in paths {
            assert_eq!(offset(path), None, "{}", path.display());
        }
        #[cfg(unix)]
        assert_eq!(offset(<OsStr as std::os::unix::ffi::OsStrExt>::from_bytes(b"/\xFF")), None, "no text");
    }

    #[test]
    fn a_file_of_a_time_zone_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("zone");
        // version 2, without transitions: two headers and blocks of one type (60 min, "CET"), followed by a rule
        let block = |bytes: &mut Vec<u8>| {
            bytes.extend(b"TZif2");
            bytes.extend([0; 15]);
            bytes.extend([0_u32, 0, 0, 0, 1, 4].into_iter().flat_map(u32::to_be_bytes));
            bytes.extend(3600_i32.to_be_bytes());
            bytes.extend([0, 0]);
            bytes.extend(b"CET\0");
        };
        let mut bytes = Vec::new();
        block(&mut bytes);
        block(&mut bytes);
        bytes.extend(b"\nCET-1\n");
        std::fs::write(&path, bytes).unwrap();
        assert_eq!(offset(&path), Some(1));
    }
}
