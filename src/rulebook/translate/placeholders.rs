//! Placeholders in translated texts: they must be those of the original text.

use std::collections::HashMap;

use crate::document::suggest::did_you_mean;
use crate::document::{Finding, Place};
use crate::rulebook::read::words;
use crate::rulebook::{Piece, Rulebook, Subject, Template, codes, template};

/// The subjects of placeholders, by name.
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

    /// Reads the template at a place of the file; reports placeholders that differ from those of `ours`.
    pub(super) fn read(&self, ours: &Template, at: Place<'_>, errors: &mut Vec<Finding>) -> Template {
        let text = at.text().unwrap_or_default();
        let theirs = template::read(text, at, &|name, _| self.find(name), errors);
        self.compare(ours, &theirs, at, errors);
        theirs
    }

    fn find(&self, name: &str) -> Result<Subject, Option<String>> {
        self.by_name.get(name).copied().ok_or_else(|| did_you_mean(name, self.by_name.keys().copied()))
    }

    /// Reports the subjects shown by only one of two templates, by name.
    fn compare(&self, ours: &Template, theirs: &Template, at: Place<'_>, errors: &mut Vec<Finding>) {
        let shows = |template: &Template, subject: Subject| template.pieces.contains(&Piece::Show(subject));
        let differs = |(_, subject): &(&&str, &Subject)| shows(ours, **subject) != shows(theirs, **subject);
        let mut names: Vec<(&&str, &Subject)> = self.by_name.iter().filter(differs).collect();
        names.sort_unstable_by_key(|(name, _)| **name);
        for (name, &subject) in names {
            errors.push(if shows(ours, subject) {
                let message = format!("the placeholder `{{{name}}}` of the rulebook's text is missing");
                codes::PLACEHOLDER_MISSING.at(at.span(), message)
            } else {
                let at = words::part(at, at.span(), &format!("{{{name}}}"));
                codes::PLACEHOLDER_ADDED.at(at, format!("the rulebook's text has no placeholder `{{{name}}}`"))
            });
        }
    }
}
