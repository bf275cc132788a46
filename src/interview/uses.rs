//! The uses of a question: the alerts, criteria and scores that read its answer, and their sources.

use indexmap::IndexSet;

use crate::answer::QuestionId;
use crate::meaning::mentions::Mentions;
use crate::rulebook::{AlertId, CriterionId, Rulebook, ScoreId, SourceId};

/// The alerts, scores and criteria that read the answer to one question, directly or through facts and scores; in file
/// order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Uses {
    /// The alerts that read it.
    pub alerts: Vec<AlertId>,
    /// The scores that read it.
    pub scores: Vec<ScoreId>,
    /// The criteria whose `when` reads it. Those that read it only in `applies_when` are left out: that may be
    /// everything.
    pub criteria: Vec<CriterionId>,
    /// The sources cited by these alerts, scores and criteria, each once, in the order of first citation.
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
