//! What reading alone costs, to hold `candor batch` against: the records of a table as the `csv` crate splits them, the
//! lines of NDJSON as `serde_json` checks them. Nothing is kept of what is read. `benches/peers/run` measures both.
//!
//! ```text
//! cargo run --release --example scan -- csv many.csv
//! cargo run --release --example scan -- ndjson many.ndjson
//! ```

use std::error::Error;
use std::fs::File;
use std::io::{self, BufRead, BufReader, Write};
use std::process::ExitCode;

use csv::ByteRecord;
use serde::de::IgnoredAny;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let scanned = match arguments.iter().map(String::as_str).collect::<Vec<_>>()[..] {
        ["csv", file] => csv(file),
        ["ndjson", file] => ndjson(file),
        _ => Err("usage: scan csv|ndjson FILE".into()),
    };
    match scanned {
        Ok(records) => {
            let _ = writeln!(io::stdout(), "{records} records");
            ExitCode::SUCCESS
        }
        Err(failure) => {
            let _ = writeln!(io::stderr(), "{failure}");
            ExitCode::FAILURE
        }
    }
}

fn csv(file: &str) -> Result<u64, Box<dyn Error>> {
    let mut reader = csv::Reader::from_path(file)?;
    let (mut record, mut records) = (ByteRecord::new(), 0);
    while reader.read_byte_record(&mut record)? {
        records += 1;
    }
    Ok(records)
}

fn ndjson(file: &str) -> Result<u64, Box<dyn Error>> {
    let mut reader = BufReader::with_capacity(1 << 16, File::open(file)?);
    let (mut line, mut records) = (Vec::new(), 0);
    while reader.read_until(b'\n', &mut line)? > 0 {
        serde_json::from_slice::<IgnoredAny>(&line)?;
        line.clear();
        records += 1;
    }
    Ok(records)
}
