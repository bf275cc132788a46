//! The settings, and the words that each of them allows.

/// A setting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Setting {
    /// The rulebook to use.
    Rules,
    /// The SHA-256 that the rulebook must have.
    RulesSha256,
    /// The language of interviews.
    Language,
    /// The language of summaries.
    SummaryLanguage,
    /// The surface of interviews.
    Surface,
}

/// The surface of an interview.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Surface {
    /// Line editing and columns if the terminal can show them and `ACCESSIBLE` does not ask for plain lines.
    #[default]
    Auto,
    /// The same, whatever the value of `ACCESSIBLE`.
    Rich,
    /// Plain lines.
    Plain,
}

impl Setting {
    /// All settings, in the order in which they are shown.
    pub(crate) const ALL: [Setting; 5] =
        [Setting::Rules, Setting::RulesSha256, Setting::Language, Setting::SummaryLanguage, Setting::Surface];

    /// Returns its key in the file, its variable, its default, and the words it allows; none if it takes a text.
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

    /// Returns its default.
    pub(crate) const fn default(self) -> &'static str {
        self.parts().2
    }

    /// Returns the words it allows; none if it takes a text.
    pub(crate) const fn words(self) -> &'static [&'static str] {
        self.parts().3
    }
}
