//! Arranges scores with formula, inputs, interval, bands and notes, and totals that came with the form.

use serde::Serialize;

use super::context::SummaryContext;
use super::lines::{AnswerLine, Cited, yes_or_no};
use crate::answer::QuestionId;
use crate::decimal::Decimal;
use crate::interval::{AND_MORE, Interval};
use crate::meaning::mentions::Mentions;
use crate::rulebook::{MissingInputs, ScoreId};
use crate::truth::Truth;

/// One score.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScoreLine {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its value, the number of blank items and the bands it may lie in, in words.
    pub line: String,
    /// The value alone, in words.
    pub text: String,
    /// Whether it applies.
    #[serde(serialize_with = "yes_or_no")]
    pub applies: Truth,
    /// Its least possible value; left out if it is not known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// Its greatest possible value; left out if it is not known, or if an input that counts cannot be summed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// Whether an input that counts could not be summed: "at least".
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub and_more: bool,
    /// Whether missing items count as the mean of the others.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub prorated: bool,
    /// The bands it can lie in, by code.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub bands: Vec<String>,
    /// Its formula in words.
    pub formula: String,
    /// The inputs that apply or may apply.
    pub inputs: Vec<AnswerLine>,
    /// Its notes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Its sources.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub sources: Vec<Cited>,
}

/// A total that came with the form.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StoredLine {
    /// The score's id.
    pub score: String,
    /// The total that came with the form.
    pub stored: Decimal,
    /// Whether it equals the computed score.
    pub agrees: Agrees,
    /// The comparison in words; empty if the total agrees.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
}

/// The comparison of a total that came with the form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Agrees {
    /// It equals the computed score, rounded to its own decimals.
    Yes,
    /// It differs from the computed score.
    No,
    /// It is one of several possible values, or the score has none.
    Open,
}

/// Arranges a score; its line reads "PHQ-2: between 2 and 4; 1 item blank; below the threshold or at or above the
/// threshold".
pub(super) fn score(context: &SummaryContext<'_, '_>, id: ScoreId) -> ScoreLine {
    let score = &context.rulebook.scores[id];
    let read = context.screening.score(id);
    let applies = read.applies.truth;
    let inputs = inputs(context, id);
    let known = applies != Truth::False;
    let blank = |question: &&QuestionId| known && context.form.answers.value(**question).is_none();
    let blanks = inputs.iter().filter(blank).count();
    let ends = read.value.interval.ends().filter(|_| known);
    let gaps = read.complete.truth != Truth::True; // what decides whether more counts is no item
    let prorated = gaps && ends.is_some() && matches!(score.missing, MissingInputs::Prorate { .. });
    let (bands, labels) = if known { bands(context, id) } else { Default::default() };
    let (texts, text) = (&context.ui.summary.score, context.score(id));
    let head = texts.line(&score.title, &if prorated { texts.prorated(&text) } else { text.clone() });
    let blank = (blanks > 0).then(|| texts.blank(blanks));
    let labels = (!labels.is_empty()).then(|| labels.join(texts.or));
    ScoreLine {
        id: score.id.clone(),
        title: score.title.clone(),
        line: [head].into_iter().chain(blank).chain(labels).collect::<Vec<_>>().join("; "),
        text,
        applies,
        low: ends.map(|(low, _)| low),
        high: ends.map(|(_, high)| high).filter(|high| *high < AND_MORE),
        and_more: ends.is_some_and(|(_, high)| high >= AND_MORE),
        prorated,
        bands,
        formula: context.phrase.formula(&score.value),
        inputs: inputs.into_iter().map(|question| context.answer(question)).collect(),
        notes: if known { context.notes(&score.notes) } else { Vec::new() },
        sources: context.cited(&score.sources),
    }
}

/// Returns the inputs of a score that apply or may apply, in the order of the interview.
fn inputs(context: &SummaryContext<'_, '_>, id: ScoreId) -> Vec<QuestionId> {
    let mentioned = Mentions::in_score(context.rulebook, id).questions;
    let concerns = |question: &QuestionId| mentioned.contains(question) && context.applies(*question) != Truth::False;
    context.rulebook.interview_order().filter(concerns).collect()
}

/// Returns codes and labels of the bands that a score may lie in; none if the score is not known.
fn bands(context: &SummaryContext<'_, '_>, id: ScoreId) -> (Vec<String>, Vec<String>) {
    let Some((low, high)) = context.screening.shown_interval(id).ends() else { return (Vec::new(), Vec::new()) };
    let bands = &context.rulebook.scores[id].bands;
    let ends = bands.iter().skip(1).map(|next| next.from.to_f64()).chain([f64::INFINITY]);
    let touched = bands.iter().zip(ends).filter(|(band, end)| band.from.to_f64() <= high && low < *end);
    touched.map(|(band, _)| (band.code.clone(), band.label.clone())).unzip()
}

pub(super) fn stored(context: &SummaryContext<'_, '_>, id: ScoreId, stored: Decimal) -> StoredLine {
    let texts = &context.ui.summary.score;
    let score = &context.rulebook.scores[id];
    let read = context.screening.score(id);
    let agrees = match (read.applies.truth, read.value.interval) {
        (Truth::False, _) => Agrees::No,
        (Truth::Unknown, _) | (_, Interval::NotKnown) => Agrees::Open,
        (Truth::True, Interval::Between { low, high }) => compare(stored, low, high),
    };
    let written = context.phrase.amount(stored, score.unit.as_deref());
    let (title, computed) = (&score.title, context.score(id));
    let text = match (agrees, read.applies.truth) {
        (Agrees::Yes, _) => String::new(),
        (Agrees::No, Truth::False) => texts.stored_idle(title, written),
        (Agrees::No, _) => texts.stored_differs(title, written, computed),
        (Agrees::Open, _) => texts.stored_open(title, written, computed),
    };
    StoredLine { score: score.id.clone(), stored, agrees, text }
}

/// Compares a total with a score. They agree if the computed score, rounded to the total's decimals, equals the total.
#[expect(clippy::float_cmp, reason = "the ends of a point are the same number")]
fn compare(stored: Decimal, low: f64, high: f64) -> Agrees {
    let places = stored.decimals();
    let (least, most) = (Decimal::from_f64(low), Decimal::from_f64(high));
    let rounded = |end: Option<Decimal>| end.map(|end| end.rounded(places));
    if low == high && rounded(least) == Some(stored) {
        Agrees::Yes
    } else if low < high && rounded(least) <= Some(stored) && rounded(most).is_none_or(|most| stored <= most) {
        Agrees::Open
    } else {
        Agrees::No
    }
}
