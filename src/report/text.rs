//! Draws a page as plain text: readable in 80 columns, on paper and after a fax. Bold headings at most; never a color.

use std::io::{self, Write};

use comfy_table::presets::{ASCII_HORIZONTAL_ONLY, NOTHING};
use comfy_table::{ColumnConstraint, ContentArrangement, Table};
use textwrap::{Options, WordSeparator, WordSplitter};
use unicode_width::UnicodeWidthStr;

use crate::page::{Block, Grid};

/// The narrowest and the widest page, in columns; a longer line is hard to read.
const WIDTHS: (usize, usize) = (40, 120);

/// The look of a text, decided once by the caller.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// Width in columns; kept between 40 and 120.
    pub width: usize,
    /// Whether headings are bold. Bold carries no meaning.
    pub bold: bool,
}

impl Default for Look {
    /// Returns the look for paper: 80 columns, nothing bold.
    fn default() -> Look {
        Look { width: 80, bold: false }
    }
}

/// Writes a page as text.
///
/// # Errors
/// Returns an error if `out` fails.
pub fn write(blocks: &[Block], look: Look, out: &mut impl Write) -> io::Result<()> {
    let width = look.width.clamp(WIDTHS.0, WIDTHS.1);
    let mut sheet = Sheet { width, bold: look.bold, lines: Vec::new() };
    for block in blocks {
        sheet.block(block);
    }
    sheet.lines.iter().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}

/// The lines drawn so far.
struct Sheet {
    width: usize,
    bold: bool,
    lines: Vec<String>,
}

impl Sheet {
    fn block(&mut self, block: &Block) {
        match block {
            Block::Title(text) => self.bold(text),
            Block::Heading(level, text, beside) => self.heading(*level, text, beside.as_deref().unwrap_or_default()),
            Block::Paragraph(text) => self.wrapped("", text, ""),
            Block::List(items) => {
                for item in items {
                    let indent = "  ".repeat(item.depth);
                    let sign = if item.sign.is_empty() { String::new() } else { [item.sign, " "].concat() };
                    self.wrapped(&[indent.as_str(), &sign].concat(), &item.text, &[indent.as_str(), "  "].concat());
                }
            }
            Block::Packed(pairs) => self.packed(pairs),
            Block::Entry { stands, title, lines } => {
                self.wrapped(&[&stands.to_uppercase(), "  "].concat(), title, "    ");
                for line in lines {
                    self.wrapped("    ", line, "      ");
                }
            }
            Block::Grid(grid) => self.grid(grid),
            Block::Blank(label) => {
                let blank = self.width.saturating_sub(label.width() + 1);
                self.lines.extend([[label, " ", &"_".repeat(blank)].concat(), String::new()]);
            }
            Block::Break => self.lines.push(String::new()),
        }
    }

    /// Draws a heading with `beside` on its line, or below it if the line is too short. Levels 1 to 3 get a rule below.
    fn heading(&mut self, level: u8, heading: &str, beside: &str) {
        self.lines.push(String::new());
        let heading = if level <= 2 { heading.to_uppercase() } else { heading.to_owned() };
        self.bold(&heading);
        let fits = heading.width() + 3 + beside.width() <= self.width;
        match self.lines.last_mut() {
            Some(line) if fits && !beside.is_empty() => line.push_str(&["   ", beside].concat()),
            _ => self.wrapped("", beside, ""),
        }
        if level <= 3 {
            self.lines.push("-".repeat(self.width));
        }
    }

    /// Draws a text, in bold if `bold` is set.
    fn bold(&mut self, text: &str) {
        let first = self.lines.len();
        self.wrapped("", text, "");
        for line in self.lines.iter_mut().skip(first).filter(|_| self.bold) {
            *line = ["\u{1b}[1m", line, "\u{1b}[0m"].concat();
        }
    }

    /// Draws a paragraph: its first line begins with `first`, further lines with `rest`. Draws nothing for an empty
    /// text.
    fn wrapped(&mut self, first: &str, text: &str, rest: &str) {
        if text.trim().is_empty() {
            return;
        }
        let options = Options::new(self.width)
            .subsequent_indent(rest)
            .word_separator(WordSeparator::AsciiSpace)
            .word_splitter(WordSplitter::NoHyphenation);
        let text = [first, text].concat();
        self.lines.extend(textwrap::wrap(&text, options).into_iter().map(std::borrow::Cow::into_owned));
    }

    /// Draws short labels with their texts, as many on a line as fit.
    fn packed(&mut self, pairs: &[(String, String)]) {
        let mut line = String::new();
        for (label, text) in pairs {
            let item = [label.as_str(), text].join(": ");
            if !line.is_empty() && line.width() + 3 + item.width() > self.width {
                self.wrapped("", &std::mem::take(&mut line), "  ");
            }
            if !line.is_empty() {
                line.push_str("   ");
            }
            line.push_str(&item);
        }
        self.wrapped("", &line, "  ");
    }

    fn grid(&mut self, grid: &Grid) {
        let mut table = Table::new();
        table.load_style(NOTHING);
        if !grid.columns.is_empty() {
            table.style_mut().header_separator = ASCII_HORIZONTAL_ONLY.row_separator;
            table.set_header(&grid.columns);
        }
        table.force_no_tty().set_content_arrangement(ContentArrangement::Dynamic);
        table.set_width(u16::try_from(self.width).unwrap_or(u16::MAX));
        table.add_rows(&grid.rows);
        for (place, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, 2));
            if place == 0 {
                column.set_constraint(ColumnConstraint::ContentWidth);
            }
        }
        self.lines.extend(table.lines());
    }
}
