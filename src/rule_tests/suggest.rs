//! Forms that reach what no test reaches, written as tests whose expectation a person still has to fill in.

mod search;

use std::fmt::Write as _;

use jiff::civil::Date;

use super::goal::Goal;
use crate::form::Form;
use crate::form::entry::{Full, OneOrMany, Scalar, Written};
use crate::rulebook::Rulebook;
use search::Search;

/// A test for each goal: the form found, and `?` where a person writes what the rule says. A goal for which no form was
/// found is named in a comment.
#[must_use]
pub fn suggest(rulebook: &Rulebook, goals: &[Goal]) -> String {
    let mut text = String::from("tests:\n");
    let search = Search::new(rulebook);
    for &goal in goals {
        let name = goal.named(rulebook);
        let name = format!("{}: {}", name.of, name.what);
        match search.form(goal) {
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
    let answers: Vec<String> = form
        .to_file(rulebook)
        .answers
        .iter()
        .map(|(question, written)| format!("{question}: {}", flow(written)))
        .collect();
    // Writing into a string does not fail.
    let _ = writeln!(text, "\n  - test: \"{name}\"");
    let _ = match answers.as_slice() {
        [] => writeln!(text, "    answers: {{}}"),
        answers => writeln!(text, "    answers: {{ {} }}", answers.join(", ")),
    };
    let _ = writeln!(text, "    {expect}");
}

/// An answer on one line of YAML.
fn flow(written: &Written) -> String {
    let list = |many: &[Scalar]| format!("[{}]", many.iter().map(scalar).collect::<Vec<_>>().join(", "));
    match written {
        Written::Bare(one) | Written::Full(Full { value: Some(OneOrMany::One(one)), .. }) => scalar(one),
        Written::List(many) | Written::Full(Full { value: Some(OneOrMany::Many(many)), .. }) => list(many),
        Written::Full(Full { missing: Some(missing), .. }) => format!("{{ missing: {} }}", missing.word()),
        Written::Full(_) => "unanswered".to_owned(),
    }
}

fn scalar(scalar: &Scalar) -> String {
    match scalar {
        Scalar::Truth(truth) => truth.to_string(),
        Scalar::Whole(whole) => whole.to_string(),
        Scalar::Real(real) => real.to_string(),
        Scalar::Text(text) if text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') => text.clone(),
        Scalar::Text(text) => format!("{text:?}"),
    }
}

/// The day of a form that only shows something; nothing of a test rests on it.
const NO_DAY: Date = Date::ZERO;
