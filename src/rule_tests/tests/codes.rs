//! The errors of a tests file, except for those of its shape (`document/record.rs`) and of plain YAML.

use crate::document::finding::codes;

codes! {
    DUPLICATE_TEST "duplicate-test" "again here" "a test is known by its name: give each its own";
    UNKNOWN_NAME "unknown-name" "the rulebook has nothing of this name";
    UNKNOWN_TEST "unknown-test" "nothing to extend";
    CIRCLE "circle" "leads back here" "let one of these tests stand on its own";
    ANSWER "answer" "not an answer to this question";
    EXPECTED_WORD "expected-word" "not possible";
    NOT_FILLED_IN "not-filled-in" "still a question"
        "a person who knows the rule writes here what it says; the program's own output proves nothing";
    EXPECTS_NOTHING "expects-nothing" "nothing that could fail"
        "write `expect`, `asked`, `not_asked`, `waits`, `says` or `not_says`; a test without any is only there to be \
         extended";
    TWICE "twice" "again here" "keep one of the two";
    BECAUSE_OF_NOTHING "because-of-nothing" "the explanation of what?"
        "`because` names answers that appear in the explanation of a criterion, alert, fact or score under `expect`";
    BECAUSE_NOT_EXPECTED "because-of-nothing" "its explanation is not looked at" "name it under `expect` as well";
    EACH "each" "not one" "`each` takes one question and a list of its answers; the test is run once with each of them";
    UNKNOWN_GOAL "unknown-goal" "not measured";
}
