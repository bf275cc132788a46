//! Every little change of a formula.

use candor::answer::QuestionId;
use candor::decimal::Decimal;
use candor::rulebook::{Formula, Kind, Rulebook};
use candor::words::phrase::Phrase;

use super::{Change, conditions};

/// A limit on a score, one step either side: 1 where the score is whole, else 0.1.
pub(crate) fn beside(rulebook: &Rulebook, value: &Formula, limit: Decimal) -> Vec<Decimal> {
    let step = if is_whole(rulebook, value) { Decimal::ONE } else { Decimal::step(1) };
    vec![limit.minus(step), limit.plus(step)]
}

fn is_whole(rulebook: &Rulebook, formula: &Formula) -> bool {
    let whole = |question: QuestionId| match &rulebook.questions[question].kind {
        Kind::Number(number) => number.decimals == 0,
        _ => rulebook.questions[question]
            .options()
            .iter()
            .all(|option| option.points.is_none_or(|points| points.decimals() == 0)),
    };
    match formula {
        Formula::Question(question) => whole(*question),
        Formula::Points(questions) => questions.iter().all(|question| whole(*question)),
        Formula::Count(_) => true,
        Formula::Literal(value) => value.decimals() == 0,
        Formula::Score(score) => is_whole(rulebook, &rulebook.scores[*score].value),
        Formula::Sum(of) | Formula::Add(of) | Formula::Min(of) | Formula::Max(of) | Formula::Multiply(of) => {
            of.iter().all(|of| is_whole(rulebook, of))
        }
        Formula::Subtract(left, right) => is_whole(rulebook, left) && is_whole(rulebook, right),
        _ => false,
    }
}

/// Every change of a formula: of the whole, and of each part within it.
pub(crate) fn formulas(rulebook: &Rulebook, phrase: Phrase<'_>, formula: &Formula) -> Vec<Change<Formula>> {
    let mut changes: Vec<Change<Formula>> = of_itself(rulebook, formula)
        .into_iter()
        .map(|(kind, to)| {
            let words = format!("[{}] becomes [{}]", phrase.formula(formula), phrase.formula(&to));
            Change { kind, words, to }
        })
        .collect();
    let mut within = |parts: &[Formula], whole: &dyn Fn(Vec<Formula>) -> Formula| {
        for (at, part) in parts.iter().enumerate() {
            for Change { kind, words, to } in formulas(rulebook, phrase, part) {
                let mut parts = parts.to_vec();
                parts[at] = to;
                changes.push(Change { kind, words, to: whole(parts) });
            }
        }
    };
    let pair = |of: Vec<Formula>, join: fn(Box<Formula>, Box<Formula>) -> Formula| match <[Formula; 2]>::try_from(of) {
        Ok([left, right]) => join(Box::new(left), Box::new(right)),
        Err(of) => Formula::Add(of),
    };
    match formula {
        Formula::Sum(of) => within(of, &Formula::Sum),
        Formula::Mean(of) => within(of, &Formula::Mean),
        Formula::Min(of) => within(of, &Formula::Min),
        Formula::Max(of) => within(of, &Formula::Max),
        Formula::Add(of) => within(of, &Formula::Add),
        Formula::Multiply(of) => within(of, &Formula::Multiply),
        Formula::Subtract(left, right) => {
            within(&[(**left).clone(), (**right).clone()], &|of| pair(of, Formula::Subtract));
        }
        Formula::Divide(left, right) => within(&[(**left).clone(), (**right).clone()], &|of| pair(of, Formula::Divide)),
        Formula::PercentDrop { from, to } => {
            within(&[(**from).clone(), (**to).clone()], &|of| pair(of, |from, to| Formula::PercentDrop { from, to }));
        }
        Formula::Count(of) => {
            for (at, part) in of.iter().enumerate() {
                for Change { kind, words, to } in conditions(rulebook, phrase, part) {
                    let mut of = of.clone();
                    of[at] = to;
                    changes.push(Change { kind, words, to: Formula::Count(of) });
                }
            }
        }
        Formula::Question(_) | Formula::Score(_) | Formula::Literal(_) | Formula::Weighted(_) | Formula::Points(_) => {}
    }
    changes
}

fn of_itself(_: &Rulebook, formula: &Formula) -> Vec<(&'static str, Formula)> {
    let mut changes = Vec::new();
    match formula {
        Formula::Literal(value) => changes.push(("factor altered", Formula::Literal(one_more(*value)))),
        Formula::Weighted(of) => {
            for at in 0..of.len() {
                let mut altered = of.clone();
                altered[at].1 = one_more(altered[at].1);
                changes.push(("factor altered", Formula::Weighted(altered)));
                changes.extend(without(of, at).map(|of| ("input left out", Formula::Weighted(of))));
            }
        }
        Formula::Points(of) => {
            changes.extend((0..of.len()).filter_map(|at| Some(("input left out", Formula::Points(without(of, at)?)))));
        }
        Formula::Count(of) => {
            changes.extend((0..of.len()).filter_map(|at| Some(("input left out", Formula::Count(without(of, at)?)))));
        }
        Formula::Sum(of) | Formula::Add(of) => {
            changes.push(("operation altered", Formula::Mean(of.clone())));
            changes.extend((0..of.len()).filter_map(|at| Some(("input left out", Formula::Sum(without(of, at)?)))));
        }
        Formula::Mean(of) => {
            changes.push(("operation altered", Formula::Add(of.clone())));
            changes.extend((0..of.len()).filter_map(|at| Some(("input left out", Formula::Mean(without(of, at)?)))));
        }
        Formula::Min(of) => changes.push(("operation altered", Formula::Max(of.clone()))),
        Formula::Max(of) => changes.push(("operation altered", Formula::Min(of.clone()))),
        Formula::Multiply(of) => {
            changes.push(("operation altered", Formula::Add(of.clone())));
            changes
                .extend((0..of.len()).filter_map(|at| Some(("input left out", Formula::Multiply(without(of, at)?)))));
        }
        Formula::Subtract(left, right) => {
            changes.push(("operation altered", Formula::Subtract(right.clone(), left.clone())));
        }
        Formula::Divide(left, right) => {
            changes.push(("operation altered", Formula::Divide(right.clone(), left.clone())));
        }
        Formula::PercentDrop { from, to } => {
            changes.push(("operation altered", Formula::PercentDrop { from: to.clone(), to: from.clone() }));
        }
        Formula::Question(_) | Formula::Score(_) => {}
    }
    changes
}

/// One more in the last decimal that is written.
fn one_more(factor: Decimal) -> Decimal {
    factor.plus(Decimal::step(factor.decimals()))
}

/// All but one; none where there is only one.
fn without<T: Clone>(of: &[T], at: usize) -> Option<Vec<T>> {
    (of.len() > 1)
        .then(|| of.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, one)| one.clone()).collect())
}
