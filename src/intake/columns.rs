//! Maps the headings of a table to questions of a rulebook, and its rows to forms.
//!
//! `docs/forms.md` lists the headings. The meaning of a heading is decided once; a row only looks it up.

mod answers;
mod apostrophe;
mod role;

use std::collections::BTreeSet;

use indexmap::IndexMap;
use jiff::civil::Date;

use super::DecodedForm;
use super::error::IntakeError;
use super::table::Row;
use crate::answer::QuestionId;
use crate::form::bind::Binder;
use crate::form::entry::{Entry, FormField};
use crate::form::redact;
use crate::form::refusal::Reason;
use crate::rulebook::Rulebook;

pub use apostrophe::original;
pub(crate) use role::{AnswerPart, Role};
use role::{ColumnGroup, HeadingNames, RejectPart, heading, twice};

/// The columns of a table.
#[derive(Debug)]
pub struct Columns {
    /// The headings, cleaned, in order.
    pub headings: Vec<String>,
    /// Headings without a meaning here, as messages call them, in order; their columns are left out.
    pub unknown: Vec<String>,
    pub(crate) roles: Vec<Option<Role>>,
    /// The columns of each question.
    groups: IndexMap<QuestionId, ColumnGroup>,
}

impl Columns {
    /// Reads the headings of a table.
    ///
    /// # Errors
    /// Returns an error if they are not text, occur twice, or none of them names a question.
    pub fn of(name: &str, rulebook: &Rulebook, headings: &Row) -> Result<Columns, IntakeError> {
        let text = |field: &[u8]| std::str::from_utf8(field).map(heading);
        let headings: Vec<String> = headings
            .fields()
            .map(text)
            .collect::<Result<_, _>>()
            .map_err(|_| IntakeError::Headings { name: name.to_owned() })?;
        let names = HeadingNames::new(rulebook);
        let roles: Vec<Option<Role>> = headings.iter().map(|heading| names.role(heading)).collect();
        let mut groups: IndexMap<QuestionId, ColumnGroup> = IndexMap::new();
        for (place, role) in roles.iter().enumerate() {
            if let Some(Role::Of(question, part)) = *role {
                groups.entry(question).or_default().parts.push((place, part));
            }
        }
        if !groups.values().any(ColumnGroup::answers) {
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
        Ok(Columns { headings, unknown, roles, groups })
    }

    /// Returns whether options of this question have columns of their own.
    pub(crate) fn has_option_columns(&self, question: QuestionId) -> bool {
        self.groups.get(&question).is_some_and(|group| group.options().next().is_some())
    }

    /// Returns whether these are its headings.
    #[must_use]
    pub(super) fn are_of(&self, headings: &Row) -> bool {
        let found = headings.fields().map(|field| std::str::from_utf8(field).ok().map(heading));
        found.eq(self.headings.iter().cloned().map(Some))
    }

    /// Returns the case code of a row, as written.
    #[must_use]
    pub fn case<'r>(&self, row: &'r Row) -> Option<&'r [u8]> {
        row.field(self.roles.iter().position(|role| *role == Some(Role::Alone(FormField::Case)))?)
    }

    /// Returns the number of fields of a row that are headings known to the rulebook.
    #[must_use]
    pub(super) fn known(rulebook: &Rulebook, headings: &Row) -> usize {
        let names = HeadingNames::new(rulebook);
        let known = |field: &[u8]| std::str::from_utf8(field).is_ok_and(|text| names.role(&heading(text)).is_some());
        headings.fields().filter(|field| known(field)).count()
    }

    /// Returns the places of the columns that an earlier reject file added.
    pub fn of_rejects(&self) -> impl Iterator<Item = usize> + '_ {
        let reject = |role: &Option<Role>| matches!(role, Some(Role::Reject(_)));
        self.roles.iter().enumerate().filter(move |(_, role)| reject(role)).map(|(place, _)| place)
    }

    /// Reads a row; `as_of` is the day of a row without one.
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

    /// Returns the fields of a broken row that have no column of their own in a reject file.
    fn without_place(&self, row: &Row) -> String {
        let kept = |place: usize| self.roles.get(place).is_some_and(|role| !matches!(role, Some(Role::Reject(_))));
        let left = row.fields().enumerate().filter(|&(place, _)| !kept(place));
        left.map(|(_, field)| String::from_utf8_lossy(field)).collect::<Vec<_>>().join(";")
    }

    /// Returns the values and reasons of a row that an earlier reject file lists as broken: with reasons, but without
    /// the columns concerned. Its fields may be under other headings than their own, so it is not read until the
    /// reasons are removed.
    fn as_before(&self, row: &Row) -> Option<(String, Reason)> {
        let cell = |part: RejectPart| {
            let places = self.roles.iter().enumerate().filter(|(_, role)| **role == Some(Role::Reject(part)));
            let cells = places.map(|(place, _)| String::from_utf8_lossy(row.field(place).unwrap_or_default()));
            cells.map(|cell| original(&cell).to_owned()).find(|cell| !cell.trim().is_empty())
        };
        let earlier = cell(RejectPart::Reasons).filter(|_| cell(RejectPart::Columns).is_none())?;
        Some((cell(RejectPart::Values).unwrap_or_default(), Reason::AsBefore { earlier }))
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
        for (question, group) in &self.groups {
            answers::answer(*question, group, &self.headings, &|place| cells[place], binder, all_zero);
        }
    }

    /// Reads the cells of a row in these columns (ascending) and those that belong to the same answers; all others are
    /// ignored.
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
        let group_of = |place: &usize| match self.roles[*place] {
            Some(Role::Of(question, _)) => self.groups.get_index_of(&question),
            _ => None,
        };
        let groups: BTreeSet<usize> = of.iter().filter_map(group_of).collect();
        for (question, group) in groups.into_iter().filter_map(|group| self.groups.get_index(group)) {
            answers::answer(*question, group, &self.headings, cell, &mut binder, &mut all_zero);
        }
        DecodedForm { form: binder.finish(), all_zero }
    }

    /// Reads cells that do not answer a question.
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
