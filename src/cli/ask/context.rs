//! The surroundings of an interview, shared by all of its steps.

use std::path::Path;
use std::sync::Arc;

use jiff::civil::Date;
use miette::{IntoDiagnostic, WrapErr};

use crate::cli::Context;
use crate::cli::summary::SummaryFormat;
use crate::cli::texts::Texts;
use crate::rulebook::Rulebook;
use crate::store::Cases;
use crate::terminal::Prompter;
use crate::ui::Ui;

/// Everything that a step of an interview needs besides its terminal.
pub(super) struct InterviewContext<'a> {
    pub(super) context: &'a Context,
    pub(super) rulebook: &'a Arc<Rulebook>,
    pub(super) ui: &'a Ui,
    /// The texts of the summary, in its language.
    pub(super) summary: &'a Texts,
    /// The format of the summary.
    pub(super) format: SummaryFormat,
    /// ` --rules FILE --lang es`, to be repeated in the command that goes on with the interview.
    pub(super) repeated: String,
    pub(super) cases: &'a dyn Cases,
    /// The case or file to go on with.
    pub(super) resume: Option<&'a Path>,
    /// The file that keeps the form instead of a case.
    pub(super) output: Option<&'a Path>,
    /// The day the answers speak of, if it is given.
    pub(super) as_of: Option<Date>,
    /// The day of the answers: the given one, or today.
    pub(super) today: Date,
}

/// Writes a remark between two prompts.
pub(super) fn say(prompter: &mut impl Prompter, text: &str) -> miette::Result<()> {
    prompter.say(text).into_diagnostic().wrap_err("cannot write to the terminal")
}
