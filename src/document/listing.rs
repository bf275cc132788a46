//! The text of a document for drawing errors: places count characters, long lines are cut around the underlined part.

use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

use miette::{MietteError, MietteSpanContents, SourceCode, SourceSpan, SpanContents};

use crate::text::visible;

/// Number of characters before the underlined part of a line that is cut.
const LEAD: usize = 24;
/// Number of characters drawn between an underlined text and its label.
const ARROW: usize = 5;
/// The greatest size of the lines shown together, in bytes.
const MOST_BYTES: usize = 4_000;

/// A text with its name, for drawing errors; control characters are replaced.
#[derive(Clone)]
pub struct Listing {
    name: String,
    text: Arc<str>,
    width: usize,
    /// The underlined spans, with the length of their labels in characters; any other span joins several of these.
    underlined: Arc<HashMap<SourceSpan, usize>>,
}

impl Listing {
    /// Creates a listing with lines of at most `width` characters; longer ones are cut.
    pub(super) fn new(name: &str, text: &str, width: usize, underlined: HashMap<SourceSpan, usize>) -> Listing {
        Listing {
            name: visible(name).into_owned(),
            text: Arc::from(visible(text)),
            width,
            underlined: Arc::new(underlined),
        }
    }

    /// Returns the same text for another width in characters.
    #[must_use]
    pub fn with_width(&self, width: usize) -> Listing {
        Listing { width: width.max(LEAD + 1), ..self.clone() }
    }

    fn line_start(&self, offset: usize) -> usize {
        self.text[..offset].rfind('\n').map_or(0, |newline| newline + 1)
    }

    fn line_end(&self, offset: usize) -> usize {
        self.text[offset..].find('\n').map_or(self.text.len(), |newline| offset + newline)
    }

    fn columns(&self, from: usize, to: usize) -> usize {
        self.text[from..to].chars().count()
    }

    fn fits(&self, line: &str) -> bool {
        line.len() <= MOST_BYTES && line.lines().all(|line| line.chars().count() <= self.width)
    }

    /// Returns the whole lines of a span with those around it, or a part of its first line; for a span that joins
    /// several underlined ones, only the text that shows them all.
    fn around(&self, start: usize, end: usize) -> Result<(usize, usize), MietteError> {
        let (mut from, mut to) = (self.line_start(start), self.line_end(end));
        let said = self.underlined.get(&SourceSpan::from(start..end)).copied();
        let room = |said: usize| self.columns(from, start) + self.columns(start, end) / 2 + ARROW + said <= self.width;
        if self.fits(&self.text[from..to]) && said.is_none_or(room) {
            if let Some(before) = from.checked_sub(1).map(|newline| self.line_start(newline))
                && self.fits(&self.text[before..from])
            {
                from = before;
            }
            let after = (to < self.text.len()).then(|| self.line_end(to + 1));
            if let Some(after) = after.filter(|&after| self.fits(&self.text[to..after])) {
                to = after;
            }
            return Ok((from, to));
        }
        let line = (from, self.line_end(start));
        let lead = self.text[line.0..start].char_indices().rev().nth(LEAD - 1).map_or(line.0, |(at, _)| line.0 + at);
        let cut = self.text[lead..line.1].char_indices().nth(self.width).map_or(line.1, |(at, _)| lead + at);
        if said.is_none() && cut < end { Err(MietteError::OutOfBounds) } else { Ok((lead, cut)) }
    }

    /// Returns the nearest character boundary at or before a byte offset.
    fn whole(&self, offset: usize) -> usize {
        (0..=offset.min(self.text.len())).rev().find(|&at| self.text.is_char_boundary(at)).unwrap_or(0)
    }
}

impl fmt::Debug for Listing {
    /// Formats the listing without its text.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Listing").field("name", &self.name).finish_non_exhaustive()
    }
}

impl SourceCode for Listing {
    fn read_span<'a>(
        &'a self,
        span: &SourceSpan,
        lines_before: usize,
        lines_after: usize,
    ) -> Result<Box<dyn SpanContents<'a> + 'a>, MietteError> {
        let start = self.whole(span.offset());
        let end = self.whole(span.offset().saturating_add(span.len())).max(start);
        let (from, to) = match (lines_before, lines_after) {
            (0, 0) => (start, end),
            _ => self.around(start, end)?,
        };
        let to = if to > end && self.text[from..to].ends_with('\r') { to - 1 } else { to };
        let line = self.text[..from].matches('\n').count();
        let column = self.text[self.line_start(from)..from].chars().count();
        let shown = &self.text.as_bytes()[from..to];
        let lines = self.text[from..to].matches('\n').count() + 1;
        let stretch = SourceSpan::from(from..to);
        Ok(Box::new(MietteSpanContents::new_named(self.name.clone(), shown, stretch, line, column, lines)))
    }
}
