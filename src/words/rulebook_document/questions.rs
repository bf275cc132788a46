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
            self.some(texts.label.intro, section.intro.clone());
            let when = section.ask_when.as_ref().map(|when| self.phrase.condition(when));
            self.some(texts.label.asked_when, when);
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
        self.heading(4, &format!("[{}] {} ({})", self.rulebook.number_of(id), question.title, question.id));
        self.asked(question);
        self.answer(question);
    }

    /// What is asked for chosen options: each question once, with the options for which it is asked.
    fn children(&mut self, parent: QuestionId) {
        let (rulebook, phrase) = (self.rulebook, self.phrase);
        for group in rulebook.groups_of(parent) {
            let Some(first) = group.first() else { continue };
            let question = &rulebook.questions[first];
            self.heading(4, &format!("{} ({})", question.title, group.pattern(&rulebook.questions)));
            let option = |&(option, id): &(OptionId, QuestionId)| {
                format!("{} [{}]", phrase.label(parent, option), rulebook.number_of(id))
            };
            let options: Vec<String> = group.rows.iter().map(option).collect();
            self.line(self.ui.document.label.asked_for, options.join("; "));
            self.asked(question);
            let answers: Vec<String> =
                group.rows.iter().map(|(_, id)| self.numbers(&rulebook.questions[*id])).collect();
            let differs = answers.iter().any(|answer| Some(answer) != answers.first());
            match &question.kind {
                Kind::Number(_) if differs => {
                    let items =
                        options.iter().zip(&answers).map(|(option, answer)| format!("{option}: {answer}")).collect();
                    self.list(self.ui.document.label.answer, items);
                }
                _ => self.answer(question),
            }
        }
    }

    /// How it is asked.
    fn asked(&mut self, question: &Question) {
        let labels = &self.ui.document.label;
        self.line(labels.ask, question.ask.clone());
        self.some(labels.help, question.help.clone());
        self.some(labels.why, question.why.clone());
        let words = &self.ui.words;
        let of = match question.asked_of {
            Informant::Patient | Informant::Caregiver => None,
            Informant::Chart => Some(words.chart),
            Informant::Examiner => Some(words.examiner),
        };
        self.some(labels.asked_of, of);
        self.some(labels.asked_when, question.ask_when.as_ref().map(|when| self.phrase.condition(when)));
    }

    /// What an answer can be.
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
            Kind::Choice(options) => {
                let items = options.iter().map(|option| self.option(option)).collect();
                self.list(&heading(texts.choice), items);
            }
            Kind::Choices(options) => {
                let items = options.iter().map(|option| self.option(option)).collect();
                self.list(&heading(texts.choices), items);
            }
            Kind::Number(_) => {
                let text = self.numbers(question);
                self.line(labels.answer, text);
                self.some(labels.required, question.required.then(String::new));
            }
            Kind::Text { limit } => {
                let text = texts.text(limit);
                self.line(labels.answer, text);
            }
        }
    }

    fn option(&self, option: &Choice) -> String {
        let texts = &self.ui.document.answer;
        let points = option.points.map(|points| texts.points(points));
        let beside: Vec<String> =
            [points, option.exclusive.then(|| texts.exclusive.to_owned())].into_iter().flatten().collect();
        let label = format!("{} ({})", option.label, option.code);
        if beside.is_empty() { label } else { format!("{label}, {}", beside.join(", ")) }
    }

    /// What the answer to a number question can be; nothing for any other.
    fn numbers(&self, question: &Question) -> String {
        let Kind::Number(number) = &question.kind else { return String::new() };
        let Number { unit, range, usual, decimals, accepts } = number;
        let texts = &self.ui.document.answer;
        let amount = |number| self.phrase.amount(number, unit.as_deref());
        let accepts =
            accepts.iter().map(|(other, factor)| texts.accepts(self.ui.phrase.one_of(other), amount(*factor)));
        let usual = usual.map(|(low, high)| texts.usual(low, amount(high)));
        let decimals = (*decimals > 0).then(|| texts.decimals(decimals));
        [texts.number(range.0, amount(range.1))]
            .into_iter()
            .chain(usual)
            .chain(decimals)
            .chain(accepts)
            .collect::<Vec<_>>()
            .join("; ")
    }
}
