//! Which form the interview begins with: a new one, an open draft, a finished case, or a form in a file.

use std::path::Path;
use std::time::SystemTime;

use jiff::Zoned;
use jiff::civil::Date;
use miette::{IntoDiagnostic, WrapErr};

use super::{Desk, Ended};
use crate::cli::forms::{self, Named, other_rules};
use crate::form::Form;
use crate::form::file::{FormErrors, FormFile};
use crate::interview::Interview;
use crate::store::{Content, Draft, Drafts, code};
use crate::terminal::Prompter;
use crate::terminal::nurse::{self, Choice, Offer, OfferState};

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
    /// Whether there is a draft of it already.
    pub(super) kept: bool,
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
        let (case, paper) = named(desk, resume)?;
        Some((case, paper, forms::shown(resume)))
    } else {
        let offers = offers(desk)?;
        match nurse::offer(prompter, ui, rulebook, &offers).into_diagnostic().wrap_err(terminal)? {
            Choice::Continue(place) => {
                let case = offers[place].case.clone();
                let paper = desk.drafts.open(&case)?;
                Some((case.clone(), paper, case))
            }
            Choice::New => None,
            other => return Ok(left(other)),
        }
    };
    let Some((case, paper, called)) = found else {
        let case = desk.drafts.begin()?;
        nurse::begun(prompter, ui, rulebook, &case).into_diagnostic().wrap_err(terminal)?;
        let language = ui.language.code().to_owned();
        let form = Form { case: Some(case.clone()), language, ..Form::empty(rulebook, desk.today) };
        return Ok(Start::Begun(Box::new(Begun { case, form, kept: false })));
    };
    if let Some(before) = other_rules(rulebook, paper.rulebook.as_ref()) {
        let choice = nurse::confirm_rules(prompter, ui, rulebook, &before).into_diagnostic().wrap_err(terminal)?;
        if choice != Choice::New {
            return Ok(left(choice));
        }
    }
    let mut form = paper.bind(rulebook, desk.today).map_err(|refusals| FormErrors::new(&called, refusals))?;
    form.as_of = as_of.unwrap_or(form.as_of);
    form.case.get_or_insert_with(|| case.clone());
    let kept = desk.drafts.has(&case);
    if kept {
        desk.drafts.reopen(&case)?;
    }
    let progress = Interview::new(rulebook, form.clone()).progress();
    let shown = form.case.as_deref().unwrap_or(&case);
    nurse::continued(prompter, ui, rulebook, shown, progress).into_diagnostic().wrap_err(terminal)?;
    Ok(Start::Begun(Box::new(Begun { case, form, kept })))
}

fn left(choice: Choice) -> Start {
    match choice {
        Choice::Interrupted => Start::Interrupted,
        Choice::Ended => Start::Ended,
        Choice::New | Choice::Continue(_) | Choice::No => Start::Left,
    }
}

/// What `--resume` names: a draft or a finished case by its code, else a form in a file.
fn named(desk: &mut Desk<'_>, resume: &Path) -> miette::Result<(String, FormFile)> {
    if resume == Path::new("-") {
        let what = "answers are read from standard input, so the form cannot be";
        return Err(Ended::usage(what, "name a file, or the code of a case").into());
    }
    if let Named::Case(case) = forms::named(Some(&desk.drafts), resume)? {
        let paper = desk.drafts.open(&case)?;
        return Ok((case, paper));
    }
    let paper = FormFile::read(&forms::of_file(resume)?)?;
    let case = paper.case.as_deref().and_then(code::read);
    let case = match case.filter(|case| !desk.drafts.has(case)) {
        Some(case) => case,
        None => desk.drafts.begin()?,
    };
    Ok((case, paper))
}

fn offers(desk: &Desk<'_>) -> miette::Result<Vec<Offer>> {
    Ok(desk.drafts.list()?.into_iter().map(|draft| offered(desk, draft)).collect())
}

fn offered(desk: &Desk<'_>, draft: Draft) -> Offer {
    let state = match draft.content {
        Content::Unreadable(file) => OfferState::Unreadable(file),
        Content::FormFile(paper) => {
            match (other_rules(desk.rulebook, paper.rulebook.as_ref()), paper.bind(desk.rulebook, desk.today)) {
                (Some(rules), _) => OfferState::OtherRules(rules),
                (None, Ok(form)) => {
                    let interview = Interview::new(desk.rulebook, form);
                    OfferState::Open(interview.progress(), interview.turn())
                }
                (None, Err(_)) => OfferState::Unreadable(draft.case.clone()),
            }
        }
    };
    Offer { case: draft.case, when: when(desk, draft.saved), state }
}

/// `2026-11-20 09:12`; of today only the time, with the word for it.
fn when(desk: &Desk<'_>, saved: SystemTime) -> String {
    let Some(saved) = forms::saved(saved) else { return String::from("?") };
    let today = saved.date() == Zoned::now().date();
    let time = saved.strftime(if today { "%H:%M" } else { "%Y-%m-%d %H:%M" }).to_string();
    if today { crate::ui::fill(&desk.ui.interview.start.today, &[("time", &time)]) } else { time }
}
