//! The consequences of an answer: warnings before it is taken, and echoes after.

use std::io;

use super::Nurse;
use crate::answer::{Answer, QuestionId, Response, Value};
use crate::interview::Outcome;
use crate::interview::progress::Progress;
use crate::rulebook::Kind;
use crate::terminal::Prompter;

impl<P: Prompter> Nurse<'_, '_, P> {
    /// Returns the warnings before answers are taken; `!` takes them all the same. Only a changed answer is held up for
    /// answers that it sets aside: nobody has seen those that a first answer sets aside.
    pub(super) fn warnings_before(&self, all: &[(QuestionId, Response)]) -> Vec<String> {
        let changed = all.iter().any(|(id, _)| self.interview.is_dealt_with(*id));
        let set_aside = match self.interview.preview(all.to_vec()) {
            Ok(outcome) if changed => outcome.set_aside,
            _ => Vec::new(),
        };
        let texts = &self.ui.interview.trouble;
        let aside = self.counted(|n, questions| texts.sets_aside(n, questions), &set_aside);
        let unusual = all.iter().filter(|(_, given)| given.checked);
        let unusual = unusual.filter_map(|(id, given)| self.unusual(*id, given, all.len() > 1));
        let warnings: Vec<String> = unusual.chain(aside).collect();
        let keep_all = (all.len() > 1 && !warnings.is_empty()).then(|| self.ui.interview.grid.keep_all.to_owned());
        let wording = self.wording();
        warnings.into_iter().chain(keep_all).map(|text| wording.block(&text)).collect()
    }

    fn unusual(&self, id: QuestionId, given: &Response, among_others: bool) -> Option<String> {
        let Kind::Number(number) = &self.interview.rulebook().questions[id].kind else { return None };
        let Answer::Value(value @ Value::Number(_)) = &given.answer else { return None };
        let (low, high) = number.usual?;
        let wording = self.wording();
        let mut value = wording.phrase().value(id, value);
        if among_others {
            value = self.ui.interview.grid.row(wording.row(id), &value);
        }
        Some(self.ui.interview.trouble.check(value, low, high))
    }

    /// Says the consequences of answers, and why there are more questions to go than before, if there are.
    pub(super) fn echo_outcome(&mut self, outcome: &Outcome, before: Progress) -> io::Result<()> {
        let texts = &self.ui.interview.echo;
        let wording = self.wording();
        let rulebook = self.interview.rulebook();
        let scores = outcome.scores.iter().filter_map(|&score| {
            let value = wording.phrase().interval(score, self.interview.score(score)?);
            Some(texts.score(&rulebook.scores[score].title, value))
        });
        let withdrawn = outcome.withdrawn.iter().filter_map(|alert| rulebook.alerts.get(*alert));
        let lines: Vec<String> = scores
            .chain(self.counted(|n, questions| texts.set_aside(n, questions), &outcome.set_aside))
            .chain(self.counted(|n, questions| texts.in_doubt(n, questions), &outcome.in_doubt))
            .chain(self.counted(|n, questions| texts.returned(n, questions), &outcome.returned))
            .chain(withdrawn.map(|alert| texts.withdrawn(&alert.title)))
            .chain(self.more_to_go(outcome, before))
            .collect();
        for line in lines {
            self.prompter.say(&wording.block(&line))?;
        }
        Ok(())
    }

    fn more_to_go(&self, outcome: &Outcome, before: Progress) -> Option<String> {
        let texts = &self.ui.interview.echo;
        let rulebook = self.interview.rulebook();
        let more = self.interview.progress().to_go > before.to_go;
        let opened = outcome.opened.chunk_by(|&one, &other| rulebook.same_number(one, other)).count();
        more.then(|| match opened {
            0 => texts.opened_none.to_owned(),
            count => texts.opened(count),
        })
    }

    /// How many questions, and which; nothing where there is none.
    fn counted(&self, text: impl Fn(usize, String) -> String, questions: &[QuestionId]) -> Option<String> {
        (!questions.is_empty()).then(|| text(questions.len(), self.wording().names(questions)))
    }
}
