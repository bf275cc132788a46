//! A summary drawn, one format a file; a rulebook drawn (`document`), and what became of its tests
//! (`tested`); what is to say of rulebooks (`findings`).
pub mod cases;
pub mod csv;
pub mod document;
pub mod findings;
pub mod json;
pub mod markdown;
pub mod tested;
pub mod text;

use crate::screening::Standing;
use crate::screening::summary::{
    AnswerLine, Applies, Cited, Computed, CriterionLine, Open, ScoreLine, SourceLine, Summary,
};
use crate::ui::Ui;

/// "Pain duration 48 months \[8\] (patient; checked; note: since the fall)".
fn used(ui: &Ui, answer: &AnswerLine) -> String {
    let line = ui.summary.answer.line(&answer.number, &answer.title, &answer.text);
    let informant = (!answer.informant.is_empty()).then(|| answer.informant.clone());
    let beside: Vec<String> = informant.into_iter().chain(remarks(ui, answer)).collect();
    if beside.is_empty() { line } else { [line.as_str(), " (", &beside.join("; "), ")"].concat() }
}

/// "48 months; checked; note: since the fall": a cell of the table of all answers.
fn answer_cell(ui: &Ui, answer: &AnswerLine) -> String {
    [answer.text.clone()].into_iter().chain(remarks(ui, answer)).collect::<Vec<_>>().join("; ")
}

/// What stands beside an answer: its marks and its note.
fn remarks(ui: &Ui, answer: &AnswerLine) -> impl Iterator<Item = String> {
    let note = answer.note.as_ref().map(|note| ui.summary.answer.note(note));
    answer.marks.iter().cloned().chain(note)
}

/// "Relief in the trial 62.5 %; PHQ-2 4".
fn computed(ui: &Ui, scores: &[Computed]) -> String {
    let one = |score: &Computed| ui.summary.score.line(&score.title, &score.text);
    scores.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// "Trial \[5\] (not asked), Age \[2\] (declined)".
fn open_list(ui: &Ui, open: &[Open]) -> String {
    let one = |open: &Open| ui.summary.answer.open(&open.number, &open.title, &open.text);
    open.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The sources of something on one line. The list of sources names them in full.
fn sources_in_brief(ui: &Ui, sources: &[Cited]) -> Option<String> {
    let texts = &ui.summary.criterion;
    let list = sources.iter().map(|cited| brief(ui, cited)).collect::<Vec<_>>().join("; ");
    match sources.len() {
        0 => None,
        1 => Some(texts.source(list)),
        _ => Some(texts.sources(list)),
    }
}

/// The sources of something, a line for each with what it says.
fn sources_with_words(ui: &Ui, sources: &[Cited]) -> Vec<String> {
    let texts = &ui.summary;
    let says = |cited: &Cited| cited.says.as_ref().map(|words| texts.source.says(words));
    let whole = |cited: &Cited| [brief(ui, cited)].into_iter().chain(says(cited)).collect::<Vec<_>>().join(", ");
    sources.iter().map(|cited| texts.criterion.source(whole(cited))).collect()
}

/// A source in short, with its marks.
fn brief(ui: &Ui, cited: &Cited) -> String {
    let named = ui.summary.source.brief(&cited.number, &cited.short);
    if cited.marks.is_empty() { named } else { [named.as_str(), " (", &cited.marks.join("; "), ")"].concat() }
}

/// The sources of a criterion; what each says, where they differ and it concerns the patient.
fn sources_of(ui: &Ui, line: &CriterionLine) -> Vec<String> {
    if line.sources_differ && line.standing != Standing::NotApplicable {
        return sources_with_words(ui, &line.sources)
            .into_iter()
            .chain([ui.summary.criterion.differ.to_owned()])
            .collect();
    }
    match &line.sources[..] {
        [Cited { says: Some(_), .. }] => sources_with_words(ui, &line.sources),
        sources => sources_in_brief(ui, sources).into_iter().collect(),
    }
}

/// The sources of a score; what each says, where it applies.
fn sources_of_score(ui: &Ui, score: &ScoreLine) -> Vec<String> {
    if score.applies != Applies::No && score.sources.iter().any(|cited| cited.says.is_some()) {
        sources_with_words(ui, &score.sources)
    } else {
        sources_in_brief(ui, &score.sources).into_iter().collect()
    }
}

/// Of sources that were all read on one day and are due on one day: those days.
fn read_together(ui: &Ui, sources: &[SourceLine]) -> Option<String> {
    let days = |source: &SourceLine| (source.checked.clone(), source.review_by.clone());
    let first = days(sources.first()?);
    let together = sources.len() > 1 && sources.iter().all(|source| days(source) == first);
    let texts = &ui.summary.source;
    together.then(|| [texts.all_read(&first.0), texts.all_review(&first.1)].join("; "))
}

/// A source in full with its marks and, where `dated`, when it was read.
fn source_line(ui: &Ui, source: &SourceLine, dated: bool) -> String {
    let texts = &ui.summary.source;
    let read = texts.read_on(&source.checked);
    let review = texts.review_by(&source.review_by);
    let days = [read, review].into_iter().filter(|_| dated);
    [source.text.clone()].into_iter().chain(days).collect::<Vec<_>>().join("; ")
}

/// What calls for a second look: checked, unusual, noted, set aside, in doubt; totals that differ. Some are empty.
fn second_look<'a>(ui: &'a Ui, summary: &Summary) -> [(&'a str, Vec<String>); 6] {
    let part = &ui.summary.part;
    let lines = |answers: &[AnswerLine]| answers.iter().map(|answer| with_waits(ui, answer)).collect();
    let stored = summary.stored.iter().map(|line| line.text.clone()).filter(|text| !text.is_empty());
    [
        (part.checked, lines(&summary.checked)),
        (part.unusual, lines(&summary.unusual)),
        (part.notes, lines(&summary.noted)),
        (part.set_aside, lines(&summary.set_aside)),
        (part.in_doubt, lines(&summary.in_doubt)),
        (part.stored, stored.collect()),
    ]
}

/// An answer, and what it waits for.
fn with_waits(ui: &Ui, answer: &AnswerLine) -> String {
    let line = used(ui, answer);
    if answer.waits_for.is_empty() {
        return line;
    }
    let waits = ui.summary.answer.waits_for(open_list(ui, &answer.waits_for));
    [line, waits].join("; ")
}

/// "Notes: none".
fn nothing(ui: &Ui, heading: &str) -> String {
    [heading, ui.summary.none].join(": ")
}
