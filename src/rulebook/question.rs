//! Sections and questions, and what an answer can be.

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
    /// Said before its first question.
    pub intro: Option<String>,
    /// When its questions apply.
    pub ask_when: Option<Condition>,
    /// Where it stands in the file.
    pub at: Span,
}

/// A question.
#[derive(Clone, Debug)]
pub struct Question {
    /// `pain_months`, or `tx_tried.physiotherapy.outcome` for a child.
    pub id: String,
    /// The name used in tables and in words.
    pub title: String,
    /// What is asked.
    pub ask: String,
    /// How to answer.
    pub help: Option<String>,
    /// Why it is asked.
    pub why: Option<String>,
    /// What an answer can be.
    pub kind: Kind,
    /// Who is asked: patient (the call), chart or examiner (the chart part).
    pub asked_of: Informant,
    /// Only a value goes on.
    pub required: bool,
    /// When it applies, besides its section and its parent.
    pub ask_when: Option<Condition>,
    /// The section it stands in.
    pub section: SectionId,
    /// For a child of `for_each`: the question and the option it belongs to.
    pub parent: Option<Parent>,
    /// Why its `ask` and its options are not in the language of the other texts.
    pub untranslated: Option<String>,
    /// Where it stands in the file.
    pub at: Span,
}

/// What a `for_each` child belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parent {
    /// The `choices` question.
    pub question: QuestionId,
    /// The option for which the child is asked.
    pub option: OptionId,
    /// The same question of all options.
    pub group: GroupId,
}

/// What an answer can be.
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
    /// Free text of at most so many characters.
    Text {
        /// The limit in characters.
        limit: usize,
    },
}

/// An option.
#[derive(Clone, Debug, Default)]
pub struct Choice {
    /// What files say.
    pub code: String,
    /// What people read.
    pub label: String,
    /// A shorter label for lists.
    pub short: Option<String>,
    /// What it adds to a score.
    pub points: Option<Decimal>,
    /// Chosen alone ("none of these").
    pub exclusive: bool,
    /// A breath is taken before this option of a long list.
    pub pause: bool,
}

/// What a number can be.
#[derive(Clone, Debug)]
pub struct Number {
    /// The unit it is stored in.
    pub unit: Option<String>,
    /// Impossible outside; both ends included.
    pub range: (Decimal, Decimal),
    /// Unusual outside; both ends included.
    pub usual: Option<(Decimal, Decimal)>,
    /// How many decimals an answer keeps (0 to 6).
    pub decimals: u8,
    /// Other units, and what one of each is in the stored unit.
    pub accepts: Vec<(String, Decimal)>,
}

impl Question {
    /// The options of a `yes_no`, `choice` or `choices`; none of the others.
    #[must_use]
    pub fn options(&self) -> &TiSlice<OptionId, Choice> {
        match &self.kind {
            Kind::YesNo(options) | Kind::Choice(options) | Kind::Choices(options) => options,
            Kind::Number(_) | Kind::Text { .. } => TiSlice::from_ref(&[]),
        }
    }

    /// The option with this code.
    #[must_use]
    pub fn option_coded(&self, code: &str) -> Option<OptionId> {
        self.options().position(|option| option.code == code)
    }

    /// Whether it belongs to the call (patient), not to the chart part.
    #[must_use]
    pub fn is_of_the_call(&self) -> bool {
        matches!(self.asked_of, Informant::Patient | Informant::Caregiver)
    }
}
