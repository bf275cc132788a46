//! Reads a tests file into cases: first each test by itself, then with the answers of the tests it extends.

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::codes;
use super::reader::{OPEN, TestsReader, not_filled_in, shown};
use super::{Cannot, TestCase, Tests};
use crate::answer::{Answers, QuestionId, Response};
use crate::document::record::{MISSING_KEY, records};
use crate::document::suggest::{did_you_mean, meant_or_listed};
use crate::document::{DocumentKind, Findings, Place, Tree};
use crate::form::Form;
use crate::form::bind::Binder;
use crate::form::entry::FormField;
use crate::form::file::read::entry;
use crate::form::refusal::Refusal;
use crate::rule_tests::goal::Goal;
use crate::rulebook::Rulebook;
use crate::rulebook::shipped;
use crate::text::{SourceText, Span};

records! {
    /// The whole file.
    TestsRecord "the file" { as_of: any, tests: need, cannot: any }
    /// One of `tests`.
    TestRecord "a test" {
        test: need, extends: any, as_of: any, answers: any, each: any, expect: any, because: any, asked: any,
        not_asked: any, waits: any, says: any, not_says: any,
    }
    /// One of `cannot`.
    CannotRecord "an entry of `cannot`" { of: need, what: need, because: need }
}

impl Tests {
    /// Reads the tests of a rulebook.
    ///
    /// # Errors
    /// Returns all errors of the file at once if it has any.
    pub fn read(rulebook: &Rulebook, source: &SourceText) -> Result<Tests, Findings> {
        let mut reader = TestsReader { rulebook, errors: Vec::new() };
        let tree = shipped::read(&source.text, &mut reader.errors);
        // a bare `?`, which has another meaning in YAML, is a place that was not filled in
        for error in
            reader.errors.iter_mut().filter(|error| source.text.get(error.at.start..error.at.end) == Some(OPEN))
        {
            *error = not_filled_in("this form", error.at);
        }
        let tests = match tree.as_ref().map(Tree::root) {
            Some(Some(root)) => reader.file(root),
            Some(None) => {
                let missing = MISSING_KEY.at(Span::default(), "missing key `tests`");
                reader.errors.push(missing.label("the file needs `tests`"));
                Tests::default()
            }
            None => Tests::default(), // reported
        };
        if reader.errors.is_empty() {
            Ok(tests)
        } else {
            Err(Findings::new(DocumentKind::Tests, source, reader.errors))
        }
    }
}

/// A test before it is joined to the tests it extends.
struct TestDraft {
    /// The test, its form still empty.
    case: TestCase,
    extends: Option<(String, Span)>,
    as_of: Option<Date>,
    answers: Vec<AnswerChange>,
    /// A change of the answers for each run, with the words of the file.
    each: Option<Vec<(String, AnswerChange)>>,
}

/// An answer to a question; `None` removes the answer of the extended test.
type AnswerChange = (QuestionId, Option<Response>);

impl TestsReader<'_> {
    fn file(&mut self, root: Place<'_>) -> Tests {
        let TestsRecord { tests, .. } = TestsRecord::read(root, &mut self.errors);
        let as_of = root.get("as_of").and_then(|place| self.day(place)).unwrap_or_else(|| self.default_day());
        let Some(tests) = tests else { return Tests::default() };
        let tests = self.items(tests, "a list of tests").into_iter();
        let drafts: Vec<TestDraft> = tests.filter_map(|one| self.draft(one)).collect();
        let cannot = root.get("cannot").map(|place| self.items(place, "a list")).unwrap_or_default();
        let cannot = cannot.into_iter().flat_map(|one| self.cannot(one)).collect::<Vec<_>>();
        self.once(&cannot);
        Tests { cases: self.cases(&drafts, as_of), cannot }
    }

    /// Returns the day of tests that name none: the last day on which a source of the rulebook was read. The result
    /// does not depend on the clock.
    fn default_day(&self) -> Date {
        self.rulebook.sources.iter().map(|source| source.checked).max().unwrap_or(Date::ZERO)
    }

    // A test by itself.

    fn draft(&mut self, place: Place<'_>) -> Option<TestDraft> {
        let TestRecord { test, .. } = TestRecord::read(place, &mut self.errors);
        let name = self.text(test?)?;
        let extends = place.get("extends").and_then(|place| Some((self.text(place)?, place.span())));
        let as_of = place.get("as_of").and_then(|place| self.day(place));
        let answers = place.get("answers").map(|place| self.answers(place)).unwrap_or_default();
        let each = place.get("each").and_then(|place| self.each(place));
        let (claims, because) = self.expecting(place);
        let form = Form::empty(self.rulebook, Date::ZERO);
        let case = TestCase { name, form, claims, because, at: place.head() };
        Some(TestDraft { case, extends, as_of, answers, each })
    }

    fn answers(&mut self, place: Place<'_>) -> Vec<AnswerChange> {
        if !place.is_map() {
            self.wrong(place, "a map of questions and answers");
        }
        let answer = |(name, place): (&str, Place<'_>)| {
            let question = self.question(name, place.key_span())?;
            self.answer(question, place)
        };
        place.entries().filter_map(answer).collect()
    }

    /// Returns one answer, in the notation of forms.
    fn answer(&mut self, question: QuestionId, place: Place<'_>) -> Option<AnswerChange> {
        if place.is_refused() {
            return None;
        }
        let Some(entry) = entry(&self.rulebook.questions[question].id, place).ok().filter(|_| !place.is_null()) else {
            self.wrong(place, "an answer as forms write it");
            return None;
        };
        let mut binder = Binder::new(self.rulebook, Date::ZERO);
        binder.entry(FormField::Answer(question), &entry);
        match binder.finish() {
            Ok(form) => Some((question, form.answers.get(question).cloned())),
            Err(refusals) => {
                let said = |Refusal { field, reason, .. }: Refusal| {
                    codes::ANSWER.at(place.span(), format!("the answer to `{field}` cannot be: it {reason}"))
                };
                self.errors.extend(refusals.into_iter().map(said));
                None
            }
        }
    }

    fn each(&mut self, place: Place<'_>) -> Option<Vec<(String, AnswerChange)>> {
        let entries: Vec<_> = place.entries().collect();
        let &[(name, values)] = entries.as_slice() else {
            if place.is_map() {
                let message = format!("`each` names {} questions", entries.len());
                self.errors.push(codes::EACH.at(place.key_span(), message));
            } else {
                self.wrong(place, "a map of one question and a list of its answers");
            }
            return None;
        };
        let question = self.question(name, values.key_span())?;
        let values = self.items(values, "a list of answers");
        let run = |place| Some((format!("{name}: {}", shown(place)), self.answer(question, place)?));
        Some(values.into_iter().filter_map(run).collect())
    }

    // Goals that no form reaches.

    fn cannot(&mut self, place: Place<'_>) -> Vec<Cannot> {
        let CannotRecord { of, what, because, .. } = CannotRecord::read(place, &mut self.errors);
        let (Some(of), Some(what), Some(because)) = (of, what, because) else { return Vec::new() };
        let (Some(name), Some(because)) = (self.text(of), self.text(because)) else { return Vec::new() };
        let all = Goal::all(self.rulebook).into_iter().map(|goal| (goal.of(self.rulebook), goal));
        let (named, others): (Vec<_>, Vec<_>) = all.partition(|(of, _)| *of == name);
        if named.is_empty() {
            let known = others.iter().map(|(of, _)| of.as_str());
            self.unknown("criterion, alert, question or score", &name, known, of.span());
        }
        let goals: Vec<Goal> = named.into_iter().map(|(_, goal)| goal).collect();
        let whats = if goals.is_empty() { Vec::new() } else { Self::one_or_many(what) };
        let cannot = |place: Place<'_>| {
            let goal = self.goal(&name, &goals, place)?;
            Some(Cannot { goal, because: because.clone(), at: place.span() })
        };
        whats.into_iter().filter_map(cannot).collect()
    }

    fn goal(&mut self, of: &str, goals: &[Goal], place: Place<'_>) -> Option<Goal> {
        let what = self.text(place)?;
        let found = goals.iter().copied().find(|goal| goal.what(self.rulebook) == what);
        if found.is_none() {
            let words: Vec<String> = goals.iter().map(|goal| goal.what(self.rulebook)).collect();
            let help = meant_or_listed(&what, "it can be", words.iter().map(String::as_str));
            let message = format!("`{what}` is nothing that could be seen of `{of}`");
            self.errors.push(codes::UNKNOWN_GOAL.at(place.span(), message).help(help));
        }
        found
    }

    fn once(&mut self, cannot: &[Cannot]) {
        let mut seen = HashSet::new();
        for one in cannot.iter().filter(|one| !seen.insert(one.goal)) {
            let name = format!("{}: {}", one.goal.of(self.rulebook), one.goal.what(self.rulebook));
            self.errors.push(codes::TWICE.at(one.at, format!("`{name}` stands twice")));
        }
    }

    // Tests that extend others.

    fn cases(&mut self, drafts: &[TestDraft], as_of: Date) -> Vec<TestCase> {
        let mut named: HashMap<&str, &TestDraft> = HashMap::new();
        for draft in drafts {
            let TestCase { name, at, .. } = &draft.case;
            if let Some(first) = named.insert(name, draft) {
                let twice = codes::DUPLICATE_TEST.at(*at, format!("two tests are called `{name}`"));
                self.errors.push(twice.and(first.case.at, "first here"));
            }
        }
        let extended: Vec<&str> = drafts.iter().filter_map(|draft| Some(draft.extends.as_ref()?.0.as_str())).collect();
        let mut cases = Vec::new();
        for draft in drafts {
            let TestCase { name, claims, at, .. } = &draft.case;
            if claims.is_empty() && !extended.contains(&name.as_str()) && self.errors.is_empty() {
                self.errors.push(codes::EXPECTS_NOTHING.at(*at, format!("the test `{name}` expects nothing")));
            }
            let Some(line) = self.line(draft, &named) else { continue };
            cases.extend(self.unfolded(draft, &line, as_of));
        }
        cases
    }

    /// Returns the chain of tests that this one extends, itself first. Reports an unknown or circular base and returns
    /// `None`.
    fn line<'d>(&mut self, draft: &'d TestDraft, named: &HashMap<&str, &'d TestDraft>) -> Option<Vec<&'d TestDraft>> {
        let (mut line, mut last) = (vec![draft], draft);
        while let Some((name, span)) = &last.extends {
            let Some(&next) = named.get(name.as_str()) else {
                let advice = did_you_mean(name, named.keys().copied());
                self.errors.push(codes::UNKNOWN_TEST.at(*span, format!("no test is called `{name}`")).help(advice));
                return None;
            };
            if line.iter().any(|known| std::ptr::eq(*known, next)) {
                let message = format!("the test `{name}` extends itself in a circle");
                self.errors.push(codes::CIRCLE.at(*span, message));
                return None;
            }
            line.push(next);
            last = next;
        }
        Some(line)
    }

    /// Returns the cases of a test, with the answers of the tests it extends.
    fn unfolded(&self, draft: &TestDraft, line: &[&TestDraft], as_of: Date) -> Vec<TestCase> {
        let as_of = line.iter().find_map(|draft| draft.as_of).unwrap_or(as_of);
        let mut form = Form::empty(self.rulebook, as_of);
        line.iter().rev().flat_map(|draft| &draft.answers).for_each(|change| make(&mut form.answers, change));
        let case = TestCase { form, ..draft.case.clone() };
        let Some(each) = &draft.each else { return vec![case] };
        let with = |(run, change): &(String, AnswerChange)| {
            let mut case = TestCase { name: format!("{} ({run})", case.name), ..case.clone() };
            make(&mut case.form.answers, change);
            case
        };
        each.iter().map(with).collect()
    }
}

fn make(answers: &mut Answers, (question, given): &AnswerChange) {
    match given {
        Some(given) => drop(answers.set(*question, given.clone())),
        None => drop(answers.clear(*question)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::record::unnamed;

    #[test]
    fn the_page_of_tests_names_each_key() {
        let page = include_str!("../../../docs/rulebook-tests.md");
        let tables = [TestsRecord::KEYS, TestRecord::KEYS, CannotRecord::KEYS];
        assert_eq!(unnamed(page, &tables.concat()), [""; 0]);
    }
}
