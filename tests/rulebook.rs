//! Reading rulebooks: each error with its code, its place and what it underlines; what is read of a sound file.
//!
//! A fixture in `tests/rulebook/errors` begins with what is expected of it, a line for each error:
//! LINE:COLUMN CODE and the underlined text in backticks, behind a `#`. Its snapshot is what `candor rules check` prints.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that cannot go on says so")]

use std::collections::{BTreeSet, HashMap};
use std::fs;
use std::process::Command;

use candor::answer::{Informant, OptionId, QuestionId};
use candor::decimal::Decimal;
use candor::rulebook::error::RulebookErrors;
use candor::rulebook::{
    Condition, CriterionKind, Formula, GlanceShows, Kind, MissingInputs, Node, Piece, Read, Rulebook, SourceId,
};
use candor::text::SourceText;
use proptest::prelude::*;
use proptest::test_runner::TestCaseError;

fn read(name: &str, text: &str) -> Result<Rulebook, RulebookErrors> {
    Rulebook::read(&SourceText { name: name.to_owned(), text: text.to_owned() })
}

/// Place, code and underlined text of each error, as a fixture states them.
fn told(text: &str, errors: &RulebookErrors) -> Vec<String> {
    let source = SourceText { name: String::new(), text: text.to_owned() };
    let line = |error: &candor::rulebook::error::RulebookError| {
        let at = error.at();
        let (line, column) = source.line_and_column(at.start);
        let underlined = text[at.start..at.end].replace('\n', "\\n");
        let cut: String = underlined.chars().take(60).collect();
        let more = if cut == underlined { "" } else { "…" };
        format!("{line}:{column} {} `{cut}{more}`", error.code_name())
    };
    errors.errors().iter().map(line).collect()
}

#[track_caller]
fn check(fixture: &str) {
    let path = format!("tests/rulebook/errors/{fixture}.yaml");
    let text = fs::read_to_string(&path).unwrap();
    let header = text.lines().map_while(|line| line.strip_prefix("# ")).skip(1);
    let expected: Vec<String> = header.map(str::to_owned).collect();
    assert!(!expected.is_empty(), "{path} says nothing of its errors");
    let errors = read(&path, &text).err().unwrap_or_else(|| panic!("{path} is read without an error"));
    assert_eq!(told(&text, &errors), expected, "{path}");

    let output = Command::new(env!("CARGO_BIN_EXE_candor")).args(["rules", "check", &path]).output().unwrap();
    assert_eq!(output.status.code(), Some(3), "{path}");
    assert!(output.stderr.is_empty(), "{path}");
    let printed = String::from_utf8(output.stdout).unwrap();
    for line in &expected {
        let (place, rest) = line.split_once(' ').unwrap();
        let code = rest.split(' ').next().unwrap();
        assert!(printed.contains(&format!("{path}:{place}: {code}\n")), "{path}: {place} {code} in\n{printed}");
    }
    insta::with_settings!({ snapshot_path => "rulebook/snapshots", prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(fixture, printed);
    });
}

/// One named case for each fixture.
macro_rules! fixtures {
    ($($name:ident $fixture:literal),* $(,)?) => {
        $(#[test] fn $name() { check($fixture); })*

        #[test]
        fn every_fixture_has_a_case() {
            let cases: BTreeSet<String> = [$($fixture),*].map(str::to_owned).into();
            let files = fs::read_dir("tests/rulebook/errors").unwrap();
            let files = files.map(|file| file.unwrap().file_name().into_string().unwrap());
            assert_eq!(files.map(|file| file.replace(".yaml", "")).collect::<BTreeSet<_>>(), cases);
        }
    };
}
fixtures! {
    yaml_syntax "yaml-syntax",
    empty_file "empty-file",
    nesting_too_deep "nesting-too-deep",
    duplicate_key "duplicate-key",
    anchor "anchor",
    alias "alias",
    tag "tag",
    merge_key "merge-key",
    second_document "second-document",
    key_not_text "key-not-text",
    unknown_key "unknown-key",
    missing_key "missing-key",
    missing_section "missing-section",
    empty "empty",
    wrong_type "wrong-type",
    not_a_rulebook "not-a-rulebook",
    unsupported_format "unsupported-format",
    unknown_type "unknown-type",
    wrong_kind "wrong-kind",
    unknown_word "unknown-word",
    key_does_not_fit "key-does-not-fit",
    number_too_fine "number-too-fine",
    number_too_large "number-too-large",
    decimals "decimals",
    end_finer_than_decimals "end-finer-than-decimals",
    limit "limit",
    id_form "id-form",
    reserved_word "reserved-word",
    duplicate_id "duplicate-id",
    unknown_subject "unknown-subject",
    unknown_option "unknown-option",
    unknown_band "unknown-band",
    unknown_source "unknown-source",
    unknown_placeholder "unknown-placeholder",
    placeholder_form "placeholder-form",
    pattern_matches_nothing "pattern-matches-nothing",
    number_without_range "number-without-range",
    empty_range "empty-range",
    usual_outside_range "usual-outside-range",
    accepts "accepts",
    per_option "per-option",
    choice_without_options "choice-without-options",
    too_many_options "too-many-options",
    exclusive "exclusive",
    points_on_some "points-on-some",
    respondent "respondent",
    condition_form "condition-form",
    test_does_not_fit "test-does-not-fit",
    count_never "count-never",
    count_always "count-always",
    count_without_bounds "count-without-bounds",
    formula_form "formula-form",
    operand_without_number "operand-without-number",
    count_in_formula "count-in-formula",
    bands_not_ascending "bands-not-ascending",
    first_band_too_high "first-band-too-high",
    prorate "prorate",
    score_too_large "score-too-large",
    ask_when_later "ask-when-later",
    ask_when_missing "ask-when-missing",
    ask_when_prorated "ask-when-prorated",
    call_waits_for_chart "call-waits-for-chart",
    circle "circle",
    without_source "without-source",
    word_of_decision "word-of-decision",
    review_before_checked "review-before-checked",
    many "many",
}

/// Each of these codes is the subject of a fixture, or is shown in one.
#[test]
fn every_code_is_shown() {
    let table = fs::read_to_string("src/rulebook/error/fault.rs").unwrap();
    let codes: BTreeSet<&str> = table.split("code(\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
    let mut shown = String::new();
    for file in fs::read_dir("tests/rulebook/errors").unwrap() {
        let text = fs::read_to_string(file.unwrap().path()).unwrap();
        text.lines().take_while(|line| line.starts_with("# ")).for_each(|line| shown += line);
    }
    let unshown: Vec<&&str> = codes.iter().filter(|code| !shown.contains(&format!(" {code} `"))).collect();
    assert!(codes.len() > 50, "{codes:?}");
    assert_eq!(unshown, [&"file-too-large", &"too-many-nodes"], "limits are tested below");
}

/// A text is refused with this code at this place, and quickly: none of these is read to its end.
#[track_caller]
fn refused(text: &str, expected: &str) {
    let errors = read("hostile.yaml", text).err().unwrap();
    let lines = told(text, &errors);
    assert!(lines.iter().any(|line| line.starts_with(expected)), "{lines:?}");
}

#[test]
fn hostile_texts_are_refused() {
    refused(&"- ".repeat(200_000), "1:129 nesting-too-deep");
    refused(&"- ".repeat(2_000_000), "1:129 nesting-too-deep");
    refused(&"[".repeat(2_000_000), "1:256 nesting-too-deep");
    refused(&"{".repeat(2_000_000), "1:256 nesting-too-deep");
    refused(&"? ".repeat(2_000_000), "1:129 nesting-too-deep");
    refused(&"a: ".repeat(1_000_000), "1:5 yaml-syntax");
    refused(&"[a, ".repeat(65), "1:257 nesting-too-deep");
    refused(&"- a\n".repeat(200_001), "200000:3 too-many-nodes");
    refused(&format!("a: [{}]", "1,".repeat(200_001)), "1:399999 too-many-nodes");
    refused(&"x".repeat(4 * 1024 * 1024 + 1), "1:1 file-too-large");
    refused("", "1:1 empty-file");
    refused("\u{feff}", "1:1 empty-file");
    refused("\0", "1:1");
}

#[test]
fn a_file_at_the_limits_is_read() {
    let whole = fs::read_to_string(WHOLE).unwrap();
    let deep = format!("{}x{}", "[".repeat(63), "]".repeat(63));
    let text = format!("{whole}\ndeep: {deep}\n");
    let told = told(&text, &read("deep.yaml", &text).err().unwrap());
    assert!(told.len() == 1 && told[0].contains("unknown-key `deep`"), "the key alone is wrong: {told:?}");
    let large = format!("{whole}\n#{}", "x".repeat(4 * 1024 * 1024 - whole.len() - 2));
    assert!(read("large.yaml", &large).is_ok());
}

#[test]
fn a_rulebook_that_unfolds_too_far_is_refused() {
    let options = (0..120).map(|option| format!("o{option}: O")).collect::<Vec<_>>().join(", ");
    let child = |child: usize| format!("{{ id: c{child}, title: C, ask: C?, type: choice, options: {{ {options} }} }}");
    let children: Vec<String> = (0..100).map(child).collect();
    let head = "sections:\n  - id: s\n    title: S\n    questions:\n      - id: q\n        title: Q\n        ask: Q?\n";
    let text = format!(
        "{head}        type: choices\n        options: {{ {options} }}\n        for_each: [{}]\n",
        children.join(", ")
    );
    let errors = read("unfolds.yaml", &text).err().unwrap();
    assert!(errors.errors().iter().any(|error| error.code_name() == "too-many-nodes"));
}

const WHOLE: &str = "tests/rulebook/valid/whole_format.yaml";

fn whole() -> Rulebook {
    read(WHOLE, &fs::read_to_string(WHOLE).unwrap())
        .unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors)))
}

/// The resolved form of one fact's condition, criterion's `when` or score's formula, as Rust prints it.
#[track_caller]
fn resolved(thing: &impl std::fmt::Debug, expected: &str) {
    assert_eq!(format!("{thing:?}"), expected);
}

#[test]
fn the_head_of_the_whole_format_is_read() {
    let book = whole();
    assert_eq!((book.id.as_str(), book.version.as_str()), ("whole_format", "0.1.0"));
    assert_eq!(book.intended_use, "For tests. It organises answers and decides nothing.");
    assert_eq!(book.sha256.len(), 64);
    let sources: Vec<_> = book.sources.iter().map(|source| (source.id.as_str(), source.read, source.year)).collect();
    let expected = [("made_up", Read::Primary, 2024), ("copied", Read::Secondary, 2023), ("in_part", Read::Part, 2022)];
    assert_eq!(sources[..3], expected);
    assert_eq!(sources[3], ("ours", Read::Project, 2026));
    assert_eq!(book.sources[0].notice.as_deref(), Some("Printed with thanks to nobody."));
    assert_eq!(book.sources[0].review_by, jiff::civil::date(2027, 11, 20));
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
    let child = book.question(book.question_named("tx_tried.injections.recent").unwrap());
    let parent = child.parent.unwrap();
    assert_eq!((book.question(parent.question).id.as_str(), parent.option), ("tx_tried", OptionId(1)));
    assert!(child.ask_when.is_some());
    assert_eq!(book.section(child.section).id, "treatments");
}

#[test]
fn what_an_answer_can_be_is_read() {
    let book = whole();
    let kind = |id: &str| &book.question(book.question_named(id).unwrap()).kind;
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
    assert_eq!(options[0].label, "Physiotherapy or rehabilitation");
    let Kind::Choice(options) = kind("phq2_mood") else { panic!("{:?}", kind("phq2_mood")) };
    let points: Vec<_> = options.iter().map(|option| option.points.unwrap()).collect();
    assert_eq!(points, [0, 1, 2, 3].map(Decimal::whole));
    let asked = |id: &str| book.question(book.question_named(id).unwrap()).asked_of;
    assert_eq!(asked("pain_before"), Informant::Chart);
    assert_eq!(asked("pain_after"), Informant::Examiner);
    assert_eq!(asked("pathway"), Informant::Patient);
}

#[test]
fn every_form_of_a_condition_is_resolved() {
    let book = whole();
    let Condition::All(parts) = &book.facts[1].when else { panic!("{:?}", book.facts[1].when) };
    let q = |id: &str| format!("{:?}", book.question_named(id).unwrap());
    let expect = |part: usize, expected: String| resolved(&parts[part], &expected);
    let limits = "at_least: None, above: Some(Decimal { millionths: 0 }), \
                  at_most: Some(Decimal { millionths: 1200000000 }), below: None, equals: None";
    let months = q("pain_months");
    let (note, remarks) = (q("note"), q("remarks"));
    expect(0, format!("Any([Number({months}, Bounds {{ {limits} }}), Answered({note}), Missing({remarks})])"));
    expect(1, format!("Not(OneOf({}, Options(1)))", q("existing_pump")));
    expect(2, format!("Names({}, AnyOf(Options(3)))", q("tx_tried")));
    expect(3, format!("Names({}, AllOf(Options(3)))", q("tx_tried")));
    expect(4, format!("Names({}, NoneOf(Options(8)))", q("tx_tried")));
    expect(5, format!("Names({}, Only(Options(1)))", q("tx_tried")));
    expect(6, "Fact(FactId(0), false)".to_owned());
    assert!(matches!(&parts[7], Condition::Number(_, bounds) if bounds.below == Decimal::parse("30.5").ok()));
    let Condition::Count(count) = &parts[8] else { panic!("{:?}", parts[8]) };
    assert_eq!((count.at_least, count.at_most, count.of.len(), &count.pattern), (Some(1), Some(2), 3, &None));
    resolved(&count.of[2], "Band(ScoreId(0), [1])");
}

#[test]
fn a_pattern_is_unfolded_over_the_options_that_have_children() {
    let book = whole();
    let Condition::Count(count) = &book.facts[0].when else { panic!("{:?}", book.facts[0].when) };
    let outcomes = ["physiotherapy", "injections", "surgery"].map(|option| format!("tx_tried.{option}.outcome"));
    let of = outcomes.iter().map(|id| book.question_named(id).unwrap());
    let not_enough_or_no_help = [OptionId(1), OptionId(2)].into_iter().collect();
    assert_eq!(count.of, of.map(|id| Condition::OneOf(id, not_enough_or_no_help)).collect::<Vec<_>>());
    let pattern = count.pattern.as_ref().unwrap();
    assert_eq!(book.question(pattern.parent).id, "tx_tried");
    assert_eq!(book.question(pattern.child).id, outcomes[0]);
    assert_eq!((count.at_least, count.at_most), (Some(2), None));
}

#[test]
fn every_formula_is_resolved() {
    let book = whole();
    let value = |id: &str| &book.score(book.score_named(id).unwrap()).value;
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
    let score = |id: &str| book.score(book.score_named(id).unwrap());
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
    use CriterionKind::{Contraindication, Indication, Prerequisite, Risk};
    assert_eq!(kinds, [Prerequisite, Indication, Contraindication, Risk]);
    let relief = &book.criteria[0];
    assert_eq!(relief.short.as_deref(), Some("trial relief"));
    assert!(matches!(&relief.applies_when, Some(Condition::All(of)) if of.len() == 2));
    let says = [&relief.says.met, &relief.says.not_met, &relief.says.unknown, &relief.says.not_applicable];
    assert!(says.iter().all(|says| says.is_some()));
    assert!(matches!(relief.notes[0].when, Some(Condition::Band(_, ref bands)) if bands == &[0, 1]));
    let quote = "at least 50 % should be required";
    assert_eq!(relief.sources[1].says.as_deref(), Some(quote), "a quote may hold a word of decision");
    assert_eq!(book.source(relief.sources[1].source).id, "copied");
    assert_eq!(book.alerts[0].id, book.criteria[3].id, "alerts have a name space of their own");
    assert_eq!(book.alerts[0].say.pieces.len(), 3);
    assert!(book.story[0].when.is_none() && book.story[1].when.is_some());
    let GlanceShows::Subjects(shown) = &book.glance[0].shows else { panic!("{:?}", book.glance[0]) };
    assert!(matches!(shown[..], [Node::Question(_), Node::Score(_), Node::Fact(_), Node::Question(_)]));
    assert!(matches!(&book.glance[1].shows, GlanceShows::Say(say) if say.pieces.len() == 5));
}

#[test]
fn everything_stands_after_what_it_looks_at() {
    for book in [whole(), builtin()] {
        let all = book.questions.len() + book.facts.len() + book.scores.len();
        let places: HashMap<Node, usize> = book.order.iter().enumerate().map(|(place, node)| (*node, place)).collect();
        assert_eq!((places.len(), book.order.len()), (all, all), "each once");
        let before = |first: Node, then: Node| assert!(places[&first] < places[&then], "{first:?} before {then:?}");
        for (number, question) in (0..).zip(&book.questions) {
            let this = Node::Question(QuestionId(number));
            question.parent.iter().for_each(|parent| before(Node::Question(parent.question), this));
            let section = &book.section(question.section).ask_when;
            for when in question.ask_when.iter().chain(section) {
                subjects(when).into_iter().for_each(|subject| before(subject, this));
            }
        }
        for (number, fact) in (0..).zip(&book.facts) {
            let this = Node::Fact(candor::rulebook::FactId(number));
            subjects(&fact.when).into_iter().for_each(|subject| before(subject, this));
        }
    }
}

fn subjects(condition: &Condition) -> Vec<Node> {
    let mut found = Vec::new();
    condition.visit(&mut |part| match part {
        Condition::OneOf(id, _) | Condition::Names(id, _) | Condition::Number(id, _) => found.push(Node::Question(*id)),
        Condition::Answered(id) | Condition::Missing(id) => found.push(Node::Question(*id)),
        Condition::Fact(id, _) => found.push(Node::Fact(*id)),
        Condition::Score(id, _) | Condition::Band(id, _) => found.push(Node::Score(*id)),
        Condition::All(_) | Condition::Any(_) | Condition::Not(_) | Condition::Count(_) => {}
    });
    found
}

fn builtin() -> Rulebook {
    let (name, text) = candor::rulebook::BUILTIN;
    read(name, text).unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors)))
}

fn candor(arguments: &[&str]) -> (i32, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_candor")).args(arguments).output().unwrap();
    (output.status.code().unwrap(), String::from_utf8(output.stdout).unwrap())
}

#[test]
fn a_rulebook_without_errors_is_a_line_and_status_0() {
    let (status, out) = candor(&["rules", "check", WHOLE]);
    let counts = "21 questions, 2 facts, 8 scores, 1 alert, 4 criteria, 4 sources";
    assert_eq!((status, out), (0, format!("{WHOLE}: no errors: {counts}\n")));
    let (status, out) = candor(&["rules", "check"]);
    assert!(status == 0 && out.starts_with("builtin: no errors: "), "{out}");
}

#[test]
fn several_rulebooks_are_checked_in_one_run() {
    let (status, out) = candor(&["rules", "check", WHOLE, "tests/rulebook/errors/wrong-kind.yaml"]);
    assert_eq!(status, 3);
    assert!(out.contains(&format!("{WHOLE}: no errors")) && out.contains("wrong-kind.yaml:21:11: wrong-kind"), "{out}");
}

#[test]
fn errors_are_told_to_other_programs_as_json() {
    let (status, out) =
        candor(&["rules", "check", "--format", "json", "tests/rulebook/errors/usual-outside-range.yaml"]);
    assert_eq!(status, 3);
    let errors: serde_json::Value = serde_json::from_str(&out).unwrap();
    let error = &errors[0];
    assert_eq!(
        (&error["line"], &error["column"], &error["code"]),
        (&19.into(), &73.into(), &"usual-outside-range".into())
    );
    assert_eq!(error["help"], "`usual` is a part of `range`");
    assert_eq!((&error["labels"][1]["column"], &error["labels"][1]["text"]), (&57.into(), &"the range".into()));
    let (status, out) = candor(&["rules", "check", "--format", "json", WHOLE]);
    assert_eq!((status, out.as_str()), (0, "[]\n"));
}

/// Takes a piece of a text away, doubles it, or puts something in its place.
fn mutated(text: &str, at: usize, length: usize, with: &str) -> String {
    let whole = |mut at: usize| {
        at = at.min(text.len());
        while !text.is_char_boundary(at) {
            at -= 1;
        }
        at
    };
    let (start, end) = (whole(at), whole(at + length));
    format!("{}{with}{}", &text[..start], &text[end..])
}

/// Whatever stands in a file: it is read, or refused with errors that lie in the text and can be drawn.
fn survives(text: &str) -> Result<(), TestCaseError> {
    if let Err(errors) = read("any.yaml", text) {
        prop_assert!(!errors.errors().is_empty());
        for error in errors.errors() {
            let at = error.at();
            prop_assert!(at.end <= text.len() && text.get(at.start..at.end).is_some(), "{error:?}");
            prop_assert!(!error.code_name().is_empty());
        }
        let drawn = format!("{:?}", miette::Report::new(errors));
        prop_assert!(!drawn.contains("Failed to read contents"), "{drawn}");
    }
    Ok(())
}

proptest! {
    #[test]
    fn any_text_is_read_or_refused(text in "\\PC{0,200}|[-a-c \\n:{}\\[\\],&*!?'\"#>|ü\r\t]{0,120}") {
        survives(&text)?;
    }

    #[test]
    fn a_rulebook_changed_anywhere_is_read_or_refused(
        at in 0_usize..12_000,
        length in 0_usize..40,
        with in "[-a-z0-9_ \\n:{}\\[\\],&*!?'\"#.ü]{0,12}|yes|null|\\[\\]|\\{\\}|1e9|answered|missing|all|for_each",
    ) {
        let text = fs::read_to_string(WHOLE).unwrap();
        survives(&mutated(&text, at % text.len(), length, &with))?;
    }

    #[test]
    fn a_rulebook_with_lines_left_out_or_moved_is_read_or_refused(
        from in 0_usize..220, lines in 1_usize..4, to in 0_usize..220,
    ) {
        let text = fs::read_to_string(WHOLE).unwrap();
        let mut all: Vec<&str> = text.lines().collect();
        let from = from % all.len();
        let moved: Vec<&str> = all.drain(from..(from + lines).min(all.len())).collect();
        survives(&all.join("\n"))?;
        let to = to % all.len();
        all.splice(to..to, moved);
        survives(&all.join("\r\n"))?;
    }
}
