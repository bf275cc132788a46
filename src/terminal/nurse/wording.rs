//! The texts of the interview: questions, options, answers and complaints, for the rich and the plain surface.

mod answer;
mod complaint;
mod options;
pub(super) mod question;

use textwrap::Options as Wrap;
use unicode_width::UnicodeWidthStr;

use crate::answer::QuestionId;
use crate::interview::progress::Progress;
use crate::rulebook::Rulebook;
use crate::ui::Ui;
use crate::words::phrase::Phrase;

/// The wording of the interview, for one width and surface.
#[derive(Clone, Copy, Debug)]
pub(super) struct Wording<'a> {
    pub(super) rulebook: &'a Rulebook,
    pub(super) ui: &'a Ui,
    /// The width, in columns.
    pub(super) width: usize,
    /// Whether the surface is rich: rules and columns instead of sentences.
    pub(super) rich: bool,
}

impl<'a> Wording<'a> {
    pub(super) fn phrase(&self) -> Phrase<'a> {
        Phrase::new(self.rulebook, self.ui)
    }

    /// Returns the rich text or the plain one.
    pub(super) fn of<'t>(&self, rich: &'t str, plain: &'t str) -> &'t str {
        if self.rich { rich } else { plain }
    }

    /// Words the number of questions to go: `about 43`.
    pub(super) fn still_to_go(&self, progress: Progress) -> String {
        let texts = &self.ui.interview.question;
        match progress.to_go {
            0 => texts.to_go_none.to_owned(),
            count => texts.to_go(count),
        }
    }

    /// Wraps a text, indented on the rich surface.
    pub(super) fn block(&self, text: &str) -> String {
        let indent = self.of("    ", "");
        let listed = format!("{indent}  "); // below a line that begins with a dash
        let others = |line: &str| if self.rich && line.starts_with("- ") { listed.as_str() } else { indent };
        text.lines().map(|line| self.wrapped(line, indent, others(line))).collect::<Vec<_>>().join("\n")
    }

    pub(super) fn wrapped(&self, text: &str, first: &str, others: &str) -> String {
        textwrap::fill(text, Wrap::new(self.width).initial_indent(first).subsequent_indent(others))
    }

    /// Draws a heading: `-- Review ------------------------------ 45 of 46 answered`. Without room for both, the right
    /// text goes below.
    pub(super) fn rule(&self, left: &str, right: &str) -> String {
        let dashes = |used: usize| "-".repeat(self.width.saturating_sub(used));
        let (left, behind) = (format!("-- {left} "), right.width() + 1);
        if left.width() + behind + 2 <= self.width {
            return format!("{left}{} {right}", dashes(left.width() + behind));
        }
        let left = self.wrapped(left.trim_end(), "", "   ") + " ";
        let last = left.lines().last().map_or(0, UnicodeWidthStr::width);
        format!("{left}{}\n{}", dashes(last), self.wrapped(right, "   ", "   "))
    }

    /// Returns a question's number: `[4]`, or `Question 4.`
    pub(super) fn number(&self, question: QuestionId) -> String {
        let texts = &self.ui.interview.question;
        let number = self.rulebook.number_of(question);
        if self.rich { texts.number(number) } else { texts.number_plain(number) }
    }

    /// Returns a question's number as `[4]`; without brackets on a surface that is spoken.
    fn bare_number(&self, question: QuestionId) -> String {
        if self.rich { self.number(question) } else { self.rulebook.number_of(question) }
    }

    /// Returns the numbers of questions: `[4] [5]`
    pub(super) fn numbers(&self, questions: &[QuestionId]) -> String {
        let numbers = questions.iter().map(|&question| self.bare_number(question));
        numbers.collect::<Vec<_>>().join(self.of(" ", ", "))
    }

    /// Returns the numbers and names of questions: `[4] Height, [5] Weight`
    pub(super) fn names(&self, questions: &[QuestionId]) -> String {
        let name = |&question: &QuestionId| [self.bare_number(question), self.phrase().question(question)].join(" ");
        questions.iter().map(name).collect::<Vec<_>>().join(", ")
    }
}

/// Packs texts into lines of this width, as many as fit and at least one. The separator between two texts also ends a
/// line, without its blanks.
pub(super) fn packed<'t>(texts: impl Iterator<Item = &'t str>, between: &str, width: usize) -> Vec<String> {
    let end = between.trim_end();
    let mut lines: Vec<String> = Vec::new();
    for text in texts {
        match lines.last_mut() {
            Some(line) if line.width() + between.width() + text.width() + end.width() <= width => {
                line.extend([between, text]);
            }
            last => {
                if let Some(line) = last {
                    line.push_str(end);
                }
                lines.push(text.to_owned());
            }
        }
    }
    lines
}
