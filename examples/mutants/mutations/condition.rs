//! Every little change of a condition.

use candor::answer::{OptionId, Options, QuestionId};
use candor::decimal::Decimal;
use candor::rulebook::{Bounds, Condition, Count, Kind, Names, Rulebook};
use candor::words::phrase::Phrase;

use super::Change;
use super::formula::beside;

/// Every change of a condition: of the whole, and of each part within it.
pub(crate) fn conditions(rulebook: &Rulebook, phrase: Phrase<'_>, condition: &Condition) -> Vec<Change<Condition>> {
    let mut changes = of_itself(rulebook, condition)
        .into_iter()
        .map(|(kind, to)| {
            let words = format!("[{}] becomes [{}]", phrase.condition(condition), phrase.condition(&to));
            Change { kind, words, to }
        })
        .collect::<Vec<_>>();
    let mut within = |parts: &[Condition], whole: &dyn Fn(Vec<Condition>) -> Condition| {
        for (at, part) in parts.iter().enumerate() {
            for Change { kind, words, to } in conditions(rulebook, phrase, part) {
                let mut parts = parts.to_vec();
                parts[at] = to;
                changes.push(Change { kind, words, to: whole(parts) });
            }
        }
    };
    match condition {
        Condition::All(of) => within(of, &Condition::All),
        Condition::Any(of) => within(of, &Condition::Any),
        Condition::Not(of) => within(std::slice::from_ref(of), &|mut of| {
            of.pop().map_or(Condition::All(Vec::new()), |of| Condition::Not(Box::new(of)))
        }),
        Condition::Count(count) => {
            within(&count.of, &|of| Condition::Count(Count { of, pattern: None, ..count.clone() }));
        }
        _ => {}
    }
    changes
}

fn of_itself(rulebook: &Rulebook, condition: &Condition) -> Vec<(&'static str, Condition)> {
    let mut changes = Vec::new();
    match condition {
        Condition::All(of) | Condition::Any(of) => {
            let all = matches!(condition, Condition::All(_));
            let join = |of: Vec<Condition>, all: bool| if all { Condition::All(of) } else { Condition::Any(of) };
            if of.len() > 1 {
                let kind = if all { "and becomes or" } else { "or becomes and" };
                changes.push((kind, join(of.clone(), !all)));
                for left_out in 0..of.len() {
                    let mut rest = of.clone();
                    rest.remove(left_out);
                    changes.push(("part of and, or left out", join(rest, all)));
                }
            }
            changes.push(("not added", Condition::Not(Box::new(condition.clone()))));
        }
        Condition::Not(of) => changes.push(("not taken away", (**of).clone())),
        Condition::Count(count) => {
            let bounds = [
                count.at_least.map(|n| Count { at_least: Some(n + 1), ..count.clone() }),
                count.at_least.and_then(|n| Some(Count { at_least: Some(n.checked_sub(1)?), ..count.clone() })),
                count.at_most.map(|n| Count { at_most: Some(n + 1), ..count.clone() }),
                count.at_most.and_then(|n| Some(Count { at_most: Some(n.checked_sub(1)?), ..count.clone() })),
            ];
            changes.extend(bounds.into_iter().flatten().map(|count| ("count one step", Condition::Count(count))));
            changes.push(("not added", Condition::Not(Box::new(condition.clone()))));
        }
        Condition::OneOf(question, options) => {
            changes.extend(
                others(rulebook, *question, *options).map(|(kind, to)| (kind, Condition::OneOf(*question, to))),
            );
            changes.push(("not added", Condition::Not(Box::new(condition.clone()))));
        }
        Condition::Names(question, names) => {
            let (options, with): (Options, fn(Options) -> Names) = match names {
                Names::AnyOf(of) => (*of, Names::AnyOf),
                Names::AllOf(of) => (*of, Names::AllOf),
                Names::NoneOf(of) => (*of, Names::NoneOf),
                Names::Only(of) => (*of, Names::Only),
            };
            let altered = others(rulebook, *question, options);
            changes.extend(altered.map(|(kind, to)| (kind, Condition::Names(*question, with(to)))));
            let other = match names {
                Names::AnyOf(of) if of.count() > 1 => Some(Names::AllOf(*of)),
                Names::AllOf(of) => Some(Names::AnyOf(*of)),
                _ => None,
            };
            changes.extend(other.map(|names| ("any of becomes all of, or back", Condition::Names(*question, names))));
            changes.push(("not added", Condition::Not(Box::new(condition.clone()))));
        }
        Condition::Number(question, bounds) => {
            let decimals = match &rulebook.questions[*question].kind {
                Kind::Number(number) => number.decimals,
                _ => 0,
            };
            let step = Decimal::step(decimals);
            let moved = limits(bounds, &|limit| vec![limit.minus(step), limit.plus(step)]);
            changes.extend(moved.into_iter().map(|(kind, to)| (kind, Condition::Number(*question, to))));
            changes.push(("not added", Condition::Not(Box::new(condition.clone()))));
        }
        Condition::Score(score, bounds) => {
            let value = &rulebook.scores[*score].value;
            let moved = limits(bounds, &|limit| beside(rulebook, value, limit));
            changes.extend(moved.into_iter().map(|(kind, to)| (kind, Condition::Score(*score, to))));
            changes.push(("not added", Condition::Not(Box::new(condition.clone()))));
        }
        Condition::Band(score, bands) => {
            for band in 0..rulebook.scores[*score].bands.len() {
                let (kind, altered): (_, Vec<usize>) = if bands.contains(&band) {
                    ("band taken away", bands.iter().copied().filter(|other| *other != band).collect())
                } else {
                    let mut more = bands.clone();
                    more.push(band);
                    more.sort_unstable();
                    ("band added", more)
                };
                if !altered.is_empty() {
                    changes.push((kind, Condition::Band(*score, altered)));
                }
            }
            changes.push(("not added", Condition::Not(Box::new(condition.clone()))));
        }
        Condition::Answered(question) => changes.push(("answered becomes missing", Condition::Missing(*question))),
        Condition::Missing(question) => changes.push(("answered becomes missing", Condition::Answered(*question))),
        Condition::Fact(fact, holds) => changes.push(("not added", Condition::Fact(*fact, !holds))),
    }
    changes
}

/// The options with one more, or one less.
fn others(
    rulebook: &Rulebook,
    question: QuestionId,
    options: Options,
) -> impl Iterator<Item = (&'static str, Options)> + use<> {
    let all = u8::try_from(rulebook.questions[question].options().len()).unwrap_or(u8::MAX);
    (0..all).map(OptionId).filter_map(move |option| match (options.contains(option), options.count()) {
        (true, 1) => None,
        (true, _) => Some(("option taken away", options.without(option))),
        (false, _) => Some(("option added", options.with(option))),
    })
}

/// One of the limits of some bounds.
type Limit = fn(&mut Bounds) -> &mut Option<Decimal>;

/// Each limit moved by a step, and with its own value the other way about.
fn limits(bounds: &Bounds, near: &dyn Fn(Decimal) -> Vec<Decimal>) -> Vec<(&'static str, Bounds)> {
    let mut changes = Vec::new();
    let fields: [(Option<Decimal>, Limit); 5] = [
        (bounds.at_least, |bounds| &mut bounds.at_least),
        (bounds.above, |bounds| &mut bounds.above),
        (bounds.at_most, |bounds| &mut bounds.at_most),
        (bounds.below, |bounds| &mut bounds.below),
        (bounds.equals, |bounds| &mut bounds.equals),
    ];
    for (limit, field) in fields {
        for moved in limit.map(near).unwrap_or_default() {
            let mut altered = *bounds;
            *field(&mut altered) = Some(moved);
            changes.push(("limit one step", altered));
        }
    }
    let turned = [
        bounds.at_least.map(|limit| Bounds { at_least: None, above: Some(limit), ..*bounds }),
        bounds.above.map(|limit| Bounds { above: None, at_least: Some(limit), ..*bounds }),
        bounds.at_most.map(|limit| Bounds { at_most: None, below: Some(limit), ..*bounds }),
        bounds.below.map(|limit| Bounds { below: None, at_most: Some(limit), ..*bounds }),
    ];
    changes.extend(turned.into_iter().flatten().map(|bounds| ("limit with or without its own value", bounds)));
    changes
}
