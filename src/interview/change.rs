//! A change of an interview: its events, and how the evaluation of the rulebook differs from before.

use super::evaluation::Evaluation;
use crate::answer::QuestionId;
use crate::case::Event;
use crate::rulebook::{AlertId, ScoreId};
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

/// The consequences of an answer, besides itself; lists are in file order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Outcome {
    /// Answers that no longer apply: kept, not evaluated.
    pub set_aside: Vec<QuestionId>,
    /// Answers of which it is no longer known whether they apply: evaluated, and marked.
    pub in_doubt: Vec<QuestionId>,
    /// Answers that were set aside and count again.
    pub returned: Vec<QuestionId>,
    /// Questions without an answer that apply now and did not, or perhaps did not.
    pub opened: Vec<QuestionId>,
    /// Alerts that are given now and were not before; nobody has acknowledged them.
    pub alerts: Vec<AlertId>,
    /// Alerts that were given before and no longer are; their acknowledgement is taken back.
    pub withdrawn: Vec<AlertId>,
    /// Scores that are a single value now and were not that value before.
    pub scores: Vec<ScoreId>,
}

impl Outcome {
    /// Compares two readings of the rulebook. `kept` are the questions with an entry that is dealt with, `open` those that
    /// are not dealt with.
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

    /// Whether an acknowledgement of this alert no longer stands: what was acknowledged before the alert was given stands
    /// for other answers, and so does what was acknowledged before it was taken back.
    pub(super) fn voids(&self, alert: AlertId) -> bool {
        self.withdrawn.contains(&alert) || self.alerts.contains(&alert)
    }
}
