//! The children of a `for_each`: one for each option that can be chosen beside others.

use typed_index_collections::TiSlice;

use super::keys::{PerOptionRecord, QuestionRecord};
use super::names::Ids;
use super::numbers::NumberPlaces;
use super::questions::{Asking, QuestionFrame};
use crate::answer::{OptionId, QuestionId};
use crate::document::record::{empty, list, map, words};
use crate::document::suggest::did_you_mean;
use crate::document::{Finding, MOST_NODES, Place, too_many_nodes};
use crate::rulebook::codes;
use crate::rulebook::{Choice, Group, GroupId, Kind, Parent};
use crate::text::Span;

/// A child of a `for_each` before it is unfolded.
struct Child<'t> {
    record: QuestionRecord<'t>,
    at: Span,
    kind: Option<&'static str>,
    /// The type of the answers, the same for every option; for numbers it is read per option.
    coded: Option<Kind>,
    except: Vec<String>,
}

impl<'t> Asking<'t, '_> {
    /// Unfolds the children of a question, option by option.
    pub(super) fn for_each(&mut self, place: Place<'t>, parent: QuestionId, options: &TiSlice<OptionId, Choice>) {
        let mut children = Vec::new();
        let mut ids = Ids::default();
        for place in list(place, "for_each", "question", self.errors) {
            let record = QuestionRecord::read_as("a child of `for_each`", place, self.errors);
            let at = ids.declare(&record.id, place, "id", self.errors);
            self.fitting(&record, true);
            let kind = self.kind(&record);
            let coded = kind.filter(|kind| *kind != "number");
            let coded = coded.and_then(|kind| self.coded(&record, kind, &record.id, at));
            let except = record.except.map(|place| self.options_named(place, options)).unwrap_or_default();
            if options.iter().all(|option| option.exclusive || except.contains(&option.code)) && !options.is_empty() {
                let (above, child) = (&self.scope.questions[parent].id, &record.id);
                let why = format!("no option of `{above}` is left for which `{child}` could be asked");
                let at = record.except.map_or(at, Place::span);
                self.errors.push(per_option("except", &except.join(", "), &why, at));
            }
            self.per_option(&record, options, &except);
            children.push(Child { record, at, kind, coded, except });
        }
        let group = |child: &Child<'_>| Group { parent, name: child.record.id.clone(), rows: Vec::new() };
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

    /// Adds one child for one option; returns `false` if the file has unfolded to too many values.
    fn child(&mut self, child: &Child<'t>, parent: Parent, code: &str) -> bool {
        let above = &self.scope.questions[parent.question];
        let (section, inherited) = (above.section, above.asked_of);
        let id = format!("{}.{code}.{}", above.id, child.record.id);
        self.unfolded += 10;
        let written = format!("{}.*.{}", above.id, child.record.id);
        let kind = if child.kind == Some("number") {
            let own = child.record.per_option.and_then(|map| map.get(code));
            let places = NumberPlaces { name: &written, at: child.at, own, shared: child.record.place };
            places.read(self.errors).map(Kind::Number)
        } else {
            child.coded.clone()
        };
        if let Some(Kind::Choice(options) | Kind::Choices(options)) = &kind {
            self.unfolded += options.len();
        }
        if self.unfolded > MOST_NODES {
            self.errors.push(too_many_nodes(child.at));
            return false;
        }
        let asked_of = self.informant(&child.record).unwrap_or(inherited);
        let frame = QuestionFrame { id, at: child.at, section, parent: Some(parent), asked_of };
        let question = self.shared(&child.record, frame, kind);
        self.scope.groups[parent.group].rows.push((parent.option, question));
        true
    }

    /// Returns the options of the parent that a child names in `except`; none of them is exclusive.
    fn options_named(&mut self, place: Place<'t>, options: &TiSlice<OptionId, Choice>) -> Vec<String> {
        let named = words(place, "except", self.errors).into_iter();
        let open = named.filter(|(code, at)| self.is_open("except", code, at.span(), options));
        open.map(|(code, _)| code.to_owned()).collect()
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
        self.errors.push(per_option(key, code, why, at).help(advice));
        false
    }

    /// Checks the `per_option` entries of a number child.
    fn per_option(&mut self, child: &QuestionRecord<'t>, options: &TiSlice<OptionId, Choice>, except: &[String]) {
        let Some(map) = map(child.per_option, "a map of options", self.errors) else { return };
        for (code, place) in map.entries() {
            PerOptionRecord::read(place, self.errors);
            if self.is_open("per_option", code, place.key_span(), options) && except.iter().any(|other| other == code) {
                self.errors.push(per_option("per_option", code, "`except` leaves it out", place.key_span()));
            }
        }
        if map.entries().next().is_none() {
            self.errors.push(empty("per_option", map.span(), "option"));
        }
    }
}

fn per_option(key: &str, option: &str, why: &str, at: Span) -> Finding {
    codes::PER_OPTION.at(at, format!("`{key}` names `{option}`, which cannot be: {why}"))
}
