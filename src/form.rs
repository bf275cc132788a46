//! One patient's answers: as a file writes them, and as they are read against a rulebook.
//!
//! Every source (interview, form file, table, NDJSON) ends in [`bind::Binder`], so that the same answers give the same
//! [`Form`]. All refusals of a form are gathered; no [`refusal::Reason`] contains the value.

pub mod bind;
pub mod entry;
pub mod file;
pub mod redact;
pub mod refusal;
pub mod value;

use jiff::civil::Date;

use crate::answer::{Answers, Informant, QuestionId, Value};
use crate::decimal::Decimal;
use crate::rulebook::{AlertId, Rulebook, ScoreId};

/// The character limit of a note.
pub const NOTE_LIMIT: usize = 500;
/// The character limit of a case code, and of a typed text.
pub const CODE_LIMIT: usize = 64;
/// The format of forms that this program reads and writes.
pub const FORMAT: u32 = 1;

/// One patient's answers, read against a rulebook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Form {
    /// A random code; never a file name.
    pub case: Option<String>,
    /// The day the answers speak of.
    pub as_of: Date,
    /// Language of the interview.
    pub language: String,
    /// Answers by question; only explicit ones have an entry.
    pub answers: Answers,
    /// Times at which the nurse acknowledged alerts, in the order of the rulebook.
    pub acknowledged: Vec<(AlertId, String)>,
    /// Totals that came with the form, in the order of the rulebook; compared, never evaluated.
    pub stored: Vec<(ScoreId, Decimal)>,
}

impl Form {
    /// Returns an empty form.
    #[must_use]
    pub fn empty(rulebook: &Rulebook, as_of: Date) -> Form {
        Form {
            case: None,
            as_of,
            language: "en".to_owned(),
            answers: Answers::none(rulebook.questions.len()),
            acknowledged: Vec::new(),
            stored: Vec::new(),
        }
    }

    /// Returns the actual or expected informant of a question: the one given beside the answer, else chart or examiner
    /// by the question, else the answer to `respondent`. `None` if unknown.
    #[must_use]
    pub fn informant(&self, rulebook: &Rulebook, question: QuestionId) -> Option<Informant> {
        let said = self.answers.get(question).and_then(|given| given.from);
        said.or_else(|| self.usual_informant(rulebook, question))
    }

    /// Returns the informant of a question if none is given beside the answer: chart or examiner by the question, else
    /// the answer to `respondent`. `None` if unknown.
    #[must_use]
    pub fn usual_informant(&self, rulebook: &Rulebook, question: QuestionId) -> Option<Informant> {
        let asked = &rulebook.questions[question];
        if !asked.is_of_the_call() {
            return Some(asked.asked_of);
        }
        let respondent = rulebook.respondent?;
        let Some(Value::Option(option)) = self.answers.value(respondent) else { return None };
        let code = &rulebook.questions[respondent].options().get(*option)?.code;
        Informant::from_word(code)
    }
}
