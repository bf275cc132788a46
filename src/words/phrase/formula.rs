//! Formulas in words.

use super::Phrase;
use super::list::joined;
use crate::rulebook::Formula;

impl Phrase<'_> {
    /// Words a formula: "mean of Pain now, Pain at best and Pain at worst".
    #[must_use]
    pub fn formula(&self, formula: &Formula) -> String {
        let words = &self.ui.phrase;
        match formula {
            Formula::Question(question) => self.question(*question),
            Formula::Score(score) => self.rulebook.scores[*score].title.clone(),
            Formula::Literal(value) => value.to_string(),
            Formula::Sum(of) | Formula::Add(of) => words.sum(self.operands(of)),
            Formula::Mean(of) => words.mean(self.operands(of)),
            Formula::Min(of) => words.least(self.operands(of)),
            Formula::Max(of) => words.greatest(self.operands(of)),
            Formula::Multiply(of) => {
                of.iter().map(|of| self.operand(of)).collect::<Vec<_>>().join(&format!(" {} ", words.times))
            }
            Formula::Weighted(of) => {
                let times = |(of, factor): &(Formula, _)| format!("{} {} {factor}", self.operand(of), words.times);
                of.iter().map(times).collect::<Vec<_>>().join(" + ")
            }
            Formula::Points(of) => {
                let titles = of.iter().map(|&question| self.quoted(&self.question(question)));
                words.points(joined(titles, self.and()))
            }
            Formula::Count(of) => words.how_many(self.counted(of, None)),
            Formula::Subtract(left, right) => format!("{} - {}", self.operand(left), self.operand(right)),
            Formula::Divide(left, right) => format!("{} / {}", self.operand(left), self.operand(right)),
            Formula::PercentDrop { from, to } => words.percent_drop(self.operand(from), self.operand(to)),
        }
    }

    fn operands(&self, of: &[Formula]) -> String {
        let operand = |of: &Formula| match of {
            Formula::Question(_) | Formula::Score(_) => self.quoted(&self.formula(of)),
            _ => self.operand(of),
        };
        joined(of.iter().map(operand), self.and())
    }

    fn operand(&self, of: &Formula) -> String {
        let compound = !matches!(of, Formula::Question(_) | Formula::Score(_) | Formula::Literal(_));
        let text = self.formula(of);
        if compound { format!("({text})") } else { text }
    }
}
