//! The beginning of an interview: with a new form, an open draft, a finished case, or a form in a file.

use std::io;
use std::path::Path;
use std::sync::Arc;

use miette::{IntoDiagnostic, WrapErr};

use super::context::InterviewContext;
use super::offers::offers;
use crate::cli::forms::{self, NamedForm, other_rules};
use crate::cli::paths::shown;
use crate::cli::status::Ended;
use crate::form::Form;
use crate::form::file::{FormErrors, FormFile};
use crate::interview::Interview;
use crate::store::{OpenCase, Session, code};
use crate::terminal::Prompter;
use crate::terminal::nurse::{InterviewStart, StartChoice};

/// How a start ended.
pub(super) enum Beginning {
    Begun(Begun),
    /// Somebody said no.
    Left,
    Interrupted,
    /// There was nothing to read an answer from.
    Ended,
}

/// A form to go on with, and where its events are kept.
pub(super) struct Begun {
    pub(super) session: Box<dyn Session>,
    pub(super) form: Form,
    /// Whether there is a draft of it already.
    pub(super) kept: bool,
}

/// A form that was found to go on with.
struct Resumed {
    claim: Box<dyn OpenCase>,
    file: FormFile,
    /// As the nurse named it.
    called: String,
    /// Whether the store has it.
    kept: bool,
}

/// Greets, finds out which form goes on, and claims its case.
pub(super) fn start<P: Prompter>(on: &InterviewContext<'_>, prompter: &mut P) -> miette::Result<Beginning> {
    let (rulebook, ui) = (on.rulebook, on.ui);
    let mut opening = InterviewStart::new(prompter, ui, rulebook);
    used(opening.greet())?;
    let resumed = if let Some(resume) = on.resume {
        Some(named(on, resume)?)
    } else {
        let offers = offers(on)?;
        match used(opening.offer(&offers))? {
            StartChoice::Continue(place) => Some(opened(on, &offers[place].case, &offers[place].case)?),
            StartChoice::New => None,
            other => return Ok(left(other)),
        }
    };
    let Some(Resumed { claim, file, called, kept }) = resumed else {
        let claim = on.cases.begin(None)?;
        used(opening.begun(claim.code()))?;
        let (case, language) = (Some(claim.code().to_owned()), ui.language.code().to_owned());
        let form = Form { case, language, ..Form::empty(rulebook, on.today) };
        let session = claim.resume(Arc::clone(rulebook), form.clone())?;
        return Ok(Beginning::Begun(Begun { session, form, kept: false }));
    };
    if let Some(before) = other_rules(rulebook, file.rulebook.as_ref()) {
        let choice = used(opening.confirm_rules(&before))?;
        if choice != StartChoice::New {
            return Ok(left(choice));
        }
    }
    let mut form = file.bind(rulebook, on.today).map_err(|refusals| FormErrors::new(&called, refusals))?;
    form.as_of = on.as_of.unwrap_or(form.as_of);
    form.case.get_or_insert_with(|| claim.code().to_owned());
    let shown = form.case.clone().unwrap_or_default();
    let session = claim.resume(Arc::clone(rulebook), form.clone())?;
    let progress = Interview::new(rulebook, form.clone()).progress();
    used(opening.continued(&shown, progress))?;
    Ok(Beginning::Begun(Begun { session, form, kept }))
}

fn used<T>(terminal: io::Result<T>) -> miette::Result<T> {
    terminal.into_diagnostic().wrap_err("cannot use the terminal")
}

fn left(choice: StartChoice) -> Beginning {
    match choice {
        StartChoice::Interrupted => Beginning::Interrupted,
        StartChoice::Ended => Beginning::Ended,
        StartChoice::New | StartChoice::Continue(_) | StartChoice::No => Beginning::Left,
    }
}

/// Returns the form that `--resume` names: a draft or a finished case by its code, else a form in a file.
fn named(on: &InterviewContext<'_>, resume: &Path) -> miette::Result<Resumed> {
    if resume == Path::new("-") {
        let what = "answers are read from standard input, so the form cannot be";
        return Err(Ended::usage(what, "name a file, or the code of a case").into());
    }
    let called = shown(resume);
    if let NamedForm::Case(case) = forms::named(Some(on.cases), resume)? {
        return opened(on, &case, &called);
    }
    let file = FormFile::read(&forms::of_file(resume)?)?;
    let claim = on.cases.begin(file.case_code().and_then(code::read))?;
    Ok(Resumed { claim, file, called, kept: false })
}

/// The form of a draft or a finished case, which is claimed.
fn opened(on: &InterviewContext<'_>, case: &str, called: &str) -> miette::Result<Resumed> {
    let (claim, file) = on.cases.open(case)?;
    Ok(Resumed { claim, file, called: called.to_owned(), kept: true })
}
