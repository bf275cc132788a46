//! A summary drawn, one format a file; a rulebook drawn (`document`), and what became of its tests
//! (`tested`).
pub mod csv;
pub mod document;
pub mod json;
pub mod markdown;
pub mod tested;
pub mod text;

use crate::screening::summary::{AnswerLine, Computed, Open, SourceLine, Summary};
use crate::ui::{Ui, fill};

/// "Pain duration 48 months \[8\] (patient; checked; note: since the fall)".
fn used(ui: &Ui, answer: &AnswerLine) -> String {
    let values = [("title", answer.title.as_str()), ("value", &answer.text), ("number", &answer.number)];
    let line = fill(&ui.summary.answer.line, &values);
    let informant = (!answer.informant.is_empty()).then(|| answer.informant.clone());
    let beside: Vec<String> =
        informant.into_iter().chain(answer.marks.iter().cloned()).chain(note(ui, answer)).collect();
    if beside.is_empty() { line } else { [line.as_str(), " (", &beside.join("; "), ")"].concat() }
}

fn note(ui: &Ui, answer: &AnswerLine) -> Option<String> {
    answer.note.as_ref().map(|note| fill(&ui.summary.answer.note, &[("text", note)]))
}

/// "Relief in the trial 62.5 %; PHQ-2 4".
fn computed(ui: &Ui, scores: &[Computed]) -> String {
    let one = |score: &Computed| fill(&ui.summary.score.line, &[("title", &score.title), ("value", &score.text)]);
    scores.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// "Trial \[5\] (not asked), Age \[2\] (declined)".
fn open_list(ui: &Ui, open: &[Open]) -> String {
    let one = |open: &Open| {
        let values = [("title", open.title.as_str()), ("number", &open.number), ("why", &open.text)];
        fill(&ui.summary.answer.open, &values)
    };
    open.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// A source with its marks, where it is, and when it was read.
fn source_line(ui: &Ui, source: &SourceLine) -> String {
    let texts = &ui.summary.source;
    let read = fill(&texts.read_on, &[("date", &source.checked)]);
    let review = fill(&texts.review_by, &[("date", &source.review_by)]);
    [Some(source.text.clone()), Some(read), Some(review), source.url.clone()]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join("; ")
}

/// What calls for a second look: checked, unusual, noted, set aside, in doubt; totals that differ. Some are empty.
fn second_look<'a>(ui: &'a Ui, summary: &Summary) -> [(&'a str, Vec<String>); 6] {
    let part = &ui.summary.part;
    let lines = |answers: &[AnswerLine]| answers.iter().map(|answer| with_waits(ui, answer)).collect();
    let stored = summary.stored.iter().map(|line| line.text.clone()).filter(|text| !text.is_empty());
    [
        (&part.checked, lines(&summary.checked)),
        (&part.unusual, lines(&summary.unusual)),
        (&part.notes, lines(&summary.noted)),
        (&part.set_aside, lines(&summary.set_aside)),
        (&part.in_doubt, lines(&summary.in_doubt)),
        (&part.stored, stored.collect()),
    ]
}

/// An answer, and what it waits for.
fn with_waits(ui: &Ui, answer: &AnswerLine) -> String {
    let line = used(ui, answer);
    if answer.waits_for.is_empty() {
        return line;
    }
    let waits = fill(&ui.summary.answer.waits_for, &[("list", &open_list(ui, &answer.waits_for))]);
    [line, waits].join("; ")
}

/// "Notes: none".
fn nothing(ui: &Ui, heading: &str) -> String {
    [heading, &ui.summary.none].join(": ")
}
