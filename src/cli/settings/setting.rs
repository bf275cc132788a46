//! The things that can be set, and the words that each of them knows.

/// Something that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Setting {
    /// The rulebook to use.
    Rules,
    /// The SHA-256 that the rulebook has to have.
    RulesSha256,
    /// The language of interviews.
    Language,
    /// The language of summaries.
    SummaryLanguage,
    /// How interviews are drawn.
    Surface,
}

/// How an interview is drawn.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Surface {
    /// With line editing and columns where the terminal can, and `ACCESSIBLE` does not ask for plain lines.
    #[default]
    Auto,
    /// The same, whatever `ACCESSIBLE` says.
    Rich,
    /// Plain lines.
    Plain,
}

impl Setting {
    /// All of them, in the order in which they are shown.
    pub const ALL: [Setting; 5] =
        [Setting::Rules, Setting::RulesSha256, Setting::Language, Setting::SummaryLanguage, Setting::Surface];

    /// Its key in the file.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Setting::Rules => "rules",
            Setting::RulesSha256 => "rules_sha256",
            Setting::Language => "language",
            Setting::SummaryLanguage => "summary_language",
            Setting::Surface => "surface",
        }
    }

    /// Its variable.
    #[must_use]
    pub const fn variable(self) -> &'static str {
        match self {
            Setting::Rules => "CANDOR_RULES",
            Setting::RulesSha256 => "CANDOR_RULES_SHA256",
            Setting::Language => "CANDOR_LANGUAGE",
            Setting::SummaryLanguage => "CANDOR_SUMMARY_LANGUAGE",
            Setting::Surface => "CANDOR_SURFACE",
        }
    }

    /// What stands there without any.
    #[must_use]
    pub const fn default(self) -> &'static str {
        match self {
            Setting::Rules => "builtin",
            Setting::RulesSha256 => "any",
            Setting::Language | Setting::SummaryLanguage => "en",
            Setting::Surface => "auto",
        }
    }

    /// The words that can stand there; none where it is a text.
    pub(super) const fn words(self) -> &'static [&'static str] {
        match self {
            Setting::Rules | Setting::RulesSha256 => &[],
            Setting::Language | Setting::SummaryLanguage => &["en", "es"],
            Setting::Surface => &["auto", "rich", "plain"],
        }
    }
}
