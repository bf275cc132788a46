//! `candor rules show`: a rulebook as a document that a clinician can read.

use std::path::PathBuf;
use std::sync::Arc;

use crate::cli::listing::print;
use crate::cli::texts::Texts;
use crate::cli::{Context, RulesArg, Status, SummaryLanguage};
use crate::report::{markdown, text};
use crate::rulebook::Rulebook;
use crate::words::rulebook_document::rulebook_blocks;

/// Show a rulebook as a readable document
///
/// Questions with their options and conditions in words, criteria by kind with their rule in words and their sources,
/// scores with their formula, instruments and licenses.
#[derive(Debug, clap::Args)]
pub(super) struct ShowArgs {
    /// Rulebook to show [default: the built-in one]
    #[arg(value_name = "RULES")]
    rulebook: Option<PathBuf>,

    /// As text in the width of the terminal, or as Markdown
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ShowFormat,

    #[command(flatten)]
    language: SummaryLanguage,
}

/// How a rulebook is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum ShowFormat {
    /// For reading on a screen and on paper
    #[default]
    Text,
    /// For pages and records that keep Markdown
    Markdown,
}

impl ShowArgs {
    /// Reads the rulebook and prints it.
    ///
    /// # Errors
    /// Returns an error if a file cannot be read, or if the rulebook has errors.
    pub(super) fn run(self, context: &Context) -> miette::Result<Status> {
        let rules = RulesArg { rules: self.rulebook.or_else(|| context.rules.rules.clone()) };
        let context = &Context { rules, ..context.clone() };
        let source = context.rules.source()?;
        let rulebook = Rulebook::read(&source).map(Arc::new).map_err(miette::Report::new)?;
        let Texts { rulebook, ui } = Texts::of(&rulebook, self.language.chosen(context), context)?;
        let blocks = rulebook_blocks(&rulebook, &source, ui);
        print("the rulebook", |out| match self.format {
            ShowFormat::Text => text::write(&blocks, context.look(), out),
            ShowFormat::Markdown => markdown::write(&blocks, out),
        })?;
        Ok(Status::Done)
    }
}
