//! The end of a finished interview: its form in a file or as a case, and the summary.

use std::path::Path;

use miette::{IntoDiagnostic, WrapErr};

use super::context::{InterviewContext, say};
use super::stop;
use crate::cli::Status;
use crate::cli::listing::print;
use crate::cli::paths::shown;
use crate::cli::status::Ended;
use crate::cli::summary::draw;
use crate::cli::texts::Texts;
use crate::files;
use crate::form::Form;
use crate::rulebook::Rulebook;
use crate::store::Session;
use crate::terminal::Prompter;

/// Writes form and summary, then makes the draft a finished case, or removes it if the form has a file of its own.
pub(super) fn finish(
    on: &InterviewContext<'_>,
    prompter: &mut impl Prompter,
    mut session: Box<dyn Session>,
    form: &Form,
) -> miette::Result<Status> {
    let texts = &on.ui.interview.end;
    let case = session.code().to_owned();
    let done = {
        let _saving = stop::saving();
        session.save()?; // a form from a file may not be kept yet
        if let Some(path) = on.output {
            keep_form(on.rulebook, path, form)?;
            texts.finished_kept(&case, shown(path))
        } else {
            texts.finished(&case)
        }
    };
    say(prompter, &textwrap::fill(&done, prompter.width().max(1)))?;
    let Texts { rulebook, ui } = on.summary;
    print("the summary", |out| draw(rulebook, ui, form, on.format, on.context.look(), out))?;
    {
        let _saving = stop::saving();
        if on.output.is_some() { session.discard()? } else { session.finish()? }
    }
    if on.output.is_none() && !on.context.quiet {
        let rules = on.context.rules.repeated();
        say(prompter, texts.saved(&case, &rules).trim_end())?;
    }
    Ok(Status::Done)
}

/// Refuses an output that cannot be written before the first question, not after the last.
pub(super) fn writable(output: &Path) -> miette::Result<()> {
    let name = shown(output);
    if output.is_dir() || output.file_name().is_none() {
        return Err(Ended::usage(format!("`{name}` is a folder"), "name a file to keep the form in").into());
    }
    if !files::folder_of(output).is_dir() {
        return Err(Ended::usage(format!("there is no folder for `{name}`"), "make the folder first").into());
    }
    Ok(())
}

/// Writes the form beside its path and renames it into place; only its owner can read it.
fn keep_form(rulebook: &Rulebook, path: &Path, form: &Form) -> miette::Result<()> {
    let file = form.to_file(rulebook);
    let json = path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("json"));
    let text = if json { file.to_json().into_diagnostic() } else { file.to_yaml().into_diagnostic() };
    text.and_then(|text| files::write(path, text.as_bytes()).into_diagnostic())
        .wrap_err_with(|| format!("cannot write `{}`; the draft is kept", shown(path)))
}
