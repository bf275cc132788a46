//! What has to hold of any text that somebody wrote. The tests beside this file ask it about texts that they make up; `fuzz/`
//! asks it about any.
#![allow(dead_code, reason = "each fuzz target asks one question")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "what does not hold is said by failing")]

use std::sync::LazyLock;

use candor::form::Form;
use candor::form::file::FormFile;
use candor::form::file::read::Bound;
use candor::rulebook::Rulebook;
use candor::text::SourceText;
use jiff::civil::{Date, date};

const TODAY: Date = date(2026, 11, 20);

/// A rulebook with every type of question.
static SMALL: LazyLock<Rulebook> = LazyLock::new(|| Rulebook::read(&source(include_str!("batch/rules.yaml"))).unwrap());

fn source(text: &str) -> SourceText {
    SourceText::new("any", text)
}

/// A rulebook is read, or refused with errors that lie in the text and can be drawn.
pub(crate) fn as_a_rulebook(text: &str) {
    let Err(errors) = Rulebook::read(&source(text)) else { return };
    assert!(!errors.all().is_empty());
    for error in errors.all() {
        let at = error.at;
        assert!(at.end <= text.len() && text.get(at.start..at.end).is_some(), "{error:?}");
        assert!(!error.code.is_empty());
    }
    let drawn = format!("{:?}", miette::Report::new(errors));
    assert!(!drawn.contains("Failed to read contents"), "{drawn}");
}

/// A form that is read, written and read again is the same, as YAML and as JSON; what is refused names a field or the whole.
pub(crate) fn as_a_form(text: &str) {
    match Bound::read(&SMALL, &source(text), TODAY) {
        Err(errors) => assert!(!errors.refusals.is_empty()),
        Ok(Bound { form, .. }) => {
            let written = form.to_file(&SMALL);
            for text in both(&written) {
                assert_eq!(again(&text), form, "{text}");
            }
        }
    }
}

fn again(text: &str) -> Form {
    Bound::read(&SMALL, &source(text), TODAY).unwrap_or_else(|errors| panic!("{:?}: {text}", errors.refusals)).form
}

fn both(file: &FormFile) -> [String; 2] {
    [file.to_yaml().unwrap(), file.to_json().unwrap()]
}
