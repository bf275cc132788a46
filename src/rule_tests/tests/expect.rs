//! Reads the expectations of a test: standings, alerts, facts, scores, questions asked, lines of text, and reasons.

use super::codes;
use super::reader::{OPEN, TestsReader, not_filled_in};
use super::{Claim, ExpectedBands, ExpectedScore, Statement};
use crate::answer::QuestionId;
use crate::decimal::Decimal;
use crate::document::Place;
use crate::document::suggest::meant_or_listed;
use crate::rule_tests::goal::{TRUTHS, given};
use crate::rulebook::ScoreId;
use crate::screening::Standing;

const STANDINGS: [Standing; 4] = [Standing::Met, Standing::NotMet, Standing::Unknown, Standing::NotApplicable];
const UNKNOWN: &str = Standing::Unknown.word();
const NOT_APPLICABLE: &str = Standing::NotApplicable.word();

impl TestsReader<'_> {
    /// Returns the statements that a test expects, and the answers that at least one explanation has to name.
    pub(super) fn expecting(&mut self, test: Place<'_>) -> (Vec<Claim>, Vec<QuestionId>) {
        let mut claims = Vec::new();
        let claim = |statement| Claim { statement, because: Vec::new() };
        if let Some(place) = test.get("expect") {
            if place.text() == Some(OPEN) {
                self.errors.push(not_filled_in("this form", place.span()));
            } else if !place.is_map() {
                self.wrong(place, "a map of names and what is expected of them");
            }
            let statements = place.entries().filter_map(|(name, value)| self.statement(name, value));
            claims.extend(statements.map(claim));
        }
        let because = self.because(test, &mut claims);
        for truth in TRUTHS {
            let Some(place) = test.get(super::asked(truth)) else { continue };
            let questions = self.questions(place).into_iter();
            claims.extend(questions.map(|question| claim(Statement::Asked(question, truth))));
        }
        for (key, says) in [("says", true), ("not_says", false)] {
            let lines = test.get(key).map(Self::one_or_many).unwrap_or_default().into_iter();
            claims.extend(lines.filter_map(|line| Some(claim(Statement::Says(self.text(line)?, says)))));
        }
        (claims, because)
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

    /// Reads the answers that explanations have to name. Those of a single claim, or of a claim given by name, are
    /// stored in it; those that any explanation may name are returned.
    fn because(&mut self, test: Place<'_>, claims: &mut [Claim]) -> Vec<QuestionId> {
        let Some(place) = test.get("because") else { return Vec::new() };
        if place.is_map() {
            for (name, value) in place.entries() {
                let because = self.questions(value);
                let claim = claims.iter_mut().find(|claim| claim.statement.name(self.rulebook) == name);
                if let Some(claim) = claim {
                    claim.because = because;
                } else {
                    let message = format!("`{name}` is not among what this test expects");
                    self.errors.push(codes::BECAUSE_NOT_EXPECTED.at(value.key_span(), message));
                }
            }
            return Vec::new();
        }
        let because = self.questions(place);
        match claims {
            [] => {
                // an invalid expectation is already reported
                if test.get("expect").is_none_or(Place::is_null) {
                    let message = "nothing that has an explanation is expected";
                    self.errors.push(codes::BECAUSE_OF_NOTHING.at(place.key_span(), message));
                }
                Vec::new()
            }
            [claim] => {
                claim.because = because;
                Vec::new()
            }
            _ => because,
        }
    }

    fn statement(&mut self, name: &str, place: Place<'_>) -> Option<Statement> {
        if place.text() == Some(OPEN) {
            self.errors.push(not_filled_in(name, place.span()));
            return None;
        }
        let rulebook = self.rulebook;
        match name.split_once('.') {
            Some(("alert", alert)) => {
                let id = rulebook.alert_named(alert).or_else(|| self.nothing("alert", name, place))?;
                Some(Statement::Alert(id, self.word(name, place, &TRUTHS, given)?))
            }
            Some(("fact", fact)) => {
                let id = rulebook.facts.position(|one| one.id == fact);
                let id = id.or_else(|| self.nothing("fact", name, place))?;
                Some(Statement::Fact(id, self.word(name, place, &TRUTHS, super::yes_no)?))
            }
            Some(("score", score)) => {
                let (score, band) = score.strip_suffix(".band").map_or((score, false), |score| (score, true));
                let id = rulebook.score_named(score).or_else(|| self.nothing("score", name, place))?;
                if band { self.band(name, id, place) } else { self.worth(name, id, place) }
            }
            _ => {
                let id = rulebook.criterion_named(name).or_else(|| self.nothing("criterion", name, place))?;
                Some(Statement::Criterion(id, self.word(name, place, &STANDINGS, Standing::word)?))
            }
        }
    }

    /// Reports an unknown name and returns `None`.
    fn nothing<T>(&mut self, what: &'static str, name: &str, place: Place<'_>) -> Option<T> {
        let rulebook = self.rulebook;
        let criteria = rulebook.criteria.iter().map(|criterion| criterion.id.clone());
        let alerts = rulebook.alerts.iter().map(|alert| format!("alert.{}", alert.id));
        let facts = rulebook.facts.iter().map(|fact| format!("fact.{}", fact.id));
        let scores = rulebook.scores.iter().map(|score| format!("score.{}", score.id));
        let names: Vec<String> = criteria.chain(alerts).chain(facts).chain(scores).collect();
        self.unknown(what, name, names.iter().map(String::as_str), place.key_span());
        None
    }

    /// Returns the value in `all` for the word in this place; reports any other word and returns `None`.
    fn word<T: Copy>(
        &mut self,
        name: &str,
        place: Place<'_>,
        all: &[T],
        word: impl Fn(T) -> &'static str,
    ) -> Option<T> {
        let written = self.text(place)?;
        let found = all.iter().copied().find(|one| word(*one) == written);
        if found.is_none() {
            self.impossible(name, &written, place, &all.iter().map(|one| word(*one)).collect::<Vec<_>>());
        }
        found
    }

    fn impossible(&mut self, name: &str, written: &str, place: Place<'_>, known: &[&str]) {
        let help = meant_or_listed(written, "it can be", known.iter().copied());
        self.refused(name, written, place, help);
    }

    fn refused(&mut self, name: &str, written: &str, place: Place<'_>, help: String) {
        let message = format!("`{written}` is nothing that `{name}` can be");
        self.errors.push(codes::EXPECTED_WORD.at(place.span(), message).help(help));
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
            self.refused(name, &written, place, advice.to_owned());
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
