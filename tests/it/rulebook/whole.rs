//! What a file that uses the whole format is resolved to.

use std::collections::HashMap;
use std::fs;

use candor::answer::{Informant, OptionId, QuestionId};
use candor::decimal::Decimal;
use candor::rulebook::CriterionKind::{Contraindication, Indication, Prerequisite, Risk};
use candor::rulebook::{
    Bounds, Condition, FactId, Formula, GlanceShows, Kind, MissingInputs, Names, Node, Piece, Read, Rulebook, ScoreId,
    SourceId,
};

use super::{WHOLE, read};

use crate::support::BUILTIN;

fn whole() -> Rulebook {
    read(WHOLE, &fs::read_to_string(WHOLE).unwrap())
        .unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors)))
}

#[test]
fn the_head_of_the_whole_format_is_read() {
    let book = whole();
    assert_eq!((book.id.as_str(), book.version.as_str()), ("whole_format", "0.1.0"));
    assert_eq!(book.intended_use, "For tests. It organises answers and decides nothing.");
    assert_eq!(book.sha256.len(), 64);
    let sources: Vec<_> = book.sources.iter().map(|source| (source.id.as_str(), source.read, source.year)).collect();
    let expected = [
        ("made_up", Read::Primary, Some(2024)),
        ("copied", Read::Secondary, Some(2023)),
        ("in_part", Read::Part, None),
    ];
    assert_eq!(sources[..3], expected);
    assert_eq!(sources[3], ("ours", Read::Project, Some(2026)));
    assert_eq!(book.sources.raw[0].notice.as_deref(), Some("Printed with thanks to nobody."));
    assert_eq!(book.sources.raw[0].review_by, jiff::civil::date(2027, 11, 20));
    assert_eq!(book.respondent, Some(QuestionId(0)));
    assert_eq!(book.allow[0].because, "the whole format stands here");
}

#[test]
fn the_children_of_a_for_each_follow_their_parent_option_by_option() {
    let book = whole();
    let ids: Vec<&str> = book.questions.iter().map(|question| question.id.as_str()).collect();
    let start = ids.iter().position(|&id| id == "tx_tried").unwrap();
    let expected = [
        "tx_tried",
        "tx_tried.physiotherapy.outcome",
        "tx_tried.physiotherapy.recent",
        "tx_tried.injections.outcome",
        "tx_tried.injections.recent",
        "tx_tried.surgery.outcome",
        "opioids",
        "opioids.oxycodone.per_day",
        "opioids.fentanyl_patch.per_day",
        "phq2_interest",
    ];
    assert_eq!(ids[start..start + expected.len()], expected);
    let child = &book.questions[book.question_named("tx_tried.injections.recent").unwrap()];
    let parent = child.parent.unwrap();
    assert_eq!((book.questions[parent.question].id.as_str(), parent.option), ("tx_tried", OptionId(1)));
    assert!(child.ask_when.is_some());
    assert_eq!(book.sections[child.section].id, "treatments");
}

#[test]
fn what_an_answer_can_be_is_read() {
    let book = whole();
    let kind = |id: &str| &book.questions[book.question_named(id).unwrap()].kind;
    let number = |id: &str| match kind(id) {
        Kind::Number(number) => number.clone(),
        other => panic!("{other:?}"),
    };
    let months = number("pain_months");
    assert_eq!(months.range, (Decimal::ZERO, Decimal::whole(1200)));
    assert_eq!(months.usual, Some((Decimal::ONE, Decimal::whole(600))));
    let quarter = Decimal::parse("0.25").unwrap();
    assert_eq!(months.accepts, [("years".to_owned(), Decimal::whole(12)), ("weeks".to_owned(), quarter)]);
    let (oxycodone, patch) = (number("opioids.oxycodone.per_day"), number("opioids.fentanyl_patch.per_day"));
    assert_eq!((oxycodone.unit.as_deref(), oxycodone.range.0), (Some("mg/day"), Decimal::parse("0.1").unwrap()));
    assert_eq!((patch.unit.as_deref(), patch.range.0, patch.decimals), (Some("mcg/h"), Decimal::whole(12), 1));
    assert_eq!(patch.usual, Some((Decimal::whole(12), Decimal::whole(100))));
    assert!(matches!(kind("note"), Kind::Text { limit: 120 }));
    assert!(matches!(kind("remarks"), Kind::Text { limit: 500 }), "the default");
    let Kind::Choices(options) = kind("tx_tried") else { panic!("{:?}", kind("tx_tried")) };
    let told: Vec<_> = options.iter().map(|o| (o.code.as_str(), o.short.as_deref(), o.pause, o.exclusive)).collect();
    let expected = [
        ("physiotherapy", None, false, false),
        ("injections", Some("injections"), true, false),
        ("surgery", None, false, false),
        ("none", None, false, true),
    ];
    assert_eq!(told, expected);
    assert_eq!(options.raw[0].label, "Physiotherapy or rehabilitation");
    let Kind::Choice(options) = kind("phq2_mood") else { panic!("{:?}", kind("phq2_mood")) };
    let points: Vec<_> = options.iter().map(|option| option.points.unwrap()).collect();
    assert_eq!(points, [0, 1, 2, 3].map(Decimal::whole));
    let asked = |id: &str| book.questions[book.question_named(id).unwrap()].asked_of;
    assert_eq!(asked("pain_before"), Informant::Chart);
    assert_eq!(asked("pain_after"), Informant::Examiner);
    assert_eq!(asked("pathway"), Informant::Patient);
}

#[test]
fn every_form_of_a_condition_is_resolved() {
    let book = whole();
    let Condition::All(parts) = &book.facts.raw[1].when else { panic!("{:?}", book.facts.raw[1].when) };
    let q = |id: &str| book.question_named(id).unwrap();
    let named = |names: Names| Condition::Names(q("tx_tried"), names);
    let options = |places: &[u8]| places.iter().copied().map(OptionId).collect();
    let months = Bounds { above: Some(Decimal::ZERO), at_most: Some(Decimal::whole(1200)), ..Bounds::default() };
    let months = Condition::Number(q("pain_months"), months);
    let any = Condition::Any(vec![months, Condition::Answered(q("note")), Condition::Missing(q("remarks"))]);
    assert_eq!(parts[0], any);
    assert_eq!(parts[1], Condition::Not(Box::new(Condition::OneOf(q("existing_pump"), options(&[0])))));
    assert_eq!(parts[2], named(Names::AnyOf(options(&[0, 1]))));
    assert_eq!(parts[3], named(Names::AllOf(options(&[0, 1]))));
    assert_eq!(parts[4], named(Names::NoneOf(options(&[3]))));
    assert_eq!(parts[5], named(Names::Only(options(&[0]))));
    assert_eq!(parts[6], Condition::Fact(FactId(0), false));
    assert!(matches!(&parts[7], Condition::Number(_, bounds) if bounds.below == Decimal::parse("30.5").ok()));
    let Condition::Count(count) = &parts[8] else { panic!("{:?}", parts[8]) };
    assert_eq!((count.at_least, count.at_most, count.of.len(), &count.pattern), (Some(1), Some(2), 3, &None));
    assert_eq!(count.of[2], Condition::Band(ScoreId(0), vec![1]));
}

#[test]
fn a_pattern_is_unfolded_over_the_options_that_have_children() {
    let book = whole();
    let Condition::Count(count) = &book.facts.raw[0].when else { panic!("{:?}", book.facts.raw[0].when) };
    let outcomes = ["physiotherapy", "injections", "surgery"].map(|option| format!("tx_tried.{option}.outcome"));
    let of = outcomes.iter().map(|id| book.question_named(id).unwrap());
    let not_enough_or_no_help = [OptionId(1), OptionId(2)].into_iter().collect();
    assert_eq!(count.of, of.map(|id| Condition::OneOf(id, not_enough_or_no_help)).collect::<Vec<_>>());
    let pattern = count.pattern.as_ref().unwrap();
    assert_eq!(book.questions[pattern.parent].id, "tx_tried");
    assert_eq!(book.questions[pattern.child].id, outcomes[0]);
    assert_eq!((count.at_least, count.at_most), (Some(2), None));
}

#[test]
fn a_pattern_takes_every_test_of_its_children() {
    let book = whole();
    let Condition::Any(parts) = &book.facts.raw[2].when else { panic!("{:?}", book.facts.raw[2].when) };
    let fact = |number, holds| Condition::Fact(FactId(number), holds);
    assert_eq!(parts[0], fact(1, true));
    assert_eq!(parts[1], Condition::Any(vec![fact(0, true), fact(0, false)]));
    let counted = |part: usize| match &parts[part] {
        Condition::Count(count) => count.of.clone(),
        other => panic!("{other:?}"),
    };
    let patch = book.question_named("opioids.fentanyl_patch.per_day").unwrap();
    assert_eq!(counted(2).len(), 2);
    assert!(matches!(&counted(2)[1], Condition::Number(id, bounds) if *id == patch && bounds.above.is_some()));
    let injections = book.question_named("tx_tried.injections.recent").unwrap();
    assert_eq!(counted(3)[1], Condition::Missing(injections));
}

#[test]
fn every_formula_is_resolved() {
    let book = whole();
    let value = |id: &str| &book.scores[book.score_named(id).unwrap()].value;
    let question = |id: &str| Formula::Question(book.question_named(id).unwrap());
    let id = |id: &str| book.question_named(id).unwrap();
    assert_eq!(value("phq2"), &Formula::Points(vec![id("phq2_interest"), id("phq2_mood")]));
    assert_eq!(value("phq2_strict"), &Formula::Sum(vec![question("phq2_interest"), question("phq2_mood")]));
    assert_eq!(value("phq2_prorated"), &Formula::Mean(vec![question("phq2_interest"), question("phq2_mood")]));
    let factor = |text: &str| Decimal::parse(text).unwrap();
    let (oxycodone, patch) = (question("opioids.oxycodone.per_day"), question("opioids.fentanyl_patch.per_day"));
    assert_eq!(value("mme"), &Formula::Weighted(vec![(oxycodone, factor("1.5")), (patch, factor("2.4"))]));
    let (before, after) = (Box::new(question("pain_before")), Box::new(question("pain_after")));
    assert_eq!(value("relief_percent"), &Formula::PercentDrop { from: before, to: after });
    let height = || question("height_m");
    let square = Box::new(Formula::Multiply(vec![height(), height()]));
    assert_eq!(value("bmi"), &Formula::Divide(Box::new(question("weight_kg")), square));
    assert!(matches!(value("tried"), Formula::Count(of) if of.len() == 3 && matches!(of[0], Condition::Answered(_))));
    let phq2 = Formula::Score(book.score_named("phq2").unwrap());
    let less = Formula::Min(vec![question("pain_before"), Formula::Literal(Decimal::whole(3))]);
    let add = Formula::Add(vec![phq2, Formula::Literal(factor("0.5"))]);
    let more = Formula::Max(vec![question("pain_after"), add]);
    assert_eq!(value("odd"), &Formula::Subtract(Box::new(less), Box::new(more)));
}

#[test]
fn what_stands_beside_a_score_is_read() {
    let book = whole();
    let score = |id: &str| &book.scores[book.score_named(id).unwrap()];
    assert_eq!(score("phq2").missing, MissingInputs::Bounds);
    assert_eq!(score("phq2_strict").missing, MissingInputs::Strict);
    let prorate = MissingInputs::Prorate { at_most: 1, source: SourceId(0) };
    assert_eq!(score("phq2_prorated").missing, prorate);
    let bands: Vec<_> = score("phq2").bands.iter().map(|band| (band.from, band.code.as_str())).collect();
    assert_eq!(bands, [(Decimal::ZERO, "below"), (Decimal::whole(3), "at_threshold")]);
    assert!(matches!(score("mme").more_when, Some(Condition::Names(..))));
    assert_eq!((score("mme").unit.as_deref(), score("mme").decimals), (Some("MME/day"), Some(1)));
    let notes = &score("relief_percent").notes;
    assert!(notes[0].when.is_some() && notes[1].when.is_none());
    let before = Node::Question(book.question_named("pain_before").unwrap());
    let pieces = [Piece::Text("Of ".to_owned()), Piece::Show(before), Piece::Text(".".to_owned())];
    assert_eq!(notes[1].say.pieces, pieces);
}

#[test]
fn criteria_alerts_story_and_glance_are_read() {
    let book = whole();
    let kinds: Vec<_> = book.criteria.iter().map(|criterion| criterion.kind).collect();
    assert_eq!(kinds, [Prerequisite, Indication, Contraindication, Risk]);
    let relief = &book.criteria.raw[0];
    assert_eq!(relief.short.as_deref(), Some("trial relief"));
    assert!(matches!(&relief.applies_when, Some(Condition::All(of)) if of.len() == 2));
    let says = [&relief.says.met, &relief.says.not_met, &relief.says.unknown, &relief.says.not_applicable];
    assert!(says.iter().all(|says| says.is_some()));
    assert!(matches!(relief.notes[0].when, Some(Condition::Band(_, ref bands)) if bands == &[0, 1]));
    let quote = "at least 50 % should be required";
    assert_eq!(relief.sources[1].says.as_deref(), Some(quote), "a quote may hold a word of decision");
    assert_eq!(book.sources[relief.sources[1].source].id, "copied");
    assert_eq!(book.alerts.raw[0].id, book.criteria.raw[3].id, "alerts have a name space of their own");
    assert_eq!(book.alerts.raw[0].say.pieces.len(), 3);
    assert!(book.story[0].when.is_none() && book.story[1].when.is_some());
    let GlanceShows::Subjects(shown) = &book.glance[0].shows else { panic!("{:?}", book.glance[0]) };
    assert!(matches!(shown[..], [Node::Question(_), Node::Score(_), Node::Fact(_), Node::Question(_)]));
    assert!(matches!(&book.glance[1].shows, GlanceShows::Say(say) if say.pieces.len() == 5));
}

#[test]
fn everything_stands_after_what_it_looks_at() {
    for book in [&whole(), &*BUILTIN] {
        let all = book.questions.len() + book.facts.len() + book.scores.len();
        let places: HashMap<Node, usize> = book.order.iter().enumerate().map(|(place, node)| (*node, place)).collect();
        assert_eq!((places.len(), book.order.len()), (all, all), "each once");
        let before = |first: Node, then: Node| assert!(places[&first] < places[&then], "{first:?} before {then:?}");
        for (number, question) in (0..).zip(&book.questions) {
            let this = Node::Question(QuestionId(number));
            question.parent.iter().for_each(|parent| before(Node::Question(parent.question), this));
            let section = &book.sections[question.section].ask_when;
            for when in question.ask_when.iter().chain(section) {
                for subject in subjects(when) {
                    before(subject, this);
                }
            }
        }
        for (number, fact) in (0..).zip(&book.facts) {
            let this = Node::Fact(FactId(number));
            for subject in subjects(&fact.when) {
                before(subject, this);
            }
        }
    }
}

fn subjects(condition: &Condition) -> Vec<Node> {
    let mut found = Vec::new();
    condition.visit(&mut |part| match part {
        Condition::OneOf(id, _)
        | Condition::Names(id, _)
        | Condition::Number(id, _)
        | Condition::Answered(id)
        | Condition::Missing(id) => found.push(Node::Question(*id)),
        Condition::Fact(id, _) => found.push(Node::Fact(*id)),
        Condition::Score(id, _) | Condition::Band(id, _) => found.push(Node::Score(*id)),
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) | Condition::Count(_) => {}
    });
    found
}
