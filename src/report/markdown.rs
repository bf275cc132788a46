//! Draws a page as Markdown, for records that keep it. Text that people wrote is escaped: it never becomes markup.

use std::io::{self, Write};

use crate::page::{Block, Grid};

/// Length of a line to write on, in columns.
const BLANK: usize = 40;

/// Writes a page as Markdown.
///
/// # Errors
/// Returns an error if `out` fails.
pub fn write(blocks: &[Block], out: &mut impl Write) -> io::Result<()> {
    let mut page = Markdown { text: String::new(), in_list: false };
    for block in blocks {
        page.block(block);
    }
    out.write_all(page.text.as_bytes())
}

struct Markdown {
    text: String,
    /// Whether the previous block was a list, so that an entry may continue it.
    in_list: bool,
}

impl Markdown {
    fn block(&mut self, block: &Block) {
        let in_list = matches!(block, Block::List(_) | Block::Packed(_) | Block::Entry { .. });
        let goes_on = self.in_list && matches!(block, Block::Entry { .. });
        if !goes_on && !self.text.is_empty() && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
        self.in_list = in_list;
        match block {
            Block::Title(text) => self.line(&["# ", &escaped(text)].concat()),
            Block::Heading(level, text, beside) => {
                let beside = beside.as_ref().map(|beside| [" (", &escaped(beside), ")"].concat()).unwrap_or_default();
                self.line(&["#".repeat(usize::from(*level)).as_str(), " ", &escaped(text), &beside].concat());
            }
            Block::Paragraph(text) => self.line(&escaped(text)),
            Block::List(items) => {
                for item in items {
                    let sign = if item.sign.is_empty() { String::new() } else { ["**", item.sign, "** "].concat() };
                    self.line(&["  ".repeat(item.depth).as_str(), "- ", &sign, &escaped(&item.text)].concat());
                }
            }
            Block::Packed(pairs) => {
                for (label, text) in pairs {
                    self.line(&["- **", &escaped(label), "**: ", &escaped(text)].concat());
                }
            }
            Block::Entry { stands, title, lines } => {
                self.line(&["- **", &escaped(stands), "** ", &escaped(title)].concat());
                for line in lines {
                    self.line(&["  - ", &escaped(line)].concat());
                }
            }
            Block::Grid(grid) => self.grid(grid),
            Block::Blank(label) => self.line(&[&escaped(label), " ", &"_".repeat(BLANK)].concat()),
            Block::Break => {}
        }
    }

    /// Draws a table. Markdown requires a row of headings; without headings its cells are empty.
    fn grid(&mut self, grid: &Grid) {
        let columns = grid.columns.len().max(grid.rows.first().map_or(0, Vec::len));
        let headings = if grid.columns.is_empty() { vec![String::new(); columns] } else { grid.columns.clone() };
        self.row(&headings);
        self.line(&["|", &"---|".repeat(columns)].concat());
        for row in &grid.rows {
            self.row(row);
        }
    }

    fn row(&mut self, cells: &[String]) {
        let cells: Vec<String> = cells.iter().map(|cell| escaped(cell)).collect();
        self.line(&["| ", &cells.join(" | "), " |"].concat());
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(line.trim_end());
        self.text.push('\n');
    }
}

/// Returns the text on one line, with all markup escaped.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&' => escaped.extend(['\\', character]),
            '\n' | '\r' => escaped.push(' '),
            _ => escaped.push(character),
        }
    }
    escaped
}
