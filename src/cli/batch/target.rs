//! Files that appear whole or not at all: written beside, renamed at the end.

use std::fs::{self, File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use miette::{IntoDiagnostic, WrapErr};
use tempfile::TempPath;

use crate::cli::Status;
use crate::cli::forms::shown;

/// How a file is called while it is not whole; only a killed run leaves one.
const PREFIX: &str = ".candor-";
const SUFFIX: &str = ".part";

/// The unfinished files of this run, to be removed when it is stopped.
#[derive(Clone, Default)]
pub(super) struct Pending(Arc<Mutex<Vec<PathBuf>>>);

impl Pending {
    /// Removes what is unfinished, and ends, when the run is stopped.
    pub(super) fn watched() -> Pending {
        let pending = Pending::default();
        let unfinished = pending.clone();
        let stop = move || {
            let paths = unfinished.0.lock().unwrap_or_else(PoisonError::into_inner);
            for path in paths.iter() {
                let _ = fs::remove_file(path); // gone already, or nothing more can be done
            }
            let _ = writeln!(io::stderr(), "stopped: no file was written");
            std::process::exit(i32::from(Status::Stopped.code()));
        };
        let _ = ctrlc::set_handler(stop); // without it a stopped run leaves its unfinished files
        pending
    }
}

/// Where something is written.
pub(super) struct Target {
    what: &'static str,
    out: BufWriter<Box<dyn Write>>,
    /// The unfinished file, open once more to be synced, and the name it gets.
    unfinished: Option<(File, TempPath, PathBuf)>,
}

impl Target {
    /// Standard output, or a file beside the one named; a device or pipe is written as it is.
    pub(super) fn open(path: Option<&Path>, what: &'static str, pending: &Pending) -> miette::Result<Target> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Target { what, out: BufWriter::new(Box::new(io::stdout())), unfinished: None });
        };
        let opened = Target::beside(path, what, pending);
        opened.into_diagnostic().wrap_err_with(|| format!("cannot write {what} to `{}`", shown(path)))
    }

    fn beside(path: &Path, what: &'static str, pending: &Pending) -> io::Result<Target> {
        let path = fs::canonicalize(path).unwrap_or_else(|_| path.to_owned()); // through a link, to the file itself
        if fs::metadata(&path).is_ok_and(|found| !found.is_file()) {
            let device = OpenOptions::new().write(true).open(&path)?;
            return Ok(Target { what, out: BufWriter::new(Box::new(device)), unfinished: None });
        }
        let folder = folder(&path);
        let file = tempfile::Builder::new().prefix(PREFIX).suffix(SUFFIX).tempfile_in(folder)?; // mode 0600
        let (file, temp) = file.into_parts();
        pending.0.lock().unwrap_or_else(PoisonError::into_inner).push(temp.to_path_buf());
        let out = BufWriter::with_capacity(1 << 16, Box::new(file.try_clone()?) as Box<dyn Write>);
        Ok(Target { what, out, unfinished: Some((file, temp, path)) })
    }
}

impl Write for Target {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.out.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Gives all files their names, after all of them are safely written.
pub(super) fn finish(targets: impl Iterator<Item = Target>, pending: &Pending) -> miette::Result<()> {
    let mut unfinished = Vec::new();
    for Target { what, mut out, unfinished: file } in targets {
        out.flush().into_diagnostic().wrap_err_with(|| format!("cannot write {what}"))?;
        if let Some((file, temp, path)) = file {
            file.sync_all().into_diagnostic().wrap_err_with(|| format!("cannot write {what}"))?;
            unfinished.push((what, temp, path));
        }
    }
    let mut paths = pending.0.lock().unwrap_or_else(PoisonError::into_inner); // from here on, stopping waits
    for (what, temp, path) in unfinished {
        let renamed = temp.persist(&path).map_err(|error| error.error);
        renamed.into_diagnostic().wrap_err_with(|| format!("cannot write {what} to `{}`", shown(&path)))?;
    }
    paths.clear();
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
