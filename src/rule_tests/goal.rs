//! The goals that the tests of a rulebook have to reach: one for each state of a criterion, alert, question, option or
//! limit.

use crate::answer::{Answers, OptionId, QuestionId, Value};
use crate::decimal::Decimal;
use crate::meaning::Meaning;
use crate::meaning::one::One;
use crate::rulebook::{AlertId, CriterionId, Kind, Node, Number, Rulebook, ScoreId};
use crate::screening::Standing;
use crate::truth::Truth;

/// A state that at least one test of a rulebook has to show.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Goal {
    /// A criterion has this standing, and a test expects it.
    Criterion(CriterionId, Standing),
    /// An alert is given, not given or not known, and a test expects it.
    Alert(AlertId, Truth),
    /// A question applies (`true`) or does not, and a test expects it.
    Question(QuestionId, bool),
    /// A question that applies is answered with this option, alone or with others.
    Option(QuestionId, OptionId),
    /// A number question that applies is answered beside, or at, a limit that some condition sets on it.
    Number(QuestionId, Side, Decimal),
    /// A score lies beside, or at, a limit or the edge of a band.
    Score(ScoreId, Side, Decimal),
}

/// The side of a limit on which a number lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Side {
    /// Below the limit; for an answer, by the smallest step.
    Below,
    /// At the limit itself.
    At,
    /// Above the limit; for an answer, by the smallest step.
    Above,
}

/// A group of goals that is counted by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    /// Standings of criteria.
    Criteria,
    /// Alerts.
    Alerts,
    /// Questions asked and not asked.
    Questions,
    /// Options chosen.
    Options,
    /// Limits on the answers to number questions.
    Numbers,
    /// Limits on scores, and edges of their bands.
    Scores,
}

impl Measure {
    /// Every measure, in the order of the report.
    pub const ALL: [Measure; 6] =
        [Measure::Criteria, Measure::Alerts, Measure::Questions, Measure::Options, Measure::Numbers, Measure::Scores];

    /// Returns the measure's name, the same in every output.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Measure::Criteria => "criteria",
            Measure::Alerts => "alerts",
            Measure::Questions => "questions",
            Measure::Options => "options",
            Measure::Numbers => "limits of numbers",
            Measure::Scores => "limits of scores",
        }
    }

    /// Returns the goals of a rulebook that the measure counts, in file order.
    #[must_use]
    pub fn goals(self, rulebook: &Rulebook) -> Vec<Goal> {
        let questions = rulebook.questions.keys();
        match self {
            Measure::Criteria => {
                let goals = rulebook.criteria.iter_enumerated().flat_map(|(id, criterion)| {
                    let where_it_can = criterion.applies_when.is_some().then_some(Standing::NotApplicable);
                    let standings =
                        [Standing::Met, Standing::NotMet, Standing::Unknown].into_iter().chain(where_it_can);
                    standings.map(move |standing| Goal::Criterion(id, standing))
                });
                goals.collect()
            }
            Measure::Alerts => {
                rulebook.alerts.keys().flat_map(|id| TRUTHS.map(|truth| Goal::Alert(id, truth))).collect()
            }
            Measure::Questions => {
                let not_asked = |id| is_conditional(rulebook, id).then_some(Goal::Question(id, false));
                questions.flat_map(|id| [Some(Goal::Question(id, true)), not_asked(id)]).flatten().collect()
            }
            Measure::Options => {
                let options = |id: QuestionId| rulebook.questions[id].options().keys();
                questions.flat_map(|id| options(id).map(move |option| Goal::Option(id, option))).collect()
            }
            Measure::Numbers => {
                let limits = questions.flat_map(|id| beside_each(id, rulebook.limits_on(Node::Question(id))));
                let possible = limits.filter(|&(id, side, limit)| nearest(rulebook, id, side, limit).is_some());
                possible.map(|(id, side, limit)| Goal::Number(id, side, limit)).collect()
            }
            Measure::Scores => {
                let limits = rulebook.scores.keys().flat_map(|id| beside_each(id, rulebook.edges_of(id)));
                limits.map(|(id, side, limit)| Goal::Score(id, side, limit)).collect()
            }
        }
    }
}

/// Returns the sides of each limit.
fn beside_each<I: Copy>(of: I, limits: Vec<Decimal>) -> impl Iterator<Item = (I, Side, Decimal)> {
    limits.into_iter().flat_map(move |limit| Side::ALL.map(|side| (of, side, limit)))
}

impl Goal {
    /// Returns every goal of a rulebook by measure, each in file order.
    #[must_use]
    pub fn all(rulebook: &Rulebook) -> Vec<Goal> {
        Measure::ALL.into_iter().flat_map(|measure| measure.goals(rulebook)).collect()
    }

    /// Returns whether a form with these answers and this reading reaches the goal.
    #[must_use]
    pub fn is_reached(self, rulebook: &Rulebook, answers: &Answers, read: &Meaning<One<'_>>) -> bool {
        match self {
            Goal::Criterion(id, wanted) => {
                let criterion = &read.criteria[id];
                criterion.standing() == wanted && (wanted != Standing::Unknown || criterion.applies == Truth::True)
            }
            Goal::Alert(id, truth) => read.alerts[id] == truth,
            Goal::Question(id, asked) => read.asked[id] == Truth::from(asked),
            Goal::Option(id, _) | Goal::Number(id, ..) if read.asked[id] != Truth::True => false,
            Goal::Option(id, option) => match answers.value(id) {
                Some(Value::Option(chosen)) => *chosen == option,
                Some(Value::Options(chosen)) => chosen.contains(option),
                _ => false,
            },
            Goal::Number(id, side, limit) => {
                let wanted = nearest(rulebook, id, side, limit).map(Value::Number);
                wanted.is_some() && answers.value(id) == wanted.as_ref()
            }
            Goal::Score(id, side, limit) => {
                let (score, limit) = (&read.scores[id], limit.to_f64());
                score.value.ends().is_some_and(|(low, high)| {
                    score.applies == Truth::True
                        && match side {
                            Side::Below => high < limit,
                            Side::At => low >= limit && high <= limit,
                            Side::Above => low > limit,
                        }
                })
            }
        }
    }

    /// Returns the name under `cannot`: `trial_relief`, `alert.self_harm`, `question.pathway`, `score.mme`.
    #[must_use]
    pub fn of(self, rulebook: &Rulebook) -> String {
        match self {
            Goal::Criterion(id, _) => rulebook.criteria[id].id.clone(),
            Goal::Alert(id, _) => format!("alert.{}", rulebook.alerts[id].id),
            Goal::Question(id, _) | Goal::Option(id, _) | Goal::Number(id, ..) => {
                format!("question.{}", rulebook.questions[id].id)
            }
            Goal::Score(id, ..) => format!("score.{}", rulebook.scores[id].id),
        }
    }

    /// Returns the state under `cannot`: `not_met`, `asked`, `option none`, `below 6`.
    #[must_use]
    pub fn what(self, rulebook: &Rulebook) -> String {
        match self {
            Goal::Criterion(_, standing) => standing.word().to_owned(),
            Goal::Alert(_, truth) => given(truth).to_owned(),
            Goal::Question(_, true) => "asked".to_owned(),
            Goal::Question(_, false) => "not_asked".to_owned(),
            Goal::Option(id, option) => {
                let code = rulebook.questions[id].options().get(option).map_or("", |option| &option.code);
                format!("option {code}")
            }
            Goal::Number(_, side, limit) | Goal::Score(_, side, limit) => format!("{} {limit}", side.word()),
        }
    }
}

impl Side {
    /// All sides, ascending.
    pub const ALL: [Side; 3] = [Side::Below, Side::At, Side::Above];

    /// Returns the side's word in files.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Side::Below => "below",
            Side::At => "at",
            Side::Above => "above",
        }
    }
}

/// Every truth, in the order of goals and of the words of files.
pub(super) const TRUTHS: [Truth; 3] = [Truth::True, Truth::False, Truth::Unknown];

/// Returns the word in files for an alert: `met` if it is given.
#[must_use]
pub const fn given(truth: Truth) -> &'static str {
    match truth {
        Truth::True => Standing::Met.word(),
        Truth::False => Standing::NotMet.word(),
        Truth::Unknown => Standing::Unknown.word(),
    }
}

/// Returns the answer of this kind of number nearest to a limit on this side; `None` if it allows no answer there.
fn beside(number: &Number, side: Side, limit: Decimal) -> Option<Decimal> {
    let step = Decimal::step(number.decimals).millionths();
    let floor = limit.millionths().div_euclid(step) * step;
    let on = floor == limit.millionths();
    let answer = match side {
        Side::Below if on => floor - step,
        Side::Below => floor,
        Side::At if on => floor,
        Side::At => return None,
        Side::Above => floor + step,
    };
    let answer = Decimal::from_millionths(answer);
    (number.range.0 <= answer && answer <= number.range.1).then_some(answer)
}

/// Returns the answer to a number question nearest to a limit on this side; `None` if it allows no answer there.
#[must_use]
pub fn nearest(rulebook: &Rulebook, id: QuestionId, side: Side, limit: Decimal) -> Option<Decimal> {
    let Kind::Number(number) = &rulebook.questions[id].kind else { return None };
    beside(number, side, limit)
}

/// Returns whether the question might not apply for some form.
fn is_conditional(rulebook: &Rulebook, id: QuestionId) -> bool {
    rulebook.questions[id].parent.is_some() || rulebook.ask_when(id).next().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(decimals: u8, limit: &str, expected: [Option<&str>; 3]) {
        let decimal = |text| Decimal::parse(text).unwrap_or_default();
        let range = (decimal("0"), decimal("10"));
        let number = Number { unit: None, range, usual: None, decimals, accepts: Vec::new() };
        let found = Side::ALL.map(|side| beside(&number, side, decimal(limit)));
        assert_eq!(found, expected.map(|value| value.map(decimal)), "{limit} with {decimals} decimals");
    }

    #[test]
    fn one_step_either_side_of_a_limit_and_the_limit() {
        check(0, "6", [Some("5"), Some("6"), Some("7")]);
        check(1, "6", [Some("5.9"), Some("6"), Some("6.1")]);
    }

    #[test]
    fn no_answer_lies_at_a_limit_that_is_finer_than_answers() {
        check(0, "6.5", [Some("6"), None, Some("7")]);
    }

    #[test]
    fn no_answer_lies_outside_the_range() {
        check(0, "0", [None, Some("0"), Some("1")]);
        check(0, "10", [Some("9"), Some("10"), None]);
        check(0, "12", [None, None, None]);
    }
}
