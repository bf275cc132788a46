//! Conditions in words.

use super::Phrase;
use super::list::joined;
use crate::answer::{OptionId, Options, QuestionId};
use crate::rulebook::{Condition, Count, Names, Node, Pattern, ScoreId};

/// A condition in words.
struct Clause {
    text: String,
    /// Whether it needs parentheses as part of another condition.
    compound: bool,
}

impl Clause {
    /// Returns the text as part of a longer one, in parentheses if it is compound.
    fn into_part(self) -> String {
        if self.compound { format!("({})", self.text) } else { self.text }
    }
}

impl Phrase<'_> {
    /// Words a condition: "Pain duration at least 6 months, and Existing pump: no".
    #[must_use]
    pub fn condition(&self, condition: &Condition) -> String {
        self.clause(condition).text
    }

    fn clause(&self, condition: &Condition) -> Clause {
        let words = &self.ui.phrase;
        let simple = |text| Clause { text, compound: false };
        let compound = |text| Clause { text, compound: true };
        match condition {
            Condition::All(of) if of.is_empty() => simple(words.always.to_owned()),
            Condition::Any(of) if of.is_empty() => simple(words.never.to_owned()),
            Condition::All(of) | Condition::Any(of) if of.len() == 1 => self.clause(&of[0]),
            Condition::All(of) => compound(self.both(of, true)),
            Condition::Any(of) => compound(self.both(of, false)),
            Condition::Not(of) => compound(self.not(&self.clause(of))),
            Condition::Fact(fact, true) => simple(self.subject(Node::Fact(*fact))),
            Condition::Fact(fact, false) => compound(self.not(&simple(self.subject(Node::Fact(*fact))))),
            Condition::Count(count) => compound(self.count(count)),
            _ => simple(condition.subject().map_or_else(String::new, |of| self.test(&self.subject(of), condition))),
        }
    }

    /// Words a test with the name given for its subject; empty for any other condition.
    fn test(&self, subject: &str, condition: &Condition) -> String {
        let words = &self.ui.phrase;
        match condition {
            Condition::OneOf(question, options) => words.colon(subject, self.either(&self.labels(*question, *options))),
            Condition::Names(question, names) => words.colon(subject, self.names(*question, *names)),
            Condition::Number(question, bounds) => words.number(subject, self.bounds(bounds, self.unit(*question))),
            Condition::Score(score, bounds) => {
                words.number(subject, self.bounds(bounds, self.rulebook.scores[*score].unit.as_deref()))
            }
            Condition::Band(score, bands) => words.colon(subject, self.either(&self.bands(*score, bands))),
            Condition::Answered(_) => words.colon(subject, words.answered),
            Condition::Missing(_) => words.colon(subject, words.unanswered),
            _ => String::new(),
        }
    }

    /// Words a test on a question of a group, after the group's parent and a colon: "Outcome is Enough relief".
    fn test_on_child(&self, condition: &Condition) -> String {
        let title = question_of(condition).map_or("", |child| self.rulebook.questions[child].title.as_str());
        match condition {
            Condition::OneOf(question, options) => {
                self.ui.phrase.is(title, self.either(&self.labels(*question, *options)))
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
        let any = |options| self.either(&self.labels(question, options));
        match names {
            Names::AnyOf(options) => any(options),
            Names::AllOf(options) => self.apart(&self.labels(question, options), self.and()),
            Names::NoneOf(options) if exclusive(options) => words.other_than(any(options)),
            Names::NoneOf(options) if options.count() == 1 => words.does_not_name(any(options)),
            Names::NoneOf(options) => words.none_of(any(options)),
            Names::Only(options) => words.nothing_but(any(options)),
        }
    }

    fn count(&self, count: &Count) -> String {
        let words = &self.ui.phrase;
        let so_many = match (count.at_least, count.at_most) {
            (Some(least), Some(most)) if least == most => words.equals(least),
            (Some(least), Some(most)) => words.from_to(least, most),
            (Some(least), None) => words.at_least(least),
            (None, Some(most)) => words.at_most(most),
            (None, None) => return words.always.to_owned(),
        };
        words.so_many_of(so_many, self.counted(&count.of, count.pattern.as_ref()))
    }

    /// Words the counted conditions: "Treatments tried: Outcome is Enough relief" for all rows of a group, "Treatments
    /// tried: A, B" for options of one question, else "(A; B; C)".
    pub(super) fn counted(&self, of: &[Condition], pattern: Option<&Pattern>) -> String {
        let words = &self.ui.phrase;
        let alike = pattern.map(|pattern| pattern.parent).or_else(|| self.parent_of_all_rows(of));
        if let (Some(parent), Some(first)) = (alike, of.first()) {
            return words.colon(&self.rulebook.questions[parent].title, self.test_on_child(first));
        }
        if let Some((question, options)) = single_options(of) {
            let labels = options.into_iter().map(|option| self.short_label(question, option).to_owned()).collect();
            return words.colon(self.question(question), self.listed(labels));
        }
        format!("({})", of.iter().map(|of| self.clause(of).text).collect::<Vec<_>>().join("; "))
    }

    /// Returns the parent of a group if the conditions are the same test on each of its rows.
    fn parent_of_all_rows(&self, of: &[Condition]) -> Option<QuestionId> {
        let of_first = of.first()?;
        let group = self.rulebook.group_of(question_of(of_first)?)?;
        let test = self.test("", of_first);
        let is_row = |question: QuestionId| group.rows.iter().any(|(_, row)| *row == question);
        let alike = |of: &Condition| question_of(of).is_some_and(is_row) && self.test("", of) == test;
        (of.iter().all(alike) && group.rows.len() == of.len()).then_some(group.parent)
    }

    fn not(&self, of: &Clause) -> String {
        let (not, of_text) = (self.ui.phrase.not, &of.text);
        if of.compound || of_text.contains(':') { format!("{not} ({of_text})") } else { format!("{not}: {of_text}") }
    }

    /// Joins parts by one word; nested parts joined by the same word are flattened.
    fn both(&self, of: &[Condition], all: bool) -> String {
        let word = if all { self.and() } else { self.or() };
        let clauses: Vec<Clause> = flat(of, all).into_iter().map(|of| self.clause(of)).collect();
        let busy = |clause: &Clause| !clause.compound && (self.is_busy(&clause.text) || clause.text.contains(':'));
        let busy = clauses.iter().any(busy);
        let parts: Vec<String> = clauses.into_iter().map(Clause::into_part).collect();
        match parts.split_first() {
            Some((first, others)) if busy => {
                others.iter().fold(first.clone(), |text, part| format!("{text}, {} {part}", word.before(part)))
            }
            _ => joined(parts, word),
        }
    }

    fn labels(&self, question: QuestionId, options: Options) -> Vec<String> {
        options.iter().map(|option| self.short_label(question, option).to_owned()).collect()
    }

    fn bands(&self, score: ScoreId, bands: &[usize]) -> Vec<String> {
        let all = &self.rulebook.scores[score].bands;
        bands.iter().filter_map(|&band| Some(all.get(band)?.label.clone())).collect()
    }
}

/// Returns the parts of "all of" (or of "any of"), with nested parts of the same kind flattened.
fn flat(of: &[Condition], all: bool) -> Vec<&Condition> {
    let parts = of.iter().map(|part| match part {
        Condition::All(of) if all && !of.is_empty() => flat(of, all),
        Condition::Any(of) if !all && !of.is_empty() => flat(of, all),
        _ => vec![part],
    });
    parts.flatten().collect()
}

/// Returns the question of a test.
fn question_of(condition: &Condition) -> Option<QuestionId> {
    match condition.subject()? {
        Node::Question(question) => Some(question),
        Node::Fact(_) | Node::Score(_) => None,
    }
}

/// Returns the options if each test is "names this one" on the same question.
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
