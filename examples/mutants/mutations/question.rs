//! Every little change of what is asked: when, what an option counts, what a number can be and is converted with.

use candor::answer::{OptionId, QuestionId};
use candor::decimal::Decimal;
use candor::meaning::mentions::Mentions;
use candor::rulebook::{Choice, Kind, Number, Rulebook};
use typed_index_collections::TiSlice;

use super::Breeder;

impl Breeder<'_> {
    /// When sections and questions are asked, and what is done with the answers.
    pub(super) fn interview(&mut self) {
        for (at, section) in self.rulebook.sections.iter_enumerated() {
            let place = format!("section {}, ask_when", section.id);
            self.optional(&place, section.ask_when.as_ref(), "ask_when left out", move |rulebook| {
                &mut rulebook.sections[at].ask_when
            });
        }
        let read_by_scores = read_by_scores(self.rulebook);
        for id in self.rulebook.questions.keys() {
            let question = &self.rulebook.questions[id];
            let place = format!("question {}, ask_when", question.id);
            self.optional(&place, question.ask_when.as_ref(), "ask_when left out", move |rulebook| {
                &mut rulebook.questions[id].ask_when
            });
            self.points(id);
            let first = self.mutants.len();
            self.units(id);
            if read_by_scores.contains(&id) {
                self.range(id);
            }
            self.read_otherwise(first);
        }
    }

    /// One point more for each option that has points.
    fn points(&mut self, id: QuestionId) {
        let question = &self.rulebook.questions[id];
        for (option, choice) in question.options().iter_enumerated() {
            let Some(points) = choice.points else { continue };
            let more = points.plus(Decimal::ONE);
            let name = format!("question {}, points of {}: {points} becomes {more}", question.id, choice.code);
            self.add("points changed", name, move |rulebook| {
                options(rulebook, id)[option].points = Some(more);
            });
        }
    }

    /// Each unit that is converted, with one more in the last decimal of its factor, or in the third: what is stored is
    /// rounded, and shows no less.
    fn units(&mut self, id: QuestionId) {
        let question = &self.rulebook.questions[id];
        let Kind::Number(number) = &question.kind else { return };
        for (at, (unit, factor)) in number.accepts.iter().enumerate() {
            let more = factor.plus(Decimal::step(factor.decimals().min(3)));
            let name = format!("question {}, unit {unit}: {factor} becomes {more}", question.id);
            self.add("unit converted otherwise", name, move |rulebook| {
                if let Some(number) = number_of(rulebook, id) {
                    number.accepts[at].1 = more;
                }
            });
        }
    }

    /// Both ends of what a number can be: where it is missing, a score reaches as far as they do.
    fn range(&mut self, id: QuestionId) {
        let question = &self.rulebook.questions[id];
        let Kind::Number(number) = &question.kind else { return };
        let (low, high) = number.range;
        let step = Decimal::step(number.decimals);
        let moved = [(low.minus(step), high), (low.plus(step), high), (low, high.minus(step)), (low, high.plus(step))];
        for (least, most) in moved {
            let name = format!("question {}, range: {low} to {high} becomes {least} to {most}", question.id);
            self.add("end of a range one step", name, move |rulebook| {
                if let Some(number) = number_of(rulebook, id) {
                    number.range = (least, most);
                }
            });
        }
    }
}

/// The questions that scores are computed from.
fn read_by_scores(rulebook: &Rulebook) -> Vec<QuestionId> {
    let scores = rulebook.scores.keys();
    scores.flat_map(|id| Mentions::in_score(rulebook, id).questions).collect()
}

fn options(rulebook: &mut Rulebook, id: QuestionId) -> &mut TiSlice<OptionId, Choice> {
    match &mut rulebook.questions[id].kind {
        Kind::Choice(options) | Kind::YesNo(options) | Kind::Choices(options) => options,
        Kind::Number(_) | Kind::Text { .. } => TiSlice::from_mut(&mut []),
    }
}

fn number_of(rulebook: &mut Rulebook, id: QuestionId) -> Option<&mut Number> {
    match &mut rulebook.questions[id].kind {
        Kind::Number(number) => Some(number),
        _ => None,
    }
}
