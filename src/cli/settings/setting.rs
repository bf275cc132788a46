//! The things that can be set, and the words that each of them knows.

/// Something that can be set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Setting {
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
pub(crate) enum Surface {
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
    pub(crate) const ALL: [Setting; 5] =
        [Setting::Rules, Setting::RulesSha256, Setting::Language, Setting::SummaryLanguage, Setting::Surface];

    /// Its key in the file, its variable, what stands there without any, and the words that can stand there; none where it
    /// is a text.
    const fn parts(self) -> (&'static str, &'static str, &'static str, &'static [&'static str]) {
        match self {
            Setting::Rules => ("rules", "CANDOR_RULES", "builtin", &[]),
            Setting::RulesSha256 => ("rules_sha256", "CANDOR_RULES_SHA256", "any", &[]),
            Setting::Language => ("language", "CANDOR_LANGUAGE", "en", &["en", "es"]),
            Setting::SummaryLanguage => ("summary_language", "CANDOR_SUMMARY_LANGUAGE", "en", &["en", "es"]),
            Setting::Surface => ("surface", "CANDOR_SURFACE", "auto", &["auto", "rich", "plain"]),
        }
    }

    /// Returns its key in the file.
    pub(crate) const fn key(self) -> &'static str {
        self.parts().0
    }

    /// Returns its variable.
    pub(crate) const fn variable(self) -> &'static str {
        self.parts().1
    }

    /// Returns what stands there without any.
    pub(crate) const fn default(self) -> &'static str {
        self.parts().2
    }

    /// Returns the words that can stand there; none where it is a text.
    pub(crate) const fn words(self) -> &'static [&'static str] {
        self.parts().3
    }
}
