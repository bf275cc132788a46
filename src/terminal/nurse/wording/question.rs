//! The text of a question, alone or as a row of a grid; its options and its hint.

use unicode_width::UnicodeWidthStr;

use super::Wording;
use crate::answer::{QuestionId, Response};
use crate::rulebook::{Kind, Number};

/// The state of a question that is asked.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct QuestionState<'t> {
    /// The answer it has.
    pub(crate) now: Option<&'t str>,
    /// Whether that answer could not be saved.
    pub(crate) unsaved: bool,
    /// Its place among the parts of its number, from 1, and the number of parts.
    pub(crate) part: (usize, usize),
}

impl Wording<'_> {
    /// Returns the question with its options, a hint, and its answer. Short texts share one line.
    pub(crate) fn question(&self, id: QuestionId, state: QuestionState<'_>) -> String {
        let texts = &self.ui.interview.question;
        let question = &self.rulebook.questions[id];
        let option = question.parent.map(|parent| self.phrase().label(parent.question, parent.option));
        let ask = option.map_or_else(|| question.ask.clone(), |option| texts.of_option(option, &question.ask));
        let number = match state.part {
            (part, count) if !self.rich && count > 1 => texts.part(self.whole_number(id), part, count),
            _ => self.number(id),
        };
        let hints: Vec<String> = question.untranslated.iter().cloned().chain(self.hint(id)).collect();
        let hint = (!hints.is_empty()).then(|| hints.join("\n"));
        self.laid_out(&format!("{number} {ask}"), state, self.options(id), hint)
    }

    /// Returns several questions as one grid: the heading, the options, and the names of the rows.
    pub(crate) fn grid(&self, rows: &[QuestionId], state: QuestionState<'_>) -> String {
        let texts = &self.ui.interview.grid;
        let Some(&first) = rows.first() else { return String::new() };
        let number = self.ui.interview.question.number(self.whole_number(first));
        let ask = texts.ask(&self.rulebook.questions[first].ask);
        let name = |&row: &QuestionId| match &self.rulebook.questions[row].kind {
            Kind::Number(Number { unit: Some(unit), .. }) => texts.row_in(self.row(row), unit),
            _ => self.row(row).to_owned(),
        };
        let names: Vec<String> = rows.iter().map(name).collect();
        let options = self.entries(first);
        let options = options.iter().map(|(_, text)| text.as_str());
        let blocks = [self.flowing(options, "   "), self.flowing(names.iter().map(String::as_str), " / ")];
        let blocks: Vec<String> = blocks.into_iter().filter(|block| !block.is_empty()).collect();
        self.laid_out(&format!("{number} {ask}"), state, Some(blocks.join("\n")), Some(self.grid_hint(rows)))
    }

    /// Returns the hint of a grid: `Five numbers in this order, or .o to be asked one by one`.
    pub(crate) fn grid_hint(&self, rows: &[QuestionId]) -> String {
        let texts = &self.ui.interview.grid;
        let amounts = rows.iter().any(|&row| matches!(self.rulebook.questions[row].kind, Kind::Number(_)));
        let count = rows.len();
        let spelled = count.checked_sub(2).and_then(|place| texts.counts.get(place));
        let spelled = spelled.map_or_else(|| count.to_string(), |&word| word.to_owned());
        if amounts { texts.amounts(spelled) } else { texts.numbers(spelled) }
    }

    /// Returns the echo of a grid's answers: one row each, with the names in one column.
    pub(crate) fn grid_echo(&self, answers: &[(QuestionId, &Response)]) -> String {
        let names: Vec<&str> = answers.iter().map(|(row, _)| self.row(*row)).collect();
        let widest = names.iter().map(|name| name.width()).max().unwrap_or(0).min(self.width / 2);
        let rows = names.iter().zip(answers).enumerate().map(|(place, (name, (row, given)))| {
            let begin = if place == 0 { "    = " } else { "      " };
            let padding = " ".repeat(widest.saturating_sub(name.width()) + 2);
            let hanging = " ".repeat(widest + 8);
            self.wrapped(&format!("{begin}{name}{padding}{}", self.taken(*row, given)), "", &hanging)
        });
        rows.collect::<Vec<_>>().join("\n")
    }

    /// Returns the short name of a grid row: the label of the option that it is asked for.
    pub(crate) fn row(&self, row: QuestionId) -> &str {
        let parent = self.rulebook.questions[row].parent.as_ref();
        parent.map_or("", |parent| self.phrase().short_label(parent.question, parent.option))
    }

    /// Returns the whole part of a question's number: `20` of `20.4`.
    pub(crate) fn whole_number(&self, id: QuestionId) -> String {
        let number = self.rulebook.number_of(id);
        number.split('.').next().unwrap_or_default().to_owned()
    }

    /// Lays out the question text, and below it the answer, the options and the hint; the first of these moves beside
    /// the text if it fits.
    fn laid_out(&self, ask: &str, state: QuestionState<'_>, options: Option<String>, hint: Option<String>) -> String {
        let texts = &self.ui.interview.question;
        let now = state.now.map(|answer| match (state.unsaved, self.rich) {
            (true, true) => texts.now_unsaved(answer),
            (true, false) => texts.now_unsaved_plain(answer),
            (false, true) => texts.now(answer),
            (false, false) => texts.now_plain(answer),
        });
        let now = now.map(|now| self.block(&now));
        let hint = hint.map(|hint| self.block(&hint));
        let mut below: Vec<String> = [now, options, hint].into_iter().flatten().collect();
        let beside = below.first().filter(|text| self.rich && !text.contains('\n')).map(|text| text.trim_start());
        let beside = beside.map(|text| format!("{ask}   {text}")).filter(|line| line.width() <= self.width);
        if beside.is_some() {
            below.remove(0);
        }
        let first = beside.unwrap_or_else(|| self.wrapped(ask, "", self.of("    ", "")));
        below.insert(0, first);
        below.join("\n")
    }

    /// Returns the hint on how to answer; `None` if the options make it clear.
    pub(crate) fn hint(&self, id: QuestionId) -> Option<String> {
        let texts = &self.ui.interview.question;
        let question = &self.rulebook.questions[id];
        match &question.kind {
            Kind::YesNo(_) | Kind::Choice(_) => (!self.rich).then(|| texts.one.to_owned()),
            Kind::Choices(options) => {
                let none = options.iter().any(|option| option.exclusive);
                Some(if none { texts.many_or_none } else { texts.many }.to_owned())
            }
            Kind::Number(number) => {
                let others: Vec<&str> = number.accepts.iter().map(|(name, _)| name.as_str()).collect();
                Some(match &number.unit {
                    None => texts.number_bare.to_owned(),
                    Some(unit) if others.is_empty() => texts.number_in(unit),
                    Some(unit) => texts.number_in_or(unit, others.join(", ")),
                })
            }
            Kind::Text { limit } => Some(texts.text(*limit)),
        }
    }
}
