//! "and" and "or", which in some languages change before some sounds.

use serde::Deserialize;

/// A word that joins the last text of a list to the others.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Conjunction {
    /// "and".
    pub(crate) word: String,
    /// Spanish "e" in place of "y" before "i"; nothing where the word never changes.
    #[serde(default)]
    pub(crate) changed: Option<Changed>,
}

/// A word in place of a conjunction.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Changed {
    /// The word.
    pub(crate) word: String,
    /// How a text begins before which it stands, in small letters.
    pub(crate) before: Vec<String>,
    /// How a text begins before which it does not stand all the same.
    pub(crate) not_before: Vec<String>,
}

impl Conjunction {
    /// The word as it stands before this text.
    #[must_use]
    pub(crate) fn before(&self, text: &str) -> &str {
        let text = text.trim_start_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
        let begins = |with: &[String]| with.iter().any(|with| text.starts_with(with.as_str()));
        match &self.changed {
            Some(changed) if begins(&changed.before) && !begins(&changed.not_before) => &changed.word,
            _ => &self.word,
        }
    }

    /// Whether the word stands in a text as a word, changed or not.
    #[must_use]
    pub(crate) fn stands_in(&self, text: &str) -> bool {
        let words = [Some(&self.word), self.changed.as_ref().map(|changed| &changed.word)];
        words.into_iter().flatten().any(|word| text.contains(&format!(" {word} ")))
    }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
    use crate::ui::{Language, Ui};

    #[test]
    fn a_conjunction_changes_before_a_sound_like_its_own() {
        let (english, spanish) = (Ui::english().unwrap().phrase, Ui::of(Language::Spanish).unwrap().phrase);
        for (text, and, or) in [
            ("Apixaban", "y", "o"),
            ("Ibuprofeno", "e", "o"),
            ("\"Infección, hoy\"", "e", "o"),
            ("Índice", "e", "o"),
            ("hidrocodona", "e", "o"),
            ("Hielo", "y", "o"),
            ("Oxicodona", "y", "u"),
            ("Hormonas", "y", "u"),
            ("8 horas", "y", "u"),
            ("(otra cosa)", "y", "u"),
        ] {
            assert_eq!((spanish.and.before(text), spanish.or.before(text)), (and, or), "{text}");
            assert_eq!((english.and.before(text), english.or.before(text)), ("and", "or"), "{text}");
        }
    }
}
