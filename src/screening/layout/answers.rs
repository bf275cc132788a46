//! Words answers, open questions and scores for a line.

use super::Layout;
use crate::screening::summary::lines::open_list;
use crate::screening::summary::{AnswerLine, Computed, Open, Summary};

impl Layout<'_> {
    /// Lists the answers used for a standing; `None` if there are none.
    pub(super) fn reasons(&self, answers: &[AnswerLine]) -> Option<String> {
        (!answers.is_empty()).then(|| self.ui.summary.criterion.answers(self.used_list(answers)))
    }

    /// Lists the missing answers that could change a standing; `None` if there are none.
    pub(super) fn open(&self, open: &[Open]) -> Option<String> {
        (!open.is_empty()).then(|| self.ui.summary.criterion.open(open_list(self.ui, open)))
    }

    /// Lists the scores used by a criterion: "Relief in the trial 62.5 %; PHQ-2 4"; `None` if there are none.
    pub(super) fn computed(&self, scores: &[Computed]) -> Option<String> {
        let one = |score: &Computed| self.ui.summary.score.line(&score.title, &score.text);
        let list = scores.iter().map(one).collect::<Vec<_>>().join("; ");
        (!scores.is_empty()).then(|| self.ui.summary.criterion.computed(list))
    }

    /// Lists answers: "Pain duration 48 months \[8\] (patient; checked; note: since the fall)"; several with semicolons
    /// between them.
    pub(super) fn used_list(&self, answers: &[AnswerLine]) -> String {
        answers.iter().map(|answer| self.used(answer)).collect::<Vec<_>>().join("; ")
    }

    fn used(&self, answer: &AnswerLine) -> String {
        let line = self.ui.summary.answer.line(&answer.number, &answer.title, &answer.text);
        let informant = (!answer.informant.is_empty()).then(|| answer.informant.clone());
        let beside: Vec<String> = informant.into_iter().chain(self.remarks(answer)).collect();
        if beside.is_empty() { line } else { [line.as_str(), " (", &beside.join("; "), ")"].concat() }
    }

    /// Words a cell of the table of all answers: "48 months; checked; note: since the fall".
    pub(super) fn answer_cell(&self, answer: &AnswerLine) -> String {
        [answer.text.clone()].into_iter().chain(self.remarks(answer)).collect::<Vec<_>>().join("; ")
    }

    /// Returns the marks of an answer, then its note.
    fn remarks(&self, answer: &AnswerLine) -> impl Iterator<Item = String> {
        let note = answer.note.as_ref().map(|note| self.ui.summary.answer.note(note));
        answer.marks.iter().cloned().chain(note)
    }

    /// Returns the headings of the parts that call for a second look, each with its lines, if any.
    pub(super) fn second_look_lines(&self, summary: &Summary) -> [(&str, Vec<String>); 6] {
        let part = &self.ui.summary.part;
        let lines = |answers: &[AnswerLine]| answers.iter().map(|answer| self.with_waits(answer)).collect();
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

    /// Words an answer and the questions it waits for.
    fn with_waits(&self, answer: &AnswerLine) -> String {
        let waits = open_list(self.ui, &answer.waits_for);
        let waits = (!waits.is_empty()).then(|| self.ui.summary.answer.waits_for(waits));
        [self.used(answer)].into_iter().chain(waits).collect::<Vec<_>>().join("; ")
    }
}
