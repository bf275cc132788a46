//! Conditions, formulas, values and intervals in words: the one place where they are worded.
//!
//! Titles and labels come from the rulebook, all other words from [`Ui`]. No id or code is ever written. Where "and" and
//! "or" meet, parentheses say what belongs together.

mod number;
#[cfg(test)]
mod tests;

use crate::answer::{Missing, OptionId, Options, QuestionId, Value};
use crate::rulebook::{Condition, Count, Formula, Kind, Names, Node, Pattern, Rulebook, ScoreId};
use crate::ui::{Conjunction, Ui};

/// Puts a rulebook into words.
#[derive(Clone, Copy, Debug)]
pub struct Phrase<'a> {
    rulebook: &'a Rulebook,
    ui: &'a Ui,
}

/// A statement in words.
struct Clause {
    text: String,
    /// Whether it stands in parentheses where it is part of another.
    compound: bool,
}

impl<'a> Phrase<'a> {
    /// Of this rulebook, with these words.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook, ui: &'a Ui) -> Self {
        Phrase { rulebook, ui }
    }

    /// A condition: "Pain duration at least 6 months, and Existing pump: no".
    #[must_use]
    pub fn condition(&self, condition: &Condition) -> String {
        self.clause(condition).text
    }

    /// A formula: "mean of Pain now, Pain at best and Pain at worst".
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
                let titles = of.iter().map(|&question| self.quoted(&self.question(question))).collect();
                words.points(joined(titles, Conjunction(words.and)))
            }
            Formula::Count(of) => words.how_many(self.counted(of, None)),
            Formula::Subtract(left, right) => format!("{} - {}", self.operand(left), self.operand(right)),
            Formula::Divide(left, right) => format!("{} / {}", self.operand(left), self.operand(right)),
            Formula::PercentDrop { from, to } => words.percent_drop(self.operand(from), self.operand(to)),
        }
    }

    /// What a question, fact or score is called. A child of `for_each` names its option: "Outcome (Injections)".
    #[must_use]
    pub fn subject(&self, subject: Node) -> String {
        match subject {
            Node::Question(question) => self.question(question),
            Node::Fact(fact) => self.rulebook.facts[fact].title.clone(),
            Node::Score(score) => self.rulebook.scores[score].title.clone(),
        }
    }

    /// What a question is called. A child of `for_each` names its option: "Outcome (Injections)".
    #[must_use]
    pub fn question(&self, question: QuestionId) -> String {
        let question = &self.rulebook.questions[question];
        match question.parent {
            None => question.title.clone(),
            Some(parent) => {
                let option = self.short_label(parent.question, parent.option);
                self.ui.phrase.child(&question.title, option)
            }
        }
    }

    /// The label of an option.
    #[must_use]
    pub fn label(&self, question: QuestionId, option: OptionId) -> &'a str {
        let question = &self.rulebook.questions[question];
        match (&question.kind, option) {
            (Kind::YesNo(_), OptionId::YES) => self.ui.words.yes,
            (Kind::YesNo(_), OptionId::NO) => self.ui.words.no,
            _ => question.options().get(option).map_or("", |choice| &choice.label),
        }
    }

    /// The short label of an option, or its label where it has none.
    #[must_use]
    pub fn short_label(&self, question: QuestionId, option: OptionId) -> &'a str {
        let choice = self.rulebook.questions[question].options().get(option);
        choice.and_then(|choice| choice.short.as_deref()).unwrap_or_else(|| self.label(question, option))
    }

    /// A value: "48 months", `Spine surgery, "Another, such as rest"`. Of several labels, those that hold a comma are quoted.
    #[must_use]
    pub fn value(&self, question: QuestionId, value: &Value) -> String {
        self.worded(question, value, |option| self.label(question, option))
    }

    /// A value with the short labels of its options, where they have one.
    #[must_use]
    pub fn short_value(&self, question: QuestionId, value: &Value) -> String {
        self.worded(question, value, |option| self.short_label(question, option))
    }

    /// Why there is no value: "not asked", "not known", "declined".
    #[must_use]
    pub fn missing(&self, missing: Missing) -> &str {
        let words = &self.ui.words;
        match missing {
            Missing::Unanswered => words.not_asked,
            Missing::Unknown => words.not_known,
            Missing::Declined => words.declined,
            Missing::NotApplicable => words.reported_not_applicable,
            Missing::Unreadable => words.unreadable,
        }
    }

    fn worded(&self, question: QuestionId, value: &Value, label: impl Fn(OptionId) -> &'a str) -> String {
        match value {
            Value::Option(option) => label(*option).to_owned(),
            Value::Options(options) => self.listed(options.iter().map(|option| label(option).to_owned()).collect()),
            Value::Number(number) => self.amount(*number, self.unit(question)),
            Value::Text(text) => text.clone(),
        }
    }

    fn clause(&self, condition: &Condition) -> Clause {
        let words = &self.ui.phrase;
        let simple = |text| Clause { text, compound: false };
        let compound = |text| Clause { text, compound: true };
        match condition {
            Condition::All(of) if of.is_empty() => simple(words.always.to_owned()),
            Condition::Any(of) if of.is_empty() => simple(words.never.to_owned()),
            Condition::All(of) | Condition::Any(of) if of.len() == 1 => self.clause(&of[0]),
            Condition::All(of) => compound(self.both(of, Conjunction(words.and), |part| match part {
                Condition::All(of) => Some(of),
                _ => None,
            })),
            Condition::Any(of) => compound(self.both(of, Conjunction(words.or), |part| match part {
                Condition::Any(of) => Some(of),
                _ => None,
            })),
            Condition::Not(of) => compound(self.not(&self.clause(of))),
            Condition::Fact(fact, true) => simple(self.rulebook.facts[*fact].title.clone()),
            Condition::Fact(fact, false) => compound(self.not(&simple(self.rulebook.facts[*fact].title.clone()))),
            Condition::Count(count) => compound(self.count(count)),
            Condition::OneOf(question, _)
            | Condition::Names(question, _)
            | Condition::Number(question, _)
            | Condition::Answered(question)
            | Condition::Missing(question) => simple(self.test(&self.question(*question), condition)),
            Condition::Score(score, _) | Condition::Band(score, _) => {
                simple(self.test(&self.rulebook.scores[*score].title, condition))
            }
        }
    }

    /// What a test says of its subject, by the name given; nothing of any other condition.
    fn test(&self, subject: &str, condition: &Condition) -> String {
        let words = &self.ui.phrase;
        match condition {
            Condition::OneOf(question, options) => words.colon(subject, self.either(self.labels(*question, *options))),
            Condition::Names(question, names) => words.colon(subject, self.names(*question, *names)),
            Condition::Number(question, bounds) => words.number(subject, self.bounds(bounds, self.unit(*question))),
            Condition::Score(score, bounds) => {
                words.number(subject, self.bounds(bounds, self.rulebook.scores[*score].unit.as_deref()))
            }
            Condition::Band(score, bands) => words.colon(subject, self.either(self.bands(*score, bands))),
            Condition::Answered(_) => words.colon(subject, words.answered),
            Condition::Missing(_) => words.colon(subject, words.unanswered),
            _ => String::new(),
        }
    }

    /// The test on a child, after its parent and a colon: "Outcome is Enough relief".
    fn test_on_child(&self, condition: &Condition) -> String {
        let title = subject_of(condition).map_or("", |child| self.rulebook.questions[child].title.as_str());
        match condition {
            Condition::OneOf(question, options) => {
                let test = self.either(self.labels(*question, *options));
                self.ui.phrase.is(title, &test)
            }
            _ => self.test(title, condition),
        }
    }

    fn names(&self, question: QuestionId, names: Names) -> String {
        let words = &self.ui.phrase;
        let exclusive = |options: Options| {
            let all = self.rulebook.questions[question].options();
            options.iter().all(|option| all.get(option).is_some_and(|choice| choice.exclusive))
        };
        let any = |options| self.either(self.labels(question, options));
        match names {
            Names::AnyOf(options) => any(options),
            Names::AllOf(options) => joined(self.labels(question, options), Conjunction(words.and)),
            Names::NoneOf(options) if exclusive(options) => words.other_than(any(options)),
            Names::NoneOf(options) if options.count() == 1 => words.does_not_name(any(options)),
            Names::NoneOf(options) => words.none_of(any(options)),
            Names::Only(options) => words.nothing_but(any(options)),
        }
    }

    fn count(&self, count: &Count) -> String {
        let words = &self.ui.phrase;
        let number = |n: usize| n.to_string();
        let so_many = match (count.at_least, count.at_most) {
            (Some(least), Some(most)) if least == most => words.equals(number(least)),
            (Some(least), Some(most)) => words.from_to(number(least), number(most)),
            (Some(least), None) => words.at_least(number(least)),
            (None, Some(most)) => words.at_most(number(most)),
            (None, None) => return words.always.to_owned(),
        };
        words.so_many_of(so_many, self.counted(&count.of, count.pattern.as_ref()))
    }

    /// What is counted: "Treatments tried: Outcome is Enough relief" for all children alike, "Treatments tried: A, B" for
    /// options of one question, else "(A; B; C)".
    fn counted(&self, of: &[Condition], pattern: Option<&Pattern>) -> String {
        let colon = |subject: &str, test: &str| self.ui.phrase.colon(subject, test);
        let alike = pattern.map(|pattern| pattern.parent).or_else(|| self.all_children_alike(of));
        if let (Some(parent), Some(first)) = (alike, of.first()) {
            return colon(&self.rulebook.questions[parent].title, &self.test_on_child(first));
        }
        if let Some((question, options)) = single_options(of) {
            let labels = options.into_iter().map(|option| self.short_label(question, option).to_owned()).collect();
            return colon(&self.question(question), &self.listed(labels));
        }
        format!("({})", of.iter().map(|of| self.clause(of).text).collect::<Vec<_>>().join("; "))
    }

    /// The parent, where these are one test on one child of each option that has it.
    fn all_children_alike(&self, of: &[Condition]) -> Option<QuestionId> {
        let of_first = of.first()?;
        let group = self.rulebook.group_of(subject_of(of_first)?)?;
        let test = self.test("", of_first);
        let is_row = |question: QuestionId| group.rows.iter().any(|(_, row)| *row == question);
        let alike = |of: &Condition| subject_of(of).is_some_and(is_row) && self.test("", of) == test;
        (of.iter().all(alike) && group.rows.len() == of.len()).then_some(group.parent)
    }

    fn not(&self, of: &Clause) -> String {
        let (not, of_text) = (self.ui.phrase.not, &of.text);
        if of.compound || of_text.contains(':') { format!("{not} ({of_text})") } else { format!("{not}: {of_text}") }
    }

    /// Parts joined by one word; parts of parts that are joined by the same word stand beside them.
    fn both<'c>(
        &self,
        of: &'c [Condition],
        word: Conjunction,
        same: impl Fn(&'c Condition) -> Option<&'c Vec<Condition>> + Copy,
    ) -> String {
        fn flat<'c>(
            of: &'c [Condition],
            same: impl Fn(&'c Condition) -> Option<&'c Vec<Condition>> + Copy,
        ) -> Vec<&'c Condition> {
            let parts = of.iter().map(|part| match same(part) {
                Some(parts) if !parts.is_empty() => flat(parts, same),
                _ => vec![part],
            });
            parts.flatten().collect()
        }
        let clauses: Vec<Clause> = flat(of, same).into_iter().map(|of| self.clause(of)).collect();
        let busy = |clause: &Clause| !clause.compound && (self.is_busy(&clause.text) || clause.text.contains(':'));
        let busy = clauses.iter().any(busy);
        let parts = clauses.into_iter().map(parenthesised).collect::<Vec<_>>();
        let apart = |text: String, part: &String| format!("{text}, {} {part}", word.before(part));
        match parts.split_first() {
            Some((first, others)) if busy => others.iter().fold(first.clone(), apart),
            _ => joined(parts, word),
        }
    }

    fn operands(&self, of: &[Formula]) -> String {
        let operand = |of: &Formula| match of {
            Formula::Question(_) | Formula::Score(_) => self.quoted(&self.formula(of)),
            _ => self.operand(of),
        };
        joined(of.iter().map(operand).collect(), Conjunction(self.ui.phrase.and))
    }

    fn operand(&self, of: &Formula) -> String {
        let compound = !matches!(of, Formula::Question(_) | Formula::Score(_) | Formula::Literal(_));
        parenthesised(Clause { text: self.formula(of), compound })
    }

    fn labels(&self, question: QuestionId, options: Options) -> Vec<String> {
        let label = |option| self.short_label(question, option).to_owned();
        self.told_apart(options.iter().map(label).collect())
    }

    fn bands(&self, score: ScoreId, bands: &[usize]) -> Vec<String> {
        let all = &self.rulebook.scores[score].bands;
        self.told_apart(bands.iter().filter_map(|&band| Some(all.get(band)?.label.clone())).collect())
    }

    /// Labels one after the other: `warfarin, stroke or mini-stroke, "ibuprofen, naproxen"`.
    #[must_use]
    pub fn listed(&self, mut labels: Vec<String>) -> String {
        if labels.len() > 1 {
            labels.iter_mut().filter(|label| label.contains(',')).for_each(|label| *label = format!("\"{label}\""));
        }
        labels.join(", ")
    }

    /// Labels of a list; quoted where they would run into each other.
    fn told_apart(&self, labels: Vec<String>) -> Vec<String> {
        if labels.len() < 2 { labels } else { labels.iter().map(|label| self.quoted(label)).collect() }
    }

    fn either(&self, labels: Vec<String>) -> String {
        joined(labels, Conjunction(self.ui.phrase.or))
    }

    fn quoted(&self, text: &str) -> String {
        if self.is_busy(text) { format!("\"{text}\"") } else { text.to_owned() }
    }

    /// Whether a text holds a comma, "and" or "or", and so would not stand apart in a list.
    fn is_busy(&self, text: &str) -> bool {
        let words = [self.ui.phrase.and, self.ui.phrase.or];
        text.contains(',') || words.into_iter().any(|word| Conjunction(word).stands_in(text))
    }

    fn unit(&self, question: QuestionId) -> Option<&str> {
        match &self.rulebook.questions[question].kind {
            Kind::Number(number) => number.unit.as_deref(),
            _ => None,
        }
    }
}

/// The question that a test looks at.
fn subject_of(condition: &Condition) -> Option<QuestionId> {
    match condition {
        Condition::OneOf(question, _)
        | Condition::Names(question, _)
        | Condition::Number(question, _)
        | Condition::Answered(question)
        | Condition::Missing(question) => Some(*question),
        _ => None,
    }
}

/// The options, where each test is "names this one" on the same question.
fn single_options(of: &[Condition]) -> Option<(QuestionId, Vec<OptionId>)> {
    let named = |of: &Condition| match of {
        Condition::Names(question, Names::AnyOf(options)) if options.count() == 1 => {
            Some((*question, options.iter().next()?))
        }
        _ => None,
    };
    let (question, _) = named(of.first()?)?;
    let options = of.iter().map(|of| named(of).filter(|(other, _)| *other == question).map(|(_, option)| option));
    Some((question, options.collect::<Option<_>>()?))
}

fn parenthesised(clause: Clause) -> String {
    if clause.compound { format!("({})", clause.text) } else { clause.text }
}

/// "A", "A and B", "A, B and C".
fn joined(mut items: Vec<String>, word: Conjunction) -> String {
    match (items.pop(), items.is_empty()) {
        (None, _) => String::new(),
        (Some(last), true) => last,
        (Some(last), false) => format!("{} {} {last}", items.join(", "), word.before(&last)),
    }
}
