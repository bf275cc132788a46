//! Headings of a table to questions of a rulebook, and rows to forms.
//!
//! `docs/forms.md` lists the headings. What a heading means is decided once; a row only looks.

mod answers;

use std::collections::{HashMap, HashSet};

use jiff::civil::Date;

use super::DecodedForm;
use super::error::IntakeError;
use super::table::Row;
use crate::answer::{OptionId, QuestionId};
use crate::form::bind::Binder;
use crate::form::entry::{Entry, FormField};
use crate::form::redact;
use crate::form::refusal::Reason;
use crate::rulebook::{Kind, Rulebook};
use crate::unit::clean;

pub use answers::original;

/// What a heading means.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Role {
    /// A field of the form that no other column says anything about.
    Alone(FormField),
    Answer(QuestionId),
    Named(QuestionId, OptionId),
    From(QuestionId),
    Checked(QuestionId),
    Note(QuestionId),
    Typed(QuestionId),
    /// Of an earlier reject file.
    Reject(Part),
}

/// What a column of an earlier reject file holds, as far as it is read again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Part {
    Columns,
    Values,
    Reasons,
    Other,
}

/// The columns of one question, by their places.
#[derive(Debug)]
struct ColumnGroup {
    question: QuestionId,
    answer: Option<usize>,
    named: Vec<(usize, OptionId)>,
    from: Option<usize>,
    checked: Option<usize>,
    note: Option<usize>,
    typed: Option<usize>,
}

impl ColumnGroup {
    fn columns(&self) -> impl Iterator<Item = usize> {
        let one = [self.answer, self.from, self.checked, self.note, self.typed];
        one.into_iter().flatten().chain(self.named.iter().map(|(place, _)| *place))
    }
}

/// The columns of a table.
#[derive(Debug)]
pub struct Columns {
    /// The headings, cleaned, in order.
    pub headings: Vec<String>,
    /// Headings that mean nothing here, as messages call them, in order; their columns are left out.
    pub unknown: Vec<String>,
    pub(crate) roles: Vec<Option<Role>>,
    groups: Vec<ColumnGroup>,
    /// By column, the place of its group.
    group_of: Vec<Option<usize>>,
}

impl Columns {
    /// Reads the headings of a table.
    ///
    /// # Errors
    /// Where they are no text, stand twice, or none of them is a question's.
    pub fn of(name: &str, rulebook: &Rulebook, headings: &Row) -> Result<Columns, IntakeError> {
        let text = |field: &[u8]| std::str::from_utf8(field).map(heading);
        let headings: Vec<String> = headings
            .fields()
            .map(text)
            .collect::<Result<_, _>>()
            .map_err(|_| IntakeError::Headings { name: name.to_owned() })?;
        let names = Names::of(rulebook);
        let roles: Vec<Option<Role>> = headings.iter().map(|heading| names.role(rulebook, heading)).collect();
        let of_question = |role: &Option<Role>| matches!(role, Some(Role::Answer(_) | Role::Named(..)));
        if !roles.iter().any(of_question) {
            let example = rulebook.questions.first().map_or_else(String::new, |question| question.id.clone());
            return Err(IntakeError::NoKnownHeading { name: name.to_owned(), example });
        }
        let twice = twice(&headings, &roles);
        if !twice.is_empty() {
            return Err(IntakeError::Twice { name: name.to_owned(), headings: twice });
        }
        let unknown = headings.iter().enumerate().zip(&roles).filter(|(_, role)| role.is_none());
        let unknown =
            unknown.map(|((place, heading), _)| redact::field_name(&redact::heading_name(heading, place))).collect();
        let groups = groups(&roles);
        let mut group_of = vec![None; roles.len()];
        for (place, group) in groups.iter().enumerate() {
            group.columns().for_each(|column| group_of[column] = Some(place));
        }
        Ok(Columns { headings, unknown, roles, groups, group_of })
    }

    /// Whether options of this question have columns of their own.
    pub(crate) fn has_option_columns(&self, question: QuestionId) -> bool {
        self.groups.iter().any(|group| group.question == question && !group.named.is_empty())
    }

    /// Whether these are its headings.
    #[must_use]
    pub(super) fn are_of(&self, headings: &Row) -> bool {
        let found = headings.fields().map(|field| std::str::from_utf8(field).ok().map(heading));
        found.eq(self.headings.iter().cloned().map(Some))
    }

    /// The case code in a row, as it stands there.
    #[must_use]
    pub fn case<'r>(&self, row: &'r Row) -> Option<&'r [u8]> {
        row.field(self.roles.iter().position(|role| *role == Some(Role::Alone(FormField::Case)))?)
    }

    /// How many of a row's fields are headings that the rulebook knows.
    #[must_use]
    pub(super) fn known(rulebook: &Rulebook, headings: &Row) -> usize {
        let names = Names::of(rulebook);
        let known =
            |field: &[u8]| std::str::from_utf8(field).is_ok_and(|text| names.role(rulebook, &heading(text)).is_some());
        headings.fields().filter(|field| known(field)).count()
    }

    /// The columns that an earlier reject file added, by their places.
    pub fn of_rejects(&self) -> impl Iterator<Item = usize> + '_ {
        let reject = |role: &Option<Role>| matches!(role, Some(Role::Reject(_)));
        self.roles.iter().enumerate().filter(move |(_, role)| reject(role)).map(|(place, _)| place)
    }

    /// Reads a row; `as_of` is the day where it has none.
    #[must_use]
    pub fn read(&self, rulebook: &Rulebook, row: &Row, as_of: Date) -> DecodedForm {
        let mut binder = Binder::new(rulebook, as_of);
        let mut all_zero = Vec::new();
        if row.unclosed {
            binder.refuse("", &self.without_place(row), Reason::Unclosed);
        } else if row.len() != self.headings.len() {
            let reason = Reason::Ragged { expected: self.headings.len(), found: row.len() };
            binder.refuse("", &self.without_place(row), reason);
        } else if let Some((values, reason)) = self.as_before(row) {
            binder.refuse("", &values, reason);
        } else {
            self.fields(row, &mut binder, &mut all_zero);
        }
        DecodedForm { form: binder.finish(), all_zero }
    }

    /// The fields of a broken row that have no column of their own in a reject file.
    fn without_place(&self, row: &Row) -> String {
        let kept = |place: usize| self.roles.get(place).is_some_and(|role| !matches!(role, Some(Role::Reject(_))));
        let left = row.fields().enumerate().filter(|&(place, _)| !kept(place));
        left.map(|(_, field)| String::from_utf8_lossy(field)).collect::<Vec<_>>().join(";")
    }

    /// A row that an earlier reject file names as broken: reasons, and no column that they are about. Its fields may stand
    /// under other headings than their own, so it is not read until someone says that it was mended.
    fn as_before(&self, row: &Row) -> Option<(String, Reason)> {
        let cell = |part: Part| {
            let places = self.roles.iter().enumerate().filter(|(_, role)| **role == Some(Role::Reject(part)));
            let cells = places.map(|(place, _)| String::from_utf8_lossy(row.field(place).unwrap_or_default()));
            cells.map(|cell| original(&cell).to_owned()).find(|cell| !cell.trim().is_empty())
        };
        let earlier = cell(Part::Reasons).filter(|_| cell(Part::Columns).is_none())?;
        Some((cell(Part::Values).unwrap_or_default(), Reason::AsBefore { earlier }))
    }

    fn fields(&self, row: &Row, binder: &mut Binder<'_>, all_zero: &mut Vec<QuestionId>) {
        let mut cells = Vec::with_capacity(row.len());
        for (place, (field, heading)) in row.fields().zip(&self.headings).enumerate() {
            cells.push(std::str::from_utf8(field).unwrap_or_else(|_| {
                binder.refuse(&redact::heading_name(heading, place), &String::from_utf8_lossy(field), Reason::NotUtf8);
                ""
            }));
        }
        self.alone(0..cells.len(), &|place| cells[place], binder);
        for group in &self.groups {
            answers::answer(group, &self.headings, &|place| cells[place], binder, all_zero);
        }
    }

    /// Reads a row as far as it stands in these columns (ascending), or belongs to what stands there; the others say nothing.
    pub(crate) fn read_some<'c>(
        &self,
        rulebook: &Rulebook,
        cell: &impl Fn(usize) -> &'c str,
        of: &[usize],
        as_of: Date,
    ) -> DecodedForm {
        let mut binder = Binder::new(rulebook, as_of);
        let mut all_zero = Vec::new();
        self.alone(of.iter().copied(), cell, &mut binder);
        let mut groups: Vec<usize> = of.iter().filter_map(|&place| self.group_of[place]).collect();
        groups.sort_unstable();
        groups.dedup();
        for group in groups {
            answers::answer(&self.groups[group], &self.headings, cell, &mut binder, &mut all_zero);
        }
        DecodedForm { form: binder.finish(), all_zero }
    }

    /// Reads cells that are answers to no question.
    fn alone<'c>(
        &self,
        places: impl Iterator<Item = usize>,
        cell: &impl Fn(usize) -> &'c str,
        binder: &mut Binder<'_>,
    ) {
        for place in places {
            if let Some(Role::Alone(field)) = self.roles[place] {
                binder.entry(field, &Entry::text(original(cell(place))));
            }
        }
    }
}

/// A heading as it is looked up: what nobody sees is not in it.
fn heading(written: &str) -> String {
    clean(original(written)).trim().to_owned()
}

/// Headings that stand twice, or that mean the same column, as messages call them; each once.
fn twice(headings: &[String], roles: &[Option<Role>]) -> Vec<String> {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    let mut meant: HashMap<Role, usize> = HashMap::new();
    let mut listed: HashSet<&str> = HashSet::new();
    let mut twice: Vec<String> = Vec::new();
    for (place, (heading, role)) in headings.iter().zip(roles).enumerate() {
        if heading.is_empty() || matches!(role, Some(Role::Reject(_))) {
            continue;
        }
        let times = seen.entry(heading).or_default();
        *times += 1;
        let again = role.is_some_and(|role| {
            let times = meant.entry(role).or_default();
            *times += 1;
            *times > 1
        });
        if (*times > 1 || again) && listed.insert(heading) {
            twice.push(redact::field_name(&redact::heading_name(heading, place)));
        }
    }
    twice
}

fn groups(roles: &[Option<Role>]) -> Vec<ColumnGroup> {
    let mut groups: Vec<ColumnGroup> = Vec::new();
    let mut places: HashMap<QuestionId, usize> = HashMap::new();
    for (place, role) in roles.iter().enumerate() {
        let Some(
            Role::Answer(question)
            | Role::Named(question, _)
            | Role::From(question)
            | Role::Checked(question)
            | Role::Note(question)
            | Role::Typed(question),
        ) = *role
        else {
            continue;
        };
        let group = *places.entry(question).or_insert_with(|| {
            let (answer, from, checked, note, typed) = (None, None, None, None, None);
            groups.push(ColumnGroup { question, answer, named: Vec::new(), from, checked, note, typed });
            groups.len() - 1
        });
        let group = &mut groups[group];
        match role {
            Some(Role::Answer(_)) => group.answer = Some(place),
            Some(Role::Named(_, option)) => group.named.push((place, *option)),
            Some(Role::From(_)) => group.from = Some(place),
            Some(Role::Checked(_)) => group.checked = Some(place),
            Some(Role::Note(_)) => group.note = Some(place),
            Some(Role::Typed(_)) => group.typed = Some(place),
            _ => {}
        }
    }
    groups
}

/// The questions of a rulebook by name, for headings.
struct Names<'r> {
    questions: HashMap<&'r str, QuestionId>,
}

impl<'r> Names<'r> {
    fn of(rulebook: &'r Rulebook) -> Names<'r> {
        Names { questions: rulebook.questions_by_name() }
    }

    fn role(&self, rulebook: &Rulebook, heading: &str) -> Option<Role> {
        match heading {
            "case" => return Some(Role::Alone(FormField::Case)),
            "as_of" => return Some(Role::Alone(FormField::AsOf)),
            "language" => return Some(Role::Alone(FormField::Language)),
            "reject_columns" => return Some(Role::Reject(Part::Columns)),
            "reject_values" => return Some(Role::Reject(Part::Values)),
            "reject_reasons" => return Some(Role::Reject(Part::Reasons)),
            _ if heading.starts_with("reject_") => return Some(Role::Reject(Part::Other)),
            _ => {}
        }
        if let Some(alert) = heading.strip_prefix("acknowledged.") {
            return rulebook.alert_named(alert).map(|alert| Role::Alone(FormField::Acknowledged(alert)));
        }
        if let Some(score) = heading.strip_prefix("score.") {
            return rulebook.score_named(score).map(|score| Role::Alone(FormField::StoredTotal(score)));
        }
        if let Some(question) = self.question(heading) {
            return Some(Role::Answer(question));
        }
        if let Some((name, option)) = heading.split_once("___") {
            let question = self.question(name)?;
            let asked = &rulebook.questions[question];
            let option = asked.option_coded(option).filter(|_| matches!(asked.kind, Kind::Choices(_)))?;
            return Some(Role::Named(question, option));
        }
        let (name, more) = heading.rsplit_once('.')?;
        let question = self.question(name)?;
        match more {
            "from" => Some(Role::From(question)),
            "checked" => Some(Role::Checked(question)),
            "note" => Some(Role::Note(question)),
            "typed" => Some(Role::Typed(question)),
            _ => None,
        }
    }

    /// By id; `parent__option__child` is `parent.option.child`.
    fn question(&self, name: &str) -> Option<QuestionId> {
        self.questions.get(name).or_else(|| self.questions.get(name.replace("__", ".").as_str())).copied()
    }
}
