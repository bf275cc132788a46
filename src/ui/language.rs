//! The languages that the program speaks.

use serde::{Deserialize, Serialize};

/// A language that every text of the program has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Language {
    /// `en`
    #[default]
    #[serde(rename = "en")]
    English,
    /// `es`
    #[serde(rename = "es")]
    Spanish,
}

impl Language {
    /// All languages.
    pub const ALL: [Language; 2] = [Language::English, Language::Spanish];

    /// Returns the code in forms, file names and options: `en`, `es`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
        }
    }

    /// Returns the language of a code; `es-MX` is Spanish. `None` if there is no such language.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Language> {
        let first = code.split('-').next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| language.code() == first)
    }
}
