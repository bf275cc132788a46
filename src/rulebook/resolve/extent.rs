//! How far a score can reach, whatever is answered: it stays below 1,000,000 in size and above its first band.
//!
//! The reckoning is generous: an input that may not apply counts as 0 too, and a divisor as near to 0 as its decimals
//! let it come. What it says a score cannot reach, no form reaches.

use super::names::Known;
use crate::answer::QuestionId;
use crate::interval::{AND_MORE, Interval};
use crate::rulebook::{Formula, Kind, MissingInputs, Question, Score, ScoreId};

/// Everything that a formula can be.
#[derive(Clone, Copy, Debug)]
pub(super) struct Extent {
    /// The least and the greatest value; without bounds where a divisor can come near to 0 without end.
    pub(super) ends: (f64, f64),
    /// All values are multiples of this, if of anything.
    grain: Option<f64>,
    /// It applies to every form.
    always: bool,
}

/// The extents of formulas over these questions and scores.
pub(super) struct Extents<'a> {
    /// All questions.
    pub(super) questions: &'a [Question],
    /// By question: only those of which all is known have an extent.
    pub(super) known: &'a [Known],
    /// By question: it may not apply.
    pub(super) conditional: &'a [bool],
    /// By score: its extent, where it is already known.
    pub(super) scores: &'a [Option<Extent>],
}

impl Extents<'_> {
    /// The extent of a score; `None` where one of its inputs has none.
    pub(super) fn score(&self, score: &Score) -> Option<Extent> {
        let mut extent = self.formula(&score.value)?;
        if let (MissingInputs::Prorate { .. }, Formula::Sum(_) | Formula::Points(_)) = (&score.missing, &score.value) {
            extent = hull(extent, self.prorated(&score.value)?);
        }
        if score.more_when.is_some() {
            extent.ends = (extent.ends.0.min(0.0), extent.ends.1.max(AND_MORE));
        }
        if matches!(score.missing, MissingInputs::Prorate { .. }) {
            extent.grain = None;
        }
        Some(extent)
    }

    /// A sum in which the mean of some items stands for others.
    fn prorated(&self, sum: &Formula) -> Option<Extent> {
        let items: Vec<Extent> = match sum {
            Formula::Sum(items) => items.iter().map(|item| self.formula(item)).collect::<Option<_>>()?,
            Formula::Points(items) => items.iter().map(|&item| self.question(item)).collect::<Option<_>>()?,
            _ => Vec::new(),
        };
        let count = f64::from(u32::try_from(items.len()).unwrap_or(u32::MAX));
        let low = items.iter().map(|item| item.ends.0).fold(0.0, f64::min);
        let high = items.iter().map(|item| item.ends.1).fold(0.0, f64::max);
        Some(Extent { ends: (count * low, count * high), grain: None, always: false })
    }

    fn question(&self, id: QuestionId) -> Option<Extent> {
        let question =
            self.questions.get(id.0 as usize).filter(|_| self.known.get(id.0 as usize) == Some(&Known::All))?;
        let always = !self.conditional.get(id.0 as usize)?;
        match &question.kind {
            Kind::Number(number) => {
                let ends = (number.range.0.to_f64(), number.range.1.to_f64());
                Some(Extent { ends, grain: Some(step(number.decimals)), always })
            }
            Kind::Choice(options) => {
                let points = || options.iter().filter_map(|option| option.points);
                let decimals = points().map(crate::decimal::Decimal::decimals).max()?;
                let ends = (points().min()?.to_f64(), points().max()?.to_f64());
                Some(Extent { ends, grain: Some(step(decimals)), always })
            }
            Kind::YesNo(_) | Kind::Choices(_) | Kind::Text { .. } => None,
        }
    }

    fn formula(&self, formula: &Formula) -> Option<Extent> {
        let all = |of: &[Formula]| of.iter().map(|item| self.formula(item)).collect::<Option<Vec<_>>>();
        let Extent { ends, grain, always } = match formula {
            Formula::Question(id) => self.question(*id)?,
            Formula::Score(ScoreId(id)) => (*self.scores.get(*id as usize)?)?,
            Formula::Literal(value) => {
                Extent { ends: (value.to_f64(), value.to_f64()), grain: Some(step(value.decimals())), always: true }
            }
            Formula::Count(of) => {
                let most = f64::from(u32::try_from(of.len()).unwrap_or(u32::MAX));
                Extent { ends: (0.0, most), grain: Some(1.0), always: true }
            }
            Formula::Sum(of) => total(&all(of)?),
            Formula::Points(of) => total(&of.iter().map(|&id| self.question(id)).collect::<Option<Vec<_>>>()?),
            Formula::Weighted(of) => {
                let times = |(item, factor): &(Formula, crate::decimal::Decimal)| {
                    let item = self.formula(item)?;
                    let (a, b) = (item.ends.0 * factor.to_f64(), item.ends.1 * factor.to_f64());
                    let grain = item.grain.map(|grain| grain * step(factor.decimals()));
                    Some(Extent { ends: (a.min(b), a.max(b)), grain, ..item })
                };
                total(&of.iter().map(times).collect::<Option<Vec<_>>>()?)
            }
            Formula::Mean(of) => {
                let count = f64::from(u32::try_from(of.len()).ok()?);
                let sum = fold(all(of)?, Interval::add)?;
                Extent { ends: (sum.ends.0 / count, sum.ends.1 / count), grain: None, ..sum }
            }
            Formula::Min(of) => fold(all(of)?, Interval::min)?,
            Formula::Max(of) => fold(all(of)?, Interval::max)?,
            Formula::Add(of) => fold(all(of)?, Interval::add)?,
            Formula::Multiply(of) => {
                let of = all(of)?;
                let grain = of.iter().map(|item| item.grain).product::<Option<f64>>();
                Extent { grain, ..fold(of, Interval::multiply)? }
            }
            Formula::Subtract(left, right) => {
                fold(vec![self.formula(left)?, self.formula(right)?], Interval::subtract)?
            }
            Formula::Divide(left, right) => quotient(self.formula(left)?, self.formula(right)?),
            Formula::PercentDrop { from, to } => {
                let part = quotient(self.formula(to)?, self.formula(from)?);
                Extent { ends: (100.0 - 100.0 * part.ends.1, 100.0 - 100.0 * part.ends.0), ..part }
            }
        };
        Some(Extent { ends, grain, always })
    }
}

fn step(decimals: u8) -> f64 {
    crate::decimal::Decimal::step(decimals).to_f64()
}

fn hull(one: Extent, other: Extent) -> Extent {
    Extent { ends: (one.ends.0.min(other.ends.0), one.ends.1.max(other.ends.1)), ..one }
}

/// Each item added, or 0 where it may not apply.
fn total(items: &[Extent]) -> Extent {
    let part = |item: &Extent| {
        if item.always { item.ends } else { (item.ends.0.min(0.0), item.ends.1.max(0.0)) }
    };
    let ends = items.iter().map(part).fold((0.0, 0.0), |sum, part| (sum.0 + part.0, sum.1 + part.1));
    let grain = items.iter().map(|item| item.grain).reduce(finer).flatten();
    Extent { ends, grain, always: items.iter().any(|item| item.always) }
}

/// One operation after the other.
fn fold(items: Vec<Extent>, operation: impl Fn(Interval, Interval) -> Interval) -> Option<Extent> {
    items.into_iter().reduce(|left, right| {
        let interval = |extent: Extent| Interval::between(extent.ends.0, extent.ends.1);
        let ends = operation(interval(left), interval(right)).ends().unwrap_or(UNBOUNDED);
        Extent { ends, grain: finer(left.grain, right.grain), always: left.always && right.always }
    })
}

/// Values without end.
const UNBOUNDED: (f64, f64) = (f64::NEG_INFINITY, f64::INFINITY);

/// By a divisor that is never 0 where the quotient is known, and never nearer to it than its grain.
fn quotient(left: Extent, right: Extent) -> Extent {
    let always = left.always && right.always;
    let (low, high) = right.ends;
    let parts: Vec<(f64, f64)> = match right.grain {
        _ if low > 0.0 || high < 0.0 => vec![(low, high)],
        None => return Extent { ends: UNBOUNDED, grain: None, always },
        Some(grain) => [(low, -grain), (grain, high)].into_iter().filter(|part| part.0 <= part.1).collect(),
    };
    let left = Interval::between(left.ends.0, left.ends.1);
    let divided = parts.into_iter().map(|part| left.divide(Interval::between(part.0, part.1)));
    let ends = divided.reduce(Interval::hull).map_or((0.0, 0.0), |all| all.ends().unwrap_or(UNBOUNDED));
    Extent { ends, grain: None, always }
}

fn finer(one: Option<f64>, other: Option<f64>) -> Option<f64> {
    Some(one?.min(other?))
}
