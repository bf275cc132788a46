//! From draft to rulebook: every name resolved, every type agreed, all errors gathered.

use super::Rulebook;
use super::error::RulebookErrors;
use crate::text::SourceText;

impl Rulebook {
    /// Reads a rulebook.
    ///
    /// # Errors
    /// All that is wrong with the file, at once.
    pub fn read(source: &SourceText) -> Result<Rulebook, RulebookErrors> {
        Err(RulebookErrors { name: source.name.clone() })
    }
}
