//! Suggests tests for goals that no test reaches; a person fills in what they expect.

mod assume;
mod search;

use std::fmt::Write as _;

use super::goal::Goal;
use crate::form::Form;
use crate::form::entry::{Entry, RawValue};
use crate::rulebook::Rulebook;
use search::Search;

/// A test for each goal: the form found, and `?` where a person writes what the rule says. A goal for which no form was
/// found is named in a comment.
#[must_use]
pub fn suggest(rulebook: &Rulebook, goals: &[Goal]) -> String {
    let mut text = String::from("tests:\n");
    for &goal in goals {
        let name = goal.named(rulebook);
        let name = format!("{}: {}", name.of, name.what);
        let search = Search { rulebook, goal };
        match search.form() {
            Some(form) => test(&mut text, rulebook, goal, &name, &form),
            None => {
                let _ = writeln!(
                    text,
                    "\n  # {name}: no form was found; if there is none, `cannot` is the place to say why"
                );
            }
        }
    }
    text
}

fn test(text: &mut String, rulebook: &Rulebook, goal: Goal, name: &str, form: &Form) {
    let expect = match goal {
        Goal::Criterion(..) | Goal::Alert(..) | Goal::Score(..) => {
            format!("expect: {{ {}: \"?\" }}", goal.of(rulebook))
        }
        Goal::Question(_, true) => "asked: [\"?\"]".to_owned(),
        Goal::Question(_, false) => "not_asked: [\"?\"]".to_owned(),
        Goal::Option(..) | Goal::Number(..) => "expect: \"?\"".to_owned(),
    };
    let answers: Vec<String> =
        form.to_file(rulebook).answers.iter().map(|(question, entry)| format!("{question}: {}", flow(entry))).collect();
    // Writing into a string does not fail.
    let _ = writeln!(text, "\n  - test: \"{name}\"");
    let _ = match answers.as_slice() {
        [] => writeln!(text, "    answers: {{}}"),
        answers => writeln!(text, "    answers: {{ {} }}", answers.join(", ")),
    };
    let _ = writeln!(text, "    {expect}");
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
