//! "What would settle it", in words.

use serde::Serialize;

use super::criteria::in_any_case;
use super::lines::Open;
use super::page::Page;
use crate::answer::{QuestionId, Value};
use crate::decimal::Decimal;
use crate::rulebook::{CriterionId, Kind};
use crate::screening::Standing;
use crate::screening::what_if::{WhatIf, WhatWouldSettle, what_would_settle_each};

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

pub(super) fn settling(page: &Page<'_, '_>, settling: &WhatWouldSettle) -> SettleLine {
    let criterion = &page.screening.rulebook.criteria[settling.criterion];
    let together: Vec<Open> = settling.together.iter().filter_map(|&question| page.open_one(question)).collect();
    SettleLine {
        criterion: criterion.id.clone(),
        title: criterion.title.clone(),
        alone: settling.alone.iter().filter_map(|trial| question(page, trial)).collect(),
        text: in_any_case(page, settling).map_or_else(|| others(page, settling, &together), |said| said.text),
        together,
    }
}

fn others(page: &Page<'_, '_>, settling: &WhatWouldSettle, together: &[Open]) -> String {
    let texts = &page.ui.summary.settle;
    match (settling.alone.is_empty(), together.is_empty()) {
        (true, true) => texts.nothing.to_owned(),
        (true, false) => texts.together(page.open_list(together)),
        (false, false) => texts.not_alone(page.open_list(together)),
        (false, true) => String::new(),
    }
}

fn question(page: &Page<'_, '_>, trial: &WhatIf) -> Option<SettleQuestion> {
    let open = page.open_one(trial.question)?;
    let mut standings: Vec<Standing> = Vec::new();
    for (_, standing) in &trial.outcomes {
        if !standings.contains(standing) {
            standings.push(*standing);
        }
    }
    let outcomes = standings.into_iter().map(|standing| outcome(page, trial, standing)).collect();
    Some(SettleQuestion { open, outcomes })
}

fn outcome(page: &Page<'_, '_>, trial: &WhatIf, standing: Standing) -> SettledOutcome {
    let texts = &page.ui.summary.settle;
    let answers = match page.screening.rulebook.questions[trial.question].kind {
        Kind::Number(_) => numbers(page, trial, standing),
        Kind::YesNo(_) | Kind::Choice(_) | Kind::Choices(_) | Kind::Text { .. } => {
            let alike = trial.outcomes.iter().filter(|(_, follows)| *follows == standing);
            alike.map(|(value, _)| answer(page, trial.question, value)).collect()
        }
    };
    let listed = page.phrase.listed(answers.clone());
    let listed = match page.screening.rulebook.questions[trial.question].kind {
        Kind::Number(_) if !trial.stretches => texts.tried(answers.join(", ")),
        Kind::Choices(_) if answers.len() == 1 => texts.only(&listed),
        Kind::Choices(_) => texts.each(&listed),
        _ => listed,
    };
    let stands = match standing {
        Standing::Unknown => texts.stays,
        Standing::Met | Standing::NotMet | Standing::NotApplicable => page.standing(standing),
    };
    let text = texts.outcome(&listed, stands);
    SettledOutcome { standing, answers, text }
}

fn answer(page: &Page<'_, '_>, question: QuestionId, value: &Value) -> String {
    match value {
        Value::Text(_) => page.ui.summary.settle.any_text.to_owned(),
        Value::Option(_) | Value::Options(_) | Value::Number(_) => page.phrase.short_value(question, value),
    }
}

/// The numbers that were tried; neighbors alike are joined to stretches where nothing can change between them.
fn numbers(page: &Page<'_, '_>, trial: &WhatIf, standing: Standing) -> Vec<String> {
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
    let words = |number: Decimal| page.phrase.value(trial.question, &Value::Number(number));
    let run = |(low, high): (Decimal, Decimal)| {
        if low == high { words(low) } else { page.phrase.stretch(trial.question, low, high) }
    };
    runs.into_iter().map(run).collect()
}

/// What would settle one criterion, for a page that shows nothing else.
pub(super) fn of_criterion(page: &Page<'_, '_>, criterion: CriterionId) -> Option<SettleLine> {
    let settled = what_would_settle_each(page.screening, &[criterion]);
    settled.first().map(|one| settling(page, one))
}
