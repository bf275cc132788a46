//! Remarks about a batch on standard error. They never quote an answer.

use super::arguments::BatchArgs;
use super::progress::ReadingProgress;
use crate::batch::BatchRemark;
use crate::form::redact::capped;
use crate::intake::IntakeError;
use crate::rulebook::Rulebook;

impl BatchArgs {
    /// Reports unknown headings; refuses them if `--strict` is set.
    pub(super) fn headings(
        &self,
        name: &str,
        unknown: &[String],
        quiet: bool,
        progress: &ReadingProgress,
    ) -> Result<(), IntakeError> {
        if unknown.is_empty() {
            return Ok(());
        }
        if self.strict {
            return Err(IntakeError::Unknown { name: name.to_owned(), headings: unknown.to_vec() });
        }
        if !quiet {
            let headings = capped(unknown).join(", ");
            progress.say(&format!("unknown headings in `{name}`, left out: {headings}"));
        }
        Ok(())
    }
}

/// Prints a remark about a question or a record; a rejected record is reported even if `quiet` is set.
pub(super) fn tell(rulebook: &Rulebook, remark: &BatchRemark<'_>, quiet: bool, progress: &ReadingProgress) {
    match remark {
        BatchRemark::AllZero(_) if quiet => {}
        BatchRemark::AllZero(question) => progress.say(&format!(
            "`{}`: where all of its columns are 0, it is read as unanswered; \"none\" is said by an option of its own",
            rulebook.questions[*question].id
        )),
        BatchRemark::Rejected { name, raw, refusals } => {
            let reasons = capped(refusals).join("; ");
            progress.say(&format!("`{name}`, record {}, line {}: {reasons}", raw.number, raw.line));
        }
    }
}
