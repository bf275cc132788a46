//! What can be wrong with a tests file, each with a code, a place and advice.

use std::sync::Arc;

use miette::{Diagnostic, NamedSource, SourceSpan};
use thiserror::Error;

use crate::rulebook::error::RulebookError;
use crate::text::SourceText;

/// All that is wrong with one tests file, in the order of the file.
#[derive(Debug, Error, Diagnostic)]
#[error("the tests `{name}` have {}", if errors.len() == 1 { "an error".to_owned() } else { format!("{} errors", errors.len()) })]
pub struct TestsErrors {
    /// The name of the file.
    pub name: String,
    /// The text, for those who draw it.
    #[source_code]
    text: NamedSource<Arc<str>>,
    /// Each error, sorted by place; at least one.
    #[related]
    errors: Vec<TestsError>,
}

impl TestsErrors {
    pub(super) fn new(source: &SourceText, mut errors: Vec<TestsError>) -> TestsErrors {
        errors.sort_by_cached_key(|error| (error.offset(), error.to_string()));
        errors.dedup_by_key(|error| (error.offset(), error.to_string()));
        let text = NamedSource::new(&source.name, Arc::from(source.text.as_str()));
        TestsErrors { name: source.name.clone(), text, errors }
    }

    /// Each error, sorted by place.
    #[must_use]
    pub fn errors(&self) -> &[TestsError] {
        &self.errors
    }
}

/// One thing that is wrong with a tests file.
#[derive(Clone, Debug, Error, Diagnostic)]
#[expect(missing_docs, reason = "each message says what its variant and its fields are")]
#[non_exhaustive]
pub enum TestsError {
    #[error(transparent)]
    #[diagnostic(transparent)]
    Yaml(#[from] RulebookError),
    #[error("unknown key `{key}`")]
    #[diagnostic(code("unknown-key"))]
    UnknownKey {
        key: String,
        #[label("nothing of this name stands here")]
        at: SourceSpan,
        #[help]
        advice: Option<String>,
    },
    #[error("missing key `{key}`")]
    #[diagnostic(code("missing-key"))]
    MissingKey {
        key: &'static str,
        whose: &'static str,
        #[label("{whose} needs a `{key}`")]
        at: SourceSpan,
    },
    #[error("expected {expected}, found {found}")]
    #[diagnostic(code("wrong-type"))]
    WrongType {
        expected: &'static str,
        found: &'static str,
        #[label("not {expected}")]
        at: SourceSpan,
    },
    #[error("two tests are called `{name}`")]
    #[diagnostic(code("duplicate-test"), help("a test is known by its name: give each its own"))]
    DuplicateTest {
        name: String,
        #[label("again here")]
        at: SourceSpan,
        #[label("first here")]
        first: SourceSpan,
    },
    #[error("unknown {what} `{name}`")]
    #[diagnostic(code("unknown-name"))]
    UnknownName {
        what: &'static str,
        name: String,
        #[label("the rulebook has no such {what}")]
        at: SourceSpan,
        #[help]
        advice: Option<String>,
    },
    #[error("no test is called `{name}`")]
    #[diagnostic(code("unknown-test"))]
    UnknownTest {
        name: String,
        #[label("nothing to extend")]
        at: SourceSpan,
        #[help]
        advice: Option<String>,
    },
    #[error("the test `{name}` extends itself in a circle")]
    #[diagnostic(code("circle"), help("let one of these tests stand on its own"))]
    Circle {
        name: String,
        #[label("leads back here")]
        at: SourceSpan,
    },
    #[error("the answer to `{field}` cannot be: it {reason}")]
    #[diagnostic(code("answer"))]
    Answer {
        field: String,
        reason: String,
        #[label("not an answer to this question")]
        at: SourceSpan,
    },
    #[error("`{written}` is nothing that `{name}` can be")]
    #[diagnostic(code("expected-word"))]
    ExpectedWord {
        written: String,
        name: String,
        #[label("not possible")]
        at: SourceSpan,
        #[help]
        advice: Option<String>,
    },
    #[error("not filled in: what is expected of `{name}`?")]
    #[diagnostic(
        code("not-filled-in"),
        help("a person who knows the rule writes here what it says; the program's own output proves nothing")
    )]
    NotFilledIn {
        name: String,
        #[label("still a question")]
        at: SourceSpan,
    },
    #[error("the test `{name}` expects nothing")]
    #[diagnostic(
        code("expects-nothing"),
        help(
            "write `expect`, `asked`, `not_asked`, `waits`, `says` or `not_says`; a test without any is only there to be extended"
        )
    )]
    ExpectsNothing {
        name: String,
        #[label("nothing that could fail")]
        at: SourceSpan,
    },
    #[error("`{name}` stands twice")]
    #[diagnostic(code("twice"), help("keep one of the two"))]
    Twice {
        name: String,
        #[label("again here")]
        at: SourceSpan,
    },
    #[error("nothing that has an explanation is expected")]
    #[diagnostic(
        code("because-of-nothing"),
        help(
            "`because` names answers that appear in the explanation of a criterion, alert, fact or score under `expect`"
        )
    )]
    BecauseOfNothing {
        #[label("the explanation of what?")]
        at: SourceSpan,
    },
    #[error("`{name}` is not among what this test expects")]
    #[diagnostic(code("because-of-nothing"), help("name it under `expect` as well"))]
    BecauseNotExpected {
        name: String,
        #[label("its explanation is not looked at")]
        at: SourceSpan,
    },
    #[error("`each` names {count} questions")]
    #[diagnostic(
        code("each"),
        help("`each` takes one question and a list of its answers; the test is run once with each of them")
    )]
    Each {
        count: usize,
        #[label("not one")]
        at: SourceSpan,
    },
    #[error("`{what}` is nothing that could be seen of `{of}`")]
    #[diagnostic(code("unknown-goal"))]
    UnknownGoal {
        of: String,
        what: String,
        #[label("not measured")]
        at: SourceSpan,
        #[help]
        advice: Option<String>,
    },
}

impl TestsError {
    fn offset(&self) -> usize {
        self.labels().and_then(|mut labels| labels.next()).map_or(0, |label| label.offset())
    }
}
