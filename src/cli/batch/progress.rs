//! The progress of reading: a bar on a terminal, a line for each tenth on one with plain lines, otherwise nothing.

use std::fs::File;
use std::io::{self, IsTerminal, Read, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::drawing;

/// The progress of a run on standard error.
#[derive(Clone)]
pub(super) struct ReadingProgress {
    /// The bytes to read and the bytes read, also if no bar is drawn.
    bar: ProgressBar,
    /// The last tenth that was printed; `None` if tenths are not printed.
    tenths: Option<Arc<AtomicU64>>,
}

impl ReadingProgress {
    /// Returns a progress in the form that fits the terminal; it prints nothing if it is `hidden`.
    pub(super) fn new(hidden: bool) -> ReadingProgress {
        let plain = drawing::is_in_words();
        let target = if hidden || plain { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let style = ProgressStyle::with_template("[{bar:40}] {bytes} of {total_bytes}, {eta} to go");
        let bar = ProgressBar::with_draw_target(Some(0), target);
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
        let lines = plain && !hidden && io::stderr().is_terminal();
        ReadingProgress { bar, tenths: lines.then(Arc::default) }
    }

    /// Adds to the number of bytes to read.
    pub(super) fn add(&self, bytes: u64) {
        self.bar.inc_length(bytes);
    }

    /// Returns a reader of the file that counts its bytes as they are read.
    pub(super) fn counted(&self, file: File) -> impl Read + Send + 'static {
        Counted { file, progress: self.clone() }
    }

    /// Prints a line without disturbing the bar. A failure to write is ignored.
    pub(super) fn say(&self, text: &str) {
        let _ = self.bar.suspend(|| writeln!(io::stderr(), "{text}"));
    }

    /// Removes the bar.
    pub(super) fn finish(&self) {
        self.bar.finish_and_clear();
    }

    fn advance(&self, bytes: u64) {
        self.bar.inc(bytes);
        let Some(said) = &self.tenths else { return };
        if let Some(tenth) = next_tenth(self.bar.position(), self.bar.length().unwrap_or(0), said) {
            let _ = writeln!(io::stderr(), "{tenth}0 % read"); // without a standard error nobody is left to tell
        }
    }
}

/// Returns the tenth that was reached, if it is new and not the last, which the end of the run reports.
fn next_tenth(read: u64, all: u64, said: &AtomicU64) -> Option<u64> {
    let tenth = read.saturating_mul(10).checked_div(all)?;
    let new = said.fetch_max(tenth, Ordering::Relaxed) < tenth;
    Some(tenth).filter(|tenth| new && *tenth < 10)
}

struct Counted {
    file: File,
    progress: ReadingProgress,
}

impl Read for Counted {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        let read = self.file.read(bytes)?;
        self.progress.advance(read as u64);
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_tenth_is_said_once_and_the_last_by_the_end_of_the_run() {
        let said = AtomicU64::new(0);
        let tenths = [0, 9, 10, 11, 19, 47, 48, 50, 99, 100, 120].map(|read| next_tenth(read, 100, &said));
        assert_eq!(
            tenths,
            [None, None, Some(1), None, None, Some(4), None, Some(5), Some(9), None, None],
            "of a hundred bytes"
        );
        assert_eq!(next_tenth(7, 0, &said), None, "of a pipe");
    }
}
