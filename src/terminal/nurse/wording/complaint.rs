//! The wording of complaints about a line.

use super::Wording;
use crate::answer::{OptionId, QuestionId};
use crate::form::refusal::Reason;
use crate::interview::Refused;
use crate::terminal::grammar::grid::Replies;
use crate::terminal::grammar::options::numbers;
use crate::terminal::grammar::{Reply, Wrong};

impl Wording<'_> {
    /// Words the fault of a line; for a number also the accepted forms.
    pub(crate) fn wrong(&self, question: Option<QuestionId>, line: &str, wrong: &Wrong) -> String {
        let what = self.complaint(question, line, wrong);
        match question.and_then(|question| self.hint(question)) {
            Some(hint) if matches!(wrong, Wrong::Number(_)) => format!("{what}. {hint}"),
            _ => what,
        }
    }

    /// Words the fault of a line that answers several questions, with its row.
    pub(crate) fn wrong_line(&self, rows: &[QuestionId], line: &str, wrong: &Replies) -> String {
        let texts = &self.ui.interview.grid;
        let name = |row: Option<&QuestionId>| row.map_or("", |&row| self.row(row));
        let what = match wrong {
            Replies::Other(Reply::Wrong(wrong)) => return self.wrong(rows.first().copied(), line, wrong),
            Replies::Piece { place, text, wrong } => {
                let row = rows.get(*place);
                texts.row(name(row), self.wrong(row.copied(), text, wrong))
            }
            Replies::Count(found) if *found < rows.len() => texts.none_left(rows.len(), *found, name(rows.get(*found))),
            Replies::Count(found) => texts.too_many(rows.len(), *found, name(rows.last())),
            Replies::Several | Replies::Other(_) | Replies::Each(_) => texts.not_clear.to_owned(),
        };
        texts.nothing_stored(&what)
    }

    fn complaint(&self, question: Option<QuestionId>, line: &str, wrong: &Wrong) -> String {
        let texts = &self.ui.interview.trouble;
        let typed = crate::unit::clean(line.trim());
        let label = |option: &OptionId| question.map_or("", |question| self.phrase().label(question, *option));
        match wrong {
            Wrong::NoCommand => texts.no_command.to_owned(),
            Wrong::NoInformant => texts.no_informant.to_owned(),
            Wrong::NoNote => texts.no_note.to_owned(),
            Wrong::NotAlone => texts.command_alone.to_owned(),
            Wrong::Nothing => texts.nothing.to_owned(),
            Wrong::TooLong { characters, limit } => texts.too_long(*characters, *limit),
            Wrong::Number(Reason::OutOfRange { range: (low, high), unit }) => {
                let high = self.phrase().amount(*high, unit.as_deref());
                texts.not_possible(typed, low, high)
            }
            Wrong::Number(Reason::Separators) => texts.number.separators(typed),
            Wrong::Number(Reason::UnknownUnit { units }) => texts.number.unit(typed, units),
            Wrong::Number(Reason::Parts) => texts.number.parts(typed),
            Wrong::Number(Reason::Ambiguous { decimals, thousands }) => {
                texts.number.ambiguous(typed, decimals, thousands)
            }
            Wrong::Number(Reason::TooLong { limit }) => texts.number.too_long(*limit),
            Wrong::Number(_) => texts.number.none(typed), // any other reason
            Wrong::NoOption(typed) => texts.no_option(crate::unit::clean(typed)),
            Wrong::TooFewLetters(typed) => texts.too_short(crate::unit::clean(typed)),
            Wrong::OneOnly => texts.one_option.to_owned(),
            Wrong::SeveralFit(options) => {
                let numbers = question.map_or_else(Vec::new, |question| numbers(&self.rulebook.questions[question]));
                let fits = numbers.iter().filter(|(option, _)| options.contains(option));
                let fits: Vec<String> = fits.map(|(option, number)| format!("{number}. {}", label(option))).collect();
                texts.several(fits.join("   "))
            }
            Wrong::Twice(option) => texts.twice(label(option)),
            Wrong::NotWithOthers(option) => texts.not_with_others(label(option)),
        }
    }

    /// Words the reason why the interview does not take an answer.
    pub(crate) fn refused(&self, question: QuestionId, refused: &Refused) -> String {
        let texts = &self.ui.interview.trouble;
        let number = self.rulebook.number_of(question);
        match refused {
            Refused::ValueNeeded => texts.value_needed.to_owned(),
            Refused::DoesNotApply => texts.does_not_apply(&number),
            Refused::Waits(others) => texts.waits(&number, self.numbers(others)),
        }
    }
}
