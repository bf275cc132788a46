//! The questions that can matter to a goal.

use crate::answer::QuestionId;
use crate::rulebook::{Condition, Node, Rulebook};

/// Gathers questions, each once, also through facts, scores, and the conditions under which questions apply.
pub(super) struct Relevant<'r> {
    pub(super) rulebook: &'r Rulebook,
    pub(super) questions: Vec<QuestionId>,
}

impl Relevant<'_> {
    pub(super) fn question(&mut self, id: QuestionId) {
        if self.questions.contains(&id) {
            return;
        }
        self.questions.push(id);
        self.rulebook.ask_when(id).for_each(|when| self.condition(when));
        if let Some(parent) = self.rulebook.questions[id].parent {
            self.question(parent.question);
        }
    }

    pub(super) fn condition(&mut self, condition: &Condition) {
        condition.subjects().into_iter().for_each(|subject| self.node(subject));
    }

    pub(super) fn node(&mut self, node: Node) {
        match node {
            Node::Question(id) => self.question(id),
            Node::Fact(id) => self.condition(&self.rulebook.facts[id].when),
            Node::Score(id) => {
                let score = &self.rulebook.scores[id];
                score.more_when.iter().for_each(|more| self.condition(more));
                score.value.inputs().into_iter().for_each(|input| self.node(input));
                score.value.counted().into_iter().for_each(|of| self.condition(of));
            }
        }
    }
}
