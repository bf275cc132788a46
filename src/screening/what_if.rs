//! Finds the answers that would settle an unknown criterion: tries each open answer alone, by reading the rulebook
//! again.

use std::collections::{BTreeMap, BTreeSet};

use typed_index_collections::TiVec;

use super::{Screening, Standing};
use crate::answer::{OptionId, Options, QuestionId, Response, Value};
use crate::decimal::Decimal;
use crate::interval::Interval;
use crate::meaning::mentions::Mentions;
use crate::meaning::one::One;
use crate::meaning::questions::Questions;
use crate::meaning::{self, CriterionTruth};
use crate::rulebook::{CriterionId, Kind, Node, Number, Rulebook};

/// The answers that would settle one criterion.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatWouldSettle {
    /// The criterion.
    pub criterion: CriterionId,
    /// The open questions with an answer that alone settles it, in the order of the interview.
    pub alone: Vec<WhatIf>,
    /// The other open questions: none of their answers settles it alone.
    pub together: Vec<QuestionId>,
    /// The standing common to every value of the only open question; `None` unless proved.
    pub in_any_case: Option<Standing>,
}

/// Maximum number of non-exclusive options for which every set is tried: 1,023 sets. Nothing is proved for questions
/// with more options.
const MAX_OPTIONS: usize = 10;

/// A tried answer and the resulting standing of every criterion.
type Tried = (Value, TiVec<CriterionId, Standing>);

/// An open question and the standing that follows from each tried answer.
#[derive(Clone, Debug, PartialEq)]
pub struct WhatIf {
    /// The question.
    pub question: QuestionId,
    /// The tried answers with their standings, in the order of the question, numbers ascending.
    pub outcomes: Vec<(Value, Standing)>,
    /// Whether no score is computed from the question. Then nothing changes between two neighboring numbers with the
    /// same standing.
    pub stretches: bool,
}

/// Returns the answers that would settle each unknown criterion, in file order.
#[must_use]
pub fn what_would_settle(screening: &Screening<'_>) -> Vec<WhatWouldSettle> {
    let criteria = screening.rulebook.criteria.keys();
    let unknown = criteria.filter(|&criterion| screening.standing(criterion) == Standing::Unknown);
    what_would_settle_each(screening, &unknown.collect::<Vec<_>>())
}

/// Returns the answers that would settle each of these criteria, in this order.
#[must_use]
pub fn what_would_settle_each(screening: &Screening<'_>, criteria: &[CriterionId]) -> Vec<WhatWouldSettle> {
    let open = |criterion: CriterionId| screening.because(criterion).1;
    let asked = criteria.iter().fold(Questions::none(), |all, &criterion| all.union(&open(criterion)));
    let tried: BTreeMap<QuestionId, Vec<Tried>> =
        asked.iter().map(|question| (question, read_with_each(screening, question))).collect();
    let rulebook = screening.rulebook;
    let computed: BTreeSet<QuestionId> =
        rulebook.scores.keys().flat_map(|score| Mentions::in_score(rulebook, score).questions).collect();

    let settles = |&criterion: &CriterionId| {
        let open = open(criterion);
        let (mut alone, mut together) = (Vec::new(), Vec::new());
        for question in rulebook.interview_order().filter(|&question| open.contains(question)) {
            let of = |(value, standings): &Tried| (value.clone(), standings[criterion]);
            let outcomes: Vec<_> = tried.get(&question).into_iter().flatten().map(of).collect();
            if outcomes.iter().any(|(_, standing)| *standing != Standing::Unknown) {
                alone.push(WhatIf { question, outcomes, stretches: !computed.contains(&question) });
            } else {
                together.push(question);
            }
        }
        let in_any_case = match (alone.as_slice(), together.as_slice()) {
            ([only], []) => in_any_case(screening, criterion, only),
            _ => None,
        };
        WhatWouldSettle { criterion, alone, together, in_any_case }
    };
    criteria.iter().map(settles).collect()
}

/// Returns the standing common to every value of a question; `None` if values differ or nothing is proved.
fn in_any_case(screening: &Screening<'_>, criterion: CriterionId, tried: &WhatIf) -> Option<Standing> {
    let rulebook = screening.rulebook;
    let standing = tried.outcomes.first().map(|(_, standing)| *standing).filter(|&first| first != Standing::Unknown)?;
    let mut answers = screening.form.answers.clone();
    let mut stands_so = |value: Value, all: Option<Interval>| {
        answers.set(tried.question, Response::from(value));
        let one = One::new(rulebook, &answers);
        let mut one = all.map_or(one, |all| one.for_all_of(tried.question, all));
        meaning::read(rulebook, &mut one).criteria[criterion].standing() == standing
    };
    let alike = tried.outcomes.iter().all(|(_, other)| *other == standing)
        && match &rulebook.questions[tried.question].kind {
            Kind::YesNo(_) | Kind::Choice(_) | Kind::Text { .. } => true, // each value was tried
            Kind::Choices(options) => {
                let several = options.iter_enumerated().filter(|(_, option)| !option.exclusive).map(|(id, _)| id);
                let several: Vec<OptionId> = several.collect();
                several.len() <= MAX_OPTIONS
                    && sets_of(&several).into_iter().all(|named| stands_so(Value::Options(named), None))
            }
            Kind::Number(number) => {
                let limits = rulebook.limits_on(Node::Question(tried.question));
                stretches(number, &limits).into_iter().all(|(low, high)| {
                    stands_so(Value::Number(low), Some(Interval::between(low.to_f64(), high.to_f64())))
                })
            }
        };
    alike.then_some(standing)
}

/// Returns every non-empty set of these options.
fn sets_of(options: &[OptionId]) -> Vec<Options> {
    options.iter().fold(vec![Options::none()], |mut sets, &option| {
        sets.extend(sets.clone().into_iter().map(|set| set.with(option)));
        sets
    })[1..]
        .to_vec()
}

/// Returns the answers to a number question as stretches, each by its first and last answer. A test with any of these
/// limits has the same result for all answers in a stretch.
fn stretches(number: &Number, limits: &[Decimal]) -> Vec<(Decimal, Decimal)> {
    let step = Decimal::step(number.decimals).millionths();
    let (low, high) = (number.range.0.millionths(), number.range.1.millionths());
    let not_below = |limit: i64| -(-limit).div_euclid(step) * step;
    let above = |limit: i64| (limit.div_euclid(step) + 1) * step;
    let cuts = limits.iter().map(|limit| limit.millionths()).flat_map(|limit| [not_below(limit), above(limit)]);
    let firsts: BTreeSet<i64> = cuts.filter(|first| (low..=high).contains(first)).chain([low]).collect();
    let lasts = firsts.iter().skip(1).map(|next| next - step).chain([high]);
    let decimals = |(first, last): (&i64, i64)| (Decimal::from_millionths(*first), Decimal::from_millionths(last));
    firsts.iter().zip(lasts).map(decimals).collect()
}

/// Reads the rulebook again with each answer to try for a question; returns the answers with the standing of every
/// criterion.
fn read_with_each(screening: &Screening<'_>, question: QuestionId) -> Vec<Tried> {
    let rulebook = screening.rulebook;
    let mut answers = screening.form.answers.clone();
    let read = |value: Value| {
        answers.set(question, Response::from(value.clone()));
        let criteria = meaning::read(rulebook, &mut One::new(rulebook, &answers)).criteria;
        (value, criteria.iter().map(CriterionTruth::standing).collect())
    };
    answers_to_try(rulebook, question).into_iter().map(read).collect()
}

/// Returns the answers to try: each option alone, or for a number the ends of its range and the numbers around each
/// limit on it, or for a text a single placeholder.
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

/// Returns the ends of the range, and each limit on the question with one step either side.
fn numbers(number: &Number, limits: &[Decimal]) -> BTreeSet<Decimal> {
    let (low, high) = number.range;
    let step = Decimal::step(number.decimals);
    let near = limits.iter().flat_map(|&limit| {
        let limit = limit.rounded(number.decimals);
        [limit.minus(step), limit, limit.plus(step)]
    });
    near.chain([low, high]).filter(|value| (low..=high).contains(value)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(range: (&str, &str), decimals: u8, limits: &[&str], expected: &str) {
        let decimal = |text: &str| Decimal::parse(text).unwrap_or_default();
        let range = (decimal(range.0), decimal(range.1));
        let number = Number { unit: None, range, usual: None, decimals, accepts: Vec::new() };
        let limits: Vec<Decimal> = limits.iter().copied().map(decimal).collect();
        let found = stretches(&number, &limits).into_iter().map(|(low, high)| format!("{low}..{high}"));
        assert_eq!(found.collect::<Vec<_>>().join(" "), expected, "{limits:?} on {range:?}");
    }

    #[test]
    fn a_limit_is_a_stretch_of_its_own_where_an_answer_can_lie_on_it() {
        check(("0", "10"), 0, &[], "0..10");
        check(("0", "10"), 0, &["6"], "0..5 6..6 7..10");
        check(("0", "10"), 0, &["6", "7"], "0..5 6..6 7..7 8..10");
        check(("0", "10"), 0, &["6.5"], "0..6 7..10");
        check(("0", "10"), 1, &["6.5"], "0..6.4 6.5..6.5 6.6..10");
        check(("-2", "2"), 0, &["-0.5", "0"], "-2..-1 0..0 1..2");
        check(("0", "10"), 0, &["0", "10"], "0..0 1..9 10..10");
        check(("3", "4"), 0, &["1", "3.5", "9"], "3..3 4..4");
    }

    #[test]
    fn sets_of_options_are_all_that_name_one_or_more() {
        let sets = sets_of(&[OptionId(0), OptionId(2)]);
        let named = |set: &Options| set.iter().map(|option| option.0).collect::<Vec<_>>();
        assert_eq!(sets.iter().map(named).collect::<Vec<_>>(), [vec![0], vec![2], vec![0, 2]]);
        assert_eq!(sets_of(&[]), []);
    }
}
