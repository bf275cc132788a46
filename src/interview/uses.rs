//! What rests on a question: the alerts, criteria and scores that read its answer, and their sources.

use crate::answer::QuestionId;
use crate::meaning::mentions::Mentions;
use crate::rulebook::{AlertId, Citation, CriterionId, Rulebook, ScoreId, SourceId};

/// What reads the answer to one question, itself or through facts and scores; lists are in file order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// Alerts.
    pub alerts: Vec<AlertId>,
    /// Scores.
    pub scores: Vec<ScoreId>,
    /// Criteria whose `when` reads it. What only `applies_when` reads is not named: that may be everything.
    pub criteria: Vec<CriterionId>,
    /// What these rest on, each once.
    pub sources: Vec<SourceId>,
}

impl Uses {
    /// What reads the answer to this question.
    #[must_use]
    pub fn of(rulebook: &Rulebook, question: QuestionId) -> Uses {
        let mut uses = Uses::default();
        let reads = |mentions: Mentions| mentions.questions.contains(&question);
        for (alert, on) in rulebook.alerts.iter_enumerated() {
            if reads(Mentions::of(rulebook, &on.when)) {
                uses.alerts.push(alert);
                uses.cite(&on.sources);
            }
        }
        for (score, on) in rulebook.scores.iter_enumerated() {
            if reads(Mentions::of_score(rulebook, score)) {
                uses.scores.push(score);
                uses.cite(&on.sources);
            }
        }
        for (criterion, on) in rulebook.criteria.iter_enumerated() {
            if reads(Mentions::of(rulebook, &on.when)) {
                uses.criteria.push(criterion);
                uses.cite(&on.sources);
            }
        }
        uses
    }

    fn cite(&mut self, citations: &[Citation]) {
        for citation in citations {
            if !self.sources.contains(&citation.source) {
                self.sources.push(citation.source);
            }
        }
    }
}
