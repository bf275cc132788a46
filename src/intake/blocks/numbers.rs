//! The numbers of the lines that records begin on.

use memchr::memchr_iter;

use super::{Block, Span};

/// Counts the lines of a block as far as they were asked for.
#[derive(Debug)]
pub struct LineNumbers<'b> {
    pub(super) block: &'b Block,
    pub(super) ended: LinesEnded,
    pub(super) at: usize,
}

impl LineNumbers<'_> {
    /// The number of the line that a record begins on, from 1.
    pub fn of(&mut self, span: Span) -> u64 {
        self.ended.pass(&self.block.bytes[self.at..span.start]);
        self.at = span.start;
        self.ended.count + 1
    }
}

/// Counts line ends.
#[derive(Clone, Copy, Debug, Default)]
pub struct LinesEnded {
    /// So many.
    pub count: u64,
    /// `\r` ends a line, too, and `\r\n` ends one.
    returns: bool,
    after_return: bool,
}

impl LinesEnded {
    /// So many already; lines end with `\n`.
    #[must_use]
    pub(super) fn of(count: u64) -> LinesEnded {
        LinesEnded { count, ..LinesEnded::default() }
    }

    /// None yet; lines end with `\n`, `\r\n` or `\r`.
    #[must_use]
    pub fn of_any_kind() -> LinesEnded {
        LinesEnded { returns: true, ..LinesEnded::default() }
    }

    /// Counts those of the next bytes.
    pub fn pass(&mut self, bytes: &[u8]) {
        let Some(&last) = bytes.last() else { return };
        let feeds = memchr_iter(b'\n', bytes);
        let returns = if self.returns { memchr_iter(b'\r', bytes).count() } else { 0 };
        let feeds = if returns == 0 && !self.after_return {
            feeds.count()
        } else {
            feeds
                .filter(|&place| place.checked_sub(1).map_or(!self.after_return, |before| bytes[before] != b'\r'))
                .count()
        };
        self.count += (returns + feeds) as u64;
        self.after_return = self.returns && last == b'\r';
    }
}
