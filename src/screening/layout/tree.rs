//! Arranges the tree of one standing as blocks: each part of a condition with its result.

use super::Layout;
use crate::page::{Block, ListItem};
use crate::rulebook::{Condition, CriterionId, Node};
use crate::screening::summary::context::SummaryContext;
use crate::screening::summary::settle::settle_line;
use crate::screening::what_if::what_would_settle_each;
use crate::screening::{Screening, Standing};
use crate::truth::Truth;
use crate::ui::Ui;

/// Returns the explanation of one standing. An item for each part of its conditions, indented by depth, is followed by
/// the answers used, the missing answers, the sources, and, if it is unknown, the answers that would settle it.
#[must_use]
pub fn tree_blocks(screening: &Screening<'_>, ui: &Ui, id: CriterionId) -> Vec<Block> {
    let (layout, texts) = (Layout { ui }, &ui.summary);
    let context = SummaryContext::new(screening, ui);
    let criterion = &screening.rulebook.criteria[id];
    let standing = screening.standing(id);
    let (used, open) = screening.because(id);

    let mut tree = StandingTree { context: &context, items: vec![ListItem::at(0, texts.why.applies)] };
    match &criterion.applies_when {
        Some(applies) => tree.condition(applies, 1),
        None => tree.part(1, Truth::True, texts.why.always),
    }
    tree.items.push(ListItem::at(0, texts.why.when));
    tree.condition(&criterion.when, 1);
    let sources = context.cited(&criterion.sources).into_iter().map(|cited| texts.criterion.source(&cited.text));
    let below = layout.reasons(&context.answers(&used)).into_iter().chain(layout.open(&context.open(&open)));
    tree.items.extend(below.chain(sources).map(|line| ListItem::at(0, line)));

    let heading = texts.criterion.stands(&criterion.title, context.standing(standing));
    let mut blocks = vec![Block::Title(heading), Block::List(tree.items)];
    if standing == Standing::Unknown {
        let settle = what_would_settle_each(screening, &[id]);
        blocks.extend(layout.settle(&settle.iter().map(|one| settle_line(&context, one)).collect::<Vec<_>>()));
    }
    blocks
}

/// The items written so far.
struct StandingTree<'t, 'f> {
    context: &'t SummaryContext<'t, 'f>,
    items: Vec<ListItem>,
}

impl StandingTree<'_, '_> {
    /// Adds a condition and its parts; a fact is followed by the condition that defines it.
    fn condition(&mut self, condition: &Condition, depth: usize) {
        let (context, texts) = (self.context, &self.context.ui.summary.why);
        let truth = context.screening.holds(condition).truth;
        match condition {
            Condition::All(_) => self.part(depth, truth, texts.all),
            Condition::Any(_) => self.part(depth, truth, texts.any),
            Condition::Not(_) | Condition::Fact(_, false) => self.part(depth, truth, texts.not),
            Condition::Fact(id, true) => self.part(depth, truth, &texts.fact(&context.rulebook.facts[*id].title)),
            Condition::Count(count) => {
                let so_many = match (count.at_least, count.at_most) {
                    (Some(low), Some(high)) => texts.between(low, high),
                    (None, Some(most)) => texts.at_most(most),
                    (least, None) => texts.at_least(least.unwrap_or(0)),
                };
                self.part(depth, truth, &so_many);
            }
            test => self.part(depth, truth, &self.test(test)),
        }
        match condition {
            Condition::Fact(id, true) => self.condition(&context.rulebook.facts[*id].when, depth + 1),
            Condition::Fact(id, false) => self.condition(&Condition::Fact(*id, true), depth + 1),
            _ => condition.parts().iter().for_each(|part| self.condition(part, depth + 1)),
        }
    }

    fn part(&mut self, depth: usize, truth: Truth, text: &str) {
        let texts = &self.context.ui.summary.why;
        let truth = match truth {
            Truth::True => texts.holds,
            Truth::False => texts.does_not,
            Truth::Unknown => texts.not_known,
        };
        self.items.push(ListItem::at(depth, [truth, text].join(": ")));
    }

    /// Words a test and the value of its subject: the answer, or the reason for its absence and the answers it waits
    /// for.
    fn test(&self, test: &Condition) -> String {
        let context = self.context;
        let words = context.phrase.condition(test);
        let Some(subject) = test.subject() else { return words };
        let (words, waiting) = match subject {
            Node::Question(question) => ([words, context.mark(question)].join(" "), context.waiting(question)),
            Node::Fact(_) | Node::Score(_) => (words, None),
        };
        let found = [context.subject(subject)].into_iter().chain(waiting).collect::<Vec<_>>().join("; ");
        context.ui.summary.why.test(&words, found)
    }
}
