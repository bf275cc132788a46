//! Making mutants: every little change that could be made to a rule by mistake.

mod condition;
mod formula;
mod question;

use candor::rulebook::{Condition, CriterionKind, MissingInputs, Note, Rulebook};
use candor::ui::Ui;
use candor::words::phrase::Phrase;

pub(crate) use condition::conditions;
pub(crate) use formula::formulas;

/// A rulebook with one change.
pub(crate) struct Mutant {
    /// What sort of change.
    pub(crate) kind: &'static str,
    /// Where, and what became of what.
    pub(crate) name: String,
    /// What the tests call the thing that was changed, as far as it has one name: their tests are run first.
    pub(crate) of: String,
    /// Whether it changes what an answer is stored as: the tests are then read anew with it.
    pub(crate) reads_otherwise: bool,
    change: Box<dyn Fn(&mut Rulebook) + Sync + Send>,
}

impl Mutant {
    /// The mutant of a rulebook.
    pub(crate) fn born(&self, rulebook: &Rulebook) -> Rulebook {
        let mut mutant = rulebook.clone();
        (self.change)(&mut mutant);
        mutant
    }
}

/// One condition or formula, changed.
pub(crate) struct Change<T> {
    pub(crate) kind: &'static str,
    /// What became of what, in words.
    pub(crate) words: String,
    pub(crate) to: T,
}

/// Every mutant of a rulebook.
pub(crate) fn mutants(rulebook: &Rulebook, ui: &Ui) -> Vec<Mutant> {
    let mut breeder = Breeder { rulebook, phrase: Phrase::new(rulebook, ui), mutants: Vec::new() };
    breeder.interview();
    breeder.facts_and_scores();
    breeder.statements();
    breeder.remarks();
    breeder.mutants
}

/// Where a name says that only a text is changed: tests that look into the summary are run first.
const SAID: [&str; 3] = [", remark ", ", kind:", ", says:"];

struct Breeder<'r> {
    rulebook: &'r Rulebook,
    phrase: Phrase<'r>,
    mutants: Vec<Mutant>,
}

impl Breeder<'_> {
    fn add(&mut self, kind: &'static str, name: String, change: impl Fn(&mut Rulebook) + Sync + Send + 'static) {
        let place = name.split([',', ':']).next().unwrap_or_default();
        let of = match place.split_once(' ') {
            _ if SAID.iter().any(|said| name.contains(said)) || place == "story" => "summary".to_owned(),
            Some(("criterion", id)) => id.to_owned(),
            Some(("question", id)) => format!("question {id}"),
            Some((what, id)) => format!("{what}.{id}"),
            None => String::new(),
        };
        self.mutants.push(Mutant { kind, name, of, reads_otherwise: false, change: Box::new(change) });
    }

    /// The latest mutants also read answers otherwise, from the one at this place on.
    fn read_otherwise(&mut self, from: usize) {
        self.mutants[from..].iter_mut().for_each(|mutant| mutant.reads_otherwise = true);
    }

    /// Every change of one condition.
    fn condition(
        &mut self,
        place: &str,
        condition: &Condition,
        set: impl Fn(&mut Rulebook, Condition) + Sync + Send + Clone + 'static,
    ) {
        for Change { kind, words, to } in conditions(self.rulebook, self.phrase, condition) {
            let set = set.clone();
            self.add(kind, format!("{place}: {words}"), move |rulebook| set(rulebook, to.clone()));
        }
    }

    /// Every change of a condition that may be left out, and leaving it out.
    fn optional(
        &mut self,
        place: &str,
        condition: Option<&Condition>,
        dropped: &'static str,
        slot: impl Fn(&mut Rulebook) -> &mut Option<Condition> + Sync + Send + Clone + 'static,
    ) {
        let Some(condition) = condition else { return };
        let drop = slot.clone();
        self.add(dropped, format!("{place}: left out"), move |rulebook| *drop(rulebook) = None);
        self.condition(place, condition, move |rulebook, to| *slot(rulebook) = Some(to));
    }

    fn facts_and_scores(&mut self) {
        for (at, fact) in self.rulebook.facts.iter_enumerated() {
            self.condition(&format!("fact {}", fact.id), &fact.when, move |rulebook, to| rulebook.facts[at].when = to);
        }
        for (at, score) in self.rulebook.scores.iter_enumerated() {
            let place = format!("score {}", score.id);
            for Change { kind, words, to } in formulas(self.rulebook, self.phrase, &score.value) {
                self.add(kind, format!("{place}: {words}"), move |rulebook| rulebook.scores[at].value = to.clone());
            }
            self.optional(
                &format!("{place}, more_when"),
                score.more_when.as_ref(),
                "more_when left out",
                move |rulebook| &mut rulebook.scores[at].more_when,
            );
            let other = match score.missing {
                MissingInputs::Bounds => MissingInputs::Strict,
                _ => MissingInputs::Bounds,
            };
            let name = format!("{place}: missing inputs {:?} become {other:?}", score.missing);
            self.add("missing inputs treated otherwise", name, move |rulebook| {
                rulebook.scores[at].missing = other.clone();
            });
            for (number, band) in score.bands.iter().enumerate().skip(1) {
                for from in formula::beside(self.rulebook, &score.value, band.from) {
                    let name = format!("{place}, band {}: from {} becomes from {from}", band.code, band.from);
                    self.add("band edge one step", name, move |rulebook| {
                        rulebook.scores[at].bands[number].from = from;
                    });
                }
            }
        }
    }

    fn statements(&mut self) {
        for (at, alert) in self.rulebook.alerts.iter_enumerated() {
            let place = format!("alert {}", alert.id);
            self.condition(&place, &alert.when, move |rulebook, to| rulebook.alerts[at].when = to);
        }
        for (at, criterion) in self.rulebook.criteria.iter_enumerated() {
            let place = format!("criterion {}, when", criterion.id);
            self.condition(&place, &criterion.when, move |rulebook, to| rulebook.criteria[at].when = to);
            let place = format!("criterion {}, applies_when", criterion.id);
            self.optional(&place, criterion.applies_when.as_ref(), "applies_when left out", move |rulebook| {
                &mut rulebook.criteria[at].applies_when
            });
        }
        self.polarity();
    }

    /// Each criterion under the heading of another kind, and with the text for "met" where it is not met.
    fn polarity(&mut self) {
        use CriterionKind::{Contraindication, Indication, Prerequisite, Risk};
        for (at, criterion) in self.rulebook.criteria.iter_enumerated() {
            for kind in [Indication, Prerequisite, Contraindication, Risk] {
                if kind != criterion.kind {
                    let name = format!("criterion {}, kind: {:?} becomes {kind:?}", criterion.id, criterion.kind);
                    self.add("kind altered", name, move |rulebook| rulebook.criteria[at].kind = kind);
                }
            }
            if criterion.says.met != criterion.says.not_met {
                let name = format!("criterion {}, says: met and not met change places", criterion.id);
                self.add("texts of met and not met exchanged", name, move |rulebook| {
                    let says = &mut rulebook.criteria[at].says;
                    std::mem::swap(&mut says.met, &mut says.not_met);
                });
            }
        }
    }

    /// When remarks and parts of the story are said.
    fn remarks(&mut self) {
        for (at, criterion) in self.rulebook.criteria.iter_enumerated() {
            self.said(&format!("criterion {}", criterion.id), &criterion.notes, move |rulebook| {
                &mut rulebook.criteria[at].notes
            });
        }
        for (at, score) in self.rulebook.scores.iter_enumerated() {
            self.said(&format!("score {}", score.id), &score.notes, move |rulebook| &mut rulebook.scores[at].notes);
        }
        for (at, part) in self.rulebook.story.iter().enumerate() {
            let place = format!("story, part {}", at + 1);
            self.optional(&place, part.when.as_ref(), "remark always said", move |rulebook| {
                &mut rulebook.story[at].when
            });
        }
    }

    fn said(
        &mut self,
        place: &str,
        notes: &[Note],
        slot: impl Fn(&mut Rulebook) -> &mut Vec<Note> + Sync + Send + Clone + 'static,
    ) {
        for (number, note) in notes.iter().enumerate() {
            let place = format!("{place}, remark {}", number + 1);
            let slot = slot.clone();
            if note.when.is_some() {
                self.optional(&place, note.when.as_ref(), "remark always said", move |rulebook| {
                    &mut slot(rulebook)[number].when
                });
            } else {
                self.add("remark never said", format!("{place}: left out"), move |rulebook| {
                    slot(rulebook)[number].when = Some(Condition::Any(Vec::new()));
                });
            }
        }
    }
}
