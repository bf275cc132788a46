//! Sets of questions: the questions that a truth rests on or is open to.

use crate::answer::QuestionId;

/// A set of questions.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Questions {
    /// Bits, 64 questions a word, by number; the last word is never 0.
    words: Vec<u64>,
}

impl Questions {
    /// Returns the empty set.
    #[must_use]
    pub const fn none() -> Questions {
        Questions { words: Vec::new() }
    }

    /// Returns the set of one question.
    #[must_use]
    pub fn one(question: QuestionId) -> Questions {
        let (word, bit) = place(question);
        let mut words = vec![0; word + 1];
        words[word] = bit;
        Questions { words }
    }

    /// Returns whether the question is in the set.
    #[must_use]
    pub fn contains(&self, question: QuestionId) -> bool {
        let (word, bit) = place(question);
        self.words.get(word).is_some_and(|word| word & bit != 0)
    }

    /// Returns the union of both sets.
    #[must_use]
    pub fn union(mut self, other: &Questions) -> Questions {
        if self.words.len() < other.words.len() {
            self.words.resize(other.words.len(), 0);
        }
        for (word, more) in self.words.iter_mut().zip(&other.words) {
            *word |= more;
        }
        self
    }

    /// Returns the questions in file order.
    pub fn iter(&self) -> impl Iterator<Item = QuestionId> + '_ {
        (0..).map(QuestionId).take(self.words.len() * 64).filter(|&question| self.contains(question))
    }

    /// Returns whether the set is empty.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }
}

fn place(question: QuestionId) -> (usize, u64) {
    (question.0 as usize / 64, 1 << (question.0 % 64))
}
