//! The walk of formulas, and the effect of missing inputs on them.

use super::reading::{Item, Operation, Prorate, Reading};
use super::{Meaning, Scored, condition};
use crate::answer::QuestionId;
use crate::decimal::Decimal;
use crate::rulebook::{Formula, MissingInputs, Rulebook, ScoreId};

/// Reads one score; all that it depends on has been read.
pub(super) fn read<R: Reading>(rulebook: &Rulebook, reading: &mut R, so_far: &Meaning<R>, id: ScoreId) -> Scored<R> {
    let score = &rulebook.scores[id];
    let mut walk = FormulaWalk { rulebook, reading, so_far };
    let Input { applies, complete, value } = walk.formula(&score.value);
    let mut exact = match score.missing {
        MissingInputs::Bounds => value,
        MissingInputs::Strict => walk.reading.known_if(&complete, value),
        MissingInputs::Prorate { at_most, .. } => walk.prorated(&score.value, at_most).unwrap_or(value),
    };
    let mut applies = applies.unwrap_or_else(|| walk.reading.constant(false)); // a number alone never makes a score apply
    if let Some(more) = &score.more_when {
        let more = condition(rulebook, walk.reading, so_far, more);
        // `more` can make a score apply whose inputs do not. Their answers are set aside, so only a sum has a value
        // then.
        if !adds_up(&score.value) {
            let counted = walk.reading.counts_if(&applies, exact);
            exact = walk.reading.known_if(&applies, counted);
        }
        exact = walk.reading.and_more_unless(&more, exact);
        applies = walk.reading.any(vec![applies, more]);
    }
    let value = walk.reading.rounded(exact.clone());
    Scored { applies, complete, exact, value }
}

/// The state that the walk of formulas needs at hand.
struct FormulaWalk<'w, R: Reading> {
    rulebook: &'w Rulebook,
    reading: &'w mut R,
    so_far: &'w Meaning<R>,
}

/// The reading of a formula or of one operand.
struct Input<R: Reading> {
    /// Whether the input applies; `None` for a number alone, which has no say in it.
    applies: Option<R::Truth>,
    /// Whether every input that applies, or may apply, is answered.
    complete: R::Truth,
    /// The value of the input, where it applies.
    value: R::Number,
}

/// Returns whether inputs that do not apply add 0.
fn adds_up(formula: &Formula) -> bool {
    matches!(formula, Formula::Sum(_) | Formula::Weighted(_) | Formula::Points(_) | Formula::Count(_))
}

impl<R: Reading> FormulaWalk<'_, R> {
    fn formula(&mut self, formula: &Formula) -> Input<R> {
        match formula {
            Formula::Question(question) => self.question(*question),
            Formula::Score(score) => {
                let Scored { applies, complete, exact, .. } = &self.so_far.scores[*score];
                self.input(Some(applies.clone()), complete.clone(), exact.clone())
            }
            Formula::Literal(value) => self.literal(*value),
            Formula::Sum(inputs) => {
                let inputs = self.each(inputs);
                self.added_up(inputs)
            }
            Formula::Weighted(inputs) => {
                let inputs = inputs.iter().map(|(input, factor)| self.scaled(input, *factor)).collect();
                self.added_up(inputs)
            }
            Formula::Points(questions) => {
                let inputs = questions.iter().map(|&question| self.question(question)).collect();
                self.added_up(inputs)
            }
            Formula::Count(conditions) => {
                let ones =
                    conditions.iter().map(|of| condition(self.rulebook, self.reading, self.so_far, of)).collect();
                self.counted(ones)
            }
            Formula::Mean(inputs) => {
                let number = self.count(inputs.len());
                let sum = self.folded(inputs, Operation::Add);
                self.then(sum, |reading, sum| reading.apply(Operation::Divide, sum, &number))
            }
            Formula::Min(inputs) => self.folded(inputs, Operation::Min),
            Formula::Max(inputs) => self.folded(inputs, Operation::Max),
            Formula::Add(inputs) => self.folded(inputs, Operation::Add),
            Formula::Multiply(inputs) => self.folded(inputs, Operation::Multiply),
            Formula::Subtract(left, right) => self.pair(left, right, Operation::Subtract),
            Formula::Divide(left, right) => self.pair(left, right, Operation::Divide),
            Formula::PercentDrop { from, to } => {
                let ratio = self.pair(to, from, Operation::Divide);
                let hundred = self.reading.literal(100.0);
                self.then(ratio, |reading, ratio| {
                    let percent = reading.scale(100.0, ratio);
                    reading.apply(Operation::Subtract, hundred, &percent)
                })
            }
        }
    }

    /// Returns an input as it counts in the enclosing formula: complete also where it does not apply.
    fn input(&mut self, applies: Option<R::Truth>, complete: R::Truth, value: R::Number) -> Input<R> {
        let complete = match &applies {
            Some(applies) => {
                let gap = self.reading.not(complete);
                let matters = self.reading.where_applies(applies, gap);
                self.reading.not(matters)
            }
            None => complete,
        };
        Input { applies, complete, value }
    }

    fn question(&mut self, question: QuestionId) -> Input<R> {
        let (answered, value) = (self.reading.answered(question), self.reading.number(question));
        self.input(Some(self.so_far.asked[question].clone()), answered, value)
    }

    fn literal(&mut self, value: Decimal) -> Input<R> {
        Input { applies: None, complete: self.reading.constant(true), value: self.reading.literal(value.to_f64()) }
    }

    fn each(&mut self, formulas: &[Formula]) -> Vec<Input<R>> {
        formulas.iter().map(|formula| self.formula(formula)).collect()
    }

    fn scaled(&mut self, formula: &Formula, factor: Decimal) -> Input<R> {
        let input = self.formula(formula);
        self.then(input, |reading, value| reading.scale(factor.to_f64(), value))
    }

    fn then(&mut self, input: Input<R>, step: impl FnOnce(&mut R, R::Number) -> R::Number) -> Input<R> {
        Input { value: step(self.reading, input.value), ..input }
    }

    #[expect(clippy::cast_precision_loss, reason = "a rulebook has far fewer inputs than 2^53")]
    fn count(&mut self, inputs: usize) -> R::Number {
        self.reading.literal(inputs as f64)
    }

    /// Reads `sum`, `weighted`, `points`: applies if any input does; an input that does not apply adds 0.
    fn added_up(&mut self, inputs: Vec<Input<R>>) -> Input<R> {
        let (mut applies, mut complete, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for input in inputs {
            complete.push(input.complete);
            values.push(match input.applies {
                Some(truth) => {
                    let value = self.reading.counts_if(&truth, input.value);
                    applies.push(truth);
                    value
                }
                None => input.value,
            });
        }
        let applies = (!applies.is_empty()).then(|| self.reading.any(applies));
        let complete = self.reading.all(complete);
        let value = self.total(values, Operation::Add);
        Input { applies, complete, value }
    }

    /// Reads `count`: each condition that holds adds 1, an unsettled one 0 to 1; it always applies.
    fn counted(&mut self, conditions: Vec<R::Truth>) -> Input<R> {
        let (mut settled, mut values) = (Vec::new(), Vec::new());
        for holds in conditions {
            let one = self.reading.literal(1.0);
            values.push(self.reading.counts_if(&holds, one));
            let fails = self.reading.not(holds.clone());
            settled.push(self.reading.any(vec![holds, fails]));
        }
        let complete = self.reading.all(settled);
        let value = self.total(values, Operation::Add);
        Input { applies: Some(self.reading.constant(true)), complete, value }
    }

    /// Reads `mean`, `min`, `max`, `add`, `multiply`: applies if all inputs do.
    fn folded(&mut self, inputs: &[Formula], operation: Operation) -> Input<R> {
        let inputs = self.each(inputs);
        self.joined(inputs, operation)
    }

    /// Reads `subtract`, `divide`: applies if both inputs do.
    fn pair(&mut self, left: &Formula, right: &Formula, operation: Operation) -> Input<R> {
        let inputs = vec![self.formula(left), self.formula(right)];
        self.joined(inputs, operation)
    }

    fn joined(&mut self, inputs: Vec<Input<R>>, operation: Operation) -> Input<R> {
        let (mut applies, mut complete, mut values) = (Vec::new(), Vec::new(), Vec::new());
        for input in inputs {
            applies.extend(input.applies);
            complete.push(input.complete);
            values.push(input.value);
        }
        let applies = (!applies.is_empty()).then(|| self.reading.all(applies));
        let complete = self.reading.all(complete);
        let value = self.total(values, operation);
        self.input(applies, complete, value)
    }

    /// Applies one operation to all values, from the first to the last: the order of a point value.
    fn total(&mut self, values: Vec<R::Number>, operation: Operation) -> R::Number {
        let mut values = values.into_iter();
        let Some(first) = values.next() else { return self.reading.literal(0.0) };
        values.fold(first, |sum, value| self.reading.apply(operation, sum, &value))
    }

    /// Returns the value of a prorated `sum`, `points` or `mean`; `None` for any other formula.
    fn prorated(&mut self, formula: &Formula, at_most: usize) -> Option<R::Number> {
        let (inputs, how) = match formula {
            Formula::Sum(inputs) => (self.each(inputs), Prorate::Sum),
            Formula::Mean(inputs) => (self.each(inputs), Prorate::Mean),
            Formula::Points(questions) => {
                (questions.iter().map(|&question| self.question(question)).collect(), Prorate::Sum)
            }
            _ => return None,
        };
        let mut items = Vec::with_capacity(inputs.len());
        for Input { applies, complete, value } in inputs {
            let applies = applies.unwrap_or_else(|| self.reading.constant(true));
            items.push(Item { applies, complete, value });
        }
        Some(self.reading.prorated(items, at_most, how))
    }
}
