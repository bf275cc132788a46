//! Arranges a screening for reading: every text is made here, renderers only draw it.
//!
//! Its words come from the rulebook and the program's own texts; ids and codes are added for programs
//! (`docs/summary-format.md`). It never decides: standings are counted by kind on the first page and combined nowhere.

mod alerts;
pub(super) mod context;
mod criteria;
mod first_page;
pub(super) mod lines;
mod lists;
mod scores;
pub(super) mod settle;

use indexmap::IndexSet;
use serde::Serialize;

pub use alerts::{AlertLine, AlertState};
pub use criteria::{Counts, CriterionLine, KindPart};
pub use first_page::{CountLine, FirstPage, GlanceLine, UrgentLine};
pub use lines::{AnswerLine, Cited, Coded, Computed, Open};
pub use lists::{MissingPart, SourceLine, Table, TableRow, WaitingPart};
pub use scores::{Agrees, ScoreLine, StoredLine};
pub use settle::{SettleLine, SettleQuestion, SettledOutcome};

use crate::rulebook::translate::Translation;
use crate::screening::{Screening, what_if};
use crate::truth::Truth;
use crate::ui::{Language, Ui};
use context::SummaryContext;

/// The version of the summary's fields; raised when a field changes its meaning or is removed.
pub const SCHEMA: u32 = 1;

/// A screening arranged for reading.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// The version of the fields: [`SCHEMA`].
    pub schema: u32,
    /// The language of every text for people.
    pub language: Language,
    /// The name of the form.
    pub form: FormName,
    /// The rulebook and program behind the evaluation.
    pub provenance: Provenance,
    /// The first lines.
    pub first_page: FirstPage,
    /// Every alert, in file order.
    pub alerts: Vec<AlertLine>,
    /// Every criterion, by kind.
    pub kinds: Vec<KindPart>,
    /// The answers to questions asked for each chosen option.
    pub tables: Vec<Table>,
    /// Every score, in file order.
    pub scores: Vec<ScoreLine>,
    /// Missing answers of questions that apply, by reason.
    pub missing: Vec<MissingPart>,
    /// Unanswered questions that may apply, with the missing answers that decide it.
    pub waiting: Vec<WaitingPart>,
    /// The answers that would settle each unknown criterion.
    pub settle: Vec<SettleLine>,
    /// Answers kept although unusual, without those set aside.
    pub checked: Vec<AnswerLine>,
    /// Unusual answers without confirmation, without those set aside.
    pub unusual: Vec<AnswerLine>,
    /// Answers with a note.
    pub noted: Vec<AnswerLine>,
    /// Answers to questions that do not apply: kept, not evaluated.
    pub set_aside: Vec<AnswerLine>,
    /// Answers to questions whose applicability is unknown.
    pub in_doubt: Vec<AnswerLine>,
    /// Totals that came with the form.
    pub stored: Vec<StoredLine>,
    /// Every answer given, in the order of the interview.
    pub answers: Vec<AnswerLine>,
    /// Every source of the rulebook.
    pub sources: Vec<SourceLine>,
    /// The intended use, and its limits.
    pub limits: Vec<String>,
    /// Lines for the physician to fill in; nothing is filled in beforehand.
    pub assessment: Vec<String>,
}

/// The name of a summary's form.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FormName {
    /// Its case, if it has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub case: Option<String>,
    /// The reference day of the answers.
    pub as_of: String,
    /// The language of the interview.
    pub language: String,
}

/// The rulebook and program behind an evaluation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Provenance {
    /// The rulebook's id.
    pub rulebook: String,
    /// Its version.
    pub version: String,
    /// Its title.
    pub title: String,
    /// SHA-256 of its bytes, in hexadecimal.
    pub sha256: String,
    /// The version of this program.
    pub program: String,
    /// The origin of its texts, if they are not its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub translation: Option<Translation>,
    /// The provenance in words, with case, day and language.
    pub lines: Vec<String>,
}

impl Summary {
    /// Returns the summary of a screening, in the texts of `ui`.
    #[must_use]
    pub fn of(screening: &Screening<'_>, ui: &Ui) -> Summary {
        let context = &SummaryContext::new(screening, ui);
        let settle = what_if::what_would_settle(screening);
        let criteria = criteria::criteria(context, &settle);
        let alerts: Vec<AlertLine> =
            screening.rulebook.alerts.keys().map(|alert| alerts::alert(context, alert)).collect();
        let given = screening.rulebook.interview_order().filter(|&question| context.entry(question).is_some());
        let answers: Vec<AnswerLine> = given.map(|question| context.answer(question)).collect();
        let mut stored = screening.form.stored.clone();
        stored.sort_by_key(|(score, _)| *score); // a form made by a program may list them in any order
        let those = |which: &dyn Fn(&AnswerLine) -> bool| answers.iter().filter(|line| which(line)).cloned().collect();
        Summary {
            schema: SCHEMA,
            language: ui.language,
            form: FormName {
                case: screening.form.case.clone(),
                as_of: screening.form.as_of.to_string(),
                language: screening.form.language.clone(),
            },
            provenance: provenance(context),
            first_page: first_page::first_page(context, &alerts, &criteria),
            alerts,
            kinds: criteria::kinds(context, &criteria),
            tables: lists::tables(context),
            scores: screening.rulebook.scores.keys().map(|score| scores::score(context, score)).collect(),
            missing: lists::missing(context),
            waiting: lists::waiting(context),
            settle: settle.iter().map(|one| settle::settle_line(context, one)).collect(),
            checked: those(&|line| line.checked && line.value.is_some() && line.applies != Truth::False),
            unusual: those(&|line| line.unusual && line.applies != Truth::False),
            noted: those(&|line| line.note.is_some()),
            set_aside: screening.set_aside().map(|question| context.answer(question)).collect(),
            in_doubt: screening.in_doubt().map(|question| context.answer(question)).collect(),
            stored: stored.into_iter().map(|(score, stored)| scores::stored(context, score, stored)).collect(),
            answers,
            sources: lists::sources(context),
            limits: limits(context),
            assessment: ui.summary.end.assessment.iter().map(|&line| line.to_owned()).collect(),
        }
    }
}

fn provenance(context: &SummaryContext<'_, '_>) -> Provenance {
    let (rulebook, form, texts) = (context.rulebook, context.form, &context.ui.summary.end);
    let program = env!("CARGO_PKG_VERSION");
    let lines = [
        Some(texts.rulebook(&rulebook.id, &rulebook.version, &rulebook.title)),
        Some(texts.sha256(&rulebook.sha256)),
        Some(texts.program(program)),
        form.case.as_ref().map(|case| texts.case(case)),
        Some(texts.as_of(form.as_of)),
        Some(texts.language(&form.language)),
    ];
    let lines = lines.into_iter().flatten().chain(translated(context)).collect();
    Provenance {
        rulebook: rulebook.id.clone(),
        version: rulebook.version.clone(),
        title: rulebook.title.clone(),
        sha256: rulebook.sha256.clone(),
        program: program.to_owned(),
        translation: rulebook.translation.clone(),
        lines,
    }
}

/// Words the origin of translated texts, their reviewer, and the questions left in the rulebook's own language; nothing
/// for a rulebook's own texts.
fn translated(context: &SummaryContext<'_, '_>) -> Vec<String> {
    let (rulebook, texts) = (context.rulebook, &context.ui.summary.end);
    let Some(translation) = &rulebook.translation else { return Vec::new() };
    let named = texts.translation(translation.language.code(), &translation.sha256);
    let reviewed = context.ui.words.reviewer(translation.reviewed_by.as_deref());
    let left = rulebook.questions.iter().filter(|question| question.untranslated.is_some());
    let left = left.map(|question| question.title.as_str()).collect::<Vec<_>>().join(", ");
    let left = (!left.is_empty()).then(|| texts.untranslated(&left));
    [named, reviewed].into_iter().chain(left).collect()
}

/// Returns the intended use and its limits, then the notices required by sources.
fn limits(context: &SummaryContext<'_, '_>) -> Vec<String> {
    let texts = &context.ui.summary.end;
    let rulebook = context.rulebook;
    let own = [rulebook.intended_use.clone(), texts.not_validated.to_owned(), texts.absence.to_owned()];
    let due = rulebook.sources.iter_enumerated().filter(|(source, _)| context.is_due(*source));
    let due: Vec<String> = due.map(|(_, source)| [source.publisher.as_str(), &source.title].join(": ")).collect();
    let due = (!due.is_empty()).then(|| context.ui.summary.source.due_list(due.join("; ")));
    let notices = rulebook.sources.iter().filter_map(|source| source.notice.clone());
    let lines = own.into_iter().chain(due).chain(notices).filter(|line| !line.is_empty());
    lines.collect::<IndexSet<String>>().into_iter().collect() // each once
}
