//! What a condition or formula speaks of: its questions and scores, also through facts and other scores.

use std::collections::BTreeSet;

use crate::answer::QuestionId;
use crate::rulebook::{Condition, FactId, Node, Rulebook, ScoreId};

/// The questions and scores that something speaks of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Directly, through facts, or as inputs of scores.
    pub questions: BTreeSet<QuestionId>,
    /// Directly, through facts, or as inputs of other scores.
    pub scores: BTreeSet<ScoreId>,
    facts: BTreeSet<FactId>,
}

impl Mentions {
    /// Returns what a condition speaks of.
    #[must_use]
    pub fn in_condition(rulebook: &Rulebook, condition: &Condition) -> Mentions {
        let mut mentions = Mentions::default();
        mentions.add(rulebook, condition);
        mentions
    }

    /// Returns what a score rests on: its inputs, and what decides whether more counts.
    #[must_use]
    pub fn in_score(rulebook: &Rulebook, score: ScoreId) -> Mentions {
        let mut mentions = Mentions::default();
        mentions.node(rulebook, Node::Score(score));
        mentions
    }

    /// Also what a condition speaks of.
    pub fn add(&mut self, rulebook: &Rulebook, condition: &Condition) {
        condition.subjects().into_iter().for_each(|subject| self.node(rulebook, subject));
    }

    /// Also what decides whether the questions are asked, and what that in turn rests on.
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

    /// Also a subject, and what it rests on; of a question that is no matter here.
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
