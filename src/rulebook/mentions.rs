//! What a condition or formula speaks of: its questions and scores, also through facts and other scores.

use std::collections::BTreeSet;

use crate::answer::QuestionId;
use crate::rulebook::{Condition, FactId, Formula, Rulebook, ScoreId};

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
    /// Of a condition.
    #[must_use]
    pub fn of(rulebook: &Rulebook, condition: &Condition) -> Mentions {
        let mut mentions = Mentions::default();
        mentions.add(rulebook, condition);
        mentions
    }

    /// Of a score: its inputs, and what decides whether more counts.
    #[must_use]
    pub fn of_score(rulebook: &Rulebook, score: ScoreId) -> Mentions {
        let mut mentions = Mentions::default();
        mentions.score(rulebook, score);
        mentions
    }

    /// Also those of this condition.
    pub fn add(&mut self, rulebook: &Rulebook, condition: &Condition) {
        condition.visit(&mut |part| match part {
            Condition::OneOf(question, _)
            | Condition::Names(question, _)
            | Condition::Number(question, _)
            | Condition::Answered(question)
            | Condition::Missing(question) => {
                self.questions.insert(*question);
            }
            Condition::Fact(fact, _) => {
                if self.facts.insert(*fact) {
                    self.add(rulebook, &rulebook.fact(*fact).when);
                }
            }
            Condition::Score(score, _) | Condition::Band(score, _) => self.score(rulebook, *score),
            Condition::All(_) | Condition::Any(_) | Condition::Count(_) | Condition::Not(_) => {}
        });
    }

    fn score(&mut self, rulebook: &Rulebook, id: ScoreId) {
        if !self.scores.insert(id) {
            return;
        }
        let score = rulebook.score(id);
        score.more_when.iter().for_each(|more| self.add(rulebook, more));
        score.value.visit(&mut |part| match part {
            Formula::Question(question) => {
                self.questions.insert(*question);
            }
            Formula::Points(questions) => self.questions.extend(questions),
            Formula::Score(score) => self.score(rulebook, *score),
            Formula::Count(conditions) => conditions.iter().for_each(|condition| self.add(rulebook, condition)),
            Formula::Literal(_)
            | Formula::Sum(_)
            | Formula::Weighted(_)
            | Formula::Mean(_)
            | Formula::Min(_)
            | Formula::Max(_)
            | Formula::Add(_)
            | Formula::Subtract(..)
            | Formula::Multiply(_)
            | Formula::Divide(..)
            | Formula::PercentDrop { .. } => {} // what stands inside is visited
        });
    }
}
