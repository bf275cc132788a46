//! Drafts as files: one a case, `CASE.yaml` in a folder of mode 0700, each of mode 0600.
//!
//! A draft is written beside, synced and renamed, so that at every moment a whole one stands there; the folder is synced
//! behind it. A locked file `.CASE.lock` keeps a second process out for as long as the first lives.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::code;
use super::drafts::{Content, Draft, DraftError, Drafts};
use crate::form::Paper;

/// The longest draft that is read, in bytes.
const MOST_BYTES: u64 = 4 * 1024 * 1024;

/// Drafts in a folder.
#[derive(Debug)]
pub struct DraftFiles {
    folder: PathBuf,
    /// The drafts that this process has claimed, with their locks.
    claimed: Vec<(String, File)>,
}

impl DraftFiles {
    /// In this folder; it is made when the first draft is.
    #[must_use]
    pub fn new(folder: PathBuf) -> DraftFiles {
        DraftFiles { folder, claimed: Vec::new() }
    }

    fn path(&self, case: &str) -> PathBuf {
        self.folder.join(format!("{case}.yaml"))
    }

    fn make_folder(&self) -> Result<(), DraftError> {
        let mut builder = DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(&self.folder).map_err(|source| failed("make the folder", &self.folder, source))
    }

    /// Claims a code; `false` where another process has it.
    fn claim(&mut self, case: &str) -> Result<bool, DraftError> {
        if self.claimed.iter().any(|(other, _)| other == case) {
            return Ok(true);
        }
        self.make_folder()?;
        let path = self.folder.join(format!(".{case}.lock"));
        let lock = private().open(&path).map_err(|source| failed("write", &path, source))?;
        match lock.try_lock() {
            // one that was given up and removed between opening and locking is nobody's any more
            Ok(()) if !is_at(&lock, &path) => Ok(false),
            Ok(()) => {
                self.claimed.push((case.to_owned(), lock));
                Ok(true)
            }
            Err(TryLockError::WouldBlock) => Ok(false),
            Err(TryLockError::Error(source)) => Err(failed("write", &path, source)),
        }
    }

    /// Gives a claim up; the lock ends with the file that holds it.
    fn release(&mut self, case: &str) {
        let _ = fs::remove_file(self.folder.join(format!(".{case}.lock"))); // an empty file, if it stays
        self.claimed.retain(|(other, _)| other != case);
    }

    fn read(&self, case: &str) -> Result<Paper, DraftError> {
        let path = self.path(case);
        let unreadable = |place: String| DraftError::Unreadable { file: path.display().to_string(), place };
        let length = match fs::metadata(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(DraftError::NoSuch { case: case.to_owned() });
            }
            other => other.map_err(|source| failed("read", &path, source))?.len(),
        };
        if length > MOST_BYTES {
            return Err(unreadable(String::from("longer than 4 MiB")));
        }
        let bytes = fs::read(&path).map_err(|source| failed("read", &path, source))?;
        let text = String::from_utf8(bytes).map_err(|_| unreadable(String::from("not UTF-8")))?;
        serde_yaml::from_str(&text).map_err(|error| {
            let place = error.location();
            unreadable(
                place.map_or_else(
                    || String::from("not a form"),
                    |at| format!("line {}, column {}", at.line(), at.column()),
                ),
            )
        })
    }
}

impl Drafts for DraftFiles {
    fn list(&self) -> Result<Vec<Draft>, DraftError> {
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            other => other.map_err(|source| failed("read", &self.folder, source))?,
        };
        let mut drafts = Vec::new();
        for entry in entries {
            let entry = entry.map_err(|source| failed("read", &self.folder, source))?;
            let name = entry.file_name();
            let case = name.to_str().and_then(|name| name.strip_suffix(".yaml")).and_then(code::read);
            let Some(case) = case else { continue }; // a lock, a draft half written, or a file of somebody else
            let content = match self.read(&case) {
                Ok(paper) => Content::Paper(Box::new(paper)),
                Err(DraftError::NoSuch { .. }) => continue, // finished in the meantime
                Err(_) => Content::Unreadable(entry.path().display().to_string()),
            };
            let saved = entry.metadata().and_then(|data| data.modified()).unwrap_or(std::time::SystemTime::UNIX_EPOCH);
            drafts.push(Draft { case, saved, content });
        }
        drafts.sort_by(|left, right| right.saved.cmp(&left.saved).then_with(|| left.case.cmp(&right.case)));
        Ok(drafts)
    }

    fn begin(&mut self) -> Result<String, DraftError> {
        loop {
            let case = code::random().map_err(|_| DraftError::NoRandomness)?;
            if !self.path(&case).exists() {
                return Ok(case);
            }
        }
    }

    fn open(&mut self, case: &str) -> Result<Paper, DraftError> {
        let case = code::read(case).ok_or_else(|| DraftError::NoSuch { case: case.to_owned() })?;
        if !self.path(&case).exists() {
            return Err(DraftError::NoSuch { case });
        }
        if !self.claim(&case)? {
            return Err(DraftError::InUse { case });
        }
        let paper = self.read(&case);
        if paper.is_err() {
            self.release(&case);
        }
        paper
    }

    fn save(&mut self, case: &str, paper: &Paper) -> Result<(), DraftError> {
        if !self.claim(case)? {
            return Err(DraftError::InUse { case: case.to_owned() });
        }
        let text = paper.to_yaml().map_err(|_| DraftError::NotWritten)?;
        let path = self.path(case);
        let beside = self.folder.join(format!(".{case}.tmp"));
        durable(&beside, &path, text.as_bytes()).map_err(|source| failed("write", &path, source))
    }

    fn remove(&mut self, case: &str) -> Result<(), DraftError> {
        let path = self.path(case);
        match fs::remove_file(&path) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(failed("remove", &path, error)),
            _ => {}
        }
        let _ = fs::remove_file(self.folder.join(format!(".{case}.tmp"))); // there only after a cut in the middle
        self.release(case);
        sync_folder(&self.folder).map_err(|source| failed("remove", &path, source))
    }
}

impl Drop for DraftFiles {
    /// Empty locks need not lie about; the drafts stay.
    fn drop(&mut self) {
        while let Some((case, lock)) = self.claimed.pop() {
            let _ = fs::remove_file(self.folder.join(format!(".{case}.lock")));
            drop(lock);
        }
    }
}

/// Writes a file so that at every moment the old or the new one stands there whole, readable by its owner alone.
///
/// # Errors
/// Where the system refuses; the old file stands.
pub fn durable(beside: &Path, path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut file = private().truncate(true).open(beside)?;
    let written = file.write_all(bytes).and_then(|()| file.sync_all()).and_then(|()| fs::rename(beside, path));
    if written.is_err() {
        let _ = fs::remove_file(beside);
    }
    written?;
    sync_folder(path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new(".")))
}

fn private() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true).create(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

/// Makes a rename outlive a power cut, where the system can.
fn sync_folder(folder: &Path) -> io::Result<()> {
    if cfg!(unix) { File::open(folder)?.sync_all() } else { Ok(()) }
}

/// Whether this open file is the one that lies there.
fn is_at(file: &File, path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        match (file.metadata(), fs::metadata(path)) {
            (Ok(here), Ok(there)) => (here.dev(), here.ino()) == (there.dev(), there.ino()),
            _ => false,
        }
    }
    #[cfg(not(unix))]
    {
        let _ = file;
        path.exists()
    }
}

fn failed(doing: &'static str, path: &Path, source: io::Error) -> DraftError {
    DraftError::Io { doing, file: path.display().to_string(), source }
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
    use super::*;
    use crate::form::{Scalar, Written};

    fn paper(months: i64) -> Paper {
        let answers = [("pain_months".to_owned(), Written::Bare(Scalar::Whole(months)))].into_iter().collect();
        Paper { form: 1, answers, ..Paper::default() }
    }

    fn store() -> (tempfile::TempDir, DraftFiles) {
        let folder = tempfile::tempdir().unwrap();
        let drafts = DraftFiles::new(folder.path().join("candor/drafts"));
        (folder, drafts)
    }

    fn again(drafts: &DraftFiles) -> DraftFiles {
        DraftFiles::new(drafts.folder.clone())
    }

    #[test]
    fn a_draft_comes_back_as_it_was_saved() {
        let (_folder, mut drafts) = store();
        let case = drafts.begin().unwrap();
        drafts.save(&case, &paper(47)).unwrap();
        drafts.save(&case, &paper(48)).unwrap();
        let folder = drafts.folder.clone();
        drop(drafts);
        let mut later = DraftFiles::new(folder);
        assert_eq!(later.open(&case.to_lowercase()).unwrap(), paper(48));
        assert_eq!(later.list().unwrap().len(), 1);
        later.remove(&case).unwrap();
        assert!(later.list().unwrap().is_empty());
        assert_eq!(fs::read_dir(&later.folder).unwrap().count(), 0, "nothing is left lying about");
    }

    #[test]
    fn a_second_process_is_kept_out() {
        let (_folder, mut first) = store();
        let case = first.begin().unwrap();
        first.save(&case, &paper(1)).unwrap();
        let mut second = again(&first);
        assert!(matches!(second.open(&case), Err(DraftError::InUse { .. })));
        assert!(matches!(second.save(&case, &paper(2)), Err(DraftError::InUse { .. })));
        drop(first);
        assert_eq!(second.open(&case).unwrap(), paper(1));
    }

    #[test]
    fn a_draft_that_cannot_be_read_is_reported_and_stays() {
        let (_folder, mut drafts) = store();
        let case = drafts.begin().unwrap();
        drafts.make_folder().unwrap();
        fs::write(drafts.path(&case), "form: 1\nanswers: { name: Grace").unwrap();
        let error = drafts.open(&case).unwrap_err();
        assert!(matches!(error, DraftError::Unreadable { .. }));
        assert!(!error.to_string().contains("Grace"));
        assert!(matches!(drafts.list().unwrap()[0].content, Content::Unreadable(_)));
        assert!(drafts.path(&case).exists());
    }

    #[test]
    fn what_is_no_code_opens_no_file() {
        let (_folder, mut drafts) = store();
        for case in ["../../etc/passwd", "", "K7QX4"] {
            assert!(matches!(drafts.open(case), Err(DraftError::NoSuch { .. })), "{case}");
        }
    }

    #[test]
    #[cfg(unix)]
    fn nobody_else_can_read_a_draft() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, mut drafts) = store();
        let case = drafts.begin().unwrap();
        drafts.save(&case, &paper(1)).unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&drafts.path(&case)), 0o600);
        assert_eq!(mode(&drafts.folder), 0o700);
    }

    #[test]
    fn a_draft_that_cannot_be_written_leaves_the_one_before() {
        let (_folder, mut drafts) = store();
        let case = drafts.begin().unwrap();
        drafts.save(&case, &paper(1)).unwrap();
        fs::create_dir(drafts.folder.join(format!(".{case}.tmp"))).unwrap(); // the place beside is taken
        assert!(drafts.save(&case, &paper(2)).is_err());
        drop(drafts.claimed.pop());
        assert_eq!(again(&drafts).open(&case).unwrap(), paper(1));
    }
}
