//! What is said about forms that are kept.

use serde::Deserialize;

/// What is said about forms that are kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// `note: this form was made with {before}; it is read with {now}`
    pub(crate) other_rules: String,
    /// `CASE`, `SAVED`, `ANSWERED`, `STATE`, `RULEBOOK`
    pub(crate) columns: [String; 5],
    /// `finished`
    pub(crate) finished: String,
    /// `draft`
    pub(crate) draft: String,
    /// `cannot be read: {file}`
    pub(crate) unreadable: String,
    /// `No finished cases are kept, and no drafts.`
    pub(crate) none: String,
    /// `Remove this case for good? Type  yes  to remove it:`
    pub(crate) confirm_one: String,
    /// `Remove these {count} cases for good? Type  yes  to remove them:`
    pub(crate) confirm: String,
    /// `yes`: what is typed to remove them
    pub(crate) word: String,
    /// `Nothing was removed.`
    pub(crate) kept: String,
    /// `Removed: case {case}.`
    pub(crate) removed: String,
}
