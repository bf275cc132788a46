//! Places for answers in a text: those of a translation are those of the text that it stands for.

use std::collections::HashMap;

use crate::document::Place;
use crate::document::suggest::did_you_mean;
use crate::rulebook::error::RulebookError;
use crate::rulebook::{Piece, Rulebook, Subject, Template, template};
use crate::text::Span;

/// What can be shown in a text, by name.
pub(super) struct Subjects<'r> {
    by_name: HashMap<&'r str, Subject>,
}

impl<'r> Subjects<'r> {
    pub(super) fn of(rulebook: &'r Rulebook) -> Subjects<'r> {
        let questions = rulebook.questions.iter_enumerated().map(|(id, of)| (of.id.as_str(), Subject::Question(id)));
        let facts = rulebook.facts.iter_enumerated().map(|(id, fact)| (fact.id.as_str(), Subject::Fact(id)));
        let scores = rulebook.scores.iter_enumerated().map(|(id, score)| (score.id.as_str(), Subject::Score(id)));
        Subjects { by_name: questions.chain(facts).chain(scores).collect() }
    }

    /// The template in a place of the file, which is to show what `ours` shows.
    pub(super) fn read(&self, ours: &Template, at: Place<'_>, file: &str, errors: &mut Vec<RulebookError>) -> Template {
        let words = at.text().unwrap_or_default();
        let theirs = template::read(words, at, file, &|name, _| self.find(name), errors);
        self.compare(ours, &theirs, at, file, errors);
        theirs
    }

    fn find(&self, name: &str) -> Result<Subject, Option<String>> {
        self.by_name.get(name).copied().ok_or_else(|| did_you_mean(name, self.by_name.keys().copied()))
    }

    /// Reports what one of two texts shows and the other does not, by name.
    fn compare(&self, ours: &Template, theirs: &Template, at: Place<'_>, file: &str, errors: &mut Vec<RulebookError>) {
        let shows = |template: &Template, subject: Subject| template.pieces.contains(&Piece::Show(subject));
        let differs = |(_, subject): &(&&str, &Subject)| shows(ours, **subject) != shows(theirs, **subject);
        let mut names: Vec<(&&str, &Subject)> = self.by_name.iter().filter(differs).collect();
        names.sort_unstable_by_key(|(name, _)| **name);
        for (name, &subject) in names {
            let name = (*name).to_owned();
            errors.push(if shows(ours, subject) {
                RulebookError::PlaceholderMissing { name, at: at.span().into() }
            } else {
                let at = written(&format!("{{{name}}}"), at.span(), file).into();
                RulebookError::PlaceholderAdded { name, at }
            });
        }
    }
}

/// Where a part of a text is written; all of the text, if it is written differently there.
fn written(part: &str, whole: Span, file: &str) -> Span {
    let found = file.get(whole.start..whole.end).and_then(|text| text.find(part));
    found.map_or(whole, |at| Span { start: whole.start + at, end: whole.start + at + part.len() })
}
