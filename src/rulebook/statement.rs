//! The statements of a rulebook: alerts, criteria, and the first lines of a summary.

use serde::Serialize;

use super::{Citation, Condition, Subject};
use crate::text::Span;

/// An alert.
#[derive(Clone, Debug)]
pub struct Alert {
    /// Its id, in a name space of its own.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The condition under which it is given.
    pub when: Condition,
    /// The text for the first lines of the summary.
    pub say: Template,
    /// The text shown to the nurse at once.
    pub screen: String,
    /// The sources cited.
    pub sources: Vec<Citation>,
    /// Its place in the file.
    pub at: Span,
}

/// The kind of a criterion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CriterionKind {
    /// A reason for the device; met = present.
    Indication,
    /// A prerequisite named by a source; met = in place.
    Prerequisite,
    /// A contraindication named by a source; met = present.
    Contraindication,
    /// A risk named by a source; met = present.
    Risk,
}

/// A statement reported to the physician.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Its id, in a name space of its own.
    pub id: String,
    /// Its kind.
    pub kind: CriterionKind,
    /// The statement.
    pub title: String,
    /// A shorter statement for the first lines.
    pub short: Option<String>,
    /// The condition under which it applies to the patient.
    pub applies_when: Option<Condition>,
    /// The condition under which it is met.
    pub when: Condition,
    /// The texts of the summary, by standing.
    pub says: Says,
    /// Remarks printed beside it.
    pub notes: Vec<Note>,
    /// The sources cited; at least one.
    pub sources: Vec<Citation>,
    /// Its place in the file.
    pub at: Span,
}

/// The texts of a criterion that replace the defaults.
#[derive(Clone, Debug, Default)]
pub struct Says {
    /// The text while it is met.
    pub met: Option<Template>,
    /// The text while it is not met.
    pub not_met: Option<Template>,
    /// The text while it is not known.
    pub unknown: Option<Template>,
    /// The text while it does not apply.
    pub not_applicable: Option<Template>,
}

/// A remark, or a part of the story line, printed when its condition holds.
#[derive(Clone, Debug)]
pub struct Note {
    /// The condition; `None` if it is always printed.
    pub when: Option<Condition>,
    /// The text.
    pub say: Template,
}

/// A text with placeholders for answers: `{age_years} y`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its pieces, in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Literal text.
    Text(String),
    /// A placeholder, shown as the value and unit, the labels, or the reason why there is no value.
    Show(Subject),
}

/// A pertinent line of the first page.
#[derive(Clone, Debug)]
pub struct Glance {
    /// Its heading.
    pub label: String,
    /// The content after the heading.
    pub shows: GlanceShows,
}

/// The content of a pertinent line.
#[derive(Clone, Debug)]
pub enum GlanceShows {
    /// Subjects, one after the other.
    Subjects(Vec<Subject>),
    /// A text.
    Say(Template),
}
