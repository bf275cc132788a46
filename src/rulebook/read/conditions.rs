//! Conditions: one `subject: test`, or `all`, `any`, `not`, `count`; each test agreed with the type of its subject.

use super::keys::CountRecord;
use super::names::Scope;
use super::numbers::figure;
use crate::answer::{Options, QuestionId};
use crate::document::record::{key_does_not_fit, list, missing_key, unknown_key, words};
use crate::document::suggest::{did_you_mean, meant_or_listed};
use crate::document::{Finding, MOST_NODES, Place, Raw, too_many_nodes};
use crate::rulebook::codes;
use crate::rulebook::{Bounds, Condition, Count, FactId, Kind, Names, Node, Pattern, ScoreId};
use crate::text::Span;

/// A reference from a condition or formula to a question, fact or score.
#[derive(Clone, Copy, Debug)]
pub(super) struct Use {
    /// The subject.
    pub(super) node: Node,
    /// The place of the reference.
    pub(super) at: Span,
    /// Whether the test asks if the subject is answered or missing.
    pub(super) missing: bool,
}

/// Reads conditions, and formulas (`formulas.rs`).
pub(super) struct Reader<'e> {
    /// The names in scope.
    pub(super) scope: &'e Scope,
    /// Collects the findings.
    pub(super) errors: &'e mut Vec<Finding>,
    /// Collects the references.
    pub(super) uses: Vec<Use>,
    /// Number of conditions that patterns have unfolded to.
    pub(super) unfolded: usize,
}

/// The keys of limits, in the order of [`Bounds`].
const LIMITS: [&str; 5] = ["at_least", "above", "at_most", "below", "equals"];

/// Returns the placeholder for a condition that could not be read and was reported.
pub(super) fn unread() -> Condition {
    Condition::All(Vec::new())
}

impl Reader<'_> {
    /// Reads a condition; one that cannot be read is reported and replaced by a placeholder (`unread`).
    pub(super) fn condition(&mut self, place: Place<'_>) -> Condition {
        self.read(place).unwrap_or_else(unread)
    }

    fn read(&mut self, place: Place<'_>) -> Option<Condition> {
        let entries: Vec<(&str, Place<'_>)> = place.entries().take(2).collect();
        let &[(name, inner)] = entries.as_slice() else {
            if !place.is_refused() {
                let why = match entries.as_slice() {
                    [] if place.is_map() => "it is empty".to_owned(),
                    [] => format!("it is {}", place.described()),
                    _ => "a map of conditions has one key".to_owned(),
                };
                let at = entries.get(1).map_or(place.span(), |(_, second)| second.key_span());
                self.errors.push(codes::CONDITION_FORM.at(at, format!("this is no condition: {why}")));
            }
            return None;
        };
        Some(match name {
            "all" => Condition::All(self.conditions(inner, name)),
            "any" => Condition::Any(self.conditions(inner, name)),
            "not" => Condition::Not(Box::new(self.condition(inner))),
            "count" => self.count(inner)?,
            _ => {
                let node = self.scope.subject(name, inner.key_span(), self.errors)?;
                self.uses.push(Use { node, at: inner.key_span(), missing: false });
                self.test(node, inner)?
            }
        })
    }

    /// Reads the conditions of a list.
    pub(super) fn conditions(&mut self, place: Place<'_>, key: &str) -> Vec<Condition> {
        list(place, key, "condition", self.errors).into_iter().map(|place| self.condition(place)).collect()
    }

    fn test(&mut self, node: Node, place: Place<'_>) -> Option<Condition> {
        if place.is_refused() {
            return None;
        }
        match node {
            Node::Question(question) => self.question_test(question, place),
            Node::Fact(fact) => self.fact_test(fact, place),
            Node::Score(score) => self.score_test(score, place),
        }
    }

    fn question_test(&mut self, question: QuestionId, place: Place<'_>) -> Option<Condition> {
        if let Some(word @ ("answered" | "missing")) = place.text() {
            self.uses.push(Use { node: Node::Question(question), at: place.key_span(), missing: true });
            return Some(if word == "answered" { Condition::Answered(question) } else { Condition::Missing(question) });
        }
        if !self.scope.is_sound(question) {
            return None;
        }
        match &self.scope.questions[question].kind {
            Kind::YesNo(_) | Kind::Choice(_) if place.is_map() => {
                let form = if place.entries().any(|(key, _)| LIMITS.contains(&key)) {
                    "it has no value that limits could bound"
                } else {
                    "its answer is one option"
                };
                let advice = format!("{form}: write {}", self.examples(question));
                self.unfit(Node::Question(question), place, advice)
            }
            Kind::YesNo(_) | Kind::Choice(_) => {
                self.named(question, place).map(|options| Condition::OneOf(question, options))
            }
            Kind::Choices(_) => self.names(question, place),
            Kind::Number(_) => {
                self.bounds(Node::Question(question), place).map(|bounds| Condition::Number(question, bounds))
            }
            Kind::Text { .. } => {
                let advice = "text is not read: test whether it is `answered` or `missing`".to_owned();
                self.unfit(Node::Question(question), place, advice)
            }
        }
    }

    /// Returns "`pathway: cancer_pain` or `pathway: [cancer_pain, noncancer_pain]`", with options of the question.
    fn examples(&self, question: QuestionId) -> String {
        let question = &self.scope.questions[question];
        let codes: Vec<&str> = question.options().iter().take(2).map(|option| option.code.as_str()).collect();
        let (id, first) = (&question.id, codes.first().copied().unwrap_or("option"));
        format!("`{id}: {first}` or `{id}: [{}]`", codes.join(", "))
    }

    /// Reads the options that a test names.
    fn named(&mut self, question: QuestionId, place: Place<'_>) -> Option<Options> {
        if matches!(place.raw(), Raw::Bool(_) | Raw::Number(_)) {
            let advice = format!("write {}", self.examples(question));
            return self.unfit(Node::Question(question), place, advice);
        }
        let mut options = Options::none();
        let before = self.errors.len();
        for (code, at) in words(place, &self.scope.questions[question].id, self.errors) {
            let question = &self.scope.questions[question];
            if let Some(option) = question.option_coded(code) {
                options = options.with(option);
            } else {
                let known = question.options().iter().map(|option| option.code.as_str());
                let advice = match code {
                    "answered" | "missing" => Some(format!("`{code}` stands alone: `{}: {code}`", question.id)),
                    _ => Some(meant_or_listed(code, "its options are", known)),
                };
                let message = format!("unknown option `{code}` of `{}`", question.id);
                self.errors.push(codes::UNKNOWN_OPTION.at(at.span(), message).help(advice));
            }
        }
        (self.errors.len() == before).then_some(options)
    }

    /// Reads a test of the options that a `choices` answer names.
    fn names(&mut self, question: QuestionId, place: Place<'_>) -> Option<Condition> {
        if !place.is_map() {
            return self.named(question, place).map(|options| Condition::Names(question, Names::AnyOf(options)));
        }
        let entries: Vec<(&str, Place<'_>)> = place.entries().take(2).collect();
        let make = match entries.as_slice() {
            [("all_of", _)] => Names::AllOf,
            [("none_of", _)] => Names::NoneOf,
            [("only", _)] => Names::Only,
            _ => {
                let advice = "one of `all_of`, `none_of` and `only` stands in such a map; join several with `all`";
                return self.unfit(Node::Question(question), place, advice.to_owned());
            }
        };
        self.named(question, entries[0].1).map(|options| Condition::Names(question, make(options)))
    }

    fn fact_test(&mut self, fact: FactId, place: Place<'_>) -> Option<Condition> {
        let id = &self.scope.facts[fact];
        let advice = format!("a fact holds or does not: write `{id}: yes` or `{id}: no`");
        let codes =
            if place.is_map() { Vec::new() } else { place.items().chain([place]).filter_map(Place::text).collect() };
        let written = if place.is_list() { place.items().count() } else { 1 };
        let yes_or_no = |code: &&str| [("yes", true), ("no", false)].into_iter().find(|(word, _)| word == code);
        let truths: Vec<bool> = codes.iter().filter_map(yes_or_no).map(|(_, truth)| truth).collect();
        if truths.len() != written || written == 0 {
            return self.unfit(Node::Fact(fact), place, advice);
        }
        Some(match truths.as_slice() {
            [truth, rest @ ..] if rest.iter().all(|other| other == truth) => Condition::Fact(fact, *truth),
            _ => Condition::Any(vec![Condition::Fact(fact, true), Condition::Fact(fact, false)]),
        })
    }

    fn score_test(&mut self, score: ScoreId, place: Place<'_>) -> Option<Condition> {
        if place.is_map() {
            return self.bounds(Node::Score(score), place).map(|bounds| Condition::Score(score, bounds));
        }
        if matches!(place.raw(), Raw::Null | Raw::Bool(_) | Raw::Number(_))
            || matches!(place.text(), Some("answered" | "missing"))
        {
            let id = &self.scope.scores[score];
            let advice = format!("write `{id}: {{ at_least: 3 }}`, or name its bands");
            return self.unfit(Node::Score(score), place, advice);
        }
        let codes = words(place, &self.scope.scores[score], self.errors);
        let bands = self.scope.bands[score].as_ref()?;
        let mut found = Vec::new();
        for (code, at) in codes {
            if let Some(band) = bands.iter().position(|band| band.code == code) {
                found.push(band);
            } else {
                let known = bands.iter().map(|band| band.code.as_str());
                let advice = match bands.first() {
                    None => "it has no bands: test it with limits".to_owned(),
                    Some(_) => meant_or_listed(code, "its bands are", known),
                };
                let message = format!("unknown band `{code}` of the score `{}`", self.scope.scores[score]);
                self.errors.push(codes::UNKNOWN_BAND.at(at.span(), message).help(advice));
            }
        }
        found.sort_unstable();
        found.dedup();
        Some(Condition::Band(score, found))
    }

    /// Reads the limits of a number or a score.
    fn bounds(&mut self, node: Node, place: Place<'_>) -> Option<Bounds> {
        let id = self.scope.name(node).to_owned();
        if !place.is_map() || place.entries().next().is_none() {
            let advice = format!("a number is tested with limits: write `{id}: {{ at_least: 3 }}`");
            return self.unfit(node, place, advice);
        }
        let mut bounds = Bounds::default();
        let mut whole = true;
        for (key, value) in place.entries() {
            let limit = match key {
                "at_least" => &mut bounds.at_least,
                "above" => &mut bounds.above,
                "at_most" => &mut bounds.at_most,
                "below" => &mut bounds.below,
                "equals" => &mut bounds.equals,
                "all_of" | "none_of" | "only" => {
                    let advice = format!("it has no options: write `{id}: {{ at_least: 3 }}`");
                    return self.unfit(node, place, advice);
                }
                _ => {
                    let help = meant_or_listed(key, "the limits are", LIMITS);
                    self.errors.push(unknown_key(key, value.key_span(), LIMITS).help(help));
                    whole = false;
                    continue;
                }
            };
            *limit = figure(value, self.errors);
            whole &= limit.is_some();
        }
        whole.then_some(bounds)
    }

    /// Reports a test that does not fit its subject; returns `None`.
    fn unfit<T>(&mut self, node: Node, place: Place<'_>, advice: String) -> Option<T> {
        let message = format!("this test does not fit `{}`, {}", self.scope.name(node), self.what(node));
        self.errors.push(codes::TEST_DOES_NOT_FIT.at(place.span(), message).help(advice));
        None
    }

    /// Returns the type of a subject in words, as "a `choice` question".
    pub(super) fn what(&self, node: Node) -> &'static str {
        match node {
            Node::Fact(_) => "a fact",
            Node::Score(_) => "a score",
            Node::Question(question) => match self.scope.questions[question].kind {
                Kind::YesNo(_) => "a `yes_no` question",
                Kind::Choice(_) => "a `choice` question",
                Kind::Choices(_) => "a `choices` question",
                Kind::Number(_) => "a `number` question",
                Kind::Text { .. } => "a `text` question",
            },
        }
    }

    fn count(&mut self, place: Place<'_>) -> Option<Condition> {
        let record = CountRecord::read(place, self.errors);
        let (of, pattern) = self.counted(&record)?;
        if place.get("at_least").is_none() && place.get("at_most").is_none() {
            let message = "a count in a condition has `at_least` or `at_most`";
            self.errors.push(codes::COUNT_WITHOUT_BOUNDS.at(place.key_span(), message));
        }
        let (at_least, at_most, total) = (record.at_least, record.at_most, of.len());
        let at = |key: &str| place.get(key).map_or(place.key_span(), Place::span);
        let never = |key, why: String| codes::COUNT_NEVER.at(at(key), format!("this count can never hold: {why}"));
        let always = |key, why: String| codes::COUNT_ALWAYS.at(at(key), format!("this count always holds: {why}"));
        self.errors.extend(match (at_least, at_most) {
            (Some(least), _) if least > total => Some(never("at_least", format!("at least {least} of {total}"))),
            (Some(0), _) => Some(always("at_least", "at least 0".to_owned())),
            (Some(least), Some(most)) if most < least => {
                Some(never("at_most", format!("at least {least} and at most {most}")))
            }
            _ => None,
        });
        if let Some(most) = at_most.filter(|most| *most >= total) {
            self.errors.push(always("at_most", format!("at most {most} of {total}")));
        }
        Some(Condition::Count(Count { of, at_least, at_most, pattern }))
    }

    /// Reads the conditions of a `count`: a list, or those that a pattern unfolds to.
    pub(super) fn counted(&mut self, record: &CountRecord<'_>) -> Option<(Vec<Condition>, Option<Pattern>)> {
        let of = record.of?;
        let Some(pattern) = of.text() else {
            if let Some(is) = record.place.get("is") {
                let help = "each condition has a test of its own; `is` goes with a pattern";
                self.errors.push(key_does_not_fit("is", "a count of conditions", is.key_span(), help));
            }
            return Some((self.conditions(of, "of"), None));
        };
        let (parent, children) = self.matched(pattern, of.span())?;
        let Some(is) = record.is else {
            self.errors.push(missing_key(record.place, "is", "a count of a pattern"));
            return None;
        };
        let (&child, others) = children.split_first()?;
        self.unfolded += children.len();
        if self.unfolded > MOST_NODES {
            self.errors.push(too_many_nodes(of.span()));
            return None;
        }
        let start = self.uses.len();
        self.uses.push(Use { node: Node::Question(child), at: of.span(), missing: false });
        let first = self.test(Node::Question(child), is).unwrap_or_else(unread);
        let seen: Vec<Use> = self.uses[start..].to_vec();
        for &other in others {
            self.uses.extend(seen.iter().map(|seen| Use { node: Node::Question(other), ..*seen }));
        }
        let rest = others.iter().map(|&other| of_another(&first, other)).collect::<Vec<_>>();
        Some(([first].into_iter().chain(rest).collect(), Some(Pattern { parent, child })))
    }

    /// Returns the children that `parent.*.child` matches; reports a pattern that matches none.
    fn matched(&mut self, pattern: &str, at: Span) -> Option<(QuestionId, Vec<QuestionId>)> {
        let parts: Vec<&str> = pattern.split('.').collect();
        let fault = |why: &'static str, advice: Option<String>| {
            codes::PATTERN_MATCHES_NOTHING
                .at(at, format!("the pattern `{pattern}` matches nothing"))
                .label(why)
                .help(advice)
        };
        let form = || Some("a pattern is written `question.*.child`".to_owned());
        let &[parent_id, "*", child_id] = parts.as_slice() else {
            self.errors.push(fault("not a pattern", form()));
            return None;
        };
        let Some(&(Node::Question(parent), _)) = self.scope.subjects.get(parent_id) else {
            let parents = self.scope.groups.iter().map(|group| self.scope.questions[group.parent].id.as_str());
            let advice = did_you_mean(parent_id, parents).or_else(form);
            self.errors.push(fault("no question of this name", advice));
            return None;
        };
        if !self.scope.is_sound(parent) {
            return None;
        }
        let children = || self.scope.groups.iter().filter(|group| group.parent == parent);
        let named = children().filter(|group| group.name == child_id);
        let matching: Vec<QuestionId> = named.flat_map(|group| &group.rows).map(|(_, question)| *question).collect();
        if matching.is_empty() {
            let none = children().next().is_none();
            let why = if none { "the question has no `for_each`" } else { "no child of this name" };
            let advice = did_you_mean(child_id, children().map(|group| group.name.as_str()));
            self.errors.push(fault(why, advice));
            return None;
        }
        Some((parent, matching))
    }
}

/// Returns the same test of another question with the same answers.
fn of_another(condition: &Condition, other: QuestionId) -> Condition {
    match condition {
        Condition::OneOf(_, options) => Condition::OneOf(other, *options),
        Condition::Names(_, names) => Condition::Names(other, *names),
        Condition::Number(_, bounds) => Condition::Number(other, *bounds),
        Condition::Answered(_) => Condition::Answered(other),
        Condition::Missing(_) => Condition::Missing(other),
        _ => unread(),
    }
}
