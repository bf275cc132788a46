//! Sections and questions; the children of a `for_each`, one for each option that can be chosen beside others.

use typed_index_collections::{TiSlice, TiVec, ti_vec};

use super::names::{Ids, Known, Scope, check_option, id_of, list, need, need_place};
use super::numbers::{NumberPlaces, figure, whole};
use crate::answer::{Informant, OptionId, Options, QuestionId};
use crate::decimal::Decimal;
use crate::document::Place;
use crate::document::suggest::{did_you_mean, one_of};
use crate::rulebook::draft::{self, item, wrong_type};
use crate::rulebook::error::RulebookError;
use crate::rulebook::{Choice, Kind, Node, Number, Parent, Question, Section, SectionId};
use crate::text::Span;

/// The types a question can have.
const TYPES: [&str; 5] = ["yes_no", "choice", "choices", "number", "text"];
/// Keys of a question that stand on some types only, and on which.
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
/// Keys that stand on a child of a `for_each` only.
const CHILD_KEYS: [&str; 2] = ["except", "per_option"];
/// The limit of a `text` in characters, where none is written.
const TEXT_LIMIT: usize = 500;

/// Where a question waits for something: its own `ask_when`.
pub(super) type Waits<'t> = Vec<Option<Place<'t>>>;

/// Reads sections and questions into a scope.
pub(super) struct Asking<'t, 'e> {
    /// Filled with the questions.
    pub(super) scope: &'e mut Scope,
    /// Filled with what is wrong.
    pub(super) errors: &'e mut Vec<RulebookError>,
    /// By question: where its `ask_when` stands.
    pub(super) waits: Waits<'t>,
    /// How many values the children of `for_each` have unfolded to.
    pub(super) unfolded: usize,
}

impl<'t> Asking<'t, '_> {
    /// All sections; beside each, where its `ask_when` stands.
    pub(super) fn sections(&mut self, root: Place<'t>) -> (TiVec<SectionId, Section>, Waits<'t>) {
        let (mut sections, mut waits, mut ids) = (TiVec::new(), Vec::new(), Ids::default());
        let Some(place) = need_place(root, "sections", "a rulebook", self.errors) else { return (sections, waits) };
        for place in list(place, "sections", "section", self.errors) {
            let draft: draft::Section = item(place, self.errors);
            let (id, at) = id_of(place, draft.id, "a section", self.errors);
            ids.declare(&id, at, self.errors);
            let title = need(place, "title", draft.title, "a section", self.errors);
            let section = sections.push_and_get_key(Section { id, title, intro: draft.intro, ask_when: None, at });
            waits.push(place.get("ask_when"));
            if let Some(questions) = need_place(place, "questions", "a section", self.errors) {
                for question in list(questions, "questions", "question", self.errors) {
                    self.question(question, section);
                }
            }
        }
        (sections, waits)
    }

    fn question(&mut self, place: Place<'t>, section: SectionId) {
        let draft: draft::Question = item(place, self.errors);
        let (id, at) = id_of(place, draft.id.clone(), "a question", self.errors);
        let kind = self.kind(place, &draft, "a question");
        self.fitting(place, &draft, false);
        let mut kind_read = None;
        if let Some(kind) = kind {
            kind_read = match kind {
                "number" => {
                    NumberPlaces { name: &id, at, own: None, shared: place }.read(self.errors).map(Kind::Number)
                }
                other => self.coded(place, other, &id, at),
            };
        }
        if id == "respondent" {
            self.respondent(at, kind_read.as_ref());
        }
        let asked_of = self.informant(place, draft.asked_of.as_deref()).unwrap_or(Informant::Patient);
        let question = self.shared(place, draft, Frame { id, at, section, parent: None, asked_of }, kind_read.clone());
        let for_each = place.get("for_each").filter(|_| kind == Some("choices"));
        if let Some(children) = for_each {
            let options = match kind_read {
                Some(Kind::Choices(options)) => options,
                _ => TiVec::new(),
            };
            self.for_each(children, question, &options);
        }
    }

    /// What questions and children have in common; adds the question to the scope.
    pub(super) fn shared(
        &mut self,
        place: Place<'t>,
        draft: draft::Question,
        frame: Frame,
        kind: Option<Kind>,
    ) -> QuestionId {
        let known = match (&kind, draft.r#type.as_deref()) {
            (Some(_), _) => Known::All,
            (None, Some("number")) => Known::Type,
            (None, _) => Known::Nothing,
        };
        let whose = if frame.parent.is_some() { "a child of `for_each`" } else { "a question" };
        let title = need(place, "title", draft.title, whose, self.errors);
        let ask = need(place, "ask", draft.ask, whose, self.errors);
        let number = self.scope.questions.next_key();
        self.scope.declare(&frame.id, Node::Question(number), frame.at, self.errors);
        self.scope.known.push(known);
        self.scope.questions.push(Question {
            id: frame.id,
            title,
            ask,
            help: draft.help,
            why: draft.why,
            kind: kind
                .unwrap_or_else(|| if known == Known::Type { any_number() } else { Kind::Text { limit: TEXT_LIMIT } }),
            asked_of: frame.asked_of,
            required: draft.required.unwrap_or(false),
            ask_when: None,
            section: frame.section,
            parent: frame.parent,
            untranslated: None,
            at: frame.at,
        });
        self.waits.push(place.get("ask_when"));
        number
    }

    /// One of the types; an unknown one is reported.
    pub(super) fn kind(&mut self, place: Place<'t>, draft: &draft::Question, whose: &str) -> Option<&'static str> {
        let word = need(place, "type", draft.r#type.clone(), whose, self.errors);
        let known = TYPES.into_iter().find(|kind| *kind == word);
        if known.is_none() && !word.is_empty() {
            let advice = did_you_mean(&word, TYPES).or_else(|| Some(format!("the types are {}", one_of(TYPES))));
            let at = place.get("type").map_or(place.head(), Place::span).into();
            self.errors.push(RulebookError::UnknownType { word, at, advice });
        }
        known
    }

    /// Reports keys that do not stand on a question of this type, or not on this side of a `for_each`.
    pub(super) fn fitting(&mut self, place: Place<'t>, draft: &draft::Question, child: bool) {
        let kind = draft.r#type.as_deref().filter(|kind| TYPES.contains(kind));
        for (key, value) in place.entries() {
            let (on, advice) = if key == "for_each" && child {
                ("a child of `for_each`".to_owned(), "there is one level of `for_each`".to_owned())
            } else if CHILD_KEYS.contains(&key) && !child {
                let advice = format!("`{key}` belongs to a child of a `for_each`");
                ("a question of its own".to_owned(), advice)
            } else {
                let fitting = FITTING.iter().find(|(name, _)| *name == key).map(|(_, kinds)| *kinds);
                match (fitting, kind) {
                    (Some(kinds), Some(kind)) if !kinds.contains(&kind) => {
                        let on = format!("a `{kind}` question");
                        (on, format!("`{key}` stands on {}", one_of(kinds.iter().copied())))
                    }
                    _ => continue,
                }
            };
            let at = value.key_span().into();
            self.errors.push(RulebookError::KeyDoesNotFit { key: key.to_owned(), on, at, advice: Some(advice) });
        }
    }

    /// What an answer to anything but a number can be.
    pub(super) fn coded(&mut self, place: Place<'t>, kind: &'static str, id: &str, at: Span) -> Option<Kind> {
        match kind {
            "yes_no" => Some(Kind::YesNo(yes_no())),
            "choice" => self.options(place, "choice", id, at).map(Kind::Choice),
            "choices" => self.options(place, "choices", id, at).map(Kind::Choices),
            _ => {
                let limit = place.get("limit").map_or(Some(TEXT_LIMIT), |place| {
                    whole(place, 10_000, self.errors).and_then(|limit| usize::try_from(limit).ok())
                });
                limit.map(|limit| Kind::Text { limit })
            }
        }
    }

    fn options(&mut self, place: Place<'t>, kind: &'static str, id: &str, at: Span) -> Option<TiVec<OptionId, Choice>> {
        let Some(map) = place.get("options").filter(|map| !map.is_null()) else {
            let at = place.get("options").map_or(at, Place::key_span).into();
            self.errors.push(RulebookError::ChoiceWithoutOptions { question: id.to_owned(), kind, at });
            return None;
        };
        if !map.is_map() {
            if !map.is_refused() {
                self.errors.push(wrong_type(map, "a map of codes and labels"));
            }
            return None;
        }
        let count = map.entries().count();
        if count == 0 {
            let at = map.span().into();
            self.errors.push(RulebookError::ChoiceWithoutOptions { question: id.to_owned(), kind, at });
            return None;
        }
        if count > Options::MAX {
            let (question, most, at) = (id.to_owned(), Options::MAX, map.key_span().into());
            self.errors.push(RulebookError::TooManyOptions { question, count, most, at });
            return None;
        }
        let options: TiVec<OptionId, Choice> =
            map.entries().map(|(code, place)| self.option(code, place, kind)).collect();
        self.agree(map, id, &options);
        Some(options)
    }

    fn option(&mut self, code: &str, place: Place<'t>, kind: &'static str) -> Choice {
        check_option(code, place.key_span(), self.errors);
        let draft = if place.is_map() {
            item(place, self.errors)
        } else {
            if place.text().is_none() && !place.is_refused() && !place.is_null() {
                self.errors.push(wrong_type(place, "text"));
            }
            draft::Choice { label: place.text().map(str::to_owned), ..draft::Choice::default() }
        };
        if place.is_map() {
            need(place, "label", draft.label.clone(), "an option", self.errors);
        } else if place.is_null() || place.text().is_some_and(|label| label.trim().is_empty()) {
            let (key, at, whose) = ("label".to_owned(), place.key_span().into(), "an option".to_owned());
            self.errors.push(RulebookError::MissingKey { key, at, whose, advice: None });
        }
        let points = place.get("points").filter(|points| !points.is_null());
        if let Some(points) = points
            && kind != "choice"
        {
            let (key, on) = ("points".to_owned(), format!("an option of a `{kind}` question"));
            let advice = Some("points stand on the options of a `choice`".to_owned());
            self.errors.push(RulebookError::KeyDoesNotFit { key, on, at: points.key_span().into(), advice });
        }
        if draft.exclusive == Some(true) && kind != "choices" {
            let at = place.get("exclusive").map_or(place.span(), Place::key_span).into();
            let why = "stands on the options of a `choices` question only: any answer to a `choice` stands alone";
            self.errors.push(RulebookError::Exclusive { why, at });
        }
        Choice {
            code: code.to_owned(),
            label: draft.label.unwrap_or_default(),
            short: draft.short,
            points: points.and_then(|points| figure(points, self.errors)),
            exclusive: draft.exclusive.unwrap_or(false),
            pause: draft.pause.unwrap_or(false),
        }
    }

    /// Points on all options or none; not all options exclusive.
    fn agree(&mut self, map: Place<'t>, id: &str, options: &TiSlice<OptionId, Choice>) {
        let pointed = |place: Place<'_>| place.get("points").is_some();
        if map.entries().any(|(_, place)| pointed(place)) {
            for (code, place) in map.entries().filter(|(_, place)| !pointed(*place)) {
                let (question, option, at) = (id.to_owned(), code.to_owned(), place.key_span().into());
                self.errors.push(RulebookError::PointsOnSome { question, option, at });
            }
        }
        if options.iter().all(|option| option.exclusive) {
            let why = "stands on all options, so that no two can be chosen: make it a `choice`";
            self.errors.push(RulebookError::Exclusive { why, at: map.key_span().into() });
        }
    }

    pub(super) fn informant(&mut self, place: Place<'t>, word: Option<&str>) -> Option<Informant> {
        const ASKED: [&str; 3] = ["patient", "chart", "examiner"];
        let word = word?;
        let known = Informant::from_word(word).filter(|_| ASKED.contains(&word));
        if known.is_none() {
            let at = place.get("asked_of").map_or(place.head(), Place::span).into();
            let advice = Some(format!("the words are {}", one_of(ASKED)));
            let (word, key) = (word.to_owned(), "asked_of".to_owned());
            self.errors.push(RulebookError::UnknownWord { word, key, at, advice });
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
        self.errors.push(RulebookError::Respondent { why, at: at.into() });
    }
}

/// Where a question hangs.
pub(super) struct Frame {
    pub(super) id: String,
    pub(super) at: Span,
    pub(super) section: SectionId,
    pub(super) parent: Option<Parent>,
    pub(super) asked_of: Informant,
}

/// Stands where only the type could be read.
fn any_number() -> Kind {
    let range = (Decimal::ZERO, Decimal::ZERO);
    Kind::Number(Number { unit: None, range, usual: None, decimals: 0, accepts: Vec::new() })
}

fn yes_no() -> TiVec<OptionId, Choice> {
    let choice = |code: &str, label: &str| Choice {
        code: code.to_owned(),
        label: label.to_owned(),
        short: None,
        points: None,
        exclusive: false,
        pause: false,
    };
    ti_vec![choice("yes", "Yes"), choice("no", "No")]
}
