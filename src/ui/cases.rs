//! What is said about forms that are kept.

use serde::Deserialize;

/// What is said about forms that are kept.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Cases {
    /// `note: this form was made with {before}; it is read with {now}`
    pub other_rules: String,
    /// `CASE`, `SAVED`, `ANSWERED`, `STATE`, `RULEBOOK`
    pub columns: [String; 5],
    /// `finished`
    pub finished: String,
    /// `draft`
    pub draft: String,
    /// `cannot be read: {file}`
    pub unreadable: String,
    /// `No finished cases are kept, and no drafts.`
    pub none: String,
    /// `Remove this case for good? Type  yes  to remove it:`
    pub confirm_one: String,
    /// `Remove these {count} cases for good? Type  yes  to remove them:`
    pub confirm: String,
    /// `yes`: what is typed to remove them
    pub word: String,
    /// `Nothing was removed.`
    pub kept: String,
    /// `Removed: case {case}.`
    pub removed: String,
}
