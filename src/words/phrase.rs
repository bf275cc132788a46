//! Words conditions, formulas, values and intervals; nothing else in the program words them.
//!
//! Titles and labels come from the rulebook, all other words from [`Ui`]. No id or code is ever written. If "and" and
//! "or" meet, parentheses show the grouping.

mod condition;
mod formula;
mod list;
mod number;
#[cfg(test)]
mod tests;

use crate::answer::{Informant, Missing, OptionId, QuestionId, Value};
use crate::rulebook::{Kind, Node, Read, Rulebook, Source};
use crate::ui::Ui;

/// Puts a rulebook into words.
#[derive(Clone, Copy, Debug)]
pub struct Phrase<'a> {
    rulebook: &'a Rulebook,
    ui: &'a Ui,
}

impl<'a> Phrase<'a> {
    /// Returns a `Phrase` for a rulebook, with the texts of `ui`.
    #[must_use]
    pub fn new(rulebook: &'a Rulebook, ui: &'a Ui) -> Self {
        Phrase { rulebook, ui }
    }

    /// Returns the title of a question, fact or score.
    #[must_use]
    pub fn subject(&self, subject: Node) -> String {
        match subject {
            Node::Question(question) => self.question(question),
            Node::Fact(fact) => self.rulebook.facts[fact].title.clone(),
            Node::Score(score) => self.rulebook.scores[score].title.clone(),
        }
    }

    /// Returns the title of a question; a question of a group names its option: "Outcome (Injections)".
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

    /// Returns the label of an option.
    #[must_use]
    pub fn label(&self, question: QuestionId, option: OptionId) -> &'a str {
        let question = &self.rulebook.questions[question];
        match (&question.kind, option) {
            (Kind::YesNo(_), OptionId::YES) => self.ui.words.yes,
            (Kind::YesNo(_), OptionId::NO) => self.ui.words.no,
            _ => question.options().get(option).map_or("", |choice| &choice.label),
        }
    }

    /// Returns the short label of an option, or its label if it has none.
    #[must_use]
    pub fn short_label(&self, question: QuestionId, option: OptionId) -> &'a str {
        let choice = self.rulebook.questions[question].options().get(option);
        choice.and_then(|choice| choice.short.as_deref()).unwrap_or_else(|| self.label(question, option))
    }

    /// Returns a value: "48 months", `Spine surgery, "Another, such as rest"`. Several labels are quoted if they hold a
    /// comma.
    #[must_use]
    pub fn value(&self, question: QuestionId, value: &Value) -> String {
        self.worded(question, value, |option| self.label(question, option))
    }

    /// Returns a value with the short labels of its options.
    #[must_use]
    pub fn short_value(&self, question: QuestionId, value: &Value) -> String {
        self.worded(question, value, |option| self.short_label(question, option))
    }

    /// Returns the reason for a missing value: "not asked", "not known", "declined".
    #[must_use]
    pub fn missing(&self, missing: Missing) -> &'static str {
        let words = &self.ui.words;
        match missing {
            Missing::Unanswered => words.not_asked,
            Missing::Unknown => words.not_known,
            Missing::Declined => words.declined,
            Missing::NotApplicable => words.reported_not_applicable,
            Missing::Unreadable => words.unreadable,
        }
    }

    /// Returns the name of an informant: "patient", "chart".
    #[must_use]
    pub fn informant(&self, informant: Informant) -> &'static str {
        let words = &self.ui.words;
        match informant {
            Informant::Patient => words.patient,
            Informant::Caregiver => words.caregiver,
            Informant::Chart => words.chart,
            Informant::Examiner => words.examiner,
        }
    }

    /// Returns publisher, title and year of a source.
    #[must_use]
    pub fn source(&self, source: &Source) -> String {
        self.ui.summary.source.cited(&source.publisher, &source.title, self.ui.words.year(source.year))
    }

    /// Returns the extent to which a source was read: "read in part"; `None` if it was read itself and whole.
    #[must_use]
    pub fn read(&self, read: Read) -> Option<&'static str> {
        let texts = &self.ui.summary.source;
        match read {
            Read::Primary => None,
            Read::Part => Some(texts.part),
            Read::Secondary => Some(texts.secondary),
            Read::Project => Some(texts.project),
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

    fn unit(&self, question: QuestionId) -> Option<&str> {
        match &self.rulebook.questions[question].kind {
            Kind::Number(number) => number.unit.as_deref(),
            _ => None,
        }
    }
}
