//! The texts of the interview. The English text stands above each field.

mod answered;
mod grid;

use serde::Deserialize;

pub use answered::{Echo, Interruption, NoNumber, Trouble};
pub use grid::Grid;

/// What the nurse sees.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Interview {
    /// The names of commands: a letter, and full words. None stands for two commands.
    pub commands: Commands,
    /// The start screen.
    pub start: Start,
    /// How a question is asked.
    pub question: Asking,
    /// Several questions as one.
    pub grid: Grid,
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
#[derive(Clone, Debug, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// `{title}   {id} {version}   English`
    pub head: String,
    /// `For review by a physician. Not for patients, not for urgent decisions.`
    pub purpose: String,
    /// `Nobody is named who has reviewed this translation.`
    pub not_reviewed: String,
    /// `This translation was reviewed by {name}.`
    pub reviewed: String,
    /// `? help   < back   .u unknown  .d declined  .n not applicable  .l later   .k more`
    pub keys: String,
    /// `Type a question mark for help, .u for unknown, .d for declined, .k for all commands.`
    pub keys_plain: String,
    /// `today {time}`
    pub today: String,
    /// `A draft from {when} is here: case {case}, {answered} answered, {to_go} to go; {turn}.`
    pub draft: String,
    /// `next is the call`
    pub turn_call: String,
    /// `next is the chart part`
    pub turn_chart: String,
    /// `next is the review`
    pub turn_review: String,
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
#[derive(Clone, Debug, Deserialize)]
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
    /// `The call is done; what follows comes from the chart. .s leaves it to a colleague.`
    pub chart_part: String,
    /// `{title}, from the chart`
    pub from_chart: String,
    /// `[{number}]`
    pub number: String,
    /// `Question {number}.`
    pub number_plain: String,
    /// `Question {number}, part {part} of {count}.`
    pub part: String,
    /// `And also:`
    pub pause: String,
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
#[derive(Clone, Debug, Deserialize)]
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

/// The list of questions to go to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoTo {
    /// `A number to go there, a word to search, Enter to stay`
    pub prompt: String,
    /// `Search, then Enter (alone: stay):`
    pub search: String,
    /// `{number} {title}: {answer}`
    pub line: String,
}

/// The review before the end.
#[derive(Clone, Debug, Deserialize)]
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
#[derive(Clone, Debug, Deserialize)]
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
    /// `run it at a terminal, or pipe a file with one answer a line: candor ask < answers.txt`
    pub how_to_ask: String,
    /// `the answers so far are kept: candor ask --resume {case}{rules}`
    pub kept_as: String,
}
