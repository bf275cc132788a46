//! What has to hold of the shipped rulebook as medicine: what typical patients are asked, what every criterion rests on,
//! and that each statement says what its kind says. The standings themselves are in `rules/intrathecal_pump.tests.yaml`.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails here has found a fault")]

use std::collections::BTreeSet;

use candor::answer::{Informant, QuestionId};
use candor::intake::paper;
use candor::meaning::one::One;
use candor::meaning::read;
use candor::rulebook::{BUILTIN, Condition, CriterionKind, Names, Read, Rulebook};
use candor::text::SourceText;
use candor::truth::Truth;

fn builtin() -> Rulebook {
    let (name, text) = BUILTIN;
    let source = SourceText { name: name.to_owned(), text: text.to_owned() };
    Rulebook::read(&source).unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors)))
}

/// Who is called for the first time, takes one opioid where there is pain, and has no thinner, diabetes or trial.
const EVERYBODY: &str = "respondent: patient, age_years: 60, existing_pump: no, trial_status: not_done, \
    unwell_now: [none], neuro_red_flags: [none], blood_thinners: [none], bleeding_history: [none], allergies: [none], \
    conditions: [none], diabetes: none, mental_health_history: [none], phq2_interest: not_at_all, \
    phq2_mood: not_at_all, specialist_review: recorded";

/// How many questions are asked: on the call, and from the chart. Outcomes of the treatments are one grid; so are amounts.
#[track_caller]
fn check(answers: &str, call: usize, chart: usize) {
    let rulebook = builtin();
    let text = format!("form: 1\nanswers: {{ {EVERYBODY}, {answers} }}\n");
    let source = SourceText { name: "typical.yaml".to_owned(), text };
    let form = paper::file(&rulebook, &source, "2026-11-20".parse().unwrap())
        .unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors)))
        .form;
    let meaning = read(&rulebook, &mut One::new(&rulebook, &form.answers));
    let asked = |of_the_call: bool| -> BTreeSet<(QuestionId, bool)> {
        rulebook
            .question_ids()
            .filter(|&id| *meaning.asked(id) == Truth::True && rulebook.question(id).is_of_the_call() == of_the_call)
            .map(|id| rulebook.question(id).parent.map_or((id, false), |parent| (parent.question, true)))
            .collect()
    };
    assert_eq!((asked(true).len(), asked(false).len()), (call, chart), "{answers}");
}

#[test]
fn typical_patients_are_asked_some_forty_questions() {
    // the platelet count, asked of everybody's chart, is the one beyond 39, 40 and 38 to 39 (`docs/clinical.md`)
    check("pathway: [noncancer_pain], tx_tried: [opioid, physiotherapy], opioids: [oxycodone]", 35, 5);
    check("pathway: [cancer_pain], tx_tried: [opioid, physiotherapy], opioids: [oxycodone]", 36, 5);
    let spasticity = "pathway: [spasticity], opioids: [none], oral_baclofen: not_enough, ashworth_version: ashworth";
    check(&format!("{spasticity}, spasticity_cause: [multiple_sclerosis]"), 36, 3);
    check(&format!("{spasticity}, spasticity_cause: [traumatic_brain_injury]"), 37, 3);
}

#[test]
fn a_condition_adds_the_questions_it_calls_for() {
    let noncancer = "pathway: [noncancer_pain], tx_tried: [none]";
    check(&format!("{noncancer}, opioids: [none]"), 33, 5);
    let text = builtin();
    let only_when = |id: &str| {
        let question = text.question(text.question_named(id).unwrap());
        question.ask_when.is_some() || text.section(question.section).ask_when.is_some()
    };
    for id in ["tbi_months", "sci_t6_or_above", "blood_thinner_plan", "hba1c_percent", "pregnancy", "trial_method"] {
        assert!(only_when(id), "{id} is asked of everybody");
    }
}

#[test]
fn the_kinds_are_as_many_as_the_review_lists() {
    let rulebook = builtin();
    let count = |kind| rulebook.criteria.iter().filter(|criterion| criterion.kind == kind).count();
    assert_eq!(count(CriterionKind::Indication), 6);
    assert_eq!(count(CriterionKind::Prerequisite), 27);
    assert_eq!(count(CriterionKind::Contraindication), 16);
    assert_eq!(count(CriterionKind::Risk), 31);
}

/// Whether a criterion rests on a text that somebody can read: not on this project alone.
fn is_readable(rulebook: &Rulebook, criterion: usize) -> bool {
    rulebook.criteria[criterion]
        .sources
        .iter()
        .map(|citation| rulebook.source(citation.source))
        .any(|source| source.read != Read::Project && !source.title.trim().is_empty())
}

#[test]
fn every_criterion_rests_on_a_source_that_can_be_read() {
    let mut rulebook = builtin();
    for place in 0..rulebook.criteria.len() {
        assert!(is_readable(&rulebook, place), "{}", rulebook.criteria[place].id);
    }
    let project = rulebook.sources.iter().position(|source| source.read == Read::Project).unwrap();
    for citation in &mut rulebook.criteria[0].sources {
        citation.source = candor::rulebook::SourceId(u32::try_from(project).unwrap());
    }
    assert!(!is_readable(&rulebook, 0), "a criterion on the project's own word is found");
}

/// What is wrong with how a criterion is turned: a prerequisite says what is in place, a risk what is there.
fn turned(kind: CriterionKind, title: &str, when: &Condition) -> Option<&'static str> {
    let words: Vec<String> = title.to_lowercase().split(|c: char| !c.is_alphanumeric()).map(str::to_owned).collect();
    let says = |word: &str| words.iter().any(|said| said == word);
    let only_none = |names: &Names| matches!(names, Names::Only(_));
    match (kind, when) {
        (_, Condition::Not(_) | Condition::Missing(_)) => Some("its condition is a `not` or an absence"),
        (CriterionKind::Prerequisite, _)
            if ["no", "missing", "lacking", "absent", "undone"].iter().any(|w| says(w)) =>
        {
            Some("a prerequisite names a deficit")
        }
        (CriterionKind::Contraindication | CriterionKind::Risk, Condition::Names(_, names)) if only_none(names) => {
            Some("what is warned of is that nothing is there")
        }
        (CriterionKind::Contraindication | CriterionKind::Risk, _)
            if ["without", "absence"].iter().any(|w| says(w)) =>
        {
            Some("what is warned of is named as absent")
        }
        _ => None,
    }
}

#[test]
fn every_criterion_is_turned_as_its_kind_says() {
    let rulebook = builtin();
    for criterion in &rulebook.criteria {
        assert_eq!(turned(criterion.kind, &criterion.title, &criterion.when), None, "{}", criterion.id);
    }
    let any = &rulebook.criteria[0].when;
    assert!(turned(CriterionKind::Prerequisite, "Psychological evaluation missing", any).is_some());
    assert!(turned(CriterionKind::Prerequisite, "Trial done", &Condition::Not(Box::new(any.clone()))).is_some());
    assert!(turned(CriterionKind::Risk, "Without a plan", any).is_some());
}

#[test]
fn what_is_never_said_to_a_patient_is_asked_of_the_chart() {
    let rulebook = builtin();
    for id in
        ["cancer_life_expectancy", "cancer_spine", "imaging", "psych_evaluation", "pocket_site", "ashworth_average"]
    {
        let question = rulebook.question(rulebook.question_named(id).unwrap());
        assert!(matches!(question.asked_of, Informant::Chart | Informant::Examiner), "{id}");
    }
}

#[test]
fn every_spoken_sentence_can_be_said_in_one_breath() {
    for question in &builtin().questions {
        for text in [Some(&question.ask), question.help.as_ref(), question.why.as_ref()].into_iter().flatten() {
            for sentence in text.split_inclusive(['.', '?', '!', ';', ':']) {
                let words = sentence.split_whitespace().count();
                assert!(words <= 20, "{}: {words} words: {sentence}", question.id);
            }
        }
        assert!(question.help.is_some() && question.why.is_some(), "{} lacks help or why", question.id);
    }
}
