//! The modes of the terminal: switched for the session, restored at its end.
//!
//! console returns the terminal to echo mode between keys, so that fast typing and pastes appear twice; with ECHO and
//! ICANON off for the whole session there is no such gap. ISIG is off too: Ctrl-C between two keys would otherwise be a
//! signal, whose handler puts the modes back while the next key is switching them again.

use std::io::{self, Write};

#[cfg(unix)]
pub use unix::{forget_typed_ahead, switch};

/// Returns whether the locale is UTF-8; the first variable that is not empty decides.
#[must_use]
pub fn is_utf8(lc_all: Option<&str>, lc_ctype: Option<&str>, lang: Option<&str>) -> bool {
    let first = [lc_all, lc_ctype, lang].into_iter().flatten().find(|value| !value.is_empty());
    let named = first.unwrap_or_default().to_lowercase().replace('-', "");
    named.ends_with("utf8") || named.contains("utf8@")
}

#[cfg(unix)]
mod unix {
    use super::TypedAhead;
    use std::io;
    use std::sync::OnceLock;

    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use rustix::termios::{LocalModes, OptionalActions, QueueSelector, Termios, tcflush, tcgetattr, tcsetattr};

    /// The original modes.
    static FOUND: OnceLock<Termios> = OnceLock::new();

    /// Switches echo, line mode and the keys that send signals off; Ctrl-C is read as a key.
    ///
    /// # Errors
    /// Returns an error if standard input is no terminal.
    pub fn switch() -> io::Result<()> {
        let mut modes = tcgetattr(rustix::stdio::stdin())?;
        let _ = FOUND.set(modes.clone()); // the first ones found are the user's
        modes.local_modes.remove(LocalModes::ECHO | LocalModes::ICANON | LocalModes::ISIG);
        Ok(tcsetattr(rustix::stdio::stdin(), OptionalActions::Drain, &modes)?)
    }

    pub(super) fn restore() -> bool {
        let put_back = |modes| tcsetattr(rustix::stdio::stdin(), OptionalActions::Now, modes);
        // a terminal that is gone has no modes to put back
        FOUND.get().map(put_back).is_some_and(|done| done.is_ok())
    }

    /// The pause that marks the end of a paste.
    const QUIET: Timespec = Timespec { tv_sec: 0, tv_nsec: 100_000_000 };
    /// The maximum number of reads of typed-ahead keys, in case a key is held down.
    const ROUNDS: usize = 200;
    const CTRL_C: u8 = 3;

    /// Discards keys typed ahead at the terminal, and the rest of a paste.
    #[must_use]
    pub fn forget_typed_ahead() -> TypedAhead {
        let stdin = rustix::stdio::stdin();
        let mut found = TypedAhead::Nothing;
        let mut keys = [0; 256];
        for _ in 0..ROUNDS {
            if !matches!(poll(&mut [PollFd::new(&stdin, PollFlags::IN)], Some(&QUIET)), Ok(1..)) {
                break;
            }
            // read, not flushed: Ctrl-C is a key here and must not be lost
            match rustix::io::read(stdin, &mut keys) {
                Ok(length @ 1..) if keys[..length].contains(&CTRL_C) => return TypedAhead::Interrupt,
                Ok(1..) => found = TypedAhead::Keys,
                Ok(_) | Err(_) => break, // a terminal that is gone has nothing more to say
            }
        }
        let _ = tcflush(stdin, QueueSelector::IFlush); // a line that was only begun, where the system gathers lines
        found
    }
}

/// The kind of keys typed ahead.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypedAhead {
    /// No keys.
    Nothing,
    /// Keys, now discarded.
    Keys,
    /// Keys with Ctrl-C among them.
    Interrupt,
}

/// Restores the original modes and shows the cursor; does nothing if the modes were never switched.
pub fn restore() {
    #[cfg(unix)]
    if unix::restore() {
        let _ = io::stderr().write_all(b"\x1b[?25h"); // without a terminal nobody misses the cursor
    }
    let _ = io::stderr().flush();
}

/// Returns whether an error means that the terminal is gone: its window was closed, or the connection broke.
#[must_use]
pub fn is_gone(error: &io::Error) -> bool {
    #[cfg(unix)]
    return error.raw_os_error() == Some(rustix::io::Errno::IO.raw_os_error());
    #[cfg(not(unix))]
    return error.kind() == io::ErrorKind::BrokenPipe;
}

/// Discards nothing: typed-ahead keys can be read on Unix only.
#[cfg(not(unix))]
#[must_use]
pub fn forget_typed_ahead() -> TypedAhead {
    TypedAhead::Nothing
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_locale_that_says_anything_decides() {
        assert!(is_utf8(None, None, Some("en_US.UTF-8")));
        assert!(is_utf8(Some("C.utf8"), None, Some("C")));
        assert!(is_utf8(Some(""), Some("de_DE.UTF-8@euro"), None));
        assert!(!is_utf8(Some("C"), None, Some("en_US.UTF-8")));
        assert!(!is_utf8(None, None, None));
        assert!(!is_utf8(None, None, Some("en_US.ISO-8859-1")));
    }
}
