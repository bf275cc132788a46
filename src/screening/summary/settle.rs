//! Words the part "What would settle it".

use indexmap::IndexSet;
use serde::Serialize;

use super::context::SummaryContext;
use super::criteria::in_any_case;
use super::lines::{Open, open_list};
use crate::answer::Value;
use crate::rulebook::Kind;
use crate::screening::Standing;
use crate::screening::what_if::{WhatIf, WhatWouldSettle};

/// The answers that would settle one criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettleLine {
    /// The criterion's id.
    pub criterion: String,
    /// Its title.
    pub title: String,
    /// The open questions with an answer that alone settles it.
    pub alone: Vec<SettleQuestion>,
    /// The other open questions.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<Open>,
    /// A sentence about the other open questions, about the standing common to every answer, or about the lack of any
    /// missing answer that would settle it.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// An open question and the standings that follow from its answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettleQuestion {
    /// The question.
    #[serde(flatten)]
    pub open: Open,
    /// The answers, grouped by the standing that follows.
    pub outcomes: Vec<SettledOutcome>,
}

/// Answers with the same consequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettledOutcome {
    /// The standing that follows.
    pub standing: Standing,
    /// The answers, in words.
    pub answers: Vec<String>,
    /// The whole line in words.
    pub text: String,
}

pub(crate) fn settle_line(context: &SummaryContext<'_, '_>, settle: &WhatWouldSettle) -> SettleLine {
    let criterion = &context.rulebook.criteria[settle.criterion];
    let together: Vec<Open> = settle.together.iter().filter_map(|&question| context.open_one(question)).collect();
    SettleLine {
        criterion: criterion.id.clone(),
        title: criterion.title.clone(),
        alone: settle.alone.iter().filter_map(|what_if| question(context, what_if)).collect(),
        text: in_any_case(context, settle).map_or_else(|| others(context, settle, &together), |said| said.text),
        together,
    }
}

fn others(context: &SummaryContext<'_, '_>, settle: &WhatWouldSettle, together: &[Open]) -> String {
    let texts = &context.ui.summary.settle;
    match (settle.alone.is_empty(), together.is_empty()) {
        (true, true) => texts.nothing.to_owned(),
        (true, false) => texts.together(open_list(context.ui, together)),
        (false, false) => texts.not_alone(open_list(context.ui, together)),
        (false, true) => String::new(),
    }
}

fn question(context: &SummaryContext<'_, '_>, what_if: &WhatIf) -> Option<SettleQuestion> {
    let open = context.open_one(what_if.question)?;
    let standings: IndexSet<Standing> = what_if.outcomes.iter().map(|(_, standing)| *standing).collect();
    let outcomes = standings.into_iter().map(|standing| outcome(context, what_if, standing)).collect();
    Some(SettleQuestion { open, outcomes })
}

fn outcome(context: &SummaryContext<'_, '_>, what_if: &WhatIf, standing: Standing) -> SettledOutcome {
    let texts = &context.ui.summary.settle;
    let kind = &context.rulebook.questions[what_if.question].kind;
    let alike = what_if.outcomes.iter().filter(|(_, follows)| *follows == standing);
    let answers = match kind {
        Kind::Number(_) => numbers(context, what_if, standing),
        Kind::Text { .. } => alike.map(|_| texts.any_text.to_owned()).collect(),
        Kind::YesNo(_) | Kind::Choice(_) | Kind::Choices(_) => {
            alike.map(|(value, _)| context.phrase.short_value(what_if.question, value)).collect()
        }
    };
    let listed = context.phrase.listed(answers.clone());
    let listed = match kind {
        Kind::Number(_) if !what_if.stretches => texts.tried(answers.join(", ")),
        Kind::Choices(_) if answers.len() == 1 => texts.only(&listed),
        Kind::Choices(_) => texts.each(&listed),
        _ => listed,
    };
    let stands = match standing {
        Standing::Unknown => texts.stays,
        Standing::Met | Standing::NotMet | Standing::NotApplicable => context.standing(standing),
    };
    let text = texts.outcome(&listed, stands);
    SettledOutcome { standing, answers, text }
}

/// Returns the tried numbers with this standing; equal neighbors are joined to stretches if nothing can change between
/// them.
fn numbers(context: &SummaryContext<'_, '_>, what_if: &WhatIf, standing: Standing) -> Vec<String> {
    let runs = what_if.outcomes.chunk_by(|one, next| what_if.stretches && one.1 == next.1);
    let words = |run: &[(Value, Standing)]| match (&run[0].0, &run[run.len() - 1].0) {
        (Value::Number(low), Value::Number(high)) if low < high => {
            context.phrase.stretch(what_if.question, *low, *high)
        }
        (value, _) => context.phrase.value(what_if.question, value),
    };
    runs.filter(|run| run[0].1 == standing).map(words).collect()
}
