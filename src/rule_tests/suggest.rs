//! Suggests tests for goals that no test reaches; a person fills in their expectations.

mod assume;
mod search;

use super::coverage::GoalName;
use super::goal::Goal;
use crate::form::Form;
use crate::form::entry::{Entry, RawValue};
use crate::rulebook::Rulebook;
use search::Search;

/// Returns a tests file with a test for each goal: the form found, and `?` for the expectation that a person fills in.
/// A goal without a form is named in a comment.
#[must_use]
pub fn suggest(rulebook: &Rulebook, goals: &[Goal]) -> String {
    let tests = goals.iter().map(|&goal| {
        let GoalName { of, what } = goal.named(rulebook);
        let search = Search { rulebook, goal };
        match search.form() {
            Some(form) => format!("\n  - test: \"{of}: {what}\"\n{}", test(rulebook, goal, &of, &form)),
            None => {
                format!("\n  # {of}: {what}: no form was found; if there is none, `cannot` is the place to say why\n")
            }
        }
    });
    format!("tests:\n{}", tests.collect::<String>())
}

fn test(rulebook: &Rulebook, goal: Goal, of: &str, form: &Form) -> String {
    let expect = match goal {
        Goal::Criterion(..) | Goal::Alert(..) | Goal::Score(..) => format!("expect: {{ {of}: \"?\" }}"),
        Goal::Question(_, true) => "asked: [\"?\"]".to_owned(),
        Goal::Question(_, false) => "not_asked: [\"?\"]".to_owned(),
        Goal::Option(..) | Goal::Number(..) => "expect: \"?\"".to_owned(),
    };
    let answers: Vec<String> =
        form.to_file(rulebook).answers.iter().map(|(question, entry)| format!("{question}: {}", flow(entry))).collect();
    let answers = if answers.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", answers.join(", ")) };
    format!("    answers: {answers}\n    {expect}\n")
}

/// Returns an answer as one line of YAML.
fn flow(entry: &Entry<'_>) -> String {
    match (&entry.value, entry.missing) {
        (RawValue::Nothing, Some(missing)) => format!("{{ missing: {} }}", missing.word()),
        (RawValue::Nothing, None) => "unanswered".to_owned(),
        (RawValue::List(many), _) => format!("[{}]", many.iter().map(scalar).collect::<Vec<_>>().join(", ")),
        (one, _) => scalar(one),
    }
}

fn scalar(value: &RawValue<'_>) -> String {
    match value {
        RawValue::Text(text) if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') => {
            format!("{text:?}")
        }
        other => other.raw_text(None),
    }
}
