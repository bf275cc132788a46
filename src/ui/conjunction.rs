//! "and" and "or": in some languages they change before some sounds.

/// A word that joins the last text of a list to the others, by the start of that text; the last entry fits every text.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Conjunction(pub(crate) &'static [(&'static str, &'static str)]);

impl Conjunction {
    /// Returns the form of the word before a text.
    pub(crate) fn before(self, text: &str) -> &'static str {
        let text = text.trim_start_matches(|character: char| !character.is_alphanumeric()).to_lowercase();
        self.0.iter().find(|(begin, _)| text.starts_with(begin)).map_or("", |(_, word)| word)
    }

    /// Returns whether a text contains the word, changed or not.
    pub(crate) fn stands_in(self, text: &str) -> bool {
        self.0.iter().any(|(_, word)| text.contains(&format!(" {word} ")))
    }
}

#[cfg(test)]
mod tests {
    use super::Conjunction;
    use crate::ui::{Language, Ui};

    #[test]
    fn a_conjunction_changes_before_a_sound_like_its_own() {
        let (english, spanish) = (Ui::english().phrase, Ui::of(Language::Spanish).phrase);
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
            let words = [spanish.and, spanish.or].map(|words| Conjunction(words).before(text));
            assert_eq!(words, [and, or], "{text}");
            let words = [english.and, english.or].map(|words| Conjunction(words).before(text));
            assert_eq!(words, ["and", "or"], "{text}");
        }
    }
}
