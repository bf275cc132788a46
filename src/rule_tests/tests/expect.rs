//! What a test expects: standings, alerts, facts, scores, questions asked, lines of text, and reasons.

use super::codes;
use super::reader::{OPEN, TestsReader, not_filled_in};
use super::{Claim, ExpectedBands, ExpectedScore, Statement};
use crate::answer::QuestionId;
use crate::decimal::Decimal;
use crate::document::suggest::meant_or_listed;
use crate::document::{Finding, Place};
use crate::rulebook::ScoreId;

use crate::screening::Standing;
use crate::text::Span;
use crate::truth::Truth;

/// What one test expects.
#[derive(Default)]
pub(super) struct Expecting {
    pub(super) claims: Vec<Claim>,
    /// Answers that some explanation has to name.
    pub(super) because: Vec<QuestionId>,
}

const STANDINGS: [Standing; 4] = [Standing::Met, Standing::NotMet, Standing::Unknown, Standing::NotApplicable];
const UNKNOWN: &str = Standing::Unknown.word();
const NOT_APPLICABLE: &str = Standing::NotApplicable.word();

impl TestsReader<'_> {
    /// Everything that a test expects.
    pub(super) fn expecting(&mut self, test: Place<'_>) -> Expecting {
        let mut claims = Vec::new();
        let mut names = Vec::new();
        if let Some(place) = test.get("expect") {
            if place.text() == Some(OPEN) {
                self.errors.push(not_filled_in("this form", place.span()));
            } else if !place.is_map() {
                self.wrong(place, "a map of names and what is expected of them");
            }
            for (name, value) in place.entries() {
                if let Some(statement) = self.statement(name, value) {
                    claims.push(Claim { statement, because: Vec::new() });
                    names.push(name.to_owned());
                }
            }
        }
        let expected = test.get("expect").is_some_and(|place| !place.is_null());
        let because =
            test.get("because").map(|place| self.because(place, expected, &names, &mut claims)).unwrap_or_default();
        for truth in [Truth::True, Truth::False, Truth::Unknown] {
            let Some(place) = test.get(super::asked(truth)) else { continue };
            for question in self.questions(place) {
                claims.push(Claim { statement: Statement::Asked(question, truth), because: Vec::new() });
            }
        }
        for (key, says) in [("says", true), ("not_says", false)] {
            let Some(place) = test.get(key) else { continue };
            for line in Self::one_or_many(place) {
                let Some(line) = self.text(line) else { continue };
                claims.push(Claim { statement: Statement::Says(line, says), because: Vec::new() });
            }
        }
        Expecting { claims, because }
    }

    fn questions(&mut self, place: Place<'_>) -> Vec<QuestionId> {
        let mut questions = Vec::new();
        for place in Self::one_or_many(place) {
            let Some(name) = self.text(place) else { continue };
            if name == OPEN {
                self.errors.push(not_filled_in("this form", place.span()));
            } else if let Some(question) = self.question(&name, place.span()) {
                questions.push(question);
            }
        }
        questions
    }

    /// Answers that have to appear in explanations: of the one that is expected, of each by name, or of some.
    fn because(&mut self, place: Place<'_>, expected: bool, names: &[String], claims: &mut [Claim]) -> Vec<QuestionId> {
        if !place.is_map() {
            let because = self.questions(place);
            return match claims {
                [] if expected => Vec::new(), // what was expected cannot be: reported
                [] => {
                    let message = "nothing that has an explanation is expected";
                    self.errors.push(codes::BECAUSE_OF_NOTHING.at(place.key_span(), message));
                    Vec::new()
                }
                [claim] => {
                    claim.because = because;
                    Vec::new()
                }
                _ => because,
            };
        }
        for (name, value) in place.entries() {
            let because = self.questions(value);
            if let Some(at) = names.iter().position(|known| known == name) {
                claims[at].because = because;
            } else {
                let message = format!("`{name}` is not among what this test expects");
                self.errors.push(codes::BECAUSE_NOT_EXPECTED.at(value.key_span(), message));
            }
        }
        Vec::new()
    }

    fn statement(&mut self, name: &str, place: Place<'_>) -> Option<Statement> {
        if place.text() == Some(OPEN) {
            self.errors.push(not_filled_in(name, place.span()));
            return None;
        }
        let rulebook = self.rulebook;
        let at = place.key_span();
        if let Some(alert) = name.strip_prefix("alert.") {
            let Some(id) = rulebook.alert_named(alert) else {
                return self.nothing(
                    "alert",
                    name,
                    rulebook.alerts.iter().map(|alert| format!("alert.{}", alert.id)),
                    at,
                );
            };
            let truth = |standing| match standing {
                Standing::Met => Some(Truth::True),
                Standing::NotMet => Some(Truth::False),
                Standing::Unknown => Some(Truth::Unknown),
                Standing::NotApplicable => None,
            };
            let known = STANDINGS.into_iter().filter_map(|one| Some((one.word(), truth(one)?)));
            return Some(Statement::Alert(id, self.word(name, place, &known.collect::<Vec<_>>())?));
        }
        if let Some(fact) = name.strip_prefix("fact.") {
            let Some(id) = rulebook.facts.position(|one| one.id == fact) else {
                return self.nothing("fact", name, rulebook.facts.iter().map(|fact| format!("fact.{}", fact.id)), at);
            };
            let known = [("yes", Truth::True), ("no", Truth::False), (UNKNOWN, Truth::Unknown)];
            return Some(Statement::Fact(id, self.word(name, place, &known)?));
        }
        if let Some(score) = name.strip_prefix("score.") {
            let (score, band) = score.strip_suffix(".band").map_or((score, false), |score| (score, true));
            let Some(id) = rulebook.score_named(score) else {
                return self.nothing(
                    "score",
                    name,
                    rulebook.scores.iter().map(|score| format!("score.{}", score.id)),
                    at,
                );
            };
            return if band { self.band(name, id, place) } else { self.worth(name, id, place) };
        }
        let Some(id) = rulebook.criterion_named(name) else {
            let scores = rulebook.scores.iter().map(|score| format!("score.{}", score.id));
            let alerts = rulebook.alerts.iter().map(|alert| format!("alert.{}", alert.id));
            let names = rulebook.criteria.iter().map(|criterion| criterion.id.clone()).chain(scores).chain(alerts);
            return self.nothing("criterion", name, names, at);
        };
        let known = STANDINGS.map(|standing| (standing.word(), standing));
        Some(Statement::Criterion(id, self.word(name, place, &known)?))
    }

    /// A name that names nothing.
    fn nothing(
        &mut self,
        what: &'static str,
        name: &str,
        names: impl Iterator<Item = String>,
        at: Span,
    ) -> Option<Statement> {
        let names: Vec<String> = names.collect();
        self.unknown(what, name, names.iter().map(String::as_str).collect(), at);
        None
    }

    /// One of the words that can stand here.
    fn word<T: Copy>(&mut self, name: &str, place: Place<'_>, known: &[(&str, T)]) -> Option<T> {
        let written = self.text(place)?;
        let found = known.iter().find(|(word, _)| *word == written).map(|(_, meaning)| *meaning);
        if found.is_none() {
            self.impossible(name, &written, place, &known.iter().map(|(word, _)| *word).collect::<Vec<_>>());
        }
        found
    }

    fn impossible(&mut self, name: &str, written: &str, place: Place<'_>, known: &[&str]) {
        let help = meant_or_listed(written, "it can be", known.iter().copied());
        self.errors.push(expected_word(written, name, place.span()).help(help));
    }

    fn worth(&mut self, name: &str, score: ScoreId, place: Place<'_>) -> Option<Statement> {
        let written = self.text(place)?;
        let decimal = |text: &str| Decimal::parse(text.trim()).ok();
        let worth = match (written.as_str(), written.split_once("..")) {
            (UNKNOWN, _) => Some(ExpectedScore::Unknown),
            (NOT_APPLICABLE, _) => Some(ExpectedScore::NotApplicable),
            (_, Some((low, ""))) => decimal(low).map(ExpectedScore::AtLeast),
            (_, Some((low, high))) => decimal(low)
                .zip(decimal(high))
                .filter(|(low, high)| low <= high)
                .map(|(low, high)| ExpectedScore::Between(low, high)),
            (one, None) => decimal(one).map(|one| ExpectedScore::Between(one, one)),
        };
        if worth.is_none() {
            let advice = "it can be a number (`4`), all from one to another (`3..6`), at least so much (`40..`), \
                          `unknown` or `not_applicable`; six decimals are compared";
            self.errors.push(expected_word(&written, name, place.span()).help(advice.to_owned()));
        }
        Some(Statement::Score(score, worth?))
    }

    fn band(&mut self, name: &str, score: ScoreId, place: Place<'_>) -> Option<Statement> {
        let bands: Vec<&str> = self.rulebook.scores[score].bands.iter().map(|band| band.code.as_str()).collect();
        match place.text() {
            Some(UNKNOWN) => return Some(Statement::Band(score, ExpectedBands::Unknown)),
            Some(NOT_APPLICABLE) => return Some(Statement::Band(score, ExpectedBands::NotApplicable)),
            _ => {}
        }
        let mut places = Vec::new();
        for place in Self::one_or_many(place) {
            let written = self.text(place)?;
            let Some(at) = bands.iter().position(|band| *band == written) else {
                let known: Vec<&str> = bands.iter().copied().chain([UNKNOWN, NOT_APPLICABLE]).collect();
                self.impossible(name, &written, place, &known);
                return None;
            };
            places.push(at);
        }
        places.sort_unstable();
        places.dedup();
        Some(Statement::Band(score, ExpectedBands::In(places)))
    }
}

fn expected_word(written: &str, name: &str, at: Span) -> Finding {
    codes::EXPECTED_WORD.at(at, format!("`{written}` is nothing that `{name}` can be"))
}
