//! The questions of a rulebook, section by section, as a document.

use super::Writer;
use crate::answer::{Informant, QuestionId};
use crate::rulebook::{Choice, Kind, Number, Question, SectionId};
use crate::ui::fill;

impl Writer<'_> {
    pub(super) fn questions(&mut self) {
        let (rulebook, texts) = (self.rulebook, &self.ui.document);
        self.heading(2, &texts.part.questions);
        for (id, section) in (0..).map(SectionId).zip(&rulebook.sections) {
            self.heading(3, &section.title);
            self.some(&texts.label.intro, section.intro.clone());
            let when = section.ask_when.as_ref().map(|when| self.phrase.condition(when));
            self.some(&texts.label.asked_when, when);
            let here = |question: &QuestionId| {
                let question = rulebook.question(*question);
                question.section == id && question.parent.is_none()
            };
            for question in rulebook.question_ids().filter(here) {
                self.question(question);
                self.children(question);
            }
        }
    }

    fn question(&mut self, id: QuestionId) {
        let question = self.rulebook.question(id);
        self.heading(4, &format!("[{}] {} ({})", self.rulebook.number_of(id), question.title, question.id));
        self.asked(question);
        self.answer(question);
    }

    /// What is asked for chosen options: each question once, with the options for which it is asked.
    fn children(&mut self, parent: QuestionId) {
        let (rulebook, phrase) = (self.rulebook, self.phrase);
        let name = |id: QuestionId| rulebook.question(id).id.rsplit('.').next().unwrap_or_default();
        let of_parent = |id: &QuestionId| rulebook.question(*id).parent.is_some_and(|of| of.question == parent);
        let children: Vec<QuestionId> = rulebook.question_ids().filter(of_parent).collect();
        let mut names: Vec<&str> = Vec::new();
        for &child in &children {
            if !names.contains(&name(child)) {
                names.push(name(child));
            }
        }
        for one in names {
            let alike: Vec<QuestionId> = children.iter().copied().filter(|&id| name(id) == one).collect();
            let Some(&first) = alike.first() else { continue };
            let question = rulebook.question(first);
            self.heading(4, &format!("{} ({}.*.{one})", question.title, rulebook.question(parent).id));
            let option = |id: QuestionId| {
                let of = rulebook.question(id).parent?;
                let number = rulebook.number_of(id);
                Some(format!("{} [{number}]", phrase.label(of.question, of.option)))
            };
            let options: Vec<String> = alike.iter().filter_map(|&id| option(id)).collect();
            self.line(&self.ui.document.label.asked_for, options.join("; "));
            self.asked(question);
            let answers: Vec<String> = alike.iter().map(|&id| self.numbers(rulebook.question(id))).collect();
            let differs = answers.iter().any(|answer| *answer != answers[0]);
            match &question.kind {
                Kind::Number(_) if differs => {
                    let of =
                        |(id, answer): (&QuestionId, &String)| format!("{}: {answer}", option(*id).unwrap_or_default());
                    let items = alike.iter().zip(&answers).map(of).collect();
                    self.list(&self.ui.document.label.answer, items);
                }
                _ => self.answer(question),
            }
        }
    }

    /// How it is asked.
    fn asked(&mut self, question: &Question) {
        let labels = &self.ui.document.label;
        self.line(&labels.ask, question.ask.clone());
        self.some(&labels.help, question.help.clone());
        self.some(&labels.why, question.why.clone());
        let words = &self.ui.words;
        let of = match question.asked_of {
            Informant::Patient | Informant::Caregiver => None,
            Informant::Chart => Some(words.chart.clone()),
            Informant::Examiner => Some(words.examiner.clone()),
        };
        self.some(&labels.asked_of, of);
        self.some(&labels.asked_when, question.ask_when.as_ref().map(|when| self.phrase.condition(when)));
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
            Kind::YesNo(_) => self.line(&labels.answer, texts.yes_no.clone()),
            Kind::Choice(options) => {
                let items = options.iter().map(|option| self.option(option)).collect();
                self.list(&heading(&texts.choice), items);
            }
            Kind::Choices(options) => {
                let items = options.iter().map(|option| self.option(option)).collect();
                self.list(&heading(&texts.choices), items);
            }
            Kind::Number(_) => {
                let text = self.numbers(question);
                self.line(&labels.answer, text);
                self.some(&labels.required, question.required.then(String::new));
            }
            Kind::Text { limit } => {
                let text = fill(&texts.text, &[("n", &limit.to_string())]);
                self.line(&labels.answer, text);
            }
        }
    }

    fn option(&self, option: &Choice) -> String {
        let texts = &self.ui.document.answer;
        let points = option.points.map(|points| match usize::try_from(points.millionths() / 1_000_000) {
            Ok(whole) if points.decimals() == 0 => texts.points.of(whole),
            _ => fill(&texts.points.many, &[("n", &points.to_string())]),
        });
        let beside: Vec<String> =
            [points, option.exclusive.then(|| texts.exclusive.clone())].into_iter().flatten().collect();
        let label = format!("{} ({})", option.label, option.code);
        if beside.is_empty() { label } else { format!("{label}, {}", beside.join(", ")) }
    }

    /// What the answer to a number question can be; nothing for any other.
    fn numbers(&self, question: &Question) -> String {
        let Kind::Number(number) = &question.kind else { return String::new() };
        let Number { unit, range, usual, decimals, accepts } = number;
        let texts = &self.ui.document.answer;
        let from_to = |text: &str, (low, high): (crate::decimal::Decimal, crate::decimal::Decimal)| {
            fill(text, &[("low", &low.to_string()), ("high", &self.phrase.amount(high, unit.as_deref()))])
        };
        let accepts = accepts.iter().map(|(other, factor)| {
            let one = self.ui.phrase.one.get(other).unwrap_or(other);
            fill(&texts.accepts, &[("unit", one), ("n", &self.phrase.amount(*factor, unit.as_deref()))])
        });
        let usual = usual.map(|usual| from_to(&texts.usual, usual));
        let decimals = (*decimals > 0).then(|| texts.decimals.of(usize::from(*decimals)));
        [from_to(&texts.number, *range)]
            .into_iter()
            .chain(usual)
            .chain(decimals)
            .chain(accepts)
            .collect::<Vec<_>>()
            .join("; ")
    }
}
