//! The texts that follow a typed line: what was taken, what was not, and what interrupts.

use serde::Deserialize;

/// What is said once an answer was taken.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Echo {
    /// `= {answer}`
    pub(crate) recorded: String,
    /// `Recorded: {answer}.`
    pub(crate) recorded_plain: String,
    /// `{answer} ({typed})`
    pub(crate) typed: String,
    /// `UNKNOWN`
    pub(crate) unknown: String,
    /// `DECLINED`
    pub(crate) declined: String,
    /// `REPORTED AS NOT APPLICABLE`
    pub(crate) not_applicable: String,
    /// `UNREADABLE`
    pub(crate) unreadable: String,
    /// `{reason} (will be listed as missing)`
    pub(crate) listed: String,
    /// `ASK LATER (stays open)`
    pub(crate) later: String,
    /// `{answer}, checked`
    pub(crate) checked: String,
    /// `{answer}, from {who}`
    pub(crate) from: String,
    /// `{answer}, with a note`
    pub(crate) note: String,
    /// `{answer} (note: {note})`
    pub(crate) noted: String,
    /// `Kept as it was.`
    pub(crate) kept: String,
    /// `The note is kept beside this answer ({count} of {limit} characters).`
    pub(crate) note_kept: String,
    /// `This answer is from: {who}.`
    pub(crate) informant_kept: String,
    /// `{title}: {value}`
    pub(crate) score: String,
    /// `1 answer no longer applies and is kept aside: {questions}`
    pub(crate) set_aside_one: String,
    /// `{count} answers no longer apply and are kept aside: {questions}`
    pub(crate) set_aside: String,
    /// `1 answer may no longer apply and stays marked: {questions}`
    pub(crate) in_doubt_one: String,
    /// `{count} answers may no longer apply and stay marked: {questions}`
    pub(crate) in_doubt: String,
    /// `1 answer applies again: {questions}`
    pub(crate) returned_one: String,
    /// `{count} answers apply again: {questions}`
    pub(crate) returned: String,
    /// `There is more to go than before this answer.`
    pub(crate) opened_none: String,
    /// `1 more question follows from this answer.`
    pub(crate) opened_one: String,
    /// `{count} more questions follow from this answer.`
    pub(crate) opened: String,
    /// `No longer urgent, and no longer acknowledged: {title}`
    pub(crate) withdrawn: String,
    /// `This is the first question.`
    pub(crate) back_at_start: String,
}

/// ERROR and CHECK.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trouble {
    /// `ERROR: {what}`
    pub(crate) error: String,
    /// `CHECK: {value} is unusual ({low} to {high}). Type ! to keep it, or another value.`
    pub(crate) check: String,
    /// `CHECK: this change sets 1 answer aside: {questions}.`, what becomes of it, and how to go on
    pub(crate) sets_aside_one: String,
    /// `CHECK: this change sets {count} answers aside: {questions}.`, what becomes of them, and how to go on
    pub(crate) sets_aside: String,
    /// `there is no unusual value to keep`
    pub(crate) nothing_to_keep: String,
    /// `there is no such command; .k lists all of them`
    pub(crate) no_command: String,
    /// `after .c comes patient, caregiver, chart or examiner`
    pub(crate) no_informant: String,
    /// `after .m comes the text of the note`
    pub(crate) no_note: String,
    /// `this command stands alone on its line`
    pub(crate) command_alone: String,
    /// `nothing stands there`
    pub(crate) nothing: String,
    /// `"{typed}" is none of the options`
    pub(crate) no_option: String,
    /// `"{typed}" is no option; type its number, or at least three letters of it`
    pub(crate) too_short: String,
    /// `this question takes one number only`
    pub(crate) one_option: String,
    /// `that fits more than one:   {options}`
    pub(crate) several: String,
    /// `{option} is named twice`
    pub(crate) twice: String,
    /// `{option} stands alone, without others`
    pub(crate) not_with_others: String,
    /// `{count} of {limit} characters`
    pub(crate) too_long: String,
    /// `{typed} is not possible ({low} to {high})`
    pub(crate) not_possible: String,
    /// Why something is no number.
    pub(crate) number: NoNumber,
    /// `that line is not readable as UTF-8 text; type it again`
    pub(crate) not_text: String,
    /// `this question takes a value only; .s saves and leaves`
    pub(crate) value_needed: String,
    /// `question {number} does not concern this patient`
    pub(crate) does_not_apply: String,
    /// `question {number} waits for {questions}`
    pub(crate) waits: String,
    /// `there is no question {number}`
    pub(crate) no_question: String,
    /// `type a number, .f to finish or .s to save and leave`
    pub(crate) nothing_behind_review: String,
    /// `type 1 for yes or 2 for no`
    pub(crate) yes_or_no: String,
    /// `type one of the numbers`
    pub(crate) one_number: String,
    /// `type  ok  when you have read this, or  <  to correct the answer`
    pub(crate) only_ok: String,
    /// `this command is for a question; there is none here`
    pub(crate) only_at_a_question: String,
    /// That no question holds the words typed
    pub(crate) nothing_found: String,
    /// `these take a value before the interview can end{questions}`
    pub(crate) finish_needs: String,
    /// `this could not be saved: {reason}`
    pub(crate) not_saved: String,
    /// `not everything could be saved: {reason}. Type .s to try again; Ctrl-C leaves without it.`
    pub(crate) not_left: String,
}

/// Why something is no number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoNumber {
    /// `"{typed}" is not a number`
    pub(crate) none: String,
    /// `"{typed}" is not a number: write it without thousands separators, with one comma or point for decimals`
    pub(crate) separators: String,
    /// `"{typed}" is not a number in {units}`
    pub(crate) unit: String,
    /// `{typed}: of several units the largest stands first, ...`
    pub(crate) parts: String,
    /// `{typed} can be read as {decimals} or as {thousands}: ...`
    pub(crate) ambiguous: String,
    /// `that is longer than {limit} characters`
    pub(crate) too_long: String,
}

/// An alert.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interruption {
    /// `TELL THE PHYSICIAN NOW.`
    pub(crate) heading: String,
    /// `This will be in the first lines of the summary.`
    pub(crate) first_line: String,
    /// `What was typed before this was thrown away.`
    pub(crate) typed_ahead: String,
    /// `Type  ok  when you have read this.`
    pub(crate) ok: String,
    /// `Type ok when you have read this.`
    pub(crate) ok_plain: String,
    /// `ok`
    pub(crate) word: String,
}
