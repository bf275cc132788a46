//! "What would settle it", in words.

use indexmap::IndexSet;
use serde::Serialize;

use super::context::SummaryContext;
use super::criteria::in_any_case;
use super::lines::{Open, open_list};
use crate::answer::Value;
use crate::decimal::Decimal;
use crate::rulebook::Kind;
use crate::screening::Standing;
use crate::screening::what_if::{WhatIf, WhatWouldSettle};

/// What would settle one criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettleLine {
    /// The criterion's id.
    pub criterion: String,
    /// Its title.
    pub title: String,
    /// The open questions of which some answer settles it alone.
    pub alone: Vec<SettleQuestion>,
    /// The other open ones.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub together: Vec<Open>,
    /// About the other open ones, that every answer gives the same, or that nothing missing would settle it, in words.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// An open question and what its answers would make of the criterion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettleQuestion {
    /// Which.
    #[serde(flatten)]
    pub open: Open,
    /// By the standing that follows.
    pub outcomes: Vec<SettledOutcome>,
}

/// Answers with the same consequence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SettledOutcome {
    /// How the criterion would stand.
    pub standing: Standing,
    /// The answers, in words.
    pub answers: Vec<String>,
    /// The whole line in words.
    pub text: String,
}

pub(crate) fn settling(context: &SummaryContext<'_, '_>, settling: &WhatWouldSettle) -> SettleLine {
    let criterion = &context.rulebook.criteria[settling.criterion];
    let together: Vec<Open> = settling.together.iter().filter_map(|&question| context.open_one(question)).collect();
    SettleLine {
        criterion: criterion.id.clone(),
        title: criterion.title.clone(),
        alone: settling.alone.iter().filter_map(|trial| question(context, trial)).collect(),
        text: in_any_case(context, settling).map_or_else(|| others(context, settling, &together), |said| said.text),
        together,
    }
}

fn others(context: &SummaryContext<'_, '_>, settling: &WhatWouldSettle, together: &[Open]) -> String {
    let texts = &context.ui.summary.settle;
    match (settling.alone.is_empty(), together.is_empty()) {
        (true, true) => texts.nothing.to_owned(),
        (true, false) => texts.together(open_list(context.ui, together)),
        (false, false) => texts.not_alone(open_list(context.ui, together)),
        (false, true) => String::new(),
    }
}

fn question(context: &SummaryContext<'_, '_>, trial: &WhatIf) -> Option<SettleQuestion> {
    let open = context.open_one(trial.question)?;
    let standings: IndexSet<Standing> = trial.outcomes.iter().map(|(_, standing)| *standing).collect();
    let outcomes = standings.into_iter().map(|standing| outcome(context, trial, standing)).collect();
    Some(SettleQuestion { open, outcomes })
}

fn outcome(context: &SummaryContext<'_, '_>, trial: &WhatIf, standing: Standing) -> SettledOutcome {
    let texts = &context.ui.summary.settle;
    let kind = &context.rulebook.questions[trial.question].kind;
    let alike = trial.outcomes.iter().filter(|(_, follows)| *follows == standing);
    let answers = match kind {
        Kind::Number(_) => numbers(context, trial, standing),
        Kind::Text { .. } => alike.map(|_| texts.any_text.to_owned()).collect(),
        Kind::YesNo(_) | Kind::Choice(_) | Kind::Choices(_) => {
            alike.map(|(value, _)| context.phrase.short_value(trial.question, value)).collect()
        }
    };
    let listed = context.phrase.listed(answers.clone());
    let listed = match kind {
        Kind::Number(_) if !trial.stretches => texts.tried(answers.join(", ")),
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

/// The numbers that were tried; neighbours alike are joined to stretches where nothing can change between them.
fn numbers(context: &SummaryContext<'_, '_>, trial: &WhatIf, standing: Standing) -> Vec<String> {
    let mut runs: Vec<(Decimal, Decimal)> = Vec::new();
    let mut before = None;
    for (value, follows) in &trial.outcomes {
        let Value::Number(number) = value else { continue };
        match runs.last_mut() {
            Some(run) if trial.stretches && *follows == standing && before == Some(standing) => run.1 = *number,
            _ if *follows == standing => runs.push((*number, *number)),
            _ => {}
        }
        before = Some(*follows);
    }
    let words = |number: Decimal| context.phrase.value(trial.question, &Value::Number(number));
    let run = |(low, high): (Decimal, Decimal)| {
        if low == high { words(low) } else { context.phrase.stretch(trial.question, low, high) }
    };
    runs.into_iter().map(run).collect()
}
