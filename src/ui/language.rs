//! The languages that the program speaks.

use std::sync::LazyLock;

use serde::{Deserialize, Serialize};

use super::Ui;

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
    /// All of them.
    pub const ALL: [Language; 2] = [Language::English, Language::Spanish];

    /// The code that forms, file names and options write: `en`, `es`.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Language::English => "en",
            Language::Spanish => "es",
        }
    }

    /// The language of a code; `es-MX` is Spanish.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Language> {
        let first = code.split('-').next().unwrap_or_default();
        Language::ALL.into_iter().find(|language| language.code() == first)
    }

    /// The texts as they are written.
    #[cfg(test)]
    pub(super) const fn texts(self) -> &'static str {
        match self {
            Language::English => include_str!("../ui.en.yaml"),
            Language::Spanish => include_str!("../ui.es.yaml"),
        }
    }

    /// The same as they are compiled in: as JSON, which is read several times as fast.
    pub(super) const fn compiled(self) -> &'static str {
        match self {
            Language::English => include_str!(concat!(env!("OUT_DIR"), "/ui.en.json")),
            Language::Spanish => include_str!(concat!(env!("OUT_DIR"), "/ui.es.json")),
        }
    }

    /// Its texts, read once.
    pub(super) fn read(self) -> &'static Result<Ui, serde_json::Error> {
        static ENGLISH: LazyLock<Result<Ui, serde_json::Error>> =
            LazyLock::new(|| serde_json::from_str(Language::English.compiled()));
        static SPANISH: LazyLock<Result<Ui, serde_json::Error>> =
            LazyLock::new(|| serde_json::from_str(Language::Spanish.compiled()));
        match self {
            Language::English => &ENGLISH,
            Language::Spanish => &SPANISH,
        }
    }
}
