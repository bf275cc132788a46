//! Traversal of the texts of a rulebook shown to people, with their paths in a translation.

use typed_index_collections::TiVec;

use crate::rulebook::{Choice, Citation, GlanceShows, Kind, Note, Question, Rulebook, SourceId, Template};

/// A text of a rulebook.
pub(super) enum Text<'r> {
    Plain(&'r mut String),
    Template(&'r mut Template),
    /// The reason why a question stays in its own language; empty in a rulebook itself.
    Because(&'r mut Option<String>),
    /// The name of a unit, and whether people type it.
    Unit(&'r mut String, bool),
}

/// Visits every text with its path, in the order of the rulebook. The children of a `for_each` share a path
/// (`tx_tried.*.outcome`), and units of one name are named once. Titles and notices of sources stay as published.
pub(super) fn each(rulebook: &mut Rulebook, visit: &mut dyn FnMut(&[String], Text<'_>)) {
    let names: Vec<String> = rulebook.questions.iter().map(|question| name(rulebook, question)).collect();
    let sources: TiVec<SourceId, String> = rulebook.sources.iter().map(|source| source.id.clone()).collect();
    let mut walk = Walk { path: Vec::new(), sources, visit };
    walk.text("title", &mut rulebook.title);
    walk.text("intended_use", &mut rulebook.intended_use);
    walk.below("units", |walk| walk.units(rulebook));
    walk.below("sections", |walk| {
        for section in &mut rulebook.sections {
            walk.below(&section.id, |walk| {
                walk.text("title", &mut section.title);
                walk.text("intro", section.intro.as_mut());
            });
        }
    });
    walk.below("questions", |walk| {
        for (name, question) in names.iter().zip(&mut rulebook.questions) {
            walk.below(name, |walk| walk.question(question));
        }
    });
    walk.below("facts", |walk| rulebook.facts.iter_mut().for_each(|fact| walk.text(&fact.id, &mut fact.title)));
    walk.below("scores", |walk| {
        for score in &mut rulebook.scores {
            walk.below(&score.id, |walk| {
                walk.text("title", &mut score.title);
                walk.below("bands", |walk| {
                    score.bands.iter_mut().for_each(|band| walk.text(&band.code, &mut band.label));
                });
                walk.notes(&mut score.notes);
                walk.citations(&mut score.sources);
            });
        }
    });
    walk.below("alerts", |walk| {
        for alert in &mut rulebook.alerts {
            walk.below(&alert.id, |walk| {
                walk.text("title", &mut alert.title);
                walk.template("say", &mut alert.say);
                walk.text("screen", &mut alert.screen);
                walk.citations(&mut alert.sources);
            });
        }
    });
    walk.statements(rulebook);
}

/// Returns the id of a question; for a child, the id of its parent, a star, and its own.
pub(super) fn name(rulebook: &Rulebook, question: &Question) -> String {
    let group = question.parent.map(|parent| &rulebook.groups[parent.group]);
    group.map_or_else(|| question.id.clone(), |group| group.pattern(&rulebook.questions))
}

struct Walk<'v> {
    path: Vec<String>,
    /// The ids of the sources.
    sources: TiVec<SourceId, String>,
    visit: &'v mut dyn FnMut(&[String], Text<'_>),
}

impl Walk<'_> {
    fn below(&mut self, key: &str, inside: impl FnOnce(&mut Self)) {
        self.path.push(key.to_owned());
        inside(self);
        self.path.pop();
    }

    fn say(&mut self, key: &str, text: Text<'_>) {
        self.path.push(key.to_owned());
        (self.visit)(&self.path, text);
        self.path.pop();
    }

    fn text<'s>(&mut self, key: &str, text: impl Into<Option<&'s mut String>>) {
        text.into().into_iter().for_each(|text| self.say(key, Text::Plain(text)));
    }

    fn template<'s>(&mut self, key: &str, template: impl Into<Option<&'s mut Template>>) {
        template.into().into_iter().for_each(|template| self.say(key, Text::Template(template)));
    }

    /// Units of questions are typed, and those of scores are only read.
    fn units(&mut self, rulebook: &mut Rulebook) {
        for unit in rulebook.scores.iter_mut().filter_map(|score| score.unit.as_mut()) {
            self.say(&unit.clone(), Text::Unit(unit, false));
        }
        for question in &mut rulebook.questions {
            let Kind::Number(number) = &mut question.kind else { continue };
            for unit in number.unit.iter_mut().chain(number.accepts.iter_mut().map(|(unit, _)| unit)) {
                self.say(&unit.clone(), Text::Unit(unit, true));
            }
        }
    }

    fn question(&mut self, question: &mut Question) {
        self.say("untranslated", Text::Because(&mut question.untranslated));
        self.text("title", &mut question.title);
        self.text("ask", &mut question.ask);
        self.text("help", question.help.as_mut());
        self.text("why", question.why.as_mut());
        if let Kind::Choice(options) | Kind::Choices(options) = &mut question.kind {
            self.below("options", |walk| options.iter_mut().for_each(|option| walk.option(option)));
        }
    }

    fn option(&mut self, option: &mut Choice) {
        let Choice { code, label, short, .. } = option;
        self.below(code, |walk| {
            walk.text("label", label);
            walk.text("short", short.as_mut());
        });
    }

    fn notes(&mut self, notes: &mut [Note]) {
        self.below("notes", |walk| {
            for (number, note) in notes.iter_mut().enumerate() {
                walk.template(&number.to_string(), &mut note.say);
            }
        });
    }

    fn citations(&mut self, citations: &mut [Citation]) {
        self.below("sources", |walk| {
            for Citation { source, says } in citations {
                let id = walk.sources[*source].clone();
                walk.text(&id, says.as_mut());
            }
        });
    }

    /// The first page and the criteria.
    fn statements(&mut self, rulebook: &mut Rulebook) {
        self.below("story", |walk| {
            for (number, part) in rulebook.story.iter_mut().enumerate() {
                walk.template(&number.to_string(), &mut part.say);
            }
        });
        self.below("glance", |walk| {
            for (number, line) in rulebook.glance.iter_mut().enumerate() {
                walk.below(&number.to_string(), |walk| {
                    walk.text("label", &mut line.label);
                    if let GlanceShows::Say(say) = &mut line.shows {
                        walk.template("say", say);
                    }
                });
            }
        });
        self.below("criteria", |walk| {
            for criterion in &mut rulebook.criteria {
                walk.below(&criterion.id, |walk| {
                    walk.text("title", &mut criterion.title);
                    walk.text("short", criterion.short.as_mut());
                    walk.below("says", |walk| {
                        walk.template("met", criterion.says.met.as_mut());
                        walk.template("not_met", criterion.says.not_met.as_mut());
                        walk.template("unknown", criterion.says.unknown.as_mut());
                        walk.template("not_applicable", criterion.says.not_applicable.as_mut());
                    });
                    walk.notes(&mut criterion.notes);
                    walk.citations(&mut criterion.sources);
                });
            }
        });
    }
}
