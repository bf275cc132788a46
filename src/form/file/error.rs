//! Errors for a form file that cannot be read: they name the fields and the rules, never the answers.

use miette::Diagnostic;
use thiserror::Error;

use super::BOM;
use crate::form::redact::capped;
use crate::form::refusal::Refusal;
use crate::text::{Lines, SourceText};

/// All refusals of one form file. Messages name fields and rules, never values.
#[derive(Debug, Error)]
#[error("the form `{name}` cannot be read")]
pub struct FormErrors {
    /// The file.
    pub name: String,
    /// The refusals.
    pub refusals: Vec<Refusal>,
    related: Vec<FieldError>,
}

/// The refusal of one field.
#[derive(Debug, Error, Diagnostic)]
#[error("{0}")]
struct FieldError(String);

impl FormErrors {
    /// Returns the errors of a file with these refusals.
    #[must_use]
    pub fn new(name: &str, refusals: Vec<Refusal>) -> FormErrors {
        FormErrors::saying(name, refusals, ToString::to_string)
    }

    /// Returns the errors of a file with these refusals, each with its line and column.
    #[must_use]
    pub fn located(source: &SourceText, refusals: Vec<Refusal>) -> FormErrors {
        let text = source.text.strip_prefix(BOM).unwrap_or(&source.text);
        let lines = Lines::of(text);
        FormErrors::saying(&source.name, refusals, |refusal| match refusal.at {
            Some(at) => {
                let (line, column) = lines.line_and_column(at.start);
                format!("line {line}, column {column}: {refusal}")
            }
            None => refusal.to_string(),
        })
    }

    fn saying(name: &str, refusals: Vec<Refusal>, said: impl Fn(&Refusal) -> String) -> FormErrors {
        let said: Vec<String> = refusals.iter().map(said).collect();
        let related = capped(&said).into_iter().map(FieldError).collect();
        FormErrors { name: name.to_owned(), refusals, related }
    }

    /// Returns the first refusals, on one line.
    #[must_use]
    pub fn in_short(&self, most: usize) -> String {
        let more = self.refusals.len().saturating_sub(most);
        let first = self.related.iter().take(most).map(|FieldError(said)| said.clone());
        first.chain((more > 0).then(|| format!("and {more} more"))).collect::<Vec<_>>().join("; ")
    }
}

impl Diagnostic for FormErrors {
    fn related<'a>(&'a self) -> Option<Box<dyn Iterator<Item = &'a dyn Diagnostic> + 'a>> {
        Some(Box::new(self.related.iter().map(|error| error as &dyn Diagnostic)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::form::file::FormFile;
    use crate::form::file::read::Bound;
    use crate::rulebook::Rulebook;

    /// Checks the message for a form of the built-in rulebook.
    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let source = SourceText::new("form", text);
        let bound =
            Rulebook::builtin().map(|rulebook| Bound::read(&rulebook, &source, jiff::civil::date(2026, 11, 20)));
        let errors = bound.ok().and_then(Result::err);
        let said = errors.iter().flat_map(|errors| errors.related.iter().map(ToString::to_string));
        assert_eq!(said.collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn each_fault_is_said_with_its_line_and_column_in_the_order_of_the_text() {
        check(
            "answers:\n  pain_duration_months: many\n  age_years: { value: 52, from: nurse }\nas_of: soon\nfrom: me\n",
            &[
                "line 2, column 25: `pain_duration_months` is not a number",
                "line 3, column 33: `age_years.from` is none of `patient`, `caregiver`, `chart`, `examiner`",
                "line 4, column 8: `as_of` is not a day, written like 2026-11-20",
                "line 5, column 7: `from` is no key that stands here, did you mean `form`?",
            ],
        );
        check(
            "\u{FEFF}{\"answers\": {\n  \"age_year\": 52,\n  \"age_years\": \"fifty\"}}",
            &[
                "line 2, column 15: `age_year` is the id of no question, did you mean `age_years`?",
                "line 3, column 16: `age_years` is not a number",
            ],
        );
        check("stored: { phq2: [1, { a: b }] }", &["line 1, column 17: `score.phq2` is not a number"]);
        check("answers: [", &["is not plain YAML (line 1, column 11: yaml-syntax)"]);
        check("answers: { 4711: 5, age_years: 1 }", &["is not plain YAML (line 1, column 12: key-not-text)"]);
        check("\"4711\": 5\n", &["line 1, column 9: a key that is no id: is no key that stands here"]);
        check("", &["expected a map of keys and values"]);
    }

    #[test]
    fn of_many_faults_the_first_are_said_and_the_others_counted() {
        let keys = (0..30).map(|number| format!("x{number}: 1\n")).collect::<Vec<_>>().concat();
        let errors = FormFile::read(&SourceText::new("form", keys)).err();
        let errors = errors.as_ref();
        assert_eq!(errors.map(|errors| errors.refusals.len()), Some(30));
        let short = errors.map(|errors| errors.in_short(1)).unwrap_or_default();
        assert_eq!(short, "line 1, column 5: `x0` is no key that stands here; and 29 more");
        let last = errors.and_then(|errors| errors.related.last()).map(ToString::to_string);
        assert_eq!(last.as_deref(), Some("and 10 more"));
    }
}
