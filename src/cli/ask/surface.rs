//! Which surface the interview is held on, decided once.

#[cfg(unix)]
use std::env;
use std::io::{self, IsTerminal};

use super::{Held, Session, stop};
use crate::cli::Status;
#[cfg(unix)]
use crate::cli::drawing::asks_for_plain;
use crate::cli::settings::Surface;
use crate::cli::status::Ended;
#[cfg(unix)]
use crate::terminal::modes::is_utf8;
use crate::terminal::plain::Plain;
use crate::ui::fill;

/// What the environment says.
#[cfg(unix)]
#[derive(Clone, Debug, Default)]
struct Seen {
    /// What is asked for.
    surface: Surface,
    stdin: bool,
    stderr: bool,
    accessible: Option<String>,
    term: Option<String>,
    utf8: bool,
}

#[cfg(unix)]
impl Seen {
    fn now(surface: Surface) -> Seen {
        let var = |name: &str| env::var(name).ok();
        let (all, ctype, lang) = (var("LC_ALL"), var("LC_CTYPE"), var("LANG"));
        Seen {
            surface,
            stdin: io::stdin().is_terminal(),
            stderr: io::stderr().is_terminal(),
            accessible: var("ACCESSIBLE"),
            term: var("TERM"),
            utf8: is_utf8(all.as_deref(), ctype.as_deref(), lang.as_deref()),
        }
    }

    /// Line editing and columns: on a terminal in both directions that can be drawn on, unless plain lines are wanted. A
    /// window that is too small is for the rich surface itself to see, since it can grow.
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

/// Holds the session on the surface that fits.
///
/// # Errors
/// Those of the session; and where a list of answers ended early or held one that cannot be.
#[cfg_attr(not(unix), expect(unused_variables, reason = "only the plain surface is there"))]
pub(super) fn with(surface: Surface, session: &mut Session<'_, '_>) -> miette::Result<Status> {
    #[cfg(unix)]
    if Seen::now(surface).is_rich() {
        use miette::{IntoDiagnostic, WrapErr};
        let mut rich = crate::terminal::rich::Rich::new().into_diagnostic().wrap_err("cannot use the terminal")?;
        let held = session.hold(&mut rich);
        drop(rich); // the terminal is put back before anything else is said
        return conclude(session, held?, true);
    }
    let piped = !io::stdin().is_terminal();
    let mut lines = Plain::new(io::stdin().lock(), io::stderr(), piped);
    let held = session.hold(&mut lines)?;
    conclude(session, held, !piped || lines.lines() > 0)
}

fn conclude(session: &Session<'_, '_>, held: Held, something_read: bool) -> miette::Result<Status> {
    let ui = session.desk.ui;
    let texts = &ui.interview.end;
    let (at, refused, kept) = match held {
        Held::Ended(status) => return Ok(status),
        Held::Interrupted => stop::now(),
        Held::Cut { at, refused, kept } => (at, refused, kept),
    };
    if !something_read {
        let (what, advice) = (texts.nothing_to_read.clone(), Some(texts.how_to_ask.clone()));
        return Err(Ended { status: Status::Rejected, what, advice }.into());
    }
    let number = at.map(|question| session.desk.rulebook.number_of(question));
    let what = match (refused, &number) {
        (false, Some(number)) => fill(&texts.ended_early, &[("number", number)]),
        (false, None) => texts.ended_in_review.clone(),
        (true, Some(number)) => fill(&texts.refused, &[("number", number)]),
        (true, None) => texts.refused_in_review.clone(),
    };
    let rules = session.desk.repeated.clone();
    let advice = kept.map(|case| fill(&texts.kept_as, &[("case", &case), ("rules", &rules)]));
    Err(Ended { status: Status::Rejected, what, advice }.into())
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[track_caller]
    fn check(change: impl Fn(&mut Seen), expected: bool) {
        let term = Some(String::from("xterm-256color"));
        let mut seen = Seen { stdin: true, stderr: true, term, utf8: true, ..Seen::default() };
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
        let change = |seen: &mut Seen| (seen.accessible, seen.surface) = (Some(String::from("1")), Surface::Rich);
        check(change, true);
    }
}
