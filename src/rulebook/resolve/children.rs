//! The children of a `for_each`: one for each option that can be chosen beside others.

use typed_index_collections::TiSlice;

use super::names::{Ids, id_of, list, words};
use super::numbers::NumberPlaces;
use super::questions::{Asking, Frame};
use crate::answer::{OptionId, QuestionId};
use crate::document::Place;
use crate::document::suggest::did_you_mean;
use crate::document::{MOST_NODES, too_many_nodes};
use crate::rulebook::draft::{self, item, wrong_type};
use crate::rulebook::error::RulebookError;
use crate::rulebook::{Choice, Group, GroupId, Kind, Parent};
use crate::text::Span;

/// A child of a `for_each` before it is unfolded.
struct Child<'t> {
    place: Place<'t>,
    draft: draft::Question,
    id: String,
    at: Span,
    kind: Option<&'static str>,
    /// What an answer can be, of all but numbers: the same for every option.
    coded: Option<Kind>,
    except: Vec<String>,
}

impl<'t> Asking<'t, '_> {
    /// Unfolds the children of a question, option by option.
    pub(super) fn for_each(&mut self, place: Place<'t>, parent: QuestionId, options: &TiSlice<OptionId, Choice>) {
        let mut children = Vec::new();
        let mut ids = Ids::default();
        for child in list(place, "for_each", "question", self.errors) {
            let draft: draft::Question = item(child, self.errors);
            let (id, at) = id_of(child, draft.id.clone(), "a child of `for_each`", self.errors);
            ids.declare(&id, at, self.errors);
            self.fitting(child, &draft, true);
            let kind = self.kind(child, &draft, "a child of `for_each`");
            let coded = kind.filter(|kind| *kind != "number").and_then(|kind| self.coded(child, kind, &id, at));
            let except =
                child.get("except").map(|place| self.options_named(place, "except", options)).unwrap_or_default();
            if options.iter().all(|option| option.exclusive || except.contains(&option.code)) && !options.is_empty() {
                let (question, key) = (self.scope.questions[parent].id.clone(), "except");
                let why = format!("no option of `{question}` is left for which `{id}` could be asked");
                let at = child.get(key).map_or(at, Place::span).into();
                self.errors.push(RulebookError::PerOption { key, option: except.join(", "), why, at, advice: None });
            }
            self.per_option(child, options, &except);
            children.push(Child { place: child, draft, id, at, kind, coded, except });
        }
        let group = |child: &Child<'_>| Group { parent, name: child.id.clone(), rows: Vec::new() };
        let groups: Vec<GroupId> =
            children.iter().map(|child| self.scope.groups.push_and_get_key(group(child))).collect();
        for (number, option) in options.iter_enumerated().filter(|(_, option)| !option.exclusive) {
            let asked = groups.iter().zip(&children).filter(|(_, child)| !child.except.contains(&option.code));
            for (&group, child) in asked {
                let parent = Parent { question: parent, option: number, group };
                if !self.child(child, parent, &option.code) {
                    return;
                }
            }
        }
    }

    /// One child for one option; `false` when the file has unfolded to too much.
    fn child(&mut self, child: &Child<'t>, parent: Parent, code: &str) -> bool {
        let above = &self.scope.questions[parent.question];
        let (section, inherited) = (above.section, above.asked_of);
        let id = format!("{}.{code}.{}", above.id, child.id);
        self.unfolded += 10;
        let written = format!("{}.*.{}", above.id, child.id);
        let kind = if child.kind == Some("number") {
            let own = child.place.get("per_option").and_then(|map| map.get(code));
            let places = NumberPlaces { name: &written, at: child.at, own, shared: child.place };
            places.read(self.errors).map(Kind::Number)
        } else {
            child.coded.clone()
        };
        if let Some(Kind::Choice(options) | Kind::Choices(options)) = &kind {
            self.unfolded += options.len();
        }
        if self.unfolded > MOST_NODES {
            self.errors.push(too_many_nodes(child.at).into());
            return false;
        }
        let asked_of = self.informant(child.place, child.draft.asked_of.as_deref()).unwrap_or(inherited);
        let draft = draft::Question {
            title: child.draft.title.clone(),
            ask: child.draft.ask.clone(),
            help: child.draft.help.clone(),
            why: child.draft.why.clone(),
            required: child.draft.required,
            r#type: child.draft.r#type.clone(),
            ..draft::Question::default()
        };
        let frame = Frame { id, at: child.at, section, parent: Some(parent), asked_of };
        let question = self.shared(child.place, draft, frame, kind);
        self.scope.groups[parent.group].rows.push((parent.option, question));
        true
    }

    /// Options of the parent that a child names, none of them exclusive.
    fn options_named(
        &mut self,
        place: Place<'t>,
        key: &'static str,
        options: &TiSlice<OptionId, Choice>,
    ) -> Vec<String> {
        let named = words(place, key, self.errors);
        named
            .into_iter()
            .filter(|(code, at)| self.is_open(key, code, at.span(), options))
            .map(|(code, _)| code.to_owned())
            .collect()
    }

    fn is_open(&mut self, key: &'static str, code: &str, at: Span, options: &TiSlice<OptionId, Choice>) -> bool {
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
    fn per_option(&mut self, child: Place<'t>, options: &TiSlice<OptionId, Choice>, except: &[String]) {
        let Some(map) = child.get("per_option").filter(|map| !map.is_null()) else { return };
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
            let (key, item, at) = ("per_option".to_owned(), "option".to_owned(), map.span().into());
            self.errors.push(RulebookError::Empty { key, item, at });
        }
    }
}
