//! A large file sent to the disk in parts.

use std::fs::File;
use std::io::{self, Write};

/// Number of bytes sent at once.
const SENT: u64 = 4 << 20;

/// A file whose bytes are on their way to the disk while others are made, so that the final sync is short. Only Linux
/// can be asked to begin.
pub(super) struct SteadyFile {
    file: File,
    written: u64,
    /// Number of written bytes that were sent.
    sent: u64,
}

impl SteadyFile {
    pub(super) fn new(file: File) -> SteadyFile {
        SteadyFile { file, written: 0, sent: 0 }
    }
}

impl Write for SteadyFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.written += written as u64;
        if self.written - self.sent >= SENT {
            // `DontNeed` starts the write to the disk at once. The sync at the end reports whether it succeeded.
            #[cfg(target_os = "linux")]
            let _ = rustix::fs::fadvise(
                &self.file,
                self.sent,
                std::num::NonZeroU64::new(self.written - self.sent),
                rustix::fs::Advice::DontNeed,
            );
            self.sent = self.written;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
mod tests {
    use super::*;

    #[test]
    fn a_large_file_holds_what_was_written_piece_by_piece() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let all: Vec<u8> = (0..9_000_000_u32).map(|place| (place % 251) as u8).collect(); // more than twice what is sent at once
        let mut out = SteadyFile::new(file.reopen().unwrap());
        for piece in all.chunks(922_337) {
            out.write_all(piece).unwrap();
        }
        out.flush().unwrap();
        assert!(std::fs::read(file.path()).unwrap() == all, "the file differs");
    }
}
