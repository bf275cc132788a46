//! `candor ask`: the interview, and the summary at its end.
//!
//! Every accepted answer is saved as a draft at once. Only after the summary is written does the draft become a
//! finished case, or is it removed because the form has a file of its own; until then the draft can be resumed.

mod begin;
mod conduct;
mod context;
mod finish;
mod offers;
mod stop;
mod surface;

use std::path::PathBuf;

use jiff::civil::Date;

use super::clock;
use super::forms;
use super::settings::{Setting, Surface};
use super::summary::SummaryFormat;
use super::texts::{Texts, language};
use super::{Context, Status};
use crate::ui::Language;
use context::InterviewContext;

/// Interview a patient and print the summary for the physician
///
/// Asks one question after the other; every answer is kept at once, so that nothing is lost when the call breaks off.
/// Alone it offers the drafts that are open. Answers can be piped in, one a line. A finished interview is kept as a case,
/// unless its form was asked for in a file: `candor cases` lists and removes them.
#[derive(Debug, clap::Args)]
pub(super) struct AskArgs {
    /// Print plain lines without columns or color, for screen readers and simple terminals
    #[arg(long)]
    plain: bool,

    /// Ask in this language: en or es [default: en, or what `candor config` says]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    lang: Option<Language>,

    /// Print the summary in this language, whatever the interview was held in
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    summary_lang: Option<Language>,

    /// Go on with this draft or finished case, which is a draft again then, or with the form in this file
    #[arg(long, value_name = "CASE or FILE")]
    resume: Option<PathBuf>,

    /// Say that the answers speak of this day, instead of today
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,

    /// Keep the form in this file, and not as a case; YAML, or JSON where its name ends in .json
    #[arg(long, short, value_name = "FORM")]
    output: Option<PathBuf>,

    /// Print the summary in this format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: SummaryFormat,
}

impl AskArgs {
    /// Returns whether plain lines are asked for.
    pub(super) fn is_plain(&self) -> bool {
        self.plain
    }

    /// Holds the interview.
    ///
    /// # Errors
    /// Returns an error if the terminal, the drafts or an output cannot be read or written, the rulebook has errors, or
    /// a list of answers ends early or holds a refused one.
    pub(super) fn run(self, context: &Context) -> miette::Result<Status> {
        let (rulebook, set) = (context.rulebook()?, &context.settings);
        let of_summary = self.summary_lang.unwrap_or_else(|| set.language(Setting::SummaryLanguage));
        let summary = Texts::of(&rulebook, of_summary, context)?;
        let language = self.lang.unwrap_or_else(|| set.language(Setting::Language));
        let other = (language != of_summary).then(|| Texts::of(&rulebook, language, context)).transpose()?;
        let Texts { rulebook, ui } = other.as_ref().unwrap_or(&summary);
        let lang = self.lang.map(|language| format!(" --lang {}", language.code())).unwrap_or_default();
        let repeated = context.rules.repeated() + &lang;
        if let Some(output) = &self.output {
            finish::writable(output)?;
        }
        let ends = &ui.interview.end;
        stop::watch(ends.stopped, ends.stopped_unsaved)?;
        let cases = forms::store()?;
        let on = InterviewContext {
            context,
            rulebook,
            ui,
            summary: &summary,
            format: self.format,
            repeated,
            cases: &cases,
            resume: self.resume.as_deref(),
            output: self.output.as_deref(),
            as_of: self.as_of,
            today: self.as_of.unwrap_or_else(|| clock::now().date()),
        };
        surface::with(if self.plain { Surface::Plain } else { set.surface() }, &on)
    }
}
