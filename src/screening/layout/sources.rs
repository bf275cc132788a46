//! Arranges sources: in brief beside each statement citing them, in full once at the end.

use super::{Layout, heading};
use crate::page::{Block, Grid};
use crate::screening::Standing;
use crate::screening::summary::{Cited, CriterionLine, ScoreLine, SourceLine};
use crate::truth::Truth;

impl Layout<'_> {
    /// Names sources on one line; `None` if there are none.
    pub(super) fn sources_in_brief(&self, sources: &[Cited]) -> Option<String> {
        let texts = &self.ui.summary.criterion;
        let list = sources.iter().map(|cited| self.brief(cited)).collect::<Vec<_>>().join("; ");
        match sources.len() {
            0 => None,
            1 => Some(texts.source(list)),
            _ => Some(texts.sources(list)),
        }
    }

    /// Names sources, each on a line with its own words.
    fn sources_with_words(&self, sources: &[Cited]) -> Vec<String> {
        let texts = &self.ui.summary;
        let says = |cited: &Cited| cited.says.as_ref().map(|words| texts.source.says(words));
        let whole = |cited: &Cited| [self.brief(cited)].into_iter().chain(says(cited)).collect::<Vec<_>>().join(", ");
        sources.iter().map(|cited| texts.criterion.source(whole(cited))).collect()
    }

    /// Names a source in short, with its marks.
    fn brief(&self, cited: &Cited) -> String {
        let named = self.ui.summary.source.brief(&cited.number, &cited.short);
        if cited.marks.is_empty() { named } else { [named.as_str(), " (", &cited.marks.join("; "), ")"].concat() }
    }

    /// Names the sources of a criterion, with their words if they differ and the criterion concerns the patient.
    pub(super) fn sources_of_criterion(&self, line: &CriterionLine) -> Vec<String> {
        if line.sources_differ && line.standing != Standing::NotApplicable {
            let differ = self.ui.summary.criterion.differ.to_owned();
            return self.sources_with_words(&line.sources).into_iter().chain([differ]).collect();
        }
        match &line.sources[..] {
            [Cited { says: Some(_), .. }] => self.sources_with_words(&line.sources),
            sources => self.sources_in_brief(sources).into_iter().collect(),
        }
    }

    /// Names the sources of a score, with their words if the score applies.
    pub(super) fn sources_of_score(&self, score: &ScoreLine) -> Vec<String> {
        if score.applies != Truth::False && score.sources.iter().any(|cited| cited.says.is_some()) {
            self.sources_with_words(&score.sources)
        } else {
            self.sources_in_brief(&score.sources).into_iter().collect()
        }
    }

    /// Lists every source in full, with the days on which it was read and is due; once if they are the same for all.
    pub(super) fn sources(&self, sources: &[SourceLine]) -> Vec<Block> {
        let texts = &self.ui.summary.source;
        let days = |source: &SourceLine| (source.checked.clone(), source.review_by.clone());
        let together = sources
            .first()
            .map(days)
            .filter(|first| sources.len() > 1 && sources.iter().all(|source| days(source) == *first));
        let row = |source: &SourceLine| {
            let dated = [texts.read_on(&source.checked), texts.review_by(&source.review_by)];
            let dated = dated.into_iter().filter(|_| together.is_none());
            let line = [source.text.clone()].into_iter().chain(dated).collect::<Vec<_>>().join("; ");
            let lines: Vec<String> = [line].into_iter().chain(source.url.clone()).collect();
            vec![source.number.clone(), lines.join("\n")]
        };
        let rows = sources.iter().map(row).collect();
        let all = together.as_ref().map(|(read, due)| [texts.all_read(read), texts.all_review(due)].join("; "));
        let all = all.map(Block::Paragraph);
        let blocks = [heading(self.ui.summary.part.sources)].into_iter().chain(all);
        blocks.chain([Block::Grid(Grid { columns: Vec::new(), rows })]).collect()
    }
}
