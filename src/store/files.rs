//! The store on disk: drafts, and beside them the finished cases, in a folder each.
//!
//! A code lies in one of the two folders: finishing a draft moves it to the cases, resuming a case moves it back. A locked
//! file `.CASE.lock` among the drafts keeps a second process out for as long as the first lives.

use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};

use super::code;
use super::drafts::{Draft, DraftError, Drafts, Reader};
use super::folder::{Folder, failed, private, shown};
use crate::form::file::FormFile;
use crate::text::SourceText;

/// Drafts and finished cases in a folder.
#[derive(Debug)]
pub struct DraftFiles {
    drafts: Folder,
    cases: Folder,
    /// The codes that this process has claimed, with their locks.
    claimed: Vec<(String, File)>,
}

impl DraftFiles {
    /// In `drafts` and `cases` of this folder, read like this; they are made when the first form is kept.
    #[must_use]
    pub fn new(folder: &Path, reader: Reader) -> DraftFiles {
        let [drafts, cases] = ["drafts", "cases"].map(|name| Folder { path: folder.join(name), reader });
        DraftFiles { drafts, cases, claimed: Vec::new() }
    }

    /// The code of the draft or finished case that is this very file; `None` where the file is none of the store's.
    #[must_use]
    pub fn case_at(&self, path: &Path) -> Option<String> {
        let path = fs::canonicalize(path).ok()?;
        let case = code::read(path.file_name()?.to_str()?.strip_suffix(".yaml")?)?;
        let is_there = |folder: &Folder| fs::canonicalize(folder.of(&case)).is_ok_and(|own| own == path);
        [&self.drafts, &self.cases].into_iter().any(is_there).then_some(case)
    }

    /// What there is to say of a code that is no finished case: it is a draft's, or nobody's.
    #[must_use]
    pub fn not_finished(&self, case: &str) -> DraftError {
        match code::read(case).filter(|case| self.drafts.has(case)) {
            Some(case) => DraftError::NotFinished { file: shown(&self.drafts.of(&case)), case },
            None => DraftError::NoSuch { case: crate::unit::clean(case) },
        }
    }

    /// Whether a draft or a finished case goes by this code.
    #[must_use]
    pub fn has(&self, case: &str) -> bool {
        self.drafts.has(case) || self.cases.has(case)
    }

    /// A draft or a finished case as it lies there. Nothing is claimed.
    ///
    /// # Errors
    /// Where there is none, or it cannot be read.
    pub fn text(&self, case: &str) -> Result<SourceText, DraftError> {
        self.holding(case).text(case)
    }

    /// All finished cases, the newest first.
    ///
    /// # Errors
    /// Where the store cannot be looked into. A single case that cannot be read is no error.
    pub fn finished(&self) -> Result<Vec<Draft>, DraftError> {
        self.cases.list()
    }

    /// Removes a finished case.
    ///
    /// # Errors
    /// Where there is none, an interview has it open, or the store refuses.
    pub fn discard(&mut self, case: &str) -> Result<(), DraftError> {
        if !self.cases.has(case) {
            return Err(DraftError::NoSuch { case: case.to_owned() });
        }
        if !self.claim(case)? {
            return Err(DraftError::InUse { case: case.to_owned() });
        }
        let removed = self.cases.remove(case);
        self.release(case);
        removed
    }

    /// The folder in which the code lies, or would.
    fn holding(&self, case: &str) -> &Folder {
        if self.drafts.has(case) { &self.drafts } else { &self.cases }
    }

    fn lock(&self, case: &str) -> PathBuf {
        self.drafts.path.join(format!(".{case}.lock"))
    }

    /// Claims a code; `false` where another process has it.
    fn claim(&mut self, case: &str) -> Result<bool, DraftError> {
        if self.claimed.iter().any(|(other, _)| other == case) {
            return Ok(true);
        }
        self.drafts.make()?;
        let path = self.lock(case);
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
        let _ = fs::remove_file(self.lock(case)); // an empty file, if it stays
        self.claimed.retain(|(other, _)| other != case);
    }
}

impl Drafts for DraftFiles {
    fn list(&self) -> Result<Vec<Draft>, DraftError> {
        self.drafts.list()
    }

    fn begin(&mut self) -> Result<String, DraftError> {
        loop {
            let case = code::random().map_err(|_| DraftError::NoRandomness)?;
            if !self.has(&case) {
                return Ok(case);
            }
        }
    }

    fn open(&mut self, case: &str) -> Result<FormFile, DraftError> {
        let case = code::read(case).ok_or_else(|| DraftError::NoSuch { case: case.to_owned() })?;
        if !self.has(&case) {
            return Err(DraftError::NoSuch { case });
        }
        if !self.claim(&case)? {
            return Err(DraftError::InUse { case });
        }
        let paper = self.holding(&case).paper(&case);
        if paper.is_err() {
            self.release(&case);
        }
        paper
    }

    fn reopen(&mut self, case: &str) -> Result<(), DraftError> {
        if self.drafts.has(case) { Ok(()) } else { self.cases.hand_over(case, &self.drafts) }
    }

    fn save(&mut self, case: &str, paper: &FormFile) -> Result<(), DraftError> {
        if !self.claim(case)? {
            return Err(DraftError::InUse { case: case.to_owned() });
        }
        self.drafts.write(case, paper)
    }

    fn finish(&mut self, case: &str) -> Result<(), DraftError> {
        self.drafts.hand_over(case, &self.cases)?;
        self.release(case);
        Ok(())
    }

    fn remove(&mut self, case: &str) -> Result<(), DraftError> {
        let removed = self.drafts.remove(case);
        self.release(case);
        removed
    }
}

impl Drop for DraftFiles {
    /// Empty locks need not lie about; the drafts stay.
    fn drop(&mut self) {
        while let Some((case, lock)) = self.claimed.pop() {
            let _ = fs::remove_file(self.lock(&case));
            drop(lock);
        }
    }
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

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
    use super::*;
    use crate::form::entry::{Scalar, Written};
    use crate::store::Content;

    fn paper(months: i64) -> FormFile {
        let answers = [("pain_months".to_owned(), Written::Bare(Scalar::Whole(months)))].into_iter().collect();
        FormFile { form: 1, answers, ..FormFile::default() }
    }

    fn reader(source: &SourceText) -> Result<FormFile, String> {
        serde_yaml::from_str(&source.text).map_err(|_| String::from("no form"))
    }

    fn store() -> (tempfile::TempDir, DraftFiles) {
        let folder = tempfile::tempdir().unwrap();
        let drafts = DraftFiles::new(&folder.path().join("candor"), reader);
        (folder, drafts)
    }

    fn again(drafts: &DraftFiles) -> DraftFiles {
        DraftFiles::new(drafts.drafts.path.parent().unwrap(), reader)
    }

    #[test]
    fn a_draft_comes_back_as_it_was_saved() {
        let (_folder, mut drafts) = store();
        let case = drafts.begin().unwrap();
        drafts.save(&case, &paper(47)).unwrap();
        drafts.save(&case, &paper(48)).unwrap();
        let mut later = again(&drafts);
        drop(drafts);
        assert_eq!(later.open(&case.to_lowercase()).unwrap(), paper(48));
        assert_eq!(later.list().unwrap().len(), 1);
        later.remove(&case).unwrap();
        assert!(later.list().unwrap().is_empty());
        assert_eq!(fs::read_dir(&later.drafts.path).unwrap().count(), 0, "nothing is left lying about");
    }

    #[test]
    fn a_finished_draft_is_a_case_until_it_is_resumed_or_removed() {
        let (_folder, mut store) = store();
        let case = store.begin().unwrap();
        let lies = |store: &DraftFiles| (store.list().unwrap().len(), store.finished().unwrap().len());
        store.save(&case, &paper(47)).unwrap();
        store.finish(&case).unwrap();
        assert_eq!(lies(&store), (0, 1));
        assert_eq!(fs::read_dir(&store.drafts.path).unwrap().count(), 0, "nothing is left lying about");

        assert_eq!(store.open(&case).unwrap(), paper(47));
        assert_eq!(lies(&store), (0, 1), "to be read is not to be resumed");
        store.reopen(&case).unwrap();
        assert_eq!(lies(&store), (1, 0));
        store.reopen(&case).unwrap();
        store.save(&case, &paper(48)).unwrap();
        store.finish(&case).unwrap();
        assert_eq!(lies(&store), (0, 1));
        assert!(store.text(&case).unwrap().text.contains("48"));

        store.discard(&case).unwrap();
        assert!(matches!(store.discard(&case), Err(DraftError::NoSuch { .. })));
        assert!(!store.has(&case));
    }

    #[test]
    fn a_case_that_is_open_is_not_removed() {
        let (_folder, mut first) = store();
        let case = first.begin().unwrap();
        first.save(&case, &paper(1)).unwrap();
        first.finish(&case).unwrap();
        first.open(&case).unwrap();
        let mut second = again(&first);
        assert!(matches!(second.discard(&case), Err(DraftError::InUse { .. })));
        drop(first);
        second.discard(&case).unwrap();
    }

    #[test]
    fn a_draft_that_cannot_be_moved_stays_one() {
        let (_folder, mut drafts) = store();
        let case = drafts.begin().unwrap();
        drafts.save(&case, &paper(1)).unwrap();
        fs::write(&drafts.cases.path, "").unwrap(); // the place of the folder is taken
        assert!(drafts.finish(&case).is_err());
        drop(drafts.claimed.pop());
        assert_eq!(again(&drafts).open(&case).unwrap(), paper(1));
    }

    #[test]
    fn what_was_never_kept_can_be_removed() {
        let (_folder, mut drafts) = store();
        drafts.remove("K7QX4").unwrap();
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
        drafts.drafts.make().unwrap();
        fs::write(drafts.drafts.of(&case), "form: 1\nanswers: { name: Grace").unwrap();
        let error = drafts.open(&case).unwrap_err();
        assert!(matches!(error, DraftError::Unreadable { .. }));
        assert!(!error.to_string().contains("Grace"));
        assert!(matches!(drafts.list().unwrap()[0].content, Content::Unreadable(_)));
        assert!(drafts.drafts.of(&case).exists());
    }

    #[test]
    #[cfg(unix)]
    fn a_file_of_the_store_is_known_by_any_path_that_leads_to_it() {
        let (folder, mut drafts) = store();
        let case = drafts.begin().unwrap();
        drafts.save(&case, &paper(1)).unwrap();
        let [copy, link] = ["K7QX4.yaml", "form.yaml"].map(|name| folder.path().join(name));
        fs::copy(drafts.drafts.of(&case), &copy).unwrap();
        std::os::unix::fs::symlink(drafts.drafts.of(&case), &link).unwrap();
        let check = |drafts: &DraftFiles, path: &Path, expected: Option<&str>| {
            assert_eq!(drafts.case_at(path).as_deref(), expected, "{}", path.display());
        };
        check(&drafts, &drafts.drafts.of(&case), Some(&case));
        check(&drafts, &drafts.drafts.path.join("..").join("drafts").join(format!("{case}.yaml")), Some(&case));
        check(&drafts, &link, Some(&case));
        check(&drafts, &copy, None);
        check(&drafts, Path::new("no_such.yaml"), None);
        drafts.finish(&case).unwrap();
        check(&drafts, &drafts.cases.of(&case), Some(&case));
        check(&drafts, &drafts.drafts.of(&case), None);
    }

    #[test]
    #[cfg(unix)]
    fn a_form_without_end_is_not_read_to_its_end() {
        let (_folder, drafts) = store();
        drafts.drafts.make().unwrap();
        std::os::unix::fs::symlink("/dev/zero", drafts.drafts.of("K7QX4")).unwrap();
        assert!(drafts.text("K7QX4").unwrap_err().to_string().contains("longer than 4 MiB"));
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
        assert_eq!(mode(&drafts.drafts.of(&case)), 0o600);
        assert_eq!(mode(&drafts.drafts.path), 0o700);
        drafts.finish(&case).unwrap();
        assert_eq!(mode(&drafts.cases.of(&case)), 0o600);
        assert_eq!(mode(&drafts.cases.path), 0o700);
    }

    #[test]
    fn a_draft_that_cannot_be_written_leaves_the_one_before() {
        let (_folder, mut drafts) = store();
        let case = drafts.begin().unwrap();
        drafts.save(&case, &paper(1)).unwrap();
        fs::create_dir(drafts.drafts.beside(&case)).unwrap(); // the place beside is taken
        assert!(drafts.save(&case, &paper(2)).is_err());
        drop(drafts.claimed.pop());
        assert_eq!(again(&drafts).open(&case).unwrap(), paper(1));
    }
}
