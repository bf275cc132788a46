//! Sections and questions; the children of a `for_each`, one for each option that can be chosen beside others.

use typed_index_collections::{TiSlice, TiVec, ti_vec};

use super::keys::{OptionRecord, QuestionRecord, SectionRecord};
use super::names::{Ids, Known, Scope, check_option, id_at};
use super::numbers::{NumberPlaces, figure, limit};
use crate::answer::{Informant, OptionId, Options, QuestionId};
use crate::decimal::Decimal;
use crate::document::record::{key_does_not_fit, list, map, missing_key, unknown_word, words_are, wrong_type};
use crate::document::suggest::{meant_or_listed, one_of};
use crate::document::{Finding, Place};
use crate::rulebook::codes;
use crate::rulebook::{Choice, Kind, Node, Number, Parent, Question, Section, SectionId};
use crate::text::Span;

/// The types a question can have.
const TYPES: [&str; 5] = ["yes_no", "choice", "choices", "number", "text"];
/// Keys allowed on some types of question only, with these types.
const FITTING: [(&str, &[&str]); 9] = [
    ("options", &["choice", "choices"]),
    ("for_each", &["choices"]),
    ("unit", &["number"]),
    ("range", &["number"]),
    ("usual", &["number"]),
    ("decimals", &["number"]),
    ("accepts", &["number"]),
    ("per_option", &["number"]),
    ("limit", &["text"]),
];
/// Keys allowed on a child of a `for_each` only.
const CHILD_KEYS: [&str; 2] = ["except", "per_option"];
/// The default limit of a `text` in characters.
const TEXT_LIMIT: usize = 500;

/// The place of each section's or question's own `ask_when`, if it has one.
pub(super) type Waits<'t> = Vec<Option<Place<'t>>>;

/// Reads sections and questions into a scope.
pub(super) struct Asking<'t, 'e> {
    /// Collects the questions.
    pub(super) scope: &'e mut Scope,
    /// Collects the findings.
    pub(super) errors: &'e mut Vec<Finding>,
    /// The place of `ask_when`, by question.
    pub(super) waits: Waits<'t>,
    /// Number of values that the children of `for_each` have unfolded to.
    pub(super) unfolded: usize,
}

impl<'t> Asking<'t, '_> {
    /// Reads all sections; returns them with the places of their `ask_when`.
    pub(super) fn sections(&mut self, place: Option<Place<'t>>) -> (TiVec<SectionId, Section>, Waits<'t>) {
        let (mut sections, mut waits, mut ids) = (TiVec::new(), Vec::new(), Ids::default());
        for place in list(place, "sections", "section", self.errors) {
            let SectionRecord { id, title, intro, ask_when, questions, .. } = SectionRecord::read(place, self.errors);
            let at = ids.declare(&id, place, "id", self.errors);
            let section = sections.push_and_get_key(Section { id, title, intro, ask_when: None, at });
            waits.push(ask_when);
            for question in list(questions, "questions", "question", self.errors) {
                self.question(question, section);
            }
        }
        (sections, waits)
    }

    fn question(&mut self, place: Place<'t>, section: SectionId) {
        let record = QuestionRecord::read(place, self.errors);
        let id = record.id.clone();
        let at = id_at(&id, place, "id", self.errors);
        let kind = self.kind(&record);
        self.fitting(&record, false);
        let kind_read = kind.and_then(|kind| match kind {
            "number" => NumberPlaces { name: &id, at, own: None, shared: place }.read(self.errors).map(Kind::Number),
            other => self.coded(&record, other, &id, at),
        });
        if id == "respondent" {
            self.respondent(at, kind_read.as_ref());
        }
        let asked_of = self.informant(&record).unwrap_or(Informant::Patient);
        let frame = QuestionFrame { id, at, section, parent: None, asked_of };
        let question = self.shared(&record, frame, kind_read.clone());
        if let Some(children) = record.for_each.filter(|_| kind == Some("choices")) {
            let options = if let Some(Kind::Choices(options)) = kind_read { options } else { TiVec::new() };
            self.for_each(children, question, &options);
        }
    }

    /// Reads the keys common to questions and children, and adds the question to the scope.
    pub(super) fn shared(
        &mut self,
        record: &QuestionRecord<'t>,
        frame: QuestionFrame,
        kind: Option<Kind>,
    ) -> QuestionId {
        let known = match (&kind, record.r#type.as_str()) {
            (Some(_), _) => Known::All,
            (None, "number") => Known::Type,
            (None, _) => Known::Nothing,
        };
        let number = self.scope.questions.next_key();
        self.scope.declare(&frame.id, Node::Question(number), frame.at, self.errors);
        self.scope.known.push(known);
        self.scope.questions.push(Question {
            id: frame.id,
            title: record.title.clone(),
            ask: record.ask.clone(),
            help: record.help.clone(),
            why: record.why.clone(),
            kind: kind
                .unwrap_or_else(|| if known == Known::Type { any_number() } else { Kind::Text { limit: TEXT_LIMIT } }),
            asked_of: frame.asked_of,
            required: record.required,
            ask_when: None,
            section: frame.section,
            parent: frame.parent,
            untranslated: None,
            at: frame.at,
        });
        self.waits.push(record.ask_when);
        number
    }

    /// Returns the type; reports an unknown one.
    pub(super) fn kind(&mut self, record: &QuestionRecord<'t>) -> Option<&'static str> {
        let word = &record.r#type;
        let known = TYPES.into_iter().find(|kind| kind == word);
        if known.is_none() && !word.is_empty() {
            let help = meant_or_listed(word, "the types are", TYPES);
            let at = record.place.span_of("type");
            self.errors.push(codes::UNKNOWN_TYPE.at(at, format!("unknown type `{word}`")).help(help));
        }
        known
    }

    /// Reports keys that are not allowed on a question of this type, or on this side of a `for_each`.
    pub(super) fn fitting(&mut self, record: &QuestionRecord<'t>, child: bool) {
        let kind = TYPES.into_iter().find(|kind| *kind == record.r#type);
        for (key, value) in record.place.entries() {
            let (on, help) = if key == "for_each" && child {
                ("a child of `for_each`".to_owned(), "there is one level of `for_each`".to_owned())
            } else if CHILD_KEYS.contains(&key) && !child {
                ("a question of its own".to_owned(), format!("`{key}` belongs to a child of a `for_each`"))
            } else {
                let fitting = FITTING.iter().find(|(name, _)| *name == key).map(|(_, kinds)| *kinds);
                match (fitting, kind) {
                    (Some(kinds), Some(kind)) if !kinds.contains(&kind) => {
                        (format!("a `{kind}` question"), format!("`{key}` stands on {}", one_of(kinds.iter().copied())))
                    }
                    _ => continue,
                }
            };
            self.errors.push(key_does_not_fit(key, &on, value.key_span(), help));
        }
    }

    /// Reads the type of the answers to a question other than a number.
    pub(super) fn coded(
        &mut self,
        record: &QuestionRecord<'t>,
        kind: &'static str,
        id: &str,
        at: Span,
    ) -> Option<Kind> {
        match kind {
            "yes_no" => Some(Kind::YesNo(yes_no())),
            "choice" => self.options(record.place, "choice", id, at).map(Kind::Choice),
            "choices" => self.options(record.place, "choices", id, at).map(Kind::Choices),
            _ => {
                let written = record.place.get("limit").map(|place| limit(place, self.errors));
                written.unwrap_or(Some(TEXT_LIMIT)).map(|limit| Kind::Text { limit })
            }
        }
    }

    fn options(&mut self, place: Place<'t>, kind: &'static str, id: &str, at: Span) -> Option<TiVec<OptionId, Choice>> {
        let Some(options) = place.present("options") else {
            let at = place.get("options").map_or(at, Place::key_span);
            self.errors.push(without_options(id, kind, at));
            return None;
        };
        let map = map(options, "a map of codes and labels", self.errors)?;
        let count = map.entries().count();
        if count == 0 {
            self.errors.push(without_options(id, kind, map.span()));
            return None;
        }
        if count > Options::MAX {
            let message = format!("`{id}` has {count} options, more than {}", Options::MAX);
            self.errors.push(codes::TOO_MANY_OPTIONS.at(map.key_span(), message));
            return None;
        }
        let options: TiVec<OptionId, Choice> =
            map.entries().map(|(code, place)| self.option(code, place, kind)).collect();
        self.agree(map, id, &options);
        Some(options)
    }

    fn option(&mut self, code: &str, place: Place<'t>, kind: &'static str) -> Choice {
        check_option(code, place.key_span(), self.errors);
        let record = place.is_map().then(|| OptionRecord::read(place, self.errors));
        let (label, short, points, exclusive, pause) = match (record, place.text()) {
            (Some(OptionRecord { label, short, points, exclusive, pause, .. }), _) => {
                (label, short, points, exclusive, pause)
            }
            (None, Some(label)) if !label.trim().is_empty() => (label.to_owned(), None, None, false, false),
            (None, _) => {
                if place.is_null() || place.text().is_some() {
                    self.errors.push(missing_key(place, "label", "an option"));
                } else if !place.is_refused() {
                    self.errors.push(wrong_type(place, "text"));
                }
                (String::new(), None, None, false, false)
            }
        };
        if let Some(points) = points.filter(|_| kind != "choice") {
            let on = format!("an option of a `{kind}` question");
            let help = "points stand on the options of a `choice`";
            self.errors.push(key_does_not_fit("points", &on, points.key_span(), help));
        }
        if exclusive && kind != "choices" {
            let why = "stands on the options of a `choices` question only: any answer to a `choice` stands alone";
            let at = place.get("exclusive").map_or(place.span(), Place::key_span);
            self.errors.push(codes::EXCLUSIVE.at(at, format!("`exclusive` {why}")));
        }
        let points = points.and_then(|points| figure(points, self.errors));
        Choice { code: code.to_owned(), label, short, points, exclusive, pause }
    }

    /// Reports points on some options only, and options that are all exclusive.
    fn agree(&mut self, map: Place<'t>, id: &str, options: &TiSlice<OptionId, Choice>) {
        let pointed = |place: Place<'_>| place.get("points").is_some();
        if map.entries().any(|(_, place)| pointed(place)) {
            for (code, place) in map.entries().filter(|(_, place)| !pointed(*place)) {
                let message = format!("some options of `{id}` have points and `{code}` has none");
                self.errors.push(codes::POINTS_ON_SOME.at(place.key_span(), message));
            }
        }
        if options.iter().all(|option| option.exclusive) {
            let message = "`exclusive` stands on all options, so that no two can be chosen: make it a `choice`";
            self.errors.push(codes::EXCLUSIVE.at(map.key_span(), message));
        }
    }

    pub(super) fn informant(&mut self, record: &QuestionRecord<'t>) -> Option<Informant> {
        const ASKED: [&str; 3] = ["patient", "chart", "examiner"];
        let word = record.asked_of.as_deref()?;
        let known = Informant::from_word(word).filter(|_| ASKED.contains(&word));
        if known.is_none() {
            let at = record.place.span_of("asked_of");
            self.errors.push(unknown_word(word, "asked_of", at, words_are(ASKED)));
        }
        known
    }

    fn respondent(&mut self, at: Span, kind: Option<&Kind>) {
        let why = match kind {
            None => return, // reported as such
            Some(Kind::Choice(options)) => {
                let fits = |option: &Choice| ["patient", "caregiver", "chart"].contains(&option.code.as_str());
                if options.iter().all(fits) {
                    return;
                }
                "an option is no informant"
            }
            Some(_) => "it is no `choice`",
        };
        self.errors.push(codes::RESPONDENT.at(at, format!("`respondent` cannot be asked like this: {why}")));
    }
}

fn without_options(question: &str, kind: &str, at: Span) -> Finding {
    codes::CHOICE_WITHOUT_OPTIONS.at(at, format!("the {kind} question `{question}` has no `options`"))
}

/// The context of a question.
pub(super) struct QuestionFrame {
    pub(super) id: String,
    pub(super) at: Span,
    pub(super) section: SectionId,
    pub(super) parent: Option<Parent>,
    pub(super) asked_of: Informant,
}

/// Returns the placeholder for a number question without a readable range.
fn any_number() -> Kind {
    let range = (Decimal::ZERO, Decimal::ZERO);
    Kind::Number(Number { unit: None, range, usual: None, decimals: 0, accepts: Vec::new() })
}

fn yes_no() -> TiVec<OptionId, Choice> {
    let choice =
        |code: &str, label: &str| Choice { code: code.to_owned(), label: label.to_owned(), ..Choice::default() };
    ti_vec![choice("yes", "Yes"), choice("no", "No")]
}
