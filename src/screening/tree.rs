//! The tree of one standing: each part of a condition with what it comes to.

use super::Screening;
use crate::answer::QuestionId;
use crate::meaning::why::Explained;
use crate::rulebook::{Condition, CriterionId, Node};
use crate::truth::Truth;

/// A part of a condition and all inside it.
#[derive(Clone, Debug)]
pub struct Branch<'a> {
    /// What it is.
    pub part: Part<'a>,
    /// What it comes to, and why.
    pub explained: Explained,
    /// What it is made of.
    pub inside: Vec<Branch<'a>>,
}

/// What a branch is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Part<'a> {
    /// All of those inside.
    All,
    /// At least one of those inside.
    Any,
    /// Not the one inside.
    Not,
    /// So many of those inside: at least, at most.
    Count(Option<usize>, Option<usize>),
    /// A fact; what it stands for is inside.
    Fact(&'a str),
    /// A test on a question or a score.
    Test(&'a Condition, Node),
}

/// The tree of a criterion: whom it concerns, if not everybody, and its condition.
#[must_use]
pub fn of_standing<'a>(screening: &Screening<'a>, criterion: CriterionId) -> (Option<Branch<'a>>, Branch<'a>) {
    let criterion = &screening.rulebook.criteria[criterion];
    let applies = criterion.applies_when.as_ref().map(|applies| branch(screening, applies));
    (applies, branch(screening, &criterion.when))
}

fn branch<'a>(screening: &Screening<'a>, condition: &'a Condition) -> Branch<'a> {
    let mut inside: Vec<_> = condition.parts().iter().map(|part| branch(screening, part)).collect();
    let explained = screening.holds(condition);
    let part = match (condition, condition.subject()) {
        (Condition::Any(_), _) => Part::Any,
        (Condition::Not(_), _) => Part::Not,
        (Condition::Count(count), _) => Part::Count(count.at_least, count.at_most),
        (Condition::Fact(id, holds), _) => {
            let fact = &screening.rulebook.facts[*id];
            let when = branch(screening, &fact.when);
            let part = Part::Fact(&fact.title);
            if *holds {
                inside.push(when);
                part
            } else {
                inside.push(Branch { part, explained: when.explained.clone(), inside: vec![when] });
                Part::Not
            }
        }
        (_, Some(subject)) => Part::Test(condition, subject),
        (_, None) => Part::All,
    };
    Branch { part, explained, inside }
}

impl Branch<'_> {
    /// Whether it holds.
    #[must_use]
    pub fn truth(&self) -> Truth {
        self.explained.truth
    }

    /// The question that a test looks at.
    #[must_use]
    pub fn question(&self) -> Option<QuestionId> {
        match self.part {
            Part::Test(_, Node::Question(question)) => Some(question),
            _ => None,
        }
    }
}
