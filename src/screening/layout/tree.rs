//! The tree of one standing, arranged as blocks.

use super::Layout;
use super::answers::{open_list, used_list};
use crate::page::{Block, ListItem};
use crate::screening::summary::{WhyLine, WhyPage};
use crate::ui::Ui;

/// Arranges the tree of one standing: an item for each part of its conditions, deeper parts further in; then the answers
/// used, what is open, the sources, and what would settle it.
#[must_use]
pub fn tree_blocks(page: &WhyPage, ui: &Ui) -> Vec<Block> {
    let layout = Layout { ui };
    let texts = &ui.summary.criterion;
    let item = |line: &WhyLine| {
        let truth = if line.truth.is_empty() { String::new() } else { [&line.truth, ": "].concat() };
        ListItem::at(line.depth, [truth, line.text.clone()].concat())
    };
    let open = (!page.open.is_empty()).then(|| texts.open(open_list(ui, &page.open)));
    let answers = (!page.answers.is_empty()).then(|| texts.answers(used_list(ui, &page.answers)));
    let below = answers.into_iter().chain(open).chain(page.sources.iter().map(|source| texts.source(source)));
    let items = page.lines.iter().map(item).chain(below.map(|line| ListItem::at(0, line)));
    let blocks = [Block::Title(page.heading.clone()), Block::List(items.collect())];
    let settle = page.settle.iter().flat_map(|settle| layout.settle(std::slice::from_ref(settle)));
    blocks.into_iter().chain(settle).collect()
}
