//! What rests on a question: the alerts, criteria and scores that read its answer, and their sources.

use crate::answer::QuestionId;
use crate::rulebook::{AlertId, Citation, Condition, CriterionId, Formula, Rulebook, ScoreId, SourceId};

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
        let search = Search { rulebook, question };
        let mut uses = Uses::default();
        for (alert, on) in (0..).map(AlertId).zip(&rulebook.alerts).filter(|(_, alert)| search.condition(&alert.when)) {
            uses.alerts.push(alert);
            uses.cite(&on.sources);
        }
        for (score, on) in (0..).map(ScoreId).zip(&rulebook.scores).filter(|(score, _)| search.score(*score)) {
            uses.scores.push(score);
            uses.cite(&on.sources);
        }
        for (criterion, on) in (0..).map(CriterionId).zip(&rulebook.criteria) {
            if search.condition(&on.when) {
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

/// Facts and scores have one order of dependence, so the search ends.
struct Search<'r> {
    rulebook: &'r Rulebook,
    question: QuestionId,
}

impl Search<'_> {
    fn condition(&self, condition: &Condition) -> bool {
        match condition {
            Condition::All(of) | Condition::Any(of) => of.iter().any(|one| self.condition(one)),
            Condition::Not(of) => self.condition(of),
            Condition::Count(count) => count.of.iter().any(|one| self.condition(one)),
            Condition::OneOf(question, _)
            | Condition::Names(question, _)
            | Condition::Number(question, _)
            | Condition::Answered(question)
            | Condition::Missing(question) => *question == self.question,
            Condition::Fact(fact, _) => self.condition(&self.rulebook.fact(*fact).when),
            Condition::Score(score, _) | Condition::Band(score, _) => self.score(*score),
        }
    }

    fn score(&self, score: ScoreId) -> bool {
        let score = self.rulebook.score(score);
        self.formula(&score.value) || score.more_when.as_ref().is_some_and(|more| self.condition(more))
    }

    fn formula(&self, formula: &Formula) -> bool {
        match formula {
            Formula::Question(question) => *question == self.question,
            Formula::Score(score) => self.score(*score),
            Formula::Literal(_) => false,
            Formula::Points(questions) => questions.contains(&self.question),
            Formula::Count(of) => of.iter().any(|one| self.condition(one)),
            Formula::Weighted(of) => of.iter().any(|(one, _)| self.formula(one)),
            Formula::Sum(of)
            | Formula::Mean(of)
            | Formula::Min(of)
            | Formula::Max(of)
            | Formula::Add(of)
            | Formula::Multiply(of) => of.iter().any(|one| self.formula(one)),
            Formula::Subtract(left, right) | Formula::Divide(left, right) => self.formula(left) || self.formula(right),
            Formula::PercentDrop { from, to } => self.formula(from) || self.formula(to),
        }
    }
}
