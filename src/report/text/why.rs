//! Why one criterion stands as it does, as text.

use std::io::{self, Write};

use super::{Look, Sheet, Text};
use crate::report::{open_list, used};
use crate::screening::summary::WhyPage;
use crate::ui::Ui;

/// Writes the tree of one standing: a line for each part of its conditions, deeper parts further in.
///
/// # Errors
/// Where `out` fails.
pub fn write(page: &WhyPage, ui: &Ui, look: Look, out: &mut impl Write) -> io::Result<()> {
    let mut text = Text { ui, sheet: Sheet::new(look) };
    text.sheet.title(&page.heading);
    for line in &page.lines {
        let indent = "  ".repeat(line.depth);
        let truth = if line.truth.is_empty() { String::new() } else { [&line.truth, ": "].concat() };
        text.sheet.wrapped(&[indent.as_str(), &truth, &line.text].concat(), &[&indent, "  "].concat());
    }
    let texts = &ui.summary.criterion;
    let answers = page.answers.iter().map(|answer| used(ui, answer)).collect::<Vec<_>>().join("; ");
    if !answers.is_empty() {
        text.sheet.wrapped(&texts.answers(&answers), "  ");
    }
    if !page.open.is_empty() {
        text.sheet.wrapped(&texts.open(open_list(ui, &page.open)), "  ");
    }
    for source in &page.sources {
        text.sheet.wrapped(&texts.source(source), "  ");
    }
    if let Some(settle) = &page.settle {
        text.settle(std::slice::from_ref(settle));
    }
    text.sheet.write(out)
}
