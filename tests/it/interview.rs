//! The interview as a state machine: lines in the grammar of the terminal, what comes next and what changes.
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test says what is wrong by failing")]

use candor::answer::{Informant, Missing, OptionId, QuestionId, Response, Value};
use candor::form::Form;
use candor::interval::Interval;
use candor::interview::open::OpenBecause;
use candor::interview::progress::Progress;
use candor::interview::uses::Uses;
use candor::interview::{Interview, Outcome, Refused, Step};
use candor::rulebook::Rulebook;
use candor::terminal::grammar::{Reply, read};
use candor::text::SourceText;
use candor::truth::Truth;
use candor::ui::Ui;

const RULES: &str = "
format: 1
id: walk
version: 1.0.0
title: A walk
intended_use: For tests.
sources:
  made_up: { title: Made up, publisher: candor, year: 2026, read: project, checked: 2026-11-20, review_by: 2030-11-20 }
sections:
  - id: first
    title: First
    questions:
      - { id: respondent, title: Who, ask: Who answers?, type: choice, required: true, options: { patient: Patient, caregiver: Caregiver, chart: Chart } }
      - { id: lab, title: Lab, ask: Lab value?, type: number, range: [0, 10], asked_of: chart }
      - { id: pain, title: Pain, ask: Is there pain?, type: yes_no }
  - id: second
    title: Second
    ask_when: { pain: yes }
    questions:
      - { id: months, title: Months, ask: For how long?, type: number, range: [0, 1200] }
      - { id: long, title: Long, ask: Why so long?, type: text, ask_when: { months: { at_least: 6 } } }
      - id: tried
        title: Tried
        ask: What was tried?
        type: choices
        options: { tablets: Tablets, blocks: Blocks, none: { label: None, exclusive: true } }
        for_each:
          - { id: outcome, title: Outcome, ask: How did it go?, type: yes_no }
      - { id: worst, title: Worst, ask: How bad?, type: number, range: [0, 10] }
  - id: third
    title: Third
    questions:
      - { id: scan, title: Scan, ask: Scan on record?, type: yes_no, asked_of: examiner, ask_when: { lab: { at_least: 5 } } }
facts:
  long_pain: { title: long pain, when: { months: { at_least: 6 } } }
scores:
  - { id: load, title: Load, value: { add: [months, worst] }, sources: [made_up] }
alerts:
  - { id: very_bad, title: Very bad, when: { worst: { at_least: 9 } }, say: Very bad., screen: Stay on the line., sources: [made_up] }
  - { id: long_and_bad, title: Long and bad, when: { all: [{ long_pain: yes }, { load: { at_least: 100 } }] }, say: Both., screen: Follow your procedure., sources: [made_up] }
criteria:
  - { id: pain_now, kind: indication, title: Pain now, when: { pain: yes }, sources: [made_up] }
  - { id: heavy, kind: risk, title: Heavy load, applies_when: { pain: yes }, when: { load: { at_least: 100 } }, sources: [made_up] }
";

fn rulebook() -> Rulebook {
    Rulebook::read(&SourceText::new("walk", RULES)).unwrap()
}

struct Session<'r> {
    interview: Interview<'r>,
    ui: &'static Ui,
}

impl<'r> Session<'r> {
    /// After these answers, `id: line` apart by `|`.
    fn after(rulebook: &'r Rulebook, answers: &str) -> Session<'r> {
        let form = Form::empty(rulebook, "2026-11-20".parse().unwrap());
        let mut session = Session { interview: Interview::new(rulebook, form), ui: Ui::english() };
        for answer in answers.split('|').map(str::trim).filter(|answer| !answer.is_empty()) {
            session.says(answer).unwrap();
        }
        session
    }

    fn id(&self, name: &str) -> QuestionId {
        self.interview.rulebook().question_named(name).unwrap()
    }

    /// `months: 7` or `months: .u`.
    fn says(&mut self, answer: &str) -> Result<Outcome, Refused> {
        let (name, line) = answer.split_once(':').unwrap();
        let id = self.id(name);
        let given = match read(&self.ui.interview.commands, &self.interview.rulebook().questions[id], line) {
            Reply::Answer(given) => given,
            other => panic!("{answer}: {other:?}"),
        };
        self.interview.answer(id, given).map(|change| change.outcome)
    }

    fn next(&self) -> &str {
        match self.interview.step() {
            Step::Ask(question) => &self.interview.rulebook().questions[question].id,
            Step::Finished => "finished",
        }
    }

    fn names(&self, questions: &[QuestionId]) -> Vec<&str> {
        questions.iter().map(|&question| self.interview.rulebook().questions[question].id.as_str()).collect()
    }
}

/// What is asked next after these answers.
#[track_caller]
fn check(answers: &str, next: &str) {
    assert_eq!(Session::after(&rulebook(), answers).next(), next, "{answers}");
}

const NO_PAIN: &str = "respondent: patient | pain: no";
const PAIN: &str = "respondent: patient | pain: yes";

#[test]
fn the_call_comes_before_the_chart_part() {
    check("", "respondent");
    check("respondent: patient", "pain");
    check(NO_PAIN, "lab");
    check("respondent: patient | pain: no | lab: 2", "finished");
}

#[test]
fn what_applies_is_asked_and_nothing_else() {
    check(PAIN, "months");
    check("respondent: patient | pain: yes | months: 6", "long");
    check("respondent: patient | pain: yes | months: 5", "tried");
    check("respondent: patient | pain: no | lab: 5", "scan");
}

#[test]
fn what_may_apply_is_not_asked() {
    check("respondent: patient | pain: .u", "lab");
    check("respondent: patient | pain: yes | months: .d", "tried");
    check("respondent: patient | pain: no | lab: .u", "finished");
}

#[test]
fn a_child_is_asked_for_each_chosen_option_that_has_one() {
    check("respondent: patient | pain: yes | months: 1 | tried: 1 2", "tried.tablets.outcome");
    check(
        "respondent: patient | pain: yes | months: 1 | tried: 1 2 | tried.tablets.outcome: no",
        "tried.blocks.outcome",
    );
    check("respondent: patient | pain: yes | months: 1 | tried: 2", "tried.blocks.outcome");
    check("respondent: patient | pain: yes | months: 1 | tried: 0", "worst");
    check("respondent: patient | pain: yes | months: 1 | tried: .u", "worst");
}

#[test]
fn a_missing_reason_goes_on_but_not_where_a_value_is_needed() {
    let rulebook = rulebook();
    let mut session = Session::after(&rulebook, "");
    for line in ["respondent: .u", "respondent: .d", "respondent: .n"] {
        assert_eq!(session.says(line), Err(Refused::ValueNeeded), "{line}");
    }
    let respondent = session.id("respondent");
    assert_eq!(session.interview.answer(respondent, Missing::Unanswered.into()), Err(Refused::ValueNeeded));
    assert_eq!(session.next(), "respondent");
    for (line, reason) in
        [("pain: .u", Missing::Unknown), ("pain: .d", Missing::Declined), ("pain: .n", Missing::NotApplicable)]
    {
        let session = Session::after(&rulebook, &format!("respondent: patient | {line}"));
        assert_eq!(session.interview.form().answers.missing(session.id("pain")), Some(reason));
        assert_eq!(session.names(&session.interview.missing(reason)), ["pain"]);
    }
}

#[test]
fn a_reason_from_a_file_is_asked_for_again_where_a_value_is_needed() {
    let rulebook = rulebook();
    let mut form = Form::empty(&rulebook, "2026-11-20".parse().unwrap());
    form.answers.set(rulebook.question_named("respondent").unwrap(), Missing::Declined.into());
    form.answers.set(rulebook.question_named("pain").unwrap(), Missing::Declined.into());
    let mut session = Session { interview: Interview::new(&rulebook, form), ui: Ui::english() };
    assert_eq!(session.next(), "respondent");
    assert!(!session.interview.keep(session.id("respondent")));
    session.says("respondent: patient").unwrap();
    assert_eq!(session.next(), "lab", "of `pain` the reason goes on");
}

#[test]
fn a_question_put_off_stays_open_and_is_asked_again_in_the_next_session() {
    let rulebook = rulebook();
    let mut session = Session::after(&rulebook, "respondent: patient");
    let pain = session.id("pain");
    let _ = session.interview.answer(pain, Missing::Unanswered.into()).unwrap();
    assert_eq!(session.next(), "lab");
    assert!(session.interview.is_put_off(pain) && !session.interview.is_dealt_with(pain));
    assert_eq!(session.interview.open()[0].because, OpenBecause::PutOff);
    assert!(session.interview.form().answers.get(pain).is_none(), "a form that says nothing says the same");
    let again = Interview::new(&rulebook, session.interview.form().clone());
    assert_eq!(again.step(), Step::Ask(pain));
    session.says("pain: no").unwrap();
    assert!(!session.interview.is_put_off(pain));
}

#[test]
fn going_back_shows_the_question_before_and_keeping_goes_on() {
    let rulebook = rulebook();
    let mut session = Session::after(&rulebook, "respondent: patient | pain: yes | months: 5");
    for expected in ["months", "pain", "respondent"] {
        session.interview.back().unwrap();
        assert_eq!(session.next(), expected);
    }
    assert_eq!(session.interview.back(), None, "there is nothing before the first");
    assert!(session.interview.keep(session.id("respondent")));
    assert_eq!(session.next(), "tried");
    assert!(!session.interview.keep(session.id("tried")), "there is no answer to keep");
    assert_eq!(session.next(), "tried");
}

#[test]
fn from_the_end_one_goes_back_to_the_last_question_that_applies() {
    let rulebook = rulebook();
    let mut session = Session::after(&rulebook, "respondent: patient | pain: no | lab: 1");
    assert_eq!(session.next(), "finished");
    session.interview.back().unwrap();
    assert_eq!(session.next(), "lab");
    session.interview.go_on();
    assert_eq!(session.next(), "finished");
}

#[test]
fn one_goes_only_to_what_applies() {
    let rulebook = rulebook();
    let mut session = Session::after(&rulebook, "respondent: patient | pain: no | lab: .u");
    let id = |name| rulebook.question_named(name).unwrap();
    assert_eq!(session.interview.go_to(id("months")), Err(Refused::DoesNotApply));
    assert_eq!(session.interview.go_to(id("scan")), Err(Refused::Waits(vec![id("lab")])));
    assert_eq!(session.says("scan: yes"), Err(Refused::Waits(vec![id("lab")])));
    session.interview.go_to(id("pain")).unwrap();
    assert_eq!((session.next(), session.interview.gone_to()), ("pain", Some(id("pain"))));
    session.says("pain: yes").unwrap();
    assert_eq!((session.next(), session.interview.gone_to()), ("months", None));
}

#[test]
fn answers_behind_a_closed_branch_are_set_aside_and_come_back_with_it() {
    let rulebook = rulebook();
    let mut session = Session::after(
        &rulebook,
        "respondent: patient | pain: yes | months: 12 | long: years | tried: 1 2 | tried.tablets.outcome: .d",
    );
    let closed = session.says("pain: no").unwrap();
    let aside = ["months", "long", "tried", "tried.tablets.outcome"];
    assert_eq!(session.names(&closed.set_aside), aside);
    assert_eq!(session.names(&session.interview.set_aside()), aside);
    assert_eq!(session.next(), "lab");
    assert_eq!(session.interview.applies(session.id("months")), Truth::False);
    let opened = session.says("pain: yes").unwrap();
    assert_eq!(session.names(&opened.returned), aside);
    assert!(session.interview.set_aside().is_empty());
    assert_eq!(session.next(), "tried.blocks.outcome");
}

#[test]
fn an_answer_that_may_apply_is_neither_set_aside_nor_lost() {
    let rulebook = rulebook();
    let mut session = Session::after(&rulebook, "respondent: patient | pain: yes | months: 3");
    let outcome = session.says("pain: .u").unwrap();
    assert_eq!(outcome.set_aside, []);
    assert_eq!(session.names(&session.interview.to_review()), ["respondent", "pain", "months", "lab"]);
}

#[test]
fn what_is_open_says_because_of_what() {
    let rulebook = rulebook();
    let session = Session::after(&rulebook, "respondent: patient | pain: yes | months: .u");
    let because = |name| {
        let open = session.interview.open();
        open.into_iter().find(|open| open.question == session.id(name)).map(|open| open.because)
    };
    assert_eq!(because("tried"), Some(OpenBecause::NotAsked));
    assert_eq!(because("long"), Some(OpenBecause::Waits(vec![session.id("months")])));
    assert_eq!(because("tried.blocks.outcome"), Some(OpenBecause::Waits(vec![session.id("tried")])));
    assert_eq!(because("scan"), Some(OpenBecause::Waits(vec![session.id("lab")])));
    assert_eq!(because("months"), None, "a question with a reason is not open");
}

#[test]
fn an_alert_is_told_once_the_moment_it_is_given() {
    let rulebook = rulebook();
    let mut session = Session::after(&rulebook, "respondent: patient | pain: yes | months: 3 | tried: 0");
    let (very_bad, now) = (rulebook.alert_named("very_bad").unwrap(), "2026-11-20T09:41");
    assert_eq!(session.says("worst: 9").unwrap().alerts, [very_bad]);
    assert_eq!(session.interview.alerts_to_acknowledge(), [very_bad]);
    let _ = session.interview.acknowledge(very_bad, now.to_owned());
    assert_eq!(session.interview.alerts_to_acknowledge(), []);
    assert_eq!(session.interview.alerts(), [very_bad]);
    assert_eq!(session.interview.form().acknowledged, [(very_bad, now.to_owned())]);
    let same = session.says("worst: 10").unwrap();
    assert_eq!((same.alerts, same.withdrawn), (vec![], vec![]));
}

#[test]
fn an_alert_that_is_corrected_away_is_told_anew_when_it_comes_back() {
    let rulebook = rulebook();
    let mut session = Session::after(&rulebook, "respondent: patient | pain: yes | months: 3 | tried: 0 | worst: 9");
    let very_bad = rulebook.alert_named("very_bad").unwrap();
    let _ = session.interview.acknowledge(very_bad, "2026-11-20T09:41".to_owned());
    let corrected = session.says("worst: 2").unwrap();
    assert_eq!((corrected.withdrawn, session.interview.alerts()), (vec![very_bad], vec![]));
    assert_eq!(session.interview.form().acknowledged, []);
    assert_eq!(session.says("worst: 9").unwrap().alerts, [very_bad]);
    assert_eq!(session.interview.alerts_to_acknowledge(), [very_bad]);
    let aside = session.says("pain: no").unwrap();
    assert_eq!(aside.withdrawn, [very_bad], "an answer set aside gives no alert");
}

#[test]
fn an_alert_is_told_although_a_file_says_it_was_acknowledged_before_it_was_given() {
    let rulebook = rulebook();
    let mut session = Session::after(&rulebook, PAIN);
    let very_bad = rulebook.alert_named("very_bad").unwrap();
    let _ = session.interview.acknowledge(very_bad, "2026-11-20T09:41".to_owned());
    session.says("worst: 9").unwrap();
    assert_eq!(session.interview.alerts_to_acknowledge(), [very_bad]);
}

#[test]
fn an_alert_over_facts_and_scores_is_given_by_whichever_answer_settles_it() {
    let rulebook = rulebook();
    let both = rulebook.alert_named("long_and_bad").unwrap();
    let mut session = Session::after(&rulebook, "respondent: patient | pain: yes | months: 95 | long: x | tried: 0");
    assert_eq!(session.says("worst: 5").unwrap().alerts, [both]);
    let _ = session.interview.acknowledge(both, "2026-11-20T09:41".to_owned());
    session.says("worst: 9").unwrap();
    let _ = session.interview.acknowledge(rulebook.alert_named("very_bad").unwrap(), "2026-11-20T09:42".to_owned());
    let acknowledged: Vec<u32> = session.interview.form().acknowledged.iter().map(|(alert, _)| alert.0).collect();
    assert_eq!(acknowledged, [0, 1], "in the order of the rulebook");
}

#[test]
fn a_score_is_told_once_it_is_a_single_value() {
    let rulebook = rulebook();
    let load = rulebook.score_named("load").unwrap();
    let mut session = Session::after(&rulebook, "respondent: patient | pain: yes");
    assert_eq!(session.says("months: 5").unwrap().scores, []);
    assert_eq!(session.says("worst: 5").unwrap().scores, [load]);
    assert_eq!(session.interview.score(load).and_then(Interval::ends), Some((10.0, 10.0)));
    assert_eq!(session.says("tried: 0").unwrap().scores, [], "nothing changed");
    assert_eq!(session.says("worst: .u").unwrap().scores, [], "no longer a single value");
    session.says("pain: no").unwrap();
    assert_eq!(session.interview.score(load), None, "it does not apply");
}

#[test]
fn a_note_and_an_informant_stay_beside_the_answer() {
    let rulebook = rulebook();
    let mut session = Session::after(&rulebook, "respondent: patient");
    let pain = session.id("pain");
    let _ = session.interview.note(pain, "asked twice".to_owned());
    let _ = session.interview.informant(pain, Informant::Caregiver);
    assert_eq!(session.next(), "pain", "neither is an answer");
    session.says("pain: yes").unwrap();
    session.says("pain: no").unwrap();
    let given = session.interview.form().answers.get(pain).unwrap();
    assert_eq!((given.note.as_deref(), given.from), (Some("asked twice"), Some(Informant::Caregiver)));
    let _ = session.interview.answer(pain, Missing::Unanswered.into()).unwrap();
    let given = session.interview.form().answers.get(pain).unwrap();
    assert_eq!(given.note.as_deref(), Some("asked twice"), "put off, the note stays");
}

#[test]
fn progress_counts_what_is_done_and_guesses_what_may_come() {
    let progress = |answers: &str| Session::after(&rulebook(), answers).interview.progress();
    // respondent, pain and lab are certain; months, long, tried, its outcomes, worst and scan may come: half of six
    assert_eq!(progress(""), Progress { answered: 0, to_go: 6 });
    assert_eq!(progress(NO_PAIN), Progress { answered: 2, to_go: 2 });
    assert_eq!(progress("respondent: patient | pain: no | lab: 1"), Progress { answered: 3, to_go: 0 });
    assert_eq!(progress("respondent: patient | pain: .u | lab: .u"), Progress { answered: 3, to_go: 0 });
    let tried = progress("respondent: patient | pain: yes | months: 1 | tried: 1 2");
    assert_eq!(tried, Progress { answered: 4, to_go: 4 }, "two outcomes are one question");
    let outcome = |answers: &str| {
        let answers = format!("respondent: patient | pain: yes | months: 1 | tried: 1 2 | {answers}");
        let rulebook = rulebook();
        let interview = Session::after(&rulebook, &answers).interview;
        (interview.progress(), interview.reviewed())
    };
    let one = outcome("tried.tablets.outcome: yes");
    assert_eq!(one, (Progress { answered: 4, to_go: 4 }, (4, 7)), "and it is answered once both are");
    let both = outcome("tried.tablets.outcome: yes | tried.blocks.outcome: .u");
    assert_eq!(both, (Progress { answered: 5, to_go: 3 }, (5, 7)));
}

#[test]
fn several_answers_are_taken_together_or_not_at_all() {
    let rulebook = rulebook();
    let mut session = Session::after(&rulebook, "respondent: patient | pain: yes | months: 1 | tried: 1 2");
    let (tablets, blocks) = (session.id("tried.tablets.outcome"), session.id("tried.blocks.outcome"));
    let (yes, long) = (Response::from(Value::Option(OptionId::YES)), session.id("long"));
    assert_eq!(session.interview.parts(tablets), [tablets, blocks]);
    let before = session.interview.form().clone();
    let refused = session.interview.answer_all(vec![(tablets, yes.clone()), (long, yes.clone())]);
    assert_eq!((refused, session.interview.form()), (Err((long, Refused::DoesNotApply)), &before));
    let _ = session.interview.answer_all(vec![(tablets, yes), (blocks, Missing::Unanswered.into())]).unwrap();
    let mut one_by_one = Session::after(
        &rulebook,
        "respondent: patient | pain: yes | months: 1 | tried: 1 2 | tried.tablets.outcome: yes",
    );
    let _ = one_by_one.interview.answer(blocks, Missing::Unanswered.into()).unwrap();
    assert_eq!(session.interview.form(), one_by_one.interview.form());
    assert_eq!(session.interview.step(), one_by_one.interview.step());
}

#[test]
fn sections_are_counted_as_far_as_they_may_come() {
    let rulebook = rulebook();
    let place = |answers: &str, name| {
        let session = Session::after(&rulebook, answers);
        session.interview.place_of(rulebook.questions[session.id(name)].section)
    };
    assert_eq!(place("", "pain"), (1, 3));
    assert_eq!(place("", "scan"), (3, 3));
    assert_eq!(place(NO_PAIN, "scan"), (2, 2));
    assert_eq!(place(NO_PAIN, "months"), (3, 3), "one that does not come has no place of its own");
}

#[test]
fn a_form_read_from_paper_goes_on_where_it_stopped() {
    let rulebook = rulebook();
    let mut session =
        Session::after(&rulebook, "respondent: patient | pain: yes | months: 12 | long: x | tried: 0 | worst: 9");
    let very_bad = rulebook.alert_named("very_bad").unwrap();
    let _ = session.interview.acknowledge(very_bad, "2026-11-20T09:41".to_owned());
    let written = session.interview.form().to_file(&rulebook);
    let form = written.bind(&rulebook, "2026-11-21".parse().unwrap()).unwrap();
    let again = Interview::new(&rulebook, form.clone());
    assert_eq!(again.step(), session.interview.step());
    assert_eq!(again.alerts_to_acknowledge(), session.interview.alerts_to_acknowledge());
    assert_eq!(again.progress(), session.interview.progress());
    assert_eq!(again.into_form(), form);
}

/// What reads the answer to a question: alerts, scores, criteria, and how many sources.
#[track_caller]
fn check_uses(question: &str, alerts: &[u32], scores: &[u32], criteria: &[u32]) {
    let rulebook = rulebook();
    let uses = Uses::of(&rulebook, rulebook.question_named(question).unwrap());
    assert_eq!(uses.alerts.iter().map(|alert| alert.0).collect::<Vec<_>>(), alerts, "alerts of {question}");
    assert_eq!(uses.scores.iter().map(|score| score.0).collect::<Vec<_>>(), scores, "scores of {question}");
    assert_eq!(
        uses.criteria.iter().map(|criterion| criterion.0).collect::<Vec<_>>(),
        criteria,
        "criteria of {question}"
    );
    let read_anywhere = !(alerts.is_empty() && scores.is_empty() && criteria.is_empty());
    assert_eq!(uses.sources.len(), usize::from(read_anywhere), "each source once");
}

#[test]
fn what_rests_on_a_question_is_found_through_facts_and_scores() {
    check_uses("months", &[1], &[0], &[1]);
    check_uses("worst", &[0, 1], &[0], &[1]);
    check_uses("pain", &[], &[], &[0]);
    check_uses("scan", &[], &[], &[]);
}

#[test]
fn every_formula_and_condition_is_searched() {
    let extra = "
scores:
  - { id: by_points, title: A, value: { points: [mood] }, sources: [made_up] }
  - { id: by_weight, title: B, value: { weighted: { months: 2 } }, sources: [made_up] }
  - { id: by_drop, title: C, value: { percent_drop: { from: months, to: worst } }, sources: [made_up] }
  - { id: by_steps, title: D, value: { subtract: [{ multiply: [months, 2] }, { divide: [worst, { max: [worst, 1] }] }] }, sources: [made_up] }
  - { id: by_others, title: E, value: { mean: [by_steps, { min: [worst, 5] }, { sum: [worst] }] }, sources: [made_up] }
  - { id: counted, title: F, value: { count: { of: [{ pain: yes }, { not: { mood: low } }] } }, sources: [made_up] }
  - { id: more, title: G, value: { sum: [worst] }, more_when: { tried: answered }, sources: [made_up] }
alerts:
  - { id: any_of, title: H, when: { any: [{ tried: missing }, { count: { of: [{ pain: yes }, { mood: low }], at_least: 1 } }] }, say: S., screen: S., sources: [made_up] }
";
    let (head, tail) = RULES.split_once("facts:").unwrap();
    let criteria = &tail[tail.find("criteria:").unwrap()..];
    let mood = "      - { id: mood, title: Mood, ask: Mood?, type: choice, options: { low: { label: Low, points: 1 }, high: { label: High, points: 0 } } }\n";
    let head = head.replace("  - id: second", &format!("{mood}  - id: second"));
    let criteria = criteria.replace("load: { at_least: 100 }", "by_others: { at_least: 100 }");
    let text = format!("{head}{}{criteria}", extra.trim_start());
    let rulebook = Rulebook::read(&SourceText::new("more", text)).unwrap();
    let scores = |question: &str| {
        let uses = Uses::of(&rulebook, rulebook.question_named(question).unwrap());
        let named = uses.scores.iter().map(|&score| rulebook.scores[score].id.clone()).collect::<Vec<_>>();
        (named, uses.alerts.len(), uses.criteria.len())
    };
    let named = |names: &[&str]| names.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(scores("mood"), (named(&["by_points", "counted"]), 1, 0));
    assert_eq!(scores("months"), (named(&["by_weight", "by_drop", "by_steps", "by_others"]), 0, 1));
    assert_eq!(scores("worst"), (named(&["by_drop", "by_steps", "by_others", "more"]), 0, 1));
    assert_eq!(scores("tried"), (named(&["more"]), 1, 0));
}

#[test]
fn numbers_of_questions_follow_the_order_of_asking() {
    let rulebook = rulebook();
    for (name, number) in [
        ("respondent", "1"),
        ("pain", "2"),
        ("tried", "5"),
        ("tried.tablets.outcome", "6.1"),
        ("tried.blocks.outcome", "6.2"),
        ("worst", "7"),
        ("lab", "8"),
        ("scan", "9"),
    ] {
        let id = rulebook.question_named(name).unwrap();
        assert_eq!(rulebook.number_of(id), number, "{name}");
        assert_eq!(rulebook.with_number(number), [id], "{name}");
    }
    assert_eq!(
        rulebook.with_number("6"),
        [rulebook.with_number("6.1"), rulebook.with_number("6.2")].concat(),
        "its parts"
    );
    for number in ["0", "10", "5.1", "6.3", "6.", "x", ""] {
        assert_eq!(rulebook.with_number(number), [], "{number:?}");
    }
}
