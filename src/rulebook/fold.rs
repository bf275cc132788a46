//! Traversal of conditions and formulas: their parts, and the questions, facts and scores that they name.

use super::{Condition, Formula, Node, Rulebook};
use crate::answer::QuestionId;

impl Condition {
    /// Returns the conditions that it combines; none for a test.
    #[must_use]
    pub fn parts(&self) -> &[Condition] {
        match self {
            Condition::All(of) | Condition::Any(of) => of,
            Condition::Count(count) => &count.of,
            Condition::Not(of) => std::slice::from_ref(of),
            Condition::OneOf(..)
            | Condition::Names(..)
            | Condition::Number(..)
            | Condition::Answered(_)
            | Condition::Missing(_)
            | Condition::Fact(..)
            | Condition::Score(..)
            | Condition::Band(..) => &[],
        }
    }

    /// Returns the subject of a test; `None` for a combination of conditions.
    #[must_use]
    pub fn subject(&self) -> Option<Node> {
        match self {
            Condition::All(_) | Condition::Any(_) | Condition::Count(_) | Condition::Not(_) => None,
            Condition::OneOf(question, _)
            | Condition::Names(question, _)
            | Condition::Number(question, _)
            | Condition::Answered(question)
            | Condition::Missing(question) => Some(Node::Question(*question)),
            Condition::Fact(fact, _) => Some(Node::Fact(*fact)),
            Condition::Score(score, _) | Condition::Band(score, _) => Some(Node::Score(*score)),
        }
    }

    /// Visits this condition and all conditions inside it, outermost first.
    pub fn visit<'c>(&'c self, see: &mut impl FnMut(&'c Condition)) {
        see(self);
        self.parts().iter().for_each(|part| part.visit(see));
    }

    /// Returns the subjects of all its tests in the order of writing, with repetitions.
    #[must_use]
    pub fn subjects(&self) -> Vec<Node> {
        let mut subjects = Vec::new();
        self.visit(&mut |part| subjects.extend(part.subject()));
        subjects
    }
}

impl Formula {
    /// Returns its direct operands; none for a leaf or a count of conditions.
    #[must_use]
    pub fn parts(&self) -> Vec<&Formula> {
        match self {
            Formula::Sum(of)
            | Formula::Mean(of)
            | Formula::Min(of)
            | Formula::Max(of)
            | Formula::Add(of)
            | Formula::Multiply(of) => of.iter().collect(),
            Formula::Weighted(of) => of.iter().map(|(of, _)| of).collect(),
            Formula::Subtract(left, right) | Formula::Divide(left, right) => vec![left, right],
            Formula::PercentDrop { from, to } => vec![from, to],
            Formula::Question(_) | Formula::Score(_) | Formula::Literal(_) | Formula::Points(_) | Formula::Count(_) => {
                Vec::new()
            }
        }
    }

    /// Visits this formula and all formulas inside it, outermost first.
    pub fn visit<'f>(&'f self, see: &mut impl FnMut(&'f Formula)) {
        see(self);
        self.parts().into_iter().for_each(|part| part.visit(see));
    }

    /// Returns the questions and scores that it computes with, in the order of writing; the subjects of counted
    /// conditions are not included.
    #[must_use]
    pub fn inputs(&self) -> Vec<Node> {
        let mut inputs = Vec::new();
        self.visit(&mut |part| match part {
            Formula::Question(question) => inputs.push(Node::Question(*question)),
            Formula::Score(score) => inputs.push(Node::Score(*score)),
            Formula::Points(of) => inputs.extend(of.iter().copied().map(Node::Question)),
            _ => {}
        });
        inputs
    }

    /// Returns the conditions that it counts.
    #[must_use]
    pub fn counted(&self) -> Vec<&Condition> {
        let mut counted = Vec::new();
        self.visit(&mut |part| {
            if let Formula::Count(of) = part {
                counted.extend(of);
            }
        });
        counted
    }
}

impl Rulebook {
    /// Iterates over the conditions under which a question is asked: that of its section, then its own. A child of a
    /// `for_each` is asked only if its parent's answer also names its option.
    pub fn ask_when(&self, question: QuestionId) -> impl Iterator<Item = &Condition> {
        let question = &self.questions[question];
        self.sections[question.section].ask_when.iter().chain(&question.ask_when)
    }

    /// Returns all top-level conditions (not those inside others), in the order of the file's parts.
    #[must_use]
    pub fn conditions(&self) -> Vec<&Condition> {
        let mut all: Vec<&Condition> = Vec::new();
        all.extend(self.sections.iter().filter_map(|section| section.ask_when.as_ref()));
        all.extend(self.questions.iter().filter_map(|question| question.ask_when.as_ref()));
        all.extend(self.facts.iter().map(|fact| &fact.when));
        for score in &self.scores {
            all.extend(score.value.counted());
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
}
