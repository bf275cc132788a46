//! A file written piece by piece, plain or compressed.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempPath;

use super::error::FileError;
use super::steady::SteadyFile;
use super::{Pending, SummaryFolder, folder_of, is_pipe_or_device, unnamed, without_links};

/// The target of an output: standard output, a file, or a pipe or device.
pub struct Target {
    what: &'static str,
    out: Out,
    /// The unfinished file, a second handle to sync it, and the name it gets; `None` for other targets.
    unfinished: Option<(File, TempPath, PathBuf)>,
}

type Buffered = BufWriter<Box<dyn Write>>;

/// Bytes as they are, or compressed.
enum Out {
    Plain(Buffered),
    Gzip(Box<GzEncoder<Buffered>>),
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

    /// Writes all buffered bytes, and the end of a compressed stream.
    fn finish(self) -> io::Result<()> {
        match self {
            Out::Plain(mut out) => out.flush(),
            Out::Gzip(out) => out.finish()?.flush(),
        }
    }
}

impl Target {
    /// Opens standard output (no path, or `-`), or a file beside the one named, compressed if its name ends in `.gz`; a
    /// device or pipe is written directly, uncompressed. Errors call the output `what`, for example "the results".
    ///
    /// # Errors
    /// Returns an error if the system refuses.
    pub fn open(path: Option<&Path>, what: &'static str, pending: &Pending) -> Result<Target, FileError> {
        let Some(path) = path.filter(|path| path.as_os_str() != "-") else {
            return Ok(Target { what, out: Out::Plain(BufWriter::new(Box::new(io::stdout()))), unfinished: None });
        };
        Target::beside(path, what, pending).map_err(|source| FileError::to(what, path, source))
    }

    fn beside(path: &Path, what: &'static str, pending: &Pending) -> io::Result<Target> {
        let path = without_links(path);
        if is_pipe_or_device(&path) {
            let device = OpenOptions::new().write(true).open(&path)?;
            return Ok(Target { what, out: Out::Plain(BufWriter::new(Box::new(device))), unfinished: None });
        }
        let folder = folder_of(&path);
        let (file, temp) = pending.begun(|| unnamed().tempfile_in(folder), |file| file.path())?.into_parts();
        let out = Out::of(&path, Box::new(SteadyFile::new(file.try_clone()?)));
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

    /// Does nothing for compressed output: it is no file before its end.
    fn flush(&mut self) -> io::Result<()> {
        match &mut self.out {
            Out::Plain(out) => out.flush(),
            Out::Gzip(_) => Ok(()),
        }
    }
}

/// Gives all files their names after all of them are synced; in this order, the summaries first.
///
/// # Errors
/// Returns an error if the system refuses; then no file that is still unfinished gets its name.
pub fn finish(
    targets: impl Iterator<Item = Target>,
    summaries: Option<SummaryFolder>,
    pending: &Pending,
) -> Result<(), FileError> {
    let mut unfinished = Vec::new();
    for Target { what, out, unfinished: file } in targets {
        out.finish().map_err(|source| FileError::of(what, source))?;
        if let Some((file, temp, path)) = file {
            file.sync_all().map_err(|source| FileError::of(what, source))?;
            unfinished.push((what, temp, path));
        }
    }
    let mut all = pending.unfinished(); // from here on, stopping waits
    summaries.map_or(Ok(()), SummaryFolder::finish)?;
    for (what, temp, path) in unfinished {
        temp.persist(&path).map_err(|failed| FileError::to(what, &path, failed.error))?;
    }
    all.done = true;
    Ok(())
}
