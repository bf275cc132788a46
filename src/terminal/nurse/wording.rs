//! The texts of the interview: questions, options, hints, answers and complaints, for the rich and the plain surface.

pub(super) mod question;

use textwrap::Options as Wrap;
use unicode_width::UnicodeWidthStr;

use crate::answer::{Answer, Missing, OptionId, QuestionId, Response, Value};
use crate::form::Form;
use crate::form::refusal::Reason;
use crate::interview::Refused;
use crate::interview::progress::Progress;
use crate::rulebook::Rulebook;
use crate::terminal::grammar::grid::Replies;
use crate::terminal::grammar::options::{Unfit, numbers};
use crate::terminal::grammar::{Reply, Wrong};
use crate::ui::Ui;
use crate::words::phrase::Phrase;

/// Puts things into words, for one width and surface.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wording<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) ui: &'a Ui,
    /// Columns to fill.
    pub(super) width: usize,
    /// Rules and columns, or sentences.
    pub(super) rich: bool,
}

impl<'a> Wording<'a> {
    pub(super) fn phrase(&self) -> Phrase<'a> {
        Phrase::new(self.rulebook, self.ui)
    }

    /// The rich text, or the plain one.
    pub(super) fn of<'t>(&self, rich: &'t str, plain: &'t str) -> &'t str {
        if self.rich { rich } else { plain }
    }

    /// `about 43`, or that there is none.
    pub(super) fn still_to_go(&self, progress: Progress) -> String {
        let texts = &self.ui.interview.question;
        match progress.to_go {
            0 => texts.to_go_none.to_owned(),
            count => texts.to_go(count),
        }
    }

    /// Wrapped; indented on the rich surface.
    pub(super) fn block(&self, text: &str) -> String {
        let indent = self.of("    ", "");
        let listed = format!("{indent}  "); // below a line that begins with a dash
        let others = |line: &str| if self.rich && line.starts_with("- ") { listed.as_str() } else { indent };
        text.lines().map(|line| self.wrapped(line, indent, others(line))).collect::<Vec<_>>().join("\n")
    }

    pub(super) fn wrapped(&self, text: &str, first: &str, others: &str) -> String {
        textwrap::fill(text, Wrap::new(self.width).initial_indent(first).subsequent_indent(others))
    }

    /// `-- Review ------------------------------ 45 of 46 answered`.
    /// Where there is no room for both, the right one stands below.
    pub(super) fn rule(&self, left: &str, right: &str) -> String {
        let line = |text: &str, behind: usize| {
            let used = text.width() + behind;
            format!("{text}{}", "-".repeat(self.width.saturating_sub(used)))
        };
        let left = format!("-- {left} ");
        let behind = right.width() + 1;
        if left.width() + behind + 2 <= self.width {
            return format!("{} {right}", line(&left, behind));
        }
        let mut lines: Vec<String> = self.wrapped(left.trim_end(), "", "   ").lines().map(str::to_owned).collect();
        if let Some(last) = lines.last_mut() {
            *last = line(&format!("{last} "), 0);
        }
        lines.push(self.wrapped(right, "   ", "   "));
        lines.join("\n")
    }

    /// `[4]`, or `Question 4.`
    pub(super) fn number(&self, question: QuestionId) -> String {
        let texts = &self.ui.interview.question;
        let number = self.rulebook.number_of(question);
        if self.rich { texts.number(number) } else { texts.number_plain(number) }
    }

    /// `[4] [5]`; without brackets where they would be spoken.
    pub(super) fn numbers(&self, questions: &[QuestionId]) -> String {
        let number = |question: &QuestionId| self.rulebook.number_of(*question);
        if !self.rich {
            return questions.iter().map(number).collect::<Vec<_>>().join(", ");
        }
        let one = |question: &QuestionId| self.ui.interview.question.number(number(question));
        questions.iter().map(one).collect::<Vec<_>>().join(" ")
    }

    /// `[4] Height, [5] Weight`; without brackets where they would be spoken.
    pub(super) fn names(&self, questions: &[QuestionId]) -> String {
        let one = |&question: &QuestionId| {
            let number = self.rulebook.number_of(question);
            let title = self.phrase().question(question);
            if self.rich { format!("[{number}] {title}") } else { format!("{number} {title}") }
        };
        questions.iter().map(one).collect::<Vec<_>>().join(", ")
    }

    /// Why what was typed is no number of the question.
    fn no_number(&self, reason: &Reason, typed: &str) -> String {
        let texts = &self.ui.interview.trouble.number;
        match reason {
            Reason::Separators => texts.separators(typed),
            Reason::UnknownUnit { units } => texts.unit(typed, units),
            Reason::Parts => texts.parts(typed),
            Reason::Ambiguous { decimals, thousands } => texts.ambiguous(typed, decimals, thousands),
            Reason::TooLong { limit } => texts.too_long(*limit),
            _ => texts.none(typed), // nothing else is said of a number that is typed
        }
    }

    /// An answer in a table: the value, or why there is none, with all that was said about it.
    pub(super) fn answer(&self, question: QuestionId, given: &Response) -> String {
        let text = match &given.answer {
            Answer::Value(value) => self.value(question, value, given.typed.as_deref()),
            Answer::Missing(reason) => self.reason(*reason).to_owned(),
        };
        self.beside(text, given)
    }

    /// An answer with the whole note that stands beside it; an urgent one in capitals.
    pub(super) fn answer_noted(&self, question: QuestionId, given: &Response, urgent: bool) -> String {
        let answer = self.answer(question, &Response { note: None, ..given.clone() });
        let answer = if urgent { answer.to_uppercase() } else { answer };
        match &given.note {
            None => answer,
            Some(note) => self.ui.interview.echo.noted(&answer, note),
        }
    }

    /// An answer as it is said back once it was taken.
    pub(super) fn echo(&self, question: QuestionId, given: &Response) -> String {
        let text = self.taken(question, given);
        let words = &self.ui.interview.echo;
        let line = if self.rich { words.recorded(text) } else { words.recorded_plain(text) };
        self.wrapped(&line, "", self.of("      ", ""))
    }

    fn taken(&self, question: QuestionId, given: &Response) -> String {
        let words = &self.ui.interview.echo;
        let text = match &given.answer {
            Answer::Value(value) => self.value(question, value, given.typed.as_deref()),
            Answer::Missing(Missing::Unanswered) => words.later.to_owned(),
            Answer::Missing(reason) => words.listed(self.reason(*reason)),
        };
        let text = self.beside(text, given);
        match given.from {
            Some(who) => words.from(&text, self.phrase().informant(who)),
            None => text,
        }
    }

    /// Why there is no answer: the same word wherever the interview shows it.
    fn reason(&self, reason: Missing) -> &'a str {
        let words = &self.ui.interview.echo;
        match reason {
            Missing::Unknown => words.unknown,
            Missing::Declined => words.declined,
            Missing::NotApplicable => words.not_applicable,
            Missing::Unreadable => words.unreadable,
            Missing::Unanswered => self.ui.interview.review.to_ask,
        }
    }

    fn value(&self, question: QuestionId, value: &Value, typed: Option<&str>) -> String {
        let text = self.phrase().value(question, value);
        match typed {
            Some(typed) => self.ui.interview.echo.typed(&text, typed),
            None => text,
        }
    }

    fn beside(&self, text: String, given: &Response) -> String {
        let text = if given.checked { self.ui.interview.echo.checked(text) } else { text };
        match given.note {
            Some(_) => self.ui.interview.echo.note(&text),
            None => text,
        }
    }

    /// Who gave an answer, or a dash where nobody did.
    pub(super) fn from(&self, form: &Form, question: QuestionId) -> &'a str {
        let answered = form.answers.missing(question) != Some(Missing::Unanswered);
        form.informant(self.rulebook, question).filter(|_| answered).map_or("-", |who| self.phrase().informant(who))
    }

    /// An ERROR: what is wrong with a line; of a number also how it can be written.
    pub(super) fn wrong(&self, question: Option<QuestionId>, line: &str, wrong: &Wrong) -> String {
        let hint = matches!(wrong, Wrong::Number(_)).then(|| self.hint(question?)).flatten();
        let what = self.complaint(question, line, wrong);
        match hint {
            Some(hint) => format!("{what}. {hint}"),
            None => what,
        }
    }

    /// An ERROR: what is wrong with a line that answers several questions, and in which row.
    pub(super) fn wrong_line(&self, rows: &[QuestionId], line: &str, wrong: &Replies) -> String {
        let texts = &self.ui.interview.grid;
        let name = |row: Option<&QuestionId>| row.map_or("", |&row| self.row(row));
        let what = match wrong {
            Replies::Other(Reply::Wrong(wrong)) => return self.wrong(rows.first().copied(), line, wrong),
            Replies::Piece { place, text, wrong } => {
                let row = rows.get(*place).copied();
                let name = row.map_or("", |row| self.row(row));
                texts.row(name, self.wrong(row, text, wrong))
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
            Wrong::Number(reason) => self.no_number(reason, &typed),
            Wrong::Option(unfit) => self.unfit(question, unfit),
        }
    }

    fn unfit(&self, question: Option<QuestionId>, unfit: &Unfit) -> String {
        let texts = &self.ui.interview.trouble;
        let label = |option: &OptionId| {
            let label = |question| self.phrase().label(question, *option).to_owned();
            question.map_or_else(String::new, label)
        };
        match unfit {
            Unfit::None(typed) => texts.no_option(crate::unit::clean(typed)),
            Unfit::TooShort(typed) => texts.too_short(crate::unit::clean(typed)),
            Unfit::OneOnly => texts.one_option.to_owned(),
            Unfit::Several(options) => {
                let numbers = question.map_or_else(Vec::new, |question| numbers(&self.rulebook.questions[question]));
                let fits = numbers.iter().filter(|(option, _)| options.contains(option));
                let fits: Vec<String> = fits.map(|(option, number)| format!("{number}. {}", label(option))).collect();
                texts.several(fits.join("   "))
            }
            Unfit::Twice(option) => texts.twice(label(option)),
            Unfit::NotWithOthers(option) => texts.not_with_others(label(option)),
        }
    }

    /// Why the interview does not take an answer there.
    pub(super) fn refused(&self, question: QuestionId, refused: &Refused) -> String {
        let texts = &self.ui.interview.trouble;
        let number = self.rulebook.number_of(question);
        match refused {
            Refused::ValueNeeded => texts.value_needed.to_owned(),
            Refused::DoesNotApply => texts.does_not_apply(&number),
            Refused::Waits(others) => texts.waits(&number, self.numbers(others)),
        }
    }
}
