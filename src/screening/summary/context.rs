//! Provides the texts used by every part of a summary: answers, subjects, filled templates, sources.

use typed_index_collections::TiVec;

use super::lines::{AnswerLine, Cited, Coded, Computed, Open, open_list};
use crate::answer::{Missing, OptionId, QuestionId, Response, Value};
use crate::form::Form;
use crate::form::value::is_usual;
use crate::interval::Interval;
use crate::meaning::mentions::Mentions;
use crate::meaning::questions::Questions;
use crate::meaning::why::Explained;
use crate::rulebook::{Citation, Condition, Node, Note, Piece, Rulebook, ScoreId, SourceId, Subject, Template};
use crate::screening::{Screening, Standing};
use crate::truth::Truth;
use crate::ui::Ui;
use crate::words::phrase::Phrase;

/// A screening, and the texts that word it.
pub(crate) struct SummaryContext<'a, 'f> {
    pub(crate) screening: &'a Screening<'f>,
    pub(crate) rulebook: &'f Rulebook,
    pub(crate) form: &'f Form,
    pub(crate) ui: &'a Ui,
    pub(crate) phrase: Phrase<'a>,
    numbers: TiVec<QuestionId, String>,
}

impl<'a, 'f> SummaryContext<'a, 'f> {
    pub(crate) fn new(screening: &'a Screening<'f>, ui: &'a Ui) -> SummaryContext<'a, 'f> {
        let Screening { rulebook, form, .. } = *screening;
        SummaryContext { screening, rulebook, form, ui, phrase: Phrase::new(rulebook, ui), numbers: rulebook.numbers() }
    }

    /// Returns a question's number: `19`, or `19.4`.
    pub(crate) fn number(&self, question: QuestionId) -> &str {
        self.numbers.get(question).map_or("", String::as_str)
    }

    /// Returns a question's number as a mark: `[19]`.
    pub(crate) fn mark(&self, question: QuestionId) -> String {
        self.ui.summary.answer.number(self.number(question))
    }

    /// Returns the marks of several questions: `[19] [20]`.
    pub(crate) fn marks(&self, questions: impl IntoIterator<Item = QuestionId>) -> String {
        questions.into_iter().map(|question| self.mark(question)).collect::<Vec<_>>().join(" ")
    }

    /// Returns these questions in the order of the interview.
    pub(crate) fn in_order(&self, questions: &Questions) -> Vec<QuestionId> {
        self.rulebook.interview_order().filter(|&question| questions.contains(question)).collect()
    }

    /// Returns the answers to these questions, in the order of the interview.
    pub(crate) fn answers(&self, questions: &Questions) -> Vec<AnswerLine> {
        self.in_order(questions).into_iter().map(|question| self.answer(question)).collect()
    }

    /// Returns the words for a standing: "met", "not met", "not known", "does not apply".
    pub(crate) fn standing(&self, standing: Standing) -> &str {
        let words = &self.ui.words;
        match standing {
            Standing::Met => words.met,
            Standing::NotMet => words.not_met,
            Standing::Unknown => words.not_known,
            Standing::NotApplicable => words.not_applicable,
        }
    }

    /// Returns a question's title; of a question asked for an option, with the option.
    pub(crate) fn title(&self, question: QuestionId) -> String {
        self.phrase.question(question)
    }

    /// Returns whether a question applies.
    pub(crate) fn applies(&self, question: QuestionId) -> Truth {
        self.screening.asked(question).truth
    }

    /// Words the value in full, or the reason for its absence.
    pub(crate) fn text(&self, question: QuestionId) -> String {
        let answers = &self.form.answers;
        match answers.value(question) {
            Some(value) => self.phrase.value(question, value),
            None => self.phrase.missing(answers.missing(question).unwrap_or(Missing::Unanswered)).to_owned(),
        }
    }

    /// Returns the form's response to a question; `None` also for `unanswered` with nothing beside it.
    pub(crate) fn entry(&self, question: QuestionId) -> Option<&'a Response> {
        let given = self.form.answers.get(question)?;
        (*given != Response::from(Missing::Unanswered)).then_some(given)
    }

    /// Returns the response to a question with all remarks about it.
    pub(crate) fn answer(&self, question: QuestionId) -> AnswerLine {
        let form = self.form;
        let of = &self.rulebook.questions[question];
        let given = self.entry(question);
        let value = form.answers.value(question);
        let checked = given.is_some_and(|given| given.checked);
        let unusual = matches!(value, Some(Value::Number(value)) if !checked && !is_usual(of, *value));
        let typed = given.and_then(|given| given.typed.clone());
        let from = given.and_then(|_| form.informant(self.rulebook, question));
        let applies = self.applies(question);
        let texts = &self.ui.summary.answer;
        let marks = [
            typed.as_ref().map(|typed| texts.typed(typed)),
            checked.then(|| texts.checked.to_owned()),
            unusual.then(|| texts.unusual.to_owned()),
            (value.is_some() && applies == Truth::False).then(|| texts.set_aside.to_owned()),
            (value.is_some() && applies == Truth::Unknown).then(|| texts.in_doubt.to_owned()),
        ];
        AnswerLine {
            question: of.id.clone(),
            number: self.number(question).to_owned(),
            title: self.title(question),
            text: self.text(question),
            value: value.map(|value| self.coded(question, value)),
            missing: form.answers.missing(question),
            from,
            typed,
            checked,
            unusual,
            note: given.and_then(|given| given.note.clone()),
            applies,
            waits_for: self.waits_for(question),
            informant: from.map_or_else(String::new, |from| self.phrase.informant(from).to_owned()),
            marks: marks.into_iter().flatten().collect(),
        }
    }

    fn coded(&self, question: QuestionId, value: &Value) -> Coded {
        let options = self.rulebook.questions[question].options();
        let code = |option: OptionId| options.get(option).map_or_else(String::new, |option| option.code.clone());
        match value {
            Value::Option(option) => Coded::Code(code(*option)),
            Value::Options(named) => Coded::Codes(named.iter().map(code).collect()),
            Value::Number(number) => Coded::Number(*number),
            Value::Text(text) => Coded::Text(text.clone()),
        }
    }

    /// Returns the missing answers among these, by name.
    pub(crate) fn open(&self, questions: &Questions) -> Vec<Open> {
        self.in_order(questions).into_iter().filter_map(|question| self.open_one(question)).collect()
    }

    pub(crate) fn open_one(&self, question: QuestionId) -> Option<Open> {
        let missing = self.form.answers.missing(question)?;
        Some(Open {
            question: self.rulebook.questions[question].id.clone(),
            number: self.number(question).to_owned(),
            title: self.title(question),
            missing,
            text: self.phrase.missing(missing).to_owned(),
        })
    }

    /// Returns the missing answers that decide whether a question applies; none if that is known.
    pub(crate) fn waits_for(&self, question: QuestionId) -> Vec<Open> {
        let Explained { truth, missing, .. } = self.screening.asked(question);
        if *truth == Truth::Unknown { self.open(missing) } else { Vec::new() }
    }

    /// Words the answers a question waits for: "waits for Trial \[5\] (not asked)"; `None` if there are none.
    pub(crate) fn waiting(&self, question: QuestionId) -> Option<String> {
        let waits = self.waits_for(question);
        (!waits.is_empty()).then(|| self.ui.summary.answer.waits_for(open_list(self.ui, &waits)))
    }

    /// Words a subject for its place in a template.
    pub(crate) fn subject(&self, subject: Subject) -> String {
        let words = &self.ui.words;
        let short = |question, value| self.phrase.short_value(question, value);
        match subject {
            Node::Question(id) => match (self.applies(id), self.form.answers.value(id)) {
                (Truth::False, _) => words.not_applicable.to_owned(),
                (Truth::True, Some(value)) => short(id, value),
                (Truth::Unknown, Some(value)) => self.ui.summary.answer.if_applies(short(id, value)),
                (Truth::True | Truth::Unknown, None) => self.text(id),
            },
            Node::Fact(fact) => match self.screening.holds(&self.rulebook.facts[fact].when).truth {
                Truth::True => words.yes.to_owned(),
                Truth::False => words.no.to_owned(),
                Truth::Unknown => words.not_known.to_owned(),
            },
            Node::Score(score) => self.score(score),
        }
    }

    /// Words a score's value and unit: "4", "between 2 and 4", "not known", "does not apply".
    pub(crate) fn score(&self, score: ScoreId) -> String {
        let read = self.screening.score(score);
        let shown = self.screening.shown_interval(score);
        match (read.applies.truth, shown) {
            (Truth::False, _) => self.ui.words.not_applicable.to_owned(),
            (_, Interval::NotKnown) if self.cannot_be_calculated(score) => {
                self.ui.summary.score.cannot_calculate.to_owned()
            }
            (Truth::True, _) | (Truth::Unknown, Interval::NotKnown) => self.phrase.interval(score, shown),
            (Truth::Unknown, Interval::Between { .. }) => {
                self.ui.summary.answer.if_applies(self.phrase.interval(score, shown))
            }
        }
    }

    /// Returns whether a score is not known although nothing is missing, as after a division by zero.
    pub(crate) fn cannot_be_calculated(&self, score: ScoreId) -> bool {
        let read = self.screening.score(score);
        let (applies, value) = (&read.applies, &read.value);
        applies.truth == Truth::True && value.interval == Interval::NotKnown && value.missing.is_empty()
    }

    /// Returns whether a subject may apply; a fact always does. A score computed from questions does not if none of
    /// them may apply.
    pub(crate) fn may_apply(&self, subject: Subject) -> bool {
        match subject {
            Node::Question(question) => self.applies(question) != Truth::False,
            Node::Fact(_) => true,
            Node::Score(score) => {
                let questions = Mentions::in_score(self.rulebook, score).questions;
                let mut asked = questions.iter().map(|&question| self.applies(question));
                let idle = asked.len() > 0 && asked.all(|truth| truth == Truth::False);
                self.screening.score(score).applies.truth != Truth::False && !idle
            }
        }
    }

    /// Returns whether a template shows only subjects that do not apply; `false` for a template without subjects.
    pub(crate) fn is_idle(&self, template: &Template) -> bool {
        let shows = |piece: &Piece| matches!(piece, Piece::Show(_));
        let says = |piece: &Piece| matches!(piece, Piece::Show(subject) if self.may_apply(*subject));
        template.pieces.iter().any(shows) && !template.pieces.iter().any(says)
    }

    /// Fills the places of a template.
    pub(crate) fn fill(&self, template: &Template) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Show(subject) => self.subject(*subject),
        };
        template.pieces.iter().map(piece).collect::<String>().trim().to_owned()
    }

    /// Returns the notes whose condition holds.
    pub(crate) fn notes(&self, notes: &[Note]) -> Vec<String> {
        let said = notes.iter().filter(|note| self.is_said(note.when.as_ref())).map(|note| self.fill(&note.say));
        said.filter(|text| !text.is_empty()).collect()
    }

    /// Returns whether a text with this condition is said; a text without a condition always is.
    pub(crate) fn is_said(&self, when: Option<&Condition>) -> bool {
        when.is_none_or(|when| self.screening.holds(when).truth == Truth::True)
    }

    /// Returns whether a source is due for review on the reference day of the answers.
    pub(crate) fn is_due(&self, source: SourceId) -> bool {
        self.rulebook.sources[source].review_by < self.form.as_of
    }

    /// Words how a source was read, and whether it is due for review.
    pub(crate) fn source_marks(&self, source: SourceId) -> Vec<String> {
        let texts = &self.ui.summary.source;
        let read = self.phrase.read(self.rulebook.sources[source].read);
        read.into_iter().chain(self.is_due(source).then_some(texts.due)).map(str::to_owned).collect()
    }

    /// Returns the number of a source in the list of sources: `S12`.
    pub(crate) fn source_number(&self, source: SourceId) -> String {
        self.ui.summary.source.number(source.0 + 1)
    }

    pub(crate) fn cited(&self, citations: &[Citation]) -> Vec<Cited> {
        let cite = |citation: &Citation| {
            let source = &self.rulebook.sources[citation.source];
            let marks = self.source_marks(citation.source);
            let says = citation.says.as_ref().map(|words| self.ui.summary.source.says(words));
            let text = [self.phrase.source(source)].into_iter().chain(marks.iter().cloned()).chain(says);
            Cited {
                source: source.id.clone(),
                number: self.source_number(citation.source),
                short: source.short.clone().unwrap_or_else(|| self.phrase.source(source)),
                text: text.collect::<Vec<_>>().join(", "),
                marks,
                says: citation.says.clone(),
            }
        };
        citations.iter().map(cite).collect()
    }

    /// Returns the scores that are mentioned and may apply, with their values.
    pub(crate) fn computed(&self, mentions: &Mentions) -> Vec<Computed> {
        let scores = mentions.scores.iter().filter(|&&score| self.may_apply(Node::Score(score)));
        let computed = |&score: &ScoreId| {
            let of = &self.rulebook.scores[score];
            Computed { score: of.id.clone(), title: of.title.clone(), text: self.score(score) }
        };
        scores.map(computed).collect()
    }
}
