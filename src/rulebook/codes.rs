//! The codes of findings in a rulebook or its translation, each with its label and advice. The codes for the shape of
//! records are in `document/record.rs`, those for plain YAML in `document`.

use crate::document::finding::codes;

codes! {
    EMPTY_FILE "empty-file" "nothing" "a rulebook begins with `format: 1`";
    UNSUPPORTED_FORMAT "unsupported-format" "not 1" "this program reads `format: 1`";
    UNKNOWN_TYPE "unknown-type" "no question has this type";
    WRONG_KIND "wrong-kind" "no criterion has this kind";

    // Numbers.
    NUMBER_TOO_FINE "number-too-fine" "too fine" "numbers of a rulebook have at most 6 decimals";
    NUMBER_TOO_LARGE "number-too-large" "too large"
        "numbers of a rulebook stay below 1,000,000: choose a larger unit";
    DECIMALS "decimals" "not 0 to 6" "`decimals` is a whole number from 0 to 6";
    END_TOO_FINE "end-finer-than-decimals" "no answer can be this number" "raise `decimals`, or round the end";
    LIMIT "limit" "not 1 to 10,000" "`limit` is a whole number of characters from 1 to 10,000";

    // Names.
    ID_FORM "id-form" "not an id"
        "ids and option codes are lower-case letters, digits and single `_`, and begin with a letter";
    RESERVED_WORD "reserved-word" "cannot be used here";
    DUPLICATE_ID "duplicate-id" "again here";

    // References.
    UNKNOWN_SUBJECT "unknown-subject" "nothing has this id";
    UNKNOWN_OPTION "unknown-option" "no such option";
    UNKNOWN_BAND "unknown-band" "no such band";
    UNKNOWN_SOURCE "unknown-source" "no source has this id";
    UNKNOWN_PLACEHOLDER "unknown-placeholder" "no question, fact or score has this id";
    PLACEHOLDER_FORM "placeholder-form" "this brace"
        "a placeholder is written `{pain_months}`; braces have no other use in these texts";
    PATTERN_MATCHES_NOTHING "pattern-matches-nothing" "nothing";

    // Questions.
    NUMBER_WITHOUT_RANGE "number-without-range" "this number"
        "write `range: [0, 1200]`: what lies outside is impossible";
    EMPTY_RANGE "empty-range" "no number lies in it" "write the lesser end first";
    USUAL_OUTSIDE_RANGE "usual-outside-range" "outside" "`usual` is a part of `range`";
    ACCEPTS "accepts" "cannot be" "`accepts: { years: 12 }` on a question in months says that one year is 12 months";
    PER_OPTION "per-option" "cannot be";
    CHOICE_WITHOUT_OPTIONS "choice-without-options" "at least one option is needed"
        "write `options: { code: What people read }`";
    TOO_MANY_OPTIONS "too-many-options" "too many" "split the question, or gather rare options into one";
    EXCLUSIVE "exclusive" "here"
        "`exclusive` marks the one answer of a `choices` question that stands alone, as \"none of these\"";
    POINTS_ON_SOME "points-on-some" "no points"
        "points stand on all options of a question or on none; 0 is a number of points too";
    RESPONDENT "respondent" "here"
        "`respondent` is a `choice` with options among `patient`, `caregiver` and `chart`";

    // Conditions.
    CONDITION_FORM "condition-form" "here"
        "a condition is `subject: test`, or one of `all`, `any`, `not`, `count`; join several with `all`";
    TEST_DOES_NOT_FIT "test-does-not-fit" "does not fit";
    COUNT_NEVER "count-never" "never" "compare the bounds with the number of conditions that are counted";
    COUNT_ALWAYS "count-always" "always" "compare the bounds with the number of conditions that are counted";
    COUNT_WITHOUT_BOUNDS "count-without-bounds" "no bounds"
        "without bounds it is a number, and stands in a score's `value`";

    // Scores.
    FORMULA_FORM "formula-form" "here"
        "a formula is a question, a score, a number, or one of `sum`, `mean`, `min`, `max`, `add`, `subtract`, \
         `multiply`, `divide`, `percent_drop`, `weighted`, `points`, `count`";
    OPERAND_WITHOUT_NUMBER "operand-without-number" "cannot be reckoned with"
        "a formula is made of number questions, choices whose options have points, and scores";
    BANDS_NOT_ASCENDING "bands-not-ascending" "not above the band before it"
        "write the bands from the least value to the greatest";
    FIRST_BAND_TOO_HIGH "first-band-too-high" "values below this have no band"
        "begin the first band at or below the least value, so that every value lies in a band; an input that may not \
         apply adds 0";
    PRORATE "prorate" "here"
        "`prorate` stands on a `sum`, `points` or `mean` of questions, and at least one of them has to be answered";
    SCORE_OF_NUMBERS_ALONE "score-of-numbers-alone" "rests on no answer"
        "it would apply to no form: name a question, or a score that rests on one, in its `value`; a fixed number stands \
         in the limit or formula that needs it";
    SCORE_TOO_LARGE "score-too-large" "too large" "narrow the ranges of its inputs, or choose a larger unit";

    // The order of questions.
    ASK_WHEN_LATER "ask-when-later" "not yet asked"
        "`ask_when` may look at questions earlier in the file only, also through facts and scores; move one of the two";
    ASK_WHEN_MISSING "ask-when-missing" "rests on `answered` or `missing`"
        "such a test changes while answers come in: ask for the answer itself";
    ASK_WHEN_PRORATED "ask-when-prorated" "rests on a prorated score"
        "a prorated score changes while answers come in: use a score with `missing: bounds`";
    CALL_WAITS_FOR_CHART "call-waits-for-chart" "answered only after the call";
    CIRCLE "circle" "looks at the next"
        "each of them would have to be known before the next; break the circle at one of these places";

    // Texts shown to people, and their sources.
    WITHOUT_SOURCE "without-source" "no `sources`"
        "write `sources: [SOURCE]`; a prompt of the project itself cites a source with `read: project`";
    CONTROL_CHARACTER "control-character" "in this text"
        "leave it out: terminals act on control characters, and marks of direction make a text look like another";
    WORD_OF_DECISION "word-of-decision" "people read this"
        "the summary reports and decides nothing: say met, not met, not known, listed by SOURCE, for physician \
         consideration";
    REVIEW_BEFORE_CHECKED "review-before-checked" "the earlier day"
        "a source is due for review after it was last read";

    // Texts in another language.
    OTHER_RULEBOOK "other-rulebook" "another one"
        "read the texts against the rulebook as it is now, then write its id and version here";
    UNKNOWN_ID "unknown-id" "not in the rulebook";
    NOTHING_TO_TRANSLATE "nothing-to-translate" "there is no such text"
        "leave it out, or say it in the rulebook first; lists have as many texts as there, in the same order";
    PLACEHOLDER_MISSING "placeholder-missing" "this answer is not shown" "each language shows the same answers";
    PLACEHOLDER_ADDED "placeholder-added" "only here" "each language shows the same answers";
    LEFT_AND_TRANSLATED "left-and-translated" "and is translated here"
        "leave out either `untranslated` or the translation";
    UNIT_NAME "unit-name" "cannot be typed"
        "leave the unit out, so that it stays as it is: a form keeps what was typed, and every language reads it";
}
