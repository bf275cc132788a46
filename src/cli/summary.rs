//! `candor summary`: prints the summary of a case or a form again.

use std::io::{self, Write};
use std::path::PathBuf;

use miette::{IntoDiagnostic, WrapErr};

use super::forms::read_form;
use super::listing::print;
use super::paths::shown;
use super::texts::{SummaryLanguage, Texts};
use super::{Context, Status};
use crate::files;
use crate::form::Form;
use crate::report::text::Look;
use crate::report::{json, markdown, text};
use crate::rulebook::Rulebook;
use crate::screening::Screening;
use crate::screening::layout::summary_blocks;
use crate::screening::summary::Summary;
use crate::ui::Ui;

/// Draw the summary of a case or a form for the physician
#[derive(Debug, clap::Args)]
pub(super) struct SummaryArgs {
    /// The code of a case, or a form as `candor ask -o` writes it, in YAML or JSON; `-` is standard input
    #[arg(value_name = "CASE or FORM")]
    form: PathBuf,

    /// As text in the width of the terminal, as Markdown, or as one line of JSON
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: SummaryFormat,

    #[command(flatten)]
    language: SummaryLanguage,

    /// Write it to this file instead of standard output; only its owner can read it
    #[arg(long, short, value_name = "FILE")]
    output: Option<PathBuf>,
}

/// How a summary is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum SummaryFormat {
    /// For reading and for paper
    #[default]
    Text,
    /// For records that keep Markdown
    Markdown,
    /// For programs: one line
    Json,
}

impl SummaryArgs {
    /// Reads the form, screens it, and writes its summary.
    ///
    /// # Errors
    /// Returns an error if a file cannot be read or written, the rulebook has errors, or the form does not fit it.
    pub(super) fn run(self, context: &Context) -> miette::Result<Status> {
        let rulebook = context.rulebook()?;
        let form = read_form(&rulebook, &self.form, context)?;
        let Texts { rulebook, ui } = Texts::of(&rulebook, self.language.chosen(context), context)?;
        match &self.output {
            None => print("the summary", |out| draw(&rulebook, ui, &form, self.format, context.look(), out))?,
            Some(path) => {
                let mut drawn = Vec::new();
                draw(&rulebook, ui, &form, self.format, Look::default(), &mut drawn)
                    .and_then(|()| files::write(path, &drawn))
                    .into_diagnostic()
                    .wrap_err_with(|| format!("cannot write `{}`", shown(path)))?;
            }
        }
        Ok(Status::Done)
    }
}

/// Screens a form and writes its summary.
///
/// # Errors
/// Returns an error if `out` fails.
pub(super) fn draw(
    rulebook: &Rulebook,
    ui: &Ui,
    form: &Form,
    format: SummaryFormat,
    look: Look,
    out: &mut impl Write,
) -> io::Result<()> {
    let summary = Summary::of(&Screening::new(rulebook, form), ui);
    match format {
        SummaryFormat::Text => text::write(&summary_blocks(&summary, ui), look, out),
        SummaryFormat::Markdown => markdown::write(&summary_blocks(&summary, ui), out),
        SummaryFormat::Json => json::write(&summary, out),
    }
}
