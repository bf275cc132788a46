//! The tree of one standing in words, with the answers used, what is open, and what would settle it.

use serde::Serialize;

use super::lines::{AnswerLine, Open};
use super::page::Page;
use super::settling::{self, SettleLine};
use crate::rulebook::{CriterionId, Node};
use crate::screening::tree::{self, Branch, Part};
use crate::screening::{Screening, Standing};
use crate::truth::Truth;
use crate::ui::Ui;

/// Why one criterion stands as it does.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WhyPage {
    /// Its title and how it stands.
    pub heading: String,
    /// Whom it concerns, and what its condition comes to; deeper lines belong to the shallower one above them.
    pub lines: Vec<WhyLine>,
    /// The answers used.
    pub answers: Vec<AnswerLine>,
    /// The missing answers that could settle it; of a settled one, those that could still turn it.
    pub open: Vec<Open>,
    /// What it rests on.
    pub sources: Vec<String>,
    /// What would settle it; `None` where it is settled.
    pub settle: Option<SettleLine>,
}

/// A line of the tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WhyLine {
    /// How deep it stands; 0 for the headings.
    pub depth: usize,
    /// "holds", "does not hold", "not known"; empty for the headings.
    pub truth: String,
    /// What it says.
    pub text: String,
}

impl WhyPage {
    /// Of one criterion.
    #[must_use]
    pub fn of(screening: &Screening<'_>, ui: &Ui, criterion: CriterionId) -> WhyPage {
        let page = &Page::new(screening, ui);
        let texts = &ui.summary.why;
        let (applies, when) = tree::of_standing(screening, criterion);
        let of = &screening.rulebook.criteria[criterion];
        let standing = screening.standing(criterion);
        let (on, open) = screening.because(criterion);
        let mut lines = vec![heading(texts.applies)];
        match applies {
            Some(applies) => branch(page, &applies, 1, &mut lines),
            None => lines.push(WhyLine { depth: 1, truth: texts.holds.to_owned(), text: texts.always.to_owned() }),
        }
        lines.push(heading(texts.when));
        branch(page, &when, 1, &mut lines);
        let settle = settling::of_criterion(page, criterion);
        WhyPage {
            heading: ui.summary.criterion.stands(&of.title, page.standing(standing)),
            lines,
            answers: page.in_order(&on).into_iter().map(|question| page.answer(question)).collect(),
            open: page.open(&open),
            sources: page.cited(&of.sources).into_iter().map(|cited| cited.text).collect(),
            settle: settle.filter(|_| standing == Standing::Unknown),
        }
    }
}

fn heading(text: &str) -> WhyLine {
    WhyLine { depth: 0, truth: String::new(), text: text.to_owned() }
}

fn branch(page: &Page<'_, '_>, of: &Branch<'_>, depth: usize, lines: &mut Vec<WhyLine>) {
    let texts = &page.ui.summary.why;
    let truth = match of.truth() {
        Truth::True => texts.holds,
        Truth::False => texts.does_not,
        Truth::Unknown => texts.not_known,
    };
    let text = match of.part {
        Part::All => texts.all.to_owned(),
        Part::Any => texts.any.to_owned(),
        Part::Not => texts.not.to_owned(),
        Part::Count(Some(low), Some(high)) => texts.between(low, high),
        Part::Count(None, Some(most)) => texts.at_most(most),
        Part::Count(least, None) => texts.at_least(least.unwrap_or(0)),
        Part::Fact(title) => texts.fact(title),
        Part::Test(condition, subject) => {
            let words = page.phrase.condition(condition);
            let words = match subject {
                Node::Question(question) => [words, page.mark(question)].join(" "),
                Node::Fact(_) | Node::Score(_) => words,
            };
            texts.test(&words, found(page, subject))
        }
    };
    lines.push(WhyLine { depth, truth: truth.to_owned(), text });
    for inside in &of.inside {
        branch(page, inside, depth + 1, lines);
    }
}

/// What a test looks at comes to: the answer, or why there is none; of one that may not apply, what it waits for.
fn found(page: &Page<'_, '_>, subject: Node) -> String {
    let waiting = match subject {
        Node::Question(question) if page.screening.asked(question).truth == Truth::Unknown => page.waiting(question),
        Node::Question(_) | Node::Fact(_) | Node::Score(_) => None,
    };
    [page.subject(subject)].into_iter().chain(waiting).collect::<Vec<_>>().join("; ")
}
