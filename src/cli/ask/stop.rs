//! Stops at once on Ctrl-C, a signal or a lost terminal: draft, terminal modes and cursor in order, status 130.

use std::io::{self, Write};
use std::process;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, OnceLock, PoisonError};
use std::thread;
use std::time::Duration;

use miette::{IntoDiagnostic, WrapErr};

use crate::cli::Status;
use crate::terminal::modes;

/// Held during a write that a stop must not cut in two.
static SAVING: Mutex<()> = Mutex::new(());
/// The longest time a thread takes to begin to wait for a key.
const SETTLED: Duration = Duration::from_millis(30);

/// The texts at the end: if everything is saved, and if the last save failed.
static SAID: OnceLock<[&'static str; 2]> = OnceLock::new();
/// Whether the last save failed.
static UNSAVED: AtomicBool = AtomicBool::new(false);

/// Holds off a stop until the guard is dropped.
pub(super) fn saving() -> MutexGuard<'static, ()> {
    SAVING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Records whether the last save succeeded.
pub(super) fn saved(well: bool) {
    UNSAVED.store(!well, Ordering::SeqCst);
}

/// Stops on Ctrl-C, SIGTERM and SIGHUP from here on, and prints `said`, or `unsaved` if the last save failed.
///
/// # Errors
/// Returns an error if the system does not let signals be handled.
pub(super) fn watch(said: &'static str, unsaved: &'static str) -> miette::Result<()> {
    let _ = SAID.set([said, unsaved]);
    ctrlc::set_handler(|| now()).into_diagnostic().wrap_err("cannot watch for Ctrl-C")
}

/// Stops.
pub(super) fn now() -> ! {
    let _saving = saving();
    modes::restore();
    let said = SAID.get().map_or("", |said| said[usize::from(UNSAVED.load(Ordering::SeqCst))]);
    let _ = writeln!(io::stderr(), "\n{said}"); // a terminal that is gone is told nothing
    // The other thread may be about to wait for a key, and switches the modes for that: restore them again after that.
    thread::sleep(SETTLED);
    modes::restore();
    process::exit(i32::from(Status::Stopped.code()))
}
