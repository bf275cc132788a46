//! From the text of a tests file to cases: each test by itself first, then with the answers of the tests it extends.

use std::collections::HashMap;

use jiff::civil::Date;
use miette::SourceSpan;

use super::error::{TestsError, TestsErrors};
use super::expect::Expecting;
use super::{Cannot, Claim, TestCase, Tests};
use crate::answer::{Answers, QuestionId, Response};
use crate::document::suggest::{did_you_mean, one_of};
use crate::document::{Place, Raw, Tree};
use crate::form::Form;
use crate::form::bind::Binder;
use crate::form::entry::FormField;
use crate::form::file::read::entry;
use crate::form::value::day as a_day;
use crate::rule_tests::goal::Goal;
use crate::rulebook::Rulebook;
use crate::rulebook::error::RulebookError;
use crate::rulebook::shipped;
use crate::text::{SourceText, Span};

const FILE_KEYS: [&str; 3] = ["as_of", "tests", "cannot"];
const TEST_KEYS: [&str; 12] = [
    "test",
    "extends",
    "as_of",
    "answers",
    "each",
    "expect",
    "because",
    "asked",
    "not_asked",
    "waits",
    "says",
    "not_says",
];
const CANNOT_KEYS: [&str; 3] = ["of", "what", "because"];

impl Tests {
    /// Reads the tests of a rulebook.
    ///
    /// # Errors
    /// All that is wrong with the file, at once.
    pub fn read(rulebook: &Rulebook, source: &SourceText) -> Result<Tests, TestsErrors> {
        let mut yaml = Vec::new();
        let tree = shipped::read(&source.text, &mut yaml);
        let mut reader =
            Reader { rulebook, errors: yaml.into_iter().map(|error| opened(error.into(), source)).collect() };
        let tests = match tree.as_ref().map(Tree::root) {
            Some(Some(root)) => reader.file(root),
            Some(None) => reader.without_tests(Span::default()),
            None => Tests::default(), // reported
        };
        if reader.errors.is_empty() { Ok(tests) } else { Err(TestsErrors::new(source, reader.errors)) }
    }
}

/// An error of the text; a bare `?`, which YAML takes for something else, is a place that was not filled in.
fn opened(error: RulebookError, source: &SourceText) -> TestsError {
    let Span { start, end } = error.at();
    match source.text.get(start..end) {
        Some("?") => TestsError::NotFilledIn { name: "this form".to_owned(), at: Span { start, end }.into() },
        _ => error.into(),
    }
}

/// What is read with, and what was wrong so far.
pub(super) struct Reader<'r> {
    pub(super) rulebook: &'r Rulebook,
    pub(super) errors: Vec<TestsError>,
}

/// A question, and an answer of it for each run, with the words of the file.
type Each = (QuestionId, Vec<(String, Option<Response>)>);

/// One test before it is joined to those that it extends.
struct Draft {
    name: String,
    at: Span,
    extends: Option<(String, Span)>,
    as_of: Option<Date>,
    /// `None` takes away what the extended test says.
    answers: Changes,
    /// A question, and an answer of it for each run, with the words of the file.
    each: Option<Each>,
    claims: Vec<Claim>,
    because: Vec<QuestionId>,
}

type Changes = Vec<(QuestionId, Option<Response>)>;

impl Reader<'_> {
    fn file(&mut self, root: Place<'_>) -> Tests {
        if !self.is_map(root, &FILE_KEYS) {
            return Tests::default();
        }
        let as_of = root.get("as_of").and_then(|place| self.day(place)).unwrap_or_else(|| self.default_day());
        let Some(tests) = root.get("tests") else {
            return self.without_tests(root.head());
        };
        let drafts: Vec<Draft> =
            self.items(tests, "a list of tests").into_iter().filter_map(|one| self.draft(one)).collect();
        let cannot = root.get("cannot").map(|place| self.items(place, "a list")).unwrap_or_default();
        let cannot = cannot.into_iter().flat_map(|one| self.cannot(one)).collect::<Vec<_>>();
        self.once(&cannot);
        Tests { cases: self.cases(&drafts, as_of), cannot }
    }

    fn without_tests(&mut self, at: Span) -> Tests {
        self.errors.push(TestsError::MissingKey { key: "tests", whose: "the file", at: at.into() });
        Tests::default()
    }

    /// The day of tests that name none: the last on which a source of the rulebook was read. No clock is asked.
    fn default_day(&self) -> Date {
        self.rulebook.sources.iter().map(|source| source.checked).max().unwrap_or(Date::ZERO)
    }

    // A test by itself.

    fn draft(&mut self, place: Place<'_>) -> Option<Draft> {
        if !self.is_map(place, &TEST_KEYS) {
            return None;
        }
        let Some(name) = place.get("test") else {
            self.errors.push(TestsError::MissingKey { key: "test", whose: "a test", at: place.head().into() });
            return None;
        };
        let name = self.text(name)?;
        let extends = place.get("extends").and_then(|place| Some((self.text(place)?, place.span())));
        let as_of = place.get("as_of").and_then(|place| self.day(place));
        let answers = place.get("answers").map(|place| self.answers(place)).unwrap_or_default();
        let each = place.get("each").and_then(|place| self.each(place));
        let Expecting { claims, because } = self.expecting(place);
        Some(Draft { name, at: place.head(), extends, as_of, answers, each, claims, because })
    }

    fn answers(&mut self, place: Place<'_>) -> Changes {
        if !place.is_map() {
            self.wrong(place, "a map of questions and answers");
        }
        place.entries().filter_map(|(name, answer)| self.answer(name, answer)).collect()
    }

    fn answer(&mut self, name: &str, place: Place<'_>) -> Option<(QuestionId, Option<Response>)> {
        let question = self.question(name, place.key_span())?;
        Some((question, self.given(question, place)?))
    }

    /// One answer, as forms write it; `Some(None)` where it says nothing.
    #[expect(clippy::option_option, reason = "an answer that says nothing differs from one that cannot be")]
    fn given(&mut self, question: QuestionId, place: Place<'_>) -> Option<Option<Response>> {
        if place.is_refused() {
            return None;
        }
        let Ok(Some(entry)) = entry(&self.rulebook.questions[question].id, place) else {
            self.wrong(place, "an answer as forms write it");
            return None;
        };
        let mut binder = Binder::new(self.rulebook, Date::ZERO);
        binder.entry(FormField::Answer(question), &entry);
        match binder.finish() {
            Ok(form) => Some(form.answers.get(question).cloned()),
            Err(refusals) => {
                let said = |refusal: crate::form::refusal::Refusal| TestsError::Answer {
                    field: refusal.field,
                    reason: refusal.reason.to_string(),
                    at: place.span().into(),
                };
                self.errors.extend(refusals.into_iter().map(said));
                None
            }
        }
    }

    fn each(&mut self, place: Place<'_>) -> Option<Each> {
        let entries: Vec<_> = place.entries().collect();
        let &[(name, values)] = entries.as_slice() else {
            if place.is_map() {
                self.errors.push(TestsError::Each { count: entries.len(), at: place.key_span().into() });
            } else {
                self.wrong(place, "a map of one question and a list of its answers");
            }
            return None;
        };
        let question = self.question(name, values.key_span())?;
        let values = self.items(values, "a list of answers");
        let read = |reader: &mut Self, place| Some((shown(place), reader.given(question, place)?));
        let answers = values.into_iter().filter_map(|place| read(self, place)).collect();
        Some((question, answers))
    }

    // What no form shows.

    fn cannot(&mut self, place: Place<'_>) -> Vec<Cannot> {
        if !self.is_map(place, &CANNOT_KEYS) {
            return Vec::new();
        }
        let needed = CANNOT_KEYS.map(|key| place.get(key).filter(|value| !value.is_null()));
        for (key, found) in CANNOT_KEYS.into_iter().zip(&needed) {
            if found.is_none() {
                self.errors.push(TestsError::MissingKey {
                    key,
                    whose: "an entry of `cannot`",
                    at: place.head().into(),
                });
            }
        }
        let [Some(of), Some(what), Some(because)] = needed else { return Vec::new() };
        let (Some(name), Some(because)) = (self.text(of), self.text(because)) else { return Vec::new() };
        let all = Goal::all(self.rulebook);
        let known: Vec<(String, Goal)> = all.iter().map(|goal| (goal.of(self.rulebook), *goal)).collect();
        let goals: Vec<Goal> = known.iter().filter(|(of, _)| *of == name).map(|(_, goal)| *goal).collect();
        if goals.is_empty() {
            let advice = did_you_mean(&name, known.iter().map(|(of, _)| of.as_str()));
            let at = of.span().into();
            self.errors.push(TestsError::UnknownName { what: "criterion, alert, question or score", name, at, advice });
            return Vec::new();
        }
        let whats = Self::one_or_many(what);
        whats
            .into_iter()
            .filter_map(|what| self.goal(&name, &goals, what).map(|goal| (goal, what.span())))
            .map(|(goal, at)| Cannot { goal, because: because.clone(), at })
            .collect()
    }

    fn goal(&mut self, of: &str, goals: &[Goal], place: Place<'_>) -> Option<Goal> {
        let what = self.text(place)?;
        let words: Vec<String> = goals.iter().map(|goal| goal.what(self.rulebook)).collect();
        let found = words.iter().position(|word| *word == what).map(|at| goals[at]);
        if found.is_none() {
            let advice = did_you_mean(&what, words.iter().map(String::as_str))
                .or_else(|| Some(format!("it can be {}", one_of(words.iter().map(String::as_str)))));
            self.errors.push(TestsError::UnknownGoal { of: of.to_owned(), what, at: place.span().into(), advice });
        }
        found
    }

    fn once(&mut self, cannot: &[Cannot]) {
        let mut seen = std::collections::HashSet::new();
        for one in cannot.iter().filter(|one| !seen.insert(one.goal)) {
            let name = format!("{}: {}", one.goal.of(self.rulebook), one.goal.what(self.rulebook));
            self.errors.push(TestsError::Twice { name, at: one.at.into() });
        }
    }

    // Tests that extend others.

    fn cases(&mut self, drafts: &[Draft], as_of: Date) -> Vec<TestCase> {
        let mut named: HashMap<&str, usize> = HashMap::new();
        for (number, draft) in drafts.iter().enumerate() {
            if let Some(first) = named.insert(&draft.name, number) {
                let (name, at, first) = (draft.name.clone(), draft.at.into(), drafts[first].at.into());
                self.errors.push(TestsError::DuplicateTest { name, at, first });
            }
        }
        let extended: Vec<&str> = drafts.iter().filter_map(|draft| Some(draft.extends.as_ref()?.0.as_str())).collect();
        let mut cases = Vec::new();
        for (number, draft) in drafts.iter().enumerate() {
            if draft.claims.is_empty() && !extended.contains(&draft.name.as_str()) && self.errors.is_empty() {
                self.errors.push(TestsError::ExpectsNothing { name: draft.name.clone(), at: draft.at.into() });
            }
            let Some(line) = self.line(drafts, &named, number) else { continue };
            cases.extend(self.unfolded(draft, &line, as_of));
        }
        cases
    }

    /// The tests that this one rests on, the first of them first, itself last.
    fn line<'d>(&mut self, drafts: &'d [Draft], named: &HashMap<&str, usize>, number: usize) -> Option<Vec<&'d Draft>> {
        let (mut line, mut at) = (vec![number], number);
        while let Some((name, span)) = &drafts[at].extends {
            let Some(&next) = named.get(name.as_str()) else {
                let advice = did_you_mean(name, named.keys().copied());
                self.errors.push(TestsError::UnknownTest { name: name.clone(), at: (*span).into(), advice });
                return None;
            };
            if line.contains(&next) {
                self.errors.push(TestsError::Circle { name: name.clone(), at: (*span).into() });
                return None;
            }
            line.push(next);
            at = next;
        }
        Some(line.into_iter().rev().map(|number| &drafts[number]).collect())
    }

    fn unfolded(&self, draft: &Draft, line: &[&Draft], as_of: Date) -> Vec<TestCase> {
        let as_of = line.iter().filter_map(|draft| draft.as_of).next_back().unwrap_or(as_of);
        let mut form = Form::empty(self.rulebook, as_of);
        line.iter().flat_map(|draft| &draft.answers).for_each(|change| make(&mut form.answers, change));
        let case = |name: String, form: Form| TestCase {
            name,
            form,
            claims: draft.claims.clone(),
            because: draft.because.clone(),
            at: draft.at,
        };
        let Some((question, answers)) = &draft.each else { return vec![case(draft.name.clone(), form)] };
        let id = &self.rulebook.questions[*question].id;
        let with = |(written, given): &(String, Option<Response>)| {
            let mut form = form.clone();
            make(&mut form.answers, &(*question, given.clone()));
            case(format!("{} ({id}: {written})", draft.name), form)
        };
        answers.iter().map(with).collect()
    }

    // Small pieces.

    /// The question of this name.
    pub(super) fn question(&mut self, name: &str, at: Span) -> Option<QuestionId> {
        let found = self.rulebook.question_named(name);
        if found.is_none() {
            let names = self.rulebook.questions.iter().map(|question| question.id.as_str());
            self.unknown("question", name, names.collect(), at);
        }
        found
    }

    pub(super) fn unknown(&mut self, what: &'static str, name: &str, names: Vec<&str>, at: Span) {
        let advice = did_you_mean(name, names);
        self.errors.push(TestsError::UnknownName { what, name: name.to_owned(), at: at.into(), advice });
    }

    /// Whether it is a map; keys that do not stand there are reported.
    fn is_map(&mut self, place: Place<'_>, keys: &[&str]) -> bool {
        if !place.is_map() {
            self.wrong(place, "a map");
            return false;
        }
        for (key, value) in place.entries().filter(|(key, _)| !keys.contains(key)) {
            let advice = did_you_mean(key, keys.iter().copied())
                .or_else(|| Some(format!("the keys that stand here are {}", one_of(keys.iter().copied()))));
            let at: SourceSpan = value.key_span().into();
            self.errors.push(TestsError::UnknownKey { key: key.to_owned(), at, advice });
        }
        true
    }

    fn items<'t>(&mut self, place: Place<'t>, expected: &'static str) -> Vec<Place<'t>> {
        if !place.is_list() {
            self.wrong(place, expected);
        }
        place.items().collect()
    }

    /// The items of a list, or the one thing that stands there.
    pub(super) fn one_or_many(place: Place<'_>) -> Vec<Place<'_>> {
        if place.is_list() { place.items().collect() } else { vec![place] }
    }

    /// A text; a number or a truth is one as it is written.
    pub(super) fn text(&mut self, place: Place<'_>) -> Option<String> {
        match place.raw() {
            Raw::Text(_) | Raw::Number(_) | Raw::Bool(_) => Some(shown(place)),
            _ => {
                self.wrong(place, "text");
                None
            }
        }
    }

    fn day(&mut self, place: Place<'_>) -> Option<Date> {
        let day = place.text().and_then(a_day);
        if day.is_none() {
            self.wrong(place, "a day, written like 2026-11-20");
        }
        day
    }

    pub(super) fn wrong(&mut self, place: Place<'_>, expected: &'static str) {
        if !place.is_refused() {
            self.errors.push(TestsError::WrongType { expected, found: place.described(), at: place.span().into() });
        }
    }
}

fn make(answers: &mut Answers, (question, given): &(QuestionId, Option<Response>)) {
    match given {
        Some(given) => drop(answers.set(*question, given.clone())),
        None => drop(answers.clear(*question)),
    }
}

/// A value on one line, for the name of a case.
fn shown(place: Place<'_>) -> String {
    if place.is_list() {
        return place.items().map(shown).collect::<Vec<_>>().join(", ");
    }
    if place.is_map() {
        return place.entries().map(|(key, value)| format!("{key} {}", shown(value))).collect::<Vec<_>>().join(", ");
    }
    match place.raw() {
        Raw::Text(text) => text.as_ref().to_owned(),
        Raw::Number(digits) => (*digits).to_owned(),
        Raw::Bool(truth) => truth.to_string(),
        _ => String::new(),
    }
}
