//! The texts of several questions that are asked as one. The English text stands above each field.

use serde::Deserialize;

/// Several questions as one.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Grid {
    /// `For each one: {ask}`
    pub(crate) ask: String,
    /// `{row} ({unit})`
    pub(crate) row_in: String,
    /// `Two`, `Three` and on; above the last of them digits stand in their place.
    pub(crate) counts: Vec<String>,
    /// `{count} numbers in this order, or .o to be asked one by one`
    pub(crate) numbers: String,
    /// `{count} amounts in this order, or .o to be asked one by one`
    pub(crate) amounts: String,
    /// `In place of an answer: .u unknown, .d declined, .n not applicable, .l ask later, as in  1 .u 2. One of them alone
    /// stands for all. A semicolon can stand between two answers, as in  1; .u; 2.`
    pub(crate) help: String,
    /// `{row}: {answer}`
    pub(crate) row: String,
    /// `nothing of this line is stored. {what}`
    pub(crate) nothing_stored: String,
    /// `{found} given for {count}: there is none for {row}`
    pub(crate) none_left: String,
    /// `{found} given for {count}: the last one is {row}`
    pub(crate) too_many: String,
    /// `It can be read in more than one way: put semicolons between the answers`
    pub(crate) not_clear: String,
    /// `! keeps all of this; to change one, type the whole line again.`
    pub(crate) keep_all: String,
    /// `a note stands beside one answer; type .o to be asked one by one`
    pub(crate) note: String,
}
