//! The wording of answers, for tables and for echoes.

use super::Wording;
use crate::answer::{Answer, Missing, QuestionId, Response};
use crate::form::Form;

impl Wording<'_> {
    /// Words an answer for a table: the value or the missing reason, and the remarks beside it.
    pub(crate) fn answer(&self, question: QuestionId, given: &Response) -> String {
        self.worded(question, given, |reason| self.reason(reason).to_owned())
    }

    /// Words an answer with its whole note; an urgent one in capitals.
    pub(crate) fn answer_noted(&self, question: QuestionId, given: &Response, urgent: bool) -> String {
        let answer = self.answer(question, &Response { note: None, ..given.clone() });
        let answer = if urgent { answer.to_uppercase() } else { answer };
        match &given.note {
            None => answer,
            Some(note) => self.ui.interview.echo.noted(answer, note),
        }
    }

    /// Words the echo of an accepted answer.
    pub(crate) fn echo(&self, question: QuestionId, given: &Response) -> String {
        let (text, words) = (self.taken(question, given), &self.ui.interview.echo);
        let line = if self.rich { words.recorded(text) } else { words.recorded_plain(text) };
        self.wrapped(&line, "", self.of("      ", ""))
    }

    /// Words an accepted answer, and its informant.
    pub(super) fn taken(&self, question: QuestionId, given: &Response) -> String {
        let words = &self.ui.interview.echo;
        let text = self.worded(question, given, |reason| match reason {
            Missing::Unanswered => words.later.to_owned(),
            reason => words.listed(self.reason(reason)),
        });
        match given.from {
            Some(who) => words.from(text, self.phrase().informant(who)),
            None => text,
        }
    }

    fn worded(&self, question: QuestionId, given: &Response, missing: impl Fn(Missing) -> String) -> String {
        let words = &self.ui.interview.echo;
        let text = match (&given.answer, &given.typed) {
            (Answer::Missing(reason), _) => missing(*reason),
            (Answer::Value(value), None) => self.phrase().value(question, value),
            (Answer::Value(value), Some(typed)) => words.typed(self.phrase().value(question, value), typed),
        };
        let text = if given.checked { words.checked(text) } else { text };
        if given.note.is_some() { words.note(text) } else { text }
    }

    /// Returns the word for a missing reason, the same everywhere in the interview.
    fn reason(&self, reason: Missing) -> &'static str {
        let words = &self.ui.interview.echo;
        match reason {
            Missing::Unknown => words.unknown,
            Missing::Declined => words.declined,
            Missing::NotApplicable => words.not_applicable,
            Missing::Unreadable => words.unreadable,
            Missing::Unanswered => self.ui.interview.review.to_ask,
        }
    }

    /// Returns the informant of an answer, or a dash if there is none.
    pub(crate) fn from(&self, form: &Form, question: QuestionId) -> &'static str {
        let answered = form.answers.missing(question) != Some(Missing::Unanswered);
        form.informant(self.rulebook, question).filter(|_| answered).map_or("-", |who| self.phrase().informant(who))
    }
}
