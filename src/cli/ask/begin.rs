//! Which form the interview begins with: a new one, an open draft, or a form in a file.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use miette::{IntoDiagnostic, WrapErr};

use super::Desk;
use crate::cli::status::Ended;
use crate::form::Paper;
use crate::intake::paper::{self, FormErrors};
use crate::interview::Interview;
use crate::rulebook::Rulebook;
use crate::rulebook::bind::{Form, bind};
use crate::store::{Content, Draft, DraftError, Drafts, code};
use crate::terminal::Prompter;
use crate::terminal::nurse::{self, Choice, Offer, OfferState};
use crate::text::SourceText;

/// How a start ended.
pub(super) enum Start {
    Begun(Box<Begun>),
    /// Somebody said no.
    Left,
    Interrupted,
    /// There was nothing to read an answer from.
    Ended,
}

/// A form to go on with, and the code that its draft goes by.
pub(super) struct Begun {
    pub(super) case: String,
    pub(super) form: Form,
}

/// Greets, finds out which form goes on, and claims its draft.
pub(super) fn start<P: Prompter>(
    desk: &mut Desk<'_>,
    prompter: &mut P,
    resume: Option<&Path>,
    as_of: Option<Date>,
) -> miette::Result<Start> {
    let (rulebook, ui) = (desk.rulebook, desk.ui);
    let terminal = "cannot use the terminal";
    nurse::greet(prompter, ui, rulebook).into_diagnostic().wrap_err(terminal)?;
    let found = if let Some(resume) = resume {
        Some(named(desk, resume)?)
    } else {
        let offers = offers(desk)?;
        match nurse::offer(prompter, ui, rulebook, &offers).into_diagnostic().wrap_err(terminal)? {
            Choice::Continue(place) => {
                let case = offers[place].case.clone();
                let paper = desk.drafts.open(&case)?;
                Some((case, paper))
            }
            Choice::New => None,
            other => return Ok(left(other)),
        }
    };
    let Some((case, paper)) = found else {
        let case = desk.drafts.begin()?;
        nurse::begun(prompter, ui, rulebook, &case).into_diagnostic().wrap_err(terminal)?;
        let form = Form { case: Some(case.clone()), ..Form::empty(rulebook, desk.today) };
        return Ok(Start::Begun(Box::new(Begun { case, form })));
    };
    if let Some(before) = other_rules(rulebook, &paper) {
        let choice = nurse::confirm_rules(prompter, ui, rulebook, &before).into_diagnostic().wrap_err(terminal)?;
        if choice != Choice::New {
            return Ok(left(choice));
        }
    }
    let mut form = bind(rulebook, &paper, desk.today).map_err(|refusals| FormErrors::new(&case, refusals))?;
    form.as_of = as_of.unwrap_or(form.as_of);
    form.case.get_or_insert_with(|| case.clone());
    let progress = Interview::new(rulebook, form.clone()).progress();
    let shown = form.case.as_deref().unwrap_or(&case);
    nurse::continued(prompter, ui, rulebook, shown, progress).into_diagnostic().wrap_err(terminal)?;
    Ok(Start::Begun(Box::new(Begun { case, form })))
}

fn left(choice: Choice) -> Start {
    match choice {
        Choice::Interrupted => Start::Interrupted,
        Choice::Ended => Start::Ended,
        Choice::New | Choice::Continue(_) | Choice::No => Start::Left,
    }
}

/// What `--resume` names: a draft by its code, else a form in a file.
fn named(desk: &mut Desk<'_>, resume: &Path) -> miette::Result<(String, Paper)> {
    let case = resume.to_str().and_then(code::read);
    let draft = case.clone().map(|case| desk.drafts.open(&case).map(|paper| (case, paper)));
    match draft {
        Some(Ok(found)) => return Ok(found),
        Some(Err(DraftError::NoSuch { .. })) if resume.exists() => {}
        Some(Err(error)) => return Err(error.into()),
        None => {}
    }
    let name = resume.display().to_string();
    let bytes = fs::read(resume).into_diagnostic().wrap_err_with(|| format!("cannot read the form `{name}`"))?;
    let not_text = |_| Ended::rejected(format!("the form `{name}` is not UTF-8 text"));
    let text = String::from_utf8(bytes).map_err(not_text)?;
    let paper = paper::of_file(&SourceText { name, text })?;
    let case = paper.case.as_deref().and_then(code::read);
    let free =
        |case: &String| matches!(desk.drafts.list(), Ok(drafts) if drafts.iter().all(|draft| draft.case != *case));
    let case = match case.filter(free) {
        Some(case) => case,
        None => desk.drafts.begin()?,
    };
    Ok((case, paper))
}

/// The name of the rules that a form was made with, where they are not these.
fn other_rules(rulebook: &Rulebook, paper: &Paper) -> Option<String> {
    let before = paper.rulebook.as_ref()?;
    (before.sha256 != rulebook.sha256).then(|| nurse::named(&before.id, &before.version, &before.sha256))
}

fn offers(desk: &Desk<'_>) -> miette::Result<Vec<Offer>> {
    Ok(desk.drafts.list()?.into_iter().map(|draft| offered(desk, draft)).collect())
}

fn offered(desk: &Desk<'_>, draft: Draft) -> Offer {
    let state = match draft.content {
        Content::Unreadable(file) => OfferState::Unreadable(file),
        Content::Paper(paper) => match (other_rules(desk.rulebook, &paper), bind(desk.rulebook, &paper, desk.today)) {
            (Some(rules), _) => OfferState::OtherRules(rules),
            (None, Ok(form)) => OfferState::Open(Interview::new(desk.rulebook, form).progress()),
            (None, Err(_)) => OfferState::Unreadable(draft.case.clone()),
        },
    };
    Offer { case: draft.case, when: when(desk, draft.saved), state }
}

/// `2026-11-20 09:12`; of today only the time, with the word for it.
fn when(desk: &Desk<'_>, saved: SystemTime) -> String {
    let Ok(saved) = Timestamp::try_from(saved) else { return String::from("?") };
    let now = Zoned::now();
    let saved = saved.to_zoned(now.time_zone().clone());
    let today = saved.date() == now.date();
    let time = saved.strftime(if today { "%H:%M" } else { "%Y-%m-%d %H:%M" }).to_string();
    if today { crate::ui::fill(&desk.ui.interview.start.today, &[("time", &time)]) } else { time }
}

/// Where drafts lie: `$XDG_STATE_HOME/candor/drafts`, on macOS `~/Library/Application Support/candor/drafts`, else
/// `~/.local/state/candor/drafts`.
///
/// # Errors
/// Where none of these is set.
pub(super) fn folder() -> miette::Result<PathBuf> {
    let var = |name: &str| env::var_os(name).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = || var("HOME").or_else(|| var("USERPROFILE"));
    let below = if cfg!(target_os = "macos") { "Library/Application Support" } else { ".local/state" };
    let state = var("XDG_STATE_HOME").or_else(|| Some(home()?.join(below)));
    let none = || Ended::usage("there is no folder to keep drafts in", "set XDG_STATE_HOME or HOME to a folder");
    Ok(state.ok_or_else(none)?.join("candor").join("drafts"))
}
