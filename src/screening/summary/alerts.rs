//! Alerts that are given, and unsettled alerts with the answers they wait for.

use serde::Serialize;

use super::context::SummaryContext;
use super::lines::{AnswerLine, Cited, Open};
use crate::answer::QuestionId;
use crate::meaning::mentions::Mentions;
use crate::rulebook::AlertId;
use crate::truth::Truth;

/// An alert with its reasons.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AlertLine {
    /// The alert's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// `given`, `not_given` or `unknown`.
    pub state: AlertState,
    /// The text of the line.
    pub text: String,
    /// The time of the nurse's acknowledgment.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub acknowledged: Option<String>,
    /// Its condition in words.
    pub rule: String,
    /// The answers used.
    pub answers: Vec<AnswerLine>,
    /// The missing answers that could settle it.
    pub open: Vec<Open>,
    /// Its sources.
    pub sources: Vec<Cited>,
}

/// The state of an alert.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum AlertState {
    /// Its condition holds.
    Given,
    /// Its condition does not hold.
    NotGiven,
    /// Its condition is not settled.
    Unknown,
}

pub(super) fn alert(context: &SummaryContext<'_, '_>, id: AlertId) -> AlertLine {
    let alert = &context.rulebook.alerts[id];
    let because = context.screening.alert(id);
    let acknowledged = context.form.acknowledged.iter().find(|(of, _)| *of == id).map(|(_, at)| at.clone());
    let (state, text) = match because.truth {
        Truth::True => (AlertState::Given, given(context, id, acknowledged.as_deref())),
        Truth::False => (AlertState::NotGiven, alert.title.clone()),
        Truth::Unknown => (AlertState::Unknown, not_settled(context, id)),
    };
    AlertLine {
        id: alert.id.clone(),
        title: alert.title.clone(),
        state,
        text,
        acknowledged,
        rule: context.phrase.condition(&alert.when),
        answers: context.answers(&because.used),
        open: context.open(&because.missing),
        sources: context.cited(&alert.sources),
    }
}

/// Words an alert that is given: "Patient reports recent thoughts of self-harm \[30\]; acknowledged 09:41".
fn given(context: &SummaryContext<'_, '_>, id: AlertId, acknowledged: Option<&str>) -> String {
    let texts = &context.ui.summary.first;
    let alert = &context.rulebook.alerts[id];
    let because = context.screening.alert(id);
    let mentions = Mentions::in_condition(context.rulebook, &alert.when);
    let on = context.in_order(&because.used);
    let said: Vec<QuestionId> = on.iter().copied().filter(|question| mentions.questions.contains(question)).collect();
    let marks = context.marks(if said.is_empty() { on } else { said });
    let said = context.fill(&alert.say);
    let said = if said.is_empty() { alert.title.clone() } else { said };
    let acknowledged = match acknowledged {
        Some(at) => {
            let day = context.form.as_of.to_string();
            let at = at.strip_prefix(&day).map_or(at, |time| time.trim_start_matches('T')).replace('T', " ");
            texts.acknowledged(&at)
        }
        None => texts.not_acknowledged.to_owned(),
    };
    let said = [said.trim_end_matches('.'), &marks].join(" ");
    [said.trim_end(), &acknowledged].join("; ")
}

/// Words an unsettled alert: "Thoughts of self-harm: not asked \[30\]", or the answer that only may apply and the
/// question it waits for.
fn not_settled(context: &SummaryContext<'_, '_>, id: AlertId) -> String {
    let alert = &context.rulebook.alerts[id];
    let because = context.screening.alert(id);
    let mentioned = Mentions::in_condition(context.rulebook, &alert.when).questions;
    let answers = &context.form.answers;
    let subject = |&question: &QuestionId| {
        let stands = answers.value(question).is_some() && context.applies(question) == Truth::Unknown;
        mentioned.contains(&question) && (stands || because.missing.contains(question))
    };
    let mut questions: Vec<QuestionId> = context.rulebook.interview_order().filter(subject).collect();
    if questions.is_empty() {
        questions = context.in_order(&because.missing);
    }
    if questions.is_empty() {
        return [alert.title.as_str(), context.ui.summary.score.cannot_calculate].join(": ");
    }
    let said = |question: &QuestionId| (context.text(*question), context.waiting(*question));
    let alike = questions.chunk_by(|one, next| said(one) == said(next));
    let line = |alike: &[QuestionId]| {
        let (words, waiting) = said(&alike[0]);
        let words = [words, context.marks(alike.iter().copied())].join(" ");
        [words].into_iter().chain(waiting).collect::<Vec<_>>().join(", ")
    };
    [alert.title.as_str(), &alike.map(line).collect::<Vec<_>>().join("; ")].join(": ")
}
