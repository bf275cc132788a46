//! The questions of a rulebook, section by section, as a document.

use super::Writer;
use crate::answer::{Informant, OptionId, QuestionId};
use crate::rulebook::{Choice, Kind, Number, Question};

impl Writer<'_> {
    pub(super) fn questions(&mut self) {
        let (rulebook, texts) = (self.rulebook, &self.ui.document);
        self.heading(2, texts.part.questions);
        for (id, section) in rulebook.sections.iter_enumerated() {
            self.heading(3, &section.title);
            self.some(texts.label.intro, section.intro.as_deref());
            self.condition(texts.label.asked_when, section.ask_when.as_ref());
            let here = |question: &QuestionId| {
                let question = &rulebook.questions[*question];
                question.section == id && question.parent.is_none()
            };
            for question in rulebook.questions.keys().filter(here) {
                self.question(question);
                self.children(question);
            }
        }
    }

    fn question(&mut self, id: QuestionId) {
        let question = &self.rulebook.questions[id];
        self.entry(&format!("[{}] {}", self.rulebook.number_of(id), question.title), &question.id);
        self.asked(question);
        self.answer(question);
    }

    /// Writes the questions asked for chosen options, each once with its options.
    fn children(&mut self, parent: QuestionId) {
        let (rulebook, phrase) = (self.rulebook, self.phrase);
        for group in rulebook.groups_of(parent) {
            let Some(first) = group.first() else { continue };
            let question = &rulebook.questions[first];
            self.entry(&question.title, &group.pattern(&rulebook.questions));
            let option = |&(option, id): &(OptionId, QuestionId)| {
                format!("{} [{}]", phrase.label(parent, option), rulebook.number_of(id))
            };
            let options: Vec<String> = group.rows.iter().map(option).collect();
            self.line(self.ui.document.label.asked_for, &options.join("; "));
            self.asked(question);
            let answers: Vec<String> =
                group.rows.iter().map(|(_, id)| self.numbers(&rulebook.questions[*id])).collect();
            let differs = answers.iter().any(|answer| Some(answer) != answers.first());
            match &question.kind {
                Kind::Number(_) if differs => {
                    let items = options.iter().zip(&answers).map(|(option, answer)| format!("{option}: {answer}"));
                    self.list(self.ui.document.label.answer, items.collect());
                }
                _ => self.answer(question),
            }
        }
    }

    /// Writes the wording of a question, its informant if that is the chart or the examiner, and its condition.
    fn asked(&mut self, question: &Question) {
        let labels = &self.ui.document.label;
        self.line(labels.ask, &question.ask);
        self.some(labels.help, question.help.as_deref());
        self.some(labels.why, question.why.as_deref());
        let words = &self.ui.words;
        let of = match question.asked_of {
            Informant::Patient | Informant::Caregiver => None,
            Informant::Chart => Some(words.chart),
            Informant::Examiner => Some(words.examiner),
        };
        self.some(labels.asked_of, of);
        self.condition(labels.asked_when, question.ask_when.as_ref());
    }

    /// Writes the possible answers.
    fn answer(&mut self, question: &Question) {
        let (labels, texts) = (&self.ui.document.label, &self.ui.document.answer);
        let heading = |how: &str| {
            if question.required {
                format!("{} ({}), {how}", labels.answer, labels.required.to_lowercase())
            } else {
                format!("{}, {how}", labels.answer)
            }
        };
        match &question.kind {
            Kind::YesNo(_) => self.line(labels.answer, texts.yes_no),
            Kind::Choice(options) | Kind::Choices(options) => {
                let several = matches!(question.kind, Kind::Choices(_));
                let items = options.iter().map(|option| self.option(option)).collect();
                self.list(&heading(if several { texts.choices } else { texts.choice }), items);
            }
            Kind::Number(_) => {
                self.line(labels.answer, &self.numbers(question));
                self.some(labels.required, question.required.then_some(""));
            }
            Kind::Text { limit } => self.line(labels.answer, &texts.text(limit)),
        }
    }

    fn option(&self, option: &Choice) -> String {
        let texts = &self.ui.document.answer;
        let points = option.points.map(|points| texts.points(points));
        let exclusive = option.exclusive.then(|| texts.exclusive.to_owned());
        let label = format!("{} ({})", option.label, option.code);
        [label].into_iter().chain(points).chain(exclusive).collect::<Vec<_>>().join(", ")
    }

    /// Words the range of a number question; empty for any other.
    fn numbers(&self, question: &Question) -> String {
        let Kind::Number(number) = &question.kind else { return String::new() };
        let Number { unit, range, usual, decimals, accepts } = number;
        let texts = &self.ui.document.answer;
        let amount = |number| self.phrase.amount(number, unit.as_deref());
        let accepts =
            accepts.iter().map(|(other, factor)| texts.accepts(self.ui.phrase.one_of(other), amount(*factor)));
        let usual = usual.map(|(low, high)| texts.usual(low, amount(high)));
        let decimals = (*decimals > 0).then(|| texts.decimals(decimals));
        let range = [texts.number(range.0, amount(range.1))];
        range.into_iter().chain(usual).chain(decimals).chain(accepts).collect::<Vec<_>>().join("; ")
    }
}
