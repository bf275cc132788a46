//! Formulas: a question, a score, a number, or one operation on formulas.

use super::conditions::{Reader, Use};
use super::keys::{CountRecord, PercentDropRecord};
use super::numbers::{figure, pair};
use crate::answer::QuestionId;
use crate::document::record::{empty, key_does_not_fit, list, map, wrong_type};
use crate::document::suggest::did_you_mean;
use crate::document::{Finding, Place};
use crate::rulebook::codes;
use crate::rulebook::{Formula, Kind, Node};
use crate::text::Span;

/// The operations of formulas.
const OPERATIONS: [&str; 12] = [
    "sum",
    "mean",
    "min",
    "max",
    "add",
    "subtract",
    "multiply",
    "divide",
    "percent_drop",
    "weighted",
    "points",
    "count",
];

impl Reader<'_> {
    /// Reads a formula; returns `None` if it could not be read, which is reported.
    pub(super) fn formula(&mut self, place: Place<'_>) -> Option<Formula> {
        if place.is_refused() {
            return None;
        }
        if let Some(name) = place.text() {
            return self.operand(name, place);
        }
        if !place.is_map() {
            if place.digits().is_some() {
                return figure(place, self.errors).map(Formula::Literal);
            }
            return self.no_formula(place, &format!("it is {}", place.described()));
        }
        let entries: Vec<(&str, Place<'_>)> = place.entries().take(2).collect();
        match entries.as_slice() {
            &[(operation, inner)] => self.operation(operation, inner),
            [] => self.no_formula(place, "it is empty"),
            _ => self.no_formula(place, "a map of formulas has one key"),
        }
    }

    fn no_formula(&mut self, place: Place<'_>, why: &str) -> Option<Formula> {
        let at = place.entries().nth(1).map_or(place.span(), |(_, second)| second.key_span());
        self.errors.push(codes::FORMULA_FORM.at(at, format!("this is no formula: {why}")));
        None
    }

    fn operation(&mut self, name: &str, inner: Place<'_>) -> Option<Formula> {
        let boxed = |[first, second]: [Formula; 2]| (Box::new(first), Box::new(second));
        match name {
            "sum" => self.formulas(inner, name).map(Formula::Sum),
            "mean" => self.formulas(inner, name).map(Formula::Mean),
            "min" => self.formulas(inner, name).map(Formula::Min),
            "max" => self.formulas(inner, name).map(Formula::Max),
            "add" => self.formulas(inner, name).map(Formula::Add),
            "multiply" => self.formulas(inner, name).map(Formula::Multiply),
            "subtract" => self.two(inner, name).map(boxed).map(|(left, right)| Formula::Subtract(left, right)),
            "divide" => self.two(inner, name).map(boxed).map(|(left, right)| Formula::Divide(left, right)),
            "percent_drop" => self.percent_drop(inner),
            "weighted" => self.weighted(inner),
            "points" => self.points(inner),
            "count" => self.number_of(inner),
            _ => {
                let why = match did_you_mean(name, OPERATIONS) {
                    Some(advice) => format!("unknown operation `{name}`; {advice}"),
                    None => format!("unknown operation `{name}`"),
                };
                self.errors.push(codes::FORMULA_FORM.at(inner.key_span(), format!("this is no formula: {why}")));
                None
            }
        }
    }

    fn formulas(&mut self, place: Place<'_>, key: &str) -> Option<Vec<Formula>> {
        let items = list(place, key, "operand", self.errors);
        all_of(items.into_iter().map(|place| self.formula(place)))
    }

    fn two(&mut self, place: Place<'_>, key: &str) -> Option<[Formula; 2]> {
        let [first, second] = pair(place, key, self.errors)?;
        let (first, second) = (self.formula(first), self.formula(second));
        Some([first?, second?])
    }

    fn percent_drop(&mut self, place: Place<'_>) -> Option<Formula> {
        let PercentDropRecord { from, to, .. } = PercentDropRecord::read(place, self.errors);
        let (from, to) = (from.and_then(|from| self.formula(from)), to.and_then(|to| self.formula(to)));
        Some(Formula::PercentDrop { from: Box::new(from?), to: Box::new(to?) })
    }

    fn weighted(&mut self, place: Place<'_>) -> Option<Formula> {
        let place = map(place, "a map of questions or scores and their factors", self.errors)?;
        if place.entries().next().is_none() {
            self.errors.push(empty("weighted", place.span(), "operand"));
        }
        let weighted = place.entries().map(|(name, factor)| {
            let operand = self.operand(name, factor);
            let factor = figure(factor, self.errors);
            operand.zip(factor)
        });
        all_of(weighted).map(Formula::Weighted)
    }

    /// Reads `points`: a list of questions whose options have points.
    fn points(&mut self, place: Place<'_>) -> Option<Formula> {
        let items = list(place, "points", "question", self.errors);
        all_of(items.into_iter().map(|place| self.pointed(place))).map(Formula::Points)
    }

    /// Reads the id of a question with points.
    fn pointed(&mut self, place: Place<'_>) -> Option<QuestionId> {
        let Some(name) = place.text() else {
            self.errors.push(wrong_type(place, "the id of a question"));
            return None;
        };
        let what = match self.operand(name, place)? {
            Formula::Question(question) if self.has_points(question) => return Some(question),
            Formula::Question(question) => format!("{}; it has no points", self.what(Node::Question(question))),
            _ => "a score; `points` adds the points of questions".to_owned(),
        };
        self.errors.push(without_number(name, &what, place.span()));
        None
    }

    fn number_of(&mut self, place: Place<'_>) -> Option<Formula> {
        let record = CountRecord::read(place, self.errors);
        for key in ["at_least", "at_most"] {
            if let Some(bound) = place.get(key) {
                let help = "a count in a formula has no bounds; with bounds it is a condition";
                self.errors.push(key_does_not_fit(key, "a count that is a number", bound.key_span(), help));
            }
        }
        self.counted(&record).map(|(of, _)| Formula::Count(of))
    }

    /// Reads a question or a score by its name, which is a value or a key.
    fn operand(&mut self, name: &str, place: Place<'_>) -> Option<Formula> {
        let at = if place.text() == Some(name) { place.span() } else { place.key_span() };
        let node = self.scope.subject(name, at, self.errors)?;
        self.uses.push(Use { node, at, missing: false });
        match node {
            Node::Score(score) => Some(Formula::Score(score)),
            Node::Question(question) if !self.scope.is_sound(question) => None,
            Node::Question(question)
                if matches!(self.scope.questions[question].kind, Kind::Number(_)) || self.has_points(question) =>
            {
                Some(Formula::Question(question))
            }
            Node::Question(_) | Node::Fact(_) => {
                self.errors.push(without_number(name, &self.without(node), at));
                None
            }
        }
    }

    fn has_points(&self, question: QuestionId) -> bool {
        match &self.scope.questions[question].kind {
            Kind::Choice(options) => options.iter().all(|option| option.points.is_some()),
            _ => false,
        }
    }

    fn without(&self, node: Node) -> String {
        match node {
            Node::Question(id) if matches!(self.scope.questions[id].kind, Kind::Choice(_)) => {
                format!("{} whose options have no points", self.what(node))
            }
            _ => self.what(node).to_owned(),
        }
    }
}

/// Returns the items of a list; `None` if it is empty or an item could not be read. All items are read first.
fn all_of<T>(read: impl Iterator<Item = Option<T>>) -> Option<Vec<T>> {
    let read: Vec<Option<T>> = read.collect();
    read.into_iter().collect::<Option<Vec<T>>>().filter(|read| !read.is_empty())
}

fn without_number(name: &str, what: &str, at: Span) -> Finding {
    codes::OPERAND_WITHOUT_NUMBER.at(at, format!("`{name}` is no number: it is {what}"))
}
