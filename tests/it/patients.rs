//! The worked patients of `examples/patients`: each with its summary, as a physician would read it.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test that fails here has found a fault")]

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use candor::form::file::read::Bound;
use candor::report::markdown;
use candor::rulebook::{CriterionKind, Question, Rulebook};
use candor::screening::layout::summary_blocks;
use candor::screening::summary::{CriterionLine, KindPart, Summary};
use candor::screening::{Screening, Standing};
use candor::text::SourceText;
use candor::ui::{Language, Ui, words_of_decision};
use serde_json::Value;

use crate::support::{BUILTIN, as_text};

fn patients() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/patients");
    let mut paths: Vec<PathBuf> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    paths
}

fn summary_of(rulebook: &Rulebook, path: &Path) -> Summary {
    let source = SourceText::new(path.display().to_string(), fs::read_to_string(path).unwrap());
    let form = Bound::read(rulebook, &source, "2026-11-20".parse().unwrap())
        .unwrap_or_else(|errors| panic!("{:?}", miette::Report::new(errors)))
        .form;
    Summary::of(&Screening::new(rulebook, &form), Ui::english())
}

fn as_markdown(summary: &Summary) -> String {
    let mut out = Vec::new();
    markdown::write(&summary_blocks(summary, Ui::english()), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// Each patient's file name, summary and its text.
static PATIENTS: LazyLock<Vec<(String, Summary, String)>> = LazyLock::new(|| {
    let name = |path: &Path| path.file_stem().unwrap().to_str().unwrap().to_owned();
    let patient = |path: &PathBuf| {
        let summary = summary_of(&BUILTIN, path);
        (name(path), summary.clone(), as_text(&summary))
    };
    patients().iter().map(patient).collect()
});

/// Patients whose summary is kept whole: much of what it can say is said of one of them. Of the others what matters is on
/// the first page, and `rules/intrathecal_pump.tests.yaml` holds the rest, with reasons.
const WHOLE: [&str; 2] = ["01-noncancer-first-call", "15-cancer-beside-old-back-pain"];

#[test]
fn each_patient_has_the_summary_that_was_read_and_kept() {
    assert!(PATIENTS.len() >= 12);
    for (name, _, text) in &*PATIENTS {
        // the rulebook's hash changes without the patient changing
        let drawn = text.replace(&BUILTIN.sha256, "SHA-256");
        let kept = if WHOLE.contains(&name.as_str()) { drawn.as_str() } else { drawn.split("\n\n").next().unwrap() };
        insta::assert_snapshot!(name.as_str(), kept);
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Read aloud

/// Every text of a summary that people read; ids, codes and addresses are for programs.
fn texts(summary: &Summary) -> Vec<String> {
    const FOR_PROGRAMS: [&str; 20] = [
        "id",
        "question",
        "criterion",
        "alert",
        "score",
        "source",
        "value",
        "missing",
        "state",
        "standing",
        "kind",
        "reason",
        "from",
        "applies",
        "agrees",
        "bands",
        "language",
        "rulebook",
        "sha256",
        "url",
    ];
    fn walk(value: &Value, texts: &mut Vec<String>) {
        match value {
            Value::String(text) => texts.push(text.clone()),
            Value::Array(items) => items.iter().for_each(|item| walk(item, texts)),
            Value::Object(fields) => {
                let read = |key: &str, value: &Value| !value.is_string() || !FOR_PROGRAMS.contains(&key);
                let read = fields
                    .iter()
                    .filter(|(key, value)| read(key, value) && !["value", "bands"].contains(&key.as_str()));
                read.for_each(|(_, value)| walk(value, texts));
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut found = Vec::new();
    walk(&serde_json::to_value(summary).unwrap(), &mut found);
    let provenance = |text: &String| text.starts_with("Rulebook ");
    found.retain(|text| !provenance(text)); // it names the rulebook by its id
    found
}

/// Ids and codes that could be taken for nothing else.
fn ids(rulebook: &Rulebook) -> BTreeSet<String> {
    let questions = rulebook.questions.iter().map(|question| question.id.clone());
    let codes = rulebook.questions.iter().flat_map(Question::options).map(|option| option.code.clone());
    let criteria = rulebook.criteria.iter().map(|criterion| criterion.id.clone());
    let sources = rulebook.sources.iter().map(|source| source.id.clone());
    let scores = rulebook.scores.iter().map(|score| score.id.clone());
    let all = questions.chain(codes).chain(criteria).chain(sources).chain(scores);
    all.filter(|id| id.contains(['_', '.'])).collect()
}

/// Placeholders, empty parentheses, and marks that follow each other as no sentence has them.
const WRONG: [&str; 22] = [
    "null", "None)", "()", "( ", " )", "{", "}", "..", ". .", ": .", ": ;", ":.", ", .", " ,", " ;", ",,", ";;", "; ;",
    ", ,", "NaN", " inf ", "  ",
];

/// "1 criteria", "2 month", "-4 to 1 point": a number and a noun that do not go together.
fn misnumbered(text: &str) -> Vec<String> {
    const SINGULAR: [&str; 9] = ["month", "year", "week", "day", "hour", "point", "item", "answer", "criterion"];
    const NO_PLURAL: [&str; 6] = ["is", "does", "was", "has", "as", "plus"];
    let bare = |word: &str| word.trim_matches(|sign: char| !sign.is_alphanumeric()).to_owned();
    let words: Vec<&str> = text.split(' ').collect();
    let wrong = |window: &&[&str]| {
        let (before, number, noun) = (window[0], window[1], bare(window[2]));
        let end_of_a_stretch = ["to", "and"].contains(&before);
        let number = number.trim_start_matches(['(', '"']);
        if number.parse::<f64>().is_err() {
            return false;
        }
        let plural = noun.ends_with('s') && !noun.ends_with("ss") && !NO_PLURAL.contains(&noun.as_str());
        let plural = plural || noun == "criteria";
        let one = number == "1" && !end_of_a_stretch;
        if one { plural } else { SINGULAR.contains(&noun.as_str()) }
    };
    let padded: Vec<&str> = std::iter::once("").chain(words).collect();
    padded.windows(3).filter(wrong).map(|window| window.join(" ")).collect()
}

/// What nobody could read aloud in one text.
fn slips(text: &str, ids: &BTreeSet<String>) -> Vec<String> {
    let mut found: Vec<String> =
        WRONG.iter().filter(|slip| text.contains(**slip)).map(|slip| format!("`{slip}`")).collect();
    if text.trim().is_empty() || text.trim_end_matches([':', ';', ',']).len() < text.len() {
        found.push("nothing follows".to_owned());
    }
    let words =
        text.split(|c: char| !(c.is_alphanumeric() || c == '_' || c == '.')).map(|word| word.trim_end_matches('.'));
    found.extend(words.filter(|word| ids.contains(*word)).map(str::to_owned));
    found.extend(words_of_decision(Language::English, text).into_iter().map(str::to_owned));
    found.extend(misnumbered(text));
    found
}

#[test]
fn each_summary_can_be_read_aloud() {
    let ids = ids(&BUILTIN);
    for (name, summary, drawn) in &*PATIENTS {
        // lines to fill in end with a colon, the heading sets its parts apart by spaces
        let other = |text: &&String| !summary.assessment.contains(text) && **text != summary.first_page.heading;
        for text in texts(summary).iter().filter(other) {
            assert_eq!(slips(text, &ids), [""; 0], "{name}: {text}");
        }
        for line in drawn.lines().chain(as_markdown(summary).lines()) {
            assert_eq!(words_of_decision(Language::English, line), [""; 0], "{name}: {line}");
            assert!(!line.contains("null") && !line.contains("()"), "{name}: {line}");
        }
    }
}

#[test]
fn what_cannot_be_read_aloud_is_seen() {
    let ids = ids(&BUILTIN);
    for (text, found) in [
        ("Trial: trial_status.", "trial_status"),
        ("Amount (opioids.codeine.per_day): 5", "opioids.codeine.per_day"),
        ("Pain null", "`null`"),
        ("Hopes ().", "`()`"),
        ("Relief: .", "`: .`"),
        ("Reported..", "`..`"),
        ("Taking  apixaban", "`  `"),
        ("Taking:", "nothing follows"),
        ("", "nothing follows"),
        ("1 items blank", " 1 items"),
        ("PHQ-2: 1 criteria", "PHQ-2: 1 criteria"),
        ("Duration: 2 month", "Duration: 2 month"),
        ("-4 to 1 point: not met", "to 1 point:"),
        ("The patient is eligible.", "eligible"),
    ] {
        assert_eq!(slips(text, &ids), [found], "{text}");
    }
    for text in ["Duration: 84 months, since 1 year", "-4 to 1 points", "RISK 1 does not apply", "failed back surgery"]
    {
        assert_eq!(slips(text, &ids), [""; 0], "{text}");
    }
}

#[test]
fn nothing_is_said_twice_of_one_criterion() {
    for (name, summary, _) in &*PATIENTS {
        for line in summary.kinds.iter().flat_map(|part| &part.criteria) {
            let mut said: Vec<&str> = line.notes.iter().map(String::as_str).chain([line.says.as_str()]).collect();
            said.extend([line.title.as_str(), line.rule.as_str()]);
            let all = said.len();
            said.sort_unstable();
            said.dedup();
            assert_eq!(said.len(), all, "{name}: {}: {said:?}", line.id);
            let ends_well = |text: &str| text.ends_with('.') && !text.ends_with("..");
            assert!(ends_well(&line.says) && line.notes.iter().all(|note| ends_well(note)), "{name}: {}", line.id);
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// Counted once

fn standing(part: &KindPart, standing: Standing) -> Vec<&CriterionLine> {
    part.criteria.iter().filter(|line| line.standing == standing).collect()
}

#[test]
fn each_criterion_is_counted_and_drawn_once() {
    for (name, summary, drawn) in &*PATIENTS {
        let mut seen: Vec<&str> =
            summary.kinds.iter().flat_map(|part| &part.criteria).map(|line| line.id.as_str()).collect();
        seen.sort_unstable();
        let mut all: Vec<&str> = BUILTIN.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
        all.sort_unstable();
        assert_eq!(seen, all, "{name}");
        let drawn = &drawn[drawn.find("\nINDICATIONS").unwrap()..drawn.find("\nSCORES").unwrap()];
        let drawn = flat(drawn);
        for part in &summary.kinds {
            let counts = part.counts;
            let of = [Standing::Met, Standing::NotMet, Standing::Unknown, Standing::NotApplicable];
            assert_eq!(
                [counts.met, counts.not_met, counts.unknown, counts.not_applicable],
                of.map(|of| standing(part, of).len()),
                "{name}: {}",
                part.heading
            );
            for line in &part.criteria {
                let entry = flat(&format!("{} {} {}", line.stands.to_uppercase(), line.title, first_words(line)));
                assert_eq!(drawn.matches(&entry).count(), 1, "{name}: {entry}");
            }
        }
    }
}

/// How the first line below a criterion's title begins.
fn first_words(line: &CriterionLine) -> String {
    match line.notes.first() {
        _ if !line.is_default => line.says.clone(),
        Some(note) => format!("Note: {note}"),
        None if line.answers.is_empty() => "Missing: ".to_owned(),
        None => "Answers: ".to_owned(),
    }
}

/// The names that a line of the first page lists: of a kind, or of all that are not known.
fn names(summary: &Summary, kind: CriterionKind, of: Standing) -> Vec<&str> {
    let part = summary.kinds.iter().find(|part| part.kind == kind).unwrap();
    standing(part, of).into_iter().map(|line| line.short.as_str()).collect()
}

#[test]
fn the_lines_of_the_first_page_count_what_they_name() {
    for (name, summary, _) in &*PATIENTS {
        let rows = [
            names(summary, CriterionKind::Indication, Standing::Met),
            names(summary, CriterionKind::Contraindication, Standing::Met),
            names(summary, CriterionKind::Prerequisite, Standing::NotMet),
            names(summary, CriterionKind::Risk, Standing::Met),
        ];
        for (row, names) in summary.first_page.counts.iter().zip(&rows) {
            let listed = if names.is_empty() { "none".to_owned() } else { names.join(", ") };
            assert_eq!((row.count, &row.names), (names.len(), &listed), "{name}: {}", row.heading);
        }
        let unknown: usize = summary.kinds.iter().map(|part| part.counts.unknown).sum();
        let row = summary.first_page.counts.last().unwrap();
        assert_eq!(row.count, unknown, "{name}");
        if unknown <= 12 {
            let lines = summary.kinds.iter().flat_map(|part| standing(part, Standing::Unknown));
            for line in lines {
                assert_eq!(row.names.matches(&line.short).count(), 1, "{name}: {}", row.names);
            }
        } else {
            let counted = row.names.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse::<usize>().ok());
            assert_eq!(counted.sum::<usize>(), unknown, "{name}: {}", row.names);
        }
    }
}

#[test]
fn no_two_criteria_of_a_kind_share_a_name() {
    for part in &PATIENTS[0].1.kinds {
        for text in [|line: &CriterionLine| line.short.clone(), |line: &CriterionLine| line.title.clone()] {
            let mut all: Vec<String> = part.criteria.iter().map(text).collect();
            all.sort_unstable();
            all.dedup();
            assert_eq!(all.len(), part.criteria.len(), "{}", part.heading);
        }
    }
}

// ---------------------------------------------------------------------------------------------------------------------
// The first page, and what each line rests on

#[test]
fn the_first_page_is_short_and_leaves_no_pertinent_line_blank() {
    for (name, summary, text) in &*PATIENTS {
        let first: Vec<&str> = text.lines().take_while(|line| !line.is_empty()).collect();
        assert!(first.len() <= 27, "{name}: {} lines", first.len());
        let labels: Vec<&str> = summary.first_page.glance.iter().map(|line| line.label.as_str()).collect();
        for label in ["Blood thinner", "Bleeding", "Infection", "Devices", "Allergy", "Breathing", "Opioids"] {
            assert!(labels.contains(&label), "{name}: {label} in {labels:?}");
        }
        for line in &summary.first_page.glance {
            assert!(!line.text.trim().is_empty(), "{name}: {}", line.label);
        }
    }
}

#[test]
fn each_source_is_named_in_full_once_and_in_short_with_its_marks_wherever_it_is_cited() {
    for (name, summary, text) in &*PATIENTS {
        let (body, list) = text.split_at(text.find("\nSOURCES").unwrap());
        let (body, list) = (flat(body), flat(list));
        for source in &summary.sources {
            assert_eq!(
                list.matches(&flat(&format!(" {} {}", source.number, source.text))).count(),
                1,
                "{name}: {}",
                source.id
            );
            assert!(!body.contains(&flat(&source.text)), "{name}: {} in full", source.id);
        }
        for cited in summary.kinds.iter().flat_map(|part| &part.criteria).flat_map(|line| &line.sources) {
            let named = format!("{} [{}]", cited.short, cited.number);
            let marked =
                if cited.marks.is_empty() { named.clone() } else { format!("{named} ({})", cited.marks.join("; ")) };
            assert!(body.contains(&marked), "{name}: {marked}");
            assert_eq!(body.matches(&named).count(), body.matches(&marked).count(), "{name}: {named}");
        }
    }
}

fn flat(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
