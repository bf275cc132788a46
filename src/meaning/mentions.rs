//! The questions and scores that a condition or formula mentions, also through facts and other scores.

use std::collections::BTreeSet;

use crate::answer::QuestionId;
use crate::rulebook::{Condition, FactId, Node, Rulebook, ScoreId};

/// The questions and scores mentioned by conditions and formulas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// The questions mentioned directly, through facts, or as inputs of scores.
    pub questions: BTreeSet<QuestionId>,
    /// The scores mentioned directly, through facts, or as inputs of other scores.
    pub scores: BTreeSet<ScoreId>,
    facts: BTreeSet<FactId>,
}

impl Mentions {
    /// Returns the questions and scores that a condition mentions.
    #[must_use]
    pub fn in_condition(rulebook: &Rulebook, condition: &Condition) -> Mentions {
        let mut mentions = Mentions::default();
        mentions.add(rulebook, condition);
        mentions
    }

    /// Returns a score with the questions and scores it rests on: its inputs, and the mentions of its conditions.
    #[must_use]
    pub fn in_score(rulebook: &Rulebook, score: ScoreId) -> Mentions {
        let mut mentions = Mentions::default();
        mentions.node(rulebook, Node::Score(score));
        mentions
    }

    /// Adds the questions and scores that a condition mentions.
    pub fn add(&mut self, rulebook: &Rulebook, condition: &Condition) {
        condition.subjects().into_iter().for_each(|subject| self.node(rulebook, subject));
    }

    /// Adds the questions and scores that decide whether the mentioned questions are asked,
    /// and so on for the added ones.
    #[must_use]
    pub fn with_what_asks(mut self, rulebook: &Rulebook) -> Mentions {
        let mut asked = BTreeSet::new();
        while let Some(question) = self.questions.difference(&asked).next().copied() {
            asked.insert(question);
            rulebook.ask_when(question).for_each(|when| self.add(rulebook, when));
            self.questions.extend(rulebook.questions[question].parent.map(|parent| parent.question));
        }
        self
    }

    /// Adds a subject and everything it rests on; a question adds itself alone.
    pub fn node(&mut self, rulebook: &Rulebook, node: Node) {
        match node {
            Node::Question(question) => {
                self.questions.insert(question);
            }
            Node::Fact(fact) => {
                if self.facts.insert(fact) {
                    self.add(rulebook, &rulebook.facts[fact].when);
                }
            }
            Node::Score(id) => {
                if self.scores.insert(id) {
                    let score = &rulebook.scores[id];
                    score.value.inputs().into_iter().for_each(|input| self.node(rulebook, input));
                    score.value.counted().into_iter().chain(&score.more_when).for_each(|of| self.add(rulebook, of));
                }
            }
        }
    }
}
