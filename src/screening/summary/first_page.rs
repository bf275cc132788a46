//! The first dozen lines: who and what story, what is urgent, the pertinent lines with their negatives, what each kind
//! counts, what is not known. Never a verdict, a total or a color.

use serde::Serialize;

use super::alerts::{AlertLine, AlertState};
use super::criteria::CriterionLine;
use super::page::Page;
use crate::answer::{Informant, Missing, QuestionId};
use crate::rulebook::{CriterionKind, Glance, GlanceShows, Kind, Node, StoryPart, Subject};
use crate::screening::Standing;
use crate::truth::Truth;

/// So many names fit a line that is read in seconds; beyond, they are counted and stand in the parts below.
const NAMES: usize = 12;

/// The first lines.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FirstPage {
    /// What this is, which form, which day, which rules.
    pub heading: String,
    /// Who and what; empty where the rulebook tells none.
    pub story: String,
    /// Alerts that are given, then those that are not settled; in file order.
    pub urgent: Vec<UrgentLine>,
    /// How many alerts are not settled, or that none is.
    pub urgent_open: String,
    /// The pertinent lines.
    pub glance: Vec<GlanceLine>,
    /// Names of criteria by kind, then those not known.
    pub counts: Vec<CountLine>,
    /// How many answers there are, and which are missing.
    pub answers: String,
}

/// An alert on the first page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct UrgentLine {
    /// The alert's id.
    pub alert: String,
    /// Whether it is given; otherwise it is not settled.
    pub given: bool,
    /// What the line says.
    pub text: String,
}

/// A pertinent line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GlanceLine {
    /// Its heading.
    pub label: String,
    /// What follows.
    pub text: String,
}

/// A line of names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CountLine {
    /// "LISTED CONTRAINDICATION".
    pub heading: String,
    /// How many.
    pub count: usize,
    /// Which.
    pub names: String,
}

pub(super) fn first_page(page: &Page<'_, '_>, alerts: &[AlertLine], criteria: &[CriterionLine]) -> FirstPage {
    let texts = &page.ui.summary.first;
    let urgent = |state: AlertState| {
        alerts.iter().filter(move |alert| alert.state == state).map(move |alert| UrgentLine {
            alert: alert.id.clone(),
            given: state == AlertState::Given,
            text: alert.text.clone(),
        })
    };
    let open = urgent(AlertState::Unknown).count();
    FirstPage {
        heading: heading(page),
        story: story(page),
        urgent: urgent(AlertState::Given).chain(urgent(AlertState::Unknown)).collect(),
        urgent_open: if open == 0 { texts.urgent_none.to_owned() } else { texts.urgent_open(open) },
        glance: page.screening.rulebook.glance.iter().filter_map(|line| glance(page, line)).collect(),
        counts: counts(page, criteria),
        answers: answers(page),
    }
}

fn heading(page: &Page<'_, '_>) -> String {
    let texts = &page.ui.summary;
    let form = page.screening.form;
    let case = form.case.as_ref().map_or(texts.no_case.to_owned(), |case| texts.case(case));
    let rules = texts.rules(&page.screening.rulebook.version);
    [texts.heading.to_owned(), case, form.as_of.to_string(), rules].join("   ")
}

/// The parts of the story, one sentence after the other; a part that begins with a comma goes on.
fn story(page: &Page<'_, '_>) -> String {
    let told = |part: &&StoryPart| {
        let holds = part.when.as_ref().is_none_or(|when| page.screening.holds(when).truth == Truth::True);
        holds && !page.is_idle(&part.say)
    };
    let parts = page.screening.rulebook.story.iter().filter(told).map(|part| page.fill(&part.say));
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

/// A pertinent line, unless none of its subjects applies.
fn glance(page: &Page<'_, '_>, line: &Glance) -> Option<GlanceLine> {
    let text = match &line.shows {
        GlanceShows::Say(template) if page.is_idle(template) => return None,
        GlanceShows::Say(template) => page.fill(template),
        GlanceShows::Subjects(subjects) => {
            let mut shown = subjects.iter().copied().filter(|&subject| page.may_apply(subject));
            let first = show(page, shown.next()?, true);
            let others = shown.filter(|&subject| !only_waits(page, subject)).map(|subject| show(page, subject, false));
            [first].into_iter().chain(others).collect::<Vec<_>>().join("; ")
        }
    };
    (!text.is_empty()).then(|| GlanceLine { label: line.label.clone(), text })
}

/// Whether a question only may apply and has no answer: it waits for another, which is said in its own place.
fn only_waits(page: &Page<'_, '_>, subject: Subject) -> bool {
    let waits = |question| {
        page.screening.asked(question).truth == Truth::Unknown && page.screening.form.answers.value(question).is_none()
    };
    matches!(subject, Node::Question(question) if waits(question))
}

/// A subject of a pertinent line. All but the first are named where their value alone would not say what it is about.
fn show(page: &Page<'_, '_>, subject: Subject, first: bool) -> String {
    let rulebook = page.screening.rulebook;
    let value = page.subject(subject);
    let (title, speaks) = match subject {
        Node::Question(question) => {
            let answered = page.screening.form.answers.value(question).is_some();
            let of = &rulebook.questions[question];
            let by_itself = matches!(of.kind, Kind::Choice(_) | Kind::Choices(_) | Kind::Text { .. });
            (page.title(question), answered && by_itself && of.parent.is_none())
        }
        Node::Fact(fact) => (rulebook.facts[fact].title.clone(), false),
        Node::Score(score) => (rulebook.scores[score].title.clone(), false),
    };
    let text = if first || speaks { value } else { page.ui.summary.score.line(&title, &value) };
    match subject {
        Node::Question(question) => match told_by_another(page, question) {
            Some(informant) => [text, ["(", page.phrase.informant(informant), ")"].concat()].join(" "),
            None => text,
        },
        Node::Fact(_) | Node::Score(_) => text,
    }
}

/// Who gave an answer, where that is not who gives such answers in this form.
fn told_by_another(page: &Page<'_, '_>, question: QuestionId) -> Option<Informant> {
    let (rulebook, form) = (page.screening.rulebook, page.screening.form);
    form.answers.value(question)?;
    let from = form.answers.get(question)?.from?;
    (form.usual_informant(rulebook, question) != Some(from)).then_some(from)
}

fn counts(page: &Page<'_, '_>, criteria: &[CriterionLine]) -> Vec<CountLine> {
    let texts = &page.ui.summary.first;
    let rows = [
        (texts.indication, CriterionKind::Indication, Standing::Met),
        (texts.contraindication, CriterionKind::Contraindication, Standing::Met),
        (texts.prerequisite, CriterionKind::Prerequisite, Standing::NotMet),
        (texts.risk, CriterionKind::Risk, Standing::Met),
    ];
    let row = |(heading, kind, standing): (&str, CriterionKind, Standing)| {
        let of_kind: Vec<&CriterionLine> = criteria.iter().filter(|line| line.kind == kind.into()).collect();
        if of_kind.is_empty() {
            return None;
        }
        let names: Vec<&str> =
            of_kind.iter().filter(|line| line.standing == standing).map(|line| line.short.as_str()).collect();
        let list = if names.is_empty() { page.ui.summary.none.to_owned() } else { names.join(", ") };
        Some(CountLine { heading: heading.to_owned(), count: names.len(), names: list })
    };
    rows.into_iter().filter_map(row).chain([not_known(page, criteria)]).collect()
}

fn not_known(page: &Page<'_, '_>, criteria: &[CriterionLine]) -> CountLine {
    let texts = &page.ui.summary;
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
        let kinds = [
            CriterionKind::Indication,
            CriterionKind::Prerequisite,
            CriterionKind::Contraindication,
            CriterionKind::Risk,
        ];
        let counted = kinds.into_iter().filter_map(|kind| {
            let n = unknown.iter().filter(|line| line.kind == kind.into()).count();
            (n > 0).then(|| match kind {
                CriterionKind::Indication => texts.kind.indications(n),
                CriterionKind::Prerequisite => texts.kind.prerequisites(n),
                CriterionKind::Contraindication => texts.kind.contraindications(n),
                CriterionKind::Risk => texts.kind.risks(n),
            })
        });
        texts.first.not_known_many(counted.collect::<Vec<_>>().join(", "))
    };
    CountLine { heading: texts.first.not_known.to_owned(), count: unknown.len(), names }
}

/// "38 given, informant patient; not asked 1 \[43\]; declined 1 \[29\]".
fn answers(page: &Page<'_, '_>) -> String {
    let screening = page.screening;
    let given = screening.form.answers.iter().filter(|(question, _)| {
        screening.form.answers.value(*question).is_some() && screening.asked(*question).truth != Truth::False
    });
    let missing: Vec<(QuestionId, Missing)> = screening.missing().collect();
    let reason = |reason: Missing| {
        let of: Vec<QuestionId> = missing.iter().filter(|(_, why)| *why == reason).map(|(id, _)| *id).collect();
        let marks = if of.len() <= NAMES { page.marks(of.iter().copied()) } else { String::new() };
        (!of.is_empty())
            .then(|| [page.phrase.missing(reason), &of.len().to_string(), &marks].join(" ").trim_end().to_owned())
    };
    let given = [page.ui.summary.first.answered(given.count())].into_iter().chain(told_by(page));
    let given = given.collect::<Vec<_>>().join(", ");
    [given].into_iter().chain(Missing::ALL.into_iter().filter_map(reason)).collect::<Vec<_>>().join("; ")
}

/// Who answered, where nothing else is said: "informant patient".
fn told_by(page: &Page<'_, '_>) -> Option<String> {
    let rulebook = page.screening.rulebook;
    let asked = rulebook.questions.keys().find(|&question| rulebook.questions[question].is_of_the_call())?;
    let informant = page.screening.form.usual_informant(rulebook, asked)?;
    Some(page.ui.summary.first.told_by(page.phrase.informant(informant)))
}
