//! The answer to a question of a rulebook, or the reason why there is none.
#![deny(clippy::indexing_slicing)]

use std::num::NonZero;

use serde::{Deserialize, Serialize};
use typed_index_collections::TiVec;

use crate::decimal::Decimal;
pub use crate::ids::{OptionId, QuestionId};

/// A set of options of one question; at most [`Options::MAX`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Options(u128);

impl Options {
    /// The greatest number of options of a question.
    pub const MAX: usize = 128;

    /// Returns the empty set.
    #[must_use]
    pub const fn none() -> Options {
        Options(0)
    }

    /// Returns the set of one option; empty if its number is [`Options::MAX`] or more.
    #[must_use]
    pub fn one(option: OptionId) -> Options {
        Options(1_u128.checked_shl(u32::from(option.0)).unwrap_or(0))
    }

    /// Returns the set with an option added.
    #[must_use]
    pub fn with(self, option: OptionId) -> Options {
        Options(self.0 | Options::one(option).0)
    }

    /// Returns the set without an option.
    #[must_use]
    pub fn without(self, option: OptionId) -> Options {
        Options(self.0 & !Options::one(option).0)
    }

    /// Returns whether the option is in the set.
    #[must_use]
    pub fn contains(self, option: OptionId) -> bool {
        self.0 & Options::one(option).0 != 0
    }

    /// Returns whether the two sets share an option.
    #[must_use]
    pub fn intersects(self, other: Options) -> bool {
        self.0 & other.0 != 0
    }

    /// Returns whether all options of this set are in the other.
    #[must_use]
    pub fn is_subset_of(self, other: Options) -> bool {
        self.0 & !other.0 == 0
    }

    /// Returns whether the set is empty.
    #[must_use]
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns the number of options.
    #[must_use]
    pub fn count(self) -> usize {
        self.0.count_ones() as usize
    }

    /// Returns the options in the order of the question.
    pub fn iter(self) -> impl Iterator<Item = OptionId> {
        let mut rest = self.0;
        std::iter::from_fn(move || {
            let first = NonZero::new(rest)?.trailing_zeros();
            rest &= rest - 1;
            u8::try_from(first).ok().map(OptionId)
        })
    }
}

impl FromIterator<OptionId> for Options {
    fn from_iter<I: IntoIterator<Item = OptionId>>(options: I) -> Options {
        options.into_iter().fold(Options::none(), Options::with)
    }
}

/// The reason why there is no value.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Missing {
    /// The question was not asked, was skipped, or is to be asked later.
    Unanswered,
    /// The person asked does not know.
    Unknown,
    /// The person asked does not want to say.
    Declined,
    /// The question was reported as not applicable; only the rulebook decides what applies.
    NotApplicable,
    /// The entry cannot be read (files only).
    Unreadable,
}

impl Missing {
    /// All reasons, in the order of the vocabulary.
    pub const ALL: [Missing; 5] =
        [Missing::Unanswered, Missing::Unknown, Missing::Declined, Missing::NotApplicable, Missing::Unreadable];

    /// Returns the word in files: `unanswered`, `unknown`, `declined`, `not_applicable`, `unreadable`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Missing::Unanswered => "unanswered",
            Missing::Unknown => "unknown",
            Missing::Declined => "declined",
            Missing::NotApplicable => "not_applicable",
            Missing::Unreadable => "unreadable",
        }
    }

    /// Returns the reason that a word of a file names; `None` if there is no such word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Missing> {
        Missing::ALL.into_iter().find(|missing| missing.word() == word)
    }
}

/// The informant, the person or record that gave an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Informant {
    /// The patient.
    Patient,
    /// A family member or caregiver.
    Caregiver,
    /// The patient's chart.
    Chart,
    /// The examiner of the patient.
    Examiner,
}

impl Informant {
    /// All informants.
    pub const ALL: [Informant; 4] = [Informant::Patient, Informant::Caregiver, Informant::Chart, Informant::Examiner];

    /// Returns the word in files: `patient`, `caregiver`, `chart`, `examiner`.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Informant::Patient => "patient",
            Informant::Caregiver => "caregiver",
            Informant::Chart => "chart",
            Informant::Examiner => "examiner",
        }
    }

    /// Returns the informant that a word of a file names; `None` if there is no such word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Informant> {
        Informant::ALL.into_iter().find(|informant| informant.word() == word)
    }
}

/// A value that fits its question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// The option of a `yes_no` or `choice`.
    Option(OptionId),
    /// The options of a `choices`; never empty.
    Options(Options),
    /// The number of a `number`, in the question's unit, rounded to its decimals.
    Number(Decimal),
    /// The text of a `text`, cleaned and within its limit.
    Text(String),
}

/// A value, or missing with a reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    /// The value answered.
    Value(Value),
    /// The reason why there is no value.
    Missing(Missing),
}

/// An answer with its informant, marks and note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Response {
    /// The answer itself.
    pub answer: Answer,
    /// The informant, if other than the question's default informant.
    pub from: Option<Informant>,
    /// Whether the nurse kept the value although it is unusual.
    pub checked: bool,
    /// The text as typed, if a unit was converted or digits were rounded.
    pub typed: Option<String>,
    /// A note beside the answer; never evaluated.
    pub note: Option<String>,
}

impl Response {
    /// Returns an answer without informant, marks or note.
    #[must_use]
    pub const fn plain(answer: Answer) -> Response {
        Response { answer, from: None, checked: false, typed: None, note: None }
    }
}

impl From<Value> for Response {
    fn from(value: Value) -> Response {
        Response::plain(Answer::Value(value))
    }
}

impl From<Missing> for Response {
    fn from(missing: Missing) -> Response {
        Response::plain(Answer::Missing(missing))
    }
}

/// The response to a question without an entry.
static UNANSWERED: Response = Response::plain(Answer::Missing(Missing::Unanswered));

/// The answers of one form, one place for each question of a rulebook.
///
/// A question without an entry is `unanswered`. Evaluation reads [`Answers::value`] and [`Answers::missing`] alone.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    questions: usize,
    /// One place for each question, once there is any entry.
    given: TiVec<QuestionId, Option<Response>>,
}

impl Answers {
    /// Returns empty answers for a rulebook with this number of questions.
    #[must_use]
    pub fn none(questions: usize) -> Answers {
        Answers { questions, given: TiVec::new() }
    }

    /// Returns the entry of a question, if there is one.
    #[must_use]
    pub fn get(&self, question: QuestionId) -> Option<&Response> {
        self.given.get(question)?.as_ref()
    }

    /// Returns the entry of a question; if there is none, a plain `unanswered`.
    #[must_use]
    pub fn get_or_unanswered(&self, question: QuestionId) -> &Response {
        self.get(question).unwrap_or(&UNANSWERED)
    }

    /// Stores an entry, and returns the one before it.
    pub fn set(&mut self, question: QuestionId, given: Response) -> Option<Response> {
        self.given.resize(self.questions, None);
        self.given.get_mut(question)?.replace(given)
    }

    /// Removes an entry, and returns it.
    pub fn clear(&mut self, question: QuestionId) -> Option<Response> {
        self.given.get_mut(question)?.take()
    }

    /// Returns the value answered, if any.
    #[must_use]
    pub fn value(&self, question: QuestionId) -> Option<&Value> {
        match &self.get(question)?.answer {
            Answer::Value(value) => Some(value),
            Answer::Missing(_) => None,
        }
    }

    /// Returns the reason why there is no value; `None` if there is one.
    #[must_use]
    pub fn missing(&self, question: QuestionId) -> Option<Missing> {
        match self.get(question).map(|given| &given.answer) {
            None => Some(Missing::Unanswered),
            Some(Answer::Missing(reason)) => Some(*reason),
            Some(Answer::Value(_)) => None,
        }
    }

    /// Returns every entry, in file order.
    pub fn iter(&self) -> impl Iterator<Item = (QuestionId, &Response)> {
        self.given.iter_enumerated().filter_map(|(question, given)| Some((question, given.as_ref()?)))
    }
}

impl PartialEq for Answers {
    fn eq(&self, other: &Answers) -> bool {
        self.iter().eq(other.iter())
    }
}

impl Eq for Answers {}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(numbers: &[u8]) -> Options {
        numbers.iter().copied().map(OptionId).collect()
    }

    #[test]
    fn a_set_of_options() {
        let set = options(&[0, 3, 127]);
        assert_eq!(set.iter().collect::<Vec<_>>(), [OptionId(0), OptionId(3), OptionId(127)]);
        assert_eq!(set.count(), 3);
        assert!(set.contains(OptionId(3)) && !set.contains(OptionId(4)));
        assert_eq!(set.without(OptionId(3)), options(&[0, 127]));
        assert!(set.intersects(options(&[3, 4])) && !set.intersects(options(&[4])));
        assert!(options(&[3]).is_subset_of(set) && !options(&[3, 4]).is_subset_of(set));
        assert!(Options::none().is_empty() && Options::none().is_subset_of(set));
        assert!(Options::one(OptionId(128)).is_empty(), "a question has at most 128 options");
    }

    #[test]
    fn the_words_of_files_name_each_reason_and_informant() {
        for missing in Missing::ALL {
            assert_eq!(Missing::from_word(missing.word()), Some(missing));
        }
        for informant in Informant::ALL {
            assert_eq!(Informant::from_word(informant.word()), Some(informant));
        }
        assert_eq!(Missing::from_word("no"), None);
        assert_eq!(Informant::from_word("nurse"), None);
    }

    #[test]
    fn without_an_entry_a_question_is_unanswered() {
        let mut answers = Answers::none(2);
        let (first, second, beyond) = (QuestionId(0), QuestionId(1), QuestionId(2));
        assert_eq!(answers.missing(first), Some(Missing::Unanswered));
        assert_eq!(answers.get_or_unanswered(first), &Response::from(Missing::Unanswered));
        assert_eq!(answers.set(first, Missing::Declined.into()), None);
        assert_eq!(answers.missing(first), Some(Missing::Declined));
        assert_eq!(answers.value(first), None);
        assert_eq!(answers.set(first, Value::Option(OptionId::YES).into()), Some(Missing::Declined.into()));
        assert_eq!(answers.value(first), Some(&Value::Option(OptionId::YES)));
        assert_eq!(answers.missing(first), None);
        assert_eq!(answers.iter().map(|(question, _)| question).collect::<Vec<_>>(), [first]);
        assert_eq!(answers.clear(first), Some(Value::Option(OptionId::YES).into()));
        assert_eq!(answers.set(second, Missing::Unknown.into()), None);
        assert_eq!(answers, {
            let mut other = Answers::none(2);
            other.set(second, Missing::Unknown.into());
            other
        });
        assert_eq!(answers.set(beyond, Missing::Unknown.into()), None);
        assert_eq!(answers.get(beyond), None, "a question the rulebook does not have is never kept");
    }
}
