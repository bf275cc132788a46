//! What every step of an interview needs besides its terminal.

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

/// What every step of an interview needs besides its terminal.
pub(super) struct InterviewContext<'a> {
    pub(super) context: &'a Context,
    pub(super) rulebook: &'a Arc<Rulebook>,
    pub(super) ui: &'a Ui,
    /// In what the summary is written.
    pub(super) summary: &'a Texts,
    /// How the summary is written.
    pub(super) format: SummaryFormat,
    /// ` --rules FILE --lang es`, as it has to be repeated where the interview goes on.
    pub(super) repeated: String,
    pub(super) cases: &'a dyn Cases,
    /// The case, or the file, to go on with.
    pub(super) resume: Option<&'a Path>,
    /// The file in which the form is kept, instead of as a case.
    pub(super) output: Option<&'a Path>,
    /// The day the answers speak of, where it is said.
    pub(super) as_of: Option<Date>,
    /// That day, or today.
    pub(super) today: Date,
}

/// Says something between two prompts.
pub(super) fn say(prompter: &mut impl Prompter, text: &str) -> miette::Result<()> {
    prompter.say(text).into_diagnostic().wrap_err("cannot write to the terminal")
}
