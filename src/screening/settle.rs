//! What would settle a criterion that is not known: each open answer tried on its own, by reading the rulebook again.

use std::collections::{BTreeMap, BTreeSet};

use typed_index_collections::TiVec;

use super::{Screening, Standing};
use crate::answer::{Options, QuestionId, Response, Value};
use crate::decimal::Decimal;
use crate::meaning::mentions::Mentions;
use crate::meaning::one::One;
use crate::meaning::{self, CriterionTruth};
use crate::rulebook::{CriterionId, Kind, Node, Number, Rulebook};

/// What would settle one criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Settling {
    /// Which; it stands unknown.
    pub criterion: CriterionId,
    /// The open questions of which some answer settles it alone, in the order of the interview.
    pub alone: Vec<Trial>,
    /// The other open questions: none of their answers settles it alone.
    pub together: Vec<QuestionId>,
}

/// One open question and what each answer that was tried would make of the criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct Trial {
    /// Which.
    pub question: QuestionId,
    /// Answers in the order of the question, numbers ascending.
    pub outcomes: Vec<(Value, Standing)>,
    /// Of a number: nothing changes between two neighbours that are alike, for no score is computed from it.
    pub stretches: bool,
}

/// What would settle each criterion that stands unknown, in file order.
#[must_use]
pub fn settle(screening: &Screening<'_>) -> Vec<Settling> {
    let criteria = screening.rulebook.criteria.keys();
    let unknown = criteria.filter(|&criterion| screening.standing(criterion) == Standing::Unknown);
    settle_some(screening, &unknown.collect::<Vec<_>>())
}

/// What would settle these criteria; those that are settled have nothing open.
#[must_use]
pub fn settle_some(screening: &Screening<'_>, criteria: &[CriterionId]) -> Vec<Settling> {
    let open = |criterion: CriterionId| screening.because(criterion).1;
    let asked: BTreeSet<QuestionId> = criteria.iter().flat_map(|&id| open(id).iter().collect::<Vec<_>>()).collect();
    let tried: BTreeMap<QuestionId, Vec<(Value, TiVec<CriterionId, Standing>)>> =
        asked.into_iter().map(|question| (question, read_with_each(screening, question))).collect();
    let rulebook = screening.rulebook;
    let computed: BTreeSet<QuestionId> =
        rulebook.scores.keys().flat_map(|score| Mentions::of_score(rulebook, score).questions).collect();

    let order: Vec<QuestionId> = screening.rulebook.interview_order().collect();
    let settling = |&criterion: &CriterionId| {
        let open = open(criterion);
        let (mut alone, mut together) = (Vec::new(), Vec::new());
        for &question in order.iter().filter(|&&question| open.contains(question)) {
            let of = |(value, standings): &(Value, TiVec<CriterionId, Standing>)| (value.clone(), standings[criterion]);
            let outcomes: Vec<_> = tried.get(&question).into_iter().flatten().map(of).collect();
            if outcomes.iter().any(|(_, standing)| *standing != Standing::Unknown) {
                alone.push(Trial { question, outcomes, stretches: !computed.contains(&question) });
            } else {
                together.push(question);
            }
        }
        Settling { criterion, alone, together }
    };
    criteria.iter().map(settling).collect()
}

/// Reads the rulebook again with each answer to one question: the standing of every criterion.
fn read_with_each(screening: &Screening<'_>, question: QuestionId) -> Vec<(Value, TiVec<CriterionId, Standing>)> {
    let rulebook = screening.rulebook;
    let mut answers = screening.form.answers.clone();
    let read = |value: Value| {
        answers.set(question, Response::from(value.clone()));
        let criteria = meaning::read(rulebook, &mut One::new(rulebook, &answers)).criteria;
        (value, criteria.iter().map(CriterionTruth::standing).collect())
    };
    answers_to_try(rulebook, question).into_iter().map(read).collect()
}

/// Every option, each alone; of a number the ends of its range and each limit on it.
fn answers_to_try(rulebook: &Rulebook, question: QuestionId) -> Vec<Value> {
    match &rulebook.questions[question].kind {
        Kind::YesNo(options) | Kind::Choice(options) => options.keys().map(Value::Option).collect(),
        Kind::Choices(options) => options.keys().map(|id| Value::Options(Options::one(id))).collect(),
        Kind::Number(number) => {
            numbers(number, &rulebook.limits_on(Node::Question(question))).into_iter().map(Value::Number).collect()
        }
        Kind::Text { .. } => vec![Value::Text(String::from("-"))], // only whether there is an answer can matter
    }
}

/// The ends of the range, and each limit on the question with one step either side.
fn numbers(number: &Number, limits: &[Decimal]) -> BTreeSet<Decimal> {
    let (low, high) = number.range;
    let step = Decimal::step(number.decimals);
    let near = limits.iter().flat_map(|&limit| {
        let limit = limit.rounded(number.decimals);
        [limit.minus(step), limit, limit.plus(step)]
    });
    near.chain([low, high]).filter(|value| (low..=high).contains(value)).collect()
}
