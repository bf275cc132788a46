//! What keeping drafts means, and a keeper for tests.

use std::collections::BTreeMap;
use std::io;
use std::time::SystemTime;

use miette::Diagnostic;
use thiserror::Error;

use crate::form::file::FormFile;
use crate::text::SourceText;

/// A draft, or a finished case, as it lies in the store.
#[derive(Clone, Debug)]
pub struct Draft {
    /// The case code it goes by.
    pub case: String,
    /// When it was saved last.
    pub saved: SystemTime,
    /// What it holds.
    pub content: Content,
}

/// What a draft holds.
#[derive(Clone, Debug)]
pub enum Content {
    /// A form on paper.
    FormFile(Box<FormFile>),
    /// Nothing that can be read; where it lies. It is never deleted.
    Unreadable(String),
}

/// Why a draft cannot be had or kept. None of these texts holds an answer.
#[derive(Debug, Error, Diagnostic)]
pub enum DraftError {
    /// Nothing goes by this code.
    #[error("there is no case `{case}`")]
    #[diagnostic(help("`candor cases list` lists drafts and finished cases"))]
    NoSuch {
        /// As written.
        case: String,
    },
    /// It is not finished, so that it is not removed as a case.
    #[error("the case `{case}` is a draft, not a finished case")]
    #[diagnostic(help("`candor ask --resume {case}` goes on with it; to do away with it, remove the file `{file}`"))]
    NotFinished {
        /// Its code.
        case: String,
        /// Where it lies.
        file: String,
    },
    /// Another process has it open.
    #[error("the case `{case}` is open in another window")]
    #[diagnostic(help("leave the interview there with .s, then try again"))]
    InUse {
        /// Its code.
        case: String,
    },
    /// It is no form.
    #[error("the form `{file}` cannot be read ({why})")]
    #[diagnostic(help("it was left as it is; it is a YAML file that an editor can mend"))]
    Unreadable {
        /// Where it lies.
        file: String,
        /// What is wrong with it, and where; without answers.
        why: String,
    },
    /// The system refuses.
    #[error("cannot {doing} `{file}`")]
    Io {
        /// "write", "read", "make the folder".
        doing: &'static str,
        /// Where.
        file: String,
        /// What the system says.
        #[source]
        source: io::Error,
    },
    /// It cannot be written as YAML.
    #[error("the draft cannot be written as YAML")]
    NotWritten,
    /// The system has no randomness to make a code of.
    #[error("the system gives no random numbers to make a case code of")]
    NoRandomness,
}

/// How a form that lies in the store is read: the same way as one that comes in a file, which is not for the store to know.
/// Where it cannot be, it says what is wrong, without answers.
pub type Reader = fn(&SourceText) -> Result<FormFile, String>;

/// Keeps drafts.
pub trait Drafts {
    /// All drafts, the newest first.
    ///
    /// # Errors
    /// Where the store cannot be looked into. A single draft that cannot be read is no error.
    fn list(&self) -> Result<Vec<Draft>, DraftError>;

    /// A code that neither a draft nor a finished case goes by. Nothing is kept, nor claimed, before it is saved.
    ///
    /// # Errors
    /// Where the store refuses.
    fn begin(&mut self) -> Result<String, DraftError>;

    /// Claims a draft, or a finished case, for this process and reads it.
    ///
    /// # Errors
    /// Where there is none, another process has it, or it cannot be read.
    fn open(&mut self, case: &str) -> Result<FormFile, DraftError>;

    /// Makes a finished case that this process has claimed a draft again; a draft stays one.
    ///
    /// # Errors
    /// Where the store refuses; the case stays as it is.
    fn reopen(&mut self, case: &str) -> Result<(), DraftError>;

    /// Claims the code for this process and keeps a draft under it. When it returns, the draft outlives a power cut; until
    /// then the one before stands.
    ///
    /// # Errors
    /// Where the store refuses; the draft before stands.
    fn save(&mut self, case: &str, paper: &FormFile) -> Result<(), DraftError>;

    /// Makes a draft that this process has claimed a finished case, and gives up the claim.
    ///
    /// # Errors
    /// Where the store refuses; the draft stays one.
    fn finish(&mut self, case: &str) -> Result<(), DraftError>;

    /// Removes a draft that this process has claimed, and gives up the claim.
    ///
    /// # Errors
    /// Where the store refuses.
    fn remove(&mut self, case: &str) -> Result<(), DraftError>;
}

/// Keeps drafts for as long as it lives.
#[derive(Clone, Debug, Default)]
pub struct Memory {
    drafts: BTreeMap<String, FormFile>,
    finished: BTreeMap<String, FormFile>,
    begun: usize,
}

impl Drafts for Memory {
    fn list(&self) -> Result<Vec<Draft>, DraftError> {
        let draft = |(case, paper): (&String, &FormFile)| Draft {
            case: case.clone(),
            saved: SystemTime::UNIX_EPOCH,
            content: Content::FormFile(Box::new(paper.clone())),
        };
        Ok(self.drafts.iter().map(draft).collect())
    }

    fn begin(&mut self) -> Result<String, DraftError> {
        self.begun += 1;
        Ok(format!("A{}AAA", self.begun + 1))
    }

    fn open(&mut self, case: &str) -> Result<FormFile, DraftError> {
        let paper = self.drafts.get(case).or_else(|| self.finished.get(case));
        paper.cloned().ok_or_else(|| DraftError::NoSuch { case: case.to_owned() })
    }

    fn reopen(&mut self, case: &str) -> Result<(), DraftError> {
        self.drafts.extend(self.finished.remove_entry(case));
        Ok(())
    }

    fn save(&mut self, case: &str, paper: &FormFile) -> Result<(), DraftError> {
        self.drafts.insert(case.to_owned(), paper.clone());
        Ok(())
    }

    fn finish(&mut self, case: &str) -> Result<(), DraftError> {
        self.finished.extend(self.drafts.remove_entry(case));
        Ok(())
    }

    fn remove(&mut self, case: &str) -> Result<(), DraftError> {
        self.drafts.remove(case);
        Ok(())
    }
}
