//! Sections and questions; the children of a `for_each`, one for each option that can be chosen beside others.

use super::names::{Ids, Scope, check_option, id_of, list, missing_key, need, need_place, words};
use super::numbers::{NumberPlaces, figure, whole};
use crate::answer::{Informant, OptionId, Options, QuestionId};
use crate::rulebook::draft::{self, item, wrong_type};
use crate::rulebook::error::{RulebookError, did_you_mean, one_of};
use crate::rulebook::locate::MOST_NODES;
use crate::rulebook::tree::Place;
use crate::rulebook::{Choice, Kind, Node, Parent, Question, Section, SectionId};
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
    /// The file.
    pub(super) text: &'t str,
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
    pub(super) fn sections(&mut self, root: Place<'t>) -> (Vec<Section>, Waits<'t>) {
        let (mut sections, mut waits, mut ids) = (Vec::new(), Vec::new(), Ids::default());
        let Some(place) = need_place(root, "sections", "a rulebook", self.errors) else { return (sections, waits) };
        for (number, place) in (0..).map(SectionId).zip(list(place, "sections", "section", self.errors)) {
            let draft: draft::Section = item(place, self.errors);
            let (id, at) = id_of(place, draft.id, "a section", self.errors);
            ids.declare(&id, at, self.errors);
            let title = need(place, "title", draft.title, "a section", self.errors);
            sections.push(Section { id, title, intro: draft.intro, ask_when: None, at });
            waits.push(place.get("ask_when"));
            if let Some(questions) = need_place(place, "questions", "a section", self.errors) {
                for question in list(questions, "questions", "question", self.errors) {
                    self.question(question, number);
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
                "number" => NumberPlaces { name: &id, at, own: None, shared: place }
                    .read(self.text, self.errors)
                    .map(Kind::Number),
                other => self.coded(place, other, &id, at),
            };
        }
        if id == "respondent" {
            self.respondent(at, kind_read.as_ref());
        }
        let asked_of = self.informant(place, draft.asked_of.as_deref()).unwrap_or(Informant::Patient);
        let question = self.shared(place, draft, Frame { id, at, section, parent: None, asked_of }, kind_read.clone());
        let for_each = place.get("for_each").filter(|_| kind == Some("choices"));
        if let (Some(children), Some(question)) = (for_each, question) {
            let options = match kind_read {
                Some(Kind::Choices(options)) => options,
                _ => Vec::new(),
            };
            self.for_each(children, question, &options);
        }
    }

    /// What questions and children have in common; adds the question to the scope.
    fn shared(
        &mut self,
        place: Place<'t>,
        draft: draft::Question,
        frame: Frame,
        kind: Option<Kind>,
    ) -> Option<QuestionId> {
        let whose = if frame.parent.is_some() { "a child of `for_each`" } else { "a question" };
        let title = need(place, "title", draft.title, whose, self.errors);
        let ask = need(place, "ask", draft.ask, whose, self.errors);
        let number = QuestionId(u32::try_from(self.scope.questions.len()).ok()?);
        self.scope.declare(&frame.id, Node::Question(number), frame.at, self.errors);
        self.scope.sound.push(kind.is_some());
        self.scope.questions.push(Question {
            id: frame.id,
            title,
            ask,
            help: draft.help,
            why: draft.why,
            kind: kind.unwrap_or(Kind::Text { limit: TEXT_LIMIT }),
            asked_of: frame.asked_of,
            required: draft.required.unwrap_or(false),
            ask_when: None,
            section: frame.section,
            parent: frame.parent,
            at: frame.at,
        });
        self.waits.push(place.get("ask_when"));
        Some(number)
    }

    /// One of the types; an unknown one is reported.
    fn kind(&mut self, place: Place<'t>, draft: &draft::Question, whose: &str) -> Option<&'static str> {
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
    fn fitting(&mut self, place: Place<'t>, draft: &draft::Question, child: bool) {
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
    fn coded(&mut self, place: Place<'t>, kind: &'static str, id: &str, at: Span) -> Option<Kind> {
        match kind {
            "yes_no" => Some(Kind::YesNo(yes_no())),
            "choice" => self.options(place, "choice", id, at).map(Kind::Choice),
            "choices" => self.options(place, "choices", id, at).map(Kind::Choices),
            _ => {
                let limit = place.get("limit").map_or(Some(TEXT_LIMIT), |place| {
                    whole(place, self.text, 10_000, self.errors).and_then(|limit| usize::try_from(limit).ok())
                });
                limit.map(|limit| Kind::Text { limit })
            }
        }
    }

    fn options(&mut self, place: Place<'t>, kind: &'static str, id: &str, at: Span) -> Option<Vec<Choice>> {
        let Some(map) = place.get("options").filter(|map| !map.is_nothing()) else {
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
        if count > Options::MOST {
            let (question, most, at) = (id.to_owned(), Options::MOST, map.key_span().into());
            self.errors.push(RulebookError::TooManyOptions { question, count, most, at });
            return None;
        }
        let options: Vec<Choice> = map.entries().map(|(code, place)| self.option(code, place, kind)).collect();
        self.agree(map, id, &options);
        Some(options)
    }

    fn option(&mut self, code: &str, place: Place<'t>, kind: &'static str) -> Choice {
        check_option(code, place.key_span(), self.errors);
        let draft = if place.is_map() {
            item(place, self.errors)
        } else {
            if place.text().is_none() && !place.is_refused() && !place.is_nothing() {
                self.errors.push(wrong_type(place, "text"));
            }
            draft::Choice { label: place.text().map(str::to_owned), ..draft::Choice::default() }
        };
        if place.is_map() {
            need(place, "label", draft.label.clone(), "an option", self.errors);
        } else if place.is_nothing() || place.text().is_some_and(|label| label.trim().is_empty()) {
            let (key, at, whose) = ("label".to_owned(), place.key_span().into(), "an option".to_owned());
            self.errors.push(RulebookError::MissingKey { key, at, whose, advice: None });
        }
        let points = place.get("points").filter(|points| !points.is_nothing());
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
            points: points.and_then(|points| figure(points, self.text, self.errors)),
            exclusive: draft.exclusive.unwrap_or(false),
            pause: draft.pause.unwrap_or(false),
        }
    }

    /// Points on all options or none; not all options exclusive.
    fn agree(&mut self, map: Place<'t>, id: &str, options: &[Choice]) {
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

    fn informant(&mut self, place: Place<'t>, word: Option<&str>) -> Option<Informant> {
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

    /// Unfolds the children of a question, option by option.
    fn for_each(&mut self, place: Place<'t>, parent: QuestionId, options: &[Choice]) {
        let mut children = Vec::new();
        let mut ids = Ids::default();
        for child in list(place, "for_each", "question", self.errors) {
            let draft: draft::Question = item(child, self.errors);
            let (id, at) = id_of(child, draft.id.clone(), "a child of `for_each`", self.errors);
            ids.declare(&id, at, self.errors);
            self.fitting(child, &draft, true);
            let kind = self.kind(child, &draft, "a child of `for_each`");
            let coded = kind.filter(|kind| *kind != "number").map(|kind| self.coded(child, kind, &id, at));
            let except =
                child.get("except").map(|place| self.options_named(place, "except", options)).unwrap_or_default();
            if options.iter().all(|option| option.exclusive || except.contains(&option.code)) && !options.is_empty() {
                let (question, key) = (self.scope.question(parent).id.clone(), "except");
                let why = format!("no option of `{question}` is left for which `{id}` could be asked");
                let at = child.get(key).map_or(at, Place::span).into();
                self.errors.push(RulebookError::PerOption { key, option: except.join(", "), why, at, advice: None });
            }
            self.per_option(child, options, &except);
            children.push(Child { place: child, draft, id, at, kind, coded, except });
        }
        let first = self.scope.questions.len();
        for (number, option) in (0..).map(OptionId).zip(options).filter(|(_, option)| !option.exclusive) {
            for child in children.iter().filter(|child| !child.except.contains(&option.code)) {
                let parent = Parent { question: parent, option: number };
                if !self.child(child, parent, &option.code) {
                    return;
                }
            }
        }
        let found = (first..self.scope.questions.len()).filter_map(|number| u32::try_from(number).ok().map(QuestionId));
        let named = |id: QuestionId| {
            let name = self.scope.question(id).id.rsplit('.').next().unwrap_or_default();
            (name.to_owned(), id)
        };
        let found = found.map(named).collect();
        self.scope.children.insert(parent, found);
    }

    /// One child for one option; `false` when the file has unfolded to too much.
    fn child(&mut self, child: &Child<'t>, parent: Parent, code: &str) -> bool {
        let above = self.scope.question(parent.question);
        let (section, inherited) = (above.section, above.asked_of);
        let id = format!("{}.{code}.{}", above.id, child.id);
        self.unfolded += 10;
        let kind = match (&child.coded, child.kind) {
            (Some(coded), _) => coded.clone(),
            (None, Some(_)) => {
                let own = child.place.get("per_option").and_then(|map| map.get(code));
                NumberPlaces { name: &id, at: child.at, own, shared: child.place }
                    .read(self.text, self.errors)
                    .map(Kind::Number)
            }
            (None, None) => None,
        };
        if let Some(Kind::Choice(options) | Kind::Choices(options)) = &kind {
            self.unfolded += options.len();
        }
        if self.unfolded > MOST_NODES {
            self.errors.push(RulebookError::TooManyNodes { most: MOST_NODES, at: child.at.into() });
            return false;
        }
        let asked_of = self.informant(child.place, child.draft.asked_of.as_deref()).unwrap_or(inherited);
        let draft = draft::Question {
            title: child.draft.title.clone(),
            ask: child.draft.ask.clone(),
            help: child.draft.help.clone(),
            why: child.draft.why.clone(),
            required: child.draft.required,
            ..draft::Question::default()
        };
        let frame = Frame { id, at: child.at, section, parent: Some(parent), asked_of };
        self.shared(child.place, draft, frame, kind).is_some()
    }

    /// Options of the parent that a child names, none of them exclusive.
    fn options_named(&mut self, place: Place<'t>, key: &'static str, options: &[Choice]) -> Vec<String> {
        let named = words(place, key, self.errors);
        named
            .into_iter()
            .filter(|(code, at)| self.is_open(key, code, at.span(), options))
            .map(|(code, _)| code.to_owned())
            .collect()
    }

    fn is_open(&mut self, key: &'static str, code: &str, at: Span, options: &[Choice]) -> bool {
        let (why, advice) = match options.iter().find(|option| option.code == code) {
            Some(option) if option.exclusive => ("it is exclusive and has no children anyway", None),
            Some(_) => return true,
            None => {
                let codes = options.iter().map(|option| option.code.as_str());
                ("the question above has no such option", did_you_mean(code, codes))
            }
        };
        let (option, why) = (code.to_owned(), why.to_owned());
        self.errors.push(RulebookError::PerOption { key, option, why, at: at.into(), advice });
        false
    }

    /// What a number child says of single options.
    fn per_option(&mut self, child: Place<'t>, options: &[Choice], except: &[String]) {
        let Some(map) = child.get("per_option").filter(|map| !map.is_nothing()) else { return };
        if !map.is_map() {
            self.errors.push(wrong_type(map, "a map of options"));
        }
        for (code, place) in map.entries() {
            let _: draft::PerOption = item(place, self.errors);
            if self.is_open("per_option", code, place.key_span(), options) && except.iter().any(|other| other == code) {
                let (key, option, why) = ("per_option", code.to_owned(), "`except` leaves it out".to_owned());
                self.errors.push(RulebookError::PerOption {
                    key,
                    option,
                    why,
                    at: place.key_span().into(),
                    advice: None,
                });
            }
        }
        if map.entries().next().is_none() && map.is_map() {
            missing_key(map, "OPTION", "`per_option`", self.errors);
        }
    }
}

/// Where a question hangs.
struct Frame {
    id: String,
    at: Span,
    section: SectionId,
    parent: Option<Parent>,
    asked_of: Informant,
}

/// A child of a `for_each` before it is unfolded.
struct Child<'t> {
    place: Place<'t>,
    draft: draft::Question,
    id: String,
    at: Span,
    kind: Option<&'static str>,
    /// What an answer can be, of all but numbers: the same for every option.
    coded: Option<Option<Kind>>,
    except: Vec<String>,
}

fn yes_no() -> Vec<Choice> {
    let choice = |code: &str, label: &str| Choice {
        code: code.to_owned(),
        label: label.to_owned(),
        short: None,
        points: None,
        exclusive: false,
        pause: false,
    };
    vec![choice("yes", "Yes"), choice("no", "No")]
}
