//! A sheet of plain lines: headings, paragraphs, items packed into lines, tables.

use std::io::{self, Write};

use comfy_table::presets::{ASCII_HORIZONTAL_ONLY, NOTHING};
use comfy_table::{ColumnConstraint, ContentArrangement, Table};
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

use super::Look;

/// The narrowest and the widest page; a longer line is hard to read.
const WIDTHS: (usize, usize) = (40, 120);

/// The lines drawn so far.
pub(super) struct Sheet {
    pub(super) width: usize,
    bold: bool,
    lines: Vec<String>,
}

impl Sheet {
    pub(super) fn new(look: Look) -> Sheet {
        Sheet { width: look.width.clamp(WIDTHS.0, WIDTHS.1), bold: look.bold, lines: Vec::new() }
    }

    pub(super) fn write(self, out: &mut impl Write) -> io::Result<()> {
        for line in self.lines {
            writeln!(out, "{}", line.trim_end())?;
        }
        Ok(())
    }

    pub(super) fn line(&mut self, line: String) {
        self.lines.push(line);
    }

    /// A line in bold, where bold is wanted.
    pub(super) fn title(&mut self, title: &str) {
        let title = if self.bold { ["\u{1b}[1m", title, "\u{1b}[0m"].concat() } else { title.to_owned() };
        self.lines.push(title);
    }

    /// A heading with what stands beside it, or below it where the line is too short.
    pub(super) fn heading(&mut self, heading: &str, beside: Option<&str>) {
        self.line(String::new());
        let heading = heading.to_uppercase();
        let beside = beside.filter(|beside| !beside.is_empty());
        let fits = |beside: &str| heading.width() + 3 + beside.width() <= self.width;
        match beside {
            Some(beside) if fits(beside) => {
                self.title(&heading);
                if let Some(line) = self.lines.last_mut() {
                    line.push_str(&["   ", beside].concat());
                }
            }
            _ => {
                for line in textwrap::wrap(&heading, self.width) {
                    self.title(&line);
                }
                self.wrapped(beside.unwrap_or_default(), "");
            }
        }
        self.line("-".repeat(self.width));
    }

    /// A paragraph; lines after its first begin with `indent`. Nothing for an empty one.
    pub(super) fn wrapped(&mut self, text: &str, indent: &str) {
        if text.trim().is_empty() {
            return;
        }
        let options = Options::new(self.width)
            .subsequent_indent(indent)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        self.lines.extend(textwrap::wrap(text, options).into_iter().map(std::borrow::Cow::into_owned));
    }

    /// Short items one after the other, as many as fit a line.
    pub(super) fn packed(&mut self, items: &[String]) {
        let mut line = String::new();
        for item in items {
            if !line.is_empty() && line.width() + 3 + item.width() > self.width {
                self.wrapped(&std::mem::take(&mut line), "  ");
            }
            if !line.is_empty() {
                line.push_str("   ");
            }
            line.push_str(item);
        }
        self.wrapped(&line, "  ");
    }

    pub(super) fn table(&self, ruled: bool) -> Table {
        let mut table = Table::new();
        table.load_style(NOTHING);
        if ruled {
            table.style_mut().header_separator = ASCII_HORIZONTAL_ONLY.row_separator;
        }
        table.force_no_tty().set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(self.width).unwrap_or(u16::MAX));
        table
    }

    /// The first column is as wide as its content, so that it never breaks.
    pub(super) fn drawn(&mut self, table: &mut Table) {
        for (place, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 2));
            if place == 0 {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        self.lines.extend(table.lines());
    }
}
