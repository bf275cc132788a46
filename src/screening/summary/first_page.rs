//! Arranges the first dozen lines: the patient and the story, urgent alerts, pertinent lines with their negatives,
//! counts by kind, unknown criteria. They never hold a verdict, a total or a color.

use serde::Serialize;

use super::alerts::{AlertLine, AlertState};
use super::context::SummaryContext;
use super::criteria::CriterionLine;
use crate::answer::{Informant, Missing, QuestionId};
use crate::rulebook::{CriterionKind, Glance, GlanceShows, Kind, Node, Note, Subject};
use crate::screening::Standing;
use crate::truth::Truth;

/// Maximum number of names in a line; more are only counted here and named in the parts below.
const NAMES: usize = 12;

/// The first lines.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FirstPage {
    /// The kind of page, the case, the day, and the version of the rules.
    pub heading: String,
    /// The patient and the story; empty if the rulebook tells none.
    pub story: String,
    /// Alerts that are given, then unsettled alerts; in file order.
    pub urgent: Vec<UrgentLine>,
    /// The number of alerts that are not settled, in words.
    pub urgent_open: String,
    /// The pertinent lines.
    pub glance: Vec<GlanceLine>,
    /// Names of criteria by kind, then unknown criteria.
    pub counts: Vec<CountLine>,
    /// The number of answers, and the missing ones.
    pub answers: String,
}

/// An alert on the first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UrgentLine {
    /// The alert's id.
    pub alert: String,
    /// Whether it is given; otherwise it is not settled.
    pub given: bool,
    /// The text of the line.
    pub text: String,
}

/// A pertinent line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GlanceLine {
    /// Its heading.
    pub label: String,
    /// The text after it.
    pub text: String,
}

/// A line of names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountLine {
    /// "LISTED CONTRAINDICATION".
    pub heading: String,
    /// The number of names.
    pub count: usize,
    /// The names.
    pub names: String,
}

pub(super) fn first_page(
    context: &SummaryContext<'_, '_>,
    alerts: &[AlertLine],
    criteria: &[CriterionLine],
) -> FirstPage {
    let texts = &context.ui.summary.first;
    let urgent = |state: AlertState| {
        alerts.iter().filter(move |alert| alert.state == state).map(move |alert| UrgentLine {
            alert: alert.id.clone(),
            given: state == AlertState::Given,
            text: alert.text.clone(),
        })
    };
    let open = urgent(AlertState::Unknown).count();
    FirstPage {
        heading: heading(context),
        story: story(context),
        urgent: urgent(AlertState::Given).chain(urgent(AlertState::Unknown)).collect(),
        urgent_open: if open == 0 { texts.urgent_none.to_owned() } else { texts.urgent_open(open) },
        glance: context.rulebook.glance.iter().filter_map(|line| glance(context, line)).collect(),
        counts: counts(context, criteria),
        answers: answers(context),
    }
}

fn heading(context: &SummaryContext<'_, '_>) -> String {
    let texts = &context.ui.summary;
    let form = context.form;
    let case = form.case.as_ref().map_or(texts.no_case.to_owned(), |case| texts.case(case));
    let rules = texts.rules(&context.rulebook.version);
    [texts.heading.to_owned(), case, form.as_of.to_string(), rules].join("   ")
}

/// Returns the story, one sentence per part; a part that begins with punctuation continues the sentence before.
fn story(context: &SummaryContext<'_, '_>) -> String {
    let told = |part: &&Note| context.is_said(part.when.as_ref()) && !context.is_idle(&part.say);
    let parts = context.rulebook.story.iter().filter(told).map(|part| context.fill(&part.say));
    parts.filter(|part| !part.is_empty()).fold(String::new(), |mut story, part| {
        let goes_on = part.starts_with([',', ';', ':', '.']);
        match story.chars().last() {
            None => {}
            Some('.' | ',' | ';' | ':' | '!' | '?') if !goes_on => story.push(' '),
            Some(_) if goes_on => {}
            Some(_) => story.push_str(". "),
        }
        story + &part
    })
}

/// Returns a pertinent line; `None` if none of its subjects may apply or its text is empty.
fn glance(context: &SummaryContext<'_, '_>, line: &Glance) -> Option<GlanceLine> {
    let text = match &line.shows {
        GlanceShows::Say(template) if context.is_idle(template) => return None,
        GlanceShows::Say(template) => context.fill(template),
        GlanceShows::Subjects(subjects) => {
            let mut shown = subjects.iter().copied().filter(|&subject| context.may_apply(subject));
            let first = show(context, shown.next()?, true);
            let others =
                shown.filter(|&subject| !only_waits(context, subject)).map(|subject| show(context, subject, false));
            [first].into_iter().chain(others).collect::<Vec<_>>().join("; ")
        }
    };
    (!text.is_empty()).then(|| GlanceLine { label: line.label.clone(), text })
}

/// Returns whether the subject is an unanswered question that only may apply. The question it waits for is shown in its
/// own place.
fn only_waits(context: &SummaryContext<'_, '_>, subject: Subject) -> bool {
    let waits =
        |question| context.applies(question) == Truth::Unknown && context.form.answers.value(question).is_none();
    matches!(subject, Node::Question(question) if waits(question))
}

/// Words a subject of a pertinent line. All but the first are named if the value alone would not say its subject.
fn show(context: &SummaryContext<'_, '_>, subject: Subject, first: bool) -> String {
    let value = context.subject(subject);
    let (speaks, informant) = match subject {
        Node::Question(id) => {
            let question = &context.rulebook.questions[id];
            let by_itself = matches!(question.kind, Kind::Choice(_) | Kind::Choices(_) | Kind::Text { .. });
            let answered = context.form.answers.value(id).is_some();
            (answered && by_itself && question.parent.is_none(), told_by_another(context, id))
        }
        Node::Fact(_) | Node::Score(_) => (false, None),
    };
    let title = context.phrase.subject(subject);
    let text = if first || speaks { value } else { context.ui.summary.score.line(&title, &value) };
    let informant = informant.map(|informant| ["(", context.phrase.informant(informant), ")"].concat());
    [text].into_iter().chain(informant).collect::<Vec<_>>().join(" ")
}

/// Returns the informant of an answer, unless it is the one who gives such answers in this form.
fn told_by_another(context: &SummaryContext<'_, '_>, question: QuestionId) -> Option<Informant> {
    let (rulebook, form) = (context.rulebook, context.form);
    form.answers.value(question)?;
    let from = form.answers.get(question)?.from?;
    (form.usual_informant(rulebook, question) != Some(from)).then_some(from)
}

fn counts(context: &SummaryContext<'_, '_>, criteria: &[CriterionLine]) -> Vec<CountLine> {
    let texts = &context.ui.summary.first;
    let rows = [
        (texts.indication, CriterionKind::Indication, Standing::Met),
        (texts.contraindication, CriterionKind::Contraindication, Standing::Met),
        (texts.prerequisite, CriterionKind::Prerequisite, Standing::NotMet),
        (texts.risk, CriterionKind::Risk, Standing::Met),
    ];
    let row = |(heading, kind, standing): (&str, CriterionKind, Standing)| {
        let mut of_kind = criteria.iter().filter(|line| line.kind == kind).peekable();
        of_kind.peek()?;
        let all: Vec<&str> = of_kind.filter(|line| line.standing == standing).map(|line| line.short.as_str()).collect();
        let names = if all.is_empty() { context.ui.summary.none.to_owned() } else { all.join(", ") };
        Some(CountLine { heading: heading.to_owned(), count: all.len(), names })
    };
    rows.into_iter().filter_map(row).chain([not_known(context, criteria)]).collect()
}

fn not_known(context: &SummaryContext<'_, '_>, criteria: &[CriterionLine]) -> CountLine {
    let texts = &context.ui.summary;
    let unknown: Vec<&CriterionLine> = criteria.iter().filter(|line| line.standing == Standing::Unknown).collect();
    let names = if unknown.is_empty() {
        texts.none.to_owned()
    } else if unknown.len() <= NAMES {
        let name = |line: &&CriterionLine| {
            if let Some(same) = &line.in_any_case {
                return [line.short.as_str(), " (", &same.text, ")"].concat();
            }
            let marks = line.open.iter().map(|open| texts.answer.number(&open.number));
            [line.short.clone()].into_iter().chain(marks).collect::<Vec<_>>().join(" ")
        };
        unknown.iter().map(name).collect::<Vec<_>>().join(", ")
    } else {
        let counted = |kind: CriterionKind, words: &dyn Fn(usize) -> String| {
            let n = unknown.iter().filter(|line| line.kind == kind).count();
            (n > 0).then(|| words(n))
        };
        let counted = [
            counted(CriterionKind::Indication, &|n| texts.kind.indications(n)),
            counted(CriterionKind::Prerequisite, &|n| texts.kind.prerequisites(n)),
            counted(CriterionKind::Contraindication, &|n| texts.kind.contraindications(n)),
            counted(CriterionKind::Risk, &|n| texts.kind.risks(n)),
        ];
        texts.first.not_known_many(counted.into_iter().flatten().collect::<Vec<_>>().join(", "))
    };
    CountLine { heading: texts.first.not_known.to_owned(), count: unknown.len(), names }
}

/// Words the number of answers: "38 given, informant patient; not asked 1 \[43\]; declined 1 \[29\]".
fn answers(context: &SummaryContext<'_, '_>) -> String {
    let answered = |&question: &QuestionId| context.form.answers.value(question).is_some();
    let given = context.rulebook.questions.keys().filter(answered);
    let given = given.filter(|&question| context.applies(question) != Truth::False);
    let missing: Vec<(QuestionId, Missing)> = context.screening.missing().collect();
    let reason = |reason: Missing| {
        let of: Vec<QuestionId> = missing.iter().filter(|(_, why)| *why == reason).map(|(id, _)| *id).collect();
        let marks = if of.len() <= NAMES { context.marks(of.iter().copied()) } else { String::new() };
        (!of.is_empty())
            .then(|| [context.phrase.missing(reason), &of.len().to_string(), &marks].join(" ").trim_end().to_owned())
    };
    let given = [context.ui.summary.first.answered(given.count())].into_iter().chain(told_by(context));
    let given = given.collect::<Vec<_>>().join(", ");
    [given].into_iter().chain(Missing::ALL.into_iter().filter_map(reason)).collect::<Vec<_>>().join("; ")
}

/// Words the informant of the answers that name no other: "informant patient".
fn told_by(context: &SummaryContext<'_, '_>) -> Option<String> {
    let rulebook = context.rulebook;
    let asked = rulebook.questions.keys().find(|&question| rulebook.questions[question].is_of_the_call())?;
    let informant = context.form.usual_informant(rulebook, asked)?;
    Some(context.ui.summary.first.told_by(context.phrase.informant(informant)))
}
