//! The meaning of a heading.

use std::collections::{HashMap, HashSet};

use super::apostrophe::original;
use crate::answer::{OptionId, QuestionId};
use crate::form::entry::FormField;
use crate::form::redact;
use crate::rulebook::{Kind, Rulebook};
use crate::unit::clean;

/// The subject of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// A field of the form with this column alone.
    Alone(FormField),
    /// A part of the answer to a question.
    Of(QuestionId, AnswerPart),
    /// A column of an earlier reject file.
    Reject(RejectPart),
}

/// The part of an answer that a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum AnswerPart {
    /// The value.
    Value,
    /// Whether this option was named.
    Option(OptionId),
    From,
    Checked,
    Note,
    Typed,
}

/// The content of a column of an earlier reject file, as far as it is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum RejectPart {
    Columns,
    Values,
    Reasons,
    Other,
}

/// The columns of one question: their places, and the part of the answer in each.
#[derive(Debug, Default)]
pub(super) struct ColumnGroup {
    pub(super) parts: Vec<(usize, AnswerPart)>,
}

impl ColumnGroup {
    /// Returns the place of the column for this part.
    pub(super) fn place(&self, part: AnswerPart) -> Option<usize> {
        self.parts.iter().find(|(_, other)| *other == part).map(|(place, _)| *place)
    }

    /// Returns the columns by option, with their places.
    pub(super) fn options(&self) -> impl Iterator<Item = (usize, OptionId)> {
        self.parts.iter().filter_map(|&(place, part)| match part {
            AnswerPart::Option(option) => Some((place, option)),
            _ => None,
        })
    }

    /// Returns whether the columns hold a value, not only details beside one.
    pub(super) fn answers(&self) -> bool {
        self.place(AnswerPart::Value).is_some() || self.options().next().is_some()
    }
}

/// Returns a heading in the form used for look-ups: cleaned, trimmed, and without the apostrophe added for
/// spreadsheets.
pub(super) fn heading(written: &str) -> String {
    clean(original(written)).trim().to_owned()
}

/// Returns the headings that occur twice, or mean the same column, as messages call them; each once.
pub(super) fn twice(headings: &[String], roles: &[Option<Role>]) -> Vec<String> {
    let (mut seen, mut meant, mut listed) = (HashSet::new(), HashSet::new(), HashSet::new());
    let mut twice = Vec::new();
    for (place, (heading, role)) in headings.iter().zip(roles).enumerate() {
        if heading.is_empty() || matches!(role, Some(Role::Reject(_))) {
            continue;
        }
        let (first, new) = (seen.insert(heading), role.is_none_or(|role| meant.insert(role)));
        if !(first && new) && listed.insert(heading) {
            twice.push(redact::field_name(&redact::heading_name(heading, place)));
        }
    }
    twice
}

/// The names of a rulebook, for headings.
pub(super) struct HeadingNames<'r> {
    rulebook: &'r Rulebook,
    questions: HashMap<&'r str, QuestionId>,
}

impl<'r> HeadingNames<'r> {
    pub(super) fn new(rulebook: &'r Rulebook) -> HeadingNames<'r> {
        HeadingNames { rulebook, questions: rulebook.questions_by_name() }
    }

    /// Returns the meaning of a heading; `None` if it has none here.
    pub(super) fn role(&self, heading: &str) -> Option<Role> {
        match heading {
            "case" => return Some(Role::Alone(FormField::Case)),
            "as_of" => return Some(Role::Alone(FormField::AsOf)),
            "language" => return Some(Role::Alone(FormField::Language)),
            "reject_columns" => return Some(Role::Reject(RejectPart::Columns)),
            "reject_values" => return Some(Role::Reject(RejectPart::Values)),
            "reject_reasons" => return Some(Role::Reject(RejectPart::Reasons)),
            _ if heading.starts_with("reject_") => return Some(Role::Reject(RejectPart::Other)),
            _ => {}
        }
        if let Some(alert) = heading.strip_prefix("acknowledged.") {
            return self.rulebook.alert_named(alert).map(|alert| Role::Alone(FormField::Acknowledged(alert)));
        }
        if let Some(score) = heading.strip_prefix("score.") {
            return self.rulebook.score_named(score).map(|score| Role::Alone(FormField::StoredTotal(score)));
        }
        if let Some(question) = self.question(heading) {
            return Some(Role::Of(question, AnswerPart::Value));
        }
        if let Some((name, option)) = heading.split_once("___") {
            let question = self.question(name)?;
            let asked = &self.rulebook.questions[question];
            let option = asked.option_coded(option).filter(|_| matches!(asked.kind, Kind::Choices(_)))?;
            return Some(Role::Of(question, AnswerPart::Option(option)));
        }
        let (name, more) = heading.rsplit_once('.')?;
        let part = match more {
            "from" => AnswerPart::From,
            "checked" => AnswerPart::Checked,
            "note" => AnswerPart::Note,
            "typed" => AnswerPart::Typed,
            _ => return None,
        };
        Some(Role::Of(self.question(name)?, part))
    }

    /// Returns the question with this id; `parent__option__child` is `parent.option.child`.
    fn question(&self, name: &str) -> Option<QuestionId> {
        self.questions.get(name).or_else(|| self.questions.get(name.replace("__", ".").as_str())).copied()
    }
}
