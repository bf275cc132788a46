//! Sections and questions, and the types of their answers.

use typed_index_collections::{TiSlice, TiVec};

use super::{Condition, GroupId, SectionId};
use crate::answer::{Informant, OptionId, QuestionId};
use crate::decimal::Decimal;
use crate::text::Span;

/// A part of the interview.
#[derive(Clone, Debug)]
pub struct Section {
    /// Its id.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// The introduction to its first question.
    pub intro: Option<String>,
    /// The condition under which its questions apply.
    pub ask_when: Option<Condition>,
    /// Its place in the file.
    pub at: Span,
}

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// `pain_months`, or `tx_tried.physiotherapy.outcome` for a child.
    pub id: String,
    /// The name used in tables and in words.
    pub title: String,
    /// The wording of the question.
    pub ask: String,
    /// Advice on how to answer.
    pub help: Option<String>,
    /// The reason for asking.
    pub why: Option<String>,
    /// The type of its answers.
    pub kind: Kind,
    /// The informant: patient (the call), chart or examiner (the chart part).
    pub asked_of: Informant,
    /// Whether the interview accepts only a value, not a reason for a missing one.
    pub required: bool,
    /// The condition under which it applies, in addition to those of its section and parent.
    pub ask_when: Option<Condition>,
    /// Its section.
    pub section: SectionId,
    /// For a child of `for_each`: the question and the option it belongs to.
    pub parent: Option<Parent>,
    /// The reason why its `ask` and its options are not in the language of the other texts.
    pub untranslated: Option<String>,
    /// Its place in the file.
    pub at: Span,
}

/// The parent of a `for_each` child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parent {
    /// The `choices` question.
    pub question: QuestionId,
    /// The option for which the child is asked.
    pub option: OptionId,
    /// The group of this question for all options.
    pub group: GroupId,
}

/// The type of the answers to a question.
#[derive(Clone, Debug)]
pub enum Kind {
    /// `yes` or `no`; its options are [`OptionId::YES`] and [`OptionId::NO`].
    YesNo(TiVec<OptionId, Choice>),
    /// One of the options.
    Choice(TiVec<OptionId, Choice>),
    /// At least one of the options.
    Choices(TiVec<OptionId, Choice>),
    /// A number.
    Number(Number),
    /// Free text of limited length.
    Text {
        /// The limit in characters.
        limit: usize,
    },
}

/// An option.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// Its code in files.
    pub code: String,
    /// The label shown to people.
    pub label: String,
    /// A shorter label for lists.
    pub short: Option<String>,
    /// The points it adds to a score.
    pub points: Option<Decimal>,
    /// Whether it can only be chosen alone ("none of these").
    pub exclusive: bool,
    /// Whether the reader pauses before this option of a long list.
    pub pause: bool,
}

/// The unit, range and precision of a number answer.
#[derive(Clone, Debug)]
pub struct Number {
    /// The unit it is stored in.
    pub unit: Option<String>,
    /// The range of possible values, both ends included.
    pub range: (Decimal, Decimal),
    /// The range of usual values, both ends included.
    pub usual: Option<(Decimal, Decimal)>,
    /// Number of decimals of an answer (0 to 6).
    pub decimals: u8,
    /// Other units accepted, with the value of one of each in the stored unit.
    pub accepts: Vec<(String, Decimal)>,
}

impl Question {
    /// Returns the options of a `yes_no`, `choice` or `choices`; an empty slice for other types.
    #[must_use]
    pub fn options(&self) -> &TiSlice<OptionId, Choice> {
        match &self.kind {
            Kind::YesNo(options) | Kind::Choice(options) | Kind::Choices(options) => options,
            Kind::Number(_) | Kind::Text { .. } => TiSlice::from_ref(&[]),
        }
    }

    /// Returns the option with this code; `None` if there is none.
    #[must_use]
    pub fn option_coded(&self, code: &str) -> Option<OptionId> {
        self.options().position(|option| option.code == code)
    }

    /// Returns whether it belongs to the call (patient or caregiver), not to the chart part.
    #[must_use]
    pub fn is_of_the_call(&self) -> bool {
        matches!(self.asked_of, Informant::Patient | Informant::Caregiver)
    }
}
