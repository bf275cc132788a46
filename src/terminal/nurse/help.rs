//! `?` and `??`: how a question can be answered, and why it is asked.

use std::io;

use super::Nurse;
use crate::answer::QuestionId;
use crate::interview::uses::Uses;
use crate::rulebook::Read;
use crate::terminal::Prompter;

impl<P: Prompter> Nurse<'_, '_, P> {
    /// The rulebook's help for a question, and what can be typed; the rows of a grid share the help of the first.
    pub(super) fn help(&mut self, rows: &[QuestionId]) -> io::Result<()> {
        let Some(&first) = rows.first() else { return Ok(()) };
        let wording = self.wording();
        let texts = &self.ui.interview;
        let help = self.interview.rulebook().questions[first].help.as_deref().unwrap_or(texts.help.none);
        let hints = match rows {
            [only] => wording.hint(*only).into_iter().collect(),
            _ => vec![wording.grid_hint(rows), texts.grid.help.to_owned()],
        };
        let lines: Vec<&str> = [help].into_iter().chain(hints.iter().map(String::as_str)).collect();
        self.say(&lines.join("\n"))
    }

    /// Why the question is asked: the rulebook's reason, what reads the answer, and the sources of that.
    pub(super) fn why(&mut self, id: QuestionId) -> io::Result<()> {
        let texts = &self.ui.interview.help;
        let rulebook = self.interview.rulebook();
        let uses = Uses::of(rulebook, id);
        let mut lines: Vec<String> = Vec::new();
        lines.extend(rulebook.questions[id].why.as_ref().map(|why| texts.why(why)));
        let alerts = uses.alerts.iter().map(|alert| &rulebook.alerts[*alert].title);
        let scores = uses.scores.iter().map(|score| &rulebook.scores[*score].title);
        let criteria = uses.criteria.iter().map(|criterion| &rulebook.criteria[*criterion].title);
        let names: Vec<&str> = alerts.chain(scores).chain(criteria).map(String::as_str).collect();
        if names.is_empty() {
            lines.push(texts.read_by_none.to_owned());
        } else {
            lines.push(texts.read_by(names.join("; ")));
            lines.push(texts.sources.to_owned());
        }
        for source in uses.sources.iter().map(|&source| &rulebook.sources[source]) {
            let mark = match source.read {
                Read::Primary => "",
                Read::Part => texts.part,
                Read::Secondary => texts.secondary,
                Read::Project => texts.project,
            };
            let year = self.ui.words.year(source.year);
            lines.push(texts.source(&source.publisher, &source.title, year, mark));
        }
        self.say(&lines.join("\n"))
    }
}
