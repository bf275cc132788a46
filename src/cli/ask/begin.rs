//! The beginning of an interview: with a new form, an open draft, a finished case, or a form in a file.

use std::io;
use std::path::Path;
use std::sync::Arc;

use miette::{IntoDiagnostic, WrapErr};

use super::context::InterviewContext;
use super::offers::offers;
use crate::cli::forms::{self, other_rules};
use crate::cli::paths::shown;
use crate::cli::status::Ended;
use crate::form::Form;
use crate::form::file::{FormErrors, FormFile};
use crate::interview::Interview;
use crate::store::{OpenCase, Session, code};
use crate::terminal::Prompter;
use crate::terminal::nurse::{Ending, InterviewStart};

/// A form to go on with, and the session that keeps its events.
pub(super) struct Begun {
    pub(super) session: Box<dyn Session>,
    pub(super) form: Form,
    /// Whether the store has it already.
    pub(super) kept: bool,
}

/// An existing form to go on with.
struct Resumed {
    claim: Box<dyn OpenCase>,
    file: FormFile,
    /// The name that the nurse gave for it.
    called: String,
    /// Whether the store has it.
    kept: bool,
}

/// Greets, finds out which form to go on with, and claims its case; or returns how the start ended.
pub(super) fn start<P: Prompter>(on: &InterviewContext<'_>, prompter: &mut P) -> miette::Result<Result<Begun, Ending>> {
    let (rulebook, ui) = (on.rulebook, on.ui);
    let mut opening = InterviewStart::new(prompter, ui, rulebook);
    used(opening.greet())?;
    let resumed = if let Some(resume) = on.resume {
        Some(named(on, resume)?)
    } else {
        let offers = offers(on)?;
        match used(opening.offer(&offers))? {
            Ok(Some(place)) => Some(opened(on, &offers[place].case, &offers[place].case)?),
            Ok(None) => None,
            Err(ending) => return Ok(Err(ending)),
        }
    };
    let Some(Resumed { claim, file, called, kept }) = resumed else {
        let claim = on.cases.begin(None)?;
        used(opening.begun(claim.code()))?;
        let (case, language) = (Some(claim.code().to_owned()), ui.language.code().to_owned());
        let form = Form { case, language, ..Form::empty(rulebook, on.today) };
        let session = claim.resume(Arc::clone(rulebook), form.clone())?;
        return Ok(Ok(Begun { session, form, kept: false }));
    };
    if let Some(before) = other_rules(rulebook, file.rulebook.as_ref()) {
        match used(opening.confirm_rules(&before))? {
            Ok(true) => {}
            Ok(false) => return Ok(Err(Ending::Left)),
            Err(ending) => return Ok(Err(ending)),
        }
    }
    let mut form = file.bind(rulebook, on.today).map_err(|refusals| FormErrors::new(&called, refusals))?;
    form.as_of = on.as_of.unwrap_or(form.as_of);
    form.case.get_or_insert_with(|| claim.code().to_owned());
    let shown = form.case.clone().unwrap_or_default();
    let session = claim.resume(Arc::clone(rulebook), form.clone())?;
    let progress = Interview::new(rulebook, form.clone()).progress();
    used(opening.continued(&shown, progress))?;
    Ok(Ok(Begun { session, form, kept }))
}

fn used<T>(terminal: io::Result<T>) -> miette::Result<T> {
    terminal.into_diagnostic().wrap_err("cannot use the terminal")
}

/// Returns the form that `--resume` names: a draft or a finished case by its code, otherwise a form in a file.
fn named(on: &InterviewContext<'_>, resume: &Path) -> miette::Result<Resumed> {
    if resume == Path::new("-") {
        let what = "answers are read from standard input, so the form cannot be";
        return Err(Ended::usage(what, "name a file, or the code of a case").into());
    }
    let called = shown(resume);
    if let Some(case) = forms::named(Some(on.cases), resume)? {
        return opened(on, &case, &called);
    }
    let file = FormFile::read(&forms::of_file(resume)?)?;
    let claim = on.cases.begin(file.case_code().and_then(code::read))?;
    Ok(Resumed { claim, file, called, kept: false })
}

/// Claims a draft or a finished case and returns its form.
fn opened(on: &InterviewContext<'_>, case: &str, called: &str) -> miette::Result<Resumed> {
    let (claim, file) = on.cases.open(case)?;
    Ok(Resumed { claim, file, called: called.to_owned(), kept: true })
}
