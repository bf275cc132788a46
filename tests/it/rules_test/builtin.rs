//! What the built-in rulebook is held to: its own tests show all of it, every statement rests on something that can be
//! read, and every kind speaks the way its patients show.

use std::sync::LazyLock;

use candor::answer::QuestionId;
use candor::form::Form;
use candor::meaning::one::One;
use candor::meaning::{self};
use candor::rule_tests::coverage::Measured;
use candor::rule_tests::tests::Tests;
use candor::rulebook::{BUILTIN_TESTS, Criterion, CriterionId, CriterionKind, Read, Rulebook, Source, Template};
use candor::screening::{Standing, standing};
use candor::text::SourceText;
use candor::truth::Truth;
use typed_index_collections::{TiVec, ti_vec};

use super::{run, source};

use crate::support::{self, BUILTIN};

static TESTS: LazyLock<Tests> = LazyLock::new(|| {
    let tests = Tests::read(&BUILTIN, &SourceText::new(BUILTIN_TESTS.0, BUILTIN_TESTS.1));
    tests.unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors)))
});

#[test]
fn its_tests_hold_and_show_all_of_it() {
    let (outcomes, coverage) = run(&BUILTIN, &TESTS);
    let differing: Vec<_> = outcomes.iter().filter(|outcome| !outcome.differences.is_empty()).collect();
    assert!(differing.is_empty(), "{differing:#?}");
    assert!(coverage.reached_all_the_same.is_empty(), "{:?}", coverage.reached_all_the_same);
    let open = |measured: &Measured| measured.open.iter().map(|goal| goal.named(&BUILTIN)).collect::<Vec<_>>();
    for measured in &coverage.measured {
        assert!(measured.is_at_least(100), "{}: {:?}", measured.measure.name(), open(measured));
    }
    let cannot = TESTS.cannot.iter().filter(|cannot| cannot.because.len() < 20);
    assert_eq!(cannot.count(), 0, "what cannot be needs a reason");
}

// ---------------------------------------------------------------------------------------------------------------------
// How many questions are asked

/// How many questions a form is asked in the call and from the chart; a question for several options is one grid.
fn counts(rulebook: &Rulebook, form: &Form) -> (usize, usize) {
    let read = meaning::read(rulebook, &mut One::new(rulebook, &form.answers));
    let grid = |id: QuestionId| rulebook.questions[id].parent.map(|parent| parent.group);
    let mut grids = Vec::new();
    let (mut call, mut chart) = (0, 0);
    for id in rulebook.questions.keys().filter(|&id| read.asked[id] == Truth::True) {
        if let Some(grid) = grid(id) {
            if grids.contains(&grid) {
                continue;
            }
            grids.push(grid);
        }
        if rulebook.questions[id].is_of_the_call() { call += 1 } else { chart += 1 }
    }
    (call, chart)
}

#[track_caller]
fn check_counts(test: &str, expected: (usize, usize)) {
    let case = TESTS.cases.iter().find(|case| case.name == test).unwrap();
    assert_eq!(counts(&BUILTIN, &case.form), expected, "{test}: asked in the call, and from the chart");
}

/// A first call with opioids, no thinner and no diabetes, where pregnancy is asked: one more than without.
#[test]
fn typical_patients_are_asked_so_many_questions() {
    check_counts("a typical patient with noncancer pain, first call, nothing that warns", (35 + 1, 4 + 1));
    check_counts("a typical patient with cancer pain, first call, everything in place", (36, 4 + 1));
    check_counts("a typical patient with spasticity, first call, everything in place", (36 + 1, 2 + 1));
}

// ---------------------------------------------------------------------------------------------------------------------
// Sources

/// Whether a reader can find a source and knows who says it: by its address, or by a number in its title.
fn is_readable(source: &Source) -> bool {
    let named = [&source.title, &source.publisher].iter().all(|text| !text.trim().is_empty());
    let numbered = source.title.contains(|sign: char| sign.is_ascii_digit());
    let found = numbered || source.url.as_ref().is_some_and(|url| url.starts_with("https://"));
    named && found && source.read != Read::Project
}

/// Criteria that rest on nothing that a reader could look up, alerts without any source, sources never due for review.
fn unreadable(rulebook: &Rulebook) -> Vec<String> {
    let criteria = rulebook.criteria.iter().filter_map(|criterion| {
        let read = criterion.sources.iter().any(|citation| is_readable(&rulebook.sources[citation.source]));
        (!read).then(|| format!("criterion {}", criterion.id))
    });
    let alerts =
        rulebook.alerts.iter().filter(|alert| alert.sources.is_empty()).map(|alert| format!("alert {}", alert.id));
    let sources = rulebook.sources.iter().filter(|source| source.review_by <= source.checked);
    criteria.chain(alerts).chain(sources.map(|source| format!("source {}", source.id))).collect()
}

#[test]
fn every_criterion_rests_on_a_source_that_can_be_read() {
    assert_eq!(unreadable(&BUILTIN), [""; 0]);
}

#[test]
fn a_criterion_without_a_readable_source_is_seen() {
    let small = support::read(&source("small.yaml"));
    assert_eq!(unreadable(&small), ["criterion relief_half", "criterion mme_50", "criterion mood_low"]);
}

// ---------------------------------------------------------------------------------------------------------------------
// Polarity

/// Words with which a statement begins that says that something is absent.
const ABSENT: [&str; 7] = ["no ", "not ", "without ", "missing ", "lack ", "neither ", "none "];

fn begins_with_absence(text: &str) -> bool {
    let text = text.to_lowercase();
    ABSENT.iter().any(|word| text.starts_with(word))
}

fn said(template: Option<&Template>) -> String {
    use candor::rulebook::Piece;
    let pieces = template.map(|template| template.pieces.as_slice()).unwrap_or_default();
    pieces.iter().map(|piece| if let Piece::Text(text) = piece { text.as_str() } else { "" }).collect()
}

/// Criteria whose wording says the opposite of what their kind means by "met": present, or in place.
fn misworded(rulebook: &Rulebook) -> Vec<String> {
    let wrong = |criterion: &&Criterion| {
        let met = said(criterion.says.met.as_ref());
        begins_with_absence(&criterion.title) || begins_with_absence(&met)
    };
    rulebook.criteria.iter().filter(wrong).map(|criterion| criterion.id.clone()).collect()
}

/// Criteria that stand otherwise than their kind in patients of whom it is known how all of a kind stand.
fn against_their_kind(rulebook: &Rulebook, tests: &Tests) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut shown: TiVec<CriterionId, bool> = ti_vec![false; rulebook.criteria.len()];
    for case in &tests.cases {
        let read = meaning::read(rulebook, &mut One::new(rulebook, &case.form.answers));
        let in_place =
            case.name.ends_with("after a trial, everything in place") || case.name.ends_with("prerequisites in place");
        let quiet = case.name.ends_with("everything in place") || case.name.ends_with("nothing that warns");
        let loud = case.name.contains("everything warns");
        for (id, criterion) in rulebook.criteria.iter_enumerated() {
            let held = &read.criteria[id];
            let found = standing(held.applies, held.when);
            let expected = match criterion.kind {
                CriterionKind::Prerequisite if in_place => Standing::Met,
                CriterionKind::Contraindication | CriterionKind::Risk if quiet => Standing::NotMet,
                CriterionKind::Contraindication | CriterionKind::Risk if loud => Standing::Met,
                CriterionKind::Prerequisite if loud => Standing::NotMet,
                _ => continue,
            };
            let apart = loud && ["psych_evaluation_done", "self_harm_past"].contains(&criterion.id.as_str());
            if found == expected {
                shown[id] = true;
            } else if found != Standing::NotApplicable && !apart {
                wrong.push(format!("{}: {}", case.name, criterion.id));
            }
        }
    }
    let unseen =
        rulebook.criteria.iter().zip(shown).filter(|(one, shown)| !shown && one.kind != CriterionKind::Indication);
    wrong.extend(unseen.map(|(criterion, _)| format!("in no patient: {}", criterion.id)));
    wrong
}

#[test]
fn no_criterion_is_worded_against_its_kind() {
    assert_eq!(misworded(&BUILTIN), [""; 0]);
}

#[test]
fn every_criterion_stands_as_its_kind_does_in_patients_where_all_is_in_place_or_nothing() {
    assert_eq!(against_their_kind(&BUILTIN, &TESTS), [""; 0]);
}

#[test]
fn a_criterion_against_its_kind_is_seen() {
    let mut rulebook = BUILTIN.clone();
    let at = rulebook.criterion_named("refill_access").unwrap();
    rulebook.criteria[at].kind = CriterionKind::Risk;
    assert!(against_their_kind(&rulebook, &TESTS).iter().any(|fault| fault.ends_with("refill_access")));
    rulebook.criteria[at].title = "No access to refills".to_owned();
    assert_eq!(misworded(&rulebook), ["refill_access"]);
}
