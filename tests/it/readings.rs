//! Laws of the readings, on random rulebooks and random forms; each with exactly the exceptions that are meant.
//!
//! `answered`, `missing` and `prorate` look at gaps themselves, so what rests on them may turn when a gap is filled
//! ([`support::MayTurn`]). Nothing else may.

use std::cell::Cell;
use std::rc::Rc;

use crate::support::{self, Dice, MayTurn, Switches, completions, effort, form, one_more_answer};
use candor::answer::{Answers, QuestionId, Value};
use candor::form::Form;
use candor::interval::Interval;
use candor::meaning::extent::Extent;
use candor::meaning::many::{ColumnPool, FORMS, FormBatch, Many, NumberColumn, TruthMask};
use candor::meaning::one::One;
use candor::meaning::questions::Questions;
use candor::meaning::why::{Explained, Why};
use candor::meaning::{CriterionTruth, Meaning, Scored, condition, read, subjects};
use candor::rulebook::{Condition, Count, Kind, Node, Rulebook, ScoreId};
use candor::screening::what_if::what_would_settle;
use candor::screening::{Screening, Standing, standing};
use candor::truth::Truth;
use proptest::prelude::*;
use proptest::test_runner::{RngSeed, TestCaseError, TestRunner};

type Outcome = Result<(), TestCaseError>;

/// Puts a law to so many random rulebooks. The same every time, unless `PROPTEST_RNG_SEED` says otherwise.
fn law(rulebooks: u32, switches: Switches, holds: impl Fn(&Rulebook, &mut Dice) -> Outcome) {
    let mut config =
        ProptestConfig { cases: effort(rulebooks), failure_persistence: None, ..ProptestConfig::default() };
    if config.rng_seed == RngSeed::Random {
        config.rng_seed = RngSeed::Fixed(2026);
    }
    let seeds_and_sizes = (any::<u64>(), 2..14_usize);
    let outcome = TestRunner::new(config).run(&seeds_and_sizes, |(seed, size)| {
        let rulebook = support::rulebook(seed, size, switches);
        holds(&rulebook, &mut Dice::new(!seed))
    });
    assert!(outcome.is_ok(), "{}", outcome.map_or_else(|error| error.to_string(), |()| String::new()));
}

fn one(rulebook: &Rulebook, answers: &Answers) -> Vec<Told> {
    told(rulebook, &read(rulebook, &mut One::new(rulebook, answers)))
}

/// A truth with its name, and whether more answers may turn it.
#[derive(Clone, Debug, PartialEq)]
struct Told {
    name: String,
    truth: Truth,
    may_turn: bool,
}

fn told(rulebook: &Rulebook, meaning: &Meaning<One>) -> Vec<Told> {
    let turning = MayTurn::of(rulebook);
    let mut all = Vec::new();
    let mut tell = |name: String, truth: Truth, may_turn| all.push(Told { name, truth, may_turn });
    for (question, applies) in rulebook.questions.iter().zip(&meaning.asked) {
        tell(format!("{} applies", question.id), *applies, false);
    }
    for ((id, fact), holds) in rulebook.facts.iter_enumerated().zip(&meaning.facts) {
        tell(fact.id.clone(), *holds, turning.facts[id]);
    }
    for ((id, score), scored) in rulebook.scores.iter_enumerated().zip(&meaning.scores) {
        tell(format!("{} applies", score.id), scored.applies, turning.scores[id]);
    }
    for (alert, given) in rulebook.alerts.iter().zip(&meaning.alerts) {
        tell(alert.id.clone(), *given, turning.condition(&alert.when));
    }
    for (criterion, held) in rulebook.criteria.iter().zip(&meaning.criteria) {
        let applies = criterion.applies_when.as_ref().is_some_and(|applies| turning.condition(applies));
        tell(format!("{} applies", criterion.id), held.applies, applies);
        tell(format!("{} when", criterion.id), held.when, turning.condition(&criterion.when));
    }
    all
}

/// Every value of the inner interval is one of the outer; what is not known holds all.
fn contains(outer: Interval, inner: Interval) -> bool {
    match (outer.ends(), inner.ends()) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some((low, high)), Some((least, most))) => low <= least && most <= high,
    }
}

/// How often something occurred: a law that nothing was put to shows nothing.
#[derive(Default)]
struct Seen(Cell<usize>);

impl Seen {
    fn note(&self, occurs: bool) {
        self.0.set(self.0.get() + usize::from(occurs));
    }

    #[track_caller]
    fn at_least(&self, times: usize, what: &str) {
        assert!(
            self.0.get() >= times,
            "{what} occurred {} times only: the generator has become too dull",
            self.0.get()
        );
    }
}

/// A few forms with few gaps, each with all that it can still become.
fn forms_and_completions(rulebook: &Rulebook, dice: &mut Dice) -> Vec<(Answers, Vec<Answers>)> {
    let forms = (0..4).map(|_| form(rulebook, dice, 25)).collect::<Vec<_>>();
    forms.into_iter().filter_map(|form| Some((form.clone(), completions(rulebook, &form, 60)?))).take(2).collect()
}

#[test]
fn what_is_settled_holds_for_every_completion() {
    let (settled, unknown, transposed) = (Seen::default(), Seen::default(), Seen::default());
    law(375, Switches::ALL, |rulebook, dice| {
        for (form, completions) in forms_and_completions(rulebook, dice) {
            let now = one(rulebook, &form);
            for completed in completions {
                for (now, then) in now.iter().zip(one(rulebook, &completed)) {
                    let holds = !now.truth.is_settled() || now.truth == then.truth;
                    prop_assert!(holds || now.may_turn, "{now:?} became {then:?}\n{form:?}\n{completed:?}");
                    transposed.note(!holds);
                }
            }
            for now in now {
                settled.note(now.truth.is_settled());
                unknown.note(!now.truth.is_settled());
            }
        }
        Ok(())
    });
    settled.at_least(2_000, "a settled truth");
    unknown.at_least(1_000, "a truth not settled");
    transposed.at_least(5, "a truth that a gap itself had settled, and its filling transposed");
}

#[test]
fn the_interval_of_a_score_contains_its_value_for_every_completion_to_the_bit() {
    let (wide, known, not_known, more) = (Seen::default(), Seen::default(), Seen::default(), Seen::default());
    law(375, Switches::ALL, |rulebook, dice| {
        let turning = MayTurn::of(rulebook);
        for (form, completions) in forms_and_completions(rulebook, dice) {
            let now = read(rulebook, &mut One::new(rulebook, &form));
            for completed in completions {
                let then = read(rulebook, &mut One::new(rulebook, &completed));
                for ((id, now), then) in now.scores.iter_enumerated().zip(&then.scores) {
                    let holds = contains(now.value, then.value) || turning.scores[id];
                    prop_assert!(holds, "{id:?}: {:?} became {:?}\n{form:?}\n{completed:?}", now.value, then.value);
                }
            }
            for score in &now.scores {
                let (low, high) = score.value.ends().unwrap_or((0.0, 0.0));
                wide.note(low < high);
                more.note(high >= candor::interval::AND_MORE);
                known.note(score.value.ends().is_some() && low.total_cmp(&high).is_eq());
                not_known.note(score.value.ends().is_none());
            }
        }
        Ok(())
    });
    wide.at_least(100, "a wide interval");
    known.at_least(100, "a point");
    not_known.at_least(25, "a score not known");
    more.at_least(10, "a score without an upper end");
}

#[test]
fn more_answers_only_settle() {
    let (narrowed, newly) = (Seen::default(), Seen::default());
    law(750, Switches::ALL, |rulebook, dice| {
        let turning = MayTurn::of(rulebook);
        let mut form = form(rulebook, dice, 70);
        while let Some(more) = one_more_answer(rulebook, &form, dice) {
            for (now, then) in one(rulebook, &form).into_iter().zip(one(rulebook, &more)) {
                let stays = !now.truth.is_settled() || now.truth == then.truth || now.may_turn;
                prop_assert!(stays, "{now:?} became {then:?}\n{form:?}\n{more:?}");
                newly.note(now.truth != then.truth);
            }
            let now = read(rulebook, &mut One::new(rulebook, &form));
            let then = read(rulebook, &mut One::new(rulebook, &more));
            for ((id, now), then) in now.scores.iter_enumerated().zip(&then.scores) {
                let stays = contains(now.value, then.value) || turning.scores[id];
                prop_assert!(stays, "{id:?}: {:?} became {:?}", now.value, then.value);
                narrowed.note(now.value != then.value);
            }
            form = more;
        }
        Ok(())
    });
    newly.at_least(1_000, "a truth that one more answer settled");
    narrowed.at_least(250, "an interval that one more answer narrowed");
}

#[test]
fn a_standing_other_than_unknown_stays() {
    let stood = Seen::default();
    law(600, Switches::FIRM, |rulebook, dice| {
        let mut form = form(rulebook, dice, 70);
        let standings = |form: &Answers| {
            let meaning = read(rulebook, &mut One::new(rulebook, form));
            meaning.criteria.iter().map(CriterionTruth::standing).collect::<Vec<_>>()
        };
        while let Some(more) = one_more_answer(rulebook, &form, dice) {
            for (now, then) in standings(&form).into_iter().zip(standings(&more)) {
                prop_assert!(now == Standing::Unknown || now == then, "{now:?} became {then:?}");
                stood.note(now != Standing::Unknown);
            }
            form = more;
        }
        Ok(())
    });
    stood.at_least(1_000, "a standing other than unknown");
}

#[test]
fn an_answer_set_aside_is_no_part_of_anything() {
    let aside = Seen::default();
    law(450, Switches::ALL, |rulebook, dice| {
        let form = form(rulebook, dice, 30);
        let now = read(rulebook, &mut Why::new(rulebook, &form));
        for question in rulebook.questions.keys().filter(|&question| now.asked[question].truth == Truth::False) {
            let mut other = form.clone();
            let values = support::possible(rulebook, question);
            let value = if dice.percent(70) { dice.pick(&values) } else { None };
            match value {
                Some(value) => other.set(question, value.clone().into()),
                None => other.clear(question),
            };
            let then = because(&read(rulebook, &mut Why::new(rulebook, &other)));
            for (now, then) in because(&now).into_iter().zip(then) {
                prop_assert!(!now.used.contains(question) && !now.missing.contains(question), "{now:?}");
                prop_assert_eq!(now, then);
            }
            aside.note(form.value(question) != other.value(question));
        }
        Ok(())
    });
    aside.at_least(250, "an answer set aside");
}

#[test]
fn with_nothing_missing_all_is_settled() {
    // Apart from division by 0, and from what counts and cannot be added up.
    let switches = Switches { division: false, more: false, ..Switches::ALL };
    law(450, switches, |rulebook, dice| {
        let form = form(rulebook, dice, 0);
        for told in one(rulebook, &form) {
            prop_assert!(told.truth.is_settled(), "{told:?}");
        }
        for score in read(rulebook, &mut One::new(rulebook, &form)).scores {
            let most = score.value.ends().map(|(_, high)| high);
            prop_assert!(score.applies != Truth::True || most.is_some(), "{score:?}");
        }
        Ok(())
    });
}

/// Whether a score is computed from another.
fn is_over_a_score(rulebook: &Rulebook, id: ScoreId) -> bool {
    rulebook.scores[id].value.inputs().iter().any(|input| matches!(input, Node::Score(_)))
}

#[test]
fn the_extent_of_a_score_contains_its_value_on_every_form() {
    let (bounded, reached, over_scores, settled) = (Seen::default(), Seen::default(), Seen::default(), Seen::default());
    law(750, Switches::ALL, |rulebook, dice| {
        let extent = subjects(rulebook, &mut Extent::new(rulebook));
        for missing in [0, 0, 20, 50] {
            let form = form(rulebook, dice, missing);
            let found = read(rulebook, &mut One::new(rulebook, &form));
            for ((id, all), one) in extent.scores.iter_enumerated().zip(&found.scores) {
                let holds = one.value.ends().is_none() || contains(all.value.interval, one.value);
                prop_assert!(holds, "{id:?}: {:?} not in {:?} of {form:?}", one.value, all.value);
                let known = one.value.ends().zip(all.value.interval.ends());
                bounded.note(known.is_some());
                #[expect(clippy::float_cmp, reason = "an end that is reached is the same number, to the bit")]
                let at_an_end = known.is_some_and(|((low, high), (least, most))| low == least || high == most);
                reached.note(at_an_end);
                over_scores.note(known.is_some() && is_over_a_score(rulebook, id));
            }
            let truths = |all: &[Truth], one: &[Truth]| {
                all.iter().zip(one).try_for_each(|(all, one)| {
                    settled.note(all.is_settled());
                    prop_assert!(!all.is_settled() || all == one, "{all:?} for every form, {one:?} for {form:?}");
                    Ok(())
                })
            };
            truths(&extent.asked.raw, &found.asked.raw)?;
            truths(&extent.facts.raw, &found.facts.raw)?;
            let of = |truth: fn(&Scored<One>) -> Truth| found.scores.iter().map(truth).collect::<Vec<_>>();
            let of_all = |truth: fn(&Scored<Extent>) -> Truth| extent.scores.iter().map(truth).collect::<Vec<_>>();
            truths(&of_all(|score| score.applies), &of(|score| score.applies))?;
            truths(&of_all(|score| score.complete), &of(|score| score.complete))?;
        }
        Ok(())
    });
    bounded.at_least(2_000, "a value within bounds");
    reached.at_least(250, "a value at an end of its bounds");
    over_scores.at_least(250, "a value of a score over a score");
    settled.at_least(2_000, "a truth that is the same for every form");
}

/// The conditions of a rulebook that combine others.
fn combined(rulebook: &Rulebook) -> Vec<&Condition> {
    let mut all = Vec::new();
    for stated in rulebook.conditions() {
        stated.visit(&mut |part| {
            if matches!(part, Condition::All(_) | Condition::Any(_) | Condition::Count(_)) {
                all.push(part);
            }
        });
    }
    all
}

fn turned_round(of: &Condition) -> Condition {
    let each = |of: &[Condition]| of.iter().rev().map(turned_round).collect();
    match of {
        Condition::All(of) => Condition::All(each(of)),
        Condition::Any(of) => Condition::Any(each(of)),
        Condition::Count(count) => Condition::Count(Count { of: each(&count.of), ..count.clone() }),
        Condition::Not(of) => Condition::Not(Box::new(turned_round(of))),
        other => other.clone(),
    }
}

/// `all` as the `not` of `any` of the `not`s, and the other way round.
fn by_de_morgan(of: &Condition) -> Condition {
    let not = |of: Condition| Condition::Not(Box::new(of));
    let nots = |of: &[Condition]| of.iter().map(by_de_morgan).map(not).collect();
    match of {
        Condition::All(of) => not(Condition::Any(nots(of))),
        Condition::Any(of) => not(Condition::All(nots(of))),
        other => other.clone(),
    }
}

#[test]
fn the_order_of_operands_changes_neither_truth_nor_reasons() {
    let asked = Seen::default();
    law(450, Switches::ALL, |rulebook, dice| {
        let form = form(rulebook, dice, 50);
        let mut why = Why::new(rulebook, &form);
        let so_far = read(rulebook, &mut why);
        for stated in combined(rulebook) {
            let other = turned_round(stated);
            let (stated, other) =
                (condition(rulebook, &mut why, &so_far, stated), condition(rulebook, &mut why, &so_far, &other));
            prop_assert_eq!(stated, other);
            asked.note(true);
        }
        Ok(())
    });
    asked.at_least(1_000, "a condition of several operands");
}

#[test]
fn de_morgan() {
    law(450, Switches::ALL, |rulebook, dice| {
        let form = form(rulebook, dice, 50);
        let mut why = Why::new(rulebook, &form);
        let so_far = read(rulebook, &mut why);
        for stated in combined(rulebook) {
            let other = by_de_morgan(stated);
            prop_assert_eq!(
                condition(rulebook, &mut why, &so_far, stated),
                condition(rulebook, &mut why, &so_far, &other)
            );
        }
        Ok(())
    });
}

/// Every truth of a reading with its reasons, in the order of [`told`].
fn because(meaning: &Meaning<Why>) -> Vec<Explained> {
    let criteria = meaning.criteria.iter().flat_map(|held| [held.applies.clone(), held.when.clone()]);
    let scores = meaning.scores.iter().map(|score| score.applies.clone());
    let facts = meaning.asked.iter().chain(&meaning.facts).cloned();
    facts.chain(scores).chain(meaning.alerts.iter().cloned()).chain(criteria).collect()
}

/// The form with the answers that are not in the set taken away.
fn only(rulebook: &Rulebook, form: &Answers, kept: &Questions) -> Answers {
    let mut alone = form.clone();
    for question in rulebook.questions.keys().filter(|question| !kept.contains(*question)) {
        alone.clear(question);
    }
    alone
}

/// The form with every gap filled that is not in the set.
fn filled_but(rulebook: &Rulebook, form: &Answers, open: &Questions, dice: &mut Dice) -> Answers {
    let mut filled = form.clone();
    for question in rulebook.questions.keys() {
        let gap = form.value(question).is_none() && !open.contains(question);
        let values = support::possible(rulebook, question);
        if let Some(value) = dice.pick(&values).filter(|_| gap) {
            filled.set(question, value.clone().into());
        }
    }
    filled
}

#[test]
fn the_reasons_are_of_the_truth_that_is_read_without_them() {
    law(600, Switches::ALL, |rulebook, dice| {
        let form = form(rulebook, dice, 40);
        let plain = read(rulebook, &mut One::new(rulebook, &form));
        let reasons = read(rulebook, &mut Why::new(rulebook, &form));
        for (told, because) in told(rulebook, &plain).into_iter().zip(because(&reasons)) {
            prop_assert_eq!(told.truth, because.truth, "{}", told.name);
        }
        for (plain, reasons) in plain.scores.iter().zip(&reasons.scores) {
            prop_assert_eq!(plain.value, reasons.value.interval);
            prop_assert_eq!(plain.complete, reasons.complete.truth);
        }
        Ok(())
    });
}

#[test]
fn reasons_name_answers_that_are_there_and_gaps_that_are_not() {
    law(450, Switches::ALL, |rulebook, dice| {
        let form = form(rulebook, dice, 40);
        let answered = |question: QuestionId| form.value(question).is_some();
        for because in because(&read(rulebook, &mut Why::new(rulebook, &form))) {
            prop_assert!(because.used.iter().all(answered));
            prop_assert!(!because.missing.iter().any(answered));
        }
        Ok(())
    });
}

#[test]
fn the_answers_named_give_the_same_truth_alone() {
    let few = Seen::default();
    law(225, Switches::ALL, |rulebook, dice| {
        let form = form(rulebook, dice, 30);
        let reasons = because(&read(rulebook, &mut Why::new(rulebook, &form)));
        for (place, because) in reasons.iter().enumerate() {
            let alone = one(rulebook, &only(rulebook, &form, &because.used))[place].clone();
            prop_assert_eq!(because.truth, alone.truth, "{} on {:?}\n{:?}", alone.name, because.used, form);
            few.note(because.truth.is_settled() && because.used.iter().count() < form.iter().count());
        }
        Ok(())
    });
    few.at_least(250, "a truth settled by some of the answers");
}

#[test]
fn filling_every_gap_that_is_not_named_settles_and_turns_nothing() {
    let (open, turning) = (Seen::default(), Seen::default());
    law(225, Switches::ALL, |rulebook, dice| {
        let form = form(rulebook, dice, 50);
        let reasons = because(&read(rulebook, &mut Why::new(rulebook, &form)));
        for (place, because) in reasons.iter().enumerate() {
            let filled = filled_but(rulebook, &form, &because.missing, dice);
            let then = one(rulebook, &filled)[place].clone();
            prop_assert_eq!(because.truth, then.truth, "{} open to {:?}", then.name, because.missing);
            prop_assert!(then.may_turn || !because.truth.is_settled() || because.missing.is_empty(), "{}", then.name);
            open.note(!because.truth.is_settled());
            turning.note(because.truth.is_settled() && !because.missing.is_empty());
        }
        Ok(())
    });
    open.at_least(250, "a truth not settled");
    turning.at_least(25, "a settled truth that an answer may turn");
}

/// Every band of every score, one by one.
fn bands(rulebook: &Rulebook) -> Vec<Condition> {
    let scores = rulebook.scores.iter_enumerated();
    scores.flat_map(|(id, score)| (0..score.bands.len()).map(move |band| Condition::Band(id, vec![band]))).collect()
}

/// The ends of a score, bit by bit.
fn bits(ends: Option<(f64, f64)>) -> Option<(u64, u64)> {
    ends.map(|(low, high)| (low.to_bits(), high.to_bits()))
}

/// Whatever the walk found for one form of many is what it finds for that form alone.
fn same_as_alone(rulebook: &Rulebook, many: &Block<'_>, place: usize, alone: &Answers) -> Outcome {
    let mut one = One::new(rulebook, alone);
    let expected = read(rulebook, &mut one);
    let truths = |name: &str, many: &[TruthMask], one: &[Truth]| {
        let found: Vec<Truth> = many.iter().map(|truths| truths.at(place)).collect();
        prop_assert_eq!(&found, one, "{} of form {}: {:?}", name, place, alone);
        Ok(())
    };
    truths("asked", &many.read.asked.raw, &expected.asked.raw)?;
    truths("facts", &many.read.facts.raw, &expected.facts.raw)?;
    truths("alerts", &many.read.alerts.raw, &expected.alerts.raw)?;
    for (id, (many, one)) in many.read.scores.iter().zip(&expected.scores).enumerate() {
        prop_assert_eq!(many.applies.at(place), one.applies, "s{} of {:?}", id, alone);
        prop_assert_eq!(many.complete.at(place), one.complete, "s{} of {:?}", id, alone);
        prop_assert_eq!(bits(NumberColumn::at(&many.value, place)), bits(one.value.ends()), "s{} of {:?}", id, alone);
    }
    for (id, (many, one)) in many.read.criteria.iter().zip(&expected.criteria).enumerate() {
        let (found, alone) = ((many.applies.at(place), many.when.at(place)), (one.applies, one.when));
        prop_assert_eq!(found, alone, "criterion {}", id);
        prop_assert_eq!(standing(found.0, found.1), standing(alone.0, alone.1));
    }
    for (band, many) in bands(rulebook).iter().zip(&many.bands) {
        prop_assert_eq!(many.at(place), condition(rulebook, &mut one, &expected, band), "{:?} of {:?}", band, alone);
    }
    Ok(())
}

/// Some forms read at once.
struct Block<'a> {
    read: Meaning<Many<'a>>,
    bands: Vec<TruthMask>,
}

/// Reads a block of forms slice by slice, and each of them alone.
fn a_block_says_what_its_forms_say_alone(rulebook: &Rulebook, forms: &[Answers]) -> Outcome {
    let store = Rc::new(ColumnPool::default());
    let mut slice = FormBatch::new(rulebook);
    for forms in forms.chunks(FORMS) {
        slice.clear();
        for form in forms {
            slice.push(form);
        }
        prop_assert_eq!((slice.len(), slice.is_full()), (forms.len(), forms.len() == FORMS));
        let mut many = Many::new(rulebook, &slice, &store);
        let read = read(rulebook, &mut many);
        let bands = bands(rulebook).iter().map(|band| condition(rulebook, &mut many, &read, band)).collect();
        let block = Block { read, bands };
        for (place, form) in forms.iter().enumerate() {
            same_as_alone(rulebook, &block, place, form)?;
        }
    }
    Ok(())
}

#[test]
fn many_forms_at_once_are_what_each_is_alone() {
    let (unknown, known) = (Seen::default(), Seen::default());
    law(300, Switches::ALL, |rulebook, dice| {
        let size = *dice.pick(&[1, 63, 64, 65]).unwrap_or(&1);
        let missing = *dice.pick(&[0, 15, 40, 80]).unwrap_or(&0);
        let forms: Vec<Answers> = (0..size).map(|_| form(rulebook, dice, missing)).collect();
        for form in forms.iter().take(2) {
            for score in read(rulebook, &mut One::new(rulebook, form)).scores {
                known.note(score.value.ends().is_some());
                unknown.note(score.value.ends().is_none());
            }
        }
        a_block_says_what_its_forms_say_alone(rulebook, &forms)
    });
    known.at_least(100, "a known score");
    unknown.at_least(25, "a score not known");
}

#[test]
fn so_are_forms_of_a_block_of_several_slices() {
    law(4, Switches::ALL, |rulebook, dice| {
        let forms: Vec<Answers> = (0..4096).map(|_| form(rulebook, dice, 30)).collect();
        a_block_says_what_its_forms_say_alone(rulebook, &forms)
    });
}

#[test]
fn what_is_so_in_any_case_is_so_with_every_value_of_the_question() {
    let (proved, numbers, sets, differs) = (Seen::default(), Seen::default(), Seen::default(), Seen::default());
    law(2500, Switches::ALL, |rulebook, dice| {
        let answers = form(rulebook, dice, 20);
        let form = Form { answers, ..Form::empty(rulebook, jiff::civil::date(2026, 11, 20)) };
        let screening = Screening::new(rulebook, &form);
        for settling in what_would_settle(&screening) {
            let open = screening.because(settling.criterion).1;
            let Some(question) = open.iter().next().filter(|_| open.iter().count() == 1) else {
                prop_assert_eq!(settling.in_any_case, None);
                continue;
            };
            let mut filled = form.answers.clone();
            let mut standing = |value: &Value| {
                filled.set(question, value.clone().into());
                read(rulebook, &mut One::new(rulebook, &filled)).criteria[settling.criterion].standing()
            };
            let all: Vec<Standing> = support::possible(rulebook, question).iter().map(&mut standing).collect();
            let alike = all.iter().all(|one| *one == all[0] && *one != Standing::Unknown);
            let kind = &rulebook.questions[question].kind;
            match settling.in_any_case {
                Some(standing) => prop_assert!(alike && standing == all[0], "{standing:?}, not {all:?}"),
                None => prop_assert!(!alike || matches!(kind, Kind::Number(_)), "all of {all:?} are alike"),
            }
            proved.note(alike);
            numbers.note(settling.in_any_case.is_some() && matches!(kind, Kind::Number(_)));
            sets.note(settling.in_any_case.is_some() && matches!(kind, Kind::Choices(_)));
            differs.note(!alike);
        }
        Ok(())
    });
    proved.at_least(50, "a standing that every value gives");
    numbers.at_least(10, "one that every number gives");
    sets.at_least(10, "one that every set of options gives");
    differs.at_least(200, "a question whose values differ");
}
