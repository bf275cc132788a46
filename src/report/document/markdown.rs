//! A rulebook as Markdown, for records and pages that keep it. What stands in the rulebook never becomes markup.

use std::io::{self, Write};

use crate::report::markdown::escaped;
use crate::words::rulebook_document::{Block, RulebookDocument};

/// Writes it.
///
/// # Errors
/// Where `out` fails.
pub fn write(document: &RulebookDocument, out: &mut impl Write) -> io::Result<()> {
    let mut in_list = false;
    for (place, block) in document.blocks.iter().enumerate() {
        let list = matches!(block, Block::Line(..) | Block::List(..));
        if place > 0 && !(list && in_list) {
            writeln!(out)?;
        }
        in_list = list;
        match block {
            Block::Heading(level, text) => writeln!(out, "{} {}", "#".repeat(usize::from(*level)), escaped(text))?,
            Block::Paragraph(text) => writeln!(out, "{}", escaped(text))?,
            Block::Line(label, text) if text.is_empty() => writeln!(out, "- **{}**", escaped(label))?,
            Block::Line(label, text) => writeln!(out, "- **{}:** {}", escaped(label), escaped(text))?,
            Block::List(label, items) => {
                let indent = if label.is_empty() { "" } else { "  " };
                if !label.is_empty() {
                    writeln!(out, "- **{}:**", escaped(label))?;
                }
                for item in items {
                    writeln!(out, "{indent}- {}", escaped(item))?;
                }
            }
        }
    }
    Ok(())
}
