//! The input of a rulebook's tests: their file, and the summary of a form as text.

use std::fs::File;
use std::path::Path;

use crate::cli::paths::shown;
use crate::cli::summary::{SummaryFormat, draw};
use crate::cli::{Ended, Status, reading};
use crate::form::Form;
use crate::report::text::Look;
use crate::rulebook::{BUILTIN_TESTS, Rulebook};
use crate::text::SourceText;
use crate::ui::Ui;

/// Returns the summary of a form as text, with one very long line for each paragraph, so that no text is broken.
pub(super) fn drawn(rulebook: &Rulebook, form: &Form, ui: &Ui) -> String {
    let mut drawn = Vec::new();
    let look = Look { width: 120, bold: false };
    // writing into memory does not fail
    let _ = draw(rulebook, ui, form, SummaryFormat::Text, look, &mut drawn);
    String::from_utf8_lossy(&drawn).into_owned()
}

/// Returns the text of the tests: the named file, otherwise the one beside the rulebook, otherwise the built-in one.
pub(super) fn tests_of(named: Option<&Path>, rulebook: Option<&Path>) -> miette::Result<SourceText> {
    let path = match (named, rulebook) {
        (Some(path), _) => path.to_owned(),
        (None, Some(rulebook)) => rulebook.with_extension("tests.yaml"),
        (None, None) => {
            return Ok(SourceText::new(BUILTIN_TESTS.0, BUILTIN_TESTS.1));
        }
    };
    let name = shown(&path);
    if named.is_none() && !path.exists() {
        let advice = "tests lie beside their rulebook; `--tests FILE` names another place".to_owned();
        let what = format!("there are no tests `{name}`");
        return Err(Ended { status: Status::Io, what, advice: Some(advice) }.into());
    }
    reading::text(File::open(&path), "the tests", name, Status::TestFailed)
}
