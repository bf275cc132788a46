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
    pub(crate) start: Start,
    /// How a question is asked.
    pub(crate) question: Asking,
    /// Several questions as one.
    pub(crate) grid: Grid,
    /// Help, why, and the list of commands.
    pub(crate) help: Help,
    /// What is said once an answer was taken.
    pub(crate) echo: Echo,
    /// ERROR and CHECK.
    pub(crate) trouble: Trouble,
    /// An alert.
    pub(crate) alert: Interruption,
    /// The list of questions to go to.
    pub(crate) go_to: GoTo,
    /// The review before the end.
    pub(crate) review: Review,
    /// How an interview ends.
    pub(crate) end: End,
}

/// The names of commands: a letter, and full words of every language. None stands for two commands.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Commands {
    /// `.u`, `.unknown`
    pub(crate) unknown: Vec<String>,
    /// `.d`, `.declined`
    pub(crate) declined: Vec<String>,
    /// `.n`, `.na`, `.not_applicable`
    pub(crate) not_applicable: Vec<String>,
    /// `.l`, `.later`
    pub(crate) later: Vec<String>,
    /// `.b`, `.back`
    pub(crate) back: Vec<String>,
    /// `.h`, `.help`
    pub(crate) help: Vec<String>,
    /// `.w`, `.why`
    pub(crate) why: Vec<String>,
    /// `.keep`
    pub(crate) keep: Vec<String>,
    /// `.g`, `.go`
    pub(crate) go_to: Vec<String>,
    /// `.c`, `.from`
    pub(crate) informant: Vec<String>,
    /// `.m`, `.note`
    pub(crate) note: Vec<String>,
    /// `.r`, `.review`
    pub(crate) review: Vec<String>,
    /// `.f`, `.finish`
    pub(crate) finish: Vec<String>,
    /// `.s`, `.save`
    pub(crate) leave: Vec<String>,
    /// `.x`, `.clear`
    pub(crate) clear: Vec<String>,
    /// `.o`, `.one`
    pub(crate) one_by_one: Vec<String>,
    /// `.k`, `.keys`
    pub(crate) keys: Vec<String>,
    /// What follows `.c`.
    pub(crate) informants: Informants,
}

/// What the informants are called behind `.c`.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Informants {
    /// `patient`
    pub(crate) patient: Vec<String>,
    /// `caregiver`
    pub(crate) caregiver: Vec<String>,
    /// `chart`
    pub(crate) chart: Vec<String>,
    /// `examiner`
    pub(crate) examiner: Vec<String>,
}

/// The start screen.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Start {
    /// `{title}   {id} {version}   English`
    pub(crate) head: String,
    /// `For review by a physician. Not for patients, not for urgent decisions.`
    pub(crate) purpose: String,
    /// `? help   < back   .u unknown  .d declined  .n not applicable  .l later   .k more`
    pub(crate) keys: String,
    /// `Type a question mark for help, .u for unknown, .d for declined, .k for all commands.`
    pub(crate) keys_plain: String,
    /// `today {time}`
    pub(crate) today: String,
    /// `A draft from {when} is here: case {case}, {answered} answered, {to_go} to go; {turn}.`
    pub(crate) draft: String,
    /// `next is the call`
    pub(crate) turn_call: String,
    /// `next is the chart part`
    pub(crate) turn_chart: String,
    /// `next is the review`
    pub(crate) turn_review: String,
    /// `A draft from {when} is here: case {case}, made with other rules ({rules}).`
    pub(crate) draft_of_other_rules: String,
    /// `A draft from {when} cannot be read and stays as it is: {file}`
    pub(crate) draft_unreadable: String,
    /// `Continue it`
    pub(crate) continue_it: String,
    /// `Continue case {case}`
    pub(crate) continue_case: String,
    /// `Start a new patient`
    pub(crate) new_patient: String,
    /// `This form was made with {before}; the rulebook here is {now}. Its answers will be read by the rules as they are
    /// here. Continue?`
    pub(crate) rules_differ: String,
    /// `Case {case} continues: {answered} answered, {to_go} to go.`
    pub(crate) continued: String,
    /// `Case {case} begins. Every answer is saved as soon as it is given.`
    pub(crate) begun: String,
}

/// How a question is asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Asking {
    /// `{place} of {count}  {title}`
    pub(crate) section: String,
    /// `{answered} done, {to_go} to go`
    pub(crate) progress: String,
    /// `about {count}`
    pub(crate) to_go: String,
    /// `none`
    pub(crate) to_go_none: String,
    /// `Section {place} of {count}: {title}. {answered} answered, {to_go} to go.`
    pub(crate) section_plain: String,
    /// `The call is done; what follows comes from the chart. .s leaves it to a colleague.`
    pub(crate) chart_part: String,
    /// `{title}, from the chart`
    pub(crate) from_chart: String,
    /// `[{number}]`
    pub(crate) number: String,
    /// `Question {number}.`
    pub(crate) number_plain: String,
    /// `Question {number}, part {part} of {count}.`
    pub(crate) part: String,
    /// `And also:`
    pub(crate) pause: String,
    /// `{option}: {ask}`
    pub(crate) of_option: String,
    /// `now: {answer}   (Enter keeps it)`
    pub(crate) now: String,
    /// `Now: {answer}. Enter keeps it.`
    pub(crate) now_plain: String,
    /// `not saved: {answer}   (Enter saves it)`
    pub(crate) now_unsaved: String,
    /// `Not saved: {answer}. Enter saves it.`
    pub(crate) now_unsaved_plain: String,
    /// `Type one number.`
    pub(crate) one: String,
    /// `Type one or more numbers.`
    pub(crate) many: String,
    /// `Type one or more numbers, 0 for none.`
    pub(crate) many_or_none: String,
    /// `In {unit}.`
    pub(crate) number_in: String,
    /// `In {unit}, or with the unit: {others}.`
    pub(crate) number_in_or: String,
    /// `Type a number.`
    pub(crate) number_bare: String,
    /// `In your own words, at most {limit} characters.`
    pub(crate) text: String,
    /// `Type an answer, or .u unknown, .d declined, .l ask later. Enter alone does not skip.`
    pub(crate) no_answer_yet: String,
    /// `This question takes a value only.`
    pub(crate) required: String,
}

/// Help, why, and the list of commands.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// `No more is said about this question.`
    pub(crate) none: String,
    /// `Why: {why}`
    pub(crate) why: String,
    /// `Its answer is read by: {names}.`
    pub(crate) read_by: String,
    /// `No criterion, alert or score reads its answer itself.`
    pub(crate) read_by_none: String,
    /// `Sources:`
    pub(crate) sources: String,
    /// `- {title}, {publisher} {year}{mark}`
    pub(crate) source: String,
    /// `(read in part)`
    pub(crate) part: String,
    /// `(read in a secondary copy)`
    pub(crate) secondary: String,
    /// `(a prompt of this project)`
    pub(crate) project: String,
    /// `These are asked one by one already.`
    pub(crate) one_by_one: String,
    /// One line each.
    pub(crate) commands: Vec<String>,
    /// One line each.
    pub(crate) commands_plain: Vec<String>,
}

/// The list of questions to go to.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoTo {
    /// `A number to go there, a word to search, Enter to stay`
    pub(crate) prompt: String,
    /// `Search, then Enter (alone: stay):`
    pub(crate) search: String,
    /// `{number} {title}: {answer}`
    pub(crate) line: String,
}

/// The review before the end.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// `Review`
    pub(crate) heading: String,
    /// `Review. {answered} of {count} answered.`
    pub(crate) heading_plain: String,
    /// `{answered} of {count} answered`
    pub(crate) answered: String,
    /// `Still to ask ({count})`
    pub(crate) still_to_ask: String,
    /// `Waiting for others ({count})`
    pub(crate) waiting: String,
    /// `Unknown ({count})`
    pub(crate) unknown: String,
    /// `Declined ({count})`
    pub(crate) declined: String,
    /// `Reported as not applicable ({count})`
    pub(crate) not_applicable: String,
    /// `Unreadable ({count})`
    pub(crate) unreadable: String,
    /// `Checked values ({count})`
    pub(crate) checked: String,
    /// `Set aside ({count})`
    pub(crate) set_aside: String,
    /// `Urgent ({count})`
    pub(crate) urgent: String,
    /// `STILL TO ASK`
    pub(crate) to_ask: String,
    /// `{answer} (it is not known whether this applies)`
    pub(crate) may_not_apply: String,
    /// `{number} {title}: {answer}. From {who}.`
    pub(crate) line_from: String,
    /// `{number} {title}: {answer}.`
    pub(crate) line: String,
    /// `A number to change it, .f to finish, .s to save and leave`
    pub(crate) prompt: String,
    /// `A number to change it, Enter to go on asking, .f to finish, .s to save and leave`
    pub(crate) prompt_more: String,
    /// `1 question is still open: {questions}. Finish all the same?`
    pub(crate) open_one: String,
    /// `{count} questions are still open: {questions}. Finish all the same?`
    pub(crate) open: String,
}

/// How an interview ends.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct End {
    /// `Finished: case {case}. The summary follows.`
    pub(crate) finished: String,
    /// `Finished: case {case}, kept in {file}. The summary follows.`
    pub(crate) finished_kept: String,
    /// `Saved: case {case}.`, and how it is drawn again and removed: three lines
    pub(crate) saved: String,
    /// `Saved: case {case}.`, and how to go on: two lines
    pub(crate) left: String,
    /// `Nothing was answered; nothing is kept.`
    pub(crate) left_empty: String,
    /// `Nothing was changed, so no draft was made; the form stays in its file.`
    pub(crate) left_unchanged: String,
    /// `Stopped. Every finished answer is saved; run the same command to continue.`
    pub(crate) stopped: String,
    /// `Stopped. The last answer could NOT be saved; what was saved before it is kept.`
    pub(crate) stopped_unsaved: String,
    /// `the input ended before question {number} was answered`
    pub(crate) ended_early: String,
    /// `the input ended before the interview was finished`
    pub(crate) ended_in_review: String,
    /// `the answer to question {number} was refused`
    pub(crate) refused: String,
    /// `a line of the review was refused`
    pub(crate) refused_in_review: String,
    /// `there is no terminal to ask at and nothing was piped in`
    pub(crate) nothing_to_read: String,
    /// `run it at a terminal, or pipe a file with one answer a line: candor ask < answers.txt`
    pub(crate) how_to_ask: String,
    /// `the answers so far are kept: candor ask --resume {case}{rules}`
    pub(crate) kept_as: String,
}
