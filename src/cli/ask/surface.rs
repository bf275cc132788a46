//! Decides once on which surface the interview is held.

#[cfg(unix)]
use std::env;
use std::io::{self, IsTerminal};

use super::conduct::conduct;
use super::context::InterviewContext;
use crate::cli::Status;
#[cfg(unix)]
use crate::cli::drawing::{asks_for_plain, draws_utf8};
use crate::cli::settings::Surface;
use crate::terminal::surfaces::plain::PlainSurface;

/// The environment, as far as the choice of the surface depends on it.
#[cfg(unix)]
#[derive(Clone, Debug, Default)]
struct Surroundings {
    /// The surface asked for.
    surface: Surface,
    stdin: bool,
    stderr: bool,
    accessible: Option<String>,
    term: Option<String>,
    utf8: bool,
}

#[cfg(unix)]
impl Surroundings {
    fn now(surface: Surface) -> Surroundings {
        let var = |name: &str| env::var(name).ok();
        Surroundings {
            surface,
            stdin: io::stdin().is_terminal(),
            stderr: io::stderr().is_terminal(),
            accessible: var("ACCESSIBLE"),
            term: var("TERM"),
            utf8: draws_utf8(),
        }
    }

    /// Returns whether to use line editing and columns: standard input and error are a terminal that can show them, and
    /// plain lines are not wanted. The rich surface itself handles a small window, since it can grow.
    fn is_rich(&self) -> bool {
        let accessible = asks_for_plain(self.accessible.as_deref());
        let drawn_on = self.term.as_deref().is_some_and(|term| !matches!(term, "" | "dumb"));
        let wanted = match self.surface {
            Surface::Plain => false,
            Surface::Rich => true,
            Surface::Auto => !accessible,
        };
        wanted && self.stdin && self.stderr && drawn_on && self.utf8
    }
}

/// Holds the interview on the surface that fits.
///
/// # Errors
/// Returns the errors of the interview, and an error if a list of answers ended early or held a refused one.
#[cfg_attr(not(unix), expect(unused_variables, reason = "only the plain surface is there"))]
pub(super) fn with(surface: Surface, on: &InterviewContext<'_>) -> miette::Result<Status> {
    #[cfg(unix)]
    if Surroundings::now(surface).is_rich() {
        use miette::{IntoDiagnostic, WrapErr};
        let mut rich = crate::terminal::surfaces::rich::RichSurface::new()
            .into_diagnostic()
            .wrap_err("cannot use the terminal")?;
        let end = conduct(on, &mut rich);
        drop(rich); // the terminal is put back before anything else is said
        return end?.status(on, true);
    }
    let piped = !io::stdin().is_terminal();
    let mut lines = PlainSurface::new(io::stdin().lock(), io::stderr(), piped);
    conduct(on, &mut lines)?.status(on, !piped || lines.lines() > 0)
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[track_caller]
    fn check(change: impl Fn(&mut Surroundings), expected: bool) {
        let term = Some(String::from("xterm-256color"));
        let mut seen = Surroundings { stdin: true, stderr: true, term, utf8: true, ..Surroundings::default() };
        change(&mut seen);
        assert_eq!(seen.is_rich(), expected, "{seen:?}");
    }

    #[test]
    fn the_rich_surface_needs_all_it_draws_with() {
        check(|_| {}, true);
        check(|seen| seen.surface = Surface::Plain, false);
        check(|seen| seen.stdin = false, false);
        check(|seen| seen.stderr = false, false);
        check(|seen| seen.utf8 = false, false);
        for term in [None, Some(""), Some("dumb")] {
            check(|seen| seen.term = term.map(String::from), false);
        }
    }

    #[test]
    fn who_asks_for_plain_lines_in_the_environment_gets_them() {
        for (value, rich) in [("1", false), ("true", false), ("0", true), ("false", true), ("", true)] {
            check(|seen| seen.accessible = Some(String::from(value)), rich);
        }
        let change =
            |seen: &mut Surroundings| (seen.accessible, seen.surface) = (Some(String::from("1")), Surface::Rich);
        check(change, true);
    }
}
