//! Facts, scores, alerts, criteria and the first page of a rulebook as a document.

use super::Writer;
use crate::rulebook::{
    Band, Condition, Criterion, CriterionKind, Glance, GlanceShows, MissingInputs, Note, Score, Template,
};

impl Writer<'_> {
    pub(super) fn facts(&mut self) {
        let texts = &self.ui.document;
        self.part(texts.part.facts, self.rulebook.facts.iter(), |writer, fact| {
            writer.entry(&fact.title, &fact.id);
            writer.condition(texts.label.when, &fact.when);
        });
    }

    pub(super) fn scores(&mut self) {
        self.part(self.ui.document.part.scores, self.rulebook.scores.iter(), Self::score);
    }

    fn score(&mut self, score: &Score) {
        let (texts, labels) = (&self.ui.document.answer, &self.ui.document.label);
        self.entry(&score.title, &score.id);
        let unit = score.unit.as_ref().map(|unit| format!(" ({unit})")).unwrap_or_default();
        self.line(labels.formula, &[self.phrase.formula(&score.value), unit].concat());
        let missing = match &score.missing {
            MissingInputs::Bounds => texts.bounds.to_owned(),
            MissingInputs::Strict => texts.strict.to_owned(),
            MissingInputs::Prorate { at_most, source } => texts.prorate(at_most, self.source(*source)),
        };
        self.line(labels.missing, &missing);
        self.condition(labels.more_when, score.more_when.as_ref());
        let unit = score.unit.as_deref();
        let band = |(place, band): (usize, &Band)| match place {
            0 => texts.first_band(&band.label),
            _ => texts.band(&band.label, self.phrase.amount(band.from, unit)),
        };
        let bands = score.bands.iter().enumerate().rev().map(band).collect();
        self.list(labels.bands, bands);
        self.notes(&score.notes);
        self.cited(&score.sources);
    }

    pub(super) fn alerts(&mut self) {
        let (texts, labels) = (&self.ui.document, &self.ui.document.label);
        self.part(texts.part.alerts, self.rulebook.alerts.iter(), |writer, alert| {
            writer.entry(&alert.title, &alert.id);
            writer.condition(labels.when, &alert.when);
            writer.line(labels.say, &writer.template(&alert.say));
            writer.line(labels.screen, &alert.screen);
            writer.cited(&alert.sources);
        });
    }

    /// Writes the lines at the top of every summary; nothing if there are none.
    pub(super) fn first_page(&mut self) {
        if self.rulebook.story.is_empty() && self.rulebook.glance.is_empty() {
            return;
        }
        let (texts, labels) = (&self.ui.document, &self.ui.document.label);
        self.heading(2, texts.part.first_page);
        let story = self.rulebook.story.iter().map(|part| self.if_so(part.when.as_ref(), &part.say));
        self.list(labels.story, story.collect());
        let glance = |line: &Glance| {
            let shows = match &line.shows {
                GlanceShows::Say(text) => self.template(text),
                GlanceShows::Subjects(subjects) => {
                    subjects.iter().map(|&subject| self.phrase.subject(subject)).collect::<Vec<_>>().join(", ")
                }
            };
            format!("{}: {shows}", line.label)
        };
        let glance = self.rulebook.glance.iter().map(glance).collect();
        self.list(labels.glance, glance);
    }

    pub(super) fn criteria(&mut self) {
        let kinds = &self.ui.summary.kind;
        let kinds = [
            (CriterionKind::Indication, &kinds.indication),
            (CriterionKind::Prerequisite, &kinds.prerequisite),
            (CriterionKind::Contraindication, &kinds.contraindication),
            (CriterionKind::Risk, &kinds.risk),
        ];
        for (kind, heading) in kinds {
            let of_kind = self.rulebook.criteria.iter().filter(|criterion| criterion.kind == kind);
            let heading = format!("{heading} ({})", of_kind.clone().count());
            self.part(&heading, of_kind, Self::criterion);
        }
    }

    fn criterion(&mut self, criterion: &Criterion) {
        let (labels, words) = (&self.ui.document.label, &self.ui.words);
        self.entry(&criterion.title, &criterion.id);
        self.condition(labels.applies_when, criterion.applies_when.as_ref());
        self.condition(labels.met_when, &criterion.when);
        let says = &criterion.says;
        let says = [
            (&words.met, &says.met),
            (&words.not_met, &says.not_met),
            (&words.not_known, &says.unknown),
            (&words.not_applicable, &says.not_applicable),
        ];
        let said =
            |(standing, text): (&&str, &Option<Template>)| Some(labels.if_so(standing, self.template(text.as_ref()?)));
        let says = says.into_iter().filter_map(said).collect();
        self.list(labels.say, says);
        self.notes(&criterion.notes);
        self.cited(&criterion.sources);
    }

    fn notes(&mut self, notes: &[Note]) {
        let notes = notes.iter().map(|note| self.if_so(note.when.as_ref(), &note.say)).collect();
        self.list(self.ui.document.label.note, notes);
    }

    /// Words a text with its condition.
    fn if_so(&self, when: Option<&Condition>, say: &Template) -> String {
        let text = self.template(say);
        match when {
            Some(when) => self.ui.document.label.if_so(self.phrase.condition(when), &text),
            None => text,
        }
    }
}
