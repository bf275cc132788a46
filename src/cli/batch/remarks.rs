//! What is said about a batch on standard error. Never what was written.

use std::io;

use super::arguments::BatchArgs;
use crate::batch::BatchRemark;
use crate::form::redact::capped;
use crate::intake::IntakeError;
use crate::rulebook::Rulebook;

impl BatchArgs {
    /// Says which headings are not known, or refuses them.
    pub(super) fn headings(
        &self,
        name: &str,
        unknown: &[String],
        quiet: bool,
        say: &impl Fn(&str) -> io::Result<()>,
    ) -> Result<(), IntakeError> {
        if unknown.is_empty() {
            return Ok(());
        }
        if self.strict {
            return Err(IntakeError::Unknown { name: name.to_owned(), headings: unknown.to_vec() });
        }
        if !quiet {
            let headings = capped(unknown).join(", ");
            let _ = say(&format!("unknown headings in `{name}`, left out: {headings}"));
        }
        Ok(())
    }
}

/// Returns what is said of a record, or of a question.
pub(super) fn in_words(rulebook: &Rulebook, remark: &BatchRemark<'_>) -> String {
    match remark {
        BatchRemark::AllZero(question) => {
            let id = &rulebook.questions[*question].id;
            format!(
                "`{id}`: where all of its columns are 0, it is read as unanswered; \"none\" is said by an option of its own"
            )
        }
        BatchRemark::Rejected { name, raw, refusals } => {
            let reasons = capped(refusals).join("; ");
            format!("`{name}`, record {}, line {}: {reasons}", raw.number, raw.line)
        }
    }
}
