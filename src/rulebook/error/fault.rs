//! Each thing that can be wrong with a rulebook: code, message, place, advice.

use miette::{Diagnostic, SourceSpan};
use thiserror::Error;

use crate::document::Finding;

/// One thing that is wrong with a rulebook file.
#[derive(Clone, Debug, Error, Diagnostic)]
#[expect(missing_docs, reason = "each message says what its variant and its fields are")]
#[non_exhaustive]
#[rustfmt::skip] // a table: a message, a code with advice, the places
pub enum RulebookError {
    // The text.
    #[error(transparent)]
    #[diagnostic(transparent)]
    Document(#[from] Finding),
    #[error("there is no rulebook in this file")]
    #[diagnostic(code("empty-file"), help("a rulebook begins with `format: 1`"))]
    EmptyFile { #[label(primary, "nothing")] at: SourceSpan },

    // Its shape.
    #[error("unknown key `{key}`")]
    #[diagnostic(code("unknown-key"))]
    UnknownKey {
        key: String, #[label(primary, "nothing of this name stands here")] at: SourceSpan,
        #[help] advice: Option<String>,
    },
    #[error("missing key `{key}`")]
    #[diagnostic(code("missing-key"))]
    MissingKey {
        key: String, #[label(primary, "{whose} needs `{key}`")] at: SourceSpan, whose: String,
        #[help] advice: Option<String>,
    },
    #[error("expected {expected}, found {found}")]
    #[diagnostic(code("wrong-type"))]
    WrongType {
        expected: String, found: String, #[label(primary, "not what is expected")] at: SourceSpan,
        #[help] advice: Option<String>,
    },
    #[error("`{key}` is empty")]
    #[diagnostic(code("empty"))]
    Empty { key: String, #[label(primary, "at least one {item} stands here")] at: SourceSpan, item: String },
    #[error("`{key}` does not stand on {on}")]
    #[diagnostic(code("key-does-not-fit"))]
    KeyDoesNotFit {
        key: String, on: String, #[label(primary, "not here")] at: SourceSpan, #[help] advice: Option<String>,
    },
    #[error("`{word}` is none of the words that `{key}` knows")]
    #[diagnostic(code("unknown-word"))]
    UnknownWord {
        word: String, key: String, #[label(primary, "not one of them")] at: SourceSpan, #[help] advice: Option<String>,
    },
    #[error("unsupported format `{written}`")]
    #[diagnostic(code("unsupported-format"), help("this program reads `format: 1`"))]
    UnsupportedFormat { written: String, #[label(primary, "not 1")] at: SourceSpan },
    #[error("unknown type `{word}`")]
    #[diagnostic(code("unknown-type"))]
    UnknownType {
        word: String, #[label(primary, "no question has this type")] at: SourceSpan, #[help] advice: Option<String>,
    },
    #[error("wrong kind `{word}`")]
    #[diagnostic(code("wrong-kind"))]
    WrongKind {
        word: String, #[label(primary, "no criterion has this kind")] at: SourceSpan, #[help] advice: Option<String>,
    },

    // Numbers.
    #[error("`{written}` has more than 6 decimals")]
    #[diagnostic(code("number-too-fine"), help("numbers of a rulebook have at most 6 decimals"))]
    NumberTooFine { written: String, #[label(primary, "too fine")] at: SourceSpan },
    #[error("`{written}` is 1,000,000 or more in size")]
    #[diagnostic(code("number-too-large"), help("numbers of a rulebook stay below 1,000,000: choose a larger unit"))]
    NumberTooLarge { written: String, #[label(primary, "too large")] at: SourceSpan },
    #[error("`decimals: {written}` cannot be")]
    #[diagnostic(code("decimals"), help("`decimals` is a whole number from 0 to 6"))]
    Decimals { written: String, #[label(primary, "not 0 to 6")] at: SourceSpan },
    #[error("the end `{end}` has more decimals than the {decimals} that an answer keeps")]
    #[diagnostic(code("end-finer-than-decimals"), help("raise `decimals`, or round the end"))]
    EndTooFine { end: String, decimals: u8, #[label(primary, "no answer can be this number")] at: SourceSpan },
    #[error("the text limit `{written}` cannot be")]
    #[diagnostic(code("limit"), help("`limit` is a whole number of characters from 1 to 10,000"))]
    Limit { written: String, #[label(primary, "not 1 to 10,000")] at: SourceSpan },

    // Names.
    #[error("`{id}` is not the form of an id")]
    #[diagnostic(code("id-form"), help(
        "ids and option codes are lower-case letters, digits and single `_`, and begin with a letter"
    ))]
    IdForm { id: String, #[label(primary, "not an id")] at: SourceSpan },
    #[error("`{id}` is a reserved word")]
    #[diagnostic(code("reserved-word"))]
    ReservedWord {
        id: String, #[label(primary, "cannot be used here")] at: SourceSpan, #[help] advice: Option<String>,
    },
    #[error("`{id}` is used twice")]
    #[diagnostic(code("duplicate-id"))]
    DuplicateId {
        id: String, #[label(primary, "again here")] at: SourceSpan, #[label("first here")] first: SourceSpan,
        #[help] advice: Option<String>,
    },

    // References.
    #[error("unknown question, fact or score `{name}`")]
    #[diagnostic(code("unknown-subject"))]
    UnknownSubject {
        name: String, #[label(primary, "nothing has this id")] at: SourceSpan, #[help] advice: Option<String>,
    },
    #[error("unknown option `{option}` of `{question}`")]
    #[diagnostic(code("unknown-option"))]
    UnknownOption {
        option: String, question: String, #[label(primary, "no such option")] at: SourceSpan,
        #[help] advice: Option<String>,
    },
    #[error("unknown band `{band}` of the score `{score}`")]
    #[diagnostic(code("unknown-band"))]
    UnknownBand {
        band: String, score: String, #[label(primary, "no such band")] at: SourceSpan,
        #[help] advice: Option<String>,
    },
    #[error("unknown source `{source_id}`")]
    #[diagnostic(code("unknown-source"))]
    UnknownSource {
        source_id: String, #[label(primary, "no source has this id")] at: SourceSpan, #[help] advice: Option<String>,
    },
    #[error("the placeholder `{{{name}}}` names nothing")]
    #[diagnostic(code("unknown-placeholder"))]
    UnknownPlaceholder {
        name: String, #[label(primary, "no question, fact or score has this id")] at: SourceSpan,
        #[help] advice: Option<String>,
    },
    #[error("a brace without its partner")]
    #[diagnostic(code("placeholder-form"), help(
        "a placeholder is written `{{pain_months}}`; braces have no other use in these texts"
    ))]
    PlaceholderForm { #[label(primary, "this brace")] at: SourceSpan },
    #[error("the pattern `{pattern}` matches nothing")]
    #[diagnostic(code("pattern-matches-nothing"))]
    PatternMatchesNothing {
        pattern: String, #[label(primary, "{why}")] at: SourceSpan, why: String, #[help] advice: Option<String>,
    },

    // Questions.
    #[error("the number `{question}` has no `range`")]
    #[diagnostic(code("number-without-range"), help("write `range: [0, 1200]`: what lies outside is impossible"))]
    NumberWithoutRange { question: String, #[label(primary, "this number")] at: SourceSpan },
    #[error("the range from {low} to {high} is empty")]
    #[diagnostic(code("empty-range"), help("write the lesser end first"))]
    EmptyRange { low: String, high: String, #[label(primary, "no number lies in it")] at: SourceSpan },
    #[error("`usual` from {low} to {high} lies outside `range` from {least} to {most}")]
    #[diagnostic(code("usual-outside-range"), help("`usual` is a part of `range`"))]
    UsualOutsideRange {
        low: String, high: String, least: String, most: String, #[label(primary, "outside")] at: SourceSpan,
        #[label("the range")] range: SourceSpan,
    },
    #[error("the unit `{unit}` cannot be accepted: {why}")]
    #[diagnostic(code("accepts"), help(
        "`accepts: {{ years: 12 }}` on a question in months says that one year is 12 months"
    ))]
    Accepts { unit: String, why: String, #[label(primary, "cannot be")] at: SourceSpan },
    #[error("`{key}` names `{option}`, which cannot be: {why}")]
    #[diagnostic(code("per-option"))]
    PerOption {
        key: &'static str, option: String, why: String, #[label(primary, "cannot be")] at: SourceSpan,
        #[help] advice: Option<String>,
    },
    #[error("the {kind} question `{question}` has no `options`")]
    #[diagnostic(code("choice-without-options"), help("write `options: {{ code: What people read }}`"))]
    ChoiceWithoutOptions {
        question: String, kind: &'static str, #[label(primary, "at least one option is needed")] at: SourceSpan,
    },
    #[error("`{question}` has {count} options, more than {most}")]
    #[diagnostic(code("too-many-options"), help("split the question, or gather rare options into one"))]
    TooManyOptions { question: String, count: usize, most: usize, #[label(primary, "too many")] at: SourceSpan },
    #[error("`exclusive` {why}")]
    #[diagnostic(code("exclusive"), help(
        "`exclusive` marks the one answer of a `choices` question that stands alone, as \"none of these\""
    ))]
    Exclusive { why: &'static str, #[label(primary, "here")] at: SourceSpan },
    #[error("some options of `{question}` have points and `{option}` has none")]
    #[diagnostic(code("points-on-some"), help(
        "points stand on all options of a question or on none; 0 is a number of points too"
    ))]
    PointsOnSome { question: String, option: String, #[label(primary, "no points")] at: SourceSpan },
    #[error("`respondent` cannot be asked like this: {why}")]
    #[diagnostic(code("respondent"), help(
        "`respondent` is a `choice` with options among `patient`, `caregiver` and `chart`"
    ))]
    Respondent { why: &'static str, #[label(primary, "here")] at: SourceSpan },

    // Conditions.
    #[error("this is no condition: {why}")]
    #[diagnostic(code("condition-form"), help(
        "a condition is `subject: test`, or one of `all`, `any`, `not`, `count`; join several with `all`"
    ))]
    ConditionForm { why: String, #[label(primary, "here")] at: SourceSpan },
    #[error("this test does not fit `{subject}`, {what}")]
    #[diagnostic(code("test-does-not-fit"))]
    TestDoesNotFit {
        subject: String, what: String, #[label(primary, "does not fit")] at: SourceSpan, #[help] advice: Option<String>,
    },
    #[error("this count can never hold: {why}")]
    #[diagnostic(code("count-never"), help("compare the bounds with the number of conditions that are counted"))]
    CountNever { why: String, #[label(primary, "never")] at: SourceSpan },
    #[error("this count always holds: {why}")]
    #[diagnostic(code("count-always"), help("compare the bounds with the number of conditions that are counted"))]
    CountAlways { why: String, #[label(primary, "always")] at: SourceSpan },
    #[error("a count in a condition has `at_least` or `at_most`")]
    #[diagnostic(code("count-without-bounds"), help("without bounds it is a number, and stands in a score's `value`"))]
    CountWithoutBounds { #[label(primary, "no bounds")] at: SourceSpan },

    // Scores.
    #[error("this is no formula: {why}")]
    #[diagnostic(code("formula-form"), help(
        "a formula is a question, a score, a number, or one of `sum`, `mean`, `min`, `max`, `add`, \
            `subtract`, `multiply`, `divide`, `percent_drop`, `weighted`, `points`, `count`"
    ))]
    FormulaForm { why: String, #[label(primary, "here")] at: SourceSpan },
    #[error("`{name}` is no number: it is {what}")]
    #[diagnostic(code("operand-without-number"), help(
        "a formula is made of number questions, choices whose options have points, and scores"
    ))]
    OperandWithoutNumber { name: String, what: String, #[label(primary, "cannot be reckoned with")] at: SourceSpan },
    #[error("the bands of `{score}` do not ascend: {from} does not lie above {before}")]
    #[diagnostic(code("bands-not-ascending"), help("write the bands from the least value to the greatest"))]
    BandsNotAscending {
        score: String, from: String, before: String, #[label(primary, "not above the band before it")] at: SourceSpan,
    },
    #[error("the first band of `{score}` begins at {from}, above the score's least value {least}")]
    #[diagnostic(code("first-band-too-high"), help(
        "begin the first band at or below the least value, so that every value lies in a band; an input that \
            may not apply adds 0"
    ))]
    FirstBandTooHigh {
        score: String, from: String, least: String, #[label(primary, "values below this have no band")] at: SourceSpan,
    },
    #[error("`prorate` does not fit this score: {why}")]
    #[diagnostic(code("prorate"), help(
        "`prorate` stands on a `sum`, `points` or `mean` of questions, and at least one of them has to be \
            answered"
    ))]
    Prorate { why: String, #[label(primary, "here")] at: SourceSpan },
    #[error("the score `{score}` is computed from numbers alone")]
    #[diagnostic(code("score-of-numbers-alone"), help(
        "it would apply to no form: name a question, or a score that rests on one, in its `value`; a fixed number \
            stands in the limit or formula that needs it"
    ))]
    ScoreOfNumbersAlone { score: String, #[label(primary, "rests on no answer")] at: SourceSpan },
    #[error("the score `{score}` can reach {reach}, 1,000,000 or more in size")]
    #[diagnostic(code("score-too-large"), help("narrow the ranges of its inputs, or choose a larger unit"))]
    ScoreTooLarge { score: String, reach: String, #[label(primary, "too large")] at: SourceSpan },

    // The order of questions.
    #[error("`ask_when` of `{asked}` looks at `{subject}`, which {why}")]
    #[diagnostic(code("ask-when-later"), help(
        "`ask_when` may look at questions earlier in the file only, also through facts and scores; move one \
            of the two"
    ))]
    AskWhenLater { asked: String, subject: String, why: String, #[label(primary, "not yet asked")] at: SourceSpan },
    #[error("`ask_when` of `{asked}` looks at whether something is answered or missing")]
    #[diagnostic(code("ask-when-missing"), help(
        "such a test changes while answers come in: ask for the answer itself"
    ))]
    AskWhenMissing { asked: String, #[label(primary, "rests on `answered` or `missing`")] at: SourceSpan },
    #[error("`ask_when` of `{asked}` looks at a prorated score")]
    #[diagnostic(code("ask-when-prorated"), help(
        "a prorated score changes while answers come in: use a score with `missing: bounds`"
    ))]
    AskWhenProrated { asked: String, #[label(primary, "rests on a prorated score")] at: SourceSpan },
    #[error("`{asked}` is asked in the call and waits for `{subject}`, which {why}")]
    #[diagnostic(code("call-waits-for-chart"), help(
        "the chart part comes after the call: give `{asked}` an `asked_of: chart` too, or do not let it wait"
    ))]
    CallWaitsForChart {
        asked: String, subject: String, why: String, #[label(primary, "answered only after the call")] at: SourceSpan,
    },
    #[error("a circle: {path}")]
    #[diagnostic(code("circle"), help(
        "each of them would have to be known before the next; break the circle at one of these places"
    ))]
    Circle {
        path: String, #[label(primary, "looks at the next")] at: SourceSpan,
        #[label(collection, "and this one")] others: Vec<SourceSpan>,
    },

    // What people read, and what it rests on.
    #[error("no source for {what} `{id}`")]
    #[diagnostic(code("without-source"), help(
        "write `sources: [SOURCE]`; a prompt of the project itself cites a source with `read: project`"
    ))]
    WithoutSource { what: &'static str, id: String, #[label(primary, "no `sources`")] at: SourceSpan },
    #[error("the text holds {character}, which is not seen")]
    #[diagnostic(code("control-character"), help(
        "leave it out: terminals act on control characters, and marks of direction make a text look like another"
    ))]
    ControlCharacter { character: String, #[label(primary, "in this text")] at: SourceSpan },
    #[error("`{word}` is a word of decision")]
    #[diagnostic(code("word-of-decision"), help(
        "the summary reports and decides nothing: say met, not met, not known, listed by SOURCE, for \
            physician consideration"
    ))]
    WordOfDecision { word: String, #[label(primary, "people read this")] at: SourceSpan },
    #[error("`review_by` lies before `checked`")]
    #[diagnostic(code("review-before-checked"), help("a source is due for review after it was last read"))]
    ReviewBeforeChecked {
        #[label(primary, "the earlier day")] at: SourceSpan, #[label("last read")] checked: SourceSpan,
    },

    // Texts in another language.
    #[error("these texts belong to the {key} `{written}`; this one is `{now}`")]
    #[diagnostic(code("other-rulebook"), help(
        "read the texts against the rulebook as it is now, then write its id and version here"
    ))]
    OtherRulebook { key: String, written: String, now: String, #[label(primary, "another one")] at: SourceSpan },
    #[error("the rulebook has no {what} `{id}`")]
    #[diagnostic(code("unknown-id"))]
    UnknownId {
        what: &'static str, id: String, #[label(primary, "not in the rulebook")] at: SourceSpan,
        #[help] advice: Option<String>,
    },
    #[error("the rulebook says nothing at `{path}`")]
    #[diagnostic(code("nothing-to-translate"), help(
        "leave it out, or say it in the rulebook first; lists have as many texts as there, in the same order"
    ))]
    NothingToTranslate { path: String, #[label(primary, "there is no such text")] at: SourceSpan },
    #[error("the placeholder `{{{name}}}` of the rulebook's text is missing")]
    #[diagnostic(code("placeholder-missing"), help("each language shows the same answers"))]
    PlaceholderMissing { name: String, #[label(primary, "this answer is not shown")] at: SourceSpan },
    #[error("the rulebook's text has no placeholder `{{{name}}}`")]
    #[diagnostic(code("placeholder-added"), help("each language shows the same answers"))]
    PlaceholderAdded { name: String, #[label(primary, "only here")] at: SourceSpan },
    #[error("this question is said to stay untranslated: {because}")]
    #[diagnostic(code("left-and-translated"), help("leave out either `untranslated` or the translation"))]
    LeftAndTranslated { because: String, #[label(primary, "and is translated here")] at: SourceSpan },
    #[error("`{name}` is not read as the unit `{unit}` where people type it")]
    #[diagnostic(code("unit-name"), help(
        "leave the unit out, so that it stays as it is: a form keeps what was typed, and every language reads it"
    ))]
    UnitName { unit: String, name: String, #[label(primary, "cannot be typed")] at: SourceSpan },
}
