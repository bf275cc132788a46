//! Questions asked for each option of another (a `for_each` unfolded), and the numbers by which people know questions.

use std::collections::HashMap;

use typed_index_collections::{TiSlice, TiVec, ti_vec};

use super::{OptionId, Question, QuestionId, Rulebook};

/// A question asked for each option of another: `tx_tried.*.outcome`. Its title is that of each of its rows.
#[derive(Clone, Debug)]
pub struct Group {
    /// The `choices` question with the options.
    pub parent: QuestionId,
    /// Its id within the parent: `outcome`.
    pub name: String,
    /// The questions, in the order of the options for which they are asked.
    pub rows: Vec<(OptionId, QuestionId)>,
}

impl Group {
    /// Returns the question of the first row; `None` if there are no rows.
    #[must_use]
    pub fn first(&self) -> Option<QuestionId> {
        self.rows.first().map(|(_, question)| *question)
    }

    /// Returns the question asked for an option; `None` if there is none.
    #[must_use]
    pub fn row(&self, option: OptionId) -> Option<QuestionId> {
        self.rows.iter().find(|(of, _)| *of == option).map(|(_, question)| *question)
    }

    /// Returns the id as files write it for all rows: `tx_tried.*.outcome`.
    #[must_use]
    pub fn pattern(&self, questions: &TiSlice<QuestionId, Question>) -> String {
        format!("{}.*.{}", questions[self.parent].id, self.name)
    }
}

impl Rulebook {
    /// Returns the group of a `for_each` child; `None` for other questions.
    #[must_use]
    pub fn group_of(&self, question: QuestionId) -> Option<&Group> {
        self.questions[question].parent.map(|parent| &self.groups[parent.group])
    }

    /// Iterates over the groups that are asked for the options of a question, in file order.
    pub fn groups_of(&self, parent: QuestionId) -> impl Iterator<Item = &Group> {
        self.groups.iter().filter(move |group| group.parent == parent)
    }

    /// Returns the numbers of all questions as shown in brackets (`[4]`) on the screen and in the summary: the place in
    /// the order of the interview, from 1. The children of one question in one part of the interview share a number and
    /// are its parts: `[20.4]`. Numbers do not depend on answers.
    #[must_use]
    pub fn numbers(&self) -> TiVec<QuestionId, String> {
        let mut numbers = ti_vec![String::new(); self.questions.len()];
        let mut begun = HashMap::new(); // the number, and how many parts of it there are so far
        let mut last = 0;
        for id in self.interview_order() {
            let (number, part): &mut (u32, u32) = begun.entry(self.numbered_with(id)).or_insert_with(|| {
                last += 1;
                (last, 0)
            });
            *part += 1;
            let child = self.questions[id].parent.is_some();
            numbers[id] = if child { format!("{number}.{part}") } else { number.to_string() };
        }
        numbers
    }

    /// Returns one of the [numbers](Rulebook::numbers).
    #[must_use]
    pub fn number_of(&self, id: QuestionId) -> String {
        self.numbers().swap_remove(id)
    }

    /// Returns the question with this number, as `19` or `20.4`; for `20`, all of its parts if it has parts.
    #[must_use]
    pub fn with_number(&self, number: &str) -> Vec<QuestionId> {
        let is = |of: &str| {
            let rest = of.strip_prefix(number);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.') && !number.contains('.'))
        };
        self.numbers().iter_enumerated().filter(|(_, of)| is(of)).map(|(id, _)| id).collect()
    }

    /// Returns the questions that share a number with this one, in the order of asking.
    #[must_use]
    pub fn with_number_of(&self, id: QuestionId) -> Vec<QuestionId> {
        self.questions.keys().filter(|&other| self.same_number(id, other)).collect()
    }

    /// Returns whether two questions share a number; those that do follow each other in the order of asking.
    #[must_use]
    pub fn same_number(&self, one: QuestionId, other: QuestionId) -> bool {
        self.numbered_with(one) == self.numbered_with(other)
    }

    /// Returns the key of the questions that share a number: the children of one question in the call, those in the
    /// chart part, or a question alone.
    fn numbered_with(&self, id: QuestionId) -> (QuestionId, Option<bool>) {
        let question = &self.questions[id];
        question.parent.map_or((id, None), |parent| (parent.question, Some(question.is_of_the_call())))
    }
}
