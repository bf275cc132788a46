//! Cases as YAML files: drafts and finished cases, in a folder each.
//!
//! A case is in one of the two folders: finishing a draft moves it to the cases, resuming a case moves it back. A
//! locked file `.CASE.lock` among the drafts keeps a second process out while the first one runs.

mod folder;
mod session;

use std::fs;
use std::path::Path;

use super::{CaseState, Cases, KeptCase, OpenCase, StoreError, code};
use crate::form::file::FormFile;
use crate::text::SourceText;
use folder::{CaseFolder, shown};
use session::FileClaim;

/// Cases in a folder.
#[derive(Clone, Debug)]
pub struct YamlFiles {
    drafts: CaseFolder,
    finished: CaseFolder,
}

impl YamlFiles {
    /// Keeps cases in `drafts` and `cases` of this folder; each is created when first needed.
    #[must_use]
    pub fn new(folder: &Path) -> YamlFiles {
        let [drafts, finished] = ["drafts", "cases"].map(|name| CaseFolder { path: folder.join(name) });
        YamlFiles { drafts, finished }
    }

    fn has(&self, code: &str) -> bool {
        self.drafts.has(code) || self.finished.has(code)
    }

    /// Returns the folder that holds the code: the drafts if it is a draft, otherwise the finished cases.
    fn holding(&self, code: &str) -> &CaseFolder {
        if self.drafts.has(code) { &self.drafts } else { &self.finished }
    }

    /// Returns the code of the case stored in this very file; `None` if the file is not one of the store's.
    fn case_at(&self, path: &Path) -> Option<String> {
        let path = fs::canonicalize(path).ok()?;
        let code = code::read(path.file_name()?.to_str()?.strip_suffix(".yaml")?)?;
        let is_there = |folder: &CaseFolder| fs::canonicalize(folder.of(&code)).is_ok_and(|own| own == path);
        [&self.drafts, &self.finished].into_iter().any(is_there).then_some(code)
    }

    fn claim(&self, code: &str) -> Result<FileClaim, StoreError> {
        let mut claim = FileClaim::new(self, code);
        claim.take()?;
        Ok(claim)
    }
}

impl Cases for YamlFiles {
    fn list(&self, state: CaseState) -> Result<Vec<KeptCase>, StoreError> {
        match state {
            CaseState::Draft => self.drafts.list(),
            CaseState::Finished => self.finished.list(),
        }
    }

    fn finished(&self, code: &str) -> Result<KeptCase, StoreError> {
        match code::read(code) {
            Some(code) if self.finished.has(&code) => self.finished.kept(code),
            Some(code) if self.drafts.has(&code) => {
                Err(StoreError::NotFinished { file: shown(&self.drafts.of(&code)), case: code })
            }
            _ => Err(StoreError::NoSuch { case: crate::unit::clean(code) }),
        }
    }

    fn find(&self, name: &Path) -> Option<String> {
        let code = name.to_str().and_then(code::read).filter(|code| self.has(code));
        code.or_else(|| self.case_at(name))
    }

    fn read(&self, code: &str) -> Result<SourceText, StoreError> {
        self.holding(code).text(code)
    }

    fn begin(&self, code: Option<String>) -> Result<Box<dyn OpenCase>, StoreError> {
        let mut code = code;
        loop {
            match code.filter(|code| !self.has(code)) {
                Some(code) => return Ok(Box::new(FileClaim::new(self, &code))),
                None => code = Some(code::random().map_err(|_| StoreError::NoRandomness)?),
            }
        }
    }

    fn open(&self, code: &str) -> Result<(Box<dyn OpenCase>, FormFile), StoreError> {
        let found = code::read(code).filter(|code| self.has(code));
        let code = found.ok_or_else(|| StoreError::NoSuch { case: code.to_owned() })?;
        let claim = self.claim(&code)?;
        let file = self.holding(&code).file(&code)?;
        Ok((Box::new(claim), file))
    }

    fn remove(&self, code: &str) -> Result<(), StoreError> {
        if !self.finished.has(code) {
            return Err(StoreError::NoSuch { case: code.to_owned() });
        }
        let _claim = self.claim(code)?;
        self.finished.remove(code)
    }
}

#[cfg(test)]
mod tests;
