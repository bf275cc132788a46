//! A folder of forms: `CASE.yaml` each, of mode 0600, in a folder of mode 0700.
//!
//! A form is written to a temporary file, synced and renamed, so there is a complete form at every moment; the folder
//! is synced after it.

use std::fs::{self, DirBuilder, File};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use crate::files;
use crate::form::file::FormFile;
use crate::store::{KeptCase, KeptForm, StoreError, code};
use crate::text::SourceText;

/// The maximum size of a form, in bytes.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// The maximum number of faults named in an error about a form.
const MOST_NAMED: usize = 5;

/// A folder of forms by case code, created when first needed.
#[derive(Clone, Debug)]
pub(super) struct CaseFolder {
    pub(super) path: PathBuf,
}

impl CaseFolder {
    /// Returns the path for the form of this code, present or not.
    pub(super) fn of(&self, case: &str) -> PathBuf {
        self.path.join(format!("{case}.yaml"))
    }

    pub(super) fn has(&self, case: &str) -> bool {
        self.of(case).exists()
    }

    pub(super) fn make(&self) -> Result<(), StoreError> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        if self.path.is_dir() {
            return Ok(());
        }
        // a form moved into a new folder is only as durable as the folder's own entry
        builder
            .create(&self.path)
            .and_then(|()| files::sync_folder(files::folder_of(&self.path)))
            .map_err(|source| failed("make the folder", &self.path, source))
    }

    /// Reads the text of a form.
    pub(super) fn text(&self, case: &str) -> Result<SourceText, StoreError> {
        let path = self.of(case);
        let unreadable = |why: &str| unreadable(&path, why.to_owned());
        let mut bytes = Vec::new();
        match File::open(&path).and_then(|file| file.take(MOST_BYTES + 1).read_to_end(&mut bytes)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(StoreError::NoSuch { case: case.to_owned() });
            }
            other => other.map_err(|source| failed("read", &path, source))?,
        };
        if bytes.len() as u64 > MOST_BYTES {
            return Err(unreadable("longer than 4 MiB"));
        }
        let text = String::from_utf8(bytes).map_err(|_| unreadable("not UTF-8"))?;
        Ok(SourceText::new(shown(&path), text))
    }

    pub(super) fn file(&self, case: &str) -> Result<FormFile, StoreError> {
        FormFile::read(&self.text(case)?)
            .map_err(|errors| unreadable(&self.of(case), crate::unit::clean(&errors.in_short(MOST_NAMED))))
    }

    /// Returns the form of this code as an item of the list; one that cannot be read is `KeptForm::Unreadable`.
    ///
    /// # Errors
    /// Returns an error if there is none.
    pub(super) fn kept(&self, code: String) -> Result<KeptCase, StoreError> {
        let path = self.of(&code);
        let form = match self.file(&code) {
            Err(error @ StoreError::NoSuch { .. }) => return Err(error),
            Ok(file) => KeptForm::File(Box::new(file)),
            Err(_) => KeptForm::Unreadable(shown(&path)),
        };
        let saved = fs::metadata(&path).and_then(|data| data.modified()).unwrap_or(SystemTime::UNIX_EPOCH);
        Ok(KeptCase { code, saved, form })
    }

    /// Returns all forms, newest first.
    pub(super) fn list(&self) -> Result<Vec<KeptCase>, StoreError> {
        let entries = match fs::read_dir(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other.map_err(|source| failed("read", &self.path, source))?,
        };
        let mut cases = Vec::new();
        for entry in entries {
            let name = entry.map_err(|source| failed("read", &self.path, source))?.file_name();
            let code = name.to_str().and_then(|name| name.strip_suffix(".yaml")).and_then(code::read);
            let Some(code) = code else { continue }; // a lock, a form half written, or a file of somebody else
            cases.extend(self.kept(code).ok()); // a form moved or removed in the meantime is skipped
        }
        cases.sort_by(|left, right| right.saved.cmp(&left.saved).then_with(|| left.code.cmp(&right.code)));
        Ok(cases)
    }

    /// Writes a form. On return it outlives a power cut.
    pub(super) fn write(&self, case: &str, file: &FormFile) -> Result<(), StoreError> {
        let text = file.to_yaml().map_err(|_| StoreError::NotWritten)?;
        let path = self.of(case);
        files::write_by(&self.beside(case), &path, text.as_bytes()).map_err(|source| failed("write", &path, source))
    }

    /// Moves a form to another folder; replaces one of the same code.
    pub(super) fn hand_over(&self, case: &str, to: &CaseFolder) -> Result<(), StoreError> {
        to.make()?;
        let (here, there) = (self.of(case), to.of(case));
        fs::rename(&here, &there)
            .and_then(|()| files::sync_folder(&to.path))
            .and_then(|()| files::sync_folder(&self.path))
            .map_err(|source| failed("write", &there, source))
    }

    /// Removes a form, if it is there.
    pub(super) fn remove(&self, case: &str) -> Result<(), StoreError> {
        let path = self.of(case);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed("remove", &path, error)),
            _ => {}
        }
        let _ = fs::remove_file(self.beside(case)); // present only after an interrupted write
        if !self.path.is_dir() {
            return Ok(()); // nothing was ever kept
        }
        files::sync_folder(&self.path).map_err(|source| failed("remove", &path, source))
    }

    /// Returns the path of the temporary file that a form is written to before it is renamed.
    pub(super) fn beside(&self, case: &str) -> PathBuf {
        self.path.join(format!(".{case}.tmp"))
    }
}

fn unreadable(path: &Path, why: String) -> StoreError {
    StoreError::Unreadable { file: shown(path), why }
}

/// Returns a path for display.
pub(super) fn shown(path: &Path) -> String {
    crate::unit::clean(&path.display().to_string())
}

pub(super) fn failed(doing: &'static str, path: &Path, source: io::Error) -> StoreError {
    StoreError::Io { doing, file: shown(path), source }
}
