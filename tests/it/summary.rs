//! What the summary says, on a small made-up rulebook.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail")]

use candor::form::Form;
use candor::form::file::read::Bound;
use candor::report::text::Look;
use candor::report::{json, markdown, text};
use candor::rulebook::Rulebook;
use candor::screening::Screening;
use candor::screening::layout::{summary_blocks, tree_blocks};
use candor::screening::summary::Summary;
use candor::text::SourceText;
use candor::ui::{Language, Ui, words_of_decision};

use crate::support::{self, as_text};

const CLINIC: &str = include_str!("summary/clinic.yaml");
const COMPLETE: &str = include_str!("summary/complete.yaml");
const SPARSE: &str = include_str!("summary/sparse.yaml");

fn rulebook(text: &str) -> Rulebook {
    support::read(&SourceText::new("clinic.yaml", text))
}

fn form(rulebook: &Rulebook, text: &str) -> Form {
    let source = SourceText::new("form.yaml", text);
    let as_of = "2026-11-20".parse().unwrap();
    Bound::read(rulebook, &source, as_of).unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors))).form
}

fn summary(rules: &str, answers: &str) -> Summary {
    let rulebook = rulebook(rules);
    let form = form(&rulebook, answers);
    Summary::of(&Screening::new(&rulebook, &form), Ui::english())
}

fn as_markdown(summary: &Summary) -> String {
    let mut out = Vec::new();
    markdown::write(&summary_blocks(summary, Ui::english()), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

fn as_json(summary: &Summary) -> String {
    let mut out = Vec::new();
    json::write(summary, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn a_complete_form_as_text() {
    insta::assert_snapshot!(as_text(&summary(CLINIC, COMPLETE)));
}

#[test]
fn a_sparse_form_as_text() {
    insta::assert_snapshot!(as_text(&summary(CLINIC, SPARSE)));
}

#[test]
fn an_empty_form_as_text() {
    insta::assert_snapshot!(as_text(&summary(CLINIC, "form: 1\nanswers: {}\n")));
}

#[test]
fn a_complete_form_as_markdown() {
    insta::assert_snapshot!(as_markdown(&summary(CLINIC, COMPLETE)));
}

#[test]
fn a_sparse_form_as_json() {
    let line = as_json(&summary(CLINIC, SPARSE));
    assert_eq!(line.matches('\n').count(), 1, "one line");
    let value: serde_json::Value = serde_json::from_str(&line).unwrap();
    insta::assert_snapshot!(serde_json::to_string_pretty(&value).unwrap());
}

/// The form with one entry a line: `pain_months: 48`.
fn answers(lines: &str) -> String {
    let entries: Vec<String> = lines.lines().map(|line| ["  ", line, "\n"].concat()).collect();
    ["form: 1\nas_of: 2026-11-20\nanswers:\n", &entries.concat()].concat()
}

fn with(lines: &str) -> Summary {
    if lines.is_empty() {
        summary(CLINIC, "form: 1\nas_of: 2026-11-20\nanswers: {}\n")
    } else {
        summary(CLINIC, &answers(lines))
    }
}

fn stands(summary: &Summary, criterion: &str) -> &'static str {
    summary.kinds.iter().flat_map(|part| &part.criteria).find(|line| line.id == criterion).unwrap().standing.word()
}

fn says(summary: &Summary, criterion: &str) -> String {
    summary.kinds.iter().flat_map(|part| &part.criteria).find(|line| line.id == criterion).unwrap().says.clone()
}

mod a_score_says {
    use super::*;

    #[track_caller]
    fn check(lines: &str, score: &str, line: &str) {
        let summary = with(lines);
        assert_eq!(summary.scores.iter().find(|of| of.id == score).unwrap().line, line, "{lines}");
    }

    #[test]
    fn how_many_items_are_blank_and_which_bands_are_possible() {
        check("interest: nearly_every_day", "phq2", "PHQ-2: between 3 and 6; 1 item blank; at or above the threshold");
        check(
            "interest: not_at_all",
            "phq2",
            "PHQ-2: between 0 and 3; 1 item blank; below the threshold or at or above the threshold",
        );
        check(
            "interest: not_at_all\nlow_mood: { missing: declined }",
            "phq2",
            "PHQ-2: between 0 and 3; 1 item blank; below the threshold or at or above the threshold",
        );
        check("interest: not_at_all\nlow_mood: more_than_half", "phq2", "PHQ-2: 2; below the threshold");
    }

    #[test]
    fn that_it_is_not_known_while_it_is_as_wide_as_with_no_answers() {
        check("", "phq2", "PHQ-2: not known; 2 items blank");
        check("", "mme", "Morphine equivalents: not known; 2 items blank");
        check("", "relief", "Relief in the trial: not known; 2 items blank");
        check("opioids: [buprenorphine]", "mme", "Morphine equivalents: not known");
    }

    #[test]
    fn at_least_what_could_be_summed() {
        check(
            "opioids: [oxycodone, buprenorphine]\nopioids.oxycodone.per_day: 30",
            "mme",
            "Morphine equivalents: at least 45 MME/day",
        );
    }

    #[test]
    fn that_it_does_not_apply() {
        check("opioids: [none]", "mme", "Morphine equivalents: does not apply");
    }

    #[test]
    fn more_digits_where_rounding_would_cross_a_limit() {
        check("relief_before: 8\nrelief_best: 3", "relief", "Relief in the trial: 62 %");
        check("relief_before: 10\nrelief_best: 4.97", "relief", "Relief in the trial: 50.3 %");
        check("relief_before: 10\nrelief_best: 5.03", "relief", "Relief in the trial: 49.7 %");
        check("relief_before: 8\nrelief_best: 4", "relief", "Relief in the trial: 50 %");
    }

    #[test]
    fn that_it_cannot_be_calculated_where_nothing_is_missing() {
        check(
            "relief_before: 0\nrelief_best: 0",
            "relief",
            "Relief in the trial: cannot be calculated from these answers",
        );
        check("relief_before: 0", "relief", "Relief in the trial: not known; 1 item blank");
    }

    #[test]
    fn a_note_where_its_condition_holds() {
        let notes = |lines: &str| with(lines).scores.iter().find(|of| of.id == "relief").unwrap().notes.clone();
        assert_eq!(notes("relief_before: 8\nrelief_best: 4"), ["Exactly half: sources differ."]);
        assert!(notes("relief_before: 8\nrelief_best: 3").is_empty());
        assert!(notes("").is_empty());
    }
}

mod a_standing {
    use super::*;

    #[track_caller]
    fn check(lines: &str, criterion: &str, expected: &str) {
        assert_eq!(stands(&with(lines), criterion), expected, "{lines}");
    }

    #[test]
    fn of_a_screen_is_settled_by_what_the_blank_item_cannot_change() {
        check("interest: nearly_every_day", "depression_screen", "met");
        check("interest: not_at_all", "depression_screen", "unknown");
        check("interest: not_at_all\nlow_mood: more_than_half", "depression_screen", "not_met");
    }

    #[test]
    fn rests_on_whether_the_criterion_applies() {
        check("thinner: none", "thinner_planned", "not_applicable");
        check("thinner: apixaban", "thinner_planned", "unknown");
        check("", "thinner_planned", "unknown");
        check("thinner: apixaban\nthinner_plan: written", "thinner_planned", "met");
        check("thinner: apixaban\nthinner_plan: not_written", "thinner_planned", "not_met");
    }

    #[test]
    fn says_what_the_rulebook_says_or_why_it_cannot() {
        let check = |lines: &str, criterion: &str, expected: &str| {
            assert_eq!(says(&with(lines), criterion), expected, "{lines}");
        };
        check("relief_before: 8\nrelief_best: 3", "trial_relief", "Relief in the trial: 62 %.");
        check("relief_before: 8\nrelief_best: 5", "trial_relief", "Trial gave more than half relief: not met.");
        check("", "trial_relief", "Relief in the trial is not settled.");
        check("relief_before: 0\nrelief_best: 0", "trial_relief", "It cannot be calculated from these answers.");
        check(
            "opioids: [buprenorphine]",
            "mme_50",
            "No answer is missing, but something that counts cannot be summed.",
        );
        check("thinner: apixaban", "anticoagulant", "Listed as a contraindication by Beta, Alpha.");
        check("thinner: none", "anticoagulant", "Anticoagulant: not met.");
    }
}

mod the_first_page {
    use super::*;

    #[track_caller]
    fn check_urgent(lines: &str, urgent: &[&str], open: &str) {
        let page = with(lines).first_page;
        let found: Vec<String> =
            page.urgent.iter().map(|line| format!("{}{}", if line.given { "! " } else { "? " }, line.text)).collect();
        assert_eq!(found, urgent, "{lines}");
        assert_eq!(page.urgent_open, open, "{lines}");
    }

    const QUIET: &str = "age_years: 40\nexisting_pump: no\n";

    #[test]
    fn names_each_alert_that_is_given_or_open() {
        let one = "1 urgent question is not settled (marked ?)";
        let none = "Urgent questions not asked: none";
        let check = |more: &str, urgent: &[&str], open: &str| check_urgent(&[QUIET, more].concat(), urgent, open);
        check("self_harm: no_thoughts", &[], none);
        check(
            "self_harm: now",
            &["! Patient reports recent thoughts of self-harm [14]; no acknowledgement recorded"],
            none,
        );
        check("self_harm: { missing: declined }", &["? Thoughts of self-harm: declined [14]"], one);
        check("self_harm: { missing: unknown }", &["? Thoughts of self-harm: not known [14]"], one);
        check("", &["? Thoughts of self-harm: not asked [14]"], one);
    }

    #[test]
    fn shows_an_answer_that_only_may_apply_with_what_it_waits_for() {
        check_urgent(
            "existing_pump: no\nself_harm: now",
            &["? Thoughts of self-harm: Yes, now [14], waits for Age [2] (not asked)"],
            "1 urgent question is not settled (marked ?)",
        );
    }

    #[test]
    fn puts_alerts_that_are_given_first() {
        check_urgent(
            "age_years: 40\nexisting_pump: yes\npump_signs: [beeping]",
            &["! Pump: Beeping [4]; no acknowledgement recorded", "? Thoughts of self-harm: not asked [14]"],
            "1 urgent question is not settled (marked ?)",
        );
    }

    #[test]
    fn leaves_a_line_out_only_if_nothing_of_it_applies() {
        let labels =
            |lines: &str| with(lines).first_page.glance.iter().map(|line| line.label.clone()).collect::<Vec<_>>();
        assert_eq!(labels("existing_pump: no"), ["Thinner", "Treatments", "Opioids", "Mood"]);
        assert_eq!(labels("existing_pump: yes"), ["Thinner", "Treatments", "Opioids", "Pump", "Mood"]);
        assert_eq!(labels("existing_pump: no\nopioids: [none]"), ["Thinner", "Treatments", "Mood"]);
    }

    #[test]
    fn says_in_place_what_is_missing() {
        let thinner = |lines: &str| with(lines).first_page.glance[0].text.clone();
        assert_eq!(thinner(""), "not asked", "what only waits for it is not named again");
        assert_eq!(thinner("thinner: { missing: declined }"), "declined");
        assert_eq!(thinner("thinner: none"), "None");
        assert_eq!(thinner("thinner: apixaban"), "Apixaban; Plan for the thinner: not asked");
        assert_eq!(thinner("thinner: apixaban\nthinner_plan: written"), "Apixaban; Written");
        assert_eq!(
            thinner("respondent: patient\nthinner: { value: apixaban, from: chart }\nthinner_plan: written"),
            "Apixaban (chart); Written"
        );
    }

    #[test]
    fn counts_by_kind_and_names_what_it_counts() {
        let page = with("pain_months: 12\nthinner: apixaban\nthinner_plan: not_written\nimaging: none").first_page;
        let rows: Vec<String> =
            page.counts.iter().map(|row| format!("{} {} {}", row.heading, row.count, row.names)).collect();
        assert_eq!(
            rows[..4],
            [
                "INDICATION 1 long pain",
                "LISTED CONTRAINDICATION 1 anticoagulant",
                "PREREQUISITE NOT MET 2 imaging, thinner plan",
                "RISK 0 none",
            ]
        );
        assert_eq!(
            page.answers,
            "4 given; not asked 9 [1] [2] [3] [6] [8] [12] [13] [15] [17] [18]".replace("9 ", "10 ")
        );
    }
}

mod what_would_settle_it {
    use super::*;

    #[track_caller]
    fn check(lines: &str, criterion: &str, expected: &[&str]) {
        let summary = with(lines);
        let line = summary.settle.iter().find(|line| line.criterion == criterion);
        let found: Vec<String> = line.map_or_else(Vec::new, |line| {
            let of = line.alone.iter().flat_map(|question| {
                question.outcomes.iter().map(|outcome| format!("[{}] {}", question.open.number, outcome.text))
            });
            of.chain([line.text.clone()]).filter(|text| !text.is_empty()).collect()
        });
        assert_eq!(found, expected, "{lines}");
    }

    #[test]
    fn every_option_is_tried() {
        check("", "imaging_on_record", &["[16] Within 12 months, Older: met", "[16] None: not met"]);
    }

    #[test]
    fn a_number_is_tried_at_its_ends_and_around_each_limit() {
        check("", "long_pain", &["[5] 0 to 5 months: not met", "[5] 6 to 1200 months: met"]);
    }

    #[test]
    fn a_number_that_is_computed_with_shows_what_was_tried() {
        check("relief_before: 8", "trial_relief", &["[18] for example 0: met", "[18] for example 10: not met"]);
        check(
            "opioids: [oxycodone]",
            "mme_50",
            &["[9.1] for example 0.1 mg/day: not met", "[9.1] for example 5000 mg/day: met"],
        );
    }

    #[test]
    fn a_screen_with_two_blanks_is_settled_by_the_highest_answer_of_either() {
        let each = |number: &str| {
            [
                format!("[{number}] Not at all, Several days, More than half the days: still not known"),
                format!("[{number}] Nearly every day: met"),
            ]
        };
        let both = [each("12"), each("13")].concat();
        check("", "depression_screen", &both.iter().map(String::as_str).collect::<Vec<_>>());
    }

    #[test]
    fn what_no_answer_settles_alone_is_named_together() {
        check(
            "",
            "trial_relief",
            &["No answer settles it alone. Open together: Pain before the trial [17] (not asked), \
            Best pain in the trial [18] (not asked)"],
        );
    }

    #[test]
    fn whether_it_applies_can_settle_it() {
        check(
            "",
            "thinner_planned",
            &[
                "[10] Apixaban, Warfarin: still not known",
                "[10] None: does not apply",
                "Open too, but not settling it alone: Plan for the thinner [11] (not asked)",
            ],
        );
    }

    #[test]
    fn nothing_settles_what_cannot_be_calculated() {
        check("relief_before: 0\nrelief_best: 0", "trial_relief", &["No missing answer would settle it."]);
    }

    #[test]
    fn a_settled_criterion_is_not_listed() {
        check("pain_months: 12", "long_pain", &[]);
    }
}

mod totals_that_came_with_the_form {
    use super::*;
    use candor::screening::summary::Agrees;

    #[track_caller]
    fn check(lines: &str, stored: &str, agrees: Agrees, text: &str) {
        let line = summary(CLINIC, &format!("{}stored: {{ {stored} }}\n", answers(lines))).stored[0].clone();
        assert_eq!((line.agrees, line.text.as_str()), (agrees, text), "{lines} {stored}");
    }

    #[test]
    fn are_compared_with_what_the_answers_give() {
        let known = "interest: several_days\nlow_mood: several_days\nrelief_before: 9\nrelief_best: 4";
        check(known, "phq2: 2", Agrees::Yes, "");
        check(known, "phq2: 3", Agrees::No, "PHQ-2: 3 came with the form, 2 computed from the answers");
        check(known, "relief: 55.6", Agrees::Yes, "");
        check(
            known,
            "relief: 55.7",
            Agrees::No,
            "Relief in the trial: 55.7 % came with the form, 56 % computed from the answers",
        );
        check(
            "interest: several_days",
            "phq2: 4",
            Agrees::Open,
            "PHQ-2: 4 came with the form; from the answers between 1 and 4, so the two cannot be compared",
        );
        check(
            "interest: several_days",
            "phq2: 5",
            Agrees::No,
            "PHQ-2: 5 came with the form, between 1 and 4 computed from the answers",
        );
        check(
            "opioids: [none]",
            "mme: 30",
            Agrees::No,
            "Morphine equivalents: 30 MME/day came with the form; it does not apply",
        );
    }
}

mod lists {
    use super::*;

    #[test]
    fn an_answer_on_a_question_that_does_not_apply_is_set_aside_and_shown() {
        let summary =
            with("existing_pump: no\npump_signs: [beeping]\ntried: [opioid]\ntried.injections.outcome: enough");
        let aside: Vec<(&str, &str)> =
            summary.set_aside.iter().map(|line| (line.title.as_str(), line.text.as_str())).collect();
        assert_eq!(aside, [("Pump signs", "Beeping"), ("Outcome (injections)", "Enough relief")]);
        assert!(as_text(&summary).contains("Pump signs [4]: Beeping (set aside)"));
    }

    #[test]
    fn missing_answers_stand_by_reason() {
        let summary = with(
            "age_years: { missing: declined }\nimaging: { missing: unreadable }\nthinner: { missing: not_applicable }\npain_months: { missing: unknown }",
        );
        let parts: Vec<(&str, Vec<&str>)> = summary
            .missing
            .iter()
            .skip(1)
            .map(|part| (part.heading.as_str(), part.questions.iter().map(|open| open.title.as_str()).collect()))
            .collect();
        assert_eq!(
            parts,
            [
                ("not known", vec!["Pain duration"]),
                ("declined", vec!["Age"]),
                ("reported as not applicable", vec!["Blood thinner"]),
                ("unreadable", vec!["Imaging"]),
            ]
        );
    }

    #[test]
    fn an_unusual_value_is_listed_by_whether_anybody_confirmed_it() {
        let listed = |lines: &str| {
            let summary = with(lines);
            (summary.checked.len(), summary.unusual.len())
        };
        assert_eq!(listed("pain_months: 700"), (0, 1));
        assert_eq!(listed("pain_months: { value: 700, checked: true }"), (1, 0));
        assert_eq!(listed("pain_months: 48"), (0, 0));
    }

    #[test]
    fn an_unusual_value_set_aside_is_listed_there_alone() {
        let rules = CLINIC.replace("usual: [1, 600]", "usual: [1, 600]\n        ask_when: { existing_pump: yes }");
        let listed = |lines: &str| {
            let summary = summary(&rules, &answers(lines));
            (summary.checked.len(), summary.unusual.len(), summary.set_aside.len())
        };
        assert_eq!(listed("existing_pump: no\npain_months: 700"), (0, 0, 1));
        assert_eq!(listed("existing_pump: no\npain_months: { value: 700, checked: true }"), (0, 0, 1));
        assert_eq!(listed("pain_months: 700"), (0, 1, 0), "it may apply");
    }

    #[test]
    fn treatments_stand_beside_their_outcome() {
        let summary = with("tried: [physiotherapy, opioid]\ntried.opioid.outcome: enough");
        let rows: Vec<(String, String)> = summary.tables[0]
            .rows
            .iter()
            .map(|row| (row.option.clone(), row.cells[0].as_ref().unwrap().text.clone()))
            .collect();
        let expected = [("Physiotherapy or rehabilitation", "not asked"), ("Opioid", "Enough relief")];
        assert_eq!(rows, expected.map(|(option, text)| (option.to_owned(), text.to_owned())));
    }

    #[test]
    fn an_option_of_which_no_more_is_asked_has_an_empty_cell() {
        let summary = with("opioids: [oxycodone, buprenorphine]\nopioids.oxycodone.per_day: 20");
        let cells: Vec<Option<&str>> =
            summary.tables[0].rows.iter().map(|row| row.cells[0].as_ref().map(|cell| cell.text.as_str())).collect();
        assert_eq!(cells, [Some("20 mg/day"), None]);
    }
}

mod a_source {
    use super::*;

    #[test]
    fn without_a_date_is_undated_wherever_it_is_named_and_has_no_year_for_programs() {
        let summary = summary(&CLINIC.replacen("year: 2023", "year: undated", 1), SPARSE);
        let (dated, undated) = ("Alpha: Guide to Implants (2023)", "Alpha: Guide to Implants (undated)");
        for page in [as_text(&summary), as_markdown(&summary), as_json(&summary)] {
            assert!(page.contains(undated) && !page.contains(dated), "{page}");
        }
        let json: serde_json::Value = serde_json::from_str(&as_json(&summary)).unwrap();
        let source = &json["sources"][0];
        assert_eq!((&source["id"], source.get("year")), (&"alpha".into(), None));
    }

    #[track_caller]
    fn check(as_of: &str, marks: &[&str]) {
        let summary = summary(CLINIC, &format!("form: 1\nas_of: {as_of}\nanswers: {{}}\n"));
        let imaging = summary.kinds.iter().flat_map(|part| &part.criteria).find(|line| line.id == "imaging_on_record");
        assert_eq!(imaging.unwrap().sources[0].marks, marks, "{as_of}");
    }

    #[test]
    fn is_due_for_review_after_its_day() {
        check("2026-06-29", &["part"]);
        check("2026-06-30", &["part"]);
        check("2026-07-01", &["part", "due for review"]);
    }

    #[test]
    fn is_quoted_where_sources_differ() {
        let text = as_text(&with("relief_before: 8\nrelief_best: 4"));
        assert!(text.contains("(part; due for review), says:"), "{text}");
        assert_eq!(text.matches("Sources differ.").count(), 1);
    }
}

mod words {
    use super::*;

    /// The summary reports, a physician decides.
    #[track_caller]
    fn check(text: &str) {
        assert_eq!(words_of_decision(Language::English, text), [""; 0], "{text}");
    }

    #[test]
    fn of_decision_stand_in_no_summary() {
        for form in [COMPLETE, SPARSE, "form: 1\nanswers: {}\n"] {
            let summary = summary(CLINIC, form);
            as_text(&summary).lines().for_each(check);
            as_markdown(&summary).lines().for_each(check);
            as_json(&summary).lines().for_each(check);
        }
    }

    #[test]
    fn are_no_ids_and_leave_no_gaps() {
        for form in [COMPLETE, SPARSE, "form: 1\nanswers: {}\n"] {
            let rulebook = rulebook(CLINIC);
            let text = as_text(&summary(CLINIC, form));
            let questions = rulebook.questions.iter().map(|question| &question.id);
            let criteria = rulebook.criteria.iter().map(|criterion| &criterion.id);
            for id in questions.chain(criteria).filter(|id| id.contains('_')) {
                assert!(!text.contains(id.as_str()), "{id}");
            }
            for gap in ["{", "}", "null", "None)", "Some(", "  ;", ": .", "()", " ,", "1 items", "1 answers"] {
                assert!(!text.contains(gap), "`{gap}`");
            }
        }
    }

    #[test]
    fn fit_the_page() {
        for width in [40, 60, 80, 120] {
            let mut out = Vec::new();
            let look = Look { width, bold: false };
            text::write(&summary_blocks(&summary(CLINIC, SPARSE), Ui::english()), look, &mut out).unwrap();
            for line in String::from_utf8(out).unwrap().lines() {
                assert!(line.chars().count() <= width, "{width}: {line}");
            }
        }
    }

    #[test]
    fn are_bold_in_headings_alone() {
        let mut out = Vec::new();
        text::write(
            &summary_blocks(&summary(CLINIC, COMPLETE), Ui::english()),
            Look { width: 80, bold: true },
            &mut out,
        )
        .unwrap();
        let bold = String::from_utf8(out).unwrap().replace("\u{1b}[1m", "").replace("\u{1b}[0m", "");
        assert_eq!(bold, as_text(&summary(CLINIC, COMPLETE)), "nothing else differs");
    }
}

#[test]
fn the_same_form_gives_the_same_bytes() {
    for form in [COMPLETE, SPARSE] {
        assert_eq!(as_json(&summary(CLINIC, form)), as_json(&summary(CLINIC, form)));
        assert_eq!(as_text(&summary(CLINIC, form)), as_text(&summary(CLINIC, form)));
    }
}

#[test]
fn the_tree_of_a_standing() {
    let rulebook = rulebook(CLINIC);
    let pages = ["two_treatments", "trial_relief", "thinner_planned", "both_mood_and_opioids"].map(|name| {
        let form = form(&rulebook, SPARSE);
        let screening = Screening::new(&rulebook, &form);
        let blocks = tree_blocks(&screening, Ui::english(), rulebook.criterion_named(name).unwrap());
        let mut out = Vec::new();
        text::write(&blocks, Look::default(), &mut out).unwrap();
        String::from_utf8(out).unwrap()
    });
    insta::assert_snapshot!(pages.join("\n"));
}

mod corners {
    use super::*;

    const CORNERS: &str = include_str!("summary/corners.yaml");

    fn with(lines: &str) -> Summary {
        if lines.is_empty() { summary(CORNERS, "form: 1\nanswers: {}\n") } else { summary(CORNERS, &answers(lines)) }
    }

    #[test]
    fn a_score_that_fills_a_gap_says_so() {
        let line = |lines: &str| with(lines).scores[0].line.clone();
        assert_eq!(line("one: 4\ntwo: 4"), "Scale: 12, prorated; 1 item blank; high");
        assert_eq!(line("one: 4\ntwo: 4\nthree: 1"), "Scale: 9; high");
        assert_eq!(line("one: 4"), "Scale: not known; 2 items blank");
    }

    #[test]
    fn a_score_fills_no_gap_where_only_what_counts_beside_it_is_missing() {
        let rules = CORNERS.replace("source: alpha }\n", "source: alpha }\n    more_when: { fever: yes }\n");
        let scale = |lines: &str| summary(&rules, &answers(lines)).scores[0].clone();
        let full = scale("one: 4\ntwo: 4\nthree: 1");
        assert_eq!((full.prorated, full.text.as_str()), (false, "at least 9"));
        assert!(scale("one: 4\ntwo: 4").prorated);
        assert!(!scale("one: 4\ntwo: 4\nthree: 1\nfever: no").prorated);
    }

    #[test]
    fn a_strict_score_says_nothing_while_an_item_is_blank() {
        let line = |lines: &str| with(lines).scores[1].line.clone();
        assert_eq!(line("one: 4"), "Strict scale: not known; 1 item blank");
        assert_eq!(line("one: 4\ntwo: 1"), "Strict scale: 2.5");
        assert_eq!(stands(&with("one: 4"), "high_strict"), "unknown");
    }

    #[test]
    fn the_story_leaves_out_what_does_not_apply_and_goes_on_after_a_comma() {
        let story = |lines: &str| with(lines).first_page.story;
        assert_eq!(
            story("one: 4\ntwo: 4\nfever: yes\nremark: Walks with a stick"),
            "Scale 12, with fever. Walks with a stick"
        );
        assert_eq!(story("rash: yes\nrash_where: the back"), "Scale not known. Rash: the back. not asked");
    }

    #[test]
    fn a_fact_is_shown_as_yes_no_or_not_known() {
        let glance = |lines: &str| {
            with(lines)
                .first_page
                .glance
                .iter()
                .map(|line| [line.label.as_str(), &line.text].join(" "))
                .collect::<Vec<_>>()
        };
        assert_eq!(glance("fever: yes\nrash: no"), ["Unwell yes; Fever: yes", "Fixed A text alone"]);
        assert_eq!(glance("fever: no\ncough: no\nrash: no"), ["Unwell no; Fever: no", "Fixed A text alone"]);
        assert_eq!(glance(""), ["Unwell not known; Fever: not asked", "Rash not asked", "Fixed A text alone"]);
    }

    #[test]
    fn a_remark_is_settled_by_any_text() {
        let texts = |criterion: &str, lines: &str| {
            let summary = with(lines);
            let line = summary.settle.iter().find(|line| line.criterion == criterion).cloned();
            line.map(|line| {
                line.alone.iter().flat_map(|q| &q.outcomes).map(|outcome| outcome.text.clone()).collect::<Vec<_>>()
            })
        };
        assert_eq!(texts("remarked", ""), None, "whether there is an answer is always known");
        assert_eq!(
            texts("where_is_missing", ""),
            Some(vec!["yes: met".to_owned(), "no: not met".to_owned(), "any text: not met".to_owned()])
        );
    }

    #[test]
    fn a_rulebook_without_alerts_has_no_such_part() {
        let text = as_text(&with(""));
        assert!(text.contains("Urgent questions not asked: none"), "{text}");
        assert!(!text.contains("URGENT MATTERS"), "{text}");
        assert!(!as_markdown(&with("")).contains("Urgent matters"));
    }

    #[test]
    fn the_trees() {
        let rulebook = rulebook(CORNERS);
        let form = form(&rulebook, &answers("fever: no\nremark: here"));
        let screening = Screening::new(&rulebook, &form);
        let ui = Ui::english();
        let pages = rulebook.criteria.iter().map(|criterion| {
            let blocks = tree_blocks(&screening, ui, rulebook.criterion_named(&criterion.id).unwrap());
            let mut out = Vec::new();
            text::write(&blocks, Look::default(), &mut out).unwrap();
            String::from_utf8(out).unwrap()
        });
        insta::assert_snapshot!(pages.collect::<Vec<_>>().join("\n"));
    }
}

mod in_any_case {
    use super::*;

    const RULES: &str = r"
format: 1
id: alike
version: 1.0.0
title: Alike
intended_use: For tests alone.
sources:
  src: { title: A source, publisher: A publisher, year: 2024, read: primary, checked: 2026-01-01, review_by: 2027-01-01 }
sections:
  - id: part
    title: Part
    questions:
      - { id: a, title: A, ask: A?, type: yes_no }
      - { id: place, title: Place, ask: Place?, type: choice, options: { back: Back, leg: Leg, arm: Arm } }
      - { id: tried, title: Tried, ask: Tried?, type: choices, options: { pills: Pills, rest: Rest, none: { label: None, exclusive: true } } }
      - { id: months, title: Months, ask: Months?, type: number, range: [0, 120] }
      - { id: many, title: Many, ask: Many?, type: choices, options: { o1: n1, o2: n2, o3: n3, o4: n4, o5: n5, o6: n6, o7: n7, o8: n8, o9: n9, o10: n10, o11: n11 } }
      - { id: known, title: Known, ask: Known?, type: yes_no }
      - { id: weeks, title: Weeks, ask: Weeks?, type: number, range: [0, 40], ask_when: { a: yes } }
scores:
  - { id: twice, title: Twice, sources: [src], value: { multiply: [months, 2] } }
criteria:
";

    /// One criterion that is not known, with `known` answered: what is said of it, and how it is counted.
    #[track_caller]
    fn check(rule: &str, said: Option<&str>) {
        let rules = format!("{RULES}  - {{ id: it, kind: risk, title: It, sources: [src], {rule} }}\n");
        let summary = summary(&rules, &answers("known: yes"));
        let (part, line) = (&summary.kinds[0], &summary.kinds[0].criteria[0]);
        assert_eq!(line.standing.word(), "unknown", "the standing stays unknown: {rule}");
        assert_eq!(line.in_any_case.as_ref().map(|same| same.text.as_str()), said, "{rule}");
        let counted = if said.is_some() { "1 not known, 1 of them the same with every answer" } else { "1 not known" };
        assert_eq!((part.counted.as_str(), part.counts.unknown), (counted, 1), "{rule}");
        assert_eq!(part.counts.in_any_case, usize::from(said.is_some()));
    }

    #[test]
    fn every_option_is_read() {
        check("when: { a: [yes, no] }", Some("met with every value of [1]"));
        check("when: { not: { place: [back, leg, arm] } }", Some("not met with any value of [2]"));
        check("when: { place: [back, leg] }", None);
        check(
            "when: { known: yes }, applies_when: { not: { a: [yes, no] } }",
            Some("does not apply with any value of [1]"),
        );
    }

    #[test]
    fn every_set_of_options_is_read_up_to_ten_of_them() {
        check("when: { any: [{ tried: [pills, rest] }, { tried: none }] }", Some("met with every value of [3]"));
        check("when: { any: [{ tried: { only: [pills] } }, { tried: { only: [rest] } }, { tried: none }] }", None);
        check("when: { many: [o1, o2, o3, o4, o5, o6, o7, o8, o9, o10, o11] }", None);
    }

    #[test]
    fn numbers_are_read_as_intervals_between_limits() {
        check("when: { months: { at_least: 0 } }", Some("met with every value of [4]"));
        check(
            "when: { any: [{ months: { below: 6 } }, { months: { at_least: 6 } }] }",
            Some("met with every value of [4]"),
        );
        check("when: { any: [{ months: { below: 6 } }, { months: { above: 6 } }] }", None);
        // Each end, and all that is tried around the limit, is outside 20 to 40; what lies between is not.
        check("when: { all: [{ months: { at_least: 0 } }, { twice: { at_least: 20, at_most: 40 } }] }", None);
        check(
            "when: { all: [{ months: { at_least: 0 } }, { twice: { at_least: 0 } }] }",
            Some("met with every value of [4]"),
        );
    }

    #[test]
    fn nothing_is_said_where_more_than_one_question_is_open() {
        check("when: { all: [{ a: [yes, no] }, { place: [back, leg, arm] }] }", None);
        check("when: { weeks: { at_least: 0 } }", None);
    }

    #[test]
    fn it_is_said_in_every_form_of_the_summary() {
        let rules = format!(
            "{RULES}  - {{ id: it, kind: risk, title: It, short: it, sources: [src], when: {{ a: [yes, no] }} }}\n"
        );
        let rulebook = rulebook(&rules);
        let form = form(&rulebook, &answers("known: yes"));
        let screening = Screening::new(&rulebook, &form);
        let english = Summary::of(&screening, Ui::english());
        let text = as_text(&english);
        assert!(text.contains("    met with every value of [1]\n"), "{text}");
        assert!(as_markdown(&english).contains("met with every value of"), "{}", as_markdown(&english));
        let json: serde_json::Value = serde_json::from_str(&as_json(&english)).unwrap();
        let expected = serde_json::json!({ "standing": "met", "text": "met with every value of [1]" });
        assert_eq!(json.pointer("/kinds/0/criteria/0/in_any_case"), Some(&expected));
        assert_eq!(json.pointer("/kinds/0/counts/in_any_case"), Some(&serde_json::json!(1)));
        assert_eq!(english.first_page.counts.last().unwrap().names, "it (met with every value of [1])");
        let spanish = Summary::of(&screening, Ui::of(Language::Spanish));
        let line = &spanish.kinds[0].criteria[0];
        assert_eq!(line.in_any_case.as_ref().unwrap().text, "se cumple con cualquier valor de [1]");
        assert_eq!(spanish.kinds[0].counted, "1 no se sabe, 1 de ellos igual con cualquier respuesta");
    }
}

#[test]
fn names_that_are_too_many_for_a_line_are_counted_by_kind() {
    let page = summary(candor::rulebook::BUILTIN.1, "form: 1\nanswers: {}\n").first_page;
    let row = page.counts.last().unwrap();
    assert!(row.count > 12, "{row:?}");
    assert!(row.names.ends_with("; by name in the parts below"), "{row:?}");
}
