//! The texts of the interview. The English text stands above each field.

use serde::Deserialize;

/// What the nurse sees.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interview {
    /// The names of commands: a letter, and full words. None stands for two commands.
    pub commands: Commands,
    /// The start screen.
    pub start: Start,
    /// How a question is asked.
    pub question: Asking,
    /// Help, why, and the list of commands.
    pub help: Help,
    /// What is said once an answer was taken.
    pub echo: Echo,
    /// ERROR and CHECK.
    pub trouble: Trouble,
    /// An alert.
    pub alert: Interruption,
    /// The list of questions to go to.
    pub go_to: GoTo,
    /// The review before the end.
    pub review: Review,
    /// How an interview ends.
    pub end: End,
}

/// The names of commands: a letter, and full words of every language. None stands for two commands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commands {
    /// `.u`, `.unknown`
    pub unknown: Vec<String>,
    /// `.d`, `.declined`
    pub declined: Vec<String>,
    /// `.n`, `.na`, `.not_applicable`
    pub not_applicable: Vec<String>,
    /// `.l`, `.later`
    pub later: Vec<String>,
    /// `.b`, `.back`
    pub back: Vec<String>,
    /// `.h`, `.help`
    pub help: Vec<String>,
    /// `.w`, `.why`
    pub why: Vec<String>,
    /// `.keep`
    pub keep: Vec<String>,
    /// `.g`, `.go`
    pub go_to: Vec<String>,
    /// `.c`, `.from`
    pub informant: Vec<String>,
    /// `.m`, `.note`
    pub note: Vec<String>,
    /// `.r`, `.review`
    pub review: Vec<String>,
    /// `.f`, `.finish`
    pub finish: Vec<String>,
    /// `.s`, `.save`
    pub leave: Vec<String>,
    /// `.x`, `.clear`
    pub clear: Vec<String>,
    /// `.o`, `.one`
    pub one_by_one: Vec<String>,
    /// `.k`, `.keys`
    pub commands: Vec<String>,
    /// What follows `.c`.
    pub informants: Informants,
}

/// What the informants are called behind `.c`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Informants {
    /// `patient`
    pub patient: Vec<String>,
    /// `caregiver`
    pub caregiver: Vec<String>,
    /// `chart`
    pub chart: Vec<String>,
    /// `examiner`
    pub examiner: Vec<String>,
}

/// The start screen.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// `{title}   {id} {version}   English`
    pub head: String,
    /// `For review by a physician. Not for patients, not for urgent decisions.`
    pub purpose: String,
    /// `? help   < back   .u unknown  .d declined  .n not applicable  .l later   .k more`
    pub keys: String,
    /// `Type a question mark for help, .u for unknown, .d for declined, .k for all commands.`
    pub keys_plain: String,
    /// `today {time}`
    pub today: String,
    /// `A draft from {when} is here: case {case}, {answered} answered, {to_go} to go.`
    pub draft: String,
    /// `A draft from {when} is here: case {case}, made with other rules ({rules}).`
    pub draft_of_other_rules: String,
    /// `A draft from {when} cannot be read and stays as it is: {file}`
    pub draft_unreadable: String,
    /// `Case {case} is open in another window. Close it there first.`
    pub draft_in_use: String,
    /// `Continue it`
    pub continue_it: String,
    /// `Continue case {case}`
    pub continue_case: String,
    /// `Start a new patient`
    pub new_patient: String,
    /// `This form was made with {before}; the rulebook here is {now}. Its answers will be read by the rules as they are
    /// here. Continue?`
    pub rules_differ: String,
    /// `Case {case} continues: {answered} answered, {to_go} to go.`
    pub continued: String,
    /// `Case {case} begins. Every answer is saved as soon as it is given.`
    pub begun: String,
}

/// How a question is asked.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asking {
    /// `{place} of {count}  {title}`
    pub section: String,
    /// `{answered} done, {to_go} to go`
    pub progress: String,
    /// `about {count}`
    pub to_go: String,
    /// `none`
    pub to_go_none: String,
    /// `Section {place} of {count}: {title}. {answered} answered, {to_go} to go.`
    pub section_plain: String,
    /// `The questions of the call are done. What follows is read from the chart.`
    pub chart_part: String,
    /// `[{number}]`
    pub number: String,
    /// `Question {number}.`
    pub number_plain: String,
    /// `{option}: {ask}`
    pub of_option: String,
    /// `now: {answer}   (Enter keeps it)`
    pub now: String,
    /// `Now: {answer}. Enter keeps it.`
    pub now_plain: String,
    /// `not saved: {answer}   (Enter saves it)`
    pub now_unsaved: String,
    /// `Not saved: {answer}. Enter saves it.`
    pub now_unsaved_plain: String,
    /// `Type one number.`
    pub one: String,
    /// `Type one or more numbers.`
    pub many: String,
    /// `Type one or more numbers, 0 for none.`
    pub many_or_none: String,
    /// `In {unit}.`
    pub number_in: String,
    /// `In {unit}, or with the unit: {others}.`
    pub number_in_or: String,
    /// `Type a number.`
    pub number_bare: String,
    /// `In your own words, at most {limit} characters.`
    pub text: String,
    /// `Type an answer, or .u unknown, .d declined, .l ask later. Enter alone does not skip.`
    pub no_answer_yet: String,
    /// `This question takes a value only.`
    pub required: String,
}

/// Help, why, and the list of commands.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// `No more is said about this question.`
    pub none: String,
    /// `Why: {why}`
    pub why: String,
    /// `Its answer is read by: {names}.`
    pub read_by: String,
    /// `No criterion, alert or score reads its answer itself.`
    pub read_by_none: String,
    /// `Sources:`
    pub sources: String,
    /// `- {title}, {publisher} {year}{mark}`
    pub source: String,
    /// `(read in part)`
    pub part: String,
    /// `(read in a secondary copy)`
    pub secondary: String,
    /// `(a prompt of this project)`
    pub project: String,
    /// `These are asked one by one already.`
    pub one_by_one: String,
    /// One line each.
    pub commands: Vec<String>,
    /// One line each.
    pub commands_plain: Vec<String>,
}

/// What is said once an answer was taken.
#[derive(Debug, Deserialize)]
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
    /// `Kept as it was.`
    pub kept: String,
    /// `The note is kept beside this answer.`
    pub note_kept: String,
    /// `This answer is from: {who}.`
    pub informant_kept: String,
    /// `{title}: {value}`
    pub score: String,
    /// `1 answer no longer applies and is set aside: {questions}`
    pub set_aside_one: String,
    /// `{count} answers no longer apply and are set aside: {questions}`
    pub set_aside: String,
    /// `1 answer that was set aside counts again: {questions}`
    pub returned_one: String,
    /// `{count} answers that were set aside count again: {questions}`
    pub returned: String,
    /// `No longer given: {title}`
    pub withdrawn: String,
    /// `This is the first question.`
    pub back_at_start: String,
}

/// ERROR and CHECK.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Trouble {
    /// `ERROR: {what}`
    pub error: String,
    /// `CHECK: {value} is unusual ({low} to {high}). Type ! to keep it, or another value.`
    pub check: String,
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
    /// `{typed} {reason}`
    pub number: String,
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
    /// `type  ok  when you have read this`
    pub only_ok: String,
    /// `these take a value before the interview can end{questions}`
    pub finish_needs: String,
    /// `this could not be saved: {reason}`
    pub not_saved: String,
    /// `not everything could be saved: {reason}. Type .s to try again; Ctrl-C leaves without it.`
    pub not_left: String,
}

/// An alert.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interruption {
    /// `TELL THE PHYSICIAN NOW.`
    pub heading: String,
    /// `This will be in the first lines of the summary.`
    pub first_line: String,
    /// `Type  ok  when you have read this.`
    pub ok: String,
    /// `Type ok when you have read this.`
    pub ok_plain: String,
    /// `ok`
    pub word: String,
}

/// The list of questions to go to.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoTo {
    /// `A number to go there, Enter to stay`
    pub prompt: String,
    /// `{number} {title}: {answer}`
    pub line: String,
}

/// The review before the end.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// `Review`
    pub heading: String,
    /// `Review. {answered} of {count} answered.`
    pub heading_plain: String,
    /// `{answered} of {count} answered`
    pub answered: String,
    /// `Still to ask ({count})`
    pub still_to_ask: String,
    /// `Waiting for others ({count})`
    pub waiting: String,
    /// `Unknown ({count})`
    pub unknown: String,
    /// `Declined ({count})`
    pub declined: String,
    /// `Reported as not applicable ({count})`
    pub not_applicable: String,
    /// `Unreadable ({count})`
    pub unreadable: String,
    /// `Checked values ({count})`
    pub checked: String,
    /// `Set aside ({count})`
    pub set_aside: String,
    /// `Urgent ({count})`
    pub urgent: String,
    /// `No`
    pub column_number: String,
    /// `Question`
    pub column_question: String,
    /// `Answer`
    pub column_answer: String,
    /// `From`
    pub column_from: String,
    /// `STILL TO ASK`
    pub to_ask: String,
    /// `{answer} (it is not known whether this applies)`
    pub may_not_apply: String,
    /// `{number} {title}: {answer}. From {who}.`
    pub line_from: String,
    /// `{number} {title}: {answer}.`
    pub line: String,
    /// `A number to change it, .f to finish, .s to save and leave`
    pub prompt: String,
    /// `A number to change it, Enter to go on asking, .f to finish, .s to save and leave`
    pub prompt_more: String,
    /// `1 question is still open: {questions}. Finish all the same?`
    pub open_one: String,
    /// `{count} questions are still open: {questions}. Finish all the same?`
    pub open: String,
}

/// How an interview ends.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// `Finished: case {case}. The summary follows.`
    pub finished: String,
    /// `Finished: case {case}, kept in {file}. The summary follows.`
    pub finished_kept: String,
    /// `Saved: case {case}.`, and how it is drawn again and removed: three lines
    pub saved: String,
    /// `Saved: case {case}. To go on: candor ask --resume {case}{rules}`
    pub left: String,
    /// `Nothing was answered; nothing is kept.`
    pub left_empty: String,
    /// `Nothing was changed, so no draft was made; the form stays in its file.`
    pub left_unchanged: String,
    /// `Stopped. Every finished answer is saved; run the same command to continue.`
    pub stopped: String,
    /// `Stopped. The last answer could NOT be saved; what was saved before it is kept.`
    pub stopped_unsaved: String,
    /// `the input ended before question {number} was answered`
    pub ended_early: String,
    /// `the input ended before the interview was finished`
    pub ended_in_review: String,
    /// `the answer to question {number} was refused`
    pub refused: String,
    /// `a line of the review was refused`
    pub refused_in_review: String,
    /// `there is no terminal to ask at and nothing was piped in`
    pub nothing_to_read: String,
    /// `the answers so far are kept: candor ask --resume {case}{rules}`
    pub kept_as: String,
}
