//! The language of a command: the program's own texts, and those of the rulebook.

use std::sync::Arc;

use super::Context;
use super::paths::{beside, shown};
use super::settings::Setting;
use super::status::{Ended, Status};
use crate::rulebook::Rulebook;
use crate::rulebook::translate::{Translated, translated};
use crate::ui::{Language, Ui};

/// A rulebook and the program's texts, both in one language.
pub(super) struct Texts {
    pub(super) rulebook: Arc<Rulebook>,
    pub(super) ui: &'static Ui,
}

impl Texts {
    /// Returns the rulebook with its texts of this language, and the program's.
    ///
    /// # Errors
    /// Returns an error if the rulebook has no texts of the language, or not all of them, or if these have errors: a
    /// language is used whole or not at all.
    pub(super) fn of(rulebook: &Arc<Rulebook>, language: Language, context: &Context) -> miette::Result<Texts> {
        let ui = Ui::of(language);
        if language == Language::English {
            return Ok(Texts { rulebook: Arc::clone(rulebook), ui });
        }
        let code = language.code();
        let Some(source) = context.rules.texts_in(language)? else {
            let file = context.rules.rules.as_deref().map(|path| shown(&beside(path, language)));
            let what = format!("the rulebook `{}` has no texts in `{code}`", rulebook.id);
            return Err(Ended::usage(what, format!("they stand in `{}`", file.unwrap_or_default())).into());
        };
        let Translated { rulebook, missing } = translated(rulebook, &source, ui)?;
        if !missing.is_empty() {
            let what = format!("`{}` lacks {} of the texts of its rulebook", source.name, missing.len());
            let advice = Some("`candor rules check` lists them; a language is offered with all its texts".to_owned());
            return Err(Ended { status: Status::Rulebook, what, advice }.into());
        }
        Ok(Texts { rulebook: Arc::new(rulebook), ui })
    }
}

/// In which language summaries are.
#[derive(Clone, Copy, Debug, Default, clap::Args)]
pub(super) struct SummaryLanguage {
    /// Speak this language: en or es [default: en, or what `candor config` says]
    #[arg(long, value_name = "LANGUAGE", value_parser = language)]
    lang: Option<Language>,
}

impl SummaryLanguage {
    /// Returns the language of the flag, otherwise the one set for summaries.
    pub(super) fn chosen(self, context: &Context) -> Language {
        self.lang.unwrap_or_else(|| context.settings.language(Setting::SummaryLanguage))
    }
}

/// Returns the language of a code.
///
/// # Errors
/// Returns a message for any other word.
pub(super) fn language(code: &str) -> Result<Language, String> {
    Language::ALL
        .into_iter()
        .find(|language| language.code() == code)
        .ok_or_else(|| "the languages are en, es".to_owned())
}
