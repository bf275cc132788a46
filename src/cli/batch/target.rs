//! Files that appear whole or not at all: written beside, renamed at the end.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use flate2::Compression;
use flate2::write::GzEncoder;
use miette::{IntoDiagnostic, WrapErr};
use tempfile::{TempDir, TempPath};

use crate::cli::forms::shown;
use crate::cli::{Ended, Status};

/// How a file is called while it is not whole; only a killed run leaves one.
const PREFIX: &str = ".candor-";
const SUFFIX: &str = ".part";

/// The unfinished files of this run, to be removed when it is stopped.
#[derive(Clone, Default)]
pub(super) struct Pending(Arc<Mutex<Unfinished>>);

#[derive(Default)]
struct Unfinished {
    paths: Vec<PathBuf>,
    /// All files have their names, and there is nothing left to stop.
    done: bool,
}

impl Pending {
    /// Removes what is unfinished, and ends, when the run is stopped.
    pub(super) fn watched() -> Pending {
        let pending = Pending::default();
        let watched = pending.clone();
        let stop = move || {
            let unfinished = watched.unfinished(); // held to the end: nothing is written any more
            if unfinished.done {
                return;
            }
            for path in &unfinished.paths {
                let _ = fs::remove_file(path).or_else(|_| fs::remove_dir_all(path)); // gone already, or nothing more can be done
            }
            let _ = writeln!(io::stderr(), "stopped: no file was written");
            std::process::exit(i32::from(Status::Stopped.code()));
        };
        let _ = ctrlc::set_handler(stop); // without it a stopped run leaves its unfinished files
        pending
    }

    fn unfinished(&self) -> MutexGuard<'_, Unfinished> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes an unfinished file or folder, and knows of it from its beginning.
    fn begun<T>(&self, begin: impl FnOnce() -> io::Result<T>, place: impl FnOnce(&T) -> &Path) -> io::Result<T> {
        let mut unfinished = self.unfinished();
        let file = begin()?;
        unfinished.paths.push(place(&file).to_owned());
        Ok(file)
    }
}

/// Where something is written.
pub(super) struct Target {
    what: &'static str,
    out: Out,
    /// The unfinished file, open once more to be synced, and the name it gets.
    unfinished: Option<(File, TempPath, PathBuf)>,
}

type Plain = BufWriter<Box<dyn Write>>;

/// Bytes as they are, or compressed.
enum Out {
    Plain(Plain),
    Gzip(Box<GzEncoder<Plain>>),
}

impl Out {
    fn of(path: &Path, out: Box<dyn Write>) -> Out {
        let out = BufWriter::with_capacity(1 << 16, out);
        match path.extension() {
            Some(ending) if ending.eq_ignore_ascii_case("gz") => {
                Out::Gzip(Box::new(GzEncoder::new(out, Compression::fast())))
            }
            _ => Out::Plain(out),
        }
    }

    /// Writes everything that is held back, and the end of what is compressed.
    fn finish(self) -> io::Result<()> {
        match self {
            Out::Plain(mut out) => out.flush(),
            Out::Gzip(out) => out.finish()?.flush(),
        }
    }
}

impl Target {
    /// Standard output, or a file beside the one named; a device or pipe is written as it is.
    pub(super) fn open(path: Option<&Path>, what: &'static str, pending: &Pending) -> miette::Result<Target> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Target { what, out: Out::Plain(BufWriter::new(Box::new(io::stdout()))), unfinished: None });
        };
        let opened = Target::beside(path, what, pending);
        opened.into_diagnostic().wrap_err_with(|| format!("cannot write {what} to `{}`", shown(path)))
    }

    fn beside(path: &Path, what: &'static str, pending: &Pending) -> io::Result<Target> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()); // through a link, to the file itself
        if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
            let device = OpenOptions::new().write(true).open(&path)?;
            return Ok(Target { what, out: Out::Plain(BufWriter::new(Box::new(device))), unfinished: None });
        }
        let folder = folder(&path);
        let begin = || tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder); // mode 0600
        let (file, temp) = pending.begun(begin, |file| file.path())?.into_parts();
        let out = Out::of(&path, steady(file.try_clone()?));
        Ok(Target { what, out, unfinished: Some((file, temp, path)) })
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match &mut self.out {
            Out::Plain(out) => out.write(bytes),
            Out::Gzip(out) => out.write(bytes),
        }
    }

    /// What is compressed is held back to its end: it is no file before.
    fn flush(&mut self) -> io::Result<()> {
        match &mut self.out {
            Out::Plain(out) => out.flush(),
            Out::Gzip(_) => Ok(()),
        }
    }
}

/// A file whose bytes are on their way to the disk while others are made, so that little is left to wait for at its end.
#[cfg(target_os = "linux")]
struct Steady {
    file: File,
    written: u64,
    /// Of them, so many were sent.
    sent: u64,
}

/// So many bytes are sent at once.
#[cfg(target_os = "linux")]
const SENT: u64 = 4 << 20;

#[cfg(target_os = "linux")]
impl Write for Steady {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.written += written as u64;
        if self.written - self.sent >= SENT {
            // What is said not to be needed any more goes to the disk at once. Whether it is there, syncing says at the end.
            let length = std::num::NonZeroU64::new(self.written - self.sent);
            let _ = rustix::fs::fadvise(&self.file, self.sent, length, rustix::fs::Advice::DontNeed);
            self.sent = self.written;
        }
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

#[cfg(target_os = "linux")]
fn steady(file: File) -> Box<dyn Write> {
    Box::new(Steady { file, written: 0, sent: 0 })
}

#[cfg(not(target_os = "linux"))]
fn steady(file: File) -> Box<dyn Write> {
    Box::new(file)
}

/// A folder of summaries that gets its name when all of them are there.
pub(super) struct Folder {
    unfinished: TempDir,
    path: PathBuf,
    /// There are several inputs, and a file's name begins with the number of its own.
    several: bool,
    pending: Pending,
}

impl Folder {
    /// A folder beside the one named, which is not there yet or is empty.
    pub(super) fn open(path: &Path, several: bool, pending: &Pending) -> miette::Result<Folder> {
        if fs::symlink_metadata(path).is_ok() && !path.read_dir().is_ok_and(|mut entries| entries.next().is_none()) {
            let what = format!("`{}` is there, and no empty folder", shown(path));
            return Err(Ended::usage(what, "name a folder of its own for the summaries").into());
        }
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
        let builder = builder.prefix(PREFIX).suffix(SUFFIX);
        let unfinished = pending.begun(|| builder.tempdir_in(folder(path)), |folder| folder.path());
        let unfinished = unfinished
            .into_diagnostic()
            .wrap_err_with(|| format!("cannot write the summaries to `{}`", shown(path)))?;
        Ok(Folder { unfinished, path: path.to_owned(), several, pending: pending.clone() })
    }

    /// Keeps the summary of a record, by its number and that of its input, both from 1; only its owner can read it.
    pub(super) fn keep(&self, input: usize, record: u64, summary: &[u8]) -> io::Result<()> {
        let name = if self.several { format!("{input}-{record}.txt") } else { format!("{record}.txt") };
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let _waiting = self.pending.unfinished(); // while the folder is removed nothing new comes into it
        options.open(self.unfinished.path().join(name))?.write_all(summary)
    }

    fn finish(self) -> miette::Result<()> {
        let renamed = fs::rename(self.unfinished.path(), &self.path);
        renamed.into_diagnostic().wrap_err_with(|| format!("cannot write the summaries to `{}`", shown(&self.path)))?;
        let _ = self.unfinished.keep(); // it has its name now
        Ok(())
    }
}

/// Gives all files their names, after all of them are safely written; in this order, the summaries first.
pub(super) fn finish(
    targets: impl Iterator<Item = Target>,
    summaries: Option<Folder>,
    pending: &Pending,
) -> miette::Result<()> {
    let mut unfinished = Vec::new();
    for Target { what, out, unfinished: file } in targets {
        out.finish().into_diagnostic().wrap_err_with(|| format!("cannot write {what}"))?;
        if let Some((file, temp, path)) = file {
            file.sync_all().into_diagnostic().wrap_err_with(|| format!("cannot write {what}"))?;
            unfinished.push((what, temp, path));
        }
    }
    let mut all = pending.unfinished(); // from here on, stopping waits
    summaries.map_or(Ok(()), Folder::finish)?;
    for (what, temp, path) in unfinished {
        let renamed = temp.persist(&path).map_err(|error| error.error);
        renamed.into_diagnostic().wrap_err_with(|| format!("cannot write {what} to `{}`", shown(&path)))?;
    }
    all.done = true;
    Ok(())
}

/// Whether two names mean one file, or would, once it is there.
pub(super) fn same(one: &Path, other: &Path) -> bool {
    match (fs::metadata(one), fs::metadata(other)) {
        (Ok(one), Ok(other)) if !one.is_file() || !other.is_file() => false, // devices and pipes can be shared
        (Ok(one_found), Ok(other_found)) => is_same(&one_found, &other_found) || place(one) == place(other),
        _ => place(one) == place(other),
    }
}

/// A path without links, also of a file that is not there yet.
fn place(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| match (folder(path).canonicalize(), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    })
}

fn folder(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// Whether standard input comes from this file.
#[cfg(unix)]
pub(super) fn is_stdin(path: &Path) -> bool {
    use std::os::fd::AsFd;
    let stdin = io::stdin().as_fd().try_clone_to_owned().and_then(|stdin| File::from(stdin).metadata());
    matches!((fs::metadata(path), stdin), (Ok(file), Ok(stdin)) if stdin.is_file() && is_same(&file, &stdin))
}

#[cfg(not(unix))]
pub(super) fn is_stdin(_: &Path) -> bool {
    false
}

#[cfg(unix)]
fn is_same(one: &fs::Metadata, other: &fs::Metadata) -> bool {
    use std::os::unix::fs::MetadataExt;
    one.dev() == other.dev() && one.ino() == other.ino()
}

#[cfg(not(unix))]
fn is_same(_: &fs::Metadata, _: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test that fails here has found a fault")]
mod tests {
    use super::*;

    #[test]
    fn a_large_file_holds_what_was_written_piece_by_piece() {
        let file = tempfile::NamedTempFile::new().unwrap();
        let all: Vec<u8> = (0..9_000_000_u32).map(|place| (place % 251) as u8).collect(); // more than twice what is sent at once
        let mut out = steady(file.reopen().unwrap());
        for piece in all.chunks(922_337) {
            out.write_all(piece).unwrap();
        }
        out.flush().unwrap();
        assert!(fs::read(file.path()).unwrap() == all, "the file differs");
    }
}
