//! `.g` alone: a list of the questions with their answers, to search and choose from.

use std::io;

use super::prompt::Entered;
use super::{Ending, Flow, Nurse, WayOut};
use crate::answer::QuestionId;
use crate::terminal::grammar::options::folded;
use crate::terminal::{Picked, Prompter};

/// The entry that leads nowhere. It has no letter, so no search finds it.
const STAY: &str = "<";

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Lets the nurse search for a question and go to it; `None` if the nurse stays.
    pub(super) fn jump(&mut self) -> Result<Option<Flow>, WayOut> {
        let listed = self.interview.to_review();
        let texts = &self.ui.interview.go_to;
        let entries = listed.iter().map(|&question| self.entry(question, 0));
        let entries: Vec<String> = [STAY.to_owned()].into_iter().chain(entries).collect();
        match self.prompter.pick(texts.search, &entries)? {
            Picked::NotHere => self.jump_by_line(&listed),
            Picked::Entry(place) => match place.checked_sub(1).and_then(|place| listed.get(place)) {
                Some(&question) => self.go_to(&self.interview.rulebook().number_of(question)),
                None => Ok(None),
            },
            Picked::Ended => Err(self.ended()),
            Picked::Interrupted => Err(WayOut::Ending(Ending::Interrupted)),
        }
    }

    /// Lists the questions; then a number goes to a question, and words narrow the list.
    fn jump_by_line(&mut self, listed: &[QuestionId]) -> Result<Option<Flow>, WayOut> {
        let texts = &self.ui.interview;
        self.list(listed)?;
        self.read_until(|nurse, entered| {
            let line = match entered {
                Entered::Line(line) => line,
                Entered::Command(command) => return Ok(nurse.run_global_command(&command)?.map(Some)),
            };
            let number = line.trim_start_matches('[').trim_end_matches(']');
            let found = match number {
                "" => return Ok(Some(None)),
                number if is_a_number(number) => nurse.go_to(number)?,
                words => match &nurse.search(listed, words)[..] {
                    [] => nurse.complain(&texts.trouble.nothing_found(crate::unit::clean(words))).map(|()| None)?,
                    [question] => nurse.go_to(&nurse.interview.rulebook().number_of(*question))?,
                    several => nurse.list(several).map(|()| None)?,
                },
            };
            Ok(found.map(Some))
        })
    }

    fn list(&mut self, questions: &[QuestionId]) -> io::Result<()> {
        let wording = self.wording();
        let widest = questions.iter().map(|&question| wording.number(question).len()).max().unwrap_or(0);
        let (padding, hanging) = if wording.rich { (widest + 1, widest + 2) } else { (0, 0) };
        for &question in questions {
            self.prompter.say(&wording.wrapped(&self.entry(question, padding), "", &" ".repeat(hanging)))?;
        }
        self.prompter.say(&wording.wrapped(self.ui.interview.go_to.prompt, "", ""))
    }

    /// Returns `[4] Height: 170 cm`, with the number padded to at least `columns`.
    fn entry(&self, question: QuestionId, columns: usize) -> String {
        let wording = self.wording();
        let answer = wording.answer(question, self.interview.form().answers.get_or_unanswered(question));
        let number = format!("{:<columns$}", wording.number(question));
        self.ui.interview.go_to.line(number, wording.phrase().question(question), answer)
    }

    /// Returns the questions whose name or text contains these words, ignoring case and accents.
    fn search(&self, listed: &[QuestionId], words: &str) -> Vec<QuestionId> {
        let wanted = folded(words);
        let phrase = self.wording().phrase();
        let rulebook = self.interview.rulebook();
        let holds = |&question: &QuestionId| {
            folded(&phrase.question(question)).contains(&wanted)
                || folded(&rulebook.questions[question].ask).contains(&wanted)
        };
        listed.iter().copied().filter(holds).collect()
    }
}

pub(super) fn is_a_number(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|character| character.is_ascii_digit() || character == '.')
}
