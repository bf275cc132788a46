//! Where in a rulebook conditions stand, and which limits they set.

use super::{Bounds, Condition, Formula, Node, Rulebook};
use crate::decimal::Decimal;

impl Rulebook {
    /// Every condition that stands by itself (not those inside others), in the order of the file's parts.
    #[must_use]
    pub fn conditions(&self) -> Vec<&Condition> {
        let mut all: Vec<&Condition> = Vec::new();
        all.extend(self.sections.iter().filter_map(|section| section.ask_when.as_ref()));
        all.extend(self.questions.iter().filter_map(|question| question.ask_when.as_ref()));
        all.extend(self.facts.iter().map(|fact| &fact.when));
        for score in &self.scores {
            score.value.visit(&mut |formula| {
                if let Formula::Count(conditions) = formula {
                    all.extend(conditions);
                }
            });
            all.extend(&score.more_when);
            all.extend(score.notes.iter().filter_map(|note| note.when.as_ref()));
        }
        all.extend(self.alerts.iter().map(|alert| &alert.when));
        for criterion in &self.criteria {
            all.extend(&criterion.applies_when);
            all.push(&criterion.when);
            all.extend(criterion.notes.iter().filter_map(|note| note.when.as_ref()));
        }
        all.extend(self.story.iter().filter_map(|part| part.when.as_ref()));
        all
    }

    /// Every limit that some condition, or a band, sets on a number question or a score; ascending, each once.
    #[must_use]
    pub fn limits_on(&self, subject: Node) -> Vec<Decimal> {
        let mut limits = Vec::new();
        if let Node::Score(score) = subject {
            limits.extend(self.score(score).bands.iter().map(|band| band.from));
        }
        for condition in self.conditions() {
            condition.visit(&mut |part| match part {
                Condition::Number(question, bounds) if Node::Question(*question) == subject => {
                    limits.extend(bounds.iter());
                }
                Condition::Score(score, bounds) if Node::Score(*score) == subject => limits.extend(bounds.iter()),
                _ => {}
            });
        }
        limits.sort_unstable();
        limits.dedup();
        limits
    }
}

impl Condition {
    /// This condition and all inside it, from the outside in.
    pub fn visit<'c>(&'c self, see: &mut impl FnMut(&'c Condition)) {
        see(self);
        match self {
            Condition::All(of) | Condition::Any(of) => of.iter().for_each(|of| of.visit(see)),
            Condition::Count(count) => count.of.iter().for_each(|of| of.visit(see)),
            Condition::Not(of) => of.visit(see),
            Condition::OneOf(..)
            | Condition::Names(..)
            | Condition::Number(..)
            | Condition::Answered(_)
            | Condition::Missing(_)
            | Condition::Fact(..)
            | Condition::Score(..)
            | Condition::Band(..) => {}
        }
    }
}

impl Formula {
    /// This formula and all inside it, from the outside in.
    pub fn visit<'f>(&'f self, see: &mut impl FnMut(&'f Formula)) {
        see(self);
        match self {
            Formula::Sum(of)
            | Formula::Mean(of)
            | Formula::Min(of)
            | Formula::Max(of)
            | Formula::Add(of)
            | Formula::Multiply(of) => of.iter().for_each(|of| of.visit(see)),
            Formula::Weighted(of) => of.iter().for_each(|(of, _)| of.visit(see)),
            Formula::Subtract(left, right) | Formula::Divide(left, right) => {
                left.visit(see);
                right.visit(see);
            }
            Formula::PercentDrop { from, to } => {
                from.visit(see);
                to.visit(see);
            }
            Formula::Question(_) | Formula::Score(_) | Formula::Literal(_) | Formula::Points(_) | Formula::Count(_) => {
            }
        }
    }
}

impl Bounds {
    /// The limits that are set.
    pub fn iter(&self) -> impl Iterator<Item = Decimal> + use<> {
        [self.at_least, self.above, self.at_most, self.below, self.equals].into_iter().flatten()
    }
}
