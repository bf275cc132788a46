//! Lists the criteria by kind, each with its standing, its text, the answers used, its rule in words, and its sources.

use indexmap::IndexSet;
use serde::Serialize;

use super::context::SummaryContext;
use super::lines::{AnswerLine, Cited, Computed, Open};
use crate::meaning::mentions::Mentions;
use crate::rulebook::{Citation, Criterion, CriterionId, CriterionKind, Template};
use crate::screening::Standing;
use crate::screening::what_if::WhatWouldSettle;

/// The criteria of one kind.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct KindPart {
    /// The kind.
    pub kind: CriterionKind,
    /// Its name in words.
    pub heading: String,
    /// The number of criteria in each standing.
    pub counts: Counts,
    /// The same in words; standings that do not occur are left out.
    pub counted: String,
    /// The criteria by urgency: first those that call for a look (prerequisites not met, others met), then the unknown,
    /// then the other settled ones, last those that do not apply. Within each group they are in file order.
    pub criteria: Vec<CriterionLine>,
}

/// The number of criteria in each standing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[expect(missing_docs, reason = "the standings")]
pub struct Counts {
    pub met: usize,
    pub not_met: usize,
    pub unknown: usize,
    /// The number of unknown criteria whose standing is the same for every answer.
    #[serde(skip_serializing_if = "is_none")]
    pub in_any_case: usize,
    pub not_applicable: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde asks for it")]
fn is_none(count: &usize) -> bool {
    *count == 0
}

/// The standing that follows from every value of the only open question; the standing stays unknown until it is
/// answered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct InAnyCase {
    /// The standing.
    pub standing: Standing,
    /// The same in words, with the question's number.
    pub text: String,
}

/// One criterion.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CriterionLine {
    /// Its id.
    pub id: String,
    /// Its kind.
    #[serde(skip)]
    pub kind: CriterionKind,
    /// Its statement.
    pub title: String,
    /// Its name on the first page.
    pub short: String,
    /// Its standing.
    pub standing: Standing,
    /// The same in words.
    pub stands: String,
    /// The rulebook's text for this standing, or the default: title and standing.
    pub says: String,
    /// Whether `says` is the default.
    #[serde(skip)]
    pub is_default: bool,
    /// Its condition in words.
    pub rule: String,
    /// The patients concerned, in words; `None` if it concerns everybody.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub applies_when: Option<String>,
    /// The answers used.
    pub answers: Vec<AnswerLine>,
    /// The scores used.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub computed: Vec<Computed>,
    /// The missing answers that could settle it, or, if it is settled, could still change it.
    pub open: Vec<Open>,
    /// The standing for every value of the only open question; `None` unless proved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub in_any_case: Option<InAnyCase>,
    /// Its sources.
    pub sources: Vec<Cited>,
    /// Whether a source is quoted because sources differ.
    #[serde(skip)]
    pub sources_differ: bool,
    /// Its notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
}

/// Returns all criteria, in file order.
pub(super) fn criteria(context: &SummaryContext<'_, '_>, settle: &[WhatWouldSettle]) -> Vec<CriterionLine> {
    let of = |id: CriterionId| settle.iter().find(|settle| settle.criterion == id);
    context.rulebook.criteria.keys().map(|id| line(context, id, of(id))).collect()
}

/// Words the standing common to every value of the only open question; `None` unless proved.
pub(super) fn in_any_case(context: &SummaryContext<'_, '_>, settle: &WhatWouldSettle) -> Option<InAnyCase> {
    let (standing, question) = (settle.in_any_case?, settle.alone.first()?.question);
    let (texts, number) = (&context.ui.summary.criterion, context.mark(question));
    let text = match standing {
        Standing::Met => texts.met_in_any_case(number),
        Standing::NotMet => texts.not_met_in_any_case(number),
        Standing::NotApplicable => texts.not_applicable_in_any_case(number),
        Standing::Unknown => return None,
    };
    Some(InAnyCase { standing, text })
}

/// Returns the criteria by kind; kinds without criteria are left out.
pub(super) fn kinds(context: &SummaryContext<'_, '_>, criteria: &[CriterionLine]) -> Vec<KindPart> {
    let texts = &context.ui.summary.kind;
    let kinds = [
        (CriterionKind::Indication, texts.indication),
        (CriterionKind::Contraindication, texts.contraindication),
        (CriterionKind::Prerequisite, texts.prerequisite),
        (CriterionKind::Risk, texts.risk),
    ];
    let part = |(kind, heading): (CriterionKind, &str)| {
        let mut criteria: Vec<_> = criteria.iter().filter(|line| line.kind == kind).cloned().collect();
        criteria.sort_by_key(|line| turn(kind, line.standing)); // stable: file order within
        let counts = count(&criteria);
        let (heading, counted) = (heading.to_owned(), counted(context, counts));
        (!criteria.is_empty()).then_some(KindPart { kind, heading, counts, counted, criteria })
    };
    kinds.into_iter().filter_map(part).collect()
}

/// Returns the sort key of a standing among the criteria of its kind.
fn turn(kind: CriterionKind, standing: Standing) -> u8 {
    let met_calls = kind != CriterionKind::Prerequisite; // of prerequisites, those not met call for a look
    match standing {
        Standing::Met => {
            if met_calls {
                0
            } else {
                2
            }
        }
        Standing::Unknown => 1,
        Standing::NotMet => {
            if met_calls {
                2
            } else {
                0
            }
        }
        Standing::NotApplicable => 3,
    }
}

fn count(criteria: &[CriterionLine]) -> Counts {
    let of = |standing: Standing| criteria.iter().filter(|line| line.standing == standing).count();
    Counts {
        met: of(Standing::Met),
        not_met: of(Standing::NotMet),
        unknown: of(Standing::Unknown),
        in_any_case: criteria.iter().filter(|line| line.in_any_case.is_some()).count(),
        not_applicable: of(Standing::NotApplicable),
    }
}

/// Words the counts above 0: "2 met, 1 not known".
fn counted(context: &SummaryContext<'_, '_>, counts: Counts) -> String {
    let texts = &context.ui.summary.criterion;
    let standings = [
        (counts.met, texts.count_met(counts.met)),
        (counts.not_met, texts.count_not_met(counts.not_met)),
        (counts.unknown, texts.count_unknown(counts.unknown)),
        (counts.in_any_case, texts.count_in_any_case(counts.in_any_case)),
        (counts.not_applicable, texts.count_not_applicable(counts.not_applicable)),
    ];
    let counted = standings.into_iter().filter(|(n, _)| *n > 0);
    counted.map(|(_, text)| text).collect::<Vec<_>>().join(", ")
}

fn line(context: &SummaryContext<'_, '_>, id: CriterionId, settle: Option<&WhatWouldSettle>) -> CriterionLine {
    let (screening, rulebook) = (context.screening, context.rulebook);
    let criterion = &rulebook.criteria[id];
    let (standing, (used, open)) = (screening.standing(id), screening.because(id));
    let mut mentions = Mentions::in_condition(rulebook, &criterion.when);
    criterion.applies_when.iter().for_each(|applies| mentions.add(rulebook, applies));
    let written = written(criterion, standing).map(|says| context.fill(says)).filter(|text| !text.is_empty());
    let texts = &context.ui.summary.criterion;
    let stuck = standing == Standing::Unknown && open.is_empty(); // nothing is missing, and yet it is not known
    let said = if stuck && mentions.scores.iter().any(|&score| context.cannot_be_calculated(score)) {
        Some(texts.cannot_calculate.to_owned())
    } else if stuck {
        written.or_else(|| Some(texts.cannot_sum.to_owned()))
    } else {
        written.or_else(|| listed(context, criterion, standing))
    };
    CriterionLine {
        id: criterion.id.clone(),
        kind: criterion.kind,
        title: criterion.title.clone(),
        short: criterion.short.clone().unwrap_or_else(|| criterion.title.clone()),
        standing,
        stands: context.standing(standing).to_owned(),
        is_default: said.is_none(),
        says: said.unwrap_or_else(|| texts.stands(&criterion.title, context.standing(standing))),
        rule: context.phrase.condition(&criterion.when),
        applies_when: criterion.applies_when.as_ref().map(|applies| context.phrase.condition(applies)),
        answers: context.answers(&used),
        computed: if standing == Standing::NotApplicable { Vec::new() } else { context.computed(&mentions) },
        open: context.open(&open),
        in_any_case: settle.and_then(|settle| in_any_case(context, settle)),
        sources: context.cited(&criterion.sources),
        sources_differ: criterion.sources.len() > 1 && criterion.sources.iter().any(|citation| citation.says.is_some()),
        notes: context.notes(&criterion.notes),
    }
}

fn written(criterion: &Criterion, standing: Standing) -> Option<&Template> {
    match standing {
        Standing::Met => criterion.says.met.as_ref(),
        Standing::NotMet => criterion.says.not_met.as_ref(),
        Standing::Unknown => criterion.says.unknown.as_ref(),
        Standing::NotApplicable => criterion.says.not_applicable.as_ref(),
    }
}

/// Names the publishers listing a contraindication that is met: they list it, the program does not state it.
fn listed(context: &SummaryContext<'_, '_>, criterion: &Criterion, standing: Standing) -> Option<String> {
    if criterion.kind != CriterionKind::Contraindication || standing != Standing::Met {
        return None;
    }
    let publisher = |citation: &Citation| context.rulebook.sources[citation.source].publisher.as_str();
    let publishers: IndexSet<&str> = criterion.sources.iter().map(publisher).collect();
    Some(context.ui.summary.criterion.listed(publishers.into_iter().collect::<Vec<_>>().join(", ")))
}
