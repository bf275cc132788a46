//! A change of an interview: its events, and the consequences of its answers under the rulebook.

use typed_index_collections::TiVec;

use crate::answer::QuestionId;
use crate::case::Event;
use crate::form::Form;
use crate::interval::Interval;
use crate::meaning::one::One;
use crate::rulebook::{AlertId, Rulebook, ScoreId};
use crate::truth::Truth;

/// One change of an interview.
#[must_use = "a journal keeps the events"]
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Change {
    /// The events, in order.
    pub events: Vec<Event>,
    /// The consequences.
    pub outcome: Outcome,
}

/// The further consequences of an answer. Lists are in file order, `opened` in the order of asking.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Answers that no longer apply: kept, not evaluated.
    pub set_aside: Vec<QuestionId>,
    /// Answers whose applicability is no longer known: evaluated, and marked.
    pub in_doubt: Vec<QuestionId>,
    /// Answers that were set aside and count again.
    pub returned: Vec<QuestionId>,
    /// Questions without an answer that apply now and did not certainly apply before.
    pub opened: Vec<QuestionId>,
    /// Alerts that are given now and were not before; nobody has acknowledged them.
    pub alerts: Vec<AlertId>,
    /// Alerts that were given before and no longer are; their acknowledgement is taken back.
    pub withdrawn: Vec<AlertId>,
    /// Scores that are a single value now and were not that value before.
    pub scores: Vec<ScoreId>,
}

impl Outcome {
    /// Compares two evaluations of the rulebook. `kept` are the questions with an entry that is dealt with; `open` are
    /// those not dealt with.
    pub(super) fn between(before: &Evaluation, now: &Evaluation, kept: &[QuestionId], open: &[QuestionId]) -> Outcome {
        let pick = |from: &[QuestionId], picked: &dyn Fn(Truth, Truth) -> bool| -> Vec<QuestionId> {
            from.iter().copied().filter(|&q| picked(before.applies(q), now.applies(q))).collect()
        };
        let (is, out) = (|applies| applies == Truth::True, |applies| applies == Truth::False);
        let changed = |score: &ScoreId| {
            now.point(*score).is_some_and(|value| before.point(*score).map(f64::to_bits) != Some(value.to_bits()))
        };
        Outcome {
            set_aside: pick(kept, &|before, now| !out(before) && out(now)),
            in_doubt: pick(kept, &|before, now| is(before) && now == Truth::Unknown),
            returned: pick(kept, &|before, now| out(before) && !out(now)),
            opened: pick(open, &|before, now| !is(before) && is(now)),
            alerts: now.given().filter(|&alert| !before.gives(alert)).collect(),
            withdrawn: before.given().filter(|&alert| !now.gives(alert)).collect(),
            scores: now.scores().filter(changed).collect(),
        }
    }

    /// Returns whether an acknowledgement of this alert is void, since it was for other answers: the alert was given or
    /// withdrawn by this change.
    pub(super) fn voids(&self, alert: AlertId) -> bool {
        self.withdrawn.contains(&alert) || self.alerts.contains(&alert)
    }
}

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

    /// Returns the alerts that are given, in file order.
    pub(super) fn given(&self) -> impl Iterator<Item = AlertId> {
        self.alerts.iter_enumerated().filter(|(_, truth)| **truth == Truth::True).map(|(alert, _)| alert)
    }

    /// Returns every score, in file order.
    pub(super) fn scores(&self) -> impl Iterator<Item = ScoreId> {
        self.scores.keys()
    }

    /// Returns the interval of a score; `None` unless it applies.
    pub(super) fn score(&self, score: ScoreId) -> Option<Interval> {
        let (applies, value) = self.scores[score];
        (applies == Truth::True).then_some(value)
    }

    pub(super) fn gives(&self, alert: AlertId) -> bool {
        self.alerts[alert] == Truth::True
    }

    /// Returns the single value of an applicable score; `None` if it does not apply or has no single value.
    pub(super) fn point(&self, score: ScoreId) -> Option<f64> {
        let (low, high) = self.score(score)?.ends()?;
        (low.to_bits() == high.to_bits()).then_some(low)
    }
}
