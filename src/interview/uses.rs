//! The uses of a question: the alerts, criteria and scores that read its answer, and their sources.

use indexmap::IndexSet;

use crate::answer::QuestionId;
use crate::meaning::mentions::Mentions;
use crate::rulebook::{AlertId, CriterionId, Rulebook, ScoreId, SourceId};

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
    /// Returns the uses of a question.
    #[must_use]
    pub fn of(rulebook: &Rulebook, question: QuestionId) -> Uses {
        let reads = |mentions: Mentions| mentions.questions.contains(&question);
        let alerts =
            rulebook.alerts.iter_enumerated().filter(|(_, on)| reads(Mentions::in_condition(rulebook, &on.when)));
        let scores = rulebook.scores.iter_enumerated().filter(|(score, _)| reads(Mentions::in_score(rulebook, *score)));
        let criteria =
            rulebook.criteria.iter_enumerated().filter(|(_, on)| reads(Mentions::in_condition(rulebook, &on.when)));
        let (alerts, of_alerts): (_, Vec<_>) = alerts.map(|(alert, on)| (alert, &on.sources)).unzip();
        let (scores, of_scores): (_, Vec<_>) = scores.map(|(score, on)| (score, &on.sources)).unzip();
        let (criteria, of_criteria): (_, Vec<_>) = criteria.map(|(criterion, on)| (criterion, &on.sources)).unzip();
        let citations = [of_alerts, of_scores, of_criteria].into_iter().flatten().flatten();
        let sources: IndexSet<SourceId> = citations.map(|citation| citation.source).collect();
        Uses { alerts, scores, criteria, sources: sources.into_iter().collect() }
    }
}
