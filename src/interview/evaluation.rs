//! What the rulebook says of the answers so far.

use typed_index_collections::TiVec;

use crate::answer::QuestionId;
use crate::form::Form;
use crate::interval::Interval;
use crate::meaning::one::One;
use crate::rulebook::{AlertId, Rulebook, ScoreId};
use crate::truth::Truth;

/// A rulebook evaluated on the answers so far.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Evaluation {
    applies: TiVec<QuestionId, Truth>,
    alerts: TiVec<AlertId, Truth>,
    scores: TiVec<ScoreId, (Truth, Interval)>,
}

impl Evaluation {
    pub(super) fn read(rulebook: &Rulebook, form: &Form) -> Evaluation {
        let meaning = crate::meaning::read(rulebook, &mut One::new(rulebook, &form.answers));
        let scores = meaning.scores.into_iter().map(|score| (score.applies, score.value)).collect();
        Evaluation { applies: meaning.asked, alerts: meaning.alerts, scores }
    }

    pub(super) fn applies(&self, question: QuestionId) -> Truth {
        self.applies[question]
    }

    /// The alerts that are given, in file order.
    pub(super) fn given(&self) -> impl Iterator<Item = AlertId> {
        self.alerts.iter_enumerated().filter(|(_, truth)| **truth == Truth::True).map(|(alert, _)| alert)
    }

    /// Every score, in file order.
    pub(super) fn scores(&self) -> impl Iterator<Item = ScoreId> {
        self.scores.keys()
    }

    /// The interval of a score; `None` while it does not apply, or may not.
    pub(super) fn score(&self, score: ScoreId) -> Option<Interval> {
        let (applies, value) = self.scores[score];
        (applies == Truth::True).then_some(value)
    }

    pub(super) fn gives(&self, alert: AlertId) -> bool {
        self.alerts[alert] == Truth::True
    }

    /// The single value of a score that applies.
    pub(super) fn point(&self, score: ScoreId) -> Option<f64> {
        let (low, high) = self.score(score)?.ends()?;
        (low.to_bits() == high.to_bits()).then_some(low)
    }
}
