//! Random formulas over the earlier items of a rulebook.

use candor::answer::QuestionId;
use candor::decimal::Decimal;
use candor::rulebook::{Formula, Kind, ScoreId};

use super::{Author, id};

impl Author {
    /// Returns the formula of a score, and whether `prorate` is allowed with it.
    pub(super) fn whole_formula(&mut self) -> Option<(Formula, bool)> {
        let inputs = self.inputs();
        let mut questions = Vec::new();
        for _ in 0..2 + self.dice.below(2) {
            questions.extend(self.dice.pick(&inputs).copied());
        }
        questions.sort_unstable();
        questions.dedup();
        let of_choice = |question: &QuestionId| !self.rulebook.questions[*question].options().is_empty();
        let choices: Vec<QuestionId> = questions.iter().copied().filter(of_choice).collect();
        let plain: Vec<Formula> = questions.into_iter().map(Formula::Question).collect();
        match self.dice.below(5) {
            0 if !choices.is_empty() => Some((Formula::Points(choices), true)),
            1 if !plain.is_empty() => Some((Formula::Sum(plain), true)),
            2 if !plain.is_empty() => Some((Formula::Mean(plain), true)),
            _ => self.formula(2).map(|formula| (formula, false)),
        }
    }

    /// Returns the questions with a value to compute with.
    fn inputs(&self) -> Vec<QuestionId> {
        let has_value = |question: &QuestionId| match &self.rulebook.questions[*question].kind {
            Kind::Number(_) => true,
            Kind::Choice(options) => options.iter().all(|option| option.points.is_some()),
            _ => false,
        };
        self.rulebook.questions.keys().filter(has_value).collect()
    }

    fn operand(&mut self) -> Option<Formula> {
        let scores = self.rulebook.scores.len();
        match self.dice.below(8) {
            0 => Some(Formula::Literal(self.literal())),
            1 | 2 if scores > 0 => Some(Formula::Score(ScoreId(id(self.dice.below(scores))))),
            _ => {
                let inputs = self.inputs();
                self.dice.pick(&inputs).copied().map(Formula::Question)
            }
        }
    }

    /// Returns a literal between -5 and 5, never 0.
    fn literal(&mut self) -> Decimal {
        let tenths = i64::from(self.dice.between(1, 50));
        Decimal::from_millionths(if self.dice.percent(25) { -tenths } else { tenths } * 100_000)
    }

    /// Returns an operand that stays small when multiplied and divided, unless scores pile up.
    fn small(&mut self) -> Option<Box<Formula>> {
        let inputs = self.inputs();
        let question = self.dice.pick(&inputs).copied().map(Formula::Question)?;
        let scores = self.rulebook.scores.len();
        Some(Box::new(match self.dice.below(20) {
            0..3 => Formula::Literal(self.literal()),
            3..8 if scores > 0 => Formula::Score(ScoreId(id(self.dice.below(scores)))),
            _ => question,
        }))
    }

    fn formula(&mut self, depth: usize) -> Option<Formula> {
        if depth == 0 {
            return self.operand();
        }
        let mut of = Vec::new();
        for _ in 0..=self.dice.below(3) {
            let nested = if self.dice.percent(30) { depth - 1 } else { 0 };
            of.extend(self.formula(nested));
        }
        let division = self.switches.division;
        Some(match self.dice.below(11) {
            0 | 1 => Formula::Sum(of),
            2 | 3 => Formula::Weighted(of.into_iter().map(|input| (input, self.literal())).collect()),
            4 => Formula::Min(of),
            5 => Formula::Max(of),
            6 => Formula::Add(of),
            7 => {
                let mut conditions = Vec::new();
                for _ in 0..=self.dice.below(3) {
                    conditions.extend(self.condition(1, true));
                }
                Formula::Count(conditions)
            }
            8 if division => Formula::Divide(self.small()?, self.small()?),
            9 if division => Formula::PercentDrop { from: self.small()?, to: self.small()? },
            10 => Formula::Multiply(vec![*self.small()?, *self.small()?]),
            _ => {
                let (left, right) = (self.operand()?, self.operand()?);
                Formula::Subtract(Box::new(left), Box::new(right))
            }
        })
    }
}
