//! Answers, open questions and scores as they stand in a line.

use crate::screening::summary::{AnswerLine, Computed, Open, Summary};
use crate::ui::Ui;

/// "Pain duration 48 months \[8\] (patient; checked; note: since the fall)"; several with semicolons between them.
pub(super) fn used_list(ui: &Ui, answers: &[AnswerLine]) -> String {
    answers.iter().map(|answer| used(ui, answer)).collect::<Vec<_>>().join("; ")
}

fn used(ui: &Ui, answer: &AnswerLine) -> String {
    let line = ui.summary.answer.line(&answer.number, &answer.title, &answer.text);
    let informant = (!answer.informant.is_empty()).then(|| answer.informant.clone());
    let beside: Vec<String> = informant.into_iter().chain(remarks(ui, answer)).collect();
    if beside.is_empty() { line } else { [line.as_str(), " (", &beside.join("; "), ")"].concat() }
}

/// "48 months; checked; note: since the fall": a cell of the table of all answers.
pub(super) fn answer_cell(ui: &Ui, answer: &AnswerLine) -> String {
    [answer.text.clone()].into_iter().chain(remarks(ui, answer)).collect::<Vec<_>>().join("; ")
}

/// The marks of an answer, then its note.
fn remarks(ui: &Ui, answer: &AnswerLine) -> impl Iterator<Item = String> {
    let note = answer.note.as_ref().map(|note| ui.summary.answer.note(note));
    answer.marks.iter().cloned().chain(note)
}

/// "Relief in the trial 62.5 %; PHQ-2 4".
pub(super) fn computed(ui: &Ui, scores: &[Computed]) -> String {
    let one = |score: &Computed| ui.summary.score.line(&score.title, &score.text);
    scores.iter().map(one).collect::<Vec<_>>().join("; ")
}

/// "Trial \[5\] (not asked), Age \[2\] (declined)".
pub(super) fn open_list(ui: &Ui, open: &[Open]) -> String {
    let one = |open: &Open| ui.summary.answer.open(&open.number, &open.title, &open.text);
    open.iter().map(one).collect::<Vec<_>>().join(", ")
}

/// The headings of what calls for a second look, each with its lines; some have none.
pub(super) fn second_look<'a>(ui: &'a Ui, summary: &Summary) -> [(&'a str, Vec<String>); 6] {
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

/// An answer, and the questions it waits for.
fn with_waits(ui: &Ui, answer: &AnswerLine) -> String {
    let line = used(ui, answer);
    if answer.waits_for.is_empty() {
        return line;
    }
    [line, ui.summary.answer.waits_for(open_list(ui, &answer.waits_for))].join("; ")
}
