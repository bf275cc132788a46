//! Lists of answers: missing by reason, waiting, tables of the answers for each option, sources.

use indexmap::IndexMap;
use serde::Serialize;

use super::context::SummaryContext;
use super::lines::{AnswerLine, Open, open_list};
use crate::answer::{Missing, OptionId, QuestionId, Value};
use crate::rulebook::{Group, Kind, Source, SourceId};
use crate::truth::Truth;

/// Missing answers of one reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MissingPart {
    /// The reason.
    pub reason: Missing,
    /// The same in words.
    pub heading: String,
    /// The questions, in the order of the interview.
    pub questions: Vec<Open>,
}

/// Unanswered questions that may apply, with the missing answers that decide it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct WaitingPart {
    /// The missing answers that decide whether they apply.
    pub waits_for: Vec<Open>,
    /// The same in words.
    pub heading: String,
    /// The questions, in the order of the interview.
    pub questions: Vec<Open>,
}

/// A table of the answers asked about each chosen option of a question.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Table {
    /// The question with the options.
    pub question: String,
    /// Its number.
    pub number: String,
    /// Its title.
    pub title: String,
    /// The titles of the questions asked.
    pub columns: Vec<String>,
    /// The rows, one for each chosen option.
    pub rows: Vec<TableRow>,
}

/// An option and the answers about it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TableRow {
    /// The option's label.
    pub option: String,
    /// The answer in each column; `None` if the question is not asked of this option.
    pub cells: Vec<Option<AnswerLine>>,
}

/// A source in full.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceLine {
    /// Its id.
    pub id: String,
    /// Its number in citations: `S12`.
    pub number: String,
    /// Its title, as published.
    pub title: String,
    /// Its publisher.
    pub publisher: String,
    /// Its year of publication; left out if it shows no date.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub year: Option<u16>,
    /// Its address on the web.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The day it was last read.
    pub checked: String,
    /// The day from which it is due for review.
    pub review_by: String,
    /// Whether it is due for review on the reference day of the answers.
    pub due: bool,
    /// Publisher, title and year, with its marks, in words.
    pub text: String,
    /// A notice that has to be printed with it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub notice: Option<String>,
}

/// Returns the missing answers of questions that apply, by reason; reasons that do not occur are left out.
pub(super) fn missing(context: &SummaryContext<'_, '_>) -> Vec<MissingPart> {
    let all: Vec<(QuestionId, Missing)> = context.screening.missing().collect();
    let part = |reason: Missing| {
        let of = all.iter().filter(|(_, why)| *why == reason);
        let questions: Vec<Open> = of.filter_map(|(question, _)| context.open_one(*question)).collect();
        let heading = context.phrase.missing(reason).to_owned();
        (!questions.is_empty()).then_some(MissingPart { reason, heading, questions })
    };
    Missing::ALL.into_iter().filter_map(part).collect()
}

/// Returns the unanswered questions that may apply, grouped by the answers they wait for.
pub(super) fn waiting(context: &SummaryContext<'_, '_>) -> Vec<WaitingPart> {
    let mut parts: IndexMap<Vec<Open>, Vec<Open>> = IndexMap::new();
    for (question, _) in context.screening.may_apply() {
        parts.entry(context.waits_for(question)).or_default().extend(context.open_one(question));
    }
    let part = |(waits_for, questions): (Vec<Open>, Vec<Open>)| {
        let heading = context.ui.summary.answer.waiting(open_list(context.ui, &waits_for));
        WaitingPart { waits_for, heading, questions }
    };
    parts.into_iter().map(part).collect()
}

/// Returns a table for each question whose chosen options were asked about, if it applies and options were chosen.
pub(super) fn tables(context: &SummaryContext<'_, '_>) -> Vec<Table> {
    let rulebook = context.rulebook;
    let asks_more = |id: &QuestionId| {
        matches!(rulebook.questions[*id].kind, Kind::Choices(_)) && context.applies(*id) != Truth::False
    };
    rulebook.interview_order().filter(asks_more).filter_map(|question| table(context, question)).collect()
}

fn table(context: &SummaryContext<'_, '_>, parent: QuestionId) -> Option<Table> {
    let rulebook = context.rulebook;
    let columns: Vec<&Group> = rulebook.groups_of(parent).collect();
    let Some(Value::Options(chosen)) = context.form.answers.value(parent) else { return None };
    let cell = |option: OptionId, group: &Group| {
        let child = group.row(option)?;
        (context.applies(child) != Truth::False).then(|| context.answer(child))
    };
    let row = |option: OptionId| TableRow {
        option: context.phrase.label(parent, option).to_owned(),
        cells: columns.iter().map(|group| cell(option, group)).collect(),
    };
    let rows: Vec<TableRow> = chosen.iter().map(row).collect();
    let asked = rows.iter().any(|row| row.cells.iter().any(Option::is_some));
    asked.then(|| Table {
        question: rulebook.questions[parent].id.clone(),
        number: context.number(parent).to_owned(),
        title: context.title(parent),
        columns: columns.iter().filter_map(|group| Some(rulebook.questions[group.first()?].title.clone())).collect(),
        rows,
    })
}

/// Returns every source of the rulebook.
pub(super) fn sources(context: &SummaryContext<'_, '_>) -> Vec<SourceLine> {
    let line = |(id, source): (SourceId, &Source)| {
        let marks = context.source_marks(id);
        SourceLine {
            id: source.id.clone(),
            number: context.source_number(id),
            title: source.title.clone(),
            publisher: source.publisher.clone(),
            year: source.year,
            url: source.url.clone(),
            checked: source.checked.to_string(),
            review_by: source.review_by.to_string(),
            due: context.is_due(id),
            text: [context.phrase.source(source)].into_iter().chain(marks).collect::<Vec<_>>().join(", "),
            notice: source.notice.clone(),
        }
    };
    context.rulebook.sources.iter_enumerated().map(line).collect()
}
