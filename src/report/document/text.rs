//! A rulebook as text, to read on a screen or on paper.

use std::io::{self, Write};

use textwrap::{Options, WordSeparator, WordSplitter, wrap};

use crate::words::rulebook_document::{Block, RulebookDocument};

/// The narrowest and the widest page; a longer line is hard to read.
const WIDTHS: (usize, usize) = (40, 120);

/// Writes it, in so many columns.
///
/// # Errors
/// Where `out` fails.
pub fn write(document: &RulebookDocument, width: usize, out: &mut impl Write) -> io::Result<()> {
    let width = width.clamp(WIDTHS.0, WIDTHS.1);
    for (place, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Heading(level @ 1..=3, text) => {
                let rule = if *level == 3 { "-" } else { "=" };
                let text = if *level == 3 { text.clone() } else { text.to_uppercase() };
                if place > 0 {
                    writeln!(out)?;
                }
                paragraph(out, width, "", "", &text)?;
                writeln!(out, "{}", rule.repeat(width))?;
            }
            Block::Heading(_, text) => {
                writeln!(out)?;
                paragraph(out, width, "", "  ", text)?;
            }
            Block::Paragraph(text) => {
                writeln!(out)?;
                paragraph(out, width, "", "", text)?;
            }
            Block::Line(label, text) if text.is_empty() => paragraph(out, width, "  ", "    ", label)?,
            Block::Line(label, text) => paragraph(out, width, "  ", "    ", &format!("{label}: {text}"))?,
            Block::List(label, items) => {
                if !label.is_empty() {
                    paragraph(out, width, "  ", "    ", &format!("{label}:"))?;
                }
                for item in items {
                    paragraph(out, width, "    - ", "      ", item)?;
                }
            }
        }
    }
    Ok(())
}

fn paragraph(out: &mut impl Write, width: usize, first: &str, rest: &str, text: &str) -> io::Result<()> {
    let options = Options::new(width)
        .initial_indent(first)
        .subsequent_indent(rest)
        .break_words(false)
        .word_separator(WordSeparator::AsciiSpace)
        .word_splitter(WordSplitter::NoHyphenation);
    wrap(text, options).iter().try_for_each(|line| writeln!(out, "{}", line.trim_end()))
}
