//! The texts that follow a typed line: what was taken, what was not, and what interrupts.

use serde::Deserialize;

/// What is said once an answer was taken.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Echo {
    /// `= {answer}`
    pub recorded: String,
    /// `Recorded: {answer}.`
    pub recorded_plain: String,
    /// `{answer} ({typed})`
    pub typed: String,
    /// `UNKNOWN`
    pub unknown: String,
    /// `DECLINED`
    pub declined: String,
    /// `REPORTED AS NOT APPLICABLE`
    pub not_applicable: String,
    /// `UNREADABLE`
    pub unreadable: String,
    /// `{reason} (will be listed as missing)`
    pub listed: String,
    /// `ASK LATER (stays open)`
    pub later: String,
    /// `{answer}, checked`
    pub checked: String,
    /// `{answer}, from {who}`
    pub from: String,
    /// `{answer}, with a note`
    pub note: String,
    /// `{answer} (note: {note})`
    pub noted: String,
    /// `Kept as it was.`
    pub kept: String,
    /// `The note is kept beside this answer ({count} of {limit} characters).`
    pub note_kept: String,
    /// `This answer is from: {who}.`
    pub informant_kept: String,
    /// `{title}: {value}`
    pub score: String,
    /// `1 answer no longer applies and is kept aside: {questions}`
    pub set_aside_one: String,
    /// `{count} answers no longer apply and are kept aside: {questions}`
    pub set_aside: String,
    /// `1 answer may no longer apply and stays marked: {questions}`
    pub in_doubt_one: String,
    /// `{count} answers may no longer apply and stay marked: {questions}`
    pub in_doubt: String,
    /// `1 answer applies again: {questions}`
    pub returned_one: String,
    /// `{count} answers apply again: {questions}`
    pub returned: String,
    /// `There is more to go than before this answer.`
    pub opened_none: String,
    /// `1 more question follows from this answer.`
    pub opened_one: String,
    /// `{count} more questions follow from this answer.`
    pub opened: String,
    /// `No longer urgent, and no longer acknowledged: {title}`
    pub withdrawn: String,
    /// `This is the first question.`
    pub back_at_start: String,
}

/// ERROR and CHECK.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trouble {
    /// `ERROR: {what}`
    pub error: String,
    /// `CHECK: {value} is unusual ({low} to {high}). Type ! to keep it, or another value.`
    pub check: String,
    /// `CHECK: this change sets 1 answer aside: {questions}.`, what becomes of it, and how to go on
    pub sets_aside_one: String,
    /// `CHECK: this change sets {count} answers aside: {questions}.`, what becomes of them, and how to go on
    pub sets_aside: String,
    /// `there is no unusual value to keep`
    pub nothing_to_keep: String,
    /// `there is no such command; .k lists all of them`
    pub no_command: String,
    /// `after .c comes patient, caregiver, chart or examiner`
    pub no_informant: String,
    /// `after .m comes the text of the note`
    pub no_note: String,
    /// `this command stands alone on its line`
    pub command_alone: String,
    /// `nothing stands there`
    pub nothing: String,
    /// `{typed} is none of the options`
    pub no_option: String,
    /// `{typed} is no option; type its number, or at least three letters of it`
    pub too_short: String,
    /// `this question takes one number only`
    pub one_option: String,
    /// `that fits more than one:   {options}`
    pub several: String,
    /// `{option} is named twice`
    pub twice: String,
    /// `{option} stands alone, without others`
    pub not_with_others: String,
    /// `{count} of {limit} characters`
    pub too_long: String,
    /// `{typed} is not possible ({low} to {high})`
    pub not_possible: String,
    /// Why something is no number.
    pub number: NoNumber,
    /// `that line is not readable as UTF-8 text; type it again`
    pub not_text: String,
    /// `this question takes a value only; .s saves and leaves`
    pub value_needed: String,
    /// `question {number} does not concern this patient`
    pub does_not_apply: String,
    /// `question {number} waits for {questions}`
    pub waits: String,
    /// `there is no question {number}`
    pub no_question: String,
    /// `type a number, .f to finish or .s to save and leave`
    pub nothing_behind_review: String,
    /// `type 1 for yes or 2 for no`
    pub yes_or_no: String,
    /// `type one of the numbers`
    pub one_number: String,
    /// `type  ok  when you have read this, or  <  to correct the answer`
    pub only_ok: String,
    /// `this command is for a question; there is none here`
    pub only_at_a_question: String,
    /// That no question holds the words typed
    pub nothing_found: String,
    /// `these take a value before the interview can end{questions}`
    pub finish_needs: String,
    /// `this could not be saved: {reason}`
    pub not_saved: String,
    /// `not everything could be saved: {reason}. Type .s to try again; Ctrl-C leaves without it.`
    pub not_left: String,
}

/// Why something is no number.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoNumber {
    /// `{typed} is not a number`
    pub none: String,
    /// `{typed} is not a number: write it without thousands separators, with one comma or point for decimals`
    pub separators: String,
    /// `{typed} is not a number in {units}`
    pub unit: String,
    /// `{typed}: of several units the largest stands first, ...`
    pub parts: String,
    /// `{typed} can be read as {decimals} or as {thousands}: ...`
    pub ambiguous: String,
    /// `that is longer than {limit} characters`
    pub too_long: String,
}

/// An alert.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interruption {
    /// `TELL THE PHYSICIAN NOW.`
    pub heading: String,
    /// `This will be in the first lines of the summary.`
    pub first_line: String,
    /// `What was typed before this was thrown away.`
    pub typed_ahead: String,
    /// `Type  ok  when you have read this.`
    pub ok: String,
    /// `Type ok when you have read this.`
    pub ok_plain: String,
    /// `ok`
    pub word: String,
}
