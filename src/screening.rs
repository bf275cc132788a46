//! Evaluates a rulebook on a form: the standing of every criterion, with its reasons.

pub mod layout;
pub mod summary;
pub mod what_if;

pub use crate::meaning::standing::{Standing, standing};

use typed_index_collections::TiVec;

use crate::answer::{Answers, Missing, QuestionId};
use crate::form::Form;
use crate::interval::Interval;
use crate::meaning::one::One;
use crate::meaning::questions::Questions;
use crate::meaning::why::{Explained, Why};
use crate::meaning::{self, CriterionTruth, Meaning, Scored};
use crate::rulebook::{AlertId, Condition, CriterionId, Rulebook, ScoreId};
use crate::truth::Truth::{self, False, True, Unknown};

/// A rulebook evaluated on one form, with the reasons for everything.
#[derive(Clone, Debug)]
pub struct Screening<'a> {
    /// The evaluated rulebook.
    pub rulebook: &'a Rulebook,
    /// The form under evaluation.
    pub form: &'a Form,
    meaning: Meaning<Why<'a>>,
    widest: TiVec<ScoreId, Interval>,
}

impl<'a> Screening<'a> {
    /// Evaluates the rulebook on this form.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook, form: &'a Form) -> Screening<'a> {
        let meaning = meaning::read(rulebook, &mut Why::new(rulebook, &form.answers));
        let nothing = Answers::none(rulebook.questions.len());
        let blank = meaning::read(rulebook, &mut One::new(rulebook, &nothing));
        Screening { rulebook, form, meaning, widest: blank.scores.into_iter().map(|score| score.value).collect() }
    }

    /// Returns whether a question applies, and why.
    #[must_use]
    pub fn asked(&self, question: QuestionId) -> &Explained {
        &self.meaning.asked[question]
    }

    /// Returns the standing of a criterion.
    #[must_use]
    pub fn standing(&self, criterion: CriterionId) -> Standing {
        self.meaning.criteria[criterion].standing()
    }

    /// Returns the answers used for a standing, and the missing answers that could change it.
    #[must_use]
    pub fn because(&self, criterion: CriterionId) -> (Questions, Questions) {
        let CriterionTruth { applies, when } = &self.meaning.criteria[criterion];
        match applies.truth {
            False => (applies.used.clone(), applies.missing.clone()), // whatever its condition says
            True | Unknown => (applies.used.clone().union(&when.used), applies.missing.clone().union(&when.missing)),
        }
    }

    /// Returns whether an alert is given, and why.
    #[must_use]
    pub fn alert(&self, alert: AlertId) -> &Explained {
        &self.meaning.alerts[alert]
    }

    /// Returns a score: whether it applies, whether every input that applies is answered, and its value.
    #[must_use]
    pub fn score(&self, score: ScoreId) -> &Scored<Why<'a>> {
        &self.meaning.scores[score]
    }

    /// Returns the interval of a score for display: `NotKnown` if it is as wide as without any answer.
    #[must_use]
    pub fn shown_interval(&self, score: ScoreId) -> Interval {
        let interval = self.score(score).value.interval;
        let widest = self.widest[score];
        match interval.ends() {
            Some((low, high)) if interval == widest && low < high => Interval::NotKnown,
            _ => interval,
        }
    }

    /// Returns whether a condition of the rulebook holds, and why.
    #[must_use]
    pub fn holds(&self, condition: &Condition) -> Explained {
        let mut why = Why::new(self.rulebook, &self.form.answers);
        meaning::condition(self.rulebook, &mut why, &self.meaning, condition)
    }

    /// Returns the questions with a value that do not apply: kept, shown, not evaluated.
    pub fn set_aside(&self) -> impl Iterator<Item = QuestionId> + '_ {
        self.with_value().filter(|&question| self.asked(question).truth == False)
    }

    /// Returns the questions with a value whose applicability is `Unknown`.
    pub fn in_doubt(&self) -> impl Iterator<Item = QuestionId> + '_ {
        self.with_value().filter(|&question| self.asked(question).truth == Unknown)
    }

    /// Returns the applicable questions without a value, each with the reason.
    pub fn missing(&self) -> impl Iterator<Item = (QuestionId, Missing)> + '_ {
        self.without_value(True)
    }

    /// Returns the questions without a value whose applicability is `Unknown`, each with the reason.
    pub fn may_apply(&self) -> impl Iterator<Item = (QuestionId, Missing)> + '_ {
        self.without_value(Unknown)
    }

    fn with_value(&self) -> impl Iterator<Item = QuestionId> + '_ {
        self.rulebook.interview_order().filter(|&question| self.form.answers.value(question).is_some())
    }

    fn without_value(&self, applies: Truth) -> impl Iterator<Item = (QuestionId, Missing)> + '_ {
        let missing = |question| Some((question, self.form.answers.missing(question)?));
        let asked = move |(question, _): &(QuestionId, Missing)| self.asked(*question).truth == applies;
        self.rulebook.interview_order().filter_map(missing).filter(asked)
    }
}
