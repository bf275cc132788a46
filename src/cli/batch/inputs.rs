//! The files that were named, opened; and the bar that shows how far they are read.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::cli::forms::shown;
use crate::intake::{Format, IntakeError, Source};
use crate::rulebook::Rulebook;

/// A bar on standard error; nothing where that is no terminal, or `hidden`.
pub(super) fn bar(hidden: bool) -> ProgressBar {
    let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
    let style = ProgressStyle::with_template("[{bar:40}] {bytes} of {total_bytes}, {eta} to go");
    let bar = ProgressBar::with_draw_target(Some(0), target);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
    bar
}

/// Opens all inputs before anything is scored, so that what is wrong with a file is said first.
pub(super) fn open(
    forms: &[PathBuf],
    format: Option<Format>,
    rulebook: &Rulebook,
    bar: &ProgressBar,
) -> Result<Vec<Source>, IntakeError> {
    forms.iter().map(|path| one(path, format, rulebook, bar)).collect()
}

fn one(path: &Path, format: Option<Format>, rulebook: &Rulebook, bar: &ProgressBar) -> Result<Source, IntakeError> {
    if path.as_os_str() == "-" {
        return Source::open("standard input", Box::new(io::stdin()), format, rulebook);
    }
    let name = shown(path);
    let fail = |error| IntakeError::io(&name, error);
    let file = File::open(path).map_err(fail)?;
    let size = file.metadata().map_err(fail)?.len();
    bar.inc_length(size);
    let input: Box<dyn Read + Send> = Box::new(bar.wrap_read(file));
    Source::open(&name, input, format, rulebook)
}
