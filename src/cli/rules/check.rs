//! `candor rules check`: reports all errors of rulebooks and of their texts in other languages.

use std::io::StdoutLock;
use std::path::PathBuf;

use crate::cli::drawing::theme;
use crate::cli::listing::ListFormat;
use crate::cli::{Context, RulesArg, Status};
use crate::report::findings::{CheckedFile, json, text};
use crate::rulebook::Rulebook;
use crate::rulebook::translate::translated;
use crate::ui::{Language, Ui};

/// Check that a rulebook can be used, and say all that is wrong with it
#[derive(Debug, clap::Args)]
pub(super) struct CheckArgs {
    /// Rulebooks to check; without any, the one of `--rules`, or the built-in one
    #[arg(value_name = "RULES")]
    rulebooks: Vec<PathBuf>,

    /// How to print what is wrong: text, or json for other programs
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    format: ListFormat,
}

impl CheckArgs {
    pub(super) fn run(self, context: &Context) -> miette::Result<Status> {
        let named = self.rulebooks.into_iter().map(|path| RulesArg { rules: Some(path) });
        let mut rulebooks: Vec<RulesArg> = named.collect();
        if rulebooks.is_empty() {
            rulebooks.push(context.rules.clone());
        }
        let mut files = Vec::new();
        for rules in &rulebooks {
            files.extend(checked(rules)?);
        }
        let drawn = |out: &mut StdoutLock<'_>| text::write(&files, &theme(context.color_out), context.width, out);
        self.format.print("the report", drawn, || json::items(&files))?;
        Ok(if files.iter().any(CheckedFile::is_wrong) { Status::Rulebook } else { Status::Done })
    }
}

/// Checks a rulebook, and after it its texts in each other language it has.
fn checked(rules: &RulesArg) -> miette::Result<Vec<CheckedFile>> {
    let source = rules.source()?;
    let read = Rulebook::read(&source);
    let mut texts = Vec::new();
    for language in Language::ALL {
        if let (Ok(rulebook), Some(source)) = (&read, rules.texts_in(language)?) {
            let read = translated(rulebook, &source, Ui::of(language));
            texts.push(CheckedFile::of_texts(source, read, language));
        }
    }
    let mut all = vec![CheckedFile::of_rulebook(source, read.as_ref().map_err(Clone::clone))];
    all.append(&mut texts);
    Ok(all)
}
