//! Writes random rulebooks. An item refers only to earlier ones, so no circle can arise.

mod condition;
mod formula;

use candor::answer::{Informant, OptionId, QuestionId};
use candor::decimal::Decimal;
use candor::rulebook::{
    Alert, Band, Choice, Citation, Condition, Criterion, CriterionKind, Fact, Group, Kind, MissingInputs, Node, Number,
    Parent, Piece, Question, Read, Rulebook, Says, Score, Section, SectionId, Source, SourceId, Template,
};
use candor::text::Span;
use jiff::civil::date;
use typed_index_collections::{TiVec, ti_vec};

use super::Dice;

/// The features that a rulebook may have besides the rest.
#[derive(Clone, Copy, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "five things, each there or not, in any combination")]
pub(crate) struct Switches {
    /// Scores that fill gaps with a mean.
    pub(crate) prorate: bool,
    /// Tests `answered` and `missing`.
    pub(crate) answered: bool,
    /// `divide` and `percent_drop`.
    pub(crate) division: bool,
    /// Scores that any gap makes unknown.
    pub(crate) strict: bool,
    /// Scores to which something that counts cannot be added.
    pub(crate) more: bool,
}

impl Switches {
    pub(crate) const ALL: Switches =
        Switches { prorate: true, answered: true, division: true, strict: true, more: true };
    /// Without features by which more answers could turn a settled result.
    pub(crate) const FIRM: Switches = Switches { prorate: false, answered: false, ..Switches::ALL };
}

/// Returns the rulebook of a seed, with about `size` questions, facts and scores.
pub(crate) fn rulebook(seed: u64, size: usize, switches: Switches) -> Rulebook {
    let mut author = Author { dice: Dice::new(seed), switches, rulebook: blank(), chart: size.max(3) * 2 / 3 };
    for step in 0..size.max(1) {
        match author.dice.below(10) {
            0..2 if step > 0 => author.fact(),
            2..5 if step > 0 => author.score(),
            _ => author.question(step),
        }
    }
    for _ in 0..=author.dice.below(2) {
        author.alert();
    }
    for _ in 0..2 + size / 2 {
        author.criterion();
    }
    author.rulebook
}

fn blank() -> Rulebook {
    Rulebook {
        id: "random".to_owned(),
        version: "1.0.0".to_owned(),
        title: "Random rulebook".to_owned(),
        intended_use: "For tests alone.".to_owned(),
        sha256: "0".repeat(64),
        sources: ti_vec![Source {
            id: "source".to_owned(),
            title: "A source".to_owned(),
            short: None,
            publisher: "A publisher".to_owned(),
            year: Some(2024),
            url: None,
            read: Read::Primary,
            checked: date(2026, 1, 1),
            review_by: date(2027, 1, 1),
            notice: None,
            at: Span::default(),
        }],
        sections: TiVec::new(),
        questions: TiVec::new(),
        groups: TiVec::new(),
        facts: TiVec::new(),
        scores: TiVec::new(),
        alerts: TiVec::new(),
        criteria: TiVec::new(),
        story: Vec::new(),
        glance: Vec::new(),
        allow: Vec::new(),
        order: Vec::new(),
        translation: None,
        respondent: None,
    }
}

struct Author {
    dice: Dice,
    switches: Switches,
    rulebook: Rulebook,
    /// The first step whose questions belong to the chart part.
    chart: usize,
}

fn id(place: usize) -> u32 {
    u32::try_from(place).unwrap_or_default()
}

fn text(words: &str) -> Template {
    Template { pieces: vec![Piece::Text(words.to_owned())] }
}

fn cited() -> Vec<Citation> {
    vec![Citation { source: SourceId(0), says: None }]
}

impl Author {
    fn question(&mut self, step: usize) {
        if self.rulebook.sections.is_empty() || self.dice.percent(30) {
            let place = self.rulebook.sections.len();
            let ask_when = self.ask_when(15);
            self.rulebook.sections.push(Section {
                id: format!("section{place}"),
                title: format!("Section {place}"),
                intro: None,
                ask_when,
                at: Span::default(),
            });
        }
        let kind = match self.dice.below(20) {
            0..4 => Kind::YesNo(ti_vec![choice("yes", None), choice("no", None)]),
            4..10 => self.choice(),
            10..15 => self.choices(),
            15..19 => self.number(),
            _ => Kind::Text { limit: 40 },
        };
        let asked_of = if step >= self.chart { Informant::Chart } else { Informant::Patient };
        let name = format!("q{}", self.rulebook.questions.len());
        let for_each = matches!(kind, Kind::Choices(_)) && self.dice.percent(50);
        let (ask_when, options) = (self.ask_when(35), named(&kind));
        let parent = self.push(name.clone(), kind, asked_of, ask_when, None);
        if for_each {
            let kind = if self.dice.percent(60) { self.choice() } else { self.number() };
            let ask_when = self.ask_when(15);
            let how = Group { parent, name: "how".to_owned(), rows: Vec::new() };
            let group = self.rulebook.groups.push_and_get_key(how);
            for (option, code) in options {
                let belongs = Parent { question: parent, option, group };
                let id = format!("{name}.{code}.how");
                let row = self.push(id, kind.clone(), asked_of, ask_when.clone(), Some(belongs));
                self.rulebook.groups[group].rows.push((option, row));
            }
        }
    }

    fn push(
        &mut self,
        name: String,
        kind: Kind,
        asked_of: Informant,
        ask_when: Option<Condition>,
        parent: Option<Parent>,
    ) -> QuestionId {
        let question = self.rulebook.questions.next_key();
        self.rulebook.questions.push(Question {
            title: name.replace(['.', 'q'], " ").trim().to_uppercase(),
            ask: format!("What about {name}?"),
            id: name,
            help: None,
            why: None,
            kind,
            asked_of,
            required: false,
            ask_when,
            section: self.rulebook.sections.last_key().unwrap_or(SectionId(0)),
            parent,
            untranslated: None,
            at: Span::default(),
        });
        self.rulebook.order.push(Node::Question(question));
        question
    }

    fn choice(&mut self) -> Kind {
        let points = self.dice.percent(75);
        let options = 2 + self.dice.below(2);
        let options = ["a", "b", "c"].iter().take(options).map(|code| {
            let worth = Decimal::from_millionths(i64::from(self.dice.between(-2, 6)) * 500_000);
            choice(code, points.then_some(worth))
        });
        Kind::Choice(options.collect())
    }

    fn choices(&mut self) -> Kind {
        let mut options: TiVec<OptionId, Choice> =
            ["a", "b", "c"].iter().take(2 + self.dice.below(2)).map(|code| choice(code, None)).collect();
        if self.dice.percent(60) {
            options.push(Choice { exclusive: true, ..choice("none", None) });
        }
        Kind::Choices(options)
    }

    fn number(&mut self) -> Kind {
        let decimals = u8::from(self.dice.percent(40));
        let step = Decimal::step(decimals).millionths();
        let low = i64::from(self.dice.between(-1, 4)) * step;
        let high = low + i64::from(self.dice.between(1, 3)) * step;
        let range = (Decimal::from_millionths(low), Decimal::from_millionths(high));
        Kind::Number(Number { unit: Some("points".to_owned()), range, usual: None, decimals, accepts: Vec::new() })
    }

    fn fact(&mut self) {
        let Some(when) = self.condition(2, true) else { return };
        let fact = self.rulebook.facts.next_key();
        let name = format!("f{}", fact.0);
        self.rulebook.facts.push(Fact { title: format!("Fact {}", fact.0), id: name, when, at: Span::default() });
        self.rulebook.order.push(Node::Fact(fact));
    }

    fn score(&mut self) {
        let Some((value, prorates)) = self.whole_formula() else { return };
        let missing = match self.dice.below(6) {
            0 | 1 if self.switches.strict => MissingInputs::Strict,
            2 | 3 if self.switches.prorate && prorates => {
                MissingInputs::Prorate { at_most: 1 + self.dice.below(2), source: SourceId(0) }
            }
            _ => MissingInputs::Bounds,
        };
        let more_when = if self.switches.more && self.dice.percent(15) { self.condition(1, true) } else { None };
        let score = self.rulebook.scores.next_key();
        let bands = self.bands();
        self.rulebook.scores.push(Score {
            id: format!("s{}", score.0),
            title: format!("Score {}", score.0),
            unit: None,
            value,
            missing,
            more_when,
            bands,
            decimals: None,
            notes: Vec::new(),
            sources: cited(),
            at: Span::default(),
        });
        self.rulebook.order.push(Node::Score(score));
    }

    fn bands(&mut self) -> Vec<Band> {
        if self.dice.percent(40) {
            return Vec::new();
        }
        let first = self.dice.between(0, 3);
        [-900_000, first, first + 2]
            .into_iter()
            .zip(["low", "middle", "high"])
            .map(|(from, code)| Band { from: Decimal::whole(from), code: code.to_owned(), label: code.to_owned() })
            .collect()
    }

    fn alert(&mut self) {
        let Some(when) = self.condition(1, true) else { return };
        let alert = self.rulebook.alerts.next_key();
        self.rulebook.alerts.push(Alert {
            id: format!("alert{}", alert.0),
            title: format!("Alert {}", alert.0),
            when,
            say: text("Reported."),
            screen: "Follow your clinic's procedure.".to_owned(),
            sources: cited(),
            at: Span::default(),
        });
    }

    fn criterion(&mut self) {
        let Some(when) = self.condition(3, true) else { return };
        let applies_when = if self.dice.percent(40) { self.condition(1, true) } else { None };
        let criterion = self.rulebook.criteria.next_key();
        let kinds = [
            CriterionKind::Indication,
            CriterionKind::Prerequisite,
            CriterionKind::Contraindication,
            CriterionKind::Risk,
        ];
        self.rulebook.criteria.push(Criterion {
            id: format!("criterion{}", criterion.0),
            kind: kinds[self.dice.below(4)],
            title: format!("Criterion {}", criterion.0),
            short: None,
            applies_when,
            when,
            says: Says::default(),
            notes: Vec::new(),
            sources: cited(),
            at: Span::default(),
        });
    }
}

fn choice(code: &str, points: Option<Decimal>) -> Choice {
    Choice {
        code: code.to_owned(),
        label: format!("Option {code}"),
        short: None,
        points,
        exclusive: false,
        pause: false,
    }
}

/// Returns the options that a `for_each` unfolds: those that are not exclusive.
fn named(kind: &Kind) -> Vec<(OptionId, String)> {
    let Kind::Choices(options) = kind else { return Vec::new() };
    let numbered = options.iter_enumerated();
    numbered.filter(|(_, option)| !option.exclusive).map(|(place, option)| (place, option.code.clone())).collect()
}
