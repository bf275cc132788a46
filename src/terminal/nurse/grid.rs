//! Grids: questions that are asked as one, the rows of a `for_each` on the rich surface, unless asked one by one.

use super::{Flow, Nurse};
use crate::answer::QuestionId;
use crate::terminal::Prompter;
use crate::terminal::grammar::grid::is_told_apart;

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Returns the questions that are asked together with this one: the rows of its number that are still open, or, if the
    /// nurse went to them, all that apply. Most questions are asked alone.
    pub(super) fn rows(&mut self, id: QuestionId) -> Vec<QuestionId> {
        if !self.one_by_one.contains(&id) {
            self.one_by_one.clear();
        }
        let rows = self.in_one_line(id);
        if self.prompter.surface().rich && self.one_by_one.is_empty() { rows } else { vec![id] }
    }

    /// The questions that one line can answer where this one is asked, itself among them; those from it on, where they
    /// are asked one by one.
    pub(super) fn in_one_line(&self, id: QuestionId) -> Vec<QuestionId> {
        if let Some(place) = self.one_by_one.iter().position(|&row| row == id) {
            return self.one_by_one[place..].to_vec();
        }
        let gone_to = self.interview.gone_to().is_some();
        let mut rows = self.interview.parts(id);
        rows.retain(|&row| gone_to || self.interview.is_to_be_asked(row));
        if rows.len() > 1 && rows.contains(&id) && rows.iter().all(|&row| self.is_in_line_with(id, row)) {
            rows
        } else {
            vec![id]
        }
    }

    /// Returns whether both are rows of one grid, whose answers can be told apart on one line.
    fn is_in_line_with(&self, one: QuestionId, other: QuestionId) -> bool {
        let [one, other] = [one, other].map(|id| &self.interview.rulebook().questions[id]);
        one.parent.map(|parent| parent.group) == other.parent.map(|parent| parent.group) && is_told_apart(other)
    }

    /// Asks rows that were asked together one by one, from the first.
    pub(super) fn one_by_one(&mut self, rows: &[QuestionId]) -> Flow {
        self.one_by_one = rows.to_vec();
        match rows.first().map(|&first| self.interview.go_to(first)) {
            Some(Ok(())) => Flow::Moved,
            _ => Flow::On,
        }
    }

    /// Goes to the row behind this one, where rows are asked one by one.
    pub(super) fn next_alone(&mut self, id: QuestionId) {
        let place = self.one_by_one.iter().position(|&row| row == id);
        let next = place.and_then(|place| self.one_by_one.get(place + 1)).copied();
        if let (Some(next), None) = (next, self.interview.gone_to()) {
            let _ = self.interview.go_to(next); // it was asked with the others, so it applies
        }
    }

    /// Which part of its number the only row is, from 1, and how many there are.
    pub(super) fn part(&self, rows: &[QuestionId]) -> (usize, usize) {
        let [id] = rows else { return (0, 0) };
        let parts = self.interview.parts(*id);
        (parts.iter().position(|part| part == id).map_or(0, |place| place + 1), parts.len())
    }
}
