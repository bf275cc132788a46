//! The program's own texts, one file per language; a missing text or placeholder fails the build, not a nurse.
//!
//! The build turns `ui.en.yaml` and `ui.es.yaml` into structs: a text is a field, one with placeholders is a function
//! that takes their values (`build/texts.rs`).

mod conjunction;
mod decision;
mod language;
#[allow(
    clippy::pedantic,
    clippy::wrong_self_convention,
    reason = "the code is generated, and the texts have the names that reviewers read"
)]
mod texts;

use crate::text::visible;

pub(crate) use conjunction::Conjunction;
pub use decision::words_of_decision;
pub use language::Language;
pub use texts::{InterviewCommandsTexts as Commands, Ui};

impl Ui {
    /// Returns the texts of a language.
    #[must_use]
    pub const fn of(language: Language) -> &'static Ui {
        match language {
            Language::English => &texts::ENGLISH,
            Language::Spanish => &texts::SPANISH,
        }
    }

    /// Returns the English texts.
    #[must_use]
    pub const fn english() -> &'static Ui {
        Ui::of(Language::English)
    }
}

impl texts::WordsTexts {
    /// Returns the year of a source, or the word for a source without one.
    #[must_use]
    pub fn year(&self, year: Option<u16>) -> String {
        year.map_or_else(|| self.undated.to_owned(), |year| year.to_string())
    }

    /// Returns the reviewer of a translation, or the text for a translation without one.
    #[must_use]
    pub fn reviewer(&self, name: Option<&str>) -> String {
        name.map_or_else(|| self.not_reviewed.to_owned(), |name| self.reviewed(visible(name)))
    }
}

impl texts::WordsAnswerColumnsTexts {
    /// Returns the headings of a table of answers, from left to right.
    pub(crate) fn all(&self) -> [&'static str; 4] {
        [self.number, self.question, self.answer, self.from]
    }
}

impl texts::PhraseTexts {
    /// Returns the unit as written beside a 1: "month" for "months".
    pub(crate) fn one_of<'u>(&self, unit: &'u str) -> &'u str {
        self.one.iter().find(|(many, _)| *many == unit).map_or(unit, |(_, one)| one)
    }
}

#[cfg(test)]
mod tests;
