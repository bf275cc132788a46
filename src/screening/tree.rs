//! The tree of one standing: each part of a condition with what it comes to.

use super::Screening;
use crate::answer::QuestionId;
use crate::meaning::why::Because;
use crate::rulebook::{Condition, CriterionId, Node};
use crate::truth::Truth;

/// A part of a condition and all inside it.
#[derive(Clone, Debug)]
pub struct Branch<'a> {
    /// What it is.
    pub part: Part<'a>,
    /// What it comes to, and why.
    pub because: Because,
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
pub fn of<'a>(screening: &Screening<'a>, criterion: CriterionId) -> (Option<Branch<'a>>, Branch<'a>) {
    let criterion = &screening.rulebook.criteria[criterion.0 as usize];
    let applies = criterion.applies_when.as_ref().map(|applies| branch(screening, applies));
    (applies, branch(screening, &criterion.when))
}

fn branch<'a>(screening: &Screening<'a>, condition: &'a Condition) -> Branch<'a> {
    let each = |of: &'a [Condition]| of.iter().map(|of| branch(screening, of)).collect();
    let (part, inside) = match condition {
        Condition::All(of) => (Part::All, each(of)),
        Condition::Any(of) => (Part::Any, each(of)),
        Condition::Not(of) => (Part::Not, vec![branch(screening, of)]),
        Condition::Count(count) => (Part::Count(count.at_least, count.at_most), each(&count.of)),
        Condition::Fact(fact, true) => {
            let fact = screening.rulebook.fact(*fact);
            (Part::Fact(&fact.title), vec![branch(screening, &fact.when)])
        }
        Condition::Fact(id, false) => {
            let fact = screening.rulebook.fact(*id);
            let when = branch(screening, &fact.when);
            let holds = Branch { part: Part::Fact(&fact.title), because: when.because.clone(), inside: vec![when] };
            (Part::Not, vec![holds])
        }
        Condition::OneOf(question, _)
        | Condition::Names(question, _)
        | Condition::Number(question, _)
        | Condition::Answered(question)
        | Condition::Missing(question) => (Part::Test(condition, Node::Question(*question)), Vec::new()),
        Condition::Score(score, _) | Condition::Band(score, _) => {
            (Part::Test(condition, Node::Score(*score)), Vec::new())
        }
    };
    Branch { part, because: screening.holds(condition), inside }
}

impl Branch<'_> {
    /// Whether it holds.
    #[must_use]
    pub fn truth(&self) -> Truth {
        self.because.truth
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
