//! What a rulebook says to people: alerts, criteria, and the first lines of a summary.

use serde::Serialize;

use super::{Citation, Condition, Subject};
use crate::text::Span;

/// An alert.
#[derive(Clone, Debug)]
pub struct Alert {
    /// Its id, in a name space of its own.
    pub id: String,
    /// What it is about.
    pub title: String,
    /// When it is given.
    pub when: Condition,
    /// First lines of the summary.
    pub say: Template,
    /// To the nurse, at once.
    pub screen: String,
    /// What it rests on.
    pub sources: Vec<Citation>,
    /// Where it stands in the file.
    pub at: Span,
}

/// What a criterion's `when` speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum CriterionKind {
    /// A reason for the device; met = present.
    Indication,
    /// What a source asks for beforehand; met = in place.
    Prerequisite,
    /// What a source lists as a contraindication; met = present.
    Contraindication,
    /// What a source warns of; met = present.
    Risk,
}

/// A statement reported to the physician.
#[derive(Clone, Debug)]
pub struct Criterion {
    /// Its id, in a name space of its own.
    pub id: String,
    /// Its kind.
    pub kind: CriterionKind,
    /// What it states.
    pub title: String,
    /// What the first lines print.
    pub short: Option<String>,
    /// Whether it concerns this patient.
    pub applies_when: Option<Condition>,
    /// Whether it is met.
    pub when: Condition,
    /// What the summary says, by standing.
    pub says: Says,
    /// Said beside it.
    pub notes: Vec<Note>,
    /// What it rests on; at least one.
    pub sources: Vec<Citation>,
    /// Where it stands in the file.
    pub at: Span,
}

/// A criterion's texts, where the default would not do.
#[derive(Clone, Debug, Default)]
pub struct Says {
    /// While it is met.
    pub met: Option<Template>,
    /// While it is not met.
    pub not_met: Option<Template>,
    /// While it is not known.
    pub unknown: Option<Template>,
    /// While it does not apply.
    pub not_applicable: Option<Template>,
}

/// A remark, or a part of the story line, printed when its condition holds.
#[derive(Clone, Debug)]
pub struct Note {
    /// When; always, if there is none.
    pub when: Option<Condition>,
    /// What.
    pub say: Template,
}

/// A text with places for answers: `{age_years} y`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    /// Its pieces, in order.
    pub pieces: Vec<Piece>,
}

/// A piece of a template.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// As it is.
    Text(String),
    /// The value and unit, labels, or why there is none.
    Show(Subject),
}

/// A pertinent line of the first page.
#[derive(Clone, Debug)]
pub struct Glance {
    /// Its heading.
    pub label: String,
    /// What follows it.
    pub shows: GlanceShows,
}

/// What a pertinent line shows.
#[derive(Clone, Debug)]
pub enum GlanceShows {
    /// These, one after the other.
    Subjects(Vec<Subject>),
    /// A text.
    Say(Template),
}
