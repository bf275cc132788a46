//! The texts of the interview: questions, options, hints, answers and complaints, for the rich and the plain surface.

pub(super) mod question;

use textwrap::Options as Wrap;
use unicode_width::UnicodeWidthStr;

use crate::answer::{Answer, Informant, Missing, OptionId, QuestionId, Response, Value};
use crate::form::Form;
use crate::form::refusal::Reason;
use crate::interview::Refused;
use crate::interview::open::Progress;
use crate::rulebook::Rulebook;
use crate::rulebook::phrase::Phrase;
use crate::terminal::grammar::grid::Replies;
use crate::terminal::grammar::options::{Unfit, numbers};
use crate::terminal::grammar::{Reply, Wrong};
use crate::ui::{Ui, fill};

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
            0 => texts.to_go_none.clone(),
            count => fill(&texts.to_go, &[("count", &count.to_string())]),
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
        fill(self.of(&texts.number, &texts.number_plain), &[("number", &self.rulebook.number_of(question))])
    }

    /// `[4] [5]`; without brackets where they would be spoken.
    pub(super) fn numbers(&self, questions: &[QuestionId]) -> String {
        let number = |question: &QuestionId| self.rulebook.number_of(*question);
        if !self.rich {
            return questions.iter().map(number).collect::<Vec<_>>().join(", ");
        }
        let one = |question: &QuestionId| fill(&self.ui.interview.question.number, &[("number", &number(question))]);
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
        let said = |text: &str| fill(text, &[("typed", typed)]);
        match reason {
            Reason::Separators => said(&texts.separators),
            Reason::UnknownUnit { units } => fill(&texts.unit, &[("typed", typed), ("units", units)]),
            Reason::Parts => said(&texts.parts),
            Reason::Ambiguous { decimals, thousands } => {
                let (decimals, thousands) = (decimals.to_string(), thousands.to_string());
                fill(&texts.ambiguous, &[("typed", typed), ("decimals", &decimals), ("thousands", &thousands)])
            }
            Reason::TooLong { limit } => fill(&texts.too_long, &[("limit", &limit.to_string())]),
            _ => said(&texts.none), // nothing else is said of a number that is typed
        }
    }

    /// An answer in a table: the value, or why there is none, with all that was said about it.
    pub(super) fn answer(&self, question: QuestionId, given: &Response) -> String {
        let words = &self.ui.interview.echo;
        let text = match &given.answer {
            Answer::Value(value) => self.value(question, value, given.typed.as_deref()),
            Answer::Missing(reason) => self.reason(*reason).to_owned(),
        };
        self.beside(&words.checked, text, given)
    }

    /// An answer with the whole note that stands beside it; an urgent one in capitals.
    pub(super) fn answer_noted(&self, question: QuestionId, given: &Response, urgent: bool) -> String {
        let answer = self.answer(question, &Response { note: None, ..given.clone() });
        let answer = if urgent { answer.to_uppercase() } else { answer };
        match &given.note {
            None => answer,
            Some(note) => fill(&self.ui.interview.echo.noted, &[("answer", &answer), ("note", note)]),
        }
    }

    /// An answer as it is said back once it was taken.
    pub(super) fn echo(&self, question: QuestionId, given: &Response) -> String {
        let text = self.taken(question, given);
        let line = fill(
            self.of(&self.ui.interview.echo.recorded, &self.ui.interview.echo.recorded_plain),
            &[("answer", &text)],
        );
        self.wrapped(&line, "", self.of("      ", ""))
    }

    fn taken(&self, question: QuestionId, given: &Response) -> String {
        let words = &self.ui.interview.echo;
        let text = match &given.answer {
            Answer::Value(value) => self.value(question, value, given.typed.as_deref()),
            Answer::Missing(Missing::Unanswered) => words.later.clone(),
            Answer::Missing(reason) => fill(&words.listed, &[("reason", self.reason(*reason))]),
        };
        let text = self.beside(&words.checked, text, given);
        match given.from {
            Some(who) => fill(&words.from, &[("answer", &text), ("who", self.informant(who))]),
            None => text,
        }
    }

    /// Why there is no answer: the same word wherever the interview shows it.
    fn reason(&self, reason: Missing) -> &'a str {
        let words = &self.ui.interview.echo;
        match reason {
            Missing::Unknown => &words.unknown,
            Missing::Declined => &words.declined,
            Missing::NotApplicable => &words.not_applicable,
            Missing::Unreadable => &words.unreadable,
            Missing::Unanswered => &self.ui.interview.review.to_ask,
        }
    }

    fn value(&self, question: QuestionId, value: &Value, typed: Option<&str>) -> String {
        let text = self.phrase().value(question, value);
        match typed {
            Some(typed) => fill(&self.ui.interview.echo.typed, &[("answer", &text), ("typed", typed)]),
            None => text,
        }
    }

    fn beside(&self, checked: &str, text: String, given: &Response) -> String {
        let text = if given.checked { fill(checked, &[("answer", &text)]) } else { text };
        match given.note {
            Some(_) => fill(&self.ui.interview.echo.note, &[("answer", &text)]),
            None => text,
        }
    }

    pub(super) fn informant(&self, who: Informant) -> &'a str {
        let words = &self.ui.words;
        match who {
            Informant::Patient => &words.patient,
            Informant::Caregiver => &words.caregiver,
            Informant::Chart => &words.chart,
            Informant::Examiner => &words.examiner,
        }
    }

    /// Who gave an answer, or a dash where nobody did.
    pub(super) fn from(&self, form: &Form, question: QuestionId) -> &'a str {
        let answered = form.answers.missing(question) != Some(Missing::Unanswered);
        form.informant(self.rulebook, question).filter(|_| answered).map_or("-", |who| self.informant(who))
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
        let counted = |text: &str, found: usize, row: Option<&QuestionId>| {
            let row = row.map_or("", |&row| self.row(row));
            let (found, count) = (found.to_string(), rows.len().to_string());
            fill(text, &[("found", &found), ("count", &count), ("row", row)])
        };
        let what = match wrong {
            Replies::Other(Reply::Wrong(wrong)) => return self.wrong(rows.first().copied(), line, wrong),
            Replies::Piece { place, text, wrong } => {
                let row = rows.get(*place).copied();
                let name = row.map_or("", |row| self.row(row));
                fill(&texts.row, &[("row", name), ("answer", &self.wrong(row, text, wrong))])
            }
            Replies::Count(found) if *found < rows.len() => counted(&texts.none_left, *found, rows.get(*found)),
            Replies::Count(found) => counted(&texts.too_many, *found, rows.last()),
            Replies::Several | Replies::Other(_) | Replies::Each(_) => texts.not_clear.clone(),
        };
        fill(&texts.nothing_stored, &[("what", &what)])
    }

    fn complaint(&self, question: Option<QuestionId>, line: &str, wrong: &Wrong) -> String {
        let texts = &self.ui.interview.trouble;
        let typed = crate::unit::clean(line.trim());
        match wrong {
            Wrong::NoCommand => texts.no_command.clone(),
            Wrong::NoInformant => texts.no_informant.clone(),
            Wrong::NoNote => texts.no_note.clone(),
            Wrong::NotAlone => texts.command_alone.clone(),
            Wrong::Nothing => texts.nothing.clone(),
            Wrong::TooLong { characters, limit } => {
                fill(&texts.too_long, &[("count", &characters.to_string()), ("limit", &limit.to_string())])
            }
            Wrong::Number(Reason::OutOfRange { range: (low, high), unit }) => {
                let high = self.phrase().amount(*high, unit.as_deref());
                fill(&texts.not_possible, &[("typed", &typed), ("low", &low.to_string()), ("high", &high)])
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
            Unfit::None(typed) => fill(&texts.no_option, &[("typed", &crate::unit::clean(typed))]),
            Unfit::TooShort(typed) => fill(&texts.too_short, &[("typed", &crate::unit::clean(typed))]),
            Unfit::OneOnly => texts.one_option.clone(),
            Unfit::Several(options) => {
                let numbers = question.map_or_else(Vec::new, |question| numbers(&self.rulebook.questions[question]));
                let fits = numbers.iter().filter(|(option, _)| options.contains(option));
                let fits: Vec<String> = fits.map(|(option, number)| format!("{number}. {}", label(option))).collect();
                fill(&texts.several, &[("options", &fits.join("   "))])
            }
            Unfit::Twice(option) => fill(&texts.twice, &[("option", &label(option))]),
            Unfit::NotWithOthers(option) => fill(&texts.not_with_others, &[("option", &label(option))]),
        }
    }

    /// Why the interview does not take an answer there.
    pub(super) fn refused(&self, question: QuestionId, refused: &Refused) -> String {
        let texts = &self.ui.interview.trouble;
        let number = self.rulebook.number_of(question);
        match refused {
            Refused::ValueNeeded => texts.value_needed.clone(),
            Refused::DoesNotApply => fill(&texts.does_not_apply, &[("number", &number)]),
            Refused::Waits(others) => fill(&texts.waits, &[("number", &number), ("questions", &self.numbers(others))]),
        }
    }
}
