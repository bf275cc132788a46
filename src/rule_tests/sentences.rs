//! Finds sentences that are hard to say aloud: notes for the author, not errors.

use std::collections::HashSet;

use crate::rulebook::Rulebook;
use crate::text::Span;

/// Maximum number of words of a sentence said aloud in one breath.
pub const MOST_WORDS: usize = 20;

/// A sentence of more than [`MOST_WORDS`] words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LongSentence {
    /// The id of its section, question or alert.
    pub of: String,
    /// The key of its text: `ask`, `help`, `why`, `intro`, `screen`.
    pub key: &'static str,
    /// The number of words.
    pub words: usize,
    /// The place of the section, question or alert in the file.
    pub at: Span,
}

/// Returns every long sentence that is said aloud or read on the screen, in file order.
#[must_use]
pub fn long_sentences(rulebook: &Rulebook) -> Vec<LongSentence> {
    let mut found = Vec::new();
    for section in &rulebook.sections {
        look(&mut found, &section.id, section.at, &[("intro", section.intro.as_deref())]);
    }
    let mut seen = HashSet::new();
    for question in &rulebook.questions {
        // children of a `for_each` share one text in one place: only the first is reported
        if seen.insert(question.at) {
            let (help, why) = (question.help.as_deref(), question.why.as_deref());
            look(&mut found, &question.id, question.at, &[("ask", Some(&question.ask)), ("help", help), ("why", why)]);
        }
    }
    for alert in &rulebook.alerts {
        look(&mut found, &alert.id, alert.at, &[("screen", Some(&alert.screen))]);
    }
    found.sort_by_key(|sentence| sentence.at);
    found
}

fn look(found: &mut Vec<LongSentence>, of: &str, at: Span, texts: &[(&'static str, Option<&str>)]) {
    for &(key, text) in texts {
        let sentences = text.unwrap_or_default().split_inclusive(['.', '?', '!']);
        let long = sentences.map(|sentence| sentence.split_whitespace().count()).filter(|&words| words > MOST_WORDS);
        found.extend(long.map(|words| LongSentence { of: of.to_owned(), key, words, at }));
    }
}
